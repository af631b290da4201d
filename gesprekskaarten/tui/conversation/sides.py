"""The screens beside the conversation: opened with a key, closed with Esc, the conversation goes on."""

from typing import TYPE_CHECKING

from gesprekskaarten.domain import events as ev
from gesprekskaarten.domain.commands import Happen
from gesprekskaarten.tui import board

if TYPE_CHECKING:
    from gesprekskaarten.tui.conversation.screen import Conversation


class Sides:
    """Opens each side screen and does what it answers. Imports wait until they are needed."""

    def __init__(self, screen: "Conversation") -> None:
        self.screen = screen

    async def do_presence(self) -> None:
        from gesprekskaarten.tui.screens.presence import Presence

        await self.screen.app.push_screen_wait(Presence(self.screen))
        self.screen.show_again()

    async def do_parked(self) -> None:
        from gesprekskaarten.tui.screens.parked import Parked

        await self.screen.app.push_screen_wait(Parked(self.screen))
        self.screen.show_again()

    async def do_matrix(self) -> None:
        from gesprekskaarten.tui.screens.matrix import MatrixScreen

        await self.screen.app.push_screen_wait(MatrixScreen(self.screen.session, seen=self.screen.one_screen))

    async def do_time(self) -> None:
        from gesprekskaarten.tui.screens.plan import Plan

        round_id = await self.screen.app.push_screen_wait(Plan(self.screen))
        if round_id is not None:
            rounds = [round.id for round in self.screen.session.material.playbook.rounds]
            self.screen.looking = rounds.index(round_id)
        self.screen.show_again()

    async def do_report(self) -> None:
        from gesprekskaarten.tui.screens.report import ReportScreen

        await self.screen.app.push_screen_wait(ReportScreen(self.screen.leading, seen=self.screen.one_screen))
        self.screen.show_again()

    async def do_help_me(self) -> None:
        from gesprekskaarten.tui.screens.situations import Situations

        actions = await self.screen.app.push_screen_wait(
            Situations(self.screen.session.material.playbook.situations, seen=self.screen.one_screen)
        )
        for action in (actions or "").split():
            await self._act(action)

    async def _act(self, action: str) -> None:
        match action:
            case "zwart" if not self.screen.session.blank:
                await self.screen.going.do_blank()
            case "pauze":
                await self.screen.perform(Happen(ev.Paused(on=True, minutes=5)))
            case "schrappen":
                await self.do_strike()
            case "beurt":
                await self.screen.going.do_next_speaker()
            case "parkeren":
                await self.screen.words.type_lines("parkeren")
            case _:
                pass

    async def do_strike(self) -> None:
        from gesprekskaarten.tui.screens.strike import StrikeScreen

        line = self.screen.chosen_line or self.screen.session.lines.get(self.screen.session.last_line)
        wish = await self.screen.app.push_screen_wait(
            StrikeScreen(self.screen.session, line.id if line else None, seen=self.screen.one_screen)
        )
        if wish is None:
            return
        before = self.screen.session.struck
        if await self.screen.perform(wish):
            self.screen.read_back(None)
            gone = self.screen.session.struck - before
            self.screen.say(f"Geschrapt: {board.rules(gone)}. Dit komt nergens meer terug.")
