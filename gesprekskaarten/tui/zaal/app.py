"""The room window on the screen: what was released, large and quiet, and no key that changes anything."""

import asyncio
import secrets
from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from textual.app import App, ComposeResult
from textual.filter import LineFilter
from textual.screen import Screen
from textual.widgets import Static

from gesprekskaarten.conduct.clock import Clock, wall_clock
from gesprekskaarten.room.model import RoomView
from gesprekskaarten.room.view import minutes_left
from gesprekskaarten.storage.room_file import WindowState, remove_window, report_window
from gesprekskaarten.tui.pasting import guard_pastes
from gesprekskaarten.tui.terminal import QuietCrash, safe_signals
from gesprekskaarten.tui.themes import LIGHT, THEMES, few_colours
from gesprekskaarten.tui.widgets.room_panel import RoomPanel
from gesprekskaarten.tui.zaal.following import LOOKS_PER_SECOND, Follower

SURE = 3 * LOOKS_PER_SECOND
"""Looks within which ctrl+q is pressed again by who means it."""
HOW_TO_STOP = "Twee keer ctrl+q sluit dit zaalvenster."
ONCE_MORE = "Nog een keer ctrl+q: dan sluit dit zaalvenster."


def run(root: Path, theme: str = LIGHT.name, *, debug: bool = False) -> int:
    """Open the room window and return the exit code."""
    guard_pastes()
    app = Zaal(root, theme)
    Zaal.SHOW_TRACEBACK = debug
    app.run(mouse=False)
    return app.return_code or 0


class RoomScreen(Screen[None], inherit_bindings=False):
    """Nothing but the zaalbeeld; a sentence about stopping stands over its last line for a moment."""

    AUTO_FOCUS = None
    ALLOW_SELECT = False
    CSS = """
    RoomScreen { background: $background; color: $foreground; layers: room said; overflow: hidden; }
    RoomScreen RoomPanel { layer: room; }
    RoomScreen #said {
        layer: said; dock: bottom; height: auto; display: none;
        background: $foreground; color: $background; text-align: center;
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self.panel = RoomPanel()
        self.said = Static(id="said", markup=False)

    def compose(self) -> ComposeResult:
        yield self.panel
        yield self.said


class Zaal(QuietCrash, App[None], inherit_bindings=False):
    """Follows the zaalbeeld in the store, and says there what stands on its screen."""

    TITLE = "zaal"
    ENABLE_COMMAND_PALETTE = False
    COMMANDS: ClassVar = set()
    AUTO_FOCUS = None
    BINDINGS: ClassVar = [("ctrl+q", "stop", ""), ("ctrl+c", "how_to_stop", "")]
    SHOW_TRACEBACK: ClassVar[bool] = False

    def __init__(self, root: Path, theme: str = LIGHT.name, clock: Clock = wall_clock) -> None:
        super().__init__()
        for one in THEMES:
            self.register_theme(one)
        self.theme = theme
        self.root = root
        self.clock = clock
        self.window = secrets.token_hex(8)
        self.room = RoomScreen()
        self._follower = Follower(root)
        self._looks = 0
        self._sure_until = 0
        self._said_until = 0
        self._tell_at = 0
        self._told: dict[str, object] = {}
        self._looked: tuple[object, ...] = ()

    def get_default_screen(self) -> Screen[None]:
        return self.room

    def get_line_filters(self) -> Sequence[LineFilter]:
        return [*super().get_line_filters(), *few_colours(self.console)]

    def on_mount(self) -> None:
        safe_signals(self)
        self.look()
        self.run_worker(self._keep_looking())

    async def _keep_looking(self) -> None:
        while True:  # with a timer of Textual an idle room takes 0.9 % of a core, so it takes 0.4 %
            await asyncio.sleep(1 / LOOKS_PER_SECOND)
            self.look()

    def look(self) -> None:
        """Show what the room may see now, and say so in the store: at once when it is new, else every second."""
        self._follower.look()
        self._looks += 1
        view = self._follower.view
        left = minutes_left(view, self.clock()) if view else None
        left = min(left, view.allotted) if view and left is not None else None
        said = self._looks < self._said_until and not (view and view.blank)
        now = (view, left, said, self.size)
        if now == self._looked and self._looks < self._tell_at:
            return
        self._looked = now
        if view is None:
            self.room.panel.wait(self._follower.waiting.value)
        else:
            self.room.panel.show(view, left)
        self.room.said.display = said
        self.call_after_refresh(self._report, view)

    def _report(self, view: RoomView | None) -> None:
        size = self.size
        _, pages = self.room.panel.page
        page = view.page % pages if view else 0
        seen = {"session": view.session, "number": view.number} if view else {}
        drawn = {"columns": size.width, "rows": size.height, "page": page, "pages": pages, **seen}
        if drawn != self._told or self._looks >= self._tell_at:
            self._told, self._tell_at = drawn, self._looks + LOOKS_PER_SECOND
            report_window(self.root, WindowState.model_validate({"window": self.window, "at": self.clock(), **drawn}))

    def on_unmount(self) -> None:
        remove_window(self.root, self.window)

    def action_stop(self) -> None:
        """Stop at the second press: a stray key never closes the room."""
        if self._looks < self._sure_until:
            self.exit()
        else:
            self._sure_until = self._looks + SURE
            self._say(ONCE_MORE)

    def action_how_to_stop(self) -> None:
        self._say(HOW_TO_STOP)

    def _say(self, sentence: str) -> None:
        self.room.said.update(sentence)
        self._said_until = self._looks + SURE
        self.look()

    def _last_words(self) -> str:
        if self.SHOW_TRACEBACK:
            return super()._last_words()
        return "Het zaalvenster is onverwacht gestopt.\nStart het opnieuw met: gesprekskaarten zaal"
