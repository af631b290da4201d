"""Botsing and oplossingen as the leader sees them."""

from dataclasses import replace
from typing import Any

import pytest

from gesprekskaarten.domain.lines import Solution
from gesprekskaarten.domain.playbook import RoundKind
from gesprekskaarten.tui.rounds.base import ask_details
from tests.unit.rounds_table import FakeTable, material, table_in


def _solution(table: FakeTable, id: int) -> Solution:
    line = table.session.lines[id]
    assert isinstance(line, Solution)
    return line


def _solve(table: FakeTable, level: str, text: str, **fields: Any) -> int:
    return table.add(kind="oplossing", level=level, text=text, **fields)


def test_what_was_said_and_confirmed_is_read_back_one_row_per_actor() -> None:
    table = table_in(RoundKind.BOTSING)
    for number in range(4):
        table.add(round="perspectief", kind="zorg", actor="huisarts", text=f"zorg {number}")
    table.add(round="perspectief", kind="behoefte", actor="ciz", source="ingeleefd", text="duidelijkheid")
    table.add(round="perspectief", agreed=False, kind="zorg", actor="wijkteam", text="nog niet bevestigd")
    assert "• Huisarts: zorg 0 / zorg 1 (en nog 2 regels)" in table.texts
    assert "• CIZ: duidelijkheid (ingeleefd, niet getoetst)" in table.texts
    assert "nog niet bevestigd" not in table.text


def test_the_lists_say_how_many_there_can_be_and_who_must_share_it() -> None:
    table = table_in(RoundKind.BOTSING)
    table.add(kind="eens", text="Riet wil thuis blijven.")
    assert "Hier zijn we het over eens (1 van 3)" in table.texts
    assert "Hier botst het (0 van 3)" in table.texts
    assert "Dilemmazin (0 van 1)" in table.texts
    rule = "Alleen eens als iedereen het deelt: Cliënt / mantelzorger, Wijkverpleegkundige, Wijkteam en Huisarts."
    assert rule in table.texts


async def test_a_fourth_agreement_is_refused_with_what_can_be_done() -> None:
    table = table_in(RoundKind.BOTSING)
    for text in ("een", "twee", "drie"):
        assert await table.type(text, "eens") is None
    assert "Wijzig er een of trek er een in." in str(await table.type("vier", "eens"))


async def test_a_dilemma_with_one_side_is_kept_and_the_leader_gets_a_hint() -> None:
    table = table_in(RoundKind.BOTSING)
    hint = "Lukt het met twee kanten?"
    assert hint not in table.text
    assert await table.type("Thuis blijven is gevaarlijk.", "dilemma") is None
    assert hint in table.text


def test_a_dilemma_with_two_sides_needs_no_hint() -> None:
    table = table_in(RoundKind.BOTSING)
    table.add(kind="dilemma", text="Aan de ene kant is het gevaarlijk, aan de Andere Kant wil zij het zelf.")
    assert "Lukt het met twee kanten?" not in table.text


def test_uitvoering_stands_first_and_an_empty_band_offers_the_kinds_of_the_deck() -> None:
    table = table_in(RoundKind.OPLOSSINGEN)
    rows = table.texts
    bands = [rows.index(f"{name} (0)") for name in ("Uitvoering", "Organisatie", "Stelsel")]
    assert bands == sorted(bands)
    assert "Denk aan: veldnorm / route naar de Wlz." in rows


def test_a_full_band_leaves_the_prompts_out() -> None:
    table = table_in(RoundKind.OPLOSSINGEN)
    for number in range(3):
        _solve(table, "uitvoering", f"oplossing {number}")
    assert "Uitvoering (3)" in table.texts
    assert "veldnorm" not in table.text


