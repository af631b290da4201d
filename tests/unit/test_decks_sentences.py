"""No English of a library gets through to a curator."""

import copy
import datetime
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest
import tomli
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails, core_schema

from gesprekskaarten.decks import sentences
from gesprekskaarten.decks.problems import suggestion
from gesprekskaarten.domain.deck import Card, Deck
from gesprekskaarten.domain.playbook import Playbook

DESIGN = Path(__file__).parents[1] / "fixtures" / "decks" / "ontwerp"
EVERY_FIELD: list[tuple[type[BaseModel], str]] = [(Deck, "deck.toml"), (Playbook, "draaiboek.toml")]
ENGLISH = re.compile(
    r"\b(input|should|valid|value|expected|must|string|extra|field|required|is not|less|greater)\b", re.I
)
BAD_VALUES: list[Any] = [
    "",
    "  ",
    "Geen Id!",
    "x" * 5000,
    -1,
    0,
    10**30,
    1.5,
    float("nan"),
    float("inf"),
    True,
    [],
    {},
    [1],
    [[]],
    ["a"],
    [{}],
    {"a": 1},
    datetime.date(2017, 2, 1),
    datetime.time(7, 0),
    datetime.datetime(2017, 2, 1, 7, 0),
]


def places(here: Any, loc: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    if loc:
        yield loc
    rows = here.items() if isinstance(here, dict) else enumerate(here) if isinstance(here, list) else ()
    for step, value in rows:
        yield from places(value, (*loc, step))


def with_value(data: dict[str, Any], loc: tuple[str | int, ...], value: Any) -> dict[str, Any]:
    data = copy.deepcopy(data)
    here: Any = data
    for step in loc[:-1]:
        here = here[step]
    here[loc[-1]] = value
    return data


def mistakes(model: type[BaseModel], name: str) -> Iterator[tuple[dict[str, Any], ErrorDetails]]:
    good = tomli.loads((DESIGN / name).read_text("utf-8"))
    for loc in places(good):
        for value in BAD_VALUES:
            data = with_value(good, loc, value)
            try:
                model.model_validate(data)
            except ValidationError as error:
                yield from ((data, detail) for detail in error.errors())


@pytest.mark.parametrize(("model", "name"), EVERY_FIELD)
def test_every_wrong_value_in_every_field_has_a_dutch_sentence_of_its_own(model: type[BaseModel], name: str) -> None:
    seen = set()
    for data, detail in mistakes(model, name):
        seen.add(detail["type"])
        found = sentences.finding(detail, data, model)
        assert detail["type"] in sentences.KNOWN_ERRORS
        assert not ENGLISH.search(found.message.replace("deck · ", ""))
        assert not ENGLISH.search(found.hint)
        assert len(found.message) < 300
        assert found.hint
    assert {"string_type", "missing", "extra_forbidden", "model_type", "tuple_type", "bool_type"} <= seen


def test_an_error_nobody_foresaw_is_still_dutch() -> None:
    for kind in get_args(core_schema.ErrorType):
        error = ErrorDetails(type=kind, loc=("kaart", 0, "titel"), msg="Input should be valid", input=object(), ctx={})
        found = sentences.finding(error, {"kaart": [{"id": "nachtzorg"}]}, Deck)
        assert "Input" not in found.message + found.hint
        assert found.message.startswith('kaart "nachtzorg"')


def test_every_message_of_the_toml_reader_has_a_dutch_sentence() -> None:
    assert tomli.__file__ is not None
    source = (Path(tomli.__file__).parent / "_parser.py").read_text("utf-8")
    messages = re.findall(r"TOMLDecodeError\(\s*f?\"((?:[^\"\\]|\\.)+)\"", source)

    assert len(messages) > 20
    for message in messages:
        sentence, hint = sentences.syntax_sentence(message.encode().decode("unicode_escape"), "x")
        assert sentence != sentences.FALLBACK_SYNTAX, message
        assert hint


def test_a_message_of_a_later_toml_reader_is_still_dutch() -> None:
    assert sentences.syntax_sentence("Something new", "x") == (sentences.FALLBACK_SYNTAX, "")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('titel = "Een "vast" nummer"', """Gebruik daar een '."""),
        ('kanten = ["Een "vast" nummer"]', """Gebruik daar een '."""),
        ('kanten = ["Een" "twee"]', "Zet een komma tussen de delen"),
        ('toelichting = """\nEen\n\nvraag = """\nTwee regels"""', 'hierboven een """ ontbreekt'),
        ('[kaart]\nid = "een"\n[[kaart]]\nid = "twee"', "dubbele haken"),
        ('titel = "Een"\ntitel = "Twee"', "Haal er een weg."),
    ],
)
def test_a_slip_of_the_pen_is_met_with_what_to_do(text: str, told: str) -> None:
    with pytest.raises(tomli.TOMLDecodeError) as refused:
        tomli.loads(text)
    error = refused.value
    assert told in sentences.syntax_sentence(error.msg, error.doc[error.pos : error.pos + 1])[1]


def test_the_example_for_a_missing_field_can_be_pasted_in() -> None:
    good = tomli.loads((DESIGN / "deck.toml").read_text("utf-8"))["kaart"][0]
    required = [field.alias or name for name, field in Card.model_fields.items() if field.is_required()]
    for name in required:
        data = {"formaat": 1, "deck": {"id": "d", "titel": "D", "versie": "1"}}
        card = {key: value for key, value in good.items() if key != name}
        with pytest.raises(ValidationError) as caught:
            Deck.model_validate({**data, "kaart": [card]})
        (detail,) = caught.value.errors()
        hint = sentences.finding(detail, {**data, "kaart": [card]}, Deck).hint
        example = tomli.loads(hint.removeprefix("Zet erbij: "))
        Deck.model_validate({**data, "kaart": [{**card, **example}]})


@pytest.mark.parametrize(
    ("word", "known", "expected"),
    [
        ("WLZ", ["Wmo", "Wlz"], 'Bedoel je "Wlz"?'),
        ("titel ", ["titel"], 'Bedoel je "titel"?'),
        ("iets-anders", ["a", "b"], "Kies uit: a, b."),
        ("x", [], "Er is nog niets om uit te kiezen."),
        ("x" * 100_000, ["xx"], "Kies uit: xx."),
    ],
)
def test_the_nearest_word_is_suggested_or_else_all_of_them(word: str, known: list[str], expected: str) -> None:
    assert suggestion(word, known) == expected
