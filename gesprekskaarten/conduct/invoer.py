"""A session kept on paper becomes a session file: the invoer format (TOML) and how it is entered."""

import copy
import datetime as dt
import secrets
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

import tomli
from pydantic import BeforeValidator, Field, StrictBool, StrictInt, StringConstraints, ValidationError
from pydantic_core import ErrorDetails, PydanticCustomError

from gesprekskaarten.conduct.conductor import Clock, Conductor, wall_clock
from gesprekskaarten.conduct.prepare import (
    DEFAULT_DECK,
    DEFAULT_PLAYBOOK,
    OwnCasus,
    Preparation,
    first_events,
    material_for,
)
from gesprekskaarten.conduct.reading import read_session
from gesprekskaarten.decks import sentences
from gesprekskaarten.decks.library import Library
from gesprekskaarten.decks.loader import DeckFile
from gesprekskaarten.decks.problems import Finding, Loc, Problem, excerpt, format_problems, quoted, suggestion, where
from gesprekskaarten.decks.references import rows, words
from gesprekskaarten.domain import events as ev
from gesprekskaarten.domain.commands import (
    MOST_OF_ONE_ACTOR,
    AddActor,
    Amend,
    Happen,
    Intent,
    Record,
    Refusal,
    decide,
    tally_complete,
)
from gesprekskaarten.domain.deck import Group, LevelId
from gesprekskaarten.domain.lines import (
    AT_MOST,
    Agreement,
    Answer,
    Contribution,
    Exchange,
    Kind,
    Line,
    Request,
    Signal,
    Solution,
    Source,
    Verdict,
)
from gesprekskaarten.domain.material import Material
from gesprekskaarten.domain.playbook import Playbook, RoundKind
from gesprekskaarten.domain.session import Session, apply, fold
from gesprekskaarten.domain.words import OneLine, OptionalOneLine, Value, clean
from gesprekskaarten.errors import AppError, ExitCode, os_error_sentence
from gesprekskaarten.report.table_edition import dutch_date
from gesprekskaarten.storage.archive import Archive

FORMAT = 1
"""The newest invoer format this program reads (`formaat` in the TOML)."""

LARGEST = 20_000_000
"""Bytes in an invoer file: 10,000 long lines fit."""

_NOON = dt.time(12, tzinfo=dt.UTC)


def _as_date(value: Any) -> Any:
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    raise PydanticCustomError("datum", "geen datum")


def _as_words(value: Any) -> Any:
    if isinstance(value, dt.datetime):
        value = value.date()
    return dutch_date(value) if isinstance(value, dt.date) else value


Date = Annotated[dt.date, BeforeValidator(_as_date)]
DateOrWords = Annotated[OptionalOneLine, BeforeValidator(_as_words)]
Count = Annotated[StrictInt, Field(ge=0, le=MOST_OF_ONE_ACTOR)]
Name = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]


class Head(Value):
    """`[sessie]`: what was prepared."""

    id: Name | None = None
    title: OptionalOneLine = Field("", alias="titel")
    playbook: OneLine = Field(DEFAULT_PLAYBOOK, alias="draaiboek")
    decks: tuple[OneLine, ...] = Field((DEFAULT_DECK,), min_length=1)
    casus: OptionalOneLine = ""
    cards: tuple[OneLine, ...] = Field((), alias="kaarten")
    place: OptionalOneLine = Field("", alias="plaats")
    date: Date | None = Field(None, alias="datum")
    follows: OptionalOneLine = Field("", alias="vervolg_op")
    promised: StrictBool | None = Field(None, alias="vertrouwelijk")
    readers: OptionalOneLine = Field("", alias="lezers")


class CasusEntry(Value):
    """`[casus]`: a casus that is in no deck."""

    title: OptionalOneLine = Field("", alias="titel")
    situation: OneLine = Field(alias="situatie")


class ActorEntry(Value):
    """`[[actor]]`: an actor that is in no deck; lines refer to it by its name."""

    name: OneLine = Field(alias="naam")
    group: Group = Field(Group.PROFESSIONALS, alias="groep")
    order: StrictInt = Field(3, alias="spreekvolgorde", ge=1)
    count: Count = Field(1, alias="aantal")


class ContributionEntry(Value):
    round: OneLine = Field(alias="ronde")
    kind: Literal[
        "feit",
        "onbekend",
        "perspectief",
        "zorg",
        "behoefte",
        "wissel",
        "eens",
        "botst",
        "dilemma",
        "parkeren",
        "antwoord",
    ] = Field(alias="soort")
    actor: OptionalOneLine = ""
    source: Source | None = Field(None, alias="herkomst")
    about: OptionalOneLine = Field("", alias="over")
    verdict: Verdict | None = Field(None, alias="oordeel")
    correction: OptionalOneLine = Field("", alias="correctie")
    agreed: StrictBool = Field(True, alias="akkoord")
    text: OneLine = Field(alias="tekst")


