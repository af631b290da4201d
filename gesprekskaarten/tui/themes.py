"""The two themes: text at least 10:1 on its own background, also what is muted, chosen or switched off.

All colours are of the xterm-256 palette and greys are neutral, so that little shifts on a terminal with few colours.
Only bars have a hue, and say the same with a sign. What 16 colours are differs per terminal: see `SixteenColours`.
"""

import os
from collections.abc import Sequence
from functools import lru_cache

from rich.color import Color as RichColor
from rich.color import ColorSystem
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter
from textual.theme import Theme


def _theme(
    name: str,
    *,
    dark: bool,
    ink: str,
    paper: str,
    panel: str,
    quiet: str,
    primary: str,
    error: str,
    warning: str,
    success: str,
    question: tuple[str, str],
    red: tuple[str, str],
) -> Theme:
    """Return a theme in which every variable that can carry text is opaque; pairs are (ink, paper)."""
    variables = dict.fromkeys(("text-muted", "foreground-muted", "text-disabled", "foreground-disabled"), quiet)
    variables |= {
        "text": ink,
        "text-primary": primary,
        "text-secondary": quiet,
        "text-accent": primary,
        "text-error": error,
        "text-warning": warning,
        "text-success": success,
        "border": ink,
        "border-blurred": quiet,
        "surface-active": panel,
        "block-cursor-foreground": paper,
        "block-cursor-background": ink,
        "block-cursor-text-style": "bold",
        "block-cursor-blurred-foreground": paper,
        "block-cursor-blurred-background": quiet,
        "block-cursor-blurred-text-style": "bold",
        "block-hover-background": panel,
        "input-cursor-foreground": paper,
        "input-cursor-background": ink,
        "input-cursor-text-style": "none",
        "input-selection-foreground": paper,
        "input-selection-background": quiet,
        "screen-selection-foreground": paper,
        "screen-selection-background": quiet,
        "footer-foreground": ink,
        "footer-background": panel,
        "footer-key-foreground": ink,
        "footer-key-background": panel,
        "footer-description-foreground": ink,
        "footer-description-background": panel,
        "footer-item-background": panel,
        "link-color": ink,
        "link-color-hover": paper,
        "link-background-hover": ink,
        "link-style": "underline",
        "link-style-hover": "bold not underline",
        "button-foreground": ink,
        "button-color-foreground": paper,
        "button-focus-text-style": "bold reverse",
        "scrollbar": quiet,
        "scrollbar-hover": ink,
        "scrollbar-active": ink,
        "scrollbar-background": panel,
        "scrollbar-background-hover": panel,
        "scrollbar-background-active": panel,
        "scrollbar-corner-color": panel,
        "bar-question-foreground": question[0],
        "bar-question-background": question[1],
        "bar-red-foreground": red[0],
        "bar-red-background": red[1],
    }
    variables |= {f"markdown-h{level}-color": ink for level in range(1, 7)}
    return Theme(
        name=name,
        dark=dark,
        primary=primary,
        secondary=quiet,
        accent=primary,
        error=error,
        warning=warning,
        success=success,
        foreground=ink,
        background=paper,
        surface=paper,
        panel=panel,
        boost=panel,
        variables=variables,
    )


LIGHT = _theme(
    "licht",
    dark=False,
    ink="#000000",
    paper="#ffffff",
    panel="#e4e4e4",
    quiet="#1c1c1c",
    primary="#00005f",
    error="#5f0000",
    warning="#5f0000",
    success="#000087",
    question=("#000000", "#ffd75f"),
    red=("#ffffff", "#870000"),
)
DARK = _theme(
    "donker",
    dark=True,
    ink="#eeeeee",
    paper="#121212",
    panel="#262626",
    quiet="#e4e4e4",
    primary="#d7ffff",
    error="#ffd7d7",
    warning="#ffffaf",
    success="#d7ffd7",
    question=("#000000", "#ffd75f"),
    red=("#000000", "#ffafaf"),
)
THEMES = (LIGHT, DARK)
"""The first is the default; both are dark ink or light ink on one even paper."""

_BLACK, _YELLOW, _WHITE = 0, 11, 15
_DARK = frozenset((*range(7), 8))


class SixteenColours(LineFilter):
    """Leaves black, white and the yellow of questions: the only ones of 16 colours that are alike on all terminals.

    White on red is 5.4:1 on one terminal and 7.8:1 on another. Many show bold black as grey, some before they change
    ink and paper: so dark ink is not bold, and reversal is written out. Without `yellow` a question stands in white on
    black: the console of Linux has no bright papers and would show it on brown.
    """

    def __init__(self, *, yellow: bool = True) -> None:
        super().__init__()
        self._yellow = yellow

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return the segments as such a terminal shows them well."""
        return [Segment(text, style and _plain(style, self._yellow), control) for text, style, control in segments]


@lru_cache(1024)
def _plain(style: Style, yellow: bool) -> Style:
    ink, paper = _nearest(style.color), _nearest(style.bgcolor)
    if ink is None or paper is None:
        return style
    if style.reverse:
        ink, paper = paper, ink
    if paper == _YELLOW and not yellow:
        ink, paper = _WHITE, _BLACK
    elif ink == _YELLOW:
        ink = _WHITE
    colours = Style(color=RichColor.from_ansi(ink), bgcolor=RichColor.from_ansi(paper), reverse=False)
    return style + colours + Style(bold=False if ink == _BLACK else None)


def _nearest(color: RichColor | None) -> int | None:
    number = color.downgrade(ColorSystem.STANDARD).number if color is not None else None
    if number is None or number == _YELLOW:
        return number
    return _BLACK if number in _DARK else _WHITE


_IN_A_WINDOW, _ON_LINUX_CONSOLE = SixteenColours(), SixteenColours(yellow=False)


def few_colours(console: Console) -> Sequence[LineFilter]:
    """Return what an app adds to its line filters, so that the themes stay right on the terminal of this console."""
    if console.color_system != "standard":
        return ()
    return (_ON_LINUX_CONSOLE,) if os.environ.get("TERM") == "linux" else (_IN_A_WINDOW,)
