"""The command line: data on stdout, words for people on stderr, every error in Dutch.

Only click is imported here; a command imports what it needs, so that `--version` and `deck lijst` stay fast.
"""

import os
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from gesprekskaarten import __version__
from gesprekskaarten.cli.edge import NAME, Program, give
from gesprekskaarten.cli.places import Places, find_session, pass_places
from gesprekskaarten.dutch_click import speak_dutch
from gesprekskaarten.errors import AppError

if TYPE_CHECKING:
    from gesprekskaarten.conduct.opening import Opening
    from gesprekskaarten.conduct.prepare import Preparation

speak_dutch()

from gesprekskaarten.cli.decks import deck  # noqa: E402 (its options are described in Dutch from here on)
from gesprekskaarten.cli.legibility import legibility_test  # noqa: E402
from gesprekskaarten.cli.room import zaal  # noqa: E402
from gesprekskaarten.cli.sessions import sessies  # noqa: E402

# Looking for plugins of pydantic costs 10 ms at every start, and a plugin would see what people said.
os.environ["PYDANTIC_DISABLE_PLUGINS"] = "__all__"


@click.group(cls=Program, invoke_without_command=True)
@click.option(
    "--sessies",
    "sessions",
    type=click.Path(path_type=Path),
    metavar="MAP",
    help="Map met de gesprekken. Ook te kiezen met GESPREKSKAARTEN_SESSIES.",
)
@click.option(
    "--decks",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="MAP",
    help="Map met eigen kaartendecks; mag vaker. Ook te kiezen met GESPREKSKAARTEN_DECKS.",
)
@click.option("--debug", is_flag=True, help="Laat bij een fout ook de technische details zien.")
@click.version_option(__version__, prog_name=NAME)
@click.pass_context
def program(ctx: click.Context, sessions: Path | None, decks: tuple[Path, ...], debug: bool) -> int | None:
    """Leid een gesprek over de grenzen tussen Wmo, Zvw en Wlz, kaart voor kaart.

    Zonder opdracht zie je het beginscherm.
    """
    ctx.obj = Places(sessions, decks, debug)
    if ctx.invoked_subcommand is not None:
        return None
    from gesprekskaarten.conduct.opening import Opening

    return _screen(ctx.obj, lambda: Opening("start"))


def _screen(places: Places, opening: "Callable[[], Opening]") -> int:
    if not _has_terminal():
        hint = f"Open een terminal, typ daar {NAME} en stuur de uitvoer niet naar een bestand."
        raise AppError("De schermen werken alleen in een terminal.", hint)
    wanted = opening()
    from gesprekskaarten.tui.app import run

    own = places.deck_folders()[1:]
    return run(places.root, places.library() if own else places.library, wanted, debug=places.debug)


def _has_terminal() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty()


def _actor_counts(_ctx: click.Context, _param: click.Parameter, given: Iterable[str]) -> dict[str, int]:
    from gesprekskaarten.domain.commands import MOST_OF_ONE_ACTOR

    counts = {}
    for text in given:
        actor, _, count = text.partition("=")
        if not actor or not count.isdecimal() or int(count[:4]) > MOST_OF_ONE_ACTOR:
            raise click.BadParameter(f"schrijf ID=AANTAL, met een aantal van 0 tot en met {MOST_OF_ONE_ACTOR}.")
        counts[actor] = int(count)
    return counts


@program.command()
@click.option("--draaiboek", "playbook", metavar="ID", help="Het draaiboek van het gesprek.")
@click.option("--deck", "decks", multiple=True, metavar="ID", help="Een kaartendeck; mag vaker.")
@click.option("--casus", metavar="ID", help="De casus die jullie bespreken.")
@click.option("--plaats", "place", default="", help="Waar jullie zitten.")
@click.option(
    "--actor",
    "present",
    multiple=True,
    metavar="ID=AANTAL",
    callback=_actor_counts,
    help="Hoeveel mensen in deze rol aan tafel zitten; 0 is een lege stoel. Mag vaker.",
)
@click.option(
    "--beelden",
    "screens",
    type=click.Choice(["1", "2"]),
    default="1",
    show_default=True,
    help="1: de zaal kijkt mee op dit scherm. 2: de zaal heeft een eigen venster, met de opdracht zaal.",
)
@click.option("--vervolg-op", "follows", metavar="SESSIE", help="Het eerdere gesprek waar dit op volgt.")
@pass_places
def start(
    places: Places,
    playbook: str | None,
    decks: tuple[str, ...],
    casus: str | None,
    place: str,
    present: dict[str, int],
    screens: str,
    follows: str | None,
) -> int:
    """Begin een nieuw gesprek."""

    def opening() -> "Opening":
        from gesprekskaarten.conduct.opening import Opening
        from gesprekskaarten.conduct.prepare import DEFAULT_PLAYBOOK, Preparation
        from gesprekskaarten.domain.words import clean

        preparation = Preparation(
            playbook=playbook or DEFAULT_PLAYBOOK,
            decks=decks or None,
            casus=casus,
            place=clean(place),
            present=present,
            screens=2 if screens == "2" else 1,
            follows=places.archive().find(follows).name if follows else "",
        )
        _check(places, preparation)
        return Opening("new", preparation)

    return _screen(places, opening)


