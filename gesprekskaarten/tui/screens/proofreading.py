"""Proeflezen: a card as the room sees it and what is wrong in its file, anew at each save."""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from gesprekskaarten.decks.problems import Problem
from gesprekskaarten.domain.deck import Card, Casus, Deck
from gesprekskaarten.domain.words import clean
from gesprekskaarten.tui import board
from gesprekskaarten.tui.commands import Command
from gesprekskaarten.tui.screens.decks_rows import number_of
from gesprekskaarten.tui.screens.library_card import FrameScreen, back_rows, names_of
from gesprekskaarten.tui.screens.library_reading import Reading, items_of, key_of, place_of, read, stamp_of
from gesprekskaarten.tui.widgets.lines import safe_content
from gesprekskaarten.tui.widgets.rows import Row, Rows

POLL = 0.3
"""Seconds between two looks at the file."""
GONE = 3
"""Looks without a file before that is said: an editor that replaces a file takes it away for a moment."""


class Proofreading(FrameScreen):
    """Watches a deck file; a broken file leaves the last good card there, with what is wrong above it.

    References to other decks are looked up in `folders`; `decks` know the names of their cards, actors and sources.
    `begin_at` is the `key_of` what is shown first.
    """

    COMMANDS: ClassVar = (
        Command("next", ("right", "n"), "volgende", "Ga naar de volgende kaart.", "Kaart", bar=80),
        Command("previous", ("left", "v"), "vorige", "Ga naar de vorige kaart.", "Kaart", bar=65),
        Command("back", ("escape",), "terug", "Stop met proeflezen.", "Kaart", bar=90),
        Command(
            "problems", ("f",), "fouten", "Lees alle fouten en waarschuwingen, of weer de kaart.", "Fouten", bar=83
        ),
        Command("go", ("enter",), "naar de kaart", "Ga naar de kaart van de gekozen fout.", "Fouten", bar=95),
    )

    DEFAULT_CSS = """
    Proofreading #top { padding: 0 1; background: $panel; color: $foreground; }
    Proofreading #problems { height: auto; max-height: 35%; min-height: 3; padding: 0 1; }
    Proofreading #problems.-all { height: 1fr; max-height: 100%; }
    """

    class Read(Message, bubble=False):
        """The file was read and checked."""

        def __init__(self, reading: Reading) -> None:
            super().__init__()
            self.reading = reading

    def __init__(
        self, path: Path, folders: Sequence[Path] = (), decks: Sequence[Deck] = (), begin_at: str = ""
    ) -> None:
        super().__init__()
        self.path = path
        self._folders = folders
        self._decks = decks
        self._top = Static(id="top")
        self.problems = Rows(id="problems")
        self.problems.can_focus = False
        self.deck: Deck | None = None
        """The last good one."""
        self.place = 0
        self._key = begin_at
        self._reading: Reading | None = None
        self._busy = False
        self._looks_without = 0
        self._gone = False
        self._all = False

    def body(self) -> ComposeResult:
        yield self._top
        yield self.problems
        yield self.frame

    def on_mount(self) -> None:
        super().on_mount()
        self._show()
        self.look()
        self.set_interval(POLL, self.look)

    def look(self) -> None:
        """Read the file in a thread when it was saved since."""
        stamp = stamp_of(self.path)
        self._looks_without = self._looks_without + 1 if stamp is None else 0
        if self._gone != (self._looks_without >= GONE):
            self._gone = not self._gone
            self._show_top()
        if stamp is not None and not self._busy and (self._reading is None or self._reading.stamp != stamp):
            self._busy = True
            self.run_worker(self._read, thread=True, group="reading")

    def _read(self) -> None:
        self.post_message(self.Read(read(self.path, self._folders)))

    def on_proofreading_read(self, event: Read) -> None:
        self._busy = False
        if event.reading.stamp is None:
            return
        self._reading = event.reading
        if event.reading.deck is not None:
            self.deck = event.reading.deck
            self.place = place_of(self._key, self.place, self.items)
        self._show()

    @property
    def items(self) -> list[Card | Casus]:
        return items_of(self.deck)

    def _show(self) -> None:
        items = self.items
        shown = items[self.place] if items else None
        self._key = key_of(shown) if shown is not None else self._key
        self._all = self._all and bool(self._reading and self._reading.problems)
        everything = self._all or shown is None
        rows = self._problem_rows(everything)
        was_there = self.problems.has_class("-all")
        self.problems.set_class(everything, "-all")
        self.problems.display = bool(rows)
        self.frame.display = not everything
        self.problems.set_rows(rows)
        if everything and not was_there:
            self.problems.select(next((row.key for row in rows if row.key), None))
        if not everything or not was_there:
            self.problems.scroll_home(animate=False)
        if shown is not None and self.deck is not None:
            decks = [self.deck, *(deck for deck in self._decks if deck.id != self.deck.id)]
            self.frame.show(
                shown, f"{self.place + 1} van {len(items)}", back_rows(self.deck, shown, decks), names_of(decks)
            )
        self._show_top()
        self.refresh_commands()

    def _show_top(self) -> None:
        self._top.update(safe_content(Content.assemble((clean(self.path.name), "bold"), " · ", self._said())))

    def _said(self) -> str:
        if self._gone:
            return "het bestand is nu weg of leeg; zodra er weer iets in staat, zie je het hier"
        reading = self._reading
        if reading is None or reading.stamp is None:
            return "wordt gelezen"
        saved = dt.datetime.fromtimestamp(reading.stamp.saved / 1e9).astimezone()
        mistakes = sum(1 for problem in reading.problems if problem.severity == "fout")
        weak = len(reading.problems) - mistakes
        said = [f"bewaard om {saved:%H:%M:%S}", number_of(mistakes, "fout", "fouten") if mistakes else "geen fouten"]
        said += [number_of(weak, "waarschuwing", "waarschuwingen")] if weak else []
        if reading.deck is None and self.deck is not None:
            said.append("je ziet de laatste goede versie")
        elif not self.items:
            said.append("er is nog geen kaart om te zien")
        return " · ".join(said)

    def _problem_rows(self, everything: bool) -> list[Row]:
        """Every mistake, and the weaknesses of this card; `everything`: those of other cards too."""
        reading = self._reading
        if reading is None:
            return []
        rows: list[Row] = []
        for number, (problem, owner) in enumerate(zip(reading.problems, reading.owners, strict=True)):
            if everything or problem.severity == "fout" or owner == self._key:
                rows += problem_rows(problem, key=str(number) if self._all and owner else None)
        return rows

    def reason(self, command: Command) -> str | None:
        match command.id:
            case _ if not self.frame.display and command.id in _OF_FRAME:
                return "Ga met f eerst terug naar de kaart." if self.items else "Er is nog geen kaart om te zien."
            case "next" if self.place + 1 >= len(self.items):
                return "Dit is de laatste."
            case "previous" if not self.place:
                return "Dit is de eerste."
            case "problems" if not self._all and not (self._reading and self._reading.problems):
                return "Er zijn geen fouten en geen waarschuwingen."
            case "problems" if not self.items:
                return "Alles wat er mis is, staat er al."
            case "go" if not self._all or self.problems.selected is None:
                return "Open eerst met f de lijst met fouten."
            case _:
                return super().reason(command)

    def do_next(self) -> None:
        self.place += 1
        self._show()

    def do_previous(self) -> None:
        self.place -= 1
        self._show()

    def do_problems(self) -> None:
        self._all = not self._all
        self._show()

    def do_go(self) -> None:
        """Show the card of the chosen problem."""
        if self.problems.selected is not None:
            self.place = place_of(self.owner(self.problems.selected), self.place, self.items)
            self._all = False
            self._show()

    def owner(self, key: str) -> str:
        """Return on which card or casus the problem of this row is."""
        return self._reading.owners[int(key)] if self._reading is not None else ""

    def on_rows_selected(self) -> None:
        self.refresh_commands()

    def on_rows_again(self) -> None:
        self.do_go()

    def do_down(self) -> None:
        """First through the problems, then through the card."""
        problems = self.problems
        more = problems.display and problems.scroll_offset.y < problems.max_scroll_y
        (problems if more or not self.frame.display else self.frame.scrolling).press("down")

    def do_up(self) -> None:
        card = self.frame.scrolling
        (card if self.frame.display and card.scroll_offset.y else self.problems).press("up")

    def do_back(self) -> None:
        """First from the list of problems to the card."""
        if self._all and self.items:
            self.do_problems()
        else:
            self.dismiss(None)


_OF_FRAME = {"next", "previous", "turn", "size", "size_1", "size_2", "size_3", "size_4", "page_down", "page_up"}


def problem_rows(problem: Problem, key: str | None = None) -> list[Row]:
    """One mistake or weakness: on which line, what, and what to write instead."""
    what = "! fout" if problem.severity == "fout" else "? let op"
    place = f"{what}, regel {problem.line}: " if problem.line is not None else f"{what}: "
    rows = [Row(Content.assemble((place, "bold"), problem.message), key=key, hanging=2)]
    return rows + [board.plain(text.strip(), indent=4) for text in (problem.excerpt, problem.hint) if text]
