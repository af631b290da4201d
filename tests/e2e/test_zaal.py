"""Two terminals, as on an evening: a leader with keys in one, the room in the other, and the power cut in either."""

import os
import random
import re
import signal
import subprocess
import textwrap
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from gesprekskaarten.conduct.clock import wall_clock
from gesprekskaarten.room.faces import pages
from gesprekskaarten.room.view import minutes_left, room_view
from gesprekskaarten.storage.room_file import read_window
from tests.e2e import test_session as whole
from tests.e2e.leading import TYPING, Leader
from tests.e2e.terminal import CHECKOUT, Tmux, Window, program

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(180)]

COLUMNS, ROWS = 70, 20
WAITING, GONE = "We wachten op het gesprek.", "Even geduld."
CRASH = """
    from gesprekskaarten.cli import program
    from gesprekskaarten.tui.widgets.room_panel import RoomPanel

    def broken(self, y):
        raise RuntimeError(self._view)

    RoomPanel.render_line = broken
    program(["zaal"], prog_name="gesprekskaarten")
"""
WATCHED = """
    import os
    import sys
    from pathlib import Path

    store, log = Path(sys.argv[1]), os.open(sys.argv[2], os.O_CREAT | os.O_WRONLY | os.O_APPEND, 0o600)

    def note(event, arguments):
        if event in ("open", "os.listdir", "os.scandir", "os.mkdir", "os.rename", "os.remove", "sqlite3.connect"):
            path = os.fsdecode(arguments[0]) if isinstance(arguments[0], (str, bytes, os.PathLike)) else ""
            if Path(path).is_relative_to(store):
                os.write(log, f"{event} {Path(path).relative_to(store)}\\n".encode())

    sys.addaudithook(note)
    from gesprekskaarten.cli import program
    program(["zaal"], prog_name="gesprekskaarten")
"""
CUTS = int(os.environ.get("GESPREKSKAARTEN_CUTS", "10"))
"""How often the power is cut; more when asked."""
LATEST = 0.6
"""Seconds within which the power is cut after the first key."""
AT_MOST = 1.0
"""Seconds to wait for what a key brings, while the power may be gone."""


class Room:
    """The room's terminal; it remembers every byte that was ever sent to it."""

    def __init__(self, tmux: Tmux, folder: Path) -> None:
        self._tmux = tmux
        self._folder = folder
        self._opened = 0
        self.window: Window
        self.open()

    def open(self) -> None:
        self._opened += 1
        self.window = self._tmux.start(*program("zaal"), columns=COLUMNS, rows=ROWS)
        self.window.record(self._folder / f"zaal-{self._opened}.raw")

    @property
    def lines(self) -> list[str]:
        return [line.rstrip() for line in self.window.screen.rstrip("\n").split("\n")]

    @property
    def ever(self) -> str:
        """All that was ever sent to a terminal of the room."""
        raw = [path.read_bytes() for path in sorted(self._folder.glob("zaal-*.raw"))]
        return b"".join(raw).decode(errors="replace") + self.window.screen

    def see(self, words: str) -> None:
        self.window.wait_until(words)

    def ends_on_the_truth(self, leader: Leader) -> None:
        """Wait until the room shows what follows from the session on the disk, line for line."""

        def true() -> bool:
            now = wall_clock()
            view = room_view(leader.session, now)
            made = pages(view, COLUMNS, ROWS, minutes_left(view, now))
            wanted = [line.text.rstrip() for line in made[0]]
            return self.lines[: len(wanted)] == wanted and not any(self.lines[len(wanted) :])

        self.window.wait_until(true, "the truth")


def begun(leader: Leader) -> None:
    leader.see("Klaar om te beginnen?")
    leader.press("Enter", "Ronde 1 van 10 · Welkom")


