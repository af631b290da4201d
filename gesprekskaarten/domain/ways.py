"""Ways through the decks: from cause to effect, round in a circle, and along the answers of a wegwijzer."""

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from gesprekskaarten.domain.deck import Signpost
from gesprekskaarten.domain.material import Decks

Links = Mapping[str, Sequence[str]]
"""What each card leads to."""


@dataclass(frozen=True)
class CausalMap:
    """What leads to what; cards are `deck/kaart`, each of them is in both `followers` and `causes`."""

    followers: Mapping[str, tuple[str, ...]]
    causes: Mapping[str, tuple[str, ...]]

    @cached_property
    def linked(self) -> tuple[str, ...]:
        """The cards that lead to another card, or to which another leads, in the order of the decks."""
        return tuple(card for card in self.followers if self.followers[card] or self.causes[card])

    @cached_property
    def starts(self) -> tuple[str, ...]:
        """The cards where a chain begins: they have followers and no causes."""
        return tuple(card for card in self.linked if not self.causes[card])

    def circles(self) -> Iterator[tuple[str, ...]]:
        """Yield short circles, until each link that lies in a circle was in one of them."""
        return circles(self.followers)

    def circle_of(self, card: str) -> tuple[str, ...]:
        """Return the shortest circle that begins and ends at `card`, () when there is none."""
        back = _way_back(self.followers, self.followers.get(card, ()), card)
        return () if back is None else (card, *back)


def causal_map(decks: Decks) -> CausalMap:
    """Read the links between all cards once."""
    followers = {card: decks.followers(card) for card in decks.all_cards}
    causes: dict[str, list[str]] = {card: [] for card in followers}
    for card, leads_to in followers.items():
        for follower in leads_to:
            causes[follower].append(card)
    return CausalMap(followers, {card: tuple(found) for card, found in causes.items()})


def circles(links: Links) -> Iterator[tuple[str, ...]]:
    """Yield for each link in a circle that was not in one yet the shortest circle through it, each card once.

    All circles could be more than anybody can count: they grow as a power of the number of links.
    """
    knots = _knots(links)
    passed: set[tuple[str, str]] = set()
    for card, leads_to in links.items():
        for follower in leads_to:
            if (card, follower) in passed or knots[card] != knots[follower]:
                continue
            circle = (card, *(_way_back(links, (follower,), card) or ()))
            passed.update(zip(circle, (*circle[1:], card), strict=True))
            yield circle


def _way_back(links: Links, starts: Iterable[str], goal: str) -> tuple[str, ...] | None:
    """Return the shortest way from one of `starts` to just before `goal`; None when it cannot be reached."""
    came_from: dict[str, str] = dict.fromkeys(starts, "")
    ahead = deque(came_from)
    while ahead:
        card = ahead.popleft()
        if card == goal:
            way: list[str] = []
            while card := came_from[card]:
                way.append(card)
            return tuple(reversed(way))
        for follower in links.get(card, ()):
            if follower not in came_from:
                came_from[follower] = card
                ahead.append(follower)
    return None


def _knots(links: Links) -> dict[str, int]:
    """Number the cards so that two have the same number when each can be reached from the other (Kosaraju)."""
    reverse: dict[str, list[str]] = {}
    for card, leads_to in links.items():
        reverse.setdefault(card, [])
        for follower in leads_to:
            reverse.setdefault(follower, []).append(card)
    done = [card for _, card in _deep(links, reverse)]
    return {card: knot for knot, card in _deep(reverse, reversed(done))}


def _deep(links: Links, starts: Iterable[str]) -> Iterator[tuple[int, str]]:
    """Yield each card after all that lies behind it, with the number of the start it was reached from."""
    seen: set[str] = set()
    for number, start in enumerate(starts):
        if start in seen:
            continue
        seen.add(start)
        under_way = [(start, iter(links.get(start, ())))]
        while under_way:
            card, rest = under_way[-1]
            follower = next((one for one in rest if one not in seen), None)
            if follower is None:
                under_way.pop()
                yield number, card
            else:
                seen.add(follower)
                under_way.append((follower, iter(links.get(follower, ()))))


def answers(signposts: Iterable[Signpost], path: tuple[str, ...]) -> tuple[str, ...]:
    """Return what can be answered after the answers in `path`; nothing at the end of the way."""
    depth = len(path)
    return tuple(
        dict.fromkeys(one.marks[depth] for one in signposts if len(one.marks) > depth and one.marks[:depth] == path)
    )


def reached(signposts: Iterable[Signpost], path: tuple[str, ...]) -> tuple[Signpost, ...]:
    """Return the wegwijzers to which the answers in `path` lead, also those that ask fewer questions."""
    return tuple(one for one in signposts if one.marks == path[: len(one.marks)])
