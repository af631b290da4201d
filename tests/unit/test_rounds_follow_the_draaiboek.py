"""A round asks what the draaiboek lets the room read: the bands, the clashes, the beginnings, the last question."""

from functools import cache
from typing import Any

import pytest
import tomli

from gesprekskaarten.domain import events as ev
from gesprekskaarten.domain.commands import Enter, Happen, Record
from gesprekskaarten.domain.lines import Contribution, Kind, Solution
from gesprekskaarten.domain.material import Material
from gesprekskaarten.domain.playbook import Playbook, Round, RoundKind
from gesprekskaarten.room.view import room_view
from gesprekskaarten.tui.conversation.questions import no_outcome
from gesprekskaarten.tui.rounds import face_for
from tests.building import CONTENT, a_session, material, now
from tests.unit.rounds_table import texts

DRAAIBOEKEN = tuple(path.stem for path in sorted((CONTENT / "draaiboeken").glob("*.toml")))


@cache
def shipped(draaiboek: str) -> Material:
    text = (CONTENT / "draaiboeken" / f"{draaiboek}.toml").read_text("utf-8")
    return Material(playbook=Playbook.model_validate(tomli.loads(text)), decks=material().decks)


def with_round(kind: str, **fields: Any) -> Material:
    """A draaiboek of one round."""
    one = {"id": kind, "vorm": kind, "titel": kind.capitalize(), "minuten": 5, **fields}
    playbook = {"formaat": 1, "draaiboek": {"id": "eigen", "titel": "Eigen", "minuten": 5}, "ronde": [one]}
    return Material(playbook=Playbook.model_validate(playbook), decks=material().decks)


def board_of(on: Material, round: str, *script: Any) -> str:
    session = a_session(Enter(round), *script, on=on)
    assert session.round is not None
    return "\n".join(texts(face_for(session.round).rows(session)))


def room_of(on: Material, round: str, *script: Any) -> str:
    session = a_session(Enter(round), *script, on=on)
    return room_view(session, now(session)).model_dump_json()


def entries_of(on: Material, round: str, *script: Any) -> list[tuple[str, str]]:
    """The kinds of lines that can be typed, with what stands in the empty field; parking is left out."""
    session = a_session(Enter(round), *script, on=on)
    assert session.round is not None
    return [(one.name, one.placeholder) for one in face_for(session.round).entries(session)][:-1]


@pytest.mark.parametrize("draaiboek", ["grensvlakkengesprek-90", "grensvlakkengesprek-120", "standpunten-60"])
def test_with_three_steps_each_step_of_the_botsing_begins_with_its_own_kind(draaiboek: str) -> None:
    first = []
    for step in range(3):
        session = a_session(Enter("botsing"), Happen(ev.StepShown(step=step)), on=shipped(draaiboek))
        assert session.round is not None
        first.append(face_for(session.round).first_entry(session))
    assert first == ["eens", "botst", "dilemma"]


def test_with_only_a_dilemma_sentence_to_make_nothing_else_is_asked() -> None:
    short = shipped("grensvlakkengesprek-45")
    session = a_session(Enter("botsing"), on=short)
    assert session.round is not None
    assert face_for(session.round).first_entry(session) == "dilemma"
    assert "Dilemmazin (0 van 1)" in board_of(short, "botsing")
    for seen in (board_of(short, "botsing"), room_of(short, "botsing")):
        assert "Hier botst het" not in seen
        assert "eens" not in seen
    assert "Hier botst het" in room_of(shipped("grensvlakkengesprek-90"), "botsing")


def test_what_was_said_beside_the_dilemma_is_shown_all_the_same() -> None:
    clash = Contribution(round="botsing", kind=Kind.BOTST, text="Rust en toezicht botsen.", agreed=True)
    short = shipped("grensvlakkengesprek-45")
    assert "Hier botst het (1 van 3)" in board_of(short, "botsing", Record(clash))
    assert "Rust en toezicht botsen." in room_of(short, "botsing", Record(clash))


def test_a_botsing_whose_texts_name_nothing_asks_all_three() -> None:
    plain = with_round("botsing")
    session = a_session(Enter("botsing"), on=plain)
    assert session.round is not None
    assert face_for(session.round).first_entry(session) == "eens"
    assert "Hier botst het" in board_of(plain, "botsing")


