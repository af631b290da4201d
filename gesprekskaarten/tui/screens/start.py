"""The first screen: go on, begin, look at the example, find a session, see the decks."""

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from gesprekskaarten.errors import AppError
from gesprekskaarten.storage.archive import Entry
from gesprekskaarten.tui.command_screen import CommandScreen
from gesprekskaarten.tui.commands import Command
from gesprekskaarten.tui.text_rows import bullet, gap
from gesprekskaarten.tui.widgets.rows import Row, Rows

if TYPE_CHECKING:
    from gesprekskaarten.conduct.conductor import Conductor
    from gesprekskaarten.tui.app import GesprekApp

PATIENCE = 0.1
"""Seconds after which the decks are looked at: first the screen stands there whole."""
CHOICES = {
    "resume": "Verder met het laatste gesprek",
    "new": "Nieuw gesprek",
    "example": "Voorbeeld bekijken",
    "copy": "Oefenen met een kopie van het voorbeeld",
    "sessions": "Alle gesprekken",
    "decks": "Decks en kaarten",
    "show_keys": "Hulp: alle toetsen",
    "quit": "Stoppen",
}


class Start(CommandScreen[None]):
    """Says in one list what can be done; every line has its letter."""

    COMMANDS: ClassVar = (
        Command("take", ("enter",), "doen", "Doe wat in de lijst is gekozen.", "Beginnen", bar=90),
        Command("resume", ("h",), "hervat", "Ga verder met het laatste gesprek.", "Beginnen", bar=80),
        Command("new", ("n",), "nieuw gesprek", "Bereid een nieuw gesprek voor.", "Beginnen", bar=85),
        Command("example", ("v",), "voorbeeld", "Bekijk een ingevuld gesprek. Niets verandert.", "Beginnen", bar=40),
        Command("copy", ("o",), "oefenen", "Maak een kopie van het voorbeeld om zelf te proberen.", "Beginnen"),
        Command("sessions", ("g",), "gesprekken", "Zoek een gesprek op.", "Beginnen", bar=50),
        Command("decks", ("d",), "decks", "Bekijk decks, kaarten en casussen.", "Beginnen", bar=30),
        Command("light", ("l",), "licht of donker", "Kies een licht of een donker scherm.", "Beeld"),
    )

    DEFAULT_CSS = """
    Start #title { text-style: bold; padding: 1 2 0 2; }
    Start #what { padding: 0 2 1 2; }
    Start Rows { padding: 0 2; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.board = Rows()
        self._latest: Entry | None = None
        self._decks_are_known = False

    def body(self) -> ComposeResult:
        yield Static(Content("Gesprekskaarten"), id="title")
        yield Static(Content("Samen in gesprek over de grenzen tussen Wmo, Zvw en Wlz."), id="what")
        yield self.board

    @property
    def program(self) -> "GesprekApp":
        return cast("GesprekApp", self.app)

    def on_mount(self) -> None:
        self.show_again()
        self.set_timer(PATIENCE, self._look_at_decks)

    def _look_at_decks(self) -> None:
        self._decks_are_known = True
        if self.program.library.problems:
            self.show_again()

    def on_screen_resume(self) -> None:
        self.show_again()

    def show_again(self) -> None:
        """Look again at which sessions there are."""
        trouble = ""
        try:
            entries = self.program.archive.sessions()
        except AppError as error:
            entries, trouble = [], f"{error.message} {error.hint}"
        going = [entry for entry in entries if entry.summary and not entry.summary.closed]
        self._latest = going[0] if going else None
        self.board.set_rows(self._rows(len(entries), trouble))
        if self.board.selected is None:
            self.board.select("resume" if self._latest else "new")
        self.refresh_commands()

    def _rows(self, count: int, trouble: str) -> list[Row]:
        letters = {command.id: command.keys[0] for command in self.all_commands}
        rows = []
        for id, text in CHOICES.items():
            if id == "resume" and self._latest is None:
                continue
            letter = {"show_keys": "F1", "quit": "ctrl+q"}.get(id, letters[id])
            more = self._more(id, count)
            content = Content.assemble((f"{letter}  ", "bold"), text, f" – {more}" if more else "")
            rows.append(Row(content, key=id, hanging=3))
        problems = len(self.program.library.problems) if self._decks_are_known else 0
        if problems:
            noun = "1 fout" if problems == 1 else f"{problems} fouten"
            rows += [gap(), bullet(f"In je decks staan {noun}. Kijk bij Decks en kaarten (d).", "!")]
        if trouble:
            rows += [gap(), bullet(trouble, "!")]
        return rows

    def _more(self, id: str, count: int) -> str:
        if id == "resume" and self._latest is not None and self._latest.summary is not None:
            summary = self._latest.summary
            place = f", {summary.place}" if summary.place else ""
            return f"{summary.title or '(geen titel)'} ({summary.date:%d-%m-%Y}{place})"
        if id == "sessions":
            return "nog geen" if not count else str(count)
        return ""

    def reason(self, command: Command) -> str | None:
        if command.id == "resume" and self._latest is None:
            return "Er is nog geen gesprek om mee verder te gaan."
        return None

    def do_take(self) -> None:
        chosen = self.board.selected
        command = next((one for one in self.all_commands if one.id == chosen), None)
        if command is not None:
            self.run_command(command)

    def on_rows_selected(self, event: Rows.Selected) -> None:
        event.stop()

    def on_rows_again(self) -> None:
        self.do_take()

    def do_resume(self) -> None:
        if self._latest is not None:
            self.open(self._latest.name)

    def open(self, name: str) -> None:
        """Open a session, or say why it cannot be opened."""
        try:
            self.program.lead(self.program.resume(name))
        except AppError as error:
            self.say(f"{error.message} {error.hint}".strip())

    async def do_new(self) -> None:
        from gesprekskaarten.tui.screens.prepare import Prepare

        preparation = await self.app.push_screen_wait(Prepare(self.program))
        while preparation is not None:
            try:
                self.program.lead(self.program.begin(preparation))
            except AppError as error:
                again = Prepare(self.program, preparation)
                again.call_after_refresh(again.say, f"{error.message} {error.hint}".strip())
                preparation = await self.app.push_screen_wait(again)
            else:
                return

    def do_example(self) -> None:
        from gesprekskaarten.conduct.example import show_example

        self._lead_example(lambda: show_example(self.program.library, self.program.temporary_folder()))

    def do_copy(self) -> None:
        from gesprekskaarten.conduct.example import copy_example

        self._lead_example(lambda: copy_example(self.program.library, self.program.root, self.program.clock))

    def _lead_example(self, make: "Callable[[], Conductor]") -> None:
        try:
            self.program.lead(make())
        except AppError as error:
            self.say(f"{error.message} {error.hint}".strip())

    async def do_sessions(self) -> None:
        from gesprekskaarten.tui.screens.sessions import Sessions

        name = await self.app.push_screen_wait(Sessions(self.program.archive))
        if name is not None:
            self.open(name)

    async def do_decks(self) -> None:
        from gesprekskaarten.tui.screens.decks import Decks

        await self.app.push_screen_wait(Decks(self.program.library))

    def do_light(self) -> None:
        self.app.theme = "donker" if self.app.theme == "licht" else "licht"
