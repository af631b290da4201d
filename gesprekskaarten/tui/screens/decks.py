"""Decks to look in: which there are, what stands in them, and what is wrong in those that cannot be used."""

from typing import ClassVar

from textual.content import Content

from gesprekskaarten.decks.library import DeckRow, Library, deck_rows
from gesprekskaarten.tui import board
from gesprekskaarten.tui.commands import Command
from gesprekskaarten.tui.screens import decks_rows
from gesprekskaarten.tui.screens.decks_rows import number_of
from gesprekskaarten.tui.screens.lists import ListScreen, ReadScreen
from gesprekskaarten.tui.widgets.rows import Row

PROBLEMS = "alle fouten"
"""The key of the row of what is wrong; the id of a deck has no blank in it."""


class Decks(ListScreen[None]):
    """The decks, and a row for the mistakes when there are any."""

    COMMANDS: ClassVar = (
        Command("open", ("enter", "right"), "openen", "Open wat in de lijst is gekozen.", "Decks", bar=90),
        Command("back", ("escape", "left"), "terug", "Ga terug naar het begin.", "Decks", bar=80),
        Command("problems", ("f",), "fouten", "Bekijk wat er mis is in je decks.", "Decks", bar=70),
    )

    def __init__(self, library: Library) -> None:
        super().__init__("Decks en kaarten")
        self._library = library

    def on_mount(self) -> None:
        super().on_mount()
        rows = [_deck_row(deck) for deck in deck_rows(self._library)]
        rows = rows or [board.plain("Er is geen deck om te gebruiken.")]
        if self._library.problems:
            count = number_of(len(self._library.problems), "fout", "fouten")
            files = number_of(len({problem.path for problem in self._library.problems}), "bestand", "bestanden")
            text = f"{count} in {files}. Zo'n bestand doet niet mee tot het goed is."
            rows += [board.gap(), decks_rows.chosen(PROBLEMS, "! Fouten", text)]
        self.board.set_rows(rows)
        self.choose_first()

    def reason(self, command: Command) -> str | None:
        if command.id == "problems" and not self._library.problems:
            return "Er zijn geen fouten gevonden."
        if command.id == "open" and self.board.selected is None:
            return "Er is niets om te openen."
        return None

    async def do_open(self) -> None:
        key = self.board.selected
        if key == PROBLEMS:
            await self.do_problems()
        elif key is not None:
            await self.app.push_screen_wait(DeckScreen(self._library, key))

    async def do_problems(self) -> None:
        rows = [
            board.plain("Verbeter deze regels in het bestand en start het programma opnieuw."),
            board.gap(),
            *decks_rows.problem_rows(self._library.problems),
        ]
        await self.app.push_screen_wait(ReadScreen("Fouten in decks", rows))

    def do_back(self) -> None:
        self.dismiss(None)


class DeckScreen(ListScreen[None]):
    """One deck whole, by heading."""

    COMMANDS: ClassVar = (
        Command("open", ("enter", "right"), "lees heel", "Lees de kaart, casus of actor helemaal.", "Deck", bar=90),
        Command("back", ("escape", "left"), "terug", "Ga terug naar de decks.", "Deck", bar=80),
    )

    def __init__(self, library: Library, id: str) -> None:
        self._deck = library.deck(id)
        self._decks = [self._deck, *(deck for deck in library.decks.values() if deck.id != id)]
        super().__init__(f"Deck: {self._deck.title}")

    def on_mount(self) -> None:
        super().on_mount()
        rows = decks_rows.deck_rows(self._deck)
        self.board.set_rows(rows if any(row.key for row in rows) else [*rows, board.plain("Dit deck is nog leeg.")])
        # Selecting the first row must not hide what the deck is about.
        self.choose_first()
        self.call_after_refresh(self.board.press, "home")

    def reason(self, command: Command) -> str | None:
        if command.id != "open":
            return None
        key = self.board.selected
        if key is None:
            return "In dit deck staat nog niets."
        return None if decks_rows.whole(self._deck, key, self._decks) else "Hier staat al alles."

    async def do_open(self) -> None:
        text = decks_rows.whole(self._deck, self.board.selected or "", self._decks)
        if text is not None:
            await self.app.push_screen_wait(ReadScreen(*text))

    def do_back(self) -> None:
        self.dismiss(None)


def _deck_row(deck: DeckRow) -> Row:
    counts = (
        number_of(deck.cards, "kaart", "kaarten"),
        number_of(deck.casussen, "casus", "casussen"),
        number_of(deck.actors, "actor", "actoren"),
    )
    text = f" – versie {deck.version}, {deck.status} · {', '.join(counts)} · {deck.origin}"
    return Row(Content.assemble((deck.title, "bold"), text), key=deck.id, hanging=2)
