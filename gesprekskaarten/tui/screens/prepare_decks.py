"""Which decks lie on the table: those the draaiboek needs always come along."""

from collections.abc import Sequence

from textual.content import Content

from gesprekskaarten.domain.playbook import Playbook
from gesprekskaarten.tui.commands import Command
from gesprekskaarten.tui.screens.lists import TickScreen


class DecksScreen(TickScreen):
    """Dismisses with the decks that are ticked; those of the draaiboek stay."""

    def __init__(self, options: Sequence[tuple[str, Content]], ticked: Sequence[str], playbook: Playbook) -> None:
        super().__init__("Welke decks?", options, ticked)
        self._playbook = playbook

    def reason(self, command: Command) -> str | None:
        if command.id == "tick" and self.board.selected in self._playbook.head.decks:
            return f"Dit deck hoort bij het draaiboek “{self._playbook.title}”. Kies met r een ander draaiboek."
        return super().reason(command)
