"""The command line: data on stdout, words for people on stderr, every error in Dutch.

Only click is imported here; a command imports what it needs, so that `--version` and `deck lijst` stay fast.
"""

import os
import sys
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from gesprekskaarten import __version__
from gesprekskaarten.dutch_click import DutchGroup, speak_dutch
from gesprekskaarten.errors import AppError, ExitCode, os_error_sentence

if TYPE_CHECKING:
    from gesprekskaarten.conduct.opening import Opening
    from gesprekskaarten.conduct.prepare import Preparation
    from gesprekskaarten.decks.library import Library
    from gesprekskaarten.domain.commands import Strike
    from gesprekskaarten.domain.lines import Line
    from gesprekskaarten.domain.session import Session
    from gesprekskaarten.storage.archive import Archive, Entry

NAME = "gesprekskaarten"
_YES = ("j", "ja")

speak_dutch()
# Looking for plugins of pydantic costs 10 ms at every start, and a plugin would see what people said.
os.environ["PYDANTIC_DISABLE_PLUGINS"] = "__all__"


class _Program(DutchGroup):
    """The edge: whatever is raised below ends here, as Dutch sentences and an exit code."""

    def main(self, *args: Any, **kwargs: Any) -> Any:
        kwargs["standalone_mode"] = False
        given = kwargs.get("args") or (args[0] if args else None) or sys.argv[1:]
        with_details = "--debug" in given
        sys.exit(_ended(lambda: super(_Program, self).main(*args, **kwargs), with_details))

    def invoke(self, ctx: click.Context) -> Any:
        try:
            code = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:
            # Who reads our output has seen enough. What is still buffered must not fail when Python ends.
            with suppress(OSError, ValueError):
                os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return ExitCode.DONE
        return code


def _ended(work: Callable[[], Any], with_details: bool) -> int:
    try:
        code = work()
    except click.ClickException as error:
        text = StringIO()
        error.show(text)
        _say(text.getvalue().rstrip("\n"))
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        _say("Gestopt.")
        return ExitCode.INTERRUPTED
    except Exception as error:
        if with_details:
            import traceback

            _say("".join(traceback.format_exception(error)))
        found = _as_app_error(error)
        _say(f"Fout: {found.message}")
        if found.hint:
            _say(found.hint)
        return found.exit_code
    return code if isinstance(code, int) else ExitCode.DONE


def _as_app_error(error: Exception) -> AppError:
    match error:
        case AppError():
            return error
        case OSError():
            return AppError("Lezen of schrijven lukt niet.", os_error_sentence(error), ExitCode.IO)
        case _:
            hint = f"Wat is vastgelegd, is bewaard. Met {NAME} --debug … zie je de technische details."
            return AppError("Er ging iets mis in het programma zelf.", hint, ExitCode.PROBLEMS)


def _safe(text: str) -> str:
    """Return `text` without what a terminal could obey; its lines and their indents stay."""
    from gesprekskaarten.domain.words import is_safe

    lines = text.expandtabs(4).split("\n")
    return "\n".join(line if is_safe(line) else "".join(filter(is_safe, line)) for line in lines)


def _say(text: str) -> None:
    """Words for people."""
    click.echo(_safe(text), err=True)


def _give(text: str) -> None:
    """Data, in the same bytes on every system."""
    click.echo(_safe(text).encode())


@dataclass(frozen=True)
class _Places:
    """The global options, and what they lead to."""

    sessions: Path | None
    decks: Sequence[Path]
    debug: bool

    @property
    def root(self) -> Path:
        from gesprekskaarten.storage import paths

        return paths.store(self.sessions)

    def archive(self) -> "Archive":
        """The sessions there are; AppError (exit 3) when a chosen folder is not there."""
        from gesprekskaarten.storage.archive import Archive

        if self.sessions is not None and not self.sessions.is_dir():
            hint = "Kijk of je de map bij --sessies goed hebt getypt."
            raise AppError(f"De map {self.sessions} is er niet.", hint, ExitCode.IO)
        return Archive(self.root)

    def deck_folders(self) -> list[Path]:
        from gesprekskaarten.storage import paths

        return [paths.shipped_decks(), *paths.own_decks(self.decks)]

    def library(self) -> "Library":
        """All decks that are right; the ones that are not are named on stderr."""
        from gesprekskaarten.decks.library import Library

        shipped, *own = self.deck_folders()
        library = Library(shipped, own)
        faulty = list(dict.fromkeys(problem.path.name for problem in library.problems))
        if faulty:
            what = "1 bestand met kaarten heeft" if len(faulty) == 1 else f"{len(faulty)} bestanden met kaarten hebben"
            _say(f"{what} fouten en doet niet mee: {', '.join(faulty)}. Zie: {NAME} deck controleer")
        return library