def _check(places: Places, preparation: "Preparation") -> None:
    """Raise AppError for every name that is not there, before a screen opens."""
    import datetime as dt

    from gesprekskaarten.conduct.prepare import first_events, material_for
    from gesprekskaarten.decks.library import Library

    shipped, *own = places.deck_folders()
    material = material_for(Library(shipped, own), preparation)
    first_events(material, preparation, "", dt.date.min)


@program.command()
@click.argument("sessie", required=False)
@pass_places
def hervat(places: Places, sessie: str | None) -> int:
    """Ga verder met een gesprek.

    SESSIE is de naam van het gesprek, of een deel ervan. Zonder SESSIE: het laatste.
    """

    def opening() -> "Opening":
        from gesprekskaarten.conduct.opening import Opening

        archive = places.archive()
        folder = archive.find(sessie) if sessie else archive.latest()
        if folder is None:
            raise AppError("Er is geen gesprek om mee verder te gaan.", f"Begin er een met: {NAME} start")
        return Opening("resume", folder=folder.name)

    return _screen(places, opening)


@program.command()
@click.argument("sessie")
@click.option(
    "--editie",
    type=click.Choice(["tafel"]),
    default="tafel",
    show_default=True,
    expose_value=False,
    help="Voor wie het verslag is.",
)
@click.option(
    "--formaat",
    type=click.Choice(["md"]),
    default="md",
    show_default=True,
    expose_value=False,
    help="De vorm van het verslag.",
)
@click.option("--naar", "to", metavar="PAD", help="Waar het verslag komt; - toont het hier. Zonder: bij het gesprek.")
@click.option(
    "--document", "wanted", metavar="NAAM", help="Een stuk dat apart staat van het verslag: samenwerkingsafspraken."
)
@pass_places
def verslag(places: Places, sessie: str, to: str | None, wanted: str | None) -> None:
    """Maak het verslag van een gesprek.

    SESSIE is de naam van het gesprek, of een deel ervan. Vraagt het draaiboek om een eigen document, zoals
    samenwerkingsafspraken, dan komt dat ernaast te staan.
    """
    from gesprekskaarten.conduct.exports import documents, write_document, write_report
    from gesprekskaarten.conduct.reading import read_session
    from gesprekskaarten.decks.problems import quoted, suggestion
    from gesprekskaarten.report.cards import own_document
    from gesprekskaarten.report.table_edition import table_edition
    from gesprekskaarten.storage.session_file import SessionFile

    folder = find_session(places, sessie)
    session = read_session(folder)
    known = documents(session)
    if wanted is not None and wanted not in known:
        none = "Alleen een draaiboek met een eigen document maakt er een."
        raise AppError(f"Dit gesprek heeft geen document {quoted(wanted)}.", suggestion(wanted, list(known), none))
    if to == "-":
        text = own_document(session, known[wanted]) if wanted else table_edition(session)
        click.echo(text.encode(), nl=False)
        return
    path = Path(to) if to else None
    file = SessionFile.open(folder)
    try:
        if wanted is not None:
            give(str(write_document(file, session, wanted, path)))
            return
        give(str(write_report(file, session, path)))
        for name in known if path is None else ():
            give(str(write_document(file, session, name)))
    finally:
        file.close()


program.add_command(sessies)
program.add_command(zaal)
program.add_command(legibility_test)
program.add_command(deck)


def main() -> None:
    """The console script."""
    program(prog_name=NAME)
