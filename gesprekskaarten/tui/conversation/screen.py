"""The leader's screen: one round at a time, everything said in it, and what comes next."""

import contextlib
import datetime as dt
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from typing import Any, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal

from gesprekskaarten.domain import events as ev
from gesprekskaarten.domain.agenda import GAP, Agenda, agenda, one_level_only, proposals
from gesprekskaarten.domain.commands import Amend, Happen, Intent
from gesprekskaarten.domain.lines import Contribution, Line
from gesprekskaarten.domain.playbook import Round
from gesprekskaarten.domain.session import Session
from gesprekskaarten.errors import AppError
from gesprekskaarten.room.view import minutes_left
from gesprekskaarten.tui import board
from gesprekskaarten.tui.command_screen import CommandScreen
from gesprekskaarten.tui.commands import Command, Hint
from gesprekskaarten.tui.conversation.ahead import ahead_rows
from gesprekskaarten.tui.conversation.commands import COMMANDS, DIGITS, IN_TURN, ROUND_NEEDED, WHILE_OPEN
from gesprekskaarten.tui.conversation.going import Going
from gesprekskaarten.tui.conversation.questions import no_outcome, question_for, runs_over
from gesprekskaarten.tui.conversation.saving import Saving
from gesprekskaarten.tui.conversation.sides import Sides
from gesprekskaarten.tui.conversation.words import Words
from gesprekskaarten.tui.desk import Desk, Save
from gesprekskaarten.tui.leading import Leading
from gesprekskaarten.tui.rounds import face_for
from gesprekskaarten.tui.rounds.base import Face, Outcome
from gesprekskaarten.tui.rounds.casus import outcome_rows
from gesprekskaarten.tui.rounds.leidraad import question_of
from gesprekskaarten.tui.widgets.ask import Ask
from gesprekskaarten.tui.widgets.choice import Option
from gesprekskaarten.tui.widgets.header import Header
from gesprekskaarten.tui.widgets.question_bar import Tone
from gesprekskaarten.tui.widgets.room_panel import RoomPanel
from gesprekskaarten.tui.widgets.rows import Row, Rows
from gesprekskaarten.tui.zaal.listening import Listening, command_for

PEEK = {"name": "zaalbeeld", "help": "Laat hier zien wat de zaal ziet; nog een keer: je blad.", "bar": 30}
"""What F5 is with two beelden."""
TICK = 1.0
WIDE = 110
"""From this width on the leader sees, beside the board, what the room sees."""


