"""The library: which decks there are, what stands in them, and what is wrong in those that cannot be used."""

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.content import Content

from gesprekskaarten.decks.library import DeckRow, Library, deck_rows
from gesprekskaarten.decks.search import Hit, Index, build, hits_in
from gesprekskaarten.domain import material
from gesprekskaarten.domain.deck import Actor, Card, Casus, Deck, Signpost, Term
from gesprekskaarten.domain.words import clean
from gesprekskaarten.tui import board
from gesprekskaarten.tui.commands import Command
from gesprekskaarten.tui.screens import decks_rows
from gesprekskaarten.tui.screens.decks_rows import number_of
from gesprekskaarten.tui.screens.lists import ListScreen, ReadScreen
from gesprekskaarten.tui.widgets.rows import Row

if TYPE_CHECKING:
    from gesprekskaarten.tui.screens.library_search import SearchScreen
    from gesprekskaarten.tui.screens.proofreading import Proofreading

FILE = "bestand "
"""Before the path of a file that cannot be used, for the key of its row; the id of a deck has no blank in it."""

SEARCHING = (
    Command("search", ("z", "slash"), "zoeken", "Zoek op woorden.", "Zoeken", bar=75),
    Command("law", ("w",), "wet", "Zoek op wet.", "Zoeken", bar=30),
    Command("kind", ("s",), "soort", "Zoek op soort kaart, of casussen, actoren, begrippen.", "Zoeken", bar=35),
    Command("theme", ("t",), "thema", "Zoek op thema.", "Zoeken", bar=25),
    Command("actor", ("a",), "actor", "Zoek op over wie het gaat.", "Zoeken", bar=20),
)
"""Each opens the list of everything with its question."""

WAYS = (
    Command("causes", ("o",), "oorzaken", "Bekijk wat tot een kaart leidt en wat erop volgt.", "Wegen", bar=18),
    Command("routes", ("r",), "routes", "Bekijk de routes door de kaarten.", "Wegen", bar=16),
    Command("signposts", ("g",), "wegwijzer", "Zoek met korte vragen de juiste weg.", "Wegen", bar=14),
)
"""Ways through the cards of all decks."""


class _Searching(ListScreen[str | None]):
    """A list from which everything can be searched; `choose` is what taking a card is called, "" when none is taken."""

    COMMANDS: ClassVar[tuple[Command, ...]] = ()

    def __init__(self, title: str, library: Library, choose: str) -> None:
        super().__init__(title)
        self.library = library
        self.choose = choose

    @property
    def commands(self) -> tuple[Command, ...]:
        return (*self.COMMANDS, *SEARCHING, *WAYS, *super().commands[len(self.COMMANDS) :])

    @property
    def decks(self) -> Sequence[Deck]:
        """All decks, the one that is looked at first."""
        return list(self.library.decks.values())

    @property
    def chosen_card(self) -> str:
        """The card that is chosen as `deck/kaart`, or ""."""
        return ""

    def reason(self, command: Command) -> str | None:
        match command.id:
            case "causes" if not any(card.leads_to for deck in self.decks for card in deck.cards):
                return "In deze decks staat van geen kaart waar hij toe leidt."
            case "routes" if not any(deck.routes for deck in self.decks):
                return "In deze decks staan geen routes."
            case "signposts" if not any(deck.signposts for deck in self.decks):
                return "In deze decks staat geen wegwijzer."
            case _:
                return None

    async def do_causes(self) -> None:
        from gesprekskaarten.tui.screens.causes import CausesScreen

        screen = CausesScreen(material.Decks(decks=tuple(self.decks)), self.chosen_card, bool(self.choose))
        self.take(await self.app.push_screen_wait(screen))

    async def do_routes(self) -> None:
        from gesprekskaarten.tui.screens.routes import RoutesScreen

        screen = RoutesScreen(material.Decks(decks=tuple(self.decks)), bool(self.choose))
        self.take(await self.app.push_screen_wait(screen))

    async def do_signposts(self) -> None:
        from gesprekskaarten.tui.screens.signposts import SignpostScreen

        await self.app.push_screen_wait(SignpostScreen(material.Decks(decks=tuple(self.decks))))

    def search_screen(self, deck: str = "") -> "SearchScreen":
        from gesprekskaarten.tui.screens.library_search import SearchScreen

        decks = list(self.library.decks.values())
        return SearchScreen(_index(self.library), decks, deck=deck, choose=self.choose)

    async def do_search(self) -> None:
        await self._look_for("search")

    async def do_law(self) -> None:
        await self._look_for("law")

    async def do_kind(self) -> None:
        await self._look_for("kind")

    async def do_theme(self) -> None:
        await self._look_for("theme")

    async def do_actor(self) -> None:
        await self._look_for("actor")

    async def _look_for(self, command: str) -> None:
        screen = self.search_screen()
        screen.look_for(command)
        self.take(await self.app.push_screen_wait(screen))

    def take(self, reference: str | None) -> None:
        """Leave with the card that was taken, if one was."""
        if reference is not None:
            self.dismiss(reference)

    def do_back(self) -> None:
        self.dismiss(None)


