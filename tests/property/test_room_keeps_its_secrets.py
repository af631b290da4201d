"""Whatever happens at the table, the room sees what was released and nothing else."""

import re
from dataclasses import replace
from functools import cache
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from gesprekskaarten.domain import commands as do
from gesprekskaarten.domain import events as ev
from gesprekskaarten.domain.deck import Group
from gesprekskaarten.domain.lines import (
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
    Verdict,
    words_of,
)
from gesprekskaarten.domain.material import Material
from gesprekskaarten.domain.playbook import Playbook, Round
from gesprekskaarten.domain.session import Session
from gesprekskaarten.domain.words import clean
from gesprekskaarten.room.faces import pages
from gesprekskaarten.room.model import Face, RoomView
from gesprekskaarten.room.view import minutes_left, room_view
from tests.unit.test_room_faces import fits, joined, released, words_of_people
from tests.unit.test_room_view import Table, a_table, material

SECRET = "geheim"
ACTORS = ["mantelzorger", "wijkverpleegkundige", "huisarts", "ciz"]
ROUNDS = [round.id for round in material().playbook.rounds]
SPOKEN = re.compile(r"woord\d+x")
PLAIN = [kind for kind in Kind if kind in Contribution.model_fields["kind"].annotation.__args__]  # type: ignore[union-attr]


@cache
def marked_material() -> Material:
    """The shipped material with a marker in every text that is meant for the leader only."""
    whole = material()

    def for_the_leader(round: Round) -> Round:
        return round.model_copy(update={"sentences": (f"{SECRET} zin",)})

    playbook: Playbook = whole.playbook.model_copy(
        update={
            "rounds": tuple(for_the_leader(round) for round in whole.playbook.rounds),
            "situations": tuple(
                one.model_copy(update={"name": SECRET, "sentences": (SECRET,)}) for one in whole.playbook.situations
            ),
        }
    )
    deck = whole.decks[0]
    cards = tuple(card.model_copy(update={"probes": (SECRET,), "starters": (SECRET,)}) for card in deck.cards)
    casussen = tuple(
        casus.model_copy(
            update={
                "story": SECRET,
                "facts": (SECRET,),
                "unknowns": (SECRET,),
                "questions": (SECRET,),
                "outcome": SECRET,
                "lessons": (SECRET,),
                "hard": tuple(one.model_copy(update={"text": SECRET}) for one in casus.hard),
            }
        )
        for casus in deck.casussen
    )
    actors = tuple(actor.model_copy(update={"perspectives": (), "dilemmas": ()}) for actor in deck.actors)
    marked = deck.model_copy(update={"cards": cards, "casussen": casussen, "actors": actors})
    return Material(playbook=playbook, decks=(marked,))


def a_marked_table() -> Table:
    table = a_table()
    table.session = replace(table.session, material=marked_material())
    return table.happens(ev.Titled(title=SECRET), ev.ReadersNamed(readers=SECRET), ev.Promised(agreed=True))


@st.composite
def lines(draw: st.DrawFn) -> Line:
    numbers = iter(range(draw(st.integers(0, 10**6)) * 10, 10**9))

    def word() -> str:
        return f"woord{next(numbers)}x"

    actor, about = draw(st.permutations(ACTORS))[:2]
    shape: dict[str, Any] = {"round": draw(st.sampled_from(ROUNDS)), "text": word()}
    match draw(st.integers(0, 6)):
        case 0:
            return Exchange(**shape, actor=actor, about=about)
        case 1:
            level: Any = draw(st.sampled_from(["uitvoering", "organisatie", "stelsel"]))
            return Solution(**shape, level=level, decides=word(), first_step=word(), monday=word())
        case 2:
            return Agreement(**shape, who=word(), when=word())
        case 3:
            return Signal(**shape, to=word())
        case 4:
            return Request(**shape, actor=actor, about=about, answer=draw(st.sampled_from([None, *Answer])))
        case 5:
            return FollowUp(**shape, was="afspraak", progress=draw(st.sampled_from([None, *Progress])))
        case _:
            return Contribution(**shape, kind=draw(st.sampled_from(PLAIN)), actor=draw(st.sampled_from(["", actor])))


@st.composite
def small_events(draw: st.DrawFn) -> ev.Event:
    on, line = draw(st.booleans()), draw(st.integers(1, 12))
    actor, about = draw(st.permutations(ACTORS))[:2]
    kinds: list[ev.Event] = [
        ev.PresenceChanged(actor=actor, count=draw(st.integers(0, 2))),
        ev.StepShown(step=draw(st.integers(0, 2))),
        ev.Shown(what=draw(st.sampled_from(["ronde", "kaart", "casus"])), card="24-uurs-toezicht"),
        ev.PairsMade(pairs=((actor, about), (about, actor))),
        ev.SlipsHandedOut(count=draw(st.integers(1, 9))),
        ev.VotesCounted(line=line, votes=draw(st.integers(0, 9))),
        ev.TallyReleased(on=on),
        ev.TimeAdded(round=draw(st.sampled_from(ROUNDS)), minutes=draw(st.integers(-3, 3))),
        ev.Paused(on=on, minutes=draw(st.integers(0, 15))),
        ev.Blanked(on=draw(st.integers(0, 3)) == 0),
        ev.OffRecord(on=draw(st.integers(0, 3)) == 0),
        ev.CasusWritten(title="Eigen verhaal", situation="Wij kennen haar."),
        ev.Closed(on=draw(st.integers(0, 9)) == 0),
    ]
    return draw(st.sampled_from(kinds))


