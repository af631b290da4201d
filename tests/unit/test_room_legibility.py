"""The leesproef: how many rows the room can read, and what does not fit on that many."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gesprekskaarten.conduct.prepare import Preparation, material_for
from gesprekskaarten.decks.library import Library
from gesprekskaarten.domain import events as ev
from gesprekskaarten.domain.deck import Card
from gesprekskaarten.domain.material import Material
from gesprekskaarten.room.faces import pages
from gesprekskaarten.room.fitting import fitting
from gesprekskaarten.room.layout import width
from gesprekskaarten.room.legibility import (
    DESIGNED,
    DISTANCES,
    HEIGHTS,
    PROJECTIONS,
    SIXTY_PLUS,
    TELEVISIONS,
    Legibility,
    advice,
    columns_of,
    designed_size,
    furthest,
    height_of,
    lines_to_read,
    measured,
    most_rows,
    read_distance,
    read_height,
    verdict,
)
from gesprekskaarten.room.view import minutes_left, room_view
from gesprekskaarten.room.zoom import zoom_in
from gesprekskaarten.storage.paths import shipped_decks
from tests.building import a_session, after, material, now, own_actor

PLACES = st.builds(Legibility, st.floats(*HEIGHTS), st.floats(*DISTANCES))
ROWS = st.integers(1, 120)
FIVE_METRES = Legibility(150, 5)
"""30 rows for good eyes, 20 for people over sixty."""


@pytest.mark.parametrize(
    ("height", "distance", "good", "sixty", "columns"),
    [
        (150, 4.5, 33, 22, 78),
        (150, 6, 25, 16, 57),
        (120, 6, 20, 13, 46),
        (height_of(65), 4, 20, 13, 46),
        (height_of(55), 4, 17, 11, 39),
        (100, 8, 12, 8, 28),
    ],
)
def test_a_screen_and_a_distance_give_the_rows_of_the_research(
    height: float, distance: float, good: int, sixty: int, columns: int
) -> None:
    assert (most_rows(height, distance), most_rows(height, distance, SIXTY_PLUS)) == (good, sixty)
    assert columns_of(sixty) == columns


@pytest.mark.parametrize(("inches", "height"), [(43, 54), (55, 68), (65, 81), (75, 93)])
def test_a_television_is_as_high_as_its_diagonal_says(inches: int, height: int) -> None:
    assert inches in TELEVISIONS
    assert round(height_of(inches)) == height


def test_every_screen_one_can_choose_has_a_height_one_can_type() -> None:
    assert all(read_height(f"{inches} inch") == height_of(inches) for inches in TELEVISIONS)
    assert all(read_height(str(height)) == height for height in PROJECTIONS)


@pytest.mark.parametrize(
    ("rows", "size"),
    [(60, (70, 20)), (20, (70, 20)), (19, (56, 16)), (15, (46, 13)), (12, (32, 8)), (8, (32, 8)), (7, None)],
)
def test_the_largest_zaalbeeld_with_no_more_rows_is_taken(rows: int, size: tuple[int, int] | None) -> None:
    assert designed_size(rows) == size


@given(PLACES, ROWS)
def test_who_sits_nearer_can_read_more_rows_and_the_furthest_place_is_just_near_enough(
    known: Legibility, rows: int
) -> None:
    assert known.height is not None
    assert known.distance is not None
    assert known.good is not None
    assert known.sixty is not None
    assert known.sixty <= known.good <= most_rows(known.height, known.distance / 2)
    assert most_rows(known.height, furthest(known.height, rows, SIXTY_PLUS), SIXTY_PLUS) == rows


@pytest.mark.parametrize(
    ("known", "size", "sign", "parts"),
    [
        (FIVE_METRES, (71, 20), "✓", ["kan dit goed lezen"]),
        (FIVE_METRES, (86, 24), "!", ["te klein voor 60-plussers", "1,2 keer zo groot", "hoogstens 4,1 m"]),
        (FIVE_METRES, (140, 40), "!", ["te klein.", "2 keer zo groot", "hoogstens 2,5 m"]),
        (Legibility(40, 2), (86, 40), "!", ["te klein.", "3,1 keer zo groot."]),
        (FIVE_METRES, (200, 20), "?", ["Met 200 tekens", "volledig scherm"]),
        (FIVE_METRES, (200, 30), "!", ["volledig scherm"]),
        (Legibility(69, 6), (32, 8), "!", ["60-plussers", "hoogstens 5,7 m", "papier"]),
        (Legibility(54, 7), (32, 8), "!", ["te klein.", "hoogstens 4,5 m", "papier"]),
        (Legibility(), (80, 24), "?", ["Vul scherm en afstand in", "voorlezen"]),
        (Legibility(150), (80, 24), "?", ["Vul afstand in"]),
        (Legibility(None, 4), (80, 24), "?", ["Vul scherm in"]),
        (Legibility(read=24), (80, 24), "✓", ["las 24 regels"]),
        (Legibility(read=20), (80, 24), "?", ["Met 20 regels ging het goed", "1,2 keer"]),
        (Legibility(unread=20), (80, 24), "!", ["kon 20 regels niet lezen"]),
        (Legibility(unread=8), (32, 8), "!", ["kon 8 regels niet lezen", "dichterbij", "papier"]),
        (Legibility(150, 5, unread=18), (62, 18), "!", ["kon 18 regels niet lezen"]),
        (Legibility(150, 5, unread=18), (60, 17), "✓", ["kan dit goed lezen"]),
        (Legibility(150, 5, read=13), (71, 20), "✓", ["kan dit goed lezen"]),
        (Legibility(150, 5, read=26), (92, 26), "✓", ["las 26 regels"]),
    ],
)
def test_a_window_gets_a_plain_verdict(known: Legibility, size: tuple[int, int], sign: str, parts: list[str]) -> None:
    judged = verdict(known, *size)
    assert judged.sign == sign
    assert [part for part in parts if part not in judged.sentence] == []
    assert width(f"{judged.sign} {judged.short}") <= 30


@given(PLACES, st.integers(8, 120))
def test_who_does_what_the_verdict_says_gets_a_window_that_can_be_read(known: Legibility, rows: int) -> None:
    judged = verdict(known, columns_of(rows), rows)
    assert judged.right == (not known.too_far and rows <= (known.most or 0))
    if "keer zo groot" in judged.short:
        times = float(judged.short.split()[-4].replace(",", "."))
        assert verdict(known, columns_of(int(rows / times)), int(rows / times)).right
    if "op hoogstens" in judged.sentence:
        metres = float(judged.sentence.split("op hoogstens ")[1].split(" m")[0].replace(",", "."))
        near_enough = 8 if known.too_far else rows
        assert verdict(known.at(known.height, max(0.1, metres)), columns_of(near_enough), near_enough).right


@given(PLACES | st.just(Legibility()), st.lists(st.tuples(ROWS, st.booleans())), ROWS, st.booleans())
def test_what_the_last_row_read_aloud_decides(
    known: Legibility, before: list[tuple[int, bool]], rows: int, legible: bool
) -> None:
    for tried in before:
        known = known.tried(*tried)
    known = known.tried(rows, legible)
    assert verdict(known, columns_of(rows), rows).sign == ("✓" if legible else "!")
    assert not (known.read and known.unread) or known.read < known.unread
    assert (known.most is not None and known.most >= rows) if legible else (known.most is None or known.most < rows)


def test_what_was_read_aloud_counts_no_longer_in_another_place() -> None:
    tried = Legibility(read=24, unread=30)
    assert tried.at(150, None).at(150, 5) == Legibility(150, 5, read=24, unread=30)
    assert tried.at(150, 5).at(150, 6) == Legibility(150, 6)


def test_the_advice_names_both_kinds_of_eyes_and_what_to_expect() -> None:
    assert advice(Legibility()) == ()
    good, sixty, expect = advice(FIVE_METRES)
    assert "30 regels van 107 tekens" in good
    assert "20 regels van 71 tekens" in sixty
    assert "één bladzijde" in expect
    assert "papier" in advice(Legibility(54, 7))[-1]
    assert measured(FIVE_METRES, 24) == "Nu 24 regels, hoogstens 20"
    assert measured(Legibility(), 1) == "Nu 1 regel"


@pytest.mark.parametrize(
    ("typed", "height"),
    [("150", 150), (" 150 cm ", 150), ("1,5 m", 150), ("1.5 meter", 150), ("80,5", 80.5), ('65"', height_of(65))],
)
def test_a_height_is_read_as_people_write_it(typed: str, height: float) -> None:
    assert read_height(typed) == height


@pytest.mark.parametrize(
    ("typed", "part"),
    [
        ("", "begrijp"),
        ("hoog", "begrijp"),
        ("-80", "begrijp"),
        ("1e2", "begrijp"),
        ("٣٠", "begrijp"),
        ("80 80", "begrijp"),
        ("1,5", "Bedoel je meters? Typ dan 1,5 m."),
        ("0", "kan niet"),
        ("999999", "kan niet"),
        ("2 inch", "kan niet"),
    ],
)
def test_a_height_that_cannot_be_gets_a_sentence(typed: str, part: str) -> None:
    said = read_height(typed)
    assert isinstance(said, str)
    assert part in said


@pytest.mark.parametrize(
    ("typed", "distance"), [("4,5", 4.5), ("4.5m", 4.5), ("4 meter.", 4), ("450 cm", 4.5), ("12", 12)]
)
def test_a_distance_is_read_as_people_write_it(typed: str, distance: float) -> None:
    assert read_distance(typed) == distance


@pytest.mark.parametrize(
    ("typed", "part"),
    [
        ("", "begrijp"),
        ("ver", "begrijp"),
        ("4,5,6", "begrijp"),
        ("55 inch", "begrijp"),
        ("450", "Bedoel je centimeters? Typ dan 450 cm."),
        ("0", "kan niet"),
        ("90 m", "kan niet"),
    ],
)
def test_a_distance_that_cannot_be_gets_a_sentence(typed: str, part: str) -> None:
    said = read_distance(typed)
    assert isinstance(said, str)
    assert part in said


@pytest.mark.parametrize(
    ("environment", "terminal", "part"),
    [
        ({"WT_SESSION": "1"}, "Windows Terminal", "ctrl en +"),
        ({"TERM_PROGRAM": "Apple_Terminal"}, "Terminal", "cmd en +"),
        ({"TERM_PROGRAM": "iTerm.app"}, "iTerm", "cmd en +"),
        ({"VTE_VERSION": "7600"}, "GNOME Terminal", "ctrl, shift en +"),
        ({"KONSOLE_VERSION": "230804"}, "Konsole", "ctrl en +"),
        ({"KITTY_WINDOW_ID": "1", "VTE_VERSION": "7600"}, "kitty", "ctrl, shift en +"),
        ({"TERM_PROGRAM": "WezTerm"}, "WezTerm", "alt en Enter"),
        ({"ALACRITTY_WINDOW_ID": "1"}, "Alacritty", "ctrl en +"),
        ({"XTERM_VERSION": "XTerm(390)", "VTE_VERSION": "7600"}, "xterm", "cijferblok"),
        ({"TERM_PROGRAM": "vscode", "WT_SESSION": "1"}, "VS Code", "los venster"),
        ({"TERM": "linux"}, "", "zonder vensters"),
        ({"TMUX": "/tmp/x", "TERM_PROGRAM": "tmux", "VTE_VERSION": "7600"}, "", "tmux"),
        ({}, "", "cmd en +"),
    ],
)
def test_every_terminal_gets_its_own_keys(environment: dict[str, str], terminal: str, part: str) -> None:
    zoom = zoom_in(environment)
    assert zoom.terminal == terminal
    assert part in " ".join(zoom.sentences)


def test_the_lines_to_read_have_digits_fit_the_smallest_window_and_are_others_in_the_next_turn() -> None:
    for turn in range(20):
        lines = lines_to_read(turn, 5)
        assert len(set(lines)) == 5
        assert all(width(line) <= 29 and any(sign.isdigit() for sign in line) for line in lines)
        assert not set(lines) & set(lines_to_read(turn + 1, 5))


def _library() -> Library:
    return Library(shipped_decks())


@pytest.mark.parametrize("playbook", list(_library().playbooks))
def test_all_six_shipped_decks_and_every_draaiboek_fit_as_designed(playbook: str) -> None:
    library = _library()
    session = a_session(on=material_for(library, Preparation(playbook=playbook, decks=tuple(library.decks))), casus="")
    large, middle, small, _ = (fitting(session, *size) for size in DESIGNED)
    assert large.misfits == middle.misfits == ()
    assert max((misfit.pages for misfit in small.misfits), default=1) <= 2
    assert large.counted > 400


def _with_card(card: Card) -> Material:
    deck = material().decks[0]
    changed = deck.model_copy(update={"cards": (card, *deck.cards[1:])})
    return Material(playbook=material().playbook, decks=(changed,))


def test_a_card_that_is_too_long_is_named_with_its_pages_and_first_when_it_is_chosen() -> None:
    first = material().decks[0].cards[0]
    long = first.model_copy(update={"explanation": "Wie beslist hier eigenlijk over wat? " * 30})
    session = a_session(on=_with_card(long))
    fit = fitting(session, 46, 13)
    assert str(fit.misfits[0]) == f"Kaart “{first.title}”: {fit.misfits[0].pages} bladzijden"
    assert fit.misfits[0].chosen
    shown = after(session, ev.RoundEntered(round="casus"), ev.Shown(what="kaart", card=first.id))
    view = room_view(shown, now(shown))
    assert fit.misfits[0].pages == len(pages(view, 46, 13, minutes_left(view, now(shown)))) > 2


def test_a_round_is_named_by_its_longest_step() -> None:
    playbook = material().playbook
    long = playbook.rounds[7].steps[-1].model_copy(update={"room": "Wat kan hier helpen? " * 60})
    rounds = [*playbook.rounds]
    rounds[7] = rounds[7].model_copy(update={"steps": (*rounds[7].steps[:-1], long)})
    changed = material().model_copy(update={"playbook": playbook.model_copy(update={"rounds": tuple(rounds)})})
    named = [str(misfit) for misfit in fitting(a_session(on=changed), 70, 20).misfits]
    assert named == [f"Ronde “{rounds[7].title}”: 2 bladzijden"]


def test_a_long_name_at_the_table_counts_too() -> None:
    session = a_session(own_actor("eigen-1", "Stichting " * 25))
    assert "Ronde “Perspectiefronde”: 2 bladzijden" in [str(misfit) for misfit in fitting(session, 46, 13).misfits]


def test_every_question_of_a_leidraad_is_looked_at() -> None:
    library = _library()
    session = a_session(on=material_for(library, Preparation(playbook="samenwerkingsgesprek-90")), casus="")
    named = [str(misfit) for misfit in fitting(session, 32, 8).misfits]
    assert any(name.startswith("Ronde “Hoe werken we samen?”, vraag 15: ") for name in named)


def test_an_own_casus_counts_before_those_of_the_decks() -> None:
    written = ev.CasusWritten(title="Eigen casus", situation="Mevrouw valt vaak en is dan alleen. " * 30)
    misfits = fitting(a_session(written), 46, 13).misfits
    chosen = [misfit.chosen for misfit in misfits]
    assert chosen == sorted(chosen, reverse=True)
    assert "Casus “Eigen casus”" in [misfit.name for misfit in misfits if misfit.chosen]


@pytest.mark.parametrize(
    ("size", "said"),
    [((70, 20), "past alles op één bladzijde."), ((39, 11), "meer dan 2."), ((32, 8), "niet op één bladzijde.")],
)
def test_the_summary_says_how_much_does_not_fit(size: tuple[int, int], said: str) -> None:
    summary = fitting(a_session(), *size).summary
    assert said in summary
    assert f"{size[1]} regels van {size[0]} tekens" in summary