class Decks(_Searching):
    """The decks, and the files that cannot be used.

    `choose` is what taking a card is called, as in "op tafel": then the screen dismisses with its `deck/kaart`.
    """

    COMMANDS: ClassVar = (
        Command("open", ("enter", "right"), "openen", "Open wat in de lijst is gekozen.", "Decks", bar=90),
        Command("back", ("escape", "left"), "terug", "Ga terug.", "Decks", bar=80),
        Command(
            "proofread", ("p",), "proeflezen", "Zie kaarten en fouten bij elke keer dat je bewaart.", "Decks", bar=60
        ),
        Command("problems", ("f",), "fouten", "Bekijk alles wat er mis is in je decks.", "Decks", bar=70),
    )

    def __init__(self, library: Library, choose: str = "") -> None:
        super().__init__("Decks en kaarten", library, choose)

    def on_mount(self) -> None:
        super().on_mount()
        self._look_again()
        self._show()
        self.choose_first()

    def _look_again(self) -> bool:
        """A deck that was saved or added while the program runs is seen here at once."""
        changed = self.library.read_again()
        if changed:
            _index.cache_clear()
        return changed

    def _show(self) -> None:
        rows = [_deck_row(deck) for deck in deck_rows(self.library)]
        rows = rows or [board.plain("Er is geen deck om te gebruiken.")]
        if self.library.faulty:
            rows += [board.gap(), board.heading("Doen niet mee, tot ze goed zijn")]
            rows += [_broken_row(file.path, len(file.problems)) for file in self.library.faulty]
        self.board.set_rows(rows)
        self.refresh_commands()

    def reason(self, command: Command) -> str | None:
        match command.id:
            case "problems" if not self.library.problems:
                return "Er zijn geen fouten gevonden."
            case "open" | "proofread" if self.board.selected is None:
                return "Er is niets om te openen."
            case _ if command in SEARCHING and not self.library.decks:
                return "Er is geen deck om in te zoeken."
            case _:
                return super().reason(command)

    async def do_open(self) -> None:
        key = self.board.selected or ""
        if key.startswith(FILE):
            await self.do_proofread()
        elif key:
            self.take(await self.app.push_screen_wait(DeckScreen(self.library, key, self.choose)))

    async def do_proofread(self) -> None:
        key = self.board.selected or ""
        path = Path(key.removeprefix(FILE)) if key.startswith(FILE) else self.library.deck_origin(key).path
        await self.app.push_screen_wait(_proofreading(self.library, path))
        if self._look_again():
            self._show()

    async def do_problems(self) -> None:
        rows = [
            board.plain("Verbeter deze regels in het bestand. Bij Decks en kaarten wordt het dan opnieuw gelezen."),
            board.gap(),
            *decks_rows.problem_rows(self.library.problems),
        ]
        await self.app.push_screen_wait(ReadScreen("Fouten in decks", rows))


