"""Preparing: every field is changed by keys, and Enter begins with exactly what stands there."""

import datetime as dt
import re
from pathlib import Path

import pytest
from textual.pilot import Pilot

from gesprekskaarten.conduct.opening import Opening
from gesprekskaarten.decks.library import Library
from gesprekskaarten.domain.deck import Group
from gesprekskaarten.tui.app import GesprekApp
from gesprekskaarten.tui.commands import check_commands
from gesprekskaarten.tui.screens.lists import PickScreen, ReadScreen, TickScreen
from gesprekskaarten.tui.screens.prepare import Prepare
from gesprekskaarten.tui.screens.prepare_decks import DecksScreen
from gesprekskaarten.tui.screens.prepare_table import TableScreen
from gesprekskaarten.tui.screens.start import Start
from tests.building import CONTENT, START
from tests.pilot.contrast import minimum_contrast, text_of
from tests.pilot.starting import SIZES, begun, english, press, program, seen, type_words, write_deck
from tests.storing import session_with

LONG = "Aansprakelijkheidswaardevaststellingsveranderingen" * 2
PLAYBOOK = """formaat = 1
[draaiboek]
id = "kort"
titel = "Kort gesprek"
minuten = 30
[[ronde]]
id = "perspectief"
vorm = "perspectief"
titel = "Perspectiefronde"
minuten = 14
"""


def marked(lines: list[str]) -> str:
    """The first line of the chosen row."""
    return next((line.strip() for line in lines if line.strip().startswith("▸")), "")


async def test_the_keys_of_these_screens_are_declared_soundly(tmp_path: Path) -> None:
    app = program(tmp_path)
    async with app.run_test(size=(60, 20)) as pilot:
        await press(pilot, "n")
        for keys in ("a", "c", "d"):
            assert isinstance(app.screen, Prepare)
            assert check_commands(app.screen.all_commands) == []
            await press(pilot, keys)
            assert isinstance(app.screen, TableScreen | PickScreen | TickScreen)
            assert check_commands(app.screen.all_commands) == []
            await press(pilot, "escape")


@pytest.mark.parametrize("size", SIZES)
async def test_everything_that_was_chosen_comes_into_the_conversation(tmp_path: Path, size: tuple[int, int]) -> None:
    own = write_deck(tmp_path / "decks", "eigen")
    (own / "draaiboeken").mkdir()
    (own / "draaiboeken" / "kort.toml").write_text(PLAYBOOK, "utf-8")
    earlier = "2026-11-20-zwolle-abcd"
    (tmp_path / "gesprekken").mkdir()
    session_with(tmp_path / "gesprekken" / earlier).close()
    app = program(tmp_path, [own])
    async with app.run_test(size=size) as pilot:
        await press(pilot, "n")
        await press(pilot, "r", "home", "enter")  # draaiboek: het kortste
        await press(pilot, "d", "home", "space", "enter")  # deck erbij: het eerste
        await press(pilot, "c", "home", "down", "enter")  # casus: de tweede
        await press(pilot, "k", "slash", *"uren uit", "enter", "enter")  # kaart: een andere
        await press(pilot, "t")
        await type_words(pilot, "Onze avond")
        await press(pilot, "p")
        for _ in "Zwolle":
            await pilot.press("backspace")
        await type_words(pilot, "Hoorn")
        await press(pilot, "w")
        await type_words(pilot, "3 december")
        await press(pilot, "a", "plus", "plus", "down", "minus", "enter")
        await press(pilot, "b", "right", "enter")
        await press(pilot, "s", "n")
        await press(pilot, "v", "end", "enter")
        await press(pilot, "enter")
        session = begun(app)
        opened = session.opened
        assert opened.playbook == "kort"
        assert {deck.split()[0] for deck in opened.decks} == {"eigen", "grensvlakken-wlz"}
        assert opened.casus == "henk-en-de-uren"
        assert opened.cards == ("grensvlakken-wlz/uren-zvw-wmo-en-wlz",)
        assert session.title == "Onze avond"
        assert opened.place == "Hoorn"
        assert opened.date == dt.date(2026, 12, 3)
        assert (session.present["mantelzorger"], session.present["wijkverpleegkundige"]) == (3, 0)
        assert session.present["actor-eigen"] == 1
        assert opened.screens == 2
        assert not opened.scribe
        assert opened.follows == earlier


