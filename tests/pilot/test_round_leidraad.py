"""Leidraad: questions one by one, notes under each, skipping and going back; and agreements without solutions."""

from pathlib import Path

from gesprekskaarten.domain.lines import Agreement, Contribution, Kind, Signal
from tests.pilot.test_round_hand import EACH, SIZES, Hand, Screens, Size, at_table

PLAYBOOK = "samenwerkingsgesprek-90"
RARELY, FRIDAY = "We bellen elkaar bijna nooit.", "Op vrijdag is er niemand."
FIRST, SECOND = "samenwerken-in-de-wijk/hoe-gaat-het-nu", "samenwerken-in-de-wijk/waarin-verschillen-wij"
ASKED_FIRST = "Hoe gaat het samenwerken in onze wijk nu?"
ASKED_SECOND = "Waarin verschilt jouw ervaring van die van de anderen?"


def notes(hand: Hand) -> list[tuple[str, str]]:
    return [(line.text, line.card) for line in hand.lines(Kind.NOTITIE) if isinstance(line, Contribution)]


async def to_row(hand: Hand, key: str) -> None:
    """↓ until this row is the chosen one."""
    for _ in hand.screen.board.rows:
        if hand.screen.board.selected == key:
            return
        await hand.press("down")
    raise AssertionError(f"{key} cannot be chosen")


@EACH
async def test_the_questions_come_one_by_one_and_the_room_reads_the_one_of_now(
    tmp_path: Path, size: Size, screens: Screens
) -> None:
    async with at_table(tmp_path, size, screens, playbook=PLAYBOOK) as hand:
        await hand.to("leidraad")
        assert hand.session.subject == FIRST
        assert ASKED_FIRST in hand.room
        hand.clock.pass_minutes(1)
        await hand.press("n")
        assert hand.session.subject == SECOND
        assert ASKED_SECOND in hand.room
        assert ASKED_FIRST not in hand.room
        await hand.sheet()
        await hand.reads("Vraag 2 van 15", ASKED_SECOND, "Ervaringen van nu", "✓ 1 Hoe het nu gaat: geweest")
        await hand.reads("▶ 2 Waarin we verschillen: nu", "· 3 Elkaar kennen: komt nog")


@EACH
async def test_notes_belong_to_their_question_and_only_what_is_confirmed_is_in_the_room(
    tmp_path: Path, size: Size, screens: Screens
) -> None:
    async with at_table(tmp_path, size, screens, playbook=PLAYBOOK) as hand:
        await hand.to("leidraad")
        await hand.says(RARELY)
        assert hand.screen.typing is not None, "the field stays open for the next note"
        await hand.press("escape")
        assert RARELY not in hand.room
        await hand.press("n")
        await hand.says(FRIDAY)
        await hand.press("escape", "j")
        assert notes(hand) == [(RARELY, FIRST), (FRIDAY, SECOND)]
        assert FRIDAY in hand.room
        assert RARELY not in hand.room
        await hand.sheet()
        await hand.choose_line(hand.lines(Kind.NOTITIE)[0].id)
        await hand.press("j")
        assert RARELY not in hand.room, "it belongs to another question"
        await hand.press("g")
        assert hand.session.subject == FIRST, "the question of the chosen note"
        assert RARELY in hand.room
        assert FRIDAY not in hand.room


@EACH
async def test_an_agreement_takes_the_place_of_its_note_in_the_room(
    tmp_path: Path, size: Size, screens: Screens
) -> None:
    def written() -> list[tuple[str, list[str]]]:
        return [(block.heading, [item.text for item in block.items]) for block in hand.view.blocks]

    async with at_table(tmp_path, size, screens, playbook=PLAYBOOK) as hand:
        await hand.to("leidraad")
        assert hand.view.card is not None
        assert hand.view.card.years == (), "a question states no facts"
        await hand.says(RARELY)
        await hand.press("escape", "j")
        await hand.sheet()
        await hand.choose_line(hand.lines(Kind.NOTITIE)[0].id)
        await hand.press("f", "enter", "escape")
        assert written() == [("Dit schreven we op", [RARELY])], "the agreement is not confirmed"
        await hand.press("J")
        assert written() == [("Dit spreken we af", [RARELY])]
        await hand.press("n")
        assert written() == [], "it belongs to another question"


