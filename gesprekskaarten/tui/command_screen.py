"""The screen and the app that run commands by key, key bar, palette and list of keys.

`CommandApp` sets what Textual would otherwise say or do in English: no command palette or system commands of
Textual's own (`ENABLE_COMMAND_PALETTE`, `COMMANDS`), no inherited bindings (ctrl+q that quits at once and ctrl+c
that answers in English), no automatic focus, no tooltips. Ctrl+q is a command of each screen; ctrl+c copies what is
selected and otherwise says in Dutch how to stop.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from inspect import isawaitable
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar, cast

from textual import events
from textual.app import App, ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.filter import LineFilter
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from gesprekskaarten.tui.commands import PROGRAM_COMMANDS, Command
from gesprekskaarten.tui.terminal import QuietCrash, safe_signals
from gesprekskaarten.tui.themes import LIGHT, THEMES, few_colours
from gesprekskaarten.tui.widgets.ask import Ask
from gesprekskaarten.tui.widgets.choice import Choice
from gesprekskaarten.tui.widgets.key_bar import Item, KeyBar, items
from gesprekskaarten.tui.widgets.keys_screen import KeysScreen
from gesprekskaarten.tui.widgets.palette import Palette
from gesprekskaarten.tui.widgets.question_bar import QuestionBar
from gesprekskaarten.tui.widgets.rows import Rows

if TYPE_CHECKING:
    from gesprekskaarten.tui.invoer import Invoer

BASE_CSS = Path(__file__).with_name("base.tcss")
"""For an app that adds its own: `CSS_PATH = [BASE_CSS, ...]`."""

HOLD = 2.0
"""Seconds a key waits for what the key before it started, at most: a slow disk never takes the keyboard away."""
GLANCE = 0.005
EMERGENCY = ("f8", "f9")
"""Keys that must work at any moment of a conversation."""

Result = TypeVar("Result")


class CommandScreen(Screen[Result], Generic[Result]):
    """A screen that declares its commands in `COMMANDS`, does them in `do_<id>` and shows itself in `body`.

    A `do_<id>` may be async: then it runs as a worker, so it can wait for a dialog with `push_screen_wait`.
    Call `refresh_commands` when what can be done has changed.
    """

    SAYS_WHO_LOOKS: ClassVar[bool] = False
    """Whether the screen itself says that the room sees it."""

    # Textual reads its own COMMANDS only for its own palette, which CommandApp switches off.
    COMMANDS: ClassVar[tuple[Command, ...]] = ()  # type: ignore[assignment]

    DEFAULT_CSS = """
    CommandScreen > #body { height: 1fr; }
    CommandScreen > #body > #seen { width: auto; height: 1; margin: 0 1; }
    CommandScreen > #bars { dock: bottom; height: auto; }
    CommandScreen > #bars > KeyBar { dock: none; }
    """

    def __init__(self, name: str | None = None, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(name, id, classes)
        self.pressed = ""
        """The key of the command that runs; of use to a command with more keys."""
        self.under_way = 0
        """How many commands that take a while were begun and are not done."""
        self.question_bar = QuestionBar()
        self.key_bar = KeyBar()

    def compose(self) -> ComposeResult:
        with Vertical(id="body"):
            if isinstance(self.app, CommandApp) and self.app.room_looks_along and not self.SAYS_WHO_LOOKS:
                yield Static(Content.styled(" De zaal ziet dit ", "bold reverse"), id="seen")
            yield from self.body()
        with Vertical(id="bars"):
            yield self.question_bar
            yield self.key_bar

    def body(self) -> ComposeResult:
        """Yield what stands above the bars."""
        yield from ()

    @property
    def commands(self) -> tuple[Command, ...]:
        """All commands of this screen now, without those of the program; override it to add or leave out some."""
        return self.COMMANDS

    @property
    def all_commands(self) -> tuple[Command, ...]:
        """The commands of this screen and of the program; a screen may declare its own `quit`."""
        own = self.commands
        ids = {command.id for command in own}
        return own + tuple(command for command in PROGRAM_COMMANDS if command.id not in ids)

    def reason(self, command: Command) -> str | None:
        """Say in a Dutch sentence why `command` cannot be done now; None when it can."""
        return None

    def handler(self, command: Command) -> Callable[[], Awaitable[None] | None]:
        """Return what does `command`: by default the method `do_<id>` of this screen."""
        found: Callable[[], Awaitable[None] | None] = getattr(self, f"do_{command.id}")
        return found

    @property
    def typing(self) -> "Invoer | None":
        """The field somebody types in; None outside typing mode."""
        focused = self.focused
        return cast("Invoer", focused) if getattr(focused, "takes_words", False) else None

    def say(self, text: str) -> None:
        """Show a Dutch sentence for a while, above the key bar."""
        self.question_bar.say(text)

    def refresh_commands(self) -> None:
        """Show again which keys can be pressed now."""
        self.key_bar.set_items(self._bar_items())

    def _bar_items(self) -> list[Item]:
        invoer = self.typing
        possible = [
            command
            for command in self.all_commands
            if self.reason(command) is None and any(command.answers_to(key, invoer is not None) for key in command.keys)
        ]
        if isinstance(self.focused, Choice):
            return items(Choice.HINTS, [command for command in possible if command.always])
        return items(invoer.hints if invoer is not None else (), possible)

    def run_command(self, command: Command) -> None:
        """Do `command`, or say why it cannot be done now."""
        why_not = self.reason(command)
        if why_not is not None:
            self.say(why_not)
            return
        self.question_bar.fall_silent()
        outcome = self.handler(command)()
        if isawaitable(outcome):
            self.under_way += 1
            self.run_worker(self._finish(outcome), group="commands")

    async def _finish(self, outcome: Awaitable[None]) -> None:
        try:
            await outcome
        finally:
            self.under_way -= 1

    async def _wait_for_commands(self) -> None:
        """Hold a key until what the keys before it started is done, asks something, or opened another screen."""
        for _ in range(round(HOLD / GLANCE)):
            if not self.under_way or self.asks or self.app.screen is not self:
                return
            await asyncio.sleep(GLANCE)

    @property
    def asks(self) -> bool:
        """Tell whether a command waits for an answer, so that no key has to wait for that command."""
        return self.typing is not None or isinstance(self.focused, Choice)

    def _for_another(self, event: events.Key) -> bool:
        """Pass on a key that was pressed just before a field, a choice or a screen opened for it."""
        there: Widget | None = None
        if self.app.screen is not self:
            there = self.app.screen
        elif (self.typing is not None or isinstance(self.focused, Choice)) and event.key != "question_mark":
            there = self.focused if event.is_printable else None
        if there is not None:
            there.post_message(events.Key(event.key, event.character))
        return there is not None

    def find_command(self, key: str) -> Command | None:
        """Return the command that `key` runs now."""
        typing = self.typing is not None
        return next((command for command in self.all_commands if command.answers_to(key, typing)), None)

    async def on_key(self, event: events.Key) -> None:
        await self._wait_for_commands()
        command = self.find_command(event.key)
        if self._for_another(event):
            event.stop()
            event.prevent_default()
        elif command is not None:
            event.stop()
            event.prevent_default()
            self.pressed = event.key
            self.run_command(command)
        elif self.focused is None and event.key in Rows.KEYS:
            board = next((board for board in self.query(Rows) if board.is_on_screen), None)
            if board is not None and board.press(event.key):
                event.stop()

    def on_key_bar_pressed(self, event: KeyBar.Pressed) -> None:
        event.stop()
        self.app.simulate_key(event.key)

    def on_mount(self) -> None:
        self.watch(self, "focused", self.refresh_commands, init=True)

    def on_screen_resume(self) -> None:
        self.refresh_commands()

    def on_invoer_too_long(self, event: "Invoer.TooLong") -> None:
        self.say(event.sentence)

    def do_show_keys(self) -> None:
        self.app.push_screen(KeysScreen(self.all_commands, self.reason), self._run_picked)

    def do_palette(self) -> None:
        self.app.push_screen(Palette(self.all_commands, self.reason), self._run_picked)

    def do_quit(self) -> Awaitable[None] | None:
        """Stop, after a question when something typed would be lost."""
        from gesprekskaarten.tui.invoer import Invoer

        if any(field.draft.strip() for field in self.query(Invoer)):
            question = "Er staat nog een regel die niet is vastgelegd. Toch stoppen?"
            self.app.push_screen(Ask(question), self._quit_if)
        else:
            self.app.exit()
        return None

    def _quit_if(self, sure: bool | None) -> None:
        if sure:
            self.app.exit()

    def _run_picked(self, command: Command | None) -> None:
        if command is not None:
            self.run_command(command)


class CommandApp(QuietCrash, App[Result], Generic[Result], inherit_bindings=False):
    """An app whose screens are `CommandScreen`s: Dutch, quiet when it crashes, clean when it is stopped."""

    ENABLE_COMMAND_PALETTE = False
    COMMANDS: ClassVar = set()
    AUTO_FOCUS = None
    BINDINGS: ClassVar = [("ctrl+c", "how_to_stop", "")]
    CSS_PATH: ClassVar = [BASE_CSS]

    def __init__(self) -> None:
        super().__init__()
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = LIGHT.name

    def on_mount(self) -> None:
        safe_signals(self)

    @property
    def room_looks_along(self) -> bool:
        """Whether people in the room see this screen now."""
        return False

    def on_key(self, event: events.Key) -> None:
        """Zwart and niet opnemen work whatever lies over the conversation: that closes first."""
        below = (screen for screen in self.screen_stack[:-1] if isinstance(screen, CommandScreen))
        if event.key in EMERGENCY and any(screen.find_command(event.key) for screen in below):
            event.stop()
            self.screen.dismiss(None)
            self.simulate_key(event.key)

    def get_line_filters(self) -> Sequence[LineFilter]:
        return [*super().get_line_filters(), *few_colours(self.console)]

    def action_how_to_stop(self) -> None:
        if isinstance(self.screen, CommandScreen):
            self.screen.say("Met ctrl+c stop je niet. Stoppen doe je met ctrl+q.")
