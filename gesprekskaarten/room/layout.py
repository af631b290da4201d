"""Pages of styled lines that fit a box of cells, without any screen library."""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from gesprekskaarten.domain.words import is_safe

MAX_COLUMNS = 80
"""Wider lines are hard to read from a distance: the screen centres a box of this width."""

EMOJI_SIGN = "\ufe0f"


LEAST_COLUMNS = 20
"""In a narrower box there is no place for page numbers and bullets."""

LEAST_TOGETHER = 3
"""Lines of a text longer than a page that must fit on this page before it is begun here."""

ROOMY = 24
"""A box of more rows spreads its lines: they stand in the middle, with more blank lines between them."""

STAGE = 40
"""Rows that one page takes at most, in the middle of a higher box: the eye should not go from edge to edge."""

MOST_BLANK = 3
"""Blank lines between two parts in a roomy box, at most: with more they fall apart."""

_FIGURES = {
    "0": "███ █ █ █ █ █ █ ███",
    "1": " █  ██   █   █  ███",
    "2": "███   █ ███ █   ███",
    "3": "███   █ ███   █ ███",
    "4": "█ █ █ █ ███   █   █",
    "5": "███ █   ███   █ ███",
    "6": "███ █   ███ █ █ ███",
    "7": "███   █   █   █   █",
    "8": "███ █ █ ███ █ █ ███",
    "9": "███ █ █ ███   █ ███",
    ":": "    █       █      ",
}
"""Three cells by five, each row followed by a space."""


class Style(StrEnum):
    TITLE = "title"
    QUESTION = "question"
    BODY = "body"
    STRONG = "strong"
    QUIET = "quiet"
    WHO = "who"
    TIME = "time"
    HEADING = "heading"
    BAR = "bar"
    FIGURE = "figure"


@dataclass(frozen=True)
class StyledLine:
    """One line of the room screen; an empty text is a blank line."""

    text: str
    style: Style = Style.BODY


Page = tuple[StyledLine, ...]


@dataclass(frozen=True)
class Part:
    """Text that stays together on a page when it can. `first` stands before it, and its width indents the rest.

    `near` keeps it with the part that follows; `apart` asks for a blank line above it.
    """

    text: str
    style: Style = Style.BODY
    first: str = ""
    near: bool = False
    apart: bool = False


def width(text: str) -> int:
    """Return how many cells `text` takes at most."""
    cells = 0
    before = 0
    for sign in text:
        here = _cells(sign)
        if sign == EMOJI_SIGN and before == 1:
            here, before = 1, 0
        elif here:
            before = here
        cells += here
    return cells


def _cells(sign: str) -> int:
    if sign < "\u0300":
        return 1
    if unicodedata.category(sign) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(sign) in "WF" else 1


def wrap(text: str, columns: int, first: str = "") -> list[str]:
    """Break `text` into lines of at most `columns` cells; a word that is longer than a line is broken too."""
    if columns < LEAST_COLUMNS:
        first = ""
    indent = " " * width(first)
    lines = []
    for paragraph in text.split("\n"):
        line, room = first, columns - width(first)
        empty = True
        for piece in _pieces(paragraph, max(2, columns - len(indent))):
            cells = width(piece)
            if empty:
                line, room, empty = line + piece, room - cells, False
            elif cells + 1 <= room:
                line, room = f"{line} {piece}", room - cells - 1
            else:
                lines.append(line)
                line, room = indent + piece, columns - len(indent) - cells
        lines.append(line.rstrip() if empty else line)
        first = indent
    return lines


def _pieces(paragraph: str, columns: int) -> Iterator[str]:
    """Words, and pieces of the words that are wider than a line."""
    for word in paragraph.split():
        if width(word) <= columns:
            yield word
            continue
        piece = ""
        for sign in _signs(word):
            if piece and width(piece) + width(sign) > columns:
                yield piece
                piece = ""
            piece += sign
        yield piece


def _signs(word: str) -> Iterator[str]:
    """Letters with the marks that belong to them."""
    start = 0
    for place in range(1, len(word)):
        if _cells(word[place]):
            yield word[start:place]
            start = place
    yield word[start:]


def figures(text: str, columns: int) -> tuple[StyledLine, ...]:
    """Draw digits and colons as five lines of large figures; nothing when those are wider than `columns`.

    A cell is twice as high as it is wide: every cell of the figure takes two.
    """
    rows = []
    for row in range(5):
        cells = ("".join(_FIGURES[sign][4 * row : 4 * row + 3]) for sign in text)
        rows.append("  ".join("".join(2 * cell for cell in sign) for sign in cells).rstrip())
    fits = text and max(map(width, rows)) <= columns
    return tuple(StyledLine(row, Style.FIGURE) for row in rows) if fits else ()


