"""What is always true, whatever people want and in whatever order."""

import datetime as dt
from collections.abc import Mapping
from typing import Any, get_args

from hypothesis import example, given
from hypothesis import strategies as st

from gesprekskaarten.domain import events as ev
from gesprekskaarten.domain.agenda import agenda, proposals
from gesprekskaarten.domain.commands import (
    AddActor,
    Amend,
    Confirm,
    ConfirmAll,
    Enter,
    Happen,
    Intent,
    NextSpeaker,
    Pass,
    Record,
    Redo,
    Refusal,
    Speak,
    Strike,
    Undo,
    Withdraw,
    decide,
)
from gesprekskaarten.domain.deck import LEVELS, Group
from gesprekskaarten.domain.lines import (
    AT_MOST,
    Agreement,
    Answer,
    Contribution,
    Exchange,
    FollowUp,
    Kind,
    Line,
    Progress,
    Request,
    Signal,
    Solution,
    Source,
    Verdict,
    words_of,
)
from gesprekskaarten.domain.session import Session, apply, fold
from gesprekskaarten.domain.value import WordsApart
from gesprekskaarten.domain.voices import next_speaker, not_heard, propose_pairs, speaking_order
from gesprekskaarten.domain.words import clean, is_safe
from tests.building import START, happenings, material, opening, own_actor
from tests.torture import TORTURE

WORDS = st.one_of(st.text(max_size=20), st.sampled_from([text for _, text in TORTURE]), st.just("Ik slaap slecht."))
ACTORS = st.sampled_from(["mantelzorger", "huisarts", "ciz", "eigen-1", "burgemeester", ""])
ROUNDS = st.sampled_from([round.id for round in material().playbook.rounds] + ["toneel"])
NUMBERS = st.integers(0, 9)
PLAIN = get_args(Contribution.model_fields["kind"].annotation)

