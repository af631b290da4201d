"""One TOML file becomes a Deck or a Playbook, or a list of everything that is wrong with it."""

import stat
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any, Generic, TypeVar

import tomli
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from gesprekskaarten.decks import sentences
from gesprekskaarten.decks.problems import MOST, Finding, Problem, Severity, excerpt, in_order, quoted, suggestion
from gesprekskaarten.decks.references import Outside, References, duplicates
from gesprekskaarten.domain.deck import FORMAT, Deck
from gesprekskaarten.domain.playbook import Playbook
from gesprekskaarten.errors import os_error_sentence

LARGEST = 2_000_000
"""Bytes in a deck file; a deck of 50 cards has some 30,000."""

_MODELS: dict[str, type[BaseModel]] = {"deck": Deck, "draaiboek": Playbook}

T = TypeVar("T")


@dataclass(frozen=True)
class Loaded(Generic[T]):
    """What a file gave: a value without problems, or problems without a value."""

    path: Path
    value: T | None
    problems: tuple[Problem, ...]


@dataclass
class DeckFile:
    """One file, read once: what is in it, what is wrong with it, and what it wants from other decks."""

    path: Path
    source: str = ""
    data: dict[str, Any] = field(default_factory=dict)
    value: Deck | Playbook | None = None
    readable: Deck | Playbook | None = None
    """What the schema could read, also when something else is wrong: enough to look for weaknesses."""
    problems: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)
    outside: list[Outside] = field(default_factory=list)

    @property
    def kind(self) -> str:
        """`deck`, `draaiboek`, or "" when it is neither."""
        return next((kind for kind in _MODELS if kind in self.data), "")

    @property
    def id(self) -> str:
        """The id as it stands in the file, also when the file has problems; "" when there is none."""
        head = self.data.get(self.kind)
        name = head.get("id") if isinstance(head, dict) else None
        return name if isinstance(name, str) else ""

    def add(self, findings: Iterable[Finding]) -> None:
        """Give the findings their lines and keep them; a file with problems has no value."""
        found = list(findings)
        if found:
            self.value = None
            self.problems = in_order([*self.problems, *_placed(self, found, "fout")])

    def warn(self, findings: Iterable[Finding]) -> None:
        """Give the findings their lines and keep them as warnings; the file keeps its value."""
        found = list(findings)
        if found:
            self.warnings = in_order([*self.warnings, *_placed(self, found, "waarschuwing")])

    def add_unplaced(self, message: str, hint: str = "") -> None:
        self.value = None
        self.problems.append(Problem(self.path, None, None, message[0].lower() + message[1:], hint))


def load_deck(path: Path) -> Loaded[Deck]:
    """Load one deck; references to other decks are only checked by the library."""
    return _loaded(path, Deck, "Dit is geen deck: de tabel [deck] ontbreekt.")


def load_playbook(path: Path) -> Loaded[Playbook]:
    """Load one draaiboek."""
    return _loaded(path, Playbook, "Dit is geen draaiboek: de tabel [draaiboek] ontbreekt.")


def _loaded(path: Path, model: type[T], otherwise: str) -> Loaded[T]:
    file = read_file(path)
    value = file.value
    if value is not None and not isinstance(value, model):
        file.add_unplaced(otherwise)
        value = None
    return Loaded(path, value, tuple(file.problems))


def read_file(path: Path) -> DeckFile:
    """Read and check one file by itself. Never raises for what is in the file, or for a file that cannot be read."""
    file = DeckFile(path)
    text = _text(file)
    if text is None:
        return file
    file.source = text
    try:
        file.data = tomli.loads(text)
    except tomli.TOMLDecodeError as error:
        file.problems.append(_syntax_problem(file, error))
    except RecursionError:
        file.add_unplaced("De haken staan te diep in elkaar.", "Een deck heeft nooit meer dan een paar lagen.")
    except ValueError:
        file.add_unplaced("In dit bestand staat een getal dat veel te lang is.", "Zet lange getallen als tekst neer.")
    else:
        _check(file)
    return file


