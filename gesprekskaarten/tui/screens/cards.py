"""The cards during a conversation: what is on the table, what was, and every card of the decks to lay or draw."""

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import ComposeResult

from gesprekskaarten.domain import events as ev
from gesprekskaarten.domain.cards import DrawCard, LayCard, SkipCard, WriteCard, pile
from gesprekskaarten.domain.commands import Happen, Intent
from gesprekskaarten.domain.deck import CardKind
from gesprekskaarten.tui import board
from gesprekskaarten.tui.commands import Command
from gesprekskaarten.tui.desk import Desk
from gesprekskaarten.tui.rounds.base import Outcome
from gesprekskaarten.tui.screens.cards_filter import Filter, Group, best, choose_by_key, sift
from gesprekskaarten.tui.screens.cards_read import CardSide
from gesprekskaarten.tui.screens.cards_rows import DECK, empty_table, groups, reference_of
from gesprekskaarten.tui.screens.decks_rows import number_of
from gesprekskaarten.tui.screens.side import AtTable, TableSide
from gesprekskaarten.tui.widgets.ask import Ask
from gesprekskaarten.tui.widgets.choice import Option
from gesprekskaarten.tui.widgets.question_bar import Tone
from gesprekskaarten.tui.widgets.rows import Row, Rows

if TYPE_CHECKING:
    from textual.widgets import TextArea

NO_NAMES = "Gebruik geen namen en geen plaatsen: de zaal ziet deze kaart, en hij komt in het verslag."
EVERY_KIND = "alle"
NOTHING_CHOSEN = "Kies met ↑ en ↓ een kaart."


