"""Kiezen en afspreken: totals stay hidden until all are in, then what, who and when."""

import json
from pathlib import Path

from gesprekskaarten.domain.lines import Agreement, Answer, Kind, Request, Signal
from tests.pilot.test_round_hand import BOTH, EACH, SIZES, Hand, Screens, Size, at_table, own_draaiboek

ROUNDS = (
    'id = "oplossingen"\nvorm = "oplossingen"\ntitel = "Oplossingen"\nminuten = 10',
    'id = "kiezen"\nvorm = "kiezen"\ntitel = "Kiezen"\nminuten = 10\nkeuzewijze = "instemming"',
)
DIRECTIONS = ("Eén nummer voor de nacht.", "Samen inkopen.", "Eerder bellen.")


async def with_directions(hand: Hand) -> None:
    """Three confirmed directions, the first with a first step, and then kiezen."""
    await hand.to("oplossingen")
    await hand.says(DIRECTIONS[0], "", "maandag bellen wij")
    for text in DIRECTIONS[1:]:
        await hand.says(text, "", "")
    await hand.press("enter", "J")
    await hand.to("kiezen")


async def fill(hand: Hand, text: str) -> None:
    """Empty the field and type this, with Enter."""
    typing = hand.screen.typing
    assert typing is not None
    await hand.press_fast("backspace", len(typing.draft))
    await hand.write(text)
    await hand.press("enter")


def tally(hand: Hand) -> list[tuple[str, int]]:
    """The result that stands in zaal.json."""
    return [(one["text"], one["votes"]) for one in json.loads(hand.room)["tally"]]


@BOTH
async def test_the_result_is_hidden_until_all_are_counted_and_shown_with_o(
    tmp_path: Path, size: Size, screens: Screens
) -> None:
    async with at_table(tmp_path, size, screens) as hand:
        await with_directions(hand)
        await hand.press("a")
        await fill(hand, "zes")
        assert "Typ alleen een getal" in hand.text
        assert hand.session.slips is None
        await fill(hand, "6")
        assert hand.session.slips == 6
        await hand.press("g")
        await fill(hand, "7")
        assert "Kies een aantal van 0 tot en met 6" in hand.text
        await fill(hand, "4")
        await hand.press("escape", "o")
        assert "De uitslag blijft dicht" in hand.text
        assert tally(hand) == []
        await hand.sheet()
        await hand.reads("Uitslag nog dicht: 1 van 3 geteld")
        assert ("4 keer gekozen" in await hand.board_text()) == (screens == 2)
        await hand.press("g", "enter")
        await fill(hand, "6")
        await fill(hand, "1")
        assert "Alles is geteld." in hand.text
        assert tally(hand) == []
        await hand.press("o")
        assert tally(hand) == [(DIRECTIONS[1], 6), (DIRECTIONS[0], 4), (DIRECTIONS[2], 1)]
        await hand.reads("6 keer gekozen")
        await hand.press("o")
        assert tally(hand) == []


@SIZES
async def test_more_choices_than_slips_allow_are_refused(tmp_path: Path, size: Size) -> None:
    async with at_table(tmp_path, size) as hand:
        await with_directions(hand)
        await hand.press("g")
        await fill(hand, "0")
        assert "van 1 tot en met 99" in hand.text
        await fill(hand, "2")
        await fill(hand, "2")
        await fill(hand, "3")
        assert "er zijn 2 briefjes" in hand.text
        await fill(hand, "2")
        await fill(hand, "1")
        assert list(hand.session.votes.values()) == [2, 2, 1]
        await hand.press("a")
        await fill(hand, "1")
        assert "Kies minstens 2 briefjes." in hand.text
        assert hand.session.slips == 2


