"""The decks and draaiboeken in a row of folders, and everything that is wrong with them."""

import os
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from gesprekskaarten.decks.loader import DeckFile, read_file
from gesprekskaarten.decks.problems import Finding, Problem, in_order, quoted, suggestion, where
from gesprekskaarten.decks.references import missing, names, needed_decks, used_decks, words
from gesprekskaarten.domain.deck import Actor, Deck, Level, Source, Term
from gesprekskaarten.domain.playbook import Playbook
from gesprekskaarten.domain.words import nearest
from gesprekskaarten.errors import AppError, ExitCode, os_error_sentence

PLAYBOOKS = "draaiboeken"

V = TypeVar("V", Deck, Playbook)


@dataclass(frozen=True)
class Origin:
    """Where a deck or draaiboek was found."""

    path: Path
    shipped: bool

    def __str__(self) -> str:
        return "meegeleverd" if self.shipped else str(self.path)


@dataclass(frozen=True)
class DeckRow:
    """One line of `deck lijst`."""

    id: str
    title: str
    version: str
    status: str
    cards: int
    casussen: int
    actors: int
    origin: str
    routes: int = 0
    signposts: int = 0
    hides: str = ""
    """Which deck with the same id it takes the place of: "gaat voor meegeleverd 1.0.0"."""


class Library:
    """All decks and draaiboeken of the shipped folder and of own folders.

    With the same id, an own one wins from a shipped one, then the higher version. A file with problems is left out;
    the rest stays usable. Raises AppError (exit 3) when a folder cannot be read.
    """

    def __init__(self, shipped: Path, own: Sequence[Path] = ()) -> None:
        folders = {os.path.realpath(shipped): shipped}
        for folder in own:
            folders.setdefault(os.path.realpath(folder), folder)
        self._shipped = shipped
        self._folders = tuple(folders.values())
        self.read()

    def read(self) -> None:
        """Read all files as they are on disk now."""
        self._seen = self._stamps()
        found = [
            (file, Origin(file.path, folder is self._shipped)) for folder in self._folders for file in _files(folder)
        ]
        files = [file for file, _ in found]
        _check_together(files)
        self.problems: tuple[Problem, ...] = tuple(in_order(problem for file in files for problem in file.problems))
        self.decks: dict[str, Deck] = {}
        self.playbooks: dict[str, Playbook] = {}
        self.faulty: tuple[DeckFile, ...] = tuple(file for file in files if file.problems)
        self.hidden: dict[str, list[tuple[Origin, str]]] = {}
        """Decks that another one with the same id wins from, by that id: where they are, and their version."""
        self._origins: dict[tuple[str, str], Origin] = {}
        self._faulty = {(file.kind, file.id): file.path for file in files if file.problems and file.id}
        for file, origin in sorted(found, key=lambda pair: (not pair[1].shipped, _version(pair[0]))):
            if isinstance(file.value, Deck):
                if file.id in self.decks:
                    loser = (self.deck_origin(file.id), self.decks[file.id].head.version)
                    self.hidden.setdefault(file.id, []).append(loser)
                self.decks[file.id] = file.value
                self._origins["deck", file.id] = origin
            elif isinstance(file.value, Playbook):
                self.playbooks[file.id] = file.value
                self._origins["draaiboek", file.id] = origin
        self.decks = dict(sorted(self.decks.items()))
        self.playbooks = dict(sorted(self.playbooks.items()))

    def read_again(self) -> bool:
        """Read again when a file was added, removed or saved since; tell whether that was so."""
        if self._stamps() == self._seen:
            return False
        self.read()
        return True

    def _stamps(self) -> dict[Path, tuple[int, int]]:
        """When each file was saved last, and how long it is."""
        found = {}
        for path in (path for folder in self._folders for path in _paths(folder)):
            with suppress(OSError, ValueError):
                status = path.stat()
                found[path] = (status.st_mtime_ns, status.st_size)
        return found

    def deck(self, name: str) -> Deck:
        """Return the deck, with the actors, niveaus and begrippen of the decks it reuses; AppError (exit 2)."""
        deck = self._pick("deck", name, self.decks)
        return _completed(deck, [self.decks[used] for used in deck.head.uses if used in self.decks and used != name])

    def playbook(self, name: str) -> Playbook:
        """Return the draaiboek; AppError (exit 2)."""
        return self._pick("draaiboek", name, self.playbooks)

    def deck_origin(self, name: str) -> Origin:
        return self._origins["deck", name]

    def playbook_origin(self, name: str) -> Origin:
        return self._origins["draaiboek", name]

    def _pick(self, kind: str, name: str, known: Mapping[str, V]) -> V:
        if name in known:
            return known[name]
        if (kind, name) in self._faulty:
            hint = f"Bekijk de fouten met: gesprekskaarten deck controleer {self._faulty[kind, name]}"
            raise AppError(f"In {kind} {quoted(name)} staan fouten. Het kan niet worden gebruikt.", hint)
        none = "Er is er nog geen. Geef met --decks een map met decks."
        raise AppError(f"Er is geen {kind} {quoted(name)}.", suggestion(name, list(known), none))


