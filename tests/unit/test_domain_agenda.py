"""The time: what is left, whether we are late, and which later round to shorten."""

import datetime as dt

import pytest

from gesprekskaarten.domain import events as ev
from gesprekskaarten.domain.agenda import Agenda, agenda, allotted, gap_before, least, one_level_only, proposals
from gesprekskaarten.domain.commands import Enter, Happen
from gesprekskaarten.domain.session import Session
from tests.building import START, Told, a_session, after, material_with, now

SEVEN = {"mantelzorger": 2, "wijkverpleegkundige": 2, "wijkteam": 1, "huisarts": 1, "ciz": 1}
"""The minutes of the draaiboek are for seven people: 86, and 4 of buffer."""

PLAN = {
    "welkom": 6,
    "kennismaken": 6,
    "casus": 10,
    "stilte": 3,
    "perspectief": 14,
    "wissel": 12,
    "botsing": 7,
    "oplossingen": 14,
    "kiezen": 9,
    "afronden": 5,
}


def on_schedule(until: str, late: float = 0) -> Session:
    """Seven people led by the clock into the round `until`, some minutes late."""
    script: list[Told] = []
    for round, minutes in PLAN.items():
        script.append(Enter(round))
        if round == until:
            return a_session(*script[:-1], late, script[-1], present=SEVEN)
        script.append(minutes)
    raise AssertionError(until)


def shortened(session: Session, minutes: float = 0) -> dict[str, int]:
    return {proposal.round.id: proposal.minutes for proposal in proposals(session, now(session, minutes))}


def states(session: Session) -> dict[str, str]:
    return {block.round.id: block.state for block in agenda(session, now(session)).blocks}


def at(session: Session, minutes: float) -> Agenda:
    return agenda(session, now(session, minutes))


def test_before_the_first_round_there_is_only_a_plan() -> None:
    session = a_session(present=SEVEN)
    plan = at(session, 0)
    assert (plan.late, plan.word, plan.warn) == (0, "op tijd", False)
    assert plan.ends == START + dt.timedelta(minutes=86)
    assert {block.round.id: block.planned for block in plan.blocks} == PLAN
    assert set(states(session).values()) == {"komt"}


@pytest.mark.parametrize(
    ("minutes", "left", "word"),
    [
        (0, 10, "op tijd"),
        (0.1, 10, "op tijd"),
        (7.9, 3, "op tijd"),
        (8, 2, "bijna tijd"),
        (9.9, 1, "bijna tijd"),
        (10, 0, "tijd is om"),
        (10.1, -1, "tijd is om"),
        (12, -2, "tijd is om"),
    ],
)
def test_time_left_is_whole_minutes_and_a_word(minutes: float, left: int, word: str) -> None:
    plan = at(on_schedule("casus"), minutes)
    assert (plan.left, plan.word) == (left, word)


def test_the_bar_empties_and_never_beyond_nothing() -> None:
    session = on_schedule("casus")
    assert [at(session, minutes).part for minutes in (0, 5, 10, 30)] == [1.0, 0.5, 0.0, 0.0]


@pytest.mark.parametrize(("people", "kennismaken", "perspectief"), [(5, 4, 10), (6, 5, 12), (7, 6, 14), (9, 6, 14)])
def test_rounds_in_which_everybody_speaks_scale_up_to_their_minutes(
    people: int, kennismaken: int, perspectief: int
) -> None:
    session = a_session(present={"mantelzorger": people, "ciz": 0})
    playbook = session.material.playbook
    assert allotted(session, playbook.round("kennismaken")) == kennismaken
    assert allotted(session, playbook.round("perspectief")) == perspectief


def test_who_comes_late_brings_minutes_along() -> None:
    session = a_session(Enter("perspectief"), present={"mantelzorger": 1, "huisarts": 4})
    assert at(session, 0).left == 10
    assert at(after(session, Happen(ev.PresenceChanged(actor="ciz", count=1))), 0).left == 12


def test_with_nobody_at_the_table_rounds_keep_their_minutes() -> None:
    session = a_session(present={"mantelzorger": 0})
    assert allotted(session, session.material.playbook.round("perspectief")) == 14


