"""Leading a session: who leads, what is true after trouble with the disk, and what the room sees."""

import datetime as dt
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from gesprekskaarten.conduct import conductor as conducting
from gesprekskaarten.conduct.conductor import Conductor
from gesprekskaarten.conduct.exports import write_report
from gesprekskaarten.conduct.reading import read_session
from gesprekskaarten.domain import events as ev
from gesprekskaarten.domain.commands import Confirm, Enter, Happen, Record, Speak, Strike
from gesprekskaarten.domain.lines import Solution
from gesprekskaarten.domain.session import Session
from gesprekskaarten.errors import AppError
from gesprekskaarten.room.faces import page_of, pages
from gesprekskaarten.room.model import RoomView
from gesprekskaarten.storage.archive import Archive
from gesprekskaarten.storage.session_file import (
    Demoted,
    NotOurs,
    OutOfStep,
    ReadOnly,
    SessionFile,
    StoreBusy,
    StoreError,
    StoreFull,
    StoreGone,
)
from tests.building import START, material, opening, said, texts

POSIX_ONLY = pytest.mark.skipif(sys.platform == "win32", reason="needs files and signals as Unix knows them")


class Watch:
    """A clock that moves when asked."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> dt.datetime:
        return self.now

    def passes(self, minutes: float) -> None:
        self.now += dt.timedelta(minutes=minutes)


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "sessies"


Opener = Callable[..., Conductor]


@pytest.fixture
def begin(root: Path, watch: Watch) -> Iterator[Opener]:
    """Begin a session in the perspectiefronde; everything that was begun lets go at the end."""
    with ExitStack() as stack:

        def begun(name: str = "gesprek-1", *, in_round: bool = True, where: Path = root) -> Conductor:
            first = opening().model_copy(update={"session": name})
            conductor = Conductor.begin(where, name, material(), [first, ev.Titled(title="Nachtzorg")], watch)
            stack.callback(conductor.close)
            if in_round:
                assert conductor.do(Enter("perspectief")) is None
            return conductor

        yield begun


@pytest.fixture
def again(root: Path, watch: Watch) -> Iterator[Opener]:
    """Open a session in one more window."""
    with ExitStack() as stack:

        def opened(name: str = "gesprek-1", where: Path = root) -> Conductor:
            conductor = Conductor.resume(where, where / name, watch)
            stack.callback(conductor.close)
            return conductor

        yield opened


def on_disk(conductor: Conductor) -> Session:
    return read_session(conductor.file.folder)


def in_the_room(root: Path) -> str:
    return (root / "zaal.json").read_text("utf-8") if (root / "zaal.json").exists() else ""


def holds_the_lock(conductor: Conductor) -> bool:
    return conductor._lock.is_locked


# Who leads


def test_a_new_session_is_led_and_is_on_disk_as_it_is_here(begin: Opener) -> None:
    conductor = begin()
    assert conductor.leads
    conductor.do(Record(said("Ik slaap slecht.")))
    assert on_disk(conductor) == conductor.session


def test_a_session_goes_on_where_it_stopped(begin: Opener, again: Opener) -> None:
    first = begin()
    first.do(Record(said("Ik slaap slecht.")), Speak("huisarts"))
    first.close()
    second = again()
    assert second.leads
    assert texts(second.session) == ["Ik slaap slecht."]
    assert (second.session.round_id, second.session.turn) == ("perspectief", "huisarts")


def test_a_second_window_looks_along_and_follows(begin: Opener, again: Opener) -> None:
    first = begin()
    second = again()
    assert (first.leads, second.leads) == (True, False)
    first.do(Record(said("Ik slaap slecht.")))
    assert second.follow()
    assert texts(second.session) == ["Ik slaap slecht."]
    assert not second.follow()
    refusal = second.do(Record(said("Stiekem")))
    assert refusal is not None
    assert "ander venster" in refusal.reason
    assert texts(on_disk(first)) == ["Ik slaap slecht."]


def test_taking_over_demotes_the_first_and_its_words_are_not_half_stored(begin: Opener, again: Opener) -> None:
    first = begin()
    second = again()
    second.take_over()
    with pytest.raises(Demoted):
        first.do(Record(said("Te laat")))
    assert (first.leads, second.leads) == (False, True)
    assert second.do(Record(said("Op tijd"))) is None
    first.follow()
    assert texts(first.session) == texts(on_disk(second)) == ["Op tijd"]


def test_the_first_window_notices_by_following_and_can_take_over_again(begin: Opener, again: Opener) -> None:
    first = begin()
    second = again()
    second.take_over()
    assert first.follow()
    assert not first.leads
    first.take_over()
    assert first.do(Record(said("Weer hier"))) is None
    assert second.follow()
    assert not second.leads


def test_whoever_took_over_holds_the_lock_once_the_first_lets_go(begin: Opener, again: Opener) -> None:
    first = begin()
    second = again()
    second.take_over()
    assert not holds_the_lock(second)
    first.follow()
    second.follow()
    assert holds_the_lock(second)
    assert not again().leads


def test_a_demoted_window_that_closes_leaves_the_leader_alone(begin: Opener, again: Opener) -> None:
    first = begin()
    second = again()
    second.take_over()
    first.close()
    assert second.do(Record(said("Gewoon door"))) is None
    assert not again().leads


LEADS_UNTIL_KILLED = """
import sys, time
from pathlib import Path
from gesprekskaarten.conduct.conductor import Conductor
root = Path(sys.argv[1])
conductor = Conductor.resume(root, root / "gesprek-1")
print("leads" if conductor.leads else "looks", flush=True)
sys.stdin.read()
"""


@POSIX_ONLY
def test_a_leader_that_is_killed_lets_go(begin: Opener, again: Opener, root: Path) -> None:
    begin().close()
    child = subprocess.Popen(
        [sys.executable, "-c", LEADS_UNTIL_KILLED, str(root)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert child.stdout is not None
        assert child.stdout.readline() == "leads\n"
        assert not again().leads
        child.send_signal(signal.SIGKILL)
        child.wait(30)
        assert again().leads
    finally:
        child.kill()
        child.communicate()


def test_a_session_in_which_nothing_could_be_stored_is_not_there(
    begin: Opener, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise StoreFull

    with monkeypatch.context() as trouble:
        trouble.setattr(SessionFile, "append", full)
        with pytest.raises(StoreFull):
            begin()
    assert list(root.iterdir()) == []
    assert begin().leads


def test_a_folder_without_a_beginning_is_refused_and_left_free(root: Path, again: Opener) -> None:
    SessionFile.create(Archive(root).new_folder("gesprek-1"), material()).close()
    with pytest.raises(NotOurs, match="niets bewaard"):
        again()
    assert not (root / "gesprek-1" / "gesprek.leidt").exists()


@pytest.mark.parametrize(
    "event",
    [
        ev.Withdrawn(line=77),
        ev.Undone(),
        ev.RoundEntered(round="weg"),
        ev.StepShown(step=-99),
        ev.Continued(stopped=dt.datetime(2026, 1, 1)),
        ev.Paused(on=True, minutes=10**12),
    ],
    ids=lambda event: event.type,
)
def test_what_cannot_have_happened_is_not_our_session(event: ev.Event, begin: Opener, again: Opener) -> None:
    conductor = begin()
    conductor.file.append(
        [event],
        at=START,
        expected=conductor.session.number,
        summary=conducting.summary_of(conductor.session, START),
        token=conductor.token,
    )
    conductor.close()
    with pytest.raises(NotOurs):
        again()
    assert [entry.name for entry in Archive(conductor.root).sessions()] == ["gesprek-1"]


# The clock


def test_a_gap_stops_the_clock_at_the_last_thing_that_happened(begin: Opener, again: Opener, watch: Watch) -> None:
    first = begin()
    watch.passes(4)
    first.do(Record(said("Ik slaap slecht.")))
    first.close()
    watch.passes(60 * 20)
    second = again()
    assert second.session.used["perspectief"] == 4 * 60
    assert second.session.since == watch.now
    assert second.session.lost == 60 * 20 * 60


def test_a_short_absence_counts(begin: Opener, again: Opener, watch: Watch) -> None:
    begin().close()
    watch.passes(4)
    second = again()
    assert second.session.lost == 0
    assert second.session.since == START


def test_a_closed_session_is_opened_without_its_clock(begin: Opener, again: Opener, watch: Watch) -> None:
    first = begin()
    first.do(Happen(ev.Closed()))
    first.close()
    watch.passes(600)
    second = again()
    assert second.session == first.session


# Trouble with the disk

TROUBLE = [StoreError, StoreBusy, StoreFull, StoreGone, ReadOnly, NotOurs]


def failing_once(method: Callable[..., Any], error: Exception, *, first: bool) -> Callable[..., Any]:
    """The method fails before (or, with `first`, after) it did its work; the second time it just works."""
    failed: list[bool] = []

    def fails(*args: Any, **named: Any) -> Any:
        done = method(*args, **named) if first or failed else None
        if not failed:
            failed.append(True)
            raise error
        return done

    return fails


@pytest.mark.parametrize("error", TROUBLE)
@pytest.mark.parametrize("stored", [False, True], ids=["not stored", "stored after all"])
def test_words_that_could_not_be_saved_are_saved_once_at_the_second_try(
    begin: Opener, error: type[StoreError], stored: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    conductor = begin()
    before = conductor.session
    monkeypatch.setattr(SessionFile, "append", failing_once(SessionFile.append, error(), first=stored))
    with pytest.raises(error):
        conductor.do(Record(said("Ik slaap slecht.")))
    assert conductor.session == before
    assert conductor.do(Record(said("Ik slaap slecht."))) is None
    assert texts(conductor.session) == ["Ik slaap slecht."]
    assert on_disk(conductor) == conductor.session


def test_words_that_were_stored_after_all_are_not_called_lost_when_another_window_took_over(
    begin: Opener, again: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = begin()
    with monkeypatch.context() as trouble:
        trouble.setattr(SessionFile, "append", failing_once(SessionFile.append, StoreGone(), first=True))
        with pytest.raises(StoreGone):
            first.do(Record(said("Ik slaap slecht.")))
    second = again()
    second.take_over()
    assert first.do(Record(said("Ik slaap slecht."))) is None
    assert not first.leads
    assert texts(first.session) == texts(on_disk(second)) == ["Ik slaap slecht."]


def test_two_the_same_lines_are_two_lines(begin: Opener) -> None:
    conductor = begin()
    conductor.do(Record(said("Ja.")))
    conductor.do(Record(said("Ja.")))
    assert texts(on_disk(conductor)) == ["Ja.", "Ja."]


def test_events_of_somebody_else_are_taken_in_and_ours_is_not_stored(begin: Opener) -> None:
    conductor = begin()
    other = SessionFile.open(conductor.file.folder)
    other.append(
        [ev.Recorded(line=said("Van een ander").model_copy(update={"id": 1}))],
        at=START,
        expected=conductor.session.number,
        summary=conducting.summary_of(conductor.session, START),
        token=conductor.token,
    )
    other.close()
    with pytest.raises(OutOfStep):
        conductor.do(Record(said("Van mij")))
    assert texts(conductor.session) == texts(on_disk(conductor)) == ["Van een ander"]
    assert conductor.do(Record(said("Van mij"))) is None
    assert texts(on_disk(conductor)) == ["Van een ander", "Van mij"]


@POSIX_ONLY
@pytest.mark.parametrize("restored", [False, True], ids=["the same folder", "a copy of it"])
def test_a_folder_that_was_gone_and_came_back_takes_words_again(begin: Opener, restored: bool, tmp_path: Path) -> None:
    conductor = begin()
    folder = conductor.file.folder
    conductor.do(Record(said("Ervoor")))
    folder.rename(tmp_path / "weg")
    before = conductor.session
    for _ in range(2):
        with pytest.raises(StoreGone):
            conductor.do(Record(said("Erna")))
        conductor.follow()
        assert conductor.session == before
        assert not folder.exists()
    if restored:
        shutil.copytree(tmp_path / "weg", folder)
        with pytest.raises(StoreGone):
            conductor.do(Record(said("Erna")))
    else:
        (tmp_path / "weg").rename(folder)
    assert conductor.do(Record(said("Erna"))) is None
    assert texts(conductor.session) == texts(on_disk(conductor)) == ["Ervoor", "Erna"]


@POSIX_ONLY
def test_an_old_backup_in_the_place_of_a_lost_folder_takes_no_words(begin: Opener, tmp_path: Path) -> None:
    conductor = begin()
    folder = conductor.file.folder
    shutil.copytree(folder, tmp_path / "reservekopie")
    conductor.do(Record(said("Na de reservekopie")))
    shutil.rmtree(folder)
    shutil.copytree(tmp_path / "reservekopie", folder)
    for _ in range(2):
        with pytest.raises(StoreGone):
            conductor.do(Record(said("Erna")))
    conductor.move_to(tmp_path / "elders")
    assert conductor.do(Record(said("Erna"))) is None
    assert texts(on_disk(conductor)) == ["Na de reservekopie", "Erna"]


@POSIX_ONLY
def test_a_folder_that_is_gone_is_not_made_by_the_lock(begin: Opener, again: Opener, tmp_path: Path) -> None:
    first = begin()
    second = again()
    second.take_over()
    second.file.folder.rename(tmp_path / "weg")
    second.follow()
    assert not (first.file.folder).exists()


@POSIX_ONLY
@pytest.mark.parametrize("gone", [False, True], ids=["the first folder stays", "the first folder is gone"])
def test_a_session_moves_to_another_folder_with_every_word(
    begin: Opener, again: Opener, gone: bool, root: Path, tmp_path: Path
) -> None:
    conductor = begin()
    conductor.go_on_stage()
    conductor.do(Record(said("Ik slaap slecht.", agreed=True)))
    if gone:
        shutil.rmtree(root)
    conductor.move_to(tmp_path / "stick")
    assert conductor.do(Record(said("En overdag ook.", agreed=True))) is None
    assert conductor.file.folder == tmp_path / "stick" / "gesprek-1"
    assert texts(on_disk(conductor)) == ["Ik slaap slecht.", "En overdag ook."]
    assert not again(where=tmp_path / "stick").leads
    assert "En overdag ook." in in_the_room(tmp_path / "stick")
    assert in_the_room(root) == ""


@POSIX_ONLY
def test_a_move_that_fails_leaves_everything_and_can_be_tried_again(
    begin: Opener, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    conductor = begin()
    stick = tmp_path / "stick"
    monkeypatch.setattr(SessionFile, "lead", failing_once(SessionFile.lead, StoreFull(), first=False))
    with pytest.raises(StoreFull):
        conductor.move_to(stick)
    assert conductor.do(Record(said("Nog hier"))) is None
    assert list(stick.iterdir()) == []
    conductor.move_to(stick)
    assert texts(on_disk(conductor)) == ["Nog hier"]


def test_a_session_cannot_move_to_where_it_is(begin: Opener, root: Path) -> None:
    conductor = begin()
    with pytest.raises(AppError):
        conductor.move_to(root)
    assert conductor.do(Record(said("Nog hier"))) is None


# The room


def test_the_room_sees_only_the_session_on_stage(begin: Opener, root: Path) -> None:
    shown, other = begin("op-het-podium"), begin("ergens-anders")
    shown.go_on_stage()
    shown.do(Record(said("Voor de zaal", agreed=True)))
    before = in_the_room(root)
    other.do(Record(said("Niet voor de zaal", agreed=True)), Strike(lines=[1]))
    other.turn_page()
    assert in_the_room(root) == before
    assert "Voor de zaal" in before


def test_nothing_is_published_without_a_stage(begin: Opener, again: Opener, root: Path) -> None:
    begin().close()
    again().do(Record(said("Ik slaap slecht.", agreed=True)), Strike(lines=[1]))
    assert in_the_room(root) == ""


def test_another_window_of_the_session_in_the_room_keeps_the_room_true(
    begin: Opener, again: Opener, root: Path
) -> None:
    first = begin()
    first.go_on_stage()
    first.do(Record(said("Moet eruit", agreed=True)))
    first.leads = False  # killed: it tidied nothing up
    first.close()
    assert "Moet eruit" in in_the_room(root)
    again().do(Strike(lines=[1]))
    assert "Moet eruit" not in in_the_room(root)


def test_who_leaves_the_conversation_leaves_no_words_in_the_room(begin: Opener, root: Path) -> None:
    first = begin()
    first.go_on_stage()
    first.close()
    assert in_the_room(root) == ""


def test_a_window_that_looks_along_shows_the_room_nothing(begin: Opener, again: Opener, root: Path) -> None:
    begin()
    second = again()
    second.go_on_stage()
    assert in_the_room(root) == ""
    second.take_over()
    assert in_the_room(root) != ""


@pytest.mark.parametrize("text", ["", "{", '{"session": "een-ander", "toekomst": 1}', "[]", '"x"'])
def test_a_room_file_nobody_can_read_is_not_taken_for_our_stage(begin: Opener, root: Path, text: str) -> None:
    conductor = begin()
    (root / "zaal.json").write_text(text, "utf-8")
    conductor.do(Record(said("Niet voor de zaal", agreed=True)))
    assert in_the_room(root) == text
    conductor.do(Strike(lines=[1]))
    assert in_the_room(root) == ""


def test_the_room_sees_what_happened_before_a_refusal(begin: Opener, root: Path) -> None:
    conductor = begin()
    conductor.go_on_stage()
    assert conductor.do(Record(said("Voor de zaal", agreed=True)), Confirm([99])) is not None
    assert "Voor de zaal" in in_the_room(root)


def test_words_are_saved_once_when_the_room_cannot_be_shown_and_the_room_follows_later(
    begin: Opener, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    conductor = begin()
    conductor.go_on_stage()

    def fails(*_: object) -> None:
        raise AppError("Het zaalbeeld kan niet worden bijgewerkt.", "", 3)

    with monkeypatch.context() as trouble:
        trouble.setattr(conducting, "publish", fails)
        assert conductor.do(Record(said("Ik slaap slecht.", agreed=True))) is None
        conductor.turn_page()
        assert conductor.room_trouble is not None
    assert texts(on_disk(conductor)) == ["Ik slaap slecht."]
    assert "Ik slaap slecht." not in in_the_room(root)
    conductor.follow()
    assert conductor.room_trouble is None
    assert "Ik slaap slecht." in in_the_room(root)


def test_pages_turn_until_the_room_looks_at_something_else(begin: Opener, root: Path) -> None:
    conductor = begin()
    conductor.go_on_stage()
    conductor.turn_page()
    conductor.turn_page()
    assert RoomView.model_validate_json(in_the_room(root)).page == 2
    conductor.do(Record(said("Een regel")))
    assert RoomView.model_validate_json(in_the_room(root)).page == 2
    conductor.do(Speak("huisarts"))
    assert RoomView.model_validate_json(in_the_room(root)).page == 0


def test_the_room_turns_to_the_words_that_were_just_confirmed(begin: Opener, root: Path) -> None:
    conductor = begin()
    conductor.go_on_stage()
    conductor.do(Enter("oplossingen"))
    for number in range(1, 7):
        text = f"Oplossing nummer {number}: {'samen bellen en samen kijken ' * 3}".strip()
        conductor.do(Record(Solution(round="oplossingen", level="stelsel", text=text)), Confirm([number]))
        view = RoomView.model_validate_json(in_the_room(root))
        assert (view.newest, view.page) == (text, 0)
    found = pages(view, 46, 13, None)
    assert "Oplossing nummer 6" in " ".join(line.text for line in found[page_of(found, view.newest)])
    assert page_of(found, view.newest) > 0
    conductor.turn_page()
    conductor.do(Record(said("Nog niet bevestigd")))
    assert RoomView.model_validate_json(in_the_room(root)).page == 1
    conductor.do(Strike(lines=[6]))
    assert "nummer 6" not in in_the_room(root)
    conductor.do(Happen(ev.Blanked(on=True)))
    assert RoomView.model_validate_json(in_the_room(root)).newest == ""


WRITES_THE_ROOM = """
import sys
from pathlib import Path
from gesprekskaarten.storage.room_file import publish
root, mark = Path(sys.argv[1]), sys.argv[2]
sys.stdin.readline()
for number in range(150):
    publish(root, '{"mark": "' + mark * 2000 + '"}')
