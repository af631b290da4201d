"""The decks: which there are, what is in them, and what is wrong with those that cannot be used."""

from pathlib import Path

import pytest
from textual.pilot import Pilot

from gesprekskaarten.conduct.opening import Opening
from gesprekskaarten.decks.library import Library
from gesprekskaarten.tui.app import GesprekApp
from gesprekskaarten.tui.commands import check_commands
from gesprekskaarten.tui.screens.decks import FILE, Decks, DeckScreen
from gesprekskaarten.tui.screens.library_card import CardScreen
from gesprekskaarten.tui.screens.library_search import SearchScreen
from gesprekskaarten.tui.screens.lists import ListScreen
from gesprekskaarten.tui.screens.proofreading import Proofreading
from gesprekskaarten.tui.screens.start import Start
from tests.pilot.contrast import minimum_contrast
from tests.pilot.starting import SIZES, english, press, program, seen, write_deck

BROKEN = Path(__file__).parents[1] / "fixtures" / "decks" / "een-fout-elk"
WLZ = "grensvlakken-wlz"


async def go_to(pilot: Pilot[None], key: str) -> None:
    """Press ↓ until this row is chosen."""
    screen = pilot.app.screen
    assert isinstance(screen, ListScreen)
    for _ in range(500):
        if screen.board.selected == key:
            return
        await press(pilot, "down")
    raise AssertionError(f"{key} is not in the list")


async def read_through(pilot: Pilot[None], app: GesprekApp) -> str:
    """Everything on the board, page by page."""
    screen = app.screen
    assert isinstance(screen, ListScreen)
    await press(pilot, "home")
    text = seen(app)
    while screen.board.scroll_offset.y < screen.board.max_scroll_y:
        before = screen.board.scroll_offset.y
        await press(pilot, "pagedown")
        text += " " + seen(app)
        if screen.board.scroll_offset.y == before:
            await press(pilot, "end")
            return text + " " + seen(app)
    return text


@pytest.mark.parametrize("size", SIZES)
async def test_each_deck_stands_there_with_its_version_status_counts_and_place(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    own = write_deck(tmp_path / "d", "aaa-eigen")
    app = program(tmp_path, [own])
    async with app.run_test(size=size) as pilot:
        await press(pilot, "d")
        assert isinstance(app.screen, Decks)
        assert check_commands(app.screen.all_commands) == []
        text = seen(app)
        assert "Eigen deck aaa-eigen – versie 0.1, concept · 1 kaart, 1 casus, 1 actor" in text
        assert str(own / "aaa-eigen.toml") in text.replace(" ", "")
        assert english(app) == set()
        assert minimum_contrast(app).ratio >= 10
        text = await read_through(pilot, app)
        assert "Grensvlakken Wlz – versie 1.0.0, vrijgegeven · 6 kaarten, 8 casussen, 5 actoren" in text


async def test_an_own_deck_says_that_it_goes_before_the_shipped_one_with_its_id(tmp_path: Path) -> None:
    app = program(tmp_path, [write_deck(tmp_path / "d", WLZ)])
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "d")
        await go_to(pilot, WLZ)
        assert f"Eigen deck {WLZ}" in seen(app)
        assert "gaat voor meegeleverd 1.0.0" in seen(app)


