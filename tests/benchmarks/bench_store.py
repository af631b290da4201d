"""What the store costs, against a yardstick in the same run.

`python -m tests.benchmarks.bench_store [contributions]`
"""

import json
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from itertools import chain
from pathlib import Path

from gesprekskaarten.domain.events import Confirmed, Event, Opened, Recorded, RoundEntered, Titled
from gesprekskaarten.domain.lines import Contribution, Kind, Solution
from gesprekskaarten.domain.session import fold
from gesprekskaarten.storage.session_file import SessionFile
from tests.storing import AT, MATERIAL, summary

TEXT = "Zij zorgt al jaren voor haar moeder en slaapt slecht, want zij wordt elke nacht wel een keer geroepen."
SUMMARY = summary()


def contribution(number: int) -> Event:
    if number % 10 == 0:
        return Recorded(
            line=Solution(id=number, round="perspectief", text=TEXT, level="uitvoering", decides="de huisarts")
        )
    return Recorded(
        line=Contribution(id=number, round="perspectief", kind=Kind.PERSPECTIEF, actor="huisarts", text=TEXT)
    )


def conversation(contributions: int) -> Iterator[Event]:
    """Each contribution, and every tenth time the last ten are confirmed together."""
    yield Opened(session="meten", playbook="meten", decks=(), date=AT.date(), present={"huisarts": 1})
    yield Titled(title="Nachtzorg")
    yield RoundEntered(round="perspectief")
    for number in range(1, contributions + 1):
        yield contribution(number)
        if number % 10 == 0:
            yield Confirmed(lines=tuple(range(number - 9, number + 1)))


def seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def best(work: Callable[[], object], times: int = 5) -> float:
    return min(seconds(work) for _ in range(times))


def p95(measured: list[float]) -> float:
    return sorted(measured)[int(len(measured) * 0.95)]


def recording(folder: Path, times: int = 300) -> None:
    """Turn by turn, so that a moment in which the disk is slow counts for both."""
    file = SessionFile.create(folder / "vastleggen", MATERIAL)
    file.lead("meten")
    expected = file.append(list(conversation(10)), at=AT, expected=0, summary=SUMMARY, token="meten")[-1].seq
    bare, ours = [], []
    with closing(sqlite3.connect(folder / "kaal.db", isolation_level=None)) as db:
        db.execute("PRAGMA journal_mode = DELETE")
        db.execute("PRAGMA synchronous = FULL")
        db.execute("CREATE TABLE kaal (nr INTEGER PRIMARY KEY, tekst TEXT)")

        def insert() -> None:
            db.execute("BEGIN IMMEDIATE")
            db.execute("INSERT INTO kaal (tekst) VALUES (?)", (TEXT,))
            db.execute("COMMIT")

        def record() -> None:
            file.append([contribution(expected)], at=AT, expected=expected, summary=SUMMARY, token="meten")

        for _ in range(times):
            bare.append(seconds(insert))
            ours.append(seconds(record))
            expected += 1
    file.close()
    print(
        f"record one contribution, p95: {p95(ours) * 1000:.2f} ms"
        f" = {p95(ours) / p95(bare):.2f} x a bare insert + commit ({p95(bare) * 1000:.2f} ms); at most 3"
    )


def opening(folder: Path, contributions: int) -> None:
    file = SessionFile.create(folder / "openen", MATERIAL)
    file.lead("meten")
    file.append(list(conversation(contributions)), at=AT, expected=0, summary=SUMMARY, token="meten")
    file.close()
    with closing(sqlite3.connect(folder / "openen" / "gesprek.db")) as db:
        stored = [data for (data,) in db.execute("SELECT data FROM gebeurtenissen")]

    def yardstick() -> None:
        for data in stored:
            json.loads(data)

    def whole() -> None:
        with closing(SessionFile.open(folder / "openen")) as opened:
            fold(opened.material(), opened.read())

    whole()
    unit = best(yardstick)
    with closing(SessionFile.open(folder / "openen")) as opened:
        material, happened = opened.material(), opened.read()
        parts = {
            "open and check": best(lambda: SessionFile.open(folder / "openen").close()),
            "read": best(opened.read),
            "fold": best(lambda: fold(material, happened)),
        }
    spent = best(whole)
    print(
        f"open {contributions} contributions ({len(stored)} events): {spent * 1000:.0f} ms"
        f" = {spent / unit:.1f} x json.loads per event ({unit * 1000:.1f} ms); at most 12"
    )
    print(*(f"  {name}: {part * 1000:.0f} ms = {part / unit:.1f} x" for name, part in parts.items()), sep="\n")


if __name__ == "__main__":
    contributions = int(next(chain(sys.argv[1:], ["10000"])))
    with tempfile.TemporaryDirectory() as temporary:
        recording(Path(temporary))
        opening(Path(temporary), contributions)
