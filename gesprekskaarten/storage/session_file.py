"""One session on disk: a folder with an SQLite file that keeps every word it took, and can forget one for good.

Never open `gesprek.db` with `open()` in a process that may have it open here: closing such a file drops the locks
SQLite holds on it (https://sqlite.org/howtocorrupt.html, 2.2). `SessionFile.copy_to` copies it safely.
"""

import datetime as dt
import json
import os
import sqlite3
from collections.abc import Container, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import ClassVar, Self

from pydantic import AwareDatetime, TypeAdapter, ValidationError

from gesprekskaarten.domain.events import EVENTS, VERSION, Event, Happened, owner_of, upcast
from gesprekskaarten.domain.material import Material
from gesprekskaarten.domain.session import carries
from gesprekskaarten.domain.value import OptionalOneLine, Value, WordsApart
from gesprekskaarten.errors import AppError, ExitCode, os_error_sentence
from gesprekskaarten.storage.paths import FILE, make_private

LOCK = "gesprek.leidt"
"""The empty file that the leading window holds locked: the system lets go of it when that window is killed."""
APPLICATION_ID = 0x67737072
"""`gspr`, in the header of the file: nobody else's database is taken for a session."""
FORMAT = 1
"""`user_version`: the newest layout of the tables this program reads."""

PRAGMAS = (
    "PRAGMA journal_mode = DELETE",
    # Not FULL: without a sync of the folder, the journal of the last commit can be back after a power cut and undo it.
    "PRAGMA synchronous = EXTRA",
    "PRAGMA secure_delete = ON",
    "PRAGMA temp_store = MEMORY",
)

TABLES = (
    "CREATE TABLE gebeurtenissen (seq INTEGER PRIMARY KEY, type TEXT NOT NULL, v INTEGER NOT NULL,"
    " at TEXT NOT NULL, data TEXT NOT NULL)",
    # AUTOINCREMENT: the number of a struck word never comes back, for an event still refers to it.
    "CREATE TABLE woorden (nr INTEGER PRIMARY KEY AUTOINCREMENT, eigenaar TEXT NOT NULL, tekst TEXT NOT NULL)",
    "CREATE TABLE inhoud (naam TEXT PRIMARY KEY, json TEXT NOT NULL)",
    "CREATE TABLE samenvatting (nr INTEGER PRIMARY KEY CHECK (nr = 1), json TEXT NOT NULL)",
    "CREATE TABLE leiding (nr INTEGER PRIMARY KEY CHECK (nr = 1), token TEXT NOT NULL)",
    "CREATE TABLE schrap_open (eigenaar TEXT PRIMARY KEY)",
    "CREATE TABLE exporten (pad TEXT PRIMARY KEY)",
)

_ONE_TEXT = "woord "
"""Before the number of a text: one older version goes, the other texts of its owner stay."""

_LISTING_WAIT = 100
"""Milliseconds a listing waits for a window that is just committing; a screen that leads never waits."""


class StoreError(AppError):
    """The session cannot be read or written."""

    sentence: ClassVar[str] = "Het gesprek kan nu niet worden gelezen of bewaard."
    advice: ClassVar[str] = "Probeer het zo opnieuw. Lukt het niet? Kies dan een andere map."

    def __init__(self, message: str = "") -> None:
        super().__init__(message or self.sentence, self.advice, ExitCode.IO)


class StoreBusy(StoreError):
    """Another connection holds the lock: trying again is up to the caller."""

    sentence = "Een ander venster of programma is net met dit gesprek bezig."
    advice = "Probeer het zo opnieuw. Blijft dit zo? Sluit dan het andere venster of programma."


class StoreFull(StoreError):
    sentence = "De schijf is vol. Er kan niets meer bij in dit gesprek."
    advice = "Maak ruimte vrij op de schijf, of kies een andere map."


class StoreGone(StoreError):
    sentence = "De map van dit gesprek is er niet meer."
    advice = "Zet de map terug of sluit de schijf weer aan, of kies een andere map."


class NotOurs(StoreError):
    """Not a session of this program, or a damaged one."""

    sentence = "Dit is geen gesprek van dit programma, of het bestand is beschadigd."
    advice = "Er is niets aan veranderd. Zet een reservekopie terug, of kies een ander gesprek."