contributions = st.builds(
    Contribution, round=ROUNDS, text=WORDS, kind=st.sampled_from(PLAIN), actor=ACTORS, source=st.sampled_from(Source)
)
lines: st.SearchStrategy[Line] = st.one_of(
    contributions,
    st.builds(
        Exchange,
        round=ROUNDS,
        text=WORDS,
        actor=ACTORS,
        about=ACTORS,
        verdict=st.none() | st.sampled_from(Verdict),
        correction=WORDS,
    ),
    st.builds(
        Solution,
        round=ROUNDS,
        text=WORDS,
        level=st.sampled_from(LEVELS),
        decides=WORDS,
        first_step=WORDS,
        monday=WORDS,
        secured_by=st.lists(NUMBERS, max_size=2).map(tuple),
    ),
    st.builds(Agreement, round=ROUNDS, text=WORDS, who=WORDS, when=WORDS, origin=NUMBERS),
    st.builds(Signal, round=ROUNDS, text=WORDS, to=WORDS, origin=NUMBERS),
    st.builds(
        Request, round=ROUNDS, text=WORDS, actor=ACTORS, about=ACTORS, answer=st.none() | st.sampled_from(Answer)
    ),
    st.builds(
        FollowUp,
        round=ROUNDS,
        text=WORDS,
        was=st.sampled_from(["afspraak", "signaal"]),
        progress=st.none() | st.sampled_from(Progress),
    ),
)
fields: st.SearchStrategy[Mapping[str, Any]] = st.dictionaries(
    st.sampled_from(["text", "actor", "about", "kind", "id", "agreed", "secured_by", "round", "level", "onzin"]),
    st.one_of(WORDS, ACTORS, NUMBERS, st.booleans(), st.none(), st.lists(NUMBERS, max_size=2), st.sampled_from(Kind)),
    max_size=3,
)
known_events: st.SearchStrategy[ev.Event] = st.one_of(
    st.just(opening()),
    st.builds(ev.Titled, title=WORDS),
    st.builds(ev.CasusWritten, title=WORDS, situation=WORDS),
    st.builds(ev.PresenceChanged, actor=ACTORS, count=st.integers(-1, 31)),
    st.builds(ev.Promised, agreed=st.booleans()),
    st.builds(ev.ReadersNamed, readers=WORDS),
    st.builds(ev.RoundEntered, round=ROUNDS),
    st.builds(ev.StepShown, step=st.integers(-1, 4)),
    st.builds(
        ev.Shown, what=st.sampled_from(["ronde", "kaart", "casus"]), card=st.sampled_from(["", "eigen-bijdrage"])
    ),
    st.builds(ev.TurnGiven, actor=ACTORS),
    st.builds(ev.Passed, actor=ACTORS),
    st.builds(ev.PairsMade, pairs=st.lists(st.tuples(ACTORS, ACTORS), max_size=3).map(tuple)),
    st.builds(ev.Recorded, line=lines),
    st.builds(ev.Changed, line=lines),
    st.builds(ev.Confirmed, lines=st.lists(NUMBERS, max_size=3).map(tuple)),
    st.builds(ev.Withdrawn, line=NUMBERS),
    st.builds(ev.Undone),
    st.builds(ev.Redone),
    st.builds(ev.Struck, lines=st.lists(NUMBERS, max_size=2).map(tuple)),
    st.builds(ev.SlipsHandedOut, count=st.integers(-1, 100)),
    st.builds(ev.VotesCounted, line=NUMBERS, votes=st.integers(-1, 9)),
    st.builds(ev.TallyReleased, on=st.booleans()),
    st.builds(ev.TimeAdded, round=ROUNDS, minutes=st.integers()),
    st.builds(ev.Paused, on=st.booleans(), minutes=st.integers()),
    st.builds(ev.Blanked, on=st.booleans()),
    st.builds(ev.OffRecord, on=st.booleans()),
    st.builds(ev.Continued, stopped=st.none() | st.just(START)),
    st.builds(ev.Closed, on=st.booleans()),
    st.builds(own_actor, id=st.just("eigen-1"), name=WORDS),
)
wild: st.SearchStrategy[Intent] = st.one_of(
    st.builds(Record, lines),
    st.builds(Amend, NUMBERS, fields),
    st.builds(Confirm, st.lists(NUMBERS, max_size=3)),
    st.builds(ConfirmAll, ACTORS),
    st.builds(Withdraw, NUMBERS),
    st.builds(Undo),
    st.builds(Redo),
    st.builds(
        Strike, st.lists(NUMBERS, max_size=2), st.lists(st.sampled_from(["titel", "lezers", "eigen-casus", "x"]))
    ),
    st.builds(Enter, ROUNDS),
    st.builds(Speak, ACTORS),
    st.builds(NextSpeaker),
    st.builds(Pass),
    st.builds(AddActor, WORDS, st.sampled_from(Group), st.integers(-1, 31), NUMBERS),
    st.builds(Happen, known_events),
)
texts = st.sampled_from(["Ik slaap slecht.", "Ik slaap slecht. Al jaren.", "Een vast nummer", "ja"])
chairs = st.sampled_from(["mantelzorger", "huisarts", "ciz"])
places = st.sampled_from(["perspectief", "oplossingen"])
few = st.integers(1, 6)
likely: st.SearchStrategy[Intent] = st.one_of(
    st.builds(Record, st.builds(Contribution, round=places, text=texts, kind=st.sampled_from(PLAIN), actor=chairs)),
    st.builds(
        Record,
        st.builds(Solution, round=places, text=texts, level=st.sampled_from(LEVELS), first_step=texts),
    ),
    st.builds(Record, st.builds(Agreement, round=places, text=texts, origin=few)),
    st.builds(Amend, few, st.fixed_dictionaries({"text": texts})),
    st.builds(Confirm, st.lists(few, min_size=1, max_size=3)),
    st.builds(ConfirmAll, chairs),
    st.builds(Withdraw, few),
    st.just(Undo()),
    st.just(Undo()),
    st.just(Redo()),
    st.builds(Strike, st.lists(few, min_size=1, max_size=1)),
    st.builds(Enter, places),
    st.just(NextSpeaker()),
    st.just(Pass()),
    st.builds(Happen, st.builds(ev.SlipsHandedOut, count=few)),
    st.builds(Happen, st.builds(ev.VotesCounted, line=few, votes=few)),
)
minutes = st.sampled_from([0, 1, 3, 7, 90])
scripts = st.lists(st.tuples(minutes, likely | likely | likely | wild), min_size=12, max_size=40)


def led(script: list[tuple[int, Intent]]) -> tuple[list[ev.Happened], list[Session]]:
    """Everything that happened when these wishes were decided on one after the other, and each session on the way."""
    happened = happenings()
    sessions = [fold(material(), happened)]
    at = START
    for passing, intent in script:
        at += dt.timedelta(minutes=passing)
        decision = decide(sessions[-1], intent)
        if isinstance(decision, Refusal):
            assert decision.reason.endswith("."), decision
            assert is_safe(decision.reason)
            continue
        assert decision
        for event in decision:
            happened.append(ev.Happened(seq=len(happened) + 1, at=at, event=event))
            sessions.append(apply(sessions[-1], happened[-1]))
    return happened, sessions


@given(scripts)
def test_folding_all_is_applying_one_by_one(script: list[tuple[int, Intent]]) -> None:
    happened, sessions = led(script)
    folded = fold(material(), happened)
    assert folded == sessions[-1]
    assert list(folded.lines) == list(sessions[-1].lines) == sorted(folded.lines)
    assert list(folded.votes.items()) == list(sessions[-1].votes.items())


@given(scripts)
def test_applying_leaves_the_session_before_as_it_was(script: list[tuple[int, Intent]]) -> None:
    happened, sessions = led(script)
    for number in range(len(sessions)):
        assert fold(material(), happened[: number + 1]) == sessions[number]


