"""Oplossingsrichtingen: three bands, uitvoering first, each secured on another (én-én)."""

from typing import ClassVar, get_args

from gesprekskaarten.domain.commands import Amend
from gesprekskaarten.domain.deck import LEVELS, Law
from gesprekskaarten.domain.lines import Kind, Line, Solution
from gesprekskaarten.domain.playbook import RoundKind
from gesprekskaarten.domain.session import Session
from gesprekskaarten.room.rounds import level_name, levels_of
from gesprekskaarten.tui import board
from gesprekskaarten.tui.commands import Command
from gesprekskaarten.tui.rounds.base import PARK, Detail, Entry, Face, Table
from gesprekskaarten.tui.rounds.parts import FILL_IN, choose_first, empty_details, fill_in, short
from gesprekskaarten.tui.widgets.choice import Option
from gesprekskaarten.tui.widgets.rows import Row

SORT = Command("sort", ("o",), "soort", "Kies wat voor soort oplossing dit is.", "Deze ronde", bar=26)
SECURE = Command(
    "secure", ("g",), "geborgd op", "Kies wat ervoor zorgt dat deze oplossing blijft bestaan.", "Deze ronde", bar=57
)
LEVEL = Command("level", ("y",), "niveau", "Zet de gekozen oplossing op een ander niveau.", "Deze ronde", bar=24)

FEW = 3
"""From this many solutions on a band needs no prompts any more."""
_NO_SORT = "geen"
_LAWS = {law.lower(): law for law in (*get_args(Law), "CIZ")}
_PLACEHOLDERS = {
    "uitvoering": "Wat kunnen wij zelf doen?",
    "organisatie": "Wat leggen we samen vast?",
    "stelsel": "Welke regel moet anders?",
}


class Oplossingen(Face):
    kind = RoundKind.OPLOSSINGEN
    commands: ClassVar = (SECURE, FILL_IN, SORT, LEVEL)

    def entries(self, session: Session) -> tuple[Entry, ...]:
        bands = (
            Entry(
                id, level_name(session, id).lower(), stays=True, details=details_of(id), placeholder=_PLACEHOLDERS[id]
            )
            for id in levels_of(session, self.round)
        )
        return (*bands, PARK)

    def line(self, session: Session, entry: Entry, actor: str, text: str) -> Line | str:
        if entry.id not in LEVELS:
            return super().line(session, entry, actor, text)
        return Solution.model_validate({"round": self.round.id, "text": text, "level": entry.id})

    def own_rows(self, session: Session) -> list[Row]:
        """The bands that are asked for, and any other in which something stands."""
        solutions = all_solutions(session)
        asked = levels_of(session, self.round)
        shown = [id for id in LEVELS if id in asked or any(line.level == id for line in solutions)]
        secured = len(shown) > 1
        return [row for id in shown for row in _band(session, id, solutions, secured)]

    def reason(self, session: Session, command: Command, chosen: Line | None) -> str | None:
        if not isinstance(chosen, Solution):
            return choose_first(session, "een oplossing")
        if command is SORT and not _sorts(session, chosen):
            return "Voor dit niveau staan er geen soorten in het deck."
        if command is SECURE and not _securing(session, chosen):
            return "Er is nog geen andere oplossing op organisatie of stelsel om dit op te borgen."
        if command is FILL_IN and not empty_details(chosen, details_of(chosen.level)):
            return "Alles is ingevuld. Met e wijzig je het."
        return None

    async def do_fill_in(self, table: Table) -> None:
        line = table.chosen_line
        if isinstance(line, Solution):
            await fill_in(table, line, details_of(line.level))

    async def do_sort(self, table: Table) -> None:
        line = table.chosen_line
        if not isinstance(line, Solution):
            return
        options = [*_sorts(table.session, line), Option(_NO_SORT, "geen van deze")]
        picked = await table.choose(f"Wat voor soort is “{short(line.text)}”?", options, line.sort or _NO_SORT)
        sort = "" if picked == _NO_SORT else picked
        if sort is not None and sort != line.sort:
            await table.perform(Amend(line.id, {"sort": sort}))

    async def do_secure(self, table: Table) -> None:
        line = table.chosen_line
        if not isinstance(line, Solution):
            return
        options = [
            Option(str(other.id), f"{'✓ ' if other.id in line.secured_by else ''}{short(other.text)} ({other.level})")
            for other in _securing(table.session, line)
        ]
        picked = await table.choose(f"Waar borg je dit op: “{short(line.text)}”?", options)
        if picked is None:
            return
        id = int(picked)
        by = tuple(one for one in line.secured_by if one != id)
        if await table.perform(Amend(line.id, {"secured_by": by if id in line.secured_by else (*by, id)})):
            table.say("Hier niet meer op geborgd." if id in line.secured_by else "Hierop geborgd.")

    async def do_level(self, table: Table) -> None:
        line = table.chosen_line
        if not isinstance(line, Solution):
            return
        options = [Option(id, level_name(table.session, id).lower()) for id in LEVELS]
        picked = await table.choose(f"Op welk niveau hoort “{short(line.text)}”?", options, line.level)
        if picked is not None and picked != line.level:
            await table.perform(Amend(line.id, {"level": picked, "sort": ""}))


