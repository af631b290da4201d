"""`gesprekskaarten deck`: everything a curator does with decks."""

from pathlib import Path

import click

from gesprekskaarten.cli.decks_list import decks_list
from gesprekskaarten.cli.decks_new import deck_new
from gesprekskaarten.cli.decks_schema import deck_schema
from gesprekskaarten.cli.decks_show import deck_show
from gesprekskaarten.cli.decks_use import decks_use
from gesprekskaarten.cli.edge import give, say
from gesprekskaarten.cli.places import Places, pass_places
from gesprekskaarten.dutch_click import DutchGroup
from gesprekskaarten.errors import ExitCode


@click.group(cls=DutchGroup)
def deck() -> None:
    """Bekijk, maak en controleer kaartendecks."""


for _command in (decks_list, deck_show, deck_new, deck_schema, decks_use):
    deck.add_command(_command)


@deck.command("controleer")
@click.argument("pad", nargs=-1, type=click.Path(path_type=Path))
@click.option("--streng", is_flag=True, help="Ook met alleen waarschuwingen eindigt de opdracht met 1.")
@click.option(
    "--formaat",
    "form",
    type=click.Choice(["tekst", "json"]),
    default="tekst",
    show_default=True,
    help="json is voor een ander programma.",
)
@pass_places
def decks_check(places: Places, pad: tuple[Path, ...], streng: bool, form: str) -> int:
    """Zoek fouten en zwakke plekken in decks en draaiboeken.

    PAD is een bestand of een map. Zonder PAD: de meegeleverde en je eigen decks. Een deck met een fout doet niet mee.
    Een waarschuwing zegt wat aan tafel lastig kan worden: jij beslist.

    Met --formaat json krijg je een lijst. Elk deel heeft: bestand, regel, kolom, ernst (fout of waarschuwing), code,
    melding, raad en fragment.
    """
    from gesprekskaarten.decks.library import check
    from gesprekskaarten.decks.problems import as_json, counted, format_problems

    shipped, *own = places.deck_folders()
    problems = check(pad or (shipped, *own), own, shipped)
    if form == "json":
        give(as_json(problems))
    elif problems:
        give(format_problems(problems))
    say(counted(problems))
    failing = problems if streng else [found for found in problems if found.severity == "fout"]
    return ExitCode.PROBLEMS if failing else ExitCode.DONE
