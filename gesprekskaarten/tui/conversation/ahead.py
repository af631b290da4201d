"""What the leader sees before going to a round: what is still open here, and what comes there."""

from gesprekskaarten.domain.agenda import Agenda
from gesprekskaarten.domain.playbook import Round, RoundKind
from gesprekskaarten.domain.session import Session
from gesprekskaarten.tui import board
from gesprekskaarten.tui.conversation.questions import before_leaving
from gesprekskaarten.tui.widgets.rows import Row


def ahead_rows(session: Session, plan: Agenda, place: int, *, seen: bool) -> list[Row]:
    """Rows for the round at `place` in the draaiboek, without what is for the leader when it is `seen` by the room."""
    block = plan.blocks[place]
    round = block.round
    rounds = len(plan.blocks)
    rows: list[Row] = []
    if not session.round_id:
        rows += _opening(session)
    open_here = before_leaving(session)
    if open_here:
        rows += [board.heading("Voordat je verdergaat"), *(board.bullet(text, "!") for text in open_here)]
        if not seen:
            rows += [board.line_row(session, line) for line in session.unconfirmed(session.round_id)]
        rows.append(board.gap())
    title = f"Ronde {place + 1} van {rounds}: {round.title} ({board.minutes(block.planned)})"
    rows.append(board.heading(title))
    if block.used:
        rows.append(board.plain(f"Hier zijn jullie al geweest: {board.minutes(block.used)}. Alles staat er nog."))
    rows += [board.bullet(f"{step.title} ({board.minutes(step.minutes)})") for step in round.steps]
    if round.room:
        rows += [board.heading("De zaal leest"), *(board.plain(text, 2) for text in round.room.split("\n"))]
    rows += _cards_ahead(session, round)
    if not seen:
        rows += board.sentences(round.sentences)
    return rows


def _cards_ahead(session: Session, round: Round) -> list[Row]:
    """What a round about cards brings: how many questions on what, or a standpunt for everybody."""
    if round.kind is RoundKind.STANDPUNTEN and not session.standpoints:
        return [board.bullet("Iedereen krijgt blind een standpunt dat niet van henzelf is.")]
    steps = session.material.steps(round.route) if round.kind is RoundKind.LEIDRAAD else ()
    if not steps:
        return []
    rows = [board.heading(questions(len(session.material.way(round.route))))]
    rows += [board.bullet(f"{theme} ({questions(len(cards))})") for theme, cards in steps if theme]
    titles = (session.card_of(card) for theme, cards in steps if not theme for card in cards)
    return [*rows, *(board.bullet(card.title) for card in titles if card)]


def questions(count: int) -> str:
    return "1 vraag" if count == 1 else f"{count} vragen"


def _opening(session: Session) -> list[Row]:
    casus = session.casus
    rows = [board.strong(session.title)]
    if casus:
        rows.append(board.plain(f"Casus: {casus.title}"))
    present = board.names(session, session.at_table)
    rows.append(board.plain(f"Aan tafel: {present}." if present else "Er zit nog niemand aan tafel."))
    empty = [actor for actor in session.actors if not session.present[actor]]
    if empty:
        rows.append(board.plain(f"Lege stoel: {board.names(session, empty)}."))
    return [*rows, board.gap()]