class SolutionEntry(Value):
    id: Name | None = None
    level: LevelId = Field(alias="niveau")
    sort: OptionalOneLine = Field("", alias="soort")
    text: OneLine = Field(alias="tekst")
    decides: OptionalOneLine = Field("", alias="wie_besluit")
    first_step: OptionalOneLine = Field("", alias="eerste_stap")
    monday: OptionalOneLine = Field("", alias="en_maandag")
    secured_by: tuple[OneLine, ...] = Field((), alias="geborgd_op")
    votes: StrictInt | None = Field(None, alias="stemmen", ge=0)
    agreed: StrictBool = Field(True, alias="akkoord")


class Vote(Value):
    """`[stemming]`"""

    slips: StrictInt = Field(alias="briefjes")


class AgreementEntry(Value):
    text: OneLine = Field(alias="wat")
    who: OptionalOneLine = Field("", alias="wie")
    when: DateOrWords = Field("", alias="wanneer")
    agreed: StrictBool = Field(True, alias="akkoord")


class SignalEntry(Value):
    to: OptionalOneLine = Field("", alias="aan")
    text: OneLine = Field(alias="tekst")
    agreed: StrictBool = Field(True, alias="akkoord")


class RequestEntry(Value):
    actor: OneLine = Field(alias="van")
    about: OneLine = Field(alias="aan")
    text: OneLine = Field(alias="tekst")
    answer: Answer | None = Field(None, alias="antwoord")
    agreed: StrictBool = Field(True, alias="akkoord")


class LookingBackEntry(Value):
    actor: OptionalOneLine = ""
    text: OneLine = Field(alias="tekst")
    agreed: StrictBool = Field(True, alias="akkoord")


LineEntry = ContributionEntry | SolutionEntry | AgreementEntry | SignalEntry | RequestEntry | LookingBackEntry


class Invoer(Value):
    """One invoer file. A row is None when it was left out for its mistakes; TOML itself knows no None."""

    format: StrictInt = Field(alias="formaat", ge=1, le=FORMAT)
    head: Head = Field(default_factory=lambda: Head(), alias="sessie")
    present: dict[str, Count] | None = Field(None, alias="aanwezig")
    casus: CasusEntry | None = None
    actors: tuple[ActorEntry | None, ...] = Field((), alias="actor")
    contributions: tuple[ContributionEntry | None, ...] = Field((), alias="inbreng")
    solutions: tuple[SolutionEntry | None, ...] = Field((), alias="oplossing")
    vote: Vote | None = Field(None, alias="stemming")
    agreements: tuple[AgreementEntry | None, ...] = Field((), alias="afspraak")
    signals: tuple[SignalEntry | None, ...] = Field((), alias="signaal")
    requests: tuple[RequestEntry | None, ...] = Field((), alias="verzoek")
    looking_back: tuple[LookingBackEntry | None, ...] = Field((), alias="terugblik")


class InvoerProblems(AppError):
    """The file has mistakes; nothing was made of it."""

    def __init__(self, path: Path, problems: Sequence[Problem]) -> None:
        many = "staat 1 fout" if len(problems) == 1 else f"staan {len(problems)} fouten"
        hint = "Er is niets ingevoerd. Verbeter het bestand en probeer het opnieuw."
        super().__init__(f"In {clean(path.name)} {many}.", hint, ExitCode.PROBLEMS)
        self.problems = tuple(problems)

    def __str__(self) -> str:
        return f"{format_problems(self.problems)}\n{self.message}"


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
    table = _Table(file.data, library, archive)
    findings += table.findings
    entered = None
    sound = _without(file.data, findings)
    if sound is not None and table.material is not None:
        entered, refused = _Entering(file.data, sound, table.material, table.earlier, today).run()
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
    found = [finding.loc for finding in findings]
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


