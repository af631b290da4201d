"""The routes of all decks, with their steps and cards."""

import pytest

from gesprekskaarten.domain.material import Decks
from gesprekskaarten.tui.screens.library_card import CardScreen
from gesprekskaarten.tui.screens.routes import RouteScreen, RoutesScreen
from tests.carding import wijk
from tests.pilot.side_host import NOTHING, Host, shown
from tests.pilot.starting import press
from tests.pilot.test_causes import SIZES, check_whole, chosen, shipped

SMALL = Decks(decks=(wijk(),))


def host(choose: bool = False, decks: Decks = SMALL) -> Host:
    return Host(lambda: RoutesScreen(decks, choose))


async def test_routes_stand_under_their_deck_with_what_is_in_them() -> None:
    app = host()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot)
        assert "Samen in de wijk ▸ Gespreksleidraad – 2 stappen, 4 kaarten" in shown(app)
        assert "Afspraken – 2 stappen, 3 kaarten" in shown(app)


async def test_a_route_shows_its_steps_in_order_with_numbered_cards() -> None:
    app = host()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "enter")
        assert (
            "Route: Gespreksleidraad Nu ▸ 1 Hoe gaat het – Wat zeg je over hoe gaat het? "
            "2 Wat verschilt – Wat zeg je over wat verschilt? Straks 3 Wat is sterk" in shown(app)
        )


async def test_a_route_of_bare_cards_says_what_it_is_about() -> None:
    app = host(decks=shipped())
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "down", "enter")
        assert "Route: Los op of schaal op Een ladder met zeven treden." in shown(app)
        assert "▸ 1 Trede 1: " in shown(app)
        assert "7 Trede 7: " in shown(app)


async def test_the_cards_of_a_route_are_read_whole_one_after_another() -> None:
    app = host()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "enter", "down", "enter")
        assert isinstance(app.screen, CardScreen)
        assert "2 van 4" in shown(app)
        await press(pilot, "right")
        assert "Wat zeg je over wat is sterk?" in shown(app)
        await press(pilot, "escape")
        assert isinstance(app.screen, RouteScreen)
        assert chosen(app) == "2"
        assert "leg op tafel" not in shown(app)
        await press(pilot, "l", "left")
        assert isinstance(app.screen, RoutesScreen)
        assert app.answer is NOTHING
        await press(pilot, "escape")
        assert app.answer is None


@pytest.mark.parametrize("keys", [["enter", "down", "l"], ["enter", "enter", "right", "enter"]])
async def test_in_a_session_a_card_of_a_route_is_laid_on_the_table(keys: list[str]) -> None:
    app = host(choose=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, *keys)
        assert app.answer == "wijk/wat-verschilt"


async def test_a_card_that_comes_back_in_a_later_step_stands_there_twice() -> None:
    route = wijk().routes[0]
    twice = route.model_copy(update={"steps": (route.steps[0], route.steps[0])})
    app = host(choose=True, decks=Decks(decks=(wijk().model_copy(update={"routes": (twice,)}),)))
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "enter", "down", "down", "down")
        assert "▸ 4 Wat verschilt" in shown(app)
        await press(pilot, "l")
        assert app.answer == "wijk/wat-verschilt"


async def test_a_route_of_cards_that_are_not_there_and_decks_without_routes_say_so() -> None:
    gone = wijk().model_copy(update={"cards": ()})
    app = host(choose=True, decks=Decks(decks=(gone,)))
    async with app.run_test(size=(60, 20)) as pilot:
        await press(pilot, "enter", "l")
        assert "Van deze route is geen kaart te vinden." in shown(app)
        assert "Er is geen kaart om te kiezen." in shown(app)
    app = host(decks=Decks(decks=(wijk().model_copy(update={"routes": ()}),)))
    async with app.run_test(size=(60, 20)) as pilot:
        await press(pilot, "enter")
        assert "In deze decks staat geen route." in shown(app)
        assert isinstance(app.screen, RoutesScreen)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("keys", [[], ["enter"], ["end", "up", "up", "up", "enter"]], ids=["routes", "bare", "steps"])
async def test_nothing_of_the_shipped_routes_is_cut_or_hard_to_read(size: tuple[int, int], keys: list[str]) -> None:
    app = host(choose=True, decks=shipped())
    async with app.run_test(size=size) as pilot:
        await press(pilot, *keys)
        await check_whole(pilot, app)
