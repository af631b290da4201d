"""Struck words are nowhere in the folder, whatever happened in between."""

import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from gesprekskaarten.domain.deck import Group
from gesprekskaarten.domain.events import ActorAdded, CasusWritten, Changed, OwnActor, ReadersNamed, Titled
from gesprekskaarten.storage.session_file import SessionFile, StoreBusy, read_summary
from tests.storing import LEADER, bytes_of, said, session_with, store, summary, texts

SECRET = "geheim-7f3aq"


def found_in(folder: Path) -> list[str]:
    return [name for name, content in bytes_of(folder).items() if SECRET.encode() in content]


def struck_session(folder: Path) -> SessionFile:
    """Line 2 said a secret twice, between lines that stay."""
    return session_with(
        folder,
        said(1, "eerst"),
        said(2, f"{SECRET} " * 200),
        Changed(line=said(2, f"toch {SECRET} " * 100).line),
        said(3, "daarna " * 300),
    )


def strike(file: SessionFile, *owners: str) -> None:
    file.begin_strike(owners)
    file.delete_words(owners)
    file.end_strike(owners)


def test_struck_words_are_nowhere_in_the_folder(tmp_path: Path) -> None:
    with closing(struck_session(tmp_path / "s")) as file:
        assert found_in(tmp_path / "s") == ["gesprek.db"]
        strike(file, "regel 2")
        assert found_in(tmp_path / "s") == []
        assert texts(file.read()) == ["eerst", "", ("daarna " * 300).strip()]
        changed = [one.event.line.text for one in file.read() if isinstance(one.event, Changed)]
        assert changed == [""]
    assert list(bytes_of(tmp_path / "s")) == ["gesprek.db"]


def test_words_that_are_said_later_do_not_turn_up_in_a_struck_line(tmp_path: Path) -> None:
    with closing(session_with(tmp_path / "s", said(1, "blijft"), said(2, SECRET))) as file:
        strike(file, "regel 2")
        store(file, [said(3, "later")])
        assert texts(file.read()) == ["blijft", "", "later"]


@pytest.mark.parametrize(
    ("event", "owner"),
    [
        (Titled(title=f"Over {SECRET}"), "titel"),
        (CasusWritten(title=f"Over {SECRET}", situation=f"{SECRET} woont alleen"), "eigen-casus"),
        (ReadersNamed(readers=SECRET), "lezers"),
        (ActorAdded(actor=OwnActor(id="eigen-1", name=SECRET, group=Group.NAASTEN, order=9)), "actor eigen-1"),
    ],
)
def test_words_in_the_title_and_around_it_go_from_the_list_of_sessions_too(
    tmp_path: Path, event: Titled | CasusWritten | ReadersNamed | ActorAdded, owner: str
) -> None:
    with closing(session_with(tmp_path / "s", event, title=f"Over {SECRET}")) as file:
        strike(file, owner)
    assert found_in(tmp_path / "s") == []
    assert read_summary(tmp_path / "s") == summary(title="")


def test_a_title_without_the_struck_words_stays(tmp_path: Path) -> None:
    with closing(struck_session(tmp_path / "s")) as file:
        strike(file, "regel 2")
    assert read_summary(tmp_path / "s") == summary()


def test_a_strike_is_open_from_begin_to_end(tmp_path: Path) -> None:
    with closing(struck_session(tmp_path / "s")) as file:
        file.begin_strike(["regel 2", "titel"])
        file.begin_strike(["regel 2"])
        assert file.open_strikes() == ("regel 2", "titel")
        file.delete_words(["regel 2", "titel"])
        assert file.open_strikes() == ("regel 2", "titel")
        file.end_strike(["titel"])
    with closing(SessionFile.open(tmp_path / "s", write=False)) as file:
        assert file.open_strikes() == ("regel 2",)


def test_a_strike_that_found_the_file_busy_can_be_tried_again(tmp_path: Path) -> None:
    with closing(struck_session(tmp_path / "s")) as file:
        file.begin_strike(["regel 2"])
        with closing(sqlite3.connect(tmp_path / "s" / "gesprek.db", isolation_level=None)) as reader:
            reading = reader.execute("SELECT seq FROM gebeurtenissen")
            reading.fetchone()
            with pytest.raises(StoreBusy):
                file.delete_words(["regel 2"])
            reading.close()
        file.delete_words(["regel 2"])
        assert found_in(tmp_path / "s") == []


KILLED_AT = {
    "before the promise is stored": ("COMMIT", 1, 0),
    "after the promise": ("COMMIT", 1, -1),
    "before the words go": ("DELETE FROM woorden", 1, 0),
    "before their going is stored": ("COMMIT", 2, 0),
    "before the file is rewritten": ("VACUUM", 1, 0),
    "while the file is rewritten": ("VACUUM", 1, 400),
    "after the file is rewritten": ("VACUUM", 1, -1),
    "before the end is stored": ("COMMIT", 3, 0),
}
"""Statement, which time, and when: 0 before it, -1 after it, else after that many steps of SQLite."""

KILLED_SCRIPT = """
import functools, os, signal, sqlite3, sys
from contextlib import closing
from pathlib import Path
from gesprekskaarten.storage.session_file import SessionFile

folder, deadly, time, steps = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), int(sys.argv[4])

def die():
    os.kill(os.getpid(), signal.SIGKILL)

class Dying(sqlite3.Connection):
    seen = 0
    def execute(self, statement, *values):
        hit = False
        if statement.startswith(deadly):
            self.seen += 1
            hit = self.seen == time
        if hit and steps == 0:
            die()
        if hit and steps > 0:
            self.set_progress_handler(die, steps)
        done = super().execute(statement, *values)
        if hit:
            die()
        return done

sqlite3.connect = functools.partial(sqlite3.connect, factory=Dying)
with closing(SessionFile.open(folder)) as file:
    file.begin_strike(["regel 2"])
    file.delete_words(["regel 2"])
    file.end_strike(["regel 2"])
"""


@pytest.mark.parametrize("moment", KILLED_AT)
def test_a_strike_that_was_killed_is_offered_again_and_finished(tmp_path: Path, moment: str) -> None:
    folder = tmp_path / "s"
    struck_session(folder).close()
    arguments = [str(part) for part in (folder, *KILLED_AT[moment])]
    done = subprocess.run([sys.executable, "-c", KILLED_SCRIPT, *arguments], capture_output=True, timeout=60)
    assert done.returncode == -signal.SIGKILL, done.stderr.decode()

    assert read_summary(folder) is not None
    with closing(SessionFile.open(folder)) as file:
        promised = file.open_strikes()
        assert promised == (() if moment == "before the promise is stored" else ("regel 2",))
        strike(file, *promised)
        assert bool(found_in(folder)) == (not promised)
        assert texts(file.read())[0::2] == ["eerst", ("daarna " * 300).strip()]
        file.lead(LEADER)
        store(file, [said(4, "verder")])
    assert list(bytes_of(folder)) == ["gesprek.db"]
