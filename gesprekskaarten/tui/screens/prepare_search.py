"""A list to choose from that is filtered while words are typed, for decks with many cards and casussen."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from gesprekskaarten.tui import board
from gesprekskaarten.tui.commands import Command
from gesprekskaarten.tui.screens.cards_filter import Filter, Group, best, choose_by_key, sift
from gesprekskaarten.tui.screens.lists import PickScreen, Text
from gesprekskaarten.tui.widgets.lines import safe_content
from gesprekskaarten.tui.widgets.rows import Row

if TYPE_CHECKING:
    from textual.widgets import TextArea


LOOKING = (
    Command("find", ("slash", "z"), "zoeken", "Typ woorden om in de lijst te zoeken.", "Zoeken", bar=75),
    Command("clear", ("backspace",), "wissen", "Laat de hele lijst weer zien.", "Zoeken", bar=85),
)


class SearchPick(PickScreen):
    """Dismisses as PickScreen does. `last` are rows that stand below whatever is looked for."""

    # A board that was short a moment ago can scroll at once, to the row that is chosen.
    DEFAULT_CSS = "SearchPick Rows { overflow-y: scroll; }"

    def __init__(
        self,
        title: str,
        groups: Sequence[Group],
        last: Sequence[Row],
        current: str | None,
        whole: Callable[[str], Text | None],
    ) -> None:
        below = [board.gap(), *last] if last else []
        super().__init__(title, [*sift(groups, ""), *below], current, whole)
        self._groups = groups
        self._below = below
        self._words = ""
        self.field = Filter()

    @property
    def commands(self) -> tuple[Command, ...]:
        return (*super().commands, *LOOKING)

    def body(self) -> ComposeResult:
        yield from super().body()
        yield self.field

    def reason(self, command: Command) -> str | None:
        if command.id == "clear" and not self._words:
            return "Je ziet de hele lijst al."
        return super().reason(command)

    def do_find(self) -> None:
        self.field.open(self._words)

    def do_clear(self) -> None:
        self._look_for("")

    def _look_for(self, words: str) -> None:
        self._words = words
        rows = sift(self._groups, words)
        found = sum(1 for row in rows if row.key is not None)
        self.board.set_rows([*(rows or [board.plain("Niets gevonden. Gebruik minder woorden.")]), *self._below])
        title = f"{self._title} Gevonden: {found} · “{words}”" if words else self._title
        self.query_one("#title", Static).update(safe_content(Content(title)))
        self.choose_first(best(self._groups, words) if words else self._current)
        self.refresh_commands()

    def on_text_area_changed(self, event: "TextArea.Changed") -> None:
        words = " ".join(self.field.draft.split())
        if self.field.display and words != self._words:
            self._look_for(words)

    def on_filter_moved(self, event: Filter.Moved) -> None:
        choose_by_key(self.board, event.key)

    def on_invoer_recorded(self) -> None:
        self._close_field()

    def on_invoer_skipped(self) -> None:
        self._close_field()

    def on_invoer_left(self) -> None:
        self._close_field()

    def _close_field(self) -> None:
        self.field.close()
        self.refresh_commands()
