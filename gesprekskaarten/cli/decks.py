"""`gesprekskaarten deck`: list and check decks."""

from pathlib import Path

import click

from gesprekskaarten.cli.edge import give, in_columns, say
from gesprekskaarten.cli.places import Places, pass_places
from gesprekskaarten.dutch_click import DutchGroup
from gesprekskaarten.errors import ExitCode


@click.group(cls=DutchGroup)
def deck() -> None:
    """Bekijk en controleer kaartendecks."""


@deck.command("lijst")
@pass_places
def decks_list(places: Places) -> None:
    """Laat alle kaartendecks zien."""
    from gesprekskaarten.decks.library import deck_rows

    header = ("Id", "Versie", "Status", "Kaarten", "Casussen", "Actoren", "Herkomst", "Titel")
    rows = [
        (
            deck.id,
            deck.version,
            deck.status,
            str(deck.cards),
            str(deck.casussen),
            str(deck.actors),
            deck.origin,
            deck.title,
        )
        for deck in deck_rows(places.library())
    ]
    give(in_columns([header, *rows]))


@deck.command("controleer")
@click.argument("pad", nargs=-1, type=click.Path(path_type=Path))
@pass_places
def decks_check(places: Places, pad: tuple[Path, ...]) -> int:
    """Zoek alle fouten in decks en draaiboeken.

    PAD is een bestand of een map. Zonder PAD: de meegeleverde en je eigen decks.
    """
    from gesprekskaarten.decks.library import check
    from gesprekskaarten.decks.problems import format_problems

    folders = places.deck_folders()
    problems = check(pad or folders, folders)
    if not problems:
        say("Geen fouten gevonden.")
        return ExitCode.DONE
    give(format_problems(problems))
    say("1 fout gevonden." if len(problems) == 1 else f"{len(problems)} fouten gevonden.")
    return ExitCode.PROBLEMS
