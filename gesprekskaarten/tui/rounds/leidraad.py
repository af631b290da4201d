"""Leidraad: a list of questions, one after the other, with notes under each; skipping is fine."""

from collections.abc import Iterable
from dataclasses import replace
from typing import ClassVar

from gesprekskaarten.domain.cards import Ask, NextQuestion, SkipQuestion, next_question
from gesprekskaarten.domain.deck import Card
from gesprekskaarten.domain.lines import Contribution, Kind, Line, Source
from gesprekskaarten.domain.playbook import RoundKind
from gesprekskaarten.domain.session import Session
from gesprekskaarten.tui import board
from gesprekskaarten.tui.commands import Command
from gesprekskaarten.tui.rounds.base import PARK, Entry, Face, Table
from gesprekskaarten.tui.rounds.kiezen import AGREE_ON, agree_on, agree_on_reason
from gesprekskaarten.tui.rounds.parts import lines_first, short, starters
from gesprekskaarten.tui.widgets.choice import Option
from gesprekskaarten.tui.widgets.rows import Row

NEXT = Command(
    "next_step", ("n",), "volgende vraag", "Ga naar de volgende vraag die nog niet geweest is.", "Deze ronde", bar=72
)
SKIP = Command("skip_question", ("o",), "overslaan", "Sla deze vraag over en ga verder.", "Deze ronde", bar=62)
ASK = Command(
    "ask_question",
    ("g",),
    "vraag kiezen",
    "Stel de vraag die in de lijst is gekozen, of kies er een.",
    "Deze ronde",
    bar=61,
)
QUESTION = "vraag "
"""How the key of the row of a question begins."""
NO_QUESTIONS = "Bij deze ronde horen vragen uit een deck dat hier niet ligt."
ALL_HAD = "Alle vragen zijn aan bod geweest. Met → zie je wat hierna komt."


