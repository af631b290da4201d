"""The causal map, walked with the keyboard."""

from collections.abc import Callable
from typing import Any

import pytest
from textual.pilot import Pilot

from gesprekskaarten.decks.library import Library
from gesprekskaarten.domain.deck import Deck
from gesprekskaarten.domain.material import Decks
from gesprekskaarten.tui.commands import check_commands
from gesprekskaarten.tui.screens.causes import CausesScreen
from gesprekskaarten.tui.screens.library_card import CardScreen
from gesprekskaarten.tui.screens.lists import ListScreen
from gesprekskaarten.tui.themes import THEMES
from tests.building import CONTENT
from tests.carding import wijk
from tests.pilot.contrast import minimum_contrast, text_of
from tests.pilot.side_host import ENGLISH, NOTHING, Host, shown
from tests.pilot.starting import press

SIZES = [(60, 20), (80, 24), (120, 36)]
SMALL = Decks(decks=(wijk(),))
WAIT, RUSH, TIRED = "wijk/wachten", "wijk/spoed", "wijk/overbelast"
HOME = "van-thuis-naar-verpleeghuis"


def shipped() -> Decks:
    return Decks(decks=tuple(Library(CONTENT).decks.values()))


def host(card: str, choose: bool = False, decks: Decks = SMALL) -> Host:
    return Host(lambda: CausesScreen(decks, card, choose))


def chosen(app: Host) -> str | None:
    assert isinstance(app.screen, ListScreen)
    return app.screen.board.selected


async def lines_of_board(pilot: Pilot[Any]) -> str:
    """Everything that is drawn on the board from top to end, without blanks."""
    screen = pilot.app.screen
    assert isinstance(screen, ListScreen)
    board = screen.board
    drawn: dict[int, str] = {}
    for top in range(0, board.max_scroll_y + board.size.height, board.size.height):
        board.scroll_to(y=top, animate=False)
        await pilot.pause()
        where = board.content_region
        for number, line in enumerate(text_of(pilot.app)[where.y : where.bottom], board.scroll_offset.y):
            drawn[number] = line[where.x : where.right - board.scrollbar_size_vertical]
    return "".join("".join(line for _, line in sorted(drawn.items())).split())


async def check_whole(pilot: Pilot[Any], app: Host) -> None:
    """Nothing is cut, everything is Dutch and can be read, also in the dark."""
    assert isinstance(app.screen, ListScreen)
    assert check_commands(app.screen.all_commands) == []
    assert "F1 toetsen" in shown(app)
    drawn = (await lines_of_board(pilot)).replace("▸", "")
    assert drawn == "".join("".join(row.content.plain.split()) for row in app.screen.board.rows)
    for theme in THEMES:
        app.theme = theme.name
        await pilot.pause()
        assert minimum_contrast(app).ratio >= 10
    assert not ENGLISH.findall(shown(app))


async def test_the_card_stands_between_what_leads_to_it_and_what_follows() -> None:
    app = host(RUSH)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot)
        assert (
            "Oorzaken en gevolgen: 1 oorzaak, 2 gevolgen Wat leidt hiertoe Wachten Deze kaart ▸ Spoed "
            "Wat zeg je over spoed? Wat volgt hieruit Wachten Overbelast Kring: Spoed → Wachten → Spoed" in shown(app)
        )


@pytest.mark.parametrize("there", ["enter", "right"])
@pytest.mark.parametrize("again", ["left", "backspace"])
async def test_walking_puts_the_chosen_card_in_the_middle_and_back_goes_the_way_one_came(
    there: str, again: str
) -> None:
    app = host(RUSH)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "down", "down", there)
        assert "Je kwam langs: Spoed" in shown(app)
        assert "Wat leidt hiertoe Spoed – hier was je al Deze kaart ▸ Overbelast" in shown(app)
        assert "Geen andere kaart: hier stopt de keten." in shown(app)
        await press(pilot, again)
        assert "Deze kaart Spoed" in shown(app)
        assert chosen(app) == f"gevolg {TIRED}"
        assert "Je kwam langs" not in shown(app)
        await press(pilot, again)
        assert "Je bent waar je begon." in shown(app)


