"""The leesproef: whether the last row can read this window, live while the leader makes the letters larger."""

import os
from typing import ClassVar

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from gesprekskaarten.domain.session import Session
from gesprekskaarten.room.fitting import Fitting, fitting
from gesprekskaarten.room.layout import MAX_COLUMNS
from gesprekskaarten.room.legibility import (
    HOW_FAR,
    HOW_HIGH,
    PROJECTIONS,
    TELEVISIONS,
    Legibility,
    advice,
    height_of,
    lines_to_read,
    measured,
    number,
    read_distance,
    read_height,
    verdict,
)
from gesprekskaarten.room.zoom import zoom_in
from gesprekskaarten.tui.command_screen import CommandApp, CommandScreen
from gesprekskaarten.tui.commands import Command
from gesprekskaarten.tui.pasting import guard_pastes
from gesprekskaarten.tui.screens.asking import AskingScreen
from gesprekskaarten.tui.screens.lists import ReadScreen
from gesprekskaarten.tui.text_rows import bullet, gap, heading, plain, rules
from gesprekskaarten.tui.widgets.choice import Choice, Option
from gesprekskaarten.tui.widgets.rows import Row, Rows

ROOMY = (56, 14)
"""Columns and rows from which there is room for whole sentences above the list."""
LINES = 5
"""To read aloud: enough to be sure, short enough to do twice."""
OWN_HEIGHT = "own"
NOT_YET = "nog niet ingevuld"

FIELDS = {
    "image": "Het scherm",
    "distance": "Afstand van de laatste rij",
    "read_aloud": "Laat iemand achterin voorlezen",
    "misfits": "Wat past niet op één bladzijde?",
}


