"""Stil schrijven: the room is quiet, and only what is parked is written down."""

import re
from pathlib import Path

from gesprekskaarten.domain.lines import Kind
from tests.pilot.test_round_hand import BOTH, SIZES, Screens, Size, at_table


@BOTH
async def test_in_the_silence_only_a_parked_line_can_be_written(tmp_path: Path, size: Size, screens: Screens) -> None:
    async with at_table(tmp_path, size, screens) as hand:
        await hand.to("stilte")
        await hand.press("enter", "tab")
        await hand.write("De sleutel van de buren.")
        await hand.press("enter", "enter")
        assert [(line.kind, line.text) for line in hand.lines()] == [(Kind.PARKEREN, "De sleutel van de buren.")]
        await hand.reads("De sleutel van de buren.")


@SIZES
async def test_the_room_sees_time_pass_without_a_number(tmp_path: Path, size: Size) -> None:
    async with at_table(tmp_path, size, 1) as hand:
        await hand.to("stilte")
        assert "█" in hand.text
        full = hand.text.count("█")
        hand.clock.pass_minutes(1.5)
        await hand.tick()
        assert 0 < hand.text.count("█") < full
        assert not re.search(r"\d+ (min|minuut|minuten)\b", hand.text)


@SIZES
async def test_nobody_has_the_floor_in_the_silence(tmp_path: Path, size: Size) -> None:
    async with at_table(tmp_path, size) as hand:
        await hand.to("stilte")
        await hand.press("v")
        assert "In deze ronde praat de hele tafel" in hand.text
        assert hand.session.turn is None
