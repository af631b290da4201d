"""Invoer: people's words come in whole, on one line, and never get lost."""

import pytest
from textual.app import ComposeResult
from textual.events import Paste

from gesprekskaarten.domain.words import LONGEST, clean, is_safe
from gesprekskaarten.tui.command_screen import CommandApp, CommandScreen
from gesprekskaarten.tui.invoer import Invoer
from gesprekskaarten.tui.typed import as_typed
from tests.pilot.contrast import drawn, text_of

SIZES = [(60, 20), (100, 30)]


class TypeScreen(CommandScreen[None]):
    def __init__(self) -> None:
        super().__init__()
        self.heard: list[str] = []

    def body(self) -> ComposeResult:
        yield Invoer("Mantelzorger [/b] [red]")

    @property
    def invoer(self) -> Invoer:
        return self.query_one(Invoer)

    def on_invoer_recorded(self, event: Invoer.Recorded) -> None:
        self.heard.append(event.text)

    def on_invoer_next_kind(self) -> None:
        self.heard.append("volgende soort")

    def on_invoer_previous_kind(self) -> None:
        self.heard.append("vorige soort")

    def on_invoer_left(self) -> None:
        self.heard.append("klaar")


class TypeApp(CommandApp[None]):
    def on_mount(self) -> None:
        self.push_screen(TypeScreen())

    @property
    def typing_screen(self) -> TypeScreen:
        assert isinstance(self.screen, TypeScreen)
        self.screen.invoer.focus()
        return self.screen


def paste(app: TypeApp, text: str) -> None:
    app.post_message(Paste(text))


async def test_enter_offers_the_words_and_keeps_them_until_the_commit() -> None:
    app = TypeApp()
    async with app.run_test(size=(60, 20)) as pilot:
        screen = app.typing_screen
        await pilot.press(*" Ik slaap slecht ", "enter")
        assert screen.heard == ["Ik slaap slecht"]
        assert screen.invoer.draft.strip() == "Ik slaap slecht"
        screen.invoer.clear_words()
        assert screen.invoer.draft == ""


async def test_a_second_enter_before_the_commit_does_not_record_twice() -> None:
    app = TypeApp()
    async with app.run_test(size=(60, 20)) as pilot:
        screen = app.typing_screen
        await pilot.press(*"ja", "enter", "enter")
        assert screen.heard == ["ja"]
        screen.invoer.keep_words()
        await pilot.press("enter")
        assert screen.heard == ["ja", "ja"]


async def test_what_is_typed_during_the_commit_is_not_wiped() -> None:
    app = TypeApp()
    async with app.run_test(size=(60, 20)) as pilot:
        screen = app.typing_screen
        await pilot.press(*"een", "home", "enter", *"twee")
        screen.invoer.clear_words()
        assert screen.invoer.draft == "twee"


async def test_enter_on_nothing_records_nothing() -> None:
    app = TypeApp()
    async with app.run_test(size=(60, 20)) as pilot:
        screen = app.typing_screen
        await pilot.press("space", "enter")
        assert screen.heard == []


async def test_tab_changes_the_kind_and_escape_leaves_the_words() -> None:
    app = TypeApp()
    async with app.run_test(size=(60, 20)) as pilot:
        screen = app.typing_screen
        await pilot.press(*"half", "tab", "shift+tab", "escape")
        assert screen.heard == ["volgende soort", "vorige soort", "klaar"]
        assert screen.focused is None
        assert screen.invoer.draft == "half"


async def test_undo_and_redo_stay_inside_the_field() -> None:
    app = TypeApp()
    async with app.run_test(size=(60, 20)) as pilot:
        screen = app.typing_screen
        screen.invoer.put("oude regel")
        await pilot.press("ctrl+u", "ctrl+z")
        assert screen.invoer.draft == "oude regel"
        await pilot.press("ctrl+y")
        assert screen.invoer.draft == ""


async def test_every_torture_text_can_be_pasted_and_none_reaches_the_terminal_raw(
    torture: list[tuple[str, str]],
) -> None:
    app = TypeApp()
    async with app.run_test(size=(60, 20)) as pilot:
        screen = app.typing_screen
        for name, text in torture:
            screen.heard.clear()
            screen.invoer.put("")
            paste(app, text)
            await pilot.pause()
            assert "\n" not in screen.invoer.draft, name
            assert is_safe(screen.invoer.draft), name
            assert all(is_safe(piece) for line in drawn(app) for piece, _ in line), name
            await pilot.press("enter")
            expected = clean(as_typed(text)[:LONGEST])
            assert screen.heard == ([expected] if expected else []), name


def test_no_way_of_putting_text_in_lets_an_escape_through() -> None:
    invoer = Invoer()
    for put in (invoer.put, invoer.load_text, invoer.insert, lambda text: setattr(invoer, "text", text)):
        put("a\x1b]0;titel\x07\nb")
        assert is_safe(invoer.draft)
        assert "\x1b" not in invoer.draft
        assert "\n" not in invoer.draft


async def test_a_line_that_is_full_takes_no_more_and_says_so() -> None:
    app = TypeApp()
    async with app.run_test(size=(60, 20)) as pilot:
        screen = app.typing_screen
        paste(app, "x" * (LONGEST + 500))
        await pilot.pause()
        assert len(screen.invoer.draft) == LONGEST
        await pilot.press("y")
        assert len(screen.invoer.draft) == LONGEST
        assert "Deze regel is vol" in " ".join(text_of(app))


@pytest.mark.parametrize("size", SIZES)
async def test_the_field_grows_to_five_lines_and_shows_the_cursor_after_that(size: tuple[int, int]) -> None:
    app = TypeApp()
    async with app.run_test(size=size) as pilot:
        screen = app.typing_screen
        await pilot.pause()
        assert screen.invoer.size.height == 1
        paste(app, "woord " * 20)
        await pilot.pause()
        await pilot.pause()
        assert 1 < screen.invoer.size.height <= 5
        paste(app, "woord " * 200 + "einde")
        await pilot.pause()
        await pilot.pause()
        assert screen.invoer.size.height == 5
        assert any("einde" in line for line in text_of(app))


async def test_a_label_with_markup_in_it_stands_there_as_it_is() -> None:
    app = TypeApp()
    async with app.run_test(size=(60, 20)) as pilot:
        app.typing_screen.invoer.label = "Eigen [/ naam [b]"
        await pilot.pause()
        assert "Eigen [/ naam [b]" in text_of(app)[0]
        app.typing_screen.invoer.label = ""
        await pilot.pause()
        assert "Eigen" not in text_of(app)[0]
