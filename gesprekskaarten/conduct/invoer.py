"""A session kept on paper becomes a session file: how an invoer file is read and entered."""

import copy
import datetime as dt
import secrets
import stat
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TypeVar

import tomli
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from gesprekskaarten.conduct.clock import Clock, wall_clock
from gesprekskaarten.conduct.conductor import Conductor
from gesprekskaarten.conduct.invoer_format import FORMAT, ContributionEntry, Invoer, SolutionEntry
from gesprekskaarten.conduct.invoer_names import Named, inside
from gesprekskaarten.conduct.prepare import OwnCasus, Preparation, first_events
from gesprekskaarten.decks import sentences
from gesprekskaarten.decks.library import Library
from gesprekskaarten.decks.loader import DeckFile
from gesprekskaarten.decks.problems import Finding, Loc, Problem, excerpt, quoted, where
from gesprekskaarten.decks.references import rows
from gesprekskaarten.domain import events as ev
from gesprekskaarten.domain.cards import WriteCard
from gesprekskaarten.domain.commands import (
    AddActor,
    Amend,
    Happen,
    Intent,
    Record,
    Refusal,
    decide,
    tally_complete,
)
from gesprekskaarten.domain.lines import (
    AT_MOST,
    Agreement,
    Contribution,
    Exchange,
    Kind,
    Line,
    Request,
    Signal,
    Solution,
    Source,
)
from gesprekskaarten.domain.material import Material
from gesprekskaarten.domain.playbook import RoundKind
from gesprekskaarten.domain.session import Session, apply, fold
from gesprekskaarten.domain.words import clean
from gesprekskaarten.errors import AppError, ExitCode, os_error_sentence
from gesprekskaarten.storage.archive import Archive

LARGEST = 20_000_000
"""Bytes in an invoer file: 10,000 long lines fit."""

_NOON = dt.time(12, tzinfo=dt.UTC)


class InvoerProblems(AppError):
    """The file has mistakes; nothing was made of it."""

    def __init__(self, path: Path, problems: Sequence[Problem]) -> None:
        many = "staat 1 fout" if len(problems) == 1 else f"staan {len(problems)} fouten"
        hint = "Er is niets ingevoerd. Verbeter het bestand en probeer het opnieuw."
        super().__init__(f"In {clean(path.name)} {many}.", hint, ExitCode.PROBLEMS)
        self.problems = tuple(problems)


@dataclass(frozen=True)
class Entered:
    """What an invoer file gives: all that a session file is made of. `name` is "" when the file has no id."""

    name: str
    date: dt.date
    place: str
    material: Material
    events: tuple[ev.Event, ...]


def enter(path: Path, library: Library, root: Path, clock: Clock = wall_clock) -> str:
    """Make a closed session in `root` from an invoer file, and return the name of its folder.

    Raises InvoerProblems with every problem of the file, and AppError when the id is taken (exit 2) or something
    cannot be read or written (exit 3): nothing is changed then.
    """
    archive = Archive(root)
    entered = read_invoer(path, library, archive, clock().date())
    name = entered.name or archive.new_folder_name(entered.date, entered.place, secrets.token_hex(2))
    if entered.name and (root / name).exists():
        raise AppError(f"Er is al een gesprek “{name}”.", "Geef dit gesprek een andere id in het bestand.")
    at = dt.datetime.combine(entered.date, _NOON)
    opened, *rest = entered.events
    assert isinstance(opened, ev.Opened)
    events = (opened.model_copy(update={"session": name}), *rest)
    Conductor.begin(root, name, entered.material, events, lambda: at).close()
    return name


def read_invoer(path: Path, library: Library, archive: Archive, today: dt.date) -> Entered:
    """Read an invoer file; the earlier session it may follow is looked up in `archive`.

    Raises InvoerProblems with every problem of the file, AppError (exit 3) when it cannot be read.
    """
    file = _parsed(path)
    if file.problems:
        raise InvoerProblems(path, file.problems)
    newer = file.data.get("formaat")
    if isinstance(newer, int) and newer > FORMAT:
        hint = f"Dit programma leest formaat {FORMAT}. Haal een nieuwere versie van gesprekskaarten op."
        file.add([Finding(("formaat",), "dit bestand vraagt een nieuwer programma.", hint)])
        raise InvoerProblems(path, file.problems)
    findings = [_finding(error, file.data) for error in _errors(file.data)]
    findings += _twins(file.data)
    named = Named(file.data, library, archive)
    findings += named.findings
    entered = None
    sound = _without(file.data, findings)
    if sound is not None and named.material is not None:
        entered, refused = _Entering(file.data, sound, named.material, named.earlier, today).run()
        findings += refused
    if findings or entered is None:
        file.add(findings)
        raise InvoerProblems(path, file.problems)
    return entered