def check(paths: Sequence[Path], folders: Sequence[Path] = (), shipped: Path | None = None) -> list[Problem]:
    """Return every mistake and every weakness of these files and folders, by path and line.

    Decks in `folders`, and beside a checked file, are not checked: they only answer references to other decks. Of
    `shipped`, the folder of decks that come with the program, is told which ones are hidden by a checked deck.
    Raises AppError (exit 3) when one of `paths` is not there or a folder cannot be read.
    """
    from gesprekskaarten.decks.lint import add_warnings

    checked: dict[str, DeckFile] = {}
    empty = []
    for path in paths:
        inside = _paths(path) if _is_folder(path) else [path]
        _read(inside, checked)
        if not inside:
            hint = "De naam van een deck eindigt op .toml."
            empty.append(Problem(path, None, None, "in deze map staan geen decks.", hint))
    places = [] if shipped is None else [shipped]
    if any(file.outside for file in checked.values()):
        places += [*folders, *(_home(file.path) for file in checked.values())]
    known = dict(checked)
    for folder in dict.fromkeys(places):
        _read(_paths(folder), known)
    beside = [file for place, file in known.items() if place not in checked]
    files = list(checked.values())
    _check_together(files, beside)
    add_warnings(files, beside)
    if shipped is not None:
        _warn_hidden(files, beside, shipped)
    found = (problem for file in files for problem in (*file.problems, *file.warnings))
    return in_order([*empty, *found])


def _warn_hidden(files: Sequence[DeckFile], others: Sequence[DeckFile], shipped: Path) -> None:
    """Tell of a deck or draaiboek that it takes the place of a shipped one: an own one always wins."""
    home = os.path.realpath(shipped)
    own = [file for file in files if file.id and os.path.realpath(_home(file.path)) != home]
    found = [file for file in (*files, *others) if os.path.realpath(_home(file.path)) == home]
    hidden = {(file.kind, file.id): file for file in found}
    for file in own:
        other = hidden.get((file.kind, file.id))
        if other is not None:
            won, lost = f"dit {file.kind}{_version_text(file)}", f"{quoted(file.id)}{_version_text(other)}"
            message = f"{file.kind} · id: {won} gaat voor op het meegeleverde {file.kind} {lost}."
            hint = "Is dat niet de bedoeling? Geef het dan een ander id."
            file.warn([Finding((file.kind, "id"), message, hint, code="verbergt-meegeleverd")])


def _version_text(file: DeckFile) -> str:
    return f" (versie {quoted(file.readable.head.version)})" if isinstance(file.readable, Deck) else ""


def deck_rows(library: Library) -> list[DeckRow]:
    """Return the lines of `deck lijst`, by id."""
    return [
        DeckRow(
            id=deck.id,
            title=deck.title,
            version=deck.head.version,
            status=deck.head.status.value,
            cards=len(deck.cards),
            casussen=len(deck.casussen),
            actors=len(library.deck(deck.id).actors),
            origin=str(library.deck_origin(deck.id)),
            routes=len(deck.routes),
            signposts=len(deck.signposts),
            hides=_hides(library.hidden.get(deck.id, [])),
        )
        for deck in library.decks.values()
    ]


