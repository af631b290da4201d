"""Whatever is in a file: a value without problems or problems without a value, never an exception."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import tomli
from hypothesis import example, given, settings
from hypothesis import strategies as st

from gesprekskaarten.decks.library import Library, check
from gesprekskaarten.decks.loader import load_deck, load_playbook
from gesprekskaarten.decks.positions import Position, Positions
from gesprekskaarten.decks.problems import Loc, format_problems
from gesprekskaarten.domain.words import is_safe

KEYS = [
    *("formaat", "deck", "draaiboek", "bron", "kaart", "actor", "niveau", "casus", "route", "begrip", "ronde"),
    *("situatie", "id", "titel", "versie", "soort", "vraag", "wetten", "bronnen", "bronnen.jaar", "actor.dilemma"),
    *("actor.perspectief", "casus.lastig", "niveau.soort", "ronde.stap", "leidt_tot", "gebruikt", "kanten", '""'),
    *('"a.b"', '"e\\u0301\\u001b"', "'\\x'", "x.y.z", "minuten", "vorm", "woord", "uitleg", "kaarten", "betrokken"),
]
VALUES = [
    *(
        "1",
        "0",
        "-1",
        "1.5",
        "nan",
        "inf",
        "1e999",
        "true",
        '""',
        '"a"',
        '"a/b"',
        '"Wlz"',
        "''",
        '"""\nx\n"""',
        "[]",
        "{}",
    ),
    *(
        '["a"]',
        "[[1]]",
        '{ bron = "a" }',
        '[{ id = "a" }, { id = "a" }]',
        "2017-02-01",
        "07:30",
        '"\\u0000\\u001b"',
        "0x1F",
    ),
    *(
        "[\n1, # x\n]",
        "{\n a = 1,\n}",
        '"\\e"',
        "'''\n[[kaart]]\n'''",
        "1_000",
        '["a", 1, {}]',
        "[[], [{ x.y = 1 }]]",
        "=",
        '"',
    ),
]

key = st.sampled_from(KEYS)
line = st.one_of(
    st.builds("{} = {}".format, key, st.sampled_from(VALUES)),
    st.builds("[{}]".format, key),
    st.builds("[[{}]]".format, key),
    st.sampled_from(["", "# é 🙂", "\t", "id = 'a'", "formaat = 1", "formaat = 2", "[deck]", "[draaiboek]"]),
)
documents = st.builds(
    lambda start, lines, end: (start + end.join(lines)).encode("utf-8"),
    st.sampled_from(
        ["", "\ufeff", "formaat = 1\n[deck]\n", "formaat = 1\n[draaiboek]\n", "formaat = 1\r\n[[deck]]\r\n"]
    ),
    st.lists(line, max_size=14),
    st.sampled_from(["\n", "\r\n"]),
)


def agrees(content: bytes) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "deck.toml"
        path.write_bytes(content)
        for loaded in (load_deck(path), load_playbook(path)):
            assert (loaded.value is None) == bool(loaded.problems)
        problems = check([path])
        library = Library(Path(folder))
        mistakes = [problem for problem in problems if problem.severity == "fout"]
        assert bool(library.decks or library.playbooks) == (not mistakes)
        lines = content.decode("utf-8", "replace").removeprefix("\ufeff").replace("\r\n", "\n").split("\n")
        for problem in problems:
            assert problem.message
            assert problem.line is None or 1 <= problem.line <= len(lines)
            if problem.line and problem.column:
                assert 1 <= problem.column <= len(lines[problem.line - 1]) + 1
        assert all(is_safe(line) for line in format_problems(problems).split("\n"))


@given(st.binary(max_size=200))
def test_arbitrary_bytes_give_a_sentence(content: bytes) -> None:
    agrees(content)


@settings(max_examples=400)
@given(documents)
def test_arbitrary_small_documents_give_a_value_or_problems(content: bytes) -> None:
    agrees(content)


@given(st.text(max_size=80), st.sampled_from(["", 'x = "', "[", "[deck]\nid = '"]))
@example("\\", 'x = "')
def test_arbitrary_text_gives_a_sentence(text: str, start: str) -> None:
    agrees((start + text).encode("utf-8", "replace"))


def places(here: Any, loc: Loc = ()) -> Iterator[tuple[Loc, Any]]:
    rows = here.items() if isinstance(here, dict) else enumerate(here) if isinstance(here, list) else ()
    for step, value in rows:
        yield (*loc, step), value
        yield from places(value, (*loc, step))


def text_from(source: str, place: Position) -> str:
    return "\n".join(source.split("\n")[place.line - 1 :])[place.column - 1 :]


def starts_with_value(text: str, value: Any) -> bool:
    for end in range(1, len(text) + 1):
        try:
            if repr(tomli.loads(f"x = {text[:end]}")["x"]) == repr(value):
                return True
        except tomli.TOMLDecodeError:
            continue
    return False


@settings(max_examples=400)
@given(documents)
def test_a_position_is_that_of_the_very_value_or_there_is_none(content: bytes) -> None:
    source = content.decode("utf-8-sig").replace("\r\n", "\n")
    try:
        data = tomli.loads(source)
    except tomli.TOMLDecodeError:
        return
    positions = Positions(source, data)
    for loc, value in places(data):
        place = positions.value(loc)
        if place is not None and not isinstance(value, dict | list):
            assert starts_with_value(text_from(source, place), value)
        key = positions.key(loc)
        if key is not None and isinstance(loc[-1], str):
            text = text_from(source, key).split("\n")[0]
            assert any(tomli_key(text[:end]) == loc[-1] for end in range(1, len(text) + 1))


def tomli_key(text: str) -> str | None:
    try:
        return next(iter(tomli.loads(f"{text} = 0")))
    except tomli.TOMLDecodeError:
        return None
