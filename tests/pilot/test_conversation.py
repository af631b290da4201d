"""The leader's screen: going through rounds, typing what is said, reading it back."""

from pathlib import Path

import pytest

from gesprekskaarten.conduct.invoer import enter
from gesprekskaarten.conduct.opening import Opening
from gesprekskaarten.conduct.prepare import Preparation
from gesprekskaarten.decks.library import Library
from gesprekskaarten.domain.lines import Kind
from gesprekskaarten.storage.paths import example, shipped_decks
from gesprekskaarten.storage.room_file import read_room
from gesprekskaarten.tui.commands import check_commands
from gesprekskaarten.tui.rounds import face_for
from tests.pilot.leading import LARGE, SIZES, SMALL, Clock, leader

sizes = pytest.mark.parametrize("size", SIZES, ids=["60x20", "100x30"])
ONE = Preparation(screens=1)


@sizes
async def test_enter_begins_the_conversation_in_the_first_round(tmp_path: Path, size: tuple[int, int]) -> None:
    async with leader(tmp_path, size=size) as hand:
        assert hand.session.round_id == ""
        await hand.press("enter")
        assert hand.session.round_id == "welkom"


@sizes
async def test_an_arrow_shows_what_comes_and_only_enter_goes_there(tmp_path: Path, size: tuple[int, int]) -> None:
    async with leader(tmp_path, size=size) as hand:
        await hand.press("enter", "right")
        assert hand.session.round_id == "welkom"
        assert "Kennismaken" in hand.text
        await hand.press("escape")
        assert "Kennismaken" not in hand.text
        await hand.press("right", "enter")
        assert hand.session.round_id == "kennismaken"


async def test_no_letter_moves_the_room(tmp_path: Path) -> None:
    async with leader(tmp_path) as hand:
        await hand.press("enter")
        for letter in "dit is geen volgende ronde".replace(" ", ""):
            await hand.press(letter, "escape")
        assert hand.session.round_id == "welkom"


@sizes
async def test_a_typed_line_waits_for_klopt_dit_zo_and_j_confirms_it(tmp_path: Path, size: tuple[int, int]) -> None:
    async with leader(tmp_path, size=size) as hand:
        await hand.press("enter")
        await hand.go_to("perspectief")
        await hand.press("1")
        await hand.type("Ik slaap niet meer.")
        (line,) = hand.lines(Kind.PERSPECTIEF)
        assert (line.text, line.agreed) == ("Ik slaap niet meer.", False)
        assert "Klopt dit zo?" in hand.text
        assert "slaap niet" not in (read_room(tmp_path) or "")
        await hand.press("j")
        assert hand.lines(Kind.PERSPECTIEF)[0].agreed
        assert "Ik slaap niet meer." in (read_room(tmp_path) or "")


async def test_letters_are_words_while_somebody_types(tmp_path: Path) -> None:
    async with leader(tmp_path) as hand:
        await hand.press("enter")
        await hand.go_to("perspectief")
        await hand.type("bjxsu volgende 123")
        assert hand.said(Kind.PERSPECTIEF) == ["bjxsu volgende 123"]
        assert not hand.session.blank


async def test_tab_makes_it_a_worry_or_a_need(tmp_path: Path) -> None:
    async with leader(tmp_path) as hand:
        await hand.press("enter")
        await hand.go_to("perspectief")
        await hand.press("1", "enter", "tab")
        await hand.write("dat het misgaat")
        await hand.press("enter")
        assert hand.said(Kind.ZORG) == ["dat het misgaat"]


async def test_escape_keeps_the_half_typed_line_and_enter_goes_on_with_it(tmp_path: Path) -> None:
    async with leader(tmp_path) as hand:
        await hand.press("enter")
        await hand.go_to("perspectief")
        await hand.press("1", "enter")
        await hand.write("Ik wil")
        await hand.press("escape", "v", "enter")
        await hand.write(" rust")
        await hand.press("enter")
        (line,) = hand.lines(Kind.PERSPECTIEF)
        assert line.text == "Ik wil rust"
        assert getattr(line, "actor", "") == "mantelzorger"


