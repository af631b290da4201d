"""What stands on the leader's board: rows made from the session, the same in every round."""

from collections.abc import Iterable, Sequence
from functools import lru_cache

from textual.content import Content

from gesprekskaarten.domain.lines import (
    OF_TABLE,
    Answer,
    Contribution,
    Exchange,
    FollowUp,
    Kind,
    Line,
    Progress,
    Request,
    Solution,
    Source,
    Verdict,
    actor_of,
)
from gesprekskaarten.domain.session import Session
from gesprekskaarten.room.rounds import NOT_OWN
from gesprekskaarten.tui.text_rows import bullet as bullet
from gesprekskaarten.tui.text_rows import gap as gap
from gesprekskaarten.tui.text_rows import heading as heading
from gesprekskaarten.tui.text_rows import minutes as minutes
from gesprekskaarten.tui.text_rows import plain as plain
from gesprekskaarten.tui.text_rows import rules as rules
from gesprekskaarten.tui.text_rows import strong as strong
from gesprekskaarten.tui.widgets.rows import Row

KIND_NAMES = {
    Kind.FEIT: "feit",
    Kind.ONBEKEND: "onbekend",
    Kind.PERSPECTIEF: "ziet",
    Kind.ZORG: "zorg",
    Kind.BEHOEFTE: "heeft nodig",
    Kind.WISSEL: "wissel",
    Kind.EENS: "eens",
    Kind.BOTST: "botst",
    Kind.DILEMMA: "dilemma",
    Kind.PARKEREN: "geparkeerd",
    Kind.ANTWOORD: "antwoord",
    Kind.OPLOSSING: "oplossing",
    Kind.AFSPRAAK: "afspraak",
    Kind.SIGNAAL: "signaal",
    Kind.VERZOEK: "verzoek",
    Kind.TERUGBLIK: "terugblik",
    Kind.VERVOLG: "vorige keer",
    Kind.NOTITIE: "notitie",
    Kind.VERDEDIGING: "verdedigt",
}
SOURCE_NAMES = {
    Source.ZELF: "",
    Source.ACHTERBAN: "namens de achterban",
    Source.INGELEEFD: "ingeleefd, niet getoetst",
    Source.GROEP: "van de groep",
}
VERDICT_NAMES = {Verdict.KLOPT: "klopt", Verdict.KLOPT_NIET: "klopt niet", Verdict.WIST_NIET: "wist je niet"}
ANSWER_NAMES = {Answer.JA: "ja", Answer.NEE: "nee", Answer.PROBEER: "ik probeer het", Answer.VAAG: "te vaag"}
PROGRESS_NAMES = {Progress.GEDAAN: "gedaan", Progress.LOOPT: "loopt", Progress.NIET: "niet gedaan"}

FIELD_LABELS = {
    "text": "",
    "correction": "Correctie",
    "decides": "Wie kan dit besluiten",
    "first_step": "Eerste stap",
    "monday": "En maandag",
    "who": "Wie",
    "when": "Wanneer",
    "to": "Aan wie",
}
"""How the fields of a line that hold words are called."""


def line_key(line: Line) -> str:
    """The key of the row of a line on the board."""
    return f"regel {line.id}"


def sentences(texts: Sequence[str]) -> list[Row]:
    """Literal sentences for the leader; never in the zaalbeeld."""
    if not texts:
        return []
    return [heading("Je kunt zeggen"), *(bullet(f"“{text}”", "–") for text in texts)]


def marks(session: Session, line: Line) -> list[str]:
    """What else there is to know of a line, in words."""
    found: list[str] = []
    match line:
        case Contribution(kind=Kind.VERDEDIGING):
            found.append(NOT_OWN)
        case Contribution(source=source) if SOURCE_NAMES[source] and line.kind not in OF_TABLE:
            found.append(SOURCE_NAMES[source])
        case Exchange(verdict=verdict, about=about):
            if verdict is None:
                empty = not session.present.get(about)
                found.append("ingeleefd, niet getoetst" if empty else "nog niet getoetst")
            else:
                found.append(VERDICT_NAMES[verdict])
        case Request(answer=answer):
            found.append(f"antwoord: {ANSWER_NAMES[answer]}" if answer else "nog geen antwoord")
        case FollowUp(progress=progress):
            found.append(PROGRESS_NAMES[progress] if progress else "nog niet besproken")
        case Solution(secured_by=secured):
            by = [session.lines[id].text for id in secured if id in session.lines]
            found += [f"geborgd op: {text.rstrip('.')}" for text in by]
        case _:
            pass
    return found


def who_says(session: Session, line: Line) -> str:
    """Name the speaker and the kind: `Huisarts – zorg`, `Huisarts als CIZ`, `feit`."""
    match line:
        case Exchange(actor=actor, about=about):
            return f"{session.actor_name(actor)} als {session.actor_name(about)}"
        case Request(actor=actor, about=about):
            return f"{session.actor_name(actor)} vraagt {session.actor_name(about)}"
        case Solution(level=level):
            return level
        case _:
            actor = actor_of(line)
            kind = KIND_NAMES[line.kind]
            return f"{session.actor_name(actor)} – {kind}" if actor else kind


def line_row(session: Session, line: Line, *, number: str = "", extra: Iterable[str] = ()) -> Row:
    """One line as the leader sees it: a sign and words tell whether it was confirmed."""
    return _drawn(line, who_says(session, line), number, (*marks(session, line), *extra))


@lru_cache(maxsize=20_000)
def _drawn(line: Line, who: str, number: str, notes: tuple[str, ...]) -> Row:
    """Kept, because every change draws the whole board and few lines of it changed."""
    sign = "✓" if line.agreed else "?"
    parts: list[Content | str | tuple[str, str]] = [f"{sign} {number}", (f"{who}: ", "bold"), Content(line.text)]
    for name, label in FIELD_LABELS.items():
        if label and (said := getattr(line, name, "")):
            parts.append(Content(f" · {label}: {said}"))
    if notes:
        parts.append(Content(f" ({', '.join(notes)})"))
    if not line.agreed:
        parts.append((" – klopt dit zo?", "bold"))
    return Row(Content.assemble(*parts), key=line_key(line), hanging=2)


def line_rows(session: Session, lines: Iterable[Line], title: str, none: str = "") -> list[Row]:
    """A heading with lines under it; without lines the sentence `none`, or nothing at all."""
    rows = [line_row(session, line) for line in lines]
    if rows:
        return [heading(title), *rows]
    return [heading(title), plain(none)] if none else []


def names(session: Session, actors: Iterable[str]) -> str:
    """Write actors as `Huisarts, CIZ en Wijkteam`."""
    called = [session.actor_name(actor) for actor in actors]
    if len(called) < 2:
        return "".join(called)
    return f"{', '.join(called[:-1])} en {called[-1]}"
