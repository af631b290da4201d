"""The room screen in the four sizes a room has (DESIGN §8)."""

import pytest
from rich.cells import cell_len

from gesprekskaarten.domain import commands as do
from gesprekskaarten.domain import events as ev
from gesprekskaarten.domain.words import clean, is_safe
from gesprekskaarten.room.faces import Page, Style, pages
from gesprekskaarten.room.layout import width, wrap
from gesprekskaarten.room.model import Block, CardView, Face, Item, RoomView
from tests.torture import TORTURE
from tests.unit.test_room_view import EVERY_KIND, Table, a_table, counted_table, material

SIZES = [(70, 20), (56, 16), (46, 13), (32, 8)]
ROUNDS = [
    pytest.param(round.id, step, id=f"{round.id}-{step}")
    for round in material().playbook.rounds
    for step in range(max(1, len(round.steps)))
]


def full_table(round: str, step: int = 0) -> Table:
    """A round with one confirmed line of every kind, pairs, a speaker and a released result."""
    table = a_table().enters("oplossingen").records(*EVERY_KIND).confirms_all()
    table.wants(
        do.Happen(ev.PairsMade(pairs=(("wijkverpleegkundige", "mantelzorger"), ("mantelzorger", "huisarts")))),
        do.Happen(ev.SlipsHandedOut(count=5)),
        do.Happen(ev.VotesCounted(line=11, votes=2)),
        do.Happen(ev.VotesCounted(line=12, votes=4)),
        do.Happen(ev.TallyReleased()),
    )
    if round != "oplossingen":
        table.enters(round)
    return table.happens(ev.StepShown(step=step), ev.TurnGiven(actor="mantelzorger"))


def released(view: RoomView) -> list[str]:
    """Every text the room may read."""
    texts = [view.round_title, view.step_title.rstrip("?."), view.speaking, view.listening, view.role, *view.starters]
    texts += [view.place, *view.prompt.split("\n")]
    if view.card:
        texts += [view.card.title, view.card.question, view.card.explanation, view.card.theme]
    if view.casus:
        texts += [view.casus.title, *view.casus.situation.split("\n")]
    for block in view.blocks:
        texts.append(block.heading)
        for item in block.items:
            texts += [item.text, item.who, item.mark]
    return [text for text in texts if text]


def joined(made: tuple[Page, ...]) -> str:
    """All that is on the pages without spaces: the head once, and no page numbers or time."""
    lines = [line for page in made for line in page if line.style not in (Style.TIME, Style.BAR)]
    head = [line.text for line in made[0] if line.style is Style.TITLE]
    body = [line.text for line in lines if line.style is not Style.TITLE and not line.text.startswith("pagina ")]
    return "".join("".join([*head, *body]).split()).casefold()


def fits(made: tuple[Page, ...], columns: int, rows: int) -> bool:
    return all(len(page) <= rows and all(width(line.text) <= columns for line in page) for page in made)


def text_of(page: Page) -> str:
    return "\n".join(line.text for line in page)


@pytest.mark.parametrize(("columns", "rows"), SIZES)
@pytest.mark.parametrize(("round", "step"), ROUNDS)
def test_every_face_fits_and_nothing_is_cut(round: str, step: int, columns: int, rows: int) -> None:
    view = full_table(round, step).view
    made = pages(view, columns, rows, 5)
    assert fits(made, columns, rows)
    for text in released(view):
        assert "".join(text.split()).casefold() in joined(made), text


@pytest.mark.parametrize(("round", "step"), ROUNDS)
def test_the_designed_size_needs_no_second_page_with_ordinary_lines(round: str, step: int) -> None:
    if (round, step) not in {("kiezen", 0), ("kiezen", 1)}:
        assert len(pages(full_table(round, step).view, 70, 20, 5)) == 1


@pytest.mark.parametrize(("columns", "rows"), SIZES)
@pytest.mark.parametrize("id", sorted(material().cards))
def test_every_shipped_card_fits_the_smallest_room_that_must_be_complete(id: str, columns: int, rows: int) -> None:
    view = a_table().enters("casus").wants(do.Happen(ev.Shown(what="kaart", card=id))).view
    made = pages(view, columns, rows, 5)
    assert fits(made, columns, rows)
    assert all("".join(text.split()).casefold() in joined(made) for text in released(view))
    assert len(made) == 1 or rows < 16


