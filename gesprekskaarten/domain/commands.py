"""The one place that decides: what somebody wants -> what happens, or why not."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pydantic import TypeAdapter, ValidationError

from gesprekskaarten.domain import events as ev
from gesprekskaarten.domain.cards import CardIntent, deal, decide_card
from gesprekskaarten.domain.deck import Group
from gesprekskaarten.domain.lines import (
    AT_MOST,
    Agreement,
    Contribution,
    Exchange,
    Kind,
    Line,
    Request,
    Signal,
    Solution,
    actor_of,
    words_of,
)
from gesprekskaarten.domain.playbook import RoundKind
from gesprekskaarten.domain.refusal import Refusal as Refusal
from gesprekskaarten.domain.session import Session, carries, mentions, other_words
from gesprekskaarten.domain.voices import next_speaker, propose_pairs
from gesprekskaarten.domain.words import LONGEST, clean

MOST_OF_ONE_ACTOR = 30
CHOICES_PER_SLIP = 3
MOST_MINUTES = 120
LINE: TypeAdapter[Line] = TypeAdapter(Line)


@dataclass(frozen=True)
class Record:
    """Write down a line: `line.id` is given out here."""

    line: Line


@dataclass(frozen=True)
class Amend:
    """Change fields of a line. Changed words are read back again."""

    line: int
    fields: Mapping[str, Any]


@dataclass(frozen=True)
class Confirm:
    lines: Sequence[int]


@dataclass(frozen=True)
class ConfirmAll:
    """Confirm every line of this actor ("" = the whole table) in this round."""

    actor: str


@dataclass(frozen=True)
class Withdraw:
    line: int


@dataclass(frozen=True)
class Undo:
    pass


@dataclass(frozen=True)
class Redo:
    pass


@dataclass(frozen=True)
class Strike:
    """Remove words for good. `others` names owners of other words: titel, lezers, eigen-casus, "actor <id>"."""

    lines: Sequence[int] = ()
    others: Sequence[str] = ()


@dataclass(frozen=True)
class Enter:
    """Go to a round."""

    round: str


@dataclass(frozen=True)
class Speak:
    """Give the floor to an actor, or to the whole table with ""."""

    actor: str


@dataclass(frozen=True)
class NextSpeaker:
    pass


@dataclass(frozen=True)
class Pass:
    pass


@dataclass(frozen=True)
class AddActor:
    name: str
    group: Group
    count: int = 1
    order: int = field(default=3)


@dataclass(frozen=True)
class Happen:
    """An event that needs no working out, only a check."""

    event: ev.Event


Intent = (
    Record
    | Amend
    | Confirm
    | ConfirmAll
    | Withdraw
    | Undo
    | Redo
    | Strike
    | Enter
    | Speak
    | NextSpeaker
    | Pass
    | AddActor
    | CardIntent
    | Happen
)
Decision = tuple[ev.Event, ...] | Refusal

_CLOSED = "Dit gesprek is afgesloten. Open het eerst weer."
_READ_ONLY = "Dit is het voorbeeld: je kunt het bekijken, niet veranderen. Maak een kopie om zelf te proberen."
_OFF = "Er wordt nu niets opgenomen. Druk op F8 om weer op te nemen."
_PEOPLE = f"Kies een aantal van 0 tot en met {MOST_OF_ONE_ACTOR}. 0 is een lege stoel."
_GONE = "Die regel staat er niet meer."


def decide(session: Session, intent: Intent) -> Decision:
    """Return the events that follow from the intent, or a Refusal with the reason."""
    if session.opened.read_only:
        return Refusal(_READ_ONLY)
    if session.closed and not (isinstance(intent, Strike) or _reopens(intent)):
        return Refusal(_CLOSED)
    match intent:
        case Record(line=line):
            return _record(session, line)
        case Amend(line=id, fields=fields):
            return _amend(session, id, fields)
        case Confirm(lines=ids):
            known = tuple(id for id in ids if id in session.lines and not session.lines[id].agreed)
            return (ev.Confirmed(lines=known),) if known else Refusal("Er is geen regel om te bevestigen.")
        case ConfirmAll(actor=actor):
            return _confirm_all(session, actor)
        case Withdraw(line=id):
            return (ev.Withdrawn(line=id),) if id in session.lines else Refusal(_GONE)
        case Undo():
            return (ev.Undone(),) if session.undo else Refusal("Er is niets om ongedaan te maken.")
        case Redo():
            return (ev.Redone(),) if session.redo else Refusal("Er is niets om opnieuw te doen.")
        case Strike():
            return _strike(session, intent)
        case Enter(round=round_id):
            return _enter(session, round_id)
        case Speak(actor=actor):
            return _speak(session, actor)
        case NextSpeaker():
            return _next_speaker(session)
        case Pass():
            return _pass(session)
        case AddActor():
            return _add_actor(session, intent)
        case Happen(event=event):
            return _happen(session, event)
        case _:
            return decide_card(session, intent)


def _reopens(intent: Intent) -> bool:
    return isinstance(intent, Happen) and isinstance(intent.event, ev.Closed | ev.Continued | ev.Blanked)


def _record(session: Session, line: Line) -> Decision:
    if session.off_record:
        return Refusal(_OFF)
    refusal = _words_fit(line) or _fits(session, line)
    if refusal:
        return refusal
    return (ev.Recorded(line=line.model_copy(update={"id": session.last_line + 1})),)


def _words_fit(line: Line) -> Refusal | None:
    if not clean(line.text):
        return Refusal("Er staat nog niets. Typ eerst wat er gezegd is.")
    if any(len(text) > LONGEST for text in words_of(line)):
        return Refusal(f"Deze regel is langer dan {LONGEST} tekens. Verdeel hem over meer regels.")
    return None


def _fits(session: Session, line: Line) -> Refusal | None:
    for actor in (getattr(line, "actor", ""), getattr(line, "about", "")):
        if actor and actor not in session.present:
            return Refusal(f"“{actor}” zit niet aan tafel. Voeg deze actor eerst toe met p.")
    if line.round and line.round not in {round.id for round in session.material.playbook.rounds}:
        return Refusal(f"De ronde “{line.round}” staat niet in dit draaiboek.")
    if isinstance(line, Exchange | Request) and not (line.actor and line.about):
        return Refusal("Kies eerst twee actoren: van wie dit komt en over wie of aan wie het gaat.")
    if isinstance(line, Exchange) and line.actor == line.about:
        return Refusal("Bij de wissel stap je in de rol van een ander. Kies een andere actor.")
    if isinstance(line, Request) and line.actor == line.about:
        return Refusal("Een verzoek doe je aan een ander. Kies een andere actor.")
    if isinstance(line, Contribution):
        return _on_card(session, line) or _room_for(session, line)
    if isinstance(line, Solution):
        return _secured(session, line)
    return _room_for(session, line)


def _on_card(session: Session, line: Contribution) -> Refusal | None:
    if line.kind is Kind.VERDEDIGING and not line.actor:
        return Refusal("Kies eerst met een cijfer wie dit standpunt verdedigt.")
    if line.kind in (Kind.NOTITIE, Kind.VERDEDIGING) and not line.card:
        return Refusal("Er ligt geen kaart op tafel waar dit bij hoort.")
    if line.card and line.card not in session.own_cards and session.material.card(line.card) is None:
        return Refusal(f"De kaart “{line.card}” zit niet in de decks van dit gesprek.")
    return None


def _room_for(session: Session, line: Line) -> Refusal | None:
    most = AT_MOST.get(line.kind)
    if most is not None:
        there = sum(1 for other in session.lines_of(None, line.kind) if other.id != line.id)
        if there >= most:
            return Refusal(_FULL[line.kind])
    return None


def _secured(session: Session, line: Solution) -> Refusal | None:
    old = session.lines.get(line.id)
    added = set(line.secured_by) - set(old.secured_by if isinstance(old, Solution) else ())
    if line.id in added:
        return Refusal("Een oplossing borgt zichzelf niet: kies een andere.")
    if missing := sorted(id for id in added if not isinstance(session.lines.get(id), Solution)):
        return Refusal(f"Oplossing {missing[0]} staat er niet (meer): kies een andere om op te borgen.")
    return None


_FULL = {
    Kind.EENS: "Er staan al drie punten waar jullie het over eens zijn. Wijzig er een of trek er een in.",
    Kind.BOTST: "Er staan al drie punten waar het botst. Wijzig er een of trek er een in.",
    Kind.DILEMMA: "Er staat al een dilemmazin. Wijzig die met e.",
    Kind.AFSPRAAK: "Er staan al drie afspraken. Drie is genoeg: wijzig er een of trek er een in.",
    Kind.SIGNAAL: "Er staat al een signaal. Wijzig het met e.",
}


def _amend(session: Session, id: int, fields: Mapping[str, Any]) -> Decision:
    if id not in session.lines:
        return Refusal(_GONE)
    if session.off_record:
        return Refusal(_OFF)
    line = session.lines[id]
    before = words_of(line)
    try:
        changed = LINE.validate_python({**line.model_dump(), **fields, "id": id})
    except ValidationError:
        return Refusal("Deze wijziging past niet bij de regel.")
    refusal = _words_fit(changed) or _fits(session, changed)
    if refusal:
        return refusal
    if words_of(changed) != before and "agreed" not in fields:
        changed = changed.model_copy(update={"agreed": False})
    if changed == line:
        return Refusal("Er is niets veranderd.")
    return (ev.Changed(line=changed),)


def _confirm_all(session: Session, actor: str) -> Decision:
    ids = tuple(line.id for line in session.unconfirmed(session.round_id) if actor_of(line) == actor)
    if not ids:
        return Refusal(f"Van {session.actor_name(actor)} is alles in deze ronde al bevestigd.")
    return (ev.Confirmed(lines=ids),)


_TOLD = ("titel", "eigen-casus", "kaart ")
"""Owners whose words tell something: lines that repeat them go too. A name of a role or of readers does not."""


def _strike(session: Session, strike: Strike) -> Decision:
    kept = {**session.withdrawn, **session.lines}
    ids = {id for id in strike.lines if id in kept}
    others = set(strike.others)
    holds = other_words(session)
    if unknown := others - holds.keys():
        return Refusal(f"“{sorted(unknown)[0]}” kan niet geschrapt worden.")
    if not ids and not others:
        return Refusal("Er is geen regel gekozen om te schrappen.")
    words = [kept[id].text for id in ids]
    words += [text for owner in others if owner.startswith(_TOLD) for text in holds[owner]]
    grown = True
    while grown:
        derived = {
            line.id
            for line in (*kept.values(), *_versions(session))
            if line.id not in ids
            and ((isinstance(line, Agreement | Signal) and line.origin in ids) or mentions(line, words))
        }
        grown = bool(derived)
        ids |= derived
    others |= _others_that_mention(session, words)
    return (ev.Struck(lines=tuple(sorted(ids)), others=tuple(sorted(others))),)


def _versions(session: Session) -> Iterator[Line]:
    """Earlier versions that undo and redo could still bring back."""
    for touched in (*session.undo, *session.redo):
        for _, before, after in touched:
            yield from (line for line in (before, after) if line)


def _others_that_mention(session: Session, words: Sequence[str]) -> set[str]:
    holds = other_words(session)
    return {owner for owner, texts in holds.items() if any(carries(text, word) for text in texts for word in words)}


def _enter(session: Session, round_id: str) -> Decision:
    entered = next((round for round in session.material.playbook.rounds if round.id == round_id), None)
    if entered is None:
        return Refusal(f"De ronde “{round_id}” staat niet in dit draaiboek.")
    if round_id == session.round_id:
        return Refusal("Daar zijn we al.")
    happened: tuple[ev.Event, ...] = (ev.RoundEntered(round=round_id),)
    if entered.kind is RoundKind.WISSEL and not session.pairs and (pairs := propose_pairs(session)):
        happened += (ev.PairsMade(pairs=pairs),)
    if entered.kind is RoundKind.STANDPUNTEN and not session.standpoints and (dealt := deal(session)):
        happened += (ev.StandpointsDealt(dealt=dealt),)
    if entered.kind is RoundKind.LEIDRAAD and round_id not in session.asked:
        questions = session.material.way(entered.route)
        happened += tuple(ev.QuestionAsked(card=card) for card in questions[:1])
    return happened


def _speak(session: Session, actor: str) -> Decision:
    if actor and actor not in session.present:
        return Refusal(f"“{actor}” zit niet aan tafel.")
    if actor == session.turn:
        return Refusal(f"{session.actor_name(actor)} is al aan het woord.")
    return (ev.TurnGiven(actor=actor),)


def _next_speaker(session: Session) -> Decision:
    if not session.round_id:
        return Refusal("Het gesprek is nog niet begonnen. Ga eerst met → naar de eerste ronde.")
    speaker = next_speaker(session)
    if speaker is None:
        return Refusal("Iedereen is aan de beurt geweest.")
    return (ev.TurnGiven(actor=speaker),)


def _pass(session: Session) -> Decision:
    if not session.turn:
        return Refusal("Er is niemand aan het woord. Kies eerst een actor met een cijfer.")
    return (ev.Passed(actor=session.turn),)


def _add_actor(session: Session, wanted: AddActor) -> Decision:
    name = clean(wanted.name)
    if not name:
        return Refusal("Geef de actor een naam: een rol of organisatie, geen naam van een persoon.")
    if len(name) > 60:
        return Refusal("De naam van een actor is hoogstens 60 tekens.")
    if not 0 <= wanted.count <= MOST_OF_ONE_ACTOR:
        return Refusal(_PEOPLE)
    if any(session.actor_name(actor).casefold() == name.casefold() for actor in session.present):
        return Refusal(f"“{name}” zit al aan tafel.")
    id = f"eigen-{len(session.own_actors) + 1}"
    actor = ev.OwnActor(id=id, name=name, group=wanted.group, order=wanted.order)
    return (ev.ActorAdded(actor=actor, count=wanted.count),)


_WORKED_OUT = (
    ev.Opened
    | ev.ActorAdded
    | ev.CardWritten
    | ev.CardLaid
    | ev.CardSkipped
    | ev.QuestionAsked
    | ev.Passed
    | ev.Recorded
    | ev.Changed
    | ev.Confirmed
    | ev.Withdrawn
    | ev.Undone
    | ev.Redone
    | ev.Struck
)
"""What follows from an intent of its own, that gives out ids and checks more."""


def _happen(session: Session, event: ev.Event) -> Decision:
    match event:
        case ev.PresenceChanged(actor=actor, count=count):
            if actor not in session.present and actor not in session.material.actors:
                return Refusal(f"“{actor}” is geen actor van dit deck.")
            if not 0 <= count <= MOST_OF_ONE_ACTOR:
                return Refusal(_PEOPLE)
        case ev.StepShown(step=step):
            steps = len(session.round.steps) if session.round else 0
            if not 0 <= step < max(1, steps):
                return Refusal("Deze ronde heeft geen stap meer." if step else "Deze ronde heeft geen stappen.")
        case ev.Shown(what="kaart", card=card) if session.card_of(card) is None:
            return Refusal("Bij dit gesprek ligt geen kaart op tafel.")
        case ev.Shown(what="casus") if session.casus is None:
            return Refusal("Bij dit gesprek is geen casus gekozen.")
        case ev.Shown(what="afloop") if session.casus is None or not (session.casus.outcome or session.casus.lessons):
            return Refusal("Van deze casus is geen afloop bekend.")
        case ev.Shown(what="wegwijzer", card=reference) if session.material.signpost(reference) is None:
            return Refusal("Deze wegwijzer zit niet in de decks van dit gesprek.")
        case ev.StandpointsDealt(dealt=dealt):
            if unknown := [actor for actor, _ in dealt if actor not in session.present]:
                return Refusal(f"“{unknown[0]}” zit niet aan tafel.")
            if any(session.card_of(card) is None for _, card in dealt):
                return Refusal("Die kaart zit niet in de decks van dit gesprek.")
        case ev.SlipsHandedOut(count=count):
            if not 1 <= count <= 99:
                return Refusal(f"Kies een aantal {_voters(session)} van 1 tot en met 99.")
            counted = [votes for id, votes in session.votes.items() if id in session.lines]
            if (most := max(counted, default=0)) > count:
                return Refusal(f"Een oplossing heeft al {most} stemmen. Kies minstens {most} {_voters(session)}.")
            if not chooses_by_consent(session) and sum(counted) > CHOICES_PER_SLIP * count:
                fewest = -(-sum(counted) // CHOICES_PER_SLIP)
                return Refusal(f"Er zijn al {sum(counted)} keuzes geteld. Kies minstens {fewest} briefjes.")
        case ev.VotesCounted(line=line, votes=votes):
            return _count(session, event, line, votes)
        case ev.TallyReleased(on=True) if not tally_complete(session):
            return Refusal("Nog niet alle oplossingen hebben een aantal. De uitslag blijft dicht tot alles geteld is.")
        case ev.TimeAdded(round=round_id, minutes=minutes):
            if round_id not in {round.id for round in session.material.playbook.rounds} or not minutes:
                return Refusal("Kies een ronde en een aantal minuten.")
            if abs(minutes) > MOST_MINUTES:
                return Refusal(f"Kies hoogstens {MOST_MINUTES} minuten.")
        case ev.Paused(minutes=minutes) if not 0 <= minutes <= MOST_MINUTES:
            return Refusal(f"Kies een pauze van hoogstens {MOST_MINUTES} minuten.")
        case ev.Paused(on=on) if on == (session.paused is not None):
            return Refusal("Het is al pauze." if on else "Het is geen pauze.")
        case ev.Titled(title=words) | ev.ReadersNamed(readers=words) | ev.CasusWritten(situation=words) if (
            len(words) > LONGEST
        ):
            return Refusal(f"Dit is langer dan {LONGEST} tekens. Maak het korter.")
        case ev.Titled(title=title) if not title:
            return Refusal("Typ een titel voor dit gesprek.")
        case ev.CasusWritten(situation=situation) if not situation:
            return Refusal("Typ eerst wat er in deze casus aan de hand is.")
        case ev.ReadersNamed(readers=readers) if not readers:
            return Refusal("Typ wie het verslag mag zien, bijvoorbeeld: alleen wij aan tafel.")
        case ev.Closed(on=on) if on == session.closed:
            return Refusal("Het gesprek is al afgesloten." if on else "Het gesprek staat al open.")
        case ev.PairsMade(pairs=pairs) if any(one == other for one, other in pairs):
            return Refusal("Bij de wissel stap je in de rol van een ander.")
        case ev.PairsMade(pairs=pairs):
            if unknown := [actor for pair in pairs for actor in pair if actor not in session.present]:
                return Refusal(f"“{unknown[0]}” zit niet aan tafel.")
        case ev.RoundEntered(round=round_id):
            return _enter(session, round_id)
        case ev.TurnGiven(actor=actor):
            return _speak(session, actor)
        case _ if isinstance(event, _WORKED_OUT):
            return Refusal("Dit kan hier niet.")
        case _:
            pass
    return (event,)


def _count(session: Session, event: ev.VotesCounted, id: int, votes: int) -> Decision:
    line = session.lines.get(id)
    if not isinstance(line, Solution):
        return Refusal("Stemmen horen bij een oplossing.")
    if session.slips is None:
        return Refusal(f"Vul eerst in hoeveel {_voters(session)} er zijn.")
    if not 0 <= votes <= session.slips:
        return Refusal(f"Kies een aantal van 0 tot en met {session.slips}: er zijn {session.slips} {_voters(session)}.")
    total = votes + sum(count for other, count in session.votes.items() if other != id and other in session.lines)
    most = CHOICES_PER_SLIP * session.slips
    if not chooses_by_consent(session) and total > most:
        return Refusal(f"Samen zijn dat {total} keuzes. Op {session.slips} briefjes passen er hoogstens {most}.")
    return (event,)


def _voters(session: Session) -> str:
    return "mensen" if chooses_by_consent(session) else "briefjes"


def chooses_by_consent(session: Session) -> bool:
    """Tell whether the table chooses by instemming instead of with slips."""
    rounds = session.material.playbook.rounds
    return any(round.kind is RoundKind.KIEZEN and round.choosing == "instemming" for round in rounds)


def tally_complete(session: Session) -> bool:
    """Tell whether every solution has its total, so that the result may be shown."""
    solutions = [line.id for line in session.lines_of(None, Kind.OPLOSSING) if line.agreed]
    return session.slips is not None and bool(solutions) and all(id in session.votes for id in solutions)
