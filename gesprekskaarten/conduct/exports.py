"""The report, and documents beside it, as files in the session folder that stay true when words are struck."""

import contextlib
import os
from collections.abc import Callable
from functools import partial
from pathlib import Path

from gesprekskaarten.conduct.reading import session_in
from gesprekskaarten.domain.playbook import Round
from gesprekskaarten.domain.session import Session
from gesprekskaarten.errors import AppError, ExitCode, os_error_sentence
from gesprekskaarten.report.cards import document_heading, own_document, own_documents
from gesprekskaarten.report.table_edition import table_edition
from gesprekskaarten.storage.archive import slug
from gesprekskaarten.storage.paths import FILE
from gesprekskaarten.storage.room_file import ROOM, WINDOW
from gesprekskaarten.storage.session_file import LOCK, SessionFile

REPORT = "verslag.md"
_BEGINS = "# Verslag"
_OURS = {FILE, f"{FILE}-journal", LOCK, ROOM, WINDOW}


def write_report(file: SessionFile, session: Session, to: Path | None = None) -> Path:
    """Write the tafelversie to `to`, or into the session folder; return where it is.

    The session knows of the file before it is there, so that a strike always finds it; what is struck while it is being
    written does not stay in it. Raises AppError (exit 3) when the file cannot be written; an older report then still
    stands.
    """
    return _write_true(file, session, (to or file.folder / REPORT).absolute(), table_edition)


def write_document(file: SessionFile, session: Session, name: str, to: Path | None = None) -> Path:
    """Write the document of this name to `to`, or into the session folder; return where it is.

    Raises AppError (exit 3) as `write_report` does.
    """
    text = partial(own_document, round=documents(session)[name])
    return _write_true(file, session, (to or file.folder / f"{name}.md").absolute(), text)


def documents(session: Session) -> dict[str, Round]:
    """Return the rounds that make a document of their own, by the name of its file: `samenwerkingsafspraken`."""
    found: dict[str, Round] = {}
    for round in own_documents(session):
        name = slug(round.document, 60) or round.id
        found[f"{name}-{round.id}" if name in {*found, "verslag"} else name] = round
    return found


def _write_true(file: SessionFile, session: Session, path: Path, text: Callable[[Session], str]) -> Path:
    if path.name.casefold() in _OURS:
        hint = "Kies een andere naam, bijvoorbeeld verslag.md."
        raise AppError(f"Het verslag kan niet {path.name} heten: zo heet een bestand van het programma.", hint)
    while True:
        file.add_export(path)
        _write(path, text(session))
        if file.last() == session.number:
            return path
        session = session_in(file)


def refresh_exports(file: SessionFile, session: Session) -> list[Path]:
    """Write every file anew that was made of this session; forget the ones that were removed.

    Returns the files that could not be written, or not be reached: they may still hold the old words.
    """
    old = []
    for path in file.exports():
        try:
            with contextlib.suppress(FileNotFoundError, NotADirectoryError):
                _beside(path).unlink()
            there, reachable = path.exists(), path.parent.is_dir()
        except OSError:
            there, reachable = False, False
        text = _text_of(path, session) if there else None
        if not there and reachable:
            file.forget_export(path)
        elif text is None:
            old.append(path)
        else:
            try:
                _write(path, text)
            except AppError:
                old.append(path)
    return old


def _text_of(path: Path, session: Session) -> str | None:
    """Return what this file must hold now; None when it is something else that somebody put there.

    What a file is, stands in its first line: somebody may have given it another name.
    """
    try:
        if not path.is_file():
            return None
        with path.open("rb") as file:
            first = file.readline(1000).decode("utf-8", "replace").rstrip("\r\n")
    except OSError:
        return None
    for round in own_documents(session):
        if first == document_heading(round):
            return own_document(session, round)
    return table_edition(session) if first.startswith(_BEGINS) else None


def _beside(path: Path) -> Path:
    return path.with_name(f".{path.name}.tijdelijk")


def _write(path: Path, text: str) -> None:
    temporary = _beside(path)
    try:
        temporary.unlink(missing_ok=True)
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n") as out:
            out.write(text)
            out.flush()
            os.fsync(out.fileno())
        temporary.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise AppError(
            f"Het verslag kan niet geschreven worden naar {path}.",
            f"{os_error_sentence(error)} Kies een andere plek (op de opdrachtregel met --naar).",
            ExitCode.IO,
        ) from None