def test_the_room_follows_a_conversation_and_never_shows_an_unconfirmed_line(
    tmux: Tmux, store: Path, tmp_path: Path
) -> None:
    room = Room(tmux, tmp_path)
    room.see(WAITING)
    assert room.window.about("cursor_flag") == "0"
    leader = Leader(tmux, store, "start")
    leader.see("Klaar om te beginnen?")
    room.see("We beginnen zo.")
    leader.press("Enter", "Ronde 1 van 10 · Welkom")
    room.see("Ronde 1 van 10 · Welkom")

    leader.go_to("Kennismaken")
    room.see("Ronde 2 van 10 · Kennismaken")
    leader.give_floor("1", "Cliënt / mantelzorger")
    room.see("Nu: Cliënt / mantelzorger.")
    leader.open_field("Cliënt / mantelzorger · rol bij ouderen thuis")
    leader.window.type("Dochter en kanariegeel")
    leader.see("kanariegeel")
    leader.window.type(" elke nacht.")
    leader.press("Enter", "“Dochter en kanariegeel elke nacht.”")
    leader.give_floor("2", "Wijkverpleegkundige")
    room.see("Nu: Wijkverpleegkundige.")
    assert "kanariegeel" not in room.ever
    leader.press("F5", "kanariegeel")
    leader.choose_row("kanariegeel")
    leader.window.press("j")
    room.see("kanariegeel")
    leader.press("F5", "Ronde 2 van 10")

    leader.go_to("De kaart en de feiten")
    room.see("De kaart en de feiten")
    room.window.wait_until_gone("kanariegeel")
    leader.window.press("F9")
    room.window.wait_until(lambda: room.window.words == "", "a black room")
    leader.window.press("F9")
    room.see("De kaart en de feiten")
    room.window.resize(32, 8)
    room.see("pagina 1 van 3")
    leader.window.press("z")
    room.see("pagina 2 van 3")
    room.window.resize(COLUMNS, ROWS)
    leader.window.press("k")
    room.see("Kaart: ")
    leader.window.press("k")
    leader.go_to("Stil schrijven")
    room.see("Stil schrijven")
    assert not re.search(r"nog \d+ minu", room.window.words)
    room.ends_on_the_truth(leader)

    leader.window.press("C-q")
    assert leader.window.wait_for_end() == 0
    room.see(GONE)
    leader.resume()
    room.see("Stil schrijven")


@pytest.mark.timeout(240)
def test_the_room_shows_every_step_of_a_whole_conversation(tmux: Tmux, store: Path, tmp_path: Path) -> None:
    room, leader = Room(tmux, tmp_path), Leader(tmux, store)
    whole.begin(leader)
    room.see("Ronde 1 van 10 · Welkom")
    steps: tuple[tuple[Callable[[Leader], None], str], ...] = (
        (whole.welcome, "We laten elkaar uitpraten."),
        (whole.introduce, "Dochter die elke nacht blijft slapen."),
        (whole.gather_facts, "Heeft iemand een indicatie aangevraagd?"),
        (lambda leader: leader.go_to("Stil schrijven"), "Ronde 4 van 10"),
        (whole.perspectives, "Ronde 5 van 10"),
        (whole.exchange, "Ronde 6 van 10"),
        (whole.clash, "Ronde 7 van 10"),
        (whole.solutions, "Ronde 8 van 10"),
        (whole.choose, "Ronde 9 van 10"),
        (whole.finish, "Even geduld."),
    )
    for step, shown in steps:
        step(leader)
        room.see(shown)
    for secret in (whole.UNCONFIRMED, whole.HALF, "Vervoer bewaren we voor later."):
        assert secret not in room.ever


def test_the_room_stops_only_when_asked_twice_and_leaves_the_terminal_clean(
    tmux: Tmux, store: Path, tmp_path: Path
) -> None:
    leader = Leader(tmux, store, "start")
    begun(leader)
    room = Room(tmux, tmp_path)
    room.see("Welkom")
    room.window.press("q", "Escape", "Enter", "F9", "C-c")
    room.see("Twee keer ctrl+q sluit dit zaalvenster.")
    room.ends_on_the_truth(leader)
    room.window.press("C-q", "C-q")
    assert room.window.wait_for_end() == 0
    left = (tmp_path / "zaal-1.raw").read_bytes
    room.window.wait_until(lambda: b"\x1b[?25h" in left().rpartition(b"\x1b[?1049l")[2], "the cursor")
    assert not (store / "zaal-venster.json").exists()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_leaves_the_terminal_of_the_room_clean(
    tmux: Tmux, store: Path, tmp_path: Path, number: signal.Signals
) -> None:
    leader = Leader(tmux, store, "start")
    begun(leader)
    room = Room(tmux, tmp_path)
    room.see("Welkom")
    room.window.send_signal(number)
    assert room.window.wait_for_end() == 128 + number
    room.window.wait_until(lambda: room.window.about("alternate_on") == "0", "the own screen of the terminal")
    assert not (store / "zaal-venster.json").exists()


