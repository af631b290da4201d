"""Who speaks when, who has not been heard, and who steps into whom."""

from itertools import product

import pytest

from gesprekskaarten.domain import events as ev
from gesprekskaarten.domain.commands import AddActor, Enter, Happen, NextSpeaker, Pass, Record, Speak
from gesprekskaarten.domain.deck import Group
from gesprekskaarten.domain.session import Session
from gesprekskaarten.domain.voices import group_of, next_speaker, not_heard, propose_pairs, speaking_order
from tests.building import Told, a_session, after, own_actor, refused, said

EVERYBODY = {"mantelzorger": 1, "wijkverpleegkundige": 1, "wijkteam": 1, "huisarts": 1, "ciz": 1}
A_ROUND_OF_PASSING: list[Told] = [NextSpeaker(), Pass()] * 5


def rounds_of_next(session: Session) -> list[str]:
    """Who gets the floor when the leader only asks for the next one, until there is nobody."""
    spoken: list[str] = []
    while next_speaker(session) is not None:
        session = after(session, NextSpeaker())
        assert session.turn is not None
        spoken.append(session.turn)
        assert len(spoken) < 100
    return spoken


def test_the_mantelzorger_speaks_first_and_huisarts_and_ciz_last() -> None:
    session = a_session(Enter("perspectief"), present=dict(reversed(EVERYBODY.items())))
    assert speaking_order(session) == ("mantelzorger", "wijkverpleegkundige", "wijkteam", "huisarts", "ciz")


def test_at_kennismaken_the_mantelzorger_is_not_first() -> None:
    session = a_session(Enter("kennismaken"), AddActor("Vrijwilliger", Group.NAASTEN, order=1), present=EVERYBODY)
    assert speaking_order(session) == (
        "wijkverpleegkundige",
        "mantelzorger",
        "eigen-1",
        "wijkteam",
        "huisarts",
        "ciz",
    )


def test_at_kennismaken_naasten_among_themselves_just_begin() -> None:
    session = a_session(Enter("kennismaken"), present={"mantelzorger": 1, "huisarts": 0})
    assert speaking_order(session) == ("mantelzorger",)


def test_everybody_speaks_once_before_anybody_speaks_twice() -> None:
    session = a_session(Enter("perspectief"), present=EVERYBODY)
    assert rounds_of_next(session) == ["mantelzorger", "wijkverpleegkundige", "wijkteam", "huisarts", "ciz"]


def test_after_the_last_one_nobody_is_next() -> None:
    session = a_session(Enter("perspectief"), *[NextSpeaker()] * 5, present=EVERYBODY)
    assert refused(session, NextSpeaker()) == "Iedereen is aan de beurt geweest."


def test_a_round_of_passing_comes_back_to_each_once_and_then_ends() -> None:
    session = a_session(Enter("perspectief"), *A_ROUND_OF_PASSING, present=EVERYBODY)
    assert not_heard(session) == ()
    assert next_speaker(session) == "mantelzorger"
    session = after(session, *A_ROUND_OF_PASSING)
    assert refused(session, NextSpeaker()) == "Iedereen is aan de beurt geweest."


def test_who_passed_is_asked_once_more_after_the_others() -> None:
    session = a_session(Enter("perspectief"), NextSpeaker(), Pass(), present={"mantelzorger": 1, "huisarts": 1})
    assert session.turn is None
    assert rounds_of_next(session) == ["huisarts", "mantelzorger"]


def test_who_spoke_and_later_passes_is_not_asked_again() -> None:
    session = a_session(
        Enter("perspectief"),
        NextSpeaker(),
        Record(said("Ik slaap slecht.")),
        NextSpeaker(),
        Speak("mantelzorger"),
        Pass(),
        present={"mantelzorger": 1, "huisarts": 1},
    )
    assert next_speaker(session) is None


def test_passing_is_an_answer_and_no_gap() -> None:
    session = a_session(Enter("perspectief"), Speak("mantelzorger"), Pass())
    assert "mantelzorger" not in not_heard(session)


def test_a_line_counts_as_being_heard_without_a_turn() -> None:
    session = a_session(Enter("perspectief"), Record(said("Ik zie haar te weinig.", "huisarts")))
    assert not_heard(session) == ("mantelzorger", "wijkverpleegkundige", "wijkteam")


