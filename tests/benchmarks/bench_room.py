"""The room window: how soon it shows what is published, and what it costs while nothing happens.

`python -m tests.benchmarks.bench_room [times]` runs the real program in a pseudo terminal, so not on Windows. A leader
publishes every face with much on it; the time counts until the title of the new one has come out of the terminal.
"""

import fcntl
import os
import pty
import random
import select
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path

from gesprekskaarten.room.model import RoomView
from gesprekskaarten.storage.room_file import publish
from tests.unit.test_room_faces import full_table
from tests.unit.test_room_view import material

CHECKOUT = Path(__file__).parents[2]
COLUMNS, ROWS = 70, 20
LONGEST = 20.0
IDLE = 10.0
"""Seconds over which the cost is measured."""
FOLLOWS_WITHIN = 0.2


class Room:
    """A room window in a terminal of its own."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        environment = {**os.environ, "TERM": "xterm-256color", "HOME": str(root), "PYTHONPATH": str(CHECKOUT)}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "gesprekskaarten", "--sessies", str(root), "zaal"],
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env=environment,
            start_new_session=True,
        )
        os.close(slave)

    def read_until(self, wanted: bytes) -> float:
        """Return the moment at which these words had come."""
        output = b""
        while wanted not in output:
            if not select.select([self.master], [], [], LONGEST)[0]:
                raise SystemExit(f"no {wanted!r} in {output[-300:]!r}")
            output += os.read(self.master, 65536)
        return time.perf_counter()

    def read_for(self, seconds: float) -> None:
        until = time.perf_counter() + seconds
        while (left := until - time.perf_counter()) > 0:
            if select.select([self.master], [], [], left)[0]:
                os.read(self.master, 65536)

    def used(self) -> float:
        """Seconds of processor time until now."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def cost(self, meanwhile: Callable[[], None]) -> float:
        """Return which part of a core it takes."""
        used, began = self.used(), time.perf_counter()
        meanwhile()
        return (self.used() - used) / (time.perf_counter() - began)


@contextmanager
def a_room() -> Iterator[Room]:
    with tempfile.TemporaryDirectory() as folder:
        room = Room(Path(folder))
        try:
            room.read_until(b"gesprek.")
            yield room
        finally:
            room.process.kill()
            room.process.wait()
            os.close(room.master)


def views() -> list[RoomView]:
    """Every face with much on it, and a clock that runs."""
    return [full_table(round.id).view for round in material().playbook.rounds]


def marked(view: RoomView, number: int) -> tuple[RoomView, bytes]:
    """The view with a word at the end of its title that is new each time."""
    word = f"w{number:05}x"
    return view.model_copy(update={"number": number, "round_title": word, "step_title": ""}), word.encode()


def main() -> int:
    times = int(next(chain(sys.argv[1:], ["200"])))
    rhythm = random.Random(7)
    faces = views()
    with a_room() as room:
        waits = []
        for number in range(times):
            view, word = marked(faces[number % len(faces)], number)
            room.read_for(rhythm.uniform(0.0, 0.25))
            began = time.perf_counter()
            publish(room.root, view.model_dump_json())
            waits.append(room.read_until(word) - began)

        def publishing() -> None:
            for number in range(int(IDLE)):
                publish(room.root, marked(faces[number % len(faces)], number)[0].model_dump_json())
                room.read_for(1.0)

        idle = room.cost(lambda: room.read_for(IDLE))
        busy = room.cost(publishing)
    cuts = statistics.quantiles(waits, n=20)
    middle, slow, slowest = (1000 * wait for wait in (statistics.median(waits), cuts[-1], max(waits)))
    print(
        f"follows {times} views: p50 {middle:.0f} ms, p95 {slow:.0f} ms, most {slowest:.0f} ms; at most 200 ms at p95"
    )
    print(f"while nothing changes: {idle:.2%} of a core; at most 1%")
    print(f"with a view every second: {busy:.2%} of a core")
    return 0 if cuts[-1] <= FOLLOWS_WITHIN and idle < 0.01 else 1


if __name__ == "__main__":
    sys.exit(main())
