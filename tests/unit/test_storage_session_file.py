import datetime as dt
import os
import shutil
import signal
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import get_args

import pytest

from gesprekskaarten.domain import events as ev
from gesprekskaarten.domain.deck import Group
from gesprekskaarten.domain.lines import (
    Agreement,
    Answer,
    Contribution,
    Exchange,
    FollowUp,
    Kind,
    Line,
    Progress,
    Request,
    Signal,
    Solution,
    Source,
    Verdict,
)
from gesprekskaarten.domain.words import clean
from gesprekskaarten.errors import AppError
from gesprekskaarten.storage.session_file import Demoted, OutOfStep, ReadOnly, SessionFile, read_summary
from tests.storing import AT, LEADER, MATERIAL, OPENED, said, session_with, store, summary, texts

LINES: list[Line] = [
    Contribution(id=1, round="r", kind=Kind.ZORG, actor="ciz", source=Source.INGELEEFD, text="zorg", agreed=True),
    Exchange(
        id=2, round="r", actor="huisarts", about="ciz", verdict=Verdict.KLOPT_NIET, correction="anders", text="wissel"
    ),
    Solution(
        id=3,
        round="r",
        level="stelsel",
        sort="wet-en-regels",
        decides="de minister",
        first_step="bellen",
        monday="wachten",
        secured_by=(1, 2),
        text="oplossing",
    ),
    Agreement(id=4, round="r", who="de wijkverpleging", when="morgen", origin=3, text="afspraak"),
    Signal(id=5, round="r", to="de gemeente", origin=3, text="signaal"),
    Request(id=6, round="r", actor="ciz", about="huisarts", answer=Answer.PROBEER, text="verzoek"),
    FollowUp(id=7, round="r", was="afspraak", progress=Progress.LOOPT, text="vervolg"),
]
EVERYTHING: list[ev.Event] = [
    ev.Opened(
        session="s",
        playbook="p",
        decks=("a", "b"),
        casus="c",
        cards=("k",),
        place="Zwolle",
        date=AT.date(),
        screens=2,
        scribe=False,
        follows="vorige",
        present={"ciz": 0, "huisarts": 2},
    ),
    ev.Titled(title="Nachtzorg"),
    ev.CasusWritten(title="Een eigen verhaal", situation="Zij woont alleen."),
    ev.CardWritten(card=ev.OwnCard(id="eigen-kaart-1", title="Nachtrust", question="Wie slaapt hier nog?")),
    ev.CardLaid(card="d/k", blind=True),
    ev.CardSkipped(card="d/k"),
    ev.QuestionAsked(card="d/v"),
    ev.StandpointsDealt(dealt=(("ciz", "d/k"),)),
    ev.ActorAdded(actor=ev.OwnActor(id="eigen-1", name="Buurvrouw", group=Group.NAASTEN, order=2), count=2),
    ev.PresenceChanged(actor="ciz", count=1),
    ev.Promised(agreed=True),
    ev.ReadersNamed(readers="iedereen aan tafel"),
    ev.RoundEntered(round="casus"),
    ev.StepShown(step=2),
    ev.Shown(what="kaart", card="k"),
    ev.TurnGiven(actor="ciz"),
    ev.Passed(actor="ciz"),
    ev.PairsMade(pairs=(("huisarts", "ciz"), ("ciz", "huisarts"))),
    *(ev.Recorded(line=line) for line in LINES),
    *(ev.Changed(line=line) for line in LINES),
    ev.Confirmed(lines=(1, 2)),
    ev.Withdrawn(line=1),
    ev.Undone(),
    ev.Redone(),
    ev.Struck(lines=(1,), others=("titel", "actor eigen-1")),
    ev.SlipsHandedOut(count=6),
    ev.VotesCounted(line=3, votes=4),
    ev.TallyReleased(),
    ev.TimeAdded(round="casus", minutes=-2),
    ev.Paused(on=True, minutes=5),
    ev.Blanked(on=True),
    ev.OffRecord(on=True),
    ev.Continued(stopped=AT),
    ev.Closed(),
]


@pytest.fixture
def no_umask() -> Iterator[None]:
    before = os.umask(0)
    yield
    os.umask(before)


def test_the_sample_holds_every_event_and_every_line() -> None:
    union, _ = get_args(ev.Event)
    assert {type(event) for event in EVERYTHING} == set(get_args(union))
    lines, _ = get_args(Line)
    assert {type(line) for line in LINES} == set(get_args(lines))