async def test_a_draft_is_kept_while_another_line_is_changed(tmp_path: Path) -> None:
    async with leader(tmp_path) as hand:
        await hand.press("enter")
        await hand.go_to("perspectief")
        await hand.press("1")
        await hand.type("eerste")
        await hand.press("enter")
        await hand.write("half")
        await hand.press("escape", "e")
        await hand.write(" regel")
        await hand.press("enter")
        assert hand.said(Kind.PERSPECTIEF) == ["eerste regel"]
        await hand.press("enter")
        await hand.write(" en heel")
        await hand.press("enter")
        assert hand.said(Kind.PERSPECTIEF) == ["eerste regel", "half en heel"]


async def test_withdraw_undo_and_redo(tmp_path: Path) -> None:
    async with leader(tmp_path) as hand:
        await hand.press("enter")
        await hand.go_to("perspectief")
        await hand.type("een")
        await hand.press("x")
        assert hand.said() == []
        await hand.press("u")
        assert hand.said() == ["een"]
        await hand.press("U")
        assert hand.said() == []


async def test_facts_come_in_a_row_until_enter_on_nothing(tmp_path: Path) -> None:
    async with leader(tmp_path) as hand:
        await hand.press("enter")
        await hand.go_to("casus")
        await hand.type("Riet woont alleen.")
        await hand.write("De dochter slaapt er.")
        await hand.press("enter", "enter")
        assert hand.said(Kind.FEIT) == ["Riet woont alleen.", "De dochter slaapt er."]
        assert hand.screen.typing is None
        await hand.press("J")
        assert all(line.agreed for line in hand.lines(Kind.FEIT))


async def test_nothing_is_taken_down_while_off_the_record(tmp_path: Path) -> None:
    async with leader(tmp_path) as hand:
        await hand.press("enter")
        await hand.go_to("perspectief")
        await hand.press("1", "f8")
        await hand.type("geheim")
        assert hand.said() == []
        assert "niets opgenomen" in hand.text
        await hand.press("f8", "enter")
        assert hand.said() == ["geheim"]


async def test_f9_blanks_the_room_also_while_typing(tmp_path: Path) -> None:
    async with leader(tmp_path) as hand:
        await hand.press("enter", "enter", "f9")
        assert hand.session.blank
        assert "Welkom" not in (read_room(tmp_path) or "")
        await hand.press("escape", "b")
        assert not hand.session.blank


async def test_who_was_not_heard_is_named_before_the_table_goes_on(tmp_path: Path) -> None:
    async with leader(tmp_path) as hand:
        await hand.press("enter")
        await hand.go_to("perspectief")
        await hand.press("1")
        await hand.type("Ik zie veel.")
        await hand.press("right")
        assert "Nog niet gehoord: Wijkverpleegkundige" in hand.text
        assert "nog niet bevestigd" in hand.text


async def test_passing_is_a_turn_and_stands_nowhere_in_the_room(tmp_path: Path) -> None:
    async with leader(tmp_path) as hand:
        await hand.press("enter")
        await hand.go_to("perspectief")
        await hand.press("1", "d")
        assert "mantelzorger" in hand.session.passed_in("perspectief")
        assert "gaf door" not in (read_room(tmp_path) or "")


@sizes
async def test_with_one_screen_the_room_is_what_rests_there(tmp_path: Path, size: tuple[int, int]) -> None:
    async with leader(tmp_path, size=size, preparation=ONE) as hand:
        await hand.press("enter")
        assert "Je kunt zeggen" not in hand.text
        await hand.press("f5")
        assert "DE ZAAL ZIET DIT" in hand.text
        assert "Je kunt zeggen" in hand.text
        await hand.press("f5")
        assert "Je kunt zeggen" not in hand.text


async def test_with_one_screen_a_line_is_read_back_and_then_stands_there(tmp_path: Path) -> None:
    async with leader(tmp_path, preparation=ONE) as hand:
        await hand.press("enter")
        await hand.go_to("perspectief")
        await hand.press("1")
        await hand.type("Ik ben moe.")
        assert "Klopt dit zo?" in hand.text
        await hand.press("j")
        assert "Klopt dit zo?" not in hand.text
        assert "Ik ben moe." in hand.text


async def test_with_one_screen_black_is_black(tmp_path: Path) -> None:
    async with leader(tmp_path, preparation=ONE) as hand:
        await hand.press("enter", "b")
        assert "praten over de kaart" not in hand.text
        await hand.press("b")
        assert "praten over de kaart" in hand.text


