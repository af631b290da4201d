"""Rows, questions and commands that several kinds of rounds share."""

from collections.abc import Collection, Sequence

from gesprekskaarten.domain.lines import Kind, Line
from gesprekskaarten.domain.playbook import Round
from gesprekskaarten.domain.session import Session
from gesprekskaarten.tui import board
from gesprekskaarten.tui.commands import Command
from gesprekskaarten.tui.rounds.base import Detail, Face, Table, ask_details
from gesprekskaarten.tui.widgets.rows import Row

PASS = Command("pass_turn", ("d",), "doorgeven", "De spreker geeft door. Dat mag altijd.", "Beurten", bar=60)
FILL_IN = Command("fill_in", ("d",), "aanvullen", "Vul bij de gekozen regel aan wat nog leeg is.", "Deze ronde", bar=29)
NOBODY = "Er is niemand aan het woord. Kies eerst een actor met een cijfer, of v."
NO_NUMBER = "Typ alleen een getal, bijvoorbeeld 6."


def pass_reason(session: Session) -> str | None:
    """Say why nobody can pass now."""
    return None if session.turn else NOBODY


def choose_first(session: Session, what: str) -> str:
    """Say that a line must be chosen; with one beeld that is done on the leader's own sheet."""
    return f"Kies eerst op je blad (F5) {what}." if session.opened.screens == 1 else f"Kies eerst met ↑ en ↓ {what}."


def short(text: str, most: int = 60) -> str:
    """The beginning of a text, to name it in a question; the board always shows the whole line."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def count_of(text: str) -> int | None:
    """Read a number that was typed; None when it is none."""
    digits = text.strip()
    return int(digits) if digits.isdecimal() and len(digits) <= 4 else None


def room_reads(session: Session, round: Round) -> list[Row]:
    """What stands on the room screen in this step of the round."""
    step = round.steps[session.step] if session.step < len(round.steps) else None
    text = (step.room if step else "") or round.room
    lines = [line for line in text.split("\n") if line]
    return [board.heading("De zaal leest"), *(board.bullet(line) for line in lines)] if lines else []


def lines_first(face: Face, session: Session) -> list[Row]:
    """The board of a round in which the leader needs the lines before the sentences."""
    return [*face.own_rows(session), *face.parked(session), *board.sentences(face.round.sentences)]


def starters(round: Round) -> list[Row]:
    """Beginnings of sentences that help who finds no words."""
    return [board.plain(f"Beginzinnen: {' / '.join(round.starters)}")] if round.starters else []


def unconfirmed_rows(session: Session, shown: Collection[int] = ()) -> list[Row]:
    """Every line of the session that still waits for akkoord; lines in `shown` stand elsewhere on the board."""
    waiting = session.unconfirmed()
    if not waiting:
        return [board.plain("Alles is bevestigd.")]
    title = f"Nog niet bevestigd: {board.rules(len(waiting))}"
    rows = [board.heading(title), board.plain("Komt zo niet in het verslag. Kies een regel: j akkoord, x intrekken.")]
    return [*rows, *(board.line_row(session, line) for line in waiting if line.id not in shown)]


def parked_here(session: Session, round: Round) -> set[int]:
    """Lines that already stand under "Geparkeerd"."""
    return {line.id for line in session.lines_of(round.id, Kind.PARKEREN)}


def empty_details(line: Line, details: Sequence[Detail]) -> tuple[Detail, ...]:
    """Details of which nothing was said yet."""
    return tuple(detail for detail in details if not getattr(line, detail.field))


async def fill_in(table: Table, line: Line, details: Sequence[Detail]) -> None:
    """Ask what is still empty; what is filled is changed with wijzigen."""
    await ask_details(table, line.id, empty_details(line, details))