@EACH
async def test_a_half_typed_note_waits_for_its_question(tmp_path: Path, size: Size, screens: Screens) -> None:
    async with at_table(tmp_path, size, screens, playbook=PLAYBOOK) as hand:
        await hand.to("leidraad")
        await hand.press("enter")
        await hand.write(RARELY)
        await hand.press("escape", "n")
        assert hand.session.subject == SECOND
        await hand.says(FRIDAY)
        await hand.press("escape", "g", "a", "enter")
        assert hand.session.subject == FIRST
        assert RARELY in hand.text
        await hand.press("enter")
        assert notes(hand) == [(FRIDAY, SECOND), (RARELY, FIRST)]


@SIZES
async def test_a_skipped_question_comes_back_only_when_it_is_chosen(tmp_path: Path, size: Size) -> None:
    async with at_table(tmp_path, size, playbook=PLAYBOOK) as hand:
        await hand.to("leidraad")
        await hand.press("o")
        assert hand.session.skipped == (FIRST,)
        assert hand.session.subject == SECOND
        assert "Overgeslagen: Hoe het nu gaat." in hand.text
        await hand.reads("1 overgeslagen", "– 1 Hoe het nu gaat: overgeslagen")
        await to_row(hand, f"vraag {FIRST}")
        assert f"Deze vraag stellen? “{ASKED_FIRST}”" in hand.text
        await hand.press("g")
        assert hand.session.subject == FIRST
        assert FIRST not in hand.session.skipped
        assert ASKED_FIRST in hand.room


@SIZES
async def test_on_the_row_of_a_question_no_line_is_taken_back(tmp_path: Path, size: Size) -> None:
    async with at_table(tmp_path, size, playbook=PLAYBOOK) as hand:
        await hand.to("leidraad")
        await hand.says(RARELY)
        await hand.press("escape")
        await to_row(hand, f"vraag {SECOND}")
        await hand.press("x")
        assert hand.said(Kind.NOTITIE) == [RARELY]
        assert "een regel" in hand.text


@EACH
async def test_after_the_last_question_it_says_so_and_what_comes_next_can_be_seen(
    tmp_path: Path, size: Size, screens: Screens
) -> None:
    async with at_table(tmp_path, size, screens, playbook=PLAYBOOK) as hand:
        await hand.to("afspraken")
        for _ in range(4):
            hand.clock.pass_minutes(1)
            await hand.press("n")
        await hand.press("right")
        assert "Nog niet aan bod: 1 van de 6 vragen. Dat mag." in await hand.board_text()
        hand.clock.pass_minutes(1)
        await hand.press("escape", "n")
        await hand.press("n")
        assert "Alle vragen zijn aan bod geweest." in hand.text
        await hand.sheet()
        await hand.reads("De vragen: 6 van 6 aan bod")
        await hand.reads("De notities worden ook een eigen stuk: “Samenwerkingsafspraken”.")


@SIZES
async def test_looking_ahead_tells_how_many_questions_on_what(tmp_path: Path, size: Size) -> None:
    async with at_table(tmp_path, size, playbook=PLAYBOOK) as hand:
        await hand.to("kennismaken")
        await hand.press("right")
        await hand.reads("15 vragen", "Uitkomst enquête (8 vragen)")


@EACH
async def test_a_question_that_takes_long_is_said_quietly_and_can_be_let_go(
    tmp_path: Path, size: Size, screens: Screens
) -> None:
    async with at_table(tmp_path, size, screens, playbook=PLAYBOOK) as hand:
        await hand.to("leidraad")
        hand.clock.pass_minutes(2)
        await hand.tick()
        assert "duurt al even" not in hand.text
        hand.clock.pass_minutes(1)
        await hand.tick()
        assert "Deze vraag duurt al even. Nog 14 vragen in 29 minuten, dus 2 minuten per vraag." in hand.text
        assert hand.screen.typing is None
        await hand.press("n")
        assert "duurt al even" not in hand.text
        hand.clock.pass_minutes(4)
        await hand.tick()
        await hand.press("l")
        assert "duurt al even" not in hand.text
        hand.clock.pass_minutes(4)
        await hand.tick()
        assert "duurt al even" not in hand.text, "not again in this round"


