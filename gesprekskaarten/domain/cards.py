"""Cards during a conversation: laid, drawn blind, made at the table, asked one by one, defended, put aside."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from gesprekskaarten.domain import events as ev
from gesprekskaarten.domain.agenda import allotted
from gesprekskaarten.domain.deck import CardKind
from gesprekskaarten.domain.refusal import Refusal
from gesprekskaarten.domain.session import Session
from gesprekskaarten.domain.words import clean

LONGEST_QUESTION = 200
"""Characters; a question on the room screen is at most two or three lines."""


@dataclass(frozen=True)
class LayCard:
    """Put this card on the table; the room sees it."""

    card: str


@dataclass(frozen=True)
class DrawCard:
    """Draw a card from the pile without looking; `kinds` leaves out the others, () = all."""

    kinds: tuple[CardKind, ...] = ()


@dataclass(frozen=True)
class WriteCard:
    """Make an own card at the table and lay it."""

    title: str
    question: str


@dataclass(frozen=True)
class SkipCard:
    """Put the card on the table aside."""


@dataclass(frozen=True)
class Ask:
    """Leidraad: go to this question."""

    card: str


@dataclass(frozen=True)
class NextQuestion:
    """Leidraad: go to the next question that was not asked and not skipped."""


@dataclass(frozen=True)
class SkipQuestion:
    """Leidraad: leave the question for what it is, and go to the next one."""


CardIntent = LayCard | DrawCard | WriteCard | SkipCard | Ask | NextQuestion | SkipQuestion


def decide_card(session: Session, intent: CardIntent) -> tuple[ev.Event, ...] | Refusal:
    """Return the events that follow from the intent, or a Refusal with the reason."""
    match intent:
        case LayCard(card=card):
            return _lay(session, card)
        case DrawCard(kinds=kinds):
            drawn = next(iter(pile(session, kinds)), None)
            if drawn is None:
                return Refusal("De stapel is leeg: alle kaarten van deze decks zijn al geweest.")
            return _laid(drawn, blind=True)
        case WriteCard():
            return _write(session, intent)
        case SkipCard():
            if not session.card:
                return Refusal("Er ligt geen kaart op tafel.")
            seen = session.shown.what == "kaart"
            return (ev.CardSkipped(card=session.card), *((ev.Shown(what="ronde"),) if seen else ()))
        case Ask(card=card):
            if card not in session.questions:
                return Refusal("Deze vraag hoort niet bij deze ronde.")
            if card == session.subject:
                return Refusal("Die vraag ligt al op tafel.")
            return (ev.QuestionAsked(card=card),)
        case NextQuestion():
            return _next(session)
        case SkipQuestion():
            return _skip(session)


def pile(session: Session, kinds: Iterable[CardKind] = ()) -> tuple[str, ...]:
    """Return the cards that were not on the table yet, shuffled: for one session always in the same order."""
    wanted = frozenset(kinds) or frozenset(CardKind)
    been = {*session.laid, *session.skipped, *session.asked.values(), session.card}
    left = (name for name, card in session.material.all_cards.items() if card.kind in wanted and name not in been)
    return _shuffled(session, left)


def deal(session: Session) -> tuple[tuple[str, str], ...]:
    """Give everybody at the table a standpunt that is not theirs, each card once as long as there are enough."""
    cards = session.material.all_cards
    hand = list(_shuffled(session, (name for name, card in cards.items() if card.kind is CardKind.STANDPUNT)))
    dealt = []
    for actor in session.at_table:
        others = [name for name in hand if actor not in cards[name].actors]
        if others:
            dealt.append((actor, others[0]))
            hand.remove(others[0])
            hand.append(others[0])
    return tuple(dealt)


def standpoint_of(session: Session, actor: str) -> str:
    """Return the card this actor defends, or ""."""
    return next((card for who, card in session.standpoints if who == actor), "")


def next_question(session: Session) -> str | None:
    """Return the first question after this one that was not had and not skipped; then an earlier one; then none."""
    questions = session.questions
    had = had_questions(session) | set(session.skipped)
    place = questions.index(session.subject) if session.subject in questions else -1
    return next((card for card in (*questions[place + 1 :], *questions[: place + 1]) if card not in had), None)


def had_questions(session: Session) -> set[str]:
    """Return the questions of this round that were asked, the one on the table too, or that have a note."""
    noted = {getattr(line, "card", "") for line in session.lines_of(session.round_id)}
    asked = {*session.during.get(session.round_id, ()), session.subject}
    return {card for card in session.questions if card in noted or card in asked}


def _shuffled(session: Session, names: Iterable[str]) -> tuple[str, ...]:
    """An order nobody chose, that is the same whenever this session is told again."""
    seed = session.opened.session
    return tuple(sorted(names, key=lambda name: hashlib.sha256(f"{seed} {name}".encode()).digest()))


def _lay(session: Session, card: str) -> tuple[ev.Event, ...] | Refusal:
    known = card if card in session.own_cards else session.material.full(card)
    if known is None or session.card_of(known) is None:
        return Refusal("Die kaart zit niet in de decks van dit gesprek.")
    return _laid(known, blind=False)


def _laid(card: str, blind: bool) -> tuple[ev.Event, ...]:
    return ev.CardLaid(card=card, blind=blind), ev.Shown(what="kaart", card=card)


def _write(session: Session, wish: WriteCard) -> tuple[ev.Event, ...] | Refusal:
    title, question = clean(wish.title), clean(wish.question)
    if session.off_record:
        return Refusal("Er wordt nu niets opgenomen. Druk op F8 om weer op te nemen.")
    if not question:
        return Refusal("Typ eerst de vraag op de kaart.")
    if max(len(question), len(title)) > LONGEST_QUESTION:
        return Refusal(f"Dit is langer dan {LONGEST_QUESTION} tekens. Eén korte vraag werkt het best.")
    own = ev.OwnCard(id=f"eigen-kaart-{len(session.own_cards) + 1}", title=title, question=question)
    return ev.CardWritten(card=own), *_laid(own.id, blind=False)


def _next(session: Session) -> tuple[ev.Event, ...] | Refusal:
    if not session.questions:
        return Refusal("Deze ronde heeft geen lijst met vragen.")
    following = next_question(session)
    if following is None:
        return Refusal("Alle vragen zijn geweest of overgeslagen. Kies er een uit de lijst om terug te gaan.")
    return (ev.QuestionAsked(card=following),)


def _skip(session: Session) -> tuple[ev.Event, ...] | Refusal:
    if not session.questions or not session.subject:
        return Refusal("Er ligt geen vraag op tafel.")
    if session.subject in session.skipped:
        return Refusal("Deze vraag is al overgeslagen.")
    following = next_question(session)
    skipped = ev.CardSkipped(card=session.subject)
    return (skipped, ev.QuestionAsked(card=following)) if following else (skipped,)


@dataclass(frozen=True)
class CardUse:
    """What became of one card in one conversation; `seconds` it was the subject.

    `share` is the seconds a question of a leidraad had: the minutes of its round over its questions; 0 elsewhere.
    `over` tells that it took more than its share, or that a round in which it lay on the table took too long.
    """

    card: str
    blind: bool
    skipped: bool
    notes: int
    seconds: int
    share: int
    over: bool


def card_use(session: Session) -> tuple[CardUse, ...]:
    """Tell of every card that was on the table or among the questions how it went; own cards too."""
    shares = _shares(session)
    asked = [card for card in shares if card in session.on_card or card in session.skipped]
    known = dict.fromkeys((*session.laid, *asked, *(card for _, card in session.standpoints)))
    return tuple(_use(session, card, shares.get(card, 0)) for card in known)


def _use(session: Session, card: str, share: int) -> CardUse:
    seconds = round(session.on_card.get(card, 0.0))
    late = any(card in session.during.get(id, ()) for id in _overrun(session))
    return CardUse(
        card=card,
        blind=card in session.blind,
        skipped=card in session.skipped,
        notes=sum(1 for line in session.lines.values() if getattr(line, "card", "") == card),
        seconds=seconds,
        share=share,
        over=seconds > share if share else late,
    )


def _shares(session: Session) -> dict[str, int]:
    found: dict[str, int] = {}
    for one in session.material.playbook.rounds:
        way = session.material.way(one.route) if one.route else ()
        for card in way if one.id in session.visited else ():
            found[card] = one.minutes * 60 // len(way)
    return found


def _overrun(session: Session) -> tuple[str, ...]:
    """Rounds without questions that took longer than they were given at the start."""
    return tuple(
        one.id
        for one in session.material.playbook.rounds
        if not one.route
        and session.used.get(one.id, 0.0) > 60 * (allotted(session, one) - max(0, session.extra.get(one.id, 0)))
    )
