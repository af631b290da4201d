"""What the tests of the side screens stand on: a screen below, a table with a real conductor, and a reader."""

import datetime as dt
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, ClassVar

from textual.pilot import Pilot
from textual.screen import Screen

from gesprekskaarten.conduct.conductor import Conductor
from gesprekskaarten.domain import events as ev
from gesprekskaarten.domain.commands import Intent
from gesprekskaarten.domain.lines import Line
from gesprekskaarten.domain.session import Session
from gesprekskaarten.tui.command_screen import CommandApp, CommandScreen
from gesprekskaarten.tui.commands import Command
from gesprekskaarten.tui.leading import Leading
from gesprekskaarten.tui.widgets.rows import Rows
from tests.building import START, material, opening
from tests.pilot.contrast import text_of

SIZES = [(60, 20), (100, 30)]
ENGLISH = re.compile(
    r"\b(the|and|with|you|close|cancel|select|press|search|copy|write|loading|minutes|round|empty|error)\b", re.I
)
NOTHING = object()


class Below(CommandScreen[None]):
    """Stands for the conversation: it hears what is done there."""

    COMMANDS: ClassVar[tuple[Command, ...]] = (
        Command("blank", ("f9",), "zwart", "Maak het zaalbeeld zwart.", always=True),
        Command("off_record", ("f8",), "niet opnemen", "Neem even niets op.", always=True),
    )

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[str] = []

    def do_blank(self) -> None:
        self.heard.append("zwart")

    def do_off_record(self) -> None:
        self.heard.append("niet opnemen")


class Host(CommandApp[None]):
    """Opens one side screen and keeps what it returned."""

    def __init__(self, make: Callable[[], Screen[Any]]) -> None:
        super().__init__()
        self._make = make
        self.below = Below()
        self.answer: object = NOTHING

    def on_mount(self) -> None:
        self.push_screen(self.below)
        self.push_screen(self._make(), self._answered)

    def _answered(self, answer: object) -> None:
        self.answer = answer


class RealTable:
    """The conversation as a side screen knows it, with a conductor that writes to disk; the clock stands still."""

    def __init__(self, root: Path, *events: ev.Event, read_only: bool = False, screens: int = 2) -> None:
        self.now = START
        first = opening(read_only=read_only, screens=1 if screens == 1 else 2)
        conductor = Conductor.begin(root, "s", material(), [first, *events], lambda: self.now)
        self.leading = Leading(conductor)
        self.said: list[str] = []

    @property
    def session(self) -> Session:
        return self.leading.session

    async def perform(self, *intents: Intent) -> bool:
        refusal = await self.leading.do(*intents)
        if refusal:
            self.said.append(refusal.reason)
        return refusal is None

    def pass_minutes(self, minutes: float) -> None:
        self.now += dt.timedelta(minutes=minutes)


@contextmanager
def table(root: Path, *events: ev.Event, read_only: bool = False, screens: int = 2) -> Iterator[RealTable]:
    made = RealTable(root, *events, read_only=read_only, screens=screens)
    try:
        yield made
    finally:
        made.leading.close()


def recorded(*lines: Line) -> list[ev.Event]:
    """Lines as they were recorded, numbered from 1."""
    return [ev.Recorded(line=line.model_copy(update={"id": number})) for number, line in enumerate(lines, 1)]


async def settled(pilot: Pilot[Any]) -> None:
    """Wait for everything that was asked to be saved, and for the screen."""
    await pilot.pause()
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


def shown(app: CommandApp[Any]) -> str:
    """What stands on the screen, as one text without line breaks."""
    return " ".join(" ".join(text_of(app)).split())


async def everything(pilot: Pilot[Any]) -> str:
    """All that can be read on the board by paging down, without any blanks."""
    board = pilot.app.screen.query_one("#board", Rows)
    await pilot.press("home")
    seen: dict[int, str] = {}
    top = -1
    while board.scroll_offset.y > top:
        top = board.scroll_offset.y
        where = board.content_region
        for number, line in enumerate(text_of(pilot.app)[where.y : where.bottom], top):
            seen[number] = line[where.x : where.right - board.scrollbar_size_vertical]
        await pilot.press("pagedown")
    return "".join("".join(text for _, text in sorted(seen.items())).split())
