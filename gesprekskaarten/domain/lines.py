"""Lines: what somebody said, in their words, and what the table made of it together."""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from gesprekskaarten.domain.deck import LevelId
from gesprekskaarten.domain.value import Said, Value


class Kind(StrEnum):
    """What a line is (`soort`)."""

    FEIT = "feit"
    ONBEKEND = "onbekend"
    PERSPECTIEF = "perspectief"
    ZORG = "zorg"
    BEHOEFTE = "behoefte"
    WISSEL = "wissel"
    EENS = "eens"
    BOTST = "botst"
    DILEMMA = "dilemma"
    PARKEREN = "parkeren"
    ANTWOORD = "antwoord"
    OPLOSSING = "oplossing"
    AFSPRAAK = "afspraak"
    SIGNAAL = "signaal"
    VERZOEK = "verzoek"
    TERUGBLIK = "terugblik"
    VERVOLG = "vervolg"
    NOTITIE = "notitie"
    VERDEDIGING = "verdediging"


class Source(StrEnum):
    """On whose behalf somebody speaks (`herkomst`)."""

    ZELF = "zelf"
    ACHTERBAN = "namens-achterban"
    INGELEEFD = "ingeleefd"
    GROEP = "groep"


class Verdict(StrEnum):
    """What the real role-holder says of how they were imagined (`oordeel`)."""

    KLOPT = "klopt"
    KLOPT_NIET = "klopt-niet"
    WIST_NIET = "wist-niet"


class Answer(StrEnum):
    """The answer to a request (`antwoord`)."""

    JA = "ja"
    NEE = "nee"
    PROBEER = "ik-probeer-het"
    VAAG = "te-vaag"


class Progress(StrEnum):
    """What became of an agreement or signal of an earlier session."""

    GEDAAN = "gedaan"
    LOOPT = "loopt"
    NIET = "niet"


class _Line(Value):
    id: int = 0
    """Its number within the session; 0 until it is recorded."""
    round: str
    text: Said
    agreed: bool = False
    """`akkoord`: read back and confirmed. Only then the room and the report have it."""


class Contribution(_Line):
    """A plain line (`inbreng`) of one actor, or of the whole table when `actor` is empty."""

    kind: Literal[
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
        Kind.NOTITIE,
        Kind.VERDEDIGING,
    ]
    actor: str = ""
    source: Source = Source.ZELF
    card: str = ""
    """The card it answers (notitie) or speaks for (verdediging), as `deck/kaart` or the id of an own card."""


class Exchange(_Line):
    """Perspectiefwissel: `actor` speaks as `about`, whose real role-holder then corrects."""

    kind: Literal[Kind.WISSEL] = Kind.WISSEL
    actor: str
    about: str
    verdict: Verdict | None = None
    correction: Said = ""


class Solution(_Line):
    """A solution direction on one level, with who can decide it and what secures it."""

    kind: Literal[Kind.OPLOSSING] = Kind.OPLOSSING
    level: LevelId
    sort: str = ""
    """The kind of solution of the deck (`soort`), or empty."""
    decides: Said = ""
    first_step: Said = ""
    monday: Said = ""
    """For the stelsel: what we can do on Monday while it lasts."""
    secured_by: tuple[int, ...] = ()


class Agreement(_Line):
    """What–who–when. `origin` is the line it came from, a solution or a note, or 0."""

    kind: Literal[Kind.AFSPRAAK] = Kind.AFSPRAAK
    who: Said = ""
    when: Said = ""
    origin: int = 0


class Signal(_Line):
    """A message to somebody who is not at the table."""

    kind: Literal[Kind.SIGNAAL] = Kind.SIGNAAL
    to: Said = ""
    origin: int = 0


class Request(_Line):
    """What one actor needs from another."""

    kind: Literal[Kind.VERZOEK] = Kind.VERZOEK
    actor: str
    about: str
    answer: Answer | None = None


class FollowUp(_Line):
    """An agreement or signal of the session this one follows, and what became of it."""

    kind: Literal[Kind.VERVOLG] = Kind.VERVOLG
    was: Literal["afspraak", "signaal"]
    progress: Progress | None = None


Line = Annotated[
    Contribution | Exchange | Solution | Agreement | Signal | Request | FollowUp,
    Field(discriminator="kind"),
]

OF_TABLE = frozenset(
    {
        Kind.EENS,
        Kind.BOTST,
        Kind.DILEMMA,
        Kind.OPLOSSING,
        Kind.AFSPRAAK,
        Kind.SIGNAAL,
        Kind.FEIT,
        Kind.ONBEKEND,
        Kind.PARKEREN,
        Kind.VERVOLG,
        Kind.NOTITIE,
    }
)
"""Kinds that belong to the whole table and are read back as a list at the end of their round."""

AT_MOST = {Kind.EENS: 3, Kind.BOTST: 3, Kind.DILEMMA: 1, Kind.AFSPRAAK: 3, Kind.SIGNAAL: 1}
"""How many lines of a kind one conversation can carry (onderzoek/facilitatie.md 4.1)."""


def actor_of(line: Line) -> str:
    """Return the id of the actor who spoke this line, or "" for the whole table."""
    return "" if line.kind in OF_TABLE else getattr(line, "actor", "")


def words_of(line: Line) -> tuple[str, ...]:
    """Return every text of a person in the line that is not empty."""
    fields = ("text", "correction", "decides", "first_step", "monday", "who", "when", "to")
    return tuple(said for name in fields if (said := getattr(line, name, "")))
