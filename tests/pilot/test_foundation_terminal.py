"""A crash and a signal leave the terminal clean and the words of people unsaid."""

import os
import pty
import select
import signal
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from gesprekskaarten.tui.command_screen import CommandApp, CommandScreen
from gesprekskaarten.tui.terminal import QuietCrash, crash_sentence

SECRET = "moeder-dwaalt-s-nachts"
SHIFT_TAB = b"\x1b[Z"

PROGRAM = f"""
    from textual.app import ComposeResult
    from gesprekskaarten.tui.command_screen import CommandApp, CommandScreen
    from gesprekskaarten.tui.invoer import Invoer
    from gesprekskaarten.tui import terminal
    import sys

    terminal._LAST_RESORT = float(sys.argv[1])

    class Broken(CommandScreen[None]):
        def body(self) -> ComposeResult:
            yield Invoer("Regel")
        def on_mount(self) -> None:
            self.query_one(Invoer).put("{SECRET}")
            self.query_one(Invoer).focus()
        def on_invoer_recorded(self, event: Invoer.Recorded) -> None:
            words = event.text
            raise ValueError(words)
        async def later(self) -> None:
            words = self.query_one(Invoer).draft
            raise ValueError(words)
        def on_invoer_previous_kind(self) -> None:
            while True:
                self.app._driver.write("x" * 10_000)
        def on_invoer_next_kind(self) -> None:
            self.run_worker(self.later())

    class Program(CommandApp[None]):
        def on_mount(self) -> None:
            self.push_screen(Broken())
        def on_ready(self) -> None:
            self.call_after_refresh(lambda: self._driver.write("READY"))

    app = Program()
    app.run()
    sys.exit(app.return_code)
"""


class Terminal:
    """A program in a terminal of its own."""

    def __init__(self, folder: Path, last_resort: float = 60.0) -> None:
        script = folder / "program.py"
        script.write_text(textwrap.dedent(PROGRAM))
        self.master, slave = pty.openpty()
        environment = {**os.environ, "TERM": "xterm-256color", "PYTHONPATH": str(Path(__file__).parents[2])}
        self.process = subprocess.Popen(
            [sys.executable, str(script), str(last_resort)],
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env=environment,
            start_new_session=True,
        )
        os.close(slave)
        self.output = b""
        self.read_until(b"READY")

    def read_until(self, wanted: bytes) -> None:
        while wanted not in self.output:
            ready, _, _ = select.select([self.master], [], [], 30)
            assert ready, f"nothing more came after {self.output[-300:]!r}"
            try:
                self.output += os.read(self.master, 65536)
            except OSError:
                break

    def press(self, keys: bytes) -> None:
        os.write(self.master, keys)

    def end(self) -> int:
        """Return how the program ended, after reading all it wrote."""
        self.read_until(b"\0 never written \0")
        return self.process.wait(30)

    def close(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Terminal]:
    if sys.platform == "win32":
        pytest.skip("a pseudo terminal is a thing of Unix")
    with closing(Terminal(tmp_path)) as started:
        yield started


def after_the_screen(output: bytes) -> str:
    """Return what stands in the terminal when the alternate screen is gone."""
    return output.rpartition(b"\x1b[?1049l")[2].decode()


@pytest.mark.parametrize("keys", [b"\r", b"\t"], ids=["in a handler", "in a worker"])
def test_a_crash_says_one_dutch_sentence_and_none_of_the_words(terminal: Terminal, keys: bytes) -> None:
    terminal.press(keys)
    assert terminal.end() != 0
    left = after_the_screen(terminal.output)
    assert "Het programma is onverwacht gestopt." in left
    assert SECRET not in left
    assert "Traceback" not in left
    assert "NOTE" not in left


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_leaves_the_alternate_screen_and_ends_the_program(terminal: Terminal, number: signal.Signals) -> None:
    terminal.process.send_signal(number)
    assert terminal.end() == 128 + number
    assert b"\x1b[?1049l" in terminal.output
    assert b"\x1b[?25h" in after_the_screen(terminal.output).encode()


def test_a_terminal_that_is_closed_takes_the_program_with_it(terminal: Terminal) -> None:
    os.close(terminal.master)
    terminal.process.send_signal(signal.SIGHUP)
    assert terminal.process.wait(30) == 128 + signal.SIGHUP


def test_a_terminal_that_takes_nothing_more_cannot_hold_the_program(tmp_path: Path) -> None:
    if sys.platform == "win32":
        pytest.skip("a pseudo terminal is a thing of Unix")
    with closing(Terminal(tmp_path, last_resort=0.2)) as terminal:
        terminal.press(SHIFT_TAB)
        terminal.read_until(b"x" * 10_000)
        terminal.process.send_signal(signal.SIGTERM)
        assert terminal.process.wait(30) == 128 + signal.SIGTERM


class TwiceBrokenScreen(CommandScreen[None]):
    def on_mount(self) -> None:
        self.app.panic("een")
        self.app.panic(SECRET)


async def test_two_crashes_at_once_still_give_one_dutch_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    app = CommandApp[None]()
    async with app.run_test(size=(60, 20)):
        await app.push_screen(TwiceBrokenScreen())
    shown = " ".join("".join(capsys.readouterr()).split())
    assert shown == " ".join(crash_sentence().split())


class BrokenScreen(CommandScreen[None]):
    def on_mount(self) -> None:
        raise ValueError(SECRET)


async def test_textual_still_asks_us_what_to_print_after_a_crash(capsys: pytest.CaptureFixture[str]) -> None:
    app = CommandApp[None]()
    with pytest.raises(ValueError, match=SECRET):
        async with app.run_test(size=(60, 20)):
            await app.push_screen(BrokenScreen())
    shown = "".join(capsys.readouterr())
    assert " ".join(crash_sentence().split()) in " ".join(shown.split())
    assert SECRET not in shown
    assert app.return_code == 1


def test_the_hook_we_replace_is_still_textuals_own() -> None:
    from textual.app import App

    assert callable(App._fatal_error)
    assert CommandApp._fatal_error is QuietCrash._fatal_error
