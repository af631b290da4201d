"""The zaalbeeld: exactly what the room may see, and nothing else."""

import datetime as dt
import math
from collections.abc import Iterable
from enum import StrEnum

from gesprekskaarten.domain.agenda import agenda, allotted, spent
from gesprekskaarten.domain.commands import chooses_by_consent, tally_complete
from gesprekskaarten.domain.deck import LEVELS, Card
from gesprekskaarten.domain.lines import (
    Agreement,
    Answer,
    Contribution,
    Exchange,
    FollowUp,
    Kind,
    Line,
    Progress,
    Request,
    Signal,
    Solution,
    Source,
    Verdict,
)
from gesprekskaarten.domain.playbook import Round, RoundKind
from gesprekskaarten.domain.session import Session
from gesprekskaarten.domain.value import Value

IMAGINED = "ingeleefd, niet getoetst"
CHOSEN_AT_MOST = 3


class Face(StrEnum):
    """How the room screen looks: one face per vorm, and four that can stand in any round."""

    WELKOM = "welkom"
    KENNISMAKEN = "kennismaken"
    CASUS = "casus"
    STILTE = "stilte"
    PERSPECTIEF = "perspectief"
    WISSEL = "wissel"
    BOTSING = "botsing"
    OPLOSSINGEN = "oplossingen"
    KIEZEN = "kiezen"
    AFRONDEN = "afronden"
    PAUZE = "pauze"
    VERZOEK = "verzoek"
    BEGIN = "begin"
    ZWART = "zwart"
    KAART = "kaart"
    VERHAAL = "verhaal"


class Item(Value):
    """One thing under a heading: `who` stands above the text, `mark` below it."""

    text: str
    who: str = ""
    mark: str = ""
    number: int = 0


class Block(Value):
    heading: str
    items: tuple[Item, ...] = ()


class CardView(Value):
    title: str
    question: str
    explanation: str = ""
    theme: str = ""
    years: tuple[int, ...] = ()
    """Years of the sources: facts age."""


class CasusView(Value):
    title: str
    situation: str


class Counted(Value):
    """The released total of one direction."""

    number: int
    text: str
    votes: int


class RoomView(Value):
    """What the room may see at one moment.

    `ends_at`, `back_at` and `end_time` are aware moments; `ends_at` is None while the clock stands still.
    A blank view has its number and not one word.
    """

    session: str = ""
    number: int = 0
    page: int = 0
    """Which page to show when there is more than fits, counted from 0; more than there are begins again."""
    face: Face = Face.BEGIN
    blank: bool = False
    off_record: bool = False
    paused: bool = False
    back_at: dt.datetime | None = None
    place: str = ""
    date: dt.date | None = None
    round_title: str = ""
    round_number: int = 0
    round_count: int = 0
    step_title: str = ""
    prompt: str = ""
    """What the room reads in this step: the room text of the step, or else of the round."""
    quiet: bool = False
    speaking: str = ""
    listening: str = ""
    role: str = ""
    """Wissel: the actor whom the speaker is now."""
    starters: tuple[str, ...] = ()
    card: CardView | None = None
    casus: CasusView | None = None
    blocks: tuple[Block, ...] = ()
    tally: tuple[Counted, ...] = ()
    ends_at: dt.datetime | None = None
    allotted: int = 0
    end_time: dt.datetime | None = None


def room_view(session: Session, now: dt.datetime) -> RoomView:
    """Build the zaalbeeld from what was released; `now` (aware) is only used for the expected end of the session."""
    if session.blank:
        return RoomView(number=session.number, face=Face.ZWART, blank=True)
    known = RoomView(session=session.opened.session, number=session.number)
    round = session.round
    if round is None:
        return known.model_copy(update={"off_record": session.off_record, **_paused(session)})
    rounds = session.material.playbook.rounds
    known = known.model_copy(
        update={
            "face": Face(round.kind.value),
            "round_title": round.title,
            "round_number": rounds.index(round) + 1,
            "round_count": len(rounds),
            "off_record": session.off_record,
            **_paused(session),
            **_time(session, round),
        }
    )
    if session.off_record or session.paused is not None:
        return known
    if session.shown.what == "kaart" and (card := session.material.card(session.shown.card)):
        return known.model_copy(update={"face": Face.KAART, "card": _card(card)})
    if session.shown.what == "casus" and (casus := _casus(session)):
        return known.model_copy(update={"face": Face.VERHAAL, "casus": casus})
    step = round.steps[session.step] if session.step < len(round.steps) else None
    shown = {
        "step_title": step.title if step else "",
        "prompt": (step.room if step else "") or round.room,
        "speaking": session.actor_name(session.turn) if session.turn is not None else "",
        "starters": round.starters,
    }
    return known.model_copy(update={**shown, **_of_round(session, round, shown["prompt"], now)})