def test_all_that_happened_comes_back_as_it_was(tmp_path: Path) -> None:
    with closing(SessionFile.create(tmp_path / "s", MATERIAL)) as file:
        file.lead(LEADER)
        returned = store(file, EVERYTHING)
    with closing(SessionFile.open(tmp_path / "s")) as file:
        again = file.read()
        assert file.material() == MATERIAL
        assert file.last() == len(EVERYTHING)
    assert [one.event for one in again] == EVERYTHING
    assert again == list(returned)
    assert [one.seq for one in again] == list(range(1, len(EVERYTHING) + 1))
    assert {one.at for one in again} == {AT}


def test_hard_words_come_back_as_they_were(tmp_path: Path, torture: list[tuple[str, str]]) -> None:
    with closing(session_with(tmp_path / "s", *(said(nr, text) for nr, (_, text) in enumerate(torture, 1)))) as file:
        assert texts(file.read()) == [clean(text) for _, text in torture]


def test_a_time_elsewhere_is_the_same_moment(tmp_path: Path) -> None:
    in_zwolle = AT.astimezone(dt.timezone(dt.timedelta(hours=1)))
    with closing(session_with(tmp_path / "s")) as file:
        file.append([said(1, "a")], at=in_zwolle, expected=1, summary=summary(), token=LEADER)
        assert file.read()[-1].at == AT


def test_events_hold_no_words(tmp_path: Path) -> None:
    session_with(tmp_path / "s", *EVERYTHING[1:]).close()
    with closing(sqlite3.connect(tmp_path / "s" / "gesprek.db")) as db:
        stored = "".join(data for (data,) in db.execute("SELECT data FROM gebeurtenissen"))
    said = ("Nachtzorg", "Nachtrust", "slaapt", "woont alleen", "Buurvrouw", "iedereen", "anders", "minister", "morgen")
    assert [words for words in said if words in stored] == []


def test_reading_on_gives_only_what_came_after(tmp_path: Path) -> None:
    with (
        closing(session_with(tmp_path / "s", said(1, "eerst"))) as leading,
        closing(SessionFile.open(tmp_path / "s", write=False)) as watching,
    ):
        seen = watching.last()
        assert watching.read(seen) == []
        store(leading, [said(2, "daarna")])
        assert texts(watching.read(seen)) == ["daarna"]


def test_events_are_stored_together_or_not_at_all(tmp_path: Path) -> None:
    with closing(session_with(tmp_path / "s")) as file:
        file.append([], at=AT, expected=1, summary=summary(), token=LEADER)
        assert [one.seq for one in store(file, [said(1, "a"), said(2, "b")])] == [2, 3]
        with pytest.raises(OutOfStep):
            file.append([said(3, "c")], at=AT, expected=2, summary=summary("Anders"), token=LEADER)
        assert texts(file.read()) == ["a", "b"]
    kept = read_summary(tmp_path / "s")
    assert kept is not None
    assert kept.title == "Nachtzorg"


def test_who_is_taken_over_can_store_nothing_more(tmp_path: Path) -> None:
    with closing(session_with(tmp_path / "s")) as first, closing(SessionFile.open(tmp_path / "s")) as second:
        assert second.leader() == LEADER
        second.lead("venster-2")
        with pytest.raises(Demoted):
            store(first, [said(1, "te laat")])
        second.append([said(1, "op tijd")], at=AT, expected=1, summary=summary(), token="venster-2")
        assert first.leader() == "venster-2"
        assert texts(first.read()) == ["op tijd"]


def test_who_stops_leaves_nobody_leading(tmp_path: Path) -> None:
    with closing(session_with(tmp_path / "s")) as file:
        file.lead("")
        assert file.leader() == ""


def test_who_looks_along_can_change_nothing(tmp_path: Path) -> None:
    session_with(tmp_path / "s").close()
    with closing(SessionFile.open(tmp_path / "s", write=False)) as watching:
        with pytest.raises(ReadOnly):
            watching.lead("venster-2")
        with pytest.raises(ReadOnly):
            watching.delete_words(["titel"])
        assert watching.leader() == LEADER


def test_the_summary_is_the_one_of_the_last_event(tmp_path: Path) -> None:
    with closing(SessionFile.create(tmp_path / "s", MATERIAL)) as file:
        assert read_summary(tmp_path / "s") is None
        file.lead(LEADER)
        store(file, [OPENED], "Eerst")
        store(file, [said(1, "a")], "Later")
        assert read_summary(tmp_path / "s") == summary("Later")