@pytest.mark.parametrize(("columns", "rows"), SIZES)
@pytest.mark.parametrize("id", sorted(material().casussen))
def test_every_shipped_casus_is_read_on_one_page_in_a_room_that_must_be_complete(
    id: str, columns: int, rows: int
) -> None:
    view = a_table(casus=id).enters("casus").view
    made = pages(view, columns, rows, 5)
    assert fits(made, columns, rows)
    assert len(made) == 1 or rows < 13


@pytest.mark.parametrize(
    ("round", "essential"),
    [
        ("welkom", ["Welkom en afspraken", "Samen zoeken we"]),
        ("kennismaken", ["Kennismaken", "Nu: Cliënt / mantelzorger", "Wie ben je"]),
        ("casus", ["De kaart en de feiten", "Wanneer heeft iemand"]),
        ("stilte", ["Stil schrijven", "Wat is voor jou hier het"]),
        ("perspectief", ["Perspectiefronde", "Nu: Cliënt / mantelzorger", "Ik zie …"]),
        ("wissel", ["Perspectiefwissel", "Nu: Cliënt / mantelzorger", "Lees in stilte wie je bent."]),
        ("botsing", ["Waar botst het?", "Waar zijn we het allemaal over"]),
        ("oplossingen", ["Oplossingsrichtingen", "Wat kan helpen?"]),
        ("kiezen", ["Kiezen en afspreken", "Kies drie nummers."]),
        ("afronden", ["Voorlezen en uitchecken", "Klopt dit?", "Moet er iets uit?"]),
        ("pauze", ["Pauze", "We gaan verder om"]),
        ("verzoek", ["Vraag en antwoord", "Wat vraag je aan wie?"]),
    ],
)
def test_the_first_page_of_the_smallest_room_has_the_essentials(round: str, essential: list[str]) -> None:
    first = text_of(pages(full_table(round).view, 32, 8, 5)[0])
    assert all(text in first for text in essential), first
    assert "5 minuten" in first or round == "stilte"


def test_every_page_repeats_the_round_and_says_which_page_it_is() -> None:
    made = pages(full_table("afronden").view, 46, 13, 5)
    assert len(made) == 2
    for number, page in enumerate(made, 1):
        assert "Voorlezen en uitchecken" in page[0].text
        assert f"pagina {number} van 2" in text_of(page)
        assert "5 minuten" in page[-1].text


def test_a_heading_never_stands_alone_at_the_foot_of_a_page() -> None:
    for columns, rows in SIZES[:3]:
        for round in ("kiezen", "afronden", "botsing"):
            for page in pages(full_table(round).view, columns, rows, None):
                assert page[-1].style is not Style.HEADING


@pytest.mark.parametrize(
    ("left", "text", "style"),
    [
        (8, "nog 8 minuten ▕██████░░░░▏", Style.TIME),
        (1, "Bijna tijd, nog 1 minuut ▕█░░░░░░░░░▏", Style.TIME),
        (0, "Tijd is om ▕░░░░░░░░░░▏", Style.TIME),
    ],
)
def test_time_is_whole_minutes_a_bar_and_a_word(left: int, text: str, style: Style) -> None:
    line = pages(full_table("perspectief").view.model_copy(update={"allotted": 14}), 70, 20, left)[0][-1]
    assert (line.text, line.style) == (text, style)


@pytest.mark.parametrize("left", range(0, 4))
def test_the_quiet_round_shows_a_bar_and_no_number(left: int) -> None:
    line = pages(a_table().enters("stilte").view, 70, 20, left)[0][-1]
    assert "█" in line.text or left == 0
    assert not any(sign.isdigit() for sign in line.text)


def test_a_blank_room_is_an_empty_page() -> None:
    view = full_table("perspectief").wants(do.Happen(ev.Blanked(on=True))).view
    assert pages(view, 70, 20, 5) == ((),)


def test_off_record_says_so_and_nothing_else() -> None:
    view = full_table("perspectief").wants(do.Happen(ev.OffRecord(on=True))).view
    said = [line.text for page in pages(view, 70, 20, 5) for line in page if line.text]
    assert said[0].endswith("Perspectiefronde")
    assert said[1:-1] == ["Dit wordt niet opgenomen"]


def test_a_break_gives_the_time_on_the_wall() -> None:
    table = full_table("perspectief").wants(do.Happen(ev.Paused(on=True, minutes=10)))
    back = table.view.back_at
    assert back is not None
    assert f"We gaan verder om {back.astimezone():%H:%M}" in text_of(pages(table.view, 70, 20, None)[0])


