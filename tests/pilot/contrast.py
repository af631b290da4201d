"""Measures what stands on the screen: contrast of every cell, and the text as it is read."""

from dataclasses import dataclass
from typing import Any

from rich.color import Color as RichColor
from rich.color_triplet import ColorTriplet
from rich.style import Style
from textual.app import App
from textual.color import Color

_BLACK, _WHITE = ColorTriplet(0, 0, 0), ColorTriplet(255, 255, 255)


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


def minimum_contrast(app: App[Any]) -> Contrast:
    """Return the least contrast (WCAG 2) of all cells that show something."""
    worst = Contrast(21.0, "", "", "")
    for line in drawn(app):
        for text, style in line:
            if not text.strip():
                continue
            ink, paper = _colors(style)
            ratio = contrast_ratio(ink, paper)
            if ratio < worst.ratio:
                worst = Contrast(ratio, text, ink.hex, paper.hex)
    return worst


def contrast_ratio(one: Color, other: Color) -> float:
    """Return the WCAG 2 contrast of two opaque colours: 1 (the same) to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(color: Color) -> float:
    def linear(part: int) -> float:
        share = part / 255
        return share / 12.92 if share <= 0.04045 else float(((share + 0.055) / 1.055) ** 2.4)

    return 0.2126 * linear(color.r) + 0.7152 * linear(color.g) + 0.0722 * linear(color.b)


def _colors(style: Style) -> tuple[Color, Color]:
    ink, paper = _triplet(style.color, _WHITE), _triplet(style.bgcolor, _BLACK)
    if style.reverse:
        ink, paper = paper, ink
    if style.dim:
        ink = ink.blend(paper, 0.5)
    return ink, paper


def _triplet(color: RichColor | None, default: ColorTriplet) -> Color:
    return Color(*(default if color is None or color.is_default else color.get_truecolor()))
