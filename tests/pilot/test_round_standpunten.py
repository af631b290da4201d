"""Standpunten: who defends what, another card, and words that are never taken for somebody's own."""

from pathlib import Path

from gesprekskaarten.domain.cards import standpoint_of
from gesprekskaarten.domain.lines import Contribution, Kind, Source
from tests.pilot.test_round_hand import EACH, SIZES, Hand, Screens, Size, at_table

PLAYBOOK = "standpunten-60"
GROUPS = {
    "clientorganisaties": 1,
    "beroepsgroepen": 1,
    "kennisinstituten": 0,
    "aanbieders": 2,
    "gemeenten": 1,
    "financiers": 0,
}
HERE = ("clientorganisaties", "beroepsgroepen", "aanbieders", "gemeenten")
MONEY = "Wij vinden dat geld de mens volgt."


def card_of(hand: Hand, actor: str) -> str:
    card = hand.session.card_of(standpoint_of(hand.session, actor))
    assert card is not None
    assert actor not in card.actors
    return card.title


@EACH
async def test_everybody_at_the_table_has_a_card_and_the_room_sees_the_one_of_who_speaks(
    tmp_path: Path, size: Size, screens: Screens
) -> None:
    async with at_table(tmp_path, size, screens, playbook=PLAYBOOK, present=GROUPS) as hand:
        await hand.to("standpunten")
        titles = {actor: card_of(hand, actor) for actor in HERE}
        assert len(set(titles.values())) == len(HERE)
        assert all(title in hand.room for title in titles.values())
        await hand.press("v")
        assert hand.session.turn == "clientorganisaties"
        assert hand.view.card is not None
        assert hand.view.card.title == titles["clientorganisaties"]
        assert hand.view.card.whose
        assert titles["aanbieders"] not in hand.room
        await hand.sheet()
        await hand.reads(f"Nu: Cliëntorganisaties, met de kaart “{titles['clientorganisaties']}”")
        await hand.reads(f"Aanbieders, komt nog: “{titles['aanbieders']}”", "Financiers: lege stoel")


@EACH
async def test_what_is_said_in_defence_is_read_back_and_never_somebodys_own(
    tmp_path: Path, size: Size, screens: Screens
) -> None:
    async with at_table(tmp_path, size, screens, playbook=PLAYBOOK, present=GROUPS) as hand:
        await hand.to("standpunten")
        await hand.press("5")
        await hand.says(MONEY)
        line = hand.the(Kind.VERDEDIGING)
        assert isinstance(line, Contribution)
        assert (line.actor, line.source, line.agreed) == ("gemeenten", Source.INGELEEFD, False)
        assert line.card == standpoint_of(hand.session, "gemeenten")
        assert "Klopt dit zo?" in hand.text
        assert MONEY not in hand.room
        await hand.press("j")
        assert MONEY in hand.room
        assert "niet de eigen mening" in hand.room
        await hand.press("1")
        assert MONEY not in hand.room, "somebody else speaks now"


@EACH
async def test_another_card_is_never_ones_own_nor_of_another_at_the_table(
    tmp_path: Path, size: Size, screens: Screens
) -> None:
    async with at_table(tmp_path, size, screens, playbook=PLAYBOOK, present=GROUPS) as hand:
        await hand.to("standpunten")
        await hand.press("w")
        assert "Er is niemand aan het woord." in hand.text
        await hand.press("4")
        others = {standpoint_of(hand.session, actor) for actor in HERE if actor != "aanbieders"}
        seen = {standpoint_of(hand.session, "aanbieders")}
        for _ in range(5):
            await hand.press("w")
            now = standpoint_of(hand.session, "aanbieders")
            assert now not in seen | others
            assert f"Aanbieders, nieuwe kaart: “{card_of(hand, 'aanbieders')}”." in hand.text
            assert card_of(hand, "aanbieders") in hand.room
            seen.add(now)


@SIZES
async def test_words_stay_with_the_card_they_were_said_for(tmp_path: Path, size: Size) -> None:
    async with at_table(tmp_path, size, playbook=PLAYBOOK, present=GROUPS) as hand:
        await hand.to("standpunten")
        await hand.press("1")
        first = card_of(hand, "clientorganisaties")
        await hand.says(MONEY)
        await hand.press("j", "w")
        assert MONEY not in hand.room, "the room sees another card now"
        await hand.reads(MONEY, f"bij “{first}”")


@EACH
async def test_passing_is_as_good_as_speaking(tmp_path: Path, size: Size, screens: Screens) -> None:
    async with at_table(tmp_path, size, screens, playbook=PLAYBOOK, present=GROUPS) as hand:
        await hand.to("standpunten")
        await hand.press("v", "d", "v")
        assert hand.session.passed_in("standpunten") == ("clientorganisaties",)
        assert hand.session.turn == "beroepsgroepen"
        await hand.sheet()
        await hand.reads("Cliëntorganisaties, gaf door", "Liever niet? Geef door (d)")


@SIZES
async def test_an_empty_chair_and_who_has_no_card_defend_nothing(tmp_path: Path, size: Size) -> None:
    async with at_table(tmp_path, size, playbook=PLAYBOOK, present=GROUPS) as hand:
        await hand.to("standpunten")
        await hand.press("6", "enter")
        await hand.write(MONEY)
        await hand.press("enter")
        assert hand.lines() == []
        assert "De stoel van Financiers is leeg." in hand.text
        await hand.press("escape", "p", *["down"] * 5, "plus", "escape")
        assert hand.session.present["financiers"] == 1
        await hand.press("6")
        await hand.reads("Financiers heeft nog geen kaart. Geef er een met w.")
        await hand.press("w")
        assert card_of(hand, "financiers") in hand.room


@SIZES
async def test_afterwards_everybody_speaks_for_themselves_in_their_own_words(tmp_path: Path, size: Size) -> None:
    async with at_table(tmp_path, size, playbook=PLAYBOOK, present=GROUPS) as hand:
        await hand.to("zelf")
        await hand.press("1", "enter")
        assert "Zelf vind ik …" in hand.text
        await hand.says("Ik twijfel nu meer.")
        line = hand.the(Kind.PERSPECTIEF)
        assert isinstance(line, Contribution)
        assert line.source is Source.ZELF
