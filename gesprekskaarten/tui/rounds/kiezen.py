"""Kiezen en afspreken: slips or instemming, totals hidden until all are in, then what, who and when."""

from typing import ClassVar

from gesprekskaarten.domain import events as ev
from gesprekskaarten.domain.commands import Happen, Intent, Record, tally_complete
from gesprekskaarten.domain.lines import AT_MOST, Agreement, Kind, Line, Signal, Solution
from gesprekskaarten.domain.playbook import Round, RoundKind
from gesprekskaarten.domain.session import Session
from gesprekskaarten.room.rounds import directions
from gesprekskaarten.tui import board
from gesprekskaarten.tui.commands import Command
from gesprekskaarten.tui.rounds.base import PARK, Detail, Entry, Face, Outcome, Table, ask_details
from gesprekskaarten.tui.rounds.parts import (
    FILL_IN,
    NO_NUMBER,
    choose_first,
    count_of,
    empty_details,
    fill_in,
    lines_first,
    short,
)
from gesprekskaarten.tui.rounds.verzoek import ASK, answer, ask_somebody, request_reason, request_rows
from gesprekskaarten.tui.widgets.rows import Row

SLIPS = Command("slips", ("a",), "aantal", "Zeg hoeveel mensen er kiezen.", "Deze ronde", bar=59)
COUNT = Command("count", ("g",), "tellen", "Vul per richting in hoe vaak zij is gekozen.", "Deze ronde", bar=66)
RELEASE = Command(
    "release", ("o",), "uitslag", "Toon de uitslag in de zaal, of verberg haar weer.", "Deze ronde", bar=65
)
AGREE_ON = Command(
    "agree_on", ("f",), "afspraak hieruit", "Maak een afspraak van wat in de lijst is gekozen.", "Deze ronde", bar=64
)
ANSWER = Command("answer", ("y",), "antwoord", "Leg het antwoord op een verzoek vast.", "Deze ronde", bar=23)

OF_AGREEMENT = (Detail("who", "Wie? Een rol, geen naam"), Detail("when", "Wanneer?"))
OF_SIGNAL = (Detail("to", "Aan wie? Een rol, geen naam"),)
NO_SOLUTIONS = "Hier kiezen jullie niet uit oplossingen. Typ met Enter wat jullie afspreken."
NO_TASK = "Geen taak voor de mantelzorger, tenzij zij die zelf aanbiedt."