class LegibilityScreen(AskingScreen[Legibility]):
    """Dismisses with what is known of the place; `known` is where to go on, `session` what must fit."""

    COMMANDS: ClassVar = (
        Command("take", ("enter", "right"), "doen", "Doe wat in de lijst is gekozen.", "Leesproef", bar=95),
        Command("image", ("s",), "scherm", "Kies hoe groot het beeld is.", "Leesproef", bar=80),
        Command("distance", ("a",), "afstand", "Typ hoe ver de laatste rij zit.", "Leesproef", bar=80),
        Command("read_aloud", ("l",), "voorlezen", "Laat iemand achterin regels voorlezen.", "Leesproef", bar=70),
        Command("misfits", ("p",), "wat past niet", "Lees wat niet op één bladzijde past.", "Leesproef", bar=60),
        Command("light", ("w",), "licht of donker", "Kies een licht of een donker scherm.", "Beeld"),
        Command("back", ("escape",), "terug", "Ga terug. Wat je hier koos, blijft.", "Leesproef", bar=90),
    )
    AGAIN = "enter"

    DEFAULT_CSS = """
    LegibilityScreen #verdict { padding: 0 1; background: $panel; color: $foreground; text-style: bold; }
    LegibilityScreen.-small Desk, LegibilityScreen.-small Choice { max-height: 100%; }
    LegibilityScreen #verdict.-wrong { background: $bar-question-background; color: $bar-question-foreground; }
    """

    def __init__(self, session: Session, known: Legibility | None = None) -> None:
        super().__init__("Leesproef: kan de laatste rij dit scherm lezen?")
        self.known = known or Legibility()
        self._session = session
        self._image = ""
        self._turn = 0
        self._fitting: Fitting | None = None
        self._verdict = Static(id="verdict")

    def body(self) -> ComposeResult:
        title, *below = super().body()
        yield title
        yield self._verdict
        yield from below

    def on_mount(self) -> None:
        super().on_mount()
        self._show()
        self.choose_first()

    def on_resize(self) -> None:
        self._show()

    def on_screen_resume(self) -> None:
        self._show()

    def refresh_commands(self) -> None:
        self._make_room()
        super().refresh_commands()

    @property
    def _is_roomy(self) -> bool:
        columns, rows = self.app.size
        return columns >= ROOMY[0] and rows >= ROOMY[1]

    def _make_room(self) -> None:
        """In a window that grows small while the letters grow, what is asked or measured comes first."""
        asks = self.desk.waiting or isinstance(self.focused, Choice)
        self.query_one("#title").display = self._is_roomy
        self._verdict.display = self.board.display = self._is_roomy or not asks
        self.set_class(not self._is_roomy, "-small")

    def _show(self) -> None:
        columns, rows = self.app.size
        judged = verdict(self.known, columns, rows)
        said = judged.sentence if self._is_roomy else judged.short
        counted = measured(self.known, rows) + (self._for_whom if self._is_roomy else "")
        self._verdict.update(Content(f"{counted}\n{judged.sign} {said}"))
        self._verdict.set_class(not judged.right, "-wrong")
        self.board.set_rows(self._rows())
        self._make_room()

    @property
    def _for_whom(self) -> str:
        if self.known.read and self.known.most == self.known.read:
            return " (achterin voorgelezen)"
        return f" (60-plus) of {self.known.good} (goede ogen)" if self.known.good is not None else ""

    def _rows(self) -> list[Row]:
        keys = {command.id: command.keys[0] for command in self.COMMANDS}
        values = {"image": self._named_image(), "distance": NOT_YET, "read_aloud": self._tried(), "misfits": ""}
        if self.known.distance is not None:
            values["distance"] = f"{number(self.known.distance)} m"
        rows = [
            Row(
                Content.assemble((f"{keys[id]}  {name}", "bold"), f": {values[id]}" if values[id] else ""),
                key=id,
                hanging=3,
            )
            for id, name in FIELDS.items()
        ]
        if lines := advice(self.known):
            summed = (
                [heading("Volgens de som")]
                if self.known.good is not None and self.known.most == self.known.read
                else []
            )
            rows += [gap(), *summed, *(plain(line) for line in lines)]
        zoom = zoom_in(os.environ)
        rows += [gap(), heading(f"Letters groter maken{f' in {zoom.terminal}' if zoom.terminal else ''}")]
        rows += [bullet(sentence) for sentence in zoom.sentences]
        rows += [
            gap(),
            heading("Zo meet je goed"),
            bullet("Doe de proef op het scherm dat de mensen zien, met het licht zoals het straks is."),
            bullet("Zet het venster eerst op volledig scherm. Dan tel je alle regels."),
            bullet("De som is voorzichtig. Wat iemand achterin voorleest, beslist. Vraag iemand van boven de 60."),
        ]
        return rows

    def _named_image(self) -> str:
        if self.known.height is None:
            return NOT_YET
        return f"{self._image}, {self._centimetres}" if self._image else self._centimetres

    @property
    def _centimetres(self) -> str:
        return f"{number(round(self.known.height or 0))} cm hoog"

    def _tried(self) -> str:
        if self.known.read:
            return f"goed met {rules(self.known.read)}"
        return f"te klein met {rules(self.known.unread)}" if self.known.unread else "nog niet gedaan"

    def do_take(self) -> None:
        chosen = self.board.selected if self.board.selected in FIELDS else "image"
        self.run_command(next(command for command in self.COMMANDS if command.id == chosen))

    async def do_image(self) -> None:
        self.board.select("image")
        sizes = {f"tv van {inches} inch": height_of(inches) for inches in TELEVISIONS}
        sizes |= {f"beamerbeeld van {number(height / 100)} m hoog": float(height) for height in PROJECTIONS}
        options = [*(Option(name, name) for name in sizes), Option(OWN_HEIGHT, "een andere hoogte")]
        picked = await self.desk.ask_choice("Wat is het scherm?", options, self._image)
        if picked == OWN_HEIGHT:
            await self.words("Hoe hoog is het beeld?", self._take_height, example=HOW_HIGH)
        elif picked is not None:
            self._place(sizes[picked], self.known.distance)
            self._image = picked
            self._show()

    def _take_height(self, text: str) -> str | None:
        height = read_height(text)
        if isinstance(height, str):
            return height
        self._image = ""
        self._place(height, self.known.distance)
        return None

    async def do_distance(self) -> None:
        self.board.select("distance")
        await self.words("Hoe ver zit de laatste rij?", self._take_distance, example=HOW_FAR)

    def _take_distance(self, text: str) -> str | None:
        distance = read_distance(text)
        if isinstance(distance, str):
            return distance
        self._place(self.known.height, distance)
        return None

    def _place(self, height: float | None, distance: float | None) -> None:
        self.question_bar.fall_silent()
        self.known = self.known.at(height, distance)
        self._show()

    async def do_read_aloud(self) -> None:
        self.board.select("read_aloud")
        self._turn += 1
        self.known = await self.app.push_screen_wait(ReadAloud(self.known, self._turn))
        self._show()

    async def do_misfits(self) -> None:
        self.board.select("misfits")
        columns, rows = self.known.box or (min(MAX_COLUMNS, self.app.size.width), self.app.size.height)
        if self._fitting is None or (self._fitting.columns, self._fitting.rows) != (columns, rows):
            self._fitting = fitting(self._session, columns, rows)
        await self.app.push_screen_wait(ReadScreen("Wat past niet op één bladzijde?", _misfit_rows(self._fitting)))

    def do_light(self) -> None:
        self.app.theme = "donker" if self.app.theme == "licht" else "licht"

    def do_back(self) -> None:
        self.dismiss(self.known)