def _parsed(path: Path) -> DeckFile:
    file = DeckFile(path)
    try:
        kind = path.stat().st_mode
        if stat.S_ISDIR(kind):
            raise AppError(f"“{clean(str(path))}” is een map.", "Geef een TOML-bestand.", ExitCode.IO)
        if not stat.S_ISREG(kind):
            raise AppError(f"“{clean(str(path))}” is geen gewoon bestand.", "Geef een TOML-bestand.", ExitCode.IO)
        with path.open("rb") as stream:
            content = stream.read(LARGEST + 1)
    except OSError as error:
        raise AppError(f"Ik kan “{clean(str(path))}” niet lezen.", os_error_sentence(error), ExitCode.IO) from None
    except ValueError:
        raise AppError("Een bestand kan niet zo heten.", "Geef een TOML-bestand.", ExitCode.IO) from None
    if len(content) > LARGEST:
        file.add_unplaced("Dit bestand is te groot.", f"Hoogstens {LARGEST // 1_000_000} MB past.")
        return file
    try:
        file.source = content.decode("utf-8-sig").replace("\r\n", "\n")
        file.data = tomli.loads(file.source)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        message = "dit bestand is niet bewaard als UTF-8: hier staat een teken dat niet te lezen is."
        hint = "Kies in je tekstprogramma: opslaan als, codering UTF-8."
        file.problems.append(Problem(path, line, None, message, hint))
    except tomli.TOMLDecodeError as error:
        sentence, hint = sentences.syntax_sentence(error.msg, error.doc[error.pos : error.pos + 1])
        if error.pos >= len(error.doc):
            sentence = f"het bestand houdt hier te vroeg op: {sentence}"
        text = excerpt(error.doc.split("\n")[error.lineno - 1], error.colno)
        file.problems.append(Problem(path, error.lineno, error.colno, sentence, hint, text))
    except RecursionError:
        file.add_unplaced("De haken staan te diep in elkaar.", "Een gesprek heeft nooit meer dan een paar lagen.")
    except ValueError:
        file.add_unplaced("In dit bestand staat een getal dat veel te lang is.", "Zet lange getallen als tekst neer.")
    return file


def _errors(data: Mapping[str, Any]) -> list[ErrorDetails]:
    try:
        Invoer.model_validate(data)
    except ValidationError as error:
        return error.errors(include_url=False)
    return []


def _finding(error: ErrorDetails, data: Mapping[str, Any]) -> Finding:
    loc: Loc = error["loc"]
    match error["type"]:
        case "datum":
            hint = "Schrijf zonder aanhalingstekens: datum = 2026-11-22"
            return Finding(loc, f"{where(data, loc)}: hier hoort een datum.", hint)
        case "dict_type":
            return Finding(loc, f"{where(data, loc)}: hier hoort een tabel.", f"Schrijf: [{loc[-1]}]")
        case "missing" if loc[-1] == "ronde":
            found = sentences.finding(error, data, Invoer)
            return replace(found, hint='Zet erbij: ronde = "perspectief"')
        case _:
            return sentences.finding(error, data, Invoer)


def _twins(data: Mapping[str, Any]) -> Iterator[Finding]:
    seen: dict[str, int] = {}
    for index, row in rows(data, "oplossing"):
        name = row.get("id")
        if isinstance(name, str) and seen.setdefault(name, index) != index:
            message = f"{where(data, ('oplossing', index))}: id {quoted(name)} is al gebruikt"
            hint = "Geef een van de twee een ander id."
            yield Finding(("oplossing", index, "id"), message, hint, twin=("oplossing", seen[name], "id"))


def _without(data: dict[str, Any], findings: Iterable[Finding]) -> Invoer | None:
    """Return the file without what is wrong in it, so that what is left can be checked further; None if that fails."""
    found = [_as_a_whole(finding.loc) for finding in findings]
    if found:
        data = copy.deepcopy(data)
    for _ in range(5):
        for loc in found:
            _cut(data, loc)
        try:
            return Invoer.model_validate(data)
        except ValidationError as error:
            found = [
                detail["loc"][:-1] if detail["type"] == "missing" else detail["loc"]
                for detail in error.errors(include_url=False)
            ]
    return None


def _as_a_whole(loc: Loc) -> Loc:
    """A line without its card cannot be checked further."""
    return loc[:2] if loc[:1] == ("inbreng",) and loc[-1] == "kaart" else loc


