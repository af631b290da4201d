"""Perspectiefronde: everybody once, passing is an equal choice, an empty chair is imagined."""

from pathlib import Path

from gesprekskaarten.domain.lines import Contribution, Kind, Source
from tests.pilot.test_round_hand import BOTH, EACH, SIZES, Hand, Screens, Size, at_table

SEES, FEARS, NEEDS = "Ik lig wakker en ik luister.", "Ik ben bang dat zij valt.", "Eén nacht in de week slaap."


def contributions(hand: Hand) -> list[Contribution]:
    return [line for line in hand.lines() if isinstance(line, Contribution)]


@EACH
async def test_the_mantelzorger_is_first_and_the_huisarts_last(tmp_path: Path, size: Size, screens: Screens) -> None:
    async with at_table(tmp_path, size, screens) as hand:
        await hand.to("perspectief")
        order = []
        for _ in range(4):
            await hand.press("v")
            order.append(hand.session.turn)
        assert order == ["mantelzorger", "wijkverpleegkundige", "wijkteam", "huisarts"]
        await hand.press("v")
        assert "Iedereen is aan de beurt geweest." in hand.text


@EACH
async def test_who_passes_is_asked_once_more_and_not_again(tmp_path: Path, size: Size, screens: Screens) -> None:
    async with at_table(tmp_path, size, screens) as hand:
        await hand.to("perspectief")
        await hand.press("v", "d", "v", "v", "v", "v")
        assert hand.session.turn == "mantelzorger"
        await hand.press("d", "v")
        assert "Iedereen is aan de beurt geweest." in hand.text
        assert hand.session.passed_in("perspectief") == ("mantelzorger", "mantelzorger")
        assert "gaf door" not in hand.room


@BOTH
async def test_what_one_actor_sees_fears_and_needs_is_confirmed_at_once(
    tmp_path: Path, size: Size, screens: Screens
) -> None:
    async with at_table(tmp_path, size, screens) as hand:
        await hand.to("perspectief")
        await hand.says(SEES)
        await hand.press("enter", "tab")
        await hand.says(FEARS)
        await hand.press("enter", "tab")
        await hand.says(NEEDS)
        await hand.press("2")
        await hand.says("Ik kom maar drie keer.")
        assert [(line.actor, line.kind) for line in contributions(hand)] == [
            ("mantelzorger", Kind.PERSPECTIEF),
            ("mantelzorger", Kind.ZORG),
            ("mantelzorger", Kind.BEHOEFTE),
            ("wijkverpleegkundige", Kind.PERSPECTIEF),
        ]
        await hand.press("j", "1", "J")
        assert [line.agreed for line in hand.lines()] == [True, True, True, True]
        for text in (SEES, FEARS, NEEDS):
            assert text in hand.room
        await hand.sheet()
        await hand.reads(SEES, FEARS, NEEDS, "Nog niet gehoord:")


@EACH
async def test_a_says_on_whose_behalf(tmp_path: Path, size: Size, screens: Screens) -> None:
    async with at_table(tmp_path, size, screens) as hand:
        await hand.to("perspectief")
        await hand.press("a")
        assert "Kies eerst" in hand.text
        await hand.press("2")
        await hand.says("Wij hebben te weinig nachtdiensten.")
        await hand.press("j")
        await hand.sheet()
        await hand.choose_line(1)
        await hand.press("a", "n")
        (line,) = contributions(hand)
        assert (line.source, line.agreed) == (Source.ACHTERBAN, True)
        await hand.sheet()
        await hand.reads("namens de achterban")
        assert "namens de achterban" in hand.room


@EACH
async def test_who_speaks_for_an_empty_chair_imagines(tmp_path: Path, size: Size, screens: Screens) -> None:
    async with at_table(tmp_path, size, screens) as hand:
        await hand.to("perspectief")
        await hand.press("5")
        await hand.says("Ik kijk naar wat iemand nodig heeft.")
        (line,) = contributions(hand)
        assert (line.actor, line.source) == ("ciz", Source.INGELEEFD)
        await hand.press("j")
        assert "ingeleefd, niet getoetst" in hand.room
        await hand.press("a")
        assert "voor zichzelf" not in hand.text
        await hand.press("escape")


@SIZES
async def test_a_digit_without_an_actor_is_said(tmp_path: Path, size: Size) -> None:
    async with at_table(tmp_path, size) as hand:
        await hand.to("perspectief")
        await hand.press("9")
        assert "Er zijn 5 actoren" in hand.text
        assert hand.session.turn is None
