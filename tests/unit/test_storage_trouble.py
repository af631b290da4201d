"""Nothing that is wrong with a file, a disk or a folder costs words or shows English."""

import os
import shutil
import sqlite3
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from gesprekskaarten.errors import AppError
from gesprekskaarten.storage import session_file
from gesprekskaarten.storage.session_file import (
    FORMAT,
    PRAGMAS,
    Demoted,
    NotOurs,
    OutOfStep,
    ReadOnly,
    SessionFile,
    StoreBusy,
    StoreError,
    StoreFull,
    StoreGone,
    TooNew,
    read_summary,
)
from tests.storing import LEADER, MATERIAL, bytes_of, said, session_with, store, summary, texts

POSIX_ONLY = pytest.mark.skipif(sys.platform == "win32", reason="needs files as Unix knows them")


@pytest.fixture
def full_session(tmp_path: Path) -> Path:
    """A closed session of some pages."""
    session_with(tmp_path / "s", *(said(number, f"regel {number} " * 20) for number in range(1, 60))).close()
    return tmp_path / "s"


def sql(folder: Path, statement: str) -> None:
    with closing(sqlite3.connect(folder / "gesprek.db", isolation_level=None)) as db:
        db.execute(statement)


def refused_and_untouched(folder: Path, error: type[StoreError]) -> None:
    before = bytes_of(folder)
    for attempt in (
        lambda: SessionFile.open(folder),
        lambda: SessionFile.open(folder, write=False),
        lambda: read_summary(folder),
    ):
        with pytest.raises(error):
            attempt()
    assert bytes_of(folder) == before


@pytest.mark.parametrize(
    "error", [StoreError, StoreBusy, StoreFull, StoreGone, NotOurs, TooNew, ReadOnly, Demoted, OutOfStep]
)
def test_every_trouble_says_what_is_wrong_and_what_to_do(error: type[StoreError]) -> None:
    raised = error()
    assert isinstance(raised, AppError)
    assert raised.exit_code == 3
    for sentence in (raised.message, raised.hint):
        assert sentence.endswith(".")
        assert len(sentence) > 20


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"x",
        b"Dit is een boodschappenlijst.\n" * 500,
        b"SQLite format 3\x00",
        b"SQLite format 3\x00" + b"\xff" * 9000,
    ],
    ids=["empty", "one byte", "text", "only a header", "a header and noise"],
)
def test_a_file_that_is_no_session_is_left_alone(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "s").mkdir()
    (tmp_path / "s" / "gesprek.db").write_bytes(content)
    refused_and_untouched(tmp_path / "s", NotOurs)


def test_the_database_of_another_program_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "s").mkdir()
    sql(tmp_path / "s", "CREATE TABLE gebeurtenissen (seq, type, v, at, data)")
    refused_and_untouched(tmp_path / "s", NotOurs)


def test_a_session_cut_short_anywhere_is_refused_and_left_alone(full_session: Path) -> None:
    whole = (full_session / "gesprek.db").read_bytes()
    assert len(whole) > 40_000
    for length in [1, 15, 16, 60, 99, 100, 511, 4095, 4096, 4097, *range(5_000, len(whole), 3_001), len(whole) - 1]:
        (full_session / "gesprek.db").write_bytes(whole[:length])
        with pytest.raises(NotOurs):
            SessionFile.open(full_session)
        assert bytes_of(full_session) == {"gesprek.db": whole[:length]}


def test_a_damaged_page_is_noticed_or_harmless(full_session: Path) -> None:
    with closing(SessionFile.open(full_session)) as file:
        expected = file.read()
    whole = (full_session / "gesprek.db").read_bytes()
    noticed = 0
    for start in range(0, len(whole), 4096):
        damaged = whole[:start] + b"\x5a" * 4096 + whole[start + 4096 :]
        (full_session / "gesprek.db").write_bytes(damaged)
        try:
            with closing(SessionFile.open(full_session)) as file:
                assert file.read() == expected
        except NotOurs:
            noticed += 1
        assert bytes_of(full_session) == {"gesprek.db": damaged}
    assert noticed > 8


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE gebeurtenissen SET data = '{' WHERE seq = 2",
        'UPDATE gebeurtenissen SET data = \'{"type": "onbekend"}\' WHERE seq = 2',
        "UPDATE gebeurtenissen SET at = 'gisteren' WHERE seq = 2",
        "UPDATE gebeurtenissen SET data = CAST(x'ff22' AS TEXT) WHERE seq = 2",
        "DROP TABLE woorden",
    ],
)
def test_an_event_that_cannot_be_read_is_a_damaged_session(full_session: Path, damage: str) -> None:
    sql(full_session, damage)
    with closing(SessionFile.open(full_session)) as file, pytest.raises(NotOurs):
        file.read()


@pytest.mark.parametrize("damage", ["DELETE FROM inhoud", "UPDATE inhoud SET json = '{}'", "DROP TABLE inhoud"])
def test_material_that_cannot_be_read_is_a_damaged_session(full_session: Path, damage: str) -> None:
    sql(full_session, damage)
    with closing(SessionFile.open(full_session)) as file, pytest.raises(NotOurs):
        file.material()


