"""The actor-dilemmamatrix: what shapes each actor, the dilemmas, and what was said in this conversation."""

from collections.abc import Iterable
from dataclasses import replace
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.content import Content

from gesprekskaarten.domain.deck import Dilemma
from gesprekskaarten.domain.lines import Exchange, Line, Request
from gesprekskaarten.domain.session import Session
from gesprekskaarten.tui import board
from gesprekskaarten.tui.commands import Command
from gesprekskaarten.tui.screens.side import Side, all_actors, seats
from gesprekskaarten.tui.widgets.rows import Row, Rows

SIDES = ("Aan de ene kant", "Aan de andere kant")


class MatrixScreen(Side[None]):
    """Shows one actor at a time, under the list of all of them."""

    COMMANDS: ClassVar[tuple[Command, ...]] = (
        Command("next_actor", ("right",), "volgende actor", "Laat de volgende actor zien.", "Matrix", bar=80),
        Command("previous_actor", ("left",), "vorige actor", "Laat de vorige actor zien.", "Matrix", bar=75),
        Command(
            "pick_actor", tuple("123456789"), "een actor", "Laat de actor zien met dit cijfer voor de naam.", "Matrix"
        ),
    )

    DEFAULT_CSS = """
    MatrixScreen #actors { height: auto; max-height: 30%; }
    MatrixScreen #board { border-top: solid $border; }
    """

    def __init__(self, session: Session, seen: bool) -> None:
        super().__init__(seen)
        self.session = session
        self.actors = all_actors(session)
        self.names = Rows(id="actors")
        self.names.can_focus = False

    def body(self) -> ComposeResult:
        yield self.top
        yield self.names
        yield self.board

    def on_mount(self) -> None:
        self.names.set_rows([self._name_row(number, actor) for number, actor in enumerate(self.actors, 1)])
        self._show(self.session.turn if self.session.turn in self.actors else next(iter(self.actors), None))

    def heading(self) -> str:
        if self.actor is None:
            return "Matrix: geen actoren"
        place = self.actors.index(self.actor) + 1
        return f"Matrix {place}/{len(self.actors)}: {self.session.actor_name(self.actor)}"

    @property
    def actor(self) -> str | None:
        """The actor that is shown."""
        return self.names.selected

    def _name_row(self, number: int, actor: str) -> Row:
        session = self.session
        dilemmas = known.dilemmas if (known := session.deck_actor(actor)) else ()
        counts = f"{_count(len(dilemmas), 'dilemma', 'dilemma’s')}, {board.rules(len(_said(session, actor)))}"
        seat = session.present.get(actor) or seats(session, actor)
        return board.plain(f"{number} {session.actor_name(actor)} ({seat}): {counts}", key=actor)

    def rows(self) -> list[Row]:
        if self.actor is None:
            return [board.plain("In dit gesprek zijn nog geen actoren. Met p voeg je ze toe.")]
        return [*self._from_deck(self.actor), *_tonight(self.session, self.actor)]

    def _from_deck(self, actor: str) -> list[Row]:
        known = self.session.deck_actor(actor)
        if known is None:
            return [board.plain("Deze actor is aan tafel toegevoegd: in het deck staat er niets over.")]
        rows = [board.heading("Wat het perspectief bepaalt")]
        rows += [board.bullet(one.text) for one in known.perspectives]
        if not known.perspectives:
            rows.append(board.plain("In het deck staat niet wat dit perspectief bepaalt."))
        rows.append(board.heading("Dilemma’s"))
        for dilemma in known.dilemmas:
            rows += _dilemma_rows(dilemma)
        if not known.dilemmas:
            rows.append(board.plain("In het deck staan geen dilemma’s van deze actor."))
        return rows

    def _show(self, actor: str | None) -> None:
        self.names.select(actor)

    def on_rows_selected(self, event: Rows.Selected) -> None:
        """Another actor was chosen, by key or by a click on the name."""
        if event.rows is self.names:
            self.show_again()
            self.board.scroll_home(animate=False)

    def reason(self, command: Command) -> str | None:
        if command in self.COMMANDS and len(self.actors) < 2:
            return "Er is geen andere actor."
        return None

    async def on_key(self, event: events.Key) -> None:
        if self.focused is None and event.key in Rows.KEYS:
            self.board.press(event.key)
        elif event.key.isdecimal() and 1 <= int(event.key) <= len(self.actors):
            self._show(self.actors[int(event.key) - 1])
        else:
            return
        event.stop()
        event.prevent_default()

    def do_pick_actor(self) -> None:
        self.say("Druk op het cijfer dat voor de naam van de actor staat.")

    def do_next_actor(self) -> None:
        self._step(1)

    def do_previous_actor(self) -> None:
        self._step(-1)

    def _step(self, by: int) -> None:
        if self.actor is not None:
            self._show(self.actors[(self.actors.index(self.actor) + by) % len(self.actors)])


def _said(session: Session, actor: str) -> list[Line]:
    """Return everything this actor said, in whatever role."""
    return [line for line in session.lines.values() if getattr(line, "actor", "") == actor]


def _tonight(session: Session, actor: str) -> list[Row]:
    said = _said(session, actor)
    own = [line for line in said if not isinstance(line, Exchange | Request)]
    about = [line for line in session.lines.values() if getattr(line, "about", "") == actor]
    return [
        *_part(session, "In dit gesprek gezegd", own, "Nog niets."),
        *_part(session, "Zo leefden anderen zich in", _exchanges(about)),
        *_part(session, "Zo leefde deze actor zich in anderen in", _exchanges(said)),
        *_part(session, "Gevraagd aan anderen", _requests(said)),
        *_part(session, "Gevraagd aan deze actor", _requests(about)),
    ]


def _exchanges(lines: Iterable[Line]) -> list[Line]:
    return [line for line in lines if isinstance(line, Exchange)]


def _requests(lines: Iterable[Line]) -> list[Line]:
    return [line for line in lines if isinstance(line, Request)]


def _part(session: Session, title: str, lines: Iterable[Line], none: str = "") -> list[Row]:
    """Lines to read, not to choose."""
    return [replace(row, key=None) for row in board.line_rows(session, lines, title, none)]


def _dilemma_rows(dilemma: Dilemma) -> list[Row]:
    rows = [board.bullet(dilemma.text)]
    for number, text in enumerate(dilemma.sides):
        label = SIDES[number] if len(dilemma.sides) == len(SIDES) else f"Kant {number + 1}"
        rows.append(Row(Content.assemble((f"{label}: ", "bold"), text), indent=4, hanging=2))
    return rows


def _count(number: int, one: str, more: str) -> str:
    return f"{number} {one if number == 1 else more}"
