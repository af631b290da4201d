"""A small session to store things in, for the tests and measurements of the store."""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

from gesprekskaarten.domain.events import Event, Happened, Opened, Recorded
from gesprekskaarten.domain.lines import Contribution, Kind
from gesprekskaarten.domain.material import Material
from gesprekskaarten.domain.playbook import Playbook, PlaybookHead, Round, RoundKind
from gesprekskaarten.storage.session_file import SessionFile, Summary

AT = dt.datetime(2026, 11, 22, 19, 0, 0, 123456, tzinfo=dt.UTC)
LEADER = "venster-1"
MATERIAL = Material(
    playbook=Playbook(
        formaat=1,
        draaiboek=PlaybookHead(id="kort", titel="Kort gesprek", minuten=90),
        ronde=(Round(id="perspectief", vorm=RoundKind.PERSPECTIEF, titel="Perspectiefronde", minuten=14),),
    )
)
OPENED = Opened(session="kort", playbook="kort", decks=(), date=AT.date(), present={"huisarts": 1})


def summary(title: str = "Nachtzorg", minutes: int = 0) -> Summary:
    return Summary(title=title, place="Zwolle", date=AT.date(), updated=AT + dt.timedelta(minutes=minutes))


def said(number: int, text: str) -> Recorded:
    line = Contribution(id=number, round="perspectief", kind=Kind.PERSPECTIEF, actor="huisarts", text=text)
    return Recorded(line=line)


def store(file: SessionFile, events: Sequence[Event], title: str = "Nachtzorg") -> tuple[Happened, ...]:
    return file.append(events, at=AT, expected=file.last(), summary=summary(title), token=LEADER)


def session_with(folder: Path, *events: Event, title: str = "Nachtzorg") -> SessionFile:
    """A session that is opened and led by LEADER, and in which these events happened."""
    file = SessionFile.create(folder, MATERIAL)
    file.lead(LEADER)
    store(file, [OPENED, *events], title)
    return file


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def texts(happened: Sequence[Happened]) -> list[str]:
    return [one.event.line.text for one in happened if isinstance(one.event, Recorded)]