class TooNew(StoreError):
    sentence = "Dit gesprek is gemaakt met een nieuwere versie van het programma."
    advice = "Er is niets aan veranderd. Zet de nieuwste versie van gesprekskaarten op deze computer."


class ReadOnly(StoreError):
    sentence = "Je kunt dit gesprek lezen, maar er niets in bewaren."
    advice = "Zorg dat je in deze map mag schrijven, of kies een andere map."


class Demoted(StoreError):
    """Another window leads now: nothing was stored."""

    sentence = "Een ander venster leidt nu dit gesprek. Hier is niets bewaard."
    advice = "Je kunt hier meekijken. Wil je hier verder? Neem dan over."


class OutOfStep(StoreError):
    """The file holds other events than the caller knows of: nothing was stored."""

    sentence = "Er is intussen iets anders vastgelegd in dit gesprek. Je regel is niet bewaard."
    advice = "Lees eerst wat erbij kwam en probeer het dan opnieuw."


class Summary(Value):
    """What the list of sessions shows, so that listing never folds. `title` is words of people: a strike empties it."""

    title: OptionalOneLine = ""
    place: OptionalOneLine = ""
    date: dt.date
    round_title: OptionalOneLine = ""
    people: int = 0
    lines: int = 0
    unconfirmed: int = 0
    closed: bool = False
    read_only: bool = False
    updated: AwareDatetime
    """The moment of the last event."""


_HAPPENED = TypeAdapter(list[Happened], config={"defer_build": True})


