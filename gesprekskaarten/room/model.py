"""The zaalbeeld as a value: what the room may see, and nothing else can be in it."""

import datetime as dt
from enum import StrEnum

from gesprekskaarten.domain.value import Value


class Face(StrEnum):
    """How the room screen looks: one face per vorm, and six that can stand in any round."""

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
    BEGIN = "begin"
    ZWART = "zwart"
    KAART = "kaart"
    VERHAAL = "verhaal"
    AFLOOP = "afloop"
    WEGWIJZER = "wegwijzer"


class Item(Value):
    """One thing under a heading: `who` stands above the text, `mark` below it."""

    text: str
    who: str = ""
    mark: str = ""
    number: int = 0


class Block(Value):
    heading: str
    items: tuple[Item, ...] = ()


class CardView(Value):
    title: str
    question: str
    explanation: str = ""
    theme: str = ""
    sides: tuple[str, ...] = ()
    whose: str = ""
    """Of a standpunt: whose it is, and whether for or against."""
    years: tuple[int, ...] = ()
    """Years of the sources: facts age."""


class CasusView(Value):
    title: str
    situation: str
    outcome: str = ""
    lessons: tuple[str, ...] = ()


class SignpostView(Value):
    for_whom: str
    where_to: str
    after_that: str = ""
    years: tuple[int, ...] = ()


class Counted(Value):
    """The released total of one direction."""

    number: int
    text: str
    votes: int


class RoomView(Value):
    """What the room may see at one moment.

    `ends_at`, `back_at` and `end_time` are aware moments; `ends_at` is None while the clock stands still.
    A blank view has its number and not one word.
    """

    session: str = ""
    number: int = 0
    page: int = 0
    """How many pages to turn when there is more than fits; more than there are begins again."""
    newest: str = ""
    """Of the words in this view those that were confirmed last: turning begins at the page they stand on."""
    face: Face = Face.BEGIN
    blank: bool = False
    off_record: bool = False
    paused: bool = False
    back_at: dt.datetime | None = None
    place: str = ""
    date: dt.date | None = None
    round_title: str = ""
    round_number: int = 0
    round_count: int = 0
    step_title: str = ""
    prompt: str = ""
    """What the room reads in this step: the room text of the step, or else of the round."""
    quiet: bool = False
    speaking: str = ""
    listening: str = ""
    role: str = ""
    """Wissel: the actor whom the speaker is now."""
    starters: tuple[str, ...] = ()
    card: CardView | None = None
    casus: CasusView | None = None
    signpost: SignpostView | None = None
    blocks: tuple[Block, ...] = ()
    tally: tuple[Counted, ...] = ()
    ends_at: dt.datetime | None = None
    allotted: int = 0
    end_time: dt.datetime | None = None
