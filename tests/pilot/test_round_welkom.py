"""Welkom: what came of last time, what stays here, who reads along."""

import datetime as dt
from pathlib import Path

from gesprekskaarten.conduct.conductor import Conductor
from gesprekskaarten.domain import events as ev
from gesprekskaarten.domain.lines import Agreement, FollowUp, Kind, Progress, Signal
from tests.building import START, material, opening
from tests.pilot.test_round_hand import EACH, Screens, Size, at_table

AGREED = "Eén telefoonnummer voor de nacht."
SIGNALLED = "De regels voor dagbesteding sluiten niet aan."


def earlier(root: Path) -> str:
    """An earlier conversation with an agreement, a signal and an agreement that nobody confirmed; its name."""
    lines = (
        Agreement(id=1, round="kiezen", text=AGREED, who="de thuiszorg", when="1 december", agreed=True),
        Signal(id=2, round="kiezen", text=SIGNALLED, to="de gemeente", agreed=True),
        Agreement(id=3, round="kiezen", text="Dit ging niet door."),
    )
    before = START - dt.timedelta(days=30)
    Conductor.begin(
        root, "eerder", material(), [opening(), *(ev.Recorded(line=line) for line in lines)], lambda: before
    ).close()
    return "eerder"


@EACH
async def test_g_goes_past_what_was_agreed_last_time(tmp_path: Path, size: Size, screens: Screens) -> None:
    async with at_table(tmp_path, size, screens, follows=earlier(tmp_path)) as hand:
        await hand.press("enter")
        await hand.sheet()
        await hand.reads(AGREED, "de thuiszorg, 1 december", SIGNALLED, "de gemeente", "0 van 2 besproken")
        assert "ging niet door" not in await hand.board_text()
        await hand.press("g", "l")
        await hand.press("n")
        progress = [line.progress for line in hand.lines(Kind.VERVOLG) if isinstance(line, FollowUp)]
        assert progress == [Progress.LOOPT, Progress.NIET]
        await hand.reads("2 van 2 besproken", "loopt", "niet gedaan")
        assert "loopt nog" in hand.room
        assert "niet gedaan" in hand.room
        await hand.press("g", "g", "escape")
        assert [getattr(line, "progress", "") for line in hand.lines(Kind.VERVOLG)] == ["gedaan", "niet"]


@EACH
async def test_confidentiality_and_readers_are_asked_and_an_own_rule_is_added(
    tmp_path: Path, size: Size, screens: Screens
) -> None:
    async with at_table(tmp_path, size, screens) as hand:
        await hand.press("enter", "g")
        assert "geen afspraken van een vorige keer" in hand.text
        await hand.press("a", "n")
        assert hand.session.promised is False
        assert "Vraag wat erbij moet" in hand.text
        await hand.says("Wie huilt, hoeft niets uit te leggen.")
        await hand.press("enter", "j", "a", "left", "enter")
        assert hand.session.promised is True
        await hand.press("w")
        await hand.write("alleen wij aan tafel")
        await hand.press("enter")
        assert hand.session.readers == "alleen wij aan tafel"
        assert [(line.kind, line.agreed) for line in hand.lines()] == [(Kind.ANTWOORD, True)]
        assert "hoeft niets uit te leggen" in hand.room
        await hand.sheet()
        await hand.reads(
            "Vertrouwelijk: ja.", "mag zien: alleen wij aan tafel", "Wie huilt, hoeft niets uit te leggen."
        )


@EACH
async def test_escape_leaves_a_question_as_it_was(tmp_path: Path, size: Size, screens: Screens) -> None:
    async with at_table(tmp_path, size, screens) as hand:
        await hand.press("enter", "a", "escape")
        assert hand.session.promised is None
        await hand.press("w")
        await hand.write("het wijkteam")
        await hand.press("escape")
        assert hand.session.readers == ""
        await hand.press("w", "enter")
        assert hand.session.readers == "het wijkteam"
