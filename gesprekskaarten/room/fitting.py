"""What a session can show that does not fit on one page of a window."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from gesprekskaarten.domain import events as ev
from gesprekskaarten.domain.playbook import Round, RoundKind
from gesprekskaarten.domain.session import Session, apply
from gesprekskaarten.room.faces import pages
from gesprekskaarten.room.legibility import in_rows
from gesprekskaarten.room.model import Face, RoomView
from gesprekskaarten.room.on_table import casus_view, shown_card, signpost_view
from gesprekskaarten.room.view import minutes_left, room_view

_NO_TIME = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
"""Any moment: for a session that has none yet."""


@dataclass(frozen=True)
class Misfit:
    """Something that the room needs more than one page for; `chosen` when this session will show it."""

    name: str
    pages: int
    chosen: bool

    def __str__(self) -> str:
        return f"{self.name}: {self.pages} bladzijden"


@dataclass(frozen=True)
class Fitting:
    """What fits on one page of `columns` × `rows`: of `counted` things all but `misfits`, most pages first."""

    columns: int
    rows: int
    counted: int
    misfits: tuple[Misfit, ...]

    @property
    def summary(self) -> str:
        size = f"{in_rows(self.rows)} van {self.columns} tekens"
        if not self.misfits:
            return f"Op {size} past alles op één bladzijde."
        count, many = len(self.misfits), sum(misfit.pages > 2 for misfit in self.misfits)
        verb = "past" if count == 1 else "passen"
        more = f" Bij {many} daarvan zijn het er meer dan 2." if many else " Met 2 bladzijden staan ze er heel."
        return f"Op {size} {verb} {count} van de {self.counted} niet op één bladzijde.{more}"


def fitting(session: Session, columns: int, rows: int) -> Fitting:
    """Lay out everything that a session can show before anybody said a word, with the time under it."""
    found = (*_rounds(session, columns, rows), *_material(session, columns, rows))
    misfits = [misfit for misfit in found if misfit.pages > 1]
    return Fitting(columns, rows, len(found), tuple(sorted(misfits, key=lambda one: (not one.chosen, -one.pages))))


def _rounds(session: Session, columns: int, rows: int) -> Iterator[Misfit]:
    """Each round by its longest step, and each question of a leidraad."""
    for round in session.material.playbook.rounds:
        name = f"Ronde “{round.title}”"
        entered = _happen(session, ev.RoundEntered(round=round.id))
        yield Misfit(name, max(_count(view, columns, rows) for view in _moments(entered, round)), chosen=True)
        for number, question in enumerate(entered.questions, 1):
            asked = _happen(entered, ev.QuestionAsked(card=question))
            count = _count(_seen(asked), columns, rows)
            yield Misfit(f"{name}, vraag {number}", count, chosen=True)


def _moments(moment: Session, round: Round) -> Iterator[RoomView]:
    """What the room sees in a round while nothing is said: each step, and the longest name that has the floor."""
    speakers = sorted(moment.at_table, key=lambda actor: len(moment.actor_name(actor)))[-1:]
    for step in range(max(1, len(round.steps))):
        if step:
            moment = _happen(moment, ev.StepShown(step=step))
        yield _seen(moment)
        if round.kind in (RoundKind.PERSPECTIEF, RoundKind.WISSEL, RoundKind.STANDPUNTEN):
            yield from (_seen(_happen(moment, ev.TurnGiven(actor=who))) for who in speakers)


def _seen(session: Session) -> RoomView:
    return room_view(session, session.at or _NO_TIME)


def _happen(session: Session, event: ev.Event) -> Session:
    return apply(session, ev.Happened(seq=session.number + 1, at=session.at or _NO_TIME, event=event))


def _material(session: Session, columns: int, rows: int) -> Iterator[Misfit]:
    """Each card, casus and wegwijzer, in the round in which cards and casussen are shown most."""
    rounds = session.material.playbook.rounds
    round = next((one for one in rounds if one.kind is RoundKind.CASUS), rounds[0])
    entered = _seen(_happen(session, ev.RoundEntered(round=round.id)))
    head = {"round_title", "round_number", "round_count", "ends_at", "allotted"}
    within = RoomView(**entered.model_dump(include=head))

    def count(face: Face, **shown: object) -> int:
        return _count(within.model_copy(update={"face": face, **shown}), columns, rows)

    if session.casus is not None and session.casus not in session.material.casussen.values():
        told = count(Face.VERHAAL, casus=casus_view(session.casus))
        yield Misfit(f"Casus “{session.casus.title}”", told, chosen=True)
    for deck in session.material.decks:
        where = f" ({deck.title})" if len(session.material.decks) > 1 else ""
        for casus in deck.casussen:
            chosen = casus == session.casus
            yield Misfit(f"Casus “{casus.title}”{where}", count(Face.VERHAAL, casus=casus_view(casus)), chosen)
            if casus.outcome or casus.lessons:
                ended = count(Face.AFLOOP, casus=casus_view(casus, outcome=True))
                yield Misfit(f"Afloop van “{casus.title}”{where}", ended, chosen)
        for card in deck.cards:
            chosen = f"{deck.id}/{card.id}" in session.laid
            card_pages = count(Face.KAART, card=shown_card(card, session.actor_name))
            yield Misfit(f"Kaart “{card.title}”{where}", card_pages, chosen)
        for signpost in deck.signposts:
            signpost_pages = count(Face.WEGWIJZER, signpost=signpost_view(signpost))
            yield Misfit(f"Wegwijzer “{signpost.where_to}”{where}", signpost_pages, chosen=False)


def _count(view: RoomView, columns: int, rows: int) -> int:
    return len(pages(view, columns, rows, minutes_left(view, _moment_of(view))))


def _moment_of(view: RoomView) -> dt.datetime:
    """The beginning of the round, when the longest time stands there."""
    return (view.ends_at or _NO_TIME) - dt.timedelta(minutes=view.allotted)
