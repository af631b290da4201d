"""Kiezen, verzoek and afronden as the leader sees them."""

from typing import Any

import pytest

from gesprekskaarten.domain import events as ev
from gesprekskaarten.domain.lines import Agreement, Answer, Request
from gesprekskaarten.domain.playbook import RoundKind
from gesprekskaarten.tui.rounds.base import ask_details
from tests.unit.rounds_table import AS_IT_STANDS, FakeTable, table_in


def _with_directions(kind: RoundKind = RoundKind.KIEZEN, **how: Any) -> FakeTable:
    table = table_in(kind, **how)
    for level, text in (("stelsel", "de wet anders"), ("uitvoering", "een vast nummer"), ("uitvoering", "huisbezoek")):
        table.add(round="oplossingen", kind="oplossing", level=level, text=text)
    return table


def _line_of(table: FakeTable, words: str) -> str:
    (found,) = [row for row in table.texts if words in row]
    return found


async def _count(table: FakeTable, *votes: str | None) -> None:
    table.happen(ev.SlipsHandedOut(count=6))
    await table.press("g", *votes)


def test_only_confirmed_directions_have_a_number_and_the_others_say_so() -> None:
    table = _with_directions()
    table.add(agreed=False, round="oplossingen", kind="oplossing", level="organisatie", text="ketenafspraak")
    assert _line_of(table, "de wet anders").startswith("✓ 1. ")
    assert _line_of(table, "huisbezoek").startswith("✓ 3. ")
    assert table.texts.index("Nog niet bevestigd, dus nog geen nummer") < table.texts.index(
        _line_of(table, "ketenafspraak")
    )
    assert "Uitslag nog dicht: 0 van 3 geteld (g)." in table.texts


async def test_the_number_of_slips_is_who_is_there_unless_it_is_corrected() -> None:
    table = _with_directions()
    await table.press("a", AS_IT_STANDS)
    assert table.session.slips == 5
    await table.press("a", "zes", "6")
    assert table.said == ["Typ alleen een getal, bijvoorbeeld 6."]
    assert "Briefjes: 6 (a)." in table.texts


async def test_counting_goes_through_all_directions_and_tells_when_it_is_complete() -> None:
    table = _with_directions()
    await table.press("g", "6", "1", "5", "0")
    assert dict(table.session.votes) == {1: 1, 2: 5, 3: 0}
    assert table.asked[1] == "1. de wet anders: hoe vaak?"
    assert table.said == ["Alles is geteld. Met o toon je de uitslag in de zaal."]
    assert "Uitslag compleet, maar nog dicht. Toon haar met o." in table.texts


async def test_enter_without_a_number_keeps_what_was_counted_and_escape_stops() -> None:
    table = _with_directions()
    await _count(table, "1", "5", None)
    assert dict(table.session.votes) == {1: 1, 2: 5}
    await table.press("g", "", "4", "2")
    assert dict(table.session.votes) == {1: 1, 2: 4, 3: 2}
    assert table.asked[-2] == "2. een vast nummer: hoe vaak? (nu 5)"


@pytest.mark.parametrize("wrong", ["veel", "-1", "3,5", "99"])
async def test_what_is_no_possible_number_is_refused_in_dutch(wrong: str) -> None:
    table = _with_directions()
    await _count(table, wrong, "1", "2", "3")
    assert dict(table.session.votes) == {1: 1, 2: 2, 3: 3}
    assert table.said[0].endswith(".")


async def test_the_result_is_shown_only_when_all_is_counted_and_can_be_hidden_again() -> None:
    table = _with_directions()
    await _count(table, "1", None)
    assert table.reason("o") == "Nog niet alles is geteld. De uitslag blijft dicht tot dan."
    await table.press("g", "", "5", "0")
    await table.press("o")
    assert table.session.tally_released
    assert "Uitslag getoond: de zaal ziet de aantallen." in table.texts
    await table.press("o")
    assert not table.session.tally_released


async def test_the_leader_sees_totals_and_when_complete_the_most_chosen_first() -> None:
    table = _with_directions()
    await _count(table, "1", "5", None)
    assert _line_of(table, "de wet anders").endswith("(1 keer gekozen)")
    assert _line_of(table, "huisbezoek").endswith("nog niet geteld)")
    await table.press("g", "", "", "3")
    order = [table.texts.index(_line_of(table, text)) for text in ("een vast nummer", "huisbezoek", "de wet anders")]
    assert order == sorted(order)