def _hides(hidden: Sequence[tuple[Origin, str]]) -> str:
    losers = " en ".join(f"{origin} {version}" for origin, version in reversed(hidden))
    return f"gaat voor {losers}" if losers else ""


def _is_folder(path: Path) -> bool:
    try:
        if path.is_dir():
            return True
        path.lstat()
    except (OSError, ValueError) as error:
        raise _unreadable(path, error) from error
    return False


def _unreadable(path: Path, error: OSError | ValueError) -> AppError:
    why = os_error_sentence(error) if isinstance(error, OSError) else "Een bestand kan niet zo heten."
    return AppError(f"Ik kan {quoted(str(path))} niet lezen.", why, ExitCode.IO)


def _read(paths: Iterable[Path], known: dict[str, DeckFile]) -> None:
    """Read the files that are not in `known` yet, each once, also when it can be reached by two ways."""
    for path in paths:
        place = os.path.realpath(path)
        if place not in known:
            known[place] = read_file(path)


def _files(folder: Path) -> list[DeckFile]:
    return [read_file(path) for path in _paths(folder)]


def _paths(folder: Path) -> list[Path]:
    inside = folder / PLAYBOOKS
    return [path for place in (folder, inside) if place is folder or place.is_dir() for path in _toml(place)]


def _home(path: Path) -> Path:
    """Return the folder of decks that a deck or draaiboek belongs to."""
    return path.parent.parent if path.parent.name == PLAYBOOKS else path.parent


def _toml(folder: Path) -> list[Path]:
    try:
        entries = sorted(folder.iterdir(), key=lambda path: (path.stem, path.name))
    except (OSError, ValueError) as error:
        raise _unreadable(folder, error) from error
    return [path for path in entries if path.suffix.lower() == ".toml" and not path.name.startswith(".")]


def _version(file: DeckFile) -> tuple[int, ...]:
    value = file.value
    return (
        tuple(int(number[:18]) for number in re.findall(r"\d+", value.head.version)) if isinstance(value, Deck) else ()
    )


def _check_together(files: Sequence[DeckFile], others: Sequence[DeckFile] = ()) -> None:
    _check_same_id(files)
    by_id: dict[str, list[DeckFile]] = {}
    for file in (*files, *others):
        if file.kind == "deck" and file.id:
            by_id.setdefault(file.id, []).append(file)
    for file in files:
        file.add(_broken_references(file, by_id))
    _check_circles(files, others)
    _leave_out_users_of_faulty_decks(files, by_id)


def _check_same_id(files: Iterable[DeckFile]) -> None:
    first: dict[tuple[Path, str, str], DeckFile] = {}
    for file in files:
        if not file.id:
            continue
        earlier = first.setdefault((_home(file.path), file.kind, file.id), file)
        if earlier is not file:
            message = f"{file.kind} · id: {quoted(file.id)} is ook het id van {quoted(earlier.path.name)}."
            file.add([Finding((file.kind, "id"), message, "Geef een van de twee bestanden een ander id.")])


def _broken_references(file: DeckFile, by_id: Mapping[str, list[DeckFile]]) -> list[Finding]:
    used = [name for _, name in used_decks(file.data)]
    actors = None
    inside: dict[tuple[str, str], dict[str, None]] = {}
    found = []
    for reference in file.outside:
        place = where(file.data, reference.loc)
        if reference.deck and reference.deck not in by_id:
            hint = suggestion(reference.deck, [name for name in by_id if name != file.id])
            found.append(Finding(reference.loc, f"{place}: er is geen deck {quoted(reference.deck)}.", hint))
        elif reference.card or reference.route:
            kind = "kaart" if reference.card else "route"
            wanted = reference.card or reference.route
            there = inside.get((reference.deck, kind))
            if there is None:
                there = inside[reference.deck, kind] = _names_in(by_id[reference.deck], kind)
            if wanted not in there:
                known = [f"{reference.deck}/{name}" for name in there]
                name = f"{reference.deck}/{wanted}"
                found.append(missing(file.data, reference.loc, kind, name, known, f"deck {quoted(reference.deck)}"))
        elif reference.actor:
            if actors is None:
                actors = _names_in([file, *(other for name in used for other in by_id.get(name, ()))], "actor")
            all_known = all(name in by_id for name in used)
            if reference.actor not in actors and (all_known or nearest(reference.actor, list(actors))):
                holder = "dit deck of een deck dat het gebruikt"
                found.append(missing(file.data, reference.loc, "actor", reference.actor, list(actors), holder))
    return found


