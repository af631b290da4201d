"""The real program in terminals with all, 256, 16 and no colours: all can be read, and what is chosen is seen."""

from collections import Counter
from collections.abc import Callable, Sequence

import pytest
from rich.ansi import AnsiDecoder
from rich.color import ColorType
from rich.style import Style
from textual.color import Color

from tests.e2e.terminal import Tmux, Window, program
from tests.pilot.contrast import TERMINALS, Terminal, contrast_ratio, of_sixteen, shown_on

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(120)]

ALL, OF_256 = TERMINALS[:1], TERMINALS[1:2]
LINUX = [terminal for terminal in TERMINALS if not terminal.bright_papers]
SIXTEEN = [terminal for terminal in TERMINALS if terminal.sixteen and terminal.bright_papers]
PLACES: dict[tuple[str, ...], tuple[ColorType, Sequence[Terminal]]] = {
    ("TERM=xterm-256color", "COLORTERM=truecolor"): (ColorType.TRUECOLOR, ALL),
    ("TERM=xterm-256color",): (ColorType.EIGHT_BIT, OF_256),
    ("TERM=xterm-256color", "NO_COLOR=1"): (ColorType.EIGHT_BIT, OF_256),
    ("TERM=xterm-16color",): (ColorType.STANDARD, SIXTEEN),
    ("TERM=screen", "NO_COLOR=1"): (ColorType.STANDARD, SIXTEEN),
    ("TERM=linux",): (ColorType.STANDARD, LINUX),
}
"""With how many colours the program draws there, and what such terminals look like."""


@pytest.mark.parametrize("place", PLACES, ids=" ".join)
def test_everything_can_be_read_and_what_is_chosen_is_seen(tmux: Tmux, place: tuple[str, ...]) -> None:
    window = tmux.start("env", "-u", "COLORTERM", *place, *program())
    window.wait_until("Alle gesprekken")
    press(window, "n", "Nieuw gesprek voorbereiden")
    press(window, "Enter", "Enter beginnen")
    press(window, "Enter", "Ronde 1 van 10")
    press(window, "Enter", "Enter vastleggen")
    window.type("Ik slaap slecht.")
    press(window, "Enter", "Klopt dit zo?")
    press(window, "Escape", "F5 mijn blad")
    light = own_sheet(tmux, window)
    press(window, "C-w", "Alle gesprekken")
    window.press("l")
    press(window, "h", "Klopt dit zo?")
    dark = own_sheet(tmux, window)
    kind, terminals = PLACES[place]
    for pieces in (light, dark):
        assert_right(pieces, kind, terminals, no_color="NO_COLOR=1" in place)
    assert paper_around(light, terminals[0]) != paper_around(dark, terminals[0])


def press(window: Window, key: str, then: str | Callable[[], bool]) -> None:
    window.press(key)
    window.wait_until(then, key)


def own_sheet(tmux: Tmux, window: Window) -> list[tuple[str, Style]]:
    """The leader's sheet with a line chosen and a question, as pieces of text with what the terminal was told."""
    press(window, "F5", "DE ZAAL ZIET DIT")
    press(window, "Up", lambda: "▸" in window.screen and "? Klopt dit zo?" in window.screen)
    drawn = ["", "not yet"]

    def nothing_more_comes() -> bool:
        drawn[:] = [drawn[-1], tmux.do("capture-pane", "-p", "-e")]
        return drawn[0] == drawn[1]

    window.wait_until(nothing_more_comes, "a screen that stays")
    lines = AnsiDecoder().decode(drawn[-1])
    pieces = [(line.plain[span.start : span.end], span.style) for line in lines for span in line.spans]
    return [(text, style) for text, style in pieces if text.strip() and isinstance(style, Style)]


def paper_around(pieces: Sequence[tuple[str, Style]], terminal: Terminal) -> Color:
    """The paper on which most stands."""
    papers: Counter[Color] = Counter()
    for text, style in pieces:
        papers[told(terminal, style)[1]] += len(text)
    return papers.most_common(1)[0][0]


def assert_right(
    pieces: Sequence[tuple[str, Style]], kind: ColorType, terminals: Sequence[Terminal], *, no_color: bool
) -> None:
    for text, style in pieces:
        assert style.color is not None, text
        assert style.bgcolor is not None, text
        assert {style.color.type, style.bgcolor.type} == {kind}, text
        for terminal in terminals:
            ink, paper = told(terminal, style)
            assert contrast_ratio(ink, paper) >= terminal.least, (text, terminal.name, ink, paper)
            assert not no_color or all(len(set(color.rgb)) == 1 for color in (ink, paper) if not terminal.sixteen)
    (chosen,) = {style for text, style in pieces if "▸" in text}
    assert told(terminals[0], chosen)[1] != paper_around(pieces, terminals[0])


def told(terminal: Terminal, style: Style) -> tuple[Color, Color]:
    return of_sixteen(terminal, style) if terminal.sixteen else shown_on(terminal, style)
