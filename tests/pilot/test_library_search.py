"""Searching in all decks: words while they are typed, filters that combine, and never a silent end of the list."""

from pathlib import Path

import pytest

from gesprekskaarten.tui.app import GesprekApp
from gesprekskaarten.tui.commands import check_commands
from gesprekskaarten.tui.screens.decks import Decks, DeckScreen
from gesprekskaarten.tui.screens.library_card import CardScreen
from gesprekskaarten.tui.screens.library_search import MORE, STEP, SearchScreen
from gesprekskaarten.tui.screens.lists import PickScreen, ReadScreen
from gesprekskaarten.tui.screens.start import Start
from tests.pilot.contrast import minimum_contrast
from tests.pilot.starting import SIZES, english, press, program, seen

CARD = """
[[kaart]]
id = "{id}"
soort = "{kind}"
thema = "{theme}"
titel = "{title}"
vraag = "Wat doen we met {id}?"
wetten = ["{law}"]
actoren = ["bakker"]
"""


def write_cards(folder: Path, count: int = 0) -> Path:
    """An own deck about bread, with three cards to find and so many others."""
    folder.mkdir()
    cards = [
        CARD.format(id="korst", kind="knelpunt", theme="de oven", title="De zwartgeblakerde korst", law="Wmo"),
        CARD.format(id="deeg", kind="dilemma", theme="de oven", title="Zuurdesem één keer", law="Zvw").replace(
            "wetten", 'kanten = ["Zuurdesemwel.", "Zuurdesemniet."]\nwetten'
        ),
        CARD.format(id="kruimel", kind="knelpunt", theme="de vloer", title="Kruimelzuurdesem", law="Zvw"),
    ]
    cards += [
        CARD.format(id=f"brood-{number}", kind="vraag", theme="het brood", title=f"Broodje {number}", law="Wlz")
        for number in range(count)
    ]
    head = 'formaat = 1\n[deck]\nid = "brood"\ntitel = "Het brood"\nversie = "1"\n'
    actor = '[[actor]]\nid = "bakker"\nnaam = "De bakker Zuurdesemman"\ngroep = "professionals"\n'
    term = '[[begrip]]\nwoord = "gist"\nuitleg = "Gist laat zuurdesem rijzen."\n'
    (folder / "brood.toml").write_text(head + "".join(cards) + actor + term, "utf-8")
    return folder


def search(app: GesprekApp) -> SearchScreen:
    screen = app.screen
    assert isinstance(screen, SearchScreen), screen
    return screen


def titles(app: GesprekApp) -> list[str]:
    return [row.content.plain.split(" – ")[0].split(" (")[0] for row in search(app).board.rows]


@pytest.mark.parametrize("size", SIZES)
async def test_what_is_typed_is_found_at_once_whatever_its_capitals_and_accents(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    app = program(tmp_path, [write_cards(tmp_path / "d")])
    async with app.run_test(size=size) as pilot:
        await press(pilot, "d", "z", *"ZUURDESEM een")
        assert titles(app) == ["Zuurdesem één keer"]
        await press(pilot, *["backspace"] * 4)
        assert titles(app) == ["Zuurdesem één keer", "Kruimelzuurdesem", "De bakker Zuurdesemman", "gist"]
        assert "Zoeken: 4 van" in seen(app)
        assert "“ZUURDESEM”" in seen(app)
        assert "(dilemma, Het brood)" in seen(app)
        assert english(app) == set()
        assert minimum_contrast(app).ratio >= 10


async def test_arrows_choose_while_typing_and_enter_goes_on_in_the_list(tmp_path: Path) -> None:
    app = program(tmp_path, [write_cards(tmp_path / "d")])
    async with app.run_test(size=(60, 20)) as pilot:
        await press(pilot, "d", "slash", *"zuurdesem", "down", *"ma")
        assert titles(app) == ["De bakker Zuurdesemman"]
        await press(pilot, "backspace", "backspace", "down", "enter")
        assert search(app).typing is None
        await press(pilot, "enter")
        assert isinstance(app.screen, CardScreen)
        assert "Wat doen we met kruimel?" in seen(app)
        await press(pilot, "escape", "down", "enter")
        assert isinstance(app.screen, ReadScreen)
        assert "Actor: De bakker Zuurdesemman" in seen(app)
        await press(pilot, "escape", "down", "enter")
        assert "Gist laat zuurdesem rijzen." in seen(app)
        await press(pilot, "escape", "escape")
        assert isinstance(app.screen, Decks)


async def test_leafing_goes_through_what_was_found_and_the_list_follows(tmp_path: Path) -> None:
    app = program(tmp_path, [write_cards(tmp_path / "d")])
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "d", "z", *"zuurdesem", "enter", "enter", "right", "right")
        assert "2 van 2" in seen(app)
        assert "Dit is de laatste." in seen(app)
        await press(pilot, "escape")
        assert (search(app).board.selected or "").endswith("Card kruimel")


