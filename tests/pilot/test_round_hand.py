"""A hand for the tests of the rounds: after every key it reads whether the screen is whole and Dutch."""

import re
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Literal

import pytest
from textual import events
from textual.geometry import Region
from textual.widget import Widget

from gesprekskaarten.conduct.opening import Opening
from gesprekskaarten.conduct.prepare import Preparation
from gesprekskaarten.decks.library import Library
from gesprekskaarten.domain.lines import Kind, Line
from gesprekskaarten.room.model import RoomView
from gesprekskaarten.storage.paths import shipped_decks
from gesprekskaarten.storage.room_file import read_room
from gesprekskaarten.tui.app import GesprekApp
from gesprekskaarten.tui.command_screen import CommandScreen
from gesprekskaarten.tui.widgets.choice import Choice
from gesprekskaarten.tui.widgets.rows import Rows
from tests.pilot.contrast import text_of
from tests.pilot.leading import LARGE, SMALL, Clock, Leader, settled

SIZES = pytest.mark.parametrize("size", [SMALL, LARGE], ids=["60x20", "100x30"])
BOTH = pytest.mark.parametrize(
    ("size", "screens"),
    [(SMALL, 1), (SMALL, 2), (LARGE, 1), (LARGE, 2)],
    ids=["60x20-een", "60x20-twee", "100x30-een", "100x30-twee"],
)
"""Both sizes, with one beeld and with two."""
EACH = pytest.mark.parametrize(("size", "screens"), [(SMALL, 1), (LARGE, 2)], ids=["60x20-een", "100x30-twee"])
"""Small with one beeld, large with two."""
Size = tuple[int, int]
Screens = Literal[1, 2]

TABLE = {"mantelzorger": 1, "wijkverpleegkundige": 2, "wijkteam": 1, "huisarts": 1, "ciz": 0}
"""Who is there: CIZ is an empty chair."""
ENGLISH = re.compile(
    r"\b(the|and|with|you|your|press|loading|cancel|ok|close|quit|error|select|type to|enter to|search|submit"
    r"|copy|write|yes|page|round|undo|save|delete|none|true|false|null)\b",
    re.IGNORECASE,
)
"""English that is no Dutch word as well."""
CHARACTERS = {"enter": "\r", "tab": "\t", "space": " ", "plus": "+", "minus": "-", "question_mark": "?"}
NAMES = {character: key for key, character in CHARACTERS.items()}
WORDS = 8
"""From this many characters on a text is pasted."""


class Hand(Leader):
    """Presses keys in the real program. It waits for what is saved and drawn, never for the clock."""

    async def settle(self) -> None:
        await settled(self.app, self.pilot)

    async def press(self, *keys: str) -> None:
        for key in keys:
            self._send(key)
            await self.settle()
            self.look()

    async def press_fast(self, key: str, times: int) -> None:
        """The same key again and again, faster than the screen is read."""
        for _ in range(times):
            self._send(key)
        await self.settle()

    async def write(self, text: str) -> None:
        if len(text) >= WORDS:
            self.app.post_message(events.Paste(text))
        else:
            for character in text:
                self._send(NAMES.get(character, character))
        await self.settle()
        self.look()

    def _send(self, key: str) -> None:
        character = CHARACTERS.get(key, key if len(key) == 1 else None)
        self.app.post_message(events.Key(key, character))

    async def says(self, text: str, *details: str) -> Line:
        """Enter, the words, Enter, and each detail with its Enter; all of it can be read on the screen then."""
        if self.screen.typing is None:
            await self.press("enter")
        for words in (text, *details):
            await self.write(words)
            await self.press("enter")
        line = self.session.lines[self.session.last_line]
        assert line.text == text
        await self.reads(text, *details)
        return line

    async def reads(self, *texts: str) -> None:
        """Every word of these texts can be read: on the board, by scrolling, or as the line that is read back."""
        seen = await self.board_text()
        for text in texts:
            for word in text.split():
                assert word in seen, f"“{word}” of “{text}” is not on the screen: {seen}"

    async def board_text(self) -> str:
        """Everything that can be read on the board of the screen by scrolling, and what the screen shows besides."""
        await self.settle()
        board = self.app.screen.query_one("#board", Rows)
        if not board.is_on_screen or board.region.height == 0:
            rows = " ".join(row.content.plain for row in board.rows)
            return f"{self.text} {rows}"
        top = board.scroll_offset.y
        found: dict[int, str] = {}
        for y in range(0, board.virtual_size.height, max(1, board.content_region.height)):
            board.scroll_to(y=y, animate=False)
            await self.pilot.pause(0)
            where = board.content_region
            for number, line in enumerate(in_region(text_of(self.app), where), board.scroll_offset.y):
                found[number] = line.rstrip(" ▁▂▃▄▅▆▇█")
        board.scroll_to(y=top, animate=False)
        await self.pilot.pause(0)
        return " ".join(" ".join(line for _, line in sorted(found.items())).split())

    def look(self) -> None:
        """The screen is Dutch, and what stands around the board is not cut."""
        if not self.app.screen_stack:
            return
        lines = text_of(self.app)
        shown = " ".join(" ".join(lines).split())
        assert (english := ENGLISH.search(shown)) is None, f"English on the screen: {english}: {shown}"
        screen = self.app.screen
        if not isinstance(screen, CommandScreen):
            return
        for widget, text in self._around(screen):
            seen = squeezed("".join(in_region(lines, widget.region)))
            assert squeezed(text) in seen, f"cut: “{text}” in “{seen}”\n" + "\n".join(lines)

    def _around(self, screen: CommandScreen[object]) -> list[tuple[Widget, str]]:
        """What must be whole in its place: the question and what was said, what is asked, the answers, the header."""
        bar = screen.question_bar
        found: list[tuple[Widget, str]] = [(bar, bar.text)] if bar.display else []
        for widget in screen.query("#asked, Header, #top"):
            if widget.display and widget.is_on_screen:
                found.append((widget, str(widget.render())))
        for choice in screen.query(Choice):
            if choice.display:
                total, places = choice._places(max(8, choice.content_size.width))
                if total <= choice.content_size.height:
                    found.append((choice, choice._question.plain))
                now = next(place for place in places if choice._options[place.index].key == choice.current)
                found.append((choice, now.content.plain))
        return found

    @property
    def room(self) -> str:
        """What stands in zaal.json."""
        return read_room(self.app.root) or ""

    @property
    def view(self) -> RoomView:
        return self.screen.leading.conductor.room_view()

    async def choose_line(self, line: int) -> None:
        """↓ and ↑ until this line is the chosen one."""
        board = self.app.screen.query_one("#board", Rows)
        wanted = f"regel {line}"
        keys = [row.key for row in board.rows if row.key]
        assert wanted in keys
        for _ in range(len(keys) + 1):
            if board.selected == wanted:
                return
            here = keys.index(board.selected) if board.selected in keys else -1
            await self.press("down" if here < keys.index(wanted) else "up")
        raise AssertionError(f"{wanted} cannot be chosen")

    async def sheet(self, *, opened: bool = True) -> None:
        """With one beeld: F5 opens or closes the leader's own sheet; with two it is always there."""
        if self.session.opened.screens == 1 and self.screen.backstage != opened:
            await self.press("f5")

    async def to(self, round_id: str) -> None:
        """→ or ← until this round is shown, then Enter."""
        rounds = [round.id for round in self.session.material.playbook.rounds]
        if not self.session.round_id:
            await self.press("enter")
        by = rounds.index(round_id) - rounds.index(self.session.round_id)
        if by:
            await self.press_fast("right" if by > 0 else "left", abs(by))
            await self.press("enter")
        assert self.session.round_id == round_id

    def the(self, kind: Kind) -> Line:
        """The last line of this kind."""
        return self.lines(kind)[-1]


