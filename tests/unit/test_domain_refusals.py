"""What cannot be done is refused with a Dutch reason that says what can."""

import pytest

from gesprekskaarten.domain import events as ev
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
    Speak,
    Strike,
    Undo,
    Withdraw,
)
from gesprekskaarten.domain.deck import Group
from gesprekskaarten.domain.lines import Agreement, Kind, Request, Signal
from gesprekskaarten.domain.session import Session
from tests.building import a_session, after, exchange, material_with, refused, said, solution, texts

TEN_MINUTES_IN = (Enter("perspectief"), 10.0, Record(said("Ik slaap slecht.")))

NO_LINE = "Die regel staat er niet meer."
NOT_HERE = "“burgemeester” zit niet aan tafel. Voeg deze actor eerst toe met p."
NO_SUCH_ROUND = "De ronde “toneel” staat niet in dit draaiboek."
PEOPLE = "Kies een aantal van 0 tot en met 30. 0 is een lege stoel."


@pytest.mark.parametrize(
    ("intent", "reason"),
    [
        (Record(said("  ")), "Er staat nog niets. Typ eerst wat er gezegd is."),
        (Record(said("\u200b")), "Er staat nog niets. Typ eerst wat er gezegd is."),
        (Record(said("a" * 4001)), "Deze regel is langer dan 4000 tekens. Verdeel hem over meer regels."),
        (Record(said("Ja.", actor="burgemeester")), NOT_HERE),
        (Record(said("Ja.", round="toneel")), NO_SUCH_ROUND),
        (Record(exchange("Ik…", about="burgemeester")), NOT_HERE),
        (
            Record(exchange("Ik…", actor="huisarts", about="huisarts")),
            "Bij de wissel stap je in de rol van een ander. Kies een andere actor.",
        ),
        (
            Record(exchange("Ik…", actor="huisarts", about="")),
            "Kies eerst twee actoren: van wie dit komt en over wie of aan wie het gaat.",
        ),
        (
            Record(Request(round="perspectief", text="Bel me.", actor="huisarts", about="huisarts")),
            "Een verzoek doe je aan een ander. Kies een andere actor.",
        ),
        (
            Record(solution("Eén nummer", secured_by=(1,))),
            "Oplossing 1 staat er niet (meer): kies een andere om op te borgen.",
        ),
        (Amend(9, {"text": "Nee."}), NO_LINE),
        (Amend(1, {"text": "  "}), "Er staat nog niets. Typ eerst wat er gezegd is."),
        (Amend(1, {"text": "Ik slaap slecht."}), "Er is niets veranderd."),
        (Amend(1, {"level": "stelsel"}), "Deze wijziging past niet bij de regel."),
        (Amend(1, {"text": 12}), "Deze wijziging past niet bij de regel."),
        (Amend(1, {"actor": "burgemeester"}), NOT_HERE),
        (Confirm((9,)), "Er is geen regel om te bevestigen."),
        (ConfirmAll("huisarts"), "Van Huisarts is alles in deze ronde al bevestigd."),
        (ConfirmAll(""), "Van Hele tafel is alles in deze ronde al bevestigd."),
        (Withdraw(9), NO_LINE),
        (Redo(), "Er is niets om opnieuw te doen."),
        (Strike(), "Er is geen regel gekozen om te schrappen."),
        (Strike(lines=(9,)), "Er is geen regel gekozen om te schrappen."),
        (Strike(others=("plaats",)), "“plaats” kan niet geschrapt worden."),
        (Enter("toneel"), NO_SUCH_ROUND),
        (Enter("perspectief"), "Daar zijn we al."),
        (Happen(ev.RoundEntered(round="toneel")), NO_SUCH_ROUND),
        (Speak("burgemeester"), "“burgemeester” zit niet aan tafel."),
        (Happen(ev.TurnGiven(actor="burgemeester")), "“burgemeester” zit niet aan tafel."),
        (Pass(), "Er is niemand aan het woord. Kies eerst een actor met een cijfer."),
        (
            AddActor(" ", Group.NAASTEN),
            "Geef de actor een naam: een rol of organisatie, geen naam van een persoon.",
        ),
        (AddActor("a" * 61, Group.NAASTEN), "De naam van een actor is hoogstens 60 tekens."),
        (AddActor("HUISARTS", Group.PROFESSIONALS), "“HUISARTS” zit al aan tafel."),
        (AddActor("Buurvrouw", Group.NAASTEN, count=31), PEOPLE),
        (Happen(ev.PresenceChanged(actor="burgemeester", count=1)), "“burgemeester” is geen actor van dit deck."),
        (Happen(ev.PresenceChanged(actor="ciz", count=-1)), PEOPLE),
        (Happen(ev.PresenceChanged(actor="ciz", count=31)), PEOPLE),
        (Happen(ev.StepShown(step=1)), "Deze ronde heeft geen stap meer."),
        (Happen(ev.Shown(what="kaart", card="onbekend")), "Bij dit gesprek ligt geen kaart op tafel."),
        (Happen(ev.SlipsHandedOut(count=0)), "Kies een aantal briefjes van 1 tot en met 99."),
        (Happen(ev.SlipsHandedOut(count=100)), "Kies een aantal briefjes van 1 tot en met 99."),
        (Happen(ev.VotesCounted(line=1, votes=1)), "Stemmen horen bij een oplossing."),
        (
            Happen(ev.TallyReleased()),
            "Nog niet alle oplossingen hebben een aantal. De uitslag blijft dicht tot alles geteld is.",
        ),
        (Happen(ev.TimeAdded(round="toneel", minutes=2)), "Kies een ronde en een aantal minuten."),
        (Happen(ev.TimeAdded(round="casus", minutes=0)), "Kies een ronde en een aantal minuten."),
        (Happen(ev.TimeAdded(round="casus", minutes=500)), "Kies hoogstens 120 minuten."),
        (Happen(ev.Paused(on=False)), "Het is geen pauze."),
        (Happen(ev.Paused(on=True, minutes=500)), "Kies een pauze van hoogstens 120 minuten."),
        (Happen(ev.Titled(title=" ")), "Typ een titel voor dit gesprek."),
        (Happen(ev.Titled(title="a" * 4001)), "Dit is langer dan 4000 tekens. Maak het korter."),
        (Happen(ev.CasusWritten(title="Riet", situation="")), "Typ eerst wat er in deze casus aan de hand is."),
        (
            Happen(ev.ReadersNamed(readers="")),
            "Typ wie het verslag mag zien, bijvoorbeeld: alleen wij aan tafel.",
        ),
        (Happen(ev.Closed(on=False)), "Het gesprek staat al open."),
        (
            Happen(ev.PairsMade(pairs=(("huisarts", "huisarts"),))),
            "Bij de wissel stap je in de rol van een ander.",
        ),
        (Happen(ev.PairsMade(pairs=(("huisarts", "burgemeester"),))), "“burgemeester” zit niet aan tafel."),
        (Happen(ev.Recorded(line=said("Buiten de telling om."))), "Dit kan hier niet."),
        (Happen(ev.Withdrawn(line=9)), "Dit kan hier niet."),
        (Happen(ev.Undone()), "Dit kan hier niet."),
        (Happen(ev.Struck(lines=(1,))), "Dit kan hier niet."),
    ],
    ids=lambda value: value[:40] if isinstance(value, str) else type(value).__name__,
)
def test_what_cannot_be_done_says_why(intent: Intent, reason: str) -> None:
    assert refused(a_session(*TEN_MINUTES_IN), intent) == reason