def test_two_minutes_more_count_for_this_round_and_move_the_end() -> None:
    session = on_schedule("casus")
    before, longer = at(session, 0), after(session, Happen(ev.TimeAdded(round="casus", minutes=2)))
    plan = at(longer, 0)
    assert (plan.left, plan.allotted) == (12, 12)
    assert before.ends is not None
    assert plan.ends == before.ends + dt.timedelta(minutes=2)
    assert allotted(longer, longer.material.playbook.round("stilte")) == 3


def test_minutes_taken_away_never_leave_less_than_nothing() -> None:
    session = a_session(Happen(ev.TimeAdded(round="stilte", minutes=-10)))
    assert allotted(session, session.material.playbook.round("stilte")) == 0


def test_a_pause_stops_the_clock_of_the_round_and_moves_the_end() -> None:
    session = after(on_schedule("casus"), 4, Happen(ev.Paused(on=True)))
    assert [at(session, minutes).left for minutes in (0, 8)] == [6, 6]
    assert at(session, 8).ends == now(session, 8 + 6 + 64)
    again = after(session, 8, Happen(ev.Paused(on=False)), 1)
    assert at(again, 1).left == 5


def test_an_agreed_pause_counts_until_its_end() -> None:
    session = after(on_schedule("casus"), 4, Happen(ev.Paused(on=True, minutes=10)))
    assert at(session, 0).ends_round == now(session, 16)
    assert at(session, 9).ends_round == now(session, 16)
    assert at(session, 12).ends_round == now(session, 18)


def test_the_next_round_ends_the_pause() -> None:
    session = after(on_schedule("casus"), Happen(ev.Paused(on=True, minutes=10)), Enter("stilte"))
    assert session.paused is None
    assert at(session, 1).left == 2


def test_on_schedule_nothing_is_late_and_nothing_is_proposed() -> None:
    for round in PLAN:
        assert (at(on_schedule(round), 0).late, shortened(on_schedule(round))) == (0, {}), round


def test_the_buffer_is_spent_before_anything_is_proposed() -> None:
    assert at(on_schedule("casus", late=4), 0).late == 0
    assert at(on_schedule("casus", late=5), 0).late == 1


@pytest.mark.parametrize(
    ("late", "proposed"),
    [
        (4, {}),
        (6, {"oplossingen": 2}),
        (7, {"oplossingen": 3}),
        (9, {"oplossingen": 3, "wissel": 2}),
        (12, {"oplossingen": 3, "wissel": 3, "botsing": 2}),
        (15, {"oplossingen": 3, "wissel": 3, "botsing": 2, "casus": 3}),
        (60, {"oplossingen": 3, "wissel": 3, "botsing": 2, "casus": 3}),
    ],
)
def test_when_late_later_rounds_are_shortened_in_the_order_of_the_draaiboek(
    late: float, proposed: dict[str, int]
) -> None:
    session = on_schedule("kennismaken", late)
    assert list(shortened(session).items()) == list(proposed.items())


def test_rounds_that_were_are_not_proposed() -> None:
    assert shortened(on_schedule("botsing", late=60)) == {"oplossingen": 3}
    assert shortened(on_schedule("kiezen", late=60)) == {}


def test_protected_rounds_are_never_proposed() -> None:
    protected = {round.id for round in a_session().material.playbook.rounds if round.protected}
    assert protected == {"welkom", "stilte", "perspectief", "afronden"}
    assert not protected & set(shortened(a_session(60, Enter("welkom"), 600, Enter("kennismaken"))))


def test_a_round_is_never_proposed_below_its_minimum_per_person() -> None:
    on = material_with(perspectief={"shorten": 1})
    session = a_session(Enter("casus"), 60, Enter("stilte"), present={"mantelzorger": 3, "huisarts": 4}, on=on)
    assert least(session, on.playbook.round("perspectief")) == 11
    assert shortened(session)["perspectief"] == 3


def test_an_accepted_proposal_is_not_made_again() -> None:
    session = on_schedule("casus", late=7)
    assert shortened(session) == {"oplossingen": 3}
    session = after(session, Happen(ev.TimeAdded(round="oplossingen", minutes=-3)))
    assert at(session, 0).late == 0
    assert shortened(session) == {}


def test_a_round_that_runs_over_makes_us_late_while_it_runs() -> None:
    session = on_schedule("casus")
    assert [at(session, minutes).late for minutes in (10, 14, 15.5, 20)] == [0, 0, 2, 6]


