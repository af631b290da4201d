"""Verzoek and pauze, in a draaiboek of one's own: what one needs of another, and when the table goes on."""

from pathlib import Path

from gesprekskaarten.domain.lines import Answer, Kind, Request
from tests.pilot.test_round_hand import EACH, Hand, Screens, Size, at_table, own_draaiboek

ROUNDS = (
    'id = "even-rust"\nvorm = "pauze"\ntitel = "Even rust"\nminuten = 10\nzaal = "Er is koffie."',
    'id = "nodig"\nvorm = "verzoek"\ntitel = "Wat heb ik van je nodig?"\nminuten = 10',
)
ASKED = "Neem op als ik in de nacht bel."


def requests(hand: Hand) -> list[Request]:
    return [line for line in hand.lines(Kind.VERZOEK) if isinstance(line, Request)]


@EACH
async def test_a_request_goes_to_whom_tab_says_and_gets_an_answer(tmp_path: Path, size: Size, screens: Screens) -> None:
    own = own_draaiboek(tmp_path, *ROUNDS)
    async with at_table(tmp_path, size, screens, own=own, playbook="eigen") as hand:
        await hand.to("nodig")
        await hand.press("v", "enter", "tab")
        assert "vraagt Wijkteam en dagbesteding" in hand.text
        await hand.says(ASKED)
        await hand.press("j", "o", "n")
        (line,) = requests(hand)
        assert (line.actor, line.about, line.answer) == ("mantelzorger", "wijkteam", Answer.NEE)
        assert ASKED in hand.room
        assert "Antwoord: Nee" in hand.room
        await hand.sheet()
        await hand.reads(ASKED, "antwoord: nee")


@EACH
async def test_an_empty_chair_asks_nothing_and_answers_nothing(tmp_path: Path, size: Size, screens: Screens) -> None:
    own = own_draaiboek(tmp_path, *ROUNDS)
    async with at_table(tmp_path, size, screens, own=own, playbook="eigen") as hand:
        await hand.to("nodig")
        await hand.press("5", "enter")
        await hand.write(ASKED)
        await hand.press("enter")
        assert "De stoel van CIZ is leeg." in hand.text
        assert requests(hand) == []
        await hand.press("escape", "1", "w", "5")
        await hand.write(ASKED)
        await hand.press("enter", "j")
        (line,) = requests(hand)
        assert (line.actor, line.about) == ("mantelzorger", "ciz")
        await hand.sheet()
        await hand.choose_line(line.id)
        await hand.press("o")
        assert "CIZ is er niet." in hand.text
        assert requests(hand)[0].answer is None


@EACH
async def test_in_the_break_the_room_sees_when_it_goes_on(tmp_path: Path, size: Size, screens: Screens) -> None:
    own = own_draaiboek(tmp_path, *ROUNDS)
    async with at_table(tmp_path, size, screens, own=own, playbook="eigen") as hand:
        await hand.to("nodig")
        await hand.press("v")
        await hand.says(ASKED)
        await hand.to("even-rust")
        until = hand.view.back_at
        assert until is not None
        await hand.press("plus")
        later = hand.view.back_at
        assert later is not None
        assert (later - until).total_seconds() == 120
        if screens == 1:
            assert f"We gaan verder om {later.astimezone():%H:%M}" in hand.text
            assert ASKED not in hand.text
        await hand.sheet()
        await hand.reads(f"Pauze tot {later.astimezone():%H:%M}.", "Nog niet bevestigd: 1 regel", ASKED)
        await hand.choose_line(requests(hand)[0].id)
        await hand.press("j")
        assert requests(hand)[0].agreed
        await hand.says("Denk aan de vervoersregeling.")
        assert hand.said(Kind.PARKEREN) == ["Denk aan de vervoersregeling."]
