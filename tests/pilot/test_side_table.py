"""Aanwezig, parkeerlijst and planning: what a leader changes there is saved at once."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from gesprekskaarten.domain import events as ev
from gesprekskaarten.domain.agenda import agenda, allotted
from gesprekskaarten.domain.deck import Group
from gesprekskaarten.domain.lines import Kind
from gesprekskaarten.domain.session import Session
from gesprekskaarten.storage.session_file import SessionFile
from gesprekskaarten.tui.commands import PROGRAM_COMMANDS, check_commands
from gesprekskaarten.tui.screens.parked import Parked
from gesprekskaarten.tui.screens.plan import Plan
from gesprekskaarten.tui.screens.presence import Presence
from gesprekskaarten.tui.screens.side import AtTable, Side
from gesprekskaarten.tui.themes import THEMES
from tests.building import own_actor, said
from tests.pilot.contrast import minimum_contrast, text_of
from tests.pilot.side_host import ENGLISH, NOTHING, SIZES, Host, everything, recorded, settled, shown, table

Make = Callable[[AtTable], Side[Any]]
SCREENS: list[Make] = [Presence, Parked, Plan]


def parked(text: str, actor: str = "", round: str = "casus") -> Any:
    return said(text, actor, Kind.PARKEREN, round)


def on_disk(root: Path) -> Session:
    from gesprekskaarten.conduct.reading import read_session

    return read_session(root / "s")


# Aanwezig


@pytest.mark.parametrize("size", SIZES)
async def test_people_come_and_go_with_plus_and_minus(tmp_path: Path, size: tuple[int, int]) -> None:
    with table(tmp_path) as here:
        app = Host(lambda: Presence(here))
        async with app.run_test(size=size) as pilot:
            await settled(pilot)
            assert "Aanwezig: 5 mensen aan tafel" in shown(app)
            assert "○ CIZ: lege stoel" in shown(app)
            await pilot.press("plus", "right", "right", "left", "down", "minus")
            await settled(pilot)
            assert here.session.present["mantelzorger"] == 3
            assert here.session.present["wijkverpleegkundige"] == 1
            assert on_disk(tmp_path).present == here.session.present
            assert "Cliënt / mantelzorger: 3 mensen" in shown(app)


async def test_an_actor_of_whom_nobody_is_left_stays_as_an_empty_chair(tmp_path: Path) -> None:
    with table(tmp_path) as here:
        app = Host(lambda: Presence(here))
        async with app.run_test(size=(60, 20)) as pilot:
            await pilot.press("minus")
            await settled(pilot)
            assert here.session.present["mantelzorger"] == 0
            assert "○ Cliënt / mantelzorger: lege stoel" in shown(app)
            await pilot.press("minus")
            await settled(pilot)
            assert here.session.present["mantelzorger"] == 0
            assert "0 is een lege stoel" in shown(app)


@pytest.mark.parametrize(
    ("count", "advice"),
    [(1, "5 tot en met 8"), (2, "goed aantal"), (5, "goed aantal"), (6, "splits de tafel")],
)
async def test_the_number_of_people_is_weighed(tmp_path: Path, count: int, advice: str) -> None:
    with table(tmp_path, ev.PresenceChanged(actor="wijkverpleegkundige", count=count - 1)) as here:
        app = Host(lambda: Presence(here))
        async with app.run_test(size=(60, 20)) as pilot:
            await pilot.press("plus", "minus", "plus")
            await settled(pilot)
            assert here.session.people == count + 3
            assert advice in shown(app)


@pytest.mark.parametrize("size", SIZES)
async def test_an_own_actor_gets_a_name_and_a_group(tmp_path: Path, size: tuple[int, int]) -> None:
    with table(tmp_path) as here:
        app = Host(lambda: Presence(here))
        async with app.run_test(size=size) as pilot:
            await pilot.press("e")
            await pilot.pause()
            assert "Rol of organisatie, geen naam van een persoon" in shown(app)
            await pilot.press(*"pasto", "r", "enter")
            await pilot.pause()
            assert "Bij welke groep hoort “pastor”?" in shown(app)
            await pilot.press("n")
            await settled(pilot)
            [actor] = here.session.own_actors.values()
            assert (actor.name, actor.group, actor.order) == ("pastor", Group.NAASTEN, 2)
            assert here.session.present[actor.id] == 1
            await pilot.press("plus")
            await settled(pilot)
            assert here.session.present[actor.id] == 2


async def test_a_name_that_is_already_there_stays_in_the_field(tmp_path: Path) -> None:
    with table(tmp_path) as here:
        app = Host(lambda: Presence(here))
        async with app.run_test(size=(60, 20)) as pilot:
            await pilot.press("n", *"huisarts", "enter")
            await pilot.pause()
            assert "zit al aan tafel" in shown(app)
            await pilot.press("2", "enter")
            await pilot.pause()
            await pilot.press("escape")
            await pilot.pause()
            assert "Nog niet toegevoegd" in shown(app)
            await pilot.press("e", "enter")
            await pilot.pause()
            await pilot.press("p")
            await settled(pilot)
            assert [actor.name for actor in here.session.own_actors.values()] == ["huisarts2"]


async def test_closing_with_a_half_typed_actor_asks_first(tmp_path: Path) -> None:
    with table(tmp_path) as here:
        app = Host(lambda: Presence(here))
        async with app.run_test(size=(60, 20)) as pilot:
            await pilot.press("e", "a", "escape", "escape")
            await pilot.pause()
            assert "sluiten?" in shown(app)
            await pilot.press("n")
            await pilot.pause()
            assert app.answer is NOTHING
            await pilot.press("escape")
            await pilot.pause()
            await pilot.press("j")
            await settled(pilot)
            assert app.answer is None
            assert not here.session.own_actors


async def test_what_was_asked_is_saved_though_the_screen_closes_at_once(tmp_path: Path) -> None:
    with table(tmp_path) as here:
        app = Host(lambda: Presence(here))
        async with app.run_test(size=(60, 20)) as pilot:
            await pilot.press("plus", "plus", "plus", "escape")
            await settled(pilot)
            assert app.answer is None
        await here.perform()
        assert here.session.present["mantelzorger"] == 4


async def test_who_looks_along_changes_nothing(tmp_path: Path) -> None:
    with table(tmp_path) as here:
        with_other = SessionFile.open(tmp_path / "s")
        with_other.lead("ander venster")
        with_other.close()
        here.leading.conductor.follow()
        app = Host(lambda: Presence(here))
        async with app.run_test(size=(60, 20)) as pilot:
            await pilot.press("plus")
            await settled(pilot)
            assert here.session.present["mantelzorger"] == 1
            assert "Je kijkt mee" in shown(app)
            assert "erbij" not in text_of(app)[-1]


# Parkeerlijst


@pytest.mark.parametrize("size", SIZES)
async def test_parked_lines_of_all_rounds_can_be_confirmed_and_withdrawn(tmp_path: Path, size: tuple[int, int]) -> None:
    lines = recorded(parked("De eigen bijdrage."), parked("Vervoer.", "huisarts", "wissel"), said("Iets anders."))
    with table(tmp_path, *lines) as here:
        app = Host(lambda: Parked(here))
        async with app.run_test(size=size) as pilot:
            await settled(pilot)
            text = shown(app)
            for part in ("De kaart en de feiten", "Hele tafel: De eigen", "Perspectiefwissel", "Huisarts: Vervoer."):
                assert part in text
            assert "Alleen wat akkoord is (✓), komt in het verslag." in text
            assert "Iets anders" not in text
            await pilot.press("j", "down", "x")
            await settled(pilot)
            assert here.session.lines[1].agreed
            assert 2 not in here.session.lines
            assert "✓ Hele tafel" in shown(app)
            assert "Vervoer" not in shown(app)
            await pilot.press("j")
            await settled(pilot)
            assert "al bevestigd" in shown(app)


async def test_nothing_parked_says_how_to_park(tmp_path: Path) -> None:
    with table(tmp_path) as here:
        app = Host(lambda: Parked(here))
        async with app.run_test(size=(60, 20)) as pilot:
            await pilot.press("x")
            await settled(pilot)
            assert "staat niets op de parkeerlijst" in shown(app)
            assert "Er is geen regel gekozen." in shown(app)


# Planning


@pytest.mark.parametrize("size", SIZES)
async def test_the_plan_says_what_was_is_and_comes(tmp_path: Path, size: tuple[int, int]) -> None:
    rounds = [ev.RoundEntered(round="welkom"), ev.RoundEntered(round="kennismaken")]
    with table(tmp_path, *rounds) as here:
        here.pass_minutes(2)
        app = Host(lambda: Plan(here))
        async with app.run_test(size=size) as pilot:
            await settled(pilot)
            text = await everything(pilot)
            for part in ("✓1Welkom", "geweest·", "▶2", "nu·4min,2gebruikt", "beschermd,minstens", "·3Dekaart"):
                assert part in text, part
            ends = agenda(here.session, here.now).ends
            assert ends is not None
            assert f"Klaar om ongeveer {ends.astimezone():%H:%M}: op tijd." in shown(app)
            last = [line for line in text_of(app) if "klaar" in line][-1]
            assert f"klaar {ends.astimezone():%H:%M}" in last


async def test_a_minute_more_or_fewer_for_the_chosen_round(tmp_path: Path) -> None:
    with table(tmp_path, ev.RoundEntered(round="welkom")) as here:
        app = Host(lambda: Plan(here))
        async with app.run_test(size=(60, 20)) as pilot:
            await pilot.press("plus", "plus", "down", "down", "minus")
            await settled(pilot)
            assert here.session.extra == {"welkom": 2, "casus": -1}
            assert on_disk(tmp_path).extra == here.session.extra
            await pilot.press("up", "up", *["minus"] * 5)
            await settled(pilot)
            assert "minstens 4 minuten nodig" in shown(app)
            await pilot.press(*["minus"] * 9)
            await settled(pilot)
            assert allotted(here.session, here.session.material.playbook.rounds[0]) == 0
            assert here.session.extra["welkom"] == -6


async def test_a_round_that_was_gets_no_minutes(tmp_path: Path) -> None:
    with table(tmp_path, ev.RoundEntered(round="welkom"), ev.RoundEntered(round="kennismaken")) as here:
        app = Host(lambda: Plan(here))
        async with app.run_test(size=(60, 20)) as pilot:
            await pilot.press("up", "plus")
            await settled(pilot)
            assert not here.session.extra
            assert "al geweest" in shown(app)


async def test_enter_shows_the_chosen_round_and_moves_nothing(tmp_path: Path) -> None:
    with table(tmp_path, ev.RoundEntered(round="welkom")) as here:
        app = Host(lambda: Plan(here))
        async with app.run_test(size=(60, 20)) as pilot:
            await pilot.press("down", "enter")
            await settled(pilot)
            assert app.answer == "kennismaken"
            assert here.session.round_id == "welkom"


@pytest.mark.parametrize(("key", "minutes"), [("v", 5), ("t", 10), ("k", 15)])
async def test_a_pause_begins_with_its_length_and_ends(tmp_path: Path, key: str, minutes: int) -> None:
    with table(tmp_path, ev.RoundEntered(round="welkom")) as here:
        app = Host(lambda: Plan(here))
        async with app.run_test(size=(60, 20)) as pilot:
            await pilot.press("z")
            await pilot.pause()
            assert "Hoe lang is de pauze?" in shown(app)
            await pilot.press(key)
            await settled(pilot)
            assert here.session.paused is not None
            assert here.session.pause_minutes == minutes
            assert "Het is pauze, tot" in shown(app)
            await pilot.press("z")
            await settled(pilot)
            assert here.session.paused is None


async def test_the_minutes_move_on_and_the_choice_stays(tmp_path: Path) -> None:
    with table(tmp_path, ev.RoundEntered(round="welkom")) as here:
        screen = Plan(here)
        app = Host(lambda: screen)
        async with app.run_test(size=(60, 20)) as pilot:
            await pilot.press("down", "down")
            here.pass_minutes(25)
            screen.show_again()
            await settled(pilot)
            assert screen.board.selected == "casus"
            assert "25 gebruikt" in shown(app)
            assert "te laat" in shown(app)
            assert "Voorstel om korter te maken: “Oplossingsrichtingen” 3 minuten" in shown(app)


async def test_before_the_beginning_the_plan_says_when_it_would_end(tmp_path: Path) -> None:
    with table(tmp_path) as here:
        app = Host(lambda: Plan(here))
        async with app.run_test(size=(60, 20)) as pilot:
            await pilot.press("z")
            await settled(pilot)
            assert "Nog niet begonnen." in shown(app)
            assert "Het gesprek is nog niet begonnen." in shown(app)
            assert here.session.paused is None


# What holds for each of them


@pytest.mark.parametrize("make", SCREENS)
async def test_the_keys_are_declared_well_and_escape_goes_back(tmp_path: Path, make: Make) -> None:
    with table(tmp_path) as here:
        screen = make(here)
        assert check_commands((*screen.commands, *PROGRAM_COMMANDS)) == []
        app = Host(lambda: screen)
        async with app.run_test(size=(60, 20)) as pilot:
            await pilot.press("escape")
            await settled(pilot)
            assert app.answer is None


@pytest.mark.parametrize("make", SCREENS)
@pytest.mark.parametrize(("key", "heard"), [("f9", "zwart"), ("f8", "niet opnemen")])
async def test_black_and_not_recording_are_one_key_away(tmp_path: Path, make: Make, key: str, heard: str) -> None:
    with table(tmp_path) as here:
        app = Host(lambda: make(here))
        async with app.run_test(size=(60, 20)) as pilot:
            await pilot.press(key)
            await settled(pilot)
            assert app.below.heard == [heard]
            assert app.screen is app.below


@pytest.mark.parametrize("make", SCREENS)
async def test_the_example_is_not_changed(tmp_path: Path, make: Make) -> None:
    with table(tmp_path, *recorded(parked("Vervoer.")), read_only=True) as here:
        before = here.session
        app = Host(lambda: make(here))
        async with app.run_test(size=(60, 20)) as pilot:
            await pilot.press("plus", "j", "x", "minus")
            await settled(pilot)
            assert here.session == before


@pytest.mark.parametrize("screens", [1, 2])
@pytest.mark.parametrize("make", SCREENS)
async def test_with_one_beeld_the_title_warns_that_the_room_looks(tmp_path: Path, make: Make, screens: int) -> None:
    with table(tmp_path, screens=screens) as here:
        app = Host(lambda: make(here))
        async with app.run_test(size=(60, 20)) as pilot:
            await settled(pilot)
            assert ("De zaal ziet dit" in shown(app)) is (screens == 1)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("make", SCREENS)
async def test_nothing_is_cut_and_nothing_is_english(tmp_path: Path, make: Make, size: tuple[int, int]) -> None:
    long = "verantwoordelijkheidsverdelingsvraagstuk" * 4
    lines = recorded(*(parked(f"regel{number} [/b] {long}slot") for number in range(40)))
    actors = [own_actor(f"eigen-{number}", f"Organisatie{number}" * 5) for number in range(30)]
    with table(tmp_path, *lines, *actors, ev.RoundEntered(round="welkom")) as here:
        app = Host(lambda: make(here))
        async with app.run_test(size=size) as pilot:
            await settled(pilot)
            assert not ENGLISH.findall(shown(app))
            text = await everything(pilot)
            if make is Parked:
                assert all(f"regel{number}[/b]{long}slot" in text for number in range(40))
            elif make is Presence:
                assert all(f"Organisatie{number}" * 5 in text for number in range(30))
            else:
                assert all("".join(one.title.split()) in text for one in here.session.material.playbook.rounds)


@pytest.mark.parametrize("theme", [theme.name for theme in THEMES])
@pytest.mark.parametrize("make", SCREENS)
async def test_everything_can_be_read_at_ten_to_one(tmp_path: Path, make: Make, theme: str) -> None:
    with table(tmp_path, *recorded(parked("Vervoer.")), ev.RoundEntered(round="welkom"), screens=1) as here:
        app = Host(lambda: make(here))
        async with app.run_test(size=(60, 20)) as pilot:
            app.theme = theme
            await settled(pilot)
            assert minimum_contrast(app).ratio >= 10, minimum_contrast(app)


async def test_a_click_chooses_an_actor(tmp_path: Path) -> None:
    with table(tmp_path) as here:
        screen = Presence(here)
        app = Host(lambda: screen)
        async with app.run_test(size=(100, 30)) as pilot:
            await settled(pilot)
            line = next(number for number, text in enumerate(text_of(app)) if "Huisarts" in text)
            await pilot.click(offset=(10, line))
            await pilot.press("plus")
            await settled(pilot)
            assert here.session.present["huisarts"] == 2
