"""`gesprekskaarten zaal`: the window for the room, in a terminal of its own."""

import sys

import click

from gesprekskaarten.cli.edge import NAME
from gesprekskaarten.cli.places import Places, pass_places
from gesprekskaarten.dutch_click import DutchCommand
from gesprekskaarten.errors import AppError


@click.command("zaal", cls=DutchCommand)
@click.option(
    "--thema",
    "theme",
    type=click.Choice(["licht", "donker"]),
    default="licht",
    show_default=True,
    help="licht is beter leesbaar in een zaal waar het licht aan is.",
)
@pass_places
def zaal(places: Places, theme: str) -> int:
    """Open het venster voor de zaal.

    Doe dit in een tweede terminal, op het scherm dat de zaal ziet. Het venster toont wat de zaal mag zien, en niets
    anders. Geen toets verandert iets; stoppen doe je met twee keer ctrl+q.
    """
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        hint = f"Open een terminal, typ daar {NAME} zaal en stuur de uitvoer niet naar een bestand."
        raise AppError("Het zaalvenster werkt alleen in een terminal.", hint)
    from gesprekskaarten.tui.zaal.app import run

    return run(places.root, theme, debug=places.debug)
