"""Pauze: the room sees when we go on; the leader can tidy up what was not confirmed."""

import datetime as dt

from gesprekskaarten.domain.agenda import allotted, spent
from gesprekskaarten.domain.playbook import RoundKind
from gesprekskaarten.domain.session import Session
from gesprekskaarten.tui import board
from gesprekskaarten.tui.rounds.base import Face
from gesprekskaarten.tui.rounds.parts import parked_here, unconfirmed_rows
from gesprekskaarten.tui.widgets.rows import Row


class Pauze(Face):
    kind = RoundKind.PAUZE

    def own_rows(self, session: Session) -> list[Row]:
        until = self._until(session)
        return [
            board.strong(
                f"Pauze tot {until.astimezone():%H:%M}. De zaal ziet dit ook."
                if until
                else "Pauze. De klok staat stil."
            ),
            board.plain("Wordt het later? Met + geef je er 2 minuten bij."),
            board.plain("Intussen kun je nalopen wat nog open staat."),
            *unconfirmed_rows(session, parked_here(session, self.round)),
        ]

    def _until(self, session: Session) -> dt.datetime | None:
        """When the table goes on, as the room is told."""
        if session.since is None:
            return None
        left = allotted(session, self.round) * 60 - spent(session, self.round, session.since)
        return session.since + dt.timedelta(seconds=left)
