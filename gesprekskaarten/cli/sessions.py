"""`gesprekskaarten sessies`: list, show, enter and strike conversations."""

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from gesprekskaarten.cli.edge import NAME, give, in_columns, say
from gesprekskaarten.cli.places import Places, find_session, pass_places
from gesprekskaarten.dutch_click import DutchGroup
from gesprekskaarten.errors import AppError

if TYPE_CHECKING:
    from gesprekskaarten.domain.commands import Strike
    from gesprekskaarten.domain.lines import Line
    from gesprekskaarten.domain.session import Session
    from gesprekskaarten.storage.archive import Entry

_YES = ("j", "ja")


@click.group(cls=DutchGroup)
def sessies() -> None:
    """Bekijk en beheer gesprekken."""


@sessies.command("lijst")
@pass_places
def sessions_list(places: Places) -> None:
    """Laat alle gesprekken zien, het laatste bovenaan."""
    entries = places.archive().sessions()
    if not entries:
        say(f"Er zijn nog geen gesprekken. Begin er een met: {NAME} start")
        return
    header = ("Naam", "Datum", "Stand", "Mensen", "Regels", "Niet bevestigd", "Plaats", "Titel")
    give(in_columns([header, *(_row(entry) for entry in entries)]))


def _row(entry: "Entry") -> tuple[str, ...]:
    found = entry.summary
    if found is None:
        return (entry.name, "-", "niet te lezen", "-", "-", "-", "-", entry.problem or "-")
    state = "voorbeeld" if found.read_only else "afgesloten" if found.closed else found.round_title or "voorbereid"
    counts = (str(found.people), str(found.lines), str(found.unconfirmed))
    return (entry.name, found.date.isoformat(), state, *counts, found.place or "-", found.title or "(geen titel)")


@sessies.command("toon")
@click.argument("sessie")
@pass_places
def sessions_show(places: Places, sessie: str) -> None:
    """Laat alle regels van een gesprek zien, met hun nummer.

    SESSIE is de naam van het gesprek, of een deel ervan.
    """
    from gesprekskaarten.conduct.reading import read_session

    folder = find_session(places, sessie)
    give("\n".join(_shown(read_session(folder), folder.name)))


def _shown(session: "Session", name: str) -> Iterable[str]:
    from gesprekskaarten.room.dates import in_words

    yield session.title or "(geen titel)"
    yield " · ".join(filter(None, (name, in_words(session.opened.date), session.opened.place)))
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
def sessions_enter(places: Places, bestand: Path) -> None:
    """Voer een gesprek van papier in.

    BESTAND is een TOML-bestand. Je krijgt de naam van het gesprek terug.
    """
    from gesprekskaarten.conduct.invoer import InvoerProblems, enter
    from gesprekskaarten.decks.problems import format_problems

    try:
        name = enter(bestand, places.library(), places.root)
    except InvoerProblems as wrong:
        say(format_problems(wrong.problems))
        raise
    give(name)


@sessies.command("schrap")
@click.argument("sessie")
@click.argument("regel", nargs=-1, required=True, type=click.IntRange(min=1))
@click.option("--ja", "sure", is_flag=True, help="Schrap zonder het eerst te vragen.")
@pass_places
def sessions_strike(places: Places, sessie: str, regel: tuple[int, ...], sure: bool) -> None:
    """Wis regels van een gesprek voorgoed.

    SESSIE is de naam van het gesprek, of een deel ervan. REGEL is een nummer uit "sessies toon".
    """
    from gesprekskaarten.conduct.conductor import Conductor
    from gesprekskaarten.conduct.reading import read_session
    from gesprekskaarten.domain.commands import Strike

    folder = find_session(places, sessie)
    session = read_session(folder)
    unknown = [str(id) for id in regel if id not in session.lines]
    if unknown:
        hint = f"Bekijk de nummers met: {NAME} sessies toon {folder.name}"
        raise AppError(f"Deze regel staat niet in het gesprek: {', '.join(unknown)}.", hint)
    strike = Strike(lines=regel)
    lines = _to_be_struck(session, strike)
    if not sure and not _agrees(session, lines):
        say("Er is niets geschrapt.")
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
    say("1 regel is geschrapt." if len(lines) == 1 else f"{len(lines)} regels zijn geschrapt.")


def _to_be_struck(session: "Session", strike: "Strike") -> list[int]:
    """Return the lines that go, those that carry the same words too."""
    from gesprekskaarten.domain.commands import Refusal, decide
    from gesprekskaarten.domain.events import Struck

    outcome = decide(session, strike)
    if isinstance(outcome, Refusal):
        raise AppError(outcome.reason)
    return [id for event in outcome if isinstance(event, Struck) for id in event.lines]


def _agrees(session: "Session", lines: Sequence[int]) -> bool:
    say("Dit verdwijnt voorgoed, ook uit het verslag:")
    for id in lines:
        say("\n".join(_shown_line(session, session.lines[id])))
    click.echo("Schrappen? [j/N] ", err=True, nl=False)
    return sys.stdin.readline().strip().casefold() in _YES