@given(scripts)
def test_no_line_is_lost_but_by_withdrawing_or_striking(script: list[tuple[int, Intent]]) -> None:
    happened, sessions = led(script)
    for one, before, now in zip(happened[1:], sessions, sessions[1:], strict=False):
        lost = before.lines.keys() - now.lines.keys()
        if lost:
            assert isinstance(one.event, ev.Withdrawn | ev.Undone | ev.Redone | ev.Struck)
        kept = {*now.lines, *now.withdrawn}
        if isinstance(one.event, ev.Struck):
            assert {*before.lines, *before.withdrawn} - kept <= set(one.event.lines)
        else:
            assert {*before.lines, *before.withdrawn} <= kept
        assert not now.lines.keys() & now.withdrawn.keys()


@given(scripts)
def test_undo_and_redo_together_change_nothing(script: list[tuple[int, Intent]]) -> None:
    _, sessions = led(script)
    session = sessions[-1]
    if session.closed:
        return
    for first, second in ((Undo(), Redo()), (Redo(), Undo())):
        events = decide(session, first)
        if isinstance(events, Refusal):
            continue
        there = apply(session, ev.Happened(seq=session.number + 1, at=START, event=events[0]))
        events = decide(there, second)
        assert not isinstance(events, Refusal)
        back = apply(there, ev.Happened(seq=there.number + 1, at=START, event=events[0]))
        assert (back.lines, back.withdrawn, back.undo, back.redo) == (
            session.lines,
            session.withdrawn,
            session.undo,
            session.redo,
        )
        assert list(back.lines) == list(session.lines)


@given(scripts)
def test_struck_lines_never_come_back(script: list[tuple[int, Intent]]) -> None:
    happened, sessions = led(script)
    gone: set[int] = set()
    for one, session in zip(happened, sessions, strict=True):
        if isinstance(one.event, ev.Struck):
            gone |= set(one.event.lines)
        assert not gone & {*session.lines, *session.withdrawn}


@given(scripts)
def test_after_striking_the_stored_session_reads_as_the_one_on_screen(script: list[tuple[int, Intent]]) -> None:
    happened, sessions = led(script)
    again: list[ev.Happened] = []
    for one in happened:
        if isinstance(one.event, ev.Struck):
            gone = {*(f"regel {id}" for id in one.event.lines), *one.event.others}
            again = [without_words(early) if ev.owner_of(early.event) in gone else early for early in again]
        again.append(one)
    assert fold(material(), again) == sessions[-1]


def without_words(one: ev.Happened) -> ev.Happened:
    stored = one.model_dump_json(context=WordsApart.taking_out(first=0))
    return ev.Happened.model_validate_json(stored, context=WordsApart.putting_back({}))


@given(scripts)
def test_every_screen_can_ask_about_time_and_voices(script: list[tuple[int, Intent]]) -> None:
    _, sessions = led(script)
    session = sessions[-1]
    at = (session.at or START) + dt.timedelta(minutes=3)
    plan = agenda(session, at)
    assert 0.0 <= plan.part <= 1.0
    assert plan.late >= 0
    assert sum(proposal.minutes for proposal in proposals(session, at)) <= plan.late
    assert [block.state for block in plan.blocks].count("nu") == (1 if session.round else 0)
    assert set(not_heard(session)) <= set(speaking_order(session)) == set(session.at_table)
    assert next_speaker(session) in (None, *session.at_table)
    assert all(one != about and one in session.at_table for one, about in propose_pairs(session))


@given(scripts)
def test_a_table_never_carries_more_than_fits(script: list[tuple[int, Intent]]) -> None:
    _, sessions = led(script)
    for session in sessions:
        for kind, most in AT_MOST.items():
            assert sum(1 for _ in session.lines_of(None, kind)) <= most


@given(known_events)
def test_an_event_survives_the_store_word_for_word(event: ev.Event) -> None:
    apart = WordsApart.taking_out(first=100)
    stored = ev.EVENTS.dump_json(event, context=apart)
    kept = dict(enumerate(apart.words, 100))
    assert ev.EVENTS.validate_json(stored, context=WordsApart.putting_back(kept)) == event
    assert ev.EVENTS.validate_json(ev.EVENTS.dump_json(event)) == event


@given(lines)
def test_every_word_of_a_line_is_stored_apart_and_comes_back_as_nothing_when_struck(line: Line) -> None:
    apart = WordsApart.taking_out(first=0)
    stored = ev.EVENTS.dump_json(ev.Recorded(line=line), context=apart)
    assert sorted(apart.words) == sorted(words_of(line))
    again = ev.EVENTS.validate_json(stored, context=WordsApart.putting_back({}))
    assert isinstance(again, ev.Recorded)
    assert words_of(again.line) == ()
    assert again.line.kind == line.kind


@given(WORDS)
@example("e\u0301\x00\u0301")
@example("\u2000\ufeff\u0301")
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert is_safe(once)
    block = clean(text, multiline=True)
    assert clean(block, multiline=True) == block
    assert all(is_safe(part) for part in block.split("\n"))
