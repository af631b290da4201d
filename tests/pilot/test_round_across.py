"""What holds in every round: who is there, time, striking, changing, going back; nothing said is lost."""

from pathlib import Path

from gesprekskaarten.conduct.exports import REPORT
from gesprekskaarten.conduct.reading import read_session
from gesprekskaarten.domain.lines import Contribution, Kind, Solution, Source
from tests.pilot.test_round_hand import BOTH, EACH, Hand, Screens, Size, at_table

SAID = "Ik slaap al weken niet meer."


def all_bytes(root: Path) -> bytes:
    """Everything below the folder of the sessions: the session itself, what was written of it, and zaal.json."""
    return b"".join(path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file())


def folder(hand: Hand) -> Path:
    return hand.screen.leading.conductor.file.folder


@EACH
async def test_who_goes_away_leaves_a_chair_and_who_comes_gets_a_turn(
    tmp_path: Path, size: Size, screens: Screens
) -> None:
    async with at_table(tmp_path, size, screens) as hand:
        await hand.to("perspectief")
        await hand.press("1")
        await hand.says(SAID)
        await hand.press("j", "p", "down", "minus", "minus", "down", "down", "down", "plus", "escape")
        assert (hand.session.present["wijkverpleegkundige"], hand.session.present["ciz"]) == (0, 1)
        order = []
        for _ in range(3):
            await hand.press("v")
            order.append(hand.session.turn)
        assert order == ["wijkteam", "huisarts", "ciz"]
        await hand.says("Ik ben er nu zelf.")
        line = hand.lines()[-1]
        assert isinstance(line, Contribution)
        assert (line.actor, line.source) == ("ciz", Source.ZELF)
        assert hand.said()[0] == SAID
        await hand.sheet()
        await hand.reads("Wijkverpleegkundige: lege stoel", SAID)


@EACH
async def test_an_own_actor_gets_a_turn_and_a_number(tmp_path: Path, size: Size, screens: Screens) -> None:
    async with at_table(tmp_path, size, screens) as hand:
        await hand.to("perspectief")
        await hand.press("p", "e")
        await hand.write("Thuisbegeleider")
        await hand.press("enter", "p", "escape")
        (own,) = hand.session.own_actors
        number = hand.session.actors.index(own) + 1
        await hand.press(str(number))
        assert hand.session.turn == own
        await hand.says("Ik kom twee keer per week.")
        await hand.press("j")
        assert "Thuisbegeleider" in hand.room
        await hand.sheet()
        await hand.reads(f"{number} Thuisbegeleider: nu aan het woord", "Ik kom twee keer per week.")
        await hand.press("m")
        assert "Thuisbegeleider" in hand.text


@EACH
async def test_a_pause_stands_in_the_room_and_stops_the_clock(tmp_path: Path, size: Size, screens: Screens) -> None:
    async with at_table(tmp_path, size, screens) as hand:
        await hand.to("perspectief")
        left = hand.screen.plan.left
        await hand.press("t", "z", "t", "escape")
        assert hand.session.paused is not None
        assert hand.session.pause_minutes == 10
        assert hand.view.paused
        hand.clock.pass_minutes(10)
        await hand.tick()
        assert hand.screen.plan.left == left
        await hand.press("t", "z", "escape")
        assert hand.session.paused is None
        assert not hand.view.paused
        assert hand.screen.plan.left == left


@EACH
async def test_the_plan_gives_a_minute_and_shows_a_round_without_going_there(
    tmp_path: Path, size: Size, screens: Screens
) -> None:
    async with at_table(tmp_path, size, screens) as hand:
        await hand.to("casus")
        await hand.press("t", "plus", "plus", "down", "minus")
        assert dict(hand.session.extra) == {"casus": 2, "stilte": -1}
        await hand.press("enter")
        assert "Stil schrijven" in hand.text
        assert hand.session.round_id == "casus"
        await hand.press("escape")
        assert hand.screen.looking is None


