"""The zaalbeeld on disk: the leader's window writes it whole, the room window reads it whole and says what it drew."""

import datetime as dt
import os
import stat
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Annotated, TypeVar

from pydantic import AwareDatetime, Field, model_validator

from gesprekskaarten.domain.value import Value
from gesprekskaarten.domain.words import is_safe
from gesprekskaarten.errors import AppError, ExitCode, os_error_sentence
from gesprekskaarten.room.model import RoomView

ROOM = "zaal.json"
WINDOW = "zaal-venster.json"
MOST = 1_000_000
"""Bytes of a zaalbeeld: a file with more was not written by us."""
SILENT = 3.0
"""Seconds after which a room window that says nothing is no longer there."""
CATCHES_UP = 1.0
"""Seconds that a room window may take to draw what is new before it is said to be behind."""
_TEMPORARY = ".zaal-"
_PAUSES = (0.005, 0.01, 0.02, 0.04, 0.08)
"""Seconds: on Windows a file cannot be replaced, or read, in the moment another program has it open."""

T = TypeVar("T")
Stamp = tuple[int, int, int]
"""Tells one file from the one that replaced it, without reading it."""
Number = Annotated[int, Field(ge=0, le=10**9)]


class WindowState(Value):
    """What a room window says about itself."""

    window: str
    """Tells room windows apart."""
    columns: Number
    rows: Number
    session: str = ""
    number: Number | None = None
    """The number of the zaalbeeld that stands on it; None while it waits."""
    page: Number = 0
    pages: Annotated[int, Field(ge=1, le=10**9)] = 1
    at: AwareDatetime

    @model_validator(mode="after")
    def _page_is_there(self) -> "WindowState":
        if self.page >= self.pages:
            raise ValueError("page")
        return self


class WindowSeen(WindowState):
    """What the room window said last, `age` seconds ago."""

    age: float

    def shows(self, view: RoomView) -> bool:
        """Tell whether this zaalbeeld stands on the room window, on the same page."""
        drawn = (self.session, self.number, self.page)
        return drawn == (view.session, view.number, view.page % self.pages)


def window_words(seen: WindowSeen | None, view: RoomView, since: float) -> str:
    """Say in a few words whether the room sees `view`, that is published for `since` seconds."""
    if seen is None:
        return "geen zaalvenster"
    if not seen.shows(view) and since > CATCHES_UP:
        return "zaalvenster loopt achter"
    return f"zaalvenster {seen.columns}×{seen.rows}, {'zwart' if view.blank else 'ziet dit'}"


def publish(root: Path, text: str) -> None:
    """Replace what the room sees: a reader gets the old text or the new, never half of one.

    Raises AppError when it cannot be written; then the old text still stands.
    """
    try:
        _replace(root, ROOM, text)
    except OSError as error:
        raise _cannot("Het zaalbeeld kan niet worden bijgewerkt.", error) from None


def _replace(root: Path, name: str, text: str) -> None:
    number, made = tempfile.mkstemp(prefix=_TEMPORARY, dir=root)  # made 0600
    temporary = Path(made)
    try:
        with os.fdopen(number, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        _patiently(lambda: temporary.replace(root / name))
    except BaseException:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise


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


def room_stamp(root: Path) -> Stamp | None:
    """Return what tells this zaalbeeld from the next; None when nothing was published.

    Raises OSError when that cannot be known: the folder is gone, or not to be read now.
    """
    try:
        found = (root / ROOM).lstat()
    except FileNotFoundError:
        root.stat()
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino


def read_view(root: Path) -> RoomView | None:
    """Return the zaalbeeld that stands in the store; None when what stands there cannot be shown.

    That is a file half written, of another program or another version, or with what a terminal could obey.
    Raises OSError when it cannot be read.
    """
    text = _patiently(lambda: _text_of(root / ROOM, MOST))
    try:
        view = None if text is None else RoomView.model_validate_json(text)
    except ValueError:
        return None
    return view if view and all(map(_can_be_shown, _values(view.model_dump()))) else None


def _values(value: object) -> Iterator[object]:
    if isinstance(value, dict):
        for one in value.values():
            yield from _values(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _values(one)
    else:
        yield value


def _can_be_shown(value: object) -> bool:
    match value:
        case str():
            return all(map(is_safe, value.split("\n")))
        case dt.datetime():
            return value.tzinfo is not None and 2000 < value.year < 2200
        case int():
            return 0 <= value <= 10**9
        case _:
            return True


def _text_of(path: Path, most: int) -> str | None:
    """Read a plain file of at most so many bytes of text; a link, a device or a pipe is not opened to the end."""
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(path, flags), "rb") as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            return None
        found = file.read(most + 1)
    try:
        return found.decode() if len(found) <= most else None
    except UnicodeDecodeError:
        return None


def report_window(root: Path, state: WindowState) -> bool:
    """Say what stands on a room window; tell whether that could be written. The folder is never made for it."""
    try:
        _replace(root, WINDOW, state.model_dump_json())
    except OSError:
        return False
    return True


def remove_window(root: Path, window: str) -> None:
    """Say that this room window has stopped, unless another one speaks now."""
    with suppress(OSError):
        state = _window_state(root)
        if state is not None and state.window == window:
            (root / WINDOW).unlink(missing_ok=True)


def read_window(root: Path, now: dt.datetime) -> WindowSeen | None:
    """Return what the room window said last; None when none has spoken for `SILENT` seconds."""
    try:
        state = _window_state(root)
    except OSError:
        return None
    if state is None:
        return None
    age = (now - state.at).total_seconds()
    return WindowSeen(**state.model_dump(), age=age) if abs(age) <= SILENT else None


def _window_state(root: Path) -> WindowState | None:
    text = _text_of(root / WINDOW, 10_000)
    try:
        return None if text is None else WindowState.model_validate_json(text)
    except ValueError:
        return None


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