def _text(file: DeckFile) -> str | None:
    try:
        found = file.path.stat()
        if stat.S_ISDIR(found.st_mode):
            file.add_unplaced("Dit is een map, geen bestand.", "Geef de map een naam zonder .toml.")
            return None
        if not stat.S_ISREG(found.st_mode):
            file.add_unplaced("Dit is geen gewoon bestand.", "Zet het deck in een gewoon tekstbestand.")
            return None
        with file.path.open("rb") as stream:
            content = stream.read(LARGEST + 1)
    except OSError as error:
        if isinstance(error, FileNotFoundError) and file.path.is_symlink():
            file.add_unplaced("Deze verwijzing wijst naar een bestand dat er niet is.", "Haal de verwijzing weg.")
        else:
            file.add_unplaced(os_error_sentence(error))
        return None
    except ValueError:
        file.add_unplaced("Een bestand kan niet zo heten.", "Gebruik gewone letters en cijfers.")
        return None
    if len(content) > LARGEST:
        hint = f"Een deck is hoogstens {LARGEST // 1_000_000} MB. Verdeel de kaarten over meer bestanden."
        file.add_unplaced("Dit bestand is te groot.", hint)
        return None
    try:
        return content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        message = "dit bestand is niet bewaard als UTF-8: hier staat een teken dat niet te lezen is."
        hint = "Kies in je tekstprogramma: opslaan als, codering UTF-8."
        file.problems.append(Problem(file.path, line, None, message, hint))
        return None


def _syntax_problem(file: DeckFile, error: tomli.TOMLDecodeError) -> Problem:
    sentence, hint = sentences.syntax_sentence(error.msg, error.doc[error.pos : error.pos + 1])
    line = error.doc.split("\n")[error.lineno - 1]
    if error.pos >= len(error.doc):
        sentence = f"het bestand houdt hier te vroeg op: {sentence}"
    column = min(error.colno, len(line) + 1)
    return Problem(file.path, error.lineno, column, sentence, hint, excerpt(line, column))


def _check(file: DeckFile) -> None:
    newer = file.data.get("formaat")
    if isinstance(newer, int) and newer > FORMAT:
        what = f"dit {file.kind or 'bestand'} vraagt een nieuwer programma."
        hint = f"Dit programma leest formaat {FORMAT}. Haal een nieuwere versie van gesprekskaarten op."
        file.add([Finding(("formaat",), what, hint)])
        return
    if not file.kind:
        _neither(file)
        return
    model = _MODELS[file.kind]
    findings = list(islice(duplicates(file.data), MOST + 1))
    try:
        value = model.model_validate(file.data)
    except ValidationError as error:
        details = [detail for detail in error.errors(include_url=False) if not _only_counts_faulty_rows(detail)]
        findings += [sentences.finding(detail, file.data, model) for detail in details[: MOST + 1]]
    else:
        assert isinstance(value, Deck | Playbook)
        file.value = file.readable = value
    references = References(file.data)
    findings += references.dangling
    file.outside = references.outside
    file.add(findings)


def _only_counts_faulty_rows(detail: ErrorDetails) -> bool:
    """Tell whether pydantic calls a list too short because it does not count the rows that have a problem."""
    return detail["type"] == "too_short" and bool(detail["input"])


def _neither(file: DeckFile) -> None:
    message = "Dit is geen deck en geen draaiboek."
    for key in file.data:
        meant = suggestion(key, list(_MODELS))
        if meant.startswith("Bedoel"):
            file.add([Finding((key,), f"de tabel {quoted(key)} bestaat niet.", meant, "key")])
            return
    file.add_unplaced(message, "Begin een deck met [deck], een draaiboek met [draaiboek].")


def _placed(file: DeckFile, findings: list[Finding], severity: Severity) -> list[Problem]:
    from gesprekskaarten.decks.positions import Positions

    positions = Positions(file.source, file.data)
    problems = []
    for found in findings[:MOST]:
        if found.phrase:
            place = positions.words(found.loc, found.phrase)
        else:
            place = positions.key(found.loc) if found.spot == "key" else positions.value(found.loc)
        message = found.message
        if found.twin is not None:
            twin = positions.value(found.twin)
            message += f" op regel {twin.line}." if twin is not None else " in dit bestand."
        if place is None:
            problems.append(Problem(file.path, None, None, message, found.hint, "", severity, found.code))
        else:
            text = excerpt(positions.lines[place.line - 1], place.column)
            problems.append(Problem(file.path, *place, message, found.hint, text, severity, found.code))
    if len(findings) > MOST:
        message = "in dit bestand staan nog meer " + ("fouten." if severity == "fout" else "waarschuwingen.")
        code = "" if severity == "fout" else "nog-meer"
        problems.append(Problem(file.path, None, None, message, severity=severity, code=code))
    return problems
