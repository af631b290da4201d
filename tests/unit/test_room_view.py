"""What reaches the room, and what never does."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import tomli

import gesprekskaarten
from gesprekskaarten.domain import commands as do
from gesprekskaarten.domain import events as ev
from gesprekskaarten.domain.deck import Deck
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
    Source,
    Verdict,
)
from gesprekskaarten.domain.material import Material
from gesprekskaarten.domain.playbook import Playbook
from gesprekskaarten.domain.session import Session, apply, opened
from gesprekskaarten.room.model import Block, Face, RoomView
from gesprekskaarten.room.rounds import directions
from gesprekskaarten.room.view import minutes_left, room_view

DECKS = Path(gesprekskaarten.__file__).parent.parent / "decks"
START = dt.datetime(2026, 11, 22, 13, 0, tzinfo=dt.UTC)
PRESENT = {"mantelzorger": 1, "wijkverpleegkundige": 2, "wijkteam": 1, "huisarts": 1, "ciz": 0}


@cache
def material() -> Material:
    """The shipped deck and draaiboek, with a pauze and a verzoek round behind it."""
    run = tomli.loads((DECKS / "draaiboeken" / "grensvlakkengesprek-90.toml").read_text("utf-8"))
    run["ronde"] += [
        {"id": "pauze", "vorm": "pauze", "titel": "Pauze", "minuten": 10},
        {
            "id": "verzoek",
            "vorm": "verzoek",
            "titel": "Vraag en antwoord",
            "minuten": 8,
            "zaal": "Wat vraag je aan wie?",
        },
    ]
    run["draaiboek"]["minuten"] += 18
    deck = tomli.loads((DECKS / "grensvlakken-wlz.toml").read_text("utf-8"))
    return Material(playbook=Playbook.model_validate(run), decks=(Deck.model_validate(deck),))


@dataclass
class Table:
    """A session that is led in a test: one minute passes with every event."""

    session: Session
    now: dt.datetime = START

    def happens(self, *events: ev.Event) -> "Table":
        for event in events:
            self.now += dt.timedelta(minutes=1)
            self.session = apply(self.session, ev.Happened(seq=self.session.number + 1, at=self.now, event=event))
        return self

    def wants(self, *intents: do.Intent) -> "Table":
        for intent in intents:
            decided = do.decide(self.session, intent)
            assert not isinstance(decided, do.Refusal), decided.reason
            self.happens(*decided)
        return self

    def enters(self, round: str, step: int = 0) -> "Table":
        self.wants(do.Enter(round))
        return self.wants(do.Happen(ev.StepShown(step=step))) if step else self

    def records(self, *lines: Line) -> "Table":
        return self.wants(*(do.Record(line) for line in lines))

    def confirms_all(self) -> "Table":
        return self.wants(do.Confirm([line.id for line in self.session.unconfirmed()]))

    @property
    def view(self) -> RoomView:
        return room_view(self.session, self.now)

    @property
    def json(self) -> str:
        return self.view.model_dump_json()


def a_table(**changes: Any) -> Table:
    choices: dict[str, Any] = {
        "session": "2026-11-22-zwolle-ab12",
        "playbook": "grensvlakkengesprek-90",
        "decks": ("grensvlakken-wlz",),
        "casus": "riet-dwaalt-s-nachts",
        "cards": ("24-uurs-toezicht",),
        "place": "Zwolle",
        "date": START.date(),
        "present": PRESENT,
    }
    first = ev.Opened(**{**choices, **changes})
    return Table(opened(material(), ev.Happened(seq=1, at=START, event=first)))


def said(kind: Any, text: str, actor: str = "", round: str = "", source: Source = Source.ZELF) -> Contribution:
    return Contribution(round=round or ROUND_OF[kind], kind=kind, text=text, actor=actor, source=source)


ROUND_OF = {
    Kind.FEIT: "casus",
    Kind.ONBEKEND: "casus",
    Kind.PARKEREN: "casus",
    Kind.ANTWOORD: "kennismaken",
    Kind.PERSPECTIEF: "perspectief",
    Kind.ZORG: "perspectief",
    Kind.BEHOEFTE: "perspectief",
    Kind.EENS: "botsing",
    Kind.BOTST: "botsing",
    Kind.DILEMMA: "botsing",
    Kind.TERUGBLIK: "afronden",
}

EVERY_KIND: list[Line] = [
    said(Kind.ANTWOORD, "Ik zorg voor mijn moeder.", "mantelzorger"),
    said(Kind.FEIT, "Zij woont alleen."),
    said(Kind.ONBEKEND, "Wie kijkt er in de nacht?"),
    said(Kind.PERSPECTIEF, "Ik slaap met één oor open.", "mantelzorger"),
    said(Kind.ZORG, "In ons team zijn we bang dat we te laat zijn.", "wijkverpleegkundige", source=Source.ACHTERBAN),
    said(Kind.BEHOEFTE, "Ik heb iemand nodig die ik kan bellen.", "huisarts"),
    Exchange(round="wissel", text="Ik ben bang voor nog een probleem.", actor="mantelzorger", about="huisarts"),
    said(Kind.EENS, "Niemand wil wachten tot het misgaat."),
    said(Kind.BOTST, "Zij slaapt het liefst thuis. Haar dochter ook."),
    said(Kind.DILEMMA, "Aan de ene kant haar eigen bed, aan de andere kant de nacht van haar dochter."),
    Solution(round="oplossingen", text="Eén blad met de weg naar de Wlz.", level="uitvoering", sort="veldnorm"),
    Solution(round="oplossingen", text="Samen vastleggen wie je in de nacht belt.", level="organisatie"),
    Agreement(round="kiezen", text="Een eerste versie van het blad.", who="wijkteam", when="2026-12-17"),
    Signal(round="kiezen", text="We hebben jullie stem gemist.", to="CIZ"),
    Request(round="kiezen", text="Wil je ook eens gaan zitten?", actor="mantelzorger", about="huisarts"),
    FollowUp(round="welkom", text="Het wijkteam belt de huisarts.", was="afspraak", progress=Progress.LOOPT),
    said(Kind.TERUGBLIK, "Lichter.", "mantelzorger"),
]

SEEN_IN = {
    Kind.ANTWOORD: ("kennismaken", 0),
    Kind.FEIT: ("casus", 1),
    Kind.ONBEKEND: ("casus", 1),
    Kind.PERSPECTIEF: ("perspectief", 0),
    Kind.ZORG: ("perspectief", 0),
    Kind.BEHOEFTE: ("perspectief", 0),
    Kind.WISSEL: ("wissel", 2),
    Kind.EENS: ("botsing", 0),
    Kind.BOTST: ("botsing", 0),
    Kind.DILEMMA: ("botsing", 2),
    Kind.OPLOSSING: ("oplossingen", 2),
    Kind.AFSPRAAK: ("kiezen", 1),
    Kind.SIGNAAL: ("kiezen", 1),
    Kind.VERZOEK: ("verzoek", 0),
    Kind.VERVOLG: ("welkom", 0),
    Kind.TERUGBLIK: ("afronden", 1),
}


def texts(view: RoomView) -> list[str]:
    return [item.text for block in view.blocks for item in block.items]


def every_text(view: RoomView) -> Iterator[str]:
    """Every line the room must be able to read, wherever in the view it stands."""
    words = view.model_dump(exclude={"session", "face", "step_title"}, mode="python")
    yield from (line for text in _strings(words) for line in text.split("\n") if line)
    yield from (text for text in [view.step_title.rstrip("?.")] if text)


def _strings(value: object) -> Iterator[str]:
    match value:
        case str():
            yield value
        case dict():
            yield from (text for one in value.values() for text in _strings(one))
        case list() | tuple():
            yield from (text for one in value for text in _strings(one))
        case _:
            pass


def block(view: RoomView, heading: str) -> Block:
    return next(block for block in view.blocks if block.heading == heading)


def counted_table() -> Table:
    table = a_table().enters("oplossingen").records(*EVERY_KIND[10:12]).confirms_all().enters("kiezen")
    return table.wants(
        do.Happen(ev.SlipsHandedOut(count=5)),
        do.Happen(ev.VotesCounted(line=1, votes=2)),
        do.Happen(ev.VotesCounted(line=2, votes=4)),
    )


@pytest.mark.parametrize("line", EVERY_KIND, ids=lambda line: f"{line.kind}-{line.text[:12]}")
def test_a_line_is_in_the_room_once_it_is_confirmed_and_not_before(line: Line) -> None:
    table = a_table().enters(*SEEN_IN[line.kind]).records(line)
    assert line.text not in table.json
    table.confirms_all()
    assert line.text in texts(table.view)


@pytest.mark.parametrize("line", EVERY_KIND, ids=lambda line: f"{line.kind}-{line.text[:12]}")
def test_a_line_leaves_the_room_at_once_when_it_is_withdrawn_struck_or_changed(line: Line) -> None:
    table = a_table().enters(*SEEN_IN[line.kind]).records(line).confirms_all()
    for intent in (do.Withdraw(1), do.Strike([1]), do.Amend(1, {"text": "Toch anders."})):
        after = Table(table.session, table.now).wants(intent)
        assert line.text not in after.json
        assert "Toch anders." not in after.json


@pytest.mark.parametrize("round", [round.id for round in material().playbook.rounds])
def test_a_parked_line_is_never_in_the_room(round: str) -> None:
    parked = said(Kind.PARKEREN, "Mag de deur op slot?", round=round)
    table = a_table().enters(round).records(parked).confirms_all()
    for step in range(max(1, len(material().playbook.round(round).steps))):
        assert "Mag de deur" not in table.happens(ev.StepShown(step=step)).json


def test_a_blank_room_has_not_one_word() -> None:
    table = a_table().enters("welkom").wants(do.Happen(ev.Blanked(on=True)))
    assert table.view == RoomView(number=table.session.number, face=Face.ZWART, blank=True)
    assert table.session.opened.session not in table.json


def test_off_record_keeps_the_round_and_the_time_and_shows_nobodys_words() -> None:
    table = a_table().enters("perspectief").records(EVERY_KIND[3]).confirms_all()
    view = table.wants(do.Speak("huisarts"), do.Happen(ev.OffRecord(on=True))).view
    assert (view.off_record, view.round_title, view.ends_at is not None) == (True, "Perspectiefronde", True)
    assert (view.blocks, view.speaking, view.prompt, view.starters) == ((), "", "", ())


def test_a_break_says_when_we_go_on_and_stops_the_clock() -> None:
    table = a_table().enters("perspectief").wants(do.Happen(ev.Paused(on=True, minutes=10)))
    assert table.view.paused
    assert table.view.back_at == table.now + dt.timedelta(minutes=10)
    assert table.view.ends_at is None
    assert table.view.blocks == ()


def test_before_the_first_round_the_room_only_knows_that_we_begin() -> None:
    assert a_table().view == RoomView(session="2026-11-22-zwolle-ab12", number=1, face=Face.BEGIN)


def test_welcome_gives_the_promised_end_the_place_and_what_became_of_older_agreements() -> None:
    table = a_table().enters("welkom").records(EVERY_KIND[15]).confirms_all()
    began = START + dt.timedelta(minutes=1)
    assert table.view.end_time == began + dt.timedelta(minutes=90 + 18)
    assert (table.view.place, table.view.date) == ("Zwolle", START.date())
    assert [item.mark for item in table.view.blocks[0].items] == ["loopt nog"]


def test_a_late_session_gives_the_expected_end() -> None:
    table = a_table().enters("welkom").wants(do.Happen(ev.TimeAdded(round="welkom", minutes=30)))
    end = table.view.end_time
    assert end is not None
    assert end > START + dt.timedelta(minutes=91)


def test_everybody_has_a_chair_at_the_introduction_an_empty_one_too() -> None:
    assert texts(a_table().enters("kennismaken").view) == [
        "Cliënt / mantelzorger",
        "Wijkverpleegkundige (2)",
        "Wijkteam en dagbesteding",
        "Huisarts",
        "lege stoel: CIZ",
    ]


def test_the_story_is_read_first_and_makes_place_for_the_facts() -> None:
    table = a_table().enters("casus")
    assert table.view.casus is not None
    assert table.view.prompt.startswith("Wanneer heeft iemand dag en nacht toezicht nodig?")
    assert table.view.blocks == ()
    table.wants(do.Happen(ev.StepShown(step=1)))
    assert table.view.casus is None
    assert [block.heading for block in table.view.blocks] == ["Wat weten we?", "Wat weten we niet?"]
    assert table.view.prompt == "Wanneer heeft iemand dag en nacht toezicht nodig?"


def test_without_a_casus_the_card_itself_is_on_the_screen() -> None:
    table = a_table(casus="").enters("casus")
    assert table.view.casus is None
    assert table.view.card is not None
    assert table.view.card.question == "Wanneer heeft iemand dag en nacht toezicht nodig?"


def test_only_what_the_room_may_read_of_a_card_and_a_casus_is_shown() -> None:
    table = a_table().enters("stilte").wants(do.Happen(ev.Shown(what="kaart", card="24-uurs-toezicht")))
    card = material().card("24-uurs-toezicht")
    assert card is not None
    assert table.view.card is not None
    assert table.view.card.years == (2017,)
    assert not any(probe in table.json for probe in card.probes)
    table.wants(do.Happen(ev.Shown(what="casus")))
    casus = material().casussen["riet-dwaalt-s-nachts"]
    assert casus.situation in table.view.model_dump()["casus"]["situation"]
    hidden = (casus.story, *casus.facts, *casus.unknowns, *casus.questions, *(hard.text for hard in casus.hard))
    assert not any(text in table.json for text in hidden if text)


def test_the_room_hears_who_speaks_and_reads_their_confirmed_words() -> None:
    table = a_table().enters("perspectief").wants(do.Speak("mantelzorger")).records(*EVERY_KIND[3:5]).confirms_all()
    assert (table.view.speaking, table.view.listening) == ("Cliënt / mantelzorger", "De anderen luisteren.")
    assert texts(table.view) == ["Ik slaap met één oor open."]
    table.wants(do.Speak("huisarts"))
    assert [block.heading for block in table.view.blocks] == ["Wijkverpleegkundige"]
    assert [item.mark for item in table.view.blocks[0].items] == ["namens de achterban"]


def test_a_pass_leaves_no_trace_in_the_room() -> None:
    table = a_table().enters("perspectief").wants(do.Speak("mantelzorger"), do.Pass())
    never_asked = replace(table.session, heard={}, passed={})
    assert table.view == room_view(never_asked, table.now)
    assert table.view.speaking == ""


def test_in_the_wissel_the_speaker_reads_who_they_are_and_then_their_guess() -> None:
    table = a_table().enters("wissel").wants(do.Happen(ev.PairsMade(pairs=(("mantelzorger", "huisarts"),))))
    assert texts(table.view) == ["Cliënt / mantelzorger is nu: Huisarts"]
    table.wants(do.Speak("mantelzorger")).records(EVERY_KIND[6])
    assert (table.view.role, table.view.blocks) == ("Huisarts", ())
    table.confirms_all()
    guess = table.view.blocks[0].items[0]
    assert (guess.who, guess.mark) == ("Cliënt / mantelzorger als Huisarts", "ingeleefd, niet getoetst")
    table.wants(do.Amend(1, {"verdict": Verdict.KLOPT_NIET, "correction": "Ik mag zonder haar ja niet praten."}))
    assert "zonder haar ja" not in table.json
    table.confirms_all()
    assert table.view.blocks[0].items[0].mark == "Klopt niet: Ik mag zonder haar ja niet praten."


def test_the_real_role_holder_does_not_become_somebody_else_while_they_answer() -> None:
    table = a_table().enters("wissel", 2)
    table.wants(do.Happen(ev.PairsMade(pairs=(("mantelzorger", "huisarts"), ("huisarts", "wijkteam")))))
    table.records(EVERY_KIND[6]).confirms_all().wants(do.Speak("huisarts"))
    assert table.view.role == ""
    assert texts(table.view) == ["Ik ben bang voor nog een probleem."]


def test_an_imagined_empty_chair_is_never_called_tested() -> None:
    line = Exchange(round="wissel", text="Ik mag niet meebuigen.", actor="huisarts", about="ciz", verdict=Verdict.KLOPT)
    table = a_table().enters("wissel").records(line).confirms_all()
    assert table.view.blocks[0].items[0].mark == "ingeleefd, niet getoetst"


def test_the_start_of_the_dilemma_sentence_goes_when_there_is_one() -> None:
    table = a_table().enters("botsing")
    assert list(table.view.starters) == ["Aan de ene kant …, aan de andere kant …"]
    table.records(EVERY_KIND[9]).confirms_all()
    assert list(table.view.starters) == []
    assert texts(table.view)[-1].startswith("Aan de ene kant haar eigen bed")


def test_a_band_without_directions_gives_one_example_and_loses_it_with_the_first_direction() -> None:
    table = a_table().enters("oplossingen", 2)
    assert [len(block.items) for block in table.view.blocks] == [1, 1, 1]
    assert all(item.text.startswith("Bijvoorbeeld: ") for block in table.view.blocks for item in block.items)
    assert [block.heading.split(":")[0] for block in table.view.blocks] == ["Uitvoering", "Organisatie", "Stelsel"]
    table.records(EVERY_KIND[10]).confirms_all()
    assert not any(item.text.startswith("Bijvoorbeeld: ") for item in table.view.blocks[0].items)


def test_a_direction_that_is_added_later_keeps_the_numbers_on_the_slips() -> None:
    table = a_table().enters("oplossingen").records(EVERY_KIND[11]).confirms_all().enters("kiezen")
    before = [(item.number, item.text) for item in table.view.blocks[0].items]
    table.records(EVERY_KIND[10]).confirms_all()
    after = [(item.number, item.text) for item in table.view.blocks[0].items]
    assert after[:1] == before
    assert [number for number, _ in directions(table.session)] == [1, 2]


def test_votes_stay_hidden_until_all_are_counted_and_released() -> None:
    table = counted_table()
    hidden = table.view
    assert hidden.tally == ()
    assert [item.mark for item in hidden.blocks[0].items] == ["", ""]
    one_more_vote = replace(table.session, votes={1: 3, 2: 1})
    assert room_view(one_more_vote, table.now) == hidden
    table.wants(do.Happen(ev.TallyReleased()))
    assert [(one.number, one.votes) for one in table.view.tally] == [(2, 4), (1, 2)]
    assert [item.mark for item in table.view.blocks[0].items] == ["4 keer gekozen", "2 keer gekozen"]


def test_a_direction_that_comes_after_the_release_hides_the_result_until_it_is_counted() -> None:
    table = counted_table().wants(do.Happen(ev.TallyReleased()))
    table.records(Solution(round="kiezen", text="Nog een idee.", level="stelsel")).confirms_all()
    assert table.view.tally == ()


def test_agreements_say_what_who_and_when_in_words() -> None:
    table = a_table().enters("kiezen", 1).records(*EVERY_KIND[12:15]).confirms_all()
    agreed = block(table.view, "Dit spreken we af").items[0]
    assert agreed.mark == "Wie: Wijkteam en dagbesteding · Wanneer: 17 december 2026"
    assert block(table.view, "Ons signaal").items[0].who == "Aan: CIZ"
    table.wants(do.Amend(3, {"answer": Answer.PROBEER}))
    asked = block(table.view, "Wat heb je van wie nodig?").items[0]
    assert (asked.who, asked.mark) == ("Cliënt / mantelzorger vraagt Huisarts", "Antwoord: Ik probeer het")


def test_at_the_end_the_room_reads_what_the_report_will_say_and_then_only_the_last_words() -> None:
    table = counted_table().wants(do.Happen(ev.TallyReleased())).records(EVERY_KIND[9], *EVERY_KIND[12:14])
    table.enters("afronden").confirms_all()
    assert [block.heading for block in table.view.blocks] == [
        "Ons dilemma",
        "Dit kozen we",
        "Dit spreken we af",
        "Ons signaal",
    ]
    assert "Moet er iets uit?" in table.view.prompt
    table.records(EVERY_KIND[16]).confirms_all().wants(do.Happen(ev.StepShown(step=1)))
    assert texts(table.view) == ["Lichter."]


def test_a_break_in_the_draaiboek_says_when_we_go_on() -> None:
    table = a_table().enters("pauze")
    assert table.view.back_at == table.now + dt.timedelta(minutes=10)


def test_the_time_left_is_counted_from_the_end_and_stops_at_nothing() -> None:
    view = a_table().enters("stilte").view
    ends = view.ends_at
    assert ends is not None
    assert minutes_left(view, ends - dt.timedelta(minutes=3)) == 3
    assert minutes_left(view, ends - dt.timedelta(seconds=61)) == 2
    assert minutes_left(view, ends + dt.timedelta(minutes=4)) == 0
    assert minutes_left(RoomView(), ends) is None


def test_a_round_that_is_entered_again_has_the_time_that_was_left() -> None:
    table = a_table().enters("stilte")
    first = table.view.ends_at
    table.enters("casus").enters("stilte")
    assert first is not None
    assert table.view.ends_at == first + dt.timedelta(minutes=1)


def test_nobody_is_called_to_speak_in_the_quiet_round() -> None:
    table = a_table().enters("stilte").happens(ev.TurnGiven(actor="huisarts"))
    assert (table.view.speaking, table.view.quiet) == ("", True)


def test_the_end_of_the_round_does_not_move_by_itself() -> None:
    table = a_table().enters("perspectief")
    later = room_view(table.session, table.now + dt.timedelta(minutes=40))
    assert later == table.view


def test_a_view_comes_back_whole_from_json() -> None:
    table = counted_table().wants(do.Happen(ev.TallyReleased()))
    assert RoomView.model_validate_json(table.json) == table.view
