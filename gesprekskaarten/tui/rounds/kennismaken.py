"""Kennismaken: who sits here, in what role; the leader shows how short it can be."""

from typing import ClassVar

from gesprekskaarten.domain.commands import Pass
from gesprekskaarten.domain.lines import Kind, Line
from gesprekskaarten.domain.playbook import RoundKind
from gesprekskaarten.domain.session import Session
from gesprekskaarten.tui import board
from gesprekskaarten.tui.commands import Command
from gesprekskaarten.tui.rounds.base import PARK, Entry, Face, Table, turn_rows
from gesprekskaarten.tui.rounds.parts import PASS, pass_reason
from gesprekskaarten.tui.widgets.rows import Row


class Kennismaken(Face):
    kind = RoundKind.KENNISMAKEN
    commands: ClassVar = (PASS,)

    def entries(self, session: Session) -> tuple[Entry, ...]:
        role = Entry("antwoord", "rol bij ouderen thuis", of_actor=True, placeholder="De rol, geen naam")
        return (role, PARK)

    def own_rows(self, session: Session) -> list[Row]:
        said = board.line_rows(session, session.lines_of(self.round.id, Kind.ANTWOORD), "Genoteerd, zonder namen")
        return [
            board.strong("Begin zelf: jij geeft het voorbeeld, in een halve minuut."),
            *turn_rows(session),
            *_present(session),
            *said,
        ]

    def reason(self, session: Session, command: Command, chosen: Line | None) -> str | None:
        return pass_reason(session)

    async def do_pass_turn(self, table: Table) -> None:
        await table.perform(Pass())


def _present(session: Session) -> list[Row]:
    if not session.people:
        return [board.heading("Aan tafel"), board.plain("Nog niemand. Zet met p wie er zijn.")]
    people = "1 mens" if session.people == 1 else f"{session.people} mensen"
    roles = "1 rol" if len(session.at_table) == 1 else f"{len(session.at_table)} rollen"
    rows = [board.heading("Aan tafel"), board.plain(f"{people} in {roles}.")]
    empty = [actor for actor in session.actors if not session.present[actor]]
    if empty:
        chairs = "Lege stoel" if len(empty) == 1 else "Lege stoelen"
        rows.append(board.plain(f"{chairs}: {board.names(session, empty)}."))
    return [*rows, board.plain("Wie ontbreekt? Zet een lege stoel neer (p).")]
