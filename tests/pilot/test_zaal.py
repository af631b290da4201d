"""The room window as a process sees it: a file that comes, changes and goes, a clock, and keys that do nothing."""

import datetime as dt
import errno
import os
import shutil
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.app import App, ComposeResult
from textual.pilot import Pilot

from gesprekskaarten.domain import commands as do
from gesprekskaarten.domain import events as ev
from gesprekskaarten.room.faces import pages
from gesprekskaarten.room.model import RoomView
from gesprekskaarten.room.view import minutes_left
from gesprekskaarten.storage.room_file import publish, read_window, withdraw
from gesprekskaarten.tui.terminal import crash_sentence
from gesprekskaarten.tui.widgets.room_panel import RoomPanel, copied
from gesprekskaarten.tui.zaal.app import Zaal
from gesprekskaarten.tui.zaal.following import LOOKS_PER_SECOND, PATIENCE
from gesprekskaarten.tui.zaal.listening import Listening
from tests.pilot.contrast import drawn, minimum_contrast, text_of
from tests.storing import bytes_of
from tests.unit.test_room_faces import full_table
from tests.unit.test_room_view import Table, a_table, material

SIZES = [(46, 13), (70, 20), (120, 36), (200, 60)]
WAITING, GONE = "We wachten op het gesprek.", "Even geduld."


class Room:
    """A room window on a store, and what a leader does with that store."""

    def __init__(self, root: Path, theme: str = "licht") -> None:
        self.root = root
        self.now = dt.datetime(2026, 11, 22, 13, 0, tzinfo=dt.UTC)
        self.app = Zaal(root, theme, lambda: self.now)
        self.pilot: Pilot[None]

    @asynccontextmanager
    async def open(self, columns: int = 70, rows: int = 20) -> AsyncIterator["Room"]:
        async with self.app.run_test(size=(columns, rows)) as self.pilot:
            await self.looks()
            yield self

    async def looks(self, times: int = 1) -> None:
        """The window looks so many times, as it does eight times a second."""
        for _ in range(times):
            self.app.look()
        for _ in range(3):
            await self.pilot.pause()

    async def shows(self, shown: Table | RoomView) -> None:
        view = shown.view if isinstance(shown, Table) else shown
        if isinstance(shown, Table):
            self.now = shown.now
        publish(self.root, view.model_dump_json())
        await self.looks()

    async def says(self, sentence: str) -> None:
        """Nothing stands there but this sentence."""
        await self.looks()
        assert self.words == sentence

    @property
    def lines(self) -> list[str]:
        return text_of(self.app)

    @property
    def words(self) -> str:
        return " ".join(" ".join(self.lines).split())


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "sessies"
    folder.mkdir()
    return folder


def page_of(view: RoomView, columns: int, rows: int, left: int | None) -> list[str]:
    made = pages(view, min(columns, 80), rows, left)
    return [line.text for line in made[view.page % len(made)]]


async def test_started_first_it_waits_and_then_shows_the_view(root: Path) -> None:
    async with Room(root).open() as room:
        await room.says(WAITING)
        table = full_table("perspectief")
        await room.shows(table)
        assert room.lines == page_of(table.view, 70, 20, 8)


async def test_when_the_leader_stops_the_words_go_at_once(root: Path) -> None:
    async with Room(root).open() as room:
        await room.shows(full_table("perspectief"))
        withdraw(root)
        await room.says(GONE)


async def test_after_a_crash_of_the_leader_the_view_stays_and_the_time_ends_at_nothing(root: Path) -> None:
    async with Room(root).open() as room:
        table = full_table("perspectief")
        await room.shows(table)
        room.now += dt.timedelta(days=1)
        await room.looks(10 * PATIENCE)
        assert room.lines == page_of(table.view, 70, 20, 0)
        assert "Tijd is om" in room.words


async def test_a_clock_that_was_put_back_shows_no_more_than_the_round_has(root: Path) -> None:
    async with Room(root).open() as room:
        table = full_table("perspectief")
        await room.shows(table)
        room.now -= dt.timedelta(days=400)
        await room.looks()
        assert f"nog {table.view.allotted} minuten" in room.words