async def test_a_circle_can_be_walked_round_and_says_where_one_was() -> None:
    app = host(WAIT)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "down", "enter", "down", "enter")
        assert "Je kwam langs: Wachten → Spoed" in shown(app)
        assert "▸ Wachten Wat zeg je over wachten? Hier was je al." in shown(app)
        await press(pilot, *["down", "enter"] * 3)
        assert "Je kwam langs (de laatste 3 van 5): Wachten → Spoed → Wachten" in shown(app)


async def test_the_card_in_the_middle_cannot_be_walked_to() -> None:
    app = host(RUSH)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "enter")
        assert "Deze kaart staat al in het midden." in shown(app)
        assert "Je kwam langs" not in shown(app)


async def test_a_second_click_walks() -> None:
    app = host(RUSH)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot)
        line = next(y for y, text in enumerate(text_of(app)) if text.strip() == "Overbelast")
        await pilot.click(offset=(5, line))
        assert chosen(app) == f"gevolg {TIRED}"
        await pilot.click(offset=(5, line))
        await press(pilot)
        assert "Deze kaart ▸ Overbelast" in shown(app)


CHAINS = {
    "geen-tolk": ("taal", ["misverstand"]),
    "misverstand": ("taal", ["haast"]),
    "haast": ("tijd", ["geen-rust"]),
    "geen-rust": ("tijd", ["haast"]),
    "los": ("tijd", []),
}


def chains() -> Decks:
    """Cards of two themes that lead to each other, and one beside them."""
    cards = [
        {
            "id": id,
            "soort": "knelpunt",
            "thema": theme,
            "titel": id.replace("-", " ").capitalize(),
            "vraag": "Wat nu?",
            "leidt_tot": leads_to,
        }
        for id, (theme, leads_to) in CHAINS.items()
    ]
    deck = {"formaat": 1, "deck": {"id": "k", "titel": "Ketens", "versie": "1"}, "kaart": cards}
    return Decks(decks=(Deck.model_validate(deck),))


async def test_without_a_card_all_linked_cards_stand_there_beginnings_first_and_circles_named() -> None:
    app = host("", decks=chains())
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot)
        assert (
            "4 kaarten, 1 beginpunt, 1 kring "
            "Beginpunten: hier begint een keten ▸ Geen tolk – taal · 1 gevolg "
            "Kringen: je komt weer uit waar je begon Kring: Haast → Geen rust → Haast "
            "Thema: taal (Ketens) Misverstand – 1 oorzaak, 1 gevolg "
            "Thema: tijd (Ketens) Haast – 2 oorzaken, 1 gevolg Geen rust – 1 oorzaak, 1 gevolg Enter" in shown(app)
        )


async def test_from_the_overview_a_circle_leads_to_its_first_card_and_back_to_the_overview() -> None:
    app = host("")
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot)
        assert "3 kaarten, 0 beginpunten, 1 kring" in shown(app)
        assert chosen(app) == "kring 0"
        await press(pilot, "k")
        assert "Dit is een kring." in shown(app)
        await press(pilot, "enter")
        assert "Deze kaart ▸ Wachten" in shown(app)
        await press(pilot, "left")
        assert chosen(app) == "kring 0"


async def test_the_overview_can_be_looked_at_on_the_way_and_left_again() -> None:
    app = host(RUSH)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "o")
        assert "3 kaarten, 0 beginpunten, 1 kring" in shown(app)
        await press(pilot, "o")
        assert "Dit is het overzicht." in shown(app)
        await press(pilot, "left")
        assert "Deze kaart ▸ Spoed" in shown(app)


