"""Whatever is asked in whatever order, refused or not, with trouble or without: memory is what is on disk."""

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from gesprekskaarten.conduct.conductor import Conductor
from gesprekskaarten.conduct.reading import read_session
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
    Refusal,
    Speak,
    Strike,
    Undo,
    Withdraw,
)
from gesprekskaarten.domain.deck import Group
from gesprekskaarten.domain.lines import Agreement, Kind
from gesprekskaarten.errors import AppError
from gesprekskaarten.storage.session_file import SessionFile, StoreBusy, StoreFull, StoreGone
from tests.building import exchange, material, opening, said, solution

ROUNDS = [round.id for round in material().playbook.rounds]
ACTORS = ["mantelzorger", "huisarts", "ciz", "eigen-1", "weg", ""]
WORDS = ["Ik slaap slecht.", "Ja.", "De zoon woont ver weg en belt.", "Zij zei: De zoon woont ver weg en belt.", ""]


def any_intent(chance: random.Random) -> Intent:
    line = chance.randint(1, 12)
    text = chance.choice(WORDS)
    wanted: list[Intent] = [
        Record(said(text, chance.choice(ACTORS), chance.choice([Kind.ZORG, Kind.EENS, Kind.PARKEREN]))),
        Record(said(f"{text} {line}")),
        Record(exchange(text)),
        Record(solution(text, secured_by=chance.choice([(), (line,)]))),
        Record(Agreement(round="kiezen", text=text, who="huisarts", origin=line)),
        Amend(line, {"text": text}),
        Amend(line, {"agreed": chance.random() < 0.5}),
        Confirm([line, line + 1]),
        ConfirmAll(chance.choice(ACTORS)),
        Withdraw(line),
        Undo(),
        Redo(),
        Strike(lines=[line], others=chance.choice([(), (), ("titel",), ("actor eigen-1",), ("lezers",)])),
        Enter(chance.choice(ROUNDS)),
        Speak(chance.choice(ACTORS)),
        NextSpeaker(),
        Pass(),
        AddActor(chance.choice(["Buurman", "Apotheek", ""]), Group.NAASTEN),
        Happen(ev.Titled(title=text)),
        Happen(ev.ReadersNamed(readers=text)),
        Happen(ev.Closed(on=chance.random() < 0.2)),
        Happen(ev.Blanked(on=chance.random() < 0.5)),
        Happen(ev.OffRecord(on=chance.random() < 0.2)),
        Happen(ev.SlipsHandedOut(count=line)),
        Happen(ev.VotesCounted(line=line, votes=2)),
        Happen(ev.PresenceChanged(actor=chance.choice(ACTORS), count=line - 3)),
    ]
    return chance.choice(wanted)


def now_and_then(method: Callable[..., Any], chance: random.Random) -> Callable[..., Any]:
    """The method fails one in ten times, before or after it did its work."""

    def fails(*args: Any, **named: Any) -> Any:
        trouble = chance.random()
        error = chance.choice([StoreBusy, StoreFull, StoreGone])()
        if trouble < 0.05:
            raise error
        done = method(*args, **named)
        if trouble > 0.95:
            raise error
        return done

    return fails


@pytest.mark.parametrize("seed", range(4))
def test_memory_is_what_is_on_disk_with_two_windows_and_trouble(
    seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chance = random.Random(seed)
    first = Conductor.begin(tmp_path, "gesprek-1", material(), [opening().model_copy(update={"session": "gesprek-1"})])
    second = Conductor.resume(tmp_path, tmp_path / "gesprek-1")
    for name in ("append", "begin_strike", "delete_words", "end_strike"):
        monkeypatch.setattr(SessionFile, name, now_and_then(getattr(SessionFile, name), chance))
    happened = refused = failed = 0
    for _ in range(120):
        leader = first if first.leads else second
        other = second if leader is first else first
        try:
            if chance.random() < 0.05:
                other.take_over()
            elif chance.random() < 0.1:
                leader.follow()
            else:
                refused_or_not = leader.do(any_intent(chance))
                refused += isinstance(refused_or_not, Refusal)
                happened += refused_or_not is None
        except AppError:
            failed += 1
        for window in (first, second):
            window.follow()
            assert window.session == read_session(tmp_path / "gesprek-1")
        assert first.leads + second.leads <= 1
    assert min(happened, refused, failed) > 3
    first.close()
    second.close()
    monkeypatch.undo()
    last = Conductor.resume(tmp_path, tmp_path / "gesprek-1")
    assert last.leads
    assert last.file.open_strikes() == ()
    assert last.session == read_session(tmp_path / "gesprek-1")
    last.close()