pass_places = click.make_pass_decorator(_Places)


@click.group(cls=_Program, invoke_without_command=True)
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
    ctx.obj = _Places(sessions, decks, debug)
    if ctx.invoked_subcommand is not None:
        return None
    from gesprekskaarten.conduct.opening import Opening

    return _screen(ctx.obj, lambda: Opening("start"))


def _screen(places: _Places, opening: "Callable[[], Opening]") -> int:
    if not _has_terminal():
        hint = f"Open een terminal, typ daar {NAME} en stuur de uitvoer niet naar een bestand."
        raise AppError("De schermen werken alleen in een terminal.", hint)
    wanted = opening()
    library = places.library()
    from gesprekskaarten.tui.app import run

    return run(places.root, library, wanted, debug=places.debug)


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
@click.option("--vervolg-op", "follows", metavar="SESSIE", help="Het eerdere gesprek waar dit op volgt.")
@pass_places
def start(
    places: _Places,
    playbook: str | None,
    decks: tuple[str, ...],
    casus: str | None,
    place: str,
    present: dict[str, int],
    follows: str | None,
) -> int:
    """Begin een nieuw gesprek."""

    def opening() -> "Opening":
        from gesprekskaarten.conduct.opening import Opening
        from gesprekskaarten.conduct.prepare import DEFAULT_DECK, DEFAULT_PLAYBOOK, Preparation
        from gesprekskaarten.domain.words import clean

        preparation = Preparation(
            playbook=playbook or DEFAULT_PLAYBOOK,
            decks=decks or (DEFAULT_DECK,),
            casus=casus,
            place=clean(place),
            present=present,
            follows=places.archive().find(follows).name if follows else "",
        )
        _check(places, preparation)
        return Opening("new", preparation)

    return _screen(places, opening)


def _check(places: _Places, preparation: "Preparation") -> None:
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
def hervat(places: _Places, sessie: str | None) -> int:
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
@pass_places
def verslag(places: _Places, sessie: str, to: str | None) -> None:
    """Maak het verslag van een gesprek.

    SESSIE is de naam van het gesprek, of een deel ervan.
    """
    from gesprekskaarten.conduct.exports import write_report
    from gesprekskaarten.conduct.reading import read_session
    from gesprekskaarten.report.table_edition import table_edition
    from gesprekskaarten.storage.session_file import SessionFile

    folder = _found(places, sessie)
    session = read_session(folder)
    if to == "-":
        click.echo(table_edition(session).encode(), nl=False)
        return
    file = SessionFile.open(folder)
    try:
        path = write_report(file, session, Path(to) if to else None)
    finally:
        file.close()
    _give(str(path))


def _found(places: _Places, name: str) -> Path:
    """Find a session; words that were being struck when the program was killed go first."""
    from gesprekskaarten.conduct.conductor import Conductor
    from gesprekskaarten.conduct.reading import reading

    folder = places.archive().find(name)
    with reading(folder) as (file, _):
        unfinished = bool(file.open_strikes())
    if unfinished:
        Conductor.resume(places.root, folder).close()
    return folder


@program.group(cls=DutchGroup)
def sessies() -> None:
    """Bekijk en beheer gesprekken."""