@pytest.mark.parametrize("size", SIZES)
async def test_a_card_is_shown_as_the_room_sees_it_and_on_its_back_what_the_leader_can_ask(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    app = program(tmp_path)
    async with app.run_test(size=size) as pilot:
        await press(pilot, "d")
        await go_to(pilot, WLZ)
        await press(pilot, "enter", "enter")
        assert "Wanneer heeft iemand dag en nacht toezicht nodig?" in seen(app)
        assert "Wie weet wat er 's nachts gebeurt?" not in seen(app)
        await press(pilot, "o")
        assert "Dit ziet de zaal niet" in seen(app)
        assert "Wie weet wat er 's nachts gebeurt?" in seen(app)
        for _ in range(30):
            await press(pilot, "down")
        assert "Zilveren Kruis Zorgkantoor (2017)" in seen(app)
        assert english(app) == set()


@pytest.mark.parametrize("size", SIZES)
async def test_a_casus_shows_its_situation_and_behind_it_story_facts_and_who_finds_what_hard(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    app = program(tmp_path)
    async with app.run_test(size=size) as pilot:
        await press(pilot, "d")
        await go_to(pilot, WLZ)
        await press(pilot, "enter")
        await go_to(pilot, _first_casus(app))
        await press(pilot, "enter", "o")
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


def _first_casus(app: GesprekApp) -> str:
    return f"casus {app.library.deck(WLZ).casussen[0].id}"


@pytest.mark.parametrize("size", SIZES)
async def test_the_whole_deck_can_be_walked_through_in_its_order(tmp_path: Path, size: tuple[int, int]) -> None:
    app = program(tmp_path)
    deck = app.library.deck(WLZ)
    async with app.run_test(size=size) as pilot:
        await press(pilot, "d")
        await go_to(pilot, WLZ)
        await press(pilot, "enter")
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


async def test_a_deck_lists_its_routes_and_wegwijzers(tmp_path: Path) -> None:
    folder = write_deck(tmp_path / "d", "aaa")
    path = folder / "aaa.toml"
    asked = path.read_text("utf-8").replace('"0.1"\n', '"0.1"\nwegwijzer_vragen = ["Wat wil je?"]\n')
    route = '[[route]]\nid = "weg"\ntitel = "De weg"\nkaarten = ["kaart-aaa"]\n'
    sign = '[[wegwijzer]]\nid = "loket"\nvoor_wie = "Wie belt"\nwaar_naartoe = "Het loket"\n'
    path.write_text(asked + route + sign + 'daarna = "Wacht af"\nkenmerken = ["Bellen"]\n', "utf-8")
    app = program(tmp_path, [folder])
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "d", "enter")
        assert "De weg • Eigen kaart" in seen(app)
        await go_to(pilot, "wegwijzer loket")
        await press(pilot, "enter")
        assert "En daarna: Wacht af" in seen(app)


async def test_an_actor_shows_its_row_of_the_matrix(tmp_path: Path) -> None:
    app = program(tmp_path)
    mantelzorger = next(one for one in app.library.deck(WLZ).actors if one.id == "mantelzorger")
    async with app.run_test(size=(100, 60)) as pilot:
        await press(pilot, "d")
        await go_to(pilot, WLZ)
        await press(pilot, "enter")
        await go_to(pilot, "actor mantelzorger")
        await press(pilot, "enter")
        for item in mantelzorger.perspectives:
            assert item.text in seen(app)
        for dilemma in mantelzorger.dilemmas:
            assert dilemma.text in seen(app)


async def test_escape_goes_back_one_level_at_a_time(tmp_path: Path) -> None:
    app = program(tmp_path)
    async with app.run_test(size=(60, 20)) as pilot:
        await press(pilot, "d", "right", "right")
        for level in (CardScreen, DeckScreen, Decks, Start):
            assert isinstance(app.screen, level)
            await press(pilot, "escape")


async def test_the_list_stays_at_the_card_where_leafing_ended(tmp_path: Path) -> None:
    app = program(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "d")
        await go_to(pilot, WLZ)
        await press(pilot, "enter", "enter", "right", "right", "escape")
        assert isinstance(app.screen, DeckScreen)
        assert app.screen.board.selected == f"kaart {app.library.deck(WLZ).cards[2].id}"


async def test_searching_from_a_deck_begins_in_that_deck(tmp_path: Path) -> None:
    app = program(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "d")
        await go_to(pilot, WLZ)
        await press(pilot, "enter", "z", "enter")
        assert isinstance(app.screen, SearchScreen)
        assert "deck: Grensvlakken Wlz" in seen(app)
        await press(pilot, "escape")
        assert isinstance(app.screen, DeckScreen)


@pytest.mark.parametrize("size", SIZES)
async def test_every_mistake_in_a_folder_is_listed_with_file_line_and_what_to_write(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    app = program(tmp_path, [BROKEN])
    async with app.run_test(size=size) as pilot:
        await press(pilot, "d", "f")
        text = await read_through(pilot, app)
        assert app.library.problems
        for problem in app.library.problems:
            assert f"{problem.path.name}:{problem.line}" in text if problem.line else problem.path.name in text
        assert english(app) <= {"name"}


async def test_without_mistakes_the_list_of_mistakes_says_so(tmp_path: Path) -> None:
    app = program(tmp_path)
    app.library.problems = ()
    async with app.run_test(size=(60, 20)) as pilot:
        await press(pilot, "d", "f")
        assert isinstance(app.screen, Decks)
        assert "Er zijn geen fouten gevonden." in seen(app)


@pytest.mark.parametrize("size", SIZES)
async def test_a_broken_deck_stands_in_the_list_and_opens_on_its_mistakes(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    folder = write_deck(tmp_path / "d", "aaa")
    path = folder / "kapot.toml"
    path.write_text('formaat = 1\n[deck]\nid = "kapot"\ntitel = "Kapot"\nversi = "1"\n', "utf-8")
    app = program(tmp_path, [folder])
    async with app.run_test(size=size) as pilot:
        await press(pilot, "d")
        assert "! kapot.toml – 2 fouten" in await read_through(pilot, app)
        await go_to(pilot, f"{FILE}{path}")
        await press(pilot, "enter")
        assert isinstance(app.screen, Proofreading)


async def test_proofreading_from_a_deck_begins_at_the_chosen_card(tmp_path: Path) -> None:
    app = program(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "d")
        await go_to(pilot, WLZ)
        await press(pilot, "enter", "down", "down", "p")
        for _ in range(2000):
            if "3 van 14" in seen(app):
                break
            await pilot.pause()
        assert app.library.deck(WLZ).cards[2].question in seen(app)


async def test_a_broken_deck_does_not_stop_the_others(tmp_path: Path) -> None:
    app = program(tmp_path, [BROKEN])
    async with app.run_test(size=(60, 20)) as pilot:
        await press(pilot, "n", "enter")
        assert app.leading is not None


async def test_without_any_deck_it_says_so_and_there_is_nothing_to_open_or_to_search(tmp_path: Path) -> None:
    (tmp_path / "leeg").mkdir()
    app = GesprekApp(tmp_path / "gesprekken", Library(tmp_path / "leeg"), Opening("start"))
    async with app.run_test(size=(60, 20)) as pilot:
        await press(pilot, "d")
        assert "Er is geen deck om te gebruiken." in seen(app)
        for key, why in [
            ("enter", "Er is niets om te openen."),
            ("p", "Er is niets om te openen."),
            ("z", "Er is geen deck om in te zoeken."),
            ("w", "Er is geen deck om in te zoeken."),
        ]:
            await press(pilot, key)
            assert isinstance(app.screen, Decks)
            assert why in seen(app)