@SIZES
async def test_a_parked_line_can_become_a_note_on_the_question_of_now(tmp_path: Path, size: Size) -> None:
    async with at_table(tmp_path, size, playbook=PLAYBOOK) as hand:
        await hand.to("leidraad")
        await hand.press("enter", "tab")
        await hand.says(RARELY)
        await hand.press("escape", "E", "n")
        assert notes(hand) == [(RARELY, FIRST)]


@EACH
async def test_an_agreement_can_come_from_a_note_and_waits_in_the_round_in_which_you_choose(
    tmp_path: Path, size: Size, screens: Screens
) -> None:
    async with at_table(tmp_path, size, screens, playbook=PLAYBOOK) as hand:
        await hand.to("afspraken")
        await hand.says(FRIDAY)
        await hand.press("escape", "j")
        await hand.sheet()
        await hand.choose_line(hand.the(Kind.NOTITIE).id)
        await hand.press("f", "enter")
        await hand.write("het wijkteam")
        await hand.press("enter", "enter")
        made = hand.the(Kind.AFSPRAAK)
        assert isinstance(made, Agreement)
        assert (made.text, made.who, made.origin, made.agreed) == (FRIDAY, "het wijkteam", 1, False)
        await hand.reads("Afspraken uit deze ronde")
        await hand.press("j")
        await hand.to("kiezen")
        assert "Dit spreken we af" in hand.room
        await hand.reads("Afspraken (1 van 3)", "Uit “Samenwerkingsafspraken”", "staat bij de afspraken")


@EACH
async def test_without_solutions_you_choose_by_agreeing_at_once(tmp_path: Path, size: Size, screens: Screens) -> None:
    async with at_table(tmp_path, size, screens, playbook=PLAYBOOK) as hand:
        await hand.to("kiezen")
        await hand.sheet()
        seen = await hand.board_text()
        assert "oplossing" not in seen.casefold()
        await hand.press("g")
        assert "Hier kiezen jullie niet uit oplossingen." in hand.text
        await hand.says("Wij bellen dezelfde dag terug.", "huisarts", "vanaf maandag")
        await hand.press("enter", "tab")
        await hand.says("Geef ons tijd voor overleg.", "de gemeente")
        assert "dezelfde dag" not in hand.room
        await hand.reads("kan iedereen hiermee leven?")
        await hand.press("J")
        lines = hand.lines(Kind.AFSPRAAK, Kind.SIGNAAL)
        assert [type(line) for line in lines] == [Agreement, Signal]
        assert all(line.agreed for line in lines)
        assert "dezelfde dag" in hand.room
        assert "tijd voor overleg" in hand.room
        await hand.to("afronden")
        await hand.sheet()
        seen = await hand.board_text()
        assert "Wij bellen dezelfde dag terug." in seen
        assert "Er is niets gekozen" not in seen
        assert "dilemma" not in seen


@SIZES
async def test_at_the_end_the_questions_of_this_draaiboek_are_asked(tmp_path: Path, size: Size) -> None:
    async with at_table(tmp_path, size, playbook=PLAYBOOK) as hand:
        await hand.to("afronden")
        await hand.press("n", "v", "enter")
        assert "kijkt terug" in hand.text
        assert "Had het gesprek zin?" in hand.text
        await hand.says("Ik weet nu wie ik bel.")
        await hand.press("escape", "j")
        await hand.reads("Terugblik", "Ik weet nu wie ik bel.")
        assert "Woorden om mee naar huis te gaan" not in hand.room


@SIZES
async def test_a_closed_conversation_shows_what_was_noted_at_each_question(tmp_path: Path, size: Size) -> None:
    async with at_table(tmp_path, size, playbook=PLAYBOOK) as hand:
        await hand.to("leidraad")
        await hand.says(RARELY)
        await hand.press("escape", "j")
        await hand.to("afronden")
        await hand.press("a", "j")
        await hand.press_fast("left", 4)
        await hand.reads("✓ 1 Hoe het nu gaat: geweest", RARELY)
