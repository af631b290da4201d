"""Decks: conversation cards, casussen, actors with their dilemmas, levels and terms. The TOML schema IS this model."""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, StrictBool, StrictInt, StringConstraints

from gesprekskaarten.domain.value import OneLine, OptionalOneLine, OptionalText, Text, Value

FORMAT = 1
"""The newest deck format this program reads (`formaat` in the TOML)."""

Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]*$")]
Reference = Annotated[str, StringConstraints(pattern=r"^([a-z0-9][a-z0-9-]*/)?[a-z0-9][a-z0-9-]*$")]
Law = Literal["Wmo", "Zvw", "Wlz", "Jeugdwet"]
LEVELS = ("uitvoering", "organisatie", "stelsel")
LevelId = Literal["uitvoering", "organisatie", "stelsel"]


class CardKind(StrEnum):
    KNELPUNT = "knelpunt"
    DILEMMA = "dilemma"
    VRAAG = "vraag"
    VOORBEELD = "voorbeeld"
    LES = "les"
    STANDPUNT = "standpunt"
    TIP = "tip"
    INFORMATIE = "informatie"


class Group(StrEnum):
    NAASTEN = "naasten"
    PROFESSIONALS = "professionals"
    INDICATIE = "indicatie-en-financiering"


class Status(StrEnum):
    CONCEPT = "concept"
    GETOETST = "getoetst"
    VRIJGEGEVEN = "vrijgegeven"


class Cited(Value):
    """Where a fact comes from; the year is shown because facts age."""

    source: Id = Field(alias="bron")
    place: OptionalOneLine = Field("", alias="plaats")
    year: StrictInt = Field(alias="jaar", ge=1900, le=2100)


class Source(Value):
    id: Id
    title: OneLine = Field(alias="titel")
    publisher: OptionalOneLine = Field("", alias="uitgever")
    date: OptionalOneLine = Field("", alias="datum")


class Card(Value):
    """One conversation card: it asks one question."""

    id: Id
    kind: CardKind = Field(alias="soort")
    theme: OptionalOneLine = Field("", alias="thema")
    title: OneLine = Field(alias="titel")
    question: OneLine = Field(alias="vraag")
    explanation: OptionalText = Field("", alias="toelichting")
    sides: tuple[OneLine, ...] = Field((), alias="kanten")
    laws: tuple[Law, ...] = Field((), alias="wetten")
    probes: tuple[OneLine, ...] = Field((), alias="doorvragen")
    starters: tuple[OneLine, ...] = Field((), alias="voorbeeldzinnen")
    leads_to: tuple[Reference, ...] = Field((), alias="leidt_tot")
    actors: tuple[Id, ...] = Field((), alias="actoren")
    """Whom the card is about; of a standpunt, whose it is."""
    stance: Literal["", "voor", "voor-mits", "tegen"] = Field("", alias="stand")
    """Of a standpunt: where it stands on the question."""
    sources: tuple[Cited, ...] = Field((), alias="bronnen")


class PerspectiveItem(Value):
    id: Id
    text: OneLine = Field(alias="tekst")
    sources: tuple[Cited, ...] = Field((), alias="bronnen")


class Dilemma(Value):
    id: Id
    text: OneLine = Field(alias="tekst")
    sides: tuple[OneLine, ...] = Field((), alias="kanten")
    sources: tuple[Cited, ...] = Field((), alias="bronnen")


class Actor(Value):
    """A role at the table: a row of the actor-dilemma matrix."""

    id: Id
    name: OneLine = Field(alias="naam")
    group: Group = Field(alias="groep")
    order: StrictInt = Field(99, alias="spreekvolgorde", ge=1)
    perspectives: tuple[PerspectiveItem, ...] = Field((), alias="perspectief")
    dilemmas: tuple[Dilemma, ...] = Field((), alias="dilemma")


class SolutionKind(Value):
    id: Id
    text: OneLine = Field(alias="tekst")
    sources: tuple[Cited, ...] = Field((), alias="bronnen")


