"""Struck words are nowhere: not in the session, its list, its reports, the room, nor in any byte beside them."""

import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from gesprekskaarten.cli import program
from gesprekskaarten.conduct import conductor as conducting
from gesprekskaarten.conduct.conductor import Conductor, StrikeIncomplete
from gesprekskaarten.conduct.exports import write_report
from gesprekskaarten.conduct.reading import read_session
from gesprekskaarten.domain import events as ev
from gesprekskaarten.domain.commands import Amend, Confirm, Enter, Happen, Intent, Record, Redo, Strike, Undo, Withdraw
from gesprekskaarten.domain.deck import Group
from gesprekskaarten.domain.lines import Agreement, FollowUp, Kind, Line, Request, Signal, words_of
from gesprekskaarten.errors import AppError
from gesprekskaarten.report.table_edition import table_edition
from gesprekskaarten.storage.archive import Archive
from gesprekskaarten.storage.session_file import Demoted, SessionFile, StoreBusy, StoreError, StoreFull, StoreGone
from tests.building import exchange, material, opening, own_actor, said, solution, texts

POSIX_ONLY = pytest.mark.skipif(sys.platform == "win32", reason="a file that is open cannot be removed there")
SECRET = "Zq7xGeheimWoord"

Begun = Callable[..., Conductor]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "sessies"


@pytest.fixture
def begin(root: Path) -> Iterator[Begun]:
    """Begin a session after these events, in the perspectiefronde and on stage."""
    with ExitStack() as stack:

        def begun(*events: ev.Event, name: str = "gesprek-1") -> Conductor:
            first = opening(casus="").model_copy(update={"session": name})
            conductor = Conductor.begin(root, name, material(), [first, ev.Titled(title="Avond"), *events])
            stack.callback(conductor.close)
            done(conductor, Enter("perspectief"))
            conductor.go_on_stage()
            return conductor

        yield begun


def done(conductor: Conductor, *intents: Intent) -> None:
    refusal = conductor.do(*intents)
    assert refusal is None, refusal