async def test_with_one_screen_no_total_stands_on_the_board_before_it_is_shown() -> None:
    table = _with_directions(screens=1)
    await _count(table, "1", "5", "0")
    assert "keer gekozen" not in table.text
    assert _line_of(table, "een vast nummer").endswith("geteld)")
    await table.press("g", "", "", "")
    assert not any("(nu" in label for label in table.asked)
    await table.press("o")
    assert _line_of(table, "een vast nummer").endswith("5 keer gekozen)")


async def test_with_instemming_the_question_is_who_can_live_with_it() -> None:
    table = _with_directions(choosing="instemming")
    assert "Hoeveel mensen kunnen hiermee leven?" in table.texts
    await _count(table, "6", "6", "2")
    assert table.asked[0] == "1. de wet anders: hoeveel mensen?"
    assert "6 van 6 kunnen hiermee leven" in _line_of(table, "een vast nummer")


def test_without_directions_there_is_nothing_to_count() -> None:
    table = table_in(RoundKind.KIEZEN)
    assert "Er is nog geen bevestigde oplossing om uit te kiezen." in table.texts
    assert table.reason("g") == "Er is nog geen bevestigde oplossing om te tellen."
    assert table.reason("o") == "Er is nog geen bevestigde oplossing om te tellen."


async def test_an_agreement_asks_who_and_when() -> None:
    table = table_in(RoundKind.KIEZEN)
    assert await table.type("een nummer op de koelkast") is None
    table.answers = ["wijkverpleegkundige", "voor kerst"]
    await ask_details(table, 1, table.entry().details)
    assert table.session.lines[1] == Agreement(
        id=1, round="kiezen", text="een nummer op de koelkast", who="wijkverpleegkundige", when="voor kerst"
    )
    assert "Afspraken (1 van 3)" in table.texts
    assert "Geen taak voor de mantelzorger, tenzij zij die zelf aanbiedt." in table.texts


async def test_an_agreement_comes_from_the_chosen_direction_and_remembers_it() -> None:
    table = _with_directions()
    assert table.reason("f") == "Kies eerst met ↑ en ↓ een richting."
    table.choose_line(2)
    await table.press("f", AS_IT_STANDS, "mantelzorger", "")
    line = table.session.lines[4]
    assert isinstance(line, Agreement)
    assert (line.text, line.origin, line.who) == ("een vast nummer", 2, "mantelzorger")
    row = _line_of(table, "uit richting 2")
    assert "zelf aangeboden?" in row
    assert "nog geen wanneer" in row


async def test_the_first_step_is_what_can_be_agreed() -> None:
    table = table_in(RoundKind.KIEZEN)
    table.choose_line(table.add(kind="oplossing", level="organisatie", text="één loket", first_step="overleg plannen"))
    await table.press("f", AS_IT_STANDS, None)
    assert table.session.lines[2].text == "overleg plannen"


def test_after_three_agreements_the_key_says_that_three_is_enough() -> None:
    table = _with_directions()
    for number in range(3):
        table.add(kind="afspraak", text=f"afspraak {number}")
    table.choose_line(2)
    assert table.reason("f") == "Er staan al drie afspraken. Wijzig er een of trek er een in."


async def test_a_signal_without_a_recipient_says_so_and_can_be_filled_in() -> None:
    table = table_in(RoundKind.KIEZEN)
    assert await table.type("de wet past hier niet", "signaal") is None
    assert "nog geen ontvanger" in _line_of(table, "de wet past hier niet")
    table.choose_line(1)
    await table.press("d", "VWS")
    assert "Aan wie: VWS" in _line_of(table, "de wet past hier niet")
    assert table.reason("d") == "Alles is ingevuld. Met e wijzig je het."


async def test_a_request_asks_who_needs_what_from_whom() -> None:
    table = table_in(RoundKind.KIEZEN)
    await table.press("w", "mantelzorger", "huisarts", "bel mij terug")
    assert table.options == ["Wijkverpleegkundige", "Wijkteam", "Huisarts", "CIZ"]
    line = table.session.lines[1]
    assert isinstance(line, Request)
    assert (line.actor, line.about) == ("mantelzorger", "huisarts")
    await table.press("y", "ik-probeer-het")
    assert "antwoord: ik probeer het" in table.text


@pytest.mark.parametrize("left", [(None,), ("mantelzorger", None), ("mantelzorger", "huisarts", None)])
async def test_a_request_can_be_left_at_every_question(left: tuple[str | None, ...]) -> None:
    table = table_in(RoundKind.KIEZEN)
    await table.press("w", *left)
    assert not table.session.lines


