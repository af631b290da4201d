"""A leader with nothing but a keyboard and eyes: every step waits until the screen shows what it did."""

import re
from collections.abc import Callable
from pathlib import Path

from gesprekskaarten.conduct.reading import read_session
from gesprekskaarten.domain.session import Session
from gesprekskaarten.storage.archive import Archive
from gesprekskaarten.storage.session_file import StoreBusy
from tests.e2e.terminal import COLUMNS, ROWS, Tmux, program

TYPING = "Enter vastleggen"
"""Stands in the key bar as long as somebody types."""
MOST_PRESSES = 25
AGAIN = 1.0
"""Seconds after which a key that did nothing is pressed again."""


class Leader:
    """Leads one session in a window; `said` is everything the screen showed as recorded."""

    def __init__(self, tmux: Tmux, store: Path, *arguments: str, columns: int = COLUMNS, rows: int = ROWS) -> None:
        self._tmux = tmux
        self._store = store
        self.said: list[str] = []
        self.window = tmux.start(*program(*arguments), columns=columns, rows=rows)

    @property
    def folder(self) -> Path:
        return self._store / Archive(self._store).sessions()[0].name

    @property
    def session(self) -> Session:
        """What is on the disk."""
        return read_session(self.folder)

    def wait_until_saved(self, holds: Callable[[Session], bool], why: str) -> None:
        """Wait until this holds for what is on the disk."""

        def looked() -> bool:
            try:
                return holds(self.session)
            except StoreBusy:
                return False

        self.window.wait_until(looked, why)

    def see(self, words: str) -> None:
        self.window.wait_until(words)

    def press(self, key: str, then: str) -> None:
        """Press a key and wait for what it brings."""
        self.window.press(key)
        self.see(then)

    def go_to(self, title: str) -> None:
        """→ and Enter: the next round."""
        self.press("Right", "Daarheen gaan?")
        self.window.press("Enter")
        self.window.wait_until_gone("Daarheen gaan?")
        self.window.wait_until(
            lambda: re.search(rf"(Ronde \d+ van 10 ·|\d+/10) {re.escape(title)}", self.window.words) is not None,
            f"round {title!r}",
        )

    def give_floor(self, number: str, name: str) -> None:
        """A digit: this actor speaks."""
        self.press(number, f"Nu: {name}")

    def open_field(self, label: str) -> None:
        """Enter, and Tab until the line is of the kind meant."""
        self.press("Enter", TYPING)
        self.other_kind(label)

    def other_kind(self, label: str) -> None:
        """Tab until the line is of the kind meant, in a field that stays open."""
        self._press_until("Tab", label, lambda: self.label)

    def choose_row(self, words: str, key: str = "Down") -> None:
        """↓ or ↑ until the row with these words is chosen on the board."""
        self._press_until(key, words, lambda: self.chosen)

    def _press_until(self, key: str, wanted: str, seen: Callable[[], str]) -> None:
        """Press a key until what is looked at holds these words; each time after it has changed.

        A key pressed in the moment between two questions for words is lost: then it is pressed again.
        """
        for _ in range(MOST_PRESSES):
            self.window.wait_until(lambda: seen() != "", f"something to press {key} on")
            now = seen()
            if wanted in now:
                return
            self.window.press(key)
            self.window.comes(lambda before=now: seen() not in (before, ""), AGAIN)  # type: ignore[misc]
        raise AssertionError(f"did not come: {wanted!r} with {key}\n{self.window.screen}")

    @property
    def label(self) -> str:
        """What stands above the field: whose words, of which kind; nothing when there is no field."""
        lines = self.window.screen.splitlines()
        top = next((number for number, line in enumerate(lines) if line.startswith("┏")), None)
        return "" if top is None else " ".join(" ".join(lines[top - 1 : top + 1]).strip("━┏┓ ").split())

    @property
    def chosen(self) -> str:
        """The first line of the row that is chosen."""
        return next((line for line in self.window.screen.splitlines() if "▸" in line), "")

    def write(self, text: str) -> None:
        """Type, Enter, and wait until the screen asks whether this is right: then it is recorded."""
        self.window.type(text)
        self.see(text)
        self.press("Enter", f"“{text}”")
        self.said.append(text)

    def answer(self, label: str, text: str) -> None:
        """Answer a question that comes by itself."""
        self.window.wait_until(lambda: label in self.label, f"the question {label!r}")
        self.window.type(text)
        self.see(text)
        self.window.press("Enter")
        self.window.wait_until(lambda: label not in self.label, f"the answer to {label!r} recorded")
        self.said.append(text)

    def pick(self, question: str, answer: str) -> None:
        """Answer a question with a few answers by the letter that stands before this one."""
        self.see(question)
        letter = re.search(rf"(\w)  {re.escape(answer)}", self.window.screen)
        assert letter is not None, f"no answer {answer!r}\n{self.window.screen}"
        self.window.press(letter[1])
        self.window.wait_until_gone(question)

    def wait_until_idle(self) -> None:
        """Wait until nobody types."""
        self.window.wait_until_gone(TYPING)

    def leave_field(self) -> None:
        """Enter on nothing."""
        self.window.press("Enter")
        self.window.wait_until_gone(TYPING)

    def confirm(self, text: str) -> None:
        """j on the line that is read back."""
        self.see(f"“{text}”")
        self.window.press("j")
        self.window.wait_until_gone(f"“{text}”")

    def resume(self) -> None:
        """Start again after the end, with `hervat`."""
        self.window = self._tmux.start(*program("hervat"))
        self.see("F1 toetsen")


def bytes_of(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def files_with(folder: Path, words: str) -> list[str]:
    """Return the files below a folder that hold these words, as text or as SQLite could keep them."""
    forms = (words.encode(), words.encode("utf-16-le"))
    return [name for name, content in bytes_of(folder).items() if any(form in content for form in forms)]
