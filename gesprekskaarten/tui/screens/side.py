"""What the screens beside the conversation share: a title, a board, Esc, and saving one wish after another."""

import asyncio
import datetime as dt
from collections.abc import Callable, Sequence
from typing import ClassVar, Generic, Protocol, TypeVar

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from gesprekskaarten.domain.commands import Intent, Refusal, decide
from gesprekskaarten.domain.session import Session
from gesprekskaarten.tui.command_screen import CommandScreen
from gesprekskaarten.tui.commands import Command
from gesprekskaarten.tui.leading import Leading
from gesprekskaarten.tui.widgets.lines import safe_content
from gesprekskaarten.tui.widgets.question_bar import Tone
from gesprekskaarten.tui.widgets.rows import Row, Rows

Result = TypeVar("Result")

SLOW = 1.0
"""Seconds of saving after which this screen says that something is wrong."""

ON_EVERY_SIDE = (
    Command("close", ("escape",), "terug", "Sluit dit scherm en ga terug naar het gesprek.", "Scherm", bar=90),
    Command(
        "blank", ("f9", "b"), "zwart", "Sluit dit scherm en maak het zaalbeeld zwart.", "Scherm", always=True, bar=10
    ),
    Command(
        "off_record", ("f8",), "niet opnemen", "Sluit dit scherm en neem even niets op.", "Scherm", always=True, bar=5
    ),
)


class AtTable(Protocol):
    """What a side screen asks of the conversation it stands beside."""

    @property
    def session(self) -> Session: ...

    @property
    def leading(self) -> Leading: ...

    @property
    def now(self) -> dt.datetime: ...

    async def perform(self, *intents: Intent) -> bool: ...


class Side(CommandScreen[Result], Generic[Result]):
    """A screen beside the conversation: a title and a board of rows. `seen`: the room looks at it too."""

    COMMANDS: ClassVar[tuple[Command, ...]] = ()
    SAYS_WHO_LOOKS = True
    AGAIN: ClassVar = ""
    """The key that a second click on a row stands for; "" for none."""

    DEFAULT_CSS = """
    Side #top { width: 1fr; height: auto; padding: 0 1; background: $panel; color: $foreground; }
    Side Rows { padding: 0 1; }
    """

    def __init__(self, seen: bool) -> None:
        super().__init__()
        self.seen = seen
        self.top = Static(id="top")
        self.board = Rows(id="board")

    def body(self) -> ComposeResult:
        yield self.top
        yield self.board

    def on_mount(self) -> None:
        # Textual runs the on_mount of CommandScreen after this one by itself.
        self.show_again()
        first = self.first_chosen()
        if first is not None:
            self.board.select(first)

    def heading(self) -> str:
        """Say what this screen is."""
        raise NotImplementedError

    def summary(self) -> Sequence[str]:
        """Return sentences that stay in sight under the heading."""
        return ()

    def rows(self) -> list[Row]:
        """Return what stands on the board now."""
        raise NotImplementedError

    def first_chosen(self) -> str | None:
        """Return the key of the row that is chosen when the screen opens."""
        return next((row.key for row in self.board.rows if row.key is not None), None)

    def show_again(self) -> None:
        """Draw everything as it is now; what was chosen stays chosen."""
        warning: list[str | tuple[str, str]] = [(" De zaal ziet dit ", "bold reverse"), "  "] if self.seen else []
        title = Content.assemble(*warning, (self.heading(), "bold"))
        lines = [title, *(Content(text) for text in self.summary())]
        self.top.update(Content("\n").join([safe_content(line) for line in lines]))
        self.board.set_rows(self.rows())
        self.refresh_commands()

    @property
    def commands(self) -> tuple[Command, ...]:
        return (*self.COMMANDS, *ON_EVERY_SIDE)

    def on_rows_selected(self, event: Rows.Selected) -> None:
        self.refresh_commands()

    def on_rows_again(self) -> None:
        if self.AGAIN:
            self.app.simulate_key(self.AGAIN)

    async def do_close(self) -> None:
        self.dismiss(None)

    def do_blank(self) -> None:
        self._press_below("f9")

    def do_off_record(self) -> None:
        self._press_below("f8")

    def _press_below(self, key: str) -> None:
        """Only the conversation changes what the room sees and what is recorded: close, and do it there."""
        self.dismiss(None)
        self.app.simulate_key(key)


class TableSide(Side[Result], Generic[Result]):
    """A side screen that changes the session: each change is saved before the screen shows it."""

    COMMANDS: ClassVar[tuple[Command, ...]] = ()

    def __init__(self, table: AtTable) -> None:
        super().__init__(seen=table.session.opened.screens == 1)
        self.table = table
        self._one_by_one = asyncio.Lock()

    @property
    def session(self) -> Session:
        return self.table.session

    def refusal(self, intent: Intent) -> str | None:
        """Say why `intent` cannot happen now; None when it can."""
        if not self.table.leading.conductor.leads:
            return "Je kijkt mee. Ga met Esc terug en druk op F4 als je hier wilt leiden."
        decision = decide(self.session, intent)
        return decision.reason if isinstance(decision, Refusal) else None

    async def save(self, wish: Callable[[], Intent]) -> bool:
        """Carry out what `wish` makes of the session after all earlier wishes; closing the screen does not stop it."""
        return await asyncio.shield(asyncio.ensure_future(self._save(wish)))

    async def _save(self, wish: Callable[[], Intent]) -> bool:
        async with self._one_by_one:
            intent = wish()
            why_not = self.refusal(intent)
            if why_not is not None:
                self.say(why_not)
                return False
            slow = self.set_timer(SLOW, self._say_slow) if self.is_attached else None
            try:
                saved = await self.table.perform(intent)
            finally:
                if slow is not None:
                    slow.stop()
        if self.is_attached:
            self.question_bar.withdraw()
            if not saved:
                self.say("Dit is niet gelukt. Ga met Esc terug: daar staat waarom.")
            self.show_again()
        return saved

    def _say_slow(self) -> None:
        self.question_bar.ask("Nog niet opgeslagen. Ga met Esc terug: daar staat waarom.", tone=Tone.ROOD)


def all_actors(session: Session) -> tuple[str, ...]:
    """Return everybody who has a chair or could have one, in spreekvolgorde."""
    return tuple(sorted({*session.present, *session.material.actors}, key=session.actor_order))


def seats(session: Session, actor: str) -> str:
    """Say how many people of this actor there are."""
    count = session.present.get(actor)
    if count is None:
        return "niet aan deze tafel"
    return people(count) if count else "lege stoel"


def people(count: int) -> str:
    return "1 persoon" if count == 1 else f"{count} mensen"
