"""The keys that matter now, on the last line of the screen."""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.widget import Widget

from gesprekskaarten.tui.commands import SHOW_KEYS, Command, Hint, key_name

NARROW = 70
"""Below this width the bar may take two lines."""
_GAP = 2


@dataclass(frozen=True)
class Item:
    """One key in the bar."""

    key: str
    name: str

    @property
    def width(self) -> int:
        return cell_len(key_name(self.key)) + 1 + cell_len(self.name)

    @property
    def content(self) -> Content:
        return Content.assemble((key_name(self.key), "bold underline"), " ", self.name)


LAST = Item(SHOW_KEYS.keys[0], SHOW_KEYS.name)


def items(hints: Sequence[Hint], commands: Sequence[Command]) -> list[Item]:
    """Return hints first, then the commands that want a place, the most wanted first."""
    wanted = sorted((command for command in commands if command.bar > 0), key=lambda command: -command.bar)
    return [Item(hint.key, hint.name) for hint in hints] + [
        Item(command.keys[0], command.name) for command in wanted if command.id != SHOW_KEYS.id
    ]


def fit(wanted: Sequence[Item], width: int, lines: int) -> list[list[Item]]:
    """Return what fits in `lines` lines of `width` cells: the first ones first, whole, and `F1 toetsen` at the end."""
    placed: list[list[Item]] = [[]]
    for item in wanted:
        last_line = len(placed) == lines
        if _taken(placed[-1]) + item.width + (LAST.width + _GAP if last_line else 0) <= width:
            placed[-1].append(item)
        elif not last_line and item.width + _GAP + LAST.width <= width:
            placed.append([item])
    if placed[-1] and _taken(placed[-1]) + LAST.width > width:
        placed.append([])
    placed[-1].append(LAST)
    return placed


def _taken(line: Sequence[Item]) -> int:
    return sum(item.width + _GAP for item in line)


class KeyBar(Widget):
    """Shows the keys that its screen says can be pressed now; a click presses one."""

    ALLOW_SELECT = False

    DEFAULT_CSS = """
    KeyBar {
        dock: bottom;
        height: auto;
        width: 1fr;
        padding: 0 1;
        background: $footer-background;
        color: $footer-foreground;
    }
    """

    class Pressed(Message):
        """A key was clicked."""

        def __init__(self, key: str) -> None:
            super().__init__()
            self.key = key

    def __init__(self) -> None:
        super().__init__()
        self._items: list[Item] = []

    def set_items(self, wanted: Sequence[Item]) -> None:
        """Show these keys, as far as they fit."""
        if list(wanted) != self._items:
            self._items = list(wanted)
            self.refresh(layout=True)

    def lines(self, width: int) -> list[list[Item]]:
        """Return what the bar shows at this inner width."""
        one = fit(self._items, width, 1)
        if len(one[0]) == len(self._items) + 1 or self.app.size.width >= NARROW:
            return one
        return fit(self._items, width, 2)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(self.lines(width))

    def render(self) -> Content:
        gap = Content(" " * _GAP)
        return Content("\n").join(
            gap.join(item.content for item in line) for line in self.lines(self.content_size.width)
        )

    def on_click(self, event: events.Click) -> None:
        event.stop()
        lines = self.lines(self.content_size.width)
        if not 0 <= event.y < len(lines):
            return
        start = self.styles.padding.left
        for item in lines[event.y]:
            if start <= event.x < start + item.width:
                self.post_message(self.Pressed(item.key))
                return
            start += item.width + _GAP
