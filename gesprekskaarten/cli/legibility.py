"""`gesprekskaarten leesproef`: how many rows the last row can read, and what does not fit on that many."""

import os
import shutil
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from gesprekskaarten.cli.edge import NAME, give
from gesprekskaarten.cli.places import Places, pass_places
from gesprekskaarten.dutch_click import DutchCommand
from gesprekskaarten.errors import AppError, ExitCode

if TYPE_CHECKING:
    from gesprekskaarten.domain.session import Session
    from gesprekskaarten.room.legibility import Legibility


def _height(_ctx: click.Context, _param: click.Parameter, given: str | None) -> float | None:
    from gesprekskaarten.room.legibility import read_height

    return None if given is None else _right(read_height(given))


def _inches(_ctx: click.Context, _param: click.Parameter, given: str | None) -> float | None:
    from gesprekskaarten.room.legibility import read_height

    return None if given is None else _right(read_height(f"{given.casefold().removesuffix('inch')} inch"))


def _distance(_ctx: click.Context, _param: click.Parameter, given: str | None) -> float | None:
    from gesprekskaarten.room.legibility import read_distance

    return None if given is None else _right(read_distance(given))


def _right(read: float | str) -> float:
    if isinstance(read, str):
        raise click.BadParameter(read[:1].lower() + read[1:])
    return read


@click.command("leesproef", cls=DutchCommand)
@click.option("--hoogte", "height", metavar="CM", callback=_height, help="Hoe hoog het beeld is, in centimeters.")
@click.option("--inch", metavar="N", callback=_inches, help="Of: hoe groot de tv is, in inch.")
@click.option("--afstand", "distance", metavar="M", callback=_distance, help="Hoe ver de laatste rij zit, in meters.")
@click.option("--draaiboek", "playbook", metavar="ID", help="Het draaiboek van het gesprek.")
@click.option("--deck", "decks", multiple=True, metavar="ID", help="Een kaartendeck; mag vaker.")
@pass_places
def legibility_test(
    places: Places,
    height: float | None,
    inch: float | None,
    distance: float | None,
    playbook: str | None,
    decks: tuple[str, ...],
) -> int:
    """Kijk of de laatste rij het scherm kan lezen.

    Geef hoe hoog het beeld is en hoe ver de laatste rij zit. Dan lees je hoeveel regels er op het scherm mogen staan,
    en welke kaarten en rondes daar niet op passen. Het is een advies, geen keuring.

    Zonder maten opent het scherm van de leesproef. Daar meet je dit venster, en laat je iemand achterin voorlezen.
    """
    if height is not None and inch is not None:
        raise click.UsageError("Geef --hoogte of --inch, niet allebei.")
    height = inch if height is None else height
    if (height is None) != (distance is None):
        missing = "--hoogte of --inch" if height is None else "--afstand"
        raise click.UsageError(f"Geef ook {missing}.")
    if height is None:
        return _screen(places, playbook, decks)
    from gesprekskaarten.room.legibility import Legibility

    session = _session(places, playbook, decks)
    give("\n".join(_advice(Legibility(height, distance), session)))
    return ExitCode.DONE


def _screen(places: Places, playbook: str | None, decks: tuple[str, ...]) -> int:
    if not _has_terminal():
        hint = f"Geef de maten, bijvoorbeeld: {NAME} leesproef --inch 55 --afstand 4"
        raise AppError("Het scherm van de leesproef werkt alleen in een terminal.", hint)
    session = _session(places, playbook, decks)
    from gesprekskaarten.tui.screens.legibility import run

    return run(session, debug=places.debug)


def _has_terminal() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty()


def _window() -> tuple[int, int] | None:
    """Columns and rows of this terminal; None when the output goes elsewhere."""
    return shutil.get_terminal_size() if sys.stdout.isatty() else None


def _session(places: Places, playbook: str | None, decks: tuple[str, ...]) -> "Session":
    """The conversation that these choices would begin; AppError (exit 2) for an unknown name."""
    import datetime as dt

    from gesprekskaarten.conduct.prepare import DEFAULT_PLAYBOOK, Preparation, first_events, material_for
    from gesprekskaarten.domain.events import Happened
    from gesprekskaarten.domain.session import fold

    preparation = Preparation(playbook=playbook or DEFAULT_PLAYBOOK, decks=decks or None)
    material = material_for(places.library(), preparation)
    now = dt.datetime.now(dt.UTC)
    events = first_events(material, preparation, "", now.date())
    return fold(material, (Happened(seq=number, at=now, event=event) for number, event in enumerate(events, 1)))


def _advice(known: "Legibility", session: "Session") -> Iterator[str]:
    from gesprekskaarten.room.fitting import fitting
    from gesprekskaarten.room.legibility import advice, measured, number, verdict
    from gesprekskaarten.room.zoom import zoom_in

    assert known.height is not None
    assert known.distance is not None
    yield f"Het beeld is {number(round(known.height))} cm hoog. De laatste rij zit op {number(known.distance)} m."
    yield from advice(known)
    yield "Dit is voorzichtig gerekend. Laat vooraf iemand achterin voorlezen: dat beslist."
    window = _window()
    if window is not None:
        columns, rows = window
        judged = verdict(known, columns, rows)
        yield from ("", f"Dit venster. {measured(known, rows)}.", f"{judged.sign} {judged.sentence}")
        if not judged.right:
            yield from zoom_in(os.environ).sentences
    assert known.box is not None
    fit = fitting(session, *known.box)
    yield from ("", fit.summary)
    for heading, chosen in (("In het gesprek", True), ("In de decks", False)):
        named = [misfit for misfit in fit.misfits if misfit.chosen is chosen]
        if named:
            yield from ("", heading)
            yield from (f"  {misfit}" for misfit in named)