def test_before_the_first_round_there_is_nothing_to_step_through() -> None:
    session = a_session()
    assert refused(session, Undo()) == "Er is niets om ongedaan te maken."
    assert refused(session, Happen(ev.StepShown(step=1))) == ("Deze ronde heeft geen stap meer.")
    assert refused(session, NextSpeaker()) == ("Het gesprek is nog niet begonnen. Ga eerst met → naar de eerste ronde.")


def test_who_speaks_already_is_not_given_the_floor_again() -> None:
    session = a_session(Enter("perspectief"), Speak("huisarts"))
    assert refused(session, Speak("huisarts")) == "Huisarts is al aan het woord."


def test_the_whole_table_does_not_pass() -> None:
    assert refused(a_session(Enter("botsing"), Speak("")), Pass()).startswith("Er is niemand aan het woord.")


def test_a_session_without_casus_shows_none() -> None:
    session = a_session(casus="")
    assert refused(session, Happen(ev.Shown(what="casus"))) == "Bij dit gesprek is geen casus gekozen."


def test_a_pause_is_a_pause_once() -> None:
    session = a_session(Enter("casus"), Happen(ev.Paused(on=True, minutes=10)))
    assert refused(session, Happen(ev.Paused(on=True))) == "Het is al pauze."


def test_while_nothing_is_recorded_words_are_refused_but_turns_go_on() -> None:
    session = a_session(*TEN_MINUTES_IN, Happen(ev.OffRecord(on=True)))
    reason = "Er wordt nu niets opgenomen. Druk op F8 om weer op te nemen."
    assert refused(session, Record(said("Niet voor het verslag."))) == reason
    assert refused(session, Amend(1, {"text": "Niet voor het verslag."})) == reason
    assert after(session, Speak("huisarts"), Confirm((1,)), Withdraw(1)).turn == "huisarts"
    assert texts(after(session, Happen(ev.OffRecord(on=False)), Record(said("Nu weer wel.")))) == [
        "Ik slaap slecht.",
        "Nu weer wel.",
    ]


