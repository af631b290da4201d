"""What ships: as much as the sources hold, each card with its source and year, all of it readable in the room."""

from collections import Counter
from collections.abc import Iterator
from functools import cache

import pytest

from gesprekskaarten.decks.library import Library, check
from gesprekskaarten.domain.deck import Card, CardKind, Casus, Deck, Signpost
from gesprekskaarten.domain.material import Decks
from gesprekskaarten.domain.playbook import RoundKind
from gesprekskaarten.room.layout import Page
from gesprekskaarten.room.preview import card_pages, casus_pages, signpost_pages
from gesprekskaarten.storage.paths import shipped_decks

LARGE, SMALL = (70, 20), (46, 13)
"""Columns and rows: comfortable, and complete in pages (DESIGN 8)."""

DECKS = (
    "complexe-zorgvragen",
    "domeinoverstijgend-samenwerken",
    "een-mantelzorger-vertelt",
    "grensvlakken-wlz",
    "samenwerken-in-de-wijk",
    "van-thuis-naar-verpleeghuis",
)
DRAAIBOEKEN = {
    "casusbespreking-60": 60,
    "grensvlakkengesprek-120": 120,
    "grensvlakkengesprek-45": 45,
    "grensvlakkengesprek-90": 90,
    "samenwerkingsgesprek-90": 90,
    "standpunten-60": 60,
}
THEMES = 8
"""Themes of the report “Van thuis naar het verpleeghuis”."""


Shown = Card | Casus | Signpost


@cache
def library() -> Library:
    return Library(shipped_decks())


def deck(id: str) -> Deck:
    return library().decks[id]


def _shown(id: str) -> tuple[Shown, ...]:
    return (*deck(id).cards, *deck(id).casussen, *deck(id).signposts)


def kinds(id: str) -> Counter[CardKind]:
    return Counter(card.kind for card in deck(id).cards)


def way(id: str, route: str) -> tuple[Card, ...]:
    found = next(one for one in deck(id).routes if one.id == route)
    cards = {card.id: card for card in deck(id).cards}
    return tuple(cards[name] for name in found.way)


def test_there_is_a_deck_for_every_source_and_nothing_is_wrong_with_them() -> None:
    assert tuple(library().decks) == DECKS
    assert {id: one.head.minutes for id, one in library().playbooks.items()} == DRAAIBOEKEN
    assert [str(problem) for problem in check([shipped_decks()])] == []


@pytest.mark.parametrize("id", DECKS)
def test_every_card_and_casus_has_a_source_with_a_year_and_says_what_it_asks(id: str) -> None:
    sources = {source.id for source in deck(id).sources}
    for one in _shown(id):
        fictional = isinstance(one, Casus) and one.fictional
        assert one.sources or fictional, one.id
        for cited in one.sources:
            assert cited.source in sources
            assert 2017 <= cited.year <= 2021
    assert all(card.theme for card in deck(id).cards)


def test_from_home_to_nursing_home_has_the_eight_themes_twenty_knelpunten_and_thirteen_links() -> None:
    id = "van-thuis-naar-verpleeghuis"
    assert kinds(id)[CardKind.KNELPUNT] == 20
    themes = {card.theme for card in deck(id).cards if card.kind is CardKind.KNELPUNT}
    assert len(themes) == THEMES
    assert kinds(id)[CardKind.VOORBEELD] == 5
    for card in way(id, "vijf-goede-voorbeelden"):
        assert all(part in card.explanation for part in ("Wie:", "Wat:", "Waarom"))
    assert len(way(id, "clientreis")) >= 10
    theme_cards = [card for card in deck(id).cards if card.id.startswith("thema-")]
    assert len(theme_cards) == THEMES
    between = {(one, other) for one in _themes_of_links(id) for other in one[1] if one[0] != other}
    assert len(between) >= 13