@pytest.mark.parametrize(
    "text", ["", '{"session": "avo', "iets anders", '{"kleur": "rood"}', '{"prompt": "\\u001b]0;weg\\u0007"}']
)
async def test_what_cannot_be_shown_leaves_the_last_good_view_for_a_moment(root: Path, text: str) -> None:
    async with Room(root).open() as room:
        table = full_table("botsing")
        await room.shows(table)
        good = room.lines
        publish(root, text)
        await room.looks(3)
        assert room.lines == good
        await room.looks(PATIENCE)
        await room.says(GONE)
        await room.shows(table)
        assert room.lines == good


async def test_what_can_never_be_shown_is_waited_for(root: Path) -> None:
    publish(root, "iets anders")
    async with Room(root).open() as room:
        await room.says(WAITING)
        await room.looks(2 * PATIENCE)
        await room.says(WAITING)


async def test_a_folder_that_goes_and_comes_back(root: Path) -> None:
    async with Room(root).open() as room:
        await room.shows(full_table("perspectief"))
        shutil.rmtree(root)
        await room.looks()
        assert "Perspectiefronde" in room.words
        await room.looks(PATIENCE)
        await room.says(GONE)
        assert not root.exists()
        root.mkdir()
        await room.says(GONE)
        await room.shows(full_table("botsing"))
        assert "Waar botst het?" in room.words


async def test_another_session_takes_its_place_also_when_its_number_is_lower(root: Path) -> None:
    async with Room(root).open() as room:
        await room.shows(full_table("perspectief"))
        other = a_table(session="een-andere-avond").enters("welkom")
        await room.shows(other)
        assert room.lines == page_of(other.view, 70, 20, minutes_left(other.view, room.now))
        seen = read_window(root, room.now)
        assert seen is not None
        assert (seen.session, seen.number) == ("een-andere-avond", other.view.number)


@pytest.mark.parametrize("theme", ["licht", "donker"])
async def test_a_blank_room_is_one_even_colour_and_not_a_word(root: Path, theme: str) -> None:
    async with Room(root, theme).open() as room:
        table = full_table("perspectief")
        await room.shows(table)
        await room.shows(table.wants(do.Happen(ev.Blanked(on=True))))
        await room.pilot.press("ctrl+c", "ctrl+q", "a")
        await room.looks()
        assert room.words == ""
        papers = {style.bgcolor.name for line in drawn(room.app) for _, style in line if style.bgcolor}
        assert papers == {room.app.theme_variables["background"].lower()}


async def test_a_break_says_large_when_we_go_on(root: Path) -> None:
    async with Room(root).open() as room:
        table = full_table("perspectief").wants(do.Happen(ev.Paused(on=True, minutes=10)))
        await room.shows(table)
        back = table.view.back_at
        assert back is not None
        assert f"We gaan verder om {back.astimezone():%H:%M}" in room.words
        assert sum("██" in line for line in room.lines) == 5


@pytest.mark.parametrize(
    ("round", "columns", "rows", "large"),
    [
        ("perspectief", 70, 20, True),
        ("perspectief", 46, 13, False),
        ("stilte", 120, 36, False),
        ("afronden", 70, 20, False),
    ],
)
async def test_the_minutes_are_large_when_there_is_room_after_everything_else(
    root: Path, round: str, columns: int, rows: int, large: bool
) -> None:
    async with Room(root).open(columns, rows) as room:
        await room.shows(full_table(round))
        assert any(line.strip() == "██████" for line in room.lines) == large


