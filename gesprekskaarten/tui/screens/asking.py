"""A list screen that asks at its bottom: words or a choice."""

from collections.abc import Callable
from typing import ClassVar, Generic

from textual.app import ComposeResult

from gesprekskaarten.domain.commands import Intent
from gesprekskaarten.tui.commands import Command
from gesprekskaarten.tui.desk import Desk
from gesprekskaarten.tui.rounds.base import Outcome
from gesprekskaarten.tui.screens.lists import ListScreen, Result
from gesprekskaarten.tui.widgets.choice import Choice
from gesprekskaarten.tui.widgets.key_bar import items
from gesprekskaarten.tui.widgets.question_bar import Tone

HALF_TYPED = (
    Command("type_on", ("enter",), "verder typen", "Typ verder in het veld.", "Typen", bar=100),
    Command("put_away", ("escape",), "laat zo", "Sluit het veld. Wat je typte, komt de volgende keer terug.", bar=90),
)
"""What Enter and Esc mean while a field is open in which nobody types."""
_TAKEN = {key for command in HALF_TYPED for key in command.keys}


class AskingScreen(ListScreen[Result], Generic[Result]):
    """Its async commands wait for `words`, or for the choice of `desk`."""

    COMMANDS: ClassVar[tuple[Command, ...]] = ()

    def __init__(self, title: str) -> None:
        super().__init__(title)
        self.desk = Desk(_nothing_to_save, self.say)

    def body(self) -> ComposeResult:
        yield from super().body()
        yield self.desk

    @property
    def commands(self) -> tuple[Command, ...]:
        usual = super().commands
        if not self.desk.waiting or self.typing is not None:
            return usual
        return (*HALF_TYPED, *(command for command in usual if not _TAKEN.intersection(command.keys)))

    @property
    def asks(self) -> bool:
        return super().asks or self.desk.waiting

    def refresh_commands(self) -> None:
        if isinstance(self.focused, Choice):
            self.key_bar.set_items(items(Choice.HINTS, ()))
        else:
            super().refresh_commands()

    async def words(
        self,
        label: str,
        save: Callable[[str], str | None],
        *,
        text: str = "",
        optional: bool = False,
        example: str = "",
        warning: str = "",
    ) -> Outcome:
        """Ask for words; `save` takes them, or says in Dutch why not. `warning` stands there while they are typed."""
        if warning:
            self.question_bar.ask(warning, tone=Tone.VRAAG)
        try:
            return await self.desk.ask_words(label, label, save, text=text, optional=optional, placeholder=example)
        finally:
            if warning:
                self.question_bar.withdraw()
            self.refresh_commands()

    def do_type_on(self) -> None:
        self.desk.focus_words()

    def do_put_away(self) -> None:
        self.workers.cancel_group(self, "commands")


async def _nothing_to_save(intent: Intent) -> bool:
    """Nothing asked here is an intent: there is no session yet."""
    raise TypeError(intent)
