"""`gesprekskaarten deck gebruik` as a curator types it."""

import datetime as dt
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from gesprekskaarten.cli import program
from gesprekskaarten.conduct.conductor import Conductor
from gesprekskaarten.domain import events as ev
from gesprekskaarten.domain.cards import DrawCard, LayCard, SkipCard, WriteCard
from gesprekskaarten.domain.commands import Enter
from gesprekskaarten.domain.deck import CardKind
from tests.building import START, opening
from tests.carding import on_cards

SECRET = "Wie belt buurvrouw Bep?"


def run(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(program, ["--sessies", str(root), "deck", "gebruik", *arguments], prog_name="gk")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A store with one conversation in which a card was laid, one drawn blind and put aside, and one made."""
    first = opening(casus="").model_copy(update={"session": "avond", "cards": ()})
    moments = (START + dt.timedelta(minutes=minute) for minute in range(1000))
    conductor = Conductor.begin(
        tmp_path / "sessies",
        "avond",
        on_cards(),
        [first, ev.Titled(title="Een geheime avond")],
        lambda: next(moments),
    )
    for intent in (
        Enter("welkom"),
        LayCard("wijk/spoed"),
        DrawCard((CardKind.STANDPUNT,)),
        SkipCard(),
        WriteCard("", SECRET),
        Enter("afronden"),
    ):
        assert conductor.do(intent) is None
    conductor.close()
    return tmp_path / "sessies"


def test_the_table_tells_per_card_what_became_of_it(root: Path) -> None:
    result = run(root)
    assert result.exit_code == 0
    header, *lines = result.stdout.splitlines()
    assert header.split() == ["Deck", "Kaart", "Gesprekken", "Blind", "Overgeslagen", "Uitgelopen", "Minuten"]
    spoed = next(line.split() for line in lines if " spoed " in line)
    assert spoed[:5] == ["wijk", "spoed", "1", "0", "0"]
    drawn = next(line.split() for line in lines if " spoed " not in line)
    assert drawn[2:5] == ["1", "1", "1"]
    assert result.stderr.strip() == "Geteld over 1 gesprek. Aan tafel gemaakt: 1 eigen kaart."


@pytest.mark.parametrize("form", ["tekst", "json"])
def test_no_words_and_no_names_of_conversations_come_out(root: Path, form: str) -> None:
    result = run(root, "--formaat", form)
    assert "Bep" not in result.output
    assert "avond" not in result.output


def test_json_has_the_same_for_another_program(root: Path) -> None:
    found = json.loads(run(root, "wijk", "--formaat", "json").stdout)
    assert (found["gesprekken"], found["eigen_kaarten"]) == (1, 1)
    by_card = {row["kaart"]: row for row in found["kaarten"]}
    assert by_card["spoed"]["deck"] == "wijk"
    assert set(by_card["spoed"]) == {"deck", "kaart", "gesprekken", "blind", "overgeslagen", "uitgelopen", "minuten"}
    assert by_card["spoed"]["minuten"] > 0
    assert sum(row["overgeslagen"] for row in found["kaarten"]) == 1


def test_json_is_whole_when_there_is_nothing_yet(tmp_path: Path) -> None:
    result = run(tmp_path, "--formaat", "json")
    assert result.exit_code == 0
    assert json.loads(result.stdout) == {"gesprekken": 0, "eigen_kaarten": 0, "kaarten": []}


def test_nothing_yet_is_said_in_a_sentence(tmp_path: Path) -> None:
    result = run(tmp_path)
    assert (result.exit_code, result.stdout) == (0, "")
    assert "Geteld over 0 gesprekken." in result.stderr


def test_what_cannot_be_read_is_said_beside_the_count(root: Path) -> None:
    (root / "stuk").mkdir()
    (root / "stuk" / "gesprek.db").write_bytes(b"dit is geen gesprek" * 100)
    result = run(root, "--formaat", "json")
    assert json.loads(result.stdout)["gesprekken"] == 1
    assert "1 gesprek is niet te lezen en niet meegeteld." in result.stderr


def test_a_deck_that_is_nowhere_is_a_wrong_name(root: Path) -> None:
    result = run(root, "grensvlaken-wlz")
    assert result.exit_code == 2
    assert "Er is geen deck" in result.stderr
    assert "grensvlakken-wlz" in result.stderr


def test_a_deck_that_was_not_used_yet_is_no_mistake(root: Path) -> None:
    assert run(root, "een-mantelzorger-vertelt").exit_code == 0


def test_a_deck_that_was_thrown_away_still_tells_of_its_conversations(root: Path) -> None:
    result = run(root, "wijk")
    assert result.exit_code == 0
    assert "spoed" in result.stdout


def test_the_help_is_dutch(root: Path) -> None:
    text = run(root, "--help").stdout
    assert "[OPTIES] [ID]" in text
    assert "OPTIONS" not in text
