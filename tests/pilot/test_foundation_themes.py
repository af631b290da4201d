"""Themes: also on a terminal with few colours everything can be read."""

import pytest
from rich.style import Style
from textual.color import Color
from textual.theme import Theme

from gesprekskaarten.tui.themes import THEMES
from tests.pilot.contrast import TERMINALS, Terminal, contrast_ratio, shown_on

INKS = (
    "foreground",
    "text",
    "text-muted",
    "text-disabled",
    "foreground-muted",
    "foreground-disabled",
    "primary",
    "secondary",
    "accent",
    "error",
    "warning",
    "success",
    "text-primary",
    "text-secondary",
    "text-accent",
    "text-error",
    "text-warning",
    "text-success",
    "border",
    "border-blurred",
    "footer-foreground",
    "footer-key-foreground",
    "link-color",
    "scrollbar",
)
PAPERS = ("background", "surface", "panel", "footer-background")
PAIRS = [
    *((ink, paper) for ink in INKS for paper in PAPERS),
    ("block-cursor-foreground", "block-cursor-background"),
    ("block-cursor-blurred-foreground", "block-cursor-blurred-background"),
    ("input-cursor-foreground", "input-cursor-background"),
    ("input-selection-foreground", "input-selection-background"),
    ("screen-selection-foreground", "screen-selection-background"),
    ("link-color-hover", "link-background-hover"),
    ("bar-question-foreground", "bar-question-background"),
    ("bar-red-foreground", "bar-red-background"),
]


def colors(theme: Theme) -> dict[str, str]:
    return {**theme.to_color_system().generate(), **theme.variables}


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
@pytest.mark.parametrize("terminal", TERMINALS, ids=lambda terminal: terminal.name)
def test_every_ink_can_be_read_on_every_paper(theme: Theme, terminal: Terminal) -> None:
    shown = colors(theme)
    for ink, paper in PAIRS:
        for style in ("", "bold", "reverse", "bold reverse"):
            pair = shown_on(terminal, Style.parse(style) + Style(color=shown[ink], bgcolor=shown[paper]))
            assert contrast_ratio(*pair) >= terminal.least, (style, ink, paper, pair)


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_no_colour_that_carries_text_is_see_through(theme: Theme) -> None:
    shown = colors(theme)
    for name in {name for pair in PAIRS for name in pair}:
        assert Color.parse(shown[name]).a == 1, name
