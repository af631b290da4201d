"""Preparing a new conversation: every field has a sensible value, so Enter begins at once."""

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from gesprekskaarten.conduct.prepare import OwnCasus, Preparation
from gesprekskaarten.domain.material import Material
from gesprekskaarten.errors import AppError
from gesprekskaarten.storage.archive import Entry
from gesprekskaarten.tui import board
from gesprekskaarten.tui.commands import Command
from gesprekskaarten.tui.rounds.base import Outcome
from gesprekskaarten.tui.screens.asking import AskingScreen
from gesprekskaarten.tui.screens.prepare_date import HOW, read_date
from gesprekskaarten.tui.screens.prepare_pick import (
    NONE,
    OWN,
    card_screen,
    casus_screen,
    decks_screen,
    follows_screen,
    playbook_screen,
)
from gesprekskaarten.tui.screens.prepare_plan import (
    FIELDS,
    SCREENS,
    SCRIBE,
    Plan,
    field_rows,
    first_preparation,
    outlook,
    plan_of,
    to_begin,
    what_does_not_fit,
)
from gesprekskaarten.tui.screens.prepare_table import Seats, TableScreen
from gesprekskaarten.tui.widgets.ask import Ask
from gesprekskaarten.tui.widgets.choice import Choice, Option
from gesprekskaarten.tui.widgets.lines import safe_content

if TYPE_CHECKING:
    from gesprekskaarten.tui.app import GesprekApp

LONGEST_TITLE = 100
LONGEST_PLACE = 60
NO_NAMES = "Gebruik geen echte namen, geen plaatsen, geen leeftijden boven 89. Liever een casus uit het deck."
CLOCK = 15.0
"""Seconds after which the end time is looked at again."""