async def test_another_minute_draws_only_the_lines_that_change(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    touched: set[int] = set()
    draw = RoomPanel.render_line

    def noted(panel: RoomPanel, y: int) -> object:
        touched.add(y)
        return draw(panel, y)

    async with Room(root).open(46, 13) as room:
        table = full_table("perspectief")
        await room.shows(table)
        monkeypatch.setattr(RoomPanel, "render_line", noted)
        await room.looks(5)
        assert touched == set()
        room.now += dt.timedelta(minutes=1)
        await room.looks()
        assert room.lines[-1].startswith("nog 7 minuten")
        assert touched == {12}


async def test_what_changed_while_nobody_saw_it_stands_there_when_it_is_seen_again(root: Path) -> None:
    async with Room(root).open() as room:
        await room.shows(full_table("perspectief"))
        room.app.room.panel.display = False
        await room.shows(full_table("botsing"))
        room.app.room.panel.display = True
        await room.looks()
        assert "Waar botst het?" in room.lines[0]


async def test_the_leader_turns_the_pages_and_reads_which_one_stands_there(root: Path) -> None:
    async with Room(root).open(46, 13) as room:
        view = full_table("afronden").view
        for page, shown in enumerate((1, 2, 1)):
            await room.shows(view.model_copy(update={"page": page}))
            assert f"pagina {shown} van 2" in room.words
            seen = read_window(root, room.now)
            assert seen is not None
            assert (seen.columns, seen.rows, seen.number, seen.page, seen.pages) == (46, 13, view.number, shown - 1, 2)


async def test_another_size_in_the_middle_draws_and_says_it(root: Path) -> None:
    async with Room(root).open() as room:
        table = full_table("afronden")
        await room.shows(table)
        for columns, rows in ((32, 8), (200, 60), (10, 3), (46, 13)):
            await room.pilot.resize_terminal(columns, rows)
            await room.looks()
            left = (columns - min(columns, 80)) // 2
            wanted = page_of(table.view, columns, rows, minutes_left(table.view, room.now))
            shown = [line[left:] for line in room.lines]
            assert shown == [*wanted, *[""] * (rows - len(wanted))]
            seen = read_window(root, room.now)
            assert seen is not None
            assert (seen.columns, seen.rows) == (columns, rows)


async def test_on_a_disk_that_only_reads_it_still_follows(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    table = full_table("perspectief")
    publish(root, table.view.model_dump_json())

    def refused(*_: object, **__: object) -> tuple[int, str]:
        raise OSError(errno.EROFS, os.strerror(errno.EROFS))

    monkeypatch.setattr(tempfile, "mkstemp", refused)
    async with Room(root).open() as room:
        assert "Perspectiefronde" in room.words
        assert list(bytes_of(root)) == ["zaal.json"]


async def test_no_key_and_no_click_changes_anything(root: Path) -> None:
    async with Room(root).open() as room:
        await room.shows(full_table("afronden"))
        before, shown = (root / "zaal.json").read_bytes(), room.lines
        keys = [*"abcjkqxz?019", "enter", "escape", "tab", "left", "right", "up", "down", "pageup", "pagedown", "space"]
        await room.pilot.press(*keys, *(f"f{number}" for number in range(1, 13)), "ctrl+p", "ctrl+z", "delete")
        await room.pilot.click(offset=(5, 5))
        await room.looks()
        assert room.lines == shown
        assert bytes_of(root).keys() == {"zaal.json", "zaal-venster.json"}
        assert (root / "zaal.json").read_bytes() == before
        assert room.app.is_running


async def test_only_twice_ctrl_q_stops_it_and_then_it_leaves_nothing(root: Path) -> None:
    room = Room(root)
    async with room.open():
        await room.shows(full_table("perspectief"))
        await room.pilot.press("ctrl+q")
        assert "Nog een keer ctrl+q" in room.lines[-1]
        await room.looks(4 * PATIENCE)
        assert "ctrl+q" not in room.words
        await room.pilot.press("ctrl+c")
        assert "Twee keer ctrl+q sluit dit zaalvenster." in room.lines[-1]
        await room.pilot.press("ctrl+q")
        await room.looks()
        assert room.app.is_running
        assert (root / "zaal-venster.json").exists()
        await room.pilot.press("ctrl+q")
    assert room.app.return_code == 0
    assert list(bytes_of(root)) == ["zaal.json"]


async def test_two_windows_on_one_store_both_show_it(root: Path) -> None:
    one, other = Room(root), Room(root)
    table = full_table("perspectief")
    async with one.open(70, 20), other.open(46, 13):
        await one.shows(table)
        other.now = table.now
        await other.looks(LOOKS_PER_SECOND)
        assert one.lines == page_of(table.view, 70, 20, 8)
        assert other.lines == page_of(table.view, 46, 13, 8)
        seen = read_window(root, table.now)
        assert seen is not None
        assert (seen.columns, seen.rows) == (46, 13)


async def test_the_leader_knows_whether_the_room_sees_what_it_should_and_how_large(root: Path) -> None:
    listening, table = Listening(), full_table("perspectief")
    room = Room(root)

    def told(after: float = 0.0) -> tuple[str, tuple[int, int] | None]:
        listening.look(root, table.view, room.now + dt.timedelta(seconds=after))
        return listening.words, listening.size

    assert told() == ("geen zaalvenster", None)
    async with room.open():
        await room.shows(table)
        await room.looks(LOOKS_PER_SECOND)
        assert told() == ("zaalvenster 70×20, ziet dit", (70, 20))
        table.wants(do.Speak("huisarts"))
        assert told() == ("zaalvenster 70×20, ziet dit", (70, 20))
        assert told(2) == ("zaalvenster loopt achter", (70, 20))
        publish(root, table.view.model_dump_json())
        await room.looks()
        assert told(2) == ("zaalvenster 70×20, ziet dit", (70, 20))
        await room.pilot.resize_terminal(46, 13)
        await room.looks()
        assert told() == ("zaalvenster 46×13, ziet dit", (46, 13))
        assert told(4) == ("geen zaalvenster", None)


async def test_the_copy_on_the_leaders_screen_is_the_page_of_the_room() -> None:
    class Leader(App[None]):
        def compose(self) -> ComposeResult:
            yield RoomPanel()

    view = full_table("afronden").view.model_copy(update={"page": 1})
    app = Leader()
    async with app.run_test(size=(34, 30)) as pilot:
        panel = app.query_one(RoomPanel)
        panel.show(view, 3, (46, 13))
        await pilot.pause()
        assert panel.page == (1, 2)
        assert " ".join(text_of(app)).split() == " ".join(page_of(view, 46, 13, 3)).split()


async def test_in_a_large_window_the_text_stands_in_the_middle(root: Path) -> None:
    async with Room(root).open(200, 60) as room:
        await room.shows(full_table("perspectief"))
        filled = [row for row, line in enumerate(room.lines) if line]
        assert (filled[0], filled[-1]) == (10, 49)
        assert {line[:60].strip() for line in room.lines} == {""}
        assert all(line.startswith(" " * 60) for line in room.lines if line)


def test_a_crash_names_the_command_and_not_the_conversation(root: Path) -> None:
    words = Zaal(root)._last_words()
    assert "gesprekskaarten zaal" in words
    assert words != crash_sentence()


@pytest.mark.parametrize("theme", ["licht", "donker"])
@pytest.mark.parametrize(("columns", "rows"), SIZES)
async def test_everything_in_the_room_is_ten_to_one(root: Path, theme: str, columns: int, rows: int) -> None:
    async with Room(root, theme).open(columns, rows) as room:
        found = [minimum_contrast(room.app)]
        for round in material().playbook.rounds:
            table = full_table(round.id)
            for page in range(len(pages(table.view, min(columns, 80), rows, 5))):
                await room.shows(table.view.model_copy(update={"page": page}))
                found.append(minimum_contrast(room.app))
        await room.pilot.press("ctrl+c")
        found.append(minimum_contrast(room.app))
        worst = min(found, key=lambda one: one.ratio)
        assert worst.ratio >= 10, worst


@pytest.mark.parametrize("round", [round.id for round in material().playbook.rounds])
@pytest.mark.parametrize(("columns", "rows"), [(70, 20), (46, 13), (200, 60)])
def test_the_copy_of_the_leader_has_every_word_of_the_page_or_counts_what_is_missing(
    round: str, columns: int, rows: int
) -> None:
    for page in pages(full_table(round).view, min(columns, 80), rows, 8):
        words = [word for line in page if line.style != "figure" for word in line.text.split()]
        high = copied(page, 34, 60)
        assert [word for line in high for word in line.text.split()] == words
        assert all(len(line.text) <= 34 for line in high)
        low = copied(page, 34, 6)
        assert len(low) <= 6
        filled = [line for line in high if line.text]
        assert [line for line in low if line.text][:5] == filled[:5]
        if len(filled) > 6:
            assert low[-1].text.startswith(f"… de zaal ziet nog {len(filled) - 5} regels")
