"""De kaart en de feiten: read the casus aloud, then only facts. Opinions wait."""

from gesprekskaarten.domain.lines import Kind
from gesprekskaarten.domain.playbook import RoundKind
from gesprekskaarten.domain.session import Session
from gesprekskaarten.tui import board
from gesprekskaarten.tui.rounds.base import PARK, Entry, Face
from gesprekskaarten.tui.widgets.rows import Row


class CasusFace(Face):
    kind = RoundKind.CASUS
    own_first = True

    def entries(self, session: Session) -> tuple[Entry, ...]:
        return (
            Entry("feit", "wat weten we", stays=True, placeholder="Een feit, geen mening"),
            Entry("onbekend", "wat weten we niet", stays=True, placeholder="Wat weten we nog niet?"),
            PARK,
        )

    def own_rows(self, session: Session) -> list[Row]:
        """First what is read aloud; once facts are gathered, those first."""
        reading = session.step == 0 and not any(session.lines_of(self.round.id, Kind.FEIT, Kind.ONBEKEND))
        story = [*_casus_rows(session), *_card_rows(session)]
        return [*story, *self._facts(session)] if reading else [*self._facts(session), *story]

    def _facts(self, session: Session) -> list[Row]:
        known = session.lines_of(self.round.id, Kind.FEIT)
        unknown = session.lines_of(self.round.id, Kind.ONBEKEND)
        return [
            *board.line_rows(session, known, "Wat weten we?", "Nog niets genoteerd."),
            *board.line_rows(session, unknown, "Wat weten we niet?", "Nog niets genoteerd."),
        ]


def outcome_rows(session: Session) -> list[Row]:
    """How the casus ended, as the room sees it."""
    casus = session.casus
    if casus is None:
        return []
    rows = [board.heading("De zaal ziet nu: hoe het afliep")]
    rows += [board.plain(text) for text in casus.outcome.split("\n") if text]
    return [*rows, *(board.bullet(lesson) for lesson in casus.lessons), board.gap()]


def _casus_rows(session: Session) -> list[Row]:
    casus = session.casus
    if casus is None:
        return []
    rows = [board.heading(f"Lees voor: {casus.title}")]
    rows += [board.plain(text) for text in (casus.story or casus.situation).split("\n") if text]
    for title, texts in (("Staat in de casus", casus.facts), ("Nog open in de casus", casus.unknowns)):
        rows += [board.heading(title), *(board.bullet(text) for text in texts)] if texts else []
    hard = [f"{session.actor_name(one.actor)}: {one.text}" for one in casus.hard]
    for title, texts in (("Vragen bij de casus", casus.questions), ("Wat maakt het lastig voor", tuple(hard))):
        rows += [board.heading(title), *(board.bullet(text) for text in texts)] if texts else []
    return rows


def _card_rows(session: Session) -> list[Row]:
    card = session.card_of(session.card)
    if card is None:
        return []
    return [
        board.heading(f"Kaart: {card.title}"),
        board.strong(card.question),
        *(board.bullet(side) for side in card.sides),
        *(board.bullet(probe) for probe in card.probes),
    ]
