"""Going through the rounds: what comes next, whose turn it is, the time, what the room sees."""

from typing import TYPE_CHECKING

from gesprekskaarten.domain import events as ev
from gesprekskaarten.domain.commands import Enter, Happen, NextSpeaker, Speak
from gesprekskaarten.errors import AppError
from gesprekskaarten.tui import board

if TYPE_CHECKING:
    from gesprekskaarten.tui.conversation.screen import Conversation


class Going:
    """The commands that move something other than words."""

    def __init__(self, screen: "Conversation") -> None:
        self.screen = screen

    def _look(self, by: int) -> None:
        screen = self.screen
        rounds = screen.session.material.playbook.rounds
        here = screen.looking
        if here is None:
            here = rounds.index(screen.session.round) if screen.session.round else 0
        there = here + by
        if not 0 <= there < len(rounds):
            screen.say("Dit is de laatste ronde." if by > 0 else "Dit is de eerste ronde.")
            return
        at_home = screen.session.round is not None and rounds[there] == screen.session.round
        screen.looking = None if at_home else there
        screen.show_again()
        screen.board.scroll_home(animate=False)

    def do_look_ahead(self) -> None:
        self._look(1)

    def do_look_back(self) -> None:
        self._look(-1)

    def do_stay(self) -> None:
        self.screen.looking = None
        self.screen.question_bar.fall_silent()
        self.screen.show_again()

    async def go(self) -> None:
        """Go to the round that is shown."""
        screen = self.screen
        rounds, left = screen.session.material.playbook.rounds, screen.session.round
        if await screen.perform(Enter(rounds[screen.looking or 0].id)):
            half_typed = screen.desk.put_away()
            screen.looking, screen.latest = None, None
            screen.words.entry_id = ""
            screen.question_bar.fall_silent()
            screen.show_again()
            screen.board.scroll_home(animate=False)
            if half_typed and left is not None:
                screen.say(f"Je halve regel wacht in “{left.title}”. Ga terug om hem af te maken.")

    async def do_next_step(self) -> None:
        if await self.screen.perform(Happen(ev.StepShown(step=self.screen.session.step + 1))):
            self.screen.words.entry_id = ""

    async def do_next_speaker(self) -> None:
        await self.screen.perform(NextSpeaker())

    async def give_turn(self, number: int) -> None:
        """Give the floor to the actor with this number on the board; 0 is the whole table."""
        actors = self.screen.session.actors
        if number > len(actors):
            self.screen.say(f"Er zijn {len(actors)} actoren: kies 1 tot en met {len(actors)}, of 0 voor de hele tafel.")
            return
        await self.screen.perform(Speak(actors[number - 1] if number else ""))

    async def do_blank(self) -> None:
        on = not self.screen.session.blank
        if await self.screen.perform(Happen(ev.Blanked(on=on))):
            self.screen.say("Het zaalbeeld is zwart." if on else "De zaal ziet weer alles.")

    async def do_off_record(self) -> None:
        on = not self.screen.session.off_record
        if await self.screen.perform(Happen(ev.OffRecord(on=on))):
            self.screen.say("Er wordt nu niets opgenomen." if on else "Er wordt weer opgenomen.")

    def do_backstage(self) -> None:
        if self.screen.one_screen:
            self.screen.backstage = not self.screen.backstage
        else:
            self.screen.peeking = not self.screen.peeking
        self.screen.show_again()

    async def do_card(self) -> None:
        await self._show(ev.Shown(what="kaart", card=self.screen.session.card))

    async def do_cards(self) -> None:
        from gesprekskaarten.tui.screens.cards import Cards

        laid = await self.screen.app.push_screen_wait(Cards(self.screen))
        if laid is not None:
            self.screen.looking, self.screen.backstage = None, False
        self.screen.show_again()
        if laid is not None:
            self.screen.say(laid)

    async def do_casus(self) -> None:
        await self._show(ev.Shown(what="casus"))

    async def do_outcome(self) -> None:
        await self._show(ev.Shown(what="afloop"))

    async def _show(self, wanted: ev.Shown) -> None:
        back = self.screen.session.shown == wanted
        if await self.screen.perform(Happen(ev.Shown(what="ronde") if back else wanted)):
            self.screen.say("De zaal ziet weer de ronde." if back else f"De zaal ziet nu de {wanted.what}.")

    async def do_turn_page(self) -> None:
        await self.screen.leading.call(self.screen.leading.conductor.turn_page)
        self.screen.show_again()

    async def do_two_minutes(self) -> None:
        round_id = self.screen.session.round_id
        if await self.screen.perform(Happen(ev.TimeAdded(round=round_id, minutes=2))):
            self.screen.say(f"Twee minuten erbij. De eindtijd is nu {self.screen.plan.end.astimezone():%H:%M}.")

    async def do_shorten(self) -> None:
        proposal = self.screen.proposal
        if proposal:
            round, minutes = proposal
            if await self.screen.perform(Happen(ev.TimeAdded(round=round.id, minutes=-minutes))):
                self.screen.say(f"“{round.title}” is {board.minutes(minutes)} korter.")

    def do_leave_it(self) -> None:
        self.screen.leave_proposal()

    async def do_take_over(self) -> None:
        try:
            await self.screen.leading.call(self.screen.leading.conductor.take_over)
        except AppError as error:
            self.screen.say(f"{error.message} {error.hint}".strip())
        else:
            self.screen.say("Dit venster leidt nu het gesprek.")
        self.screen.show_again()

    def do_save_again(self) -> None:
        self.screen.saving.try_again()
