"""The disk goes away in the middle of a conversation, and comes back."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.leading import Leader
from tests.e2e.terminal import Tmux

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(120)]

TROUBLE = "! Niet opgeslagen."
TEXT = "Dit mag niet verloren gaan."


def typing(tmux: Tmux, store: Path) -> Leader:
    """A conversation in which a line is typed and not yet recorded."""
    leader = Leader(tmux, store, "start")
    leader.see("Klaar om te beginnen?")
    leader.press("Enter", "Ronde 1 van 10 · Welkom")
    leader.open_field("Afspraak over het gesprek")
    leader.window.type(TEXT)
    leader.see(TEXT)
    return leader


def test_a_folder_that_is_gone_keeps_the_words_until_it_is_back(tmux: Tmux, store: Path, tmp_path: Path) -> None:
    leader = typing(tmux, store)
    away = tmp_path / "weg"
    store.rename(away)
    leader.window.press("Enter")
    leader.see(TROUBLE)
    assert TEXT in leader.window.words
    away.rename(store)
    leader.press("F2", f"“{TEXT}”")
    leader.window.wait_until_gone(TROUBLE)
    assert [line.text for line in leader.session.lines.values()] == [TEXT]


@pytest.fixture
def small_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A disk of one megabyte, with the store on it."""
    disk = tmp_path / "schijf"
    disk.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(disk)]
    if sys.platform != "linux" or subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("no disk can be mounted here")
    monkeypatch.setenv("GESPREKSKAARTEN_SESSIES", str(disk))
    yield disk
    subprocess.run(["umount", "-l", str(disk)], check=False)


def test_a_full_disk_keeps_the_words_until_there_is_room(small_disk: Path, tmux: Tmux) -> None:
    leader = typing(tmux, small_disk)
    filler = small_disk / "vol"
    with filler.open("wb", buffering=0) as file:
        block = b"x" * 4096
        try:
            while True:
                file.write(block)
        except OSError:
            pass
    leader.window.press("Enter")
    leader.see(TROUBLE)
    assert TEXT in leader.window.words
    filler.unlink()
    leader.press("F2", f"“{TEXT}”")
    leader.window.wait_until_gone(TROUBLE)
    assert [line.text for line in leader.session.lines.values()] == [TEXT]
