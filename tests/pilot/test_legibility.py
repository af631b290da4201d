"""The screen of the leesproef, while the leader makes the letters larger and somebody in the back reads aloud."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from gesprekskaarten.conduct.opening import Opening
from gesprekskaarten.conduct.prepare import Preparation, material_for
from gesprekskaarten.decks.library import Library
from gesprekskaarten.domain.session import Session
from gesprekskaarten.room.legibility import Legibility
from gesprekskaarten.storage.paths import shipped_decks
from gesprekskaarten.tui.commands import check_commands
from gesprekskaarten.tui.screens.legibility import LegibilityApp, LegibilityScreen, ReadAloud
from tests.building import a_session
from tests.pilot.contrast import minimum_contrast, text_of
from tests.pilot.leading import Leader
from tests.pilot.test_every_screen import dutch, opened, resized, right

SHRINKING = [(120, 36), (80, 24), (60, 20), (46, 13), (39, 11), (32, 8), (24, 6)]
"""As a terminal goes while the leader presses ctrl and +."""
VARIABLES = (
    *("TMUX", "TERM_PROGRAM", "WT_SESSION", "KITTY_WINDOW_ID", "ALACRITTY_WINDOW_ID"),
    *("KONSOLE_VERSION", "XTERM_VERSION", "VTE_VERSION"),
)


@pytest.fixture(autouse=True)
def unknown_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)


class Given:
    """What the screen gave back when it was left."""

    known: Legibility | None = None


@asynccontextmanager
async def leesproef(
    folder: Path,
    known: Legibility | None = None,
    *,
    size: tuple[int, int] = (80, 24),
    session: Session | None = None,
) -> AsyncIterator[tuple[Leader, Given]]:
    """The leesproef on top of the program, as preparing opens it."""
    given = Given()

    def keep(result: Legibility | None) -> None:
        given.known = result

    async with opened(folder, Opening("start"), size=size) as hand:
        hand.app.push_screen(LegibilityScreen(session or a_session(), known), keep)
        await hand.settle()
        yield hand, given


async def test_from_nothing_known_to_a_window_that_can_be_read(tmp_path: Path) -> None:
    async with leesproef(tmp_path) as (hand, given):
        assert "Nu 24 regels ? Vul scherm en afstand in" in hand.text
        await hand.press("enter", "3")
        assert "tv van 65 inch, 81 cm hoog" in hand.text
        assert "? Vul afstand in" in hand.text
        await hand.press("a")
        await hand.write("4,5")
        await hand.press("enter")
        assert "Nu 24 regels, hoogstens 11 (60-plus) of 17 (goede ogen) ! Dit is te klein." in hand.text
        assert "Maak de letters ongeveer 2,2 keer zo groot" in hand.text
        await resized(hand, (39, 11))
        assert "Nu 11 regels, hoogstens 11 ✓ Goed leesbaar" in hand.text
        await hand.press("escape")
        assert given.known is not None
        assert (given.known.sixty, given.known.distance) == (11, 4.5)


@pytest.mark.parametrize("theme", ["licht", "donker"])
@pytest.mark.parametrize(
    "known", [Legibility(), Legibility(81, 4.5), Legibility(54, 8), Legibility(150, 5, unread=13)], ids=str
)
async def test_however_large_the_letters_the_rows_the_most_and_the_verdict_stay(
    tmp_path: Path, known: Legibility, theme: str
) -> None:
    async with leesproef(tmp_path, known, size=SHRINKING[0]) as (hand, _):
        hand.app.theme = theme
        for size in SHRINKING:
            await resized(hand, size)
            assert f"Nu {size[1]} regels" in hand.text
            assert known.most is None or f"hoogstens {known.most}" in hand.text
            assert any(f" {sign} " in f" {hand.text}" for sign in "✓!?")
            assert minimum_contrast(hand.app).ratio >= 10
            assert text_of(hand.app)[-1].endswith("F1 toetsen")


async def test_another_height_may_be_typed_and_wrong_numbers_get_a_sentence(tmp_path: Path) -> None:
    async with leesproef(tmp_path) as (hand, given):
        await hand.press("s", "9")
        await hand.write("1,2")
        await hand.press("enter")
        assert "Bedoel je meters? Typ dan 1,2 m." in hand.text
        await hand.write(" m")
        await hand.press("enter")
        assert "Bedoel je meters?" not in hand.text
        assert "Het scherm: 120 cm hoog" in hand.text
        await hand.press("a")
        await hand.write("ver")
        await hand.press("enter")
        assert "Dit begrijp ik niet. Typ meters, zoals 4,5." in hand.text
        await hand.press(*["backspace"] * 3, "6", "enter")
        assert "Afstand van de laatste rij: 6 m" in hand.text
        await hand.press("escape")
        assert given.known == Legibility(120, 6)


@pytest.mark.parametrize("size", [(60, 20), (32, 8)])
async def test_half_a_number_waits_and_can_be_left(tmp_path: Path, size: tuple[int, int]) -> None:
    async with leesproef(tmp_path, Legibility(120, 6), size=size) as (hand, given):
        await hand.press("a")
        await hand.write("4")
        assert "Hoe ver zit de laatste rij?" in hand.text
        assert " 4 " in hand.text
        await hand.press("escape")
        assert "verder typen" in hand.text
        await hand.press("enter")
        await hand.write(",5")
        await hand.press("enter", "a")
        await hand.write("9")
        await hand.press("escape", "escape", "escape")
        assert given.known == Legibility(120, 4.5)


async def test_a_choice_can_be_made_in_the_smallest_window(tmp_path: Path) -> None:
    async with leesproef(tmp_path, size=(32, 8)) as (hand, given):
        await hand.press("s")
        for _ in range(7):
            await hand.press("right")
        assert "▸ 8 beamerbeeld van 2 m hoog" in hand.text
        await hand.press("enter", "escape")
        assert given.known == Legibility(height=200)


async def test_the_back_row_reads_aloud_until_it_can(tmp_path: Path) -> None:
    async with leesproef(tmp_path, Legibility(120, 6)) as (hand, given):
        await hand.press("l")
        assert hand.text.startswith("24 regels. Lees dit achterin hardop:")
        before = text_of(hand.app)[1:]
        await hand.press("n")
        assert text_of(hand.app)[1:] != before
        assert "Maak de letters groter." in hand.text
        await resized(hand, (64, 18))
        assert hand.text.startswith("18 regels.")
        await hand.press("j")
        assert "Nu 18 regels, hoogstens 18 (achterin voorgelezen) ✓ De laatste rij las 18 regels" in hand.text
        await resized(hand, (80, 24))
        assert "! De laatste rij kon 24 regels niet lezen." in hand.text
        await hand.press("escape")
        assert given.known == Legibility(120, 6, read=18, unread=24)


async def test_the_lines_stand_whole_in_the_smallest_window(tmp_path: Path) -> None:
    async with leesproef(tmp_path, size=(32, 8)) as (hand, _):
        await hand.press("l")
        assert isinstance(hand.app.screen, ReadAloud)
        assert hand.app.screen.board.max_scroll_y == 0
        assert "j goed gelezen" in hand.text
        assert "n niet goed" in hand.text


async def test_reading_aloud_can_be_left_without_an_answer(tmp_path: Path) -> None:
    async with leesproef(tmp_path, Legibility(120, 6)) as (hand, given):
        await hand.press("l", "escape", "escape")
        assert given.known == Legibility(120, 6)


async def test_what_does_not_fit_the_advised_size_is_named(tmp_path: Path) -> None:
    library = Library(shipped_decks())
    material = material_for(library, Preparation(playbook="samenwerkingsgesprek-90"))
    session = a_session(on=material, casus="")
    async with leesproef(tmp_path, Legibility(68.5, 4), session=session) as (hand, _):
        await hand.press("p")
        assert "Op 11 regels van 39 tekens passen" in hand.text
        assert "Ronde “Hoe werken we samen?”, vraag 1: " in hand.text
        await hand.press("escape")
        assert isinstance(hand.app.screen, LegibilityScreen)


async def test_without_numbers_the_window_itself_is_what_must_fit(tmp_path: Path) -> None:
    async with leesproef(tmp_path) as (hand, _):
        await hand.press("p")
        assert "Op 24 regels van 80 tekens past alles op één bladzijde." in hand.text


async def test_it_names_the_keys_of_this_terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WT_SESSION", "1")
    async with leesproef(tmp_path) as (hand, _):
        assert "Letters groter maken in Windows Terminal" in hand.text
        assert "Groter: ctrl en +." in hand.text


async def test_everything_is_dutch_whole_and_readable_at_every_size(folder: Path) -> None:
    async with leesproef(folder) as (hand, _):
        found: list[str] = []
        for keys in ((), ("s",), ("3", "a"), ("escape", "l"), ("n",), ("j", "p")):
            await hand.press(*keys)
            found += [*await dutch(hand), *await right(hand)]
        assert found == []


@pytest.fixture
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder without English words in its name."""
    return tmp_path_factory.mktemp("map")


async def test_light_and_dark_can_be_compared_from_the_back(tmp_path: Path) -> None:
    async with leesproef(tmp_path) as (hand, _):
        await hand.press("w")
        assert hand.app.theme == "donker"
        await hand.press("w")
        assert hand.app.theme == "licht"


async def test_alone_it_is_a_program_that_ends_when_it_is_left() -> None:
    app = LegibilityApp(a_session())
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.pause()
        assert "Leesproef" in " ".join(text_of(app))
        await pilot.press("escape")
        await pilot.pause()
    assert not app.is_running
    assert app.return_code in (None, 0)


def test_no_key_does_two_things() -> None:
    assert check_commands(LegibilityScreen(a_session()).all_commands) == []
    assert check_commands(ReadAloud(Legibility(), 0).all_commands) == []
