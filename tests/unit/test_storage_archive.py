import datetime as dt
import os
import sqlite3
import stat
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from gesprekskaarten.errors import AppError
from gesprekskaarten.storage.archive import Archive
from gesprekskaarten.storage.session_file import SessionFile, Summary
from tests.storing import AT, LEADER, MATERIAL, OPENED, bytes_of

DATE = dt.date(2026, 11, 22)
POSIX_ONLY = pytest.mark.skipif(sys.platform == "win32", reason="needs files as Unix knows them")


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive(tmp_path / "gesprekken")


@pytest.fixture
def no_umask() -> Iterator[None]:
    before = os.umask(0)
    yield
    os.umask(before)


def add(archive: Archive, name: str, minutes: int = 0, closed: bool = False, read_only: bool = False) -> Path:
    folder = archive.new_folder(name)
    updated = AT + dt.timedelta(minutes=minutes)
    summary = Summary(title=name, date=DATE, updated=updated, closed=closed, read_only=read_only)
    with closing(SessionFile.create(folder, MATERIAL)) as file:
        file.lead(LEADER)
        file.append([OPENED], at=AT, expected=0, summary=summary, token=LEADER)
    return folder


@pytest.mark.parametrize(
    ("place", "name"),
    [
        ("Zwolle", "2026-11-22-zwolle-k3f9"),
        ("", "2026-11-22-k3f9"),
        ("  ", "2026-11-22-k3f9"),
        ("'s-Hertogenbosch (Noord)", "2026-11-22-s-hertogenbosch-noord-k3f9"),
        ("Súdwest-Fryslân, Blauwhuis", "2026-11-22-sudwest-fryslan-blauwhuis-k3f9"),
        ("../../etc/passwd", "2026-11-22-etc-passwd-k3f9"),
        ("C:\\Windows\\CON", "2026-11-22-c-windows-con-k3f9"),
        ("護理", "2026-11-22-k3f9"),
        ("Buurthuis " * 20, "2026-11-22-buurthuis-buurthuis-buurthuis-k3f9"),
        ("Buurthuis de Bovenverdiepingen in Zwolle", "2026-11-22-buurthuis-de-bovenverdiepingen-k3f9"),
    ],
)
def test_a_folder_is_named_by_date_place_and_a_mark(archive: Archive, place: str, name: str) -> None:
    assert archive.new_folder_name(DATE, place, "k3f9") == name
    assert archive.new_folder(name).parent == archive.root


def test_any_place_gives_a_name_a_folder_can_have(archive: Archive, torture: list[tuple[str, str]]) -> None:
    for _, text in torture:
        folder = archive.new_folder(archive.new_folder_name(DATE, text, "k3f9"))
        assert folder.parent == archive.root


@pytest.mark.usefixtures("no_umask")
@POSIX_ONLY
def test_the_store_is_made_when_it_is_needed_and_for_its_owner_only(archive: Archive) -> None:
    assert archive.sessions() == []
    assert archive.latest() is None
    assert not archive.root.exists()
    add(archive, "eerste")
    assert stat.S_IMODE(archive.root.stat().st_mode) == 0o700


@pytest.mark.parametrize(
    "name",
    [
        "",
        ".",
        "..",
        "../weg",
        "a/b",
        "a\\b",
        "/etc",
        "A",
        "a b",
        "-a",
        "con",
        "nul",
        "com1",
        "a" * 81,
        "a\n",
        "\x1b[2J",
    ],
)
def test_a_name_that_could_lead_elsewhere_is_refused(archive: Archive, name: str) -> None:
    with pytest.raises(AppError) as refused:
        archive.new_folder(name)
    assert refused.value.exit_code == 2
    assert "\x1b" not in refused.value.message
    assert not archive.root.exists()


def test_a_taken_name_is_refused(archive: Archive) -> None:
    add(archive, "voorbeeld")
    with pytest.raises(AppError, match="al een gesprek “voorbeeld”") as refused:
        archive.new_folder("voorbeeld")
    assert refused.value.exit_code == 2


def test_the_list_begins_with_what_was_last_worked_on(archive: Archive) -> None:
    for name, minutes in (("a", 5), ("b", 90), ("c", 20)):
        add(archive, name, minutes)
    listed = archive.sessions()
    assert [entry.name for entry in listed] == ["b", "c", "a"]
    assert [entry.summary.title for entry in listed if entry.summary] == ["b", "c", "a"]
    assert [entry.problem for entry in listed] == [None, None, None]


def test_the_list_does_not_read_what_happened(archive: Archive) -> None:
    folder = add(archive, "a")
    with closing(sqlite3.connect(folder / "gesprek.db", isolation_level=None)) as db:
        db.execute("UPDATE gebeurtenissen SET data = 'niet te lezen'")
        db.execute("DROP TABLE woorden")
    assert [entry.problem for entry in archive.sessions()] == [None]


