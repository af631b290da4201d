"""The causal map of knelpunten: from a card to what leads to it and to what follows from it."""

from itertools import islice
from typing import ClassVar

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from gesprekskaarten.decks.search import hits_in
from gesprekskaarten.domain.deck import Card
from gesprekskaarten.domain.material import Decks
from gesprekskaarten.domain.ways import causal_map
from gesprekskaarten.tui import board
from gesprekskaarten.tui.commands import Command
from gesprekskaarten.tui.screens.decks_rows import chosen, number_of
from gesprekskaarten.tui.screens.lists import ListScreen
from gesprekskaarten.tui.widgets.lines import safe_content
from gesprekskaarten.tui.widgets.rows import Row

TAKE = Command("take", ("l",), "leg op tafel", "Leg de gekozen kaart op tafel.", "Kaart", bar=85)
"""During a session: leave with the chosen card."""

MIDDLE, CIRCLE = "midden", "kring"
"""The first word of the key of a row; after it comes `deck/kaart`, or the number of a circle."""
CIRCLES = 50
"""So many circles are named at most."""
TRAIL = 3
"""So many cards of the way that was walked are named at most."""


class CausesScreen(ListScreen[str | None]):
    """Walks from card to card over their causes and followers, or begins from all cards that have those.

    With `choose` it dismisses with the `deck/kaart` that goes on the table, else and after Esc with None.
    """

    COMMANDS: ClassVar = (
        Command("walk", ("enter", "right"), "ga erheen", "Zet de gekozen kaart in het midden.", "Lopen", bar=90),
        Command("return", ("left", "backspace"), "loop terug", "Loop terug langs de weg die je kwam.", "Lopen", bar=75),
        Command("overview", ("o",), "overzicht", "Bekijk alle kaarten met oorzaken of gevolgen.", "Lopen", bar=60),
        Command("read", ("k",), "lees heel", "Lees de gekozen kaart helemaal.", "Kaart", bar=70),
        Command("back", ("escape",), "sluiten", "Ga weg uit dit scherm.", "Scherm", bar=80),
    )

    DEFAULT_CSS = """
    CausesScreen #trail { padding: 0 1; }
    """

    def __init__(self, decks: Decks, card: str, choose: bool = False) -> None:
        super().__init__("Oorzaken en gevolgen")
        self._decks = decks
        self._map = causal_map(decks)
        found = list(islice(self._map.circles(), CIRCLES + 1))
        self._circles, self._more_circles = found[:CIRCLES], len(found) > CIRCLES
        self._choose = choose
        self._asked = decks.full(card) or ""
        self.middle = self._asked if self._asked in self._map.linked else ""
        """The card in the middle as `deck/kaart`; "" in the overview."""
        self._walked: list[tuple[str, str | None]] = []
        """What stood in the middle before, with the row that was chosen there."""
        self.trail = Static(id="trail")

    @property
    def commands(self) -> tuple[Command, ...]:
        return (*([TAKE] if self._choose else []), *super().commands)

    def body(self) -> ComposeResult:
        title, rows = super().body()
        yield title
        yield self.trail
        yield rows

    def on_mount(self) -> None:
        self._show(f"{MIDDLE} {self.middle}")

    def _show(self, row: str | None) -> None:
        rows = self._around() if self.middle else self._all()
        self.board.set_rows(rows)
        title = safe_content(Content(f"Oorzaken en gevolgen: {self._counts()}"))
        self.query_one("#title", Static).update(title)
        passed = [self._called(card) for card, _ in self._walked if card]
        last = f" (de laatste {TRAIL} van {len(passed)})" if len(passed) > TRAIL else ""
        self.trail.update(safe_content(Content(f"Je kwam langs{last}: {' → '.join(passed[-TRAIL:])}")))
        self.trail.display = bool(passed)
        self.choose_first(row)
        self.call_after_refresh(self._from_top)
        self.refresh_commands()

    def _from_top(self) -> None:
        """Scroll only as far down as the chosen row needs, so that what stands above it is seen too."""
        self.board.scroll_to(y=0, animate=False, force=True)
        if self.board.selected is not None:
            # The board scrolls once it knows that it has a scrollbar.
            self.board.call_after_refresh(self.board.show, self.board.selected)

    def _counts(self) -> str:
        if self.middle:
            return self._links(self.middle)
        more = "meer dan " if self._more_circles else ""
        return ", ".join(
            (
                number_of(len(self._map.linked), "kaart", "kaarten"),
                number_of(len(self._map.starts), "beginpunt", "beginpunten"),
                more + number_of(len(self._circles), "kring", "kringen"),
            )
        )

    def _links(self, card: str) -> str:
        causes, followers = self._map.causes[card], self._map.followers[card]
        return ", ".join(
            (
                number_of(len(causes), "oorzaak", "oorzaken") if causes else "geen oorzaken",
                number_of(len(followers), "gevolg", "gevolgen") if followers else "geen gevolgen",
            )
        )

    def _called(self, card: str) -> str:
        return self._decks.all_cards[card].title

    def _around(self) -> list[Row]:
        """The card in the middle, with above it what leads to it and below it what follows."""
        card = self._decks.all_cards[self.middle]
        causes = [self._neighbour("oorzaak", one) for one in self._map.causes[self.middle]]
        followers = [self._neighbour("gevolg", one) for one in self._map.followers[self.middle]]
        again = ["Hier was je al."] if self._been(self.middle) else []
        lines = [card.question, *([f"Thema: {card.theme}"] if card.theme else []), *again]
        middle = Content.assemble((card.title, "bold"), *(f"\n{line}" for line in lines))
        circle = self._map.circle_of(self.middle)
        return [
            board.heading("Wat leidt hiertoe"),
            *(causes or [board.plain("Geen andere kaart: dit is een beginpunt.")]),
            board.gap(),
            board.heading("Deze kaart"),
            Row(middle, key=f"{MIDDLE} {self.middle}"),
            board.gap(),
            board.heading("Wat volgt hieruit"),
            *(followers or [board.plain("Geen andere kaart: hier stopt de keten.")]),
            *([board.gap(), Row(Content(self._in_words(circle)), hanging=2)] if circle else []),
        ]

    def _neighbour(self, side: str, card: str) -> Row:
        theme = self._decks.all_cards[card].theme
        texts = [*([theme] if theme else []), *(["hier was je al"] if self._been(card) else [])]
        return chosen(f"{side} {card}", self._called(card), " · ".join(texts))

    def _been(self, card: str) -> bool:
        return any(card == before for before, _ in self._walked)

    def _in_words(self, circle: tuple[str, ...]) -> str:
        return f"Kring: {' → '.join(self._called(card) for card in (*circle, circle[0]))}"

    def _all(self) -> list[Row]:
        """All cards with links by theme; before them where chains begin, and the circles."""
        rows: list[Row] = []
        if self._asked and self._asked not in self._map.linked:
            rows = [board.plain(f"“{self._called(self._asked)}” heeft geen oorzaken of gevolgen."), board.gap()]
        if not self._map.linked:
            return [*rows, board.plain("Bij geen enkele kaart staat waar zij toe leidt.")]
        if self._map.starts:
            rows += [board.heading("Beginpunten: hier begint een keten")]
            for card in self._map.starts:
                theme = self._decks.all_cards[card].theme
                follow = number_of(len(self._map.followers[card]), "gevolg", "gevolgen")
                rows.append(self._linked(card, f"{theme} · {follow}" if theme else follow))
            rows.append(board.gap())
        if self._circles:
            rows.append(board.heading("Kringen: je komt weer uit waar je begon"))
            rows += [
                Row(Content(self._in_words(circle)), key=f"{CIRCLE} {number}", hanging=2)
                for number, circle in enumerate(self._circles)
            ]
            rows += [board.plain("Er zijn nog meer kringen.")] if self._more_circles else []
            rows.append(board.gap())
        for (deck, theme), cards in self._by_theme().items():
            rows.append(board.heading(f"Thema: {theme} ({deck})" if theme else f"Zonder thema ({deck})"))
            rows += [self._linked(card, self._links(card)) for card in cards]
            rows.append(board.gap())
        return rows[:-1]

    def _by_theme(self) -> dict[tuple[str, str], list[str]]:
        titles = {deck.id: deck.title for deck in self._decks.decks}
        found: dict[tuple[str, str], list[str]] = {}
        for card in self._map.linked:
            if self._map.causes[card]:
                group = (titles[card.partition("/")[0]], self._decks.all_cards[card].theme)
                found.setdefault(group, []).append(card)
        return found

    def _linked(self, card: str, text: str) -> Row:
        return chosen(f"kaart {card}", self._called(card), text)

    @property
    def _chosen(self) -> str:
        """The chosen card; "" when no card is chosen."""
        kind, _, card = (self.board.selected or "").partition(" ")
        return "" if kind == CIRCLE else card

    def reason(self, command: Command) -> str | None:
        selected = self.board.selected
        match command.id:
            case "walk" | "read" | "take" if selected is None:
                return "Er is geen kaart om te kiezen."
            case "walk" if self.middle and selected == f"{MIDDLE} {self.middle}":
                return "Deze kaart staat al in het midden. Kies met ↑ of ↓ een oorzaak of een gevolg."
            case "read" | "take" if not self._chosen:
                return "Dit is een kring. Druk op Enter: dan zie je de eerste kaart."
            case "return" if not self._walked:
                return "Je bent waar je begon."
            case "overview" if not self.middle:
                return "Dit is het overzicht."
            case _:
                return None

    def do_walk(self) -> None:
        kind, _, name = (self.board.selected or "").partition(" ")
        self._go(self._circles[int(name)][0] if kind == CIRCLE else name)

    def do_overview(self) -> None:
        self._go("")

    def _go(self, card: str) -> None:
        self._walked.append((self.middle, self.board.selected))
        self.middle = card
        self._show(f"{MIDDLE} {card}")

    def do_return(self) -> None:
        self.middle, row = self._walked.pop()
        self._show(row)

    async def do_read(self) -> None:
        from gesprekskaarten.tui.screens.library_card import CardScreen

        hits = {hit.reference: hit for deck in self._decks.decks for hit in hits_in(deck) if isinstance(hit.item, Card)}
        keys = [row.key for row in self.board.rows if row.key and not row.key.startswith(f"{CIRCLE} ")]
        place = keys.index(self.board.selected or "")
        cards = [hits[key.partition(" ")[2]] for key in keys]
        screen = CardScreen(cards, place, self._decks.decks, TAKE.name if self._choose else "")
        taken = await self.app.push_screen_wait(screen)
        if taken is not None:
            self.dismiss(taken)
        else:
            self.board.select(keys[screen.place])

    def do_take(self) -> None:
        self.dismiss(self._chosen)

    def do_back(self) -> None:
        self.dismiss(None)
