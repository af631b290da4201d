"""Ten times too much: sessions, lines, actors and words without end. Nothing breaks, and all of it can be used."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from gesprekskaarten.conduct.conductor import Conductor
from gesprekskaarten.conduct.opening import Opening
from gesprekskaarten.domain import events as ev
from gesprekskaarten.domain.deck import Group
from gesprekskaarten.domain.lines import Kind
from gesprekskaarten.tui.widgets.rows import MARK
from tests.building import START, material, opening, own_actor, said
from tests.pilot.leading import Leader
from tests.pilot.test_every_screen import SIZES, Inspector, dutch, opened, right

LINES = 60
ACTORS = 20
TITLE = "Een heel lange titel over de nachtzorg van Riet. " * 82


def crowded(root: Path, *, screens: int = 2) -> str:
    """Make a session in which everything is far too much, in the perspectiefronde; return its name."""
    first = opening(screens=1 if screens == 1 else 2)
    happened: list[ev.Event] = [first, ev.Titled(title=TITLE[:4000])]
    happened += [
        own_actor(f"eigen-{number}", f"Wijkorganisatie nummer {number} van de hele regio", Group.PROFESSIONALS)
        for number in range(1, ACTORS + 1)
    ]
    happened.append(ev.RoundEntered(round="perspectief"))
    for number in range(1, LINES + 1):
        line = said(
            f"Dit is regel {number} van een lang gesprek over wie er 's nachts komt. " * 3, agreed=number % 2 == 0
        )
        happened.append(ev.Recorded(line=line.model_copy(update={"id": number})))
    name = first.session
    Conductor.begin(root, name, material(), happened, lambda: START).close()
    return name


async def looked_at(hand: Leader, name: str) -> list[str]:
    inspector = Inspector(hand, dutch, right)
    await inspector(name)
    return inspector.found


@pytest.mark.parametrize("screens", [2, 1])
async def test_sixty_lines_twenty_own_actors_and_a_title_without_end(
    tmp_path_factory: pytest.TempPathFactory, screens: int
) -> None:
    root = tmp_path_factory.mktemp("map")
    name = crowded(root, screens=screens)
    async with opened(root, Opening("resume", folder=name), size=SIZES[0]) as hand:
        found = await looked_at(hand, "conversation")
        if screens == 1:
            await hand.press("f5")
        await hand.press("end", "up")
        assert hand.screen.chosen_line is not None
        assert MARK.strip() in hand.text
        for key in "pmtqrs":
            await hand.press(key)
            found += await looked_at(hand, key)
            if key == "s":
                await hand.press("space", "enter")
                found += await looked_at(hand, "strike, confirming")
                await hand.press("escape")
            await hand.press("escape")
        await hand.press("ctrl+p")
        await hand.write("aan het woord")
        await hand.press("enter", "up")
        found += await looked_at(hand, "who speaks")
        await hand.press("escape", "right")
        found += await looked_at(hand, "looking ahead")
        await hand.press("escape", "9", "enter")
        await hand.write("Nog een regel erbij, na zestig andere.")
        found += await looked_at(hand, "typing")
        await hand.press("enter", "escape")
        assert hand.said(Kind.PERSPECTIEF)[-1] == "Nog een regel erbij, na zestig andere."
        await hand.press("ctrl+w")
        found += await looked_at(hand, "start")
        await hand.press("g")
        found += await looked_at(hand, "sessions")
        assert found == []


async def test_three_hundred_sessions_can_be_gone_through_and_opened(tmp_path_factory: pytest.TempPathFactory) -> None:
    async with opened(tmp_path_factory.mktemp("map"), Opening("start")) as hand:
        await hand.press("n", "enter", "ctrl+w")
        (made,) = [path for path in hand.app.root.iterdir() if path.is_dir()]
        for number in range(299):
            shutil.copytree(made, made.with_name(f"2026-10-01-kopie-{number:03}"))
        with closing(sqlite3.connect(made / "gesprek.db")) as db:
            assert db.execute("pragma integrity_check").fetchone() == ("ok",)
        await hand.press("g")
        assert await looked_at(hand, "sessions") == []
        await hand.press("end")
        assert "2026-10-01-kopie-000" in hand.text
        await hand.press("enter")
        assert hand.screen.leading.conductor.file.folder.name == "2026-10-01-kopie-000"
        await hand.press("ctrl+w", "n", "v")
        assert await looked_at(hand, "follows") == []