def _cut(data: Any, loc: Loc) -> None:
    here = data
    for step in loc[:-1]:
        try:
            here = here[step]
        except (KeyError, IndexError, TypeError):
            return
    if loc and isinstance(here, list) and isinstance(loc[-1], int):
        here[loc[-1]] = None
    elif loc and isinstance(here, dict) and isinstance(loc[-1], str):
        here.pop(loc[-1], None)


@dataclass
class _Wanted:
    """A line of the file on its way into the session."""

    loc: Loc
    line: Line
    solution: SolutionEntry | None = None


E = TypeVar("E")


@dataclass
class _Entering:
    """Leads the session of the file in memory: what is refused there is a problem of the file."""

    data: Mapping[str, Any]
    invoer: Invoer
    material: Material
    earlier: Session | None
    today: dt.date
    events: list[ev.Event] = field(default_factory=list)
    refused: list[Finding] = field(default_factory=list)

    def run(self) -> tuple[Entered, list[Finding]]:
        head = self.invoer.head
        date = head.date or self.today
        self.at = dt.datetime.combine(date, _NOON)
        self.session = self._opened(date)
        for index, actor in _numbered(self.invoer.actors):
            wish = AddActor(actor.name, actor.group, actor.count, actor.order)
            self._do(wish, ("actor", index, "naam"))
        for index, card in _numbered(self.invoer.own_cards):
            self._do(WriteCard(card.title, card.question), ("eigen_kaart", index, "vraag"))
        if head.promised is not None:
            self._do(Happen(ev.Promised(agreed=head.promised)), ("sessie", "vertrouwelijk"))
        if head.readers:
            self._do(Happen(ev.ReadersNamed(readers=head.readers)), ("sessie", "lezers"))
        self._lines()
        self._do(Happen(ev.Closed()), ())
        return Entered(head.id or "", date, head.place, self.material, tuple(self.events)), self.refused

    def _opened(self, date: dt.date) -> Session:
        head, casus = self.invoer.head, self.invoer.casus
        preparation = Preparation(
            playbook=head.playbook,
            decks=head.decks,
            casus=head.casus,
            own_casus=OwnCasus(casus.title, casus.situation) if casus else None,
            cards=head.cards or (None if head.casus else ()),
            title=head.title,
            place=head.place,
            date=date,
            follows=head.follows,
        )
        opened, *rest = first_events(self.material, preparation, "", date, self.earlier)
        assert isinstance(opened, ev.Opened)
        if self.invoer.present is not None:
            opened = opened.model_copy(update={"present": dict(self.invoer.present)})
        self.events = [opened, *rest]
        happened = [ev.Happened(seq=number, at=self.at, event=event) for number, event in enumerate(self.events, 1)]
        return fold(self.material, happened)

    def _lines(self) -> None:
        wanted: dict[str, list[_Wanted]] = {}
        for one in self._wanted():
            wanted.setdefault(one.line.round, []).append(one)
        ids: dict[str, int] = {}
        solutions: list[tuple[int, int, SolutionEntry]] = []
        for round in self.material.playbook.rounds:
            if round.id in wanted:
                self._happened((ev.RoundEntered(round=round.id),))
            for one in wanted.get(round.id, ()):
                if self._do(Record(one.line), one.loc) and one.solution is not None:
                    place = one.loc[1]
                    assert isinstance(place, int)
                    solutions.append((place, self.session.last_line, one.solution))
                    if one.solution.id:
                        ids[one.solution.id] = self.session.last_line
        self._secure(solutions, ids)
        self._count(solutions)

    def _secure(self, solutions: Sequence[tuple[int, int, SolutionEntry]], ids: Mapping[str, int]) -> None:
        for index, line, solution in solutions:
            secured_by = tuple(ids[id] for id in solution.secured_by if id in ids)
            if secured_by:
                self._do(Amend(line, {"secured_by": secured_by}), ("oplossing", index, "geborgd_op"))

    def _count(self, solutions: Sequence[tuple[int, int, SolutionEntry]]) -> None:
        voted = [(index, line, entry.votes) for index, line, entry in solutions if entry.votes is not None]
        vote = self.invoer.vote
        if vote is None:
            if voted and "stemming" not in self.data:
                loc = ("oplossing", voted[0][0], "stemmen")
                message = f"{where(self.data, loc)}: er staat niet bij hoeveel briefjes er waren."
                self.refused.append(Finding(loc, message, "Zet erbij: [stemming] met daaronder briefjes = 6"))
            return
        if not self._do(Happen(ev.SlipsHandedOut(count=vote.slips)), ("stemming", "briefjes")):
            return
        for index, line, votes in voted:
            self._do(Happen(ev.VotesCounted(line=line, votes=votes)), ("oplossing", index, "stemmen"))
        if tally_complete(self.session):
            self._happened((ev.TallyReleased(),))

    def _wanted(self) -> Iterator[_Wanted]:
        invoer = self.invoer
        for index, said in _numbered(invoer.contributions):
            yield _Wanted(("inbreng", index), self._contribution(said))
        in_round = self._round_of(RoundKind.OPLOSSINGEN)
        for index, solution in _numbered(invoer.solutions):
            line: Line = Solution(
                round=in_round,
                text=solution.text,
                agreed=solution.agreed,
                level=solution.level,
                sort=solution.sort,
                decides=solution.decides,
                first_step=solution.first_step,
                monday=solution.monday,
            )
            yield _Wanted(("oplossing", index), line, solution)
        in_round = self._round_of(RoundKind.VERZOEK, RoundKind.KIEZEN)
        for index, request in _numbered(invoer.requests):
            line = Request(
                round=in_round,
                text=request.text,
                agreed=request.agreed,
                actor=self._actor(request.actor),
                about=self._actor(request.about),
                answer=request.answer,
            )
            yield _Wanted(("verzoek", index), line)
        in_round = self._round_of(RoundKind.KIEZEN)
        for index, agreed in _numbered(invoer.agreements):
            line = Agreement(
                round=in_round,
                text=agreed.text,
                agreed=agreed.agreed,
                who=self._actor(agreed.who),
                when=agreed.when,
            )
            yield _Wanted(("afspraak", index), line)
        for index, signal in _numbered(invoer.signals):
            line = Signal(round=in_round, text=signal.text, agreed=signal.agreed, to=self._actor(signal.to))
            yield _Wanted(("signaal", index), line)
        in_round = self._round_of(RoundKind.AFRONDEN)
        for index, back in _numbered(invoer.looking_back):
            line = Contribution(
                round=in_round,
                text=back.text,
                agreed=back.agreed,
                kind=Kind.TERUGBLIK,
                actor=self._actor(back.actor),
            )
            yield _Wanted(("terugblik", index), line)

    def _contribution(self, said: ContributionEntry) -> Line:
        actor = self._actor(said.actor)
        if said.kind == "wissel":
            return Exchange(
                round=said.round,
                text=said.text,
                agreed=said.agreed,
                actor=actor,
                about=self._actor(said.about),
                verdict=said.verdict,
                correction=said.correction,
            )
        return Contribution(
            round=said.round,
            text=said.text,
            agreed=said.agreed,
            kind=Kind(said.kind),
            actor=actor,
            source=said.source or _source(said, actor),
            card=self.material.full(said.card) or said.card,
        )

    def _actor(self, said: str) -> str:
        """Return the id of an own actor for its name, else what was said."""
        for id, own in self.session.own_actors.items():
            if own.name.casefold() == said.casefold():
                return id
        return said

    def _round_of(self, *kinds: RoundKind) -> str:
        """Return the round where these lines belong, the last one when this draaiboek has none for them."""
        rounds = self.material.playbook.rounds
        return next((round.id for kind in kinds for round in rounds if round.kind is kind), rounds[-1].id)

    def _do(self, intent: Intent, loc: Loc) -> bool:
        decision = decide(self.session, intent)
        if isinstance(decision, Refusal):
            self.refused.append(self._refusal(intent, loc, decision.reason))
            return False
        self._happened(decision)
        return True

    def _happened(self, events: Iterable[ev.Event]) -> None:
        for event in events:
            self.events.append(event)
            one = ev.Happened(seq=self.session.number + 1, at=self.at, event=event)
            self.session = apply(self.session, one)

    def _refusal(self, intent: Intent, loc: Loc, reason: str) -> Finding:
        message, _, hint = reason.partition(". ")
        if isinstance(intent, Record):
            kind = intent.line.kind
            most = AT_MOST.get(kind)
            if most is not None and sum(1 for _ in self.session.lines_of(None, kind)) >= most:
                hint = f"In één gesprek past hoogstens {most} keer {kind}: haal deze weg."
        return Finding(loc, f"{where(self.data, loc)}: {inside(message).rstrip('.')}.", hint)


def _source(said: ContributionEntry, actor: str) -> Source:
    if said.kind == "verdediging":
        return Source.INGELEEFD
    return Source.ZELF if actor else Source.GROEP


def _numbered(entries: Sequence[E | None]) -> Iterator[tuple[int, E]]:
    return ((index, entry) for index, entry in enumerate(entries) if entry is not None)