def _names_in(files: Iterable[DeckFile], key: str) -> dict[str, None]:
    return {name: None for file in files for name in names(file.data, key) or ()}


def _check_circles(files: Sequence[DeckFile], others: Sequence[DeckFile]) -> None:
    """Refuse the last read deck of a circle of `gebruikt`; the shipped decks are read first."""
    uses: dict[str, set[str]] = {}
    for file in (*others, *files):
        if file.kind != "deck" or not file.id:
            continue
        circles = []
        for index, name in words(file.data["deck"], "gebruikt"):
            way = [name] if name == file.id else _way(uses, name, file.id)
            if way:
                loc = ("deck", "gebruikt", index)
                shown = " → ".join(map(quoted, (file.id, *way)))
                hint = "Haal een van deze decks weg bij gebruikt."
                circles.append(Finding(loc, f"{where(file.data, loc)}: dit maakt een kring: {shown}.", hint))
        if circles:
            file.add(circles)
        else:
            uses.setdefault(file.id, set()).update(name for _, name in used_decks(file.data))


def _way(uses: Mapping[str, set[str]], start: str, end: str) -> list[str]:
    """Return the decks from `start` to `end` along `gebruikt`; [] when there is no such way."""
    came_from = {start: ""}
    waiting = [start]
    while waiting:
        here = waiting.pop()
        if here == end:
            way = [here]
            while came_from[way[-1]]:
                way.append(came_from[way[-1]])
            return way[::-1]
        for name in sorted(uses.get(here, ())):
            if name not in came_from:
                came_from[name] = here
                waiting.append(name)
    return []


def _leave_out_users_of_faulty_decks(files: Iterable[DeckFile], by_id: Mapping[str, list[DeckFile]]) -> None:
    waiting = [file for file in files if file.value is not None and needed_decks(file.data)]
    while waiting:
        faulty = {name for name, versions in by_id.items() if all(file.problems for file in versions)}
        hit = [
            (file, [(loc, name) for loc, name in needed_decks(file.data) if name in faulty])
            for file in waiting
            if not file.problems
        ]
        if not any(needed for _, needed in hit):
            return
        for file, needed in hit:
            place = "deck · gebruikt" if file.kind == "deck" else "draaiboek · decks"
            file.add(Finding(loc, f"{place}: in deck {quoted(name)} staan nog fouten.") for loc, name in needed)


def _completed(deck: Deck, used: Sequence[Deck]) -> Deck:
    if not used:
        return deck
    return deck.model_copy(
        update={
            "sources": _joined(deck.sources, [other.sources for other in used], _id),
            "actors": _joined(deck.actors, [other.actors for other in used], _id),
            "levels": _joined(deck.levels, [other.levels for other in used], _id),
            "terms": _joined(deck.terms, [other.terms for other in used], _word),
        }
    )


R = TypeVar("R", Source, Actor, Level, Term)


def _joined(own: tuple[R, ...], others: Iterable[tuple[R, ...]], key: Callable[[R], str]) -> tuple[R, ...]:
    found = {key(row): row for row in own}
    for rows in others:
        for row in rows:
            found.setdefault(key(row), row)
    return tuple(found.values())


def _id(row: Source | Actor | Level) -> str:
    return row.id


def _word(row: Term) -> str:
    return row.word
