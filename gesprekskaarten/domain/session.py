"""One conversation: the fold of what happened."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from gesprekskaarten.domain import events as ev
from gesprekskaarten.domain.deck import Actor, Card, CardKind, Casus
from gesprekskaarten.domain.lines import Kind, Line, actor_of, words_of
from gesprekskaarten.domain.material import Material
from gesprekskaarten.domain.playbook import Round, RoundKind

UNDO_DEPTH = 50

Touched = tuple[tuple[int, Line | None, Line | None], ...]
"""What one word event did: (line id, before, after) for each line it touched."""


@dataclass(frozen=True)
class Session:
    """Everything that is known of one conversation, at one moment.

    `lines` holds what still stands, in order of entry; `withdrawn` what was taken back but is still on disk, so that
    it can be struck. Struck lines are in neither.
    `used` holds seconds per round, without the stretch that runs since `since`; `lost` the seconds of gaps.
    `card` is the card on the table (a reference, or the id of an own card), `asked` the question per leidraad.
    `on_card` holds seconds per card, `during` the cards that were the subject in a round.
    """

    material: Material
    opened: ev.Opened
    number: int = 0
    began: dt.datetime | None = None
    at: dt.datetime | None = None
    title: str = ""
    own_casus: Casus | None = None
    own_actors: Mapping[str, ev.OwnActor] = field(default_factory=dict)
    own_cards: Mapping[str, ev.OwnCard] = field(default_factory=dict)
    card: str = ""
    laid: tuple[str, ...] = ()
    blind: frozenset[str] = frozenset()
    skipped: tuple[str, ...] = ()
    asked: Mapping[str, str] = field(default_factory=dict)
    on_card: Mapping[str, float] = field(default_factory=dict)
    during: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    standpoints: tuple[tuple[str, str], ...] = ()
    present: Mapping[str, int] = field(default_factory=dict)
    promised: bool | None = None
    readers: str = ""
    round_id: str = ""
    step: int = 0
    visited: tuple[str, ...] = ()
    used: Mapping[str, float] = field(default_factory=dict)
    since: dt.datetime | None = None
    lost: float = 0.0
    extra: Mapping[str, int] = field(default_factory=dict)
    paused: dt.datetime | None = None
    pause_minutes: int = 0
    turn: str | None = None
    heard: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    passed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    shown: ev.Shown = field(default_factory=lambda: ev.Shown(what="ronde"))
    pairs: tuple[tuple[str, str], ...] = ()
    lines: Mapping[int, Line] = field(default_factory=dict)
    withdrawn: Mapping[int, Line] = field(default_factory=dict)
    last_line: int = 0
    undo: tuple[Touched, ...] = ()
    redo: tuple[Touched, ...] = ()
    struck: int = 0
    slips: int | None = None
    votes: Mapping[int, int] = field(default_factory=dict)
    tally_released: bool = False
    blank: bool = False
    off_record: bool = False
    closed: bool = False

    @property
    def round(self) -> Round | None:
        """The round the table is in; None before the first."""
        return self.material.playbook.round(self.round_id) if self.round_id else None

    @property
    def casus(self) -> Casus | None:
        return self.own_casus or self.material.casussen.get(self.opened.casus)

    def card_of(self, reference: str) -> Card | None:
        """Find a card by its reference, or an own card by its id; None when there is none, or it was struck."""
        if reference not in self.own_cards:
            return self.material.card(reference)
        own = self.own_cards[reference]
        return _own_card(own) if own.question else None

    @property
    def questions(self) -> tuple[str, ...]:
        """The cards of the leidraad of this round, in order; none in another kind of round."""
        round = self.round
        return self.material.way(round.route) if round and round.kind is RoundKind.LEIDRAAD else ()

    @property
    def subject(self) -> str:
        """The card the table talks about now: the question of a leidraad, or else the card on the table."""
        return self.asked.get(self.round_id, "") if self.questions else self.card

    def actor_name(self, actor: str) -> str:
        """Return how an actor is called on screen and in the report; "hele tafel" for ""."""
        if not actor:
            return "Hele tafel"
        if actor in self.own_actors:
            return self.own_actors[actor].name or "(geschrapt)"
        known = self.material.actors.get(actor)
        return known.name if known else actor

    def actor_order(self, actor: str) -> tuple[int, str]:
        """Sort key: spreekvolgorde, then alphabet."""
        own, known = self.own_actors.get(actor), self.material.actors.get(actor)
        order = own.order if own else known.order if known else 99
        return order, self.actor_name(actor).casefold()

    @property
    def actors(self) -> tuple[str, ...]:
        """Actors that have a chair, an empty one too, in spreekvolgorde."""
        return tuple(sorted(self.present, key=self.actor_order))

    @property
    def at_table(self) -> tuple[str, ...]:
        return tuple(actor for actor in self.actors if self.present[actor])

    @property
    def people(self) -> int:
        return sum(self.present.values())

    def deck_actor(self, actor: str) -> Actor | None:
        return self.material.actors.get(actor)

    def lines_of(self, round_id: str | None = None, *kinds: Kind) -> Iterator[Line]:
        """Lines of one round (or of all), of these kinds (or of all), in order of entry."""
        for line in self.lines.values():
            if (round_id is None or line.round == round_id) and (not kinds or line.kind in kinds):
                yield line

    def unconfirmed(self, round_id: str | None = None) -> tuple[Line, ...]:
        return tuple(line for line in self.lines_of(round_id) if not line.agreed)

    def heard_in(self, round_id: str) -> tuple[str, ...]:
        return self.heard.get(round_id, ())

    def passed_in(self, round_id: str) -> tuple[str, ...]:
        return self.passed.get(round_id, ())


def fold(material: Material, happened: Iterable[ev.Happened]) -> Session:
    """Build the session from all that happened, in order.

    Raises ValueError when the first event is not `Opened`.
    """
    stream = iter(happened)
    first = next(stream, None)
    if first is None or not isinstance(first.event, ev.Opened):
        raise ValueError("a session begins with Opened")
    session = opened(material, first)
    kept = _Kept({}, {})
    fields = vars(session)
    fields.update(lines=kept.lines, withdrawn=kept.withdrawn)
    for one in stream:
        fields.update(_changes(session, one, kept), number=one.seq, at=one.at)
    return session


def opened(material: Material, first: ev.Happened) -> Session:
    """Return the session as it is right after `Opened`."""
    event = first.event
    assert isinstance(event, ev.Opened)
    on_table = tuple(material.full(card) or card for card in event.cards)
    return Session(
        material,
        event,
        number=first.seq,
        at=first.at,
        present=dict(event.present),
        card=on_table[0] if on_table else "",
        laid=on_table,
    )


def apply(session: Session, happened: ev.Happened) -> Session:
    """Return the session after one more thing happened."""
    return replace(session, **_changes(session, happened, None), number=happened.seq, at=happened.at)


class _Kept(NamedTuple):
    """The lines of a fold in progress, changed in place: copying them per event would make opening quadratic."""

    lines: dict[int, Line]
    withdrawn: dict[int, Line]


def _changes(session: Session, happened: ev.Happened, kept: _Kept | None) -> dict[str, Any]:
    """Return the fields that change by one event; `kept` is None outside a fold."""
    changes = _word_changes(session, happened.event, kept)
    return _other_changes(session, happened) if changes is None else changes


def _word_changes(session: Session, event: ev.Event, kept: _Kept | None) -> dict[str, Any] | None:
    match event:
        case ev.Recorded(line=line):
            touched: Touched = ((line.id, None, line),)
            return {
                **_touch(session, touched, kept),
                "last_line": max(session.last_line, line.id),
                "heard": _heard(session, line),
            }
        case ev.Changed(line=line):
            return _touch(session, ((line.id, session.lines[line.id], line),), kept)
        case ev.Confirmed(lines=ids):
            known = [session.lines[id] for id in ids if id in session.lines]
            touched = tuple((old.id, old, old.model_copy(update={"agreed": True})) for old in known)
            return _touch(session, touched, kept)
        case ev.Withdrawn(line=id):
            return _touch(session, ((id, session.lines[id], None),), kept)
        case ev.Undone():
            touched = session.undo[-1]
            back: Touched = tuple((id, after, before) for id, before, after in touched)
            return {
                **_with(session, back, kept),
                "undo": session.undo[:-1],
                "redo": (*session.redo, touched),
            }
        case ev.Redone():
            touched = session.redo[-1]
            return {
                **_with(session, touched, kept),
                "undo": (*session.undo, touched),
                "redo": session.redo[:-1],
            }
        case ev.Struck():
            return _strike(session, event, kept)
        case _:
            return None


def _touch(session: Session, touched: Touched, kept: _Kept | None) -> dict[str, Any]:
    return {
        **_with(session, touched, kept),
        "undo": (*session.undo, touched)[-UNDO_DEPTH:],
        "redo": (),
    }


def _copied(session: Session) -> _Kept:
    return _Kept(dict(session.lines), dict(session.withdrawn))


def _with(session: Session, touched: Touched, kept: _Kept | None) -> dict[str, Any]:
    lines, withdrawn = kept or _copied(session)
    reordered = False
    for id, before, after in touched:
        if after is None:
            lines.pop(id, None)
            if before is not None:
                withdrawn[id] = before
        else:
            reordered = reordered or (id not in lines and bool(lines) and id < next(reversed(lines)))
            withdrawn.pop(id, None)
            lines[id] = after
    if reordered:
        ordered = dict(sorted(lines.items()))
        lines.clear()
        lines.update(ordered)
    return {"lines": lines, "withdrawn": withdrawn}


def _heard(session: Session, line: Line) -> Mapping[str, tuple[str, ...]]:
    actor = actor_of(line)
    heard = session.heard_in(line.round)
    if not actor or actor in heard:
        return session.heard
    return {**session.heard, line.round: (*heard, actor)}


def _strike(session: Session, event: ev.Struck, kept: _Kept | None) -> dict[str, Any]:
    gone = set(event.lines)

    def without(stack: tuple[Touched, ...]) -> tuple[Touched, ...]:
        left = (tuple(one for one in touched if one[0] not in gone) for touched in stack)
        return tuple(touched for touched in left if touched)

    lines, withdrawn = kept or _copied(session)
    there = sum(1 for id in gone if id in lines or id in withdrawn)
    for id in gone:
        lines.pop(id, None)
        withdrawn.pop(id, None)
    changes: dict[str, Any] = {
        "lines": lines,
        "withdrawn": withdrawn,
        "undo": without(session.undo),
        "redo": without(session.redo),
        "votes": {id: votes for id, votes in session.votes.items() if id not in gone},
        "struck": session.struck + there + len(event.others),
    }
    for other in event.others:
        match other.split(" ", 1):
            case ["titel"]:
                changes["title"] = ""
            case ["lezers"]:
                changes["readers"] = ""
            case ["eigen-casus"]:
                changes["own_casus"] = None
            case ["kaart", card] if card in session.own_cards:
                wordless = session.own_cards[card].model_copy(update={"title": "", "question": ""})
                changes["own_cards"] = {**session.own_cards, card: wordless}
                changes["card"] = "" if session.card == card else session.card
            case ["actor", actor] if actor in session.own_actors:
                nameless = session.own_actors[actor].model_copy(update={"name": ""})
                changes["own_actors"] = {**session.own_actors, actor: nameless}
    return changes


def _other_changes(session: Session, happened: ev.Happened) -> dict[str, Any]:
    event, at = happened.event, happened.at
    match event:
        case ev.Titled(title=title):
            return {"title": title}
        case ev.CasusWritten(title=title, situation=situation):
            return {"own_casus": _own_casus(title, situation)}
        case ev.CardWritten(card=card):
            return {"own_cards": {**session.own_cards, card.id: card}}
        case ev.CardLaid(card=card, blind=blind):
            return {
                **_mark_time(session, at),
                "card": card,
                "laid": session.laid if card in session.laid else (*session.laid, card),
                "blind": session.blind | {card} if blind else session.blind,
                "skipped": tuple(other for other in session.skipped if other != card),
            }
        case ev.CardSkipped(card=card):
            skipped = session.skipped if card in session.skipped else (*session.skipped, card)
            kept = "" if session.card == card else session.card
            return {**_mark_time(session, at), "skipped": skipped, "card": kept}
        case ev.QuestionAsked(card=card):
            return {
                **_mark_time(session, at),
                "asked": {**session.asked, session.round_id: card},
                "skipped": tuple(other for other in session.skipped if other != card),
                "shown": ev.Shown(what="ronde"),
            }
        case ev.StandpointsDealt(dealt=dealt):
            return {"standpoints": dealt}
        case ev.ActorAdded(actor=actor, count=count):
            return {
                "own_actors": {**session.own_actors, actor.id: actor},
                "present": {**session.present, actor.id: count},
            }
        case ev.PresenceChanged(actor=actor, count=count):
            gone = not count and session.turn == actor
            return {"present": {**session.present, actor: count}, "turn": None if gone else session.turn}
        case ev.Promised(agreed=agreed):
            return {"promised": agreed}
        case ev.ReadersNamed(readers=readers):
            return {"readers": readers}
        case ev.RoundEntered(round=round_id):
            return {
                **_stop_clock(session, at),
                "began": session.began or at,
                "round_id": round_id,
                "step": 0,
                "visited": session.visited if round_id in session.visited else (*session.visited, round_id),
                "since": at,
                "paused": None,
                "pause_minutes": 0,
                "turn": None,
                "shown": ev.Shown(what="ronde"),
            }
        case ev.StepShown(step=step):
            return {"step": step, "shown": ev.Shown(what="ronde")}
        case ev.Shown():
            return {"shown": event}
        case ev.TurnGiven(actor=actor):
            heard = session.heard_in(session.round_id)
            if not actor or actor in heard or not session.round_id:
                return {"turn": actor}
            return {"turn": actor, "heard": {**session.heard, session.round_id: (*heard, actor)}}
        case ev.Passed(actor=actor):
            round_id = session.round_id
            passed = {**session.passed, round_id: (*session.passed_in(round_id), actor)}
            if any(actor_of(line) == actor for line in session.lines_of(round_id)):
                return {"passed": passed, "turn": None}
            heard = tuple(other for other in session.heard_in(round_id) if other != actor)
            return {"passed": passed, "heard": {**session.heard, round_id: heard}, "turn": None}
        case ev.PairsMade(pairs=pairs):
            return {"pairs": pairs}
        case ev.SlipsHandedOut(count=count):
            return {"slips": count}
        case ev.VotesCounted(line=line, votes=votes):
            return {"votes": {**session.votes, line: votes}}
        case ev.TallyReleased(on=on):
            return {"tally_released": on}
        case ev.TimeAdded(round=round_id, minutes=minutes):
            return {"extra": {**session.extra, round_id: session.extra.get(round_id, 0) + minutes}}
        case ev.Paused(on=True, minutes=minutes):
            return {**_stop_clock(session, at), "paused": at, "pause_minutes": minutes}
        case ev.Paused(on=False):
            return {"paused": None, "pause_minutes": 0, "since": at if session.round_id else None}
        case ev.Blanked(on=on):
            return {"blank": on}
        case ev.OffRecord(on=on):
            return {"off_record": on}
        case ev.Continued(stopped=stopped):
            if stopped is None or session.began is None:
                return {}
            lost = {"lost": session.lost + max(0.0, (at - stopped).total_seconds())}
            return lost if session.since is None else {**lost, **_stop_clock(session, stopped), "since": at}
        case ev.Closed(on=True):
            return {**_stop_clock(session, at), "closed": True, "paused": None, "pause_minutes": 0, "turn": None}
        case ev.Closed(on=False) if session.began and session.at:
            closed_for = (at - session.at).total_seconds()
            return {"closed": False, "since": at, "lost": session.lost + max(0.0, closed_for)}
        case ev.Closed(on=False):
            return {"closed": False}
        case _:
            return {}


AT_LEAST = 1.0
"""Seconds a card must lie on the table to have been the subject: leafing past it is not talking about it."""


def _stop_clock(session: Session, at: dt.datetime) -> dict[str, Any]:
    if session.since is None:
        return {}
    spent = max(0.0, (at - session.since).total_seconds())
    changes: dict[str, Any] = {
        "used": {**session.used, session.round_id: session.used.get(session.round_id, 0.0) + spent},
        "since": None,
    }
    subject = session.subject
    if subject and spent >= AT_LEAST:
        here = session.during.get(session.round_id, ())
        changes["on_card"] = {**session.on_card, subject: session.on_card.get(subject, 0.0) + spent}
        changes["during"] = {**session.during, session.round_id: tuple(dict.fromkeys((*here, subject)))}
    return changes


def _mark_time(session: Session, at: dt.datetime) -> dict[str, Any]:
    """Count the time so far for the card that was the subject, and go on."""
    return {} if session.since is None else {**_stop_clock(session, at), "since": at}


def _own_card(own: ev.OwnCard) -> Card:
    return Card.model_validate(
        {"id": own.id, "soort": CardKind.VRAAG, "titel": own.title or "Eigen kaart", "vraag": own.question}
    )


def _own_casus(title: str, situation: str) -> Casus | None:
    if not situation:
        return None
    return Casus.model_validate(
        {"id": "eigen-casus", "titel": title or "Eigen casus", "situatie": situation, "fictief": False}
    )


COPIED = 12
"""From this length on, a text found inside another is taken to be a copy of it."""


def mentions(line: Line, words: Iterable[str]) -> bool:
    """Tell whether the line carries one of these texts: as a whole, or inside when it is long enough."""
    return any(carries(said, word) for word in words for said in words_of(line))


def carries(text: str, word: str) -> bool:
    text, word = text.casefold(), word.casefold()
    return bool(word) and (text == word or (len(word) >= COPIED and word in text))


def other_words(session: Session) -> dict[str, tuple[str, ...]]:
    """Return the words of people that stand in no line, by who owns them: what can be struck beside lines."""
    casus = session.own_casus
    found = {
        "titel": (session.title,),
        "lezers": (session.readers,),
        "eigen-casus": (casus.title, casus.situation) if casus else (),
        **{f"actor {id}": (actor.name,) for id, actor in session.own_actors.items()},
        **{f"kaart {id}": (card.title, card.question) for id, card in session.own_cards.items()},
    }
    return {owner: tuple(text for text in texts if text) for owner, texts in found.items()}
