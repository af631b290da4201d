"""JSON Schema of a deck and of a draaiboek, made from the models: an editor completes and checks with it."""

import json
from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

from gesprekskaarten.decks.explained import DECK, PLAYBOOK
from gesprekskaarten.domain.deck import Deck
from gesprekskaarten.domain.playbook import Playbook

DECK_FILE = "deck.schema.json"
PLAYBOOK_FILE = "draaiboek.schema.json"

_KEPT = ("type", "enum", "pattern", "minimum", "maximum", "minItems", "maxItems")


def deck_schema() -> str:
    """Return the schema of a deck file, as the text of a JSON file."""
    return _text(Deck, "Kaartendeck", DECK)


def playbook_schema() -> str:
    """Return the schema of a draaiboek file, as the text of a JSON file."""
    return _text(Playbook, "Draaiboek", PLAYBOOK)


def _text(model: type[BaseModel], title: str, words: Mapping[str, str]) -> str:
    found = model.model_json_schema(by_alias=True)
    head = {"$schema": "http://json-schema.org/draft-07/schema#", "title": title}
    whole = _Writer(found.get("$defs", {}), words).value(found, "")
    return json.dumps(head | whole, ensure_ascii=False, indent=2) + "\n"


class _Writer:
    """Writes a schema of pydantic anew: in Dutch, and with everything it refers to in its place.

    Editors show the words of the place one is at only when there are no references. `path` is the way to a field
    in the explanations: `kaart.soort`, or `bronnen.jaar` for the bronnen of anything.
    """

    def __init__(self, parts: Mapping[str, Any], words: Mapping[str, str]) -> None:
        self.parts = parts
        self.words = words

    def value(self, found: Mapping[str, Any], path: str) -> dict[str, Any]:
        """Write the schema of a value without its explanation."""
        default = found.get("default")
        if "$ref" in found:
            found = self.parts[found["$ref"].rpartition("/")[2]]
        if "anyOf" in found:
            found = _one(found)
        written = {key: found[key] for key in _KEPT if key in found}
        if written["type"] == "string" and default is None and not written.keys() & {"enum", "pattern"}:
            written["minLength"] = 1
        if default not in (None, "", []):
            written["default"] = default
        if "items" in found:
            written["items"] = self.value(found["items"], "bronnen" if path.endswith(".bronnen") else path)
        if "properties" in found:
            written["properties"] = {
                key: self.field(inner, f"{path}.{key}" if path else key) for key, inner in found["properties"].items()
            }
            written |= {key: found[key] for key in ("required", "additionalProperties") if key in found}
        return written

    def field(self, found: Mapping[str, Any], path: str) -> dict[str, Any]:
        return {"description": self.words[path], **self.value(found, path)}


def _one(found: Mapping[str, Any]) -> dict[str, Any]:
    """Return one schema for a choice of two: an editor says what is wrong with it in fewer words."""
    first, second = found["anyOf"]
    if second.get("const") == "":
        return {**first, "pattern": f"^$|{first['pattern']}"}
    return {"type": "number", "minimum": found["ge"], "maximum": found["le"]}
