"""What the room sees, drawn in a box: the whole screen with one beeld, a true copy beside the board with two."""

from collections.abc import Iterator, Sequence

from rich.segment import Segment
from rich.style import Style as RichStyle
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from gesprekskaarten.room.faces import MAX_COLUMNS, Page, Style, StyledLine, page_of, pages
from gesprekskaarten.room.layout import width, wrap
from gesprekskaarten.room.model import RoomView

STYLES = {
    "title": "bold",
    "question": "bold",
    "who": "bold reverse",
    "strong": "bold",
    "heading": "bold underline",
    "time": "bold",
    "figure": "bold",
}
CONTINUES = "  "
"""Before the rest of a line of the room that is too long for the copy."""


class RoomPanel(Widget):
    """Draws a page of a room view, as large as it is; or, with `size_of_room`, as a copy of another window."""

    ALLOW_SELECT = False

    DEFAULT_CSS = """
    RoomPanel { height: 1fr; width: 1fr; background: $background; color: $foreground; }
    """

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self._view: RoomView | None = None
        self._minutes: int | None = None
        self._sentence = ""
        self._room: tuple[int, int] | None = None
        self._laid_out: tuple[object, tuple[Page, ...]] = (None, ((),))
        self._drawn: tuple[object, list[StyledLine]] = (None, [])

    def show(self, view: RoomView, minutes_left: int | None, size_of_room: tuple[int, int] | None = None) -> None:
        """Show this view, with the whole minutes that are left or None when the clock stands still.

        With the (columns, rows) of a room window it is a copy of the page that stands there.
        """
        if (view, minutes_left, size_of_room) != (self._view, self._minutes, self._room):
            self._view, self._minutes, self._room = view, minutes_left, size_of_room
            self._draw_again()

    def wait(self, sentence: str) -> None:
        """Show one quiet sentence, as long as there is no view."""
        if (self._view, sentence) != (None, self._sentence):
            self._view, self._sentence = None, sentence
            self._draw_again()

    @property
    def page(self) -> tuple[int, int]:
        """Which page stands here, counted from 0, and how many there are."""
        found = self._pages()
        if self._view is None:
            return 0, len(found)
        return (page_of(found, self._view.newest) + self._view.page) % len(found), len(found)

    @property
    def _box(self) -> tuple[int, int]:
        columns, rows = self._room or self.content_size
        return min(columns, MAX_COLUMNS), rows

    def _pages(self) -> tuple[Page, ...]:
        columns, rows = self._box
        wanted = (self._view, self._minutes, self._sentence, columns, rows)
        if wanted != self._laid_out[0]:
            self._laid_out = (wanted, self._lay_out(columns, rows))
        return self._laid_out[1]

    def _lay_out(self, columns: int, rows: int) -> tuple[Page, ...]:
        if not columns or not rows:
            return ((),)
        if self._view is not None:
            return pages(self._view, columns, rows, self._minutes)
        lines = wrap(self._sentence, columns) if self._sentence else []
        above = max(0, rows - len(lines)) // 2
        middle = (StyledLine(" " * ((columns - width(line)) // 2) + line, Style.STRONG) for line in lines)
        return ((*[StyledLine("")] * above, *middle),)

    def _lines(self) -> list[StyledLine]:
        page = self._pages()[self.page[0]]
        return list(page) if self._room is None else copied(page, *self.content_size)

    def _draw_again(self) -> None:
        """Draw what has changed: another minute is one line."""
        size, before = self._drawn
        if not self.is_mounted or size != self.content_size:
            self._drawn = (None, [])
            self.refresh()
            return
        after = self._lines()
        self._drawn = (size, after)
        longest = max(len(before), len(after))
        old, new = (lines + [StyledLine("")] * (longest - len(lines)) for lines in (before, after))
        changed = [Region(0, y, self.size.width, 1) for y in range(longest) if old[y] != new[y]]
        if changed:
            self.refresh(*changed)

    def render_line(self, y: int) -> Strip:
        """Return one line of the page, in the middle of the box."""
        if self._drawn[0] != self.content_size:
            self._drawn = (self.content_size, self._lines())
        cells, paper = self.content_size.width, self.rich_style
        lines = self._drawn[1]
        line = lines[y] if y < len(lines) else StyledLine("")
        left = 0 if self._room else (cells - self._box[0]) // 2
        ink = paper + RichStyle.parse(STYLES.get(line.style.value, ""))
        return Strip([Segment(" " * left, paper), Segment(line.text, ink)]).adjust_cell_length(cells, paper)


def copied(page: Sequence[StyledLine], columns: int, rows: int) -> list[StyledLine]:
    """Return a page of the room in a smaller box, line for line, without its large figures.

    A line that is too long goes on in the next one, indented. Blank lines go when there is no room for them; what does
    not fit after that is counted in the last line, never left out in silence.
    """
    lines = [piece for line in _close_together(page) for piece in _pieces(line, columns)]
    if len(lines) > rows:
        lines = [line for line in lines if line.text]
    if len(lines) > rows > 0:
        more = len(lines) - rows + 1
        told = f"… de zaal ziet nog {more} regels" if more > 1 else "… de zaal ziet nog 1 regel"
        lines = [*lines[: rows - 1], StyledLine(told[:columns], Style.QUIET)]
    return lines


def _close_together(page: Sequence[StyledLine]) -> Iterator[StyledLine]:
    blank = True
    for line in page:
        if line.style is not Style.FIGURE and (line.text or not blank):
            yield line
            blank = not line.text


def _pieces(line: StyledLine, columns: int) -> list[StyledLine]:
    if width(line.text) <= columns:
        return [line]
    lead = line.text[: len(line.text) - len(line.text.lstrip())]
    first, *rest = wrap(line.text.strip(), max(2, columns - width(lead)))
    return [StyledLine(lead + first, line.style), *(StyledLine(piece, line.style) for piece in _rest(rest, columns))]


def _rest(lines: Sequence[str], columns: int) -> Iterator[str]:
    if lines:
        yield from (CONTINUES + line for line in wrap(" ".join(lines), max(2, columns - len(CONTINUES))))
