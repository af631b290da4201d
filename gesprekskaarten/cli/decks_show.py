"""`gesprekskaarten deck toon`: what is in a deck, and a card as the room would see it."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from gesprekskaarten.cli.edge import NAME, give, in_columns, say
from gesprekskaarten.cli.places import Places, pass_places
from gesprekskaarten.dutch_click import DutchCommand
from gesprekskaarten.errors import AppError, ExitCode

if TYPE_CHECKING:
    from gesprekskaarten.domain.deck import Deck, Reference
    from gesprekskaarten.room.layout import Page

_FEWEST = (32, 8)
"""Cells in which the room still sees the round and the question."""
_MOST = (80, 60)
"""The room never gets lines wider than 80 cells."""


def _size(_ctx: click.Context, _param: click.Parameter, given: str) -> tuple[int, int]:
    found = re.fullmatch(r"([0-9]{1,4})[x×]([0-9]{1,4})", given.strip().lower())
    size = (int(found[1]), int(found[2])) if found else (0, 0)
    if not all(least <= cells <= most for least, cells, most in zip(_FEWEST, size, _MOST, strict=True)):
        (columns, rows), (most_columns, most_rows) = _FEWEST, _MOST
        raise click.BadParameter(
            f"schrijf KOLOMMENxREGELS, bijvoorbeeld 46x13, van {columns} tot en met {most_columns} kolommen "
            f"en van {rows} tot en met {most_rows} regels."
        )
    return size


@click.command("toon", cls=DutchCommand)
@click.argument("wat")
@click.option(
    "--maat",
    "size",
    metavar="KOLOMMENxREGELS",
    default="70x20",
    show_default=True,
    callback=_size,
    help="Hoe groot het zaalbeeld is. 46x13 is een tv van een afstand.",
)
@pass_places
def deck_show(places: Places, wat: str, size: tuple[int, int]) -> int:
    """Laat een deck zien, of een kaart zoals de zaal die ziet.

    WAT is de id van een deck of een TOML-bestand, met daarachter als je wilt de id van een kaart of een casus:
    grensvlakken-wlz/eigen-bijdrage of nachtzorg.toml/eerste-kaart.
    """
    name, item = _parts(wat)
    file = name if name.lower().endswith(".toml") else ""
    deck, names = _from_file(places, Path(file)) if file else _from_library(places, name)
    if item:
        give("\n\n".join(_frames(deck, item, size, names)))
    else:
        give("\n".join(_contents(deck, names)))
    return ExitCode.DONE


def _parts(what: str) -> tuple[str, str]:
    """Take the card off: `deck/kaart`, or `map/deck.toml/kaart`."""
    found = re.fullmatch(r"(.*\.toml)(?:[/\\]([^/\\]*))?", what, re.IGNORECASE | re.DOTALL)
    if found:
        return found[1], found[2] or ""
    name, _, item = what.partition("/")
    return name, item


def _from_library(places: Places, name: str) -> "tuple[Deck, dict[str, str]]":
    library = places.library()
    names = {actor.id: actor.name for actor in library.deck(name).actors}
    return library.decks[name], names


def _from_file(places: Places, path: Path) -> "tuple[Deck, dict[str, str]]":
    """Read a deck that need not be in a folder of decks yet; of one with mistakes what can be read of it."""
    from gesprekskaarten.decks.library import Library
    from gesprekskaarten.decks.loader import read_file
    from gesprekskaarten.decks.problems import format_problems
    from gesprekskaarten.domain.deck import Deck

    if not path.exists():
        raise AppError(f"Het bestand {path} is er niet.", "Kijk of je de naam goed hebt getypt.", ExitCode.IO)
    file = read_file(path)
    if file.problems:
        say(format_problems(file.problems))
    if not isinstance(file.readable, Deck):
        if file.problems:
            raise AppError(f"{path.name} is nog niet te lezen. Verbeter eerst de fouten.", "", ExitCode.PROBLEMS)
        raise AppError(f"{path.name} is een draaiboek, geen deck.", f"Kijk het na met: {NAME} deck controleer {path}")
    deck = file.readable
    shipped, *own = places.deck_folders()
    library = Library(shipped, own)
    borrowed = [library.decks[used] for used in deck.head.uses if used in library.decks]
    return deck, {actor.id: actor.name for other in (*borrowed, deck) for actor in other.actors}


def _frames(deck: "Deck", item: str, size: tuple[int, int], names: dict[str, str]) -> Iterator[str]:
    """Yield the pages of a card or casus, each in a frame of `size` cells."""
    from gesprekskaarten.decks.problems import quoted, suggestion
    from gesprekskaarten.room.preview import card_pages, casus_pages

    pages = [page for card in deck.cards if card.id == item for page in card_pages(card, *size, names)]
    pages += [page for casus in deck.casussen if casus.id == item for page in casus_pages(casus, *size)]
    if not pages:
        known = [card.id for card in deck.cards] + [casus.id for casus in deck.casussen]
        raise AppError(f"In deck {quoted(deck.id)} is geen kaart of casus {quoted(item)}.", suggestion(item, known))
    for number, page in enumerate(pages, 1):
        yield _frame(page, size, f"bladzijde {number} van {len(pages)}")


def _frame(page: "Page", size: tuple[int, int], caption: str) -> str:
    from gesprekskaarten.room.layout import width

    columns, rows = size
    texts = [line.text for line in page] + [""] * (rows - len(page))
    inside = [f"│ {text}{' ' * (columns - width(text))} │" for text in texts]
    line = "─" * (columns + 2)
    return "\n".join([f"┌{line}┐", *inside, f"└{'─' * (columns - len(caption) - 1)} {caption} ─┘"])


def _contents(deck: "Deck", names: dict[str, str]) -> Iterator[str]:
    head = deck.head
    yield head.title
    yield " · ".join((deck.id, f"versie {head.version}", head.status.value, *filter(None, (head.licence,))))
    yield from _filled(head.description)
    if head.uses:
        yield f"Gebruikt: {', '.join(head.uses)}"
    yield from _section("Kaarten", [(card.id, card.kind.value, card.question) for card in deck.cards])
    yield from _section("Casussen", [(casus.id, casus.title) for casus in deck.casussen])
    yield from _section("Actoren", list(names.items()))
    titles = {card.id: card.title for card in deck.cards}
    for route in deck.routes:
        yield from _heading(f"Route: {route.title} ({route.id})")
        yield from _filled(route.description)
        yield from _in_order(route.cards, titles, 1)
        number = 1 + len(route.cards)
        for step in route.steps:
            yield f"  {step.title}"
            yield from _in_order(step.cards, titles, number)
            number += len(step.cards)
    if deck.signposts:
        yield from _heading("Wegwijzer")
        yield from (f"  {number}. {text}" for number, text in enumerate(head.signpost_questions, 1))
    for signpost in deck.signposts:
        yield ""
        yield f"  {' → '.join(signpost.marks) or signpost.id}"
        yield f"    Voor wie: {signpost.for_whom}"
        yield f"    Waar naartoe: {signpost.where_to}"
        if signpost.after_that:
            yield f"    Daarna: {signpost.after_that}"
    if deck.terms:
        yield from _heading(f"Begrippen ({len(deck.terms)})")
    for term in deck.terms:
        yield from _filled(f"{term.word}: {' '.join(term.explanation.split())}", "  ")


def _heading(text: str) -> tuple[str, str]:
    return "", text


def _section(title: str, rows: Sequence[Sequence[str]]) -> Iterator[str]:
    if rows:
        yield from _heading(f"{title} ({len(rows)})")
        yield from (f"  {line}" for line in in_columns(rows).split("\n"))


def _filled(text: str, indent: str = "") -> Iterator[str]:
    """Yield a text in lines for a terminal; the lines after the first stand a bit further in."""
    import textwrap

    for paragraph in text.split("\n"):
        yield from textwrap.wrap(paragraph, 80, initial_indent=indent, subsequent_indent=indent * 2)


def _in_order(cards: "Sequence[Reference]", titles: dict[str, str], first: int) -> Iterator[str]:
    for number, card in enumerate(cards, first):
        title = titles.get(card, "")
        yield f"  {number:>3}. {card}" + (f": {title}" if title else "")