@EACH
async def test_help_with_emotion_pauses_and_help_with_a_solution_parks(
    tmp_path: Path, size: Size, screens: Screens
) -> None:
    async with at_table(tmp_path, size, screens) as hand:
        await hand.to("perspectief")
        await hand.press("h", "3")
        assert "Dit raakt je" in hand.text
        await hand.press("enter")
        assert hand.session.pause_minutes == 5
        await hand.press("t", "z", "escape", "h", "6", "enter")
        assert hand.screen.typing is not None
        await hand.write("Een alarm bij de deur.")
        await hand.press("enter", "enter")
        assert hand.said(Kind.PARKEREN) == ["Een alarm bij de deur."]
        await hand.press("h", "2", "enter")
        assert hand.session.turn == "mantelzorger"
        await hand.press("h", "5", "enter")
        assert "Schrappen: wat moet weg?" in hand.text


@EACH
async def test_the_parkeerlijst_confirms_and_takes_back(tmp_path: Path, size: Size, screens: Screens) -> None:
    async with at_table(tmp_path, size, screens) as hand:
        await hand.to("stilte")
        await hand.says("De rekening van januari.")
        await hand.says("De sleutel bij de buren.")
        await hand.press("enter", "q", "j", "down", "x")
        assert [(line.text, line.agreed) for line in hand.lines()] == [("De rekening van januari.", True)]
        await hand.press("escape", "u")
        assert hand.said() == ["De rekening van januari.", "De sleutel bij de buren."]


@EACH
async def test_the_matrix_shows_what_was_said_tonight(tmp_path: Path, size: Size, screens: Screens) -> None:
    async with at_table(tmp_path, size, screens) as hand:
        await hand.to("perspectief")
        await hand.press("4")
        await hand.says("Ik ken haar al twintig jaar.")
        await hand.press("j", "m")
        await hand.reads("Huisarts", "Ik ken haar al twintig jaar.")
        known = hand.session.deck_actor("huisarts")
        assert known is not None
        await hand.reads(*(one.text for one in known.perspectives), *(one.text for one in known.dilemmas))
        await hand.press("1")
        assert "twintig jaar" not in await hand.board_text()
        await hand.press("escape")
        assert hand.session.round_id == "perspectief"


@EACH
async def test_the_report_is_read_and_written(tmp_path: Path, size: Size, screens: Screens) -> None:
    async with at_table(tmp_path, size, screens) as hand:
        await hand.to("perspectief")
        await hand.press("1")
        await hand.says(SAID)
        await hand.press("j")
        await hand.says("Dit is nog niet bevestigd.")
        await hand.press("r")
        await hand.reads(SAID)
        assert "1 regel is nog niet bevestigd" in hand.text
        await hand.press("w")
        assert "Het verslag staat in" in hand.text
        written = (folder(hand) / REPORT).read_text("utf-8")
        assert SAID in written
        assert "nog niet bevestigd." not in written
        await hand.press("escape")
        assert hand.session.round_id == "perspectief"


@BOTH
async def test_what_is_struck_is_nowhere_any_more(tmp_path: Path, size: Size, screens: Screens) -> None:
    async with at_table(tmp_path, size, screens) as hand:
        await hand.to("perspectief")
        await hand.press("1")
        await hand.says("Mevrouw Kwakkelstein woont ernaast.")
        await hand.press("j", "r", "w", "escape")
        assert b"Kwakkelstein" in all_bytes(tmp_path)
        await hand.says(SAID)
        await hand.press("j", "s")
        await hand.choose_line(1)
        await hand.press("enter")
        await hand.reads("Kwakkelstein")
        await hand.press("j")
        assert "Geschrapt: 1 regel." in hand.text
        assert hand.said() == [SAID]
        assert b"Kwakkelstein" not in all_bytes(tmp_path)
        assert SAID in (folder(hand) / REPORT).read_text("utf-8")
        await hand.press("u", "u", "u")
        assert "Mevrouw" not in " ".join(hand.said())