def in_region(lines: list[str], where: Region) -> list[str]:
    """What stands in a part of the screen."""
    return [line[where.x : where.right].ljust(where.width) for line in lines[where.y : where.bottom]]


def squeezed(text: str) -> str:
    return "".join(text.split())


@asynccontextmanager
async def at_table(
    root: Path,
    size: Size,
    screens: Screens = 2,
    *,
    own: Path | None = None,
    playbook: str = "grensvlakkengesprek-90",
    present: Mapping[str, int] | None = None,
    follows: str = "",
    opening: Opening | None = None,
) -> AsyncIterator[Hand]:
    """The program with a new session, CIZ an empty chair; `own` is a folder with decks and draaiboeken of one's own."""
    preparation = Preparation(
        playbook=playbook, screens=screens, place="Zwolle", present=dict(present or TABLE), follows=follows
    )
    watch = Clock()
    library = Library(shipped_decks(), [own] if own else [])
    app = GesprekApp(root, library, opening or Opening("new", preparation), watch)
    async with app.run_test(size=size) as pilot:
        hand = Hand(app, pilot, watch)
        await hand.settle()
        hand.look()
        yield hand


def own_draaiboek(root: Path, *rounds: str) -> Path:
    """A folder of one's own with a draaiboek "eigen" of these rounds, each a piece of TOML under [[ronde]]."""
    folder = root / "eigen" / "draaiboeken"
    folder.mkdir(parents=True)
    text = 'formaat = 1\n[draaiboek]\nid = "eigen"\ntitel = "Eigen draaiboek"\nminuten = 60\n'
    text += "".join(f"\n[[ronde]]\n{one}\n" for one in rounds)
    (folder / "eigen.toml").write_text(text, "utf-8")
    return root / "eigen"


@SIZES
async def test_the_hand_sees_english_and_what_is_cut(tmp_path: Path, size: Size) -> None:
    async with at_table(tmp_path, size) as hand:
        hand.screen.say("Press a key")
        await hand.settle()
        with pytest.raises(AssertionError, match="English"):
            hand.look()
        hand.screen.say("Dit is een lange zin die op een smal scherm niet op één regel past. " * 3)
        hand.screen.question_bar.styles.max_height = 2
        await hand.settle()
        with pytest.raises(AssertionError, match="cut"):
            hand.look()


@SIZES
async def test_the_hand_misses_words_that_are_not_there(tmp_path: Path, size: Size) -> None:
    async with at_table(tmp_path, size) as hand:
        await hand.to("casus")
        await hand.says("Riet woont alleen.")
        with pytest.raises(AssertionError, match="samen"):
            await hand.reads("Riet woont samen.")