def _themes_of_links(id: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    cards = {card.id: card for card in deck(id).cards}
    for card in cards.values():
        yield card.theme, tuple(cards[name].theme for name in card.leads_to)


def test_a_circle_of_causes_goes_round() -> None:
    decks = Decks(decks=(deck("van-thuis-naar-verpleeghuis"),))
    waiting = "van-thuis-naar-verpleeghuis/lang-wachten"
    (back,) = [name for name in decks.followers(waiting) if waiting in decks.followers(name)]
    assert back in decks.causes(waiting)


def test_complex_care_has_sixteen_casussen_ten_steps_a_ladder_and_fourteen_signposts() -> None:
    id = "complexe-zorgvragen"
    assert len(deck(id).casussen) == 16
    others = [casus for casus in deck(id).casussen if casus.about != "ouderen"]
    assert len(others) == 8
    assert all(casus.outcome and casus.lessons and casus.hard for casus in deck(id).casussen)
    assert len(way(id, "tien-stappen")) == 10
    assert len(way(id, "los-op-of-schaal-op")) >= 6
    assert kinds(id)[CardKind.LES] >= 10
    support = [one for one in deck(id).signposts if one.id.startswith("steun-")]
    complaints = [one for one in deck(id).signposts if one.id.startswith("klacht-")]
    assert (len(support), len(complaints), len(deck(id).signposts)) == (7, 7, 14)


@pytest.mark.parametrize("id", [id for id in DECKS if library().decks[id].signposts])
def test_three_short_choices_lead_to_every_signpost(id: str) -> None:
    assert len(deck(id).head.signpost_questions) == 3
    paths = Counter(one.marks for one in deck(id).signposts)
    assert all(len(marks) == 3 for marks in paths)
    assert max(paths.values()) <= 2
    assert all(len(answer) <= 60 for marks in paths for answer in marks)


def test_across_domains_has_the_six_questions_31_contradictions_and_standpunten_of_six_groups() -> None:
    id = "domeinoverstijgend-samenwerken"
    assert len(way(id, "zes-vragen")) == 6
    assert kinds(id)[CardKind.DILEMMA] == 31 + 4, "31 contradictions, and 4 tensions with other sources"
    groups = Counter(group for card in deck(id).cards if card.kind is CardKind.STANDPUNT for group in card.actors)
    assert len(groups) == 6
    assert min(groups.values()) >= 4
    assert set(groups) == {actor.id for actor in deck(id).actors}
    assert len(deck(id).casussen) >= 15
    assert {level.id: len(level.kinds) >= 6 for level in deck(id).levels} == dict.fromkeys(
        ("uitvoering", "organisatie", "stelsel"), True
    )
    assert all(kind.sources for level in deck(id).levels for kind in level.kinds)


def test_working_together_has_the_fifteen_questions_and_the_four_of_the_agreements() -> None:
    id = "samenwerken-in-de-wijk"
    questions = next(route for route in deck(id).routes if route.id == "gespreksleidraad")
    assert [len(step.cards) for step in questions.steps] == [2, 8, 2, 3]
    agreements = next(route for route in deck(id).routes if route.id == "samenwerkingsafspraken")
    assert [len(step.cards) for step in agreements.steps] == [1, 3, 1, 1]
    assert len(way(id, "zes-stappen")) == 6
    both_dates = [card for card in way(id, "zes-stappen") if card.explanation.count("augustus") > 1]
    assert both_dates, "dates that contradict each other are shown as such"


def test_a_carer_tells_her_story_and_gives_eight_tips() -> None:
    id = "een-mantelzorger-vertelt"
    assert len(deck(id).casussen) == 1
    assert kinds(id)[CardKind.TIP] == 8


def test_every_dilemma_has_two_sides_and_every_standpunt_somebody_who_holds_it() -> None:
    for one in library().decks.values():
        for card in one.cards:
            if card.kind is CardKind.DILEMMA:
                assert len(card.sides) == 2, card.id
            if card.kind is CardKind.STANDPUNT:
                assert card.actors, card.id
                assert card.stance, card.id


def test_the_routes_that_a_draaiboek_asks_for_are_in_the_decks_it_brings_along() -> None:
    for playbook in library().playbooks.values():
        decks = Decks(decks=tuple(library().deck(id) for id in playbook.head.decks))
        for round in playbook.rounds:
            if round.kind is RoundKind.LEIDRAAD:
                assert decks.way(round.route), round.id
            assert bool(round.route) == (round.kind is RoundKind.LEIDRAAD)


def _pages(one: Shown, size: tuple[int, int], id: str) -> tuple[Page, ...]:
    match one:
        case Card():
            return card_pages(one, *size, {actor.id: actor.name for actor in library().deck(id).actors})
        case Casus():
            return casus_pages(one, *size)
        case Signpost():
            return signpost_pages(one, *size)


@pytest.mark.parametrize("id", DECKS)
def test_every_card_casus_and_signpost_is_complete_on_the_room_screen(id: str) -> None:
    for one in _shown(id):
        assert len(_pages(one, LARGE, id)) == 1, one.id
        small = _pages(one, SMALL, id)
        assert len(small) <= 2, one.id
        there = Counter(word for page in small for line in page for word in line.text.split())
        assert not Counter(_words_of(one).split()) - there, one.id


def _words_of(one: Shown) -> str:
    match one:
        case Card():
            return " ".join((one.question, one.title, one.explanation, *one.sides))
        case Casus():
            return f"{one.title} {one.situation}"
        case Signpost():
            return f"{one.where_to} {one.for_whom} {one.after_that}"
