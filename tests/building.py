"""Sessions for tests: a short script of what people want and what happens, with a clock that moves when asked."""

import datetime as dt
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Literal

import tomli

from gesprekskaarten.domain import events as ev
from gesprekskaarten.domain.commands import Intent, Refusal, decide
from gesprekskaarten.domain.deck import Deck, Group, LevelId
from gesprekskaarten.domain.lines import Contribution, Exchange, Kind, Line, Solution, Source
from gesprekskaarten.domain.material import Material
from gesprekskaarten.domain.playbook import Playbook
from gesprekskaarten.domain.session import Session, apply, fold
from gesprekskaarten.domain.value import Value

CONTENT = Path(__file__).parents[1] / "decks"
START = dt.datetime(2026, 11, 22, 18, 30, tzinfo=dt.UTC)
TABLE = {"mantelzorger": 1, "wijkverpleegkundige": 2, "wijkteam": 1, "huisarts": 1, "ciz": 0}
"""Who is there unless a test says otherwise: CIZ is an empty chair."""

Told = Intent | ev.Event | float
"""An intent (a refusal fails the test), an event as it is, or minutes that pass."""


@cache
def material() -> Material:
    """The shipped deck and draaiboek."""
    deck = Deck.model_validate(tomli.loads((CONTENT / "grensvlakken-wlz.toml").read_text("utf-8")))
    draaiboek = CONTENT / "draaiboeken" / "grensvlakkengesprek-90.toml"
    return Material(playbook=Playbook.model_validate(tomli.loads(draaiboek.read_text("utf-8"))), decks=(deck,))


def material_with(**rounds: Mapping[str, object]) -> Material:
    """The shipped material, with other fields for some rounds, by their ids: `kiezen={"choosing": "instemming"}`."""
    playbook = material().playbook
    changed = tuple(one.model_copy(update=dict(rounds.get(one.id, {}))) for one in playbook.rounds)
    return material().model_copy(update={"playbook": playbook.model_copy(update={"rounds": changed})})


def opening(
    present: Mapping[str, int] | None = None,
    *,
    casus: str = "riet-dwaalt-s-nachts",
    read_only: bool = False,
    screens: Literal[1, 2] = 2,
) -> ev.Opened:
    return ev.Opened(
        session="2026-11-22-zwolle-abcd",
        playbook=material().playbook.id,
        decks=("grensvlakken-wlz 1.0.0",),
        casus=casus,
        cards=("24-uurs-toezicht",),
        place="Zwolle",
        date=START.date(),
        screens=screens,
        present=dict(TABLE if present is None else present),
        read_only=read_only,
    )


def happenings(
    *script: Told,
    present: Mapping[str, int] | None = None,
    casus: str = "riet-dwaalt-s-nachts",
    read_only: bool = False,
    on: Material | None = None,
) -> list[ev.Happened]:
    """All that happened in a session, from its opening at `START`."""
    first = opening(present, casus=casus, read_only=read_only)
    happened = [ev.Happened(seq=1, at=START, event=first)]
    happened += _told(fold(on or material(), happened), script)
    return happened


def a_session(
    *script: Told,
    present: Mapping[str, int] | None = None,
    casus: str = "riet-dwaalt-s-nachts",
    read_only: bool = False,
    on: Material | None = None,
) -> Session:
    """A session after this script: `a_session(Enter("perspectief"), 3, Record(said("Ik slaap slecht.")))`."""
    return fold(on or material(), happenings(*script, present=present, casus=casus, read_only=read_only, on=on))


def after(session: Session, *script: Told) -> Session:
    """The session some time, intents and events later."""
    for happened in _told(session, script):
        session = apply(session, happened)
    return session


def now(session: Session, minutes: float = 0) -> dt.datetime:
    """The wall clock, so many minutes after the last thing that happened."""
    assert session.at is not None
    return session.at + dt.timedelta(minutes=minutes)


def refused(session: Session, intent: Intent) -> str:
    """The reason why not; fails when it is not refused."""
    decision = decide(session, intent)
    assert isinstance(decision, Refusal), f"{intent} is not refused"
    return decision.reason


def said(
    text: str,
    actor: str = "mantelzorger",
    kind: Kind = Kind.PERSPECTIEF,
    round: str = "perspectief",
    source: Source = Source.ZELF,
    agreed: bool = False,
) -> Contribution:
    """A line of an actor; of the whole table with `actor=""`."""
    return Contribution.model_validate(
        {"round": round, "text": text, "actor": actor, "kind": kind, "source": source, "agreed": agreed}
    )


def solution(
    text: str, level: LevelId = "uitvoering", secured_by: Iterable[int] = (), agreed: bool = False
) -> Solution:
    return Solution(round="oplossingen", text=text, level=level, secured_by=tuple(secured_by), agreed=agreed)


def exchange(text: str, actor: str = "huisarts", about: str = "mantelzorger") -> Exchange:
    return Exchange(round="wissel", text=text, actor=actor, about=about)


def own_actor(id: str, name: str, group: Group = Group.PROFESSIONALS, order: int = 3, count: int = 1) -> ev.ActorAdded:
    return ev.ActorAdded(actor=ev.OwnActor(id=id, name=name, group=group, order=order), count=count)


def texts(session: Session, *kinds: Kind) -> list[str]:
    return [line.text for line in session.lines_of(None, *kinds)]


def the_line(session: Session, text: str) -> Line:
    """The line that stands with this text."""
    [found] = [line for line in session.lines.values() if line.text == text]
    return found


def _told(session: Session, script: Iterable[Told]) -> list[ev.Happened]:
    at = session.at or START
    told: list[ev.Happened] = []
    for one in script:
        if isinstance(one, int | float):
            at += dt.timedelta(minutes=one)
            continue
        for event in _decided(session, one):
            told.append(ev.Happened(seq=session.number + 1, at=at, event=event))
            session = apply(session, told[-1])
    return told


def _decided(session: Session, one: Intent | ev.Event) -> tuple[ev.Event, ...]:
    if isinstance(one, Value):
        return (one,)
    decision = decide(session, one)
    assert not isinstance(decision, Refusal), f"{one}: {decision.reason}"
    return decision
