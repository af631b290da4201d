"""Measures what stands on the screen: contrast of every cell, and the text as it is read."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from rich.color import Color as RichColor
from rich.color import ColorSystem, ColorType
from rich.color_triplet import ColorTriplet
from rich.segment import Segment
from rich.style import Style
from textual.app import App
from textual.color import Color
from textual.filter import monochrome_style

from gesprekskaarten.tui.themes import SixteenColours

_BLACK, _WHITE = ColorTriplet(0, 0, 0), ColorTriplet(255, 255, 255)


@dataclass(frozen=True)
class Terminal:
    """What a terminal makes of colours."""

    name: str
    system: ColorSystem = ColorSystem.TRUECOLOR
    sixteen: tuple[str, ...] = ()
    """Its own 16 colours."""
    bright_papers: bool = True
    no_color: bool = False

    @property
    def least(self) -> float:
        """The contrast that text has at least: the white paper of the console of Linux is grey."""
        return 10 if self.bright_papers else 9


_SIXTEEN = {
    "xterm": "000 cd0000 00cd00 cdcd00 0000ee cd00cd 00cdcd e5e5e5 7f7f7f f00 0f0 ff0 5c5cff f0f 0ff fff",
    "VGA": "000 a00 0a0 a50 00a a0a 0aa aaa 555 f55 5f5 ff5 55f f5f 5ff fff",
    "Windows": (
        "0c0c0c c50f1f 13a10e c19c00 0037da 881798 3a96dd ccc 767676 e74856 16c60c f9f1a5 3b78ff b4009e 61d6d6 f2f2f2"
    ),
    "macOS": "000 900 00a600 990 0000b2 b200b2 00a6b2 bfbfbf 666 e60000 00d900 e6e600 00f e600e6 00e6e6 e6e6e6",
}
_WITH_COLOR = (
    Terminal("all colours"),
    Terminal("256 colours", ColorSystem.EIGHT_BIT),
    *(Terminal(f"16 of {name}", ColorSystem.STANDARD, tuple(found.split())) for name, found in _SIXTEEN.items()),
    Terminal("16 of the console of Linux", ColorSystem.STANDARD, tuple(_SIXTEEN["VGA"].split()), bright_papers=False),
)
TERMINALS = (
    *_WITH_COLOR,
    *(
        Terminal(f"{one.name}, NO_COLOR", one.system, one.sixteen, one.bright_papers, no_color=True)
        for one in _WITH_COLOR
    ),
)


@dataclass(frozen=True)
class Contrast:
    """The worst pair of colours on a screen."""

    ratio: float
    text: str
    foreground: str
    background: str


def drawn(app: App[Any]) -> list[list[tuple[str, Style]]]:
    """Return what the terminal gets, line by line, as pieces of text with their style.

    `Screen._compositor` is private in Textual 8.2.8; nothing public gives the composed strips.
    """
    strips = app.screen._compositor.render_strips()
    return [[(segment.text, segment.style or Style()) for segment in strip if segment.text] for strip in strips]


def text_of(app: App[Any]) -> list[str]:
    """Return the lines of the screen as they are read."""
    return ["".join(text for text, _ in line).rstrip() for line in drawn(app)]


def minimum_contrast(app: App[Any], terminal: Terminal = TERMINALS[0]) -> Contrast:
    """Return the least contrast (WCAG 2) of all cells that show something."""
    worst = Contrast(21.0, "", "", "")
    for line in drawn(app):
        for text, style in line:
            if not text.strip():
                continue
            ink, paper = shown_on(terminal, style)
            ratio = contrast_ratio(ink, paper)
            if ratio < worst.ratio:
                worst = Contrast(ratio, text, ink.hex, paper.hex)
    return worst


def unreadable(app: App[Any]) -> list[str]:
    """Return what does not stand out enough on the screen, on any terminal."""
    samples = {style: text for line in drawn(app) for text, style in line if text.strip()}
    return [
        f"{text.strip()!r} has {ratio:.2f} on a terminal with {terminal.name}"
        for style, text in samples.items()
        for terminal in TERMINALS
        if (ratio := contrast_ratio(*shown_on(terminal, style))) < terminal.least
    ]


def contrast_ratio(one: Color, other: Color) -> float:
    """Return the WCAG 2 contrast of two opaque colours: 1 (the same) to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(color: Color) -> float:
    def linear(part: int) -> float:
        share = part / 255
        return share / 12.92 if share <= 0.04045 else float(((share + 0.055) / 1.055) ** 2.4)

    return 0.2126 * linear(color.r) + 0.7152 * linear(color.g) + 0.0722 * linear(color.b)


@lru_cache(4096)
def shown_on(terminal: Terminal, style: Style) -> tuple[Color, Color]:
    """Return the ink and paper that this terminal makes of a style."""
    if terminal.no_color:
        style = monochrome_style(style)
    if terminal.sixteen:
        (segment,) = SixteenColours(yellow=terminal.bright_papers).apply([Segment("x", style)], Color(0, 0, 0))
        return of_sixteen(terminal, segment.style or style)
    ink, paper = _triplet(style.color, terminal.system, _WHITE), _triplet(style.bgcolor, terminal.system, _BLACK)
    if style.reverse:
        ink, paper = paper, ink
    if style.dim:
        ink = ink.blend(paper, 0.5)
    return ink, paper


def of_sixteen(terminal: Terminal, style: Style) -> tuple[Color, Color]:
    """Return what a terminal at its worst makes of a style: bold brightens ink, and only after that it is reversed."""
    ink, paper = _number(style.color, 15), _number(style.bgcolor, 0)
    if style.bold and ink < 8:
        ink += 8
    if not terminal.bright_papers:
        paper %= 8
    if style.reverse:
        ink, paper = paper, ink
    return Color.parse(f"#{terminal.sixteen[ink]}"), Color.parse(f"#{terminal.sixteen[paper]}")


def _number(color: RichColor | None, default: int) -> int:
    number = color.downgrade(ColorSystem.STANDARD).number if color is not None else None
    return default if number is None else number


def _triplet(color: RichColor | None, system: ColorSystem, default: ColorTriplet) -> Color:
    if color is None or color.is_default:
        return Color(*default)
    few = system is not ColorSystem.TRUECOLOR and color.type is ColorType.TRUECOLOR
    return Color(*(color.downgrade(system) if few else color).get_truecolor())