def test_back_in_an_earlier_round_what_was_done_does_not_come_again() -> None:
    session = after(on_schedule("oplossingen"), 4, Enter("casus"))
    assert states(session) == {
        "welkom": "geweest",
        "kennismaken": "geweest",
        "casus": "nu",
        "stilte": "geweest",
        "perspectief": "geweest",
        "wissel": "geweest",
        "botsing": "geweest",
        "oplossingen": "komt",
        "kiezen": "komt",
        "afronden": "komt",
    }
    plan = at(session, 2)
    assert (plan.left, plan.word) == (-2, "tijd is om")
    assert plan.ends == now(session, 2 + 10 + 9 + 5)
    assert plan.late == 0
    assert [shortened(session, minutes) for minutes in (4, 5, 60)] == [{}, {"oplossingen": 1}, {"oplossingen": 3}]


def test_a_round_that_is_gone_back_to_goes_on_with_what_was_left() -> None:
    session = after(on_schedule("casus"), 4, Enter("stilte"), 1, Enter("casus"))
    assert at(session, 1).left == 5
    assert at(after(session, 1, Enter("stilte")), 0).left == 2


def test_a_round_that_was_skipped_still_comes_when_gone_back() -> None:
    session = a_session(Enter("welkom"), Enter("oplossingen"), Enter("casus"))
    assert states(session)["wissel"] == "komt"


def test_more_than_twelve_minutes_late_at_the_solutions_one_level_is_enough() -> None:
    for round, late, enough in [
        ("botsing", 16, False),
        ("botsing", 17, True),
        ("oplossingen", 17, True),
        ("wissel", 17, False),
        ("kiezen", 40, False),
    ]:
        session = on_schedule(round, late)
        assert one_level_only(session, now(session)) is enough, (round, late)


def test_a_short_silence_is_time_of_the_round() -> None:
    session = on_schedule("casus")
    assert gap_before(session, now(session, 5)) is None


def test_a_closed_lid_is_no_time_of_the_round() -> None:
    session = after(on_schedule("casus"), 2, Happen(ev.Shown(what="casus")))
    stopped = gap_before(session, now(session, 60))
    assert stopped == session.at
    again = after(session, 60, Happen(ev.Continued(stopped=stopped)))
    assert at(again, 0).left == 8
    assert at(again, 3).left == 5


def test_the_next_day_we_are_not_a_day_late() -> None:
    session = on_schedule("casus", late=6)
    stopped = gap_before(session, now(session, 24 * 60))
    again = after(session, 24 * 60, Happen(ev.Continued(stopped=stopped)))
    assert at(again, 0).late == 2
    assert at(again, 0).ends == now(again, 10 + 64)


def test_a_lid_closed_in_a_pause_is_a_gap_too() -> None:
    session = after(on_schedule("casus"), Happen(ev.Paused(on=True, minutes=10)))
    stopped = gap_before(session, now(session, 24 * 60))
    again = after(session, 24 * 60, Happen(ev.Continued(stopped=stopped)), Happen(ev.Paused(on=False)))
    assert (at(again, 0).left, at(again, 0).late) == (10, 0)


def test_continuing_at_once_costs_nothing() -> None:
    session = after(on_schedule("casus"), 3, Happen(ev.Continued()))
    assert at(session, 0).left == 7


def test_without_a_running_round_there_is_no_gap() -> None:
    session = a_session(present=SEVEN)
    assert gap_before(session, now(session, 60)) is None
    closed = after(on_schedule("casus"), Happen(ev.Closed()))
    assert gap_before(closed, now(closed, 60)) is None


def test_a_closed_conversation_has_a_clock_that_stands_still() -> None:
    session = after(on_schedule("afronden"), 3, Happen(ev.Closed()))
    assert [(at(session, minutes).left, at(session, minutes).late) for minutes in (0, 600)] == [(2, 0), (2, 0)]


def test_a_reopened_conversation_is_not_late_for_the_time_it_was_closed() -> None:
    session = after(on_schedule("afronden"), 3, Happen(ev.Closed()), 24 * 60, Happen(ev.Closed(on=False)))
    assert (at(session, 1).left, at(session, 1).late) == (1, 0)


def test_closing_ends_the_pause() -> None:
    session = after(on_schedule("casus"), Happen(ev.Paused(on=True)), Happen(ev.Closed()), Happen(ev.Closed(on=False)))
    assert session.paused is None
    assert at(session, 1).left == 9