class Prepare(AskingScreen[Preparation | None]):
    """Dismisses with what was chosen, or None. `preparation` is where to go on."""

    COMMANDS: ClassVar = (
        Command("begin", ("enter",), "begin het gesprek", "Begin met wat hier staat.", "Gesprek", bar=100),
        Command("change", ("right", "e"), "wijzig", "Wijzig wat in de lijst is gekozen.", "Invullen", bar=95),
        *FIELDS,
        Command("legibility", ("l",), "leesproef", "Kijk of de laatste rij dit scherm kan lezen.", "Invullen", bar=50),
        Command("back", ("escape",), "terug", "Ga terug naar het begin.", "Gesprek", bar=90),
    )
    AGAIN = "right"

    DEFAULT_CSS = """
    Prepare #outlook { padding: 0 1; background: $panel; color: $foreground; text-style: bold; }
    """

    def __init__(self, program: "GesprekApp", preparation: Preparation | None = None) -> None:
        super().__init__("Nieuw gesprek voorbereiden")
        self._program = program
        self._entries: list[Entry] = []
        self._trouble = ""
        try:
            self._entries = program.archive.sessions()
        except AppError as error:
            self._trouble = f"{error.message} {error.hint}".strip()
        self._first = preparation or first_preparation(program.library, self._entries)
        self._own_title = ""
        self._fit = ""
        self._outlook = Static(id="outlook")
        self.plan: Plan | None = None
        """What Enter begins; None when there is no draaiboek to begin with."""

    def body(self) -> ComposeResult:
        *above, desk = super().body()
        yield from above
        yield self._outlook
        yield desk

    def on_mount(self) -> None:
        super().on_mount()
        if not self._program.library.playbooks:
            none = "Er is geen draaiboek, dus een gesprek kan niet beginnen."
            self.board.set_rows([board.plain(f"{none} Kijk op het startscherm bij Decks en kaarten wat er mis is.")])
            return
        self._fill_in(self._first)
        self._first = self._chosen
        self.choose_first()
        self.set_interval(CLOCK, self._show)

    @property
    def _today(self) -> dt.date:
        return self._program.clock().astimezone().date()

    @property
    def _planned(self) -> Plan:
        """The plan: no field can be changed without one."""
        assert self.plan is not None
        return self.plan

    @property
    def _chosen(self) -> Preparation:
        return self._planned.preparation

    @property
    def _material(self) -> Material:
        return self._planned.material

    def _fill_in(self, preparation: Preparation) -> None:
        self.plan = plan_of(self._program.library, preparation, self._today)
        self._judge()

    def _change(self, **choices: Any) -> None:
        self._fill_in(replace(self._chosen, **choices))

    def _show(self) -> None:
        rows = field_rows(self._planned, self._entries)
        if self._trouble:
            rows += [board.gap(), board.bullet(self._trouble, "!")]
        self.board.set_rows(rows)
        texts = [outlook(self._planned, self._program.clock()), self._fit]
        self._outlook.update(safe_content(Content(" ".join(text for text in texts if text))))
        self.refresh_commands()

    def refresh_commands(self) -> None:
        asks = self.desk.waiting or isinstance(self.focused, Choice)
        self._outlook.display = self.plan is not None and not asks
        super().refresh_commands()

    def reason(self, command: Command) -> str | None:
        if self.plan is None and (command.id in ("begin", "change") or command in FIELDS):
            return "Er is geen draaiboek om mee te beginnen."
        match command.id:
            case "follows" if not self._earlier:
                return self._trouble or "Er is nog geen eerder gesprek."
            case "decks" if not self._program.library.decks:
                return "Er is geen deck om te kiezen."
            case "card" if not self._material.cards:
                return "In de gekozen decks staan geen kaarten."
            case _:
                return None

    @property
    def _earlier(self) -> list[Entry]:
        return [entry for entry in self._entries if entry.summary is not None]

    def do_begin(self) -> None:
        self.dismiss(self._chosen)

    def do_change(self) -> None:
        field = next((field for field in FIELDS if field.id == self.board.selected), FIELDS[0])
        self.run_command(field)

    async def do_back(self) -> None:
        if self.plan is not None and (self._chosen != self._first or self.desk.drafts or self._own_title):
            question = Ask("Je keuzes voor dit gesprek gaan dan weg. Toch terug?")
            if not await self.app.push_screen_wait(question):
                return
        self.dismiss(None)

    async def do_playbook(self) -> None:
        picked = await self.app.push_screen_wait(playbook_screen(self._program.library, self._planned))
        self.board.select("playbook")
        if picked is not None:
            self._change(playbook=picked)

    async def do_decks(self) -> None:
        ticked = await self.app.push_screen_wait(decks_screen(self._program.library, self._planned))
        self.board.select("decks")
        if set(ticked) != set(self._planned.decks):
            self._change(decks=ticked)

    async def do_casus(self) -> None:
        picked = await self.app.push_screen_wait(casus_screen(self._planned))
        self.board.select("casus")
        if picked == OWN:
            await self._write_casus()
        elif picked == NONE:
            self._change(casus="", own_casus=None)
        elif picked is not None:
            self._change(casus=picked, own_casus=None, cards=None)

    async def _write_casus(self) -> None:
        before = self._chosen.own_casus
        title = self._own_title or (before.title if before else "")
        outcome = await self.words("Titel van je casus", self._take_own_title, text=title, warning=NO_NAMES)
        if outcome is not Outcome.SAVED:
            return
        await self.words(
            f"Situatie van “{self._own_title}”",
            self._take_own_casus,
            text=before.situation if before else "",
            example="Wie is het, wat gebeurt er en waar loopt het vast?",
            warning=NO_NAMES,
        )

    def _take_own_title(self, text: str) -> str | None:
        if len(text) > LONGEST_TITLE:
            return _too_long("Deze titel", LONGEST_TITLE)
        self._own_title = text
        return None

    def _take_own_casus(self, text: str) -> None:
        own = OwnCasus(self._own_title, text)
        self._own_title = ""
        self._change(casus="", own_casus=own)

    async def do_card(self) -> None:
        picked = await self.app.push_screen_wait(card_screen(self._planned))
        self.board.select("card")
        if picked is not None:
            self._change(cards=() if picked == NONE else (picked,))

    async def do_title(self) -> None:
        def save(text: str) -> str | None:
            if len(text) > LONGEST_TITLE:
                return _too_long("Deze titel", LONGEST_TITLE)
            self._change(title=text)
            return None

        self.board.select("title")
        label = "Titel van het gesprek (leeg: de titel van de casus)"
        if await self.words(label, save, text=self._chosen.title, optional=True) is Outcome.SKIPPED:
            self._change(title="")

    async def do_place(self) -> None:
        def save(text: str) -> str | None:
            if len(text) > LONGEST_PLACE:
                return _too_long("Deze plaats", LONGEST_PLACE)
            self._change(place=text)
            return None

        self.board.select("place")
        label = "Plaats of wijk (leeg mag)"
        if await self.words(label, save, text=self._chosen.place, optional=True) is Outcome.SKIPPED:
            self._change(place="")

    async def do_date(self) -> None:
        def save(text: str) -> str | None:
            date = read_date(text, self._today)
            if isinstance(date, str):
                return date
            self._change(date=date)
            return None

        self.board.select("date")
        outcome = await self.words("Welke dag? (leeg: vandaag)", save, optional=True, example=HOW)
        if outcome is Outcome.SKIPPED:
            self._change(date=None)

    async def do_table(self) -> None:
        before = Seats(self._planned.opened.present, self._chosen.own_actors)
        actors = list(self._material.actors.values())
        seats = await self.app.push_screen_wait(TableScreen(actors, before))
        if seats != before:
            self._change(present=seats.present, own_actors=seats.own)
        self.board.select("table")

    async def do_screens(self) -> None:
        self.board.select("screens")
        options = [Option(str(number), text) for number, text in SCREENS.items()]
        picked = await self.desk.ask_choice("Eén beeld of twee?", options, str(self._chosen.screens))
        if picked is not None:
            self._change(screens=int(picked))

    async def do_scribe(self) -> None:
        self.board.select("scribe")
        options = [Option("ja" if typed else "nee", text) for typed, text in SCRIBE.items()]
        picked = await self.desk.ask_choice("Typt er iemand mee?", options, "ja" if self._chosen.scribe else "nee")
        if picked is not None:
            self._change(scribe=picked == "ja")

    async def do_legibility(self) -> None:
        from gesprekskaarten.tui.screens.legibility import LegibilityScreen

        session = to_begin(self._planned, self._program.clock())
        self._program.legible = await self.app.push_screen_wait(LegibilityScreen(session, self._program.legible))
        self._judge()

    def _judge(self) -> None:
        """Name beforehand what will not fit the size that the room can read."""
        self._fit = what_does_not_fit(self._planned, self._program.clock(), self._program.legible)
        self._show()

    async def do_follows(self) -> None:
        picked = await self.app.push_screen_wait(follows_screen(self._earlier, self._planned))
        self.board.select("follows")
        if picked is not None:
            self._change(follows="" if picked == NONE else picked)


def _too_long(what: str, most: int) -> str:
    return f"{what} is te lang. Gebruik hoogstens {most} tekens."
