"""A program that is killed anywhere in a strike leaves a promise, and the next one keeps it."""

import os
import random
import shutil
import signal
import sys
from pathlib import Path
from types import FrameType

import pytest

from gesprekskaarten.conduct.conductor import Conductor
from gesprekskaarten.conduct.exports import write_report
from gesprekskaarten.conduct.reading import read_session
from gesprekskaarten.domain import events as ev
from gesprekskaarten.domain.commands import Amend, Enter, Record, Strike
from gesprekskaarten.storage.archive import Archive
from tests.building import material, opening, said, texts

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs fork and SIGKILL")

SECRET = "Zq7xGeheimWoord"
KILLS = 60


def traces(*places: Path) -> list[str]:
    word = SECRET.lower()
    wanted = [word.encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be")]
    files = [path for place in places for path in (place, *place.rglob("*")) if path.is_file()]
    return [str(path) for path in files if any(one in path.read_bytes().lower() for one in wanted)]


def a_session_with_secrets(home: Path) -> None:
    """Line 1 and the title hold the secret; it was changed, is shown in the room and stands in two reports."""
    first = opening().model_copy(update={"session": "gesprek-1"})
    conductor = Conductor.begin(home / "s", "gesprek-1", material(), [first, ev.Titled(title=f"Over {SECRET}")])
    conductor.go_on_stage()
    conductor.do(Enter("perspectief"), Record(said(f"{SECRET} " * 150, agreed=True)), Record(said("Blijft " * 200)))
    conductor.do(Amend(1, {"text": f"Toch {SECRET} " * 100, "agreed": True}))
    write_report(conductor.file, conductor.session)
    write_report(conductor.file, conductor.session, home / "elders.md")
    conductor.close()


def strikes_and_dies(home: Path, at: int) -> int:
    """Strike in a child that is killed at that call of a function; return how many calls it made (0: it was killed)."""
    told, tell = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            conductor = Conductor.resume(home / "s", home / "s" / "gesprek-1")
            calls = 0

            def counts(_frame: FrameType, event: str, _arg: object) -> None:
                nonlocal calls
                calls += event in ("call", "c_call", "c_return")
                if calls == at:
                    os.kill(os.getpid(), signal.SIGKILL)

            sys.setprofile(counts)
            conductor.do(Strike(lines=[1], others=["titel"]))
            sys.setprofile(None)
            os.write(tell, str(calls).encode())
        finally:
            os._exit(0)
    os.close(tell)
    with os.fdopen(told, "rb") as pipe:
        said = pipe.read()
    os.waitpid(child, 0)
    return int(said or b"0")


def test_wherever_a_strike_is_killed_nothing_remains_once_it_is_resumed(tmp_path: Path) -> None:
    pattern = tmp_path / "voorbeeld"
    pattern.mkdir()
    home = tmp_path / "thuis"
    a_session_with_secrets(home)
    shutil.copytree(home, pattern, dirs_exist_ok=True)
    calls = strikes_and_dies(home, 0)
    assert calls > 1_000
    assert traces(home) == []

    chance = random.Random(7)
    outcomes = {"before the promise": 0, "after it": 0}
    for at in sorted(chance.sample(range(1, calls - 200), KILLS)):
        shutil.rmtree(home)
        shutil.copytree(pattern, home)
        assert strikes_and_dies(home, at) == 0, at
        assert Archive(home / "s").sessions()[0].problem is None, at
        conductor = Conductor.resume(home / "s", home / "s" / "gesprek-1")
        assert conductor.leads, at
        if 1 in conductor.session.lines:
            outcomes["before the promise"] += 1
            assert conductor.session.lines[1].text.startswith("Toch"), at
            assert conductor.session.title, at
            assert conductor.do(Strike(lines=[1], others=["titel"])) is None, at
        else:
            outcomes["after it"] += 1
        assert traces(home) == [], at
        assert texts(conductor.session) == [("Blijft " * 200).strip()], at
        assert conductor.session.struck == 2, at
        assert conductor.session == read_session(conductor.file.folder), at
        assert Archive(home / "s").sessions()[0].summary is not None
        conductor.close()
        assert traces(home) == [], at
    assert min(outcomes.values()) > 3, outcomes
