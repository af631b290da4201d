"""Asking at the bottom of the screen: words through the one Invoer, a choice through the one Choice."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from gesprekskaarten.domain.commands import Intent
from gesprekskaarten.tui.commands import Hint
from gesprekskaarten.tui.invoer import Invoer
from gesprekskaarten.tui.rounds.base import Outcome
from gesprekskaarten.tui.widgets.choice import Choice, Option
from gesprekskaarten.tui.widgets.lines import safe_content

PATIENCE = 0.5
"""Seconds that an open field waits for the next question."""
ENTER, TAB, ESCAPE = Hint("enter", "vastleggen"), Hint("tab", "ander soort"), Hint("escape", "klaar met typen")
Save = Callable[[str], Intent | str | None]
"""From clean words to what must happen, or a Dutch sentence why these words will not do; None: nothing to save."""


@dataclass
class _Asked:
    """Words being asked for. `id` tells one question from another, so that its draft comes back."""

    id: str
    save: Save
    optional: bool
    start: str
    """What stood in the field at first: left as it was, nothing was typed."""
    done: asyncio.Future[Outcome]
    busy: bool = field(default=False)


class Desk(Vertical):
    """Holds the field and the choice. Nothing typed here is lost: each question keeps its own draft.

    `perform` saves an intent and tells whether it happened; `say` shows a sentence.
    """

    DEFAULT_CSS = """
    Desk { height: auto; max-height: 60%; }
    Desk > #asked { padding: 0 1; text-style: bold; }
    """

    def __init__(self, perform: Callable[[Intent], Awaitable[bool]], say: Callable[[str], None]) -> None:
        super().__init__()
        self._perform = perform
        self._say = say
        self.invoer = Invoer()
        self._label = Static(id="asked")
        self.choice = Choice("", [Option("", "")])
        self._asked: _Asked | None = None
        self._picked: asyncio.Future[str | None] | None = None
        self._drafts: dict[str, str] = {}
        self._show(words=False)
        self.choice.display = False

    def compose(self) -> ComposeResult:
        yield self.choice
        yield self._label
        yield self.invoer

    @property
    def waiting(self) -> bool:
        """Tell whether a question for words is still open, though nobody types."""
        return self._asked is not None

    @property
    def choosing(self) -> bool:
        """Tell whether a choice has the keyboard."""
        return self.choice.has_focus

    def asks_for(self, id: str) -> bool:
        """Tell whether the open question is of this id, or one that begins with it."""
        return self._asked is not None and self._asked.id.startswith(id)

    @property
    def drafts(self) -> bool:
        """Tell whether anything typed was not recorded."""
        return self._typed() or bool(self._drafts)

    def _typed(self) -> bool:
        draft = self.invoer.draft.strip()
        return bool(draft) and (self._asked is None or draft != self._asked.start.strip())

    def focus_words(self) -> None:
        """Type on where it stopped, from the very next key."""
        self._show(words=True)
        self.screen.set_focus(self.invoer)

    def _show(self, *, words: bool) -> None:
        self.invoer.display = self._label.display = words

    def relabel(self, label: str, placeholder: str = "") -> None:
        self._label.update(safe_content(Content(label)))
        self.invoer.show_placeholder(placeholder)

    async def ask_words(
        self,
        id: str,
        label: str,
        save: Save,
        *,
        text: str = "",
        optional: bool = False,
        placeholder: str = "",
        kinds: bool = False,
        more: Callable[[], bool] = lambda: False,
    ) -> Outcome:
        """Ask for words until they are saved, skipped (Enter on nothing, when optional) or another question comes.

        With `kinds`, Tab makes them of another kind: the owner answers Invoer.NextKind and PreviousKind. When `more`
        says that another question follows at once, the field stays open for it and no key gets lost in between.
        """
        ahead = self.invoer.draft if self._asked is None else ""
        self._put_away()
        asked = _Asked(id, save, optional, text, asyncio.get_running_loop().create_future())
        self._asked = asked
        self.relabel(label, placeholder)
        self.invoer.hints = (ENTER, *([TAB] if kinds else []), ESCAPE)
        self.invoer.put((self._drafts.pop(id, "") or text) + ahead)
        self.focus_words()
        outcome = Outcome.LEFT
        try:
            outcome = await asked.done
        finally:
            if self._asked is asked:
                if outcome is not Outcome.LEFT and more():
                    self._asked = None
                    self.set_timer(PATIENCE, self._close_unless_asked)
                else:
                    self._put_away()
        return outcome

    def _close_unless_asked(self) -> None:
        if self._asked is None:
            self._put_away()

    def put_away(self) -> bool:
        """Close the field; tell whether a half-typed line waits in it until its question comes again."""
        typed = self._typed()
        self._put_away()
        return typed

    def _put_away(self) -> None:
        typed = self._typed()
        asked, self._asked = self._asked, None
        if asked is not None:
            if typed:
                self._drafts[asked.id] = self.invoer.draft
            if not asked.done.done():
                asked.done.set_result(Outcome.LEFT)
        self.invoer.put("")
        if self.invoer.has_focus:
            self.screen.set_focus(None)
        self._show(words=False)

    async def ask_choice(self, question: str, options: Sequence[Option], current: str | None = None) -> str | None:
        """Ask for one of the options; None when the question is left."""
        if self._picked is not None and not self._picked.done():
            self._picked.set_result(None)
        picked: asyncio.Future[str | None] = asyncio.get_running_loop().create_future()
        self._picked = picked
        self.choice.set_options(question, options, current)
        self.choice.display = True
        self.screen.set_focus(self.choice)
        try:
            return await picked
        finally:
            if self._picked is picked:
                self._picked = None
                if self.choice.has_focus:
                    self.screen.set_focus(None)
                self.choice.display = False

    def on_invoer_recorded(self, event: Invoer.Recorded) -> None:
        event.stop()
        self.run_worker(self._offer(event.text), group="saving")

    def on_invoer_skipped(self, event: Invoer.Skipped) -> None:
        event.stop()
        asked = self._asked
        if asked is None:
            return
        if asked.optional and not asked.done.done():
            asked.done.set_result(Outcome.SKIPPED)
        else:
            self.screen.set_focus(None)
            self._leave_empty()

    async def _offer(self, words: str) -> None:
        asked = self._asked
        if asked is None or asked.busy:
            self.invoer.keep_words()
            return
        intent = asked.save(words)
        if isinstance(intent, str):
            self.invoer.keep_words()
            self._say(intent)
            return
        asked.busy = True
        saved = False
        try:
            saved = intent is None or await self._perform(intent)
        finally:
            asked.busy = False
            if self._asked is not asked:
                # Another question opened while this was being saved: its field is not ours to empty.
                if saved:
                    self._drafts.pop(asked.id, None)
            elif saved:
                self.invoer.clear_words()
            else:
                self.invoer.keep_words()
        if saved and not asked.done.done():
            asked.done.set_result(Outcome.SAVED)

    def on_invoer_left(self, event: Invoer.Left) -> None:
        event.stop()
        self._leave_empty()

    def _leave_empty(self) -> None:
        if not self._typed() and self._asked is not None:
            self._put_away()

    def on_choice_picked(self, event: Choice.Picked) -> None:
        event.stop()
        if self._picked is not None and not self._picked.done():
            self._picked.set_result(event.key)

    def on_choice_left(self, event: Choice.Left) -> None:
        event.stop()
        if self._picked is not None and not self._picked.done():
            self._picked.set_result(None)