@pytest.mark.parametrize("size", SIZES)
async def test_going_back_to_a_place_far_down_shows_that_place(size: tuple[int, int]) -> None:
    app = host("", decks=shipped())
    async with app.run_test(size=size) as pilot:
        await press(pilot, "end")
        before = chosen(app)
        await press(pilot, "enter", "left")
        assert chosen(app) == before
        card = shipped().all_cards[(before or "").partition(" ")[2]]
        assert f"▸ {card.title}" in shown(app)


async def test_a_card_without_links_says_so_and_gives_the_others_to_begin_from() -> None:
    app = host("netwerk")
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot)
        assert "“Netwerk” heeft geen oorzaken of gevolgen." in shown(app)
        assert "Kring: Wachten → Spoed → Wachten" in shown(app)


async def test_decks_without_links_say_so() -> None:
    cards = tuple(card for card in wijk().cards if not card.leads_to)
    app = host("netwerk", choose=True, decks=Decks(decks=(wijk().model_copy(update={"cards": cards}),)))
    async with app.run_test(size=(60, 20)) as pilot:
        await press(pilot, "enter")
        assert "Bij geen enkele kaart staat waar zij toe leidt." in shown(app)
        assert "Er is geen kaart om te kiezen." in shown(app)


async def test_the_chosen_card_can_be_read_whole_and_leafing_goes_on_to_the_others() -> None:
    app = host(RUSH)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "k")
        assert isinstance(app.screen, CardScreen)
        assert "Wat zeg je over spoed?" in shown(app)
        await press(pilot, "right", "right")
        assert "Wat zeg je over overbelast?" in shown(app)
        await press(pilot, "escape")
        assert chosen(app) == f"gevolg {TIRED}"
        assert "leg op tafel" not in shown(app)


@pytest.mark.parametrize(
    ("keys", "answer"),
    [
        (["l"], RUSH),
        (["down", "down", "l"], TIRED),
        (["down", "enter", "l"], WAIT),
        (["down", "down", "k", "enter"], TIRED),
        (["down", "enter", "escape"], None),
    ],
)
async def test_in_a_session_a_card_is_laid_on_the_table_and_escape_takes_none(
    keys: list[str], answer: str | None
) -> None:
    app = host("spoed", choose=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot)
        assert "l leg op tafel" in shown(app)
        await press(pilot, *keys)
        assert app.answer == answer


async def test_outside_a_session_nothing_is_laid_on_a_table() -> None:
    app = host(RUSH)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "l")
        assert app.answer is NOTHING
        await press(pilot, "escape")
        assert app.answer is None


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(
    "keys", [[], ["enter"], ["end", "enter", "up", "enter"]], ids=["overview", "first", "on the way"]
)
async def test_nothing_of_the_shipped_map_is_cut_or_hard_to_read(size: tuple[int, int], keys: list[str]) -> None:
    app = host("", choose=True, decks=shipped())
    async with app.run_test(size=size) as pilot:
        await press(pilot, *keys)
        await check_whole(pilot, app)


def wide(count: int) -> Decks:
    """One card that leads to many, with long words."""
    cards: list[dict[str, object]] = [
        {"id": f"k{number}", "soort": "knelpunt", "titel": f"{'Lang' * 30} {number}", "vraag": "Wat [b]nu?"}
        for number in range(count)
    ]
    cards[0]["leidt_tot"] = [card["id"] for card in cards[1:]]
    deck = {"formaat": 1, "deck": {"id": "d", "titel": "D", "versie": "1"}, "kaart": cards}
    return Decks(decks=(Deck.model_validate(deck),))


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("make", [lambda: wide(40), lambda: wide(2)], ids=["many", "few"])
async def test_many_followers_and_long_words_are_whole_too(size: tuple[int, int], make: Callable[[], Decks]) -> None:
    app = host("k0", decks=make())
    async with app.run_test(size=size) as pilot:
        await press(pilot)
        await check_whole(pilot, app)