class _Table:
    """What the file says lies on the table, and every name in the file that is not there.

    Looks at the TOML data itself: a file with other mistakes gets all of its problems at once.
    """

    def __init__(self, data: Mapping[str, Any], library: Library, archive: Archive) -> None:
        self.findings: list[Finding] = []
        self.material: Material | None = None
        self.earlier: Session | None = None
        self._data = data
        head = data.get("sessie")
        self._head = head if isinstance(head, dict) else {}
        self._gather(library)
        self._look_up_earlier(archive)
        self._own_casus()
        self._secured()
        self._fields_of_a_wissel()

    def _gather(self, library: Library) -> None:
        playbook = _said(self._head.get("draaiboek", DEFAULT_PLAYBOOK))
        decks = self._head.get("decks", [DEFAULT_DECK])
        decks = [_said(name) for name in decks] if isinstance(decks, list) else [""]
        has_playbook = self._found(("sessie", "draaiboek"), library.playbook, playbook)
        if has_playbook:
            self._rounds(library.playbook(playbook))
        has_decks = [self._found(("sessie", "decks", index), library.deck, name) for index, name in enumerate(decks)]
        if not all(has_decks):
            return
        # Without its draaiboek the file can still be held against its decks.
        any_playbook = playbook if has_playbook else next(iter(library.playbooks), "")
        material = material_for(library, Preparation(playbook=any_playbook, decks=decks)) if any_playbook else None
        if material is not None:
            self._cards(material)
            self._sorts(material)
            self._actors(material)
        self.material = material if has_playbook else None

    def _found(self, loc: Loc, find: Callable[[str], object], name: str) -> bool:
        if not name:
            return False
        try:
            find(name)
        except AppError as error:
            self._wrong(loc, _inside(error.message), error.hint)
            return False
        return True

    def _look_up_earlier(self, archive: Archive) -> None:
        name = _said(self._head.get("vervolg_op"))
        try:
            self.earlier = read_session(archive.find(name)) if name else None
        except AppError as error:
            self._wrong(("sessie", "vervolg_op"), _inside(error.message), error.hint)

    def _rounds(self, playbook: Playbook) -> None:
        known = [round.id for round in playbook.rounds]
        for index, row in rows(self._data, "inbreng"):
            self._known(("inbreng", index, "ronde"), row.get("ronde"), "ronde", known, "dit draaiboek")

    def _cards(self, material: Material) -> None:
        self._known(("sessie", "casus"), self._head.get("casus"), "casus", list(material.casussen), "deze decks")
        for index, name in words(self._head, "kaarten"):
            if material.card(clean(name)) is None:
                self._known(("sessie", "kaarten", index), name, "kaart", list(material.cards), "deze decks")

    def _sorts(self, material: Material) -> None:
        for index, row in rows(self._data, "oplossing"):
            level = material.levels.get(_said(row.get("niveau")))
            if level is not None:
                known = [kind.id for kind in level.kinds]
                holder = f"niveau {level.id}"
                self._known(("oplossing", index, "soort"), row.get("soort"), "soort", known, holder)

    def _actors(self, material: Material) -> None:
        present = self._data.get("aanwezig")
        chairs = list(present) if isinstance(present, dict) else list(material.actors)
        if isinstance(present, dict):
            for name in present:
                self._known(("aanwezig", name), name, "actor", list(material.actors), "deze decks")
        own = {_said(row.get("naam")).casefold() for _, row in rows(self._data, "actor")}
        for key, fields in (("inbreng", ("actor", "over")), ("verzoek", ("van", "aan")), ("terugblik", ("actor",))):
            for index, row in rows(self._data, key):
                for name in fields:
                    said = _said(row.get(name))
                    if not said or said in chairs or said.casefold() in own:
                        continue
                    loc = (key, index, name)
                    if said in material.actors:
                        hint = f"Zet bij [aanwezig]: {said} = 1, of 0 voor een lege stoel."
                        self._wrong(loc, f"actor {quoted(said)} staat niet bij [aanwezig].", hint)
                    else:
                        self._known(loc, said, "actor", chairs, "deze decks en niet bij [[actor]]")

    def _own_casus(self) -> None:
        if "casus" in self._data and _said(self._head.get("casus")):
            self._wrong(("casus",), "er is ook al een casus bij [sessie].", "Kies een van de twee.")

    def _secured(self) -> None:
        solutions = list(rows(self._data, "oplossing"))
        known = list(dict.fromkeys(name for _, row in solutions if (name := _said(row.get("id")))))
        for index, row in solutions:
            for place, name in words(row, "geborgd_op"):
                loc = ("oplossing", index, "geborgd_op", place)
                if clean(name) == row.get("id"):
                    self._wrong(loc, "een oplossing kan niet op zichzelf geborgd zijn.", "Kies een andere oplossing.")
                else:
                    self._known(loc, name, "oplossing", known, "dit bestand")

    def _fields_of_a_wissel(self) -> None:
        for index, row in rows(self._data, "inbreng"):
            if row.get("soort") == "wissel":
                for name, what in (("actor", "wie er spreekt"), ("over", "als wie")):
                    if isinstance(row.get(name, ""), str) and not _said(row.get(name)):
                        loc = ("inbreng", index)
                        hint = f'Zet erbij: {name} = "…" ({what}).'
                        self._wrong(loc, f"bij een wissel hoort het veld {quoted(name)}.", hint)
                continue
            for name in ("over", "oordeel", "correctie"):
                if row.get(name):
                    hint = 'Haal het weg, of schrijf: soort = "wissel"'
                    self._wrong(("inbreng", index, name), "dit veld hoort alleen bij een wissel.", hint)

    def _known(self, loc: Loc, name: Any, kind: str, known: list[str], holder: str) -> None:
        said = _said(name)
        if said and said not in known:
            self._wrong(loc, f"{kind} {quoted(said)} staat niet in {holder}.", suggestion(said, known))

    def _wrong(self, loc: Loc, message: str, hint: str) -> None:
        self.findings.append(Finding(loc, f"{where(self._data, loc)}: {message}", hint))


def _said(value: Any) -> str:
    """Return the text in a field as it will be read; "" for anything else, about which the schema tells."""
    return clean(value) if isinstance(value, str) else ""


def _inside(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]


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
            cards=head.cards,
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
            source=said.source or (Source.ZELF if actor else Source.GROEP),
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
        return Finding(loc, f"{where(self.data, loc)}: {_inside(message).rstrip('.')}.", hint)


def _numbered(entries: Sequence[E | None]) -> Iterator[tuple[int, E]]:
    return ((index, entry) for index, entry in enumerate(entries) if entry is not None)
