"""Screens that are one list: to read it, to choose one row, to tick some."""

from collections.abc import Callable, Sequence
from typing import ClassVar, Generic, TypeVar

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from gesprekskaarten.tui.command_screen import CommandScreen
from gesprekskaarten.tui.commands import Command
from gesprekskaarten.tui.widgets.lines import count_lines, safe_content
from gesprekskaarten.tui.widgets.rows import MARK, Row, Rows

Result = TypeVar("Result")

MOVES = (
    Command("page_down", ("pagedown",), "bladeren", "Ga een scherm verder.", "Bladeren"),
    Command("page_up", ("pageup",), "terugbladeren", "Ga een scherm terug.", "Bladeren"),
    Command("first", ("home",), "begin", "Ga naar het begin van de lijst.", "Bladeren"),
    Command("last", ("end",), "einde", "Ga naar het einde van de lijst.", "Bladeren"),
)


class ListScreen(CommandScreen[Result], Generic[Result]):
    """A title above a board. PgUp and PgDn choose too, so that Enter never takes a row that is out of sight."""

    COMMANDS: ClassVar[tuple[Command, ...]] = ()
    AGAIN: ClassVar = "enter"
    """The key that a second click on a row stands for; "" for none."""

    DEFAULT_CSS = """
    ListScreen #title { text-style: bold; padding: 0 1; }
    ListScreen Rows { padding: 0 1; }
    """

    def __init__(self, title: str) -> None:
        super().__init__()
        self._title = title
        self.board = Rows()
        self.board.can_focus = False

    def body(self) -> ComposeResult:
        yield Static(safe_content(Content(self._title)), id="title")
        yield self.board

    @property
    def commands(self) -> tuple[Command, ...]:
        return (*self.COMMANDS, *MOVES)

    @property
    def _keyed(self) -> list[int]:
        return [place for place, row in enumerate(self.board.rows) if row.key is not None]

    def choose_first(self, key: str | None = None) -> None:
        """Choose the row with `key`, or the first one that can be chosen."""
        keys = [self.board.rows[place].key for place in self._keyed]
        if keys:
            self.board.select(key if key in keys else keys[0])

    def on_rows_selected(self) -> None:
        self.refresh_commands()

    def on_rows_again(self) -> None:
        if self.AGAIN:
            self.app.simulate_key(self.AGAIN)

    def do_page_down(self) -> None:
        self._turn_page(1)

    def do_page_up(self) -> None:
        self._turn_page(-1)

    def do_first(self) -> None:
        if keyed := self._keyed:
            self.board.select(self.board.rows[keyed[0]].key)
        self.board.press("home")

    def do_last(self) -> None:
        if keyed := self._keyed:
            self.board.select(self.board.rows[keyed[-1]].key)
        self.board.press("end")

    def _turn_page(self, by: int) -> None:
        rows, keyed = self.board.rows, self._keyed
        here = next((number for number, place in enumerate(keyed) if rows[place].key == self.board.selected), None)
        ahead = [] if here is None else keyed[here + 1 :] if by > 0 else keyed[:here][::-1]
        if here is None or not ahead:
            self.board.press("pagedown" if by > 0 else "pageup")
            return
        target = ahead[0]
        for place in ahead:
            between = rows[min(place, keyed[here]) : max(place, keyed[here])]
            if sum(self._height(row) for row in between) >= self.board.size.height:
                break
            target = place
        self.board.select(rows[target].key)

    def _height(self, row: Row) -> int:
        width = self.board.scrollable_content_region.width - len(MARK) - row.indent
        return count_lines(row.content.plain, max(4, width), row.hanging)


class ReadScreen(ListScreen[None]):
    """Shows a text whole; it scrolls."""

    COMMANDS: ClassVar = (
        Command("back", ("escape", "left"), "terug", "Ga terug naar de lijst.", "Lezen", bar=80),
        Command("page_down", ("pagedown",), "verder lezen", "Ga een scherm verder.", "Lezen", bar=70),
        *(move for move in MOVES if move.id != "page_down"),
    )

    def __init__(self, title: str, rows: Sequence[Row]) -> None:
        super().__init__(title)
        self.board = Rows(rows)
        self.board.can_focus = False

    @property
    def commands(self) -> tuple[Command, ...]:
        return self.COMMANDS

    def do_back(self) -> None:
        self.dismiss(None)


Text = tuple[str, Sequence[Row]]
"""A title and what stands under it."""


class PickScreen(ListScreen[str | None]):
    """Dismisses with the key of the row that was chosen, or None.

    `whole` gives the text behind a row, for reading it before choosing.
    """

    COMMANDS: ClassVar = (
        Command("take", ("enter",), "neem dit", "Neem wat in de lijst is gekozen.", "Kiezen", bar=90),
        Command("read", ("right",), "lees heel", "Lees het gekozen stuk helemaal.", "Kiezen", bar=80),
        Command("back", ("escape", "left"), "terug", "Ga terug. Er verandert niets.", "Kiezen", bar=70),
    )

    def __init__(
        self,
        title: str,
        rows: Sequence[Row],
        current: str | None = None,
        whole: Callable[[str], Text | None] = lambda key: None,
    ) -> None:
        super().__init__(title)
        self._rows = rows
        self._current = current
        self._whole = whole

    def on_mount(self) -> None:
        super().on_mount()
        self.board.set_rows(self._rows)
        self.call_after_refresh(self.choose_first, self._current)

    def reason(self, command: Command) -> str | None:
        if command.id == "take" and self.board.selected is None:
            return "Er is niets om te kiezen."
        if command.id == "read" and (self.board.selected is None or self._whole(self.board.selected) is None):
            return "Hier staat al alles."
        return None

    def do_take(self) -> None:
        self.dismiss(self.board.selected)

    async def do_read(self) -> None:
        text = self._whole(self.board.selected or "")
        if text is not None:
            await self.app.push_screen_wait(ReadScreen(*text))

    def do_back(self) -> None:
        self.dismiss(None)


class TickScreen(ListScreen[tuple[str, ...]]):
    """Dismisses with the keys that are ticked, in the order of ticking; one stays at least."""

    COMMANDS: ClassVar = (
        Command("tick", ("space", "right"), "aan of uit", "Zet het gekozen deck aan of uit.", "Kiezen", bar=90),
        Command("done", ("enter", "escape", "left"), "klaar", "Ga terug met wat aan staat.", "Kiezen", bar=80),
    )
    AGAIN = "space"

    def __init__(self, title: str, options: Sequence[tuple[str, Content]], ticked: Sequence[str]) -> None:
        super().__init__(title)
        self._options = options
        self._ticked = [key for key in ticked if key in dict(options)]

    def on_mount(self) -> None:
        super().on_mount()
        self._show()
        self.call_after_refresh(self.choose_first, next(iter(self._ticked), None))

    def _show(self) -> None:
        self.board.set_rows(
            [
                Row(Content.assemble(f"[{'x' if key in self._ticked else ' '}] ", text), key=key, hanging=4)
                for key, text in self._options
            ]
        )

    def reason(self, command: Command) -> str | None:
        if command.id == "tick" and self._ticked == [self.board.selected]:
            return "Eén deck moet aan staan. Zet eerst een ander deck aan."
        return None

    def do_tick(self) -> None:
        key = self.board.selected
        if key in self._ticked:
            self._ticked.remove(key)
        elif key is not None:
            self._ticked.append(key)
        self._show()

    def do_done(self) -> None:
        self.dismiss(tuple(self._ticked))
