"""What the room sees in each kind of round."""

import datetime as dt
import re
from collections.abc import Iterable

from gesprekskaarten.domain.agenda import agenda
from gesprekskaarten.domain.cards import standpoint_of
from gesprekskaarten.domain.commands import chooses_by_consent, tally_complete
from gesprekskaarten.domain.deck import LEVELS
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
from gesprekskaarten.room.dates import day_or_words
from gesprekskaarten.room.model import Block, Counted, Item
from gesprekskaarten.room.on_table import card_view, casus_view

IMAGINED = "ingeleefd, niet getoetst"
NOT_OWN = "verdedigd, niet de eigen mening"
CHOSEN_AT_MOST = 3
CLASHES = (Kind.EENS, Kind.BOTST, Kind.DILEMMA)
_ASKS_FOR = {
    Kind.EENS: re.compile(r"\beens\b"),
    Kind.BOTST: re.compile("bots"),
    Kind.DILEMMA: re.compile("ene kant|dilemma"),
}
WORDS_TO_TAKE = "Woorden om mee naar huis te gaan"
LOOKED_BACK = "Terugblik"


def of_round(session: Session, round: Round, prompt: object, now: dt.datetime) -> dict[str, object]:
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
            return _bands(session, round, str(prompt))
        case RoundKind.KIEZEN:
            return _choice(session)
        case RoundKind.AFRONDEN:
            return _closing(session, round, str(prompt))
        case RoundKind.PAUZE:
            return {"speaking": "", "starters": ()}
        case RoundKind.VERZOEK:
            return {"blocks": _requests(session)}
        case RoundKind.LEIDRAAD:
            return _question(session)
        case RoundKind.STANDPUNTEN:
            return _standpoint(session)


def _agreed(session: Session, round_id: str | None, *kinds: Kind) -> list[Line]:
    """The one gate to the room for people's lines."""
    return [line for line in session.lines_of(round_id, *kinds) if line.agreed]


def _block(heading: str, items: Iterable[Item]) -> tuple[Block, ...]:
    """One block, or none when there is nothing to put in it."""
    filled = tuple(items)
    return (Block(heading=heading, items=filled),) if filled else ()


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
    card = session.card_of(session.card)
    casus = casus_view(session.casus)
    known, unknown = _agreed(session, None, Kind.FEIT), _agreed(session, None, Kind.ONBEKEND)
    if session.step == 0 and not known and not unknown:
        if casus and card:
            return {"casus": casus, "prompt": f"{card.question}\n{prompt}".strip()}
        return {"casus": casus, "card": card_view(card, session) if card else None}
    headings = ("Wat weten we?", "Wat weten we niet?")
    asked = [line for line in prompt.split("\n") if session.step and line.endswith("?") and line not in headings]
    blocks = (
        Block(heading=heading, items=tuple(Item(text=line.text) for line in lines))
        for heading, lines in zip(headings, (known, unknown), strict=True)
    )
    return {"prompt": "\n".join([*([card.question] if card else []), *asked]), "blocks": tuple(blocks)}


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
    asked = clashes_of(round)
    shared = _asked_block(session, Kind.EENS, asked, "Hier zijn we het over eens")
    return {
        "starters": starters,
        "blocks": (*shared, *_asked_block(session, Kind.BOTST, asked, "Hier botst het"), *dilemma),
    }


def _asked_block(session: Session, kind: Kind, asked: Iterable[Kind], heading: str) -> tuple[Block, ...]:
    """A heading that waits for lines; none when this is not asked and there are none."""
    items = tuple(Item(text=line.text) for line in _agreed(session, None, kind))
    return (Block(heading=heading, items=items),) if items or kind in asked else ()


def clashes_in(*texts: str) -> tuple[Kind, ...]:
    """Tell which of `CLASHES` these texts for the room ask for: what is shared, what clashes, the dilemma."""
    said = " ".join(" ".join(texts).casefold().split())
    found = {kind: match.start() for kind, words in _ASKS_FOR.items() if (match := words.search(said))}
    return tuple(sorted(found, key=lambda kind: found[kind]))


def clashes_of(round: Round) -> tuple[Kind, ...]:
    """Tell which of `CLASHES` this round asks for: all, when its texts for the room name none."""
    return clashes_in(*_room_texts(round)) or CLASHES


def _room_texts(round: Round) -> tuple[str, ...]:
    """What the room reads in this round: of the round itself and of each step."""
    return (round.room, *(step.room for step in round.steps))


def _dilemma(session: Session) -> tuple[Block, ...]:
    return _block("Ons dilemma", (Item(text=line.text) for line in _agreed(session, None, Kind.DILEMMA)))


def level_name(session: Session, level: str) -> str:
    """Return how the deck calls this level."""
    known = session.material.levels.get(level)
    return known.name if known else level.capitalize()


