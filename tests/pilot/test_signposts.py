"""The wegwijzer: a few choices that lead to where somebody can go."""

import pytest

from gesprekskaarten.domain.deck import Deck
from gesprekskaarten.domain.material import Decks
from gesprekskaarten.domain.ways import answers, reached
from gesprekskaarten.tui.screens.lists import ReadScreen
from gesprekskaarten.tui.screens.signposts import WHICH_DECK, SignpostScreen
from tests.carding import wijk
from tests.pilot.contrast import text_of
from tests.pilot.side_host import Host, shown
from tests.pilot.starting import press
from tests.pilot.test_causes import SIZES, check_whole, chosen, lines_of_board, shipped


def host(decks: Decks | None = None) -> Host:
    made = decks or shipped()
    return Host(lambda: SignpostScreen(made))


def own(id: str, *signs: dict[str, object]) -> Deck:
    return Deck.model_validate(
        {
            "formaat": 1,
            "deck": {"id": id, "titel": f"Deck {id}", "versie": "1", "wegwijzer_vragen": ["Wat wil je?", "Voor wie?"]},
            "wegwijzer": [{"id": f"w{place}", **sign} for place, sign in enumerate(signs)],
        }
    )


BREAD = own(
    "brood",
    {"voor_wie": "Wie honger heeft.", "waar_naartoe": "De bakker.", "kenmerken": ["Eten", "Mij"]},
    {"voor_wie": "Wie [b]haast heeft.", "waar_naartoe": "De kraam.", "kenmerken": ["Eten", "Mij"]},
    {"voor_wie": "Wie dorst heeft.", "waar_naartoe": "De kraan.", "kenmerken": ["Drinken", "Mij"]},
)


def care() -> Deck:
    """The shipped deck with a wegwijzer of three questions."""
    return next(deck for deck in shipped().decks if deck.id == "complexe-zorgvragen")


async def test_three_digits_lead_to_where_somebody_can_go_with_source_and_year() -> None:
    deck = care()
    sign = next(one for one in deck.signposts if one.id == "klacht-gemeente")
    first, second, third = deck.head.signpost_questions
    app = host()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot)
        assert f"Wegwijzer: vraag 1 van 3 {first} ▸ 1 Hulp om zorg te vinden 2 {sign.marks[0]}" in shown(app)
        await press(pilot, "2")
        assert f"vraag 2 van 3 Je koos: {sign.marks[0]} {second} ▸ 1 {sign.marks[1]}" in shown(app)
        await press(pilot, "1")
        assert f"3 {sign.marks[2]}" in shown(app)
        assert third in shown(app)
        await press(pilot, "3")
        text = shown(app)
        assert f"1 weg gevonden Je koos: {' → '.join(sign.marks)} Voor wie {sign.for_whom}" in text
        assert f"Waar naartoe {sign.where_to} En daarna {sign.after_that} Bronnen • {deck.sources[0].title}" in text
        assert f"({sign.sources[0].year}): {sign.sources[0].place}" in text


async def test_every_wegwijzer_is_reached_by_its_own_three_digits() -> None:
    deck = care()
    app = host()
    async with app.run_test(size=(120, 36)) as pilot:
        for sign in deck.signposts:
            ahead = [answers(deck.signposts, sign.marks[:depth]) for depth in range(3)]
            await pilot.press(*(str(some.index(mark) + 1) for some, mark in zip(ahead, sign.marks, strict=True)))
            assert all(f"Waar naartoe {one.where_to}" in shown(app) for one in reached(deck.signposts, sign.marks))
            await pilot.press("o")
            assert "vraag 1 van 3" in shown(app)
            assert "(dit koos je)" not in shown(app)