def test_a_session_of_a_newer_program_is_left_alone(full_session: Path) -> None:
    sql(full_session, f"PRAGMA user_version = {FORMAT + 1}")
    refused_and_untouched(full_session, TooNew)


def test_an_event_of_a_newer_program_is_not_guessed(full_session: Path) -> None:
    sql(full_session, "UPDATE gebeurtenissen SET v = 99 WHERE seq = 3")
    with closing(SessionFile.open(full_session)) as file, pytest.raises(TooNew):
        file.read()


def test_a_locked_session_is_busy_and_fine_afterwards(full_session: Path) -> None:
    with (
        closing(SessionFile.open(full_session)) as file,
        closing(sqlite3.connect(full_session / "gesprek.db", isolation_level=None)) as other,
    ):
        other.execute("BEGIN EXCLUSIVE")
        for attempt in (
            lambda: SessionFile.open(full_session),
            lambda: read_summary(full_session),
            lambda: store(file, [said(60, "a")]),
            lambda: file.lead("b"),
            lambda: file.read(),
            lambda: file.delete_words(["regel 1"]),
        ):
            with pytest.raises(StoreBusy):
                attempt()
        other.execute("ROLLBACK")
        assert store(file, [said(60, "alsnog")])[0].seq == 61


def test_a_listing_waits_for_a_window_that_is_just_storing(full_session: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with closing(
        sqlite3.connect(full_session / "gesprek.db", isolation_level=None, check_same_thread=False)
    ) as storing:
        storing.execute("BEGIN EXCLUSIVE")
        ready = threading.Timer(0.02, storing.execute, ["COMMIT"])

        class Listing(sqlite3.Connection):
            def execute(self, statement: str, *values: Any) -> sqlite3.Cursor:
                if not ready.ident:
                    ready.start()
                return super().execute(statement, *values)

        monkeypatch.setattr(session_file, "_LISTING_WAIT", 20_000)
        monkeypatch.setattr(sqlite3, "connect", partial(sqlite3.connect, factory=Listing))
        assert read_summary(full_session) == summary()
        ready.join()


def test_a_commit_that_waits_for_a_reader_can_be_tried_again(full_session: Path) -> None:
    with (
        closing(SessionFile.open(full_session)) as file,
        closing(sqlite3.connect(full_session / "gesprek.db", isolation_level=None)) as reader,
    ):
        last = file.last()
        reading = reader.execute("SELECT seq FROM gebeurtenissen")
        reading.fetchone()
        again = partial(file.append, [said(60, "alsnog")], expected=last, token=LEADER, summary=summary())
        at = file.read()[-1].at
        with pytest.raises(StoreBusy):
            again(at=at)
        reading.close()
        again(at=at)
        assert texts(file.read()).count("alsnog") == 1


def test_a_full_disk_keeps_all_that_was_stored(full_session: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as full:
        full.setattr(session_file, "PRAGMAS", (*PRAGMAS, "PRAGMA max_page_count = 10"))
        with closing(SessionFile.open(full_session)) as file:
            before = file.read()
            with pytest.raises(StoreFull):
                store(file, [said(60, "past er niet bij " * 2_000)])
            assert file.read() == before
    with closing(SessionFile.open(full_session)) as file:
        store(file, [said(60, "nu wel")])
        assert texts(file.read())[-1] == "nu wel"


def test_a_session_that_does_not_fit_leaves_no_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session_file, "PRAGMAS", (*PRAGMAS, "PRAGMA max_page_count = 3"))
    with pytest.raises(StoreFull):
        SessionFile.create(tmp_path / "s", MATERIAL)
    assert not (tmp_path / "s").exists()


@POSIX_ONLY
def test_a_disk_that_refuses_to_write_is_not_called_stored(full_session: Path) -> None:
    import resource

    with closing(SessionFile.open(full_session)) as file:
        before = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (8192, before[1]))
        try:
            with pytest.raises(StoreError) as refused:
                store(file, [said(60, "geweigerd " * 2_000)])
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, before)
        assert "disk" not in refused.value.message
        store(file, [said(60, "aanvaard")])
        assert texts(file.read())[-1] == "aanvaard"


@POSIX_ONLY
def test_a_folder_that_is_gone_takes_no_words(full_session: Path) -> None:
    with closing(SessionFile.open(full_session)) as file:
        shutil.rmtree(full_session)
        with pytest.raises(StoreGone):
            file.append([said(60, "weg")], at=file.read()[0].at, expected=60, summary=summary(), token=LEADER)
    assert not full_session.exists()


@POSIX_ONLY
def test_another_folder_in_its_place_is_not_the_session(full_session: Path) -> None:
    with closing(SessionFile.open(full_session)) as file:
        full_session.rename(full_session.with_name("verplaatst"))
        shutil.copytree(full_session.with_name("verplaatst"), full_session)
        with pytest.raises(StoreGone):
            store(file, [said(60, "in welke?")])