class DeckScreen(_Searching):
    """One deck whole, by heading."""

    COMMANDS: ClassVar = (
        Command("open", ("enter", "right"), "openen", "Bekijk de kaart of casus, of lees alles.", "Deck", bar=90),
        Command("back", ("escape", "left"), "terug", "Ga terug naar de decks.", "Deck", bar=80),
        Command(
            "proofread", ("p",), "proeflezen", "Zie kaarten en fouten bij elke keer dat je bewaart.", "Deck", bar=60
        ),
    )

    def __init__(self, library: Library, id: str, choose: str = "") -> None:
        self._deck = library.deck(id)
        self._decks = [self._deck, *(deck for deck in library.decks.values() if deck.id != id)]
        self._hits = {_key(hit): hit for hit in hits_in(self._deck)}
        super().__init__(f"Deck: {self._deck.title}", library, choose)

    def search_screen(self, deck: str = "") -> "SearchScreen":
        return super().search_screen(deck or self._deck.id)

    def on_mount(self) -> None:
        super().on_mount()
        rows = decks_rows.deck_rows(self._deck)
        self.board.set_rows(rows if any(row.key for row in rows) else [*rows, board.plain("Dit deck is nog leeg.")])
        # Selecting the first row must not hide what the deck is about.
        self.choose_first()
        self.call_after_refresh(self.board.press, "home")

    @property
    def decks(self) -> Sequence[Deck]:
        return self._decks

    @property
    def chosen_card(self) -> str:
        hit = self._hits.get(self.board.selected or "")
        return hit.reference if hit and isinstance(hit.item, Card) else ""

    def reason(self, command: Command) -> str | None:
        if command.id != "open":
            return super().reason(command)
        key = self.board.selected
        if key is None:
            return "In dit deck staat nog niets."
        whole = isinstance(self._hits[key].item, Term) if key in self._hits else True
        return "Hier staat al alles." if whole else None

    async def do_open(self) -> None:
        hit = self._hits[self.board.selected or ""]
        match hit.item:
            case Card() | Casus():
                await self._leaf_through(hit)
            case item:
                rows = decks_rows.item_rows(item, self._decks)
                await self.app.push_screen_wait(ReadScreen(hit.title, rows))

    async def _leaf_through(self, hit: Hit) -> None:
        from gesprekskaarten.tui.screens.library_card import CardScreen

        hits = [one for one in self._hits.values() if isinstance(one.item, Card | Casus)]
        screen = CardScreen(hits, hits.index(hit), self._decks, self.choose)
        taken = await self.app.push_screen_wait(screen)
        self.board.select(_key(screen.hit))
        self.take(taken)

    async def do_proofread(self) -> None:
        path = self.library.deck_origin(self._deck.id).path
        await self.app.push_screen_wait(_proofreading(self.library, path, self.board.selected or ""))


@lru_cache(maxsize=1)
def _index(library: Library) -> Index:
    """Kept: reading all words of 100 decks takes a tenth of a second."""
    return build(library.decks.values())


def _proofreading(library: Library, path: Path, begin_at: str = "") -> "Proofreading":
    from gesprekskaarten.tui.screens.proofreading import Proofreading

    folders = dict.fromkeys(library.deck_origin(id).path.parent for id in library.decks)
    return Proofreading(path, list(folders), list(library.decks.values()), begin_at)


_NAMES: Sequence[tuple[type, str]] = (
    (Card, "kaart"),
    (Casus, "casus"),
    (Actor, "actor"),
    (Signpost, "wegwijzer"),
    (Term, "begrip"),
)


def _key(hit: Hit) -> str:
    """The key of its row in `decks_rows.deck_rows`."""
    name = next(name for kind, name in _NAMES if isinstance(hit.item, kind))
    return f"{name} {hit.id}"


def _deck_row(deck: DeckRow) -> Row:
    counts = (
        number_of(deck.cards, "kaart", "kaarten"),
        number_of(deck.casussen, "casus", "casussen"),
        number_of(deck.actors, "actor", "actoren"),
        *([number_of(deck.routes, "route", "routes")] if deck.routes else []),
        *([number_of(deck.signposts, "wegwijzer", "wegwijzers")] if deck.signposts else []),
    )
    text = f" – versie {deck.version}, {deck.status} · {', '.join(counts)} · {clean(deck.origin)}"
    text += f" · {clean(deck.hides)}" if deck.hides else ""
    return Row(Content.assemble((deck.title, "bold"), text), key=deck.id, hanging=2)


def _broken_row(path: Path, count: int) -> Row:
    text = f" – {number_of(count, 'fout', 'fouten')} · {clean(str(path))}"
    return Row(Content.assemble("! ", (clean(path.name), "bold"), text), key=f"{FILE}{path}", hanging=2)