@pytest.mark.parametrize("again", ["left", "backspace"])
async def test_back_goes_to_the_question_before_with_the_answer_marked(again: str) -> None:
    app = host()
    async with app.run_test(size=(60, 20)) as pilot:
        await press(pilot, "down", "enter", "down", "right", again)
        assert "▸ 2 Wie zorg of hulp geeft (dit koos je)" in shown(app)
        await press(pilot, again)
        assert "▸ 2 Een plek voor mijn klacht (dit koos je)" in shown(app)
        assert "Je koos" not in shown(app)
        await press(pilot, again)
        assert "Dit is de eerste vraag." in shown(app)
        await press(pilot, "enter")
        assert "▸ 2 Wie zorg of hulp geeft (dit koos je)" in shown(app)


async def test_from_the_end_one_goes_back_to_the_last_question() -> None:
    app = host()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "2", "1", "3", "enter")
        assert "Je bent er. Met ← ga je terug naar de vorige vraag." in shown(app)
        await press(pilot, "left")
        assert "▸ 3 Mijn gemeente (dit koos je)" in shown(app)


async def test_a_digit_without_an_answer_says_how_many_there_are() -> None:
    app = host()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "9")
        assert "Er zijn 2 antwoorden." in shown(app)
        assert "vraag 1 van 3" in shown(app)


async def test_with_more_decks_that_have_one_the_deck_is_chosen_first() -> None:
    app = host(Decks(decks=(wijk(), BREAD, *shipped().decks)))
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot)
        assert f"{WHICH_DECK} ▸ 1 Deck brood 2 Complexe zorgvragen" in shown(app)
        await press(pilot, "1")
        assert "vraag 1 van 2 Wat wil je? ▸ 1 Eten 2 Drinken" in shown(app)
        await press(pilot, "left")
        assert "▸ 1 Deck brood (dit koos je)" in shown(app)
        assert chosen(app) == "brood"


async def test_the_same_answers_give_more_results_at_once_and_words_are_no_markup() -> None:
    app = host(Decks(decks=(BREAD,)))
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "1", "1")
        assert "2 wegen gevonden" in shown(app)
        assert "De bakker. Voor wie Wie [b]haast heeft. Waar naartoe De kraam." in shown(app)


async def test_all_ways_can_be_read_below_each_other() -> None:
    deck = care()
    app = host()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "a")
        assert isinstance(app.screen, ReadScreen)
        drawn = await lines_of_board(pilot)
        for sign in deck.signposts:
            for text in (*sign.marks, sign.for_whom, sign.where_to, sign.after_that):
                assert "".join(text.split()) in drawn
        await press(pilot, "escape")
        assert "vraag 1 van 3" in shown(app)


async def test_there_is_room_between_the_answers_for_reading_together() -> None:
    app = host()
    async with app.run_test(size=(120, 36)) as pilot:
        await press(pilot, "2")
        lines = text_of(app)
        for number, line in enumerate(lines):
            if line.strip(" ▸")[:2] in ("1 ", "2 "):
                assert not lines[number - 1].strip()
        assert any(line.strip(" ▸").startswith("2 ") for line in lines)


async def test_a_second_click_takes_the_answer() -> None:
    app = host()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot)
        line = next(y for y, text in enumerate(text_of(app)) if "Een plek voor mijn klacht" in text)
        await pilot.click(offset=(8, line))
        await pilot.click(offset=(8, line))
        await press(pilot)
        assert "Je koos: Een plek voor mijn klacht" in shown(app)


async def test_decks_without_a_wegwijzer_say_so() -> None:
    app = host(Decks(decks=(wijk(),)))
    async with app.run_test(size=(60, 20)) as pilot:
        await press(pilot, "enter", "1", "a", "left", "o")
        assert "In deze decks staat geen wegwijzer." in shown(app)
        await press(pilot, "escape")
        assert app.answer is None


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("keys", ["", "1", "22", "213", "a"])
async def test_nothing_of_the_shipped_wegwijzer_is_cut_or_hard_to_read(size: tuple[int, int], keys: str) -> None:
    app = host()
    async with app.run_test(size=size) as pilot:
        await press(pilot, *keys)
        await check_whole(pilot, app)