"""


@POSIX_ONLY
def test_two_programs_that_write_the_room_at_once_never_leave_half_of_it(tmp_path: Path) -> None:
    children = [
        subprocess.Popen([sys.executable, "-c", WRITES_THE_ROOM, str(tmp_path), mark], stdin=subprocess.PIPE)
        for mark in "ab"
    ]
    for child in children:
        assert child.stdin is not None
        child.stdin.write(b"\n")
        child.stdin.flush()
    seen = set()
    while any(child.poll() is None for child in children):
        if text := in_the_room(tmp_path):
            seen.add(json.loads(text)["mark"])
    for child in children:
        child.communicate()
        assert child.returncode == 0
    assert seen <= {"a" * 2000, "b" * 2000}
    assert [path.name for path in tmp_path.iterdir()] == ["zaal.json"]


# One thread leads, another reads


def test_a_screen_may_read_the_session_while_another_thread_leads_it(begin: Opener) -> None:
    conductor = begin()
    conductor.go_on_stage()
    wrong: list[str] = []
    done = threading.Event()

    def reads() -> None:
        number = 0
        while not done.is_set():
            session = conductor.session
            if session.number < number or list(session.lines) != sorted(session.lines):
                wrong.append(f"{session.number} after {number}")
            number = session.number
            if len(conductor.room_view().blocks) > 1:
                wrong.append("blocks")

    reader = threading.Thread(target=reads)
    reader.start()
    try:
        for number in range(40):
            assert conductor.do(Record(said(f"Regel {number}"))) is None
    finally:
        done.set()
        reader.join(30)
    assert wrong == []
    assert len(on_disk(conductor).lines) == 40


# Only for its owner


@POSIX_ONLY
@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077])
def test_everything_the_program_writes_is_for_its_owner_only(
    begin: Opener, root: Path, tmp_path: Path, umask: int
) -> None:
    before = os.umask(umask)
    try:
        conductor = begin()
        conductor.go_on_stage()
        conductor.do(Record(said("Ik slaap slecht.", agreed=True)))
        elsewhere = write_report(conductor.file, conductor.session, tmp_path / "verslag-elders.md")
        write_report(conductor.file, conductor.session)
        conductor.do(Strike(lines=[1]))
        conductor.move_to(tmp_path / "stick")
    finally:
        os.umask(before)
    made = [elsewhere, *root.rglob("*"), *(tmp_path / "stick").rglob("*"), root, tmp_path / "stick"]
    assert {path.name for path in made} >= {"gesprek.db", "gesprek.leidt", "zaal.json", "verslag.md"}
    for path in made:
        assert path.stat().st_mode & 0o777 == (0o700 if path.is_dir() else 0o600), path


# Hostile names


def test_a_folder_whose_name_could_steer_a_terminal_breaks_no_list(begin: Opener, root: Path) -> None:
    conductor = begin()
    conductor.close()
    for name in ("a\nb", "\x1b]0;x\x07", "[red]x", "x" * 200, "é ü"):
        shutil.copytree(root / "gesprek-1", root / name)
    assert len(Archive(root).sessions()) == 6
    assert Archive(root).find("gesprek-1") == root / "gesprek-1"
