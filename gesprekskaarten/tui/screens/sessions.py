"""All sessions in the store, to open one."""

from typing import ClassVar

from textual.content import Content

from gesprekskaarten.errors import AppError
from gesprekskaarten.storage.archive import Archive, Entry
from gesprekskaarten.tui import board
from gesprekskaarten.tui.commands import Command
from gesprekskaarten.tui.screens.lists import ListScreen
from gesprekskaarten.tui.widgets.rows import Row


class Sessions(ListScreen[str | None]):
    """Dismisses with the name of the session that was chosen, or None."""

    COMMANDS: ClassVar = (
        Command("open", ("enter",), "openen", "Open het gekozen gesprek.", bar=90),
        Command("back", ("escape",), "terug", "Ga terug naar het begin.", bar=80),
    )

    def __init__(self, archive: Archive) -> None:
        super().__init__("Alle gesprekken")
        self._archive = archive
        self._entries: list[Entry] = []

    def on_mount(self) -> None:
        try:
            self._entries = self._archive.sessions()
        except AppError as error:
            self.board.set_rows([board.plain(f"{error.message} {error.hint}")])
            return
        rows = [_row(entry) for entry in self._entries]
        none = [board.plain("Er zijn nog geen gesprekken. Met n op het startscherm begin je er een.")]
        self.board.set_rows([*(rows or none), board.gap(), board.plain(f"Ze staan in {self._archive.root}")])
        self.choose_first()

    def reason(self, command: Command) -> str | None:
        if command.id != "open":
            return None
        entry = next((entry for entry in self._entries if entry.name == self.board.selected), None)
        if entry is None:
            return "Er is geen gesprek om te openen."
        return entry.problem

    def do_open(self) -> None:
        self.dismiss(self.board.selected)

    def do_back(self) -> None:
        self.dismiss(None)


def _row(entry: Entry) -> Row:
    summary = entry.summary
    if summary is None:
        text = Content.assemble((entry.name, "bold"), f" – kan niet open: {entry.problem}")
        return Row(text, key=entry.name, hanging=2)
    where = f", {summary.place}" if summary.place else ""
    state = "afgesloten" if summary.closed else f"bij {summary.round_title}" if summary.round_title else "voorbereid"
    waiting = f", {summary.unconfirmed} nog niet bevestigd" if summary.unconfirmed else ""
    text = Content.assemble(
        (summary.title or "(geen titel)", "bold"),
        f" – {summary.date:%d-%m-%Y}{where} · {state} · {board.rules(summary.lines)}{waiting} · {entry.name}",
    )
    return Row(text, key=entry.name, hanging=2)