class SessionFile:
    """The file of one session. Every method that writes has committed durably when it returns."""

    def __init__(self, folder: Path, connection: sqlite3.Connection) -> None:
        self.folder = folder
        self.path = folder / FILE
        self._db = connection
        self._identity = _identity(self.path)

    @classmethod
    def create(cls, folder: Path, material: Material) -> Self:
        """Make the folder and the file, readable for their owner only.

        A folder whose making was cut short holds no `gesprek.db` and is no session.
        """
        with _new_file(folder) as unfinished, closing(_connection(unfinished)) as db:
            for statement in PRAGMAS:
                db.execute(statement)
            db.execute("BEGIN IMMEDIATE")
            for statement in TABLES:
                db.execute(statement)
            db.execute("INSERT INTO inhoud VALUES ('materiaal', ?)", (material.model_dump_json(by_alias=True),))
            db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            db.execute(f"PRAGMA user_version = {FORMAT}")
            db.execute("COMMIT")
        return cls.open(folder)

    @classmethod
    def open(cls, folder: Path, *, write: bool = True) -> Self:
        """Open a session after a check of the whole file; without `write` nothing can be changed through it."""
        db = _ours(folder)
        try:
            with _in_dutch(folder / FILE):
                for statement in PRAGMAS:
                    db.execute(statement)
                _check_whole(db, folder / FILE)
                if write:
                    _check_writable(db)
                else:
                    db.execute("PRAGMA query_only = ON")
                return cls(folder, db)
        except BaseException:
            db.close()
            raise

    def copy_to(self, folder: Path) -> Self:
        """Copy the session to a new folder, even when its own disk is full or its own folder gone, and open the copy.

        Nobody leads the copy yet, and no exports belong to it.
        """
        with _new_file(folder) as unfinished, _may_write(self._db):
            self._db.execute("VACUUM INTO ?", (str(unfinished),))
        copy = type(self).open(folder)
        try:
            with copy._writing() as db:
                db.execute("DELETE FROM leiding")
                db.execute("DELETE FROM exporten")
        except BaseException:
            copy.discard()
            raise
        return copy

    def discard(self) -> None:
        """Take back the making of this session: only while nobody knows of it."""
        with suppress(AppError):
            self.close()
        with suppress(OSError):
            for left in self.folder.glob(f"{FILE}*"):
                left.unlink()
            self.folder.rmdir()

    def close(self) -> None:
        with _in_dutch(self.path):
            self._db.close()

    def material(self) -> Material:
        """Return decks and draaiboek as they were when the session was opened."""
        with _in_dutch(self.path):
            row = self._db.execute("SELECT json FROM inhoud WHERE naam = 'materiaal'").fetchone()
            if row is None:
                raise NotOurs
            return Material.model_validate_json(row[0])

    def read(self, after: int = 0) -> list[Happened]:
        """Return what happened after event number `after`, in order; words that were struck are ""."""
        with _in_dutch(self.path):
            # Events first: a window that commits in between adds words nobody asks for, and takes away none but struck.
            rows = self._db.execute(
                "SELECT v, at, seq, data FROM gebeurtenissen WHERE seq > ? ORDER BY seq", (after,)
            ).fetchall()
            if not rows:
                return []
            words = dict(self._db.execute("SELECT nr, tekst FROM woorden"))
            stored = ",".join(
                f'{{"seq":{seq},"at":"{at}","event":{data if v == VERSION else _brought_up(v, data)}}}'
                for v, at, seq, data in rows
            )
            return _HAPPENED.validate_json(f"[{stored}]", context=WordsApart.putting_back(words))

    def last(self) -> int:
        """Return the number of the last event, 0 when there is none."""
        with _in_dutch(self.path):
            return self._last()

    def append(
        self, events: Sequence[Event], *, at: dt.datetime, expected: int, summary: Summary, token: str
    ) -> tuple[Happened, ...]:
        """Store all events or none, and the summary with them.

        `expected` is the number of the last event the caller knows (else OutOfStep), `token` who the caller is (not the
        leader: Demoted).
        """
        at = at.astimezone(dt.UTC)
        with self._writing() as db:
            if self._leader() != token:
                raise Demoted
            if self._last() != expected:
                raise OutOfStep
            number = db.execute("SELECT coalesce(max(seq), 0) + 1 FROM sqlite_sequence").fetchone()[0]
            happened = []
            for seq, event in enumerate(events, expected + 1):
                apart = WordsApart.taking_out(number)
                data = EVENTS.dump_json(event, context=apart).decode()
                row = (seq, event.type, VERSION, at.isoformat(), data)
                db.execute("INSERT INTO gebeurtenissen VALUES (?, ?, ?, ?, ?)", row)
                owner = owner_of(event)
                numbered = [(nr, owner, text) for nr, text in enumerate(apart.words, number)]
                db.executemany("INSERT INTO woorden VALUES (?, ?, ?)", numbered)
                number += len(numbered)
                happened.append(Happened(seq=seq, at=at, event=event))
            db.execute("INSERT OR REPLACE INTO samenvatting VALUES (1, ?)", (summary.model_dump_json(),))
        return tuple(happened)

    def lead(self, token: str) -> None:
        """Become the leader; who led until now finds out at its next `append`. With "" nobody leads."""
        with self._writing() as db:
            db.execute("INSERT OR REPLACE INTO leiding VALUES (1, ?)", (token,))

    def leader(self) -> str:
        """Return the token of who leads, "" when nobody does."""
        with _in_dutch(self.path):
            return self._leader()

    def begin_strike(self, owners: Sequence[str]) -> None:
        """Promise that the words of these owners go: from here on an unfinished strike is known."""
        with self._writing() as db:
            db.executemany("INSERT OR IGNORE INTO schrap_open VALUES (?)", [(owner,) for owner in owners])

    def open_strikes(self) -> tuple[str, ...]:
        """Return the owners whose strike was begun and not ended."""
        with _in_dutch(self.path):
            return tuple(owner for (owner,) in self._db.execute("SELECT eigenaar FROM schrap_open ORDER BY eigenaar"))

    def superseded(self, words: Sequence[str], owners: Sequence[str], current: Container[str]) -> list[str]:
        """Find older versions, of other owners, that carry one of these words: a strike takes them along.

        `current` is what the session still says and keeps. Returns an owner of its own for each text.
        """
        with _in_dutch(self.path):
            stored = self._db.execute("SELECT nr, eigenaar, tekst FROM woorden").fetchall()
        return [
            f"{_ONE_TEXT}{nr}"
            for nr, owner, text in stored
            if owner not in owners and text not in current and any(carries(text, word) for word in words)
        ]

    def delete_words(self, owners: Sequence[str]) -> None:
        """Delete all versions of the words of these owners, and every byte that was left of them in the file.

        The title in the summary goes when it carries one of those words. Can be repeated after a failure.
        """
        with self._writing() as db:
            for owner in owners:
                if owner.startswith(_ONE_TEXT):
                    db.execute("DELETE FROM woorden WHERE nr = ?", (owner.removeprefix(_ONE_TEXT),))
                    continue
                gone = [text for (text,) in db.execute("SELECT tekst FROM woorden WHERE eigenaar = ?", (owner,))]
                self._forget_title(owner, gone)
                db.execute("DELETE FROM woorden WHERE eigenaar = ?", (owner,))
        # secure_delete alone left pieces of struck words in 14 of 150 files, with VACUUM in none.
        with _in_dutch(self.path):
            self._db.execute("VACUUM")
        self._check_present()

    def end_strike(self, owners: Sequence[str]) -> None:
        with self._writing() as db:
            db.executemany("DELETE FROM schrap_open WHERE eigenaar = ?", [(owner,) for owner in owners])

    def exports(self) -> tuple[Path, ...]:
        """Return the files that were made from this session."""
        with _in_dutch(self.path):
            return tuple(self.folder / path for (path,) in self._db.execute("SELECT pad FROM exporten ORDER BY pad"))

    def add_export(self, path: Path) -> None:
        with self._writing() as db:
            db.execute("INSERT OR IGNORE INTO exporten VALUES (?)", (self._stored_path(path),))

    def forget_export(self, path: Path) -> None:
        with self._writing() as db:
            db.execute("DELETE FROM exporten WHERE pad = ?", (self._stored_path(path),))

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction: all of it is on the disk, in a file that is still there, or an error is raised."""
        with _in_dutch(self.path):
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield self._db
                self._db.execute("COMMIT")
            except BaseException:
                with suppress(sqlite3.Error):
                    self._db.execute("ROLLBACK")
                raise
        self._check_present()

    def _check_present(self) -> None:
        """A file deleted under an open connection still takes words on Linux, and they would be lost."""
        try:
            identity = _identity(self.path)
        except OSError:
            raise StoreGone from None
        if identity != self._identity:
            raise StoreGone

    def _last(self) -> int:
        last: int = self._db.execute("SELECT coalesce(max(seq), 0) FROM gebeurtenissen").fetchone()[0]
        return last

    def _leader(self) -> str:
        row = self._db.execute("SELECT token FROM leiding").fetchone()
        return str(row[0]) if row else ""

    def _forget_title(self, owner: str, gone: Sequence[str]) -> None:
        summary = _summary(self._db)
        if summary is None or not summary.title:
            return
        if owner == "titel" or any(text in summary.title or summary.title in text for text in gone):
            untitled = summary.model_copy(update={"title": ""}).model_dump_json()
            self._db.execute("UPDATE samenvatting SET json = ?", (untitled,))

    def _stored_path(self, path: Path) -> str:
        """A file in the folder of the session keeps its place there when that folder moves."""
        path, folder = path.absolute(), self.folder.absolute()
        return str(path.relative_to(folder) if path.is_relative_to(folder) else path)


def read_summary(folder: Path) -> Summary | None:
    """Read the row for the list of sessions, without checking or folding the rest; None before the first event."""
    with closing(_ours(folder, _LISTING_WAIT)) as db, _in_dutch(folder / FILE):
        return _summary(db)


def _summary(db: sqlite3.Connection) -> Summary | None:
    row = db.execute("SELECT json FROM samenvatting").fetchone()
    return Summary.model_validate_json(row[0]) if row else None


def _brought_up(version: int, data: str) -> str:
    if version > VERSION:
        raise TooNew
    return json.dumps(upcast(version, json.loads(data)))


@contextmanager
def _new_file(folder: Path) -> Iterator[Path]:
    """Give an empty file to fill in a new folder; it gets its name when it is complete, and goes when it is not."""
    with _in_dutch(folder.parent):
        try:
            make_private(folder)
        except FileExistsError:
            raise AppError(f"De map {folder.name} bestaat al.", "Kies een andere naam.", ExitCode.WRONG_USE) from None
        unfinished = folder / f"{FILE}.nieuw"
        try:
            os.close(os.open(unfinished, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
            unfinished.chmod(0o600)
            yield unfinished
            unfinished.rename(folder / FILE)
        except BaseException:
            for left in folder.glob(f"{FILE}.nieuw*"):
                left.unlink(missing_ok=True)
            folder.rmdir()
            raise


def _ours(folder: Path, wait: int = 0) -> sqlite3.Connection:
    """Connect to the session in `folder` when it is one of ours, before anything could write to it."""
    path = folder / FILE
    with _in_dutch(path):
        if not folder.is_dir():
            raise NotOurs if folder.exists() else StoreGone
        if path.is_symlink() or not path.is_file():
            raise NotOurs
        db = _connection(path, wait)
        try:
            if db.execute("PRAGMA application_id").fetchone() != (APPLICATION_ID,):
                raise NotOurs
            if db.execute("PRAGMA user_version").fetchone()[0] > FORMAT:
                raise TooNew
        except BaseException:
            db.close()
            raise
        return db


def _check_whole(db: sqlite3.Connection, path: Path) -> None:
    db.execute("BEGIN")
    sound = db.execute("PRAGMA quick_check(1)").fetchone() == ("ok",)
    pages, size = db.execute("SELECT page_count, page_size FROM pragma_page_count, pragma_page_size").fetchone()
    # SQLite fills up a last page that is cut short, and the end of somebody's words is gone.
    if not sound or path.stat().st_size < pages * size:
        raise NotOurs
    db.execute("ROLLBACK")


def _check_writable(db: sqlite3.Connection) -> None:
    """Change something and take it back: only then it shows that the file, its folder or its disk takes nothing."""
    db.execute("BEGIN IMMEDIATE")
    db.execute(f"PRAGMA user_version = {FORMAT}")
    db.execute("ROLLBACK")


def _connection(path: Path, wait: int = 0) -> sqlite3.Connection:
    # A file that may not be written opens for reading; mode=ro could not undo what a killed program left half written.
    return sqlite3.connect(
        f"{path.absolute().as_uri()}?mode=rw",
        uri=True,
        timeout=wait / 1000,
        isolation_level=None,
        check_same_thread=False,
    )


@contextmanager
def _may_write(db: sqlite3.Connection) -> Iterator[None]:
    """SQLite refuses to write a copy too, through a connection that may only read."""
    (query_only,) = db.execute("PRAGMA query_only").fetchone()
    db.execute("PRAGMA query_only = OFF")
    try:
        yield
    finally:
        db.execute(f"PRAGMA query_only = {query_only}")


def _identity(path: Path) -> tuple[int, int]:
    found = path.stat()
    return found.st_dev, found.st_ino


@contextmanager
def _in_dutch(path: Path) -> Iterator[None]:
    """Let no exception of SQLite, pydantic or the system out."""
    try:
        yield
    except sqlite3.Error as error:
        raise _meaning(error, path) from None
    except (ValidationError, json.JSONDecodeError):
        raise NotOurs from None
    except OSError as error:
        raise StoreError(os_error_sentence(error)) from None


def _meaning(error: sqlite3.Error, path: Path) -> StoreError:
    """Say what an error of SQLite means for the session; the low byte of the code is its family."""
    code = getattr(error, "sqlite_errorcode", None)
    match None if code is None else code & 0xFF:
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return StoreBusy()
        case sqlite3.SQLITE_FULL:
            return StoreFull()
        case _ if code == sqlite3.SQLITE_READONLY_DBMOVED or not path.exists():
            return StoreGone()
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_CANTOPEN | sqlite3.SQLITE_PERM | sqlite3.SQLITE_AUTH:
            return ReadOnly()
        case sqlite3.SQLITE_CORRUPT | sqlite3.SQLITE_NOTADB | sqlite3.SQLITE_ERROR | sqlite3.SQLITE_SCHEMA | None:
            return NotOurs()
        case _:
            return StoreError()