class Kiezen(Face):
    kind = RoundKind.KIEZEN
    commands: ClassVar = (COUNT, RELEASE, AGREE_ON, SLIPS, ASK, ANSWER, FILL_IN)

    def entries(self, session: Session) -> tuple[Entry, ...]:
        return (
            Entry("afspraak", "afspraak", details=OF_AGREEMENT, placeholder="Wat spreken we af?"),
            Entry(
                "signaal", "signaal", details=OF_SIGNAL, placeholder="Wat geven we mee aan iemand die hier niet zit?"
            ),
            PARK,
        )

    def line(self, session: Session, entry: Entry, actor: str, text: str) -> Line | str:
        match entry.id:
            case "afspraak":
                return Agreement(round=self.round.id, text=text)
            case "signaal":
                return Signal(round=self.round.id, text=text)
            case _:
                return super().line(session, entry, actor, text)

    @property
    def by_consent(self) -> bool:
        return self.round.choosing == "instemming"

    def rows(self, session: Session) -> list[Row]:
        """Once there are slips to count, or notes to choose from, the lines stand first."""
        ready = session.slips is not None or (not from_solutions(session) and bool(_notes(session)))
        return lines_first(self, session) if ready else super().rows(session)

    def own_rows(self, session: Session) -> list[Row]:
        if not from_solutions(session):
            return [*self._settled(session), *_notes(session)]
        return [*self._directions(session), *self._settled(session)]

    def _directions(self, session: Session) -> list[Row]:
        numbered = list(directions(session))
        title = "Hoeveel mensen kunnen hiermee leven?" if self.by_consent else "Waaruit kiezen jullie?"
        rows = [board.heading(title)]
        if numbered:
            rows += [board.plain(self._slips(session)), board.strong(self._state(session))]
        else:
            rows.append(board.plain("Er is nog geen bevestigde oplossing om uit te kiezen."))
        if tally_complete(session) and totals_open(session):
            numbered.sort(key=lambda one: -session.votes[one[1].id])
        rows += [
            board.line_row(session, line, number=f"{number}. ", extra=[self._votes(session, line)])
            for number, line in numbered
        ]
        waiting = [line for line in session.lines_of(None, Kind.OPLOSSING) if not line.agreed]
        return [*rows, *board.line_rows(session, waiting, "Nog niet bevestigd, dus nog geen nummer")]

    def _slips(self, session: Session) -> str:
        what = "Mensen die meedoen" if self.by_consent else "Briefjes"
        return f"{what}: {session.slips if session.slips is not None else 'nog niet ingevuld'} (a)."

    def _state(self, session: Session) -> str:
        numbered = directions(session)
        counted = sum(1 for _, line in numbered if line.id in session.votes)
        if not tally_complete(session):
            return f"Uitslag nog dicht: {counted} van {len(numbered)} geteld (g)."
        if session.tally_released:
            return "Uitslag getoond: de zaal ziet de aantallen."
        return "Uitslag compleet, maar nog dicht. Toon haar met o."

    def _votes(self, session: Session, line: Solution) -> str:
        votes = session.votes.get(line.id)
        if votes is None:
            return "nog niet geteld"
        if not totals_open(session):
            return "geteld"
        if self.by_consent:
            return f"{votes} van {session.slips} kunnen hiermee leven"
        return f"{votes} keer gekozen"

    def _settled(self, session: Session) -> list[Row]:
        agreements = [line for line in session.lines_of(None, Kind.AFSPRAAK) if isinstance(line, Agreement)]
        signals = list(session.lines_of(None, Kind.SIGNAAL))
        numbers = {line.id: number for number, line in directions(session)}
        rows = [board.heading(f"Afspraken ({len(agreements)} van {AT_MOST[Kind.AFSPRAAK]})"), board.plain(NO_TASK)]
        if not from_solutions(session) and any(not line.agreed for line in agreements):
            rows.append(board.strong("Lees ze samen voor: kan iedereen hiermee leven? Met J bevestig je alles."))
        for line in agreements:
            extra = [f"uit richting {numbers[line.origin]}"] if line.origin in numbers else []
            extra += ["zelf aangeboden?"] if "mantelzorger" in line.who.casefold() else []
            rows.append(board.line_row(session, line, extra=[*extra, *_missing(line)]))
        rows += [board.heading(f"Signaal ({len(signals)} van {AT_MOST[Kind.SIGNAAL]})")]
        rows += [board.line_row(session, line, extra=_missing(line)) for line in signals]
        return [*rows, *request_rows(session)]

    def reason(self, session: Session, command: Command, chosen: Line | None) -> str | None:
        if command in (COUNT, RELEASE, SLIPS) and not from_solutions(session):
            return NO_SOLUTIONS
        if command in (COUNT, RELEASE) and not directions(session):
            return "Er is nog geen bevestigde oplossing om te tellen."
        if command is RELEASE and not session.tally_released and not tally_complete(session):
            return "Nog niet alles is geteld. De uitslag blijft dicht tot dan."
        if command is AGREE_ON:
            return agree_on_reason(session, chosen, "een richting" if from_solutions(session) else "een notitie")
        if command is FILL_IN:
            if not isinstance(chosen, Agreement | Signal):
                return choose_first(session, "een afspraak of signaal")
            if not empty_details(chosen, _details(chosen)):
                return "Alles is ingevuld. Met e wijzig je het."
        return request_reason(session, command, chosen)

    async def do_slips(self, table: Table) -> None:
        await self._ask_slips(table)

    async def _ask_slips(self, table: Table) -> Outcome:
        def save(text: str) -> Intent | str:
            count = count_of(text)
            return NO_NUMBER if count is None else Happen(ev.SlipsHandedOut(count=count))

        label = "Hoeveel mensen doen mee?" if self.by_consent else "Hoeveel briefjes zijn er uitgedeeld?"
        known = table.session.slips or table.session.people
        return await table.ask_words(label, save, text=str(known) if known else "")

    async def do_count(self, table: Table) -> None:
        """Go through all directions; Enter without a number keeps what was counted, Esc stops."""
        if table.session.slips is None and await self._ask_slips(table) is not Outcome.SAVED:
            return
        for number, line in directions(table.session):
            votes = table.session.votes.get(line.id)
            now = f" (nu {votes})" if votes is not None and totals_open(table.session) else ""
            what = "hoeveel mensen?" if self.by_consent else "hoe vaak?"

            def save(text: str, id: int = line.id) -> Intent | str:
                count = count_of(text)
                return NO_NUMBER if count is None else Happen(ev.VotesCounted(line=id, votes=count))

            outcome = await table.ask_words(f"{number}. {short(line.text, 26)}: {what}{now}", save, optional=True)
            if outcome is Outcome.LEFT:
                return
        if tally_complete(table.session):
            table.say("Alles is geteld. Met o toon je de uitslag in de zaal.")
        else:
            table.say("Nog niet alles is geteld. De uitslag blijft dicht tot dan.")

    async def do_release(self, table: Table) -> None:
        on = not table.session.tally_released
        if await table.perform(Happen(ev.TallyReleased(on=on))):
            table.say("De zaal ziet nu de uitslag." if on else "De uitslag is weer dicht.")

    async def do_agree_on(self, table: Table) -> None:
        await agree_on(table, self.round)

    async def do_fill_in(self, table: Table) -> None:
        line = table.chosen_line
        if isinstance(line, Agreement | Signal):
            await fill_in(table, line, _details(line))

    async def do_ask_somebody(self, table: Table) -> None:
        await ask_somebody(table, self.round)

    async def do_answer(self, table: Table) -> None:
        await answer(table)


