"""A conversation is the fold of what happened: lines, read-back, undo, striking, actors, slips."""

import pytest

from gesprekskaarten.domain import events as ev
from gesprekskaarten.domain.commands import (
    AddActor,
    Amend,
    Confirm,
    ConfirmAll,
    Enter,
    Happen,
    Pass,
    Record,
    Redo,
    Speak,
    Strike,
    Undo,
    Withdraw,
    tally_complete,
)
from gesprekskaarten.domain.deck import Group
from gesprekskaarten.domain.lines import Agreement, Kind, Signal, Source, actor_of
from gesprekskaarten.domain.session import Session, fold
from gesprekskaarten.domain.value import WordsApart
from tests.building import (
    START,
    a_session,
    after,
    exchange,
    happenings,
    material,
    own_actor,
    refused,
    said,
    solution,
    texts,
    the_line,
)

SLEEP = Record(said("Ik slaap slecht."))
BROTHER = Record(said("Mijn broer komt nooit.", kind=Kind.ZORG))
DOCTOR = Record(said("Ik zie haar te weinig.", actor="huisarts"))


def test_a_conversation_begins_with_its_opening() -> None:
    with pytest.raises(ValueError, match="begins with Opened"):
        fold(material(), [ev.Happened(seq=1, at=START, event=ev.Titled(title="Te vroeg"))])
    with pytest.raises(ValueError, match="begins with Opened"):
        fold(material(), [])


def test_lines_are_numbered_and_wait_to_be_confirmed() -> None:
    session = a_session(Enter("perspectief"), SLEEP, BROTHER)
    assert [(line.id, line.agreed) for line in session.lines.values()] == [(1, False), (2, False)]
    assert session.unconfirmed() == tuple(session.lines.values())


def test_confirming_one_line_leaves_the_others_open() -> None:
    session = a_session(Enter("perspectief"), SLEEP, BROTHER, Confirm((1,)))
    assert [line.text for line in session.unconfirmed("perspectief")] == ["Mijn broer komt nooit."]


def test_all_of_one_actor_is_confirmed_in_one_go_and_only_in_this_round() -> None:
    session = a_session(
        Enter("casus"),
        Record(said("Ik sliep hier al slecht.", round="casus")),
        Enter("perspectief"),
        SLEEP,
        BROTHER,
        DOCTOR,
        ConfirmAll("mantelzorger"),
    )
    assert [line.text for line in session.unconfirmed()] == ["Ik sliep hier al slecht.", "Ik zie haar te weinig."]


def test_lines_of_the_whole_table_are_confirmed_together_whoever_said_them() -> None:
    session = a_session(
        Enter("casus"),
        Record(said("Zij dwaalt.", "mantelzorger", Kind.FEIT, "casus")),
        Record(said("Wie betaalt?", "", Kind.ONBEKEND, "casus")),
        ConfirmAll(""),
    )
    assert session.unconfirmed() == ()
    assert {actor_of(line) for line in session.lines.values()} == {""}


def test_amended_words_are_read_back_again() -> None:
    session = a_session(Enter("perspectief"), SLEEP, Confirm((1,)), Amend(1, {"text": "Ik slaap bijna niet."}))
    assert (session.lines[1].text, session.lines[1].agreed) == ("Ik slaap bijna niet.", False)


def test_what_is_no_words_can_change_without_reading_back_again() -> None:
    session = a_session(Enter("perspectief"), SLEEP, Confirm((1,)), Amend(1, {"source": Source.INGELEEFD}))
    assert session.lines[1].agreed


def test_a_correction_of_the_role_holder_is_words_too() -> None:
    session = a_session(
        Enter("wissel"),
        Record(exchange("Ik ben bang iets te missen.")),
        Confirm((1,)),
        Amend(1, {"verdict": "klopt-niet", "correction": "Ik ben vooral moe."}),
    )
    assert not session.lines[1].agreed


def test_a_withdrawn_line_stands_no_more_and_its_number_is_not_given_out_again() -> None:
    session = a_session(Enter("perspectief"), SLEEP, Withdraw(1), BROTHER)
    assert {id: line.text for id, line in session.lines.items()} == {2: "Mijn broer komt nooit."}