def test_a_new_session_never_takes_the_place_of_another(tmp_path: Path) -> None:
    session_with(tmp_path / "s", said(1, "blijft")).close()
    with pytest.raises(AppError, match="bestaat al") as refused:
        SessionFile.create(tmp_path / "s", MATERIAL)
    assert refused.value.exit_code == 2
    with closing(SessionFile.open(tmp_path / "s")) as file:
        assert texts(file.read()) == ["blijft"]


@pytest.mark.usefixtures("no_umask")
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no modes")
def test_only_the_owner_can_read_a_session(tmp_path: Path) -> None:
    with closing(session_with(tmp_path / "boven" / "s")) as file:
        file.copy_to(tmp_path / "boven" / "kopie").close()
        with closing(sqlite3.connect(file.path, isolation_level=None)) as db:
            db.execute("BEGIN IMMEDIATE")
            db.execute("DELETE FROM woorden")
            modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "boven").rglob("*")}
    assert stat.S_IMODE((tmp_path / "boven").stat().st_mode) == 0o700
    assert modes == {"s": 0o700, "kopie": 0o700, "gesprek.db": 0o600, "gesprek.db-journal": 0o600}


def test_exports_move_along_with_their_session(tmp_path: Path) -> None:
    with closing(session_with(tmp_path / "s")) as file:
        file.add_export(file.folder / "verslag.md")
        file.add_export(file.folder / "verslag.md")
        file.add_export(tmp_path / "elders.md")
        file.add_export(tmp_path / "weg.md")
        file.forget_export(tmp_path / "weg.md")
    (tmp_path / "s").rename(tmp_path / "t")
    with closing(SessionFile.open(tmp_path / "t")) as file:
        assert set(file.exports()) == {tmp_path / "t" / "verslag.md", tmp_path / "elders.md"}


def test_a_copy_holds_all_but_who_leads_and_what_was_made_of_it(tmp_path: Path) -> None:
    with closing(session_with(tmp_path / "s", said(1, "a"))) as file:
        file.add_export(tmp_path / "verslag.md")
        with closing(file.copy_to(tmp_path / "kopie")) as copy:
            assert copy.read() == file.read()
            assert copy.material() == MATERIAL
            assert (copy.leader(), copy.exports()) == ("", ())
            copy.lead(LEADER)
            store(copy, [said(2, "alleen hier")])
        assert texts(file.read()) == ["a"]
        assert file.leader() == LEADER


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps an open file")
def test_a_session_whose_folder_is_gone_can_go_on_elsewhere(tmp_path: Path) -> None:
    with closing(session_with(tmp_path / "s", said(1, "bewaard"))) as file:
        shutil.rmtree(tmp_path / "s")
        with closing(file.copy_to(tmp_path / "elders")) as copy:
            copy.lead(LEADER)
            store(copy, [said(2, "en verder")])
            assert texts(copy.read()) == ["bewaard", "en verder"]


def test_a_session_that_is_only_looked_at_can_be_copied(tmp_path: Path) -> None:
    session_with(tmp_path / "s", said(1, "a")).close()
    with (
        closing(SessionFile.open(tmp_path / "s", write=False)) as watching,
        closing(watching.copy_to(tmp_path / "kopie")) as copy,
    ):
        copy.lead(LEADER)
        store(copy, [said(2, "b")])
        assert texts(copy.read()) == ["a", "b"]
        with pytest.raises(ReadOnly):
            watching.lead(LEADER)


def test_a_killed_program_loses_nothing_it_said_was_stored(tmp_path: Path) -> None:
    script = """
import sys
from pathlib import Path
from tests.storing import said, session_with, store
file = session_with(Path(sys.argv[1]))
for number in range(1, 10_000):
    store(file, [said(number, f"regel {number}")])
    print(number, flush=True)
"""
    folder = tmp_path / "s"
    with subprocess.Popen([sys.executable, "-c", script, str(folder)], stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout is not None
        told = [int(program.stdout.readline()) for _ in range(25)]
        program.kill()
        told += [int(line) for line in program.stdout.read().split()]
    assert program.returncode == -signal.SIGKILL
    with closing(SessionFile.open(folder)) as file:
        kept = texts(file.read())
        file.lead(LEADER)
        store(file, [said(len(kept) + 1, "verder")])
    assert kept == [f"regel {number}" for number in range(1, len(kept) + 1)]
    assert len(kept) - told[-1] in (0, 1)
