"""From the choices of the preparation to the first events, and what an earlier session brings along."""

import datetime as dt
from pathlib import Path

import pytest

from gesprekskaarten.conduct.prepare import ActorWish, OwnCasus, Preparation, first_events, material_for
from gesprekskaarten.decks.library import Library
from gesprekskaarten.domain import events as ev
from gesprekskaarten.domain.commands import Confirm, Record, Strike, Withdraw
from gesprekskaarten.domain.deck import Group
from gesprekskaarten.domain.lines import Agreement, FollowUp, Kind, Signal
from gesprekskaarten.domain.session import Session, fold
from gesprekskaarten.errors import AppError
from gesprekskaarten.storage.paths import shipped_decks
from tests.building import START, a_session, material, own_actor, texts

TODAY = dt.date(2026, 11, 22)


def begun(preparation: Preparation, earlier: Session | None = None) -> Session:
    events = first_events(material(), preparation, "gesprek-1", TODAY, earlier)
    return fold(material(), [ev.Happened(seq=number, at=START, event=event) for number, event in enumerate(events, 1)])


def agreement(text: str, who: str = "", when: str = "") -> Agreement:
    return Agreement(round="kiezen", text=text, who=who, when=when)


def brought_along(earlier: Session) -> list[str]:
    return texts(begun(Preparation(follows="eerder"), earlier), Kind.VERVOLG)


def test_without_a_choice_there_is_a_casus_a_card_a_date_and_everybody() -> None:
    session = begun(Preparation())
    assert session.casus is not None
    assert session.title == session.casus.title
    assert session.opened.cards == (f"grensvlakken-wlz/{session.casus.cards[0]}",)
    assert session.opened.date == TODAY
    assert set(session.present.values()) == {1}


def test_no_casus_and_an_own_casus_are_choices_too() -> None:
    assert begun(Preparation(casus="")).casus is None
    own = begun(Preparation(own_casus=OwnCasus(" Trap\x1b[2J ", "Mevrouw\nvalt.")))
    assert own.casus is not None
    assert (own.title, own.casus.situation, own.casus.fictional) == ("Trap[2J", "Mevrouw valt.", False)


def test_own_actors_sit_at_the_table() -> None:
    wishes = (ActorWish("Buurman", Group.NAASTEN, 2, 2), ActorWish("Apotheek", count=0))
    session = begun(Preparation(own_actors=wishes, present={"ciz": 0}))
    assert [session.actor_name(id) for id in ("eigen-1", "eigen-2")] == ["Buurman", "Apotheek"]
    assert (session.present["eigen-1"], session.present["eigen-2"], session.present["ciz"]) == (2, 0, 0)


@pytest.mark.parametrize(
    ("preparation", "near"),
    [
        (Preparation(casus="henk-en-de-ure"), "henk-en-de-uren"),
        (Preparation(cards=("24-uurs-toezich",)), "24-uurs-toezicht"),
        (Preparation(present={"huisart": 1}), "huisarts"),
    ],
)
def test_an_unknown_name_is_refused_with_the_nearest(preparation: Preparation, near: str) -> None:
    with pytest.raises(AppError) as refused:
        begun(preparation)
    assert near in refused.value.hint
    assert refused.value.exit_code == 2


def test_an_unknown_deck_or_draaiboek_is_refused() -> None:
    library = Library(shipped_decks(), [])
    assert material_for(library, Preparation()).decks[0].id == "grensvlakken-wlz"
    for preparation in (Preparation(decks=("onzin",)), Preparation(playbook="onzin")):
        with pytest.raises(AppError):
            material_for(library, preparation)


def test_confirmed_agreements_and_the_signal_come_along_with_who_and_when_as_people_say_it() -> None:
    earlier = a_session(
        own_actor("eigen-1", "Buurman"),
        Record(agreement("Rooster maken", "wijkverpleegkundige", "2026-12-10")),
        Record(agreement("Sleutel ophalen", "eigen-1", "volgende week")),
        Record(agreement("Bellen")),
        Record(Signal(round="kiezen", text="Geen nachtzorg", to="Zorgkantoor")),
        Confirm([1, 2, 3, 4]),
    )
    assert brought_along(earlier) == [
        "Rooster maken (Wijkverpleegkundige, 10 december 2026)",
        "Sleutel ophalen (Buurman, volgende week)",
        "Bellen",
        "Geen nachtzorg (Zorgkantoor)",
    ]
    session = begun(Preparation(follows="eerder"), earlier)
    lines = [line for line in session.lines.values() if isinstance(line, FollowUp)]
    assert [line.was for line in lines] == ["afspraak", "afspraak", "afspraak", "signaal"]
    assert all(line.agreed and line.progress is None for line in lines)
    assert session.last_line == 4


def test_what_was_not_confirmed_withdrawn_or_struck_does_not_come_along() -> None:
    earlier = a_session(
        Record(agreement("Niet bevestigd")),
        Record(agreement("Ingetrokken")),
        Confirm([2]),
        Withdraw(2),
        Record(agreement("Geschrapt", "huisarts")),
        Confirm([3]),
        Strike(lines=[3]),
        Record(agreement("Blijft")),
        Confirm([4]),
    )
    assert brought_along(earlier) == ["Blijft"]


def test_the_name_of_a_struck_actor_does_not_come_along() -> None:
    earlier = a_session(
        own_actor("eigen-1", "Buurman Jansen"),
        Record(agreement("Sleutel ophalen", "eigen-1")),
        Confirm([1]),
        Strike(others=["actor eigen-1"]),
    )
    assert brought_along(earlier) == ["Sleutel ophalen"]


def test_a_session_can_follow_one_in_which_nothing_was_agreed(tmp_path: Path) -> None:
    assert brought_along(a_session()) == []
