"""A card or casus in the frame of a room screen of some size, and behind it what the room does not see."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message

from gesprekskaarten.domain.deck import Card, Casus
from gesprekskaarten.room.layout import MAX_COLUMNS, Page, StyledLine
from gesprekskaarten.room.preview import card_pages, casus_pages
from gesprekskaarten.tui.widgets.lines import safe_content
from gesprekskaarten.tui.widgets.room_panel import STYLES
from gesprekskaarten.tui.widgets.rows import Row, Rows

BORDERS = 2
BESIDE = 42
"""Cells that the back wants to stand beside the front; the scrollbar of the front is among them."""


@dataclass(frozen=True)
class Box:
    """A room screen, in cells."""

    columns: int
    rows: int

    @property
    def name(self) -> str:
        return f"{self.columns}×{self.rows}"


BOXES = (Box(70, 20), Box(56, 16), Box(46, 13))
"""From comfortable to the smallest on which a card is complete."""


class RoomFrame(Horizontal):
    """The front of a card as the room sees it, page by page; its back beside it, or behind it on a narrow screen."""

    DEFAULT_CSS = """
    RoomFrame { height: 1fr; width: 1fr; }
    RoomFrame > #front { width: 1fr; }
    RoomFrame > #back { width: 1fr; padding: 0 1; }
    """

    class Drawn(Message):
        """Another card, page, size or side stands there."""

    def __init__(self) -> None:
        super().__init__()
        self.front = Rows(id="front")
        self.back = Rows(id="back")
        self.front.can_focus = self.back.can_focus = False
        self.front.display = self.back.display = False
        self.box = BOXES[-1]
        self.page = 0
        self.turned = False
        """Whether the back is shown where only one side fits."""
        self._wanted: Box | None = None
        self._own_size = False
        self._shown: Card | Casus | None = None
        self._caption = ""
        self._names: Mapping[str, str] = {}
        self._pages: tuple[Page, ...] = ()

    def compose(self) -> ComposeResult:
        yield self.front
        yield self.back

    @property
    def beside(self) -> bool:
        """Tell whether both sides are seen at once."""
        return self.size.width >= self.box.columns + BORDERS + BESIDE

    @property
    def pages(self) -> int:
        return len(self._pages)

    @property
    def scrolling(self) -> Rows:
        """The side that ↑ and ↓ scroll."""
        return self.back if self.back.display else self.front

    def show(
        self,
        shown: Card | Casus | None,
        caption: str = "",
        back: Sequence[Row] = (),
        names: Mapping[str, str] | None = None,
    ) -> None:
        """Show this one from its first page, or the same one where it was; `names` are those of actors."""
        old = self._shown
        if old is None or shown is None or (type(old), old.id) != (type(shown), shown.id):
            self.page = 0
            self.front.scroll_home(animate=False)
            self.back.scroll_home(animate=False)
        self._shown, self._caption, self._names = shown, caption, names or {}
        self.back.set_rows(back)
        self.draw()

    def fits(self, box: Box) -> bool:
        """Tell whether the frame of this room screen fits beside the scrollbar of this terminal."""
        return box.columns + BORDERS < self.size.width

    def resize(self, box: Box | None) -> None:
        """Show it at this size, None is all of this terminal."""
        self._wanted, self._own_size = box, box is None
        self.draw()

    def next_size(self) -> None:
        """Show it smaller, and after the smallest as large as this terminal is."""
        choices: list[Box | None] = [*(box for box in BOXES if self.fits(box)), None]
        now = None if self._own_size else self.box
        self.resize(choices[(choices.index(now) + 1) % len(choices)])

    def turn(self) -> None:
        """Show the other side."""
        self.turned = not self.turned
        self.draw()

    def turn_page(self, by: int) -> None:
        """Go to another page of the room, or scroll the back when only that is seen."""
        if self.back.display and not self.beside:
            self.back.press("pagedown" if by > 0 else "pageup")
            return
        self.page = max(0, min(self.page + by, self.pages - 1))
        self.front.scroll_home(animate=False)
        self.draw()

    def on_resize(self) -> None:
        self.draw()

    def draw(self) -> None:
        """Make the rows of the front again, for the size there is now."""
        if not self.size.width:
            return
        self.box = self._fitting()
        shown, (columns, rows) = self._shown, (self.box.columns, self.box.rows)
        if isinstance(shown, Card):
            self._pages = card_pages(shown, columns, rows, self._names)
        else:
            self._pages = casus_pages(shown, columns, rows) if shown is not None else ()
        self.page = min(self.page, max(0, self.pages - 1))
        self.front.display = shown is not None and (self.beside or not self.turned)
        self.back.display = shown is not None and (self.beside or self.turned)
        self.front.styles.width = columns + BORDERS + 2 if self.beside else "1fr"
        indent = 0 if self.beside else max(0, (self.size.width - 1 - columns - BORDERS) // 2)
        self.front.set_rows(
            [Row(line, indent=indent) for line in framed(self._pages[self.page], self.box, self._top())]
            if self._pages
            else []
        )
        self.post_message(self.Drawn())

    def _fitting(self) -> Box:
        own = Box(max(20, min(MAX_COLUMNS, self.size.width - BORDERS - 1)), max(6, self.size.height - BORDERS))
        if self._own_size:
            return own
        if self._wanted is not None and self.fits(self._wanted):
            return self._wanted
        return next((box for box in BOXES if self.fits(box)), own)

    def _top(self) -> list[str]:
        """What the edge says, the least needed last."""
        return [
            f"{self.box.name}",
            *([f"pagina {self.page + 1} van {self.pages}"] if self.pages > 1 else []),
            *([self._caption] if self._caption else []),
        ]


def framed(page: Page, box: Box, top: Sequence[str]) -> list[Content]:
    """Draw a page in a frame as large as the room screen; the edge above says as much of `top` as fits whole."""
    said = ""
    for part in top:
        longer = f"{said} · {part}" if said else part
        said = longer if cell_len(longer) + 3 <= box.columns else said
    said = f"─ {said} "
    lines = [Content(f"┌{said}{'─' * (box.columns - cell_len(said))}┐")]
    for line in (*page, *[StyledLine("")] * (box.rows - len(page))):
        text = safe_content(Content.styled(line.text, STYLES.get(line.style.value, "")))
        blank = " " * max(0, box.columns - cell_len(text.plain))
        lines.append(Content("│") + text + Content(f"{blank}│"))
    return [*lines, Content(f"└{'─' * box.columns}┘")]
