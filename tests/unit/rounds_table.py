"""A table without a screen: material with every kind of round, and answers that were thought of before."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from gesprekskaarten.domain import events as ev
from gesprekskaarten.domain.commands import LINE, Confirm, Intent, Record, Refusal, decide
from gesprekskaarten.domain.deck import Deck
from gesprekskaarten.domain.lines import Line
from gesprekskaarten.domain.material import Material
from gesprekskaarten.domain.playbook import Playbook, RoundKind
from gesprekskaarten.domain.session import Session, apply, opened
from gesprekskaarten.tui.commands import Command
from gesprekskaarten.tui.rounds import face_for
from gesprekskaarten.tui.rounds.base import Entry, Face, Outcome
from gesprekskaarten.tui.widgets.choice import Option
from gesprekskaarten.tui.widgets.rows import Row

START = dt.datetime(2026, 11, 22, 14, 0, tzinfo=dt.UTC)
AS_IT_STANDS = "\0as it stands"
"""Enter on the words that already stand in the field."""


def material(choosing: str = "briefjes", kinds: bool = True) -> Material:
    """A draaiboek with one round of every kind, and a deck with five actors and three levels."""
    rounds = [
        {
            "id": kind.value,
            "vorm": kind.value,
            "titel": kind.value.capitalize(),
            "minuten": 10,
            "zaal": "Eerste regel\nTweede regel",
            "zinnen": ["Neem de tijd."],
            "startzinnen": ["Ik ben bang dat …", "Ik mag …"],
            "keuzewijze": choosing,
            "stap": [{"titel": "Eerst"}, {"titel": "Daarna", "zaal": "Tekst van de stap"}],
        }
        for kind in RoundKind
    ]
    sorts = {
        "uitvoering": {"veldnorm": "Een veldnorm: wie doet wat?", "route-naar-de-wlz": "De weg naar de Wlz."},
        "organisatie": {"gedeelde-visie": "Eén visie."},
        "stelsel": {"wet-en-regels": "Wetten en regels aanpassen."},
    }
    deck = {
        "formaat": 1,
        "deck": {"id": "proef", "titel": "Proef", "versie": "1"},
        "actor": [
            {"id": id, "naam": name, "groep": group, "spreekvolgorde": order}
            for id, name, group, order in (
                ("mantelzorger", "Cliënt / mantelzorger", "naasten", 1),
                ("wijkverpleegkundige", "Wijkverpleegkundige", "professionals", 2),
                ("wijkteam", "Wijkteam", "professionals", 3),
                ("huisarts", "Huisarts", "professionals", 4),
                ("ciz", "CIZ", "indicatie-en-financiering", 5),
            )
        ],
        "niveau": [
            {
                "id": id,
                "naam": id.capitalize(),
                "soort": [{"id": sort, "tekst": text} for sort, text in texts.items()] if kinds else [],
            }
            for id, texts in sorts.items()
        ],
        "casus": [{"id": "riet", "titel": "Riet dwaalt", "situatie": "Riet loopt 's nachts.", "feiten": ["82 jaar"]}],
    }
    playbook = {"formaat": 1, "draaiboek": {"id": "proef", "titel": "Proef", "minuten": 90}, "ronde": rounds}
    return Material(playbook=Playbook.model_validate(playbook), decks=(Deck.model_validate(deck),))


PRESENT = {"mantelzorger": 1, "wijkverpleegkundige": 2, "wijkteam": 1, "huisarts": 1, "ciz": 0}


def session_in(
    kind: RoundKind, present: dict[str, int] | None = None, screens: int = 2, choosing: str = "briefjes", **more: Any
) -> Session:
    """A session in a round of this kind, with CIZ as an empty chair."""
    event = ev.Opened.model_validate(
        {
            "session": "proef",
            "playbook": "proef",
            "decks": (),
            "casus": "riet",
            "date": dt.date(2026, 11, 22),
            "present": PRESENT if present is None else present,
            "screens": screens,
        }
    )
    begun = opened(material(choosing), ev.Happened(seq=1, at=START, event=event))
    begun = apply(begun, ev.Happened(seq=2, at=START, event=ev.RoundEntered(round=kind.value)))
    return replace(begun, **more)


class FakeTable:
    """Decides and applies like the real one; answers come from `answers`, in order.

    An answer of None leaves the question, "" is Enter on an empty field. `asked` keeps the questions, `said` what
    was said. Words that are refused are typed again with the next answer.
    """

    def __init__(self, session: Session, *answers: str | None) -> None:
        self._session = session
        self._chosen: int | None = None
        self._now = START
        self.answers = list(answers)
        self.asked: list[str] = []
        self.options: list[str] = []
        self.said: list[str] = []

    @property
    def session(self) -> Session:
        return self._session

    @property
    def chosen_line(self) -> Line | None:
        return None if self._chosen is None else self._session.lines.get(self._chosen)

    @property
    def chosen_row(self) -> str | None:
        return None if self._chosen is None else f"regel {self._chosen}"

    @property
    def face(self) -> Face:
        assert self._session.round is not None
        return face_for(self._session.round)

    def happen(self, *events: ev.Event) -> None:
        for event in events:
            happened = ev.Happened(seq=self._session.number + 1, at=self._now, event=event)
            self._session = apply(self._session, happened)

    def add(self, agreed: bool = True, **fields: Any) -> int:
        """Put a line on the table; returns its id."""
        line = LINE.validate_python({"round": self._session.round_id, **fields})
        decision = decide(self._session, Record(line))
        assert not isinstance(decision, Refusal), decision.reason
        self.happen(*decision)
        if agreed:
            self.happen(ev.Confirmed(lines=(self._session.last_line,)))
        return self._session.last_line

    def choose_line(self, id: int | None) -> None:
        self._chosen = id

    def say(self, text: str) -> None:
        self.said.append(text)

    async def perform(self, *intents: Intent) -> bool:
        for intent in intents:
            decision = decide(self._session, intent)
            if isinstance(decision, Refusal):
                self.said.append(decision.reason)
                return False
            self.happen(*decision)
        return True

    async def choose(self, question: str, options: Sequence[Option], current: str | None = None) -> str | None:
        self.asked.append(question)
        self.options = [option.text for option in options]
        answer = self.answers.pop(0)
        assert answer is None or answer in [option.key for option in options], (question, answer)
        return answer

    async def ask_words(
        self,
        label: str,
        save: Callable[[str], Intent | str | None],
        *,
        text: str = "",
        optional: bool = False,
        more: bool = False,
    ) -> Outcome:
        self.asked.append(label)
        while True:
            answer = self.answers.pop(0)
            words = text if answer == AS_IT_STANDS else answer
            if words is None or (not words and not optional):
                return Outcome.LEFT
            if not words:
                return Outcome.SKIPPED
            intent = save(words)
            if isinstance(intent, str):
                self.said.append(intent)
            elif intent is None or await self.perform(intent):
                return Outcome.SAVED

    def command(self, key: str) -> Command:
        """The command of this round on this key."""
        (found,) = [command for command in self.face.commands if key in command.keys]
        return found

    def reason(self, key: str) -> str | None:
        return self.face.reason(self._session, self.command(key), self.chosen_line)

    async def press(self, key: str, *answers: str | None) -> None:
        """Press the key of a command of this round that can be done now."""
        assert self.reason(key) is None, self.reason(key)
        self.answers = list(answers)
        waited = self.face.handler(self.command(key), self)()
        if waited is not None:
            await waited
        assert not self.answers, f"never asked for {self.answers}"

    async def type(self, text: str, entry: str = "") -> str | None:
        """Type a line of this kind (or of the usual kind); returns why it could not be."""
        found = self.entry(entry)
        line = self.face.line(self._session, found, self._session.turn or "", text)
        if isinstance(line, str):
            return line
        return None if await self.perform(Record(line)) else self.said[-1]

    def entry(self, id: str = "") -> Entry:
        entries = self.face.entries(self._session)
        return next(entry for entry in entries if entry.id == id) if id else entries[0]

    def confirm(self, *lines: int) -> None:
        decision = decide(self._session, Confirm(lines))
        assert not isinstance(decision, Refusal), decision.reason
        self.happen(*decision)

    @property
    def texts(self) -> list[str]:
        return texts(self.face.rows(self._session))

    @property
    def text(self) -> str:
        return "\n".join(self.texts)


def texts(rows: Sequence[Row]) -> list[str]:
    """What stands on the board, row by row."""
    return [row.content.plain for row in rows]


def table_in(kind: RoundKind, **how: Any) -> FakeTable:
    return FakeTable(session_in(kind, **how))