def test_being_heard_counts_per_round() -> None:
    session = a_session(Enter("kennismaken"), Speak("huisarts"), Enter("perspectief"))
    assert "huisarts" in not_heard(session)
    assert "huisarts" not in not_heard(after(session, Enter("kennismaken")))


def test_who_comes_in_late_is_still_to_be_heard_and_who_left_is_not() -> None:
    session = a_session(
        Enter("perspectief"),
        *[NextSpeaker()] * 3,
        Happen(ev.PresenceChanged(actor="ciz", count=1)),
        Happen(ev.PresenceChanged(actor="huisarts", count=0)),
        AddActor("Vrijwilliger", Group.NAASTEN),
    )
    assert not_heard(session) == ("eigen-1", "ciz")
    assert next_speaker(session) == "eigen-1"


def test_an_empty_chair_can_have_the_floor_and_is_never_next() -> None:
    session = a_session(Enter("perspectief"), Speak("ciz"))
    assert session.turn == "ciz"
    assert "ciz" not in rounds_of_next(session)


def test_the_whole_table_has_the_floor_without_anybody_being_heard() -> None:
    session = a_session(Enter("perspectief"), Speak(""))
    assert session.turn == ""
    assert len(not_heard(session)) == 4


def test_groups_come_from_the_deck_or_from_the_table() -> None:
    session = a_session(AddActor("Buurvrouw", Group.NAASTEN))
    assert [group_of(session, actor) for actor in ("mantelzorger", "ciz", "eigen-1", "onbekend")] == [
        Group.NAASTEN,
        Group.INDICATIE,
        Group.NAASTEN,
        Group.PROFESSIONALS,
    ]


def test_everybody_steps_into_the_actor_furthest_away() -> None:
    assert propose_pairs(a_session(present=EVERYBODY)) == (
        ("mantelzorger", "wijkteam"),
        ("wijkverpleegkundige", "huisarts"),
        ("wijkteam", "ciz"),
        ("huisarts", "mantelzorger"),
        ("ciz", "wijkverpleegkundige"),
    )


def test_an_empty_chair_is_stepped_into_but_does_not_speak() -> None:
    pairs = propose_pairs(a_session())
    assert "ciz" in [about for _, about in pairs]
    assert "ciz" not in [speaker for speaker, _ in pairs]


def test_two_at_the_table_change_places_and_one_alone_has_nobody() -> None:
    assert propose_pairs(a_session(present={"mantelzorger": 1, "huisarts": 1})) == (
        ("mantelzorger", "huisarts"),
        ("huisarts", "mantelzorger"),
    )
    assert propose_pairs(a_session(present={"mantelzorger": 1})) == ()
    assert propose_pairs(a_session(present={})) == ()


def test_naasten_alone_step_into_nobody() -> None:
    session = a_session(AddActor("Broer", Group.NAASTEN), present={"mantelzorger": 1})
    assert propose_pairs(session) == ()


@pytest.mark.parametrize("chairs", range(2, 10))
def test_pairs_are_fair_for_every_table(chairs: int) -> None:
    """For every division into naasten and others: all who can play do, once, and never one naaste another."""
    for naasten in product((True, False), repeat=chairs):
        session = a_session(
            *[
                own_actor(f"eigen-{place}", f"Actor {place}", Group.NAASTEN if near else Group.PROFESSIONALS, place)
                for place, near in enumerate(naasten, 1)
            ],
            present={},
        )
        pairs = propose_pairs(session)
        near = {f"eigen-{place}": near for place, near in enumerate(naasten, 1)}
        assert all(one != other and not (near[one] and near[other]) for one, other in pairs)
        others = chairs - sum(naasten)
        assert [speaker for speaker, _ in pairs] == [one for one in session.actors if not near[one] or others]
        played = {about for _, about in pairs}
        assert len(played) == _most_played(sum(naasten), others), (naasten, pairs)


def _most_played(naasten: int, others: int) -> int:
    """How many different actors can be played when naasten only play others."""
    by_naasten = min(naasten, others)
    left = naasten + others - by_naasten
    return by_naasten + (min(others, left) if others > 1 or naasten else 0)


def test_pairs_lie_half_a_table_apart() -> None:
    actors = [own_actor(f"eigen-{place}", f"Actor {place}", Group.PROFESSIONALS, place) for place in range(1, 9)]
    pairs = propose_pairs(a_session(*actors, present={}))
    assert {abs(int(one[6:]) - int(other[6:])) for one, other in pairs} == {4}
