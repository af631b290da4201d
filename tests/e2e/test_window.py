"""The program and its window: a second one, one of another size, one that closes, and none at all."""

import re
import signal
import subprocess
import textwrap
from pathlib import Path

import pytest

from tests.e2e.leading import Leader, files_with
from tests.e2e.terminal import CHECKOUT, Tmux, program

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(120)]

SECRET = "rododendronpad"
CRASH = f"""
    import sys
    from gesprekskaarten.cli import program
    from gesprekskaarten.tui.conversation.screen import Conversation

    draw = Conversation.show_again

    def broken(self):
        draw(self)
        texts = [line.text for line in self.session.lines.values()]
        if any("{SECRET}" in text for text in texts):
            raise RuntimeError(texts)

    Conversation.show_again = broken
    program(["start"], prog_name="gesprekskaarten")
"""


def in_the_first_round(tmux: Tmux, store: Path, *, columns: int = 80, rows: int = 24) -> Leader:
    leader = Leader(tmux, store, "start", columns=columns, rows=rows)
    leader.see("Klaar om te beginnen?")
    leader.press("Enter", "Ronde 1 van 10 · Welkom")
    return leader


def test_a_second_window_looks_along_and_takes_over(tmux: Tmux, store: Path) -> None:
    first = in_the_first_round(tmux, store)
    second = Leader(tmux, store, "hervat")
    second.see("Je kijkt mee.")
    first.open_field("Afspraak over het gesprek")
    first.write("We praten niet door elkaar.")
    first.leave_field()
    first.confirm("We praten niet door elkaar.")
    second.see("Je kijkt mee.")
    second.window.press("F4")
    second.see("Dit venster leidt nu het gesprek.")
    first.see("Je kijkt mee.")
    second.go_to("Kennismaken")
    first.see("Ronde 2 van 10 · Kennismaken")
    first.window.press("Right")
    first.see("Je kijkt mee.")
    assert second.session.round_id == "kennismaken"


def test_without_a_terminal_the_screens_refuse_with_a_sentence() -> None:
    piped = '{ "$@" </dev/null; echo $? >&2; } | cat'
    done = subprocess.run(
        ["sh", "-c", piped, "sh", *program()], cwd=CHECKOUT, capture_output=True, text=True, check=True
    )
    assert done.stdout == ""
    said, _, code = done.stderr.rstrip("\n").rpartition("\n")
    assert said.startswith("Fout: De schermen werken alleen in een terminal.")
    assert "Traceback" not in said
    assert code == "2"


def left_clean(leader: Leader, raw: Path) -> None:
    """The terminal shows what it showed before, with its cursor, and without pastes and mouse made into bytes."""
    leader.window.wait_until(lambda: leader.window.about("alternate_on") == "0", "the own screen of the terminal")
    leader.window.wait_until(lambda: b"\x1b[?25h" in raw.read_bytes().rpartition(b"\x1b[?1049l")[2], "the cursor")
    assert {b"\x1b[?2004l", b"\x1b[?1000l", b"\x1b[?1003l"} <= set(re.findall(rb"\x1b\[\?\d+l", raw.read_bytes()))


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_while_somebody_types_leaves_the_screen_clean(
    tmux: Tmux, store: Path, tmp_path: Path, number: signal.Signals
) -> None:
    leader = in_the_first_round(tmux, store)
    leader.window.record(tmp_path / "raw")
    leader.open_field("Afspraak over het gesprek")
    leader.window.type(SECRET)
    leader.see(SECRET)
    leader.window.send_signal(number)
    assert leader.window.wait_for_end() == 128 + number
    left_clean(leader, tmp_path / "raw")
    assert SECRET not in leader.window.screen
    assert files_with(store, SECRET) == []


def test_a_crash_says_a_dutch_sentence_and_no_word_of_the_session(tmux: Tmux, store: Path, tmp_path: Path) -> None:
    script = tmp_path / "breekt.py"
    script.write_text(textwrap.dedent(CRASH))
    leader = in_the_first_round(tmux, store)
    leader.window.kill9()
    leader.window = tmux.start(program()[0], str(script))
    leader.see("Klaar om te beginnen?")
    leader.press("Enter", "Ronde 1 van 10 · Welkom")
    leader.open_field("Afspraak over het gesprek")
    leader.window.type(f"Zij woont aan het {SECRET}.")
    leader.see(SECRET)
    leader.window.record(tmp_path / "raw")
    leader.window.press("Enter")
    assert leader.window.wait_for_end() not in (0, 130)
    left_clean(leader, tmp_path / "raw")
    leader.window.wait_until("Het programma is onverwacht gestopt.")
    assert SECRET not in leader.window.screen
    assert "Traceback" not in leader.window.screen
    assert "RuntimeError" not in leader.window.screen
    assert SECRET in {word.strip(".") for line in leader.session.lines.values() for word in line.text.split()}


def test_another_size_in_the_middle_of_typing_keeps_the_words(tmux: Tmux, store: Path) -> None:
    text = "Zij zegt dat de nachten te lang zijn om alleen te dragen."
    leader = in_the_first_round(tmux, store)
    leader.open_field("Afspraak over het gesprek")
    leader.window.type(text[:30])
    leader.see(text[:30])
    leader.window.resize(60, 20)
    leader.window.wait_until(lambda: f"┏{58 * '━'}┓" in leader.window.screen, "a field of 60 wide")
    leader.see(text[:30])
    leader.window.type(text[30:45])
    leader.see(text[:45])
    leader.window.resize(120, 36)
    leader.window.wait_until(lambda: f"┏{118 * '━'}┓" in leader.window.screen, "a field of 120 wide")
    leader.window.type(text[45:])
    leader.see(text)
    leader.press("Enter", f"“{text}”")
    assert [line.text for line in leader.session.lines.values()] == [text]


def test_a_digit_and_enter_pressed_at_once_open_the_field_of_that_actor(tmux: Tmux, store: Path) -> None:
    leader = in_the_first_round(tmux, store)
    leader.go_to("Kennismaken")
    leader.window.press_at_once("4", "Enter")
    leader.window.wait_until(lambda: leader.label != "", "the field")
    assert leader.label.startswith("Huisarts")


def test_j_confirms_the_line_that_the_bar_asks_about(tmux: Tmux, store: Path) -> None:
    leader = in_the_first_round(tmux, store)
    leader.open_field("Afspraak over het gesprek")
    leader.write("Eerste regel van ons.")
    leader.write("Tweede regel van ons.")
    leader.leave_field()
    leader.press("F5", "DE ZAAL ZIET DIT")
    leader.choose_row("Eerste regel", "Up")
    asked = "Eerste" if "“Eerste regel van ons.”" in leader.window.words else "Tweede"
    leader.window.press("j")
    leader.wait_until_saved(lambda session: len(session.unconfirmed()) == 1, "one line confirmed")
    (confirmed,) = [line.text for line in leader.session.lines.values() if line.agreed]
    assert confirmed.startswith(asked)
