"""Themes: also on a terminal with few colours everything can be read."""

import pytest
from rich.color import Color as RichColor
from rich.color import ColorSystem
from textual.color import Color
from textual.theme import Theme

from gesprekskaarten.tui.themes import THEMES
from tests.pilot.contrast import contrast_ratio

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


def on_terminal(color: str, system: ColorSystem) -> Color:
    return Color(*RichColor.parse(color).downgrade(system).get_truecolor())


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
@pytest.mark.parametrize(
    ("system", "least"), [(ColorSystem.TRUECOLOR, 10), (ColorSystem.EIGHT_BIT, 10), (ColorSystem.STANDARD, 7)]
)
def test_every_ink_can_be_read_on_every_paper(theme: Theme, system: ColorSystem, least: float) -> None:
    shown = colors(theme)
    for ink, paper in PAIRS:
        ratio = contrast_ratio(on_terminal(shown[ink], system), on_terminal(shown[paper], system))
        assert ratio >= least, (ink, paper, ratio)


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_no_colour_that_carries_text_is_see_through(theme: Theme) -> None:
    shown = colors(theme)
    for name in {name for pair in PAIRS for name in pair}:
        assert Color.parse(shown[name]).a == 1, name
