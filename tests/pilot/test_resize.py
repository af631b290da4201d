"""A window that is made smaller and larger in the middle of anything: nothing is lost and nothing moves."""

from dataclasses import dataclass
from pathlib import Path

from gesprekskaarten.conduct.opening import Opening
from gesprekskaarten.tui.command_screen import CommandScreen
from gesprekskaarten.tui.conversation.screen import WIDE, Conversation
from gesprekskaarten.tui.invoer import Invoer
from gesprekskaarten.tui.widgets.choice import Choice
from gesprekskaarten.tui.widgets.rows import MARK, Rows
from tests.pilot.contrast import text_of
from tests.pilot.leading import Leader
from tests.pilot.test_every_screen import Inspector, Stop, opened, resized

SMALL = (60, 20)
SIZES = [(200, 60), (80, 24), (46, 13), SMALL]
WORDS = "Ik bel drie keer en krijg drie keer een ander aan de lijn, en dan begint het verhaal weer opnieuw."


async def all_over(hand: Leader, stop: Stop) -> None:
    """From the start screen through preparing, a round, everything beside it, and the library: most kinds of screen."""
    await stop("start")
    await hand.press("n", "c", "pagedown")
    await stop("preparing, a picker open")
    await hand.press("slash")
    await hand.write("nacht")
    await stop("preparing, looking for a casus, half typed")
    await hand.press("escape", "escape", "a", "down", "down")
    await stop("preparing, the table")
    await hand.press("enter", "p")
    await hand.write("Zwol")
    await stop("preparing, a field half typed")
    await hand.press("escape", "b", "right")
    await stop("preparing, a choice open")
    await hand.press("enter", "enter", "enter", "enter")
    assert hand.session.opened.screens == 2
    await hand.go_to("perspectief")
    await hand.press("1")
    for _ in range(4):
        await hand.type(WORDS)
    await hand.press("escape", "j", "up", "up")
    await stop("lines read back, one in the middle chosen")
    await hand.press("ctrl+p")
    await hand.write("aan het woord")
    await stop("the palette, half typed")
    await hand.press("enter")
    await stop("who speaks, a choice")
    await hand.press("escape", "enter")
    await hand.write(WORDS)
    await stop("half a line")
    await hand.press("f1", "pagedown")
    await stop("F1 over half a line")
    await hand.press("escape", "ctrl+q")
    await stop("quitting with half a line")
    await hand.press("n", "escape", "right")
    await stop("looking ahead")
    await hand.press("escape")
    for key in "pqKmthr":
        await hand.press(key, "end")
        await stop(f"{key}, its end")
        await hand.press("escape")
    await hand.press("s", "down")
    await stop("strike, choosing")
    await hand.press("space", "enter")
    await stop("strike, confirming")
    await hand.press("escape", "escape", "f9", "f8")
    hand.clock.pass_minutes(90)
    await hand.tick()
    await stop("black, not recorded, very late")
    await hand.press("f9", "ctrl+w", "j", "g")
    await stop("sessions")
    await hand.press("escape", "d", "down")
    await stop("decks")
    await hand.press("enter", *["down"] * 12)
    await stop("a deck")
    await hand.press("enter")
    await stop("a card")
    await hand.press("escape", "escape", "z")
    await hand.write("nacht")
    await stop("the library, half typed")
    await hand.press("enter", "down", "down", "down")
    await stop("the library, found")


@dataclass(frozen=True)
class Kept:
    """What a resize must not change."""

    chosen: tuple[str | None, ...]
    drafts: tuple[str, ...]
    focus: str


def kept(hand: Leader) -> Kept:
    screen = hand.app.screen
    drafts = tuple(field.text for field in screen.query(Invoer))
    return Kept(tuple(board.selected for board in screen.query(Rows)), drafts, repr(screen.focused))


async def through_all_sizes(hand: Leader) -> list[str]:
    """Make the window large, middling, far too small, and small again."""
    before, looked, seen = kept(hand), text_of(hand.app), in_sight(hand)
    found = []
    for size in SIZES:
        await resized(hand, size)
        wrong = [] if kept(hand) == before else [f"{kept(hand)} was {before}"]
        if room_between(hand) > 1:
            wrong += [f"{one} is out of sight" for one in seen - in_sight(hand)]
        found += [f"{size[0]}×{size[1]}: {one}" for one in (*wrong, *without_bars(hand), *without_room(hand))]
    if (after := text_of(hand.app)) != looked:
        found.append("\n".join(["not as before:", *looked, "but:", *after]))
    return found


def in_sight(hand: Leader) -> set[str]:
    """The chosen rows, the cursor of the field and the marked answer, as far as they can be seen."""
    screen, lines = hand.app.screen, text_of(hand.app)
    seen = set()
    for board in screen.query(Rows):
        on_board = [line[board.region.x :].strip() for line in lines[board.region.y : board.region.bottom]]
        if board.is_on_screen and board.selected and any(line.startswith(MARK.strip()) for line in on_board):
            seen.add(f"the chosen row of {board!r}")
    focused = screen.focused
    if isinstance(focused, Invoer) and focused.region.contains_point(focused.cursor_screen_offset):
        seen.add("the cursor")
    answers = lines[focused.region.y : focused.region.bottom] if isinstance(focused, Choice) else []
    if any(MARK in line for line in answers):
        seen.add("the marked answer")
    return seen


def room_between(hand: Leader) -> int:
    """How many lines the board has; the whole window when there is none."""
    return min((board.size.height for board in hand.app.screen.query(Rows)), default=hand.app.size.height)


def without_room(hand: Leader) -> list[str]:
    """Beside the board stands what the room sees, as soon as there is place for it."""
    screen = hand.app.screen
    if not isinstance(screen, Conversation) or screen.beside.display == (hand.app.size.width >= WIDE):
        return []
    return [f"the copy of the room is {'there' if screen.beside.display else 'gone'}"]


def without_bars(hand: Leader) -> list[str]:
    """A screen with commands ends with its key bar, whole, with what the program asks above it."""
    screen = hand.app.screen
    if not isinstance(screen, CommandScreen):
        return []
    found = []
    if not text_of(hand.app)[-1].endswith("F1 toetsen"):
        found.append(f"the last line is {text_of(hand.app)[-1]!r}")
    if screen.question_bar.display and screen.question_bar.region.height == 0:
        found.append("the question is gone")
    return found


async def test_a_window_that_changes_size_in_the_middle_of_anything_loses_nothing(tmp_path: Path) -> None:
    async with opened(tmp_path, Opening("start"), size=SMALL) as hand:
        inspector = Inspector(hand, through_all_sizes)
        await all_over(hand, inspector)
        assert inspector.found == []