async def test_the_session_goes_on_where_it_stopped(tmp_path: Path) -> None:
    async with leader(tmp_path) as hand:
        await hand.press("enter")
        await hand.go_to("perspectief")
        await hand.press("1")
        await hand.type("blijft bewaard")
        name = hand.screen.leading.conductor.file.folder.name
    async with leader(tmp_path, opening=Opening("resume", folder=name)) as hand:
        assert hand.session.round_id == "perspectief"
        assert hand.said() == ["blijft bewaard"]
        assert "blijft bewaard" in hand.text


async def test_time_over_asks_and_plus_gives_two_minutes(tmp_path: Path) -> None:
    async with leader(tmp_path) as hand:
        await hand.press("enter")
        hand.clock.pass_minutes(4.9)
        await hand.tick()
        assert "bijna tijd" in hand.text
        hand.clock.pass_minutes(1.2)
        await hand.tick()
        assert "2 minuten erbij" in hand.text
        assert hand.session.round_id == "welkom"
        await hand.press("plus")
        assert hand.screen.plan.left == 2


async def test_when_late_a_later_round_is_proposed_and_i_takes_it(tmp_path: Path) -> None:
    async with leader(tmp_path) as hand:
        await hand.press("enter")
        for _ in range(6):
            hand.clock.pass_minutes(4)
            await hand.tick()
        await hand.press("right", "enter")
        await hand.tick()
        assert "korter?" in hand.text
        await hand.press("i")
        assert hand.session.extra
        first = hand.screen.proposal
        await hand.press("l")
        assert first is not None
        assert hand.screen.proposal != first


async def test_two_windows_the_second_looks_along_and_takes_over(tmp_path: Path) -> None:
    async with leader(tmp_path) as first:
        await first.press("enter")
        name = first.screen.leading.conductor.file.folder.name
        async with leader(tmp_path, opening=Opening("resume", folder=name)) as second:
            assert "Je kijkt mee" in second.text
            await second.press("right", "enter")
            assert second.session.round_id == "welkom"
            await second.press("escape", "f4")
            assert second.screen.leading.conductor.leads
            await first.tick()
            assert not first.screen.leading.conductor.leads
            await second.press("right", "enter")
            assert second.session.round_id == "kennismaken"
            await first.tick()
            assert first.session.round_id == "kennismaken"


async def test_every_round_has_its_keys_once(tmp_path: Path) -> None:
    async with leader(tmp_path) as hand:
        await hand.press("enter")
        for round in hand.session.material.playbook.rounds:
            commands = (*hand.screen.COMMANDS, *face_for(round).commands)
            assert check_commands(commands) == []


@pytest.mark.parametrize("size", [SMALL, LARGE, (80, 24), (120, 36), (200, 60)])
async def test_a_long_word_and_many_lines_can_all_be_read(tmp_path: Path, size: tuple[int, int]) -> None:
    async with leader(tmp_path, size=size) as hand:
        await hand.press("enter")
        await hand.go_to("perspectief")
        word = "arbeidsongeschiktheidsverzekeringsmaatschappij" * 3
        await hand.press("1")
        await hand.type(word)
        seen = hand.text.replace(" ", "")
        assert word in seen


async def test_z_turns_the_page_of_the_room_and_another_speaker_begins_on_the_first(tmp_path: Path) -> None:
    async with leader(tmp_path, size=SMALL, preparation=ONE) as hand:
        await hand.press("enter")
        await hand.go_to("perspectief")
        await hand.press("1")
        for number in range(4):
            await hand.type(f"Dit is regel {number} van een lang verhaal dat niet op een pagina past. " * 3)
            await hand.press("j")
        assert "pagina 2 van 2" in hand.text, "where the newest line stands"
        await hand.press("z")
        assert "pagina 1 van 2" in hand.text
        assert '"page":1' in (read_room(tmp_path) or "")
        await hand.press("z")
        assert "pagina 2 van 2" in hand.text
        await hand.press("2")
        assert "pagina 2 van" not in hand.text


