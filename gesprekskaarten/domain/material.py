"""What lies on the table: the draaiboek and the decks, as they were when the session was opened."""

from collections.abc import Iterator
from functools import cached_property
from typing import TypeVar

from gesprekskaarten.domain.deck import Actor, Card, Casus, Deck, Level, Route, Signpost, Term
from gesprekskaarten.domain.playbook import Playbook
from gesprekskaarten.domain.value import Value

T = TypeVar("T", Actor, Card, Casus, Level)


class Decks(Value):
    """Decks that lie beside each other: what is in them together, and how one card leads to another."""

    decks: tuple[Deck, ...] = ()

    @cached_property
    def actors(self) -> dict[str, Actor]:
        """Actors of all decks by id; the first deck that has one wins."""
        return _by_id(actor for deck in self.decks for actor in deck.actors)

    @cached_property
    def levels(self) -> dict[str, Level]:
        """Niveaus by id, with the kinds of solution of all decks together."""
        found: dict[str, Level] = {}
        for level in (level for deck in self.decks for level in deck.levels):
            first = found.setdefault(level.id, level)
            known = {kind.id for kind in first.kinds}
            more = tuple(kind for kind in level.kinds if kind.id not in known)
            if more:
                found[level.id] = first.model_copy(update={"kinds": (*first.kinds, *more)})
        return found

    @cached_property
    def casussen(self) -> dict[str, Casus]:
        return _by_id(casus for deck in self.decks for casus in deck.casussen)

    @cached_property
    def cards(self) -> dict[str, Card]:
        return _by_id(card for deck in self.decks for card in deck.cards)

    @cached_property
    def terms(self) -> dict[str, Term]:
        return {term.word.casefold(): term for deck in reversed(self.decks) for term in deck.terms}

    @cached_property
    def all_cards(self) -> dict[str, Card]:
        """Every card of every deck by `deck/kaart`, in their order."""
        return {f"{deck.id}/{card.id}": card for deck in self.decks for card in deck.cards}

    @cached_property
    def signposts(self) -> tuple[tuple[Deck, Signpost], ...]:
        return tuple((deck, signpost) for deck in self.decks for signpost in deck.signposts)

    def signpost(self, reference: str) -> Signpost | None:
        """Find a wegwijzer by `wegwijzer` or `deck/wegwijzer`."""
        deck_id, _, id = reference.rpartition("/")
        found = (signpost for deck, signpost in self.signposts if signpost.id == id and deck_id in ("", deck.id))
        return next(found, None)

    def full(self, reference: str, within: str = "") -> str | None:
        """Return `deck/kaart` for a reference in the deck `within`, or else in the first deck that has the card."""
        deck_id, _, card_id = reference.rpartition("/")
        for deck in (deck_id,) if deck_id else (within, *(deck.id for deck in self.decks)):
            if f"{deck}/{card_id}" in self.all_cards:
                return f"{deck}/{card_id}"
        return None

    def card(self, reference: str) -> Card | None:
        """Find a card by `kaart` or `deck/kaart`."""
        full = self.full(reference)
        return self.all_cards[full] if full else None

    def followers(self, reference: str) -> tuple[str, ...]:
        """Return what this card leads to, as `deck/kaart`, as far as it lies on the table."""
        full = self.full(reference)
        return self._leads.get(full, ()) if full else ()

    def causes(self, reference: str) -> tuple[str, ...]:
        """Return which cards lead to this one, as `deck/kaart`."""
        full = self.full(reference)
        return tuple(card for card, leads_to in self._leads.items() if full in leads_to)

    @cached_property
    def _leads(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, tuple[str, ...]] = {}
        for reference, card in self.all_cards.items():
            within = reference.partition("/")[0]
            known = (self.full(name, within) for name in card.leads_to)
            found[reference] = tuple(dict.fromkeys(name for name in known if name))
        return found

    def route(self, reference: str) -> Route | None:
        """Find a route by `route` or `deck/route`."""
        deck_id, _, route_id = reference.rpartition("/")
        for deck in self.decks:
            if deck_id in ("", deck.id):
                for route in deck.routes:
                    if route.id == route_id:
                        return route
        return None

    def steps(self, reference: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Return the steps of a route as (title, cards as `deck/kaart`); cards without a step come one by one."""
        route = self.route(reference)
        if route is None:
            return ()
        within = next(deck.id for deck in self.decks if route in deck.routes)
        steps = [("", (card,)) for card in route.cards] + [(step.title, step.cards) for step in route.steps]
        known = ((title, tuple(full for card in cards if (full := self.full(card, within)))) for title, cards in steps)
        return tuple((title, cards) for title, cards in known if cards)

    def way(self, reference: str) -> tuple[str, ...]:
        """Return the cards of a route in order, as `deck/kaart`; none when there is no such route."""
        return tuple(dict.fromkeys(card for _, cards in self.steps(reference) for card in cards))

    def sort_text(self, sort: str) -> str:
        """Return the text of a kind of solution, or "" when the decks have none of that id."""
        for level in self.levels.values():
            for kind in level.kinds:
                if kind.id == sort:
                    return kind.text
        return ""


class Material(Decks):
    """Copied into the session file at opening: an old report never changes when a deck does."""

    playbook: Playbook


def _by_id(values: Iterator[T]) -> dict[str, T]:
    found: dict[str, T] = {}
    for value in values:
        found.setdefault(value.id, value)
    return found
