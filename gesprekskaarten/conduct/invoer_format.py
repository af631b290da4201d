"""The invoer format: what may stand in the TOML file of a session kept on paper."""

import datetime as dt
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, StrictBool, StrictInt, StringConstraints
from pydantic_core import PydanticCustomError

from gesprekskaarten.conduct.prepare import DEFAULT_PLAYBOOK
from gesprekskaarten.domain.commands import MOST_OF_ONE_ACTOR
from gesprekskaarten.domain.deck import Group, LevelId
from gesprekskaarten.domain.lines import Answer, Source, Verdict
from gesprekskaarten.domain.value import OneLine, OptionalOneLine, Value
from gesprekskaarten.room.dates import in_words

FORMAT = 1
"""The newest invoer format this program reads (`formaat` in the TOML)."""


def _as_date(value: Any) -> Any:
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    raise PydanticCustomError("datum", "geen datum")


def _as_words(value: Any) -> Any:
    if isinstance(value, dt.datetime):
        value = value.date()
    return in_words(value) if isinstance(value, dt.date) else value


Date = Annotated[dt.date, BeforeValidator(_as_date)]
DateOrWords = Annotated[OptionalOneLine, BeforeValidator(_as_words)]
Count = Annotated[StrictInt, Field(ge=0, le=MOST_OF_ONE_ACTOR)]
Name = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]


class Head(Value):
    """`[sessie]`: what was prepared."""

    id: Name | None = None
    title: OptionalOneLine = Field("", alias="titel")
    playbook: OneLine = Field(DEFAULT_PLAYBOOK, alias="draaiboek")
    decks: tuple[OneLine, ...] | None = Field(None, min_length=1)
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


class CardEntry(Value):
    """`[[eigen_kaart]]`: a card that was made at the table."""

    title: OptionalOneLine = Field("", alias="titel")
    question: OneLine = Field(alias="vraag")


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
        "notitie",
        "verdediging",
    ] = Field(alias="soort")
    card: OptionalOneLine = Field("", alias="kaart")
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


class Invoer(Value):
    """One invoer file. A row is None when it was left out for its mistakes; TOML itself knows no None."""

    format: StrictInt = Field(alias="formaat", ge=1, le=FORMAT)
    head: Head = Field(default_factory=lambda: Head(), alias="sessie")
    present: dict[str, Count] | None = Field(None, alias="aanwezig")
    casus: CasusEntry | None = None
    actors: tuple[ActorEntry | None, ...] = Field((), alias="actor")
    own_cards: tuple[CardEntry | None, ...] = Field((), alias="eigen_kaart")
    contributions: tuple[ContributionEntry | None, ...] = Field((), alias="inbreng")
    solutions: tuple[SolutionEntry | None, ...] = Field((), alias="oplossing")
    vote: Vote | None = Field(None, alias="stemming")
    agreements: tuple[AgreementEntry | None, ...] = Field((), alias="afspraak")
    signals: tuple[SignalEntry | None, ...] = Field((), alias="signaal")
    requests: tuple[RequestEntry | None, ...] = Field((), alias="verzoek")
    looking_back: tuple[LookingBackEntry | None, ...] = Field((), alias="terugblik")
