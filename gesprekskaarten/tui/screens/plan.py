"""The plan: what was, is and comes, in minutes; a minute more or fewer, and a pause."""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import ClassVar

from textual.app import ComposeResult

from gesprekskaarten.domain import events as ev
from gesprekskaarten.domain.agenda import Agenda, Block, agenda, least, one_level_only, proposals
from gesprekskaarten.domain.commands import Happen, Intent
from gesprekskaarten.domain.session import Session
from gesprekskaarten.tui import board
from gesprekskaarten.tui.commands import Command
from gesprekskaarten.tui.desk import Desk
from gesprekskaarten.tui.screens.side import AtTable, TableSide
from gesprekskaarten.tui.widgets.choice import Option
from gesprekskaarten.tui.widgets.rows import Row

TICK = 1.0
SIGNS = {"geweest": "✓", "nu": "▶", "komt": "·"}
PAUSES = (Option("5", "vijf minuten"), Option("10", "tien minuten"), Option("15", "kwartier"))


class Plan(TableSide[str]):
    """Returns the id of a round to look at; nothing moves by itself."""

    COMMANDS: ClassVar[tuple[Command, ...]] = (
        Command("look", ("enter",), "bekijken", "Bekijk de gekozen ronde. Je gaat er nog niet heen.", "Tijd", bar=80),
        Command("more", ("plus",), "minuut erbij", "Geef de gekozen ronde een minuut meer.", "Tijd", bar=75),
        Command("fewer", ("minus",), "minuut eraf", "Geef de gekozen ronde een minuut minder.", "Tijd", bar=70),
        Command("pause", ("z",), "pauze", "Begin een pauze, of ga weer verder.", "Tijd", bar=65),
    )
    AGAIN = "enter"

    def __init__(self, table: AtTable) -> None:
        super().__init__(table)
        self.desk = Desk(self._perform, self.say)

    def body(self) -> ComposeResult:
        yield from super().body()
        yield self.desk

    def on_mount(self) -> None:
        self.set_interval(TICK, self.show_again)

    def first_chosen(self) -> str | None:
        return self.session.round_id or super().first_chosen()

    def heading(self) -> str:
        return f"Planning: {self.session.material.playbook.title}"

    def summary(self) -> Sequence[str]:
        return [*_in_short(self.session, self.plan), *_proposed(self.session, self.table.now)]

    @property
    def plan(self) -> Agenda:
        return agenda(self.session, self.table.now)

    @property
    def block(self) -> Block | None:
        """The chosen round, in the plan."""
        return next((block for block in self.plan.blocks if block.round.id == self.board.selected), None)

    def rows(self) -> list[Row]:
        session, plan = self.session, self.plan
        rows: list[Row] = []
        ends = plan.ends_round or self.table.now
        for number, block in enumerate(plan.blocks, 1):
            if block.state == "komt":
                ends += dt.timedelta(minutes=max(0, block.planned - block.used))
            rows.append(
                _round_row(session, number, block, None if block.state == "geweest" or session.closed else ends)
            )
        return rows

    def reason(self, command: Command) -> str | None:
        block = self.block
        match command.id:
            case "more" | "fewer" if block is None:
                return "Kies eerst met ↑ en ↓ een ronde."
            case "more" | "fewer" if block is not None and block.state == "geweest":
                return "Deze ronde is al geweest."
            case "fewer" if block is not None and not block.planned:
                return "Deze ronde heeft geen minuten meer."
            case "more" | "fewer" if block is not None:
                return self.refusal(_minute(block, 1))
            case "pause" if not self.session.round_id:
                return "Het gesprek is nog niet begonnen."
            case "pause":
                return self.refusal(Happen(ev.Paused(on=self.session.paused is None)))
            case _:
                return None

    async def do_more(self) -> None:
        await self._give(1)

    async def do_fewer(self) -> None:
        await self._give(-1)

    async def _give(self, minutes: int) -> None:
        block = self.block
        if block is None or not await self.save(lambda: _minute(block, minutes)):
            return
        after, floor = self.block, least(self.session, block.round)
        if minutes < 0 and after is not None and after.planned < floor:
            self.say(f"Let op: deze ronde heeft minstens {board.minutes(floor)} nodig.")

    async def do_pause(self) -> None:
        if self.session.paused is not None:
            if await self.save(lambda: Happen(ev.Paused(on=False))):
                self.say("De pauze is voorbij. De tijd loopt weer.")
            return
        picked = await self.desk.ask_choice("Hoe lang is de pauze?", PAUSES)
        if picked is not None:
            await self.save(lambda: Happen(ev.Paused(on=True, minutes=int(picked))))

    def do_look(self) -> None:
        """The board of the conversation already shows the round where we are."""
        chosen = self.board.selected
        self.dismiss(None if chosen == self.session.round_id else chosen)

    async def _perform(self, intent: Intent) -> bool:
        return await self.save(lambda: intent)


def _minute(block: Block, by: int) -> Intent:
    return Happen(ev.TimeAdded(round=block.round.id, minutes=by))


def _in_short(session: Session, plan: Agenda) -> Iterator[str]:
    if session.closed:
        yield "Dit gesprek is afgesloten."
        return
    ends = _clock(plan.ends) if plan.ends else ""
    if session.began is None:
        yield f"Nog niet begonnen. Begin je nu, dan ben je klaar om {ends}."
    else:
        late = f"{board.minutes(plan.late)} te laat" if plan.late else "op tijd"
        yield f"Begonnen om {_clock(session.began)}. Klaar om ongeveer {ends}: {late}."
    if session.paused is not None:
        back = session.paused + dt.timedelta(minutes=session.pause_minutes)
        yield f"Het is pauze, tot {_clock(back)}." if session.pause_minutes else "Het is pauze."


def _proposed(session: Session, now: dt.datetime) -> Iterator[str]:
    """Say what would help to end on time, or how much room there is."""
    if session.closed:
        return
    if one_level_only(session, now):
        yield "Voorstel: kies straks één niveau, uitvoering."
    shorter = [f"“{one.round.title}” {board.minutes(one.minutes)}" for one in proposals(session, now)]
    buffer = session.material.playbook.head.buffer
    if shorter:
        yield f"Voorstel om korter te maken: {', '.join(shorter)}."
    elif buffer:
        yield f"Speling in dit draaiboek: {board.minutes(buffer)}."


def _round_row(session: Session, number: int, block: Block, ends: dt.datetime | None) -> Row:
    round, floor = block.round, least(session, block.round)
    used = f", {block.used} gebruikt" if block.used else ""
    parts = [block.state, f"{block.planned} min{used}"]
    if round.protected:
        parts.append(f"beschermd, minstens {floor} min" if floor else "beschermd")
    elif round.shorten and floor < block.planned:
        parts.append(f"mag korter, tot {floor} min")
    if ends is not None:
        parts.append(f"klaar {_clock(ends)}")
    return board.bullet(f"{number} {round.title}: {' · '.join(parts)}", SIGNS[block.state], key=round.id)


def _clock(moment: dt.datetime) -> str:
    return f"{moment.astimezone():%H:%M}"
