"""What holds on every screen holds on those of the library too, at every size and in both themes."""

from pathlib import Path

import pytest

from gesprekskaarten.conduct.opening import Opening
from tests.pilot.leading import Leader
from tests.pilot.test_every_screen import Inspector, clicked, dutch, opened, right, wheeled


async def walk(hand: Leader, stop: Inspector) -> None:
    """Decks, one deck, its cards at each size, searching with and without results, and proeflezen."""
    await hand.press("d")
    await stop("decks")
    await hand.press("enter")
    await stop("a deck")
    await hand.press("enter")
    await stop("a card")
    await hand.press("o")
    await stop("a card, its back")
    for key in "o123":
        await hand.press(key)
    await stop("a card, small")
    await hand.press("4", "right")
    await stop("another card, as large as the window")
    await hand.press("escape", "escape", "z")
    await stop("searching, nothing typed")
    await hand.write("nacht")
    await stop("searching, typing")
    await hand.press("enter", "s")
    await stop("which soort")
    await hand.press("down", "enter")
    await stop("searching, filtered")
    await hand.press("x", "t")
    await stop("which thema")
    await hand.press("escape", "z")
    await hand.write("qqq")
    await hand.press("enter")
    await stop("searching, nothing found")
    await hand.press("x", "end")
    await stop("searching, the end of what is shown")
    await hand.press("escape", "p")
    await read(hand)
    await stop("proofreading")
    await hand.press("escape", "end", "enter")
    await read(hand)
    await stop("proofreading, a broken file")


async def read(hand: Leader) -> None:
    """Wait until the file was read, in a thread."""
    for _ in range(5000):
        if "bewaard om" in hand.text:
            return
        await hand.settle()
    raise AssertionError(hand.text)


async def test_every_screen_of_the_library_is_dutch_readable_whole_and_says_what_to_do(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path_factory.mktemp("map")
    monkeypatch.setenv("HOME", str(folder))
    async with opened(folder, Opening("start"), broken=True) as hand:
        inspector = Inspector(hand, dutch, right)
        await walk(hand, inspector)
        in_decks = "English: 'extra'"  # a Dutch word too
        assert [one for one in inspector.found if in_decks not in one] == []


async def test_in_the_library_a_click_on_a_key_presses_it_and_the_wheel_scrolls(tmp_path: Path) -> None:
    async with opened(tmp_path, Opening("start"), broken=True) as hand:
        inspector = Inspector(hand, clicked, wheeled)
        await walk(hand, inspector)
        assert inspector.found == []
