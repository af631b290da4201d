"""The routes of all decks: ordered ways through cards, such as a client journey or a ladder."""

from typing import ClassVar

from textual.content import Content

from gesprekskaarten.decks.search import hits_in
from gesprekskaarten.domain.deck import Card, Route
from gesprekskaarten.domain.material import Decks
from gesprekskaarten.tui import board
from gesprekskaarten.tui.commands import Command
from gesprekskaarten.tui.screens.causes import TAKE
from gesprekskaarten.tui.screens.decks_rows import chosen, number_of
from gesprekskaarten.tui.screens.lists import ListScreen
from gesprekskaarten.tui.widgets.rows import Row


class RoutesScreen(ListScreen[str | None]):
    """The routes by deck. With `choose` it dismisses with the `deck/kaart` that goes on the table, else with None."""

    COMMANDS: ClassVar = (
        Command("open", ("enter", "right"), "openen", "Bekijk de stappen van deze route.", "Routes", bar=90),
        Command("back", ("escape", "left"), "terug", "Ga terug.", "Routes", bar=80),
    )

    def __init__(self, decks: Decks, choose: bool = False) -> None:
        super().__init__("Routes: van kaart naar kaart")
        self._decks = decks
        self._choose = choose

    def on_mount(self) -> None:
        rows: list[Row] = []
        for deck in self._decks.decks:
            if deck.routes:
                rows += [*([board.gap()] if rows else []), board.heading(deck.title)]
                rows += [row for route in deck.routes for row in self._rows(f"{deck.id}/{route.id}", route)]
        self.board.set_rows(rows or [board.plain("In deze decks staat geen route.")])
        self.choose_first()
        self.call_after_refresh(self.board.press, "home")

    def _rows(self, reference: str, route: Route) -> list[Row]:
        cards = number_of(len(self._decks.way(reference)), "kaart", "kaarten")
        steps = f"{number_of(len(route.steps), 'stap', 'stappen')}, " if route.steps else ""
        about = [board.plain(route.description, indent=2)] if route.description else []
        return [chosen(reference, route.title, f"{steps}{cards}"), *about]

    def reason(self, command: Command) -> str | None:
        if command.id == "open" and self.board.selected is None:
            return "Er is niets om te openen."
        return None

    async def do_open(self) -> None:
        screen = RouteScreen(self._decks, self.board.selected or "", self._choose)
        taken = await self.app.push_screen_wait(screen)
        if taken is not None:
            self.dismiss(taken)

    def do_back(self) -> None:
        self.dismiss(None)


class RouteScreen(ListScreen[str | None]):
    """One route: its steps in order, with their cards; dismisses as `RoutesScreen` does."""

    COMMANDS: ClassVar = (
        Command("read", ("enter", "right"), "lees heel", "Lees de gekozen kaart helemaal.", "Route", bar=90),
        Command("back", ("escape", "left"), "terug", "Ga terug naar de routes.", "Route", bar=80),
    )

    def __init__(self, decks: Decks, route: str, choose: bool = False) -> None:
        found = decks.route(route)
        super().__init__(f"Route: {found.title}" if found else "Route")
        self._about = found.description if found else ""
        self._decks = decks
        self._steps = decks.steps(route)
        self._cards = tuple(card for _, cards in self._steps for card in cards)
        """As `deck/kaart`; the key of a row is its place here, because a card may come back in a later step."""
        self._choose = choose

    @property
    def commands(self) -> tuple[Command, ...]:
        return (*([TAKE] if self._choose else []), *super().commands)

    def on_mount(self) -> None:
        rows = [board.plain(self._about), board.gap()] if self._about else []
        place = 0
        for title, cards in self._steps:
            if title:
                rows += [*([board.gap()] if place else []), board.heading(title)]
            for card in cards:
                rows.append(self._row(place, card))
                place += 1
        self.board.set_rows(rows if place else [*rows, board.plain("Van deze route is geen kaart te vinden.")])
        # Selecting the first card must not hide what the route is about.
        self.choose_first()
        self.call_after_refresh(self.board.press, "home")

    def _row(self, place: int, reference: str) -> Row:
        width = len(str(len(self._cards)))
        card = self._decks.all_cards[reference]
        number = f"{place + 1:>{width}}  "
        text = Content.assemble(number, (card.title, "bold"), f" – {card.question}")
        return Row(text, key=str(place), hanging=len(number))

    def reason(self, command: Command) -> str | None:
        if command.id in ("read", "take") and self.board.selected is None:
            return "Er is geen kaart om te kiezen."
        return None

    async def do_read(self) -> None:
        from gesprekskaarten.tui.screens.library_card import CardScreen

        hits = {hit.reference: hit for deck in self._decks.decks for hit in hits_in(deck) if isinstance(hit.item, Card)}
        cards = [hits[card] for card in self._cards]
        place = int(self.board.selected or "0")
        screen = CardScreen(cards, place, self._decks.decks, TAKE.name if self._choose else "")
        taken = await self.app.push_screen_wait(screen)
        if taken is not None:
            self.dismiss(taken)
        else:
            self.board.select(str(screen.place))

    def do_take(self) -> None:
        self.dismiss(self._cards[int(self.board.selected or "0")])

    def do_back(self) -> None:
        self.dismiss(None)
