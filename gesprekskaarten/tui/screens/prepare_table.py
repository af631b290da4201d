"""Who comes to the table, and how many: actors of the decks and own ones."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from gesprekskaarten.conduct.prepare import ActorWish
from gesprekskaarten.domain.deck import Actor, Group
from gesprekskaarten.tui import board
from gesprekskaarten.tui.commands import Command
from gesprekskaarten.tui.rounds.base import Outcome
from gesprekskaarten.tui.screens.asking import AskingScreen
from gesprekskaarten.tui.screens.decks_rows import GROUPS, number_of
from gesprekskaarten.tui.screens.prepare_plan import advice
from gesprekskaarten.tui.widgets.choice import Option
from gesprekskaarten.tui.widgets.rows import Row

MOST = 30
"""People of one actor: more is a hall, not a table."""
LONGEST_NAME = 60
ORDER = {Group.NAASTEN: 1, Group.PROFESSIONALS: 3, Group.INDICATIE: 5}
"""Own actors speak when their group does: naasten first, indicatie last (onderzoek/facilitatie.md 4.1)."""
_OWN = "eigen "


@dataclass(frozen=True)
class Seats:
    """How many of each actor of the decks, and the own actors."""

    present: Mapping[str, int]
    own: Sequence[ActorWish]

    @property
    def people(self) -> int:
        return sum(self.present.values()) + sum(wish.count for wish in self.own)


class TableScreen(AskingScreen[Seats]):
    """Counts people; whichever way it is left, the counts stay."""

    COMMANDS: ClassVar = (
        Command("more", ("plus", "right", "equals_sign"), "meer", "Eén erbij van de gekozen actor.", "Tafel", bar=90),
        Command("fewer", ("minus", "left"), "minder", "Eén eraf. Bij 0 blijft er een lege stoel.", "Tafel", bar=88),
        Command("own", ("n",), "eigen actor", "Zet iemand aan tafel die in geen deck staat.", "Tafel", bar=70),
        Command("remove", ("x",), "weghalen", "Haal een eigen actor weer weg.", "Tafel", bar=60),
        Command("done", ("enter", "escape"), "klaar", "Ga terug. De aantallen blijven staan.", "Tafel", bar=95),
    )
    AGAIN = ""

    DEFAULT_CSS = """
    TableScreen #total { padding: 0 1; }
    """

    def __init__(self, actors: Sequence[Actor], seats: Seats) -> None:
        super().__init__("Wie komen er aan tafel?")
        self._actors = sorted(actors, key=lambda actor: (actor.order, actor.name))
        self._seats = seats
        self._first = [actor for actor in self._actors if actor.id in seats.present]
        """Who had a chair when this screen opened: nobody changes places while people are counted."""
        self._total = Static(id="total")
        self._new_name = ""

    def body(self) -> ComposeResult:
        title, rows, desk = super().body()
        yield title
        yield self._total
        yield rows
        yield desk

    def on_mount(self) -> None:
        super().on_mount()
        self._show(self._seats)
        self.choose_first()

    def _show(self, seats: Seats) -> None:
        self._seats = seats
        rows = [_row(actor.id, actor.name, actor.group, seats.present.get(actor.id)) for actor in self._first]
        rows += [_row(f"{_OWN}{place}", wish.name, wish.group, wish.count) for place, wish in enumerate(seats.own)]
        others = [actor for actor in self._actors if actor not in self._first]
        if others:
            rows += [board.gap(), board.heading("Staan ook in de decks")]
            rows += [_row(actor.id, actor.name, actor.group, seats.present.get(actor.id)) for actor in others]
        self.board.set_rows(rows or [board.plain("De decks hebben geen actoren. Met n zet je zelf iemand aan tafel.")])
        total = number_of(seats.people, "mens", "mensen")
        self._total.update(Content(f"Samen {total}. {advice(seats.people)}"))
        self.refresh_commands()

    @property
    def _own_place(self) -> int | None:
        key = self.board.selected or ""
        return int(key.removeprefix(_OWN)) if key.startswith(_OWN) else None

    @property
    def _count(self) -> int:
        place = self._own_place
        return self._seats.present.get(self.board.selected or "", 0) if place is None else self._seats.own[place].count

    def reason(self, command: Command) -> str | None:
        if command.id in ("more", "fewer") and self.board.selected is None:
            return "Er is nog geen actor. Met n zet je zelf iemand aan tafel."
        match command.id:
            case "fewer" if self._own_place is None and self.board.selected not in self._seats.present:
                return "Deze actor zit niet aan tafel."
            case "fewer" if self._count == 0:
                return "Deze stoel is al leeg."
            case "more" if self._count >= MOST:
                return f"Meer dan {MOST} mensen passen niet aan één tafel."
            case "remove" if self._own_place is None:
                return "Alleen een eigen actor kun je weghalen. Zet deze op 0: dan blijft er een lege stoel."
            case _:
                return None

    def do_more(self) -> None:
        self._change(1)

    def do_fewer(self) -> None:
        self._change(-1)

    def _change(self, by: int) -> None:
        place, key, count = self._own_place, self.board.selected, self._count + by
        if place is not None:
            own = [replace(wish, count=count) if at == place else wish for at, wish in enumerate(self._seats.own)]
            self._show(replace(self._seats, own=tuple(own)))
        elif key is not None:
            self._show(replace(self._seats, present={**self._seats.present, key: count}))

    def do_remove(self) -> None:
        own = [wish for place, wish in enumerate(self._seats.own) if place != self._own_place]
        self._show(replace(self._seats, own=tuple(own)))

    async def do_own(self) -> None:
        outcome = await self.words(
            "Welke rol komt erbij?",
            self._take_name,
            text=self._new_name,
            example="Bijvoorbeeld: ergotherapeut",
            warning="Typ een rol of een organisatie. Gebruik geen naam van een persoon.",
        )
        if outcome is not Outcome.SAVED:
            return
        options = [Option(group, text) for group, text in GROUPS.items()]
        picked = await self.desk.ask_choice(f"Bij welke groep hoort “{self._new_name}”?", options, Group.PROFESSIONALS)
        if picked is None:
            return
        wish = ActorWish(self._new_name, Group(picked), 1, ORDER[Group(picked)])
        self._new_name = ""
        self._show(replace(self._seats, own=(*self._seats.own, wish)))
        self.board.select(f"{_OWN}{len(self._seats.own) - 1}")

    def _take_name(self, text: str) -> str | None:
        if len(text) > LONGEST_NAME:
            return f"Deze naam is te lang voor het zaalbeeld. Gebruik hoogstens {LONGEST_NAME} tekens."
        names = [actor.name for actor in self._actors] + [wish.name for wish in self._seats.own]
        if text.casefold() in [name.casefold() for name in names]:
            return "Deze rol zit al aan tafel. Zet het aantal hoger."
        self._new_name = text
        return None

    def do_done(self) -> None:
        self.dismiss(self._seats)


def _row(key: str, name: str, group: Group, count: int | None) -> Row:
    seat = "niet aan deze tafel" if count is None else f"{count}" if count else "lege stoel"
    return Row(Content.assemble((name, "bold"), f" ({GROUPS[group]}): ", (seat, "bold")), key=key, hanging=2)