def test_only_the_levels_that_the_room_reads_are_asked() -> None:
    short, long = shipped("grensvlakkengesprek-45"), shipped("grensvlakkengesprek-120")
    assert [name for name, _ in entries_of(short, "oplossingen")] == ["uitvoering"]
    assert [name for name, _ in entries_of(long, "oplossingen")] == ["uitvoering", "organisatie", "stelsel"]
    assert "Stelsel" not in board_of(short, "oplossingen")
    assert "Stelsel" not in room_of(short, "oplossingen")
    assert "Stelsel (0)" in board_of(long, "oplossingen")


def test_a_solution_on_a_level_that_is_not_asked_is_shown_all_the_same() -> None:
    rule = Solution(round="oplossingen", text="Eén loket", level="organisatie", agreed=True)
    short = shipped("grensvlakkengesprek-45")
    assert "Organisatie (1)" in board_of(short, "oplossingen", Record(rule))
    assert "Eén loket" in room_of(short, "oplossingen", Record(rule))


def test_with_one_level_nothing_asks_on_what_else_it_is_secured() -> None:
    done = Solution(round="oplossingen", text="Een belronde", level="uitvoering", agreed=True)
    assert "geborgd" not in board_of(shipped("grensvlakkengesprek-45"), "oplossingen", Record(done))
    assert "Én-én" in board_of(shipped("grensvlakkengesprek-90"), "oplossingen", Record(done))


def test_beginnings_of_its_own_make_one_kind_of_line() -> None:
    assert entries_of(shipped("standpunten-60"), "zelf") == [("zegt", "Zelf vind ik …")]
    assert entries_of(shipped("grensvlakkengesprek-90"), "perspectief") == [
        ("ziet", "Ik zie …"),
        ("maakt zich zorgen", "Ik maak me zorgen over …"),
        ("heeft nodig", "Ik heb nodig …"),
    ]


@pytest.mark.parametrize(
    ("draaiboek", "asked"),
    [
        ("grensvlakkengesprek-45", ("één woord", "Met welk woord ga je weg?")),
        ("grensvlakkengesprek-90", ("één woord", "Met welk woord ga je naar huis?")),
        ("standpunten-60", ("één woord", "Welk woord neem je mee?")),
        ("samenwerkingsgesprek-90", ("kijkt terug", "Had het gesprek zin?")),
    ],
)
def test_the_last_question_is_the_one_of_the_draaiboek(draaiboek: str, asked: tuple[str, str]) -> None:
    assert entries_of(shipped(draaiboek), "afronden") == [asked]


def test_an_afronden_without_texts_asks_for_a_word() -> None:
    assert entries_of(with_round("afronden"), "afronden") == [("één woord", "Met welk woord ga je naar huis?")]


def test_looking_back_is_called_so_in_the_room() -> None:
    back = Contribution(round="afronden", kind=Kind.TERUGBLIK, text="Wij bellen voortaan.", agreed=True)
    seen = room_of(shipped("samenwerkingsgesprek-90"), "afronden", Record(back))
    assert "Terugblik" in seen
    assert "naar huis" not in seen


def test_how_it_ended_is_shown_only_after_the_casus_was_talked_about() -> None:
    casus = material().casussen["riet-dwaalt-s-nachts"]
    ended = casus.model_copy(update={"outcome": "Riet woont nu bij haar zus.", "lessons": ("Bel eerder.",)})
    decks = tuple(
        deck.model_copy(update={"casussen": tuple(ended if one == casus else one for one in deck.casussen)})
        for deck in material().decks
    )
    on = Material(playbook=material().playbook, decks=decks)
    for round in ("welkom", "casus"):
        assert "Eerst hoort de tafel het verhaal" in (no_outcome(a_session(Enter(round), on=on)) or "")
    assert no_outcome(a_session(Enter("perspectief"), on=on)) is None
    assert no_outcome(a_session(Enter("perspectief"), on=on, casus="")) == "Bij dit gesprek is geen casus gekozen."
    assert "Riet woont nu bij haar zus." in room_of(on, "perspectief", Happen(ev.Shown(what="afloop")))


@pytest.mark.parametrize("draaiboek", DRAAIBOEKEN)
def test_every_round_of_every_draaiboek_has_a_board_and_something_to_type(draaiboek: str) -> None:
    on = shipped(draaiboek)
    for round in on.playbook.rounds:
        assert board_of(on, round.id).strip()
        assert [one.id for one in _face(on, round).entries(a_session(Enter(round.id), on=on))][-1] == "parkeren"


def _face(on: Material, round: Round) -> Any:
    assert round.kind in RoundKind
    return face_for(on.playbook.round(round.id))
