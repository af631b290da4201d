"""De kaart en de feiten: what is known, what is not, and what waits."""

from pathlib import Path

from gesprekskaarten.conduct.opening import Opening
from gesprekskaarten.conduct.prepare import Preparation
from gesprekskaarten.domain.lines import Kind
from tests.pilot.test_round_hand import BOTH, EACH, SIZES, Screens, Size, at_table

FACT, OPEN, LATER = "Riet dwaalt in de nacht.", "Wie heeft de sleutel?", "Een alarm is iets voor straks."


@BOTH
async def test_tab_makes_it_a_fact_an_open_question_or_parked(tmp_path: Path, size: Size, screens: Screens) -> None:
    async with at_table(tmp_path, size, screens) as hand:
        await hand.to("casus")
        await hand.says(FACT)
        await hand.press("tab")
        await hand.says(OPEN)
        await hand.press("tab")
        await hand.says(LATER)
        await hand.press("enter")
        assert [(line.kind, line.text) for line in hand.lines()] == [
            (Kind.FEIT, FACT),
            (Kind.ONBEKEND, OPEN),
            (Kind.PARKEREN, LATER),
        ]
        assert FACT not in hand.room
        await hand.press("J")
        assert all(line.agreed for line in hand.lines())
        assert FACT in hand.room
        assert OPEN in hand.room
        assert LATER not in hand.room


@EACH
async def test_shift_tab_goes_back_and_the_words_stay(tmp_path: Path, size: Size, screens: Screens) -> None:
    async with at_table(tmp_path, size, screens) as hand:
        await hand.to("casus")
        await hand.press("enter")
        await hand.write("Er is een buurvrouw.")
        await hand.press("shift+tab", "shift+tab", "enter", "enter")
        assert [(line.kind, line.text) for line in hand.lines()] == [(Kind.ONBEKEND, "Er is een buurvrouw.")]


@SIZES
async def test_the_story_stands_first_and_after_the_first_fact_the_facts(tmp_path: Path, size: Size) -> None:
    async with at_table(tmp_path, size) as hand:
        await hand.to("casus")
        casus = hand.session.casus
        assert casus is not None
        await hand.reads(casus.story, *casus.facts, *casus.unknowns)
        before = await hand.board_text()
        assert before.index("Lees voor") < before.index("Wat weten we?")
        await hand.press("n")
        assert hand.session.step == 1
        await hand.says(FACT)
        after = await hand.board_text()
        assert after.index(FACT) < after.index("Lees voor")


@SIZES
async def test_k_and_c_show_the_card_and_the_casus_to_the_room_and_back(tmp_path: Path, size: Size) -> None:
    async with at_table(tmp_path, size, 1) as hand:
        await hand.to("casus")
        await hand.press("n", "k")
        card = hand.session.material.card(hand.session.opened.cards[0])
        assert card is not None
        await hand.reads(card.question)
        assert hand.view.face == "kaart"
        await hand.press("c")
        assert hand.view.face == "verhaal"
        await hand.press("c")
        assert hand.view.face == "casus"


@EACH
async def test_how_the_casus_ended_is_shown_later_and_taken_away_again(
    tmp_path: Path, size: Size, screens: Screens
) -> None:
    preparation = Preparation(playbook="casusbespreking-60", casus="honderd-dagen", screens=screens)
    async with at_table(tmp_path, size, screens, opening=Opening("new", preparation)) as hand:
        casus = hand.session.casus
        assert casus is not None
        await hand.to("casus")
        await hand.press("C")
        assert "Eerst hoort de tafel het verhaal." in hand.text
        assert casus.outcome not in hand.room
        await hand.to("ladder")
        await hand.press("C")
        assert casus.outcome in hand.room
        assert casus.lessons[0] in hand.room
        assert "De zaal ziet nu de afloop." in hand.text
        await hand.sheet()
        await hand.reads("De zaal ziet nu: hoe het afliep", casus.outcome)
        await hand.press("C")
        assert casus.outcome not in hand.room
        assert casus.outcome not in await hand.board_text()


@SIZES
async def test_without_an_outcome_there_is_nothing_to_show(tmp_path: Path, size: Size) -> None:
    async with at_table(tmp_path, size) as hand:
        casus = hand.session.casus
        assert casus is not None
        assert not casus.outcome
        assert not casus.lessons
        await hand.to("perspectief")
        await hand.press("C")
        assert "Van deze casus is geen afloop bekend." in hand.text


async def test_the_room_reads_every_question_of_the_step(tmp_path: Path) -> None:
    preparation = Preparation(playbook="casusbespreking-60", casus="honderd-dagen", screens=2)
    async with at_table(tmp_path, (80, 24), 2, opening=Opening("new", preparation)) as hand:
        await hand.to("casus")
        await hand.press("n")
        assert "Wat is er al geprobeerd?" in hand.view.prompt
        assert "Wat weten we?" not in hand.view.prompt, "that is a heading already"