def minutes_left(view: RoomView, now: dt.datetime) -> int | None:
    """Return the whole minutes left in the round at `now` (0 when the time is up), or None without a clock."""
    if view.ends_at is None:
        return None
    return max(0, math.ceil((view.ends_at - now).total_seconds() / 60))


def directions(session: Session) -> tuple[tuple[int, Solution], ...]:
    """Number the confirmed directions for the slips, in order of entry: a later one never moves the numbers."""
    confirmed = [line for line in session.lines_of(None, Kind.OPLOSSING) if isinstance(line, Solution) and line.agreed]
    return tuple(enumerate(confirmed, 1))


def _paused(session: Session) -> dict[str, object]:
    if session.paused is None:
        return {}
    minutes = session.pause_minutes
    return {"paused": True, "back_at": session.paused + dt.timedelta(minutes=minutes) if minutes else None}


def _time(session: Session, round: Round) -> dict[str, object]:
    minutes = allotted(session, round)
    if session.since is None or not minutes:
        return {"allotted": minutes}
    left = minutes * 60 - spent(session, round, session.since)
    ends = session.since + dt.timedelta(seconds=left)
    return {"allotted": minutes, "ends_at": ends, **({"back_at": ends} if round.kind is RoundKind.PAUZE else {})}


def _of_round(session: Session, round: Round, prompt: object, now: dt.datetime) -> dict[str, object]:
    match round.kind:
        case RoundKind.WELKOM:
            return _welcome(session, now)
        case RoundKind.KENNISMAKEN:
            return {"blocks": (_table(session), *_voice(session, Kind.ANTWOORD))}
        case RoundKind.CASUS:
            return _facts(session, str(prompt))
        case RoundKind.STILTE:
            return {"quiet": True, "speaking": ""}
        case RoundKind.PERSPECTIEF:
            return _perspective(session, str(prompt))
        case RoundKind.WISSEL:
            return _exchange(session)
        case RoundKind.BOTSING:
            return _clash(session, round, str(prompt))
        case RoundKind.OPLOSSINGEN:
            return _bands(session, str(prompt))
        case RoundKind.KIEZEN:
            return _choice(session)
        case RoundKind.AFRONDEN:
            return _closing(session, str(prompt))
        case RoundKind.PAUZE:
            return {"speaking": "", "starters": ()}
        case RoundKind.VERZOEK:
            return {"blocks": _requests(session)}


def _agreed(session: Session, round_id: str | None, *kinds: Kind) -> list[Line]:
    """The one gate to the room for people's lines."""
    return [line for line in session.lines_of(round_id, *kinds) if line.agreed]


def _block(heading: str, items: Iterable[Item]) -> tuple[Block, ...]:
    """One block, or none when there is nothing to put in it."""
    filled = tuple(items)
    return (Block(heading=heading, items=filled),) if filled else ()


def _card(card: Card) -> CardView:
    return CardView(
        title=card.title,
        question=card.question,
        explanation=card.explanation,
        theme=card.theme,
        years=tuple(sorted({cited.year for cited in card.sources})),
    )


def _casus(session: Session) -> CasusView | None:
    casus = session.casus
    return CasusView(title=casus.title, situation=casus.situation) if casus else None


def _welcome(session: Session, now: dt.datetime) -> dict[str, object]:
    words = {Progress.GEDAAN: "gedaan", Progress.LOOPT: "loopt nog", Progress.NIET: "niet gedaan"}
    old = [line for line in _agreed(session, None, Kind.VERVOLG) if isinstance(line, FollowUp)]
    items = (Item(text=line.text, mark=words[line.progress] if line.progress else "") for line in old)
    said = (Item(text=line.text) for line in _agreed(session, session.round_id, Kind.ANTWOORD))
    return {
        "place": session.opened.place,
        "date": session.opened.date,
        "end_time": _end_time(session, now),
        "blocks": (*_block("Dit spraken we eerder af", items), *_block("Dit zeggen we nu", said)),
    }


def _end_time(session: Session, now: dt.datetime) -> dt.datetime | None:
    return None if session.began is None else agenda(session, now).end


def _table(session: Session) -> Block:
    items = []
    for actor in session.actors:
        name, count = session.actor_name(actor), session.present[actor]
        items.append(Item(text=f"{name} ({count})" if count > 1 else name if count else f"lege stoel: {name}"))
    return Block(heading="Aan tafel", items=tuple(items))


