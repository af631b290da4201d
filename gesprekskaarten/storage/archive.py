"""All sessions of one store: a folder each, side by side."""

import datetime as dt
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from gesprekskaarten.domain.words import clean, nearest
from gesprekskaarten.errors import AppError, ExitCode, os_error_sentence
from gesprekskaarten.storage.paths import FILE, make_private

if TYPE_CHECKING:
    from gesprekskaarten.storage.session_file import Summary

_NAME = re.compile(r"(?!(?:con|prn|aux|nul|com\d|lpt\d)$)[a-z0-9]+(?:-[a-z0-9]+)*")
"""What a new folder may be called on every system: Windows keeps some words for itself."""
_LONGEST_NAME = 80
_LONGEST_PLACE = 30
_CANDIDATES = 8


@dataclass(frozen=True)
class Entry:
    """A session in the list: what its summary says, or in a sentence why that cannot be read."""

    name: str
    summary: "Summary | None" = None
    problem: str | None = None


@dataclass(frozen=True)
class Archive:
    """The sessions in `root`, which is made when the first session needs it."""

    root: Path

    def new_folder_name(self, date: dt.date, place: str, mark: str) -> str:
        """Name a folder by date, place and a short random `mark`; never by the title, which may be struck."""
        return "-".join(part for part in (date.isoformat(), slug(place, _LONGEST_PLACE), slug(mark, 12)) if part)

    def new_folder(self, name: str) -> Path:
        """Return where a new session of this name goes, and make the store itself when it is not there yet.

        Raises AppError when the name cannot be the name of a folder everywhere, or is taken.
        """
        if len(name) > _LONGEST_NAME or not _NAME.fullmatch(name):
            raise AppError(
                f"Een gesprek kan niet “{_shown(name)}” heten.",
                f"Gebruik kleine letters, cijfers en streepjes, niet meer dan {_LONGEST_NAME} tekens.",
                ExitCode.WRONG_USE,
            )
        folder = self.root / name
        if folder.exists() or folder.is_symlink():
            raise AppError(f"Er is al een gesprek “{name}”.", "Kies een andere naam.", ExitCode.WRONG_USE)
        if not self.root.exists():
            try:
                make_private(self.root)
            except FileExistsError:
                pass
            except OSError as error:
                raise _cannot(error) from None
        return folder

    def sessions(self) -> list[Entry]:
        """List the sessions, last worked on first and unreadable ones at the end; nothing is folded."""
        names = self._names()
        if not names:
            return []
        # Only now: a program without sessions need not wait for what reads them.
        from gesprekskaarten.storage.session_file import read_summary

        readable: list[tuple[dt.datetime, Entry]] = []
        unreadable: list[Entry] = []
        for name in names:
            try:
                summary = read_summary(self.root / name)
            except AppError as error:
                unreadable.append(Entry(name, problem=error.message))
                continue
            if summary is not None:
                readable.append((summary.updated, Entry(name, summary)))
        readable.sort(key=lambda found: (found[0], found[1].name), reverse=True)
        return [entry for _, entry in readable] + unreadable

    def find(self, name: str) -> Path:
        """Return the folder of the session with this name, or else with this part in its name.

        Raises AppError with the candidates when there are more, with the nearest name when there is none.
        """
        names = self._names()
        if name in names:
            return self.root / name
        part = name.casefold()
        found = [known for known in names if part and part in known.casefold()]
        if len(found) == 1:
            return self.root / found[0]
        if found:
            raise AppError(
                f"“{_shown(name)}” past bij meer dan één gesprek.",
                f"Kies er een: {_listed(found)}.",
                ExitCode.WRONG_USE,
            )
        close = nearest(part, names)
        hint = f"Bedoel je {close}?" if close else "Met “gesprekskaarten sessies lijst” zie je alle gesprekken."
        raise AppError(f"Er is geen gesprek “{_shown(name)}”.", hint, ExitCode.WRONG_USE)

    def latest(self) -> Path | None:
        """Return the session to go on with: last worked on, not closed and not read-only. None when there is none."""
        for entry in self.sessions():
            if entry.summary and not entry.summary.closed and not entry.summary.read_only:
                return self.root / entry.name
        return None

    def _names(self) -> list[str]:
        """Give the folders that hold a session file; what links to another place is not ours."""
        try:
            return sorted(path.name for path in self.root.iterdir() if _holds_session(path))
        except FileNotFoundError:
            return []
        except OSError as error:
            raise _cannot(error) from None


def _holds_session(folder: Path) -> bool:
    try:
        return (folder / FILE).is_file() and not folder.is_symlink() and not (folder / FILE).is_symlink()
    except OSError:  # somebody else's folder, such as lost+found on a stick
        return False


def _cannot(error: OSError) -> AppError:
    return AppError(
        "De map met gesprekken is niet te gebruiken. " + os_error_sentence(error),
        "Kies een andere map met --sessies.",
        ExitCode.IO,
    )


def slug(text: str, longest: int) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(char for char in plain if not unicodedata.combining(char))
    return re.sub(r"[^a-z0-9]+", "-", letters)[: longest + 1].strip("-")[:longest].strip("-")


def _listed(names: Sequence[str]) -> str:
    more = len(names) - _CANDIDATES
    return ", ".join(names[:_CANDIDATES]) + (f" (en nog {more})" if more > 0 else "")


def _shown(name: str) -> str:
    """A name somebody typed, safe and short enough for a message."""
    safe = clean(name)
    return safe if len(safe) <= 60 else safe[:59] + "…"
