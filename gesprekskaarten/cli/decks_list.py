"""`gesprekskaarten deck lijst`: every deck there is, and every file that does not take part."""

import shutil
import sys
from typing import TYPE_CHECKING

import click

from gesprekskaarten.cli.edge import give, in_columns
from gesprekskaarten.cli.places import Places, pass_places
from gesprekskaarten.dutch_click import DutchCommand

if TYPE_CHECKING:
    from gesprekskaarten.decks.library import DeckRow, Library
    from gesprekskaarten.decks.loader import DeckFile

_HEADER = ("Id", "Versie", "Status", "Kaarten", "Casussen", "Actoren", "Routes", "Wegwijzers", "Titel", "Herkomst")
_COUNTED = (
    ("kaart", "kaarten"),
    ("casus", "casussen"),
    ("actor", "actoren"),
    ("route", "routes"),
    ("wegwijzer", "wegwijzers"),
)


@click.command("lijst", cls=DutchCommand)
@click.option(
    "--formaat",
    "form",
    type=click.Choice(["tekst", "json"]),
    default="tekst",
    show_default=True,
    help="json is voor een ander programma.",
)
@pass_places
def decks_list(places: Places, form: str) -> None:
    """Laat alle kaartendecks zien.

    Ook decks met fouten staan erin, en welk deck van jou voor een ander gaat.
    """
    library = places.library()
    give(_json(library) if form == "json" else as_text(library))


def as_text(library: "Library") -> str:
    """A table; where that is wider than the terminal, a few short lines for each deck."""
    from gesprekskaarten.decks.library import deck_rows

    rows = [_row(row) for row in deck_rows(library)]
    rows += [_faulty_row(file) for file in _faulty_decks(library)]
    rows.sort(key=lambda row: row[0])
    table = in_columns([_HEADER, *rows])
    if not sys.stdout.isatty() or max(map(len, table.split("\n"))) <= shutil.get_terminal_size().columns:
        return table
    return "\n\n".join(map(_lines, rows))


def _lines(row: tuple[str, ...]) -> str:
    """One deck for a narrow terminal; what is not there is left out."""
    id, version, status, *counts, title, origin = row
    counted = [f"{count} {one if count == '1' else many}" for count, (one, many) in zip(counts, _COUNTED, strict=True)]
    lines = (
        " · ".join(part for part in (id, version, status) if part != "-"),
        f"    {title}",
        f"    {', '.join(text for text in counted if text[0] not in '0-')}",
        f"    {origin}",
    )
    return "\n".join(line for line in lines if line.strip(" -"))


def _row(row: "DeckRow") -> tuple[str, ...]:
    counts = (row.cards, row.casussen, row.actors, row.routes, row.signposts)
    origin = ", ".join(filter(None, (row.origin, row.hides)))
    return (row.id, row.version, row.status, *map(str, counts), row.title, origin)


def _faulty_row(file: "DeckFile") -> tuple[str, ...]:
    return (_id(file), "-", _mistakes(file), *"-----", "-", str(file.path))


def _id(file: "DeckFile") -> str:
    """Its id; of a file that cannot be read that far, its name."""
    from gesprekskaarten.domain.words import clean

    return clean(file.id) or file.path.name


def _mistakes(file: "DeckFile") -> str:
    return "1 fout" if len(file.problems) == 1 else f"{len(file.problems)} fouten"


def _faulty_decks(library: "Library") -> "list[DeckFile]":
    """Files with mistakes that are decks, or that may be."""
    from gesprekskaarten.decks.library import PLAYBOOKS

    return [
        file for file in library.faulty if file.kind == "deck" or (not file.kind and file.path.parent.name != PLAYBOOKS)
    ]


def _json(library: "Library") -> str:
    import json

    from gesprekskaarten.decks.library import deck_rows

    right: list[dict[str, object]] = [
        {
            "id": row.id,
            "titel": row.title,
            "versie": row.version,
            "status": row.status,
            "kaarten": row.cards,
            "casussen": row.casussen,
            "actoren": row.actors,
            "routes": row.routes,
            "wegwijzers": row.signposts,
            "meegeleverd": library.deck_origin(row.id).shipped,
            "bestand": str(library.deck_origin(row.id).path),
            "gaat_voor": [{"bestand": str(origin.path), "versie": v} for origin, v in library.hidden.get(row.id, [])],
            "fouten": 0,
        }
        for row in deck_rows(library)
    ]
    empty = dict.fromkeys(key for row in right for key in row)
    wrong: list[dict[str, object]] = [
        {**empty, "id": _id(file), "bestand": str(file.path), "gaat_voor": [], "fouten": len(file.problems)}
        for file in _faulty_decks(library)
    ]
    return json.dumps(sorted([*right, *wrong], key=lambda row: str(row["id"])), ensure_ascii=False, indent=2)