def from_solutions(session: Session) -> bool:
    """Tell whether the table chooses from solutions: there are some, or the draaiboek asks for them."""
    asked = any(round.kind is RoundKind.OPLOSSINGEN for round in session.material.playbook.rounds)
    return asked or any(True for _ in session.lines_of(None, Kind.OPLOSSING))


def agree_on_reason(session: Session, chosen: Line | None, what: str) -> str | None:
    """Say why no agreement can be made of the chosen line; `what` is what must be chosen."""
    if chosen is None or chosen.kind not in (Kind.OPLOSSING, Kind.NOTITIE):
        return choose_first(session, what)
    if sum(1 for _ in session.lines_of(None, Kind.AFSPRAAK)) >= AT_MOST[Kind.AFSPRAAK]:
        return "Er staan al drie afspraken. Wijzig er een of trek er een in."
    return None


async def agree_on(table: Table, round: Round) -> None:
    """Make an agreement of the chosen solution or note; it remembers where it came from."""
    line = table.chosen_line
    if line is None:
        return

    def save(text: str) -> Intent:
        return Record(Agreement(round=round.id, text=text, origin=line.id))

    text = (line.first_step if isinstance(line, Solution) else "") or line.text
    if await table.ask_words("Wat spreken jullie af?", save, text=text) is Outcome.SAVED:
        await ask_details(table, table.session.last_line, OF_AGREEMENT)


def _notes(session: Session) -> list[Row]:
    """What was noted and confirmed at the questions before: an agreement can come from it."""
    used = {line.origin for line in session.lines_of(None, Kind.AFSPRAAK) if isinstance(line, Agreement)}
    rows = []
    for round in session.material.playbook.rounds:
        notes = [line for line in session.lines_of(round.id, Kind.NOTITIE) if line.agreed]
        if notes:
            rows.append(board.heading(f"Uit “{round.title}”: kies een regel en druk op f"))
        rows += [
            board.line_row(session, line, extra=["staat bij de afspraken"] if line.id in used else []) for line in notes
        ]
    return rows


def totals_open(session: Session) -> bool:
    """Tell whether the leader sees totals: with one screen the room looks along, so only after the result is shown."""
    return session.opened.screens == 2 or session.tally_released


def _details(line: Line) -> tuple[Detail, ...]:
    return OF_SIGNAL if isinstance(line, Signal) else OF_AGREEMENT


def _missing(line: Line) -> list[str]:
    words = {"who": "nog geen wie", "when": "nog geen wanneer", "to": "nog geen ontvanger"}
    return [words[detail.field] for detail in empty_details(line, _details(line))]
