"""Ways through the decks: causes and followers, circles, and the answers of a wegwijzer."""

import sys
from itertools import islice
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from gesprekskaarten.domain.deck import Deck, Signpost
from gesprekskaarten.domain.material import Decks
from gesprekskaarten.domain.ways import CausalMap, answers, causal_map, circles, reached
from tests.carding import wijk

WAIT, RUSH, TIRED = "wijk/wachten", "wijk/spoed", "wijk/overbelast"

LINKS = st.dictionaries(
    st.sampled_from("abcdefgh"), st.lists(st.sampled_from("abcdefgh"), max_size=4, unique=True)
).map(lambda some: {card: tuple(some.get(card, ())) for card in "abcdefgh"})


def deck_of(links: dict[str, list[str]]) -> Decks:
    """A deck of knelpunten that lead to each other."""
    cards = [
        {"id": id, "soort": "knelpunt", "titel": id, "vraag": "Wat nu?", "leidt_tot": leads_to}
        for id, leads_to in links.items()
    ]
    head = {"id": "d", "titel": "D", "versie": "1"}
    return Decks(decks=(Deck.model_validate({"formaat": 1, "deck": head, "kaart": cards}),))


def reaches(links: dict[str, tuple[str, ...]], start: str) -> set[str]:
    found: set[str] = set()
    ahead = [start]
    while ahead:
        for follower in links[ahead.pop()]:
            if follower not in found:
                found.add(follower)
                ahead.append(follower)
    return found


def sign(id: str, *marks: str) -> Signpost:
    return Signpost(id=id, voor_wie=f"Voor {id}", waar_naartoe=f"Naar {id}", kenmerken=marks)


def test_a_map_knows_causes_followers_and_which_cards_have_neither() -> None:
    found = causal_map(Decks(decks=(wijk(),)))
    assert found.followers[RUSH] == (WAIT, TIRED)
    assert found.causes[WAIT] == (RUSH,)
    assert found.causes[TIRED] == (RUSH,)
    assert found.linked == (WAIT, RUSH, TIRED)
    assert found.starts == ()


def test_a_chain_begins_at_the_card_without_causes() -> None:
    found = causal_map(deck_of({"b": ["c"], "a": ["b"], "c": [], "los": []}))
    assert found.starts == ("d/a",)
    assert found.linked == ("d/b", "d/a", "d/c")


def test_links_go_from_one_deck_to_another_as_far_as_it_is_there() -> None:
    one = deck_of({"a": ["b", "e/b", "weg"], "b": []}).decks[0]
    other = one.model_copy(update={"head": one.head.model_copy(update={"id": "e"})})
    assert causal_map(Decks(decks=(one, other))).followers["d/a"] == ("d/b", "e/b")


def test_a_circle_is_named_from_the_card_that_comes_first() -> None:
    found = causal_map(Decks(decks=(wijk(),)))
    assert list(found.circles()) == [(WAIT, RUSH)]
    assert found.circle_of(RUSH) == (RUSH, WAIT)
    assert found.circle_of(TIRED) == ()


def test_two_circles_through_one_card_are_both_named_and_what_hangs_on_them_is_not() -> None:
    links = {"a": ("b", "c"), "b": ("a", "uit"), "c": ("d",), "d": ("a",), "uit": (), "in": ("a",)}
    assert list(circles(links)) == [("a", "b"), ("a", "c", "d")]


def test_a_card_that_leads_to_itself_is_a_circle_of_one() -> None:
    assert list(circles({"a": ("a", "b"), "b": ()})) == [("a",)]


@given(LINKS)
def test_circles_are_ways_over_links_and_pass_every_link_that_can_lead_back(links: dict[str, tuple[str, ...]]) -> None:
    passed: set[tuple[str, str]] = set()
    for circle in circles(links):
        steps = set(zip(circle, (*circle[1:], circle[0]), strict=True))
        assert len(set(circle)) == len(circle)
        assert all(follower in links[card] for card, follower in steps)
        assert steps - passed, "names something new"
        passed |= steps
    back = {(card, one) for card in links for one in links[card] if one == card or card in reaches(links, one)}
    assert passed == back


@given(LINKS)
def test_a_card_has_a_circle_of_its_own_when_it_can_be_reached_from_itself(links: dict[str, tuple[str, ...]]) -> None:
    found = CausalMap(links, {})
    for card in links:
        circle = found.circle_of(card)
        assert bool(circle) == (card in reaches(links, card))
        assert all(one in links[before] for before, one in zip(circle, (*circle[1:], *circle[:1]), strict=True))


class Counting(dict[str, tuple[str, ...]]):
    """Counts how often the followers of a card are asked for."""

    asked = 0

    def get(self, key: str, default: Any = None) -> Any:
        self.asked += 1
        return super().get(key, default)


def test_a_ring_of_five_thousand_cards_is_walked_round_a_few_times_and_without_recursion() -> None:
    count = 5_000
    assert count > sys.getrecursionlimit()
    ids = [f"k{number}" for number in range(count)]
    found = causal_map(deck_of({id: [ids[(place + 1) % count]] for place, id in enumerate(ids)}))
    links = Counting(found.followers)
    assert [len(circle) for circle in circles(links)] == [count]
    assert links.asked < 5 * count


def test_the_first_circles_of_a_big_knot_come_without_looking_for_the_others() -> None:
    count = 5_000
    ids = [f"k{number}" for number in range(count)]
    links = Counting({id: (ids[(place + 1) % count], ids[place * 7 % count]) for place, id in enumerate(ids)})
    assert len(list(islice(circles(links), 50))) == 50
    assert links.asked < 60 * count


def test_the_answers_follow_the_tree_in_the_order_of_the_deck() -> None:
    signs = [
        sign("a", "Zorg", "Kind"),
        sign("b", "Klacht", "Wijk"),
        sign("c", "Zorg", "Oud"),
        sign("d", "Zorg", "Kind"),
    ]
    assert answers(signs, ()) == ("Zorg", "Klacht")
    assert answers(signs, ("Zorg",)) == ("Kind", "Oud")
    assert answers(signs, ("Zorg", "Kind")) == ()
    assert [one.id for one in reached(signs, ("Zorg", "Kind"))] == ["a", "d"]


def test_a_wegwijzer_that_asks_less_is_found_beside_those_that_ask_more() -> None:
    signs = [sign("altijd"), sign("kort", "Zorg"), sign("lang", "Zorg", "Kind"), sign("anders", "Klacht")]
    assert answers(signs, ("Zorg",)) == ("Kind",)
    assert [one.id for one in reached(signs, ("Zorg", "Kind"))] == ["altijd", "kort", "lang"]
