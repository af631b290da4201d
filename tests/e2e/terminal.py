"""A real terminal: tmux on a server of its own, cut off from the machine, driven by keys and read as text."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path

CHECKOUT = Path(__file__).parents[2]
COLUMNS, ROWS = 80, 24
PATIENCE = 20.0
"""Seconds after which something that should show has not shown. Nothing waits this long when all is well."""
POLL = 0.02
"""Seconds between two looks at the terminal."""

_EDGES = " │┃║╭╮╰╯┏┓┗┛─━▏▎▍▌▐▔▁▂▃▄▅▆▇▸"
_OPTIONS = (
    ("remain-on-exit", "on"),
    ("remain-on-exit-format", ""),
    ("status", "off"),
    ("default-terminal", "tmux-256color"),
    ("set-clipboard", "off"),
)

_RUN = """sh -c 'echo $$ > "$0.pid"; exec "$@"' "$0" "$@"; echo $? > "$0.end\""""
"""Runs a command and keeps its process id and how it ended: tmux 3.3 sometimes loses the latter."""


def missing() -> str | None:
    """Say why there can be no terminal here; None when there can."""
    if sys.platform == "win32":
        return "tmux is a thing of Unix"
    return None if shutil.which("tmux") else "tmux is not installed (apt-get install tmux)"


def program(*arguments: str) -> tuple[str, ...]:
    """The command that runs gesprekskaarten."""
    return (sys.executable, "-m", "gesprekskaarten", *arguments)


class Tmux:
    """One tmux server with its own socket, environment and no settings of the machine."""

    def __init__(self, folder: Path, environment: Mapping[str, str]) -> None:
        self.folder = folder
        # The path of a socket has at most about 100 characters, and a folder of pytest can be longer.
        self._socket = Path(tempfile.mkdtemp(prefix="gk-"))
        self._environment = {
            "PATH": os.environ["PATH"],
            "LANG": "C.UTF-8",
            "PYTHONPATH": str(CHECKOUT),
            "TMUX_TMPDIR": str(self._socket),
            "SHELL": "/bin/sh",
            **environment,
        }
        self._windows = 0

    def do(self, *command: str, given: bytes | None = None) -> str:
        """Give tmux a command and return what it says."""
        done = subprocess.run(
            ["tmux", "-u", "-L", "e2e", "-f", "/dev/null", *command],
            env=self._environment,
            cwd=self.folder,
            input=given,
            capture_output=True,
            timeout=PATIENCE,
            check=False,
        )
        assert done.returncode == 0, f"tmux {command[0]}: {done.stderr.decode()}"
        return done.stdout.decode()

    def start(self, *command: str, columns: int = COLUMNS, rows: int = ROWS) -> "Window":
        """Run a command in a new window of this size."""
        self._windows += 1
        name = f"w{self._windows}"
        options = [part for key, value in _OPTIONS for part in ("set-option", "-g", key, value, ";")]
        size = ("-x", str(columns), "-y", str(rows))
        base = self._socket / name
        run = ("/bin/sh", "-c", _RUN, str(base), *command)
        self.do("start-server", ";", *options, "new-session", "-d", "-s", name, *size, "--", *run)
        return Window(self, name, base)

    def close(self) -> None:
        """End every program that still runs, and the server."""
        subprocess.run(
            ["tmux", "-L", "e2e", "kill-server"], env=self._environment, capture_output=True, timeout=10, check=False
        )
        shutil.rmtree(self._socket, ignore_errors=True)


