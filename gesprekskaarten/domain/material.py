"""What lies on the table: the draaiboek and the decks, as they were when the session was opened."""

from collections.abc import Iterator
from functools import cached_property
from typing import TypeVar

from gesprekskaarten.domain.deck import Actor, Card, Casus, Deck, Level, Term
from gesprekskaarten.domain.playbook import Playbook
from gesprekskaarten.domain.value import Value

T = TypeVar("T", Actor, Card, Casus, Level)


class Material(Value):
    """Copied into the session file at opening: an old report never changes when a deck does."""

    playbook: Playbook
    decks: tuple[Deck, ...] = ()

    @cached_property
    def actors(self) -> dict[str, Actor]:
        """Actors of all decks by id; the first deck that has one wins."""
        return _by_id(actor for deck in self.decks for actor in deck.actors)

    @cached_property
    def levels(self) -> dict[str, Level]:
        return _by_id(level for deck in self.decks for level in deck.levels)

    @cached_property
    def casussen(self) -> dict[str, Casus]:
        return _by_id(casus for deck in self.decks for casus in deck.casussen)

    @cached_property
    def cards(self) -> dict[str, Card]:
        return _by_id(card for deck in self.decks for card in deck.cards)

    @cached_property
    def terms(self) -> dict[str, Term]:
        return {term.word.casefold(): term for deck in reversed(self.decks) for term in deck.terms}

    def card(self, reference: str) -> Card | None:
        """Find a card by `kaart` or `deck/kaart`."""
        deck_id, _, card_id = reference.rpartition("/")
        for deck in self.decks:
            if deck_id in ("", deck.id):
                for card in deck.cards:
                    if card.id == card_id:
                        return card
        return None

    def sort_text(self, sort: str) -> str:
        """Return the text of a kind of solution, or "" when the decks have none of that id."""
        for level in self.levels.values():
            for kind in level.kinds:
                if kind.id == sort:
                    return kind.text
        return ""


def _by_id(values: Iterator[T]) -> dict[str, T]:
    found: dict[str, T] = {}
    for value in values:
        found.setdefault(value.id, value)
    return found
