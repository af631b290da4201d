"""The global options of the command line, and what they lead to."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from gesprekskaarten.cli.edge import NAME, say
from gesprekskaarten.errors import AppError, ExitCode

if TYPE_CHECKING:
    from gesprekskaarten.decks.library import Library
    from gesprekskaarten.storage.archive import Archive


@dataclass(frozen=True)
class Places:
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
            what = (
                "1 bestand met kaarten heeft fouten en doet"
                if len(faulty) == 1
                else f"{len(faulty)} bestanden met kaarten hebben fouten en doen"
            )
            say(f"{what} niet mee: {', '.join(faulty)}. Zie: {NAME} deck controleer")
        return library


pass_places = click.make_pass_decorator(Places)


def find_session(places: Places, name: str) -> Path:
    """Find a session; words that were being struck when the program was killed go first."""
    from gesprekskaarten.conduct.conductor import Conductor
    from gesprekskaarten.conduct.reading import reading

    folder = places.archive().find(name)
    with reading(folder) as (file, _):
        unfinished = bool(file.open_strikes())
    if unfinished:
        Conductor.resume(places.root, folder).close()
    return folder
