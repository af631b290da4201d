"""Voorlezen en uitchecken: hear what goes into the report, take out what must go, one word each."""

from collections.abc import Sequence
from typing import ClassVar

from gesprekskaarten.domain import events as ev
from gesprekskaarten.domain.commands import Happen, Pass, tally_complete
from gesprekskaarten.domain.lines import Kind, Line
from gesprekskaarten.domain.playbook import Round, RoundKind
from gesprekskaarten.domain.session import Session
from gesprekskaarten.room.rounds import CHOSEN_AT_MOST, LOOKED_BACK, WORDS_TO_TAKE, asks_for_a_word, directions
from gesprekskaarten.tui import board
from gesprekskaarten.tui.commands import Command
from gesprekskaarten.tui.rounds.base import PARK, Entry, Face, Table, turn_rows
from gesprekskaarten.tui.rounds.kiezen import from_solutions
from gesprekskaarten.tui.rounds.parts import PASS, parked_here, pass_reason, unconfirmed_rows
from gesprekskaarten.tui.widgets.choice import Option
from gesprekskaarten.tui.widgets.rows import Row

CLOSE = Command("close_session", ("a",), "afsluiten", "Sluit het gesprek af, of open het weer.", "Deze ronde", bar=58)


class Afronden(Face):
    kind = RoundKind.AFRONDEN
    commands: ClassVar = (CLOSE, PASS)

    def entries(self, session: Session) -> tuple[Entry, ...]:
        name = "één woord" if asks_for_a_word(self.round) else "kijkt terug"
        return (Entry("terugblik", name, of_actor=True, placeholder=_asked(self.round)), PARK)

    def own_rows(self, session: Session) -> list[Row]:
        closed = [board.strong("Dit gesprek is afgesloten. Met a open je het weer.")] if session.closed else []
        aloud, words = self._aloud(session), self._words(session)
        reading = session.step == 0
        return [*closed, *(aloud if reading else words), *(words if reading else aloud)]

    def _aloud(self, session: Session) -> list[Row]:
        shown = parked_here(session, self.round) | {line.id for line in session.lines_of(None, Kind.TERUGBLIK)}
        return [
            *_read(session, [Kind.DILEMMA], "Lees voor: het dilemma", _none(session, RoundKind.BOTSING, "dilemmazin")),
            *board.line_rows(session, _chosen(session), "Lees voor: dit kozen jullie", _nothing_chosen(session)),
            *_read(session, [Kind.AFSPRAAK], "Lees voor: de afspraken", _none(session, RoundKind.KIEZEN, "afspraak")),
            *_read(session, [Kind.SIGNAAL], "Lees voor: het signaal", _none(session, RoundKind.KIEZEN, "signaal")),
            *_read(session, [Kind.VERZOEK], "Lees voor: de verzoeken"),
            board.strong("Moet er iets uit? Kies de regel en druk op s."),
            *unconfirmed_rows(session, shown),
        ]

    def _words(self, session: Session) -> list[Row]:
        words = session.lines_of(None, Kind.TERUGBLIK)
        title = WORDS_TO_TAKE if asks_for_a_word(self.round) else LOOKED_BACK
        return [*turn_rows(session), *board.line_rows(session, words, title)]

    def reason(self, session: Session, command: Command, chosen: Line | None) -> str | None:
        return pass_reason(session) if command is PASS else None

    async def do_close_session(self, table: Table) -> None:
        session = table.session
        if session.closed:
            if await table.perform(Happen(ev.Closed(on=False))):
                table.say("Het gesprek is weer open.")
            return
        waiting = len(session.unconfirmed())
        left_out = f" Nog niet bevestigd en dus niet in het verslag: {board.rules(waiting)}." if waiting else ""
        options = [Option("ja", "ja, sluit af"), Option("nee", "nee, nog niet")]
        if await table.choose(f"Het gesprek afsluiten?{left_out}", options) == "ja" and await table.perform(
            Happen(ev.Closed())
        ):
            table.say("Afgesloten. Het verslag staat klaar onder r.")

    async def do_pass_turn(self, table: Table) -> None:
        await table.perform(Pass())


def _asked(round: Round) -> str:
    """The question of the last step for the room."""
    lines = [line for line in (round.steps[-1].room if len(round.steps) > 1 else "").split("\n") if line.endswith("?")]
    about_words = [line for line in lines if "woord" in line.casefold()]
    return next(iter((*about_words, *lines)), "Met welk woord ga je naar huis?")


def _none(session: Session, kind: RoundKind, what: str) -> str:
    """Say that there is none, of what this draaiboek asked for."""
    asked = any(round.kind is kind for round in session.material.playbook.rounds)
    article = "bevestigd" if what == "signaal" else "bevestigde"
    return f"Er is geen {article} {what}." if asked else ""


def _read(session: Session, kinds: Sequence[Kind], title: str, none: str = "") -> list[Row]:
    return board.line_rows(session, (line for line in session.lines_of(None, *kinds) if line.agreed), title, none)


def _chosen(session: Session) -> Sequence[Line]:
    """The directions the table chose, most chosen first, once the result was shown."""
    if not (session.tally_released and tally_complete(session)):
        return []
    chosen = [line for _, line in directions(session) if session.votes[line.id]]
    return sorted(chosen, key=lambda line: -session.votes[line.id])[:CHOSEN_AT_MOST]


def _nothing_chosen(session: Session) -> str:
    if not from_solutions(session):
        return ""
    if session.votes and not session.tally_released:
        return "De uitslag is nog dicht. Toon haar eerst in de ronde Kiezen."
    return "Er is niets gekozen."
