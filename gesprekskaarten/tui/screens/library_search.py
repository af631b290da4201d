"""Everything in all decks in one list, found by words and by wet, soort, thema, actor and deck."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from gesprekskaarten.decks.search import Facet, Hit, Index, counts, find
from gesprekskaarten.domain.deck import Actor, Card, Casus, Deck, Signpost, Term
from gesprekskaarten.tui import board
from gesprekskaarten.tui.commands import Command, Hint
from gesprekskaarten.tui.invoer import Invoer
from gesprekskaarten.tui.screens import decks_rows
from gesprekskaarten.tui.screens.library_card import CardScreen
from gesprekskaarten.tui.screens.lists import ListScreen, PickScreen, ReadScreen
from gesprekskaarten.tui.widgets.lines import safe_content
from gesprekskaarten.tui.widgets.rows import Row

if TYPE_CHECKING:
    from textual.widgets import TextArea

STEP = 200
"""Rows that are shown at first, and added at a time."""
MORE = "meer"
ALL = "alles"
"""Keys of rows; the key of a hit has a blank in it, and the values of a facet get one before them."""

ASKED = {
    Facet.LAW: ("Welke wet?", "Alle wetten"),
    Facet.KIND: ("Welke soort?", "Alle soorten"),
    Facet.THEME: ("Welk thema?", "Alle thema's"),
    Facet.ACTOR: ("Welke actor?", "Alle actoren"),
    Facet.DECK: ("Welk deck?", "Alle decks"),
}


class _Field(Invoer):
    """Where words to look for are typed; ↑ and ↓ choose in the list meanwhile."""

    WHILE_TYPING = (Hint("enter", "naar de lijst"), Hint("up", "en ↓ kiezen"), Hint("escape", "klaar met typen"))
    MOVES: ClassVar = frozenset({"up", "down", "pageup", "pagedown"})

    def on_key(self, event: events.Key) -> None:
        if event.key in self.MOVES and isinstance(self.screen, SearchScreen):
            event.stop()
            event.prevent_default()
            self.screen.move(event.key)


class SearchScreen(ListScreen[str | None]):
    """Dismisses with `deck/kaart` when a card was taken, else with None; `choose` is what taking it is called."""

    COMMANDS: ClassVar = (
        Command("open", ("enter", "right"), "openen", "Open wat in de lijst is gekozen.", "Zoeken", bar=90),
        Command("search", ("z", "slash"), "zoeken", "Typ woorden om op te zoeken.", "Zoeken", bar=85),
        Command("law", ("w",), "wet", "Kies een wet.", "Verfijnen", bar=60),
        Command("kind", ("s",), "soort", "Kies een soort kaart, of casussen, actoren, begrippen.", "Verfijnen", bar=65),
        Command("theme", ("t",), "thema", "Kies een thema.", "Verfijnen", bar=55),
        Command("actor", ("a",), "actor", "Kies over wie het gaat.", "Verfijnen", bar=50),
        Command("deck", ("d",), "deck", "Kies een deck.", "Verfijnen", bar=40),
        Command(
            "clear", ("x", "backspace"), "wissen", "Zoek weer in alles: zonder woorden en keuzes.", "Zoeken", bar=70
        ),
        Command("back", ("escape", "left"), "terug", "Ga terug naar de decks.", "Zoeken", bar=80),
    )

    def __init__(self, index: Index, decks: Sequence[Deck], *, deck: str = "", choose: str = "") -> None:
        super().__init__("Zoeken in alle decks")
        self._index = index
        self._decks = decks
        self._choose = choose
        self._words = ""
        self._wanted: dict[Facet, str] = {Facet.DECK: deck} if deck else {}
        self._hits: list[Hit] = []
        self._most = STEP
        self.field = _Field("Zoek naar", hints=_Field.WHILE_TYPING)
        self.field.display = False

    def body(self) -> ComposeResult:
        yield from super().body()
        yield self.field

    def on_mount(self) -> None:
        super().on_mount()
        self._search()

    def look_for(self, command: str) -> None:
        """Begin with this question: words, or a facet."""
        self.call_after_refresh(lambda: self.run_command(next(one for one in self.COMMANDS if one.id == command)))

    def _found(self, *, without: Facet | None = None) -> list[Hit]:
        wanted = ([self._wanted[facet]] if facet in self._wanted and facet is not without else [] for facet in Facet)
        return find(self._index, self._words, *wanted)

    def _search(self) -> None:
        """Find again, and begin at the first."""
        self._hits = self._found()
        self._most = STEP
        self._show()
        self.choose_first()
        self.board.press("home")

    def _show(self) -> None:
        rows = [hit_row(hit) for hit in self._hits[: self._most]]
        left = len(self._hits) - self._most
        if left > 0:
            text = f"Verfijn de zoekopdracht, of lees hier de volgende {min(left, STEP)}."
            rows.append(decks_rows.chosen(MORE, f"Nog {_dotted(left)}", text))
        self.board.set_rows(
            rows or [board.plain("Niets gevonden. Haal een woord of een keuze weg; met x begin je opnieuw.")]
        )
        self.query_one("#title", Static).update(safe_content(Content(self._said())))
        self.refresh_commands()

    def _said(self) -> str:
        asked = [f"“{self._words}”"] if self._words else []
        asked += [f"{facet}: {self._index.name(facet, value)}" for facet, value in self._wanted.items()]
        found = f"Zoeken: {_dotted(len(self._hits))} van {_dotted(len(self._index.hits))}"
        return " · ".join([found, *(asked or ["in alle decks"])])

    def reason(self, command: Command) -> str | None:
        if command.id == "open" and self.board.selected is None:
            return "Er is niets om te openen."
        if command.id == "clear" and not self._words and not self._wanted:
            return "Je zoekt al in alles."
        facet = _FACETS.get(command.id)
        if facet is not None and facet not in self._wanted and not any(hit.values(facet) for hit in self._hits):
            return f"Bij wat hier staat, is er geen {facet} om te kiezen."
        return None

    async def do_open(self) -> None:
        key = self.board.selected
        if key == MORE:
            first = self._hits[self._most]
            self._most += STEP
            self._show()
            self.board.select(first.key)
            return
        hit = next(hit for hit in self._hits if hit.key == key)
        if isinstance(hit.item, Actor | Term | Signpost):
            decks = [hit.deck, *(deck for deck in self._decks if deck.id != hit.deck.id)]
            rows = decks_rows.item_rows(hit.item, decks)
            rows += [board.gap(), *decks_rows.named("Deck", hit.deck.title)]
            await self.app.push_screen_wait(ReadScreen(f"{hit.kind.capitalize()}: {hit.title}", rows))
            return
        cards = [one for one in self._hits if isinstance(one.item, Card | Casus)]
        screen = CardScreen(cards, cards.index(hit), self._decks, self._choose)
        taken = await self.app.push_screen_wait(screen)
        if taken is not None:
            self.dismiss(taken)
            return
        place = self._hits.index(screen.hit)
        if place >= self._most:
            self._most = (place // STEP + 1) * STEP
            self._show()
        self.board.select(screen.hit.key)

    def do_search(self) -> None:
        self.field.put(self._words)
        self.field.display = True
        self.set_focus(self.field)

    def move(self, key: str) -> None:
        """Choose in the list while words are typed."""
        if key in ("pageup", "pagedown"):
            self._turn_page(1 if key == "pagedown" else -1)
        else:
            self.board.press(key)

    def on_text_area_changed(self, event: "TextArea.Changed") -> None:
        words = " ".join(self.field.draft.split())
        if words != self._words:
            self._words = words
            self._search()

    def on_invoer_recorded(self) -> None:
        self.field.keep_words()
        self._close_field()

    def on_invoer_skipped(self) -> None:
        self._close_field()

    def on_invoer_left(self) -> None:
        self._close_field()

    def _close_field(self) -> None:
        self.set_focus(None)
        self.field.display = False
        self.refresh_commands()

    async def do_law(self) -> None:
        await self._ask(Facet.LAW)

    async def do_kind(self) -> None:
        await self._ask(Facet.KIND)

    async def do_theme(self) -> None:
        await self._ask(Facet.THEME)

    async def do_actor(self) -> None:
        await self._ask(Facet.ACTOR)

    async def do_deck(self) -> None:
        await self._ask(Facet.DECK)

    async def _ask(self, facet: Facet) -> None:
        hits = self._found(without=facet)
        question, everything = ASKED[facet]
        found = counts(hits, facet)
        values = sorted(found, key=lambda value: self._index.name(facet, value).casefold())
        rows = [board.bullet(everything, "–", key=ALL)]
        rows += [
            decks_rows.chosen(f" {value}", self._index.name(facet, value), _dotted(found[value])) for value in values
        ]
        current = self._wanted.get(facet)
        picked = await self.app.push_screen_wait(PickScreen(question, rows, f" {current}" if current else ALL))
        if picked is None:
            return
        self._wanted.pop(facet, None)
        if picked != ALL:
            self._wanted[facet] = picked[1:]
        self._search()

    def do_clear(self) -> None:
        self._words = ""
        self._wanted.clear()
        self.field.put("")
        self._search()

    def do_quit(self) -> None:
        """What is typed here is a question, and nothing to lose."""
        self.app.exit()

    def do_back(self) -> None:
        self.dismiss(None)


_FACETS = {"law": Facet.LAW, "kind": Facet.KIND, "theme": Facet.THEME, "actor": Facet.ACTOR, "deck": Facet.DECK}


def hit_row(hit: Hit) -> Row:
    """One line of a list: what it is, and of which deck."""
    text = f" – {decks_rows.first_words(hit.text)}" if hit.text else ""
    return Row(Content.assemble((hit.title, "bold"), text, f" ({hit.kind}, {hit.deck.title})"), key=hit.key, hanging=2)


def _dotted(count: int) -> str:
    return f"{count:,}".replace(",", ".")
