"""The report as a file: written into the session folder, and kept true when words are struck."""

import contextlib
import os
from pathlib import Path

from gesprekskaarten.domain.session import Session
from gesprekskaarten.errors import AppError, ExitCode, os_error_sentence
from gesprekskaarten.report.table_edition import table_edition
from gesprekskaarten.storage.session_file import SessionFile

REPORT = "verslag.md"


def write_report(file: SessionFile, session: Session, to: Path | None = None) -> Path:
    """Write the tafelversie to `to`, or into the session folder; return where it is.

    The session knows of the file before it is there, so that a strike always finds it. Raises AppError (exit 3) when
    the file cannot be written; an older report then still stands.
    """
    path = (to or file.folder / REPORT).absolute()
    file.add_export(path)
    _write(path, table_edition(session))
    return path


def refresh_exports(file: SessionFile, session: Session) -> list[Path]:
    """Write every report anew that was made of this session; forget the ones that are no longer there.

    Returns the reports that could not be written: they still hold the old words.
    """
    old = []
    for path in file.exports():
        with contextlib.suppress(OSError):
            _beside(path).unlink(missing_ok=True)
        if not path.exists():
            file.forget_export(path)
            continue
        try:
            _write(path, table_edition(session))
        except AppError:
            old.append(path)
    return old


def _beside(path: Path) -> Path:
    return path.with_name(f".{path.name}.tijdelijk")


def _write(path: Path, text: str) -> None:
    temporary = _beside(path)
    try:
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
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
