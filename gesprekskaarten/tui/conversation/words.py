"""Typing what is said, reading it back, changing it, taking it back."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, get_args

from gesprekskaarten.domain.commands import (
    Amend,
    Confirm,
    ConfirmAll,
    Intent,
    NextSpeaker,
    Record,
    Redo,
    Speak,
    Undo,
    Withdraw,
)
from gesprekskaarten.domain.lines import Contribution, Kind, Line, actor_of
from gesprekskaarten.domain.voices import next_speaker, next_to_type
from gesprekskaarten.tui import board
from gesprekskaarten.tui.rounds.base import Entry, Outcome, ask_details, contribution
from gesprekskaarten.tui.widgets.choice import Option

if TYPE_CHECKING:
    from gesprekskaarten.tui.conversation.screen import Conversation


class Words:
    """The commands for people's words, and which kind of line is being typed."""

    def __init__(self, screen: "Conversation") -> None:
        self.screen = screen
        self.entry_id = ""
        self._who = ""

    @property
    def entries(self) -> tuple[Entry, ...]:
        face = self.screen.face
        return face.entries(self.screen.session) if face else ()

    @property
    def entry(self) -> Entry | None:
        """The kind of line that Enter types."""
        entries, face = self.entries, self.screen.face
        wanted = (self.entry_id, face.first_entry(self.screen.session) if face else "")
        found = (entry for id in wanted for entry in entries if entry.id == id)
        return next(found, entries[0] if entries else None)

    async def type_lines(self, kind: str = "") -> None:
        """Type a line (of this kind), its details, and the next one in a round where lines come in a row."""
        screen = self.screen
        if screen.desk.waiting:
            screen.desk.focus_words()
            return
        if any(entry.of_actor for entry in self.entries) and not kind:
            await self._somebody_speaks()
        if kind or self._who != (screen.session.turn or ""):
            self.entry_id = kind
        while (entry := self.entry) is not None:
            self._who = actor = screen.session.turn or ""
            outcome = await screen.desk.ask_words(
                self._draft_id(actor),
                self._label(),
                partial(self._recorded, actor),
                placeholder=entry.placeholder,
                kinds=len(self.entries) > 1,
                more=self._more,
            )
            if outcome is not Outcome.SAVED:
                return
            typed = self.entry or entry
            line = screen.session.last_line
            if not await ask_details(screen, line, typed.details, more=typed.stays) or not typed.stays:
                return

    def _draft_id(self, actor: str) -> str:
        """What is half typed waits for the same round, actor and question of a leidraad."""
        session = self.screen.session
        return f"{TYPED} {session.round_id} {actor} {session.subject if session.questions else ''}"

    async def _somebody_speaks(self) -> None:
        """See to it that somebody has the floor; a leader who types alone goes past everybody after the round."""
        session = self.screen.session
        if not session.opened.scribe and (actor := next_to_type(session)) is not None:
            if actor != session.turn:
                await self.screen.perform(Speak(actor))
        elif session.turn is None and next_speaker(session) is not None:
            await self.screen.perform(NextSpeaker())

    def _more(self) -> bool:
        entry = self.entry
        return entry is not None and (entry.stays or bool(entry.details))

    def _label(self) -> str:
        entry = self.entry
        if entry is None:
            return ""
        who = (
            f"{self.screen.session.actor_name(self._who)} · {entry.name}" if entry.of_actor else entry.name.capitalize()
        )
        seen = " (de zaal ziet dit)" if self.screen.one_screen else ""
        return f"{who}{seen}"

    def _recorded(self, actor: str, text: str) -> Intent | str:
        entry, face = self.entry, self.screen.face
        if entry is None or face is None:
            return "In deze ronde noteren we niets."
        line = face.line(self.screen.session, entry, actor, text)
        return line if isinstance(line, str) else Record(line)

    def other_kind(self, by: int) -> None:
        """Tab and shift+Tab: what is typed is of another kind."""
        entry, entries = self.entry, self.entries
        if entry is None or not self.screen.desk.asks_for(TYPED):
            return
        entry = entries[(entries.index(entry) + by) % len(entries)]
        self.entry_id = entry.id
        self.screen.desk.relabel(self._label(), entry.placeholder)

    async def do_confirm(self) -> None:
        line = self.screen.chosen_line
        if line and await self.screen.perform(Confirm([line.id])):
            waiting = [other.id for other in self.screen.session.unconfirmed(self.screen.session.round_id)]
            later = [id for id in waiting if id > line.id] or waiting
            self.screen.read_back(later[0] if later else None)

    async def do_confirm_all(self) -> None:
        line = self.screen.chosen_line
        actor = actor_of(line) if line and not line.agreed else self.screen.session.turn or ""
        if await self.screen.perform(ConfirmAll(actor)):
            self.screen.read_back(None)

    async def do_change(self) -> None:
        line = self.screen.chosen_line
        if line is None:
            return
        for name, label in board.FIELD_LABELS.items():
            said = getattr(line, name, "")
            if said and await self._change(line, name, label, said) is Outcome.LEFT:
                return

    async def _change(self, line: Line, name: str, label: str, said: str) -> Outcome:
        def save(text: str) -> Intent | str | None:
            return Amend(line.id, {name: text}) if text != said else None

        outcome = await self.screen.desk.ask_words(
            f"wijzig {line.id} {name}",
            f"Wijzig: {label}" if label else "Wijzig deze regel",
            save,
            text=said,
            optional=name != "text",
        )
        if outcome is Outcome.SKIPPED:
            await self.screen.perform(Amend(line.id, {name: ""}))
        if outcome is not Outcome.LEFT:
            self.screen.read_back(line.id)
        return outcome

    async def do_reassign(self) -> None:
        """The line was written down under the wrong actor or as the wrong kind: it is read back again then."""
        line, face, session = self.screen.chosen_line, self.screen.face, self.screen.session
        if not isinstance(line, Contribution) or face is None:
            return
        entries = {entry.id: entry for entry in self.entries if entry.id in PLAIN}
        options = [Option(entry.id, entry.name) for entry in entries.values()]
        kind = await self.screen.choose("Wat voor regel is dit?", options, line.kind) if len(options) > 1 else line.kind
        if kind is None:
            return
        actor = ""
        if kind in entries and entries[kind].of_actor:
            chairs = [
                Option(one, session.actor_name(one), str(number) if len(session.actors) < 10 else "")
                for number, one in enumerate(session.actors, 1)
            ]
            picked = await self.screen.choose("Van wie is deze regel?", chairs, line.actor)
            if picked is None:
                return
            actor = picked
        if (kind, actor) == (line.kind, line.actor):
            return
        if kind in entries:
            moved = face.line(session, entries[kind], actor, line.text)
        else:
            moved = contribution(session, face.round, Kind(kind), actor, line.text)
        if isinstance(moved, str):
            self.screen.say(moved)
        elif isinstance(moved, Contribution):
            fields = ("kind", "actor", "source", "card")
            await self.screen.perform(
                Amend(line.id, {name: getattr(moved, name) for name in fields} | {"agreed": False})
            )

    async def do_withdraw(self) -> None:
        line = self.screen.chosen_line
        if line and await self.screen.perform(Withdraw(line.id)):
            self.screen.read_back(None)
            self.screen.say("Ingetrokken. Met u haal je de regel terug.")

    async def do_undo(self) -> None:
        if await self.screen.perform(Undo()):
            self.screen.say("Ongedaan gemaakt. Met U doe je het opnieuw.")

    async def do_redo(self) -> None:
        if await self.screen.perform(Redo()):
            self.screen.say("Opnieuw gedaan.")

    async def do_save_elsewhere(self) -> None:
        moved: list[str | None] = []

        def save(text: str) -> None:
            moved.append(text)

        label = "In welke map bewaar ik dit gesprek?"
        await self.screen.desk.ask_words("map", label, save, text=str(Path.home()))
        if moved and moved[-1]:
            before = self.screen.leading.conductor.file.folder
            refused = await self.screen.saving.move(Path(moved[-1]).expanduser())
            now = self.screen.leading.conductor.file.folder
            self.screen.say(refused or f"Het gesprek staat nu in {now}. In {before} staat nog een oude kopie.")


TYPED = "regel"
"""How the question for a new line begins its id."""
PLAIN = frozenset(get_args(Contribution.model_fields["kind"].annotation))
"""Kinds of lines that are nothing more than words of somebody: one can be made into another."""
