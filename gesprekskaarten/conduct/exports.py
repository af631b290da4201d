"""The report as a file: written into the session folder, and kept true when words are struck."""

import contextlib
import os
from pathlib import Path

from gesprekskaarten.conduct.reading import session_in
from gesprekskaarten.domain.session import Session
from gesprekskaarten.errors import AppError, ExitCode, os_error_sentence
from gesprekskaarten.report.table_edition import table_edition
from gesprekskaarten.storage.paths import FILE
from gesprekskaarten.storage.room_file import ROOM, WINDOW
from gesprekskaarten.storage.session_file import LOCK, SessionFile

REPORT = "verslag.md"
_BEGINS = b"# Verslag"
_OURS = {FILE, f"{FILE}-journal", LOCK, ROOM, WINDOW}


def write_report(file: SessionFile, session: Session, to: Path | None = None) -> Path:
    """Write the tafelversie to `to`, or into the session folder; return where it is.

    The session knows of the file before it is there, so that a strike always finds it; what is struck while it is being
    written does not stay in it. Raises AppError (exit 3) when the file cannot be written; an older report then still
    stands.
    """
    path = (to or file.folder / REPORT).absolute()
    if path.name.casefold() in _OURS:
        hint = "Kies een andere naam, bijvoorbeeld verslag.md."
        raise AppError(f"Het verslag kan niet {path.name} heten: zo heet een bestand van het programma.", hint)
    while True:
        file.add_export(path)
        _write(path, table_edition(session))
        if file.last() == session.number:
            return path
        session = session_in(file)


def refresh_exports(file: SessionFile, session: Session) -> list[Path]:
    """Write every report anew that was made of this session; forget the ones that were removed.

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
        if not there and reachable:
            file.forget_export(path)
        elif not there or not _is_report(path):
            old.append(path)
        else:
            try:
                _write(path, table_edition(session))
            except AppError:
                old.append(path)
    return old


def _is_report(path: Path) -> bool:
    """Tell whether this is still a report, and not something else that somebody put there: that is not overwritten."""
    try:
        if not path.is_file():
            return False
        with path.open("rb") as file:
            return file.read(len(_BEGINS)) == _BEGINS
    except OSError:
        return False


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