def _misfit_rows(fit: Fitting) -> list[Row]:
    rows = [plain(fit.summary), plain("Er wordt niets afgekapt: je bladert door. Wat mensen zeggen, komt er nog bij.")]
    for title, chosen in (("In het gesprek", True), ("In de decks", False)):
        named = [bullet(str(misfit)) for misfit in fit.misfits if misfit.chosen is chosen]
        if named:
            rows += [gap(), heading(title), *named]
    return rows


class ReadAloud(CommandScreen[Legibility]):
    """Lines to read aloud from the last row, at the size that the letters have now."""

    COMMANDS: ClassVar = (
        Command("legible", ("j",), "goed gelezen", "De laatste rij las alles goed.", "Voorlezen", bar=100),
        Command("illegible", ("n",), "niet goed", "De laatste rij las niet alles goed.", "Voorlezen", bar=95),
        Command("back", ("escape",), "terug", "Ga terug.", "Voorlezen", bar=90),
    )

    DEFAULT_CSS = """
    ReadAloud #title { text-style: bold; padding: 0 1; background: $panel; color: $foreground; }
    ReadAloud Rows { padding: 0 1; }
    """

    def __init__(self, known: Legibility, turn: int) -> None:
        super().__init__()
        self._known = known
        self._turn = turn
        self._title = Static(id="title")
        self.board = Rows()
        self.board.can_focus = False

    def body(self) -> ComposeResult:
        yield self._title
        yield self.board

    def on_mount(self) -> None:
        self._show()

    def on_resize(self) -> None:
        self._show()

    def _show(self) -> None:
        rows = self.app.size.height
        self._title.update(Content(f"{rules(rows)}. Lees dit achterin hardop:"))
        lines = [plain(line) for line in lines_to_read(self._turn, max(2, min(LINES, rows - 4)))]
        apart = rows >= ROOMY[1]
        self.board.set_rows([row for line in lines for row in ((line, gap()) if apart else (line,))])

    def do_legible(self) -> None:
        self.dismiss(self._known.tried(self.app.size.height, legible=True))

    def do_illegible(self) -> None:
        self._known = self._known.tried(self.app.size.height, legible=False)
        self._turn += 1
        self._show()
        self.say(f"Maak de letters groter. {zoom_in(os.environ).larger} Laat dan de nieuwe regels lezen.")

    def do_back(self) -> None:
        self.dismiss(self._known)


class LegibilityApp(CommandApp[None]):
    """Only the leesproef."""

    TITLE = "gesprekskaarten"

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session

    def on_mount(self) -> None:
        self.push_screen(LegibilityScreen(self._session), self._done)

    def _done(self, known: Legibility | None) -> None:
        del known
        self.exit()


def run(session: Session, *, debug: bool = False) -> int:
    """Open the leesproef alone and return the exit code; `session` is what must fit."""
    guard_pastes()
    LegibilityApp.SHOW_TRACEBACK = debug
    app = LegibilityApp(session)
    app.run()
    return app.return_code or 0
