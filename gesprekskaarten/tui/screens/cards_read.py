"""One card whole, beside the conversation."""

from typing import ClassVar

from gesprekskaarten.domain.session import Session
from gesprekskaarten.tui import board
from gesprekskaarten.tui.commands import Command
from gesprekskaarten.tui.screens.decks_rows import card_rows, named
from gesprekskaarten.tui.screens.side import Side
from gesprekskaarten.tui.widgets.rows import Row


class CardSide(Side[bool]):
    """Returns True when this card must be laid on the table; `why_not` says why it cannot be."""

    COMMANDS: ClassVar[tuple[Command, ...]] = (
        Command("lay", ("enter", "l"), "op tafel", "Leg deze kaart op tafel. De zaal ziet hem.", "Kaart", bar=95),
        Command("back", ("left",), "naar de lijst", "Ga terug naar de lijst.", "Kaart", bar=85),
        Command("page_down", ("pagedown", "space"), "verder lezen", "Ga een scherm verder.", "Kaart", bar=70),
        Command("page_up", ("pageup",), "terug lezen", "Ga een scherm terug.", "Kaart"),
    )
    AGAIN = ""

    def __init__(self, session: Session, reference: str, seen: bool, why_not: str | None) -> None:
        super().__init__(seen)
        self.session = session
        self.reference = reference
        self._why_not = why_not

    def heading(self) -> str:
        card = self.session.card_of(self.reference)
        return f"Kaart: {card.title if card else 'geschrapt'}"

    def rows(self) -> list[Row]:
        card, decks = self.session.card_of(self.reference), self.session.material.decks
        if card is None:
            return []
        if self.reference in self.session.own_cards:
            return [board.strong(card.question), board.gap(), board.plain("Deze kaart is aan tafel gemaakt.")]
        own = [deck for deck in decks if self.reference.startswith(f"{deck.id}/")]
        others = [deck for deck in decks if deck not in own]
        return [*card_rows(card, [*own, *others]), board.gap(), *named("Deck", ", ".join(deck.title for deck in own))]

    def reason(self, command: Command) -> str | None:
        return self._why_not if command.id == "lay" else None

    def do_lay(self) -> None:
        self.dismiss(True)

    def do_back(self) -> None:
        self.dismiss(None)

    def do_page_down(self) -> None:
        self.board.press("pagedown")

    def do_page_up(self) -> None:
        self.board.press("pageup")
