"""Cards during a conversation: found, laid, drawn, put aside and made with the keyboard; the room sees what is laid."""

from pathlib import Path

import pytest

from gesprekskaarten.conduct.prepare import Preparation
from gesprekskaarten.domain.cards import LayCard
from gesprekskaarten.domain.deck import CardKind
from gesprekskaarten.room.model import CardView
from gesprekskaarten.tui.commands import check_commands
from gesprekskaarten.tui.conversation.screen import Conversation
from gesprekskaarten.tui.screens.cards import Cards
from gesprekskaarten.tui.screens.cards_read import CardSide
from gesprekskaarten.tui.screens.report import ReportScreen
from gesprekskaarten.tui.widgets.ask import Ask
from tests.pilot.contrast import minimum_contrast
from tests.pilot.leading import SIZES, SMALL, Leader, leader

ALL = (
    "grensvlakken-wlz",
    "van-thuis-naar-verpleeghuis",
    "complexe-zorgvragen",
    "domeinoverstijgend-samenwerken",
    "samenwerken-in-de-wijk",
    "een-mantelzorger-vertelt",
)
TWO = Preparation(decks=ALL, screens=2, place="Zwolle")
ONE = Preparation(decks=ALL, screens=1, place="Zwolle")
SECRET = "Wie belt buurvrouw Bep?"


def in_room(hand: Leader) -> CardView | None:
    """The card the room sees, if it sees one."""
    assert hand.app.leading is not None
    return hand.app.leading.conductor.room_view().card if hand.session.shown.what == "kaart" else None


def title(hand: Leader) -> str:
    card = hand.session.card_of(hand.session.card)
    return card.title if card else ""


async def begun(hand: Leader) -> None:
    """Over the welkom, with the cards open."""
    await hand.press("enter", "K")
    assert isinstance(hand.app.screen, Cards)


