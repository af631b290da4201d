"""De kaart en de feiten: read the casus aloud, then only facts. Opinions wait."""

from gesprekskaarten.domain.lines import Kind
from gesprekskaarten.domain.playbook import RoundKind
from gesprekskaarten.domain.session import Session
from gesprekskaarten.tui import board
from gesprekskaarten.tui.rounds.base import PARK, Entry, Face
from gesprekskaarten.tui.widgets.rows import Row


class CasusFace(Face):
    kind = RoundKind.CASUS

    def entries(self, session: Session) -> tuple[Entry, ...]:
        return (
            Entry("feit", "wat weten we", stays=True, placeholder="Een feit, geen mening"),
            Entry("onbekend", "wat weten we niet", stays=True, placeholder="Wat weten we nog niet?"),
            PARK,
        )

    def own_rows(self, session: Session) -> list[Row]:
        rows: list[Row] = []
        rows += board.line_rows(
            session, session.lines_of(self.round.id, Kind.FEIT), "Wat weten we?", "Nog niets genoteerd."
        )
        rows += board.line_rows(
            session, session.lines_of(self.round.id, Kind.ONBEKEND), "Wat weten we niet?", "Nog niets genoteerd."
        )
        return [*self._to_read(session), *rows]

    def _to_read(self, session: Session) -> list[Row]:
        rows: list[Row] = []
        casus = session.casus
        if casus:
            rows += [board.heading(f"Lees voor: {casus.title}")]
            rows += [board.plain(text) for text in (casus.story or casus.situation).split("\n") if text]
            rows += (
                [board.heading("Staat in de casus"), *(board.bullet(fact) for fact in casus.facts)]
                if casus.facts
                else []
            )
            rows += (
                [board.heading("Nog open in de casus"), *(board.bullet(one) for one in casus.unknowns)]
                if casus.unknowns
                else []
            )
        for reference in session.opened.cards:
            card = session.material.card(reference)
            if card:
                rows += [board.heading(f"Kaart: {card.title}"), board.strong(card.question)]
                rows += [board.bullet(probe) for probe in card.probes]
        return rows
