"""Time: how much is left, whether we are late, and which later round to shorten (onderzoek/facilitatie.md 4.1)."""

import datetime as dt
import math
from dataclasses import dataclass

from gesprekskaarten.domain.playbook import Round, RoundKind
from gesprekskaarten.domain.session import Session

GAP = dt.timedelta(minutes=5)
"""A longer silence of the program (closed lid, crash, next day) is no time of the round."""


@dataclass(frozen=True)
class Block:
    """One round in the plan, in whole minutes. `used` is what it has taken so far."""

    round: Round
    planned: int
    used: int
    state: str
    """"geweest", "nu" or "komt"."""


@dataclass(frozen=True)
class Proposal:
    """Shorten a later round by some minutes."""

    round: Round
    minutes: int


@dataclass(frozen=True)
class Agenda:
    """The time as it is at one moment, in whole minutes.

    `left` may be negative. `part` is the share of the round that is still left, 0.0 to 1.0.
    """

    left: int
    allotted: int
    part: float
    ends_round: dt.datetime | None
    ends: dt.datetime | None
    """When it ends if every round to come takes its minutes."""
    promised: dt.datetime
    """The end that the table was told at the start."""
    late: int
    blocks: tuple[Block, ...]

    @property
    def end(self) -> dt.datetime:
        """The end to show: the promised one, or the expected one when that is later."""
        return max(self.promised, self.ends or self.promised)

    @property
    def warn(self) -> bool:
        """Less than a fifth is left (SessionLab's orange; onderzoek/facilitatie.md 5.3)."""
        return self.part <= 0.2

    @property
    def over(self) -> bool:
        return self.left <= 0 and self.part <= 0

    @property
    def word(self) -> str:
        return "tijd is om" if self.over else "bijna tijd" if self.warn else "op tijd"


def allotted(session: Session, round: Round) -> int:
    """Minutes this round may take: scaled to who is there (up to its minutes), plus what was added."""
    minutes = round.minutes
    if round.per_person and session.people:
        minutes = min(minutes, math.ceil(round.per_person * session.people))
    return max(0, minutes + session.extra.get(round.id, 0))


def least(session: Session, round: Round) -> int:
    """The minutes below which this round is never proposed to be shortened."""
    return max(round.least, math.ceil(round.least_per_person * session.people))


def spent(session: Session, round: Round, now: dt.datetime) -> float:
    """Seconds this round has taken so far."""
    seconds = session.used.get(round.id, 0.0)
    if session.round_id == round.id and session.since is not None:
        seconds += max(0.0, (now - session.since).total_seconds())
    return seconds


def agenda(session: Session, now: dt.datetime) -> Agenda:
    """Return where we are in the plan at `now` (aware)."""
    rounds = session.material.playbook.rounds
    current = session.round
    blocks = tuple(
        Block(round, allotted(session, round), math.ceil(spent(session, round, now) / 60), state)
        for round, state in zip(rounds, _states(session), strict=True)
    )
    ahead = sum(max(0, block.planned - block.used) for block in blocks if block.state == "komt")
    began = session.began or now
    promised = began + dt.timedelta(minutes=session.material.playbook.head.minutes, seconds=session.lost)
    if current is None:
        return Agenda(0, 0, 1.0, None, now + dt.timedelta(minutes=ahead), promised, 0, blocks)
    whole = allotted(session, current) * 60
    left = whole - spent(session, current, now)
    part = min(1.0, max(0.0, left / whole)) if whole else 0.0
    round_ends = _goes_on(session, now) + dt.timedelta(seconds=max(0.0, left))
    ends = round_ends + dt.timedelta(minutes=ahead)
    late = 0
    if session.began is not None and not session.closed:
        late = max(0, math.ceil((ends - promised).total_seconds() / 60))
    minutes = math.ceil(left / 60) if left > 0 else math.floor(left / 60)
    return Agenda(minutes, allotted(session, current), part, round_ends, ends, promised, late, blocks)


def on_subject(session: Session, now: dt.datetime) -> float:
    """Seconds that the card or question of now has been the subject; it does not count what is paused."""
    running = (now - session.since).total_seconds() if session.since else 0.0
    return session.on_card.get(session.subject, 0.0) + max(0.0, running)


def _states(session: Session) -> tuple[str, ...]:
    """Say of each round whether it was, is or comes.

    Back in an earlier round, what was already done does not come again, but the furthest round goes on.
    """
    ids = [round.id for round in session.material.playbook.rounds]
    place = ids.index(session.round_id) if session.round_id else -1
    furthest = max((ids.index(id) for id in session.visited), default=-1)
    return tuple(
        "nu"
        if number == place
        else "geweest"
        if number < place or (id in session.visited and number != furthest)
        else "komt"
        for number, id in enumerate(ids)
    )


def _goes_on(session: Session, now: dt.datetime) -> dt.datetime:
    """Return when the round goes on: at once, or at the end of the pause that was agreed."""
    if session.paused is None:
        return now
    return max(now, session.paused + dt.timedelta(minutes=session.pause_minutes))


def proposals(session: Session, now: dt.datetime) -> tuple[Proposal, ...]:
    """Say which later rounds to shorten by how much, in the order of the draaiboek, until we end on time."""
    plan = agenda(session, now)
    short = plan.late
    ahead = [block for block in plan.blocks if block.state == "komt" and block.round.shorten]
    found = []
    for block in sorted(ahead, key=lambda block: block.round.shorten):
        room = block.planned - max(block.used, least(session, block.round))
        if short > 0 and room > 0:
            found.append(Proposal(block.round, min(room, short)))
            short -= min(room, short)
    return tuple(found)


def one_level_only(session: Session, now: dt.datetime) -> bool:
    """More than 12 minutes late when the solutions begin: better one level well than three in haste."""
    ahead = {block.round.kind for block in agenda(session, now).blocks if block.state == "komt"}
    near = session.round is not None and session.round.kind in (RoundKind.BOTSING, RoundKind.OPLOSSINGEN)
    return near and agenda(session, now).late > 12 and (RoundKind.KIEZEN in ahead)


def gap_before(session: Session, now: dt.datetime) -> dt.datetime | None:
    """Return when the clock must have stopped if nothing happened for more than `GAP`, else None."""
    runs = session.since is not None or session.paused is not None
    if session.at is None or not runs or now - session.at <= GAP:
        return None
    return session.at
