"""Where a value stands in a TOML file. Only needed, and only imported, when there is a problem to show."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import tomli
import tree_sitter_toml
from tree_sitter import Language, Node, Parser

from gesprekskaarten.decks.problems import Loc

MOST_WORDS = 12
LONGEST_WORD = 40
"""Words of a phrase, and letters of each, by which it is found."""


class Position(NamedTuple):
    """Line and column in characters, both from 1."""

    line: int
    column: int


class _Point(NamedTuple):
    row: int
    byte: int


@dataclass
class _Table:
    at: _Point
    entries: "dict[str, _Entry]" = field(default_factory=dict)
    certain: bool | None = None


_Value = _Table | list[_Table] | Node
_Opened = _Table | list[_Table] | list[Node] | Node


@dataclass
class _Entry:
    key: _Point
    value: _Value


class Positions:
    """Finds places in `source`; `data` is what tomli read from it.

    The two parsers differ at the edges of TOML, so a place counts only while both see the same lists and keys on
    the way to it. Otherwise the answer is None: a line is never invented.
    """

    def __init__(self, source: str, data: Mapping[str, Any]) -> None:
        self.lines = source.split("\n")
        self._data = data
        self._tree = Parser(Language(tree_sitter_toml.language())).parse(source.encode("utf-8", "replace"))
        self._root = _read_document(self._tree.root_node)
        self._opened: dict[int, _Opened] = {}

    def key(self, loc: Loc) -> Position | None:
        """Return where the key of `loc` stands; for a place in a list, where that place starts."""
        found = self._find(loc)
        if found is None:
            return None
        key, value = found
        return self._position(_start(value) if key is None else key)

    def value(self, loc: Loc) -> Position | None:
        """Return where the value of `loc` starts; for a table, where its header stands."""
        found = self._find(loc)
        return None if found is None else self._position(_start(found[1]))

    def words(self, loc: Loc, phrase: str) -> Position | None:
        """Return where the words of `phrase` start in the text at `loc`; where the text starts when they are not found.

        In the source a text may be broken over lines, or have escapes for what cannot be typed.
        """
        found = self._find(loc)
        if found is None:
            return None
        start = _start(found[1])
        if isinstance(found[1], Node):
            text = (found[1].text or b"").decode("utf-8", "replace")
            words = phrase.split()[:MOST_WORDS]
            pattern = r"[\s\\]+".join(re.escape(word[:LONGEST_WORD]) for word in words)
            end = r"(?!\w)" if len(words[-1]) <= LONGEST_WORD else ""
            match = re.search(rf"(?<!\w){pattern}{end}", text)
            if match is not None:
                before = text[: match.start()]
                if (row := before.count("\n")) == 0:
                    start = _Point(start.row, start.byte + len(before.encode("utf-8", "replace")))
                else:
                    last = before[before.rindex("\n") + 1 :]
                    start = _Point(start.row + row, len(last.encode("utf-8", "replace")))
        return self._position(start)

    def _find(self, loc: Loc) -> tuple[_Point | None, _Opened] | None:
        here: _Opened = self._root
        data: Any = self._data
        key: _Point | None = None
        for step in loc:
            if isinstance(here, Node):
                here = self._open(here)
            if isinstance(step, str):
                if not isinstance(here, _Table) or not isinstance(data, dict) or not _certain(here, data):
                    return None
                entry = here.entries.get(step)
                if entry is None or step not in data:
                    return None
                key, here, data = entry.key, entry.value, data[step]
            else:
                if not isinstance(here, list) or not isinstance(data, list) or len(here) != len(data):
                    return None
                key, here, data = None, here[step], data[step]
        if isinstance(here, Node) and here.has_error:
            return None
        return key, here

    def _open(self, node: Node) -> _Opened:
        if node.id not in self._opened:
            opened: _Opened = node
            if node.type == "inline_table":
                opened = _Table(_point(node))
                _read_pairs(node, opened)
            elif node.type == "array":
                opened = [child for child in node.named_children if child.type not in ("comment", "ERROR")]
            self._opened[node.id] = opened
        return self._opened[node.id]

    def _position(self, point: _Point) -> Position:
        before = self.lines[point.row].encode("utf-8", "replace")[: point.byte]
        return Position(point.row + 1, len(before.decode("utf-8", "ignore")) + 1)


def _certain(table: _Table, data: dict[str, Any]) -> bool:
    if table.certain is None:
        table.certain = table.entries.keys() <= data.keys()
    return table.certain


def _point(node: Node) -> _Point:
    return _Point(*node.start_point)


def _start(value: _Opened) -> _Point:
    first = value[0] if isinstance(value, list) else value
    return first.at if isinstance(first, _Table) else _point(first)


def _read_document(document: Node) -> _Table:
    root = _Table(_Point(0, 0))
    _read_pairs(document, root)
    for node in document.children:
        if node.type in ("table", "table_array_element"):
            keys = _keys(node.named_children[0])
            if keys:
                _read_pairs(node, _enter(root, keys, node))
    return root


def _enter(root: _Table, keys: list[tuple[str, _Point]], header: Node) -> _Table:
    *way, (name, point) = keys
    here = root
    for step, step_point in way:
        here = _child(here, step, step_point)
    if header.type == "table":
        table = _child(here, name, point)
        table.at = _point(header)
        return table
    table = _Table(_point(header))
    entry = here.entries.setdefault(name, _Entry(point, []))
    if isinstance(entry.value, list):
        entry.value.append(table)
    return table


def _child(table: _Table, name: str, point: _Point) -> _Table:
    value = table.entries.setdefault(name, _Entry(point, _Table(point))).value
    if isinstance(value, _Table):
        return value
    return value[-1] if isinstance(value, list) else _Table(point)


def _read_pairs(parent: Node, table: _Table) -> None:
    for pair in parent.children:
        if pair.type != "pair":
            continue
        parts = [child for child in pair.named_children if child.type != "comment"]
        keys = _keys(parts[0]) if len(parts) == 2 else []
        if not keys:
            continue
        here = table
        for name, point in keys[:-1]:
            here = _child(here, name, point)
        name, point = keys[-1]
        here.entries.setdefault(name, _Entry(point, parts[1]))


def _keys(node: Node) -> list[tuple[str, _Point]]:
    """Return the parts of a key; tree-sitter nests `a.b.c` to the left, so no recursion: a key may have 1,000 parts."""
    found = []
    waiting = [node]
    while waiting:
        part = waiting.pop()
        if part.type == "dotted_key":
            waiting.extend(part.named_children)
        elif part.type in ("bare_key", "quoted_key"):
            found.append((_key_text(part), _point(part)))
        else:
            return []
    return found[::-1]


def _key_text(node: Node) -> str:
    text = (node.text or b"").decode("utf-8", "replace")
    if node.type == "bare_key":
        return text
    try:
        return next(iter(tomli.loads(f"{text} = 0")))
    except tomli.TOMLDecodeError:
        return text
