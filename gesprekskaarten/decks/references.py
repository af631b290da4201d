"""Ids that occur twice, and references to something that is not there.

These look at the TOML data itself, not at the models: a file with other mistakes gets all of its problems at once.
Whatever has the wrong type is skipped here, because the schema already tells about it.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from gesprekskaarten.decks.problems import MOST, Finding, Loc, quoted, suggestion, where

_UNIQUE = {
    "bron": "id",
    "kaart": "id",
    "actor": "id",
    "niveau": "id",
    "casus": "id",
    "route": "id",
    "wegwijzer": "id",
    "begrip": "woord",
    "ronde": "id",
    "situatie": "id",
}
_UNIQUE_INSIDE = {"actor": ("perspectief", "dilemma"), "niveau": ("soort",)}
_REFERENCE = re.compile(r"([a-z0-9][a-z0-9-]*/)?[a-z0-9][a-z0-9-]*")
_PLURAL = {"bron": "bronnen", "kaart": "kaarten", "actor": "actoren", "route": "routes"}


@dataclass(frozen=True)
class Outside:
    """A reference to another deck: the deck itself, its card or route, or (without `deck`) an actor of a used deck."""

    loc: Loc
    deck: str = ""
    card: str = ""
    actor: str = ""
    route: str = ""


def rows(table: Any, key: str) -> Iterator[tuple[int, dict[str, Any]]]:
    found = table.get(key) if isinstance(table, dict) else None
    if isinstance(found, list):
        for index, row in enumerate(found):
            if isinstance(row, dict):
                yield index, row


def words(table: Any, key: str) -> Iterator[tuple[int, str]]:
    found = table.get(key) if isinstance(table, dict) else None
    if isinstance(found, list):
        for index, word in enumerate(found):
            if isinstance(word, str):
                yield index, word


def names(data: Mapping[str, Any], key: str) -> dict[str, None] | None:
    """Return the ids in a list of tables, in order; None when the list itself is of a wrong type."""
    if not isinstance(data.get(key, []), list):
        return None
    return dict.fromkeys(name for _, row in rows(data, key) if isinstance(name := row.get("id"), str))


def used_decks(data: Mapping[str, Any]) -> list[tuple[int, str]]:
    """Return the decks this deck reuses, itself excepted."""
    head = data.get("deck")
    own = head.get("id") if isinstance(head, dict) else None
    return [(index, name) for index, name in words(head, "gebruikt") if name != own and is_reference(name)]


def needed_decks(data: Mapping[str, Any]) -> list[tuple[Loc, str]]:
    """Return the decks without which this deck or draaiboek cannot be used, and where it says so."""
    if "deck" in data:
        return [(("deck", "gebruikt", index), name) for index, name in used_decks(data)]
    found = words(data.get("draaiboek"), "decks")
    return [(("draaiboek", "decks", index), name) for index, name in found if is_reference(name)]


def is_reference(name: str) -> bool:
    return _REFERENCE.fullmatch(name) is not None


def duplicates(data: Mapping[str, Any]) -> Iterator[Finding]:
    """Yield every id that was used before in the same list."""
    for key, field in _UNIQUE.items():
        if key in data:
            yield from _twins(data, data, (), key, field)
    for outer, inners in _UNIQUE_INSIDE.items():
        for index, row in rows(data, outer):
            for inner in inners:
                yield from _twins(data, row, (outer, index), inner, "id")


def _twins(data: Mapping[str, Any], table: Any, loc: Loc, key: str, field: str) -> Iterator[Finding]:
    seen: dict[str, int] = {}
    for index, row in rows(table, key):
        name = row.get(field)
        if not isinstance(name, str) or not name:
            continue
        first = seen.setdefault(name, index)
        if first != index:
            place = where(data, (*loc, key, index))
            hint = f"Geef een van de twee een ander {field}." if field == "id" else "Haal een van de twee weg."
            message = f"{place}: {field} {quoted(name)} is al gebruikt"
            yield Finding((*loc, key, index, field), message, hint, twin=(*loc, key, first, field))


class References:
    """All references in the data of one file: `dangling` within it, `outside` to other decks.

    What must be said together, and is not, is in `dangling` too.
    """

    def __init__(self, data: Mapping[str, Any]) -> None:
        self.dangling: list[Finding] = []
        self.outside: list[Outside] = []
        self._data = data
        needed = needed_decks(data)
        self._uses_others = bool(needed)
        self.outside += [Outside(loc, deck=name) for loc, name in needed]
        if "deck" in data:
            self._sources = names(data, "bron")
            self._cards = names(data, "kaart")
            self._actors = names(data, "actor")
            head = data.get("deck")
            self._own = head.get("id") if isinstance(head, dict) else None
            self._of_deck()
            self._signposts(head)
        else:
            self._rounds()

    def _of_deck(self) -> None:
        for index, card in rows(self._data, "kaart"):
            self._cited(card, ("kaart", index))
            self._to_cards(card, "leidt_tot", ("kaart", index))
            self._to_actors(card, "actoren", ("kaart", index))
        for outer, inners in (("actor", ("perspectief", "dilemma")), ("niveau", ("soort",))):
            for index, role in rows(self._data, outer):
                for inner in inners:
                    for place, item in rows(role, inner):
                        self._cited(item, (outer, index, inner, place))
        for index, casus in rows(self._data, "casus"):
            self._cited(casus, ("casus", index))
            self._to_cards(casus, "kaarten", ("casus", index))
            self._to_actors(casus, "betrokken", ("casus", index))
            for place, hardship in rows(casus, "lastig"):
                if isinstance(whom := hardship.get("actor"), str):
                    self._to_actor(whom, ("casus", index, "lastig", place, "actor"))
        for index, route in rows(self._data, "route"):
            self._to_cards(route, "kaarten", ("route", index))
            for place, step in rows(route, "stap"):
                self._to_cards(step, "kaarten", ("route", index, "stap", place))
        for index, signpost in rows(self._data, "wegwijzer"):
            self._cited(signpost, ("wegwijzer", index))

    def _signposts(self, head: Any) -> None:
        """Each answer of a wegwijzer needs its question."""
        asked = head.get("wegwijzer_vragen", []) if isinstance(head, dict) else None
        if not isinstance(asked, list):
            return
        for index, signpost in rows(self._data, "wegwijzer"):
            if not asked:
                hint = 'Zet bij [deck]: wegwijzer_vragen = ["…?"]. De kenmerken zijn de antwoorden daarop.'
                message = 'deck: er zijn wegwijzers, maar het veld "wegwijzer_vragen" ontbreekt.'
                self.dangling.append(Finding(("deck",), message, hint))
                return
            marks = signpost.get("kenmerken")
            if isinstance(marks, list) and len(marks) > len(asked):
                loc = ("wegwijzer", index, "kenmerken")
                questions = "staat 1 vraag" if len(asked) == 1 else f"staan {len(asked)} vragen"
                message = f"{where(self._data, loc)}: hier staan meer antwoorden dan er vragen zijn."
                hint = f"Bij [deck] {questions} in wegwijzer_vragen: geef bij elke vraag hoogstens één antwoord."
                self.dangling.append(Finding(loc, message, hint))

    def _rounds(self) -> None:
        """Only a round of vorm leidraad has a route, and it needs one."""
        for index, row in rows(self._data, "ronde"):
            loc = ("ronde", index)
            kind, route = row.get("vorm"), row.get("route", "")
            if kind == "leidraad":
                if route == "":
                    message = f"{where(self._data, loc)}: bij de vorm leidraad ontbreekt de route."
                    self.dangling.append(Finding(loc, message, 'Zet erbij: route = "deck/route"'))
            elif isinstance(kind, str):
                for key in ("route", "document"):
                    if row.get(key, "") != "":
                        message = f"{where(self._data, loc)}: {quoted(key)} hoort alleen bij de vorm leidraad."
                        hint = 'Haal dit veld weg, of schrijf: vorm = "leidraad"'
                        self.dangling.append(Finding((*loc, key), message, hint, "key"))
            if isinstance(route, str) and route and is_reference(route):
                self._to_route(route, (*loc, "route"))

    def _to_route(self, name: str, loc: Loc) -> None:
        deck, slash, route = name.rpartition("/")
        if slash:
            self.outside.append(Outside(loc, deck=deck, route=route))
        else:
            message = f"{where(self._data, loc)}: hier ontbreekt in welk deck deze route staat."
            needed = needed_decks(self._data)
            deck = needed[0][1] if needed else "deck"
            self.dangling.append(Finding(loc, message, f'Schrijf: route = "{deck}/{name}"'))

    def _cited(self, table: dict[str, Any], loc: Loc) -> None:
        if self._sources is None:
            return
        for index, cited in rows(table, "bronnen"):
            if isinstance(name := cited.get("bron"), str) and name not in self._sources:
                self._miss("bron", name, self._sources, (*loc, "bronnen", index, "bron"))

    def _to_cards(self, table: dict[str, Any], key: str, loc: Loc) -> None:
        for index, name in words(table, key):
            if self._cards is None or name in self._cards or not is_reference(name):
                continue
            deck, slash, card = name.rpartition("/")
            if slash and deck != self._own:
                self.outside.append(Outside((*loc, key, index), deck=deck, card=card))
            elif card not in self._cards:
                self._miss("kaart", card, self._cards, (*loc, key, index))

    def _to_actors(self, table: dict[str, Any], key: str, loc: Loc) -> None:
        for index, name in words(table, key):
            self._to_actor(name, (*loc, key, index))

    def _to_actor(self, name: str, loc: Loc) -> None:
        if self._actors is None or name in self._actors or not is_reference(name):
            return
        if self._uses_others:
            self.outside.append(Outside(loc, actor=name))
        else:
            self._miss("actor", name, self._actors, loc)

    def _miss(self, kind: str, name: str, known: Mapping[str, None], loc: Loc) -> None:
        if is_reference(name) and len(self.dangling) <= MOST:
            self.dangling.append(missing(self._data, loc, kind, name, list(known), "dit deck"))


def missing(data: Mapping[str, Any], loc: Loc, kind: str, name: str, known: list[str], holder: str) -> Finding:
    """Say that `name` is not in `holder`, with the one that was probably meant."""
    none = f"Er zijn nog geen {_PLURAL[kind]}: voeg [[{kind}]] toe."
    return Finding(
        loc,
        f"{where(data, loc)}: {kind} {quoted(name)} staat niet in {holder}.",
        suggestion(name, known, none),
    )
