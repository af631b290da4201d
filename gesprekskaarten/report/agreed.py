"""What the report may hold: the lines the table agreed on, and who was really there to say them."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from gesprekskaarten.domain.lines import (
    Agreement,
    Contribution,
    Exchange,
    FollowUp,
    Kind,
    Line,
    Request,
    Signal,
    Solution,
    Source,
    actor_of,
)
from gesprekskaarten.domain.playbook import RoundKind
from gesprekskaarten.domain.session import Session

Key = tuple[Any, ...]
L = TypeVar("L", bound=Contribution | Exchange | Solution | Agreement | Signal | Request | FollowUp)


@dataclass(frozen=True)
class Agreed:
    """The lines the table agreed on, sorted out once.

    `here` has the actors that had somebody at the table; `left_early` those of them whose chair is empty now.
    """

    session: Session
    said: Mapping[Kind, list[Contribution]]
    exchanges: list[Exchange]
    solutions: list[Solution]
    agreements: list[Agreement]
    signals: list[Signal]
    requests: list[Request]
    follow_ups: list[FollowUp]
    here: frozenset[str]
    left_early: frozenset[str]

    @property
    def chairs(self) -> list[str]:
        """Actors that have a chair, an empty one too, by spreekvolgorde and then alphabet."""
        return sorted(self.session.present, key=self.order)

    def order(self, actor: str) -> Key:
        return (*self.session.actor_order(actor), actor)

    def called(self, words: str) -> str:
        """Return the name of the actor whose id this is, else the words themselves."""
        session = self.session
        known = words in session.present or words in session.own_actors or words in session.material.actors
        return session.actor_name(words) if known else words

    def round_kind(self, line: Line) -> RoundKind | None:
        rounds = self.session.material.playbook.rounds
        return next((one.kind for one in rounds if one.id == line.round), None)

    def source_of(self, line: Contribution) -> Source:
        """On whose behalf the line speaks: nothing that stands at an empty chair is anybody's own voice."""
        actor = actor_of(line)
        return Source.INGELEEFD if actor and actor not in self.here else line.source


def sort_out(session: Session) -> Agreed:
    """Keep what was agreed and still has words."""
    lines = [line for line in session.lines.values() if line.agreed and line.text]
    said: dict[Kind, list[Contribution]] = defaultdict(list)
    for line in _of(lines, Contribution):
        said[line.kind].append(line)
    spoke = {actor_of(line) for line in lines if _in_own_voice(line)}
    left_early = {
        actor
        for actor, count in session.present.items()
        if not count and actor in spoke and session.opened.present.get(actor, 1)
    }
    return Agreed(
        session,
        dict(said),
        _of(lines, Exchange),
        _of(lines, Solution),
        _of(lines, Agreement),
        _of(lines, Signal),
        _of(lines, Request),
        _of(lines, FollowUp),
        frozenset(session.at_table) | left_early,
        frozenset(left_early),
    )


def alphabet(line: Line) -> Key:
    return (line.text.casefold(), line.text)


def in_order(lines: Iterable[L], order: Callable[[L], Key], render: Callable[[L], str]) -> list[str]:
    """Render lines in an order that does not tell who spoke first."""
    return [text for _, text in sorted((order(line), render(line)) for line in lines)]


def _of(lines: Iterable[Line], wanted: type[L]) -> list[L]:
    return [line for line in lines if isinstance(line, wanted)]


def _in_own_voice(line: Line) -> bool:
    if isinstance(line, Contribution):
        return line.source in (Source.ZELF, Source.ACHTERBAN)
    return isinstance(line, Exchange | Request)
