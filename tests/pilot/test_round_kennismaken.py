"""Kennismaken: everybody briefly, the naasten not first."""

from pathlib import Path

from gesprekskaarten.domain.lines import Contribution, Kind, Source
from tests.pilot.test_round_hand import EACH, SIZES, Screens, Size, at_table


@EACH
async def test_v_goes_round_and_the_naasten_are_not_first(tmp_path: Path, size: Size, screens: Screens) -> None:
    async with at_table(tmp_path, size, screens) as hand:
        await hand.to("kennismaken")
        order = []
        for _ in range(4):
            await hand.press("v")
            order.append(hand.session.turn)
        assert order == ["wijkverpleegkundige", "mantelzorger", "wijkteam", "huisarts"]
        await hand.press("v")
        assert "Iedereen is aan de beurt geweest." in hand.text
        await hand.sheet()
        await hand.reads("1 Cliënt / mantelzorger: geweest", "4 Huisarts: nu aan het woord", "5 CIZ: lege stoel")


@EACH
async def test_a_role_is_written_down_with_whoever_speaks(tmp_path: Path, size: Size, screens: Screens) -> None:
    async with at_table(tmp_path, size, screens) as hand:
        await hand.to("kennismaken")
        await hand.says("Ik kom elke ochtend bij ouderen thuis.")
        await hand.press("j", "v")
        await hand.says("Ik zorg voor mijn moeder.")
        lines = [line for line in hand.lines() if isinstance(line, Contribution)]
        assert [(line.actor, line.kind, line.source) for line in lines] == [
            ("wijkverpleegkundige", Kind.ANTWOORD, Source.ZELF),
            ("mantelzorger", Kind.ANTWOORD, Source.ZELF),
        ]
        assert "elke ochtend bij ouderen" in hand.room
        assert "mijn moeder" not in hand.room


@SIZES
async def test_passing_needs_a_speaker_and_counts_as_a_turn(tmp_path: Path, size: Size) -> None:
    async with at_table(tmp_path, size) as hand:
        await hand.to("kennismaken")
        await hand.press("d")
        assert "Er is niemand aan het woord." in hand.text
        await hand.press("v", "d", "v")
        assert hand.session.passed_in("kennismaken") == ("wijkverpleegkundige",)
        assert hand.session.turn == "mantelzorger"
        await hand.reads("Wijkverpleegkundige (2): gaf door")
        await hand.press("right")
        await hand.reads("Nog niet gehoord: Wijkteam en dagbesteding en Huisarts.")
