"""Weaknesses that only show between cards: chains that go round, and cards that say nearly the same."""

from collections import Counter
from collections.abc import Mapping, Sequence

from gesprekskaarten.decks import reading
from gesprekskaarten.decks.loader import DeckFile
from gesprekskaarten.decks.problems import Finding, quoted, where
from gesprekskaarten.domain.deck import Card, CardKind, Deck

LONGEST = 20_000
"""Letters of a card that are compared."""
ALIKE = 0.6
"""Share of the runs of three words that two cards have in common."""
MOST_CARDS = 20
"""Cards remembered for one run of three words: a run in more of them tells little."""
MOST_COMPARED = 5
"""Cards that one card is compared with, word for word."""

CardKey = tuple[str, str]
Run = tuple[str, ...]

_MAY_CIRCLE = {CardKind.KNELPUNT, CardKind.INFORMATIE}


def in_circles(files: Sequence[DeckFile], others: Sequence[DeckFile]) -> dict[int, list[Finding]]:
    """Find cards that lead back to themselves, of kinds for which that is no help."""
    decks = {file.id: file for file in (*others, *files) if isinstance(file.readable, Deck)}
    cards: dict[CardKey, tuple[DeckFile, int, Card]] = {}
    for file in decks.values():
        assert isinstance(file.readable, Deck)
        cards |= {(file.id, card.id): (file, index, card) for index, card in enumerate(file.readable.cards)}
    follows = {
        key: [to for name in card.leads_to if (to := _key(name, key[0])) in cards]
        for key, (_, _, card) in cards.items()
    }
    found: dict[int, list[Finding]] = {}
    for circle in _circles(follows):
        if len(circle) > 1 and all(cards[key][2].kind in _MAY_CIRCLE for key in circle):
            continue
        for key in sorted(circle):
            file, index, card = cards[key]
            if len(circle) > 1 and card.kind in _MAY_CIRCLE:
                continue
            place = next(place for place, name in enumerate(card.leads_to) if _key(name, key[0]) in circle)
            loc = ("kaart", index, "leidt_tot", place)
            what = (
                "deze kaart leidt naar zichzelf." if len(circle) == 1 else "deze kaart leidt via andere naar zichzelf."
            )
            hint = "Een kring mag alleen tussen kaarten van de soort knelpunt of informatie."
            found.setdefault(id(file), []).append(Finding(loc, f"{where(file.data, loc)}: {what}", hint, code="kring"))
    return found


def _key(name: str, own: str) -> CardKey:
    deck, slash, card = name.rpartition("/")
    return (deck if slash else own, card)


def _circles(follows: Mapping[CardKey, list[CardKey]]) -> list[set[CardKey]]:
    """Return the groups of cards that can all be reached from each other (Kosaraju, without recursion)."""
    order: list[CardKey] = []
    seen: set[CardKey] = set()
    for start in follows:
        if start in seen:
            continue
        seen.add(start)
        waiting = [(start, iter(follows[start]))]
        while waiting:
            here, rest = waiting[-1]
            following = next((key for key in rest if key not in seen), None)
            if following is None:
                order.append(here)
                waiting.pop()
            else:
                seen.add(following)
                waiting.append((following, iter(follows[following])))
    before: dict[CardKey, list[CardKey]] = {}
    for key, targets in follows.items():
        for target in targets:
            before.setdefault(target, []).append(key)
    groups = []
    placed: set[CardKey] = set()
    for start in reversed(order):
        if start in placed:
            continue
        placed.add(start)
        group, todo = {start}, [start]
        while todo:
            for key in before.get(todo.pop(), ()):
                if key not in placed:
                    placed.add(key)
                    group.add(key)
                    todo.append(key)
        if len(group) > 1 or start in follows[start]:
            groups.append(group)
    return groups


def near_identical(files: Sequence[DeckFile]) -> dict[int, list[Finding]]:
    """Find cards that say nearly the same as an earlier one, by the runs of three words they share."""
    seen: list[tuple[DeckFile, Card, set[Run]]] = []
    having: dict[Run, list[int]] = {}
    found: dict[int, list[Finding]] = {}
    for file in files:
        if not isinstance(file.readable, Deck):
            continue
        for index, card in enumerate(file.readable.cards):
            runs = _runs(card)
            for place in _likely(runs, having):
                other, twin, others = seen[place]
                is_copy = other is not file and other.id == file.id
                if not is_copy and len(runs & others) >= ALIKE * len(runs | others):
                    loc = ("kaart", index)
                    of = "" if other is file else f" van deck {quoted(other.id)}"
                    what = f"deze kaart zegt bijna hetzelfde als kaart {quoted(twin.id)}{of}."
                    hint = "Houd er één, of maak het verschil duidelijk."
                    message = f"{where(file.data, loc)}: {what}"
                    found.setdefault(id(file), []).append(Finding(loc, message, hint, code="lijkt-op"))
                    break
            for run in runs:
                places = having.setdefault(run, [])
                if len(places) < MOST_CARDS:
                    places.append(len(seen))
            seen.append((file, card, runs))
    return found


def _likely(runs: set[Run], having: Mapping[Run, list[int]]) -> list[int]:
    """Return the few cards that share most runs with these; runs that many cards have count only when all are so."""
    known = [places for run in runs if (places := having.get(run))]
    rare = Counter(place for places in known if len(places) < MOST_CARDS for place in places)
    common = Counter(place for places in known for place in places)
    return [place for counted in (rare, common) for place, _ in counted.most_common(MOST_COMPARED)]


def _runs(card: Card) -> set[Run]:
    text = " ".join((card.question, card.explanation, *card.sides))[:LONGEST]
    words = [word.casefold() for word in reading.words_in(text)]
    return {tuple(words[place : place + 3]) for place in range(max(1, len(words) - 2))}