def lay_out(
    head: str,
    body: Sequence[Part],
    foot: Sequence[StyledLine],
    columns: int,
    rows: int,
    large: Sequence[StyledLine] = (),
) -> tuple[Page, ...]:
    """Fill pages of at most `rows` lines of at most `columns` cells: head above, foot at the bottom of each page.

    What does not fit goes to a next page, with the head repeated; a page that is full has no blank lines.
    `large` stands above the foot when every page has room for it after everything else.
    """
    columns, rows = max(2, columns), max(1, rows)
    if rows > STAGE:
        stage = lay_out(head, body, foot, columns, STAGE, large)
        if len(stage) == 1:
            return ((*[StyledLine("")] * ((rows - STAGE) // 2), *stage[0]),)
    title = [StyledLine(line, Style.TITLE) for line in wrap(head, columns)] if head else []
    bottom = tuple(foot)
    if len(title) > max(1, rows // 3) or rows < 4:
        body, title = (Part(head, Style.TITLE), *body), []
    if rows - len(title) - len(bottom) < 2:
        body, bottom = (*body, *(Part(line.text, line.style) for line in bottom)), ()
    groups = _groups([part for part in body if part.text], columns)
    space = rows - len(title) - len(bottom)
    sheets = _fill(groups, space)
    numbered = len(sheets) > 1 and space >= LEAST_TOGETHER and columns >= LEAST_COLUMNS
    if numbered:
        space -= 1
        sheets = _fill(groups, space)
    blank = StyledLine("")
    spare = space - max(len(sheet) + _asked(sheet) for sheet in sheets) - len(large) - 1
    if large and spare >= 0:
        bottom = (*large, *[blank] * min(spare, 1), *bottom) if bottom else (blank, *large)
        space = rows - len(title) - numbered - len(bottom)
    pages = []
    for number, sheet in enumerate((_airy(sheet, space, rows > ROOMY) for sheet in sheets), 1):
        top = [*title, StyledLine(f"pagina {number} van {len(sheets)}", Style.QUIET)] if numbered else title
        left = rows - len(top) - len(sheet) - len(bottom)
        above = max(0, left * 2 // 5 - 1) if rows > ROOMY else 0
        below = left - above if foot and bottom else 0
        pages.append((*top, *[blank] * above, *sheet, *[blank] * below, *bottom))
    assert all(is_safe(line.text) for page in pages for line in page)
    return tuple(pages)


Row = tuple[StyledLine, bool]
"""A line, and whether a blank line goes above it when there is room."""


def _groups(parts: Sequence[Part], columns: int) -> list[list[Row]]:
    """Lines that stay together on a page."""
    groups: list[list[Row]] = []
    joined = False
    for part in parts:
        lines = wrap(part.text, columns, part.first)
        rows = [(StyledLine(line, part.style), part.apart and not place) for place, line in enumerate(lines)]
        if joined:
            groups[-1].extend(rows)
        else:
            groups.append(rows)
        joined = part.near
    return groups


def _fill(groups: Sequence[Sequence[Row]], space: int) -> list[list[Row]]:
    """Put the groups on sheets of `space` rows.

    The last row of what is longer than a sheet takes the one before it along, but a question begins where it can.
    """
    sheets: list[list[Row]] = [[]]
    for group in groups:
        left = space - len(sheets[-1])
        if sheets[-1] and len(group) > left and (len(group) <= space or left < LEAST_TOGETHER):
            sheets.append([])
        for rest, row in zip(range(len(group), 0, -1), group, strict=True):
            alone = rest == 2 and len(sheets[-1]) == space - 1 and row[0].style is not Style.QUESTION
            if len(sheets[-1]) == space or (alone and space > LEAST_TOGETHER):
                sheets.append([])
            sheets[-1].append(row)
    return sheets


def _asked(sheet: Sequence[Row]) -> int:
    """How many blank lines the rows of a page ask for."""
    return sum(apart for _, apart in sheet)


def _airy(sheet: Sequence[Row], space: int, roomy: bool) -> list[StyledLine]:
    """The lines of one page, with their blank lines when all of those fit; more of them in a roomy box."""
    asked = _asked(sheet)
    most = MOST_BLANK if roomy else 1
    deep = min(most, (space - len(sheet)) // asked) if asked else 0
    if deep > 1 and len(sheet) + asked * deep > space * 2 // 3:
        deep = max(1, min(deep, (space * 2 // 3 - len(sheet)) // asked))
    blank = [StyledLine("")] * deep
    return [line for row, apart in sheet for line in (*(blank if apart else []), row)]