class Level(Value):
    id: LevelId
    name: OneLine = Field(alias="naam")
    explanation: OptionalText = Field("", alias="uitleg")
    kinds: tuple[SolutionKind, ...] = Field((), alias="soort")


class Hardship(Value):
    """What makes a casus hard for one actor."""

    actor: Id
    text: OneLine = Field(alias="tekst")


class Casus(Value):
    """A situation to discuss, fictional or anonymised."""

    id: Id
    title: OneLine = Field(alias="titel")
    situation: Text = Field(alias="situatie")
    story: OptionalText = Field("", alias="verhaal")
    cards: tuple[Reference, ...] = Field((), alias="kaarten")
    involved: tuple[Id, ...] = Field((), alias="betrokken")
    laws: tuple[Law, ...] = Field((), alias="wetten")
    facts: tuple[OneLine, ...] = Field((), alias="feiten")
    unknowns: tuple[OneLine, ...] = Field((), alias="onbekend")
    questions: tuple[OneLine, ...] = Field((), alias="vragen")
    outcome: OptionalText = Field("", alias="afloop")
    lessons: tuple[OneLine, ...] = Field((), alias="lessen")
    fictional: StrictBool = Field(True, alias="fictief")
    about: OptionalOneLine = Field("ouderen", alias="doelgroep")
    sources: tuple[Cited, ...] = Field((), alias="bronnen")
    hard: tuple[Hardship, ...] = Field((), alias="lastig")


class RouteStep(Value):
    title: OneLine = Field(alias="titel")
    cards: tuple[Reference, ...] = Field((), alias="kaarten")


class Route(Value):
    """An ordered way through cards: either `kaarten`, or steps with cards of their own."""

    id: Id
    title: OneLine = Field(alias="titel")
    description: OptionalText = Field("", alias="omschrijving")
    cards: tuple[Reference, ...] = Field((), alias="kaarten")
    steps: tuple[RouteStep, ...] = Field((), alias="stap")

    @property
    def way(self) -> tuple[Reference, ...]:
        """All cards in order, each once."""
        return tuple(dict.fromkeys((*self.cards, *(card for step in self.steps for card in step.cards))))


class Signpost(Value):
    """Where somebody can go; `marks` are the answers to the questions of the deck's wegwijzer, in their order."""

    id: Id
    for_whom: OneLine = Field(alias="voor_wie")
    where_to: OneLine = Field(alias="waar_naartoe")
    after_that: OptionalOneLine = Field("", alias="daarna")
    marks: tuple[OneLine, ...] = Field((), alias="kenmerken", max_length=3)
    sources: tuple[Cited, ...] = Field((), alias="bronnen")


class Term(Value):
    word: OneLine = Field(alias="woord")
    explanation: Text = Field(alias="uitleg")


class DeckHead(Value):
    id: Id
    title: OneLine = Field(alias="titel")
    version: OneLine = Field(alias="versie")
    status: Status = Status.CONCEPT
    description: OptionalText = Field("", alias="omschrijving")
    licence: OptionalOneLine = Field("", alias="licentie")
    uses: tuple[Id, ...] = Field((), alias="gebruikt")
    signpost_questions: tuple[OneLine, ...] = Field((), alias="wegwijzer_vragen", max_length=3)


class Deck(Value):
    """One deck file."""

    format: StrictInt = Field(alias="formaat", ge=1, le=FORMAT)
    head: DeckHead = Field(alias="deck")
    sources: tuple[Source, ...] = Field((), alias="bron")
    cards: tuple[Card, ...] = Field((), alias="kaart")
    actors: tuple[Actor, ...] = Field((), alias="actor")
    levels: tuple[Level, ...] = Field((), alias="niveau")
    casussen: tuple[Casus, ...] = Field((), alias="casus")
    routes: tuple[Route, ...] = Field((), alias="route")
    signposts: tuple[Signpost, ...] = Field((), alias="wegwijzer")
    terms: tuple[Term, ...] = Field((), alias="begrip")

    @property
    def id(self) -> str:
        return self.head.id

    @property
    def title(self) -> str:
        return self.head.title
