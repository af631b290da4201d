"""Wat heb ik van je nodig: one request per actor, with an answer that may be no (WINFY)."""

from collections.abc import Sequence
from typing import ClassVar

from gesprekskaarten.domain.commands import Amend, Pass, Record
from gesprekskaarten.domain.lines import Answer, Kind, Line, Request
from gesprekskaarten.domain.playbook import Round, RoundKind
from gesprekskaarten.domain.session import Session
from gesprekskaarten.tui import board
from gesprekskaarten.tui.commands import Command
from gesprekskaarten.tui.rounds.base import PARK, Entry, Face, Table, turn_rows
from gesprekskaarten.tui.rounds.parts import NOBODY, PASS, pass_reason, short
from gesprekskaarten.tui.widgets.choice import Option
from gesprekskaarten.tui.widgets.rows import Row

ASK = Command(
    "ask_somebody", ("w",), "verzoek", "Leg vast wat een actor van een ander nodig heeft.", "Deze ronde", bar=56
)
ANSWER = Command("answer", ("o", "y"), "antwoord", "Leg het antwoord op een verzoek vast.", "Deze ronde", bar=65)
TO = "verzoek "


class Verzoek(Face):
    kind = RoundKind.VERZOEK
    commands: ClassVar = (ANSWER, ASK, PASS)

    def entries(self, session: Session) -> tuple[Entry, ...]:
        """One entry for each actor the request can be to: Tab chooses whom."""
        to = (
            Entry(
                f"{TO}{about}",
                f"vraagt {short(session.actor_name(about), 24)}",
                of_actor=True,
                placeholder="Ik heb van je nodig dat …",
            )
            for about in session.actors
            if about != session.turn
        )
        return (*to, PARK)

    def line(self, session: Session, entry: Entry, actor: str, text: str) -> Line | str:
        if not entry.id.startswith(TO):
            return super().line(session, entry, actor, text)
        return request(session, self.round, actor, entry.id.removeprefix(TO), text)

    def own_rows(self, session: Session) -> list[Row]:
        return [
            *turn_rows(session),
            *request_rows(session, "Nog geen verzoeken."),
            board.plain("Nee is ook een antwoord. Te vaag? Vraag het dan kleiner."),
        ]

    def reason(self, session: Session, command: Command, chosen: Line | None) -> str | None:
        if command is PASS:
            return pass_reason(session)
        return request_reason(session, command, chosen)

    async def do_ask_somebody(self, table: Table) -> None:
        await ask_somebody(table, self.round)

    async def do_answer(self, table: Table) -> None:
        await answer(table)

    async def do_pass_turn(self, table: Table) -> None:
        await table.perform(Pass())


def request(session: Session, round: Round, actor: str, about: str, text: str) -> Request | str:
    """Make a request, or say why this actor can make none."""
    if not actor:
        return NOBODY
    if not session.present.get(actor):
        return f"De stoel van {session.actor_name(actor)} is leeg. Een verzoek doe je zelf."
    if about == actor:
        return "Een verzoek doe je aan een ander. Kies met Tab aan wie."
    return Request(round=round.id, text=text, actor=actor, about=about)


def requests(session: Session) -> list[Request]:
    return [line for line in session.lines_of(None, Kind.VERZOEK) if isinstance(line, Request)]


def request_rows(session: Session, none: str = "") -> list[Row]:
    lines = requests(session)
    waiting = sum(1 for line in lines if line.answer is None)
    title = f"Verzoeken ({waiting} van {len(lines)} zonder antwoord)" if waiting else "Verzoeken"
    return board.line_rows(session, lines, title, none)


def request_reason(session: Session, command: Command, chosen: Line | None) -> str | None:
    """Say why no request can be made or answered now."""
    if command.id == ASK.id and (not session.at_table or len(session.actors) < 2):
        return "Voor een verzoek zijn minstens twee rollen nodig."
    if command.id == ANSWER.id:
        line = _to_answer(session, chosen)
        if line is None:
            return "Er is geen verzoek dat op antwoord wacht."
        if not session.present.get(line.about):
            return f"{session.actor_name(line.about)} is er niet. Niemand anders kan antwoord geven."
    return None


def _to_answer(session: Session, chosen: Line | None) -> Request | None:
    """The chosen request, or else the first without an answer of somebody who is here."""
    if isinstance(chosen, Request):
        return chosen
    open_ones = (line for line in requests(session) if line.answer is None and session.present.get(line.about))
    return next(open_ones, None)


async def answer(table: Table) -> None:
    """Ask what the other says to the request."""
    line = _to_answer(table.session, table.chosen_line)
    if line is None:
        return
    options = [
        Option(Answer.JA, "ja"),
        Option(Answer.NEE, "nee"),
        Option(Answer.PROBEER, "ik probeer het"),
        Option(Answer.VAAG, "te vaag"),
    ]
    who = table.session.actor_name(line.about)
    picked = await table.choose(f"Wat antwoordt {who}? “{short(line.text, 120)}”", options, line.answer)
    if picked is not None and picked != line.answer:
        await table.perform(Amend(line.id, {"answer": Answer(picked)}))


async def ask_somebody(table: Table, round: Round) -> None:
    """Ask who needs something, from whom, and what."""
    session = table.session
    actor = session.turn if session.turn in session.at_table else None
    actor = actor or await table.choose("Wie doet een verzoek?", _options(session, session.at_table))
    if actor is None:
        return
    others = [other for other in session.actors if other != actor]
    about = await table.choose(f"Aan wie vraagt {session.actor_name(actor)} iets?", _options(session, others))
    if about is None:
        return

    def save(text: str) -> Record | str:
        made = request(table.session, round, actor, about, text)
        return made if isinstance(made, str) else Record(made)

    asker, asked = short(session.actor_name(actor), 24), short(session.actor_name(about), 24)
    await table.ask_words(f"{asker} vraagt {asked}", save)


def _options(session: Session, actors: Sequence[str]) -> list[Option]:
    numbers = {actor: str(number) for number, actor in enumerate(session.actors, 1) if number <= 9}
    return [Option(actor, session.actor_name(actor), numbers.get(actor, "")) for actor in actors]