def test_undo_takes_back_the_last_thing_first() -> None:
    session = a_session(Enter("perspectief"), SLEEP, BROTHER, Confirm((1,)), Amend(2, {"text": "Broer is druk."}))
    session = after(session, Undo())
    assert texts(session) == ["Ik slaap slecht.", "Mijn broer komt nooit."]
    session = after(session, Undo())
    assert not session.lines[1].agreed
    session = after(session, Undo())
    assert texts(session) == ["Ik slaap slecht."]
    assert texts(after(session, Redo(), Redo(), Redo())) == ["Ik slaap slecht.", "Broer is druk."]


def test_undo_brings_a_withdrawn_line_back_to_its_own_place() -> None:
    session = a_session(Enter("perspectief"), SLEEP, BROTHER, DOCTOR, Withdraw(1), Undo())
    assert texts(session) == ["Ik slaap slecht.", "Mijn broer komt nooit.", "Ik zie haar te weinig."]


def test_undo_reaches_words_only() -> None:
    session = a_session(
        Enter("perspectief"),
        SLEEP,
        Enter("wissel"),
        Speak("huisarts"),
        Happen(ev.PresenceChanged(actor="ciz", count=1)),
        Happen(ev.TimeAdded(round="wissel", minutes=2)),
        Happen(ev.Blanked(on=True)),
        Undo(),
    )
    assert texts(session) == []
    assert (session.round_id, session.turn, session.present["ciz"]) == ("wissel", "huisarts", 1)
    assert session.blank
    assert session.extra == {"wissel": 2}
    assert refused(session, Undo()) == "Er is niets om ongedaan te maken."


def test_new_words_end_what_could_be_redone_and_other_things_do_not() -> None:
    undone = a_session(Enter("perspectief"), SLEEP, Undo())
    assert texts(after(undone, Speak("huisarts"), Redo())) == ["Ik slaap slecht."]
    assert refused(after(undone, BROTHER), Redo()) == "Er is niets om opnieuw te doen."


def test_undo_reaches_fifty_steps_back() -> None:
    session = a_session(Enter("perspectief"), *[SLEEP] * 60)
    session = after(session, *[Undo()] * 50)
    assert len(session.lines) == 10
    assert refused(session, Undo()) == "Er is niets om ongedaan te maken."


def test_struck_words_do_not_come_back_by_undo_or_redo() -> None:
    session = a_session(Enter("perspectief"), SLEEP, Amend(1, {"text": "Ik slaap niet."}), BROTHER, Strike(lines=(1,)))
    assert texts(session) == ["Mijn broer komt nooit."]
    session = after(session, Undo())
    assert texts(session) == []
    assert refused(session, Undo()) == "Er is niets om ongedaan te maken."
    assert texts(after(session, Redo())) == ["Mijn broer komt nooit."]


def test_words_that_were_undone_are_struck_from_what_can_be_redone() -> None:
    session = a_session(Enter("perspectief"), SLEEP, Undo(), Strike(lines=(1,)))
    assert refused(session, Redo()) == "Er is niets om opnieuw te doen."
    assert session.struck == 1


def test_a_withdrawn_line_can_be_struck_and_then_not_be_brought_back() -> None:
    session = a_session(Enter("perspectief"), SLEEP, Withdraw(1), Strike(lines=(1,)))
    assert session.withdrawn == {}
    assert refused(session, Undo()) == "Er is niets om ongedaan te maken."


NAMED = "Mevrouw De Vries uit de Dorpsstraat belde."


def test_striking_a_line_strikes_its_copies_too() -> None:
    session = a_session(
        Enter("perspectief"),
        Record(said(NAMED)),
        Record(said("mevrouw de vries uit de dorpsstraat belde. En weer.", "", Kind.PARKEREN)),
        Record(said(NAMED, "huisarts")),
        Withdraw(3),
        Record(solution("Een vast nummer")),
        Amend(4, {"first_step": NAMED}),
        Amend(4, {"first_step": "Bellen"}),
        SLEEP,
        Strike(lines=(1,)),
    )
    assert texts(session) == ["Ik slaap slecht."]
    assert session.withdrawn == {}
    assert session.struck == 4
    assert NAMED not in repr((session.undo, session.redo))


