"""Finding in all decks: by words, whatever their capitals and accents, and by what a card is about."""

import pytest

from gesprekskaarten.decks.search import Facet, Index, build, counts, find, fold
from gesprekskaarten.domain.deck import Deck

NIGHT = Deck.model_validate(
    {
        "formaat": 1,
        "deck": {"id": "nacht", "titel": "De nacht", "versie": "1"},
        "kaart": [
            {
                "id": "toezicht",
                "soort": "knelpunt",
                "thema": "toegang",
                "titel": "Toezicht",
                "vraag": "Wie kijkt er 's nachts?",
                "wetten": ["Wlz", "Zvw"],
                "actoren": ["huisarts"],
                "doorvragen": ["Wat ziet de mantelzorger?"],
            },
            {
                "id": "creatief",
                "soort": "dilemma",
                "thema": "toegang",
                "titel": "Een creatieve oplossing",
                "vraag": "Mag een nacht ook anders?",
                "toelichting": "Denk aan cliënten met een één-op-één begeleider en toezicht.",
                "kanten": ["Ja.", "Nee."],
                "wetten": ["Wmo"],
            },
        ],
        "actor": [{"id": "huisarts", "naam": "Huisarts", "groep": "professionals"}],
        "begrip": [{"woord": "Wlz", "uitleg": "Wet langdurige zorg."}],
    }
)
DAY = Deck.model_validate(
    {
        "formaat": 1,
        "deck": {"id": "dag", "titel": "De dag", "versie": "1"},
        "kaart": [
            {
                "id": "ontbijt",
                "soort": "dilemma",
                "thema": "eten",
                "titel": "Ontbijt",
                "vraag": "Wie maakt het?",
                "wetten": ["Wlz"],
            }
        ],
        "casus": [
            {
                "id": "riet",
                "titel": "Riet",
                "situatie": "Riet eet niet.",
                "wetten": ["Wlz"],
                "betrokken": ["ciz"],
                "lastig": [{"actor": "huisarts", "tekst": "Zij zegt weinig."}],
            }
        ],
        "wegwijzer": [{"id": "klacht", "voor_wie": "Wie een klacht heeft", "waar_naartoe": "De klachtenfunctionaris"}],
    }
)


@pytest.fixture(scope="module")
def index() -> Index:
    return build([NIGHT, DAY])


def ids(index: Index, words: str = "", **facets: list[str]) -> list[str]:
    return [hit.id for hit in find(index, words, **facets)]


def test_without_a_question_everything_is_found_in_the_order_of_the_decks(index: Index) -> None:
    assert ids(index) == ["toezicht", "creatief", "huisarts", "Wlz", "ontbijt", "riet", "klacht"]


@pytest.mark.parametrize("words", ["CLIENTEN", "cliënten", "één-op clië", "  begeleider   nacht "])
def test_capitals_accents_and_the_order_of_words_make_no_difference(index: Index, words: str) -> None:
    assert ids(index, words) == ["creatief"]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("mantelzorger", ["toezicht"]),
        ("eet riet", ["riet"]),
        ("zegt weinig", ["riet"]),
        ("langdurige", ["Wlz"]),
        ("klachtenfunctionaris", ["klacht"]),
        ("huisarts", ["huisarts"]),
        ("nacht ontbijt", []),
    ],
)
def test_every_word_must_occur_somewhere_in_it(index: Index, words: str, found: list[str]) -> None:
    assert ids(index, words) == found


def test_words_in_the_title_come_first(index: Index) -> None:
    assert ids(index, "toezicht") == ["toezicht", "creatief"]
    assert ids(index, "Wlz") == ["Wlz", "toezicht", "ontbijt", "riet"]


def test_facets_combine_with_each_other_and_with_words(index: Index) -> None:
    assert ids(index, laws=["Wlz"]) == ["toezicht", "ontbijt", "riet"]
    assert ids(index, kinds=["dilemma"]) == ["creatief", "ontbijt"]
    assert ids(index, laws=["Wlz"], kinds=["dilemma"]) == ["ontbijt"]
    assert ids(index, laws=["Wlz", "Wmo"], kinds=["dilemma"]) == ["creatief", "ontbijt"]
    assert ids(index, themes=["toegang"], decks=["dag"]) == []
    assert ids(index, actors=["huisarts"]) == ["toezicht", "huisarts", "riet"]
    assert ids(index, "weinig", actors=["huisarts"]) == ["riet"]


def test_the_values_that_occur_are_counted_and_have_a_name(index: Index) -> None:
    hits = find(index, kinds=["dilemma"])
    assert counts(hits, Facet.LAW) == {"Wmo": 1, "Wlz": 1}
    assert counts(hits, Facet.DECK) == {"nacht": 1, "dag": 1}
    assert index.name(Facet.DECK, "dag") == "De dag"
    assert index.name(Facet.ACTOR, "huisarts") == "Huisarts"
    assert index.name(Facet.ACTOR, "ciz") == "ciz"


def test_a_card_is_named_as_decks_name_it_and_nothing_has_the_key_of_another(index: Index) -> None:
    assert find(index, "ontbijt")[0].reference == "dag/ontbijt"
    keys = [hit.key for hit in find(index)]
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize(("text", "folded"), [("Eén ÉÉN", "een een"), ("straße", "strasse"), ("ĳs", "ijs"), ("I", "i")])
def test_folding_leaves_letters_only_as_they_sound(text: str, folded: str) -> None:
    assert fold(text) == folded
