"""What the room sees, drawn in a box: the whole screen with one beeld, a true copy beside the board with two."""

from textual.content import Content
from textual.widget import Widget

from gesprekskaarten.room.faces import MAX_COLUMNS, StyledLine, pages
from gesprekskaarten.room.model import RoomView
from gesprekskaarten.tui.widgets.lines import safe_content

STYLES = {
    "title": "bold",
    "question": "bold",
    "who": "bold reverse",
    "strong": "bold",
    "heading": "bold underline",
    "time": "bold",
}


class RoomPanel(Widget):
    """Draws a page of a room view, as large as it is."""

    ALLOW_SELECT = False

    DEFAULT_CSS = """
    RoomPanel { height: 1fr; width: 1fr; background: $background; color: $foreground; }
    """

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self._view: RoomView | None = None
        self._minutes: int | None = None

    def show(self, view: RoomView, minutes_left: int | None) -> None:
        """Show this view, with the whole minutes that are left or None when the clock stands still."""
        if (view, minutes_left) != (self._view, self._minutes):
            self._view, self._minutes = view, minutes_left
            self.refresh()

    def render(self) -> Content:
        width, height = self.content_size
        if self._view is None or not width or not height:
            return Content("")
        columns = min(width, MAX_COLUMNS)
        found = pages(self._view, columns, height, self._minutes)
        if not found:
            return Content("")
        page = found[self._view.page % len(found)]
        left = " " * ((width - columns) // 2)
        return Content("\n").join([Content(left) + _drawn(line) for line in page])


def _drawn(line: StyledLine) -> Content:
    return safe_content(Content.styled(line.text, STYLES.get(line.style.value, "")))
