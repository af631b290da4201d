"""The parkeerlijst: what was kept for later, in every round."""

from collections.abc import Sequence
from typing import ClassVar

from textual.content import Content

from gesprekskaarten.domain.commands import Confirm, Intent, Withdraw
from gesprekskaarten.domain.lines import Kind, Line
from gesprekskaarten.tui import board
from gesprekskaarten.tui.commands import Command
from gesprekskaarten.tui.screens.side import TableSide
from gesprekskaarten.tui.widgets.rows import Row

NOTHING_CHOSEN = "Er is geen regel gekozen."


class Parked(TableSide[None]):
    """Lists the parked lines; they can be confirmed and withdrawn here."""

    COMMANDS: ClassVar[tuple[Command, ...]] = (
        Command("confirm", ("j",), "akkoord", "De gekozen regel klopt en komt in het verslag.", "Parkeerlijst", bar=80),
        Command("withdraw", ("x",), "intrekken", "Haal de gekozen regel van de lijst.", "Parkeerlijst", bar=75),
    )

    def heading(self) -> str:
        return "Parkeerlijst: bewaard voor later"

    def summary(self) -> Sequence[str]:
        return ["Alleen wat akkoord is (✓), komt in het verslag."]

    @property
    def lines(self) -> list[Line]:
        return list(self.session.lines_of(None, Kind.PARKEREN))

    @property
    def chosen(self) -> Line | None:
        return next((line for line in self.lines if board.line_key(line) == self.board.selected), None)

    def rows(self) -> list[Row]:
        lines = self.lines
        if not lines:
            return [
                board.plain("Er staat niets op de parkeerlijst. Typ in een ronde een regel en kies met Tab “parkeren”.")
            ]
        rows: list[Row] = []
        for round in self.session.material.playbook.rounds:
            here = [line for line in lines if line.round == round.id]
            if here:
                rows += [board.heading(round.title), *(self._row(line) for line in here)]
        return rows

    def _row(self, line: Line) -> Row:
        sign, state = ("✓", "akkoord") if line.agreed else ("?", "nog niet akkoord")
        who = self.session.actor_name(getattr(line, "actor", ""))
        content = Content.assemble(f"{sign} ", (f"{who}: ", "bold"), Content(f"{line.text} ({state})"))
        return Row(content, key=board.line_key(line), hanging=2)

    def reason(self, command: Command) -> str | None:
        wishes: dict[str, type[Confirm | Withdraw]] = {"confirm": Confirm, "withdraw": Withdraw}
        if command.id not in wishes:
            return None
        line = self.chosen
        if line is None:
            return NOTHING_CHOSEN
        if command.id == "confirm" and line.agreed:
            return "Deze regel is al bevestigd."
        return self.refusal(Confirm([line.id]) if command.id == "confirm" else Withdraw(line.id))

    async def do_confirm(self) -> None:
        line = self.chosen
        if line is not None:
            await self._do(Confirm([line.id]))

    async def do_withdraw(self) -> None:
        line = self.chosen
        if line is not None and await self._do(Withdraw(line.id)):
            self.say("Ingetrokken. In het gesprek haal je de regel met u terug.")

    async def _do(self, intent: Intent) -> bool:
        return await self.save(lambda: intent)