class Cards(TableSide[str]):
    """Returns a sentence about the card that now lies on the table; None when no card was laid."""

    COMMANDS: ClassVar[tuple[Command, ...]] = (
        Command("lay", ("enter", "l"), "op tafel", "Leg de gekozen kaart op tafel. De zaal ziet hem.", "Kaart", bar=95),
        Command("find", ("slash", "z"), "zoeken", "Typ woorden om een kaart te vinden.", "Zoeken", bar=85),
        Command("clear", ("backspace",), "wissen", "Laat weer alle kaarten zien.", "Zoeken", bar=82),
        Command("draw", ("t",), "blind trekken", "Trek een kaart die nog niet is geweest.", "Kaart", bar=80),
        Command("read", ("right",), "lezen", "Lees de gekozen kaart helemaal.", "Kaart", bar=75),
        Command("aside", ("x", "w"), "kaart weg", "Leg de kaart op tafel weg: die slaan we over.", "Kaart", bar=70),
        Command("own", ("e",), "eigen kaart", "Maak zelf een kaart en leg die op tafel.", "Kaart", bar=65),
        Command("kind", ("s",), "soort", "Laat alleen kaarten van één soort zien.", "Zoeken", bar=60),
        Command("causes", ("o",), "oorzaken", "Bekijk wat tot deze kaart leidt en wat erop volgt.", "Wegen", bar=55),
        Command("routes", ("r",), "routes", "Bekijk de routes door de kaarten.", "Wegen", bar=50),
        Command("signposts", ("g",), "wegwijzer", "Zoek een weg voor de zaal; nog een keer: weg.", "Wegen", bar=45),
    )
    AGAIN = "enter"

    # A board that was short a moment ago can scroll at once, to the row that is chosen.
    DEFAULT_CSS = "Cards #board { overflow-y: scroll; }"

    def __init__(self, table: AtTable) -> None:
        super().__init__(table)
        self.desk = Desk(self._perform, self.say)
        self.field = Filter()
        self._words = ""
        self._kind = ""
        self._own_title = ""
        self._kept: tuple[tuple[int, str], list[Group]] | None = None

    def body(self) -> ComposeResult:
        yield from super().body()
        yield self.field
        yield self.desk

    # What stands on the screen

    def on_mount(self) -> None:
        # The first row is chosen before the board has a size: the heading above it must be seen too.
        self.call_after_refresh(self.board.scroll_home, animate=False)

    def heading(self) -> str:
        decks = [deck for deck in self.session.material.decks if deck.cards]
        cards = number_of(len(self.session.material.all_cards), "kaart", "kaarten")
        return f"Kaarten: {cards} in {number_of(len(decks), 'deck', 'decks')}"

    def summary(self) -> Sequence[str]:
        if not (self._words or self._kind):
            return ["Wat je op tafel legt, ziet de zaal meteen."]
        asked = [f"“{self._words}”"] if self._words else []
        asked += [f"soort: {self._kind}"] if self._kind else []
        found = sum(1 for row in self._sifted() if (row.key or "").startswith(DECK))
        return [f"Gevonden: {found} · {' · '.join(asked)}. Met Backspace zie je weer alles."]

    @property
    def _groups(self) -> list[Group]:
        """Kept while words are typed: making the rows of all cards anew takes longer than sifting them."""
        made_of = self.session.number, self._kind
        if self._kept is None or self._kept[0] != made_of:
            self._kept = made_of, list(groups(self.session, self._kind))
        return self._kept[1]

    def _sifted(self) -> list[Row]:
        return sift(self._groups, self._words)

    def rows(self) -> list[Row]:
        if self._words or self._kind:
            return self._sifted() or [board.plain("Geen kaart gevonden. Gebruik minder woorden.")]
        return [*empty_table(self.session), *self._sifted()]

    @property
    def chosen(self) -> str:
        """The reference of the chosen card, or ""."""
        return reference_of(self.board.selected)

    def reason(self, command: Command) -> str | None:
        session, chosen = self.session, self.chosen
        match command.id:
            case "lay" | "read" if not chosen:
                return NOTHING_CHOSEN
            case "lay":
                return self.refusal(LayCard(chosen))
            case "draw":
                return self.refusal(DrawCard())
            case "aside":
                return self.refusal(SkipCard())
            case "own":
                return self.refusal(WriteCard("", "?"))
            case "clear" if not (self._words or self._kind):
                return "Je ziet alle kaarten al."
            case "causes" if not any(card.leads_to for card in session.material.all_cards.values()):
                return "In deze decks staat van geen kaart waar hij toe leidt."
            case "routes" if not any(deck.routes for deck in session.material.decks):
                return "In deze decks staan geen routes."
            case "signposts" if not session.material.signposts:
                return "In deze decks staat geen wegwijzer."
            case _:
                return None

    # Finding a card

    def do_find(self) -> None:
        self.field.open(self._words)

    def on_text_area_changed(self, event: "TextArea.Changed") -> None:
        words = " ".join(self.field.draft.split())
        if event.text_area is self.field and self.field.display and words != self._words:
            self._filter(words, self._kind)

    def _filter(self, words: str, kind: str) -> None:
        self._words, self._kind = words, kind
        self.show_again()
        self.board.scroll_home(animate=False)
        first = best(self._groups, words) if words else None
        self.board.select(first or self.first_chosen())

    def on_filter_moved(self, event: Filter.Moved) -> None:
        choose_by_key(self.board, event.key)

    async def on_key(self, event: events.Key) -> None:
        if self.focused is None and event.key in Rows.KEYS:
            choose_by_key(self.board, event.key)
            event.stop()
            event.prevent_default()

    def on_invoer_recorded(self) -> None:
        self._close_field()

    def on_invoer_skipped(self) -> None:
        self._close_field()

    def on_invoer_left(self) -> None:
        self._close_field()

    def _close_field(self) -> None:
        self.field.close()
        self.refresh_commands()

    def do_clear(self) -> None:
        self._filter("", "")

    async def do_kind(self) -> None:
        there = Counter(card.kind for card in self.session.material.all_cards.values())
        picked = await self._ask_kind("Welke soort kaarten?", there)
        if picked is not None:
            self._filter(self._words, picked)

    async def _ask_kind(self, question: str, there: Counter[CardKind]) -> str | None:
        """Ask for a soort; "" is all of them, None none."""
        options = [Option(kind.value, f"{kind.value} ({there[kind]})") for kind in CardKind if there[kind]]
        every = Option(EVERY_KIND, f"alle ({there.total()})")
        picked = await self.desk.ask_choice(question, [every, *options], self._kind or EVERY_KIND)
        return "" if picked == EVERY_KIND else picked

    # What happens with the cards

    async def do_lay(self) -> None:
        await self._lay(self.chosen)

    async def _lay(self, card: str) -> None:
        if await self.save(lambda: LayCard(card)):
            self._back("Op tafel ligt")

    def _back(self, what: str) -> None:
        """Back to the conversation, to say there which card lies on the table."""
        card = self.session.card_of(self.session.card)
        if card is None or self.app.screen is not self:
            return
        room = "De zaal is nu zwart." if self.session.blank else "De zaal ziet de kaart."
        self.dismiss(f"{what} “{card.title}”: {card.question} {room}")

    async def do_draw(self) -> None:
        cards = self.session.material.all_cards
        left = Counter(cards[name].kind for name in pile(self.session))
        picked = await self._ask_kind("Blind trekken uit welke kaarten?", left)
        if picked is None:
            return
        kinds = (CardKind(picked),) if picked else ()
        if await self.save(lambda: DrawCard(kinds)):
            self._back("Blind getrokken:")

    async def do_aside(self) -> None:
        card = self.session.card_of(self.session.card)
        if card is not None and await self.save(SkipCard):
            self.say(f"“{card.title}” ligt niet meer op tafel: deze kaart slaan we over.")

    async def do_read(self) -> None:
        screen = CardSide(self.session, self.chosen, self.seen, self.refusal(LayCard(self.chosen)))
        if await self.app.push_screen_wait(screen):
            await self._lay(screen.reference)

    async def do_own(self) -> None:
        if self.desk.waiting:
            self.desk.focus_words()
            return
        self.question_bar.ask(NO_NAMES, tone=Tone.VRAAG)
        try:
            await self._write()
        finally:
            self.question_bar.withdraw()

    async def _write(self) -> None:
        label = "Titel van je kaart (leeg mag)"
        asked = await self.desk.ask_words(
            label, label, self._named, text=self._own_title, optional=True, more=lambda: True
        )
        if asked is Outcome.LEFT:
            return
        if asked is Outcome.SKIPPED:
            self._own_title = ""
        label = f"De vraag op “{self._own_title}”" if self._own_title else "De vraag op je kaart"
        title, example = self._own_title, "Eén korte vraag aan de hele tafel"
        asked = await self.desk.ask_words(
            "vraag", label, lambda question: WriteCard(title, question), placeholder=example
        )
        if asked is Outcome.SAVED:
            self._own_title = ""
            self._back("Op tafel ligt je eigen kaart")

    def _named(self, title: str) -> str | None:
        """Keep the title until its question is known, unless it will not do."""
        why_not = self.refusal(WriteCard(title, "?"))
        if why_not is None:
            self._own_title = title
        return why_not

    # The ways through the cards

    async def do_causes(self) -> None:
        from gesprekskaarten.tui.screens.causes import CausesScreen

        await self._lay_picked(await self.app.push_screen_wait(CausesScreen(self.session.material, self.chosen, True)))

    async def do_routes(self) -> None:
        from gesprekskaarten.tui.screens.routes import RoutesScreen

        await self._lay_picked(await self.app.push_screen_wait(RoutesScreen(self.session.material, choose=True)))

    async def do_signposts(self) -> None:
        from gesprekskaarten.tui.screens.signposts import SignpostScreen

        if self.session.shown.what == "wegwijzer":
            if await self.save(lambda: Happen(ev.Shown(what="ronde"))) and self.app.screen is self:
                self.dismiss("De zaal ziet weer de ronde.")
            return
        sign = await self.app.push_screen_wait(SignpostScreen(self.session.material, room=True))
        wanted = ev.Shown(what="wegwijzer", card=sign or "")
        if sign is not None and await self.save(lambda: Happen(wanted)) and self.app.screen is self:
            room = "De zaal is nu zwart." if self.session.blank else "De zaal ziet nu de wegwijzer."
            self.dismiss(f"{room} Terug naar de ronde: K en dan g.")

    async def _lay_picked(self, card: str | None) -> None:
        if card is not None:
            await self._lay(card)

    async def _perform(self, intent: Intent) -> bool:
        return await self.save(lambda: intent)

    async def do_close(self) -> None:
        question = "Er staat nog een eigen kaart die niet op tafel ligt. Toch sluiten?"
        if not (self.desk.drafts or self._own_title) or await self.app.push_screen_wait(Ask(question)):
            self.dismiss(None)
