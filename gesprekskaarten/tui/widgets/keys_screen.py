"""F1: every key of the screen below, what it does and why not now."""

from collections.abc import Callable, Sequence

from textual import events
from textual.app import ComposeResult
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from gesprekskaarten.tui.commands import Command, by_group, key_names, works_while_typing
from gesprekskaarten.tui.widgets.rows import Row, Rows

Reason = Callable[[Command], str | None]
_KEYS_WIDTH = 12


def key_rows(commands: Sequence[Command], reason: Reason) -> list[Row]:
    """Return the list of keys, group by group."""
    rows: list[Row] = []
    for group, members in by_group(commands):
        if rows:
            rows.append(Row(Content("")))
        rows.append(Row(Content(group).stylize("bold underline")))
        for command in members:
            keys = key_names(command)
            gap = " " * max(2, _KEYS_WIDTH - len(keys))
            parts = [Content(keys).stylize("bold"), Content(gap), Content(command.name).stylize("bold")]
            parts.append(Content(f": {command.help}"))
            if (why_not := reason(command)) is not None:
                parts.append(Content(f" Nu niet: {why_not}"))
            rows.append(Row(Content("").join(parts), hanging=_KEYS_WIDTH))
    return rows


class KeysScreen(ModalScreen[Command | None]):
    """The list of keys; an F key or ctrl key of the screen below closes it and is done there."""

    DEFAULT_CSS = """
    KeysScreen { align: left top; background: $background; }
    KeysScreen > Static { width: 1fr; height: auto; padding: 0 1; background: $panel; text-style: bold; }
    KeysScreen > Rows { height: 1fr; padding: 0 1; }
    """

    def __init__(self, commands: Sequence[Command], reason: Reason) -> None:
        super().__init__()
        self._commands = tuple(commands)
        self._reason = reason

    def compose(self) -> ComposeResult:
        yield Static(Content("Toetsen · ↑ ↓ PgUp PgDn bladeren · Esc sluiten"))
        yield Rows(key_rows(self._commands, self._reason))

    def on_key(self, event: events.Key) -> None:
        event.stop()
        event.prevent_default()
        if not self.is_current:
            return
        if event.key in ("escape", "f1", "question_mark"):
            self.dismiss(None)
            return
        if event.key in Rows.KEYS:
            self.query_one(Rows).press(event.key)
            return
        for command in self._commands:
            if command.answers_to(event.key, typing=True) and works_while_typing(event.key):
                self.dismiss(command)
                return