def test_striking_a_solution_strikes_the_agreement_and_signal_made_of_it() -> None:
    session = a_session(
        Enter("kiezen"),
        Record(solution("Eén telefoonnummer voor de nacht")),
        Record(Agreement(round="kiezen", text="Nummer regelen", who="wijkteam", when="voor 10 december", origin=1)),
        Record(Signal(round="kiezen", text="Nachtzorg ontbreekt", to="Zorgkantoor", origin=1)),
        Record(Agreement(round="kiezen", text="Elkaar bellen", who="wijkteam")),
        Happen(ev.SlipsHandedOut(count=5)),
        Happen(ev.VotesCounted(line=1, votes=4)),
        Strike(lines=(1,)),
    )
    assert texts(session) == ["Elkaar bellen"]
    assert session.votes == {}


def test_title_readers_and_names_that_carry_struck_words_go_too() -> None:
    session = a_session(
        Happen(ev.Titled(title=f"Over: {NAMED}")),
        Happen(ev.ReadersNamed(readers=NAMED)),
        AddActor(NAMED, Group.NAASTEN),
        Enter("perspectief"),
        Record(said(NAMED)),
        Strike(lines=(1,)),
    )
    assert (session.title, session.readers, session.actor_name("eigen-1")) == ("", "", "(geschrapt)")


def test_an_own_casus_is_struck_with_the_lines_that_quote_it() -> None:
    session = a_session(
        Happen(ev.CasusWritten(title="Riet uit Zwolle", situation="Riet dwaalt elke nacht door de Dorpsstraat.")),
        Enter("casus"),
        Record(said("Riet dwaalt elke nacht door de Dorpsstraat.", "", Kind.FEIT, "casus")),
        SLEEP,
        casus="",
    )
    assert session.casus is not None
    assert session.casus.situation == "Riet dwaalt elke nacht door de Dorpsstraat."
    assert not session.casus.fictional
    struck = after(session, Strike(others=("eigen-casus",)))
    assert struck.casus is None
    assert texts(struck) == ["Ik slaap slecht."]


def test_short_words_are_struck_where_they_stand_alone_and_not_inside_other_words() -> None:
    session = a_session(
        Enter("perspectief"), Record(said("Moe.")), Record(said("moe.", "huisarts")), SLEEP, Strike(lines=(1,))
    )
    assert texts(session) == ["Ik slaap slecht."]


def test_a_strike_reads_the_same_after_the_words_are_gone_from_disk() -> None:
    happened = happenings(
        Happen(ev.Titled(title="Nachtzorg")),
        AddActor("De buren van nummer 12", Group.NAASTEN),
        Enter("perspectief"),
        Record(said(NAMED)),
        Amend(1, {"text": f"{NAMED} Twee keer."}),
        SLEEP,
        Confirm((1, 2)),
        Strike(lines=(1,), others=("titel", "actor eigen-1")),
        Undo(),
    )
    live = fold(material(), happened)
    gone = {"regel 1", "titel", "actor eigen-1"}
    again: list[ev.Happened] = []
    for one in happened:
        apart = WordsApart.taking_out(first=0)
        stored = one.model_dump_json(context=apart)
        kept = {} if ev.owner_of(one.event) in gone else dict(enumerate(apart.words))
        again.append(ev.Happened.model_validate_json(stored, context=WordsApart.putting_back(kept)))
    assert fold(material(), again) == live
    assert "De Vries" not in repr(fold(material(), again))


def test_what_is_struck_is_counted_once() -> None:
    session = a_session(Enter("perspectief"), SLEEP, Strike(lines=(1,)), ev.Struck(lines=(1,)))
    assert session.struck == 1


