"""What holds for the leader's face of every kind of round."""

import pytest

from gesprekskaarten.domain import events as ev
from gesprekskaarten.domain.deck import Group
from gesprekskaarten.domain.playbook import RoundKind
from gesprekskaarten.tui.commands import check_commands
from gesprekskaarten.tui.conversation.commands import COMMANDS, DIGITS
from gesprekskaarten.tui.rounds import FACES, face_for
from gesprekskaarten.tui.widgets.lines import wrap
from tests.unit.rounds_table import FakeTable, material, table_in

EVERY_KIND = pytest.mark.parametrize("kind", list(RoundKind))


def _filled(kind: RoundKind, times: int) -> FakeTable:
    """A table at which everything was said, many times over."""
    table = table_in(kind)
    for number in range(times):
        for line in ("feit", "onbekend", "parkeren", "antwoord", "terugblik", "perspectief", "zorg", "behoefte"):
            actor = "" if line in ("feit", "onbekend", "parkeren") else "huisarts"
            table.add(agreed=number % 2 == 0, kind=line, actor=actor, text=f"{line} nummer {number}")
        table.add(agreed=number % 3 == 0, kind="wissel", actor="huisarts", about="ciz", text=f"wissel {number}")
        table.add(kind="verzoek", actor="huisarts", about="wijkteam", text=f"verzoek {number}")
        for level in ("uitvoering", "organisatie", "stelsel"):
            table.add(agreed=number % 2 == 0, kind="oplossing", level=level, text=f"oplossing {level} {number}")
    for number in range(3):
        table.add(kind="eens", text=f"eens {number}")
        table.add(agreed=False, kind="botst", text=f"botst {number}")
        table.add(kind="afspraak", text=f"afspraak {number}")
    table.add(kind="dilemma", text="het een of het ander")
    table.add(agreed=False, kind="signaal", text="een signaal")
    return table


def test_every_kind_of_round_has_a_face_of_its_own() -> None:
    assert set(FACES) == set(RoundKind)
    for round in material().playbook.rounds:
        face = face_for(round)
        assert face.kind is round.kind
        assert face.round is round


@EVERY_KIND
def test_no_key_of_a_round_is_taken_by_another_command(kind: RoundKind) -> None:
    own = FACES[kind].commands
    taken = {command.id for command in own}
    assert check_commands([*(one for one in COMMANDS if one.id not in taken), DIGITS, *own]) == []


@EVERY_KIND
def test_every_command_of_a_round_can_be_done(kind: RoundKind) -> None:
    table = table_in(kind)
    for command in table.face.commands:
        assert callable(table.face.handler(command, table))


@EVERY_KIND
@pytest.mark.parametrize("present", [{}, {"mantelzorger": 0}, {"mantelzorger": 1}])
def test_with_nothing_said_and_hardly_anybody_there_the_board_and_the_keys_still_work(
    kind: RoundKind, present: dict[str, int]
) -> None:
    table = table_in(kind, present=present)
    assert table.text.strip()
    for command in table.face.commands:
        reason = table.face.reason(table.session, command, None)
        assert reason is None or reason.endswith(".")
    assert [entry.id for entry in table.face.entries(table.session)][-1] == "parkeren"


@EVERY_KIND
def test_no_line_stands_twice_on_the_board_however_much_was_said(kind: RoundKind) -> None:
    table = _filled(kind, 12)
    keys = [row.key for row in table.face.rows(table.session) if row.key]
    assert len(keys) == len(set(keys))


@EVERY_KIND
def test_what_is_said_in_a_round_stands_on_its_board(kind: RoundKind) -> None:
    table = _filled(kind, 1)
    assert "parkeren nummer 0" in table.text


@EVERY_KIND
def test_an_own_actor_with_a_wild_name_breaks_nothing(kind: RoundKind) -> None:
    table = table_in(kind)
    own = ev.OwnActor(id="eigen-1", name="[/b] {x} " + "Woningcorporatie" * 3, group=Group.PROFESSIONALS, order=3)
    table.happen(ev.ActorAdded(actor=own), ev.TurnGiven(actor="eigen-1"))
    for row in table.face.rows(table.session):
        assert all(line.cell_length <= 56 for line in wrap(row.content, 56, row.hanging))
    line = table.face.line(table.session, table.entry(), "eigen-1", "zo is het")
    assert isinstance(line, str) or line.text == "zo is het"


@EVERY_KIND
def test_the_sentences_to_say_and_what_was_parked_stand_on_every_board(kind: RoundKind) -> None:
    table = table_in(kind)
    table.add(agreed=False, kind="parkeren", text="voor straks")
    assert "“Neem de tijd.”" in table.text
    assert "voor straks" in table.text