def test_one_session_that_cannot_be_read_does_not_hide_the_others(archive: Archive) -> None:
    add(archive, "goed")
    broken = add(archive, "kapot", 10)
    (broken / "gesprek.db").write_bytes(b"geen gesprek")
    with closing(sqlite3.connect(add(archive, "nieuwer", 20) / "gesprek.db")) as db:
        db.execute("PRAGMA user_version = 99")
    good, *bad = archive.sessions()
    assert (good.name, good.problem) == ("goed", None)
    assert [(entry.name, entry.summary) for entry in bad] == [("kapot", None), ("nieuwer", None)]
    assert "beschadigd" in (bad[0].problem or "")
    assert "nieuwere versie" in (bad[1].problem or "")
    assert bytes_of(broken) == {"gesprek.db": b"geen gesprek"}


@POSIX_ONLY
def test_what_is_no_session_is_not_in_the_list(archive: Archive, tmp_path: Path) -> None:
    add(archive, "echt")
    elsewhere = add(Archive(tmp_path / "elders"), "ander")
    (archive.root / "link").symlink_to(elsewhere)
    (archive.root / "map-met-link").mkdir()
    (archive.root / "map-met-link" / "gesprek.db").symlink_to(elsewhere / "gesprek.db")
    (archive.root / "lege-map").mkdir()
    (archive.root / "half").mkdir()
    (archive.root / "half" / "gesprek.db.nieuw").touch()
    (archive.root / "zaal.json").write_text("{}", encoding="utf-8")
    SessionFile.create(archive.root / "nooit-begonnen", MATERIAL).close()
    assert [entry.name for entry in archive.sessions()] == ["echt"]
    for name in ("link", "map-met-link", "lege-map", "half", "zaal.json"):
        with pytest.raises(AppError, match="geen gesprek"):
            archive.find(name)


def test_a_whole_name_beats_a_part_of_one(archive: Archive) -> None:
    for name in ("zwolle", "2026-11-22-zwolle-k3f9", "2026-11-23-deventer-a1b2"):
        add(archive, name)
    assert archive.find("zwolle").name == "zwolle"
    assert archive.find("deventer").name == "2026-11-23-deventer-a1b2"
    assert archive.find("K3F9").name == "2026-11-22-zwolle-k3f9"


def test_a_part_of_more_names_gives_the_candidates(archive: Archive) -> None:
    for number in range(10):
        add(archive, f"2026-11-{number + 10}-zwolle")
    with pytest.raises(AppError, match="meer dan één gesprek") as refused:
        archive.find("zwolle")
    assert refused.value.exit_code == 2
    assert "2026-11-10-zwolle, 2026-11-11-zwolle" in refused.value.hint
    assert "(en nog 2)" in refused.value.hint


def test_an_unknown_name_gives_the_nearest(archive: Archive) -> None:
    add(archive, "voorbeeld")
    with pytest.raises(AppError, match="geen gesprek “vorbeelt”") as refused:
        archive.find("vorbeelt")
    assert refused.value.exit_code == 2
    assert refused.value.hint == "Bedoel je voorbeeld?"


@pytest.mark.parametrize("name", ["", ".", "..", "../buiten", "/", "voorbeeld/../../buiten", "\x1b[2Jx", "x" * 500])
def test_a_path_is_not_the_name_of_a_session(archive: Archive, tmp_path: Path, name: str) -> None:
    add(archive, "voorbeeld")
    add(Archive(tmp_path), "buiten")
    with pytest.raises(AppError) as refused:
        archive.find(name)
    assert refused.value.exit_code == 2
    assert "\x1b" not in refused.value.message
    assert len(refused.value.message) < 120


def test_going_on_takes_the_last_session_that_is_not_finished(archive: Archive) -> None:
    add(archive, "oud", 1)
    add(archive, "open", 2)
    add(archive, "klaar", 3, closed=True)
    add(archive, "voorbeeld", 4, read_only=True)
    assert archive.latest() == archive.root / "open"


def test_a_store_that_is_a_file_is_an_error_in_dutch(tmp_path: Path) -> None:
    (tmp_path / "bestand").write_text("", encoding="utf-8")
    for attempt in (Archive(tmp_path / "bestand").sessions, Archive(tmp_path / "bestand" / "diep").sessions):
        with pytest.raises(AppError, match="Dit is een bestand, geen map") as refused:
            attempt()
        assert refused.value.exit_code == 3
    with pytest.raises(AppError) as refused:
        Archive(tmp_path / "bestand" / "diep").new_folder("a")
    assert refused.value.exit_code == 3
