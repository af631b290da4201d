"""One session being led: every wish is decided, made durable and only then true."""

import contextlib
import datetime as dt
import re
import secrets
from collections.abc import Iterator, Sequence
from pathlib import Path

from filelock import FileLock, Timeout

from gesprekskaarten.conduct.clock import Clock, wall_clock
from gesprekskaarten.conduct.exports import refresh_exports
from gesprekskaarten.conduct.reading import session_in, understood
from gesprekskaarten.domain import events as ev
from gesprekskaarten.domain.agenda import gap_before
from gesprekskaarten.domain.commands import Intent, Refusal, Strike, decide
from gesprekskaarten.domain.lines import words_of
from gesprekskaarten.domain.material import Material
from gesprekskaarten.domain.session import Session, apply, fold, other_words
from gesprekskaarten.errors import AppError, ExitCode
from gesprekskaarten.room.model import RoomView
from gesprekskaarten.room.view import room_view
from gesprekskaarten.storage.archive import Archive
from gesprekskaarten.storage.room_file import publish, read_room, remove_temporaries, withdraw
from gesprekskaarten.storage.session_file import LOCK, Demoted, OutOfStep, SessionFile, StoreGone, Summary


class StrikeIncomplete(AppError):
    """The words are gone from the session, but a file elsewhere still holds them."""