def traces(*places: Path) -> list[str]:
    """Every file under these places in which a byte search finds the secret, in any case and in UTF-16 too."""
    word = SECRET.lower()
    wanted = [word.encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be")]
    files = [path for place in places for path in (place, *place.rglob("*")) if path.is_file()]
    names = [str(path) for place in places for path in place.rglob("*") if word in path.name.lower()]
    return names + [str(path) for path in files if any(one in path.read_bytes().lower() for one in wanted)]


PLAIN = [
    Kind.FEIT,
    Kind.ONBEKEND,
    Kind.PERSPECTIEF,
    Kind.ZORG,
    Kind.BEHOEFTE,
    Kind.EENS,
    Kind.BOTST,
    Kind.DILEMMA,
    Kind.PARKEREN,
    Kind.ANTWOORD,
    Kind.TERUGBLIK,
]
LINES: dict[str, Line] = {
    **{str(kind): said(f"{SECRET} bij {kind}", kind=kind) for kind in PLAIN},
    "wissel": exchange(f"{SECRET} wissel"),
    "correctie": exchange("Ingeleefd").model_copy(update={"correction": f"{SECRET} klopt niet"}),
    "oplossing": solution(f"{SECRET} oplossing"),
    "wie besluit": solution("Bellen").model_copy(update={"decides": f"{SECRET} en Co"}),
    "eerste stap": solution("Mailen", "organisatie").model_copy(update={"first_step": f"Vraag {SECRET}"}),
    "maandag": solution("Wet", "stelsel").model_copy(update={"monday": f"{SECRET} belt"}),
    "afspraak": Agreement(round="kiezen", text=f"{SECRET} afspraak"),
    "wie": Agreement(round="kiezen", text="Bellen", who=f"Zoon {SECRET}"),
    "wanneer": Agreement(round="kiezen", text="Later", when=f"Na {SECRET}"),
    "signaal": Signal(round="kiezen", text=f"{SECRET} signaal"),
    "aan": Signal(round="kiezen", text="Let op", to=f"Wethouder {SECRET}"),
    "verzoek": Request(round="kiezen", text=f"{SECRET} verzoek", actor="mantelzorger", about="huisarts"),
}
FIELDS = ("text", "correction", "decides", "first_step", "monday", "who", "when", "to")


@pytest.mark.parametrize("name", LINES)
def test_a_struck_line_is_nowhere_whatever_was_done_with_it(
    name: str, begin: Begun, root: Path, tmp_path: Path
) -> None:
    conductor = begin()
    elsewhere = tmp_path / "elders"
    elsewhere.mkdir()
    line = LINES[name]
    done(conductor, Record(line), Confirm([1]))
    field = next(field for field in FIELDS if SECRET in getattr(line, field, ""))
    done(conductor, Amend(1, {field: f"nog eens {SECRET.upper()} {name}"}), Undo(), Redo(), Confirm([1]))
    done(conductor, Enter(line.round) if line.round != "perspectief" else Happen(ev.Blanked(on=False)))
    write_report(conductor.file, conductor.session)
    write_report(conductor.file, conductor.session, elsewhere / "verslag.md")
    done(conductor, Amend(1, {field: f"anders {SECRET.lower()}"}), Withdraw(1), Undo())
    assert traces(root)
    done(conductor, Strike(lines=[1]))
    assert traces(root, elsewhere) == []
    assert conductor.session.lines == {}
    assert conductor.session.struck == 1
    assert conductor.do(Undo()) is not None
    assert conductor.session == read_session(conductor.file.folder)
    conductor.close()
    assert traces(root, elsewhere) == []


def test_a_withdrawn_line_can_be_struck(begin: Begun, root: Path) -> None:
    conductor = begin()
    done(conductor, Record(said(SECRET)), Withdraw(1), Strike(lines=[1]))
    assert traces(root) == []


AROUND: dict[str, tuple[tuple[ev.Event, ...], str]] = {
    "titel": ((ev.Titled(title=f"Over {SECRET}"), ev.Titled(title=f"{SECRET} thuis")), "titel"),
    "lezers": ((ev.ReadersNamed(readers=SECRET),), "lezers"),
    "own casus": ((ev.CasusWritten(title=f"{SECRET} valt", situation=f"Mevrouw {SECRET} valt."),), "eigen-casus"),
    "own actor": ((own_actor("eigen-1", f"Buurman {SECRET}", Group.NAASTEN),), "actor eigen-1"),
}


@pytest.mark.parametrize("name", AROUND)
def test_struck_words_around_the_conversation_are_nowhere(
    name: str, begin: Begun, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    events, owner = AROUND[name]
    conductor = begin(*events)
    write_report(conductor.file, conductor.session, tmp_path / "verslag.md")
    done(conductor, Enter("welkom"), Happen(ev.Shown(what="casus")) if name == "own casus" else Enter("casus"))
    assert traces(root)
    done(conductor, Strike(others=[owner]))
    assert traces(root, tmp_path / "verslag.md") == []
    conductor.close()
    monkeypatch.setenv("GESPREKSKAARTEN_SESSIES", str(root))
    for arguments in (["sessies", "lijst"], ["sessies", "toon", "gesprek-1"], ["verslag", "gesprek-1", "--naar", "-"]):
        outcome = CliRunner().invoke(program, arguments)
        assert outcome.exit_code == 0
        assert "gesprek-1" in outcome.output or "Verslag" in outcome.output
        assert SECRET.lower() not in outcome.output.lower()


def test_what_was_changed_before_does_not_keep_the_words_of_another_line(begin: Begun, root: Path) -> None:
    sentence = f"De zoon van mevrouw {SECRET} wil niet"
    conductor = begin(ev.Titled(title=f"Gesprek: {sentence}"), ev.Titled(title="Avond over nachtzorg"))
    done(conductor, Record(said(sentence, kind=Kind.PARKEREN)), Amend(1, {"text": "De familie wil niet"}))
    for number in range(60):
        done(conductor, Record(said(f"Regel {number}")))
    done(conductor, Record(said(sentence)), Strike(lines=[62]))
    assert traces(root) == []
    assert conductor.session.title == "Avond over nachtzorg"
    assert conductor.session.lines[1].text == "De familie wil niet"
    assert conductor.session == read_session(conductor.file.folder)


def test_words_that_happen_to_be_the_same_in_a_field_stay_with_their_line(begin: Begun) -> None:
    conductor = begin()
    wijkteam = Agreement(round="kiezen", text="Bellen", who="wijkteam")
    done(conductor, Record(wijkteam), Record(said(f"{SECRET} van het wijkteam")), Strike(lines=[2]))
    assert words_of(conductor.session.lines[1]) == ("Bellen", "wijkteam")
    assert read_session(conductor.file.folder) == conductor.session


def test_lines_that_carry_or_came_from_the_words_go_too(begin: Begun, root: Path) -> None:
    conductor = begin()
    done(
        conductor,
        Record(solution(f"Laat {SECRET} bellen")),
        Record(Agreement(round="kiezen", text="Wij bellen", origin=1)),
        Record(said(f"Ik zei al: Laat {SECRET} bellen")),
        Record(said("Blijft staan")),
        Strike(lines=[1]),
    )
    assert texts(conductor.session) == ["Blijft staan"]
    assert traces(root) == []


def test_a_follow_up_is_struck_here_and_stays_in_the_session_it_came_from(begin: Begun, root: Path) -> None:
    first = begin(name="eerder")
    done(first, Record(Agreement(round="kiezen", text=f"{SECRET} belt")), Confirm([1]))
    first.close()
    copy = FollowUp(id=1, round="welkom", text=f"{SECRET} belt", was="afspraak", agreed=True)
    second = begin(ev.Recorded(line=copy))
    done(second, Strike(lines=[1]))
    assert traces(root / "gesprek-1", root / "zaal.json") == []
    assert traces(root / "eerder") != []


def test_what_a_killed_program_left_half_written_goes_too(begin: Begun, root: Path, tmp_path: Path) -> None:
    conductor = begin()
    inside = conductor.file.folder
    done(conductor, Record(said(SECRET, agreed=True)))
    write_report(conductor.file, conductor.session, tmp_path / "verslag.md")
    write_report(conductor.file, conductor.session)
    for folder, name in ((root, ".zaal-x1"), *((where, ".verslag.md.tijdelijk") for where in (tmp_path, inside))):
        (folder / name).write_text(f"half {SECRET}", "utf-8")
    done(conductor, Strike(lines=[1]))
    assert traces(root, tmp_path) == []


# Trouble in the middle of a strike


def fails_once(method: Callable[..., Any], error: Exception, *, first: bool, time: int = 1) -> Callable[..., Any]:
    """The `time`-th call fails, before or (with `first`) after it did its work."""
    calls: list[int] = []

    def fails(*args: Any, **named: Any) -> Any:
        calls.append(1)
        if len(calls) != time:
            return method(*args, **named)
        if first:
            method(*args, **named)
        raise error

    return fails


STEPS: list[tuple[object, str]] = [
    (SessionFile, "begin_strike"),
    (SessionFile, "append"),
    (SessionFile, "open_strikes"),
    (SessionFile, "exports"),
    (conducting, "refresh_exports"),
    (conducting, "remove_temporaries"),
    (conducting, "publish"),
    (SessionFile, "delete_words"),
    (SessionFile, "end_strike"),
]


@pytest.mark.parametrize("error", [StoreBusy, StoreFull, StoreGone])
@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("step", STEPS, ids=[name for _, name in STEPS])
def test_a_strike_that_met_trouble_is_finished_by_asking_again(
    step: tuple[object, str],
    after: bool,
    error: type[StoreError],
    begin: Begun,
    root: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    conductor = begin()
    done(conductor, Record(said(SECRET, agreed=True)), Record(said("Blijft")))
    write_report(conductor.file, conductor.session, tmp_path / "verslag.md")
    owner, name = step
    monkeypatch.setattr(owner, name, fails_once(getattr(owner, name), error(), first=after))
    with pytest.raises(error):
        conductor.do(Strike(lines=[1]))
    assert conductor.do(Strike(lines=[1])) is None
    assert traces(root, tmp_path / "verslag.md") == []
    assert texts(conductor.session) == ["Blijft"]
    assert conductor.session.struck == 1
    assert conductor.session == read_session(conductor.file.folder)
    assert conductor.file.open_strikes() == ()
    assert conductor.do(Strike(lines=[1])) is not None
    assert conductor.do(Record(said("Verder"))) is None


def test_a_strike_by_a_window_that_was_just_demoted_does_not_happen_later(begin: Begun, root: Path) -> None:
    first = begin()
    done(first, Record(said("Blijft staan")))
    second = Conductor.resume(root, first.file.folder)
    second.take_over()
    with pytest.raises(Demoted):
        first.do(Strike(lines=[1]))
    first.close()
    second.close()
    third = Conductor.resume(root, root / "gesprek-1")
    assert texts(third.session) == ["Blijft staan"]
    third.close()


def test_opening_finishes_a_strike_that_trouble_cut_off(
    begin: Begun, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    conductor = begin()
    done(conductor, Record(said(SECRET, agreed=True)))
    with monkeypatch.context() as trouble:
        trouble.setattr(SessionFile, "append", fails_once(SessionFile.append, StoreFull(), first=False))
        with pytest.raises(StoreFull):
            conductor.do(Strike(lines=[1]))
    conductor.close()
    again = Conductor.resume(root, root / "gesprek-1")
    assert texts(again.session) == []
    assert traces(root) == []
    again.close()


# What is out of reach is named


@POSIX_ONLY
def test_a_report_that_cannot_be_reached_is_named_and_made_true_when_it_can(
    begin: Begun, root: Path, tmp_path: Path
) -> None:
    conductor = begin()
    stick = tmp_path / "stick"
    stick.mkdir()
    done(conductor, Record(said(SECRET, agreed=True)), Record(said("Ook weg")))
    write_report(conductor.file, conductor.session, stick / "verslag.md")
    stick.rename(tmp_path / "losgehaald")
    with pytest.raises(StrikeIncomplete, match=r"stick.verslag\.md"):
        conductor.do(Strike(lines=[1]))
    assert traces(root) == []
    assert conductor.file.open_strikes() == ()
    (tmp_path / "losgehaald").rename(stick)
    done(conductor, Strike(lines=[2]))
    assert traces(root, stick) == []


@POSIX_ONLY
def test_the_copy_that_stays_behind_after_a_move_is_named(begin: Begun, root: Path, tmp_path: Path) -> None:
    conductor = begin()
    done(conductor, Record(said(SECRET, agreed=True)), Record(said("Nog een")))
    write_report(conductor.file, conductor.session)
    write_report(conductor.file, conductor.session, tmp_path / "verslag.md")
    conductor.move_to(tmp_path / "stick")
    with pytest.raises(StrikeIncomplete, match=r"sessies.gesprek-1.gesprek\.db"):
        conductor.do(Strike(lines=[1]))
    assert traces(root, tmp_path / "stick", tmp_path / "verslag.md") == [str(root / "gesprek-1" / "gesprek.db")]
    (root / "gesprek-1" / "gesprek.db").unlink()
    done(conductor, Strike(lines=[2]))


def test_what_somebody_put_in_the_place_of_a_report_is_left_alone_and_named(begin: Begun, tmp_path: Path) -> None:
    conductor = begin()
    done(conductor, Record(said(SECRET, agreed=True)))
    path = write_report(conductor.file, conductor.session, tmp_path / "verslag.md")
    path.write_text("Mijn eigen aantekeningen", "utf-8")
    with pytest.raises(StrikeIncomplete, match="verslag"):
        conductor.do(Strike(lines=[1]))
    assert path.read_text("utf-8") == "Mijn eigen aantekeningen"


def test_a_report_that_was_removed_does_not_come_back(begin: Begun, tmp_path: Path) -> None:
    conductor = begin()
    done(conductor, Record(said(SECRET, agreed=True)))
    write_report(conductor.file, conductor.session, tmp_path / "verslag.md").unlink()
    done(conductor, Strike(lines=[1]))
    assert not (tmp_path / "verslag.md").exists()
    assert conductor.file.exports() == ()


def test_a_report_of_before_the_strike_that_is_written_after_it_is_without_the_words(
    begin: Begun, tmp_path: Path
) -> None:
    conductor = begin()
    done(conductor, Record(said(SECRET, agreed=True)), Record(said("Blijft", agreed=True)))
    read_before = conductor.session
    done(conductor, Strike(lines=[1]))
    path = write_report(conductor.file, read_before, tmp_path / "verslag.md")
    assert path.read_text("utf-8") == table_edition(conductor.session)
    assert traces(tmp_path) == []


def test_a_report_is_never_written_over_the_session_or_the_room(begin: Begun, root: Path) -> None:
    conductor = begin()
    done(conductor, Record(said("Ik slaap slecht.")))
    for name in ("gesprek.db", "gesprek.leidt", "GESPREK.DB", "gesprek.db-journal"):
        with pytest.raises(AppError):
            write_report(conductor.file, conductor.session, conductor.file.folder / name)
    with pytest.raises(AppError):
        write_report(conductor.file, conductor.session, root / "zaal.json")
    assert read_session(conductor.file.folder) == conductor.session


# Words stay out of messages


def test_no_trouble_tells_what_people_said(begin: Begun, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    conductor = begin(ev.Titled(title=SECRET))
    done(conductor, Record(said(SECRET, agreed=True)))
    seen: list[str] = []
    for owner, name in STEPS:
        with monkeypatch.context() as trouble:
            trouble.setattr(owner, name, fails_once(getattr(owner, name), StoreFull(), first=False))
            try:
                conductor.do(Record(said(f"{SECRET} weer")))
                write_report(conductor.file, conductor.session, root / "geen" / "map" / "verslag.md")
            except AppError as error:
                seen.append(f"{error!r} {error} {error.hint} {error.__cause__}")
    conductor.close()
    content = (root / "gesprek-1" / "gesprek.db").read_bytes()
    (root / "gesprek-1" / "gesprek.db").write_bytes(content[: len(content) // 2])
    for attempt in (lambda: Conductor.resume(root, root / "gesprek-1"), lambda: read_session(root / "gesprek-1")):
        with pytest.raises(AppError) as raised:
            attempt()
        seen.append(f"{raised.value!r} {raised.value.hint}")
    [entry] = Archive(root).sessions()
    assert len(seen) > 3
    assert SECRET not in " ".join(seen)
    assert entry.problem is None or SECRET not in entry.problem


def test_a_session_whose_words_are_damaged_says_nothing_of_them_on_the_command_line(
    begin: Begun, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    conductor = begin()
    done(conductor, Record(said(SECRET)))
    conductor.close()
    with closing(sqlite3.connect(root / "gesprek-1" / "gesprek.db", isolation_level=None)) as db:
        db.execute("UPDATE gebeurtenissen SET data = replace(data, '\"perspectief\"', '5') WHERE type = 'vastgelegd'")
    monkeypatch.setenv("GESPREKSKAARTEN_SESSIES", str(root))
    outcome = CliRunner().invoke(program, ["--debug", "sessies", "toon", "gesprek-1"])
    assert outcome.exit_code == 3
    assert SECRET not in outcome.output