def _voice(session: Session, *kinds: Kind) -> tuple[Block, ...]:
    """Confirmed lines of who speaks now, or else of who was last confirmed."""
    lines = [line for line in _agreed(session, session.round_id, *kinds) if isinstance(line, Contribution)]
    if not lines:
        return ()
    speakers = {line.actor for line in lines}
    actor = session.turn if session.turn in speakers else lines[-1].actor
    marks = {Source.ACHTERBAN: "namens de achterban", Source.INGELEEFD: IMAGINED}
    items = (Item(text=line.text, mark=marks.get(line.source, "")) for line in lines if line.actor == actor)
    return _block(session.actor_name(actor or ""), items)


def _facts(session: Session, prompt: str) -> dict[str, object]:
    card = session.material.card(session.opened.cards[0]) if session.opened.cards else None
    casus = _casus(session)
    known, unknown = _agreed(session, None, Kind.FEIT), _agreed(session, None, Kind.ONBEKEND)
    if session.step == 0 and not known and not unknown:
        if casus and card:
            return {"casus": casus, "prompt": f"{card.question}\n{prompt}".strip()}
        return {"casus": casus, "card": _card(card) if card else None}
    return {
        "prompt": card.question if card else "",
        "blocks": (
            Block(heading="Wat weten we?", items=tuple(Item(text=line.text) for line in known)),
            Block(heading="Wat weten we niet?", items=tuple(Item(text=line.text) for line in unknown)),
        ),
    }


def _perspective(session: Session, prompt: str) -> dict[str, object]:
    listening = "De anderen luisteren." if session.turn else ""
    heard = listening.casefold().rstrip(".")
    lines = [line for line in prompt.split("\n") if not heard or heard not in line.casefold()]
    blocks = _voice(session, Kind.PERSPECTIEF, Kind.ZORG, Kind.BEHOEFTE)
    return {"listening": listening, "prompt": "\n".join(lines), "blocks": blocks}


def _exchange(session: Session) -> dict[str, object]:
    turn = session.turn
    guesses = [line for line in _agreed(session, session.round_id, Kind.WISSEL) if isinstance(line, Exchange)]
    about_turn = [line for line in guesses if line.about == turn and line.verdict is None]
    pair = next((pair for pair in session.pairs if turn and pair[0] == turn), None)
    role = ""
    if about_turn:
        seen = about_turn[-1:]
    elif pair and not any(line.actor == turn for line in guesses):
        seen, role = [], session.actor_name(pair[1])
    else:
        seen = [line for line in guesses if turn and turn in (line.actor, line.about)][-1:] or guesses[-1:]
    blocks = _block("Zo leefden we ons in", (_guess(session, line) for line in seen))
    if not blocks and not role:
        here = (pair for pair in session.pairs if session.present.get(pair[0]))
        names = ((session.actor_name(speaker), session.actor_name(about)) for speaker, about in here)
        blocks = _block("Wie ben je nu?", (Item(text=f"{speaker} is nu: {about}") for speaker, about in names))
    return {"role": role, "blocks": blocks, **({"starters": ()} if seen else {})}


def _guess(session: Session, line: Exchange) -> Item:
    words = {Verdict.KLOPT: "Klopt", Verdict.KLOPT_NIET: "Klopt niet", Verdict.WIST_NIET: "Wist je niet"}
    who = f"{session.actor_name(line.actor)} als {session.actor_name(line.about)}"
    if line.verdict is None or not session.present.get(line.about):
        return Item(text=line.text, who=who, mark=IMAGINED)
    verdict = words[line.verdict]
    return Item(text=line.text, who=who, mark=f"{verdict}: {line.correction}" if line.correction else verdict)


def _clash(session: Session, round: Round, prompt: str) -> dict[str, object]:
    """The start of the dilemma sentence stands there once, and only until there is one."""
    dilemma = _dilemma(session)
    said = " ".join(prompt.split()).casefold()
    starters = () if dilemma else tuple(line for line in round.starters if line.casefold() not in said)
    return {"starters": starters, "blocks": (*_common_ground(session), *dilemma)}


def _common_ground(session: Session) -> tuple[Block, Block]:
    return (
        Block(
            heading="Hier zijn we het over eens",
            items=tuple(Item(text=line.text) for line in _agreed(session, None, Kind.EENS)),
        ),
        Block(
            heading="Hier botst het",
            items=tuple(Item(text=line.text) for line in _agreed(session, None, Kind.BOTST)),
        ),
    )


def _dilemma(session: Session) -> tuple[Block, ...]:
    return _block("Ons dilemma", (Item(text=line.text) for line in _agreed(session, None, Kind.DILEMMA)))


