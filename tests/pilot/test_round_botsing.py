"""Waar botst het: three things at most, and one dilemma sentence."""

from pathlib import Path

from gesprekskaarten.domain.lines import Kind
from tests.pilot.test_round_hand import EACH, Screens, Size, at_table

SHARED = ("Riet wil thuis blijven.", "De nachten zijn te zwaar.", "Niemand heeft alle telefoonnummers.")
DILEMMA = "Aan de ene kant wil zij thuis zijn, aan de andere kant is de nacht niet veilig."


@EACH
async def test_a_fourth_is_refused_and_its_words_can_become_a_clash(
    tmp_path: Path, size: Size, screens: Screens
) -> None:
    async with at_table(tmp_path, size, screens) as hand:
        await hand.to("botsing")
        for text in SHARED:
            await hand.says(text)
        await hand.write("Er is te weinig tijd.")
        await hand.press("enter")
        assert hand.said(Kind.EENS) == list(SHARED)
        assert "Er staan al drie punten waar jullie het over eens zijn." in hand.text
        await hand.press("tab", "enter", "enter")
        assert hand.said(Kind.BOTST) == ["Er is te weinig tijd."]
        await hand.press("J")
        await hand.sheet()
        await hand.reads("(3 van 3)", "(1 van 3)", *SHARED)
        for text in SHARED:
            assert text in hand.room


@EACH
async def test_there_is_one_dilemma_sentence(tmp_path: Path, size: Size, screens: Screens) -> None:
    async with at_table(tmp_path, size, screens) as hand:
        await hand.to("botsing")
        await hand.press("enter", "tab", "tab")
        await hand.says("Thuis of veilig?")
        await hand.sheet()
        await hand.reads("Lukt het met twee kanten?")
        await hand.press("x", "enter")
        await hand.says(DILEMMA)
        assert "Lukt het met twee kanten?" not in await hand.board_text()
        await hand.press("j", "enter")
        await hand.write("Nog een zin.")
        await hand.press("enter")
        assert "Er staat al een dilemmazin." in hand.text
        assert hand.said(Kind.DILEMMA) == [DILEMMA]
        assert DILEMMA in hand.room


@EACH
async def test_what_was_said_before_stands_there_to_read_back(tmp_path: Path, size: Size, screens: Screens) -> None:
    async with at_table(tmp_path, size, screens) as hand:
        await hand.to("perspectief")
        await hand.press("1")
        await hand.says("Ik slaap al weken niet.")
        await hand.press("j", "5")
        await hand.says("Dit heeft niemand bevestigd.")
        await hand.to("botsing")
        await hand.sheet()
        await hand.reads("Lees kort terug", "Cliënt / mantelzorger: Ik slaap al weken niet.")
        assert "niemand bevestigd" not in await hand.board_text()
