"""The zaalbeeld on disk: the leader's window writes it whole, the room window reads it whole."""

import os
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from gesprekskaarten.errors import AppError, ExitCode, os_error_sentence

ROOM = "zaal.json"
WINDOW = "zaal-venster.json"
_TEMPORARY = ".zaal-"
_PAUSES = (0.005, 0.01, 0.02, 0.04, 0.08)
"""Seconds: on Windows a file cannot be replaced, or read, in the moment another program has it open."""

T = TypeVar("T")


def publish(root: Path, text: str) -> None:
    """Replace what the room sees: a reader gets the old text or the new, never half of one.

    Raises AppError when it cannot be written; then the old text still stands.
    """
    try:
        number, name = tempfile.mkstemp(prefix=_TEMPORARY, dir=root)  # made 0600
        temporary = Path(name)
        try:
            with os.fdopen(number, "w", encoding="utf-8", newline="\n") as file:
                file.write(text)
            _patiently(lambda: temporary.replace(root / ROOM))
        except BaseException:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise _cannot("Het zaalbeeld kan niet worden bijgewerkt.", error) from None


def withdraw(root: Path) -> None:
    """Show the room nothing any more."""
    try:
        _patiently(lambda: (root / ROOM).unlink(missing_ok=True))
    except OSError as error:
        raise _cannot("Het zaalbeeld kan niet worden gewist.", error) from None


def remove_temporaries(root: Path) -> None:
    """Remove what a killed program left half written: it may hold words that are struck now."""
    try:
        for left in root.glob(f"{_TEMPORARY}*"):
            left.unlink(missing_ok=True)
    except OSError as error:
        raise _cannot("Een oud zaalbeeld kan niet worden gewist.", error) from None


def read_room(root: Path) -> str | None:
    """Return what the room sees, None when nothing was published."""
    try:
        return _patiently(lambda: (root / ROOM).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    except UnicodeDecodeError:
        return None
    except OSError as error:
        raise _cannot("Het zaalbeeld kan niet worden gelezen.", error) from None


def _patiently(attempt: Callable[[], T]) -> T:
    for pause in _PAUSES:
        try:
            return attempt()
        except PermissionError:
            time.sleep(pause)
    return attempt()


def _cannot(message: str, error: OSError) -> AppError:
    return AppError(
        f"{message} {os_error_sentence(error)}", "Kijk of de map er nog is en of je er mag schrijven.", ExitCode.IO
    )