def levels_of(session: Session, round: Round) -> tuple[str, ...]:
    """Return the levels this round asks for: those its texts for the room name ("Uitvoering: …"), or else all."""
    lines = [line.casefold() for text in _room_texts(round) for line in text.split("\n")]
    named = (id for id in LEVELS if any(line.startswith(f"{level_name(session, id)}:".casefold()) for line in lines))
    return tuple(named) or LEVELS


def _bands(session: Session, round: Round, prompt: str) -> dict[str, object]:
    """The bands; a room text such as "Uitvoering: wat doen wij zelf?" becomes the heading of its band."""
    lines = prompt.split("\n")
    asked = levels_of(session, round)
    blocks = []
    for id in LEVELS:
        level = session.material.levels.get(id)
        name = level_name(session, id)
        heading = next((line for line in lines if line.casefold().startswith(f"{name}:".casefold())), name)
        lines = [line for line in lines if line != heading]
        items = tuple(
            Item(text=line.text, mark=_how(session, line)) for _, line in directions(session) if line.level == id
        )
        if not items and id not in asked:
            continue
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
    numbered = _numbered_agreements(session)
    return _block("Dit spreken we af", (_agreement(session, line, number) for number, line in numbered))


def _numbered_agreements(session: Session) -> tuple[tuple[int, Agreement], ...]:
    lines = (line for line in _agreed(session, None, Kind.AFSPRAAK) if isinstance(line, Agreement))
    return tuple(enumerate(lines, 1))


def _agreement(session: Session, line: Agreement, number: int) -> Item:
    who = f"Wie: {_actor_or_words(session, line.who)}" if line.who else ""
    when = f"Wanneer: {day_or_words(line.when)}" if line.when else ""
    return Item(text=line.text, number=number, mark=" · ".join(part for part in (who, when) if part))


def _actor_or_words(session: Session, who: str) -> str:
    known = who in session.present or who in session.material.actors
    return session.actor_name(who) if known else who


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


def asks_for_a_word(round: Round) -> bool:
    """Tell whether the table leaves with a word each; otherwise it answers questions to look back."""
    texts = [step.room for step in round.steps[1:] if step.room]
    return not texts or any("woord" in text.casefold() for text in texts)


def _closing(session: Session, round: Round, prompt: str) -> dict[str, object]:
    words = _block(WORDS_TO_TAKE if asks_for_a_word(round) else LOOKED_BACK, _farewells(session))
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


def _question(session: Session) -> dict[str, object]:
    """The question of the list that is on the table and its place; what was noted takes the place of what helps.

    No years: a question states no facts, and figures in its explanation carry their own year.
    """
    card = session.card_of(session.subject)
    if card is None:
        return {"speaking": ""}
    notes = [line for line in _agreed(session, session.round_id, Kind.NOTITIE) if isinstance(line, Contribution)]
    noted = {line.id: line.text for line in notes if line.card == session.subject}
    settled = [(number, line) for number, line in _numbered_agreements(session) if line.origin in noted]
    used = {line.origin for _, line in settled}
    items = [Item(text=text) for id, text in noted.items() if id not in used]
    place = session.questions.index(session.subject) + 1
    asked = card_view(card, session).model_copy(update={"years": ()})
    answered = {"card": asked.model_copy(update={"explanation": ""}), "starters": (), "prompt": ""}
    return {
        **(answered if noted else {"card": asked}),
        "step_title": f"Vraag {place} van {len(session.questions)}",
        "blocks": (
            *_block("Dit schreven we op", items),
            *_block("Dit spreken we af", (_agreement(session, line, number) for number, line in settled)),
        ),
    }


def _standpoint(session: Session) -> dict[str, object]:
    """Who defends what: the card of who speaks now, or else who has which card."""
    said = [line for line in _agreed(session, session.round_id, Kind.VERDEDIGING) if isinstance(line, Contribution)]
    held = standpoint_of(session, session.turn or "")
    card = session.card_of(held)
    if session.turn and card:
        defended = (line for line in said if (line.actor, line.card) == (session.turn, held))
        items = (Item(text=line.text, mark=NOT_OWN) for line in defended)
        return {
            "card": card_view(card, session),
            "listening": "De anderen luisteren.",
            "prompt": "",
            "blocks": _block("Zo klonk het", items),
        }
    here = [(who, session.card_of(card)) for who, card in session.standpoints if session.present.get(who)]
    items = (Item(text=card.title, who=session.actor_name(who)) for who, card in here if card)
    return {"starters": (), "blocks": _block("Wie verdedigt wat?", items)}


def _farewells(session: Session) -> Iterable[Item]:
    return (Item(text=line.text) for line in _agreed(session, None, Kind.TERUGBLIK))


def directions(session: Session) -> tuple[tuple[int, Solution], ...]:
    """Number the confirmed directions for the slips, in order of entry: a later one never moves the numbers."""
    confirmed = [line for line in session.lines_of(None, Kind.OPLOSSING) if isinstance(line, Solution) and line.agreed]
    return tuple(enumerate(confirmed, 1))
