"""Words that break programs, through the keyboard and a paste: to the screen, the disk and the report."""

import re
import unicodedata
from pathlib import Path

import pytest

from gesprekskaarten.domain.words import LONGEST, clean
from gesprekskaarten.report.table_edition import table_edition
from tests.e2e.leading import AGAIN, Leader
from tests.e2e.terminal import Tmux
from tests.torture import TORTURE

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(180)]

ESCAPE = "\x1b"
EMPTY = "Wat bewaren we voor later?"
STOPPING = "Toch stoppen?"
TYPED_AT_MOST = 200
"""Characters: nobody types more in one breath, and each key is one command to tmux less."""

PASTED = [(name, text) for name, text in TORTURE if clean(text) and ESCAPE not in text]
WITH_ESCAPE = [(name, text) for name, text in TORTURE if ESCAPE in text]
TYPED = [
    (name, text)
    for name, text in TORTURE
    if clean(text)
    and len(text) <= TYPED_AT_MOST
    and not any(unicodedata.category(sign) in ("Cc", "Cf") for sign in text)
]
"""Without signs that nobody sees: those have a test of their own."""

_CSI = re.compile(rb"\x1b\[[0-9;?]*[A-Za-z]")
_OURS = re.compile(rb"\x1b\[(?:[0-9;]*[mH]|\?25[hl]|\?2026[hl])")
"""All that the program needs to draw: colours, places, the cursor and whole frames."""
_CONTROL = re.compile("[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def parking(tmux: Tmux, store: Path, raw: Path) -> Leader:
    """A conversation in which the field for the parkeerlijst is open, and every byte to the terminal is kept."""
    leader = Leader(tmux, store, "start")
    leader.see("Klaar om te beginnen?")
    leader.press("Enter", "Ronde 1 van 10 · Welkom")
    leader.open_field("Parkeren")
    leader.window.record(raw)
    return leader


def paste(leader: Leader, text: str) -> None:
    """Paste into the empty field; what comes in the moment between two lines is lost, and pasted again."""
    for _ in range(3):
        leader.window.paste(text)
        if leader.window.comes(lambda: EMPTY not in leader.window.words, AGAIN):
            return
    raise AssertionError(f"the paste did not come\n{leader.window.screen}")


def record(leader: Leader) -> str:
    """Enter, and return what is on the disk when the field is empty again."""
    number = leader.session.last_line
    leader.window.press("Enter")
    leader.wait_until_saved(lambda session: session.last_line > number, "the line recorded")
    leader.see(EMPTY)
    return leader.session.lines[number + 1].text


def nothing_but_drawing(raw: bytes) -> None:
    """No word made the terminal do something: only our own drawing, and no other control character."""
    foreign = {found for found in _CSI.findall(raw) if not _OURS.fullmatch(found)}
    assert foreign == set()
    left = _OURS.sub(b"", raw)
    assert ESCAPE.encode() not in left
    assert _CONTROL.findall(left.decode()) == []


def outline(leader: Leader) -> list[str]:
    return [line for line in table_edition(leader.session).splitlines() if re.match(r"#|={3,}$|-{3,}$", line)]


def keeps(leader: Leader, raw: Path, wanted: dict[str, str], stored: dict[str, str], empty: list[str]) -> None:
    leader.window.press("Escape")
    leader.wait_until_idle()
    leader.window.press("J")
    leader.wait_until_saved(lambda session: not session.unconfirmed(), "everything confirmed")
    leader.window.stop_recording()
    assert stored == wanted
    assert outline(leader) == empty
    assert "titel" not in leader.window.about("pane_title")
    nothing_but_drawing(raw.read_bytes())


def test_torture_words_that_are_pasted_stay_words(tmux: Tmux, store: Path, tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    leader = parking(tmux, store, raw)
    empty = outline(leader)
    stored = {}
    for name, text in PASTED:
        paste(leader, text)
        stored[name] = record(leader)
    keeps(leader, raw, {name: clean(text[:LONGEST]) for name, text in PASTED}, stored, empty)


def test_torture_words_that_are_typed_stay_words(tmux: Tmux, store: Path, tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    leader = parking(tmux, store, raw)
    empty = outline(leader)
    stored = {}
    for name, text in TYPED:
        leader.window.type(text)
        stored[name] = record(leader)
    keeps(leader, raw, {name: clean(text) for name, text in TYPED}, stored, empty)


def test_an_escape_sequence_that_is_pasted_is_not_obeyed(tmux: Tmux, store: Path, tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    leader = parking(tmux, store, raw)
    empty = outline(leader)
    stored = {}
    for name, text in WITH_ESCAPE:
        paste(leader, text)
        stored[name] = record(leader).replace("^", "")  # Textual 8.2.8 makes ESC visible
    keeps(leader, raw, {name: clean(text) for name, text in WITH_ESCAPE}, stored, empty)


@pytest.mark.parametrize("key", ["\x11", "\r", "\x15"], ids=["ctrl+q", "enter", "ctrl+u"])
def test_a_paste_presses_no_key(tmux: Tmux, store: Path, tmp_path: Path, key: str) -> None:
    leader = parking(tmux, store, tmp_path / "raw")
    pasted = f"Eerst dit {ESCAPE}[31m{key} en dan dat"
    leader.window.paste(pasted)
    leader.window.wait_until(lambda: "Eerst dit" in leader.window.words or STOPPING in leader.window.words, "the paste")
    assert STOPPING not in leader.window.words
    assert leader.session.last_line == 0
    assert record(leader) == clean(pasted)


@pytest.mark.parametrize("text", ["👩\u200d⚕️ komt langs", "می\u200cخواهم"], ids=["emoji", "persian"])
def test_a_sign_that_joins_others_can_be_typed(tmux: Tmux, store: Path, tmp_path: Path, text: str) -> None:
    leader = parking(tmux, store, tmp_path / "raw")
    leader.window.type(text)
    assert record(leader) == clean(text)
