"""The mouse, on every screen: a click on a key presses it, a click on a row chooses it, the wheel scrolls."""

from pathlib import Path

import pytest
from textual import events
from textual.widget import Widget

from gesprekskaarten.conduct.opening import Opening
from gesprekskaarten.tui.app import GesprekApp
from gesprekskaarten.tui.command_screen import CommandScreen
from gesprekskaarten.tui.commands import Command
from gesprekskaarten.tui.screens.decks import Decks, DeckScreen
from gesprekskaarten.tui.screens.prepare import Prepare
from gesprekskaarten.tui.widgets.choice import Choice
from gesprekskaarten.tui.widgets.rows import Rows
from tests.pilot.contrast import text_of
from tests.pilot.leading import Leader
from tests.pilot.test_every_screen import SIZES, TWO, WALKS, folder, opened, quick, walked

__all__ = ["folder", "quick"]


async def click_text(hand: Leader, text: str, within: Widget | None = None) -> None:
    """Click where this text stands on the screen, first in `within`."""
    for y, line in enumerate(text_of(hand.app)):
        region = within.region if within is not None else hand.app.screen.region
        if region.y <= y < region.bottom and text in line:
            await hand.pilot.click(offset=(line.index(text), y))
            await hand.settle()
            return
    raise AssertionError(f"{text!r} is not on the screen:\n" + "\n".join(text_of(hand.app)))


async def clicked(hand: Leader) -> list[str]:
    """Click every key of the key bar and every answer, with commands that are only noted down."""
    screen = hand.app.screen
    if not isinstance(screen, CommandScreen):
        return []
    found: list[str] = []
    ran: list[str] = []
    keys: list[str] = []

    def note(self: object, command: Command) -> None:
        del self
        ran.append(command.id)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(CommandScreen, "run_command", note)
        bar = screen.key_bar
        hints = {(hint.key, hint.name) for hint in getattr(screen.focused, "hints", Choice.HINTS)}
        if screen.focused is None:
            hints = set()
        for y, line in enumerate(bar.lines(bar.content_size.width)):
            x = 1
            for item in line:
                if (item.key, item.name) not in hints:
                    wanted = screen.find_command(item.key)
                    await hand.pilot.click(bar, offset=(x + item.width - 1, y))
                    await hand.pilot.pause()
                    if wanted is None or ran != [wanted.id]:
                        found.append(f"a click on {item.key} {item.name} ran {ran}")
                    ran.clear()
                x += item.width + 2
        if screen.focused is None:
            for key, name in screen.question_bar.answers:
                wanted = screen.find_command(key)
                await click_text(hand, name.split()[-1], screen.question_bar)
                if wanted is None or ran != [wanted.id]:
                    found.append(f"a click on the answer {key} {name} ran {ran}")
                ran.clear()
    del keys
    return found


@pytest.mark.parametrize("name", ["stored", "beside", "in-time", "in-trouble"])
async def test_a_click_on_a_key_or_an_answer_presses_it(folder: Path, name: str) -> None:
    assert await walked(folder, name, clicked) == []


async def test_a_click_answers_a_question_of_the_program_also_while_somebody_types(folder: Path) -> None:
    async with opened(folder, Opening("new", TWO), size=SIZES[0]) as hand:
        await click_text(hand, "beginnen", hand.screen.question_bar)
        assert hand.session.round_id == "welkom"
        hand.clock.pass_minutes(6)
        await hand.tick()
        await hand.press("enter")
        await hand.write("half")
        await hand.tick()
        await click_text(hand, "2 minuten erbij", hand.screen.question_bar)
        assert hand.screen.plan.left == 1
        assert hand.screen.typing is None
        assert hand.screen.desk.invoer.draft == "half"


async def test_a_click_on_the_board_leaves_an_open_choice_and_what_it_asked_is_over(folder: Path) -> None:
    async with opened(folder, Opening("new", TWO)) as hand:
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


async def test_a_second_click_on_a_row_does_what_enter_does(folder: Path) -> None:
    async with opened(folder, Opening("start"), size=SIZES[0]) as hand:
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


async def test_one_click_on_a_row_that_was_already_chosen_does_nothing_yet(folder: Path) -> None:
    async with opened(folder, Opening("new", TWO)) as hand:
        await hand.press("enter", "h")
        situations = hand.app.screen
        board = situations.query_one(Rows)
        first = str(board.rows[0].content.plain).split("\n")[0]
        await click_text(hand, first)
        assert hand.app.screen is situations
        assert not hand.session.blank


@pytest.mark.parametrize("name", ["start", "beside"])
async def test_the_wheel_scrolls_every_board_that_is_longer_than_its_place(folder: Path, name: str) -> None:
    assert await walked(folder, name, wheeled) == []


async def wheeled(hand: Leader) -> list[str]:
    """Turn the wheel down and up again over every board."""
    found = []
    for board in hand.app.screen.query(Rows):
        top = board.scroll_offset.y
        if not board.is_on_screen or not 0 <= top < board.max_scroll_y:
            continue
        turn(hand.app, board, events.MouseScrollDown)
        await hand.settle()
        if board.scroll_offset.y <= top:
            found.append(f"{board!r} does not follow the wheel")
        board.scroll_to(y=top, animate=False, immediate=True)
    return found


def turn(app: GesprekApp, board: Widget, way: type[events.MouseScrollDown]) -> None:
    """Turn the wheel over the middle of a widget."""
    x, y = board.region.x + board.region.width // 2, board.region.y + board.region.height // 2
    app.screen._forward_event(way(board, x, y, 0, 0, 0, False, False, False, x, y))