def test_before_the_first_round_the_room_is_welcomed() -> None:
    assert "We beginnen zo." in text_of(pages(a_table().view, 32, 8, None)[0])


def test_the_facts_of_a_card_carry_their_years() -> None:
    card = CardView(title="Uren", question="Wat nu?", years=(2017, 2024))
    view = RoomView(face=Face.KAART, round_title="Casus", card=card)
    assert "Feiten uit 2017 en 2024" in text_of(pages(view, 46, 13, None)[0])


def test_a_direction_keeps_its_number_and_shows_its_result() -> None:
    lines = [line.text for line in pages(counted_table().wants(do.Happen(ev.TallyReleased())).view, 70, 20, 5)[0]]
    place = lines.index("2. Samen vastleggen wie je in de nacht belt.")
    assert lines[place + 1] == "   4 keer gekozen"


def words_of_people(text: str) -> RoomView:
    item = Item(text=text, who=text[:40], mark=text[:60])
    return RoomView(
        face=Face.BOTSING, round_title="Waar botst het?", blocks=(Block(heading=text[:20] or "Kop", items=(item,)),)
    )


@pytest.mark.parametrize(("columns", "rows"), [*SIZES, (12, 3), (5, 1)])
@pytest.mark.parametrize(("name", "text"), TORTURE, ids=[name for name, _ in TORTURE])
def test_no_words_break_the_box(name: str, text: str, columns: int, rows: int) -> None:
    view = words_of_people(clean(text))
    made = pages(view, columns, rows, None)
    assert fits(made, columns, rows)
    assert all(cell_len(line.text) <= columns and is_safe(line.text) for page in made for line in page)
    if columns >= 32:
        assert all("".join(text.split()).casefold() in joined(made) for text in released(view))


@pytest.mark.parametrize(("name", "text"), TORTURE, ids=[name for name, _ in TORTURE])
def test_text_is_never_wider_on_the_screen_than_we_count(name: str, text: str) -> None:
    assert width(clean(text)) >= cell_len(clean(text))


def test_words_that_could_steer_the_terminal_are_refused() -> None:
    view = words_of_people("zichtbaar").model_copy(update={"round_title": "\x1b[31mrood"})
    with pytest.raises(AssertionError):
        pages(view, 70, 20, None)


@pytest.mark.parametrize(
    ("text", "columns", "first", "lines"),
    [
        ("een twee drie", 8, "", ["een twee", "drie"]),
        ("Zij zorgt al jaren voor haar", 20, "• ", ["• Zij zorgt al jaren", "  voor haar"]),
        ("een twee drie", 8, "• ", ["een twee", "drie"]),
        ("mantelzorgondersteuning", 10, "", ["mantelzorg", "ondersteun", "ing"]),
        ("eerst\ndan", 20, "• ", ["• eerst", "  dan"]),
        ("護理與支持", 5, "", ["護理", "與支", "持"]),
        ("cafe\u0301s", 3, "", ["caf", "e\u0301s"]),
    ],
)
def test_lines_break_between_words_and_only_then_inside_them(
    text: str, columns: int, first: str, lines: list[str]
) -> None:
    assert wrap(text, columns, first) == lines


def test_a_round_without_a_clock_has_no_time_line() -> None:
    still = full_table("perspectief").view.model_copy(update={"ends_at": None})
    assert not any(line.style in (Style.TIME, Style.BAR) for page in pages(still, 70, 20, None) for line in page)


@pytest.mark.parametrize(("columns", "rows"), SIZES)
def test_at_a_question_of_the_leidraad_only_the_question_asks(columns: int, rows: int) -> None:
    asked, aside = "Hoe goed kennen wij elkaar?", "Overslaan mag."
    view = RoomView(
        face=Face.LEIDRAAD,
        round_title="Hoe werken we samen?",
        round_number=3,
        round_count=7,
        step_title="Vraag 3 van 15",
        prompt=aside,
        card=CardView(title="Elkaar kennen", question=asked),
        blocks=(Block(heading="Dit schreven we op", items=(Item(text="Van gezicht, niet van naam."),)),),
    )
    made = pages(view, columns, rows, None)
    styles = {line.text: line.style for page in made for line in page}
    assert styles[asked] is Style.QUESTION
    assert styles[aside] is Style.QUIET
    assert "Vangezicht,nietvannaam." in "".join(line.text for page in made for line in page).replace(" ", "")