async def test_who_types_alone_listens_first_and_then_goes_past_everybody(tmp_path: Path) -> None:
    alone = Preparation(screens=2, scribe=False, present={"wijkteam": 0, "ciz": 0})
    async with leader(tmp_path, preparation=alone) as hand:
        await hand.press("enter")
        await hand.go_to("perspectief")
        assert "Je typt alleen" in hand.text
        await hand.press("v", "v", "v")
        for words in ("moe", "bezorgd", "druk"):
            await hand.type(words)
        said = [(getattr(line, "actor", ""), line.text) for line in hand.lines(Kind.PERSPECTIEF)]
        assert said == [("mantelzorger", "moe"), ("wijkverpleegkundige", "bezorgd"), ("huisarts", "druk")]


async def test_a_resumed_conversation_says_how_much_time_is_left(tmp_path: Path) -> None:
    clock = Clock()
    async with leader(tmp_path, clock=clock) as hand:
        await hand.press("enter")
        clock.pass_minutes(2)
        await hand.press("b")
        name = hand.screen.leading.conductor.file.folder.name
    clock.pass_minutes(60)
    async with leader(tmp_path, clock=clock, opening=Opening("resume", folder=name)) as hand:
        assert "nog 4 minuten in deze ronde" in hand.text
        assert hand.screen.plan.late == 0


async def test_a_half_typed_line_waits_in_its_own_round(tmp_path: Path) -> None:
    async with leader(tmp_path) as hand:
        await hand.press("enter")
        await hand.go_to("botsing")
        await hand.press("enter")
        await hand.write("half")
        await hand.press("escape", "right", "enter")
        assert "Je halve regel wacht in" in hand.text
        await hand.type("anders")
        assert hand.said(Kind.OPLOSSING) == ["anders"]
        await hand.press("escape", "escape", "left", "enter", "enter")
        await hand.write(" en heel")
        await hand.press("enter")
        assert hand.said(Kind.EENS) == ["half en heel"]


async def test_the_step_of_botsing_chooses_what_is_typed(tmp_path: Path) -> None:
    async with leader(tmp_path) as hand:
        await hand.press("enter")
        await hand.go_to("botsing")
        await hand.press("n")
        await hand.type("Huis en nacht")
        await hand.press("escape", "n")
        await hand.type("Aan de ene kant")
        assert hand.said(Kind.BOTST) == ["Huis en nacht"]
        assert hand.said(Kind.DILEMMA) == ["Aan de ene kant"]


async def test_a_line_under_the_wrong_actor_is_moved_and_read_back_again(tmp_path: Path) -> None:
    async with leader(tmp_path) as hand:
        await hand.press("enter")
        await hand.go_to("perspectief")
        await hand.press("1")
        await hand.type("Ik bel te laat.")
        await hand.press("j", "E", "z", "4")
        (line,) = hand.lines()
        assert (line.kind, getattr(line, "actor", ""), line.agreed) == (Kind.PERSPECTIEF, "huisarts", False)
        assert "Klopt dit zo?" in hand.text


async def test_every_round_of_the_example_can_be_read(tmp_path: Path) -> None:
    async with leader(tmp_path, opening=Opening("start")) as hand:
        await hand.press("v")
        for _ in range(4):
            await hand.press("right")
        rows = " ".join(row.content.plain for row in hand.screen.board.rows)
        assert "Ik slaap ook al heel lang met één oor open." in rows
        await hand.press("enter")
        assert "niet veranderen" in hand.text


async def test_the_advice_to_choose_one_level_can_be_put_aside(tmp_path: Path) -> None:
    async with leader(tmp_path) as hand:
        await hand.press("enter")
        hand.clock.pass_minutes(4)
        await hand.tick()
        for _ in range(20):
            hand.clock.pass_minutes(4)
            await hand.tick()
        await hand.go_to("oplossingen")
        assert hand.screen.proposal is None
        assert "Kies één niveau" in hand.text
        await hand.press("l")
        assert "Kies één niveau" not in hand.text


async def test_a_session_from_paper_can_be_read_round_by_round_and_opened_again(tmp_path: Path) -> None:
    enter(example(), Library(shipped_decks()), tmp_path)
    async with leader(tmp_path, opening=Opening("resume", folder="voorbeeld")) as hand:
        assert "afgesloten" in hand.text
        for _ in range(5):
            await hand.press("left")
        rows = " ".join(row.content.plain for row in hand.screen.board.rows)
        assert "Ik slaap ook al heel lang met één oor open." in rows
        await hand.press("escape", "a")
        assert not hand.session.closed