async def test_filters_combine_say_what_they_filter_and_one_key_clears_them(tmp_path: Path) -> None:
    app = program(tmp_path, [write_cards(tmp_path / "d")])
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "d", "t")
        assert isinstance(app.screen, PickScreen)
        while app.screen.board.selected != " de oven":
            await press(pilot, "down")
        assert "de oven – 2" in seen(app)
        await press(pilot, "enter")
        assert titles(app) == ["De zwartgeblakerde korst", "Zuurdesem één keer"]
        assert "thema: de oven" in seen(app)
        await press(pilot, "w")
        assert seen(app).count("– 1") == 2, "only the laws of these two cards"
        await press(pilot, "down", "enter")
        assert titles(app) == ["De zwartgeblakerde korst"]
        assert "Zoeken: 1 van" in seen(app)
        assert "wet: Wmo" in seen(app)
        await press(pilot, "w", "up", "enter", "s", "down", "enter")
        assert titles(app) == ["Zuurdesem één keer"]
        assert "soort: dilemma" in seen(app)
        await press(pilot, "x")
        assert len(titles(app)) > 20
        assert "· in alle decks" in seen(app)


async def test_everything_about_an_actor_can_be_asked_for(tmp_path: Path) -> None:
    app = program(tmp_path, [write_cards(tmp_path / "d")])
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "d", "a")
        assert isinstance(app.screen, PickScreen)
        while app.screen.board.selected != " bakker":
            await press(pilot, "down")
        await press(pilot, "enter")
        assert "actor: De bakker Zuurdesemman" in seen(app)
        assert len(titles(app)) == 4


async def test_what_is_not_there_says_so_and_how_to_go_on(tmp_path: Path) -> None:
    app = program(tmp_path, [write_cards(tmp_path / "d")])
    async with app.run_test(size=(60, 20)) as pilot:
        await press(pilot, "d", "z", *"qqq", "enter")
        assert "Niets gevonden." in seen(app)
        await press(pilot, "enter")
        assert "Er is niets om te openen." in seen(app)
        await press(pilot, "w")
        assert "Bij wat hier staat, is er geen wet om te kiezen." in seen(app)
        await press(pilot, "x", "z")
        assert search(app).field.draft == ""
        assert check_commands(search(app).all_commands) == []


async def test_a_long_list_says_how_many_more_there_are_and_shows_them_when_asked(tmp_path: Path) -> None:
    app = program(tmp_path, [write_cards(tmp_path / "d", 2 * STEP + 30)])
    async with app.run_test(size=(60, 20)) as pilot:
        await press(pilot, "d", "z", *"broodje", "enter")
        assert "Zoeken: 430 van" in seen(app)
        assert len(titles(app)) == STEP + 1
        await press(pilot, "end")
        assert search(app).board.selected == MORE
        assert "Nog 230 – Verfijn de zoekopdracht, of lees hier de volgende 200." in seen(app)
        await press(pilot, "enter")
        assert "▸ Broodje 200" in seen(app)
        await press(pilot, "end", "enter", "end")
        assert "▸ Broodje 429" in seen(app)
        assert len(titles(app)) == 2 * STEP + 30


async def test_stopping_while_typing_asks_nothing_because_nothing_is_lost(tmp_path: Path) -> None:
    app = program(tmp_path)
    async with app.run_test(size=(60, 20)) as pilot:
        await press(pilot, "d", "z", *"nacht", "ctrl+q")
        assert app.return_code == 0


async def test_a_card_can_be_chosen_from_a_deck_or_from_what_was_found(tmp_path: Path) -> None:
    app = program(tmp_path, [write_cards(tmp_path / "d")])
    taken: list[str | None] = []
    async with app.run_test(size=(60, 20)) as pilot:
        app.push_screen(Decks(app.library, choose="op tafel"), taken.append)
        await press(pilot, "z", *"kruimelzuur", "enter", "enter")
        assert "Enter op tafel" in seen(app)
        await press(pilot, "enter")
        assert isinstance(app.screen, Start)
        assert taken == ["brood/kruimel"]
        app.push_screen(Decks(app.library, choose="op tafel"), taken.append)
        await press(pilot, "enter")
        assert isinstance(app.screen, DeckScreen)
        assert app.screen.board.selected == "kaart korst"
        await press(pilot, "enter", "right", "enter")
        assert taken == ["brood/kruimel", "brood/deeg"]
        app.push_screen(Decks(app.library, choose="op tafel"), taken.append)
        await press(pilot, "enter", "enter", "escape", "escape", "escape")
        assert taken[2:] == [None]


async def test_when_nothing_is_chosen_no_card_can_be_taken(tmp_path: Path) -> None:
    app = program(tmp_path, [write_cards(tmp_path / "d")])
    async with app.run_test(size=(60, 20)) as pilot:
        await press(pilot, "d", "enter", "enter", "enter")
        assert isinstance(app.screen, CardScreen)
        assert "take" not in [command.id for command in app.screen.all_commands]
