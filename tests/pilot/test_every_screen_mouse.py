"""The mouse, on every screen: a click on a key presses it, a click on a row chooses it, the wheel scrolls."""

from pathlib import Path

from gesprekskaarten.conduct.opening import Opening
from gesprekskaarten.tui.screens.decks import Decks, DeckScreen
from gesprekskaarten.tui.screens.prepare import Prepare
from gesprekskaarten.tui.widgets.choice import Choice
from gesprekskaarten.tui.widgets.rows import Rows
from tests.pilot.test_every_screen import SIZES, TWO, click_text, opened


async def test_a_click_answers_a_question_of_the_program(tmp_path: Path) -> None:
    async with opened(tmp_path, Opening("new", TWO), size=SIZES[0]) as hand:
        await click_text(hand, "beginnen", hand.screen.question_bar)
        assert hand.session.round_id == "welkom"
        for _ in range(2):
            hand.clock.pass_minutes(3)
            await hand.tick()
        assert "Afronden of 2 minuten erbij?" in hand.text
        await click_text(hand, "2 minuten erbij", hand.screen.question_bar)
        assert dict(hand.session.extra) == {"welkom": 2}


async def test_while_somebody_types_a_question_stays_but_offers_no_key_that_would_be_a_letter(tmp_path: Path) -> None:
    async with opened(tmp_path, Opening("new", TWO), size=SIZES[0]) as hand:
        await hand.press("enter")
        for _ in range(2):
            hand.clock.pass_minutes(3)
            await hand.tick()
        await hand.press("enter")
        assert "Afronden of 2 minuten erbij?" in hand.text
        assert list(hand.screen.question_bar.answers) == []
        await hand.press("escape")
        assert [key for key, _ in hand.screen.question_bar.answers] == ["right", "plus"]


async def test_a_click_on_the_board_leaves_an_open_choice_and_what_it_asked_is_over(tmp_path: Path) -> None:
    async with opened(tmp_path, Opening("new", TWO)) as hand:
        await hand.press("enter")
        await hand.go_to("perspectief")
        await hand.type("Ik zie het.")
        await hand.press("ctrl+p")
        await hand.write("aan het woord")
        await hand.press("enter")
        assert isinstance(hand.screen.focused, Choice)
        await click_text(hand, "Ik zie het", hand.screen.board)
        assert not hand.screen.desk.choice.display
        await hand.press("j")
        assert hand.lines()[0].agreed


async def test_a_second_click_on_a_row_does_what_enter_does(tmp_path: Path) -> None:
    async with opened(tmp_path, Opening("start"), size=SIZES[0]) as hand:
        await click_text(hand, "Decks en kaarten")
        assert not isinstance(hand.app.screen, Decks)
        await click_text(hand, "Decks en kaarten")
        assert isinstance(hand.app.screen, Decks)
        await click_text(hand, "Grensvlakken")
        await click_text(hand, "Grensvlakken")
        assert isinstance(hand.app.screen, DeckScreen)
        await hand.press("escape", "escape", "n")
        prepare = hand.app.screen
        assert isinstance(prepare, Prepare)
        await click_text(hand, "Casus:")
        await click_text(hand, "Casus:")
        await click_text(hand, "Henk")
        assert hand.app.screen is not prepare
        await click_text(hand, "Henk")
        assert hand.app.screen is prepare
        assert "Henk" in hand.text


async def test_one_click_on_a_row_that_was_already_chosen_does_nothing_yet(tmp_path: Path) -> None:
    async with opened(tmp_path, Opening("new", TWO)) as hand:
        await hand.press("enter", "h")
        situations = hand.app.screen
        board = situations.query_one(Rows)
        first = str(board.rows[0].content.plain).split("\n")[0]
        await click_text(hand, first)
        assert hand.app.screen is situations
        assert not hand.session.blank