class Conversation(CommandScreen[None]):
    """Leads, or looks along with, one session."""

    COMMANDS: ClassVar = (*COMMANDS, DIGITS)
    SAYS_WHO_LOOKS = True

    DEFAULT_CSS = """
    Conversation #middle { height: 1fr; }
    Conversation #board { width: 1fr; padding: 0 1; }
    Conversation #beside { width: 50; display: none; border-left: solid $border; padding: 0 1; }
    Conversation #room { display: none; }
    Conversation.-room #room { display: block; }
    Conversation.-room #middle { display: none; }
    Conversation.-wide #beside { display: block; }
    """

    def __init__(self, leading: Leading) -> None:
        super().__init__()
        self.leading = leading
        self.saving = Saving(leading, self)
        self.words = Words(self)
        self.going = Going(self)
        self.sides = Sides(self)
        self.looking: int | None = None
        """Place in the draaiboek that → or ← shows; None when the board shows where we are."""
        self.backstage = False
        """With one screen: the leader's own sheet is open, and the room sees it."""
        self.peeking = False
        """With two screens: the zaalbeeld stands here instead of the board."""
        self.listening = Listening()
        self.latest: int | None = None
        """The line that is being read back."""
        self._left_alone: set[tuple[str, str]] = set()
        self._last_tick = leading.conductor.clock()
        self.header = Header()
        self.board = Rows(id="board")
        self.beside = RoomPanel(id="beside")
        self.room_face = RoomPanel(id="room")
        self.desk = Desk(self.perform, self.say)

    def body(self) -> ComposeResult:
        yield self.header
        with Horizontal(id="middle"):
            yield self.board
            yield self.beside
        yield self.room_face
        yield self.desk

    @property
    def session(self) -> Session:
        return self.leading.session

    @property
    def plan(self) -> Agenda:
        return agenda(self.session, self.now)

    @property
    def now(self) -> dt.datetime:
        return self.leading.conductor.clock()

    @property
    def face(self) -> Face | None:
        """The round on the board. Of a session that only is to be looked at, every round can be there."""
        round = self.session.round
        if self.looked_at and self.looking is not None:
            round = self.session.material.playbook.rounds[self.looking]
        return face_for(round) if round else None

    @property
    def looked_at(self) -> bool:
        """Tell whether this is to be looked at, not led: the example, or a conversation that was closed."""
        return self.session.opened.read_only or self.session.closed

    @property
    def one_screen(self) -> bool:
        """Tell whether the room looks at this very screen."""
        return self.session.opened.screens == 1

    @property
    def room_shown(self) -> bool:
        """Tell whether the zaalbeeld fills this screen now."""
        return self.one_screen and not self.backstage and self.looking is None and bool(self.session.round_id)

    @property
    def chosen_line(self) -> Line | None:
        """The line on which akkoord, wijzigen, intrekken and schrappen work."""
        key = self.chosen_row
        if key is None:
            return self.session.lines.get(self.latest) if self.latest is not None else None
        return self.session.lines.get(int(key.split()[1])) if key.startswith("regel ") else None

    @property
    def chosen_row(self) -> str | None:
        """The key of the row under the cursor: `regel 3`, `vraag deck/kaart`."""
        return None if self.room_shown or self.peeking else self.board.selected

    def read_back(self, line: int | None) -> None:
        """Make this the line of which is asked "Klopt dit zo?"; None for no line."""
        self.latest = line
        self.show_again()
        if line is not None:
            self.board.select(f"regel {line}")
            self.refresh_commands()

    # What stands on the screen

    def on_mount(self) -> None:
        self._listen()
        self.show_again()
        round, plan = self.session.round, self.plan
        over = self.session.closed or self.session.opened.read_only
        if round is not None and self.leading.conductor.leads and not over:
            left = board.minutes(max(0, plan.left))
            waiting = self.session.unconfirmed(round.id)
            if waiting:
                self.read_back(waiting[-1].id)
            self.say(f"Verder bij “{round.title}”: nog {left} in deze ronde. Einde om {plan.end.astimezone():%H:%M}.")
        self.set_interval(TICK, self.tick)

    def on_resize(self, event: events.Resize) -> None:
        self.set_class(event.size.width >= WIDE, "-wide")

    def show_again(self) -> None:
        """Draw everything as it is saved now."""
        self.set_class(self.room_shown or self.peeking, "-room")
        self._show_time()
        self.board.set_rows(self._rows())
        self.refresh_commands()

    def _show_time(self) -> None:
        session, plan = self.session, self.plan
        seen = self.one_screen and not self.room_shown
        view = self.leading.conductor.room_view()
        window = self.listening.words if session.round_id else ""
        self.header.show(session, plan, leads=self.leading.conductor.leads, seen=seen, window=window)
        self.header.display = not self.room_shown
        for panel in (self.beside, self.room_face):
            panel.show(view, minutes_left(view, self.now), self.listening.size)

    def _listen(self) -> None:
        """Hear what the room window says: once a second, because it is a file, and keys do not wait for a disk."""
        if not self.one_screen:
            conductor = self.leading.conductor
            self.listening.look(conductor.root, conductor.room_view(), self.now)

    def _rows(self) -> list[Row]:
        face = self.face
        if face is None or (self.looking is not None and not self.looked_at):
            rows = ahead_rows(self.session, self.plan, self.looking or 0, seen=self.one_screen and not self.backstage)
            return [*self._window_rows(), *rows]
        if self.looked_at:
            return [board.strong(face.round.title), *face.rows(self.session)]
        seen = outcome_rows(self.session) if self.session.shown.what == "afloop" else []
        return [*seen, *self._step_rows(face.round), *face.rows(self.session)]

    def _window_rows(self) -> list[Row]:
        """Before the first round with two beelden: how the room gets its window, until it has one."""
        if self.session.round_id or self.one_screen or self.looked_at:
            return []
        if self.listening.size is not None:
            columns, rows = self.listening.size
            return [board.strong(f"Het zaalvenster kijkt mee: {columns}×{rows}."), board.gap()]
        return [
            board.strong("Open nu het venster voor de zaal."),
            board.plain("Open een tweede terminal, sleep die naar het scherm van de zaal en typ daar:"),
            board.plain(command_for(self.leading.conductor.root), 2),
            board.gap(),
        ]

    def _step_rows(self, round: Round) -> list[Row]:
        if not round.steps or self.session.questions:
            return []
        step = round.steps[self.session.step]
        minutes = f" ({board.minutes(step.minutes)})" if step.minutes else ""
        return [board.strong(f"Stap {self.session.step + 1} van {len(round.steps)}: {step.title}{minutes}")]

    def _ask(self, plan: Agenda) -> None:
        by_id = {command.id: command for command in self.commands}
        if self.saving.trouble is not None:
            text = f"Niet opgeslagen. {self.saving.trouble.message} Je woorden staan nog op het scherm."
            self.question_bar.ask(text, [by_id["save_again"], by_id["save_elsewhere"]], Tone.ROOD)
            return
        if self.leading.conductor.room_trouble is not None:
            trouble = self.leading.conductor.room_trouble
            text = f"De zaal ziet nog een oud beeld. {trouble.message} {trouble.hint}"
            self.question_bar.ask(text.strip(), (), Tone.ROOD)
            return
        asked = question_for(
            self.session,
            plan,
            leads=self.leading.conductor.leads,
            looking=self.looking is not None,
            line=self.chosen_line,
            typing=self.typing is not None,
            proposal=self.proposal,
            one_level=self.one_level,
            question=question_of(self.chosen_row),
            slow=self.slow,
        )
        if asked is None:
            self.question_bar.withdraw()
        else:
            answers = [Hint(by_id[id].keys[0], name) for id, name in asked.answers if id in by_id]
            self.question_bar.ask(asked.text, answers)

    @property
    def proposal(self) -> tuple[Round, int] | None:
        """Which later round to shorten by how many minutes, unless that was refused in this round."""
        if self.session.closed or not self.leading.conductor.leads:
            return None
        possible = (one for one in proposals(self.session, self.now) if not self._left(one.round.id))
        return next(((one.round, one.minutes) for one in possible), None)

    @property
    def one_level(self) -> bool:
        """Tell whether to advise one level of solutions, unless that was refused in this round."""
        return one_level_only(self.session, self.now) and not self._left(ONE_LEVEL)

    @property
    def slow(self) -> bool:
        """Tell whether a question of a leidraad takes longer than its share, unless that was let go in this round."""
        return runs_over(self.session, self.plan, self.now) and not self._left(SLOW)

    def _left(self, what: str) -> bool:
        return (self.session.round_id, what) in self._left_alone

    def leave_proposal(self) -> None:
        """Do not propose this again during this round."""
        if self.one_level:
            self._left_alone.add((self.session.round_id, ONE_LEVEL))
        elif (proposal := self.proposal) is not None:
            self._left_alone.add((self.session.round_id, proposal[0].id))
        else:
            self._left_alone.add((self.session.round_id, SLOW))
        self.show_again()

    def tick(self) -> None:
        """Follow the clock, and the window that leads when it is another one."""
        now, before = self.now, self._last_tick
        self._last_tick = now
        self.run_worker(self._follow(), group="follow", exclusive=True)
        if self.leading.conductor.leads and now - before > GAP and self.session.since is not None:
            self.run_worker(self.perform(Happen(ev.Continued(stopped=before))), group="commands")
        had = self.listening.size
        self._listen()
        self._show_time()
        if not self.session.round_id and had != self.listening.size:
            self.show_again()
        self._ask(self.plan)

    async def _follow(self) -> None:
        if self.saving.trouble is None:
            with contextlib.suppress(AppError):
                if await self.leading.call(self.leading.conductor.follow):
                    self.show_again()

    # What rounds and side screens ask of this screen

    async def perform(self, *intents: Intent) -> bool:
        before, asked = self.session.last_line, (self.session.round_id, self.session.subject)
        happened = await self.saving.perform(*intents)
        if self.session.questions and asked[0] == self.session.round_id and asked[1] != self.session.subject:
            self._begin_question()
        changed = [intent.line for intent in intents if isinstance(intent, Amend)]
        if self.session.last_line > before:
            self.read_back(self.session.last_line)
        elif happened and changed and changed[-1] in self.session.lines and not self.session.lines[changed[-1]].agreed:
            self.read_back(changed[-1])
        return happened

    def _begin_question(self) -> None:
        """Another question of the leidraad: a clean desk, and the board from the top."""
        half_typed = self.desk.put_away()
        self.words.entry_id, self.latest = "", None
        self.board.select(None)
        self.show_again()
        self.board.scroll_home(animate=False)
        if half_typed:
            self.say("Je halve regel wacht bij de vorige vraag.")

    async def choose(self, question: str, options: Sequence[Option], current: str | None = None) -> str | None:
        return await self.desk.ask_choice(question, options, current)

    async def ask_words(
        self, label: str, save: Save, *, text: str = "", optional: bool = False, more: bool = False
    ) -> Outcome:
        return await self.desk.ask_words(label, label, save, text=text, optional=optional, more=lambda: more)

    # Commands

    def refresh_commands(self) -> None:
        super().refresh_commands()
        self._ask(self.plan)

    def on_rows_selected(self) -> None:
        self.refresh_commands()

    @property
    def commands(self) -> tuple[Command, ...]:
        enter = "ga hierheen" if self.looking is not None else "typen" if self.session.round_id else "beginnen"
        own = self.face.commands if self.face and self.looking is None else ()
        taken = {command.id for command in own}
        other: dict[str, dict[str, Any]] = {"type": {"name": enter}}
        if not self.one_screen:
            other["backstage"] = PEEK
        common = (replace(command, **other.get(command.id, {})) for command in self.COMMANDS)
        return (*(command for command in common if command.id not in taken), *own)

    def handler(self, command: Command) -> Callable[[], Awaitable[None] | None]:
        face = self.face
        if face is not None and command in face.commands:
            return face.handler(command, self)
        name = f"do_{command.id}"
        for hand in (self, self.words, self.going, self.sides):
            if hasattr(hand, name):
                found: Callable[[], Awaitable[None] | None] = getattr(hand, name)
                return found
        raise LookupError(name)

    def reason(self, command: Command) -> str | None:
        face, session, chosen = self.face, self.session, self.chosen_line
        if face is not None and command in face.commands:
            return face.reason(session, command, chosen)
        if command.id in ROUND_NEEDED and not session.round_id:
            return "Het gesprek is nog niet begonnen. Druk op Enter."
        if session.opened.read_only and command.id in WHILE_OPEN:
            return "Dit is het voorbeeld: je kunt het bekijken, niet veranderen."
        if session.closed and command.id in WHILE_OPEN:
            return "Dit gesprek is afgesloten. In de laatste ronde kun je het met a weer openen."
        if command.id in ("confirm", "change", "withdraw") and chosen is None:
            return f"{'Open je blad met F5 en k' if self.room_shown else 'K'}ies met ↑ en ↓ een regel."
        match command.id:
            case "reassign" if not isinstance(chosen, Contribution):
                return "Kies eerst met ↑ en ↓ een gewone regel van een actor of van de hele tafel."
            case "confirm" if chosen is not None and chosen.agreed:
                return "Deze regel is al bevestigd."
            case "next_speaker" if session.round is not None and session.round.kind not in IN_TURN:
                return "In deze ronde praat de hele tafel. Met een cijfer geef je iemand het woord."
            case "take_over" if self.leading.conductor.leads:
                return "Dit venster leidt het gesprek al."
            case "save_again" | "save_elsewhere" if self.saving.trouble is None:
                return "Alles is opgeslagen."
            case "shorten" if self.proposal is None:
                return "Er is nu geen voorstel om in te korten."
            case "outcome":
                return no_outcome(session)
            case "leave_it" if self.proposal is None and not self.one_level and not self.slow:
                return "Er is nu geen voorstel om te laten gaan."
            case "next_step" if session.round is not None and session.step + 1 >= len(session.round.steps):
                return "Deze ronde heeft geen volgende stap. Met → zie je wat hierna komt."
            case _:
                return None

    async def do_give_turn(self) -> None:
        """A digit says who; from the palette it is asked."""
        picked: str | None = self.pressed
        if picked not in DIGITS.keys:
            actors = enumerate(self.session.actors, 1)
            options = [Option(str(number), self.session.actor_name(actor), str(number)) for number, actor in actors]
            picked = await self.choose("Wie is aan het woord?", [*options, Option("0", "Hele tafel", "0")])
        if picked is not None:
            await self.going.give_turn(int(picked))

    @property
    def asks(self) -> bool:
        return super().asks or self.desk.waiting or self.saving.trouble is not None

    async def do_type(self) -> None:
        if self.looking is not None or not self.session.round_id:
            await self.going.go()
        else:
            await self.words.type_lines()

    def on_invoer_next_kind(self) -> None:
        self.words.other_kind(1)

    def on_invoer_previous_kind(self) -> None:
        self.words.other_kind(-1)

    async def do_leave(self) -> None:
        if await self._may_go():
            self.leading.close()
            self.dismiss(None)

    async def do_quit(self) -> None:
        if await self._may_go():
            self.leading.close()
            self.app.exit()

    async def _may_go(self) -> bool:
        if not self.desk.drafts:
            return True
        ask = Ask("Er staat nog een regel die niet is vastgelegd. Toch stoppen?")
        return await self.app.push_screen_wait(ask)


ONE_LEVEL, SLOW = "één niveau", "vraag duurt lang"
