"""Help for the leader when the conversation gets difficult: two sentences to say, and one thing to do."""

from typing import ClassVar

from textual import events
from textual.content import Content

from gesprekskaarten.domain.playbook import Situation
from gesprekskaarten.tui import board
from gesprekskaarten.tui.commands import Command
from gesprekskaarten.tui.screens.side import Side
from gesprekskaarten.tui.widgets.rows import Row, Rows

ACTIONS = {
    "zwart": "Maak het zaalbeeld zwart",
    "pauze": "Neem 5 minuten pauze",
    "schrappen": "Schrap een regel",
    "beurt": "Geef iemand anders het woord",
    "parkeren": "Parkeer het",
}


class Situations(Side[str]):
    """Returns the actions that the leader takes, in order, with a space between them."""

    COMMANDS: ClassVar[tuple[Command, ...]] = (
        Command("act", ("enter",), "doen", "Doe wat er bij de gekozen situatie staat.", "Hulp", bar=80),
        Command("pick", tuple("123456789"), "een situatie", "Kies de situatie met dit cijfer voor de naam.", "Hulp"),
    )
    AGAIN = "enter"

    def __init__(self, situations: tuple[Situation, ...], seen: bool) -> None:
        super().__init__(seen)
        self.situations = situations

    def heading(self) -> str:
        return "Hulp: wat gebeurt er?"

    @property
    def chosen(self) -> Situation | None:
        return next((one for one in self.situations if one.id == self.board.selected), None)

    def rows(self) -> list[Row]:
        if not self.situations:
            return [board.plain("In dit draaiboek staat geen hulp bij situaties.")]
        return [self._row(number, situation) for number, situation in enumerate(self.situations, 1)]

    def _row(self, number: int, situation: Situation) -> Row:
        """The chosen situation is open: name, sentences and action are one row, so that they are seen together."""
        lines = [f"{number}  {situation.name}"]
        if situation.id == self.board.selected:
            lines += [f"– “{sentence}”" for sentence in situation.sentences]
            steps = [ACTIONS[action] for action in actions_of(situation)]
            if steps:
                lines.append(f"Enter: {', en dan: '.join(steps)}.")
        return Row(Content("\n".join(lines)), key=situation.id)

    def on_rows_selected(self, event: Rows.Selected) -> None:
        chosen = self.board.selected
        self.show_again()
        if chosen is not None:
            self.board.show(chosen)

    def reason(self, command: Command) -> str | None:
        if command.id == "act" and (self.chosen is None or not actions_of(self.chosen)):
            return "Hier hoort geen stap bij: zeg een van de zinnen."
        return None

    async def on_key(self, event: events.Key) -> None:
        if event.key.isdecimal() and 1 <= int(event.key) <= len(self.situations):
            self.board.select(self.situations[int(event.key) - 1].id)
            event.stop()
            event.prevent_default()

    def do_pick(self) -> None:
        self.say("Druk op het cijfer dat voor de situatie staat.")

    def do_act(self) -> None:
        if self.chosen is not None:
            self.dismiss(" ".join(actions_of(self.chosen)))


def actions_of(situation: Situation) -> list[str]:
    """Return what to do, in order; nothing when there is nothing to do but to say something."""
    wanted = ["zwart" if situation.blank else "", situation.action]
    return [action for action in dict.fromkeys(wanted) if action]
