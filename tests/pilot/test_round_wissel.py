"""Perspectiefwissel: pairs, the imagined line, and the last word of who has the role."""

from pathlib import Path

from gesprekskaarten.domain.lines import Exchange, Kind, Verdict
from tests.pilot.test_round_hand import BOTH, EACH, SIZES, Hand, Screens, Size, at_table

GUESS, RIGHT = "Ik ben bang dat ik haar kwijtraak.", "Ik ben vooral moe."
PLAYED = "Ik mag niet van de regels afwijken."


def exchange(hand: Hand) -> Exchange:
    line = hand.the(Kind.WISSEL)
    assert isinstance(line, Exchange)
    return line


@EACH
async def test_the_pairs_are_made_on_entering_and_the_room_sees_them(
    tmp_path: Path, size: Size, screens: Screens
) -> None:
    async with at_table(tmp_path, size, screens) as hand:
        await hand.to("wissel")
        pairs = dict(hand.session.pairs)
        assert set(pairs) == {"mantelzorger", "wijkverpleegkundige", "wijkteam", "huisarts"}
        assert len(set(pairs.values())) == 4
        assert "Huisarts is nu: Cliënt / mantelzorger" in hand.room
        await hand.sheet()
        await hand.reads("Huisarts is Cliënt / mantelzorger: nog niet geweest")
        await hand.press("g")
        other = dict(hand.session.pairs)
        assert set(other) == set(pairs)
        assert other != pairs
        assert all(speaker != about for speaker, about in other.items())


@BOTH
async def test_the_role_holder_corrects_and_the_line_is_asked_again(
    tmp_path: Path, size: Size, screens: Screens
) -> None:
    async with at_table(tmp_path, size, screens) as hand:
        await hand.to("wissel")
        await hand.press("4")
        await hand.says(GUESS)
        await hand.press("j", "o", "2")
        await hand.write(RIGHT)
        await hand.press("enter")
        line = exchange(hand)
        assert (line.actor, line.about) == ("huisarts", "mantelzorger")
        assert (line.verdict, line.correction, line.agreed) == (Verdict.KLOPT_NIET, RIGHT, False)
        assert "Klopt dit zo?" in hand.text
        assert RIGHT not in hand.room
        await hand.press("j")
        assert RIGHT in hand.room
        await hand.sheet()
        await hand.reads(GUESS, RIGHT, "klopt niet")


@EACH
async def test_what_is_right_needs_no_correction(tmp_path: Path, size: Size, screens: Screens) -> None:
    async with at_table(tmp_path, size, screens) as hand:
        await hand.to("wissel")
        await hand.press("4")
        await hand.says(GUESS)
        await hand.press("j", "o", "1")
        line = exchange(hand)
        assert (line.verdict, line.correction, line.agreed) == (Verdict.KLOPT, "", True)
        assert hand.screen.typing is None


@EACH
async def test_an_absent_role_stays_imagined(tmp_path: Path, size: Size, screens: Screens) -> None:
    async with at_table(tmp_path, size, screens) as hand:
        await hand.to("wissel")
        speaker = next(one for one, about in hand.session.pairs if about == "ciz")
        await hand.press(str(hand.session.actors.index(speaker) + 1))
        await hand.says(PLAYED)
        await hand.press("j")
        assert "ingeleefd, niet getoetst" in hand.room
        await hand.sheet()
        await hand.choose_line(exchange(hand).id)
        await hand.press("o")
        assert "CIZ is er niet" in hand.text
        assert exchange(hand).verdict is None
        await hand.reads(PLAYED, "ingeleefd, niet getoetst")


@EACH
async def test_an_empty_chair_plays_nobody(tmp_path: Path, size: Size, screens: Screens) -> None:
    async with at_table(tmp_path, size, screens) as hand:
        await hand.to("wissel")
        await hand.press("5", "enter")
        await hand.write("Ik speel een ander.")
        await hand.press("enter")
        assert hand.lines() == []
        assert "De stoel van CIZ is leeg." in hand.text
        await hand.press("tab", "enter")
        assert hand.said(Kind.PARKEREN) == ["Ik speel een ander."]


@SIZES
async def test_a_mantelzorger_never_plays_a_naaste(tmp_path: Path, size: Size) -> None:
    async with at_table(tmp_path, size) as hand:
        await hand.to("stilte")
        await hand.press("p", "e")
        await hand.write("Dochter")
        await hand.press("enter", "n", "escape")
        own = list(hand.session.own_actors)
        await hand.to("wissel")
        await hand.press("1")
        played = {dict(hand.session.pairs)["mantelzorger"]}
        for _ in range(4):
            await hand.press("w")
            played.add(dict(hand.session.pairs)["mantelzorger"])
        assert played == {"wijkverpleegkundige", "wijkteam", "huisarts", "ciz"}
        assert dict(hand.session.pairs)[own[0]] != "mantelzorger"


@SIZES
async def test_another_role_needs_somebody_who_speaks(tmp_path: Path, size: Size) -> None:
    async with at_table(tmp_path, size) as hand:
        await hand.to("wissel")
        await hand.press("w")
        assert "Er is niemand aan het woord." in hand.text
        await hand.press("o")
        assert "nog geen regel om te toetsen" in hand.text
        await hand.press("v", "d")
        assert hand.session.passed_in("wissel") == ("mantelzorger",)