def _bands(session: Session, prompt: str) -> dict[str, object]:
    """Three bands; a room text such as "Uitvoering: wat doen wij zelf?" becomes the heading of its band."""
    lines = prompt.split("\n")
    blocks = []
    for id in LEVELS:
        level = session.material.levels.get(id)
        name = level.name if level else id.capitalize()
        heading = next((line for line in lines if line.casefold().startswith(f"{name}:".casefold())), name)
        lines = [line for line in lines if line != heading]
        items = tuple(
            Item(text=line.text, mark=_how(session, line)) for _, line in directions(session) if line.level == id
        )
        if not items and level and level.kinds:
            items = (Item(text=f"Bijvoorbeeld: {level.kinds[0].text}"),)
        blocks.append(Block(heading=heading, items=items))
    return {"prompt": "\n".join(lines), "blocks": tuple(blocks)}


def _how(session: Session, line: Solution) -> str:
    """Who can decide it, and what comes first: what was confirmed together with the direction."""
    parts = [
        ("besluit", _actor_or_words(session, line.decides)),
        ("eerste stap", line.first_step),
        ("maandag", line.monday),
    ]
    return " · ".join(f"{name}: {said}" for name, said in parts if said)


def _tally(session: Session) -> tuple[Counted, ...]:
    """The result, most chosen first: empty until it was released and every direction is counted."""
    if not (session.tally_released and tally_complete(session)):
        return ()
    counted = [
        Counted(number=number, text=line.text, votes=session.votes[line.id]) for number, line in directions(session)
    ]
    return tuple(sorted(counted, key=lambda one: (-one.votes, one.number)))


def _choice(session: Session) -> dict[str, object]:
    tally = _tally(session)
    if tally:
        items = [Item(text=one.text, number=one.number, mark=_votes(session, one.votes)) for one in tally]
        offered = _block("De uitslag", items)
    else:
        items = [Item(text=line.text, number=number) for number, line in directions(session)]
        offered = _block("Waaruit kiezen we?", items)
    settled = (*_agreements(session), *_signal(session), *_requests(session))
    settling = session.step > 0 or (session.round is not None and not session.round.steps)
    return {"tally": tally, "blocks": (*settled, *offered) if settling else (*offered, *settled)}


def _votes(session: Session, votes: int) -> str:
    if chooses_by_consent(session):
        return f"{votes} van {session.slips} kunnen hiermee leven"
    return f"{votes} keer gekozen"


def _agreements(session: Session) -> tuple[Block, ...]:
    lines = [line for line in _agreed(session, None, Kind.AFSPRAAK) if isinstance(line, Agreement)]
    return _block("Dit spreken we af", (_agreement(session, line, number) for number, line in enumerate(lines, 1)))


def _agreement(session: Session, line: Agreement, number: int) -> Item:
    who = f"Wie: {_actor_or_words(session, line.who)}" if line.who else ""
    when = f"Wanneer: {_day_or_words(line.when)}" if line.when else ""
    return Item(text=line.text, number=number, mark=" · ".join(part for part in (who, when) if part))


def _actor_or_words(session: Session, who: str) -> str:
    known = who in session.present or who in session.material.actors
    return session.actor_name(who) if known else who


MONTHS = (
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
)


def in_words(day: dt.date) -> str:
    """Write a date as "17 december 2026"."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def _day_or_words(when: str) -> str:
    try:
        return in_words(dt.date.fromisoformat(when))
    except ValueError:
        return when


def _signal(session: Session) -> tuple[Block, ...]:
    lines = [line for line in _agreed(session, None, Kind.SIGNAAL) if isinstance(line, Signal)]
    return _block("Ons signaal", (Item(text=line.text, who=f"Aan: {line.to}" if line.to else "") for line in lines))


def _requests(session: Session) -> tuple[Block, ...]:
    words = {Answer.JA: "Ja", Answer.NEE: "Nee", Answer.PROBEER: "Ik probeer het", Answer.VAAG: "Nog te vaag"}
    lines = [line for line in _agreed(session, None, Kind.VERZOEK) if isinstance(line, Request)]
    return _block(
        "Wat heb je van wie nodig?",
        (
            Item(
                text=line.text,
                who=f"{session.actor_name(line.actor)} vraagt {session.actor_name(line.about)}",
                mark=f"Antwoord: {words[line.answer]}" if line.answer else "",
            )
            for line in lines
        ),
    )


def _closing(session: Session, prompt: str) -> dict[str, object]:
    words = _block("Woorden om mee naar huis te gaan", _farewells(session))
    if session.step > 0:
        return {"blocks": words}
    ask = "Moet er iets uit?"
    chosen = [Item(text=one.text) for one in _tally(session) if one.votes][:CHOSEN_AT_MOST]
    return {
        "prompt": prompt if ask in prompt else f"{prompt}\n{ask}".strip(),
        "blocks": (
            *_dilemma(session),
            *_block("Dit kozen we", chosen),
            *_agreements(session),
            *_signal(session),
            *words,
        ),
    }


def _farewells(session: Session) -> Iterable[Item]:
    return (Item(text=line.text) for line in _agreed(session, None, Kind.TERUGBLIK))