line_numbers = st.integers(1, 12)
intents = st.one_of(
    lines().map(do.Record),
    lines().map(do.Record),
    line_numbers.map(lambda id: do.Confirm([id])),
    st.just(do.Confirm(range(1, 13))),
    st.sampled_from(["", *ACTORS]).map(do.ConfirmAll),
    st.builds(
        lambda id, verdict, number: do.Amend(id, {"verdict": verdict, "correction": f"woord{number}x"}),
        line_numbers,
        st.sampled_from(Verdict),
        st.integers(0, 10**6),
    ),
    st.builds(lambda id, number: do.Amend(id, {"text": f"woord{number}x"}), line_numbers, st.integers(0, 10**6)),
    line_numbers.map(do.Withdraw),
    line_numbers.map(lambda id: do.Strike([id])),
    st.sampled_from([do.Undo(), do.Redo(), do.NextSpeaker(), do.Pass()]),
    st.sampled_from(ROUNDS).map(do.Enter),
    st.sampled_from(["", *ACTORS]).map(do.Speak),
    st.just(do.AddActor("Apotheker", Group.PROFESSIONALS)),
    small_events().map(do.Happen),
)


@st.composite
def happenings(draw: st.DrawFn) -> list[do.Intent]:
    """A table in the middle of some round, with lines of all kinds, that goes on."""
    said = draw(st.lists(lines(), min_size=4, max_size=9))
    agreed = draw(st.sets(st.integers(1, len(said))))
    start: list[do.Intent] = [
        *map(do.Record, said),
        do.Confirm(sorted(agreed)),
        do.Enter(draw(st.sampled_from(ROUNDS))),
    ]
    return [*start, *draw(st.lists(intents, min_size=5, max_size=25))]


def tried(table: Table, intent: do.Intent) -> bool:
    decided = do.decide(table.session, intent)
    if isinstance(decided, do.Refusal):
        return False
    table.happens(*decided)
    return True


def only_released(session: Session) -> Session:
    """The same session without anything the room may not know."""
    open_tally = not (session.tally_released and do.tally_complete(session))
    return replace(
        session,
        title="",
        readers="",
        promised=None,
        heard={},
        passed={},
        undo=(),
        redo=(),
        struck=0,
        last_line=0,
        visited=(),
        lines={id: line for id, line in session.lines.items() if line.agreed and line.kind is not Kind.PARKEREN},
        votes={} if open_tally else session.votes,
        slips=None if open_tally else session.slips,
    )


@settings(max_examples=200)
@given(happenings())
def test_the_room_never_shows_what_was_not_released(wanted: list[do.Intent]) -> None:
    table = a_marked_table()
    for intent in wanted:
        if not tried(table, intent):
            continue
        json = table.json
        confirmed = [line for line in table.session.lines.values() if line.agreed and line.kind is not Kind.PARKEREN]
        assert SECRET not in json.casefold()
        assert set(SPOKEN.findall(json)) <= {word for line in confirmed for word in words_of(line)}
        assert table.view == room_view(only_released(table.session), table.now)
        if table.session.off_record or table.session.paused:
            assert not SPOKEN.search(json)
        if table.session.blank:
            assert table.view == RoomView(number=table.session.number, face=Face.ZWART, blank=True)


counting = st.lists(
    st.one_of(
        st.builds(ev.VotesCounted, line=st.integers(1, 3), votes=st.integers(0, 4)),
        st.builds(ev.SlipsHandedOut, count=st.integers(4, 6)),
        st.builds(ev.TallyReleased, on=st.booleans()),
        st.builds(ev.RoundEntered, round=st.sampled_from(["kiezen", "afronden"])),
    ).map(do.Happen),
    min_size=6,
    max_size=20,
)


@settings(max_examples=100)
@given(counting, st.sets(st.integers(1, 3), min_size=1))
def test_no_vote_is_known_before_the_result_is_released(wanted: list[do.Intent], agreed: set[int]) -> None:
    table = a_marked_table().enters("kiezen")
    table.records(*(Solution(round="kiezen", text=f"woord{id}x", level="uitvoering") for id in (1, 2, 3)))
    table.wants(do.Confirm(sorted(agreed)))
    for intent in wanted:
        tried(table, intent)
        assert table.view == room_view(only_released(table.session), table.now)
        assert bool(table.view.tally) <= table.session.tally_released


@settings(max_examples=100)
@given(happenings(), st.integers(22, 100), st.integers(6, 30))
def test_pages_stay_in_the_box_and_leave_nothing_out(wanted: list[do.Intent], columns: int, rows: int) -> None:
    table = a_marked_table()
    for intent in wanted:
        if tried(table, intent):
            view = table.view
            made = pages(view, columns, rows, minutes_left(view, table.now))
            assert fits(made, columns, rows)
            words = joined(made)
            assert all("".join(text.split()).casefold() in words for text in released(view))


@settings(max_examples=50)
@given(st.text(max_size=300), st.integers(2, 90), st.integers(1, 30))
def test_any_title_and_any_text_fit_any_box(text: str, columns: int, rows: int) -> None:
    words = clean(text)
    assert fits(pages(words_of_people(words), columns, rows, None), columns, rows)
    titled = words_of_people("tekst").model_copy(update={"round_title": words, "prompt": words})
    assert fits(pages(titled, columns, rows, None), columns, rows)
