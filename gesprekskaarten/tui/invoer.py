"""The one field in which people's words are typed."""

import unicodedata
from typing import ClassVar

from textual import events
from textual.content import Content
from textual.message import Message
from textual.widgets import TextArea
from textual.widgets.text_area import Edit, EditResult

from gesprekskaarten.domain.words import LONGEST, clean, is_safe
from gesprekskaarten.tui.commands import Hint
from gesprekskaarten.tui.typed import as_typed


def _joins(character: str) -> bool:
    """Tell whether it is a sign nobody sees that belongs to words: a joiner, a direction mark."""
    return len(character) == 1 and unicodedata.category(character) == "Cf" and is_safe(character)


class Invoer(TextArea):
    """A field that grows with its text; Enter offers the words to its owner, who empties it after the commit."""

    takes_letters: ClassVar[bool] = True
    takes_words: ClassVar[bool] = True
    """What a screen looks at, so that it need not import a text field before there is one."""

    HINTS: ClassVar[tuple[Hint, ...]] = (Hint("enter", "vastleggen"), Hint("escape", "klaar met typen"))

    DEFAULT_CSS = """
    Invoer, Invoer:focus {
        height: auto;
        min-height: 3;
        max-height: 7;
        padding: 0 1;
        color: $foreground;
        background: $background;
        border: round $border-blurred;
        border-title-color: $foreground;
        border-title-background: $background;
        border-title-style: none;
        scrollbar-size-vertical: 1;
    }
    Invoer:focus {
        border: heavy $border;
        border-title-style: bold;
    }
    Invoer .text-area--cursor, Invoer:light .text-area--cursor, Invoer:dark .text-area--cursor {
        color: $input-cursor-foreground;
        background: $input-cursor-background;
    }
    Invoer .text-area--placeholder {
        color: $text-muted;
    }
    """

    class _FromInvoer(Message):
        def __init__(self, invoer: "Invoer") -> None:
            super().__init__()
            self.invoer = invoer

        @property
        def control(self) -> "Invoer":
            return self.invoer

    class Recorded(_FromInvoer):
        """Enter on words: `text` is clean and not empty. Answer with `clear_words` or `keep_words`."""

        def __init__(self, invoer: "Invoer", text: str) -> None:
            super().__init__(invoer)
            self.text = text

    class NextKind(_FromInvoer):
        """Tab: the words are of the next kind."""

    class PreviousKind(_FromInvoer):
        """Shift+Tab: the words are of the previous kind."""

    class Left(_FromInvoer):
        """Esc: typing stopped, the words stay."""

    class Skipped(_FromInvoer):
        """Enter on nothing."""

    class TooLong(_FromInvoer):
        """Something was not added: a line has at most `LONGEST` characters."""

        sentence: ClassVar[str] = "Deze regel is vol: er passen 4.000 tekens in. Leg hem vast en begin een nieuwe."

    def __init__(
        self,
        label: str = "",
        *,
        placeholder: str = "",
        hints: tuple[Hint, ...] = HINTS,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(
            id=id,
            classes=classes,
            soft_wrap=True,
            highlight_cursor_line=False,
            placeholder=Content(as_typed(placeholder)),
        )
        self.match_cursor_bracket = False
        self.hints = hints
        self.label = label
        self._offered: str | None = None

    @property
    def label(self) -> str:
        """What stands above the field: whose words, of which kind."""
        return self._label

    @label.setter
    def label(self, text: str) -> None:
        self._label = as_typed(text)
        # A str would be read as markup; Content is taken as it is.
        self.border_title = Content(self._label) if self._label.strip() else None

    def show_placeholder(self, text: str) -> None:
        """Show an example in the empty field."""
        self.placeholder = Content(as_typed(text))

    @property
    def draft(self) -> str:
        """What stands in the field, not yet offered or not yet committed."""
        return self.text

    def put(self, text: str) -> None:
        """Put an existing line in the field to change it; the cursor goes to its end."""
        self._offered = None
        self.load_text(as_typed(text)[:LONGEST])
        self.move_cursor(self.document.end)

    def clear_words(self) -> None:
        """Take the offered words out, after their commit; what was typed since then stays."""
        since = self.text[len(self._offered) :] if self._offered and self.text.startswith(self._offered) else ""
        self.put(since.lstrip())

    def keep_words(self) -> None:
        """Keep the offered words, because their commit failed: Enter offers them again."""
        self._offered = None

    def edit(self, edit: Edit) -> EditResult:
        """Every insertion comes through here: typed, pasted, moved or redone by the program."""
        edit.text = as_typed(edit.text)
        replaced = self.get_text_range(edit.from_location, edit.to_location)
        room = max(0, LONGEST - len(self.text) + len(replaced))
        if len(edit.text) > room:
            edit.text = edit.text[:room]
            self.post_message(self.TooLong(self))
        return super().edit(edit)

    def load_text(self, text: str) -> None:
        super().load_text(as_typed(text))

    def on_key(self, event: events.Key) -> None:
        match event.key:
            case "enter":
                self._offer()
            case "tab":
                self.post_message(self.NextKind(self))
            case "shift+tab":
                self.post_message(self.PreviousKind(self))
            case "escape":
                self.screen.set_focus(None)
                self.post_message(self.Left(self))
            case _ if event.character and _joins(event.character):
                # TextArea takes only what it can print, and would make two people of one emoji.
                self.insert(event.character)
            case _:
                return
        event.stop()
        event.prevent_default()

    def _offer(self) -> None:
        words = clean(self.text)
        if words and self._offered is None:
            self._offered = self.text
            self.move_cursor(self.document.end)
            self.post_message(self.Recorded(self, words))
        elif not words:
            self.post_message(self.Skipped(self))
