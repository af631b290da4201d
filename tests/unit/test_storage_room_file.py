import os
import stat
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from gesprekskaarten.errors import AppError
from gesprekskaarten.storage.room_file import publish, read_room, remove_temporaries
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
