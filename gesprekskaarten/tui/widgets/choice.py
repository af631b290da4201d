"""One question with a few answers, in the screen itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.widget import Widget

from gesprekskaarten.tui.commands import Hint
from gesprekskaarten.tui.widgets.lines import safe_content, wrap
from gesprekskaarten.tui.widgets.rows import MARK

_GAP = 2


@dataclass(frozen=True)
class Option:
    """One answer: the owner's key for it, and what the room reads."""

    key: str
    text: str
    sign: str = ""
    """The letter or digit that picks it, when it is known by one already."""


@dataclass(frozen=True)
class _Place:
    line: int
    start: int
    width: int
    index: int
    content: Content


def letters(options: Sequence[Option]) -> list[str]:
    """Return the key shown with each option: its sign, or first letters if these all differ, digits, the alphabet."""
    if options and all(option.sign for option in options):
        return [option.sign for option in options]
    firsts = [option.text[:1].lower() for option in options]
    if len(set(firsts)) == len(options) and all(first.isascii() and first.isalpha() for first in firsts):
        return firsts
    return list("1234567890" if len(options) <= 10 else "abcdefghijklmnopqrstuvwxyz".ljust(len(options)))[
        : len(options)
    ]


class Choice(Widget, can_focus=True):
    """Asks one thing; ←/→ and Enter or the letter shown picks, Esc leaves. It keeps other letters from the screen."""

    takes_letters: ClassVar[bool] = True
    ALLOW_SELECT = False
    HINTS = (Hint("left", "en → kiezen"), Hint("enter", "neem dit"), Hint("escape", "laat maar"))

    DEFAULT_CSS = """
    Choice {
        height: auto;
        max-height: 40vh;
        width: 1fr;
        padding: 0 1;
        background: $panel;
        color: $foreground;
    }
    """

    class Picked(Message):
        """An answer was given."""

        def __init__(self, choice: "Choice", key: str) -> None:
            super().__init__()
            self.choice = choice
            self.key = key

        @property
        def control(self) -> "Choice":
            return self.choice

    class Left(Message):
        """No answer was given."""

        def __init__(self, choice: "Choice") -> None:
            super().__init__()
            self.choice = choice

        @property
        def control(self) -> "Choice":
            return self.choice

    def __init__(
        self,
        question: str,
        options: Sequence[Option],
        *,
        current: str | None = None,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self.set_options(question, options, current)

    @property
    def current(self) -> str:
        """The key of the option that Enter would pick."""
        return self._options[self._index].key

    def set_options(self, question: str, options: Sequence[Option], current: str | None = None) -> None:
        """Ask something else; there is at least one option."""
        self._question = safe_content(Content(question))
        self._options = tuple(options)
        self._letters = letters(self._options)
        keys = [option.key for option in self._options]
        self._index = keys.index(current) if current in keys else 0
        self.refresh(layout=True)

    def _places(self, width: int) -> tuple[int, list[_Place]]:
        """Return the number of lines and where each option stands: beside each other as long as they fit."""
        line, start = len(wrap(self._question, width)), 0
        places: list[_Place] = []
        for index, (option, letter) in enumerate(zip(self._options, self._letters, strict=True)):
            mark = MARK if index == self._index else " " * len(MARK)
            shown = safe_content(Content(f"{mark}{letter}  {option.text}"))
            for number, part in enumerate(wrap(shown, width, len(MARK) + 3)):
                indent = len(MARK) + 3 if number else 0
                wide = cell_len(part.plain) + indent
                if start and (number or start + wide > width):
                    line, start = line + 1, 0
                content = Content(" " * indent) + part
                places.append(_Place(line, start, wide, index, content))
                start += wide + _GAP
        return line + 1, places

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return self._places(width)[0]

    def render(self) -> Content:
        width, height = self.content_size
        total, places = self._places(max(8, width))
        lines = [Content("")] * total
        for number, part in enumerate(wrap(self._question, max(8, width))):
            lines[number] = part.stylize("bold")
        for place in places:
            gap = " " * (place.start - cell_len(lines[place.line].plain))
            part = place.content.stylize("bold reverse") if place.index == self._index else place.content
            lines[place.line] = lines[place.line] + Content(gap) + part
        return Content("\n").join(lines[self._first_line(height) :])

    def _first_line(self, height: int) -> int:
        total, places = self._places(max(8, self.content_size.width))
        last = max((place.line for place in places if place.index == self._index), default=0)
        return max(0, min(last - height + 1, total - height))

    def on_key(self, event: events.Key) -> None:
        match event.key:
            case "left" | "up":
                self._move(-1)
            case "right" | "down" | "tab":
                self._move(1)
            case "enter":
                self._pick(self._index)
            case "escape":
                self.post_message(self.Left(self))
            case _ if event.is_printable and event.key != "question_mark":
                pressed = (event.character or "").lower()
                if pressed.strip() and pressed in self._letters:
                    self._pick(self._letters.index(pressed))
            case _:
                return
        event.stop()
        event.prevent_default()

    def on_blur(self) -> None:
        """A click gave the keyboard to something else on this screen: no answer was given."""
        if self.screen.focused not in (None, self):
            self.post_message(self.Left(self))

    def on_click(self, event: events.Click) -> None:
        width, height = self.content_size
        line = event.y + self._first_line(height)
        x = event.x - self.styles.padding.left
        for place in self._places(max(8, width))[1]:
            if place.line == line and place.start <= x < place.start + place.width:
                self._pick(place.index)

    def _move(self, by: int) -> None:
        self._index = (self._index + by) % len(self._options)
        self.refresh()

    def _pick(self, index: int) -> None:
        self._index = index
        self.refresh()
        self.post_message(self.Picked(self, self.current))
