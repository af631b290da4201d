"""Key to changed screen: against a bare Textual app, and with 10,000 contributions against 10.

Run: python -m tests.benchmarks.bench_keys
"""

import asyncio
import datetime as dt
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

from textual.app import App, ComposeResult
from textual.widgets import Footer, Header, Static

from gesprekskaarten.conduct.conductor import Conductor
from gesprekskaarten.conduct.opening import Opening
from gesprekskaarten.conduct.prepare import Preparation, first_events
from gesprekskaarten.decks.library import Library
from gesprekskaarten.domain import events as ev
from gesprekskaarten.domain.lines import Contribution, Kind
from gesprekskaarten.storage.paths import shipped_decks
from gesprekskaarten.tui.app import GesprekApp
from tests.building import START, material

SIZE = (120, 36)
PRESSES = 60


class Bare(App[None]):
    """The yardstick: header, footer, a text that every key changes."""

    def compose(self) -> ComposeResult:
        yield Header()
        yield Static("0", id="text")
        yield Footer()

    def on_key(self) -> None:
        text = self.query_one("#text", Static)
        text.update(str(time.perf_counter()))


async def _times(press: Callable[[str], Awaitable[None]], keys: list[str]) -> list[float]:
    found = []
    for number in range(PRESSES):
        begin = time.perf_counter()
        await press(keys[number % len(keys)])
        found.append(time.perf_counter() - begin)
    return found


async def bare() -> list[float]:
    async with Bare().run_test(size=SIZE) as pilot:

        async def press(key: str) -> None:
            await pilot.press(key)
            await pilot.pause()

        return await _times(press, ["a", "b"])


def _begun(root: Path, lines: int) -> None:
    preparation = Preparation(screens=2)
    rounds = [round.id for round in material().playbook.rounds]
    events = list(first_events(material(), preparation, "groot", START.date()))
    events.append(ev.RoundEntered(round="perspectief"))
    for number in range(1, lines + 1):
        round_id = rounds[number % len(rounds)]
        line = Contribution(
            id=number, round=round_id, kind=Kind.PERSPECTIEF, actor="huisarts", text=f"Regel {number}.", agreed=True
        )
        events.append(ev.Recorded(line=line))
    Conductor.begin(root, "groot", material(), events, lambda: START).close()


async def program(lines: int, keys: list[str]) -> list[float]:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        _begun(root, lines)
        clock = lambda: START + dt.timedelta(minutes=1)  # noqa: E731
        app = GesprekApp(root, Library(shipped_decks()), Opening("resume", folder="groot"), clock)
        async with app.run_test(size=SIZE) as pilot:
            await pilot.pause(1)
            leading = app.leading
            assert leading is not None

            async def press(key: str) -> None:
                await pilot.press(key)
                await pilot.pause()
                while leading.under_way:
                    await pilot.pause()
                await pilot.pause()

            return await _times(press, keys)


def _p95(times: list[float]) -> float:
    return statistics.quantiles(times, n=20)[-1]


def main() -> None:
    yardstick = _p95(asyncio.run(bare()))
    print(f"bare app, p95: {yardstick * 1000:.1f} ms")
    for name, keys in (
        ("looking ahead and back", ["right", "escape"]),
        ("↓ ↑", ["down", "up"]),
        ("turns (saved)", ["1", "2"]),
    ):
        few = _p95(asyncio.run(program(10, keys)))
        many = _p95(asyncio.run(program(10_000, keys)))
        print(
            f"{name}: 10 lines {few * 1000:.1f} ms = {few / yardstick:.2f} × bare; "
            f"10,000 lines {many * 1000:.1f} ms = {many / few:.2f} × 10 lines"
        )


if __name__ == "__main__":
    main()
