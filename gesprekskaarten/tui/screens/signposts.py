"""The wegwijzer: a few short choices, one at a time, that lead to where somebody can go."""

from dataclasses import replace
from typing import ClassVar

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from gesprekskaarten.domain.deck import Deck, Signpost
from gesprekskaarten.domain.material import Decks
from gesprekskaarten.domain.ways import answers, reached
from gesprekskaarten.tui import board
from gesprekskaarten.tui.commands import Command
from gesprekskaarten.tui.screens.decks_rows import number_of, sources
from gesprekskaarten.tui.screens.lists import ListScreen, ReadScreen
from gesprekskaarten.tui.widgets.lines import safe_content
from gesprekskaarten.tui.widgets.rows import Row

DIGITS = tuple("1234567890")
WHICH_DECK = "Welke wegwijzer wil je volgen?"
LAST_QUESTION = "Wat past het best?"
"""Asked when a deck has more answers than questions."""


SHOW = Command("show", ("l",), "laat zien", "Laat deze weg zien in de zaal.", "Wegwijzer", bar=88)


class SignpostScreen(ListScreen[str]):
    """Asks one question at a time and ends at the wegwijzers that the answers lead to; it keeps nothing.

    With a room it can dismiss with `deck/wegwijzer`, the one to show there.
    """

    COMMANDS: ClassVar = (
        Command("answer", ("enter", "right"), "kies dit", "Neem het antwoord dat is gekozen.", "Wegwijzer", bar=90),
        Command("digit", DIGITS, "antwoord", "Neem het antwoord met dit cijfer.", "Wegwijzer"),
        Command("return", ("left", "backspace"), "vorige vraag", "Ga terug naar de vorige vraag.", "Wegwijzer", bar=85),
        Command("again", ("o",), "opnieuw", "Begin weer bij de eerste vraag.", "Wegwijzer", bar=60),
        Command("everything", ("a",), "alle wegen", "Lees alle wegen onder elkaar.", "Wegwijzer", bar=70),
        Command("back", ("escape",), "sluiten", "Ga weg uit dit scherm.", "Scherm", bar=80),
    )

    DEFAULT_CSS = """
    SignpostScreen #path { padding: 0 1; }
    SignpostScreen Rows { max-width: 72; margin: 1 0 0 0; }
    """

    def __init__(self, decks: Decks, room: bool = False) -> None:
        super().__init__("Wegwijzer")
        self._room = room
        self._all = decks.decks
        self._decks = [deck for deck in decks.decks if deck.signposts]
        self._start = (self._decks[0].id,) if len(self._decks) == 1 else ()
        self._way: tuple[str, ...] = self._start
        """The id of the deck and the answers given."""
        self._answered: dict[tuple[str, ...], str] = {}
        """What was answered on each way, to mark it when somebody comes back."""
        self.path = Static(id="path")

    @property
    def commands(self) -> tuple[Command, ...]:
        return (*([SHOW] if self._room else []), *super().commands)

    def body(self) -> ComposeResult:
        title, rows = super().body()
        yield title
        yield self.path
        yield rows

    def on_mount(self) -> None:
        self._show()

    @property
    def _deck(self) -> Deck | None:
        return next((deck for deck in self._decks if self._way and deck.id == self._way[0]), None)

    @property
    def _options(self) -> tuple[str, ...]:
        """The answers that can be given now, or the decks; nothing at the end."""
        if self._deck is None:
            return tuple(deck.id for deck in self._decks)
        return answers(self._deck.signposts, self._way[1:])

    @property
    def _question(self) -> str:
        if self._deck is None:
            return WHICH_DECK
        return next(iter(self._deck.head.signpost_questions[len(self._way) - 1 :]), LAST_QUESTION)

    def _show(self) -> None:
        options = self._options
        if not self._decks:
            rows = [board.plain("In deze decks staat geen wegwijzer.")]
        else:
            rows = self._asked(options) if options else self._found()
        self.board.set_rows(rows)
        self.query_one("#title", Static).update(safe_content(Content(self._where())))
        self.path.update(safe_content(Content(f"Je koos: {' → '.join(self._way[1:])}")))
        self.path.display = len(self._way) > 1
        self.choose_first(self._answered.get(self._way))
        self.call_after_refresh(self._from_top)
        self.refresh_commands()

    def _from_top(self) -> None:
        """Scroll only as far down as the chosen answer needs, so that the question is seen too."""
        self.board.scroll_to(y=0, animate=False, force=True)
        if self._options and self.board.selected is not None:
            # The board scrolls once it knows that it has a scrollbar.
            self.board.call_after_refresh(self.board.show, self.board.selected)

    def _where(self) -> str:
        if self._deck is None:
            return "Wegwijzer"
        if not self._options:
            return f"Wegwijzer: {number_of(len(self._reached), 'weg gevonden', 'wegen gevonden')}"
        asked = max(len(self._deck.head.signpost_questions), len(self._way))
        return f"Wegwijzer: vraag {len(self._way)} van {asked}"

    @property
    def _reached(self) -> tuple[Signpost, ...]:
        return reached(self._deck.signposts, self._way[1:]) if self._deck else ()

    def _asked(self, options: tuple[str, ...]) -> list[Row]:
        titles = {deck.id: deck.title for deck in self._decks}
        rows = [board.strong(self._question), board.gap()]
        for place, option in enumerate(options):
            digit = DIGITS[place] if place < len(DIGITS) else " "
            before = " (dit koos je)" if option == self._answered.get(self._way) else ""
            text = titles.get(option, option) if self._deck is None else option
            rows += [Row(Content(f"{digit}  {text}{before}"), key=option, hanging=3), board.gap()]
        return rows[:-1]

    def _found(self) -> list[Row]:
        rows: list[Row] = []
        for sign in self._reached:
            found = found_rows(sign, self._all)
            if self._room and len(self._reached) > 1:
                found[0] = replace(found[0], key=sign.id)
            rows += [*([board.gap(), board.gap()] if rows else []), *found]
        return rows

    def reason(self, command: Command) -> str | None:
        options = self._options
        match command.id:
            case "show" if not self._reached:
                return "Volg eerst de vragen, tot er een weg is gevonden."
            case "answer" | "digit" | "everything" if not self._decks:
                return "Er is geen wegwijzer."
            case "answer" | "digit" if not options:
                return "Je bent er. Met ← ga je terug naar de vorige vraag."
            case "digit" if self.pressed in DIGITS and DIGITS.index(self.pressed) >= len(options):
                return (
                    f"Er {'is' if len(options) == 1 else 'zijn'} {number_of(len(options), 'antwoord', 'antwoorden')}."
                )
            case "return" | "again" if self._way == self._start:
                return "Dit is de eerste vraag."
            case _:
                return None

    def do_answer(self) -> None:
        self._take(self.board.selected or self._options[0])

    def do_digit(self) -> None:
        if self.pressed in DIGITS:
            self._take(self._options[DIGITS.index(self.pressed)])
        else:
            self.say("Druk op het cijfer dat voor het antwoord staat.")

    def _take(self, answer: str) -> None:
        self._answered[self._way] = answer
        self._way = (*self._way, answer)
        self._show()

    def do_return(self) -> None:
        self._way = self._way[:-1]
        self._show()

    def do_again(self) -> None:
        self._way = self._start
        self._answered.clear()
        self._show()

    def do_show(self) -> None:
        if self._deck is not None:
            ids = [sign.id for sign in self._reached]
            self.dismiss(f"{self._deck.id}/{self.board.selected if self.board.selected in ids else ids[0]}")

    async def do_everything(self) -> None:
        rows: list[Row] = []
        for deck in [self._deck] if self._deck else self._decks:
            for sign in deck.signposts:
                rows += [
                    *([board.gap(), board.gap()] if rows else []),
                    board.heading(" → ".join(sign.marks) or deck.title),
                ]
                rows += [board.gap(), *found_rows(sign, self._all)]
        await self.app.push_screen_wait(ReadScreen("Wegwijzer: alle wegen", rows))

    def do_back(self) -> None:
        self.dismiss(None)


def found_rows(sign: Signpost, decks: tuple[Deck, ...]) -> list[Row]:
    """Where to go, to read together: each part under its own words, with room between."""
    parts = (("Voor wie", sign.for_whom), ("Waar naartoe", sign.where_to), ("En daarna", sign.after_that))
    rows: list[Row] = []
    for label, text in parts:
        if text:
            rows += [*([board.gap()] if rows else []), board.strong(label), board.plain(text)]
    return [*rows, *sources(sign.sources, decks)]
