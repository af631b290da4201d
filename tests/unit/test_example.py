"""The shipped example: entered from its TOML it gives exactly the shipped report."""

from pathlib import Path

import pytest

from gesprekskaarten.conduct.example import copy_example, show_example
from gesprekskaarten.conduct.invoer import enter
from gesprekskaarten.conduct.reading import read_session
from gesprekskaarten.decks.library import Library
from gesprekskaarten.domain import events as ev
from gesprekskaarten.domain.commands import Happen, Refusal
from gesprekskaarten.domain.lines import Kind
from gesprekskaarten.report.table_edition import table_edition
from gesprekskaarten.storage.paths import example, shipped_decks

HEADINGS = [
    "# Verslag: Nachtzorg in Zwolle",
    "## In het kort",
    "## De kaart en de feiten",
    "## Perspectieven",
    "## Perspectiefwissel",
    "## Waar zijn we het over eens",
    "## Waar botst het",
    "## Oplossingsrichtingen",
    "### Uitvoering",
    "### Organisatie",
    "### Stelsel",
    "## Afspraken",
    "### Verzoeken",
    "## Signalen",
    "## Parkeerlijst",
    "## Terugblik",
    "## Verantwoording",
]


@pytest.fixture
def library() -> Library:
    return Library(shipped_decks())


def test_the_example_gives_exactly_the_shipped_report_twice(tmp_path: Path, library: Library) -> None:
    shipped = example().with_suffix(".md").read_text("utf-8")
    for store in (tmp_path / "een", tmp_path / "twee"):
        name = enter(example(), library, store)
        assert name == "voorbeeld"
        assert table_edition(read_session(store / name)) == shipped


def test_the_shipped_report_has_every_heading_in_order() -> None:
    lines = example().with_suffix(".md").read_text("utf-8").splitlines()
    places = [lines.index(heading) for heading in HEADINGS]
    assert places == sorted(places)


def test_every_kind_of_line_is_in_the_example(tmp_path: Path, library: Library) -> None:
    session = read_session(tmp_path / enter(example(), library, tmp_path))
    assert {line.kind for line in session.lines.values()} == set(Kind) - {Kind.VERVOLG, Kind.NOTITIE, Kind.VERDEDIGING}
    assert session.present["ciz"] == 0
    assert session.unconfirmed()


def test_the_example_can_be_looked_at_and_not_be_changed(tmp_path: Path, library: Library) -> None:
    conductor = show_example(library, tmp_path)
    refused = conductor.do(Happen(ev.Blanked(on=True)))
    assert isinstance(refused, Refusal)
    assert "voorbeeld" in refused.reason
    conductor.close()


def test_a_copy_of_the_example_is_free_to_change(tmp_path: Path, library: Library) -> None:
    conductor = copy_example(library, tmp_path)
    assert conductor.do(Happen(ev.Titled(title="Mijn eigen gesprek"))) is None
    assert conductor.session.title == "Mijn eigen gesprek"
    conductor.close()
