"""Every screen can be read with all colours, with 256, with 16 and with none, and colour never says anything alone."""

from pathlib import Path

import pytest
from rich.color import Color as RichColor
from rich.color import ColorType

from gesprekskaarten.conduct.opening import Opening
from gesprekskaarten.tui.command_screen import CommandScreen
from gesprekskaarten.tui.themes import THEMES
from tests.pilot.contrast import drawn, text_of, unreadable
from tests.pilot.leading import Leader
from tests.pilot.test_every_screen import TWO, Inspector, opened, walked
from tests.pilot.test_resize import all_over

WIDE = (200, 60)
SIGNS = {
    "lines read back, one in the middle chosen": "▸ ? ✓",
    "looking ahead": "!",
    "t, its end": "▸ ✓ ▶ ·",
    "preparing, a choice open": "▸",
    "strike, confirming": "!",
}
"""What a stop says with a sign, whatever its colours."""


@pytest.fixture(autouse=True)
def all_colours(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is drawn has all its colours; what other terminals make of it is worked out."""
    monkeypatch.setenv("COLORTERM", "truecolor")


async def readable(hand: Leader) -> list[str]:
    """In both themes, as it is drawn now."""
    found = []
    for _ in THEMES:
        found += [f"{hand.app.theme}: {finding}" for finding in (*unreadable(hand.app), *coloured(hand))]
        hand.app.theme = next(theme.name for theme in THEMES if theme.name != hand.app.theme)
        await hand.pilot.pause()
    return found


def coloured(hand: Leader) -> list[str]:
    """What has a colour and is not in a bar that begins with a sign."""
    screen = hand.app.screen
    bar = screen.question_bar.region if isinstance(screen, CommandScreen) else None
    signed = bar is not None and bar.height > 0 and text_of(hand.app)[bar.y].strip()[:1] in tuple("?!")
    return [
        f"{text.strip()!r} says something with a colour"
        for y, line in enumerate(drawn(hand.app))
        for text, style in line
        if (has_hue(style.color) or has_hue(style.bgcolor)) and not (signed and bar and bar.y <= y < bar.bottom)
    ]


def has_hue(color: RichColor | None) -> bool:
    return color is not None and len(set(color.get_truecolor())) > 1


class Signs(Inspector):
    """Stops, and looks for the signs that belong there too."""

    async def __call__(self, name: str) -> None:
        await super().__call__(name)
        text = "\n".join(text_of(self.hand.app))
        self.found += [f"{name}: no {sign}" for sign in SIGNS.get(name, "").split() if sign not in text]


async def test_text_stands_out_in_both_themes_on_every_kind_of_terminal_and_screen(tmp_path: Path) -> None:
    async with opened(tmp_path, Opening("start"), size=WIDE) as hand:
        inspector = Signs(hand, readable)
        await all_over(hand, inspector)
        assert inspector.found == []


async def test_what_is_not_saved_stands_out_in_both_themes_on_every_kind_of_terminal(tmp_path: Path) -> None:
    assert await walked(tmp_path, "in-trouble", readable) == []


@pytest.mark.parametrize("no_color", [False, True])
@pytest.mark.parametrize(("term", "allowed"), [("screen", {0, 11, 15}), ("linux", {0, 15})])
async def test_with_sixteen_colours_only_those_are_used_that_are_alike_on_every_terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, term: str, allowed: set[int], no_color: bool
) -> None:
    monkeypatch.setenv("TERM", term)
    monkeypatch.delenv("COLORTERM", raising=False)
    if no_color:
        monkeypatch.setenv("NO_COLOR", "1")
    async with opened(tmp_path, Opening("new", TWO)) as hand:
        await hand.press("enter")
        await hand.type("Ik zie dat het veel is.")
        await hand.press("escape", "up")
        for theme in THEMES:
            hand.app.theme = theme.name
            await hand.pilot.pause()
            styles = {style for line in drawn(hand.app) for text, style in line if text.strip()}
            colours = {color for style in styles for color in (style.color, style.bgcolor) if color}
            assert {color.type for color in colours} == {ColorType.STANDARD}
            assert {color.number for color in colours} <= allowed
            assert not [style for style in styles if style.reverse]
            assert not [style for style in styles if style.bold and style.color and style.color.number == 0]
            assert "▸" in hand.text
