"""A paste can hold anything; none of it presses a key."""

import inspect
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual import events

from gesprekskaarten.tui.pasting import END, START, GuardedParser, PasteGuard, guard_pastes


def _fed(chunks: list[str]) -> str:
    guard = PasteGuard()
    return "".join(guard.clean(chunk) for chunk in chunks)


def test_keys_outside_a_paste_go_on_untouched() -> None:
    assert _fed(["\x1b[21~a\x11"]) == "\x1b[21~a\x11"


def test_an_esc_key_does_not_wait_for_what_follows() -> None:
    assert PasteGuard().clean("\x1b") == "\x1b"


def test_no_key_begins_inside_a_paste() -> None:
    assert _fed([f"{START}een\x1b[21~twee\x11\ndrie{END}\x1b[A"]) == f"{START}een[21~twee\x11\ndrie{END}\x1b[A"


@given(st.text(alphabet="a\x1b[201~2\x11\n", max_size=30), st.integers(min_value=1, max_value=5))
def test_it_makes_no_difference_how_a_paste_arrives(words: str, size: int) -> None:
    words = words.replace(END, "")
    whole = f"{START}{words}{END}"
    chunks = [whole[at : at + size] for at in range(0, len(whole), size)]
    assert _fed(chunks) == _fed([whole])
    assert "\x1b" not in _fed([whole])[len(START) : -len(END)]


def test_the_parser_gives_one_paste_and_no_keys() -> None:
    found = list(GuardedParser().feed(f"{START}een \x1b[21~\x1b]0;titel\x07 twee{END}"))
    pastes = [message for message in found if isinstance(message, events.Paste)]
    assert [paste.text for paste in pastes] == ["een [21~]0;titel\x07 twee"]
    assert not [message for message in found if isinstance(message, events.Key)]


@pytest.mark.skipif(sys.platform == "win32", reason="the driver of Linux and macOS")
def test_the_driver_makes_its_parser_by_the_name_that_is_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    from textual.drivers import linux_driver

    names = vars(linux_driver)
    monkeypatch.setitem(names, "XTermParser", names["XTermParser"])
    guard_pastes()
    assert names["XTermParser"] is GuardedParser
    assert "XTermParser(" in inspect.getsource(linux_driver.LinuxDriver.run_input_thread)
