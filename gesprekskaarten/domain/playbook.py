"""Draaiboeken: the run of a session, with minutes, room texts and the leader's literal sentences."""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, StrictBool, StrictFloat, StrictInt
from pydantic.types import Strict

from gesprekskaarten.domain.deck import FORMAT, Id, Reference
from gesprekskaarten.domain.value import OneLine, OptionalOneLine, OptionalText, Value

Minutes = Annotated[int, Strict(), Field(ge=0, le=480)]
PerPerson = Annotated[StrictFloat | StrictInt, Field(ge=0, le=60)]


class RoundKind(StrEnum):
    """How a round works (`vorm`)."""

    WELKOM = "welkom"
    KENNISMAKEN = "kennismaken"
    CASUS = "casus"
    STILTE = "stilte"
    PERSPECTIEF = "perspectief"
    WISSEL = "wissel"
    BOTSING = "botsing"
    OPLOSSINGEN = "oplossingen"
    KIEZEN = "kiezen"
    AFRONDEN = "afronden"
    PAUZE = "pauze"
    VERZOEK = "verzoek"
    LEIDRAAD = "leidraad"
    STANDPUNTEN = "standpunten"


class Step(Value):
    title: OneLine = Field(alias="titel")
    minutes: Minutes = Field(0, alias="minuten")
    room: OptionalText = Field("", alias="zaal")


class Round(Value):
    id: Id
    kind: RoundKind = Field(alias="vorm")
    title: OneLine = Field(alias="titel")
    minutes: Minutes = Field(alias="minuten")
    per_person: PerPerson = Field(0.0, alias="per_persoon")
    least_per_person: PerPerson = Field(0.0, alias="minimaal_per_persoon")
    least: Minutes = Field(0, alias="minimaal")
    protected: StrictBool = Field(False, alias="beschermd")
    shorten: StrictInt = Field(0, alias="inkorten", ge=0)
    room: OptionalText = Field("", alias="zaal")
    sentences: tuple[OneLine, ...] = Field((), alias="zinnen")
    starters: tuple[OneLine, ...] = Field((), alias="startzinnen")
    choosing: Literal["briefjes", "instemming"] = Field("briefjes", alias="keuzewijze")
    route: Reference | Literal[""] = ""
    """Vorm leidraad: the route in a deck whose cards are the questions."""
    document: OptionalOneLine = ""
    """Vorm leidraad: the title of the document of its own that the answers make; empty for none."""
    steps: tuple[Step, ...] = Field((), alias="stap")


class Situation(Value):
    """Help for the leader when the conversation gets difficult."""

    id: Id
    name: OneLine = Field(alias="naam")
    sentences: tuple[OneLine, ...] = Field((), alias="zinnen")
    blank: StrictBool = Field(False, alias="zwart")
    action: Literal["", "zwart", "pauze", "schrappen", "beurt", "parkeren"] = Field("", alias="actie")


class PlaybookHead(Value):
    id: Id
    title: OneLine = Field(alias="titel")
    minutes: Minutes = Field(alias="minuten")
    buffer: Minutes = 0
    description: OptionalOneLine = Field("", alias="omschrijving")
    decks: tuple[Id, ...] = ()
    """Decks without which this draaiboek cannot be led; they are laid on the table of themselves."""


class Playbook(Value):
    """One draaiboek file."""

    format: StrictInt = Field(alias="formaat", ge=1, le=FORMAT)
    head: PlaybookHead = Field(alias="draaiboek")
    rounds: tuple[Round, ...] = Field(alias="ronde", min_length=1)
    situations: tuple[Situation, ...] = Field((), alias="situatie")

    @property
    def id(self) -> str:
        return self.head.id

    @property
    def title(self) -> str:
        return self.head.title

    def round(self, id: str) -> Round:
        """Return the round with this id; KeyError when there is none."""
        for found in self.rounds:
            if found.id == id:
                return found
        raise KeyError(id)
