"""A leader at the keyboard: the whole program in a terminal of some size, with a clock that moves when asked."""

import asyncio
import datetime as dt
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from textual import events
from textual.pilot import Pilot

from gesprekskaarten.conduct.opening import Opening
from gesprekskaarten.conduct.prepare import Preparation
from gesprekskaarten.decks.library import Library
from gesprekskaarten.domain.lines import Kind, Line
from gesprekskaarten.domain.session import Session
from gesprekskaarten.storage.paths import shipped_decks
from gesprekskaarten.tui.app import GesprekApp
from gesprekskaarten.tui.conversation.screen import Conversation
from tests.pilot.contrast import text_of

START = dt.datetime(2026, 11, 22, 18, 30, tzinfo=dt.UTC)
SMALL, LARGE = (60, 20), (100, 30)
SIZES = (SMALL, LARGE)
LONG = 24
SLOWEST_DISK = 20.0
"""Seconds."""


@dataclass
class Clock:
    """The time on the wall, which stands still until a test moves it."""

    now: dt.datetime = field(default=START)

    def __call__(self) -> dt.datetime:
        return self.now

    def pass_minutes(self, minutes: float) -> None:
        self.now += dt.timedelta(minutes=minutes)


@dataclass
class Leader:
    """Presses keys and reads the screen."""

    app: GesprekApp
    pilot: Pilot[None]
    clock: Clock

    @property
    def session(self) -> Session:
        assert self.app.leading is not None
        return self.app.leading.session

    @property
    def screen(self) -> Conversation:
        found = next(screen for screen in self.app.screen_stack if isinstance(screen, Conversation))
        return found

    @property
    def text(self) -> str:
        """Everything on the screen, as one line of words without borders."""
        return " ".join(" ".join(line.strip(" │┃║") for line in text_of(self.app)).split())

    async def press(self, *keys: str) -> None:
        for key in keys:
            await self.pilot.press(key)
            await self.settle()

    async def type(self, text: str) -> None:
        """Enter, the words, Enter."""
        await self.press("enter")
        await self.write(text)
        await self.press("enter")

    async def write(self, text: str) -> None:
        """The words, as they are pressed in a field; a long text is pasted."""
        if len(text) > LONG:
            self.app.post_message(events.Paste(text))
            await self.settle()
            return
        names = {" ": "space", ".": "full_stop", ",": "comma", "?": "question_mark"}
        await self.pilot.press(*(names.get(letter, letter) for letter in text))
        await self.settle()

    async def go_to(self, round_id: str) -> None:
        """→ until the round is shown, then Enter."""
        rounds = [round.id for round in self.session.material.playbook.rounds]
        for _ in range(rounds.index(round_id) - (rounds.index(self.session.round_id) if self.session.round_id else 0)):
            await self.press("right")
        await self.press("enter")
        assert self.session.round_id == round_id

    async def tick(self) -> None:
        """One second of the screen's own clock."""
        self.screen.tick()
        await self.settle()

    async def settle(self) -> None:
        """Wait, a bounded while, until nothing is being saved or drawn."""
        await settled(self.app, self.pilot)

    def lines(self, *kinds: Kind) -> list[Line]:
        return list(self.session.lines_of(None, *kinds))

    def said(self, *kinds: Kind) -> list[str]:
        return [line.text for line in self.lines(*kinds)]


async def settled(app: GesprekApp, pilot: Pilot[None]) -> None:
    """Wait until nothing is being saved or drawn, at most as long as a very slow disk may take."""
    clock = asyncio.get_running_loop().time
    until, calm = clock() + SLOWEST_DISK, 0
    while calm < 3 and clock() < until:
        await pilot.pause(0)
        calm = calm + 1 if _idle(app) else 0


def _idle(app: GesprekApp) -> bool:
    busy = app.leading is not None and app.leading.under_way
    screen = app.screen
    return not busy and not (isinstance(screen, Conversation) and screen.under_way and not screen.asks)


@asynccontextmanager
async def leader(
    root: Path,
    *,
    size: tuple[int, int] = LARGE,
    preparation: Preparation | None = None,
    opening: Opening | None = None,
    clock: Clock | None = None,
) -> AsyncIterator[Leader]:
    """The program with a new session (two beelden), or with what `opening` says."""
    watch = clock or Clock()
    first = opening or Opening("new", preparation or Preparation(screens=2, place="Zwolle"))
    app = GesprekApp(root, Library(shipped_decks()), first, watch)
    async with app.run_test(size=size) as pilot:
        hand = Leader(app, pilot, watch)
        await hand.settle()
        yield hand
