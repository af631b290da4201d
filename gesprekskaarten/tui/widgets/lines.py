"""Where a text breaks: whole words if they fit, nothing ever cut off."""

import re

from rich.cells import cell_len, chop_cells
from textual.content import Content

from gesprekskaarten.domain.words import is_safe

_CHUNK = re.compile(r"\S+\s*|\s+")


def safe_content(content: Content) -> Content:
    """Return `content` without characters that a terminal could obey; line breaks stay."""
    plain = content.plain
    if is_safe(plain):
        return content
    if all(is_safe(line) for line in plain.split("\n")):
        return content
    keep = [index for index, character in enumerate(plain) if character == "\n" or is_safe(character)]
    return Content("").join([content[index : index + 1] for index in keep])


def wrap(content: Content, width: int, hanging: int = 0) -> list[Content]:
    """Return the lines of `content` at most `width` cells wide; all lines but the first leave room for `hanging` cells.

    A word that is longer than a line is broken; the blanks at a break go.
    """
    lines: list[Content] = []
    for place, paragraph in enumerate(content.split("\n", allow_blank=True)):
        offsets = break_offsets(paragraph.plain, *_room(place, width, hanging))
        parts = paragraph.divide(offsets) if offsets else [paragraph]
        lines.extend(part.rstrip() if number < len(parts) else part for number, part in enumerate(parts, 1))
    return lines


def count_lines(text: str, width: int, hanging: int = 0) -> int:
    """Return how many lines `wrap` makes of `text`."""
    paragraphs = enumerate(text.split("\n"))
    return sum(len(break_offsets(paragraph, *_room(place, width, hanging))) + 1 for place, paragraph in paragraphs)


def _room(paragraph: int, width: int, hanging: int) -> tuple[int, int]:
    """The width of the first line of a paragraph, and how much less its other lines have."""
    return (max(1, width - hanging), 0) if paragraph else (width, hanging)


def break_offsets(text: str, width: int, hanging: int = 0) -> list[int]:
    """Return the indices in one paragraph where a new line begins."""
    if text.isascii() and len(text) <= width:
        return []
    offsets: list[int] = []
    room = width
    rest = max(1, width - hanging)
    for found in _CHUNK.finditer(text):
        chunk = found.group()
        word = chunk.rstrip()
        cells = cell_len(word)
        if cells > room and found.start() > 0:
            if not offsets or offsets[-1] != found.start():
                offsets.append(found.start())
            room = rest
        if cells > room:
            position = found.start()
            pieces = _chop(word, room, rest)
            for piece in pieces[:-1]:
                position += len(piece)
                offsets.append(position)
            room = rest - cell_len(pieces[-1])
        else:
            room -= cells
        room -= cell_len(chunk) - cell_len(word)
    return offsets


def _chop(word: str, first: int, rest: int) -> list[str]:
    head = chop_cells(word, max(first, 2))[0]
    return [head, *chop_cells(word[len(head) :], max(rest, 2))] if len(head) < len(word) else [head]
