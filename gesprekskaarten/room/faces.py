"""The zaalbeeld as pages to read from four to six metres."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace

from gesprekskaarten.room.dates import in_words
from gesprekskaarten.room.layout import MAX_COLUMNS, Page, Part, Style, StyledLine, figures, lay_out, width, wrap
from gesprekskaarten.room.model import Block, Face, Item, RoomView

__all__ = ["MAX_COLUMNS", "Page", "Style", "StyledLine", "pages"]

RECOGNISED = 30
"""Characters by which a text is found again on a page."""
BAR = 10
NEARLY = 0.2
"""The share of the round that is left when the room is told (onderzoek/facilitatie.md 5.3)."""


def pages(view: RoomView, columns: int, rows: int, minutes_left: int | None) -> tuple[Page, ...]:
    """Lay the zaalbeeld out for a box of cells; the question and who speaks come first, the time stands at the bottom.

    Comfortable at 70 × 20, complete in pages at 46 × 13; at 32 × 8 the first page has the essentials.
    """
    if view.blank:
        return ((),)
    foot = [] if view.paused else _time(view, columns, minutes_left)
    large = figures(_figures(view, minutes_left), columns)
    return lay_out(_head(view, columns), tuple(_body(view, columns)), foot, columns, rows, large)


def page_of(found: Sequence[Page], text: str) -> int:
    """Return on which page, counted from 0, a text begins; the first when it is on none of them."""
    begin = " ".join(text.split())[:RECOGNISED]
    whole = (" ".join(" ".join(line.text.split()) for line in page) for page in found)
    return next((place for place, page in enumerate(whole) if begin in page), 0) if begin else 0


def clock(moment: dt.datetime) -> str:
    """Write an aware moment as the clock on the wall of this place: "14:35"."""
    return f"{moment.astimezone():%H:%M}"


def _head(view: RoomView, columns: int) -> str:
    """The title of the round, with its number and its step when that fits on the line."""
    if not view.round_title:
        return "Welkom"
    title = f"{view.round_title} · {view.step_title}" if _step_in_head(view, columns) else view.round_title
    numbered = f"Ronde {view.round_number} van {view.round_count} · {title}"
    return numbered if width(numbered) <= columns else title


def _step_in_head(view: RoomView, columns: int) -> bool:
    fits = width(f"{view.round_title} · {view.step_title}") <= columns
    return fits and bool(view.step_title) and not _says(view, view.step_title)


def _says(view: RoomView, title: str) -> bool:
    said = {view.round_title, *view.prompt.split("\n"), *(block.heading for block in view.blocks)}
    return title.casefold().rstrip("?.") in {text.casefold().rstrip("?.") for text in said}


def _body(view: RoomView, columns: int) -> Iterator[Part]:
    if view.off_record:
        yield Part("Dit wordt niet opgenomen", Style.STRONG, apart=True)
    if view.paused or view.face is Face.PAUZE:
        yield from _break(view)
    elif view.face is Face.BEGIN and not view.off_record:
        yield Part("We beginnen zo.", Style.QUESTION, apart=True)
    elif not view.off_record:
        yield from _with_step(view, columns, list(_round(view)))


def _break(view: RoomView) -> Iterator[Part]:
    if view.paused:
        yield Part("Pauze", Style.QUESTION, apart=True)
    yield from _prompt(view.prompt.split("\n"))
    if view.back_at:
        yield Part(f"We gaan verder om {clock(view.back_at)}", Style.STRONG, apart=True)


def _round(view: RoomView) -> Iterator[Part]:
    """In the wissel the roles come before the starts of a sentence: first everybody finds who they are."""
    asked, aside = _asked_and_aside(view)
    roles = view.blocks if view.face is Face.WISSEL else ()
    yield from _who(view)
    yield from _card(view)
    yield from _signpost(view)
    if view.face is Face.WELKOM:
        yield from _welcome(view)
    elif view.listening:
        yield from (Part(line, Style.QUIET, apart=place == 0) for place, line in enumerate(asked))
    else:
        yield from _prompt(asked)
    for block in roles:
        yield from _block(block)
    for place, starter in enumerate(view.starters):
        yield Part(starter, Style.STRONG, apart=place == 0)
    yield from (Part(line, Style.QUIET) for line in aside)
    yield from _casus(view)
    for block in view.blocks[len(roles) :]:
        yield from _block(block)


def _with_step(view: RoomView, columns: int, parts: list[Part]) -> Iterator[Part]:
    """The parts of a round, with the title of the step under the last when the head has no place for it."""
    step = view.step_title if not _step_in_head(view, columns) and not _says(view, view.step_title) else ""
    shown = [part for part in parts if part.text]
    yield from shown[:-1]
    yield from (replace(part, near=bool(step)) for part in shown[-1:])
    yield Part(step, Style.QUIET, apart=True)


def _asked_and_aside(view: RoomView) -> tuple[list[str], list[str]]:
    """Split the room text: what is asked now, and what can wait when somebody speaks or the card asks."""
    lines = [line for line in view.prompt.split("\n") if line]
    if view.face is Face.LEIDRAAD:
        return [], lines
    if not view.listening:
        return lines, []
    asking = max((place for place, line in enumerate(lines, 1) if line.endswith("?")), default=0)
    return lines[:asking], lines[asking:]


def _who(view: RoomView) -> Iterator[Part]:
    """Who speaks stays with what is asked: on the smallest screen the question begins on the first page."""
    if view.speaking:
        yield Part(f"Nu: {view.speaking}. {view.listening}".rstrip(), Style.WHO, near=True, apart=True)
    if view.role:
        yield Part(f"Je bent nu: {view.role}", Style.STRONG, near=True)


def _prompt(lines: Sequence[str]) -> Iterator[Part]:
    """Everything up to the last line that asks something is the question."""
    asking = max((place for place, line in enumerate(lines) if line.endswith("?")), default=0)
    for place, line in enumerate(lines):
        yield Part(line, Style.QUESTION if place <= asking else Style.BODY, near=place < asking, apart=place == 0)


def _welcome(view: RoomView) -> Iterator[Part]:
    goal, *agreements = [line for line in view.prompt.split("\n") if line] or [""]
    yield Part(goal, Style.QUESTION, apart=True)
    for place, line in enumerate(agreements):
        yield Part(line, Style.BODY, "• ", apart=place == 0)
    if view.end_time:
        yield Part(f"We stoppen om {clock(view.end_time)}", Style.STRONG, apart=True)
    where = [view.place, in_words(view.date) if view.date else ""]
    yield Part(", ".join(part for part in where if part), Style.QUIET, apart=True)


def _card(view: RoomView) -> Iterator[Part]:
    card = view.card
    if card is None:
        return
    yield Part(card.question, Style.QUESTION, apart=True)
    name = f"Kaart: {card.title}" + (f" ({card.theme})" if card.theme else "")
    yield Part(name, Style.HEADING, apart=True, near=bool(card.explanation))
    yield Part(f"Standpunt van {card.whose}" if card.whose else "", Style.WHO)
    yield Part(card.explanation, Style.BODY, near=bool(card.years) and not card.sides)
    for place, side in enumerate(card.sides):
        lead_in = ("Aan de ene kant: ", "Aan de andere kant: ")[place] if len(card.sides) == 2 else ""
        last = place == len(card.sides) - 1
        yield Part(f"{lead_in}{side}", Style.BODY, "• ", near=not last or bool(card.years), apart=place == 0)
    yield from _years(card.years)


def _casus(view: RoomView) -> Iterator[Part]:
    if view.casus is None:
        return
    yield Part(view.casus.title, Style.HEADING, near=True, apart=True)
    yield Part(view.casus.situation, Style.BODY)
    if view.face is Face.AFLOOP:
        yield Part("Hoe het afliep", Style.HEADING, near=True, apart=True)
        yield Part(view.casus.outcome or "Dat is niet bekend.", Style.BODY)
    for place, lesson in enumerate(view.casus.lessons):
        yield Part(lesson, Style.BODY, "• ", apart=place == 0)


def _signpost(view: RoomView) -> Iterator[Part]:
    signpost = view.signpost
    if signpost is None:
        return
    yield Part(signpost.where_to, Style.QUESTION, apart=True)
    yield Part("Voor wie", Style.HEADING, near=True, apart=True)
    yield Part(signpost.for_whom, Style.BODY, near=bool(signpost.years) and not signpost.after_that)
    if signpost.after_that:
        yield Part("Daarna", Style.HEADING, near=True, apart=True)
        yield Part(signpost.after_that, Style.BODY, near=bool(signpost.years))
    yield from _years(signpost.years)


def _years(years: Sequence[int]) -> Iterator[Part]:
    if years:
        yield Part(f"Feiten uit {' en '.join(map(str, years))}", Style.QUIET)


def _block(block: Block) -> Iterator[Part]:
    yield Part(block.heading, Style.HEADING, near=bool(block.items), apart=True)
    for item in block.items:
        yield from _item(item)


def _item(item: Item) -> Iterator[Part]:
    bullet = f"{item.number}. " if item.number else "• "
    if item.who:
        yield Part(item.who, Style.WHO, bullet, near=True)
        bullet = " " * width(bullet)
    yield Part(item.text, Style.BODY, bullet, near=bool(item.mark))
    if item.mark:
        yield Part(item.mark, Style.QUIET, " " * width(bullet))


def _time(view: RoomView, columns: int, left: int | None) -> list[StyledLine]:
    """Minutes, bar and a word; in a quiet round the bar only."""
    if left is None or view.ends_at is None or not view.allotted:
        return []
    share = min(1.0, max(0.0, left / view.allotted))
    over = left <= 0
    word = "tijd is om" if over else "bijna tijd" if share <= NEARLY else ""
    counted = "" if over or view.quiet else "nog 1 minuut" if left == 1 else f"nog {left} minuten"
    text = ", ".join(part for part in (word, counted) if part)
    text = text[:1].upper() + text[1:] if word else text
    room = min(BAR, columns - width(text) - 3)
    if room < 4:
        return [StyledLine(line, Style.TIME) for line in wrap(text, columns)]
    full = round(share * room)
    full = max(1, full) if not over else 0
    bar = f"▕{'█' * full}{'░' * (room - full)}▏"
    return [StyledLine(f"{text} {bar}".strip(), Style.TIME if text else Style.BAR)]


def _figures(view: RoomView, left: int | None) -> str:
    """The time that is also shown large: in a break when we go on, else the minutes; never in a quiet round."""
    if view.off_record:
        return ""
    if view.paused or view.face is Face.PAUZE:
        return clock(view.back_at) if view.back_at else ""
    counts = left is not None and left > 0 and view.ends_at and view.allotted and not view.quiet
    return str(left) if counts else ""
