"""What is wrong with a deck, where, and what to write instead: plain values and their Dutch text."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from gesprekskaarten.domain.words import clean, nearest

Loc = tuple[str | int, ...]
"""The way to a value in the TOML: keys and (from 0) places in a list."""

MOST = 500
"""Problems shown of one file: more is not a deck with mistakes but another kind of file."""

Severity = Literal["fout", "waarschuwing"]

LONGEST_NAME = 60
LONGEST_EXCERPT = 100


@dataclass(frozen=True)
class Problem:
    """One mistake or weakness in one file.

    `line` and `column` count characters from 1 and are None when they are not known. A file with a mistake ("fout")
    cannot be used; a weakness ("waarschuwing") has a `code` that says of which kind it is.
    """

    path: Path
    line: int | None
    column: int | None
    message: str
    hint: str = ""
    excerpt: str = ""
    severity: Severity = "fout"
    code: str = ""

    def __str__(self) -> str:
        place = ":".join([clean(str(self.path)), *(str(n) for n in (self.line, self.column) if n is not None)])
        weak = self.severity == "waarschuwing"
        lines = [f"{place}: waarschuwing: {self.message} [{self.code}]" if weak else f"{place}: {self.message}"]
        lines += [f"    {text}" for text in (self.excerpt, self.hint) if text]
        return "\n".join(lines)


@dataclass(frozen=True)
class Finding:
    """A mistake or weakness at a place in the data, before its line is looked up.

    `twin` is the earlier place that a duplicate id repeats: its line is added to the sentence. `phrase` are words in
    the text at `loc`: the line is then theirs.
    """

    loc: Loc
    message: str
    hint: str = ""
    spot: Literal["key", "value"] = "value"
    twin: Loc | None = None
    code: str = ""
    phrase: str = ""


def format_problems(problems: Iterable[Problem]) -> str:
    """Return all problems as text for a terminal, by path; in a file the mistakes first, then by line."""
    return "\n".join(str(problem) for problem in in_order(problems))


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Return them by path, mistakes first, then by line and column; what has no line comes after what has."""
    return sorted(
        problems,
        key=lambda found: (
            str(found.path),
            found.severity != "fout",
            found.line is None,
            found.line or 0,
            found.column or 0,
            found.message,
        ),
    )


def as_json(problems: Iterable[Problem]) -> str:
    """Return all problems for another program, in the order of `format_problems`: a list, also when there are none."""
    import json

    rows = [
        {
            "bestand": str(found.path),
            "regel": found.line,
            "kolom": found.column,
            "ernst": found.severity,
            "code": found.code,
            "melding": found.message,
            "raad": found.hint,
            "fragment": found.excerpt,
        }
        for found in in_order(problems)
    ]
    return json.dumps(rows, indent=2)


def counted(problems: Sequence[Problem]) -> str:
    """Say how many mistakes and weaknesses there are."""
    mistakes = sum(found.severity == "fout" for found in problems)
    weaknesses = len(problems) - mistakes
    first = "1 fout" if mistakes == 1 else f"{mistakes or 'Geen'} fouten"
    second = "1 waarschuwing" if weaknesses == 1 else f"{weaknesses or 'geen'} waarschuwingen"
    return f"{first} en {second} gevonden."


def quoted(text: str) -> str:
    """Return a word from a file between quotation marks, safe for a terminal and not longer than a line."""
    text = f"{' ' * text[:1].isspace()}{clean(text)}{' ' * text[1:][-1:].isspace()}"
    return f'"{text[: LONGEST_NAME - 1]}…"' if len(text) > LONGEST_NAME else f'"{text}"'


def excerpt(line: str, column: int) -> str:
    """Return the part of a line around `column` (from 1), safe for a terminal."""
    start = max(0, column - 1 - LONGEST_EXCERPT // 2) if len(line) > LONGEST_EXCERPT else 0
    part = clean(line[start : start + LONGEST_EXCERPT])
    return ("…" if start else "") + part + ("…" if start + LONGEST_EXCERPT < len(line) else "")


def suggestion(word: str, known: Sequence[str], none: str = "Er is nog niets om uit te kiezen.") -> str:
    """Say which known word was probably meant, or which ones there are; `none` when there are none."""
    by_folded = {name.casefold(): name for name in known}
    comparable = len(word) <= LONGEST_NAME and len(known) <= MOST
    close = nearest(word.casefold(), list(by_folded)) if comparable else None
    if close is not None:
        return f"Bedoel je {quoted(by_folded[close])}?"
    return choice(known) if known else none


def choice(known: Sequence[str], most: int = 20) -> str:
    names = [clean(name)[:LONGEST_NAME] for name in known[:most]]
    return f"Kies uit: {', '.join(names)}{' …' if len(known) > most else '.'}"


def where(data: Mapping[str, Any], loc: Loc) -> str:
    """Name a place in the words of the deck: `kaart "24-uurs-toezicht" · wetten 2`."""
    parts: list[str] = []
    here: Any = data
    for step in loc:
        if isinstance(step, int):
            here = here[step] if isinstance(here, list) and step < len(here) else None
            name = (here.get("id") or here.get("woord")) if isinstance(here, dict) else None
            parts[-1] += f" {quoted(name)}" if isinstance(name, str) else f" {step + 1}"
        else:
            here = here.get(step) if isinstance(here, dict) else None
            parts.append(clean(step)[:LONGEST_NAME])
    return " · ".join(parts)
