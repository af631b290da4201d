"""Welkom en afspraken: what came of last time, what is said here stays here, who may see the report."""

from typing import ClassVar

from gesprekskaarten.domain import events as ev
from gesprekskaarten.domain.commands import Amend, Happen, Intent
from gesprekskaarten.domain.lines import FollowUp, Kind, Line, Progress
from gesprekskaarten.domain.playbook import RoundKind
from gesprekskaarten.domain.session import Session
from gesprekskaarten.tui import board
from gesprekskaarten.tui.commands import Command
from gesprekskaarten.tui.rounds.base import PARK, Entry, Face, Table
from gesprekskaarten.tui.rounds.parts import room_reads, short
from gesprekskaarten.tui.widgets.choice import Option
from gesprekskaarten.tui.widgets.rows import Row

PROMISE = Command(
    "promise",
    ("a",),
    "vertrouwelijk",
    "Leg vast of iedereen afspreekt: wat hier gezegd wordt, blijft hier.",
    "Deze ronde",
    bar=65,
)
READERS = Command("readers", ("w",), "wie leest mee", "Leg vast wie het verslag mag zien.", "Deze ronde", bar=64)
FOLLOW_UP = Command(
    "follow_up", ("g",), "vorige keer", "Zeg wat er kwam van de afspraken van vorige keer.", "Deze ronde", bar=63
)


class Welkom(Face):
    kind = RoundKind.WELKOM
    commands: ClassVar = (PROMISE, READERS, FOLLOW_UP)

    def entries(self, session: Session) -> tuple[Entry, ...]:
        agreed = Entry("antwoord", "afspraak over het gesprek", stays=True, placeholder="Wat moet er voor jullie bij?")
        return (agreed, PARK)

    def own_rows(self, session: Session) -> list[Row]:
        return [*room_reads(session, self.round), *_last_time(session), *_promises(session), *self._added(session)]

    def _added(self, session: Session) -> list[Row]:
        return board.line_rows(session, session.lines_of(self.round.id, Kind.ANTWOORD), "Dit spreken jullie verder af")

    def reason(self, session: Session, command: Command, chosen: Line | None) -> str | None:
        if command is FOLLOW_UP and not _follow_ups(session):
            return "Er zijn geen afspraken van een vorige keer."
        return None

    async def do_promise(self, table: Table) -> None:
        options = [Option("ja", "ja, iedereen"), Option("nee", "nee, nog niet")]
        current = {True: "ja", False: "nee", None: None}[table.session.promised]
        picked = await table.choose("Wat hier gezegd wordt, blijft hier. Spreekt iedereen dat af?", options, current)
        if picked is None:
            return
        if await table.perform(Happen(ev.Promised(agreed=picked == "ja"))) and picked == "nee":
            table.say("Vraag wat erbij moet. Leg dat vast met Enter.")

    async def do_readers(self, table: Table) -> None:
        def save(text: str) -> Intent:
            return Happen(ev.ReadersNamed(readers=text))

        await table.ask_words("Wie mag het verslag zien? (geen namen)", save, text=table.session.readers)

    async def do_follow_up(self, table: Table) -> None:
        """Go through what was not discussed yet, the chosen one first."""
        chosen = table.chosen_line
        first = [chosen] if isinstance(chosen, FollowUp) else []
        later = [line for line in _follow_ups(table.session) if line.progress is None and line not in first]
        options = [
            Option(Progress.GEDAAN, "gedaan"),
            Option(Progress.LOOPT, "loopt nog"),
            Option(Progress.NIET, "niet gedaan"),
        ]
        for line in [*first, *later] or _follow_ups(table.session):
            picked = await table.choose(f"Vorige keer: “{short(line.text, 120)}”", options, line.progress)
            if picked is None:
                return
            if picked != line.progress and not await table.perform(Amend(line.id, {"progress": Progress(picked)})):
                return


def _follow_ups(session: Session) -> list[FollowUp]:
    return [line for line in session.lines_of(None, Kind.VERVOLG) if isinstance(line, FollowUp)]


def _last_time(session: Session) -> list[Row]:
    lines = _follow_ups(session)
    if not lines:
        return []
    done = sum(1 for line in lines if line.progress)
    rows = [board.heading(f"Vorige keer ({done} van {len(lines)} besproken, met g)")]
    return [*rows, *(board.line_row(session, line) for line in lines)]


def _promises(session: Session) -> list[Row]:
    promised = {
        None: "Vertrouwelijk: nog niet gevraagd (a).",
        True: "Vertrouwelijk: ja. Wat hier gezegd wordt, blijft hier.",
        False: "Vertrouwelijk: nog niet voor iedereen. Vraag wat erbij moet (a).",
    }
    readers = session.readers or "nog niet gevraagd (w). Bijvoorbeeld: alleen wij aan tafel."
    return [
        board.heading("Dit spreken jullie nu af"),
        board.bullet(promised[session.promised], "✓" if session.promised else "·"),
        board.bullet(f"Wie het verslag mag zien: {readers}", "✓" if session.readers else "·"),
    ]
