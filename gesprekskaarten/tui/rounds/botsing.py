"""Waar botst het: what everybody shares, where it clashes, and one dilemma sentence."""

from gesprekskaarten.domain.lines import AT_MOST, Contribution, Kind, Line, Source, actor_of
from gesprekskaarten.domain.playbook import RoundKind
from gesprekskaarten.domain.session import Session
from gesprekskaarten.room.rounds import CLASHES, clashes_in, clashes_of
from gesprekskaarten.tui import board
from gesprekskaarten.tui.rounds.base import PARK, Entry, Face
from gesprekskaarten.tui.rounds.perspectief import SPOKEN
from gesprekskaarten.tui.widgets.rows import Row

READ_BACK = 2
"""How many lines of one actor are read back: enough to remember, short enough to read aloud."""


class Botsing(Face):
    kind = RoundKind.BOTSING

    def entries(self, session: Session) -> tuple[Entry, ...]:
        return (
            Entry("eens", "hier zijn we het over eens", stays=True, placeholder="Alleen als iedereen het deelt"),
            Entry("botst", "hier botst het", stays=True, placeholder="Wat botst er, niet wie"),
            Entry("dilemma", "dilemmazin", placeholder="Aan de ene kant …, aan de andere kant …"),
            PARK,
        )

    def first_entry(self, session: Session) -> str:
        """What the room reads in this step, or else by its place; without steps what the whole round asks."""
        steps = self.round.steps
        if not steps:
            return clashes_of(self.round)[0]
        step = steps[session.step]
        return (clashes_in(step.title, step.room) or CLASHES[session.step :] or CLASHES)[0]

    def own_rows(self, session: Session) -> list[Row]:
        here = board.names(session, session.at_table) or "nog niemand (p)"
        rule = board.plain(f"Alleen eens als iedereen het deelt: {here}.")
        return [
            *_said_before(session),
            *([rule] if Kind.EENS in clashes_of(self.round) else []),
            *self._counted(session, Kind.EENS, "Hier zijn we het over eens"),
            *self._counted(session, Kind.BOTST, "Hier botst het"),
            *self._counted(session, Kind.DILEMMA, "Dilemmazin"),
            *_one_sided(session),
        ]

    def _counted(self, session: Session, kind: Kind, title: str) -> list[Row]:
        lines = list(session.lines_of(None, kind))
        none = "Nog niets." if kind in clashes_of(self.round) else ""
        return board.line_rows(session, lines, f"{title} ({len(lines)} van {AT_MOST[kind]})", none)


def _one_sided(session: Session) -> list[Row]:
    if all("andere kant" in line.text.casefold() for line in session.lines_of(None, Kind.DILEMMA)):
        return []
    return [board.strong("Lukt het met twee kanten? Aan de ene kant …, aan de andere kant … (e)")]


def _said_before(session: Session) -> list[Row]:
    """What was said and confirmed in the perspectiefronde, one row per actor."""
    spoken = [line for line in session.lines_of(None, *SPOKEN) if line.agreed]
    rows = []
    for actor in (*session.actors, ""):
        said = [line for line in spoken if actor_of(line) == actor]
        if said:
            more = f" (en nog {board.rules(len(said) - READ_BACK)})" if len(said) > READ_BACK else ""
            texts = " / ".join(_with_source(line) for line in said[:READ_BACK])
            rows.append(board.bullet(f"{session.actor_name(actor)}: {texts}{more}"))
    return [board.heading("Lees kort terug"), *rows] if rows else []


def _with_source(line: Line) -> str:
    source = line.source if isinstance(line, Contribution) else Source.ZELF
    mark = board.SOURCE_NAMES[source]
    return f"{line.text} ({mark})" if mark else line.text
