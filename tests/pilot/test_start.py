"""The start screen: two keypresses begin a conversation."""

from pathlib import Path

import pytest

from gesprekskaarten.tui.screens.decks import Decks
from gesprekskaarten.tui.screens.prepare import Prepare
from gesprekskaarten.tui.screens.start import PATIENCE, Start
from tests.building import START
from tests.pilot.contrast import minimum_contrast, text_of
from tests.pilot.starting import SIZES, begun, english, press, program, seen

BROKEN = Path(__file__).parents[1] / "fixtures" / "decks" / "een-fout-elk"


@pytest.mark.parametrize("size", SIZES)
async def test_two_keypresses_begin_a_conversation_with_what_is_usual(tmp_path: Path, size: tuple[int, int]) -> None:
    app = program(tmp_path)
    async with app.run_test(size=size) as pilot:
        await press(pilot, "n", "enter")
        session = begun(app)
        assert session.opened.playbook == "grensvlakkengesprek-90"
        assert session.opened.decks == ("grensvlakken-wlz 1.0.0",)
        assert session.opened.casus == "riet-dwaalt-s-nachts"
        assert session.opened.cards == ("grensvlakken-wlz/24-uurs-toezicht",)
        assert session.title == "Riet dwaalt 's nachts"
        assert session.opened.date == START.astimezone().date()
        assert session.opened.place == ""
        assert session.opened.screens == 1
        assert session.opened.scribe
        assert session.opened.follows == ""
        assert dict(session.present) == dict.fromkeys(
            ("mantelzorger", "wijkverpleegkundige", "wijkteam", "huisarts", "ciz"), 1
        )


@pytest.mark.parametrize("size", SIZES)
async def test_enter_on_the_chosen_line_does_what_its_letter_does(tmp_path: Path, size: tuple[int, int]) -> None:
    app = program(tmp_path)
    async with app.run_test(size=size) as pilot:
        await press(pilot, "enter")
        assert isinstance(app.screen, Prepare)
        await press(pilot, "escape")
        assert isinstance(app.screen, Start)
        await press(pilot, "d")
        assert isinstance(app.screen, Decks)


@pytest.mark.parametrize("size", SIZES)
async def test_the_start_screen_says_in_dutch_what_can_be_done(tmp_path: Path, size: tuple[int, int]) -> None:
    app = program(tmp_path)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        for line in ("n  Nieuw gesprek", "v  Voorbeeld bekijken", "g  Alle gesprekken", "d  Decks en kaarten"):
            assert line in seen(app).replace("▸", "") or line in "\n".join(text_of(app))
        assert "Verder met het laatste gesprek" not in seen(app)
        assert english(app) == set()
        assert minimum_contrast(app).ratio >= 10


async def test_going_on_is_refused_with_a_reason_when_there_is_nothing_yet(tmp_path: Path) -> None:
    app = program(tmp_path)
    async with app.run_test(size=(60, 20)) as pilot:
        await press(pilot, "h")
        assert isinstance(app.screen, Start)
        assert "Er is nog geen gesprek om mee verder te gaan." in seen(app)


async def test_the_start_screen_says_that_decks_have_mistakes(tmp_path: Path) -> None:
    app = program(tmp_path, [BROKEN])
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.pause(2 * PATIENCE)
        assert f"In je decks staan {len(app.library.problems)} fouten" in seen(app)


async def test_the_second_time_the_last_conversation_is_one_enter_away(tmp_path: Path) -> None:
    first = program(tmp_path)
    async with first.run_test(size=(60, 20)) as pilot:
        await press(pilot, "n", "enter")
        name = begun(first).opened.session
    second = program(tmp_path)
    async with second.run_test(size=(60, 20)) as pilot:
        await pilot.pause()
        assert "Riet dwaalt 's nachts (22-11-2026)" in seen(second)
        await press(pilot, "enter")
        assert begun(second).opened.session == name
