"""Oplossingsrichtingen: three levels, who decides, the first step, and what secures it."""

from pathlib import Path

from gesprekskaarten.domain.lines import Kind, Solution
from tests.pilot.test_round_hand import EACH, SIZES, Hand, Screens, Size, at_table

NUMBER, DESK, RULE = "Eén telefoonnummer voor de nacht.", "Samen nachtzorg inkopen.", "Een indicatie die sneller komt."


def solutions(hand: Hand) -> list[Solution]:
    return [line for line in hand.lines(Kind.OPLOSSING) if isinstance(line, Solution)]


@EACH
async def test_three_levels_each_with_its_own_questions(tmp_path: Path, size: Size, screens: Screens) -> None:
    async with at_table(tmp_path, size, screens) as hand:
        await hand.to("oplossingen")
        await hand.says(NUMBER, "de teamleiders", "maandag bellen")
        await hand.press("tab")
        await hand.says(DESK, "", "")
        await hand.press("tab")
        await hand.says(RULE, "de minister", "een brief", "De huisarts belt zelf.")
        await hand.press("enter")
        assert [(line.level, line.decides, line.first_step, line.monday) for line in solutions(hand)] == [
            ("uitvoering", "de teamleiders", "maandag bellen", ""),
            ("organisatie", "", "", ""),
            ("stelsel", "de minister", "een brief", "De huisarts belt zelf."),
        ]
        assert hand.screen.typing is None
        assert NUMBER not in hand.room
        await hand.press("J")
        assert NUMBER in hand.room
        await hand.sheet()
        await hand.reads(NUMBER, "de teamleiders", "maandag bellen", DESK, RULE, "De huisarts belt zelf.")


@EACH
async def test_escape_stops_the_questions_and_d_asks_what_is_still_empty(
    tmp_path: Path, size: Size, screens: Screens
) -> None:
    async with at_table(tmp_path, size, screens) as hand:
        await hand.to("oplossingen")
        await hand.press("enter")
        await hand.write(NUMBER)
        await hand.press("enter")
        assert "Wie kan dit besluiten? (mag leeg)" in hand.text
        await hand.press("escape")
        assert hand.screen.typing is None
        (line,) = solutions(hand)
        assert (line.decides, line.first_step) == ("", "")
        await hand.sheet()
        await hand.choose_line(line.id)
        await hand.press("d", "enter")
        await hand.write("iedereen belt maandag")
        await hand.press("enter")
        (line,) = solutions(hand)
        assert (line.text, line.decides, line.first_step) == (NUMBER, "", "iedereen belt maandag")
        await hand.press("d")
        assert "Wie kan dit besluiten?" in hand.text
        await hand.write("wij allemaal")
        await hand.press("enter", "d")
        assert "Alles is ingevuld." in hand.text
        assert solutions(hand)[0].decides == "wij allemaal"


@EACH
async def test_a_half_answered_question_is_there_again(tmp_path: Path, size: Size, screens: Screens) -> None:
    async with at_table(tmp_path, size, screens) as hand:
        await hand.to("oplossingen")
        await hand.press("enter")
        await hand.write(NUMBER)
        await hand.press("enter")
        await hand.write("de wijkverple")
        await hand.press("escape", "enter")
        await hand.write("egkundige")
        await hand.press("enter", "escape")
        assert [(line.text, line.decides) for line in solutions(hand)] == [(NUMBER, "de wijkverpleegkundige")]


@EACH
async def test_sort_secured_by_and_level_are_chosen(tmp_path: Path, size: Size, screens: Screens) -> None:
    async with at_table(tmp_path, size, screens) as hand:
        await hand.to("oplossingen")
        await hand.press("o")
        assert "een oplossing." in hand.text
        await hand.says(NUMBER, "", "")
        await hand.press("tab")
        await hand.says(DESK, "", "")
        await hand.press("enter", "J")
        await hand.sheet()
        first, second = (line.id for line in solutions(hand))
        await hand.choose_line(first)
        await hand.press("o", "2")
        assert solutions(hand)[0].sort == "veldnorm"
        await hand.press("g", "enter")
        assert solutions(hand)[0].secured_by == (second,)
        await hand.reads("veldnorm", "geborgd op: Samen nachtzorg inkopen")
        await hand.press("o", "right", "enter")
        assert solutions(hand)[0].sort == "route-naar-de-wlz"
        await hand.press("g", "enter")
        assert solutions(hand)[0].secured_by == ()
        await hand.choose_line(second)
        await hand.press("y", "s")
        assert [(line.level, line.agreed) for line in solutions(hand)] == [("uitvoering", True), ("stelsel", True)]
        await hand.reads("En maandag dan?")


@SIZES
async def test_nothing_secures_itself(tmp_path: Path, size: Size) -> None:
    async with at_table(tmp_path, size) as hand:
        await hand.to("oplossingen")
        await hand.says(NUMBER, "", "")
        await hand.press("enter", "g")
        assert "nog geen andere oplossing op organisatie of stelsel" in hand.text
