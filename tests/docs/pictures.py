"""docs/beelden: what the program looks like, drawn by the program itself.

The drawing differs between versions of Textual, so a test compares the words in a picture, not its bytes.
"""

import asyncio
import html
import os
import re
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

from gesprekskaarten.conduct.example import copy_example
from gesprekskaarten.conduct.opening import Opening
from gesprekskaarten.conduct.prepare import Preparation
from gesprekskaarten.decks.library import Library
from gesprekskaarten.domain.lines import Kind
from gesprekskaarten.storage.paths import shipped_decks
from gesprekskaarten.tui.command_screen import CommandScreen
from tests.pilot.leading import LARGE, START, Clock, Leader, leader

PICTURES = Path(__file__).parents[2] / "docs" / "beelden"
ZONE = "CET-1CEST,M3.5.0,M10.5.0/3"
"""Times on the screen are local: this is the Netherlands, on every machine that knows no zones either."""

_FONT = re.compile(r"\s*@font-face \{.*?\}\n", re.DOTALL)
_ID = re.compile(r"terminal-\d+(?=[-\"])")
_TEXT = re.compile(r"<text[^>]*>(.*?)</text>", re.DOTALL)


async def _start(hand: Leader) -> None:
    """The start screen as it opens."""


async def _prepare(hand: Leader) -> None:
    await hand.press("n")


async def _perspective(hand: Leader) -> None:
    await hand.go_to("perspectief")
    waiting = hand.session.unconfirmed("perspectief")[-1]
    hand.screen.read_back(waiting.id)
    await hand.settle()


async def _solutions(hand: Leader) -> None:
    await hand.go_to("oplossingen")
    first = hand.lines(Kind.OPLOSSING)[0]
    hand.screen.board.select(f"regel {first.id}")
    await hand.settle()


async def _matrix(hand: Leader) -> None:
    await hand.press("m")


async def _room(hand: Leader) -> None:
    await hand.press("enter")
    await hand.go_to("perspectief")
    await hand.press("v")
    await hand.type("Ik slaap al maanden met 1 oor open.")
    await hand.press("j")


TAKEN: dict[str, tuple[str, Callable[[Leader], Awaitable[None]]]] = {
    "beginscherm": ("start", _start),
    "voorbereiden": ("start", _prepare),
    "perspectiefronde": ("example", _perspective),
    "oplossingen": ("example", _solutions),
    "matrix": ("example", _matrix),
    "zaalbeeld": ("new", _room),
}
"""Each picture: with what the program opens, and the way there."""


def write() -> None:
    """Draw every picture anew."""
    os.environ["TZ"] = ZONE
    os.environ["COLORTERM"] = "truecolor"
    time.tzset()
    PICTURES.mkdir(exist_ok=True)
    for name in TAKEN:
        (PICTURES / f"{name}.svg").write_text(asyncio.run(draw(name)), encoding="utf-8", newline="\n")


async def draw(name: str) -> str:
    """Return the picture as SVG, without anything that comes from elsewhere or differs each time."""
    kind, go = TAKEN[name]
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        async with leader(root, size=LARGE, opening=_opening(kind, root), clock=Clock()) as hand:
            await go(hand)
            await _in_silence(hand)
            svg = hand.app.export_screenshot(title="gesprekskaarten")
    return _ID.sub("scherm", _FONT.sub("", svg))


async def _in_silence(hand: Leader) -> None:
    """Take away what was said in passing: on a slow machine there may be more of it."""
    screen = hand.app.screen
    assert isinstance(screen, CommandScreen)
    screen.question_bar.fall_silent()
    await hand.settle()


def _opening(kind: str, root: Path) -> Opening:
    if kind == "start":
        return Opening("start")
    if kind == "new":
        return Opening("new", Preparation(screens=1, place="Zwolle"))
    conductor = copy_example(Library(shipped_decks()), root, lambda: START)
    conductor.close()
    return Opening("resume", folder=conductor.file.folder.name)


def words_in(svg: str) -> str:
    """Return the words that can be read in a picture, line after line."""
    return " ".join(" ".join(html.unescape(found) for found in _TEXT.findall(svg)).split())