def test_somebody_comes_and_an_empty_chair_stays_visible() -> None:
    session = a_session(Enter("perspectief"))
    assert session.at_table == ("mantelzorger", "wijkverpleegkundige", "wijkteam", "huisarts")
    assert session.actors[-1] == "ciz"
    assert session.people == 5
    session = after(session, Happen(ev.PresenceChanged(actor="ciz", count=1)))
    session = after(session, Happen(ev.PresenceChanged(actor="mantelzorger", count=0)))
    assert session.at_table == ("wijkverpleegkundige", "wijkteam", "huisarts", "ciz")
    assert "mantelzorger" in session.actors


def test_an_own_actor_gets_a_chair_between_the_others() -> None:
    session = a_session(AddActor("Vrijwilliger", Group.NAASTEN), AddActor("Zorgkantoor", Group.INDICATIE, 2, 6))
    assert session.actors == (
        "mantelzorger",
        "wijkverpleegkundige",
        "eigen-1",
        "wijkteam",
        "huisarts",
        "ciz",
        "eigen-2",
    )
    assert (session.actor_name("eigen-1"), session.actor_name("")) == ("Vrijwilliger", "Hele tafel")
    assert texts(after(session, Record(said("Ik kom elke week.", "eigen-1")))) == ["Ik kom elke week."]


def test_the_result_is_complete_when_every_confirmed_solution_has_a_total() -> None:
    session = a_session(Enter("kiezen"), Record(solution("Eén nummer")))
    assert not tally_complete(after(session, Happen(ev.SlipsHandedOut(count=3))))
    session = after(session, Confirm((1,)), Happen(ev.SlipsHandedOut(count=3)))
    assert not tally_complete(session)
    assert tally_complete(after(session, Happen(ev.VotesCounted(line=1, votes=0))))


def test_choices_of_the_preparation_are_known() -> None:
    session = a_session(
        Happen(ev.Titled(title="Nachtzorg in Zwolle")),
        Happen(ev.Promised(agreed=True)),
        Happen(ev.ReadersNamed(readers="alleen wij aan tafel")),
    )
    assert session.casus is not None
    assert session.casus.id == "riet-dwaalt-s-nachts"
    assert (session.title, session.promised, session.readers) == ("Nachtzorg in Zwolle", True, "alleen wij aan tafel")
    assert session.round is None


def test_entering_a_round_shows_that_round_with_nobody_speaking() -> None:
    session = a_session(
        Enter("casus"), Happen(ev.StepShown(step=1)), Happen(ev.Shown(what="casus")), Speak("huisarts"), Enter("stilte")
    )
    assert (session.round_id, session.step, session.turn) == ("stilte", 0, None)
    assert session.shown.what == "ronde"
    assert session.visited == ("casus", "stilte")


def test_a_step_puts_the_round_back_on_the_screen() -> None:
    session = a_session(Enter("casus"), Happen(ev.Shown(what="kaart", card="24-uurs-toezicht")))
    assert session.shown.card == "24-uurs-toezicht"
    assert after(session, Happen(ev.StepShown(step=1))).shown.what == "ronde"


def test_pairs_and_results_are_kept() -> None:
    pairs = (("huisarts", "mantelzorger"), ("mantelzorger", "ciz"))
    assert a_session(Enter("wissel"), Happen(ev.PairsMade(pairs=pairs))).pairs == pairs


def test_the_name_of_a_line_can_be_looked_up() -> None:
    session = a_session(Enter("perspectief"), SLEEP, DOCTOR)
    assert the_line(session, "Ik zie haar te weinig.").id == 2


def test_an_actor_of_the_table_is_called_by_name() -> None:
    session: Session = after(a_session(), own_actor("eigen-1", "Kerk"))
    assert [session.actor_name(actor) for actor in ("huisarts", "eigen-1", "onbekend")] == [
        "Huisarts",
        "Kerk",
        "onbekend",
    ]


def test_a_pass_is_no_line() -> None:
    session = a_session(Enter("perspectief"), Speak("huisarts"), Pass())
    assert (texts(session), session.turn, session.passed_in("perspectief")) == ([], None, ("huisarts",))