@POSIX_ONLY
def test_a_folder_that_goes_while_storing_is_not_called_stored(
    full_session: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Vanishing(sqlite3.Connection):
        def execute(self, statement: str, *values: Any) -> sqlite3.Cursor:
            done = super().execute(statement, *values)
            if statement == "COMMIT":
                shutil.rmtree(full_session)
            return done

    monkeypatch.setattr(sqlite3, "connect", partial(sqlite3.connect, factory=Vanishing))
    with closing(SessionFile.open(full_session)) as file, pytest.raises(StoreGone):
        store(file, [said(60, "net te laat")])


def test_what_is_not_there_is_gone_and_what_is_no_folder_is_not_ours(tmp_path: Path) -> None:
    with pytest.raises(StoreGone):
        SessionFile.open(tmp_path / "nergens")
    (tmp_path / "bestand").write_text("geen map", encoding="utf-8")
    (tmp_path / "leeg").mkdir()
    (tmp_path / "map" / "gesprek.db").mkdir(parents=True)
    for name in ("bestand", "leeg", "map"):
        with pytest.raises(NotOurs):
            SessionFile.open(tmp_path / name)
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["bestand", "gesprek.db", "leeg", "map"]


@POSIX_ONLY
def test_a_link_to_a_session_elsewhere_is_not_ours(full_session: Path, tmp_path: Path) -> None:
    (tmp_path / "link").mkdir()
    (tmp_path / "link" / "gesprek.db").symlink_to(full_session / "gesprek.db")
    with pytest.raises(NotOurs):
        SessionFile.open(tmp_path / "link")


@POSIX_ONLY
def test_a_session_below_a_file_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "bestand").write_text("geen map", encoding="utf-8")
    with pytest.raises(StoreError, match="geen map"):
        SessionFile.create(tmp_path / "bestand" / "s", MATERIAL)


@contextmanager
def as_somebody_else() -> Iterator[None]:
    """Root may write everywhere; the tests then run a moment as nobody."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def public_session() -> Iterator[Path]:
    """A session that everybody may read and only its owner may change."""
    folder = Path(tempfile.mkdtemp())
    session_with(folder / "s", said(1, "leesbaar")).close()
    for path, mode in ((folder, 0o777), (folder / "s", 0o555), (folder / "s" / "gesprek.db", 0o444)):
        path.chmod(mode)
    yield folder / "s"
    (folder / "s").chmod(0o755)
    shutil.rmtree(folder)


@POSIX_ONLY
def test_a_read_only_session_can_be_read_and_not_led(public_session: Path) -> None:
    with as_somebody_else():
        with pytest.raises(ReadOnly):
            SessionFile.open(public_session)
        with closing(SessionFile.open(public_session, write=False)) as file:
            assert texts(file.read()) == ["leesbaar"]
            with pytest.raises(ReadOnly):
                file.lead("ander")
            with closing(file.copy_to(public_session.parent / "kopie")) as copy:
                assert texts(copy.read()) == ["leesbaar"]
        assert read_summary(public_session) == summary()


@POSIX_ONLY
def test_a_session_in_a_read_only_folder_cannot_be_led(public_session: Path) -> None:
    (public_session / "gesprek.db").chmod(0o666)
    with as_somebody_else(), pytest.raises(ReadOnly):
        SessionFile.open(public_session)


@POSIX_ONLY
def test_a_folder_that_becomes_read_only_takes_no_words(public_session: Path) -> None:
    (public_session / "gesprek.db").chmod(0o666)
    public_session.chmod(0o777)
    with as_somebody_else():
        file = SessionFile.open(public_session)
    public_session.chmod(0o555)
    with closing(file), as_somebody_else(), pytest.raises(ReadOnly):
        store(file, [said(2, "kan niet")])


@POSIX_ONLY
def test_a_session_that_may_not_be_read_says_so(public_session: Path) -> None:
    (public_session / "gesprek.db").chmod(0o000)
    attempts: list[Callable[[], object]] = [
        lambda: SessionFile.open(public_session),
        lambda: SessionFile.open(public_session, write=False),
        lambda: read_summary(public_session),
    ]
    with as_somebody_else():
        for attempt in attempts:
            with pytest.raises(StoreError):
                attempt()


def test_what_was_half_written_when_the_power_went_is_undone(full_session: Path, tmp_path: Path) -> None:
    with closing(SessionFile.open(full_session)) as file:
        expected = file.read()
    with closing(sqlite3.connect(full_session / "gesprek.db", isolation_level=None)) as db:
        db.execute("PRAGMA cache_size = 1")
        db.execute("BEGIN IMMEDIATE")
        db.execute("UPDATE woorden SET tekst = 'half ' || tekst")
        db.execute("UPDATE gebeurtenissen SET data = '{' || data")
        shutil.copytree(full_session, tmp_path / "na")
        db.execute("ROLLBACK")
    assert b"half regel" in (tmp_path / "na" / "gesprek.db").read_bytes()
    assert read_summary(tmp_path / "na") == summary()
    with closing(SessionFile.open(tmp_path / "na", write=False)) as file:
        assert file.read() == expected
    assert list(bytes_of(tmp_path / "na")) == ["gesprek.db"]
