"""Standpunten: everybody defends, as well as they can, a standpunt that is not theirs."""

from collections.abc import Iterable
from dataclasses import replace
from typing import ClassVar

from gesprekskaarten.domain import events as ev
from gesprekskaarten.domain import voices
from gesprekskaarten.domain.cards import standpoint_of
from gesprekskaarten.domain.commands import Happen, Pass
from gesprekskaarten.domain.deck import CardKind
from gesprekskaarten.domain.lines import Contribution, Kind, Line, Source
from gesprekskaarten.domain.playbook import RoundKind
from gesprekskaarten.domain.session import Session
from gesprekskaarten.room.on_table import card_view
from gesprekskaarten.tui import board
from gesprekskaarten.tui.commands import Command
from gesprekskaarten.tui.rounds.base import PARK, Entry, Face, Table
from gesprekskaarten.tui.rounds.parts import NOBODY, PASS, lines_first, pass_reason, starters
from gesprekskaarten.tui.widgets.rows import Row

OTHER_CARD = Command(
    "other_card", ("w",), "andere kaart", "Geef wie aan het woord is een ander standpunt.", "Deze ronde", bar=61
)
NO_CARDS = "In deze decks staan geen standpunten."


class Standpunten(Face):
    kind = RoundKind.STANDPUNTEN
    commands: ClassVar = (OTHER_CARD, PASS)

    def entries(self, session: Session) -> tuple[Entry, ...]:
        hint = self.round.starters[0] if self.round.starters else "Wij vinden dat …"
        return (Entry(Kind.VERDEDIGING, "verdedigt", of_actor=True, placeholder=hint), PARK)

    def line(self, session: Session, entry: Entry, actor: str, text: str) -> Line | str:
        if entry.id != Kind.VERDEDIGING:
            return super().line(session, entry, actor, text)
        if not actor:
            return NOBODY
        if not session.present.get(actor):
            return _empty(session, actor)
        card = standpoint_of(session, actor)
        if not card:
            return _without(session, actor)
        return Contribution(
            round=self.round.id, kind=Kind.VERDEDIGING, text=text, actor=actor, card=card, source=Source.INGELEEFD
        )

    def rows(self, session: Session) -> list[Row]:
        """Once somebody speaks, the card stands first."""
        return lines_first(self, session) if session.turn else super().rows(session)

    def own_rows(self, session: Session) -> list[Row]:
        return [*self._now(session), *starters(self.round), *self._everybody(session)]

    def _now(self, session: Session) -> list[Row]:
        actor = session.turn
        if not actor:
            return [board.strong("Kies met v of een cijfer wie er nu verdedigt.")]
        if not session.present.get(actor):
            return [board.strong(_empty(session, actor))]
        card = session.card_of(standpoint_of(session, actor))
        if card is None:
            return [board.strong(_without(session, actor))]
        whose = card_view(card, session).whose
        return [
            board.strong(f"Nu: {session.actor_name(actor)}, met de kaart “{card.title}”"),
            *([board.plain(f"Standpunt van {whose}.")] if whose else []),
            board.plain(card.question),
            *([board.plain(card.explanation)] if card.explanation else []),
            board.plain("Liever niet? Geef door (d) of neem een andere kaart (w)."),
        ]

    def _everybody(self, session: Session) -> list[Row]:
        lines = list(session.lines_of(self.round.id, Kind.VERDEDIGING))
        rows = [board.heading("Wie verdedigt wat")]
        if not others_than(session, ""):
            rows.append(board.plain(NO_CARDS))
        for actor in session.actors:
            rows.append(self._actor_row(session, actor))
            rows += _said(session, [line for line in lines if isinstance(line, Contribution) and line.actor == actor])
        waiting = voices.not_heard(session)
        if lines and waiting and session.round_id == self.round.id:
            rows.append(board.strong(f"Nog niet geweest: {board.names(session, waiting)}. Doorgeven mag (d)."))
        return rows

    def _actor_row(self, session: Session, actor: str) -> Row:
        card = session.card_of(standpoint_of(session, actor))
        number = session.actors.index(actor) + 1
        whose = card_view(card, session).whose if card else ""
        held = f"“{card.title}”{f' van {whose}' if whose else ''}" if card else "nog geen kaart"
        if not session.present[actor]:
            return board.bullet(f"{number} {session.actor_name(actor)}: lege stoel", "○")
        if actor == session.turn:
            sign, state = "▶", "nu aan het woord"
        elif actor in session.heard_in(self.round.id):
            sign, state = "✓", "geweest"
        elif actor in session.passed_in(self.round.id):
            sign, state = "–", "gaf door"
        else:
            sign, state = "·", "komt nog"
        return board.bullet(f"{number} {session.actor_name(actor)}, {state}: {held}", sign)

    def reason(self, session: Session, command: Command, chosen: Line | None) -> str | None:
        if command is PASS or not session.turn:
            return pass_reason(session)
        if not session.present.get(session.turn):
            return _empty(session, session.turn)
        return None if others_than(session, session.turn) else _no_other(session, session.turn)

    async def do_other_card(self, table: Table) -> None:
        session, actor = table.session, table.session.turn or ""
        dealt = dict(session.standpoints) | {actor: another(session, actor)}
        if await table.perform(Happen(ev.StandpointsDealt(dealt=tuple(dealt.items())))):
            card = table.session.card_of(dealt[actor])
            table.say(f"{session.actor_name(actor)}, nieuwe kaart: “{card.title if card else ''}”.")

    async def do_pass_turn(self, table: Table) -> None:
        await table.perform(Pass())


def others_than(session: Session, actor: str) -> tuple[str, ...]:
    """Return the standpunten that are not of this actor and that they do not hold now."""
    held = standpoint_of(session, actor)
    return tuple(
        name
        for name, card in session.material.all_cards.items()
        if card.kind is CardKind.STANDPUNT and actor not in card.actors and name != held
    )


def another(session: Session, actor: str) -> str:
    """Return the next standpunt for this actor, if possible one that nobody at the table holds."""
    cards = list(session.material.all_cards)
    held = standpoint_of(session, actor)
    here = cards.index(held) if held in cards else -1
    others = sorted(others_than(session, actor), key=lambda name: (cards.index(name) <= here, cards.index(name)))
    taken = {card for who, card in session.standpoints if session.present.get(who)}
    return next((name for name in others if name not in taken), others[0])


def _said(session: Session, lines: Iterable[Contribution]) -> list[Row]:
    """Lines under who said them; of a card that was changed since, it says which."""
    rows = []
    for line in lines:
        card = session.card_of(line.card)
        changed = line.card != standpoint_of(session, line.actor)
        extra = [f"bij “{card.title}”"] if card and changed else []
        rows.append(replace(board.line_row(session, line, extra=extra), indent=2))
    return rows


def _empty(session: Session, actor: str) -> str:
    return f"De stoel van {session.actor_name(actor)} is leeg. Geef de beurt aan iemand die er is."


def _without(session: Session, actor: str) -> str:
    if others_than(session, actor):
        return f"{session.actor_name(actor)} heeft nog geen kaart. Geef er een met w."
    return _no_other(session, actor)


def _no_other(session: Session, actor: str) -> str:
    what = "andere kaart" if standpoint_of(session, actor) else "kaart"
    return f"Voor {session.actor_name(actor)} is er geen {what}. Doorgeven mag altijd (d)."
