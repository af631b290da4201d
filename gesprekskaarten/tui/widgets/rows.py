"""A board of texts that scrolls and in which one row can be chosen."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.style import Style
from textual.visual import Visual

from gesprekskaarten.tui.widgets.lines import count_lines, safe_content, wrap

MARK = "▸ "


@dataclass(frozen=True)
class Row:
    """One text on the board; a row with a `key` can be chosen."""

    content: Content
    key: str | None = None
    indent: int = 0
    hanging: int = 0


class Rows(ScrollView, can_focus=True):
    """Texts below each other, wrapped at the width and drawn only where they are seen.

    The keys in `KEYS` are given to it by a `CommandScreen` as long as nothing else has the keyboard.
    """

    KEYS: ClassVar[frozenset[str]] = frozenset({"up", "down", "pageup", "pagedown", "home", "end"})
    ALLOW_SELECT = False

    DEFAULT_CSS = """
    Rows {
        height: 1fr;
        overflow-x: hidden;
        overflow-y: auto;
        scrollbar-gutter: stable;
        scrollbar-size-vertical: 1;
        background: $background;
        color: $foreground;
    }
    """

    class Selected(Message):
        """Another row was chosen."""

        def __init__(self, rows: "Rows", key: str) -> None:
            super().__init__()
            self.rows = rows
            self.key = key

        @property
        def control(self) -> "Rows":
            return self.rows

    class Again(Selected):
        """The row that a click chose was clicked once more."""

    def __init__(self, rows: Sequence[Row] = (), *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._rows: list[Row] = list(rows)
        self._selected: str | None = None
        self._clicked: str | None = None
        self._width = 0
        self._drawn_for = Size()
        self._held = (0, 0, 0)
        self._margin = 0
        self._starts: list[int] = [0]
        self._places: dict[str, int] = {}
        self._keyed: list[str] = []
        self._heights: dict[tuple[str, int, int], int] = {}
        self._strips: dict[int, list[Strip]] = {}

    @property
    def selected(self) -> str | None:
        """The key of the chosen row."""
        return self._selected

    @property
    def rows(self) -> Sequence[Row]:
        """What stands on the board."""
        return self._rows

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Put other rows on the board; the chosen row stays chosen and in its place on the screen."""
        old_place = self._places.get(self._selected) if self._selected is not None else None
        old_top = self._starts[old_place] - self.scroll_offset.y if old_place is not None else None
        self._rows = list(rows)
        self._lay_out()
        if self._selected is not None and self._selected not in self._places:
            self._selected = self._nearest(old_place or 0)
        elif old_top is not None and self._selected is not None and 0 <= old_top < max(1, self.size.height):
            self.scroll_to(y=self._starts[self._places[self._selected]] - old_top, animate=False)
        self._hold()

    def select(self, key: str | None) -> None:
        """Choose the row with `key`, show it and tell the owner; None chooses nothing."""
        if key is not None and key not in self._places:
            return
        changed = key != self._selected
        for old in (self._selected, key):
            if old in self._places:
                self._strips.pop(self._places[old], None)
        self._selected = key
        self._clicked = None
        self.refresh()
        self._hold()
        if key is not None:
            self.show(key)
            if changed:
                self.post_message(self.Selected(self, key))

    def show(self, key: str) -> None:
        """Scroll just as far as needed to see the row with `key`."""
        if key not in self._places:
            return
        place = self._places[key]
        top, bottom, height = self._starts[place], self._starts[place + 1], self.size.height
        first = self.scroll_offset.y
        if top < first or bottom - top > height:
            self.scroll_to(y=top, animate=False)
        elif bottom > first + height:
            self.scroll_to(y=bottom - height, animate=False)

    def press(self, key: str) -> bool:
        """Do what a key of `KEYS` means here; False when there is nothing to do."""
        if key in ("up", "down"):
            return self._step(-1 if key == "up" else 1)
        pages = {"pageup": -1, "pagedown": 1}
        if key in pages:
            target = self.scroll_offset.y + pages[key] * max(1, self.size.height - 1)
        elif key in ("home", "end"):
            target = 0 if key == "home" else self._starts[-1]
        else:
            return False
        self.scroll_to(y=target, animate=False)
        return True

    def _step(self, by: int) -> bool:
        if not self._keyed:
            self.scroll_to(y=self.scroll_offset.y + by, animate=False)
            return True
        place = self._places.get(self._selected) if self._selected is not None else None
        if place is None:
            self.select(self._keyed[0 if by > 0 else -1])
            return True
        index = bisect_left(self._keyed, place, key=self._places.__getitem__) + by
        if 0 <= index < len(self._keyed):
            self.select(self._keyed[index])
        else:
            # A heading can stand before the first row and a line after the last: let them be seen.
            self.scroll_to(y=self.scroll_offset.y + by, animate=False)
        return True

    def _nearest(self, place: int) -> str | None:
        return min(self._keyed, key=lambda key: abs(self._places[key] - place), default=None)

    def _lay_out(self) -> None:
        self._width = self._board_width()
        self._margin = self._margin_width()
        self._strips.clear()
        self._places = {row.key: place for place, row in enumerate(self._rows) if row.key is not None}
        self._keyed = list(self._places)
        known, self._heights = self._heights, {}
        starts = [0]
        for row in self._rows:
            measured = (row.content.plain, self._room(row), row.hanging)
            height = known.get(measured)
            if height is None:
                height = _height(*measured)
            self._heights[measured] = height
            starts.append(starts[-1] + height)
        self._starts = starts
        self._held = (min(self._held[0], max(0, len(self._rows) - 1)), *self._held[1:])
        self.virtual_size = Size(self._width, starts[-1])
        self.refresh()

    def _margin_width(self) -> int:
        return len(MARK) if any(row.key is not None for row in self._rows) else 0

    def _room(self, row: Row) -> int:
        return max(4, self._width - self._margin - row.indent)

    def _board_width(self) -> int:
        return max(6, self.scrollable_content_region.width)

    def on_mount(self) -> None:
        self._lay_out()

    def on_resize(self) -> None:
        """Keep at the top what somebody scrolled to, whatever sizes come between, and the chosen row in sight."""
        chosen = self._places.get(self._selected) if self._selected is not None else None
        seen = chosen is not None and self._was_seen(chosen)
        if self._board_width() != self._width:
            self._lay_out()
        place, line, _ = self._held
        first, after = self._starts[place], self._starts[min(place + 1, len(self._rows))]
        top = min(first + line, max(first, after - 1))
        if seen and chosen is not None:
            top = min(max(top, self._starts[chosen + 1] - self.size.height), self._starts[chosen])
        self.scroll_to(y=top, animate=False, immediate=True)
        self._drawn_for = self.size

    def _was_seen(self, place: int) -> bool:
        """Tell whether a row was in sight when somebody last scrolled or chose, or that was before the first look."""
        first, line, height = self._held
        top = self._starts[first] + line
        return not height or (self._starts[place] < top + height and top < self._starts[place + 1])

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        self._hold()

    def _hold(self) -> None:
        """Remember the row and the line of it that stand at the top, unless only the size changed."""
        if self.size == self._drawn_for:
            top = self.scroll_offset.y
            place = max(0, min(bisect_right(self._starts, top), len(self._rows)) - 1)
            self._held = (place, top - self._starts[place], self.size.height)

    def notify_style_update(self) -> None:
        self._strips.clear()
        super().notify_style_update()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        taken = self.styles.scrollbar_size_vertical + self._margin_width()
        return sum(
            _height(row.content.plain, max(4, max(6, width) - taken - row.indent), row.hanging) for row in self._rows
        )

    def render_line(self, y: int) -> Strip:
        line = y + self.scroll_offset.y
        base = self.visual_style
        if line >= self._starts[-1]:
            return Strip.blank(self.size.width, base.rich_style)
        place = bisect_right(self._starts, line) - 1
        strips = self._strips.get(place)
        if strips is None:
            strips = self._strips[place] = self._draw(place, base)
        return strips[line - self._starts[place]]

    def _draw(self, place: int, base: Style) -> list[Strip]:
        row = self._rows[place]
        chosen = row.key is not None and row.key == self._selected
        style = base + Style(reverse=True, bold=True) if chosen else base
        lines = wrap(safe_content(row.content), self._room(row), row.hanging)
        strips: list[Strip] = []
        for number, line in enumerate(lines):
            margin = MARK if chosen and number == 0 else " " * self._margin
            before = margin + " " * (row.indent + (row.hanging if number else 0))
            (strip,) = Visual.to_strips(self, Content(before) + line, self._width, 1, style, pad=True)
            strips.append(strip.extend_cell_length(self.size.width, base.rich_style))
        return strips

    def on_key(self, event: events.Key) -> None:
        if event.key in self.KEYS and self.press(event.key):
            event.stop()
            event.prevent_default()

    def on_click(self, event: events.Click) -> None:
        line = event.y - self.gutter.top + self.scroll_offset.y
        if 0 <= line < self._starts[-1]:
            key = self._rows[bisect_right(self._starts, line) - 1].key
            if key is None:
                return
            again = key == self._selected == self._clicked
            self.select(key)
            self._clicked = key
            if again:
                self.post_message(self.Again(self, key))


def _height(text: str, room: int, hanging: int) -> int:
    return count_lines(safe_content(Content(text)).plain, room, hanging)