class Leidraad(Face):
    kind = RoundKind.LEIDRAAD
    commands: ClassVar = (NEXT, SKIP, ASK, AGREE_ON)

    def entries(self, session: Session) -> tuple[Entry, ...]:
        questions = session.questions
        place = f" bij vraag {questions.index(session.subject) + 1}" if session.subject in questions else ""
        return (Entry(Kind.NOTITIE, f"notitie{place}", stays=True, placeholder="Wat zeggen jullie hierover?"), PARK)

    def line(self, session: Session, entry: Entry, actor: str, text: str) -> Line | str:
        if entry.id != Kind.NOTITIE:
            return super().line(session, entry, actor, text)
        if session.subject not in session.questions:
            return NO_QUESTIONS
        return Contribution(
            round=self.round.id, kind=Kind.NOTITIE, text=text, source=Source.GROEP, card=session.subject
        )

    def rows(self, session: Session) -> list[Row]:
        """The question on the table first; what to say before the list, until something was noted."""
        now = self._now(session)
        if any(session.lines_of(self.round.id)):
            return [*now, *lines_first(self, session)]
        return [*now, *board.sentences(self.round.sentences), *self.own_rows(session)]

    def own_rows(self, session: Session) -> list[Row]:
        return [*self._list(session), *self._agreements(session)]

    def _way(self, session: Session) -> tuple[str, ...]:
        return session.material.way(self.round.route)

    def _subject(self, session: Session) -> str:
        """The question on the table; "" when the table is in another round."""
        return session.subject if session.round_id == self.round.id and session.questions else ""

    def _notes(self, session: Session) -> list[Contribution]:
        lines = session.lines_of(self.round.id, Kind.NOTITIE)
        return [line for line in lines if isinstance(line, Contribution)]

    def _now(self, session: Session) -> list[Row]:
        way, subject = self._way(session), self._subject(session)
        card = session.card_of(subject)
        if card is None:
            return [] if way else [board.strong(NO_QUESTIONS)]
        theme = next((title for title, cards in session.material.steps(self.round.route) if subject in cards), "")
        head = f"Vraag {way.index(subject) + 1} van {len(way)}" + (f" · {theme}" if theme else "")
        if subject in session.skipped:
            head += " (overgeslagen)"
        return [
            board.heading(head),
            board.strong(card.question),
            *(board.bullet(probe) for probe in card.probes),
            *(starters(self.round) or _examples(card)),
            *_under(session, [line for line in self._notes(session) if line.card == subject]),
        ]

    def _list(self, session: Session) -> list[Row]:
        way, subject, notes = self._way(session), self._subject(session), self._notes(session)
        had = self._had(session)
        skipped = sum(1 for card in way if card in session.skipped)
        title = f"De vragen: {len(had - set(session.skipped))} van {len(way)} aan bod"
        rows = [board.heading(title + (f", {skipped} overgeslagen" if skipped else ""))] if way else []
        if way and had | set(session.skipped) >= set(way):
            rows.append(board.plain(ALL_HAD))
        if self.round.document:
            rows.append(board.plain(f"De notities worden ook een eigen stuk: “{self.round.document}”."))
        for theme, cards in session.material.steps(self.round.route):
            rows += [board.strong(theme)] if theme else []
            for card in cards:
                rows.append(self._question_row(session, card, had))
                rows += [] if card == subject else _under(session, [line for line in notes if line.card == card])
        rest = [line for line in notes if line.card not in way]
        return [*rows, *([board.heading("Andere notities"), *_under(session, rest)] if rest else [])]

    def _had(self, session: Session) -> set[str]:
        """The questions that were on the table or have a note, the one of now too."""
        noted = {line.card for line in self._notes(session)}
        asked = {*session.during.get(self.round.id, ()), session.asked.get(self.round.id, "")}
        return {card for card in self._way(session) if card in noted or card in asked}

    def _question_row(self, session: Session, reference: str, had: set[str]) -> Row:
        card = session.card_of(reference)
        name = f"{self._way(session).index(reference) + 1} {card.title if card else reference}"
        name += " –" if name.endswith("?") else ":"
        if reference == self._subject(session):
            return replace(board.strong(f"▶ {name} nu"), hanging=2)
        if reference in session.skipped:
            sign, state = "–", "overgeslagen"
        elif reference in had:
            sign, state = "✓", "geweest"
        else:
            sign, state = "·", "komt nog"
        return board.bullet(f"{name} {state}", sign, key=f"{QUESTION}{reference}")

    def _agreements(self, session: Session) -> list[Row]:
        lines = session.lines_of(self.round.id, Kind.AFSPRAAK)
        return board.line_rows(session, lines, "Afspraken uit deze ronde")

    def reason(self, session: Session, command: Command, chosen: Line | None) -> str | None:
        if command is AGREE_ON:
            return agree_on_reason(session, chosen, "een notitie")
        if not session.questions:
            return NO_QUESTIONS
        if command is NEXT and next_question(session) is None:
            return ALL_HAD
        if command is SKIP and session.subject in session.skipped:
            return "Deze vraag is al overgeslagen."
        return None

    async def do_next_step(self, table: Table) -> None:
        await table.perform(NextQuestion())

    async def do_skip_question(self, table: Table) -> None:
        before = _title(table.session, table.session.subject)
        if await table.perform(SkipQuestion()):
            table.say(f"Overgeslagen: {before}. Terug kan altijd, met g.")

    async def do_ask_question(self, table: Table) -> None:
        """The chosen question, or the one of the chosen note; otherwise it is asked which."""
        session, line = table.session, table.chosen_line
        wanted = question_of(table.chosen_row)
        if wanted is None and table.chosen_row is not None and isinstance(line, Contribution):
            wanted = line.card
        if wanted not in session.questions or wanted == session.subject:
            wanted = await table.choose("Welke vraag?", _options(session), session.subject)
        if wanted is not None and wanted != session.subject:
            await table.perform(Ask(wanted))

    async def do_agree_on(self, table: Table) -> None:
        await agree_on(table, self.round)


def question_of(row: str | None) -> str | None:
    """Return which question a row of the board is."""
    return row.removeprefix(QUESTION) if row and row.startswith(QUESTION) else None


def _options(session: Session) -> list[Option]:
    numbered = list(enumerate(session.questions, 1))
    if len(numbered) < 10:
        return [Option(card, short(_title(session, card)), str(number)) for number, card in numbered]
    return [Option(card, f"{number} {short(_title(session, card))}") for number, card in numbered]


def _title(session: Session, reference: str) -> str:
    card = session.card_of(reference)
    return card.title if card else reference


def _under(session: Session, lines: Iterable[Line]) -> list[Row]:
    return [replace(board.line_row(session, line), indent=2) for line in lines]


def _examples(card: Card) -> list[Row]:
    """Sentences on the card itself, for who finds no words."""
    return [board.plain(f"Beginzinnen: {' / '.join(card.starters)}")] if card.starters else []