@sessies.command("lijst")
@pass_places
def sessions_list(places: _Places) -> None:
    """Laat alle gesprekken zien, het laatste bovenaan."""
    entries = places.archive().sessions()
    if not entries:
        _say(f"Er zijn nog geen gesprekken. Begin er een met: {NAME} start")
        return
    header = ("Naam", "Datum", "Stand", "Mensen", "Regels", "Niet bevestigd", "Plaats", "Titel")
    _give(_columns([header, *(_row(entry) for entry in entries)]))


def _row(entry: "Entry") -> tuple[str, ...]:
    found = entry.summary
    if found is None:
        return (entry.name, "-", "niet te lezen", "-", "-", "-", "-", entry.problem or "-")
    state = "voorbeeld" if found.read_only else "afgesloten" if found.closed else found.round_title or "voorbereid"
    counts = (str(found.people), str(found.lines), str(found.unconfirmed))
    return (entry.name, found.date.isoformat(), state, *counts, found.place or "-", found.title or "(geen titel)")


def _columns(rows: Sequence[Sequence[str]]) -> str:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = ("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows)
    return "\n".join(line.rstrip() for line in lines)


@sessies.command("toon")
@click.argument("sessie")
@pass_places
def sessions_show(places: _Places, sessie: str) -> None:
    """Laat alle regels van een gesprek zien, met hun nummer.

    SESSIE is de naam van het gesprek, of een deel ervan.
    """
    from gesprekskaarten.conduct.reading import read_session

    folder = _found(places, sessie)
    _give("\n".join(_shown(read_session(folder), folder.name)))


def _shown(session: "Session", name: str) -> Iterable[str]:
    from gesprekskaarten.report.table_edition import dutch_date

    yield session.title or "(geen titel)"
    yield " · ".join(filter(None, (name, dutch_date(session.opened.date), session.opened.place)))
    seats = [f"{session.actor_name(actor)} ({session.present[actor]})" for actor in session.at_table]
    empty = [session.actor_name(actor) for actor in session.actors if not session.present[actor]]
    yield f"Aan tafel: {', '.join(seats) or 'niemand'}"
    if empty:
        yield f"Lege stoelen: {', '.join(empty)}"
    yield f"Casus: {session.casus.title if session.casus else 'geen'}"
    for round in session.material.playbook.rounds:
        lines = list(session.lines_of(round.id))
        if lines:
            yield ""
            yield round.title
            for line in lines:
                yield from _shown_line(session, line)


def _shown_line(session: "Session", line: "Line") -> Iterable[str]:
    from gesprekskaarten.domain.lines import Agreement, Exchange, Request, Signal, Solution, actor_of

    who, more = session.actor_name(actor_of(line)), ""
    match line:
        case Exchange():
            who = f"{session.actor_name(line.actor)} als {session.actor_name(line.about)}"
            more = ": ".join(filter(None, (line.verdict or "", line.correction)))
        case Request():
            who = f"{session.actor_name(line.actor)} aan {session.actor_name(line.about)}"
            more = line.answer or ""
        case Solution():
            votes = session.votes.get(line.id)
            secured = ", ".join(f"regel {id}" for id in line.secured_by)
            fields = (
                ("besluit", line.decides),
                ("eerste stap", line.first_step),
                ("en maandag", line.monday),
                ("geborgd op", secured),
                ("stemmen", "" if votes is None else str(votes)),
            )
            who = line.level
            more = " · ".join(f"{label}: {text}" for label, text in fields if text)
        case Agreement():
            more = " · ".join(filter(None, (_name_or_words(session, line.who), line.when)))
        case Signal():
            more = f"aan: {_name_or_words(session, line.to)}" if line.to else ""
        case _:
            pass
    state = "akkoord" if line.agreed else "niet bevestigd"
    yield f"{line.id:>5}  {state:<14}  {line.kind} · {who}: {line.text}"
    if more:
        yield f"{'':23}{more}"


def _name_or_words(session: "Session", words: str) -> str:
    return session.actor_name(words) if words in session.present else words


@sessies.command("invoer")
@click.argument("bestand", type=click.Path(path_type=Path))
@pass_places
def sessions_enter(places: _Places, bestand: Path) -> None:
    """Voer een gesprek van papier in.

    BESTAND is een TOML-bestand. Je krijgt de naam van het gesprek terug.
    """
    from gesprekskaarten.conduct.invoer import InvoerProblems, enter
    from gesprekskaarten.decks.problems import format_problems

    try:
        name = enter(bestand, places.library(), places.root)
    except InvoerProblems as wrong:
        _say(format_problems(wrong.problems))
        raise
    _give(name)


@sessies.command("schrap")
@click.argument("sessie")
@click.argument("regel", nargs=-1, required=True, type=click.IntRange(min=1))
@click.option("--ja", "sure", is_flag=True, help="Schrap zonder het eerst te vragen.")
@pass_places
def sessions_strike(places: _Places, sessie: str, regel: tuple[int, ...], sure: bool) -> None:
    """Wis regels van een gesprek voorgoed.

    SESSIE is de naam van het gesprek, of een deel ervan. REGEL is een nummer uit "sessies toon".
    """
    from gesprekskaarten.conduct.conductor import Conductor
    from gesprekskaarten.conduct.reading import read_session
    from gesprekskaarten.domain.commands import Strike

    folder = _found(places, sessie)
    session = read_session(folder)
    unknown = [str(id) for id in regel if id not in session.lines]
    if unknown:
        hint = f"Bekijk de nummers met: {NAME} sessies toon {folder.name}"
        raise AppError(f"Deze regel staat niet in het gesprek: {', '.join(unknown)}.", hint)
    strike = Strike(lines=regel)
    lines = _to_be_struck(session, strike)
    if not sure and not _agrees(session, lines):
        _say("Er is niets geschrapt.")
        return
    conductor = Conductor.resume(places.root, folder)
    try:
        if not conductor.leads:
            raise AppError("Een ander venster leidt dit gesprek.", "Schrap de regel daar, of sluit dat venster eerst.")
        refusal = conductor.do(strike)
    finally:
        conductor.close()
    if refusal:
        raise AppError(refusal.reason)
    _say("1 regel is geschrapt." if len(lines) == 1 else f"{len(lines)} regels zijn geschrapt.")


def _to_be_struck(session: "Session", strike: "Strike") -> list[int]:
    """Return the lines that go, those that carry the same words too."""
    from gesprekskaarten.domain.commands import Refusal, decide
    from gesprekskaarten.domain.events import Struck

    outcome = decide(session, strike)
    if isinstance(outcome, Refusal):
        raise AppError(outcome.reason)
    return [id for event in outcome if isinstance(event, Struck) for id in event.lines]


def _agrees(session: "Session", lines: Sequence[int]) -> bool:
    _say("Dit verdwijnt voorgoed, ook uit het verslag:")
    for id in lines:
        _say("\n".join(_shown_line(session, session.lines[id])))
    click.echo("Schrappen? [j/N] ", err=True, nl=False)
    return sys.stdin.readline().strip().casefold() in _YES


@program.group(cls=DutchGroup)
def deck() -> None:
    """Bekijk en controleer kaartendecks."""


@deck.command("lijst")
@pass_places
def decks_list(places: _Places) -> None:
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
    _give(_columns([header, *rows]))


@deck.command("controleer")
@click.argument("pad", nargs=-1, type=click.Path(path_type=Path))
@pass_places
def decks_check(places: _Places, pad: tuple[Path, ...]) -> int:
    """Zoek alle fouten in decks en draaiboeken.

    PAD is een bestand of een map. Zonder PAD: de meegeleverde en je eigen decks.
    """
    from gesprekskaarten.decks.library import check
    from gesprekskaarten.decks.problems import format_problems

    folders = places.deck_folders()
    problems = check(pad or folders, folders)
    if not problems:
        _say("Geen fouten gevonden.")
        return ExitCode.DONE
    _give(format_problems(problems))
    _say("1 fout gevonden." if len(problems) == 1 else f"{len(problems)} fouten gevonden.")
    return ExitCode.PROBLEMS


def main() -> None:
    """The console script."""
    program(prog_name=NAME)