def details_of(level: str) -> tuple[Detail, ...]:
    """What is asked after a solution of this level."""
    asked = (Detail("decides", "Wie kan dit besluiten?"), Detail("first_step", "Eerste stap"))
    return (*asked, Detail("monday", "En maandag dan?")) if level == "stelsel" else asked


def all_solutions(session: Session) -> list[Solution]:
    return [line for line in session.lines_of(None, Kind.OPLOSSING) if isinstance(line, Solution)]


def sort_name(sort: str) -> str:
    """The short name of a kind of solution: its id in words."""
    return " ".join(_LAWS.get(word, word) for word in sort.split("-"))


def _sorts(session: Session, line: Solution) -> list[Option]:
    level = session.material.levels.get(line.level)
    return [Option(kind.id, short(kind.text)) for kind in level.kinds] if level else []


def _securing(session: Session, line: Solution) -> list[Solution]:
    return [other for other in all_solutions(session) if other.level != "uitvoering" and other.id != line.id]


def _band(session: Session, id: str, solutions: list[Solution], secured: bool) -> list[Row]:
    """One level; `secured`: ask on what of another level it is secured."""
    own = [line for line in solutions if line.level == id]
    level = session.material.levels.get(id)
    rows = [board.heading(f"{level_name(session, id)} ({len(own)})")]
    if level and level.kinds and len(own) < FEW:
        used = {line.sort for line in own}
        prompts = [sort_name(kind.id) for kind in level.kinds if kind.id not in used]
        rows += [board.plain(f"Denk aan: {' / '.join(prompts)}.")] if prompts else []
    rows += [board.line_row(session, line, extra=_still_open(line, secured)) for line in own]
    if not own and not (level and level.kinds):
        rows.append(board.plain("Nog niets."))
    return [*rows, *_hints(id, own, solutions, secured)]


def _still_open(line: Solution, secured: bool) -> list[str]:
    open_ends = [sort_name(line.sort)] if line.sort else []
    if secured and line.level == "uitvoering" and not line.secured_by:
        open_ends.append("nog nergens op geborgd")
    if line.level == "stelsel" and not line.monday:
        open_ends.append("en maandag dan?")
    return open_ends


def _hints(id: str, own: list[Solution], solutions: list[Solution], secured: bool) -> list[Row]:
    if secured and id == "uitvoering" and any(not line.secured_by for line in own):
        others = any(line.level != "uitvoering" for line in solutions)
        how = "Kies er een en druk op g." if others else "Zoek er straks iets bij op organisatie of stelsel."
        return [board.strong(f"Én-én: waar borg je dit op? {how}")]
    if id == "stelsel" and any(not line.monday for line in own):
        return [board.strong("En maandag dan? Kies er een en druk op d.")]
    return []
