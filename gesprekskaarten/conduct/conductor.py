"""One session being led: every wish is decided, made durable and only then true."""

import contextlib
import datetime as dt
import secrets
from collections.abc import Callable, Sequence
from pathlib import Path

from filelock import FileLock, Timeout

from gesprekskaarten.conduct.exports import refresh_exports
from gesprekskaarten.domain import events as ev
from gesprekskaarten.domain.agenda import gap_before
from gesprekskaarten.domain.commands import Intent, Refusal, Strike, decide
from gesprekskaarten.domain.material import Material
from gesprekskaarten.domain.session import Session, apply, fold
from gesprekskaarten.errors import AppError, ExitCode
from gesprekskaarten.room.view import RoomView, room_view
from gesprekskaarten.storage.archive import Archive
from gesprekskaarten.storage.room_file import publish, read_room, remove_temporaries
from gesprekskaarten.storage.session_file import Demoted, NotOurs, OutOfStep, SessionFile, StoreGone, Summary

Clock = Callable[[], dt.datetime]
LOCK = "gesprek.leidt"
"""The empty file that the leading window holds locked: the system lets go of it when that window is killed."""


def wall_clock() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


class StrikeIncomplete(AppError):
    """The words are gone from the session, but a report elsewhere still holds them."""


class Conductor:
    """Leads (or looks along with) one session in `root`, the folder that holds all sessions.

    `session` is always what is on disk. Store errors (storage.session_file, all AppError) leave it as it was.
    """

    def __init__(self, root: Path, file: SessionFile, session: Session, clock: Clock = wall_clock) -> None:
        self.root = root
        self.file = file
        self.session = session
        self.clock = clock
        self.token = secrets.token_hex(8)
        self.leads = False
        self._on_stage = False
        self._page = 0
        self._subject: tuple[object, ...] = ()
        self._lock = FileLock(file.folder / LOCK, mode=0o600, thread_local=False)

    @classmethod
    def begin(
        cls, root: Path, name: str, material: Material, events: Sequence[ev.Event], clock: Clock = wall_clock
    ) -> "Conductor":
        """Make a new session folder `root/name` and lead it.

        Raises AppError (exit 2) when the name is taken or cannot be the name of a folder.
        """
        file = SessionFile.create(Archive(root).new_folder(name), material)
        at = clock()
        happened = [ev.Happened(seq=number, at=at, event=event) for number, event in enumerate(events, 1)]
        session = fold(material, happened)
        conductor = cls(root, file, session, clock)
        file.lead(conductor.token)
        file.append(events, at=at, expected=0, summary=summary_of(session, at), token=conductor.token)
        conductor._hold()
        conductor.leads = True
        return conductor

    @classmethod
    def resume(cls, root: Path, folder: Path, clock: Clock = wall_clock) -> "Conductor":
        """Open a session where it stopped. It leads, unless another window does: then it looks along."""
        file = SessionFile.open(folder)
        happened = file.read()
        if not happened:
            file.close()
            raise NotOurs("In dit gesprek is nog niets bewaard.")
        conductor = cls(root, file, fold(file.material(), happened), clock)
        if conductor._hold():
            conductor.take_over()
        return conductor

    def take_over(self) -> None:
        """Lead from now on, and finish a strike that was cut off; whoever led looks along from now on."""
        self.file.lead(self.token)
        self.leads = True
        self.follow()
        self._finish_strikes()
        if self.session.round_id and not self.session.closed:
            stopped = gap_before(self.session, self.clock())
            self._append((ev.Continued(stopped=stopped),))
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
        return bool(happened) or led != self.leads

    def move_to(self, root: Path) -> None:
        """Go on in another folder: the session is copied there, and led from there.

        Raises AppError when that folder cannot be used either; then everything stays where it was.
        """
        copy = self.file.copy_to(Archive(root).new_folder(self.file.folder.name))
        copy.lead(self.token)
        old, self.file, self.root = self.file, copy, root
        self._lock.release(force=True)
        self._lock = FileLock(copy.folder / LOCK, mode=0o600, thread_local=False)
        self._hold()
        self.publish()
        with contextlib.suppress(AppError):
            old.close()

    def _hold(self) -> bool:
        """Try to hold the lock of the leader; on a disk that cannot lock, whoever asks may lead."""
        if self._lock.is_locked:
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
        for intent in intents:
            if not self.leads:
                return Refusal("Een ander venster leidt dit gesprek. Kies “Neem over” om hier verder te gaan.")
            decision = decide(self.session, intent)
            if isinstance(decision, Refusal):
                return decision
            if isinstance(intent, Strike):
                self._strike(decision)
            else:
                self._append(decision)
        if intents:
            self.publish()
        return None

    def go_on_stage(self) -> None:
        """From now on the room sees this session, instead of any other."""
        self._on_stage = True
        self.publish()

    def publish(self) -> None:
        """Show the room what it may see now, if it is this session that the room looks at."""
        if self.leads and (self._on_stage or self._in_the_room()):
            publish(self.root, self.room_view().model_dump_json())

    def room_view(self) -> RoomView:
        """Return what the room sees now; another round, speaker or card begins on its first page."""
        view = room_view(self.session, self.clock())
        subject = (view.face, view.round_number, view.step_title, view.speaking)
        if subject != self._subject:
            self._subject, self._page = subject, 0
        return view.model_copy(update={"page": self._page}) if self._page else view

    def turn_page(self) -> None:
        """Show the room the next page."""
        self._page += 1
        self.publish()

    def _in_the_room(self) -> bool:
        shown = read_room(self.root)
        try:
            return shown is not None and RoomView.model_validate_json(shown).session == self.session.opened.session
        except ValueError:
            return True

    def close(self) -> None:
        """Let go of the session; nobody leads it then."""
        with contextlib.suppress(AppError):
            if self.leads and self.file.leader() == self.token:
                self.file.lead("")
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
        except StoreGone:
            self._reopen()
            raise
        except OutOfStep:
            if not self._was_stored(events):
                raise
        except Demoted:
            self.follow()
            raise
        else:
            self.session = after

    def _reopen(self) -> None:
        """The disk may be back: a connection to the file that went is of no use then."""
        with contextlib.suppress(AppError):
            file = SessionFile.open(self.file.folder)
            self.file, old = file, self.file
            old.close()

    def _was_stored(self, events: Sequence[ev.Event]) -> bool:
        """A save that reported trouble may have reached the disk: then it needs no second time."""
        stored = [one.event for one in self.file.read(after=self.session.number)]
        self.follow()
        return self.leads and stored == list(events)

    def _strike(self, events: Sequence[ev.Event]) -> None:
        for event in events:
            assert isinstance(event, ev.Struck)
            self.file.begin_strike([*(f"regel {id}" for id in event.lines), *event.others])
        self._append(events)
        self._finish_strikes()

    def _finish_strikes(self) -> None:
        owners = self.file.open_strikes()
        if not owners:
            return
        lines = tuple(int(owner.split()[1]) for owner in owners if owner.startswith("regel "))
        others = tuple(owner for owner in owners if not owner.startswith("regel "))
        if any(id in self.session.lines or id in self.session.withdrawn for id in lines) or _still_there(
            self.session, others
        ):
            self._append((ev.Struck(lines=lines, others=others),))
        out_of_reach = refresh_exports(self.file, self.session)
        remove_temporaries(self.root)
        self.publish()
        self.file.delete_words(owners)
        self.file.end_strike(owners)
        if out_of_reach:
            names = ", ".join(str(path) for path in out_of_reach)
            raise StrikeIncomplete(
                f"Geschrapt uit het gesprek, maar dit verslag kon niet worden aangepast: {names}.",
                "Verwijder dat bestand zelf, en maak daarna een nieuw verslag.",
                ExitCode.IO,
            )


def _still_there(session: Session, others: Sequence[str]) -> bool:
    holds = {"titel": session.title, "lezers": session.readers, "eigen-casus": session.own_casus}
    holds |= {f"actor {id}": actor.name for id, actor in session.own_actors.items()}
    return any(holds.get(other) for other in others)


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
