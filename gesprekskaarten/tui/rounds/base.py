"""What every round has: rows for the board, kinds of lines to type, commands of its own."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from functools import partial
from typing import ClassVar, Protocol

from gesprekskaarten.domain import voices
from gesprekskaarten.domain.commands import Amend, Intent
from gesprekskaarten.domain.lines import Contribution, Kind, Line, Source
from gesprekskaarten.domain.playbook import Round, RoundKind
from gesprekskaarten.domain.session import Session
from gesprekskaarten.tui import board
from gesprekskaarten.tui.commands import Command
from gesprekskaarten.tui.widgets.choice import Option
from gesprekskaarten.tui.widgets.rows import Row


class Outcome(Enum):
    """How a question that was answered by typing ended."""

    SAVED = auto()
    SKIPPED = auto()
    LEFT = auto()


@dataclass(frozen=True)
class Detail:
    """A question after the line itself, for one of its fields; Enter without words skips it."""

    field: str
    label: str


@dataclass(frozen=True)
class Entry:
    """One kind of line that can be typed in a round; Tab goes to the next kind."""

    id: str
    name: str
    """What stands above the field: `feit`."""
    of_actor: bool = False
    """It belongs to who has the floor, not to the whole table."""
    stays: bool = False
    """After Enter the field stays open for the next one."""
    details: tuple[Detail, ...] = ()
    placeholder: str = ""


class Table(Protocol):
    """What a round may ask of the screen it stands on."""

    @property
    def session(self) -> Session: ...

    @property
    def chosen_line(self) -> Line | None: ...

    @property
    def chosen_row(self) -> str | None: ...

    def say(self, text: str) -> None: ...

    async def perform(self, *intents: Intent) -> bool: ...

    async def choose(self, question: str, options: Sequence[Option], current: str | None = None) -> str | None: ...

    async def ask_words(
        self,
        label: str,
        save: Callable[[str], Intent | str | None],
        *,
        text: str = "",
        optional: bool = False,
        more: bool = False,
    ) -> Outcome: ...


ALONE = "Je typt alleen: luister eerst. Is iedereen geweest, typ dan met Enter per actor de kern."
PARK = Entry("parkeren", "parkeren", stays=True, placeholder="Wat bewaren we voor later?")


class Face:
    """A round as the leader sees it. Subclasses say what is special about their kind of round."""

    kind: ClassVar[RoundKind]
    commands: ClassVar[tuple[Command, ...]] = ()
    """What can be done in this kind of round; one with the id of a common command takes its place."""
    own_first: ClassVar[bool] = False
    """What is special about this round comes before the sentences, from the beginning."""

    def __init__(self, round: Round) -> None:
        self.round = round

    def entries(self, session: Session) -> tuple[Entry, ...]:
        """Kinds of lines that can be typed now, the usual one first."""
        return (PARK,)

    def first_entry(self, session: Session) -> str:
        """Return the id of the kind of line that this step of the round begins with; "" for the first of `entries`."""
        return ""

    def line(self, session: Session, entry: Entry, actor: str, text: str) -> Line | str:
        """Make the line that Enter records, or say in Dutch why there can be none."""
        return contribution(session, self.round, Kind(entry.id), actor if entry.of_actor else "", text)

    def rows(self, session: Session) -> list[Row]:
        """What stands on the board, under the steps of the round: sentences to begin with, later the lines first."""
        own = [*self.own_rows(session), *self.parked(session)]
        begun = any(True for _ in session.lines_of(self.round.id))
        begun = begun or self.own_first
        say = board.sentences(self.round.sentences)
        alone = [board.strong(ALONE)] if not session.opened.scribe and self._by_turns(session) else []
        return [*alone, *own, *say] if begun else [*alone, *say, *own]

    def _by_turns(self, session: Session) -> bool:
        return any(entry.of_actor for entry in self.entries(session))

    def own_rows(self, session: Session) -> list[Row]:
        """The lines of this round, in the way that suits it."""
        return []

    def parked(self, session: Session) -> list[Row]:
        return board.line_rows(session, session.lines_of(self.round.id, Kind.PARKEREN), "Geparkeerd")

    def reason(self, session: Session, command: Command, chosen: Line | None) -> str | None:
        """Say why one of `commands` cannot be done now; None when it can."""
        return None

    def handler(self, command: Command, table: Table) -> Callable[[], Awaitable[None] | None]:
        """Return what does one of `commands`."""
        found: Callable[[Table], Awaitable[None] | None] = getattr(self, f"do_{command.id}")
        return lambda: found(table)


def contribution(session: Session, round: Round, kind: Kind, actor: str, text: str) -> Line:
    """Make a plain line; who speaks for an empty chair imagines, who speaks for all is the group."""
    if not actor:
        source = Source.GROEP
    elif not session.present.get(actor):
        source = Source.INGELEEFD
    else:
        source = Source.ZELF
    return Contribution.model_validate(
        {"round": round.id, "kind": kind, "actor": actor, "source": source, "text": text}
    )


def turn_rows(session: Session) -> list[Row]:
    """Everybody's turn in this round, in speaking order: heard, now, passed, still to come, empty chair."""
    heard, passed = session.heard_in(session.round_id), session.passed_in(session.round_id)
    order = voices.speaking_order(session)
    numbers = {actor: str(number) for number, actor in enumerate(session.actors, 1)}
    rows = [board.heading("Wie is aan de beurt")]
    for actor in (*order, *(actor for actor in session.actors if actor not in order)):
        count = session.present.get(actor, 0)
        name = session.actor_name(actor) + (f" ({count})" if count > 1 else "")
        if actor == session.turn:
            sign, state = "▶", "nu aan het woord"
        elif not count:
            sign, state = "○", "lege stoel"
        elif actor in heard:
            sign, state = "✓", "geweest"
        elif actor in passed:
            sign, state = "–", "gaf door"
        else:
            sign, state = "·", "nog niet gehoord"
        rows.append(board.bullet(f"{numbers[actor]} {name}: {state}", sign))
    return rows


async def ask_details(table: Table, line: int, details: Sequence[Detail], *, more: bool = False) -> bool:
    """Ask the fields of a line one by one; Enter without words skips, Esc stops: False then.

    `more`: something else is asked at once after the last one.
    """
    for number, detail in enumerate(details, 1):
        if line not in table.session.lines:
            return False
        before = getattr(table.session.lines[line], detail.field, "")
        save = partial(_amended, line, detail.field, before)
        outcome = await table.ask_words(
            f"{detail.label} (mag leeg)", save, text=before, optional=True, more=more or number < len(details)
        )
        if outcome is Outcome.LEFT:
            return False
    return True


def _amended(line: int, field: str, before: str, text: str) -> Intent | None:
    return Amend(line, {field: text}) if text != before else None
