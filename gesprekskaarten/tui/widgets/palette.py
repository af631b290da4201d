"""Ctrl+p: find a command by a part of its name."""

import unicodedata
from collections.abc import Callable, Sequence

from textual import events
from textual.app import ComposeResult
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from gesprekskaarten.tui.commands import Command, key_names
from gesprekskaarten.tui.typed import as_typed
from gesprekskaarten.tui.widgets.rows import Row, Rows

_LONGEST = 60


def fold(text: str) -> str:
    """Return `text` without accents and capitals, to search in."""
    return "".join(
        character for character in unicodedata.normalize("NFD", text.casefold()) if not unicodedata.combining(character)
    )


def matching(commands: Sequence[Command], wanted: str) -> list[Command]:
    """Return the commands that have every word of `wanted`; those with it in their name come first."""
    words = fold(wanted).split()
    found = [
        command
        for command in commands
        if all(word in fold(f"{command.name} {command.help} {command.group}") for word in words)
    ]
    return sorted(found, key=lambda command: not all(word in fold(command.name) for word in words))


class Palette(ModalScreen[Command | None]):
    """Type to filter, ↑ ↓ to choose, Enter to do; what cannot be done now says why."""

    DEFAULT_CSS = """
    Palette { align: left top; background: $background; }
    Palette > Static { width: 1fr; height: auto; padding: 0 1; background: $panel; }
    Palette > #wanted { text-style: bold; }
    Palette > Rows { height: 1fr; padding: 0 1; }
    """

    def __init__(self, commands: Sequence[Command], reason: Callable[[Command], str | None]) -> None:
        super().__init__()
        self._commands = {command.id: command for command in commands}
        self._reason = reason
        self._wanted = ""

    def compose(self) -> ComposeResult:
        yield Static(id="wanted")
        yield Static(Content("Typ een woord · ↑ ↓ kiezen · Enter doen · Esc sluiten"))
        yield Rows()

    def on_mount(self) -> None:
        self._redraw()

    def _redraw(self) -> None:
        self.query_one("#wanted", Static).update(Content(f"Opdracht: {self._wanted}_"))
        found = matching(tuple(self._commands.values()), self._wanted)
        board = self.query_one(Rows)
        if not found:
            board.set_rows([Row(Content("Geen opdracht met dit woord. Haal letters weg met Backspace."))])
            return
        board.set_rows([self._row(command) for command in found])
        board.select(found[0].id)
        board.press("home")

    def _row(self, command: Command) -> Row:
        why_not = self._reason(command)
        parts = [Content(command.name).stylize("bold"), Content(f" ({key_names(command)}): {command.help}")]
        if why_not is not None:
            parts.append(Content(f" Nu niet: {why_not}"))
        return Row(Content("").join(parts), command.id, hanging=2)

    def on_key(self, event: events.Key) -> None:
        event.stop()
        event.prevent_default()
        if not self.is_current:
            return
        match event.key:
            case "escape" | "ctrl+p":
                self.dismiss(None)
            case "enter":
                self._pick()
            case "backspace":
                self._wanted = self._wanted[:-1]
                self._redraw()
            case "ctrl+u":
                self._wanted = ""
                self._redraw()
            case key if key in Rows.KEYS:
                self.query_one(Rows).press(key)
            case _ if event.is_printable and event.character is not None:
                self._add(event.character)

    def on_rows_again(self) -> None:
        self._pick()

    def on_paste(self, event: events.Paste) -> None:
        event.stop()
        self._add(event.text)

    def _add(self, text: str) -> None:
        self._wanted = (self._wanted + as_typed(text))[:_LONGEST]
        self._redraw()

    def _pick(self) -> None:
        key = self.query_one(Rows).selected
        command = self._commands.get(key) if key is not None else None
        if command is not None and self._reason(command) is None:
            self.dismiss(command)
