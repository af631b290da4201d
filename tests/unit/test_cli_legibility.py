"""`gesprekskaarten leesproef`: the advice in numbers, and when the screen opens."""

import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from gesprekskaarten.domain.session import Session
from tests.unit.test_cli import run, run_apart


def test_a_television_and_a_distance_give_the_rows_and_what_does_not_fit() -> None:
    result = run("leesproef", "--inch", "55", "--afstand", "4")
    assert (result.exit_code, result.stderr) == (0, "")
    lines = result.stdout.splitlines()
    assert lines[0] == "Het beeld is 68 cm hoog. De laatste rij zit op 4 m."
    assert lines[1] == "Goede ogen: hoogstens 17 regels van 60 tekens."
    assert lines[2] == "60 jaar en ouder: hoogstens 11 regels van 39 tekens."
    assert any(line.startswith("  Ronde “Oplossingsrichtingen”: ") for line in lines)
    assert any(line.startswith("  Kaart “24-uurs toezicht”: ") for line in lines)


def test_where_everything_fits_nothing_is_named() -> None:
    result = run("leesproef", "--hoogte", "200", "--afstand", "4,5")
    assert result.exit_code == 0
    assert result.stdout.endswith("past alles op één bladzijde.\n")


def test_numbers_may_be_written_with_a_comma_and_a_unit() -> None:
    written = run("leesproef", "--hoogte", "1,5 m", "--afstand", "4,50 m").stdout
    assert written == run("leesproef", "--hoogte", "150", "--afstand", "450 cm").stdout
    assert run("leesproef", "--inch", "55 inch", "--afstand", "4").exit_code == 0


def test_too_far_away_is_an_advice_and_no_error() -> None:
    result = run("leesproef", "--inch", "43", "--afstand", "8")
    assert result.exit_code == 0
    assert "Zet de laatste rij op hoogstens 4,4 m" in result.stdout


def test_the_decks_and_the_draaiboek_are_those_of_the_conversation() -> None:
    measures = ("--inch", "55", "--afstand", "4")
    usual = run("leesproef", *measures).stdout
    more = run("leesproef", *measures, "--deck", "grensvlakken-wlz", "--deck", "een-mantelzorger-vertelt").stdout
    assert "(Een mantelzorger vertelt)" in more
    assert "(Een mantelzorger vertelt)" not in usual
    other = run("leesproef", *measures, "--draaiboek", "samenwerkingsgesprek-90").stdout
    assert "Ronde “Hoe werken we samen?”, vraag 1: " in other


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        (("--afstand", "4"), "Geef ook --hoogte of --inch."),
        (("--inch", "55"), "Geef ook --afstand."),
        (("--inch", "55", "--hoogte", "80", "--afstand", "4"), "Geef --hoogte of --inch, niet allebei."),
        (("--hoogte", "1,5", "--afstand", "4"), "Bedoel je meters?"),
        (("--inch", "groot", "--afstand", "4"), "dit begrijp ik niet"),
        (("--inch", "55", "--afstand", "400"), "Bedoel je centimeters?"),
        (("--inch", "55", "--afstand", "4", "--deck", "grensvlakken"), 'Er is geen deck "grensvlakken".'),
        (("--inch", "55", "--afstand", "4", "--draaiboek", "x"), 'Er is geen draaiboek "x".'),
    ],
)
def test_what_cannot_be_gets_a_sentence_and_exit_2(arguments: tuple[str, ...], part: str) -> None:
    result = run("leesproef", *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert part in result.stderr


def test_without_numbers_and_without_a_terminal_it_says_what_to_type(tmp_path: Path) -> None:
    done = run_apart("leesproef", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert "alleen in een terminal" in done.stderr
    assert "gesprekskaarten leesproef --inch 55 --afstand 4" in done.stderr


def test_with_numbers_no_screen_is_loaded(tmp_path: Path) -> None:
    script = tmp_path / "proef.py"
    script.write_text(
        "import sys\nfrom gesprekskaarten.cli import program\n"
        "try:\n    program(['leesproef', '--inch', '55', '--afstand', '4'])\n"
        "except SystemExit as end:\n    assert end.code == 0\n"
        "assert 'textual' not in sys.modules\n"
    )
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, script],
        env=os.environ | {"PYTHONPATH": str(root)},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
    )
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    ("size", "now", "verdict", "keys"),
    [((39, 11), "Nu 11 regels, hoogstens 11", "✓ ", False), ((80, 24), "Nu 24 regels, hoogstens 11", "! ", True)],
)
def test_in_a_terminal_it_judges_that_window_and_says_how_to_zoom(
    monkeypatch: pytest.MonkeyPatch, size: tuple[int, int], now: str, verdict: str, keys: bool
) -> None:
    monkeypatch.setattr("gesprekskaarten.cli.legibility._window", lambda: size)
    result = run("leesproef", "--inch", "55", "--afstand", "4")
    assert result.exit_code == 0
    assert now in result.stdout
    assert f"\n{verdict}" in result.stdout
    assert ("Groter: " in result.stdout) is keys


def test_without_numbers_the_screen_opens_on_the_chosen_decks(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[Session] = []

    def show(session: Session, *, debug: bool) -> int:
        assert not debug
        opened.append(session)
        return 0

    screens = ModuleType("gesprekskaarten.tui.screens.legibility")
    screens.run = show  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "gesprekskaarten.tui.screens.legibility", screens)
    monkeypatch.setattr("gesprekskaarten.cli.legibility._has_terminal", lambda: True)
    assert run("leesproef", "--deck", "een-mantelzorger-vertelt", "--draaiboek", "standpunten-60").exit_code == 0
    (session,) = opened
    assert session.material.playbook.id == "standpunten-60"
    assert "een-mantelzorger-vertelt" in [deck.id for deck in session.material.decks]
    assert run("leesproef", "--deck", "bestaat-niet").exit_code == 2
    assert len(opened) == 1
