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

    Raises AppError (exit 3) when the file cannot be written; an older report then still stands.
    """
    path = (to or file.folder / REPORT).absolute()
    _write(path, table_edition(session))
    file.add_export(path)
    return path


def refresh_exports(file: SessionFile, session: Session) -> None:
    """Write every report anew that was made of this session; forget the ones that are no longer there."""
    for path in file.exports():
        if path.exists():
            _write(path, table_edition(session))
        else:
            file.forget_export(path)


def _write(path: Path, text: str) -> None:
    temporary = path.with_name(f".{path.name}.tijdelijk")
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
            f"{os_error_sentence(error)} Kies een andere plek met --naar.",
            ExitCode.IO,
        ) from None