async def test_in_the_round_of_requests_tab_chooses_from_whom() -> None:
    table = table_in(RoundKind.VERZOEK)
    table.happen(ev.TurnGiven(actor="huisarts"))
    names = [entry.name for entry in table.face.entries(table.session)]
    assert names == [
        "vraagt Cliënt / mantelzorger",
        "vraagt Wijkverpleegkundige",
        "vraagt Wijkteam",
        "vraagt CIZ",
        "parkeren",
    ]
    assert await table.type("bel mij voor acht uur", "verzoek wijkteam") is None
    line = table.session.lines[1]
    assert isinstance(line, Request)
    assert (line.actor, line.about) == ("huisarts", "wijkteam")
    assert "Verzoeken (1 van 1 zonder antwoord)" in table.texts


async def test_nobody_answers_for_somebody_who_is_not_there() -> None:
    table = table_in(RoundKind.VERZOEK)
    assert table.reason("o") == "Er is geen verzoek dat op antwoord wacht."
    to_ciz = table.add(kind="verzoek", actor="huisarts", about="ciz", text="bel mij")
    table.choose_line(to_ciz)
    assert table.reason("o") == "CIZ is er niet. Niemand anders kan antwoord geven."
    table.choose_line(None)
    other = table.add(kind="verzoek", actor="huisarts", about="wijkteam", text="kom langs")
    await table.press("o", "nee")
    line = table.session.lines[other]
    assert isinstance(line, Request)
    assert line.answer is Answer.NEE


async def test_an_empty_chair_asks_for_nothing() -> None:
    table = table_in(RoundKind.VERZOEK)
    table.happen(ev.TurnGiven(actor="ciz"))
    assert await table.type("geef mij het dossier") == "De stoel van CIZ is leeg. Een verzoek doe je zelf."


async def test_at_the_end_everything_confirmed_is_read_aloud_and_the_rest_is_listed() -> None:
    table = _with_directions(RoundKind.AFRONDEN)
    table.happen(ev.SlipsHandedOut(count=6), *(ev.VotesCounted(line=id, votes=6 - id * 2) for id in (1, 2, 3)))
    table.happen(ev.TallyReleased())
    table.add(kind="dilemma", text="aan de ene kant, aan de andere kant")
    table.add(kind="afspraak", text="een nummer op de koelkast")
    table.add(agreed=False, kind="signaal", text="de wet past hier niet")
    rows = table.texts
    chosen = rows.index("Lees voor: dit kozen jullie")
    assert "de wet anders" in rows[chosen + 1]
    assert "een vast nummer" in rows[chosen + 2]
    assert not any("huisbezoek" in row for row in rows)
    assert "een nummer op de koelkast" in rows[rows.index("Lees voor: de afspraken") + 1]
    assert "Er is geen bevestigd signaal." in rows
    assert "Moet er iets uit? Kies de regel en druk op s." in rows
    assert "Nog niet bevestigd: 1 regel" in rows


def test_a_result_that_was_not_shown_is_not_read_aloud() -> None:
    table = _with_directions(RoundKind.AFRONDEN)
    table.happen(ev.SlipsHandedOut(count=6), *(ev.VotesCounted(line=id, votes=1) for id in (1, 2, 3)))
    assert "De uitslag is nog dicht. Toon haar eerst in de ronde Kiezen." in table.texts
    assert "de wet anders" not in table.text


async def test_while_checking_out_the_turns_come_first() -> None:
    table = table_in(RoundKind.AFRONDEN)
    assert table.texts.index("Lees voor: de afspraken") < table.texts.index("Wie is aan de beurt")
    table.happen(ev.StepShown(step=1), ev.TurnGiven(actor="mantelzorger"))
    assert table.texts.index("Wie is aan de beurt") < table.texts.index("Lees voor: de afspraken")
    assert await table.type("opgelucht") is None
    assert "Cliënt / mantelzorger – terugblik: opgelucht" in table.text


async def test_the_conversation_is_closed_after_a_question_and_can_be_opened_again() -> None:
    table = table_in(RoundKind.AFRONDEN)
    table.add(agreed=False, kind="feit", text="zij woont alleen")
    await table.press("a", "nee")
    assert not table.session.closed
    await table.press("a", "ja")
    assert "niet in het verslag: 1 regel." in table.asked[-1]
    assert table.session.closed
    assert "Dit gesprek is afgesloten. Met a open je het weer." in table.texts
    await table.press("a")
    assert not table.session.closed


def test_the_directions_stand_first_once_there_are_slips_to_count() -> None:
    table = _with_directions()
    assert table.texts[0] == "Je kunt zeggen"
    table.happen(ev.SlipsHandedOut(count=6))
    assert table.texts[0] == "Waaruit kiezen jullie?"
    assert "“Neem de tijd.”" in table.text
