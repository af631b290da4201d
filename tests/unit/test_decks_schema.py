"""The schema an editor works with: the shipped files are those of the models, in Dutch, and complete."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from gesprekskaarten.decks import schema
from gesprekskaarten.decks.explained import DECK, PLAYBOOK
from gesprekskaarten.domain.deck import CardKind
from gesprekskaarten.domain.playbook import RoundKind
from gesprekskaarten.storage.paths import shipped_decks

WRITTEN = {schema.DECK_FILE: schema.deck_schema, schema.PLAYBOOK_FILE: schema.playbook_schema}


def fields(part: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every field at any depth, with its own name."""
    for name, inner in part.get("properties", {}).items():
        yield name, inner
        yield from fields(inner)
    if "items" in part:
        yield from fields(part["items"])


@pytest.mark.parametrize("name", WRITTEN)
def test_the_shipped_schema_is_that_of_the_model(name: str) -> None:
    made_anew = "Make it anew with: gesprekskaarten deck schema [--draaiboek] --naar decks/…"
    assert (shipped_decks() / name).read_text(encoding="utf-8") == WRITTEN[name](), made_anew


@pytest.mark.parametrize("name", WRITTEN)
def test_every_field_has_an_explanation_of_its_own(name: str) -> None:
    found = list(fields(json.loads(WRITTEN[name]())))
    assert len(found) > 30
    explained = {*DECK.values(), *PLAYBOOK.values()}
    assert [key for key, field in found if field.get("description") not in explained] == []


@pytest.mark.parametrize("name", WRITTEN)
def test_a_field_that_does_not_exist_is_refused_everywhere(name: str) -> None:
    whole = json.loads(WRITTEN[name]())
    tables = [whole, *(field.get("items", field) for _, field in fields(whole))]
    assert {table["additionalProperties"] for table in tables if table["type"] == "object"} == {False}


@pytest.mark.parametrize("name", WRITTEN)
def test_the_schema_uses_nothing_that_editors_read_in_different_ways(name: str) -> None:
    """Without references and choices of schemas every editor gives the same completion and short complaints."""
    assert re.findall(r'"(?:\$ref|\$defs|anyOf|oneOf|allOf|const)"', WRITTEN[name]()) == []


def test_the_values_to_choose_from_are_in_it() -> None:
    card = json.loads(schema.deck_schema())["properties"]["kaart"]["items"]
    assert card["properties"]["soort"]["enum"] == list(CardKind)
    assert card["required"] == ["id", "soort", "titel", "vraag"]
    assert card["properties"]["bronnen"]["items"]["properties"]["jaar"] == {
        "description": DECK["bronnen.jaar"],
        "type": "integer",
        "minimum": 1900,
        "maximum": 2100,
    }
    ronde = json.loads(schema.playbook_schema())["properties"]["ronde"]["items"]["properties"]
    assert ronde["vorm"]["enum"] == list(RoundKind)
    assert (ronde["per_persoon"]["type"], ronde["per_persoon"]["maximum"]) == ("number", 60)
    assert re.search(ronde["route"]["pattern"], "wijk/gespreksleidraad")
    assert re.search(ronde["route"]["pattern"], "")
    assert not re.search(ronde["route"]["pattern"], "De Wijk")


def test_each_shipped_file_names_its_schema_on_the_first_line() -> None:
    lines = {
        path.relative_to(shipped_decks()).as_posix(): path.read_text(encoding="utf-8").partition("\n")[0]
        for path in shipped_decks().rglob("*.toml")
    }
    wanted = {name: _line(name) for name in lines}
    assert lines == wanted


def _line(name: str) -> str:
    return "#:schema ../draaiboek.schema.json" if Path(name).parent.name else "#:schema ./deck.schema.json"
