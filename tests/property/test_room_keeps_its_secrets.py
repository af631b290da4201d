"""Whatever happens at the table, the room sees what was released and nothing else."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import count
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from gesprekskaarten.domain import commands as do
from gesprekskaarten.domain import events as ev
from gesprekskaarten.domain.cards import Ask, DrawCard, LayCard, NextQuestion, SkipCard, SkipQuestion, WriteCard
from gesprekskaarten.domain.deck import Card, Casus, Deck, Group, Route, Signpost
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
from gesprekskaarten.domain.session import Session, apply, other_words
from gesprekskaarten.domain.words import clean
from gesprekskaarten.room.faces import pages
from gesprekskaarten.room.model import Face, RoomView
from gesprekskaarten.room.view import minutes_left, room_view
from tests.carding import on_cards, wijk
from tests.unit.test_room_faces import fits, joined, text_of, words_of_people
from tests.unit.test_room_view import Table, a_table, every_text, material

SECRET = "geheim"
OUTCOME = "uitkomst"
"""In how every casus ended: the room may know once that is shown."""
ACTORS = ["mantelzorger", "wijkverpleegkundige", "huisarts", "ciz"]
ON_CARDS = [round for round in on_cards().playbook.rounds if round.id in ("leidraad", "afspraken", "standpunten")]
ROUNDS = [round.id for round in (*material().playbook.rounds, *ON_CARDS)]
OWN_CARDS = ["eigen-kaart-1", "eigen-kaart-2"]
CARDS = ["24-uurs-toezicht", *(f"wijk/{card.id}" for card in wijk().cards), *OWN_CARDS]
QUESTIONS = [card for round in ON_CARDS for card in on_cards().way(round.route)]
SPOKEN = re.compile(r"woord\d+x")
PLAIN = [kind for kind in Kind if kind in Contribution.model_fields["kind"].annotation.__args__]  # type: ignore[union-attr]


@cache
def marked_material() -> Material:
    """Every kind of round, with a marker in every text that is meant for the leader, the report or the search only."""
    whole = material()
    playbook: Playbook = whole.playbook.model_copy(
        update={
            "rounds": tuple(_marked_round(round) for round in (*whole.playbook.rounds, *ON_CARDS)),
            "situations": tuple(
                one.model_copy(update={"name": SECRET, "sentences": (SECRET,)}) for one in whole.playbook.situations
            ),
            "head": whole.playbook.head.model_copy(update={"title": SECRET, "description": SECRET}),
        }
    )
    return Material(playbook=playbook, decks=tuple(_marked_deck(deck) for deck in (*whole.decks, wijk())))


def _marked_round(round: Round) -> Round:
    return round.model_copy(update={"sentences": (f"{SECRET} zin",), "document": SECRET if round.document else ""})


def _marked_deck(deck: Deck) -> Deck:
    signpost = {"id": "huis", "voor_wie": "Wie zoekt", "waar_naartoe": "Het loket", "kenmerken": [SECRET]}
    return deck.model_copy(
        update={
            "head": deck.head.model_copy(update={"title": SECRET, "description": SECRET}),
            "sources": tuple(one.model_copy(update={"title": SECRET, "publisher": SECRET}) for one in deck.sources),
            "cards": tuple(_marked_card(card) for card in deck.cards),
            "casussen": tuple(_marked_casus(casus) for casus in deck.casussen),
            "actors": tuple(actor.model_copy(update={"perspectives": (), "dilemmas": ()}) for actor in deck.actors),
            "levels": tuple(level.model_copy(update={"explanation": SECRET}) for level in deck.levels),
            "routes": tuple(_marked_route(route) for route in deck.routes),
            "signposts": (Signpost.model_validate(signpost),),
            "terms": tuple(term.model_copy(update={"explanation": SECRET}) for term in deck.terms),
        }
    )


def _marked_card(card: Card) -> Card:
    sources = tuple(cited.model_copy(update={"place": SECRET}) for cited in card.sources)
    hidden = {"probes": (SECRET,), "starters": (SECRET,), "leads_to": (SECRET,), "sources": sources}
    return card.model_copy(update=hidden)


def _marked_casus(casus: Casus) -> Casus:
    hidden = {
        "story": SECRET,
        "facts": (SECRET,),
        "unknowns": (SECRET,),
        "questions": (SECRET,),
        "cards": (SECRET,),
        "involved": (SECRET,),
        "about": SECRET,
        "hard": tuple(one.model_copy(update={"text": SECRET}) for one in casus.hard),
    }
    return casus.model_copy(update={**hidden, "outcome": OUTCOME, "lessons": (OUTCOME,)})


def _marked_route(route: Route) -> Route:
    steps = tuple(step.model_copy(update={"title": SECRET}) for step in route.steps)
    return route.model_copy(update={"title": SECRET, "description": SECRET, "steps": steps})


def a_marked_table() -> Table:
    table = a_table()
    table.session = replace(table.session, material=marked_material())
    return table.happens(ev.Titled(title=SECRET), ev.ReadersNamed(readers=SECRET), ev.Promised(agreed=True))


WORD = "woord"
"""Stands for a word of somebody, until `in_own_words` gives it a number of its own."""


def in_own_words(value: object, numbers: Iterator[int]) -> Any:
    """The same value with another word in every place where somebody says something."""
    match value:
        case str() if value == WORD:
            return f"woord{next(numbers)}x"
        case dict():
            return {name: in_own_words(one, numbers) for name, one in value.items()}
        case do.Record(line=line):
            return do.Record(line.model_copy(update=in_own_words(line.model_dump(), numbers)))
        case do.Amend(line=id, fields=fields):
            return do.Amend(id, in_own_words(dict(fields), numbers))
        case WriteCard(title=title, question=question):
            return WriteCard(in_own_words(title, numbers), in_own_words(question, numbers))
        case do.AddActor(name=name, group=group):
            return do.AddActor(in_own_words(name, numbers), group)
        case do.Happen(event=ev.CasusWritten()):
            return do.Happen(ev.CasusWritten(title=f"woord{next(numbers)}x", situation=f"woord{next(numbers)}x"))
        case _:
            return value


@st.composite
def lines(draw: st.DrawFn) -> Line:
    actor, about = draw(st.permutations(ACTORS))[:2]
    shape: dict[str, Any] = {"round": draw(st.sampled_from(ROUNDS)), "text": WORD}
    match draw(st.integers(0, 6)):
        case 0:
            return Exchange(**shape, actor=actor, about=about)
        case 1:
            level: Any = draw(st.sampled_from(["uitvoering", "organisatie", "stelsel"]))
            return Solution(**shape, level=level, decides=WORD, first_step=WORD, monday=WORD)
        case 2:
            return Agreement(**shape, who=WORD, when=WORD)
        case 3:
            return Signal(**shape, to=WORD)
        case 4:
            return Request(**shape, actor=actor, about=about, answer=draw(st.sampled_from([None, *Answer])))
        case 5:
            return FollowUp(**shape, was="afspraak", progress=draw(st.sampled_from([None, *Progress])))
        case _:
            kind = draw(st.sampled_from(PLAIN))
            card = draw(st.sampled_from(CARDS)) if kind in (Kind.NOTITIE, Kind.VERDEDIGING) else ""
            return Contribution(**shape, kind=kind, actor=draw(st.sampled_from(["", actor])), card=card)


line_numbers = st.integers(1, 12)
actors = st.sampled_from(ACTORS)
now_and_then = st.integers(0, 3).map(lambda drawn: drawn == 0)
small_events: st.SearchStrategy[ev.Event] = st.one_of(
    st.builds(ev.PresenceChanged, actor=actors, count=st.integers(0, 2)),
    st.builds(ev.StepShown, step=st.integers(0, 2)),
    st.builds(ev.Shown, what=st.just("kaart"), card=st.sampled_from(CARDS)),
    st.sampled_from([ev.Shown(what="ronde"), ev.Shown(what="casus"), ev.Shown(what="afloop")]),
    st.just(ev.Shown(what="wegwijzer", card="wijk/huis")),
    st.builds(lambda who, card: ev.StandpointsDealt(dealt=((who, card),)), actors, st.sampled_from(CARDS)),
    st.permutations(ACTORS).map(lambda who: ev.PairsMade(pairs=((who[0], who[1]), (who[1], who[0])))),
    st.builds(ev.SlipsHandedOut, count=st.integers(1, 9)),
    st.builds(ev.VotesCounted, line=line_numbers, votes=st.integers(0, 9)),
    st.builds(ev.TallyReleased, on=st.booleans()),
    st.builds(ev.TimeAdded, round=st.sampled_from(ROUNDS), minutes=st.integers(-3, 3)),
    st.builds(ev.Paused, on=st.booleans(), minutes=st.integers(0, 15)),
    st.builds(ev.Blanked, on=now_and_then),
    st.builds(ev.OffRecord, on=now_and_then),
    st.just(ev.CasusWritten(title=WORD, situation=WORD)),
    st.builds(ev.Closed, on=now_and_then),
)
card_intents: st.SearchStrategy[do.Intent] = st.one_of(
    st.sampled_from(CARDS).map(LayCard),
    st.just(WriteCard(WORD, WORD)),
    st.sampled_from(QUESTIONS).map(Ask),
    st.sampled_from([DrawCard(), SkipCard(), SkipCard(), NextQuestion(), SkipQuestion()]),
)
owners = ["titel", "lezers", "eigen-casus", "actor eigen-1", *(f"kaart {card}" for card in OWN_CARDS)]
intents: st.SearchStrategy[do.Intent] = st.one_of(
    lines().map(do.Record),
    lines().map(do.Record),
    line_numbers.map(lambda id: do.Confirm([id])),
    st.just(do.Confirm(range(1, 13))),
    st.just(do.Confirm(range(1, 13))),
    st.sampled_from(["", *ACTORS]).map(do.ConfirmAll),
    st.builds(
        lambda id, verdict: do.Amend(id, {"verdict": verdict, "correction": WORD}),
        line_numbers,
        st.sampled_from(Verdict),
    ),
    line_numbers.map(lambda id: do.Amend(id, {"text": WORD})),
    line_numbers.map(do.Withdraw),
    line_numbers.map(lambda id: do.Strike([id])),
    st.sampled_from(owners).map(lambda owner: do.Strike(others=[owner])),
    st.sampled_from([do.Undo(), do.Undo(), do.Redo()]),
    st.sampled_from([do.NextSpeaker(), do.Pass()]),
    st.sampled_from(ROUNDS).map(do.Enter),
    st.sampled_from(["", *ACTORS]).map(do.Speak),
    st.just(do.AddActor(WORD, Group.PROFESSIONALS)),
    small_events.map(do.Happen),
    card_intents,
    card_intents,
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
    numbers = count()
    return [in_own_words(intent, numbers) for intent in (*start, *draw(st.lists(intents, min_size=10, max_size=30)))]


def tried(table: Table, intent: do.Intent) -> tuple[ev.Event, ...]:
    """Let happen what follows from the intent; nothing when it is refused."""
    decided = do.decide(table.session, intent)
    if isinstance(decided, do.Refusal):
        return ()
    table.happens(*decided)
    return decided


def only_released(session: Session) -> Session:
    """The same session without anything the room may not know."""
    open_tally = not (session.tally_released and do.tally_complete(session))
    shown = {session.card, session.shown.card, *(card for _, card in session.standpoints)}
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
        withdrawn={},
        laid=(),
        blind=frozenset(),
        skipped=(),
        on_card={},
        during={},
        asked={id: card for id, card in session.asked.items() if id == session.round_id},
        own_cards={id: card for id, card in session.own_cards.items() if id in shown},
        lines={id: line for id, line in session.lines.items() if line.agreed and line.kind is not Kind.PARKEREN},
        votes={} if open_tally else session.votes,
        slips=None if open_tally else session.slips,
    )


def spoken_to_the_room(session: Session) -> set[str]:
    """The words of people that the room may read: confirmed, or made to be shown and shown."""
    confirmed = [line for line in session.lines.values() if line.agreed and line.kind is not Kind.PARKEREN]
    on_table = {session.card, session.shown.card, *(card for _, card in session.standpoints)}
    made = [session.own_cards[id] for id in on_table if id in session.own_cards]
    casus = session.own_casus
    return {
        *(word for line in confirmed for word in words_of(line)),
        *(word for card in made for word in (card.title, card.question)),
        *((casus.title, casus.situation) if casus else ()),
        *(actor.name for actor in session.own_actors.values()),
    }


def struck_by(session: Session, struck: ev.Struck) -> set[str]:
    """All versions of the words that go for good."""
    stacks = (line for touched in (*session.undo, *session.redo) for _, *both in touched for line in both if line)
    versions = (*session.lines.values(), *session.withdrawn.values(), *stacks)
    found = {word for line in versions if line.id in struck.lines for word in words_of(line)}
    owned = other_words(session)
    return found | {word for owner in struck.others for word in owned[owner]}


@settings(max_examples=200)
@given(happenings())
def test_the_room_never_shows_what_was_not_released(wanted: list[do.Intent]) -> None:
    table = a_marked_table()
    gone: set[str] = set()
    for intent in wanted:
        before = table.session
        decided = tried(table, intent)
        if not decided:
            continue
        gone |= {word for event in decided if isinstance(event, ev.Struck) for word in struck_by(before, event)}
        session, json = table.session, table.json
        shown = "".join(text_of(page) for page in pages(table.view, 46, 13, minutes_left(table.view, table.now)))
        assert SECRET not in f"{json}{shown}".casefold()
        assert OUTCOME not in f"{json}{shown}".casefold() or session.shown.what == "afloop"
        spoken = set(SPOKEN.findall(f"{json}{shown}"))
        assert spoken <= spoken_to_the_room(session)
        assert not spoken & gone
        assert table.view == room_view(only_released(session), table.now)
        if session.off_record or session.paused:
            assert not spoken
        if session.blank:
            assert table.view == RoomView(number=session.number, face=Face.ZWART, blank=True)


def own_words_on_the_table(table: Table) -> set[str]:
    return set(SPOKEN.findall(table.json)) & {"woord1x", "woord2x"}


@settings(max_examples=50)
@given(st.sampled_from(ROUNDS), st.sampled_from([SkipCard(), do.Strike(others=["kaart eigen-kaart-1"])]))
def test_an_own_card_is_in_the_room_when_it_is_laid_and_not_before_or_after(round: str, away: do.Intent) -> None:
    table = a_marked_table().enters(round)
    card = ev.OwnCard(id="eigen-kaart-1", title="woord1x", question="woord2x")
    assert own_words_on_the_table(table.happens(ev.CardWritten(card=card))) == set()
    assert own_words_on_the_table(table.wants(LayCard("eigen-kaart-1"))) == {"woord1x", "woord2x"}
    assert own_words_on_the_table(table.wants(away)) == set()
    other = next(id for id in ROUNDS if id != round)
    for id in (other, round):
        assert own_words_on_the_table(table.enters(id)) == set()


@st.composite
def asides(draw: st.DrawFn) -> ev.Event:
    """What the leader does without the room: notes that nobody confirmed, the parking list, the report."""
    line = draw(lines()).model_copy(update={"id": draw(st.integers(1000, 1003))})
    parked = Contribution(round=ROUNDS[0], kind=Kind.PARKEREN, text=SECRET, id=2000, agreed=draw(st.booleans()))
    card = ev.OwnCard(id="eigen-kaart-9", title=SECRET, question=SECRET)
    kinds: list[ev.Event] = [
        ev.Recorded(line=line),
        ev.Recorded(line=parked),
        ev.Titled(title=SECRET),
        ev.ReadersNamed(readers=SECRET),
        ev.Promised(agreed=draw(st.booleans())),
        ev.CardWritten(card=card),
    ]
    return draw(st.sampled_from(kinds))


def happened(wanted: list[do.Intent]) -> list[ev.Happened]:
    """What follows from these intents, as far as they are not refused."""
    table = Log()
    for intent in wanted:
        decided = do.decide(table.session, intent)
        if not isinstance(decided, do.Refusal):
            for event in decided:
                table.happens(event, table.at + dt.timedelta(minutes=1))
    return table.happened


@dataclass
class Log:
    """A session with all that happened in it."""

    session: Session = field(default_factory=lambda: a_marked_table().session)
    happened: list[ev.Happened] = field(default_factory=list)

    @property
    def at(self) -> dt.datetime:
        assert self.session.at is not None
        return self.session.at

    def happens(self, event: ev.Event, at: dt.datetime) -> None:
        self.happened.append(ev.Happened(seq=self.session.number + 1, at=at, event=event))
        self.session = apply(self.session, self.happened[-1])


@settings(max_examples=150)
@given(happenings(), st.lists(asides(), min_size=1, max_size=6), st.data())
def test_what_is_not_released_never_changes_what_the_room_sees(
    wanted: list[do.Intent], unreleased: list[ev.Event], data: st.DataObject
) -> None:
    """Undo takes back the last words, released or not: it is left out here."""
    released = happened([intent for intent in wanted if not isinstance(intent, do.Undo | do.Redo)])
    places = [data.draw(st.integers(0, len(released) - 1)) for _ in unreleased]
    clean, noisy = Log(), Log()
    for number, one in enumerate(released):
        clean.happens(one.event, one.at)
        noisy.happens(one.event, one.at)
        for aside, place in zip(unreleased, places, strict=True):
            if place == number:
                noisy.happens(aside, one.at)
        seen = room_view(noisy.session, one.at).model_copy(update={"number": clean.session.number})
        assert seen == room_view(clean.session, one.at)


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
            assert all("".join(text.split()).casefold() in words for text in every_text(view))


@settings(max_examples=50)
@given(st.text(max_size=300), st.integers(2, 90), st.integers(1, 30))
def test_any_title_and_any_text_fit_any_box(text: str, columns: int, rows: int) -> None:
    words = clean(text)
    assert fits(pages(words_of_people(words), columns, rows, None), columns, rows)
    titled = words_of_people("tekst").model_copy(update={"round_title": words, "prompt": words})
    assert fits(pages(titled, columns, rows, None), columns, rows)
