"""Finds cards, casussen, actors, begrippen and wegwijzers in all decks: by words, and by what they are about."""

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from gesprekskaarten.domain.deck import Actor, Card, Casus, Deck, Signpost, Term

CASUS, ACTOR, BEGRIP, WEGWIJZER = "casus", "actor", "begrip", "wegwijzer"
"""Kinds of what is found, beside the kinds of cards."""

_MARKS = re.compile("[\u0300-\u036f]")

Item = Card | Casus | Actor | Term | Signpost


class Facet(StrEnum):
    """What can be asked for beside words, in the order in which `find` takes it."""

    LAW = "wet"
    KIND = "soort"
    THEME = "thema"
    ACTOR = "actor"
    DECK = "deck"


@dataclass(frozen=True)
class Hit:
    """Something in a deck that can be read by itself; `kind` is the soort of a card, or which other thing it is."""

    deck: Deck
    item: Item
    kind: str
    id: str
    title: str
    text: str

    @property
    def reference(self) -> str:
        """`deck/kaart` of a card."""
        return f"{self.deck.id}/{self.id}"

    @property
    def key(self) -> str:
        """Tells it from everything else in all decks."""
        return f"{self.deck.id} {type(self.item).__name__} {self.id}"

    def values(self, facet: Facet) -> tuple[str, ...]:
        """Return what it is of this facet: laws, a theme, ids of actors."""
        item = self.item
        match facet:
            case Facet.DECK:
                return (self.deck.id,)
            case Facet.KIND:
                return (self.kind,)
            case Facet.LAW:
                return item.laws if isinstance(item, Card | Casus) else ()
            case Facet.THEME:
                return (item.theme,) if isinstance(item, Card) and item.theme else ()
            case Facet.ACTOR:
                return tuple(dict.fromkeys(_actors(item)))


@dataclass(frozen=True)
class Index:
    """Everything that can be found, with its words folded once; `names` are those of actors and decks by id."""

    hits: tuple[Hit, ...]
    names: dict[tuple[Facet, str], str]
    _texts: tuple[str, ...] = field(repr=False)
    _titles: tuple[str, ...] = field(repr=False)

    def name(self, facet: Facet, value: str) -> str:
        """Return how a value is called: an actor and a deck by their name."""
        return self.names.get((facet, value), value)


def fold(text: str) -> str:
    """Return `text` without accents and capitals."""
    return text.lower() if text.isascii() else _MARKS.sub("", unicodedata.normalize("NFKD", text.casefold()))


def build(decks: Iterable[Deck]) -> Index:
    """Read all decks once."""
    names: dict[tuple[Facet, str], str] = {}
    hits: list[Hit] = []
    for deck in decks:
        names[Facet.DECK, deck.id] = deck.title
        for actor in deck.actors:
            names.setdefault((Facet.ACTOR, actor.id), actor.name)
        hits += hits_in(deck)
    texts = tuple(fold("\n".join(_texts(hit.item))) for hit in hits)
    return Index(tuple(hits), names, texts, tuple(fold(hit.title) for hit in hits))


def hits_in(deck: Deck) -> Iterator[Hit]:
    """Return everything in a deck that can be found, in the order of the deck."""
    for card in deck.cards:
        yield Hit(deck, card, card.kind.value, card.id, card.title, card.question)
    for casus in deck.casussen:
        yield Hit(deck, casus, CASUS, casus.id, casus.title, casus.situation)
    for actor in deck.actors:
        yield Hit(deck, actor, ACTOR, actor.id, actor.name, "")
    for term in deck.terms:
        yield Hit(deck, term, BEGRIP, term.word, term.word, term.explanation)
    for sign in deck.signposts:
        yield Hit(deck, sign, WEGWIJZER, sign.id, sign.for_whom, sign.where_to)


def find(
    index: Index,
    words: str = "",
    laws: Collection[str] = (),
    kinds: Collection[str] = (),
    themes: Collection[str] = (),
    actors: Collection[str] = (),
    decks: Collection[str] = (),
) -> list[Hit]:
    """Return what has all of `words` and of each facet that is asked for one of its values.

    What has the words in its title comes first; for the rest the order of the decks stays. Empty asks for nothing.
    """
    wanted = fold(words).split()
    asked = [
        (facet, values) for facet, values in zip(Facet, (laws, kinds, themes, actors, decks), strict=True) if values
    ]
    first: list[Hit] = []
    others: list[Hit] = []
    for hit, text, title in zip(index.hits, index._texts, index._titles, strict=True):
        if not all(word in text for word in wanted):
            continue
        if any(not any(value in values for value in hit.values(facet)) for facet, values in asked):
            continue
        (first if wanted and all(word in title for word in wanted) else others).append(hit)
    return first + others


def counts(hits: Iterable[Hit], facet: Facet) -> dict[str, int]:
    """Return which values of a facet occur in `hits`, and how often."""
    return dict(Counter(value for hit in hits for value in hit.values(facet)))


def _actors(item: Item) -> Iterator[str]:
    if isinstance(item, Card):
        yield from item.actors
    elif isinstance(item, Casus):
        yield from item.involved
        yield from (one.actor for one in item.hard)
    elif isinstance(item, Actor):
        yield item.id


def _texts(item: Item) -> Iterator[str]:
    match item:
        case Card():
            yield from (item.title, item.question, item.explanation, item.theme, item.kind.value)
            yield from (*item.sides, *item.probes, *item.starters, *item.laws)
        case Casus():
            yield from (item.title, item.situation, item.story, item.outcome, item.about, CASUS)
            yield from (*item.facts, *item.unknowns, *item.questions, *item.lessons, *item.laws)
            yield from (one.text for one in item.hard)
        case Actor():
            yield from (item.name, *(one.text for one in item.perspectives))
            for dilemma in item.dilemmas:
                yield from (dilemma.text, *dilemma.sides)
        case Term():
            yield from (item.word, item.explanation)
        case Signpost():
            yield from (item.for_whom, item.where_to, item.after_that, *item.marks)
