"""Stil schrijven: nobody talks, the leader neither, and nothing is recorded."""

from gesprekskaarten.domain.playbook import RoundKind
from gesprekskaarten.domain.session import Session
from gesprekskaarten.tui import board
from gesprekskaarten.tui.rounds.base import Face
from gesprekskaarten.tui.rounds.parts import lines_first, room_reads
from gesprekskaarten.tui.widgets.rows import Row


class Stilte(Face):
    kind = RoundKind.STILTE

    def rows(self, session: Session) -> list[Row]:
        """The silence first: nothing here needs to be read while it lasts."""
        return lines_first(self, session)

    def own_rows(self, session: Session) -> list[Row]:
        return [
            board.strong("Nu is het stil. Jij ook."),
            board.plain("Ieder houdt wat hij opschrijft. Je noteert niets."),
            *room_reads(session, self.round),
        ]
