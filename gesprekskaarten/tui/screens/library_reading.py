"""A deck file as it is at one moment: its cards, what is wrong, and on which card that is. Without a screen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path
from typing import Any, NamedTuple

from gesprekskaarten.decks.library import check
from gesprekskaarten.decks.loader import read_file
from gesprekskaarten.decks.positions import Positions
from gesprekskaarten.decks.problems import Problem
from gesprekskaarten.domain.deck import Card, Casus, Deck
from gesprekskaarten.errors import AppError


class Stamp(NamedTuple):
    """What changes when a file is saved."""

    saved: int
    size: int
    inode: int


@dataclass(frozen=True)
class Reading:
    """A deck file as it was at one moment; `deck` is None when it is no deck at all, or has a wrong or missing field.

    `owners` says of each problem on which card or casus it is, as `key_of` names it, or "".
    """

    stamp: Stamp | None
    deck: Deck | None
    problems: tuple[Problem, ...]
    owners: tuple[str, ...]


def stamp_of(path: Path) -> Stamp | None:
    """Return the stamp of a file; None when there is none now, or nothing in it yet."""
    try:
        found = path.stat()
    except (OSError, ValueError):
        return None
    return Stamp(found.st_mtime_ns, found.st_size, found.st_ino) if found.st_size else None


def read(path: Path, folders: Sequence[Path]) -> Reading:
    """Read and check a deck file; never raises for what is in it. Without a stamp the file was away just then."""
    stamp = stamp_of(path)
    file = read_file(path)
    try:
        problems = check([path], folders)
    except AppError as error:
        problems = [Problem(path, None, None, error.message, error.hint)]
    starts = _starts(file.source, file.data) if problems else []
    deck = file.readable if isinstance(file.readable, Deck) else None
    return Reading(
        stamp if stamp_of(path) else None, deck, tuple(problems), tuple(_owner(problem, starts) for problem in problems)
    )


def _starts(source: str, data: Mapping[str, Any]) -> list[tuple[int, str]]:
    """Return the first line of everything in the file, with whose line that is: a card, a casus or "" for others."""
    positions = Positions(source, data)
    found = []
    for kind, tables in data.items():
        for place, table in enumerate(tables if isinstance(tables, list) else []):
            at = positions.value((kind, place))
            id = table.get("id") if isinstance(table, dict) else None
            if at is not None:
                found.append((at.line, f"{kind} {id}" if kind in ("kaart", "casus") else ""))
    return sorted(found)


def _owner(problem: Problem, starts: Sequence[tuple[int, str]]) -> str:
    line = problem.line or 0
    before = list(takewhile(lambda start: start[0] <= line, starts))
    return before[-1][1] if before else ""


def items_of(deck: Deck | None) -> list[Card | Casus]:
    """Return what is leafed through."""
    return [*deck.cards, *deck.casussen] if deck is not None else []


def key_of(item: Card | Casus) -> str:
    return f"{'kaart' if isinstance(item, Card) else 'casus'} {item.id}"


def place_of(key: str, place: int, items: Sequence[Card | Casus]) -> int:
    """Return where to go on: at the same id, or else at the same place in the file."""
    if place < len(items) and key_of(items[place]) == key:
        return place
    found = (number for number, item in enumerate(items) if key_of(item) == key)
    return next(found, max(0, min(place, len(items) - 1)))