WHAT_A_TABLE_CARRIES = [
    (said("Samen.", "", Kind.EENS, "botsing"), 3, "Er staan al drie punten waar jullie het over eens zijn."),
    (said("Schuurt.", "", Kind.BOTST, "botsing"), 3, "Er staan al drie punten waar het botst."),
    (said("Aan de ene kant.", "", Kind.DILEMMA, "botsing"), 1, "Er staat al een dilemmazin."),
    (Agreement(round="kiezen", text="Bellen."), 3, "Er staan al drie afspraken."),
    (Signal(round="kiezen", text="Regel dit."), 1, "Er staat al een signaal."),
]


@pytest.mark.parametrize(("line", "most", "reason"), WHAT_A_TABLE_CARRIES, ids=lambda value: str(value)[:20])
def test_a_conversation_carries_only_so_many_of_these(line: object, most: int, reason: str) -> None:
    one = Record(line)  # type: ignore[arg-type]
    full = a_session(Enter("botsing"), *[one] * most)
    assert refused(full, one).startswith(reason)
    assert len(texts(after(full, Withdraw(1), one))) == most


def test_a_full_table_still_amends_what_is_there() -> None:
    full = a_session(Enter("botsing"), Record(said("Kort.", "", Kind.DILEMMA, "botsing")))
    assert texts(after(full, Amend(1, {"text": "Langer."}))) == ["Langer."]


def test_a_line_does_not_become_a_fourth_clash_by_changing_its_kind() -> None:
    clash = Record(said("Schuurt.", "", Kind.BOTST, "botsing"))
    full = a_session(Enter("botsing"), clash, clash, clash, Record(said("Samen.", "", Kind.EENS, "botsing")))
    assert refused(full, Amend(4, {"kind": Kind.BOTST})).startswith("Er staan al drie punten waar het botst.")


def test_a_solution_is_secured_by_another_solution() -> None:
    session = a_session(Enter("oplossingen"), Record(said("Een feit.", kind=Kind.FEIT)), Record(solution("Eén nummer")))
    assert refused(session, Amend(2, {"secured_by": (1,)})).startswith("Oplossing 1 staat er niet (meer)")
    assert refused(session, Amend(2, {"secured_by": (2,)})) == "Een oplossing borgt zichzelf niet: kies een andere."


def test_a_solution_can_be_amended_after_what_secured_it_was_withdrawn() -> None:
    session = a_session(
        Enter("oplossingen"),
        Record(solution("Inkoop samen", "organisatie")),
        Record(solution("Eén nummer", secured_by=(1,))),
        Withdraw(1),
        Amend(2, {"first_step": "Bellen met de gemeente"}),
    )
    assert texts(session) == ["Eén nummer"]


def test_a_number_of_a_line_cannot_be_changed() -> None:
    session = a_session(
        *TEN_MINUTES_IN, Record(said("Mijn broer helpt niet.")), Amend(2, {"id": 1, "text": "Toch wel."})
    )
    assert texts(session) == ["Ik slaap slecht.", "Toch wel."]


EVERYTHING: list[Intent] = [
    Record(said("Nog iets.")),
    Amend(1, {"text": "Anders."}),
    Confirm((1,)),
    ConfirmAll("mantelzorger"),
    Withdraw(1),
    Undo(),
    Redo(),
    Enter("wissel"),
    Speak("huisarts"),
    NextSpeaker(),
    Pass(),
    AddActor("Buurvrouw", Group.NAASTEN),
    Happen(ev.PresenceChanged(actor="ciz", count=1)),
    Happen(ev.TimeAdded(round="casus", minutes=2)),
    Happen(ev.Titled(title="Anders")),
]


@pytest.fixture
def closed() -> Session:
    return a_session(*TEN_MINUTES_IN, Happen(ev.Closed()))


@pytest.mark.parametrize("intent", EVERYTHING, ids=lambda intent: type(intent).__name__)
def test_a_closed_conversation_changes_no_more(intent: Intent, closed: Session) -> None:
    assert refused(closed, intent) == "Dit gesprek is afgesloten. Open het eerst weer."


def test_a_closed_conversation_is_not_closed_twice(closed: Session) -> None:
    assert refused(closed, Happen(ev.Closed())) == "Het gesprek is al afgesloten."


def test_from_a_closed_conversation_words_can_still_be_struck_and_the_room_made_black(closed: Session) -> None:
    assert texts(after(closed, Strike(lines=(1,)))) == []
    assert after(closed, Happen(ev.Blanked(on=True))).blank