@EACH
async def test_f_makes_an_agreement_of_a_direction(tmp_path: Path, size: Size, screens: Screens) -> None:
    async with at_table(tmp_path, size, screens) as hand:
        await with_directions(hand)
        await hand.press("f")
        assert "een richting." in hand.text
        await hand.sheet()
        await hand.choose_line(1)
        await hand.press("f", "enter")
        await hand.write("de wijkverpleegkundige")
        await hand.press("enter")
        await hand.write("voor 1 december")
        await hand.press("enter")
        line = hand.the(Kind.AFSPRAAK)
        assert isinstance(line, Agreement)
        assert (line.text, line.who, line.when) == (
            "maandag bellen wij",
            "de wijkverpleegkundige",
            "voor 1 december",
        )
        assert line.origin == 1
        await hand.reads(line.text, line.who, line.when, "uit richting 1")
        assert line.when not in hand.room
        await hand.press("j")
        assert line.when in hand.room


@EACH
async def test_three_agreements_and_one_signal_are_enough(tmp_path: Path, size: Size, screens: Screens) -> None:
    async with at_table(tmp_path, size, screens) as hand:
        await hand.to("kiezen")
        for text in ("Wij bellen elkaar.", "Wij delen de lijst.", "Wij spreken weer af."):
            await hand.says(text, "het wijkteam", "")
        await hand.press("enter")
        await hand.write("Nog een vierde afspraak.")
        await hand.press("enter")
        assert "Er staan al drie afspraken." in hand.text
        await hand.press("tab", "enter")
        await hand.write("de gemeente")
        await hand.press("enter")
        signal = hand.the(Kind.SIGNAAL)
        assert isinstance(signal, Signal)
        assert (signal.text, signal.to) == ("Nog een vierde afspraak.", "de gemeente")
        assert len(hand.lines(Kind.AFSPRAAK)) == 3
        await hand.sheet()
        await hand.reads("Afspraken (3 van 3)", "Signaal (1 van 1)", "nog geen wanneer", "de gemeente")
        await hand.choose_line(hand.lines(Kind.AFSPRAAK)[0].id)
        await hand.press("d")
        await hand.write("over twee weken")
        await hand.press("enter")
        assert [getattr(line, "when", "") for line in hand.lines(Kind.AFSPRAAK)] == ["over twee weken", "", ""]


@EACH
async def test_a_request_is_made_with_w_and_answered_with_y(tmp_path: Path, size: Size, screens: Screens) -> None:
    async with at_table(tmp_path, size, screens) as hand:
        await hand.to("kiezen")
        await hand.press("y")
        assert "geen verzoek dat op antwoord wacht" in hand.text
        await hand.press("w", "1")
        await hand.press("4")
        await hand.write("Bel mij één keer per week.")
        await hand.press("enter", "j", "y", "i")
        line = hand.the(Kind.VERZOEK)
        assert isinstance(line, Request)
        assert (line.actor, line.about, line.answer) == ("mantelzorger", "huisarts", Answer.PROBEER)
        await hand.sheet()
        await hand.reads("Bel mij één keer per week.", "antwoord: ik probeer het")
        assert "Ik probeer het" in hand.room


@EACH
async def test_with_instemming_people_say_whether_they_can_live_with_it(
    tmp_path: Path, size: Size, screens: Screens
) -> None:
    own = own_draaiboek(tmp_path, *ROUNDS)
    async with at_table(tmp_path, size, screens, own=own, playbook="eigen") as hand:
        await with_directions(hand)
        await hand.press("g")
        assert "Hoeveel mensen doen mee?" in hand.text
        await hand.press("enter")
        assert hand.session.slips == 5
        await fill(hand, "6")
        assert "er zijn 5 mensen" in hand.text
        for votes in ("5", "5", "5"):
            await fill(hand, votes)
        assert list(hand.session.votes.values()) == [5, 5, 5]
        assert "kunnen hiermee leven" not in hand.room
        await hand.press("o")
        assert "5 van 5 kunnen hiermee leven" in hand.room
        await hand.sheet()
        await hand.reads("Hoeveel mensen kunnen hiermee leven?", "5 van 5 kunnen hiermee leven")