def test_a_crash_of_the_room_says_a_dutch_sentence_and_no_word_of_the_session(
    tmux: Tmux, store: Path, tmp_path: Path
) -> None:
    script = tmp_path / "breekt.py"
    script.write_text(textwrap.dedent(CRASH))
    leader = Leader(tmux, store, "start")
    begun(leader)
    window = tmux.start(program()[0], str(script))
    assert window.wait_for_end() not in (0, 130)
    window.wait_until("Start het opnieuw met: gesprekskaarten zaal")
    assert "Samen zoeken" not in window.screen
    assert "Error" not in window.screen
    assert not (store / "zaal-venster.json").exists()


def test_the_room_opens_no_other_file_of_the_store(tmux: Tmux, store: Path, tmp_path: Path) -> None:
    script, log = tmp_path / "bekeken.py", tmp_path / "log"
    script.write_text(textwrap.dedent(WATCHED))
    leader = Leader(tmux, store, "start")
    begun(leader)
    window = tmux.start(program()[0], str(script), str(store), str(log))
    window.wait_until("Ronde 1 van 10")
    leader.go_to("Kennismaken")
    window.wait_until("Ronde 2 van 10")
    window.press("C-q", "C-q")
    assert window.wait_for_end() == 0
    touched = {re.sub(r"zaal-\w{8}$", "zaal-*", line) for line in log.read_text().splitlines()}
    assert touched == {
        "open zaal.json",
        "open .zaal-*",
        "os.rename .zaal-*",
        "open zaal-venster.json",
        "os.remove zaal-venster.json",
    }


def test_without_a_terminal_the_room_refuses_with_a_sentence() -> None:
    done = subprocess.run(program("zaal"), cwd=CHECKOUT, stdin=subprocess.DEVNULL, capture_output=True, text=True)
    assert done.returncode == 2
    assert done.stderr.startswith("Fout: Het zaalvenster werkt alleen in een terminal.")
    assert done.stdout == ""


def test_two_room_windows_both_follow(tmux: Tmux, store: Path, tmp_path: Path) -> None:
    (tmp_path / "een").mkdir()
    (tmp_path / "twee").mkdir()
    one, other = Room(tmux, tmp_path / "een"), Room(tmux, tmp_path / "twee")
    leader = Leader(tmux, store, "start")
    begun(leader)
    leader.go_to("Kennismaken")
    for room in (one, other):
        room.see("Kennismaken")
        room.ends_on_the_truth(leader)
    one.window.press("C-q", "C-q")
    assert one.window.wait_for_end() == 0
    other.window.wait_until(lambda: read_window(store, wall_clock()) is not None, "the other window")


def test_whoever_loses_power_the_room_shows_what_was_released_and_ends_on_the_truth(
    tmux: Tmux, store: Path, tmp_path: Path
) -> None:
    chance = random.Random(20261122)
    room = Room(tmux, tmp_path)
    leader = Leader(tmux, store, "start")
    begun(leader)
    leader.go_to("Kennismaken")
    room.ends_on_the_truth(leader)
    for number in range(CUTS):
        window = chance.choice([room.window, leader.window])
        cut = threading.Timer(chance.uniform(0.0, LATEST), os.kill, (window.pid, signal.SIGKILL))
        cut.start()
        speak_until_the_cut(leader, chance, number)
        cut.join()
        window.wait_until(lambda window=window: window.ended, "the end of the program")  # type: ignore[misc]
        if window is room.window:
            room.open()
            leader.see("F1 toetsen")
        else:
            leader.resume()
        room.ends_on_the_truth(leader)
    lines = leader.session.lines.values()
    kept = {word for line in lines if line.agreed for word in words_in(line.text)}
    seen = words_in(room.ever)
    assert seen <= kept
    assert seen, "nothing was ever confirmed: then this shows nothing"
    assert any(not line.agreed for line in lines), "everything was confirmed: then this shows nothing"


def words_in(text: str) -> set[str]:
    return set(re.findall(r"woord\d+x", text))


def speak_until_the_cut(leader: Leader, chance: random.Random, number: int) -> None:
    """Give the floor, type a line, record it, and most times confirm it; whatever does not come, does not come."""
    window, text = leader.window, f"Ik woord{number}x dit."
    for key, then in (("1", "Nu: "), ("Enter", TYPING)):
        window.press(key)
        window.comes(lambda then=then: then in window.words, AT_MOST)  # type: ignore[misc]
    window.type(text)
    window.comes(lambda: text in window.words, AT_MOST)
    window.press("Enter")
    window.comes(lambda: f"“{text}”" in window.words, AT_MOST)
    if chance.random() < 0.7:
        window.press("j", "2")
        window.comes(lambda: f"“{text}”" not in window.words, AT_MOST)