@EACH
async def test_escape_strikes_nothing(tmp_path: Path, size: Size, screens: Screens) -> None:
    async with at_table(tmp_path, size, screens) as hand:
        await hand.to("perspectief")
        await hand.press("1")
        await hand.says(SAID)
        await hand.press("s", "enter", "n", "enter", "escape", "escape")
        assert hand.said() == [SAID]
        assert hand.screen is hand.app.screen


@EACH
async def test_e_goes_past_every_field_and_emptying_one_empties_it(
    tmp_path: Path, size: Size, screens: Screens
) -> None:
    async with at_table(tmp_path, size, screens) as hand:
        await hand.to("oplossingen")
        await hand.says("Eén telefoonnummer.", "de teamleiders", "maandag bellen")
        await hand.press("enter", "j")
        await hand.sheet()
        await hand.choose_line(1)
        await hand.press("e")
        await hand.write(" Ook in het weekend.")
        await hand.press("enter")
        assert "Wie kan dit besluiten" in hand.text
        await hand.press_fast("backspace", len("de teamleiders"))
        await hand.press("enter")
        await hand.write(" en terugbellen")
        await hand.press("enter")
        (line,) = hand.lines(Kind.OPLOSSING)
        assert isinstance(line, Solution)
        assert line.text == "Eén telefoonnummer. Ook in het weekend."
        assert (line.decides, line.first_step, line.agreed) == ("", "maandag bellen en terugbellen", False)
        assert hand.screen.typing is None
        await hand.reads(line.text, line.first_step)


@EACH
async def test_undo_goes_back_over_all_kinds_of_words_and_redo_forward(
    tmp_path: Path, size: Size, screens: Screens
) -> None:
    async with at_table(tmp_path, size, screens) as hand:
        await hand.to("perspectief")
        await hand.press("1")
        await hand.says(SAID)
        await hand.press("j")
        await hand.to("oplossingen")
        await hand.says("Eén telefoonnummer.", "de teamleiders", "")
        await hand.press("enter", "j")
        await hand.sheet()
        await hand.choose_line(2)
        await hand.press("x")
        states = [sorted(hand.session.lines.values(), key=lambda line: line.id)]
        while hand.session.undo:
            await hand.press("u")
            states.append(sorted(hand.session.lines.values(), key=lambda line: line.id))
        assert states[-1] == []
        assert len(states) == 7
        assert hand.session.round_id == "oplossingen"
        for before in reversed(states[:-1]):
            await hand.press("U")
            assert sorted(hand.session.lines.values(), key=lambda line: line.id) == before
        await hand.press("U")
        assert "niets om opnieuw te doen" in hand.text


@EACH
async def test_going_back_and_on_again_loses_nothing(tmp_path: Path, size: Size, screens: Screens) -> None:
    async with at_table(tmp_path, size, screens) as hand:
        await hand.to("perspectief")
        await hand.press("1")
        await hand.says(SAID)
        await hand.press("j")
        await hand.to("botsing")
        await hand.says("Wij willen allemaal rust.")
        await hand.press("enter")
        kept = dict(hand.session.lines)
        await hand.to("perspectief")
        assert dict(hand.session.lines) == kept
        await hand.sheet()
        await hand.reads(SAID)
        await hand.press("2")
        await hand.says("Ik kom er ook nog bij.")
        await hand.to("botsing")
        await hand.reads("Wij willen allemaal rust.", SAID)
        assert hand.said() == [SAID, "Wij willen allemaal rust.", "Ik kom er ook nog bij."]
        again = read_session(folder(hand))
        assert dict(again.lines) == dict(hand.session.lines)


@EACH
async def test_every_round_that_comes_is_shown_whole_and_in_dutch(tmp_path: Path, size: Size, screens: Screens) -> None:
    async with at_table(tmp_path, size, screens) as hand:
        await hand.press("enter")
        for round in hand.session.material.playbook.rounds[1:]:
            await hand.press("right")
            await hand.reads(round.title, round.room, *(step.title for step in round.steps))
            seen = await hand.board_text()
            assert all((sentence in seen) == (screens == 2) for sentence in round.sentences)
        assert hand.session.round_id == "welkom"
