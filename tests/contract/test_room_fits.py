"""Every shipped draaiboek on the room screen, with the longest that ships and with long lines of people."""

import datetime as dt
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, NamedTuple

import pytest

from gesprekskaarten.decks.library import Library
from gesprekskaarten.domain import commands as do
from gesprekskaarten.domain import events as ev
from gesprekskaarten.domain.cards import Ask, LayCard, WriteCard
from gesprekskaarten.domain.deck import LEVELS, CardKind, Casus, Deck
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
from gesprekskaarten.domain.material import Decks, Material
from gesprekskaarten.domain.playbook import Round, RoundKind
from gesprekskaarten.domain.session import opened
from gesprekskaarten.room.faces import clock, pages
from gesprekskaarten.room.layout import Page, Style, width
from gesprekskaarten.room.model import Face, RoomView
from gesprekskaarten.room.view import minutes_left
from gesprekskaarten.storage.paths import shipped_decks
from tests.unit.test_room_view import START, Table, every_text

DESIGNED, COMPLETE, PAGED, ESSENTIAL = (70, 20), (56, 16), (46, 13), (32, 8)
SIZES = (DESIGNED, COMPLETE, PAGED, ESSENTIAL)
AT_TABLE = 8
"""Actors, the most for one conversation; the last has an empty chair."""

LONG = (
    "Ik ben bang dat mijn moeder in de nacht valt en dat niemand het merkt, en dan durf ik zelf ook niet meer te slapen.",
    "Wij komen drie keer per dag, maar tussen tien uur in de avond en zeven uur in de ochtend is er echt helemaal niemand.",
    "Het kost ons soms weken voordat duidelijk is wie er betaalt, en in die weken verandert de zorg die er nodig is alweer.",
)
"""Three lines of people of about 120 characters."""

LONG_ROLE = "Coördinator van het netwerk voor mensen met dementie"


class Moment(NamedTuple):
    name: str
    view: RoomView


@cache
def library() -> Library:
    return Library(shipped_decks())


PLAYBOOKS = tuple(library().playbooks)


def _on_the_table(playbook: str) -> Iterator[tuple[str, ...]]:
    """The decks that lie on the table in turn: those the draaiboek needs, or else every deck."""
    needs = library().playbooks[playbook].head.decks
    yield from (needs,) if needs else ((id,) for id in library().decks)


def _longest(material: Decks) -> tuple[str, ...]:
    """The actors with the longest names."""
    return tuple(sorted(material.actors, key=lambda id: -width(material.actors[id].name))[:AT_TABLE])


def _material(playbook: str, decks: tuple[str, ...]) -> Material:
    return Material(playbook=library().playbook(playbook), decks=tuple(library().deck(id) for id in decks))


def _table(material: Material, casus: str = "") -> Table:
    who = _longest(material)
    first = ev.Opened(
        session="2026-11-22-zwolle-ab12",
        playbook=material.playbook.id,
        decks=tuple(deck.id for deck in material.decks),
        casus=casus,
        place="Buurthuis De Vuurvlinder in Zwolle-Zuid",
        date=START.date(),
        present={actor: 0 if actor == who[-1] else 2 if actor == who[1] else 1 for actor in who},
    )
    return Table(opened(material, ev.Happened(seq=1, at=START, event=first)))


def _steps(round: Round) -> range:
    return range(max(1, len(round.steps)))


def _at(table: Table, round: Round, step: int = 0, turn: str = "") -> Table:
    """The same table in this step of this round, with somebody speaking or nobody."""
    there = Table(table.session, table.now).enters(round.id, step)
    return there.happens(ev.TurnGiven(actor=turn)) if turn else there


def _without_words(playbook: str) -> Iterator[Moment]:
    """Everything the room can be shown before anybody has said something."""
    for decks in _on_the_table(playbook):
        material = _material(playbook, decks)
        label = "+".join(decks)
        yield from (Moment(f"{label} {name}", view) for name, view in _in_rounds(material))
        yield from (Moment(f"{label} {name}", view) for name, view in _over_rounds(material))


def _in_rounds(material: Material) -> Iterator[Moment]:
    for round in material.playbook.rounds:
        for step in _steps(round):
            for turn in ("", _longest(material)[0]):
                here = f"{round.id} {step} {'spreekt' if turn else ''}".strip()
                yield from (Moment(f"{here} {what}".strip(), view) for what, view in _in_round(material, round, step, turn))


def _in_round(material: Material, round: Round, step: int, turn: str) -> Iterator[Moment]:
    table = _at(_table(material), round, step, turn)
    yield Moment("", table.view)
    if round.kind is RoundKind.CASUS:
        for casus in material.casussen:
            told = _table(material, casus)
            yield Moment(casus, _at(told, round, step, turn).view)
            question = max(material.all_cards, key=lambda card: width(material.all_cards[card].question))
            yield Moment(f"{casus} + {question}", _at(told.wants(LayCard(question)), round, step, turn).view)
        for card in material.all_cards:
            yield Moment(card, _at(_table(material).wants(LayCard(card)), round, step, turn).view)
    for question in table.session.questions[1:]:
        yield Moment(question, Table(table.session, table.now).wants(Ask(question)).view)
    if round.kind is RoundKind.STANDPUNTEN and turn:
        for card, found in material.all_cards.items():
            if found.kind is CardKind.STANDPUNT:
                yield Moment(card, table.happens(ev.StandpointsDealt(dealt=((turn, card),))).view)


