"""The decks: what is in them, whole, and what is wrong with those that cannot be used."""

from pathlib import Path

import pytest

from gesprekskaarten.tui.commands import check_commands
from gesprekskaarten.tui.screens.decks import Decks, DeckScreen
from gesprekskaarten.tui.screens.lists import ReadScreen
from gesprekskaarten.tui.screens.start import Start
from tests.pilot.contrast import minimum_contrast
from tests.pilot.starting import SIZES, english, press, program, seen, write_deck

BROKEN = Path(__file__).parents[1] / "fixtures" / "decks" / "een-fout-elk"


@pytest.mark.parametrize("size", SIZES)
async def test_each_deck_stands_there_with_its_version_status_counts_and_place(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    own = write_deck(tmp_path / "d", "eigen")
    app = program(tmp_path, [own])
    async with app.run_test(size=size) as pilot:
        await press(pilot, "d")
        assert isinstance(app.screen, Decks)
        assert check_commands(app.screen.all_commands) == []
        text = seen(app)
        assert "versie 1.0.0, vrijgegeven · 6 kaarten, 8 casussen, 5 actoren · meegeleverd" in text
        assert "Eigen deck eigen – versie 0.1, concept · 1 kaart, 1 casus, 1 actor" in text
        assert str(own / "eigen.toml") in text.replace(" ", "")
        assert english(app) == set()
        assert minimum_contrast(app).ratio >= 10
        await press(pilot, "f")
        assert "Er zijn geen fouten gevonden." in seen(app)


@pytest.mark.parametrize("size", SIZES)
async def test_a_card_shows_its_question_follow_ups_and_sources_with_year(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    app = program(tmp_path)
    async with app.run_test(size=size) as pilot:
        await press(pilot, "d", "enter", "enter")
        assert "Kaart: 24-uurs toezicht" in seen(app)
        assert "Wanneer heeft iemand dag en nacht toezicht nodig?" in seen(app)
        assert "Doorvragen" in seen(app)
        await press(pilot, "end")
        assert "Bronnen" in seen(app)
        assert "Zilveren Kruis Zorgkantoor (2017)" in seen(app)
        assert english(app) == set()


@pytest.mark.parametrize("size", SIZES)
async def test_a_casus_shows_its_story_what_is_known_and_who_finds_what_hard(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    app = program(tmp_path)
    async with app.run_test(size=size) as pilot:
        await press(pilot, "d", "enter", *["down"] * 6, "enter")
        text = ""
        for _ in range(6):
            text += seen(app)
            await press(pilot, "pagedown")
        for part in (
            "Het is half vijf en nog donker.",
            "Wat we weten",
            "Wat we niet weten",
            "Wie vindt wat lastig",
            "CIZ: ",
            "Deze casus is verzonnen.",
        ):
            assert part in text


@pytest.mark.parametrize("size", SIZES)
async def test_the_whole_deck_can_be_walked_through_in_its_order(tmp_path: Path, size: tuple[int, int]) -> None:
    app = program(tmp_path)
    deck = app.library.deck("grensvlakken-wlz")
    async with app.run_test(size=size) as pilot:
        await press(pilot, "d", "enter")
        text = seen(app)
        for _ in range(60):
            await pilot.press("down")
            await pilot.pause()
            text += seen(app)
        for title in ("Kaarten", "Casussen", "Actoren", "Niveaus", "Begrippen"):
            assert title in text
        for actor in deck.actors:
            assert f"{actor.name} – " in text
        for term in deck.terms:
            assert f"{term.word} – " in text


async def test_an_actor_shows_its_row_of_the_matrix(tmp_path: Path) -> None:
    app = program(tmp_path)
    mantelzorger = next(one for one in app.library.deck("grensvlakken-wlz").actors if one.id == "mantelzorger")
    async with app.run_test(size=(100, 60)) as pilot:
        await press(pilot, "d", "enter", *["down"] * 14, "enter")
        for item in mantelzorger.perspectives:
            assert item.text in seen(app)
        for dilemma in mantelzorger.dilemmas:
            assert dilemma.text in seen(app)


async def test_escape_goes_back_one_level_at_a_time(tmp_path: Path) -> None:
    app = program(tmp_path)
    async with app.run_test(size=(60, 20)) as pilot:
        await press(pilot, "d", "right", "right")
        for level in (ReadScreen, DeckScreen, Decks, Start):
            assert isinstance(app.screen, level)
            await press(pilot, "escape")


@pytest.mark.parametrize("size", SIZES)
async def test_every_mistake_in_a_folder_is_listed_with_file_line_and_what_to_write(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    app = program(tmp_path, [BROKEN])
    async with app.run_test(size=size) as pilot:
        await press(pilot, "d")
        assert "! Fouten" in seen(app)
        await press(pilot, "f")
        text = seen(app)
        for _ in range(8):
            await press(pilot, "pagedown")
            text += seen(app)
        assert app.library.problems
        for problem in app.library.problems:
            assert f"{problem.path.name}:{problem.line}" in text if problem.line else problem.path.name in text
        assert english(app) <= {"name"}


async def test_a_broken_deck_does_not_stop_the_others(tmp_path: Path) -> None:
    app = program(tmp_path, [BROKEN])
    async with app.run_test(size=(60, 20)) as pilot:
        await press(pilot, "n", "enter")
        assert app.leading is not None
