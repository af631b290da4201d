import datetime as dt
import json
import os
import stat
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gesprekskaarten.errors import AppError
from gesprekskaarten.room.faces import pages
from gesprekskaarten.room.model import Face, RoomView
from gesprekskaarten.room.view import minutes_left
from gesprekskaarten.storage.room_file import (
    WindowState,
    publish,
    read_room,
    read_view,
    read_window,
    remove_temporaries,
    remove_window,
    report_window,
    room_stamp,
    window_words,
    withdraw,
)
from tests.storing import bytes_of


@pytest.fixture
def no_umask() -> Iterator[None]:
    before = os.umask(0)
    yield
    os.umask(before)


@pytest.fixture
def no_pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The pauses that were taken, without taking them."""
    taken: list[float] = []
    monkeypatch.setattr(time, "sleep", taken.append)
    return taken


def test_the_room_reads_what_was_published_last(tmp_path: Path) -> None:
    assert read_room(tmp_path) is None
    for text in ("eerst, en langer", "{'één': 👵🏽}\nregel"):
        publish(tmp_path, text)
        assert read_room(tmp_path) == text
    assert list(bytes_of(tmp_path)) == ["zaal.json"]


@pytest.mark.usefixtures("no_umask")
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no modes")
def test_only_the_owner_can_read_what_the_room_sees(tmp_path: Path) -> None:
    (tmp_path / "zaal.json").write_text("oud", encoding="utf-8")
    publish(tmp_path, "nieuw")
    assert stat.S_IMODE((tmp_path / "zaal.json").stat().st_mode) == 0o600


@pytest.mark.skipif(sys.platform == "win32", reason="needs links")
def test_publishing_never_writes_through_a_link(tmp_path: Path) -> None:
    (tmp_path / "elders.txt").write_text("van iemand anders", encoding="utf-8")
    (tmp_path / "zaal.json").symlink_to(tmp_path / "elders.txt")
    publish(tmp_path, "nieuw")
    assert (tmp_path / "elders.txt").read_text(encoding="utf-8") == "van iemand anders"
    assert read_room(tmp_path) == "nieuw"


def test_a_room_that_is_just_reading_is_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, no_pauses: list[float]
) -> None:
    replace = Path.replace

    def held(self: Path, target: Path) -> Path:
        if len(no_pauses) < 3:
            raise PermissionError(13, "The process cannot access the file")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", held)
    publish(tmp_path, "toch")
    assert read_room(tmp_path) == "toch"


def test_a_room_that_cannot_be_replaced_keeps_the_old_text_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, no_pauses: list[float]
) -> None:
    publish(tmp_path, "oud")

    def refused(self: Path, target: Path) -> Path:
        raise PermissionError(13, "The process cannot access the file")

    monkeypatch.setattr(Path, "replace", refused)
    with pytest.raises(AppError, match="kan niet worden bijgewerkt") as error:
        publish(tmp_path, "nieuw")
    assert (error.value.exit_code, "geen toegang" in error.value.message) == (3, True)
    assert sum(no_pauses) < 0.5
    assert bytes_of(tmp_path) == {"zaal.json": b"oud"}


def test_a_store_that_is_gone_is_an_error_in_dutch(tmp_path: Path) -> None:
    with pytest.raises(AppError, match="bestaat niet") as error:
        publish(tmp_path / "weg", "tekst")
    assert error.value.exit_code == 3
    assert read_room(tmp_path / "weg") is None
    remove_temporaries(tmp_path / "weg")


def test_what_a_killed_program_left_is_removed_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "gesprek").mkdir()
    (tmp_path / "zaal-venster.json").write_text("{}", encoding="utf-8")
    publish(tmp_path, "blijft")
    with monkeypatch.context() as killed:
        killed.setattr(Path, "replace", lambda *_: None)
        publish(tmp_path, "woorden die weg moeten")
    assert len(list(tmp_path.iterdir())) == 4
    remove_temporaries(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["gesprek", "zaal-venster.json", "zaal.json"]
    assert read_room(tmp_path) == "blijft"


def test_a_room_that_is_no_text_shows_nothing(tmp_path: Path) -> None:
    (tmp_path / "zaal.json").write_bytes(b"\xff\xfe\x00")
    assert read_room(tmp_path) is None


def test_a_room_that_cannot_be_read_is_an_error_in_dutch(tmp_path: Path) -> None:
    (tmp_path / "zaal.json").mkdir()
    with pytest.raises(AppError, match="Het zaalbeeld kan niet worden gelezen"):
        read_room(tmp_path)


NOW = dt.datetime(2026, 11, 22, 18, 30, tzinfo=dt.UTC)
VIEW = RoomView(session="avond", number=7, face=Face.WELKOM, round_title="Welkom", prompt="Hoe is het?\nVertel maar.")


def state(**changed: object) -> WindowState:
    """What a room window of 70 by 20 says about `VIEW`."""
    said = {"window": "a", "columns": 70, "rows": 20, "session": "avond", "number": 7, "at": NOW, **changed}
    return WindowState.model_validate(said)


def later(seconds: float) -> dt.datetime:
    return NOW + dt.timedelta(seconds=seconds)


def test_the_room_window_reads_the_view_as_it_was_published(tmp_path: Path) -> None:
    publish(tmp_path, VIEW.model_dump_json())
    assert read_view(tmp_path) == VIEW


def with_(**changed: object) -> str:
    return json.dumps(VIEW.model_dump(mode="json") | changed)


HOSTILE = {
    "empty": "",
    "half written": VIEW.model_dump_json()[:-40],
    "no json": "Welkom",
    "of another program": '{"welkom": true}',
    "a list": "[1, 2]",
    "of a newer version": with_(kleur="rood"),
    "a face of a newer version": with_(face="quiz"),
    "an escape sequence": with_(prompt="\x1b]0;weg\x07"),
    "an escape sequence in an item": with_(blocks=[{"heading": "Kop", "items": [{"text": "a\x9bb"}]}]),
    "text turned round": with_(speaking="\u202eom"),
    "a moment without a zone": with_(ends_at="2026-11-22T20:00:00"),
    "a moment nobody lives in": with_(back_at="0001-01-01T00:00:00+14:00"),
    "a number that is too large": with_(allotted=10**400),
    "a page before the first": with_(page=-1),
    "very deep": "[" * 100_000,
    "more than a zaalbeeld can be": with_(prompt="woord " * 200_000),
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_what_cannot_be_shown_is_no_view(tmp_path: Path, text: str) -> None:
    publish(tmp_path, text)
    assert read_view(tmp_path) is None


def test_bytes_that_are_no_text_are_no_view(tmp_path: Path) -> None:
    (tmp_path / "zaal.json").write_bytes(b'{"prompt": "\xff"}')
    assert read_view(tmp_path) is None


@pytest.mark.skipif(sys.platform == "win32", reason="needs links and pipes")
def test_a_link_or_a_pipe_is_never_read(tmp_path: Path) -> None:
    (tmp_path / "elders").write_text(VIEW.model_dump_json(), encoding="utf-8")
    (tmp_path / "zaal.json").symlink_to(tmp_path / "elders")
    with pytest.raises(OSError, match="symbolic"):
        read_view(tmp_path)
    (tmp_path / "zaal.json").unlink()
    os.mkfifo(tmp_path / "zaal.json")
    assert read_view(tmp_path) is None


@settings(max_examples=300)
@given(
    st.recursive(st.none() | st.integers() | st.text() | st.floats(), st.lists), st.sampled_from([*VIEW.model_dump()])
)
def test_whatever_stands_in_a_view_it_is_shown_or_refused(value: object, field: str) -> None:
    with TemporaryDirectory() as folder:
        publish(Path(folder), with_(**{field: value}))
        view = read_view(Path(folder))
    if view is not None:
        assert all(pages(view, *size, minutes_left(view, NOW)) for size in ((70, 20), (20, 3)))


def test_the_stamp_changes_with_every_view_and_not_in_between(tmp_path: Path) -> None:
    assert room_stamp(tmp_path) is None
    publish(tmp_path, "een")
    first = room_stamp(tmp_path)
    assert first == room_stamp(tmp_path)
    publish(tmp_path, "twee")
    assert room_stamp(tmp_path) not in (first, None)
    withdraw(tmp_path)
    assert room_stamp(tmp_path) is None


def test_a_folder_that_is_gone_is_not_a_room_without_a_view(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        room_stamp(tmp_path / "weg")


def test_a_reader_never_sees_half_a_view_while_it_is_replaced(tmp_path: Path) -> None:
    texts = [f"{'kort' if number % 2 else 'lang ' * 500} {number}" for number in range(500)]
    views = {number: VIEW.model_copy(update={"number": number, "prompt": text}) for number, text in enumerate(texts)}
    publish(tmp_path, views[0].model_dump_json())

    def write() -> None:
        for view in views.values():
            publish(tmp_path, view.model_dump_json())

    writer = threading.Thread(target=write)
    writer.start()
    seen: list[int] = []
    while writer.is_alive() or not seen:
        view = read_view(tmp_path)
        assert view is not None
        assert view == views[view.number]
        seen.append(view.number)
    assert seen == sorted(seen)
    writer.join()
    assert read_view(tmp_path) == views[499]


def test_the_leader_reads_what_the_room_window_said(tmp_path: Path) -> None:
    assert read_window(tmp_path, NOW) is None
    assert report_window(tmp_path, state(page=1, pages=3))
    seen = read_window(tmp_path, later(2))
    assert seen is not None
    assert (seen.columns, seen.rows, seen.number, seen.page, seen.pages, seen.age) == (70, 20, 7, 1, 3, 2.0)
    assert list(bytes_of(tmp_path)) == ["zaal-venster.json"]


@pytest.mark.usefixtures("no_umask")
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no modes")
def test_only_the_owner_can_read_what_the_window_says(tmp_path: Path) -> None:
    report_window(tmp_path, state())
    assert stat.S_IMODE((tmp_path / "zaal-venster.json").stat().st_mode) == 0o600


@pytest.mark.parametrize(("seconds", "there"), [(0, True), (3, True), (3.1, False), (-60, False), (86_400, False)])
def test_a_window_that_is_silent_for_three_seconds_is_gone(tmp_path: Path, seconds: float, there: bool) -> None:
    report_window(tmp_path, state())
    assert (read_window(tmp_path, later(seconds)) is not None) == there


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "null",
        json.dumps({"window": "a", "columns": -1, "rows": 20, "at": NOW.isoformat()}),
        json.dumps({"window": "a", "columns": 70, "rows": 20, "page": 3, "pages": 2, "at": NOW.isoformat()}),
        json.dumps({"window": "a", "columns": 70, "rows": 20, "pages": 0, "at": NOW.isoformat()}),
        json.dumps({"window": "a", "columns": 70, "rows": 20, "at": "2026-11-22T18:30:00"}),
        json.dumps({"window": "a" * 20_000, "columns": 70, "rows": 20, "at": NOW.isoformat()}),
    ],
)
def test_nonsense_of_a_window_is_no_window(tmp_path: Path, text: str) -> None:
    (tmp_path / "zaal-venster.json").write_text(text, encoding="utf-8")
    assert read_window(tmp_path, NOW) is None


def test_a_window_in_a_folder_that_is_gone_makes_no_folder(tmp_path: Path) -> None:
    assert not report_window(tmp_path / "weg", state())
    remove_window(tmp_path / "weg", "a")
    assert read_window(tmp_path / "weg", NOW) is None
    assert list(tmp_path.iterdir()) == []


def test_of_two_windows_the_last_one_that_spoke_is_there_until_it_stops_itself(tmp_path: Path) -> None:
    report_window(tmp_path, state())
    report_window(tmp_path, state(window="b", columns=46))
    remove_window(tmp_path, "a")
    seen = read_window(tmp_path, NOW)
    assert seen is not None
    assert seen.columns == 46
    remove_window(tmp_path, "b")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("changed", "view", "since", "words"),
    [
        ({}, VIEW, 0, "zaalvenster 70×20, ziet dit"),
        ({}, VIEW, 99, "zaalvenster 70×20, ziet dit"),
        ({"number": 6}, VIEW, 0.5, "zaalvenster 70×20, ziet dit"),
        ({"number": 6}, VIEW, 1.5, "zaalvenster loopt achter"),
        ({"number": None, "session": ""}, VIEW, 1.5, "zaalvenster loopt achter"),
        ({"session": "vorige"}, VIEW, 1.5, "zaalvenster loopt achter"),
        ({"page": 1, "pages": 2}, VIEW, 1.5, "zaalvenster loopt achter"),
        ({"page": 1, "pages": 2}, VIEW.model_copy(update={"page": 3}), 1.5, "zaalvenster 70×20, ziet dit"),
        ({"session": "", "number": 8}, RoomView(number=8, blank=True), 9, "zaalvenster 70×20, zwart"),
    ],
)
def test_the_leader_reads_in_a_few_words_what_the_room_sees(
    tmp_path: Path, changed: dict[str, object], view: RoomView, since: float, words: str
) -> None:
    report_window(tmp_path, state(**changed))
    assert window_words(read_window(tmp_path, NOW), view, since) == words


def test_without_a_room_window_the_leader_reads_that() -> None:
    assert window_words(None, VIEW, 5) == "geen zaalvenster"
