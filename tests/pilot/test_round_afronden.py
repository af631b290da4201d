"""Voorlezen en uitchecken: what goes into the report, one word each, and the end."""

from pathlib import Path

from gesprekskaarten.domain.lines import Contribution, Kind
from tests.pilot.test_round_hand import BOTH, EACH, SIZES, Screens, Size, at_table


@EACH
async def test_everybody_leaves_a_word_and_it_stays_without_a_name(
    tmp_path: Path, size: Size, screens: Screens
) -> None:
    async with at_table(tmp_path, size, screens) as hand:
        await hand.to("afronden")
        await hand.press("n", "v")
        await hand.says("Opgelucht")
        await hand.press("j", "v")
        await hand.says("Gehoord")
        await hand.press("j")
        words = [(line.text, line.actor) for line in hand.lines(Kind.TERUGBLIK) if isinstance(line, Contribution)]
        assert words == [("Opgelucht", "mantelzorger"), ("Gehoord", "wijkverpleegkundige")]
        assert "Opgelucht" in hand.room
        await hand.sheet()
        await hand.reads("Woorden om mee naar huis te gaan", "Opgelucht", "Gehoord")


@BOTH
async def test_after_closing_words_are_refused_until_it_is_open_again(
    tmp_path: Path, size: Size, screens: Screens
) -> None:
    async with at_table(tmp_path, size, screens) as hand:
        await hand.to("afronden")
        await hand.press("v")
        await hand.says("Rustig")
        await hand.press("a")
        assert "Nog niet bevestigd en dus niet in het verslag: 1 regel." in hand.text
        await hand.press("n")
        assert not hand.session.closed
        await hand.press("a", "j")
        assert hand.session.closed
        for key in ("enter", "v", "j", "x", "1"):
            await hand.press(key)
            assert "Dit gesprek is afgesloten." in hand.text
            assert hand.screen.typing is None
        assert [(line.text, line.agreed) for line in hand.lines()] == [("Rustig", False)]
        await hand.press("a")
        assert not hand.session.closed
        await hand.says("Moe")
        assert hand.said() == ["Rustig", "Moe"]


@EACH
async def test_what_is_confirmed_stands_there_to_read_aloud_and_what_is_not_is_named(
    tmp_path: Path, size: Size, screens: Screens
) -> None:
    async with at_table(tmp_path, size, screens) as hand:
        await hand.to("botsing")
        await hand.press("enter", "tab", "tab")
        await hand.says("Aan de ene kant thuis, aan de andere kant veilig.")
        await hand.press("j")
        await hand.to("kiezen")
        await hand.says("Wij bellen elkaar elke week.", "het wijkteam", "vanaf maandag")
        await hand.to("afronden")
        await hand.sheet()
        await hand.reads(
            "Aan de ene kant thuis, aan de andere kant veilig.",
            "Er is geen bevestigde afspraak.",
            "Nog niet bevestigd: 1 regel",
            "Wij bellen elkaar elke week.",
        )
        assert "Wij bellen elkaar" not in hand.room
        await hand.choose_line(hand.the(Kind.AFSPRAAK).id)
        await hand.press("j")
        assert "Wij bellen elkaar" in hand.room
        await hand.reads("Alles is bevestigd.", "vanaf maandag")


@SIZES
async def test_there_is_nothing_after_the_last_round(tmp_path: Path, size: Size) -> None:
    async with at_table(tmp_path, size) as hand:
        await hand.to("afronden")
        await hand.press("right")
        assert "Dit is de laatste ronde." in hand.text
        assert hand.session.round_id == "afronden"
