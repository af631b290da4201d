"""A line is the right one, or there is none."""

import subprocess
import sys

import pytest
import tomli

from gesprekskaarten.decks.positions import Positions
from gesprekskaarten.decks.problems import Loc

TEXT = '''\
formaat = 1
"deck" . 'id' = "é" # opmerking
[[actor]]
id = "a"
[[actor.dilemma]]
tekst = """
eerste
tweede"""
[[actor]]
[[ actor . "dilemma" ]]
[[actor.dilemma]]
kanten = [
  "één", # een komma, en een haak ]
  [1, { x.y = 2, "z z" = [3, 4] }],
]
[actor.extra]
a.b = 1
'''


@pytest.mark.parametrize(
    ("loc", "key", "value"),
    [
        (("formaat",), (1, 1), (1, 11)),
        (("deck", "id"), (2, 10), (2, 17)),
        (("actor", 0), (3, 1), (3, 1)),
        (("actor", 0, "id"), (4, 1), (4, 6)),
        (("actor", 0, "dilemma", 0), (5, 1), (5, 1)),
        (("actor", 0, "dilemma", 0, "tekst"), (6, 1), (6, 9)),
        (("actor", 1), (9, 1), (9, 1)),
        (("actor", 1, "dilemma"), (10, 12), (10, 1)),
        (("actor", 1, "dilemma", 1), (11, 1), (11, 1)),
        (("actor", 1, "dilemma", 1, "kanten", 0), (13, 3), (13, 3)),
        (("actor", 1, "dilemma", 1, "kanten", 1, 1), (14, 7), (14, 7)),
        (("actor", 1, "dilemma", 1, "kanten", 1, 1, "x", "y"), (14, 11), (14, 15)),
        (("actor", 1, "dilemma", 1, "kanten", 1, 1, "z z", 1), (14, 30), (14, 30)),
        (("actor", 1, "extra"), (16, 8), (16, 1)),
        (("actor", 1, "extra", "a", "b"), (17, 3), (17, 7)),
    ],
)
def test_keys_and_values_are_found_at_their_line_and_column(
    loc: Loc, key: tuple[int, int], value: tuple[int, int]
) -> None:
    positions = Positions(TEXT, tomli.loads(TEXT))

    assert (positions.key(loc), positions.value(loc)) == (key, value)


@pytest.mark.parametrize("loc", [("niets",), ("actor", 0, "dilemma", 0, "niets"), ("formaat", 0), ("formaat", "x")])
def test_what_is_not_there_has_no_line(loc: Loc) -> None:
    assert Positions(TEXT, tomli.loads(TEXT)).value(loc) is None


def test_a_list_that_the_two_readers_see_differently_has_no_line() -> None:
    text = 'x = 1\n[[kaart]]\nid = "a"\n'

    assert Positions(text, {"kaart": [{"id": "a"}, {"id": "b"}]}).value(("kaart", 0, "id")) is None
    assert Positions(text, {"kaart": [{"titel": "a"}]}).value(("kaart", 0, "titel")) is None


def test_words_are_found_where_they_stand_in_a_text_over_more_lines() -> None:
    text = 'a = """\\\n  Één zin, \\\n  en de  tweede.\n"Derde" zin."""\nb = "x \\"y\\" z"\n'
    positions = Positions(text, tomli.loads(text))

    assert positions.words(("a",), "Één zin") == (2, 3)
    assert positions.words(("a",), "zin, en de tweede.") == (2, 7)
    assert positions.words(("a",), "tweede") == (3, 10)
    assert positions.words(("a",), "er") == (1, 5), "not the end of another word"
    assert positions.words(("a",), "staat er niet") == (1, 5)
    assert positions.words(("b",), "z") == (5, 14)
    assert positions.words(("c",), "z") is None


def test_the_position_reader_is_not_imported_for_a_deck_without_problems() -> None:
    code = """
import sys, pathlib
from gesprekskaarten.decks.library import Library
library = Library(pathlib.Path("tests/fixtures/decks/ontwerp"))
assert library.decks and library.playbooks and not library.problems
assert not [name for name in sys.modules if "tree_sitter" in name]
assert not {"pyphen", "gesprekskaarten.decks.lint", "gesprekskaarten.room"} & set(sys.modules)
Library(pathlib.Path("tests/fixtures/decks/alle-fouten"))
assert "tree_sitter" in sys.modules
"""
    root = __file__.partition("/tests/")[0]
    subprocess.run([sys.executable, "-c", code], check=True, cwd=root, timeout=60)
