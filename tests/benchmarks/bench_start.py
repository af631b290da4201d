"""What it takes to start, against a bare Textual app in the same run (DESIGN §12).

`python -m tests.benchmarks.bench_start [times]` ends with 1 when something takes more than it may. It needs a
pseudo terminal, so it does not run on Windows.
"""

import fcntl
import os
import pty
import select
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TypeVar

CHECKOUT = Path(__file__).parents[2]
COLUMNS, ROWS = 120, 36
LONGEST = 30.0
QUIET = 0.3
"""Seconds without output after the last words of a screen: then it is complete."""

START_AT_MOST, MEMORY_AT_MOST, COMMAND_AT_MOST = 1.5, 1.6, 2.0

BARE = """
from textual.app import App, ComposeResult
from textual.widgets import Footer, Header, Static

class Bare(App[None]):
    BINDINGS = [("q", "quit", "Stoppen")]
    def compose(self) -> ComposeResult:
        yield Header()
        yield Static("Dit is alles.")
        yield Footer()

Bare().run()
"""
IMPORTS = "import click, pydantic, tomli"


@dataclass(frozen=True)
class Started:
    """Seconds until the screen was complete, and megabytes at most in use until then."""

    seconds: float
    megabytes: float


def started(command: Sequence[str], last_words: bytes, environment: Mapping[str, str]) -> Started:
    """Start a program in a terminal of its own until its first screen is complete."""
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
    began = time.perf_counter()
    process = subprocess.Popen(
        command, stdin=slave, stdout=slave, stderr=slave, env=environment, cwd=CHECKOUT, start_new_session=True
    )
    os.close(slave)
    output, seen, last = b"", False, began
    try:
        while select.select([master], [], [], QUIET if seen else LONGEST)[0]:
            output += os.read(master, 65536)
            last = time.perf_counter()
            seen = seen or last_words in output
        if not seen:
            raise SystemExit(f"{command}: no {last_words!r} in {output[-300:]!r}")
        return Started(last - began, peak_of(process.pid))
    finally:
        process.kill()
        process.wait()
        os.close(master)


def peak_of(pid: int) -> float:
    """Return the most memory a process has had, in megabytes; 0 where the system does not tell."""
    status = Path(f"/proc/{pid}/status")
    lines = status.read_text().splitlines() if status.exists() else []
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM")), 0.0)


def run(command: Sequence[str], environment: Mapping[str, str]) -> float:
    began = time.perf_counter()
    subprocess.run(command, env=environment, cwd=CHECKOUT, stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - began


T = TypeVar("T")


def in_turns(times: int, *measures: Callable[[], T]) -> list[list[T]]:
    """Measure by turns, so that a slow moment of the machine counts for all; the first turn warms up."""
    turns = [[measure() for measure in measures] for _ in range(times + 1)]
    return [list(measured) for measured in zip(*turns[1:], strict=True)]


def told(what: str, ours: float, theirs: float, at_most: float, unit: str) -> bool:
    ratio = ours / theirs if theirs else 0.0
    print(f"{what}: {ours:.0f} {unit} = {ratio:.2f} x the yardstick ({theirs:.0f} {unit}); at most {at_most:g}")
    return ratio <= at_most


def main() -> int:
    times = int(next(chain(sys.argv[1:], ["15"])))
    with tempfile.TemporaryDirectory() as temporary:
        environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith(("COLUMNS", "LINES"))},
            "TERM": "xterm-256color",
            "HOME": temporary,
            "GESPREKSKAARTEN_SESSIES": str(Path(temporary) / "sessies"),
            "PYTHONPATH": str(CHECKOUT),
        }
        program = [sys.executable, "-m", "gesprekskaarten"]
        ours, bare = in_turns(
            times,
            lambda: started(program, b"toetsen", environment),
            lambda: started([sys.executable, "-c", BARE], b"palette", environment),
        )
        commands = in_turns(
            times,
            lambda: run([*program, "--version"], environment),
            lambda: run([*program, "deck", "lijst"], environment),
            lambda: run([sys.executable, "-c", IMPORTS], environment),
        )
    version, decks, imports = (statistics.median(measured) * 1000 for measured in commands)
    start, bare_start = (statistics.median(one.seconds for one in measured) * 1000 for measured in (ours, bare))
    memory, bare_memory = (statistics.median(one.megabytes for one in measured) for measured in (ours, bare))
    fine = [
        told(f"first complete screen, {COLUMNS} x {ROWS}", start, bare_start, START_AT_MOST, "ms"),
        told("peak memory after start", memory, bare_memory, MEMORY_AT_MOST, "MB"),
        told("--version", version, imports, COMMAND_AT_MOST, "ms"),
        told("deck lijst", decks, imports, COMMAND_AT_MOST, "ms"),
    ]
    return 0 if all(fine) else 1


if __name__ == "__main__":
    sys.exit(main())
