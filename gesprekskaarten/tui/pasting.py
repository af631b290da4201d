"""A paste is words: nothing in it can press a key."""

import importlib
import sys
from collections.abc import Iterable

from textual._xterm_parser import XTermParser
from textual.message import Message

START, END = "\x1b[200~", "\x1b[201~"
ESC_BRACKET = 2
"""Characters of a mark that may also be keys of their own: Esc, alt+[."""


class PasteGuard:
    """Takes Esc out of what stands between the marks of a bracketed paste, over any number of chunks.

    Without Esc nothing in it begins a key; other controls are for the field, which takes words as `clean` does.
    """

    def __init__(self) -> None:
        self._inside = False
        self._held = ""
        self._passed_on = ""
        """The end of what went on, as far as it may begin a mark: an Esc key cannot wait for what follows."""

    def clean(self, chunk: str) -> str:
        """Return the chunk as it may go on; what may be the beginning of a mark is held until the next chunk."""
        text, self._held = self._held + chunk, ""
        found: list[str] = []
        while text:
            text = self._words(text, found) if self._inside else self._keys(text, found)
        return "".join(found)

    def _keys(self, text: str, found: list[str]) -> str:
        gone = len(self._passed_on)
        before, self._inside, rest = _cut(self._passed_on + text, START)
        self._passed_on = ""
        end = len(before)
        if not self._inside and (begun := _begun(before, START)):
            start = end - begun
            end = max(start, gone) if begun > ESC_BRACKET else end
            self._passed_on, self._held = before[start:end], before[end:]
        found.append(before[gone:end])
        return rest

    def _words(self, text: str, found: list[str]) -> str:
        before, ended, rest = _cut(text, END)
        self._inside = not ended
        if not ended and (begun := _begun(before, END)):
            before, self._held = before[:-begun], before[-begun:]
        marked = len(END) if ended else 0
        words = before[: len(before) - marked]
        found.append(words.replace("\x1b", "") + before[len(words) :])
        return rest


def _cut(text: str, mark: str) -> tuple[str, bool, str]:
    """Cut after the first `mark`: what stands until there, whether it was met, and the rest."""
    before, met, rest = text.partition(mark)
    return before + met, bool(met), rest


def _begun(text: str, mark: str) -> int:
    """How many characters at the end of `text` may be the beginning of `mark`."""
    return next((size for size in range(len(mark) - 1, 0, -1) if text.endswith(mark[:size])), 0)


class GuardedParser(XTermParser):
    """Textual's parser of what a terminal sends, with guarded pastes."""

    def __init__(self, debug: bool = False) -> None:
        super().__init__(debug)
        self._guard = PasteGuard()

    def feed(self, data: str) -> Iterable[Message]:
        return super().feed(self._guard.clean(data) if data else data)


def guard_pastes() -> None:
    """Let the terminal driver read pastes through `GuardedParser`.

    Textual 8.2.8 reads escape sequences inside a bracketed paste too, and gives them to the program as keys: a paste
    with `ESC [ 2 1 ~` would press F10. The parser is private and made inside the driver; there is no public hook.
    A test breaks when the driver no longer makes its parser by this name.
    """
    name = "textual.drivers.win32" if sys.platform == "win32" else "textual.drivers.linux_driver"
    driver = importlib.import_module(name)
    driver.XTermParser = GuardedParser  # type: ignore[attr-defined]
