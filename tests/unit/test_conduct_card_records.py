"""What curators learn of the cards: from conversations as a leader holds them, with a clock that moves."""

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from gesprekskaarten.conduct.card_records import CardRecord, card_records
from gesprekskaarten.conduct.conductor import Conductor
from gesprekskaarten.domain import events as ev
from gesprekskaarten.domain.cards import Ask, DrawCard, LayCard, NextQuestion, SkipCard, SkipQuestion, WriteCard
from gesprekskaarten.domain.commands import Enter, Intent
from gesprekskaarten.domain.deck import CardKind
from gesprekskaarten.errors import AppError
from gesprekskaarten.storage.archive import Archive
from tests.building import START, opening
from tests.carding import on_cards

Script = Intent | float
"""What the leader does, or minutes that pass."""
Held = Callable[..., Conductor]


@dataclass
class Watch:
    now: dt.datetime = field(default=START)

    def __call__(self) -> dt.datetime:
        return self.now


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "sessies"


@pytest.fixture
def hold(root: Path) -> Iterator[Held]:
    """Hold a conversation on the cards of `on_cards`, from its first round on."""
    with ExitStack() as stack:

        def held(*script: Script, name: str = "een", read_only: bool = False, begin: bool = True) -> Conductor:
            watch = Watch()
            first = opening(casus="", read_only=read_only).model_copy(update={"session": name, "cards": ()})
            entered = [ev.RoundEntered(round="welkom")] if read_only else []
            conductor = Conductor.begin(root, name, on_cards(), [first, ev.Titled(title="Avond"), *entered], watch)
            stack.callback(conductor.close)
            for one in (Enter("welkom"), *script) if begin and not read_only else ():
                if isinstance(one, float | int):
                    watch.now += dt.timedelta(minutes=one)
                else:
                    assert conductor.do(one) is None
            return conductor

        yield held


def records(root: Path, deck: str = "") -> dict[str, CardRecord]:
    return {f"{one.deck}/{one.card}": one for one in card_records(Archive(root), deck).cards}


def test_a_card_that_was_laid_is_counted_with_the_minutes_it_was_talked_about(root: Path, hold: Held) -> None:
    hold(LayCard("wijk/spoed"), 3, LayCard("wijk/wachten"), 1, name="een")
    hold(LayCard("wijk/spoed"), 2, Enter("afronden"), name="twee")
    found = records(root)
    assert found["wijk/spoed"] == CardRecord("wijk", "spoed", 2, blind=0, skipped=0, over=0, minutes=2.5)
    assert found["wijk/wachten"].conversations == 1
    assert "wijk/overbelast" not in found


def test_a_card_that_was_put_aside_or_drawn_blind_is_counted_as_such(root: Path, hold: Held) -> None:
    conductor = hold(DrawCard((CardKind.KNELPUNT,)), 1, SkipCard())
    (drawn,) = conductor.session.laid
    record = records(root)[drawn]
    assert (record.conversations, record.blind, record.skipped) == (1, 1, 1)


def test_a_card_that_was_laid_again_after_all_is_not_counted_as_put_aside(root: Path, hold: Held) -> None:
    hold(LayCard("wijk/spoed"), SkipCard(), LayCard("wijk/spoed"), 1, Enter("afronden"))
    assert records(root)["wijk/spoed"].skipped == 0


def test_a_question_of_a_leidraad_ran_over_when_it_took_more_than_its_share(root: Path, hold: Held) -> None:
    hold(1, Enter("leidraad"), 8, NextQuestion(), 2, SkipQuestion(), 1, Enter("afronden"))
    found = records(root, "wijk")
    assert found["wijk/hoe-gaat-het"].over == 1, "eight minutes of the five there are for each of four questions"
    assert (found["wijk/wat-verschilt"].over, found["wijk/wat-verschilt"].skipped) == (0, 1)
    assert "wijk/wat-nu" not in found


def test_a_question_that_was_asked_after_all_is_used(root: Path, hold: Held) -> None:
    hold(Enter("leidraad"), SkipQuestion(), 1, Ask("wijk/hoe-gaat-het"), 3, Enter("afronden"))
    record = records(root)["wijk/hoe-gaat-het"]
    assert (record.skipped, record.minutes) == (0, 3.0)


def test_a_card_on_the_table_ran_over_when_its_round_did(root: Path, hold: Held) -> None:
    hold(LayCard("wijk/spoed"), 9, Enter("perspectief"), name="te-lang")
    hold(LayCard("wijk/spoed"), 3, Enter("perspectief"), name="op-tijd")
    assert records(root)["wijk/spoed"].over == 1, "nine minutes of the four of the welkom"


def test_own_cards_are_only_counted_and_their_words_are_nowhere(root: Path, hold: Held) -> None:
    hold(WriteCard("Nachtrust", "Wie slaapt hier nog?"), 2, WriteCard("", "En nu?"), 1, LayCard("wijk/spoed"), 1)
    found = card_records(Archive(root))
    assert found.own == 2
    assert "Wie slaapt" not in repr(found)
    assert [one.card for one in found.cards] == ["spoed"]


def test_one_deck_is_asked_for_and_the_others_stay_away(root: Path, hold: Held) -> None:
    hold(LayCard("wijk/spoed"), 1, LayCard("grensvlakken-wlz/palliatieve-zorg"), 1, Enter("afronden"))
    assert set(records(root, "wijk")) == {"wijk/spoed"}
    assert set(records(root)) == {"wijk/spoed", "grensvlakken-wlz/palliatieve-zorg"}


def test_an_example_and_what_never_began_are_not_counted(root: Path, hold: Held) -> None:
    hold(name="voorbeeld", read_only=True)
    hold(name="nooit-begonnen", begin=False)
    found = card_records(Archive(root))
    assert (found.conversations, found.cards, found.unread) == (0, (), 0)


def test_a_session_that_cannot_be_read_is_named_as_not_counted(root: Path, hold: Held) -> None:
    hold(LayCard("wijk/spoed"), 1)
    (root / "stuk").mkdir()
    (root / "stuk" / "gesprek.db").write_bytes(b"dit is geen gesprek" * 100)
    found = card_records(Archive(root))
    assert (found.conversations, found.unread) == (1, 1)
    assert [one.card for one in found.cards] == ["spoed"]


def test_a_store_that_cannot_be_read_is_an_error_and_not_nothing(tmp_path: Path) -> None:
    (tmp_path / "sessies").write_text("geen map", "utf-8")
    with pytest.raises(AppError):
        card_records(Archive(tmp_path / "sessies"))