@pytest.mark.parametrize("size", SIZES)
async def test_a_card_is_found_by_words_laid_and_seen_by_the_room_and_the_round_goes_on(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with leader(tmp_path, size=size, preparation=TWO) as hand:
        await begun(hand)
        await hand.press("slash")
        await hand.write("van loket")
        assert "Van loket naar loket" in hand.text
        assert "24-uurs toezicht" not in hand.text
        await hand.press("enter", "enter")
        assert hand.session.card == "van-thuis-naar-verpleeghuis/van-loket-naar-loket"
        assert isinstance(hand.app.screen, Conversation)
        assert hand.session.round_id == "welkom"
        seen = in_room(hand)
        assert seen is not None
        assert seen.title == "Van loket naar loket"
        assert "Op tafel ligt “Van loket naar loket”" in hand.text
        assert "De zaal ziet de kaart." in hand.text
        await hand.press("k")
        assert in_room(hand) is None, "k toggles between the card and the round"
        await hand.press("k")
        assert in_room(hand) == seen


@pytest.mark.parametrize("size", SIZES)
async def test_what_lies_on_the_table_and_what_was_stands_above_all_cards(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with leader(tmp_path, size=size, preparation=TWO) as hand:
        await begun(hand)
        assert "Nu op tafel ▸ ● 24-uurs toezicht" in hand.text
        await hand.press("x")
        assert hand.session.card == ""
        assert "“24-uurs toezicht” ligt niet meer op tafel: deze kaart slaan we over." in hand.text
        assert "Er ligt geen kaart op tafel." in hand.text
        assert "In dit gesprek" in hand.text
        assert "(knelpunt, overgeslagen)" in hand.text
        await hand.press("x")
        assert "Er ligt geen kaart op tafel." in hand.text
        assert check_commands(hand.app.screen.all_commands) == []  # type: ignore[attr-defined]
        assert minimum_contrast(hand.app).ratio >= 10


async def test_a_card_put_aside_leaves_the_room(tmp_path: Path) -> None:
    async with leader(tmp_path, size=SMALL, preparation=TWO) as hand:
        await hand.press("enter", "k")
        assert in_room(hand) is not None
        await hand.press("K", "w")
        assert in_room(hand) is None
        assert hand.session.skipped == ("grensvlakken-wlz/24-uurs-toezicht",)


@pytest.mark.parametrize("size", SIZES)
async def test_a_card_is_drawn_blind_from_one_kind_and_it_is_said_which(tmp_path: Path, size: tuple[int, int]) -> None:
    async with leader(tmp_path, size=size, preparation=TWO) as hand:
        await begun(hand)
        await hand.press("t")
        assert "Blind trekken uit welke kaarten?" in hand.text
        assert "dilemma (" in hand.text
        await hand.press("3")
        card = hand.session.card_of(hand.session.card)
        assert card is not None
        assert card.kind is CardKind.DILEMMA
        assert hand.session.blind == {hand.session.card}
        assert f"Blind getrokken: “{card.title}”: {card.question}" in hand.text
        seen = in_room(hand)
        assert seen is not None
        assert seen.question == card.question


async def test_a_draw_that_is_left_changes_nothing(tmp_path: Path) -> None:
    async with leader(tmp_path, size=SMALL, preparation=TWO) as hand:
        await begun(hand)
        before = hand.session
        await hand.press("t", "escape")
        assert isinstance(hand.app.screen, Cards)
        assert hand.session == before


@pytest.mark.parametrize("size", SIZES)
async def test_an_own_card_is_made_under_a_warning_and_lies_on_the_table(tmp_path: Path, size: tuple[int, int]) -> None:
    async with leader(tmp_path, size=size, preparation=TWO) as hand:
        await begun(hand)
        await hand.press("e")
        assert "Gebruik geen namen en geen plaatsen" in hand.text
        await hand.write("Nachtrust")
        await hand.press("enter")
        assert "De vraag op “Nachtrust”" in hand.text
        await hand.write("Wie slaapt hier nog?")
        await hand.press("enter")
        assert hand.session.own_cards["eigen-kaart-1"].question == "Wie slaapt hier nog?"
        seen = in_room(hand)
        assert seen is not None
        assert (seen.title, seen.question) == ("Nachtrust", "Wie slaapt hier nog?")
        assert "Op tafel ligt je eigen kaart “Nachtrust”: Wie slaapt hier nog?" in hand.text
        await hand.press("K")
        assert "(eigen kaart, op tafel)" in hand.text


async def test_an_own_card_may_be_without_title_but_not_without_question(tmp_path: Path) -> None:
    async with leader(tmp_path, size=SMALL, preparation=TWO) as hand:
        await begun(hand)
        await hand.press("e", "enter")
        assert "De vraag op je kaart" in hand.text
        await hand.press("enter")
        assert not hand.session.own_cards
        await hand.press("e", "enter")
        await hand.write("En nu?")
        await hand.press("enter")
        assert [card.question for card in hand.session.own_cards.values()] == ["En nu?"]


async def test_an_own_question_that_is_too_long_stays_to_be_made_shorter(tmp_path: Path) -> None:
    async with leader(tmp_path, size=SMALL, preparation=TWO) as hand:
        await begun(hand)
        await hand.press("e", "enter")
        await hand.write("lang " * 60)
        await hand.press("enter")
        assert "Dit is langer dan 200 tekens." in hand.text
        assert not hand.session.own_cards
        assert isinstance(hand.app.screen, Cards)
        assert hand.app.screen.desk.invoer.draft.startswith("lang lang")


async def test_closing_asks_about_a_card_that_is_half_made(tmp_path: Path) -> None:
    async with leader(tmp_path, size=SMALL, preparation=TWO) as hand:
        await begun(hand)
        await hand.press("e")
        await hand.write("Nachtrust")
        await hand.press("enter", "escape", "escape")
        assert isinstance(hand.app.screen, Ask)
        assert "Er staat nog een eigen kaart die niet op tafel ligt." in hand.text
        await hand.press("n", "e")
        await hand.press("j")
        assert isinstance(hand.app.screen, Cards)


async def test_nothing_own_is_made_while_nothing_is_recorded(tmp_path: Path) -> None:
    async with leader(tmp_path, size=SMALL, preparation=TWO) as hand:
        await hand.press("enter", "f8", "K", "e")
        assert "Er wordt nu niets opgenomen. Druk op F8" in hand.text


@pytest.mark.parametrize("size", SIZES)
async def test_a_card_is_read_whole_before_it_is_laid(tmp_path: Path, size: tuple[int, int]) -> None:
    async with leader(tmp_path, size=size, preparation=TWO) as hand:
        await begun(hand)
        await hand.press("slash")
        await hand.write("eigen bijdrage")
        await hand.press("enter", "right")
        assert isinstance(hand.app.screen, CardSide)
        assert "Kaart: De eigen bijdrage" in hand.text
        assert hand.session.card == "grensvlakken-wlz/24-uurs-toezicht", "reading lays nothing"
        await hand.press("left")
        assert isinstance(hand.app.screen, Cards)
        await hand.press("right", "l")
        assert title(hand) == "De eigen bijdrage"
        assert isinstance(hand.app.screen, Conversation)


async def test_the_filter_and_the_kind_are_said_and_wiped(tmp_path: Path) -> None:
    async with leader(tmp_path, size=(100, 30), preparation=TWO) as hand:
        await begun(hand)
        await hand.press("s", "3")
        assert "soort: dilemma" in hand.text
        assert "24-uurs toezicht" not in hand.text
        await hand.press("slash")
        await hand.write("zzz")
        assert "Geen kaart gevonden." in hand.text
        await hand.press("enter", "enter")
        assert "Kies met ↑ en ↓ een kaart." in hand.text
        assert title(hand) == "24-uurs toezicht"
        await hand.press("backspace")
        assert "▸ ● 24-uurs toezicht" in hand.text
        assert "soort:" not in hand.text


async def test_enter_never_lays_a_card_that_is_out_of_sight(tmp_path: Path) -> None:
    async with leader(tmp_path, size=SMALL, preparation=TWO) as hand:
        await begun(hand)
        for key in ("pagedown", "pagedown", "end", "pageup", "home", "pagedown"):
            await hand.press(key)
            marked = hand.text.partition("▸ ")[2]
            assert marked, key
        chosen = marked.partition(" – ")[0].lstrip("·●✓– ")
        await hand.press("enter")
        assert title(hand) == chosen


async def test_a_card_that_comes_twice_counts_once(tmp_path: Path) -> None:
    async with leader(tmp_path, size=SMALL, preparation=TWO) as hand:
        await begun(hand)
        await hand.press("enter", "K", "enter")
        assert hand.session.laid == ("grensvlakken-wlz/24-uurs-toezicht",)


async def test_with_one_beeld_the_room_sees_the_list_and_after_laying_the_card(tmp_path: Path) -> None:
    async with leader(tmp_path, size=SMALL, preparation=ONE) as hand:
        await hand.press("enter", "f5", "K")
        assert "De zaal ziet dit" in hand.text
        await hand.press("slash")
        await hand.write("palliatieve")
        await hand.press("enter", "enter")
        assert hand.screen.room_shown, "the sheet of the leader is closed, because the room must see the card"
        assert "Wat heeft iemand in de laatste weken nodig" in hand.text


@pytest.mark.parametrize("deep", [(), ("right",)], ids=["in the list", "reading a card"])
async def test_the_room_goes_black_from_anywhere_among_the_cards(tmp_path: Path, deep: tuple[str, ...]) -> None:
    async with leader(tmp_path, size=SMALL, preparation=TWO) as hand:
        await begun(hand)
        await hand.press(*deep, "f9")
        await hand.settle()
        assert hand.session.blank
        assert isinstance(hand.app.screen, Conversation)
        await hand.press("K", "enter")
        assert "De zaal is nu zwart." in hand.text
        assert hand.session.blank, "laying a card does not make the room visible"


async def test_before_the_conversation_began_there_are_no_cards_to_lay(tmp_path: Path) -> None:
    async with leader(tmp_path, size=SMALL, preparation=TWO) as hand:
        await hand.press("K")
        assert isinstance(hand.app.screen, Conversation)
        assert "Het gesprek is nog niet begonnen." in hand.text


async def test_cards_of_the_day_come_back_when_the_conversation_is_opened_again(tmp_path: Path) -> None:
    from gesprekskaarten.conduct.opening import Opening

    async with leader(tmp_path, size=SMALL, preparation=TWO) as hand:
        await begun(hand)
        await hand.press("e", "enter")
        await hand.write(SECRET)
        await hand.press("enter", "ctrl+w")
    async with leader(tmp_path, size=SMALL, opening=Opening("resume")) as hand:
        await hand.press("K")
        assert SECRET in hand.text


async def test_an_own_card_is_struck_from_the_screen_of_the_conversation(tmp_path: Path) -> None:
    async with leader(tmp_path, size=SMALL, preparation=TWO) as hand:
        await begun(hand)
        await hand.press("e", "enter")
        await hand.write(SECRET)
        await hand.press("enter", "r", "w", "escape", "s", "end")
        assert f"Eigen kaart: {SECRET}" in hand.text
        for _ in range(4):
            if f"▸ [ ] Eigen kaart: {SECRET}" in hand.text:
                break
            await hand.press("down")
        await hand.press("space", "enter", "j")
        assert not hand.session.own_cards["eigen-kaart-1"].question
        assert in_room(hand) is None
        await hand.press("K")
        assert SECRET not in hand.text
        hits = [path for path in tmp_path.rglob("*") if path.is_file() and b"buurvrouw Bep" in path.read_bytes()]
        assert hits == []


async def test_the_report_and_the_document_beside_it_are_read_in_turn(tmp_path: Path) -> None:
    preparation = Preparation(playbook="samenwerkingsgesprek-90", screens=2, place="Zwolle")
    async with leader(tmp_path, size=SMALL, preparation=preparation) as hand:
        await hand.press("enter", "r")
        assert isinstance(hand.app.screen, ReportScreen)
        assert "Verslag: zo ziet het er nu uit" in hand.text
        await hand.press("d")
        assert "Samenwerkingsafspraken: zo ziet het er nu uit" in hand.text
        assert "Nog niet afgesproken." in "".join(row.content.plain for row in hand.app.screen.board.rows)
        await hand.press("w")
        assert "samenwerkingsafspraken.md" in hand.text
        await hand.press("d")
        assert "Verslag: zo ziet het er nu uit" in hand.text


async def test_without_a_document_there_is_only_the_report(tmp_path: Path) -> None:
    async with leader(tmp_path, size=SMALL, preparation=TWO) as hand:
        await hand.press("enter", "r", "d")
        assert "Bij dit draaiboek is er alleen het verslag." in hand.text


@pytest.mark.parametrize("size", SIZES)
async def test_the_next_card_is_chosen_along_the_causes(tmp_path: Path, size: tuple[int, int]) -> None:
    async with leader(tmp_path, size=size, preparation=TWO) as hand:
        await hand.press("enter")
        await hand.screen.perform(LayCard("van-thuis-naar-verpleeghuis/van-loket-naar-loket"))
        before = hand.session.card
        await hand.press("K", "o")
        assert "Oorzaken en gevolgen" in hand.text
        await hand.press("down", "l")
        assert hand.session.card != before
        assert before in {
            *hand.session.material.causes(hand.session.card),
            *hand.session.material.followers(hand.session.card),
        }
        assert in_room(hand) is not None


async def test_routes_and_wegwijzer_open_beside_the_cards(tmp_path: Path) -> None:
    async with leader(tmp_path, size=SMALL, preparation=TWO) as hand:
        await begun(hand)
        await hand.press("r")
        assert "Routes: van kaart naar kaart" in hand.text
        await hand.press("escape", "g")
        assert "Wegwijzer" in hand.text
        await hand.press("escape")
        assert isinstance(hand.app.screen, Cards)
        assert title(hand) == "24-uurs toezicht"


async def test_the_way_that_was_found_is_shown_in_the_room_and_goes_away_again(tmp_path: Path) -> None:
    async with leader(tmp_path, size=SMALL, preparation=TWO) as hand:
        assert hand.app.leading is not None
        room = hand.app.leading.conductor.room_view
        await begun(hand)
        await hand.press("g", "l")
        assert "Volg eerst de vragen" in hand.text
        for _ in range(5):
            if "Waar naartoe" not in hand.text:
                await hand.press("enter")
        assert room().signpost is None, "following the questions shows nothing"
        await hand.press("l")
        assert isinstance(hand.app.screen, Conversation)
        shown = room().signpost
        assert shown is not None
        assert hand.session.material.signpost(hand.session.shown.card) is not None
        await hand.press("K", "g")
        assert isinstance(hand.app.screen, Conversation)
        assert "De zaal ziet weer de ronde." in hand.text
        assert room().signpost is None


async def test_decks_without_routes_say_so(tmp_path: Path) -> None:
    async with leader(tmp_path, size=SMALL) as hand:
        await begun(hand)
        await hand.press("r")
        assert "In deze decks staan geen routes." in hand.text
        await hand.press("g")
        assert "In deze decks staat geen wegwijzer." in hand.text


async def test_the_ways_through_the_cards_open_from_the_library_too(tmp_path: Path) -> None:
    from gesprekskaarten.conduct.opening import Opening

    async with leader(tmp_path, size=SMALL, opening=Opening("start")) as hand:
        await hand.press("d", "o")
        assert "Oorzaken en gevolgen" in hand.text
        await hand.press("escape", "r")
        assert "Routes: van kaart naar kaart" in hand.text
        await hand.press("escape", "g")
        assert "Wegwijzer" in hand.text
        await hand.press("escape", "end", "enter")
        assert "Deck: Van thuis naar het verpleeghuis" in hand.text
        await hand.press("down")
        name = hand.text.partition("▸ ")[2].partition(" – ")[0]
        await hand.press("o")
        assert "Wat leidt hiertoe" in hand.text
        assert name in hand.text
        await hand.press("escape")
        assert "Deck: Van thuis naar het verpleeghuis" in hand.text


async def test_in_a_leidraad_the_question_of_the_round_stands_among_the_cards_and_comes_back(tmp_path: Path) -> None:
    preparation = Preparation(playbook="samenwerkingsgesprek-90", screens=2, place="Zwolle")
    async with leader(tmp_path, size=(100, 30), preparation=preparation) as hand:
        await hand.press("enter")
        guide = next(one for one in hand.session.material.playbook.rounds if one.route)
        await hand.go_to(guide.id)
        question = hand.session.card_of(hand.session.subject)
        assert question is not None
        await hand.press("K")
        assert f"Er ligt geen kaart op tafel. De vraag van deze ronde: {question.question}" in hand.text
        assert "de vraag nu" in hand.text
        await hand.press("t", "enter")
        assert in_room(hand) is not None
        assert hand.session.subject == hand.session.questions[0], "a card beside the leidraad is no question of it"
        await hand.press("k")
        assert in_room(hand) is None