class Conductor:
    """Leads (or looks along with) one session in `root`, the folder that holds all sessions.

    `session` is always what is on disk. Store errors (storage.session_file, all AppError) leave it as it was.
    `room_trouble` is why the room does not see the newest yet: `follow` tries again.
    """

    def __init__(self, root: Path, file: SessionFile, session: Session, clock: Clock = wall_clock) -> None:
        self.root = root
        self.file = file
        self.session = session
        self.clock = clock
        self.token = secrets.token_hex(8)
        self.leads = False
        self.room_trouble: AppError | None = None
        self._striking: tuple[str, ...] = ()
        self._on_stage = False
        self._page = 0
        self._newest = 0
        self._subject: tuple[object, ...] = ()
        self._lock = _lock(file.folder)

    @classmethod
    def begin(
        cls, root: Path, name: str, material: Material, events: Sequence[ev.Event], clock: Clock = wall_clock
    ) -> "Conductor":
        """Make a new session folder `root/name` and lead it.

        Raises AppError (exit 2) when the name is taken or cannot be the name of a folder.
        """
        file = SessionFile.create(Archive(root).new_folder(name), material)
        try:
            at = clock()
            happened = [ev.Happened(seq=number, at=at, event=event) for number, event in enumerate(events, 1)]
            session = fold(material, happened)
            conductor = cls(root, file, session, clock)
            file.lead(conductor.token)
            file.append(events, at=at, expected=0, summary=summary_of(session, at), token=conductor.token)
        except BaseException:
            file.discard()
            raise
        conductor._hold()
        conductor.leads = True
        return conductor

    @classmethod
    def resume(cls, root: Path, folder: Path, clock: Clock = wall_clock) -> "Conductor":
        """Open a session where it stopped. It leads, unless another window does: then it looks along."""
        file = SessionFile.open(folder)
        try:
            session = session_in(file)
        except BaseException:
            file.close()
            raise
        conductor = cls(root, file, session, clock)
        try:
            with understood():
                conductor.room_view()
            if conductor._hold():
                conductor.take_over()
        except BaseException:
            conductor.close()
            raise
        return conductor

    def take_over(self) -> None:
        """Lead from now on, and finish a strike that was cut off; whoever led looks along from now on."""
        with self._on_disk():
            self.file.lead(self.token)
            self.leads = True
            self.follow()
            if self.session.round_id and not self.session.closed:
                stopped = gap_before(self.session, self.clock())
                self._append((ev.Continued(stopped=stopped),))
            self._finish_strikes()
        self.publish()

    def follow(self) -> bool:
        """Take in what another window wrote; tell whether there was anything, a change of leader too."""
        happened = self.file.read(after=self.session.number)
        for one in happened:
            self.session = apply(self.session, one)
        led, self.leads = self.leads, self.leads and self.file.leader() == self.token
        if self.leads:
            self._hold()
        else:
            self._lock.release(force=True)
        if self.room_trouble is not None:
            self.publish()
        return bool(happened) or led != self.leads

    def move_to(self, root: Path) -> None:
        """Go on in another folder: the session is copied there, and led from there.

        A strike names the copy that stays behind. Raises AppError when that folder cannot be used either; then
        everything stays where it was.
        """
        copy = self.file.copy_to(Archive(root).new_folder(self.file.folder.name))
        try:
            for path in (*self.file.exports(), self.file.path):
                copy.add_export(path)
            copy.lead(self.token)
        except BaseException:
            copy.discard()
            raise
        with contextlib.suppress(AppError):
            if self._on_stage or self._in_the_room():
                self._on_stage = True
                withdraw(self.root)
        old, self.file, self.root = self.file, copy, root
        self._lock.release(force=True)
        self._lock = _lock(copy.folder)
        self._hold()
        self.publish()
        with contextlib.suppress(AppError):
            old.close()

    def _hold(self) -> bool:
        """Try to hold the lock of the leader; on a disk that cannot lock, whoever asks may lead."""
        if self._lock.is_locked:
            return True
        if not self.file.folder.is_dir():  # a lock would make the folder anew, and one could not put it back
            return True
        try:
            self._lock.acquire(timeout=0)
        except Timeout:
            return False
        except (OSError, NotImplementedError):
            return True
        return True

    def do(self, *intents: Intent) -> Refusal | None:
        """Carry out the intents in order, each durable before the next; stop at the first refusal.

        Raises a store error when it cannot be saved: nothing of that intent happened then.
        """
        happened = False
        before = self.session
        try:
            for intent in intents:
                if not self.leads:
                    return Refusal("Een ander venster leidt dit gesprek. Kies “Neem over” om hier verder te gaan.")
                with self._on_disk():
                    refusal = self._carry_out(intent)
                if refusal:
                    return refusal
                happened = True
        finally:
            if happened:
                self._hold()
                self._turn_to_newest(before)
                self.publish()
        return None

    def _carry_out(self, intent: Intent) -> Refusal | None:
        if isinstance(intent, Strike):
            return self._strike(intent)
        decision = decide(self.session, intent)
        if isinstance(decision, Refusal):
            return decision
        self._append(decision)
        return None

    def go_on_stage(self) -> None:
        """From now on the room sees this session, instead of any other."""
        self._on_stage = True
        self.publish()

    def publish(self) -> None:
        """Show the room what it may see now, if it is this session that the room looks at.

        What was saved stays saved when that fails: the reason is in `room_trouble`.
        """
        try:
            self._publish()
        except AppError as error:
            self.room_trouble = error
        else:
            self.room_trouble = None

    def _publish(self) -> None:
        if self.leads and (self._on_stage or self._in_the_room()):
            publish(self.root, self.room_view().model_dump_json())

    def room_view(self) -> RoomView:
        """Return what the room sees now; another round, speaker or card begins on its first page."""
        view = room_view(self.session, self.clock())
        subject = (view.face, view.round_number, view.step_title, view.speaking)
        if subject != self._subject:
            self._subject, self._page, self._newest = subject, 0, 0
        line = self.session.lines.get(self._newest)
        shown = {item.text for block in view.blocks for item in block.items}
        newest = line.text if line is not None and line.agreed and line.text in shown else ""
        return view.model_copy(update={"page": self._page, "newest": newest})

    def _turn_to_newest(self, before: Session) -> None:
        """Let the room see the words that were just confirmed, when a page is too small for all of them."""
        if self.session.lines is before.lines:
            return
        known = {id for id, line in before.lines.items() if line.agreed}
        new = [line.id for line in self.session.lines.values() if line.agreed and line.id not in known]
        if new:
            self.room_view()
            self._newest, self._page = new[-1], 0

    def turn_page(self) -> None:
        """Show the room the next page."""
        self._page += 1
        self.publish()

    def _in_the_room(self) -> bool:
        shown = _shown_in(self.root)
        return shown is not None and shown.session == self.session.opened.session

    def close(self) -> None:
        """Let go of the session; nobody leads it then, and the room sees nothing of it any more."""
        with contextlib.suppress(AppError):
            if self.leads and self.file.leader() == self.token:
                self.file.lead("")
                if self._on_stage:
                    withdraw(self.root)
        self.leads = False
        self._lock.release(force=True)
        with contextlib.suppress(AppError):
            self.file.close()

    def _append(self, events: Sequence[ev.Event]) -> None:
        at = self.clock()
        number = self.session.number
        after = self.session
        for place, event in enumerate(events, 1):
            after = apply(after, ev.Happened(seq=number + place, at=at, event=event))
        try:
            self.file.append(events, at=at, expected=number, summary=summary_of(after, at), token=self.token)
        except (Demoted, OutOfStep):
            if not self._was_stored(events):
                raise
        else:
            self.session = after

    @contextlib.contextmanager
    def _on_disk(self) -> Iterator[None]:
        """When the file is gone, look whether it came back: a connection to the one that went is of no use then."""
        try:
            yield
        except StoreGone:
            with contextlib.suppress(AppError):
                self._reopen()
            raise

    def _reopen(self) -> None:
        """Go on with the file that is there now, if it holds all that we know of: an old backup does not."""
        file = SessionFile.open(self.file.folder)
        try:
            known = session_in(file).opened == self.session.opened and file.last() >= self.session.number
        except BaseException:
            file.close()
            raise
        if not known:
            file.close()
            return
        self.file, old = file, self.file
        self._lock.release(force=True)
        self._lock = _lock(file.folder)
        self._hold()
        old.close()

    def _was_stored(self, events: Sequence[ev.Event]) -> bool:
        """A save that reported trouble may have reached the disk: then it needs no second time."""
        stored = [one.event for one in self.file.read(after=self.session.number)]
        self.follow()
        return stored[: len(events)] == list(events)

    def _strike(self, strike: Strike) -> Refusal | None:
        """Strike, or go on with the same strike that trouble with the disk cut off."""
        if promised := self._striking:
            self._finish_strikes()
            wanted = {*(f"regel {id}" for id in strike.lines), *strike.others}
            if wanted <= set(promised) and not self._holds(strike.lines, strike.others):
                return None
        decision = decide(self.session, strike)
        if isinstance(decision, Refusal):
            return decision
        owners = [owner for event in decision if isinstance(event, ev.Struck) for owner in _owners(event)]
        owners += self.file.superseded(self._said_in(strike), owners, self._still_said(decision))
        self._striking = tuple(owners)
        self.file.begin_strike(owners)
        try:
            self._append(decision)
        except (Demoted, OutOfStep):
            self.file.end_strike(owners)
            self._striking = ()
            raise
        self._finish_strikes()
        return None

    def _said_in(self, strike: Strike) -> list[str]:
        """The words that somebody wants gone, wherever else they stand."""
        kept = {**self.session.withdrawn, **self.session.lines}
        said = [kept[id].text for id in strike.lines if id in kept]
        return [*said, *(text for other in strike.others for text in other_words(self.session).get(other, ()))]

    def _still_said(self, decision: Sequence[ev.Event]) -> set[str]:
        """All words that the session holds after this."""
        after = self.session
        for event in decision:
            after = apply(after, ev.Happened(seq=after.number + 1, at=self.clock(), event=event))
        lines = [*after.lines.values(), *after.withdrawn.values()]
        return {text for line in lines for text in words_of(line)} | {
            text for texts in other_words(after).values() for text in texts
        }

    def _holds(self, lines: Sequence[int], others: Sequence[str]) -> bool:
        session = self.session
        return any(id in session.lines or id in session.withdrawn for id in lines) or any(
            other_words(session).get(other) for other in others
        )

    def _finish_strikes(self) -> None:
        """Make good on every strike that was promised."""
        owners = self.file.open_strikes()
        if not owners:
            self._striking = ()
            return
        lines = tuple(int(owner.split()[1]) for owner in owners if _LINE.fullmatch(owner))
        others = tuple(owner for owner in owners if owner in other_words(self.session))
        if self._holds(lines, others):
            self._append((ev.Struck(lines=lines, others=others),))
        out_of_reach = refresh_exports(self.file, self.session)
        remove_temporaries(self.root)
        if _shown_in(self.root) is None:
            withdraw(self.root)
        self._publish()
        self.file.delete_words(owners)
        self.file.end_strike(owners)
        self._striking = ()
        if out_of_reach:
            names = ", ".join(str(path) for path in out_of_reach)
            raise StrikeIncomplete(
                f"Geschrapt uit het gesprek, maar hier kunnen de woorden nog staan: {names}.",
                "Verwijder dat zelf, en maak daarna zo nodig een nieuw verslag.",
                ExitCode.IO,
            )


_LINE = re.compile(r"regel \d+")


def _lock(folder: Path) -> FileLock:
    return FileLock(folder / LOCK, mode=0o600, thread_local=False)


def _shown_in(root: Path) -> RoomView | None:
    """Return what the room sees; None when that is nothing, or nothing this program can read."""
    shown = read_room(root)
    try:
        return None if shown is None else RoomView.model_validate_json(shown)
    except ValueError:
        return None


def _owners(struck: ev.Struck) -> list[str]:
    return [*(f"regel {id}" for id in struck.lines), *struck.others]


def summary_of(session: Session, at: dt.datetime) -> Summary:
    """What the list of sessions shows, so that listing never folds."""
    return Summary(
        title=session.title,
        place=session.opened.place,
        date=session.opened.date,
        round_title=session.round.title if session.round else "",
        people=session.people,
        lines=len(session.lines),
        unconfirmed=len(session.unconfirmed()),
        closed=session.closed,
        read_only=session.opened.read_only,
        updated=at,
    )
