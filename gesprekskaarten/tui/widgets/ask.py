"""A yes or no that must be answered first."""

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from gesprekskaarten.tui.widgets.lines import safe_content


class _Answer(Static):
    """One answer, also for the mouse."""

    ALLOW_SELECT = False

    def __init__(self, key: str, text: str, safe: bool) -> None:
        enter = " of Enter" if safe else ""
        super().__init__(
            Content.assemble((f"{key}{enter}", "bold underline"), " ", text), classes="-safe" if safe else ""
        )
        self.key = key

    def on_click(self) -> None:
        self.app.simulate_key(self.key)


class Ask(ModalScreen[bool]):
    """Asks; `j` and `n` answer, Enter and Esc give the answer that loses nothing."""

    DEFAULT_CSS = """
    Ask { align: center middle; background: $background; }
    Ask > Vertical {
        width: 100%; max-width: 64; height: auto; max-height: 100%; overflow-y: auto;
        border: round $border; padding: 0 1; background: $background;
    }
    Ask Static { width: 1fr; height: auto; }
    Ask #question { text-style: bold; padding: 0 0 1 0; }
    Ask .-safe { text-style: bold; }
    """

    def __init__(self, question: str, *, yes: str = "ja", no: str = "nee", safe: bool = False) -> None:
        super().__init__()
        self._question = question
        self._answers = (yes, no)
        self._safe = safe

    def compose(self) -> ComposeResult:
        yes, no = self._answers
        with Vertical():
            yield Static(safe_content(Content(self._question)), id="question")
            yield _Answer("j", yes, self._safe)
            yield _Answer("n", no, not self._safe)

    def on_key(self, event: events.Key) -> None:
        if event.key in ("f8", "f9"):
            return
        event.stop()
        event.prevent_default()
        if not self.is_current:
            return
        match event.key:
            case "j" | "J":
                self.dismiss(True)
            case "n" | "N":
                self.dismiss(False)
            case "enter" | "escape":
                self.dismiss(self._safe)
            case "up" | "down" | "pageup" | "pagedown":
                by = -1 if event.key in ("up", "pageup") else 1
                self.query_one(Vertical).scroll_relative(y=by, animate=False)