def _over_rounds(material: Material) -> Iterator[Moment]:
    """What can be shown in any round, in the round with the longest title."""
    round = max(material.playbook.rounds, key=lambda one: width(one.title))
    table = _at(_table(material), round)
    yield Moment("begin", _table(material).view)
    yield Moment("zwart", Table(table.session, table.now).wants(do.Happen(ev.Blanked(on=True))).view)
    for one in material.playbook.rounds:
        there = _at(_table(material), one, turn=_longest(material)[0])
        pause = do.Happen(ev.Paused(on=True, minutes=15))
        yield Moment(f"{one.id} pauze", Table(there.session, there.now).wants(pause).view)
        yield Moment(f"{one.id} niet opgenomen", there.wants(do.Happen(ev.OffRecord(on=True))).view)
    for card in material.all_cards:
        yield Moment(card, Table(table.session, table.now).wants(LayCard(card)).view)
    for deck, signpost in material.signposts:
        shown = ev.Shown(what="wegwijzer", card=f"{deck.id}/{signpost.id}")
        yield Moment(signpost.id, Table(table.session, table.now).wants(do.Happen(shown)).view)
    for id, casus in material.casussen.items():
        told = _at(_table(material, id), round)
        yield Moment(f"verhaal {id}", Table(told.session, told.now).wants(do.Happen(ev.Shown(what="casus"))).view)
        if casus.outcome or casus.lessons:
            yield Moment(f"afloop {id}", told.wants(do.Happen(ev.Shown(what="afloop"))).view)


def _lines(round: Round, question: str, who: tuple[str, ...]) -> Iterator[Line]:
    """Long lines of every kind: as many of each as one conversation holds, at most three of one voice."""
    first, second = who[:2]
    here: dict[str, Any] = {"round": round.id}
    kinds: dict[str, Any] = Contribution.model_fields["kind"].annotation.__args__
    for kind in kinds:
        for text in LONG[:1] if kind in (Kind.DILEMMA, Kind.PARKEREN) else LONG:
            card = question if kind in (Kind.NOTITIE, Kind.VERDEDIGING) else ""
            yield Contribution(**here, kind=kind, text=text, actor=first, source=Source.ACHTERBAN, card=card)
    for number in range(8):
        monday = {"monday": LONG[0]} if LEVELS[number % 3] == "stelsel" else {}
        decides = {"decides": LONG_ROLE, "first_step": LONG[number % 3]}
        yield Solution(**here, **decides, **monday, text=LONG[number % 3], level=LEVELS[number % 3])
    for text in LONG:
        yield Agreement(**here, text=text, who=LONG_ROLE, when="2026-12-17")
        yield Request(**here, text=text, actor=first, about=second, answer=Answer.PROBEER)
        yield FollowUp(**here, text=text, was="afspraak", progress=Progress.NIET)
    yield Signal(**here, text=LONG[1], to=LONG_ROLE)
    corrected = {"verdict": Verdict.KLOPT_NIET, "correction": LONG[2]}
    yield Exchange(**here, text=LONG[0], actor=second, about=first, **corrected)


def _with_words(playbook: str) -> Iterator[Moment]:
    """Every step of every round after long lines of everybody, confirmed and counted."""
    for decks in _on_the_table(playbook):
        material = _material(playbook, decks)
        who = _longest(material)
        for round in material.playbook.rounds:
            table = _at(_table(material), round)
            question = max(table.session.questions, default="", key=lambda card: _longest_question(material, card))
            if question and question != table.session.subject:
                table.wants(Ask(question))
            held = question or next((card for _, card in table.session.standpoints), "") or next(iter(material.all_cards))
            table.happens(ev.StandpointsDealt(dealt=((who[0], held),)))
            table.records(*_lines(round, held, who)).confirms_all().wants(do.Happen(ev.SlipsHandedOut(count=12)))
            solutions = [line.id for line in table.session.lines_of(None, Kind.OPLOSSING)]
            table.wants(*(do.Happen(ev.VotesCounted(line=id, votes=place)) for place, id in enumerate(solutions)))
            for step in _steps(round):
                for turn in ("", who[0]):
                    for result in (False, True):
                        told = Table(table.session, table.now).happens(ev.StepShown(step=step), ev.TallyReleased(on=result))
                        name = f"{'+'.join(decks)} {round.id} {step} {turn} {'uitslag' if result else ''}"
                        yield Moment(name.strip(), (told.happens(ev.TurnGiven(actor=turn)) if turn else told).view)
        own = _table(material).wants(do.Happen(ev.CasusWritten(title=LONG_ROLE, situation=" ".join(LONG))))
        own.enters(material.playbook.rounds[-1].id)
        yield Moment("eigen casus", Table(own.session, own.now).wants(do.Happen(ev.Shown(what="casus"))).view)
        yield Moment("eigen kaart", own.wants(WriteCard(LONG_ROLE, f"{LONG[0][:-1]} {LONG_ROLE}?")).view)


def _longest_question(material: Material, card: str) -> int:
    found = material.all_cards[card]
    return width(found.question) + width(found.explanation)