def test_a_reopened_conversation_goes_on(closed: Session) -> None:
    again = after(closed, Happen(ev.Closed(on=False)), Record(said("Nog iets.")))
    assert texts(again) == ["Ik slaap slecht.", "Nog iets."]


@pytest.mark.parametrize(
    "intent",
    [*EVERYTHING, Strike(lines=(1,)), Happen(ev.Closed()), Happen(ev.Blanked(on=True))],
    ids=lambda intent: type(intent).__name__,
)
def test_the_example_can_be_looked_at_and_not_changed(intent: Intent) -> None:
    session = a_session(ev.RoundEntered(round="perspectief"), read_only=True)
    assert refused(session, intent).startswith("Dit is het voorbeeld: je kunt het bekijken, niet veranderen.")


def test_one_slip_holds_three_choices_and_a_solution_has_each_slip_once() -> None:
    counted = a_session(
        Enter("kiezen"),
        *[Record(solution(f"Richting {number}")) for number in range(1, 6)],
        Happen(ev.SlipsHandedOut(count=2)),
        *[Happen(ev.VotesCounted(line=number, votes=2)) for number in (1, 2, 3)],
    )
    assert refused(counted, Happen(ev.VotesCounted(line=4, votes=3))) == (
        "Kies een aantal van 0 tot en met 2: er zijn 2 briefjes."
    )
    assert refused(counted, Happen(ev.VotesCounted(line=4, votes=1))) == (
        "Samen zijn dat 7 keuzes. Op 2 briefjes passen er hoogstens 6."
    )
    assert after(counted, Happen(ev.VotesCounted(line=3, votes=1)), Happen(ev.VotesCounted(line=4, votes=1))).votes == {
        1: 2,
        2: 2,
        3: 1,
        4: 1,
    }
    assert refused(counted, Happen(ev.SlipsHandedOut(count=1))) == (
        "Een oplossing heeft al 2 stemmen. Kies minstens 2 briefjes."
    )


def test_fewer_slips_must_still_hold_all_choices() -> None:
    counted = a_session(
        Enter("kiezen"),
        *[Record(solution(f"Richting {number}")) for number in range(1, 5)],
        Happen(ev.SlipsHandedOut(count=3)),
        *[Happen(ev.VotesCounted(line=number, votes=2)) for number in (1, 2, 3, 4)],
    )
    assert refused(counted, Happen(ev.SlipsHandedOut(count=2))) == (
        "Er zijn al 8 keuzes geteld. Kies minstens 3 briefjes."
    )


def test_choices_for_a_withdrawn_solution_no_longer_count() -> None:
    counted = a_session(
        Enter("kiezen"),
        *[Record(solution(f"Richting {number}")) for number in range(1, 6)],
        Happen(ev.SlipsHandedOut(count=1)),
        *[Happen(ev.VotesCounted(line=number, votes=1)) for number in (1, 2, 3)],
        Withdraw(3),
        Happen(ev.VotesCounted(line=4, votes=1)),
    )
    assert counted.votes[4] == 1


def test_votes_wait_for_the_number_of_slips() -> None:
    session = a_session(Enter("kiezen"), Record(solution("Eén nummer")))
    assert refused(session, Happen(ev.VotesCounted(line=1, votes=1))) == "Vul eerst in hoeveel briefjes er zijn."


def test_with_consent_everybody_may_live_with_everything() -> None:
    session = a_session(
        Enter("kiezen"),
        *[Record(solution(f"Richting {number}")) for number in range(1, 6)],
        Happen(ev.SlipsHandedOut(count=6)),
        *[Happen(ev.VotesCounted(line=number, votes=6)) for number in range(1, 6)],
        on=material_with(kiezen={"choosing": "instemming"}),
    )
    assert sum(session.votes.values()) == 30
    assert refused(session, Happen(ev.VotesCounted(line=1, votes=7))) == (
        "Kies een aantal van 0 tot en met 6: er zijn 6 mensen."
    )


def test_a_result_stays_hidden_until_every_confirmed_solution_has_its_total() -> None:
    session = a_session(
        Enter("kiezen"),
        Record(solution("Eén nummer")),
        Record(solution("Samen inkopen", "organisatie")),
        Record(solution("Niet bevestigd")),
        Confirm((1, 2)),
        Happen(ev.SlipsHandedOut(count=4)),
        Happen(ev.VotesCounted(line=1, votes=4)),
    )
    assert refused(session, Happen(ev.TallyReleased())).startswith("Nog niet alle oplossingen hebben een aantal.")
    complete = after(session, Happen(ev.VotesCounted(line=2, votes=0)))
    assert after(complete, Happen(ev.TallyReleased())).tally_released
    hidden = after(complete, Happen(ev.TallyReleased()), Happen(ev.TallyReleased(on=False)))
    assert not hidden.tally_released
