"""What happened in a session, in the past tense. Events are appended to the session file and never edited."""

import datetime as dt
from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from gesprekskaarten.domain.deck import Group
from gesprekskaarten.domain.lines import Line
from gesprekskaarten.domain.value import OptionalOneLine, Said, Value

VERSION = 1
"""The newest version of events this program writes; an older one is brought up by `upcast`."""


class OwnActor(Value):
    """An actor that is in no deck: named at the table."""

    id: str
    name: Said
    group: Group
    order: int


class OwnCard(Value):
    """A card that is in no deck: made at the table."""

    id: str
    title: Said
    question: Said


class Opened(Value):
    """A session was prepared: the choices that hold no words of people."""

    type: Literal["geopend"] = "geopend"
    session: str
    playbook: str
    decks: tuple[str, ...]
    casus: str = ""
    """Id of the casus in the decks, or "" for an own casus or none."""
    cards: tuple[str, ...] = ()
    place: OptionalOneLine = ""
    date: dt.date
    screens: Literal[1, 2] = 1
    scribe: bool = True
    follows: str = ""
    present: dict[str, int] = Field(default_factory=dict)
    read_only: bool = False


class Titled(Value):
    type: Literal["titel"] = "titel"
    title: Said


class CasusWritten(Value):
    """An own casus replaces the one of the deck."""

    type: Literal["eigen-casus"] = "eigen-casus"
    title: Said
    situation: Said


class CardWritten(Value):
    type: Literal["eigen-kaart"] = "eigen-kaart"
    card: OwnCard


class CardLaid(Value):
    """This card is the one on the table now; `blind` when it was drawn from the pile."""

    type: Literal["kaart"] = "kaart"
    card: str
    blind: bool = False


class CardSkipped(Value):
    """The table did not want this card or question."""

    type: Literal["overgeslagen"] = "overgeslagen"
    card: str


class QuestionAsked(Value):
    """Leidraad: this card of the route is the question now."""

    type: Literal["vraag"] = "vraag"
    card: str


class StandpointsDealt(Value):
    """For the standpunten: each pair is (who defends, which card)."""

    type: Literal["standpunten"] = "standpunten"
    dealt: tuple[tuple[str, str], ...]


class ActorAdded(Value):
    type: Literal["actor-erbij"] = "actor-erbij"
    actor: OwnActor
    count: int = 1


class PresenceChanged(Value):
    type: Literal["aanwezig"] = "aanwezig"
    actor: str
    count: int


class Promised(Value):
    """The table agreed (or not) that what is said here stays here."""

    type: Literal["vertrouwelijk"] = "vertrouwelijk"
    agreed: bool


class ReadersNamed(Value):
    """Who may see the report."""

    type: Literal["lezers"] = "lezers"
    readers: Said


class RoundEntered(Value):
    type: Literal["ronde"] = "ronde"
    round: str


class StepShown(Value):
    type: Literal["stap"] = "stap"
    step: int


class Shown(Value):
    """The room sees the round itself, a card, the casus or how it ended, or a wegwijzer (`card` is its reference)."""

    type: Literal["getoond"] = "getoond"
    what: Literal["ronde", "kaart", "casus", "afloop", "wegwijzer"]
    card: str = ""


class TurnGiven(Value):
    """An actor has the floor; "" is the whole table."""

    type: Literal["beurt"] = "beurt"
    actor: str


class Passed(Value):
    type: Literal["past"] = "past"
    actor: str


class PairsMade(Value):
    """For the wissel: each pair is (who speaks, as whom)."""

    type: Literal["tweetallen"] = "tweetallen"
    pairs: tuple[tuple[str, str], ...]


class Recorded(Value):
    type: Literal["vastgelegd"] = "vastgelegd"
    line: Line


class Changed(Value):
    type: Literal["gewijzigd"] = "gewijzigd"
    line: Line


class Confirmed(Value):
    type: Literal["bevestigd"] = "bevestigd"
    lines: tuple[int, ...]


class Withdrawn(Value):
    type: Literal["ingetrokken"] = "ingetrokken"
    line: int


class Undone(Value):
    type: Literal["ongedaan"] = "ongedaan"


class Redone(Value):
    type: Literal["opnieuw"] = "opnieuw"


class Struck(Value):
    """Words are gone for good: lines, and what else carried them (title, own casus, names, readers)."""

    type: Literal["geschrapt"] = "geschrapt"
    lines: tuple[int, ...] = ()
    others: tuple[str, ...] = ()


class SlipsHandedOut(Value):
    type: Literal["briefjes"] = "briefjes"
    count: int


class VotesCounted(Value):
    """The total for one solution: slips that name it, or people who can live with it."""

    type: Literal["stemmen"] = "stemmen"
    line: int
    votes: int


class TallyReleased(Value):
    type: Literal["uitslag"] = "uitslag"
    on: bool = True


class TimeAdded(Value):
    """Minutes more (or fewer) for one round."""

    type: Literal["tijd"] = "tijd"
    round: str
    minutes: int


class Paused(Value):
    type: Literal["pauze"] = "pauze"
    on: bool
    minutes: int = 0


class Blanked(Value):
    type: Literal["zwart"] = "zwart"
    on: bool


class OffRecord(Value):
    type: Literal["niet-opnemen"] = "niet-opnemen"
    on: bool


class Continued(Value):
    """Somebody went on after a gap; the clock had stopped at `stopped`, when that is set."""

    type: Literal["hervat"] = "hervat"
    stopped: dt.datetime | None = None


class Closed(Value):
    type: Literal["afgesloten"] = "afgesloten"
    on: bool = True


Event = Annotated[
    Opened
    | Titled
    | CasusWritten
    | CardWritten
    | CardLaid
    | CardSkipped
    | QuestionAsked
    | StandpointsDealt
    | ActorAdded
    | PresenceChanged
    | Promised
    | ReadersNamed
    | RoundEntered
    | StepShown
    | Shown
    | TurnGiven
    | Passed
    | PairsMade
    | Recorded
    | Changed
    | Confirmed
    | Withdrawn
    | Undone
    | Redone
    | Struck
    | SlipsHandedOut
    | VotesCounted
    | TallyReleased
    | TimeAdded
    | Paused
    | Blanked
    | OffRecord
    | Continued
    | Closed,
    Field(discriminator="type"),
]

EVENTS: TypeAdapter[Event] = TypeAdapter(Event)


class Happened(Value):
    """An event with its place in the session and the wall clock (aware, UTC)."""

    seq: int
    at: dt.datetime
    event: Event


def owner_of(event: Event) -> str:
    """Name what owns the words in the event, so that striking the owner strikes all their versions."""
    match event:
        case Recorded(line=line) | Changed(line=line):
            return f"regel {line.id}"
        case ActorAdded(actor=actor):
            return f"actor {actor.id}"
        case CardWritten(card=card):
            return f"kaart {card.id}"
        case _:
            return event.type


def upcast(version: int, data: object) -> object:
    """Bring the stored data of an event of an older version up to `VERSION`: there is none yet."""
    del version
    return data
