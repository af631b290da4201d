"""Rows: a board of texts in which nothing is cut and one row can be chosen."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.app import App, ComposeResult
from textual.content import Content

from gesprekskaarten.domain.words import is_safe
from gesprekskaarten.tui.widgets.lines import count_lines, safe_content, wrap
from gesprekskaarten.tui.widgets.rows import Row, Rows
from tests.pilot.contrast import drawn, text_of

SIZES = [(60, 20), (100, 30)]


class Board(App[None]):
    CSS = "Rows { height: 1fr; }"
    AUTO_FOCUS = "Rows"

    def __init__(self, rows: list[Row]) -> None:
        super().__init__()
        self._first = rows
        self.heard: list[str] = []

    def compose(self) -> ComposeResult:
        yield Rows(self._first)

    @property
    def board(self) -> Rows:
        return self.query_one(Rows)

    def on_rows_selected(self, event: Rows.Selected) -> None:
        self.heard.append(event.key)


def numbered(count: int) -> list[Row]:
    return [Row(Content(f"regel {number}"), str(number)) for number in range(count)]


@given(st.text(max_size=200), st.integers(6, 60), st.integers(0, 3))
def test_wrapping_loses_only_blanks_and_never_goes_over_the_edge(text: str, width: int, hanging: int) -> None:
    content = safe_content(Content(text))
    lines = wrap(content, width, hanging)
    assert "".join("".join(line.plain.split()) for line in lines) == "".join(content.plain.split())
    for number, line in enumerate(lines):
        assert cell_len(line.plain.rstrip()) <= (width - hanging if number else width)
    assert count_lines(content.plain, width, hanging) == len(lines)


def test_a_word_longer_than_the_line_is_broken_and_short_words_are_not() -> None:
    assert [line.plain for line in wrap(Content("een verantwoordelijkheid aan tafel"), 12)] == [
        "een",
        "verantwoorde",
        "lijkheid aan",
        "tafel",
    ]


@pytest.mark.parametrize("size", SIZES)
async def test_long_words_are_whole_on_the_screen(size: tuple[int, int]) -> None:
    text = "verantwoordelijkheidsverdelingsvraagstuk" * 8
    app = Board([Row(Content(text), "a", indent=4, hanging=2)])
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        assert "".join("".join(text_of(app)).split()) == text


async def test_no_torture_text_brings_a_control_character_to_the_terminal(torture: list[tuple[str, str]]) -> None:
    app = Board([Row(Content(text), name) for name, text in torture])
    async with app.run_test(size=(60, 20)) as pilot:
        for _ in torture:
            await pilot.press("pagedown")
            for line in drawn(app):
                assert all(is_safe(text) for text, _ in line)


async def test_markup_in_words_is_shown_as_it_was_said() -> None:
    app = Board([Row(Content("zo zei ze [/ en [b]toen[/b] [x['a[0]']]"))])
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.pause()
        assert "zo zei ze [/ en [b]toen[/b] [x['a[0]']]" in text_of(app)[0]


async def test_arrows_choose_rows_with_a_key_and_show_it_by_more_than_colour() -> None:
    rows = [Row(Content("Kop")), Row(Content("een"), "a"), Row(Content("Tussenkop")), Row(Content("twee"), "b")]
    app = Board(rows)
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.press("down", "down", "up", "down")
        assert app.heard == ["a", "b", "a", "b"]
        assert text_of(app)[3] == "▸ twee"
        assert drawn(app)[3][0][1].reverse
        assert drawn(app)[3][0][1].bold


async def test_all_lines_of_the_chosen_row_are_marked() -> None:
    app = Board([Row(Content("woord " * 30), "a"), Row(Content("ander"), "b")])
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.press("down")
        marked = [bool(line[0][1].reverse) for line in drawn(app)[:6]]
        assert marked == [True, True, True, True, False, False]


async def test_the_choice_and_the_place_stay_when_rows_come_in_above() -> None:
    app = Board(numbered(100))
    async with app.run_test(size=(60, 20)) as pilot:
        app.board.select("50")
        await pilot.pause()
        before = text_of(app).index("▸ regel 50")
        app.board.set_rows([*[Row(Content("nieuw")) for _ in range(7)], *numbered(100)])
        await pilot.pause()
        assert app.board.selected == "50"
        assert text_of(app).index("▸ regel 50") == before


async def test_the_nearest_row_is_chosen_when_the_chosen_one_is_struck() -> None:
    app = Board(numbered(10))
    async with app.run_test(size=(60, 20)) as pilot:
        app.board.select("9")
        app.board.set_rows(numbered(9))
        await pilot.pause()
        assert app.board.selected == "8"
        app.board.set_rows([])
        await pilot.pause()
        assert app.board.selected is None


async def test_a_click_chooses_the_row_under_it_also_after_scrolling() -> None:
    app = Board(numbered(100))
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.press("pagedown")
        await pilot.pause()
        where = next(number for number, line in enumerate(text_of(app)) if line.strip() == "regel 25")
        await pilot.click(offset=(5, where))
        assert app.heard == ["25"]


async def test_pages_and_ends_scroll_without_choosing() -> None:
    app = Board(numbered(100))
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.press("end")
        assert text_of(app)[-1].strip() == "regel 99"
        await pilot.press("home")
        assert text_of(app)[0].split("  ")[1] == "regel 0"
        assert app.board.selected is None


async def test_rows_wrap_again_when_the_window_changes() -> None:
    text = " ".join(f"woord{number}" for number in range(60))
    app = Board([Row(Content(text), "a")])
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.resize_terminal(60, 20)
        await pilot.pause()
        await pilot.pause()
        assert " ".join(" ".join(text_of(app)).split()) == text


async def test_only_rows_that_are_seen_are_drawn() -> None:
    app = Board(numbered(10_000))
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.press("end")
        assert "regel 9999" in text_of(app)[-1]
        assert len(app.board._strips) <= 60


async def test_a_line_after_a_break_hangs_and_loses_no_word() -> None:
    text = "Eerst dit.\n" + "Daarna komt er een regel die net zo breed is als het bord en nog wat verder gaat."
    for columns in (31, 38, 47):
        app = Board([Row(Content(text), hanging=4)])
        async with app.run_test(size=(columns, 24)):
            assert set(text.split()) <= set(" ".join(text_of(app)).split())
