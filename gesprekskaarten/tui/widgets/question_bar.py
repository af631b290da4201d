"""What the program asks or says, without taking the keyboard."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from textual import events
from textual.content import Content
from textual.geometry import Size
from textual.timer import Timer
from textual.widget import Widget

from gesprekskaarten.tui.commands import Command, Hint, key_name, works_while_typing
from gesprekskaarten.tui.widgets.choice import Choice
from gesprekskaarten.tui.widgets.lines import safe_content, wrap

_GAP = "   "
SECONDS = 8.0
"""How long something said stays."""


class Tone(StrEnum):
    """How pressing it is; each has its own sign, so that colour is never the only carrier."""

    INFO = "info"
    VRAAG = "vraag"
    ROOD = "rood"


_SIGNS = {Tone.INFO: "·", Tone.VRAAG: "?", Tone.ROOD: "!"}


@dataclass(frozen=True)
class _Spot:
    """Where an answer can be clicked: from `start` to before `end` on a line."""

    key: str
    line: int
    start: int
    end: int


class QuestionBar(Widget):
    """One question that stays until it is answered, and under it what was just said; a click answers too."""

    ALLOW_SELECT = False

    DEFAULT_CSS = """
    QuestionBar {
        display: none;
        height: auto;
        width: 1fr;
        padding: 0 1;
        background: $panel;
        color: $foreground;
    }
    QuestionBar.-shown { display: block; }
    QuestionBar.-vraag { background: $bar-question-background; color: $bar-question-foreground; text-style: bold; }
    QuestionBar.-rood { background: $bar-red-background; color: $bar-red-foreground; text-style: bold; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._question: Content | None = None
        self._answers: list[tuple[str, str]] = []
        self._notice: Content | None = None
        self._tone = Tone.INFO
        self._timer: Timer | None = None

    @property
    def text(self) -> str:
        """Everything that stands in the bar."""
        return "\n".join(line.plain for line in self._lines(10_000))

    @property
    def answers(self) -> Sequence[tuple[str, str]]:
        """The keys that answer the question, each with what it is called."""
        return self._answers

    def ask(self, text: str, answers: Sequence[Command | Hint] = (), tone: Tone = Tone.VRAAG) -> None:
        """Put a question, or a message that stays, in the bar, with the keys that answer it now.

        While somebody types or chooses these are only function and ctrl keys: ask again when that is over.
        """
        free = not (self.is_attached and getattr(self.screen.focused, "takes_letters", False))
        self._answers = [
            (answer.keys[0], answer.name) if isinstance(answer, Command) else (answer.key, answer.name)
            for answer in answers
        ]
        self._answers = [(key, name) for key, name in self._answers if free or works_while_typing(key)]
        self._question = safe_content(Content(f"{_SIGNS[tone]} {text}"))
        self._tone = tone
        self._redraw()

    def withdraw(self) -> None:
        """Take the question away: it was answered, or is over."""
        self._question = None
        self._answers = []
        self._tone = Tone.INFO
        self._redraw()

    def say(self, text: str) -> None:
        """Say something for a while, under the question if there is one."""
        self._notice = safe_content(Content(text))
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(SECONDS, self.fall_silent) if self.is_attached else None
        self._redraw()

    def fall_silent(self) -> None:
        """Take away what was said; the question stays."""
        self._notice = None
        self._redraw()

    def _redraw(self) -> None:
        self.set_class(self._question is not None or self._notice is not None, "-shown")
        for tone in Tone:
            self.set_class(self._question is not None and self._tone is tone, f"-{tone}")
        self.refresh(layout=True)

    def on_click(self, event: events.Click) -> None:
        """Press the key of the answer; whoever was typing or choosing stops, what was typed stays."""
        event.stop()
        x = event.x - self.styles.padding.left
        for spot in self._laid_out(self.content_size.width)[1]:
            if spot.line == event.y and spot.start <= x < spot.end:
                focused = self.screen.focused
                if isinstance(focused, Choice):
                    focused.post_message(Choice.Left(focused))
                self.screen.set_focus(None)
                self.app.simulate_key(spot.key)
                return

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(self._lines(width))

    def render(self) -> Content:
        return Content("\n").join(self._lines(self.content_size.width))

    def _lines(self, width: int) -> list[Content]:
        return self._laid_out(width)[0]

    def _laid_out(self, width: int) -> tuple[list[Content], list[_Spot]]:
        """Return the question with each answer whole on a line, then what was said; and where the answers stand."""
        width = max(8, width)
        spots: list[_Spot] = []
        lines = wrap(self._question, width, 2) if self._question is not None else []
        lines = [Content("  ") + line if number else line for number, line in enumerate(lines)]
        for key, name in self._answers:
            answer = Content.assemble((key_name(key), "bold underline"), " ", name)
            if lines[-1].cell_length + len(_GAP) + answer.cell_length <= width:
                start = lines[-1].cell_length + len(_GAP)
                lines[-1] = lines[-1] + Content(_GAP) + answer
                spots.append(_Spot(key, len(lines) - 1, start, lines[-1].cell_length))
                continue
            for part in wrap(answer, width - 2):
                lines.append(Content("  ") + part)
                spots.append(_Spot(key, len(lines) - 1, 2, lines[-1].cell_length))
        return lines + (wrap(self._notice, width) if self._notice is not None else []), spots
