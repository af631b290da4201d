"""Welkom, kennismaken, casus, stilte and pauze as the leader sees them."""

import datetime as dt

import pytest

from gesprekskaarten.domain import events as ev
from gesprekskaarten.domain.lines import FollowUp, Progress
from gesprekskaarten.domain.playbook import RoundKind
from tests.unit.rounds_table import AS_IT_STANDS, START, FakeTable, table_in


def _with_follow_ups() -> FakeTable:
    table = table_in(RoundKind.WELKOM)
    for text in ("een nummer voor de avond", "samen op huisbezoek", "brief aan VWS"):
        table.add(kind="vervolg", was="afspraak", text=text)
    return table


def _progress(table: FakeTable) -> list[Progress | None]:
    return [line.progress for line in table.session.lines.values() if isinstance(line, FollowUp)]


def test_the_leader_sees_what_the_room_reads_and_what_is_not_yet_agreed() -> None:
    table = table_in(RoundKind.WELKOM)
    assert "• Eerste regel" in table.texts
    assert "Vertrouwelijk: nog niet gevraagd (a)." in table.text
    assert "Wie het verslag mag zien: nog niet gevraagd (w)." in table.text


async def test_the_promise_of_confidentiality_is_kept_and_shown() -> None:
    table = table_in(RoundKind.WELKOM)
    await table.press("a", "ja")
    assert table.session.promised is True
    assert "✓ Vertrouwelijk: ja." in table.text


async def test_when_not_everybody_agrees_the_leader_is_told_what_to_do() -> None:
    table = table_in(RoundKind.WELKOM)
    await table.press("a", "nee")
    assert table.session.promised is False
    assert table.said == ["Vraag wat erbij moet. Leg dat vast met Enter."]
    assert "nog niet voor iedereen" in table.text


async def test_leaving_the_question_of_confidentiality_changes_nothing() -> None:
    table = table_in(RoundKind.WELKOM)
    await table.press("a", None)
    assert table.session.promised is None


async def test_who_may_see_the_report_is_asked_with_the_present_answer_in_the_field() -> None:
    table = table_in(RoundKind.WELKOM)
    await table.press("w", "alleen wij aan tafel")
    assert "Wie het verslag mag zien: alleen wij aan tafel" in table.text
    await table.press("w", AS_IT_STANDS)
    assert table.session.readers == "alleen wij aan tafel"


async def test_an_extra_agreement_is_of_the_whole_table() -> None:
    table = table_in(RoundKind.WELKOM)
    table.happen(ev.TurnGiven(actor="huisarts"))
    assert await table.type("telefoons uit") is None
    assert "antwoord: telefoons uit" in table.text
    assert "Huisarts" not in table.text


async def test_follow_ups_are_gone_through_from_the_chosen_one() -> None:
    table = _with_follow_ups()
    table.choose_line(2)
    await table.press("g", "gedaan", "niet", "loopt")
    assert _progress(table) == [Progress.NIET, Progress.GEDAAN, Progress.LOOPT]
    assert "Vorige keer (3 van 3 besproken, met g)" in table.texts


async def test_going_through_the_follow_ups_can_stop_halfway() -> None:
    table = _with_follow_ups()
    await table.press("g", "loopt", None)
    assert _progress(table) == [Progress.LOOPT, None, None]
    await table.press("g", "gedaan", "gedaan")
    assert _progress(table) == [Progress.LOOPT, Progress.GEDAAN, Progress.GEDAAN]


def test_without_an_earlier_session_there_is_nothing_to_go_through() -> None:
    table = table_in(RoundKind.WELKOM)
    assert table.reason("g") == "Er zijn geen afspraken van een vorige keer."
    assert "Vorige keer" not in table.text


def test_at_kennismaken_the_leader_begins_and_the_mantelzorger_is_not_first() -> None:
    table = table_in(RoundKind.KENNISMAKEN)
    rows = table.texts
    assert "Begin zelf: jij geeft het voorbeeld, in een halve minuut." in rows
    turns = [row for row in rows if row.startswith("·")]
    assert [turn.split(":")[0] for turn in turns][:2] == ["· 2 Wijkverpleegkundige (2)", "· 1 Cliënt / mantelzorger"]


def test_at_kennismaken_people_are_counted_and_empty_chairs_named() -> None:
    table = table_in(RoundKind.KENNISMAKEN)
    assert "5 mensen in 4 rollen." in table.texts
    assert "Lege stoel: CIZ." in table.texts
    assert "Wie ontbreekt? Zet een lege stoel neer (p)." in table.texts


async def test_at_kennismaken_who_speaks_may_pass() -> None:
    table = table_in(RoundKind.KENNISMAKEN)
    assert table.reason("d") == "Er is niemand aan het woord. Kies eerst een actor met een cijfer, of v."
    table.happen(ev.TurnGiven(actor="huisarts"))
    await table.press("d")
    assert "– 4 Huisarts: gaf door" in table.texts


def test_before_the_facts_the_casus_is_read_and_after_the_first_fact_the_facts_are_on_top() -> None:
    table = table_in(RoundKind.CASUS)
    assert table.texts.index("Lees voor: Riet dwaalt") < table.texts.index("Wat weten we?")
    table.add(kind="feit", text="zij woont alleen")
    assert table.texts.index("Wat weten we?") < table.texts.index("Lees voor: Riet dwaalt")


def test_the_silence_stands_first_and_nothing_but_parking_can_be_typed() -> None:
    table = table_in(RoundKind.STILTE)
    assert table.texts[0] == "Nu is het stil. Jij ook."
    assert "• Eerste regel" in table.texts
    assert [entry.id for entry in table.face.entries(table.session)] == ["parkeren"]


def test_the_leader_sees_the_room_text_of_the_step() -> None:
    table = table_in(RoundKind.STILTE)
    table.happen(ev.StepShown(step=1))
    assert "• Tekst van de stap" in table.texts
    assert "• Eerste regel" not in table.texts


@pytest.mark.parametrize(("extra", "minutes"), [(0, 10), (2, 12)])
def test_a_break_says_until_when_also_after_more_time(extra: int, minutes: int) -> None:
    table = table_in(RoundKind.PAUZE)
    if extra:
        table.happen(ev.TimeAdded(round="pauze", minutes=extra))
    back = (START + dt.timedelta(minutes=minutes)).astimezone()
    assert f"Pauze tot {back:%H:%M}. De zaal ziet dit ook." in table.texts


def test_in_a_break_the_leader_can_go_over_what_is_not_confirmed() -> None:
    table = table_in(RoundKind.PAUZE)
    assert "Alles is bevestigd." in table.texts
    table.add(agreed=False, kind="feit", round="casus", text="zij woont alleen")
    assert "Nog niet bevestigd: 1 regel" in table.texts
    assert any("zij woont alleen" in row for row in table.texts)