@pytest.mark.parametrize("size", SIZES)
async def test_arrow_and_letter_both_change_the_chosen_field_and_enter_still_begins(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    app = program(tmp_path)
    async with app.run_test(size=size) as pilot:
        await press(pilot, "n", "down", "down", "right")
        assert isinstance(app.screen, TableScreen)
        await press(pilot, "escape", "down", "e", "right", "enter")
        assert isinstance(app.screen, Prepare)
        assert "Twee beelden" in seen(app)
        await press(pilot, "enter")
        assert begun(app).opened.screens == 2


@pytest.mark.parametrize("size", SIZES)
async def test_a_wrong_date_gets_a_dutch_sentence_and_stays_to_be_mended(tmp_path: Path, size: tuple[int, int]) -> None:
    app = program(tmp_path)
    async with app.run_test(size=size) as pilot:
        await press(pilot, "n", "w")
        await type_words(pilot, "31 februari")
        assert "Deze dag bestaat niet. Typ bijvoorbeeld 22-11-2026 of 22 november." in seen(app)
        assert "│ 31 februari" in seen(app).replace("┃", "│")
        for _ in "31 februari":
            await pilot.press("backspace")
        await type_words(pilot, "1 maart 2027")
        assert "maandag 1 maart 2027" in seen(app)
        await press(pilot, "w", "enter")
        assert "22 november 2026 (vandaag)" in seen(app)


@pytest.mark.parametrize("size", SIZES)
async def test_an_own_casus_is_typed_under_a_warning_and_replaces_that_of_the_deck(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    app = program(tmp_path)
    warning = "Gebruik geen echte namen, geen plaatsen, geen leeftijden boven 89. Liever een casus uit het deck."
    async with app.run_test(size=size) as pilot:
        await press(pilot, "n", "c", "end", "up", "enter")
        assert warning in seen(app)
        await type_words(pilot, "Hulp bij het eten [b")
        assert warning in seen(app)
        await type_words(pilot, "Zij eet niet meer alleen.")
        assert warning not in seen(app)
        assert "Hulp bij het eten [b (eigen casus) – Zij eet niet meer alleen." in seen(app)
        await press(pilot, "enter")
        session = begun(app)
        assert session.opened.casus == ""
        assert session.own_casus is not None
        assert (session.own_casus.title, session.own_casus.situation) == (
            "Hulp bij het eten [b",
            "Zij eet niet meer alleen.",
        )
        assert session.title == "Hulp bij het eten [b"


async def test_a_half_typed_casus_waits_until_it_is_opened_again(tmp_path: Path) -> None:
    app = program(tmp_path)
    async with app.run_test(size=(60, 20)) as pilot:
        await press(pilot, "n", "c", "end", "up", "enter")
        await type_words(pilot, "Eten")
        await press(pilot, "Z", "i", "j", "escape")
        assert "Enter verder typen" in seen(app)
        await press(pilot, "escape")
        assert isinstance(app.screen, Prepare)
        assert "Casus: Riet dwaalt 's nachts" in seen(app)
        await press(pilot, "c", "end", "up", "enter", "enter")
        await type_words(pilot, "!")
        assert "Eten (eigen casus) – Zij!" in seen(app)


async def test_without_casus_and_card_it_is_said_that_nothing_lies_on_the_table(tmp_path: Path) -> None:
    app = program(tmp_path)
    async with app.run_test(size=(60, 20)) as pilot:
        await press(pilot, "n", "c", "end", "enter")
        assert "Er ligt nog niets op tafel." not in seen(app)
        await press(pilot, "k", "end", "enter")
        assert "Er ligt nog niets op tafel." in seen(app)
        await press(pilot, "k", "home", "enter")
        assert "Er ligt nog niets op tafel." not in seen(app)
        await press(pilot, "enter")
        assert begun(app).opened.casus == ""
        assert begun(app).opened.cards == ("grensvlakken-wlz/24-uurs-toezicht",)
        assert begun(app).title == "Grensvlakkengesprek"


@pytest.mark.parametrize("size", SIZES)
async def test_an_own_actor_gets_a_name_and_a_group_and_can_go_again(tmp_path: Path, size: tuple[int, int]) -> None:
    app = program(tmp_path)
    async with app.run_test(size=size) as pilot:
        await press(pilot, "n", "a", "n")
        assert "Gebruik geen naam van een persoon." in seen(app)
        await type_words(pilot, "Zorgkantoor")
        await press(pilot, "i")
        assert marked(text_of(app)) == "▸ Zorgkantoor (indicatie en financiering): 1"
        await press(pilot, "plus", "n")
        await type_words(pilot, "zorgkantoor")
        assert "Deze rol zit al aan tafel." in seen(app)
        for _ in "zorgkantoor":
            await pilot.press("backspace")
        await type_words(pilot, "Buurvrouw")
        await press(pilot, "n", "x", "enter")
        assert "7 mensen. Dat is een goed aantal." in seen(app)
        await press(pilot, "enter")
        session = begun(app)
        [own] = session.own_actors.values()
        assert (own.name, own.group) == ("Zorgkantoor", Group.INDICATIE)
        assert session.present[own.id] == 2


async def test_the_table_advises_about_the_number_of_people_and_keeps_empty_chairs(tmp_path: Path) -> None:
    app = program(tmp_path)
    async with app.run_test(size=(60, 20)) as pilot:
        await press(pilot, "n", "a", "minus")
        assert "Samen 4 mensen. Het gaat het best met 5 tot 8." in seen(app)
        assert marked(text_of(app)) == "▸ Cliënt / mantelzorger (naasten): lege stoel"
        await press(pilot, "minus")
        assert "Deze stoel is al leeg." in seen(app)
        await press(pilot, "plus", "plus", "plus", "plus", "plus")
        assert "Samen 9 mensen. Splits de tafel: maak er twee gesprekken van." in seen(app)
        await press(pilot, "x")
        assert "Alleen een eigen actor kun je weghalen." in seen(app)
        await press(pilot, "home", *["minus"] * 5, "escape")
        assert "Lege stoel: Cliënt / mantelzorger" in seen(app)
        await press(pilot, "enter")
        assert begun(app).present["mantelzorger"] == 0


@pytest.mark.parametrize("size", SIZES)
async def test_sixty_casussen_are_leafed_through_and_the_marked_one_is_taken(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    app = program(tmp_path, [write_deck(tmp_path / "decks", "veel", casussen=60, title="Nummer")])
    async with app.run_test(size=size) as pilot:
        await press(pilot, "n", "d", "home", "space", "down", "space", "enter", "c")
        chosen = [marked(text_of(app))]
        for _ in range(2):
            await press(pilot, "pagedown")
            chosen.append(marked(text_of(app)))
        assert all(chosen)
        assert len(set(chosen)) == 3
        await press(pilot, "pageup", "down")
        title = marked(text_of(app)).removeprefix("▸ ").split(" – ")[0]
        assert int(title.removeprefix("Nummer ")) <= 60
        await press(pilot, "enter", "enter")
        assert begun(app).title == title


@pytest.mark.parametrize("size", SIZES)
async def test_the_whole_story_can_be_read_before_choosing(tmp_path: Path, size: tuple[int, int]) -> None:
    app = program(tmp_path)
    async with app.run_test(size=size) as pilot:
        await press(pilot, "n", "c", "right")
        assert isinstance(app.screen, ReadScreen)
        assert "Verhaal om voor te lezen Het is half vijf en nog donker." in seen(app)
        assert english(app) == set()
        await press(pilot, "left")
        assert isinstance(app.screen, PickScreen)
        await press(pilot, "end", "right")
        assert "Hier staat al alles." in seen(app)


@pytest.mark.parametrize("size", SIZES)
async def test_what_will_happen_stands_below_with_the_time_it_ends(tmp_path: Path, size: tuple[int, int]) -> None:
    app = program(tmp_path)
    ends = (START + dt.timedelta(minutes=90)).astimezone()
    async with app.run_test(size=size) as pilot:
        await press(pilot, "n")
        assert f"Enter begint het gesprek: 90 minuten. Eindigt om ongeveer {ends:%H:%M}." in seen(app)
        assert english(app) == set()
        assert minimum_contrast(app).ratio >= 10
        await press(pilot, "w")
        assert "Enter begint" not in seen(app)
        await type_words(pilot, "morgen")
        assert "Enter begint het gesprek: 90 minuten." in seen(app)
        assert "Eindigt om" not in seen(app)


@pytest.mark.parametrize("size", SIZES)
async def test_long_words_are_never_cut(tmp_path: Path, size: tuple[int, int]) -> None:
    app = program(tmp_path, [write_deck(tmp_path / "decks", "lang", title=LONG)])
    async with app.run_test(size=size) as pilot:
        await press(pilot, "n", "d", "home", "down", "space", "up", "space", "enter")
        assert LONG in "".join(seen(app).split())
        await press(pilot, "c")
        assert isinstance(app.screen, PickScreen)
        assert LONG in "".join(seen(app).split())
        await press(pilot, "right")
        assert LONG in "".join(seen(app).split())


async def test_going_back_asks_only_when_something_was_chosen(tmp_path: Path) -> None:
    app = program(tmp_path)
    async with app.run_test(size=(60, 20)) as pilot:
        await press(pilot, "n", "escape")
        assert isinstance(app.screen, Start)
        await press(pilot, "n", "s", "n", "escape")
        assert "Je keuzes voor dit gesprek gaan dan weg. Toch terug?" in seen(app)
        await press(pilot, "n")
        assert "Nee: je typt zelf, per actor na de ronde." in seen(app)
        await press(pilot, "escape", "j")
        assert isinstance(app.screen, Start)


async def test_one_deck_always_stays_chosen(tmp_path: Path) -> None:
    app = program(tmp_path)
    async with app.run_test(size=(60, 20)) as pilot:
        await press(pilot, "n", "d", "space")
        assert "Eén deck moet aan staan." in seen(app)
        assert marked(text_of(app)).startswith("▸ [x] Grensvlakken Wlz")


async def test_the_place_of_the_last_conversation_is_proposed(tmp_path: Path) -> None:
    (tmp_path / "gesprekken").mkdir()
    session_with(tmp_path / "gesprekken" / "2026-11-20-zwolle-abcd").close()
    app = program(tmp_path)
    async with app.run_test(size=(60, 20)) as pilot:
        await press(pilot, "n", "enter")
        assert begun(app).opened.place == "Zwolle"


async def test_a_store_that_cannot_be_read_is_said_where_it_matters(tmp_path: Path) -> None:
    (tmp_path / "gesprekken").write_text("geen map", "utf-8")
    app = program(tmp_path)
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "n")
        assert "De map met gesprekken is niet te gebruiken." in seen(app)
        await press(pilot, "v")
        assert isinstance(app.screen, Prepare)


async def test_without_a_draaiboek_it_is_said_why_nothing_can_begin(tmp_path: Path) -> None:
    (tmp_path / "leeg").mkdir()
    app = GesprekApp(tmp_path / "gesprekken", Library(tmp_path / "leeg"), Opening("start"))
    async with app.run_test(size=(60, 20)) as pilot:
        await press(pilot, "n")
        assert "Er is geen draaiboek, dus een gesprek kan niet beginnen." in seen(app)
        await press(pilot, "enter", "c")
        assert app.leading is None
        assert isinstance(app.screen, Prepare)
        assert "Er is geen draaiboek om mee te beginnen." in seen(app)
        await press(pilot, "escape", "d")
        assert "Er is geen deck om te gebruiken." in seen(app)


async def test_decks_without_actors_or_cards_still_begin(tmp_path: Path) -> None:
    folder = tmp_path / "decks"
    folder.mkdir()
    (folder / "kaal.toml").write_text('formaat = 1\n[deck]\nid = "kaal"\ntitel = "Kaal"\nversie = "1"\n', "utf-8")
    app = program(tmp_path, [folder])
    async with app.run_test(size=(60, 20)) as pilot:
        await press(pilot, "n", "d", "home", "down", "space", "up", "space", "enter", "k")
        assert "In de gekozen decks staan geen kaarten." in seen(app)
        await press(pilot, "a", "plus")
        assert "Met n zet je zelf iemand aan tafel." in seen(app)
        await press(pilot, "enter", "enter")
        assert begun(app).opened.decks == ("kaal 1",)
        assert begun(app).opened.casus == ""


def six_decks(folder: Path) -> GesprekApp:
    """The program on everything that is shipped."""
    return GesprekApp(folder / "gesprekken", Library(CONTENT), Opening("start"), lambda: START)


async def tick_all_decks(pilot: Pilot[None]) -> None:
    await press(pilot, "n", "d", "home")
    screen = pilot.app.screen
    assert isinstance(screen, DecksScreen)
    for _ in screen.board.rows:
        if not marked(text_of(pilot.app)).startswith("▸ [x]"):
            await press(pilot, "space")
        await press(pilot, "down")
    await press(pilot, "enter")


@pytest.mark.parametrize("size", SIZES)
async def test_a_deck_that_the_draaiboek_needs_comes_along_and_cannot_be_unticked(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    app = six_decks(tmp_path)
    async with app.run_test(size=size) as pilot:
        await press(pilot, "n", "r", "home", "down", "enter")
        assert "Draaiboek: Casusbespreking in 60 minuten" in seen(app)
        await press(pilot, "down")
        assert "Complexe zorgvragen (1.0.0, hoort bij het draaiboek)" in seen(app)
        await press(pilot, "d", "home")
        assert marked(text_of(app)).startswith("▸ [x] Complexe zorgvragen")
        assert "komt mee: een ander deck gebruikt het" in seen(app)
        await press(pilot, "space")
        assert "Dit deck hoort bij het draaiboek “Casusbespreking in 60 minuten”." in seen(app)
        assert marked(text_of(app)).startswith("▸ [x] Complexe zorgvragen")
        await press(pilot, "enter", "r", "end", "enter", "down")
        assert "Grensvlakken Wlz (1.0.0)" in seen(app), "only looking at the decks chooses none"


async def test_draaiboeken_stand_from_short_to_long_each_with_its_length_once(tmp_path: Path) -> None:
    app = six_decks(tmp_path)
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "n", "r")
        screen = app.screen
        assert isinstance(screen, PickScreen)
        lengths = [int(found) for found in re.findall(r"in (\d+) minuten – ", seen(app))]
        assert len(lengths) == len(screen.board.rows) == 6
        assert lengths == sorted(lengths)
        assert "(90 minuten)" not in seen(app)


@pytest.mark.parametrize("size", SIZES)
async def test_with_all_decks_a_casus_is_found_by_words_under_its_deck(tmp_path: Path, size: tuple[int, int]) -> None:
    app = six_decks(tmp_path)
    async with app.run_test(size=size) as pilot:
        await tick_all_decks(pilot)
        await press(pilot, "c", "slash", *"autisme")
        assert "Gevonden: 4 · “autisme”" in seen(app)
        assert "Complexe zorgvragen ▸ Een plek die niet bij de wet past (mensen met autisme) –" in seen(app)
        await press(pilot, "enter", "enter")
        assert "Casus: Een plek die niet bij de wet past" in seen(app)
        await press(pilot, "c", "slash", *"zzz", "enter")
        assert "Niets gevonden." in seen(app)
        assert marked(text_of(app)) == "▸ Eigen casus – je typt zelf een titel en een situatie"
        await press(pilot, "backspace")
        assert marked(text_of(app)).startswith("▸ Een plek die niet bij de wet past")
        assert english(app) == set()


@pytest.mark.parametrize("size", SIZES)
async def test_with_all_decks_a_card_is_found_and_those_of_the_casus_come_first(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    app = six_decks(tmp_path)
    async with app.run_test(size=size) as pilot:
        await tick_all_decks(pilot)
        await press(pilot, "k", "home")
        assert "Welke kaart? Horen bij de casus" in seen(app)
        await press(pilot, "slash", *"loket naar loket")
        assert "Van thuis naar het verpleeghuis: " in seen(app)
        await press(pilot, "enter", "enter", "enter")
        assert begun(app).opened.cards == ("van-thuis-naar-verpleeghuis/van-loket-naar-loket",)


async def test_leaving_the_field_leaves_what_was_found_and_stopping_asks_nothing(tmp_path: Path) -> None:
    app = six_decks(tmp_path)
    async with app.run_test(size=(60, 20)) as pilot:
        await press(pilot, "n", "c", "slash", *"riet", "escape")
        assert "“riet”" in seen(app)
        await press(pilot, "ctrl+q")
        assert app.return_code == 0


@pytest.mark.parametrize("size", SIZES)
async def test_who_does_not_fit_around_the_table_is_still_offered(tmp_path: Path, size: tuple[int, int]) -> None:
    app = six_decks(tmp_path)
    async with app.run_test(size=size) as pilot:
        await tick_all_decks(pilot)
        await press(pilot, "c", "end", "enter", "a")
        people = int(re.findall(r"Samen (\d+) mensen", seen(app))[0])
        assert people <= 8
        assert "Staan ook in de decks" in seen(app)
        await press(pilot, "end")
        name = marked(text_of(app)).removeprefix("▸ ").split(" (")[0]
        await press(pilot, "minus")
        assert "Deze actor zit niet aan tafel." in seen(app)
        await press(pilot, "plus")
        assert f"Samen {people + 1} mensen" in seen(app)
        assert f"{name} (" in marked(text_of(app)), "who gets a chair stays where it stood"
        await press(pilot, "enter", "enter")
        session = begun(app)
        assert session.people == people + 1
        assert name in [session.actor_name(actor) for actor in session.at_table]
