"""Perspectiefronde: everybody once, no reply, the mantelzorger early and huisarts and CIZ last."""

from typing import ClassVar

from gesprekskaarten.domain import voices
from gesprekskaarten.domain.commands import Amend, Pass
from gesprekskaarten.domain.lines import Contribution, Kind, Line, Source, actor_of
from gesprekskaarten.domain.playbook import RoundKind
from gesprekskaarten.domain.session import Session
from gesprekskaarten.tui import board
from gesprekskaarten.tui.commands import Command
from gesprekskaarten.tui.rounds.base import PARK, Entry, Face, Table, turn_rows
from gesprekskaarten.tui.rounds.parts import PASS, choose_first, pass_reason, starters
from gesprekskaarten.tui.widgets.choice import Option
from gesprekskaarten.tui.widgets.rows import Row

SPOKEN = (Kind.PERSPECTIEF, Kind.ZORG, Kind.BEHOEFTE)

BEGINNINGS = {Kind.PERSPECTIEF: "Ik zie …", Kind.ZORG: "Ik maak me zorgen over …", Kind.BEHOEFTE: "Ik heb nodig …"}
_NAMES = {Kind.PERSPECTIEF: "ziet", Kind.ZORG: "maakt zich zorgen", Kind.BEHOEFTE: "heeft nodig"}

SOURCE = Command(
    "source", ("a",), "namens wie", "Zeg of de gekozen regel voor zichzelf, de achterban of ingeleefd is.", "Woorden"
)


class Perspectief(Face):
    kind = RoundKind.PERSPECTIEF
    commands: ClassVar = (PASS, SOURCE)

    def entries(self, session: Session) -> tuple[Entry, ...]:
        """Seeing, worrying and needing; a round with beginnings that are none of these has one kind of line."""
        own = self.round.starters
        if own and not set(own) & set(BEGINNINGS.values()):
            return (Entry(Kind.PERSPECTIEF, "zegt", of_actor=True, placeholder=own[0]), PARK)
        spoken = (Entry(kind, _NAMES[kind], of_actor=True, placeholder=text) for kind, text in BEGINNINGS.items())
        return (*spoken, PARK)

    def own_rows(self, session: Session) -> list[Row]:
        rows = turn_rows(session)
        if session.turn:
            rows.append(board.strong(f"Nu: {session.actor_name(session.turn)}. De anderen luisteren."))
        rows += starters(self.round)
        spoken = list(session.lines_of(self.round.id, *SPOKEN))
        for actor in (*session.actors, ""):
            rows += board.line_rows(
                session, (line for line in spoken if actor_of(line) == actor), session.actor_name(actor)
            )
        waiting = voices.not_heard(session)
        if spoken and waiting:
            rows.append(board.strong(f"Nog niet gehoord: {board.names(session, waiting)}."))
        return rows

    def reason(self, session: Session, command: Command, chosen: Line | None) -> str | None:
        if command is PASS:
            return pass_reason(session)
        if not isinstance(chosen, Contribution) or not actor_of(chosen):
            return choose_first(session, "een regel van een actor")
        if not session.present.get(chosen.actor) and chosen.source is Source.INGELEEFD:
            return "Niemand zit op deze stoel: wat hier staat, is ingeleefd."
        return None

    async def do_pass_turn(self, table: Table) -> None:
        await table.perform(Pass())

    async def do_source(self, table: Table) -> None:
        line = table.chosen_line
        if isinstance(line, Contribution):
            await choose_source(table, line)


async def choose_source(table: Table, line: Contribution) -> None:
    """Let the leader say on whose behalf a line was spoken; nobody spoke for themselves from an empty chair."""
    options = [Option(Source.INGELEEFD, "ingeleefd")]
    if table.session.present.get(line.actor) or line.source is Source.ZELF:
        options = [Option(Source.ZELF, "voor zichzelf"), Option(Source.ACHTERBAN, "namens de achterban"), *options]
    picked = await table.choose("Namens wie is dit gezegd?", options, line.source)
    if picked is not None and picked != line.source:
        await table.perform(Amend(line.id, {"source": Source(picked)}))