@pytest.mark.parametrize(
    ("level", "fields"),
    [
        ("uitvoering", ["decides", "first_step"]),
        ("organisatie", ["decides", "first_step"]),
        ("stelsel", ["decides", "first_step", "monday"]),
    ],
)
async def test_each_level_asks_what_it_needs(level: str, fields: list[str]) -> None:
    table = table_in(RoundKind.OPLOSSINGEN)
    entry = table.entry(level)
    assert [detail.field for detail in entry.details] == fields
    assert await table.type("een vast nummer", level) is None
    table.answers = [f"antwoord op {field}" for field in fields]
    await ask_details(table, 1, entry.details)
    line = _solution(table, 1)
    assert line.level == level
    assert all(getattr(line, field) == f"antwoord op {field}" for field in fields)


def test_a_stelsel_solution_asks_what_happens_on_monday() -> None:
    table = table_in(RoundKind.OPLOSSINGEN)
    hint = "En maandag dan? Kies er een en druk op d."
    _solve(table, "stelsel", "de wet anders", monday="vast bellen")
    assert hint not in table.texts
    _solve(table, "stelsel", "het loket anders")
    assert hint in table.texts
    assert any("het loket anders" in row and "en maandag dan?" in row for row in table.texts)


async def test_what_was_left_empty_can_be_filled_in_later() -> None:
    table = table_in(RoundKind.OPLOSSINGEN)
    table.choose_line(_solve(table, "stelsel", "de wet anders", decides="VWS"))
    await table.press("d", "", "vast bellen")
    assert table.asked == ["Eerste stap (mag leeg)", "En maandag dan? (mag leeg)"]
    assert _solution(table, 1).monday == "vast bellen"
    await table.press("d", "de brief")
    assert table.reason("d") == "Alles is ingevuld. Met e wijzig je het."


async def test_a_solution_of_uitvoering_is_secured_on_another_and_let_go_again() -> None:
    table = table_in(RoundKind.OPLOSSINGEN)
    first = _solve(table, "uitvoering", "een vast nummer")
    table.choose_line(first)
    assert "Zoek er straks iets bij op organisatie of stelsel." in table.text
    assert "Er is nog geen andere oplossing" in str(table.reason("g"))
    other = _solve(table, "organisatie", "ketenafspraak")
    assert "Én-én: waar borg je dit op? Kies er een en druk op g." in table.texts
    await table.press("g", str(other))
    assert _solution(table, first).secured_by == (other,)
    assert "geborgd op: ketenafspraak" in table.text
    assert "Én-én" not in table.text
    await table.press("g", str(other))
    assert _solution(table, first).secured_by == ()


async def test_the_kind_of_a_solution_is_one_of_its_level_and_goes_when_it_moves() -> None:
    table = table_in(RoundKind.OPLOSSINGEN)
    table.choose_line(_solve(table, "uitvoering", "een vast nummer"))
    await table.press("o", "veldnorm")
    assert table.options == ["Een veldnorm: wie doet wat?", "De weg naar de Wlz.", "geen van deze"]
    assert "(veldnorm, nog nergens op geborgd)" in table.text
    await table.press("y", "stelsel")
    assert (_solution(table, 1).level, _solution(table, 1).sort) == ("stelsel", "")
    assert _solution(table, 1).agreed
    await table.press("o", "wet-en-regels")
    await table.press("o", "geen")
    assert _solution(table, 1).sort == ""


@pytest.mark.parametrize("key", ["o", "g", "y", "d"])
def test_without_a_chosen_solution_its_commands_say_so(key: str) -> None:
    table = table_in(RoundKind.OPLOSSINGEN)
    assert table.reason(key) == "Kies eerst met ↑ en ↓ een oplossing."


def test_a_deck_without_kinds_still_has_three_bands() -> None:
    table = table_in(RoundKind.OPLOSSINGEN)
    bare = FakeTable(replace(table.session, material=material(kinds=False)))
    assert [row for row in bare.texts if row.endswith("(0)")] == ["Uitvoering (0)", "Organisatie (0)", "Stelsel (0)"]
    bare.choose_line(_solve(bare, "uitvoering", "een vast nummer"))
    assert bare.reason("o") == "Voor dit niveau staan er geen soorten in het deck."