class Window:
    """One program in its terminal."""

    def __init__(self, tmux: Tmux, name: str, base: Path) -> None:
        self._tmux = tmux
        self._name = name
        self._end = base.with_suffix(".end")
        began = base.with_suffix(".pid")
        self.wait_until(lambda: _filled(began), "the process")
        self.pid = int(began.read_text())

    def about(self, what: str) -> str:
        """Return what tmux knows of this window: `pane_title`, `alternate_on`, `cursor_flag`."""
        return self._tmux.do("display-message", "-p", "-t", self._name, f"#{{{what}}}").rstrip("\n")

    def press(self, *keys: str) -> None:
        """Press keys by their name in tmux: `Enter`, `Escape`, `Right`, `F5`, `C-q`, `j`."""
        for key in keys:
            self._tmux.do("send-keys", "-t", self._name, "--", key.replace(";", "\\;"))

    def press_at_once(self, *keys: str) -> None:
        """Press keys so fast that nothing can be drawn between them."""
        self._tmux.do("send-keys", "-t", self._name, "--", *keys)

    def type(self, text: str) -> None:
        """Press the keys of a text one by one."""
        # A semicolon at the end would begin the next command of tmux.
        literal = text[:-1] + "\\;" if text.endswith(";") else text
        self._tmux.do("send-keys", "-l", "-t", self._name, "--", literal)

    def paste(self, text: str) -> None:
        """Paste as a terminal does: between the two signs of a bracketed paste, byte for byte."""
        self._tmux.do("load-buffer", "-b", self._name, "-", given=text.encode())
        self._tmux.do("paste-buffer", "-p", "-r", "-d", "-b", self._name, "-t", self._name)

    @property
    def screen(self) -> str:
        """What stands on the screen, line by line."""
        return self._tmux.do("capture-pane", "-p", "-t", self._name)

    @property
    def words(self) -> str:
        """What stands on the screen as one line of words, without edges."""
        return " ".join(" ".join(line.strip(_EDGES) for line in self.screen.splitlines()).split())

    def wait_until(self, seen: str | Callable[[], bool], why: str = "") -> None:
        """Wait until these words stand on the screen, or this holds; fails after `PATIENCE` seconds."""
        if not self.comes((lambda: seen in self.words) if isinstance(seen, str) else seen, PATIENCE):
            state = f"ended with {self.exit_code}" if self.ended else "still running"
            wanted = repr(seen) if isinstance(seen, str) else why
            raise AssertionError(f"did not come: {wanted} ({state})\n{self.screen}")

    def comes(self, holds: Callable[[], bool], seconds: float) -> bool:
        """Look until this holds; False when it does not within so many seconds, or the program has ended without it."""
        until = time.monotonic() + seconds
        while True:
            over = self.ended or time.monotonic() > until
            if holds():
                return True
            if over:
                return False
            time.sleep(POLL)

    def wait_until_gone(self, words: str) -> None:
        self.wait_until(lambda: words not in self.words, f"{words!r} gone")

    def resize(self, columns: int, rows: int) -> None:
        self._tmux.do("resize-window", "-t", self._name, "-x", str(columns), "-y", str(rows))

    def record(self, path: Path) -> None:
        """Write every byte the program sends to its terminal from now on to `path`."""
        self._tmux.do("pipe-pane", "-O", "-t", self._name, f"cat > '{path}'")
        self.wait_until(path.exists, "the recording")

    def stop_recording(self) -> None:
        self._tmux.do("pipe-pane", "-t", self._name)

    def send_signal(self, number: signal.Signals) -> None:
        os.kill(self.pid, number)

    def kill9(self) -> None:
        """End the program as a power cut does."""
        self.send_signal(signal.SIGKILL)
        self.wait_until(lambda: self.ended, "the end of the program")

    @property
    def ended(self) -> bool:
        return _filled(self._end)

    @property
    def exit_code(self) -> int:
        """How the program ended: its code, or 128 + the number of the signal that ended it."""
        return int(self._end.read_text())

    def wait_for_end(self) -> int:
        """Wait until the program has ended and return its exit code."""
        self.wait_until(lambda: self.ended, "the end of the program")
        return self.exit_code


def _filled(path: Path) -> bool:
    return path.exists() and path.read_text().endswith("\n")
