"""Who is there: how many people of each actor, empty chairs, and actors of this table's own."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult

from gesprekskaarten.domain import events as ev
from gesprekskaarten.domain.commands import AddActor, Happen, Intent
from gesprekskaarten.domain.deck import Group
from gesprekskaarten.tui import board
from gesprekskaarten.tui.commands import Command
from gesprekskaarten.tui.desk import Desk
from gesprekskaarten.tui.rounds.base import Outcome
from gesprekskaarten.tui.screens.side import AtTable, TableSide, all_actors, people, seats
from gesprekskaarten.tui.widgets.ask import Ask
from gesprekskaarten.tui.widgets.choice import Option
from gesprekskaarten.tui.widgets.rows import Row

FEWEST, MOST = 5, 8
"""People at one table (onderzoek/facilitatie.md 4.1)."""

GROUPS = (
    Option(Group.NAASTEN, "naasten: cliënt, mantelzorger, familie"),
    Option(Group.PROFESSIONALS, "professionals: zorg en welzijn"),
    Option(Group.INDICATIE, "indicatie en financiering"),
)
SPEAKING_ORDER = {Group.NAASTEN: 2, Group.PROFESSIONALS: 3, Group.INDICATIE: 5}
"""Naasten speak early, who decides about money speaks last (onderzoek/facilitatie.md 4.1)."""


class Presence(TableSide[None]):
    """Counts people per actor; each change is saved at once."""

    COMMANDS: ClassVar[tuple[Command, ...]] = (
        Command("more", ("plus", "right"), "erbij", "Er is iemand van deze actor bij gekomen.", "Aanwezig", bar=80),
        Command("fewer", ("minus", "left"), "eraf", "Er ging iemand weg. 0 is een lege stoel.", "Aanwezig", bar=75),
        Command(
            "add_actor",
            ("e", "n"),
            "eigen actor",
            "Voeg een rol of organisatie toe die er niet staat.",
            "Aanwezig",
            bar=70,
        ),
    )

    def __init__(self, table: AtTable) -> None:
        super().__init__(table)
        self.desk = Desk(self._perform, self.say)
        self._unplaced = ""

    def body(self) -> ComposeResult:
        yield from super().body()
        yield self.desk

    def heading(self) -> str:
        return f"Aanwezig: {people(self.session.people)} aan tafel"

    def summary(self) -> Sequence[str]:
        return [_advice(self.session.people)]

    def rows(self) -> list[Row]:
        return [
            *(self._actor_row(actor) for actor in all_actors(self.session)),
            board.gap(),
            board.plain("Een lege stoel blijft zichtbaar. Tel alleen wie aan tafel meepraat."),
        ]

    def _actor_row(self, actor: str) -> Row:
        count = self.session.present.get(actor)
        sign = "·" if count is None else "●" if count else "○"
        return board.bullet(f"{self.session.actor_name(actor)}: {seats(self.session, actor)}", sign, key=actor)

    def reason(self, command: Command) -> str | None:
        match command.id:
            case "more":
                return self.refusal(self._counted(self.board.selected, 1))
            case "fewer":
                return self.refusal(self._counted(self.board.selected, -1))
            case "add_actor":
                return self.refusal(AddActor("…", Group.PROFESSIONALS))
            case _:
                return None

    def _counted(self, actor: str | None, by: int) -> Intent:
        before = self.session.present.get(actor or "")
        count = max(0, by) if before is None else before + by
        return Happen(ev.PresenceChanged(actor=actor or "", count=count))

    async def do_more(self) -> None:
        await self._count(1)

    async def do_fewer(self) -> None:
        await self._count(-1)

    async def _count(self, by: int) -> None:
        actor = self.board.selected
        await self.save(lambda: self._counted(actor, by))

    async def do_add_actor(self) -> None:
        if self.desk.waiting:
            self.desk.focus_words()
            return
        label = "Rol of organisatie, geen naam van een persoon"
        if await self.desk.ask_words("eigen actor", label, self._named, text=self._unplaced) is not Outcome.SAVED:
            return
        picked = await self.desk.ask_choice(f"Bij welke groep hoort “{self._unplaced}”?", GROUPS, Group.PROFESSIONALS)
        if picked is None:
            self.say("Nog niet toegevoegd. Met e ga je verder.")
            return
        group = Group(picked)
        wanted = AddActor(self._unplaced, group, order=SPEAKING_ORDER[group])
        if await self.save(lambda: wanted):
            self._unplaced = ""
            self.board.select(list(self.session.own_actors)[-1])

    def _named(self, name: str) -> str | None:
        """Keep the name until its group is known, unless it will not do."""
        why_not = self.refusal(AddActor(name, Group.PROFESSIONALS))
        if why_not is None:
            self._unplaced = name
        return why_not

    async def _perform(self, intent: Intent) -> bool:
        return await self.save(lambda: intent)

    async def do_close(self) -> None:
        question = "Er staat nog een actor die niet is toegevoegd. Toch sluiten?"
        if not (self.desk.drafts or self._unplaced) or await self.app.push_screen_wait(Ask(question)):
            self.dismiss(None)


def _advice(count: int) -> str:
    if count < FEWEST:
        return f"Een goede tafel heeft {FEWEST} tot en met {MOST} mensen. Nu zijn het er {count}."
    if count <= MOST:
        return f"Dit is een goed aantal: {FEWEST} tot en met {MOST} mensen."
    return "Dit zijn veel mensen: splits de tafel, 4 tot en met 6 mensen per tafel."
