"""What a preparation comes to: the conversation that Enter begins, and how each field says so."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from textual.content import Content

from gesprekskaarten.conduct.prepare import DEFAULT_PLAYBOOK, Preparation, chosen_decks, first_events, material_for
from gesprekskaarten.decks.library import Library
from gesprekskaarten.domain import events as ev
from gesprekskaarten.domain.deck import Card, Deck
from gesprekskaarten.domain.material import Material
from gesprekskaarten.domain.playbook import Playbook, RoundKind
from gesprekskaarten.domain.session import Session, fold
from gesprekskaarten.storage.archive import Entry
from gesprekskaarten.tui.board import minutes
from gesprekskaarten.tui.commands import Command, key_name
from gesprekskaarten.tui.screens.decks_rows import first_words, number_of
from gesprekskaarten.tui.screens.prepare_date import written
from gesprekskaarten.tui.widgets.rows import Row

if TYPE_CHECKING:
    from gesprekskaarten.room.legibility import Legibility

MOST_NAMED = 2
"""Things that do not fit, named while preparing; the leesproef names them all."""
FIELDS = (
    Command("casus", ("c",), "Casus", "Kies waar het over gaat, of schrijf zelf een casus.", "Invullen"),
    Command("card", ("k",), "Kaart", "Kies de kaart die op tafel ligt.", "Invullen"),
    Command("table", ("a",), "Aan tafel", "Zeg wie er komen en met hoeveel.", "Invullen"),
    Command("screens", ("b",), "Beelden", "Kies één beeld of twee.", "Invullen"),
    Command("scribe", ("s",), "Schrijver", "Zeg of er iemand meetypt.", "Invullen"),
    Command("place", ("p",), "Plaats", "Typ waar het gesprek is.", "Invullen"),
    Command("date", ("w",), "Wanneer", "Typ de datum van het gesprek.", "Invullen"),
    Command("title", ("t",), "Titel", "Typ hoe dit gesprek heet.", "Invullen"),
    Command("follows", ("v",), "Vervolg op", "Kies een eerder gesprek waar dit op volgt.", "Invullen"),
    Command("playbook", ("r",), "Draaiboek", "Kies hoe het gesprek verloopt.", "Invullen"),
    Command("decks", ("d",), "Decks", "Kies uit welke decks de kaarten komen.", "Invullen"),
)
"""One command per field; its row on the board has the same id."""

SCREENS = {
    1: "Eén beeld: de zaal kijkt mee op dit scherm.",
    2: "Twee beelden: de zaal kijkt naar een eigen venster, jij ziet hier je hulpzinnen.",
}
SCRIBE = {
    True: "Ja: er typt iemand mee terwijl de groep praat.",
    False: "Nee: je typt zelf, per actor na de ronde.",
}


@dataclass(frozen=True)
class Plan:
    """A preparation with everything it leaves open filled in."""

    preparation: Preparation
    decks: tuple[str, ...]
    """Those chosen, or that the draaiboek needs."""
    material: Material
    opened: ev.Opened
    title: str
    today: dt.date

    @property
    def people(self) -> int:
        return sum(self.opened.present.values()) + sum(wish.count for wish in self.preparation.own_actors)

    @property
    def card(self) -> Card | None:
        return next((self.material.card(reference) for reference in self.opened.cards), None)


def first_preparation(library: Library, entries: Sequence[Entry]) -> Preparation:
    """Return what is chosen before anybody chooses: shipped material, and the place of the last conversation."""
    playbook = DEFAULT_PLAYBOOK if DEFAULT_PLAYBOOK in library.playbooks else next(iter(library.playbooks), "")
    places = (entry.summary.place for entry in entries if entry.summary and not entry.summary.read_only)
    return Preparation(playbook, place=next((place for place in places if place), ""))


def plan_of(library: Library, preparation: Preparation, today: dt.date) -> Plan:
    """Fill in a preparation; choices from decks that are no longer chosen go."""
    material = material_for(library, preparation)
    preparation = _still_there(preparation, material)
    opened, title = None, ""
    for event in first_events(material, preparation, "", today):
        match event:
            case ev.Opened():
                opened = event
            case ev.Titled(title=title):
                pass
    assert opened is not None
    return Plan(preparation, chosen_decks(library, preparation), material, opened, title, today)


def _still_there(preparation: Preparation, material: Material) -> Preparation:
    return replace(
        preparation,
        casus=preparation.casus if preparation.casus in (*material.casussen, "") else None,
        cards=None if preparation.cards is None else tuple(card for card in preparation.cards if material.card(card)),
        present={actor: count for actor, count in preparation.present.items() if actor in material.actors},
    )


def field_rows(plan: Plan, entries: Sequence[Entry]) -> list[Row]:
    """Every field with its letter and what it is now."""
    values = _values(plan, entries)
    return [
        Row(
            Content.assemble((f"{key_name(field.keys[0])}  ", "bold"), (f"{field.name}: ", "bold"), values[field.id]),
            key=field.id,
            hanging=3,
        )
        for field in FIELDS
    ]


def _values(plan: Plan, entries: Sequence[Entry]) -> Mapping[str, str]:
    preparation, material = plan.preparation, plan.material
    playbook = material.playbook
    decks = [deck for deck in material.decks if deck.id in plan.decks]
    return {
        "playbook": named_playbook(playbook),
        "decks": ", ".join(_deck(deck, playbook) for deck in decks) or "geen",
        "casus": _casus(plan),
        "card": f"{plan.card.title} – {plan.card.question}" if plan.card else "geen kaart",
        "title": plan.title,
        "place": preparation.place or "nog niet ingevuld",
        "date": written(plan.opened.date, plan.today),
        "table": at_table(plan),
        "screens": SCREENS[preparation.screens],
        "scribe": SCRIBE[preparation.scribe],
        "follows": next(
            (called(entry) for entry in entries if entry.name == preparation.follows), "geen eerder gesprek"
        ),
    }


def named_playbook(playbook: Playbook) -> str:
    """Name a draaiboek with its length, once."""
    length = minutes(playbook.head.minutes)
    return playbook.title if length in playbook.title else f"{playbook.title} ({length})"


def _deck(deck: Deck, playbook: Playbook) -> str:
    needed = ", hoort bij het draaiboek" if deck.id in playbook.head.decks else ""
    return f"{deck.title} ({deck.head.version}{needed})"


def _casus(plan: Plan) -> str:
    own = plan.preparation.own_casus
    if own is not None:
        return f"{own.title} (eigen casus) – {first_words(own.situation)}"
    casus = plan.material.casussen.get(plan.opened.casus)
    return f"{casus.title} – {first_words(casus.situation)}" if casus else "geen casus"


def at_table(plan: Plan) -> str:
    """How many people, what to do about that, and who."""
    names = {id: actor.name for id, actor in plan.material.actors.items()}
    present = [(names[id], count) for id, count in plan.opened.present.items()]
    present += [(wish.name, wish.count) for wish in plan.preparation.own_actors]
    here = ", ".join(f"{name} {count}" for name, count in present if count)
    empty = ", ".join(name for name, count in present if not count)
    parts = [f"{number_of(plan.people, 'mens', 'mensen')}. {advice(plan.people)}", here]
    parts.append(f"Lege stoel: {empty}" if empty else "")
    return " · ".join(part for part in parts if part)


def advice(people: int) -> str:
    """Five to eight people hear each other; more is two tables."""
    if people < 5:
        return "Het gaat het best met 5 tot 8."
    if people <= 8:
        return "Dat is een goed aantal."
    return "Splits de tafel: maak er twee gesprekken van."


def called(entry: Entry) -> str:
    """Name an earlier conversation by its title, date and place."""
    summary = entry.summary
    if summary is None:
        return entry.name
    where = f", {summary.place}" if summary.place else ""
    return f"{summary.title or '(geen titel)'} ({summary.date:%d-%m-%Y}{where})"


def to_begin(plan: Plan, now: dt.datetime) -> Session:
    """Return the session that Enter begins, as it is before anything happens; `now` is aware."""
    first = first_events(plan.material, plan.preparation, "", plan.today)
    return fold(plan.material, (ev.Happened(seq=place, at=now, event=one) for place, one in enumerate(first, 1)))


def what_does_not_fit(plan: Plan, now: dt.datetime, known: "Legibility | None") -> str:
    """Say which rounds and chosen cards need more than a page at the size the room can read; "" when not known."""
    if known is None or known.box is None:
        return ""
    from gesprekskaarten.room.fitting import fitting

    columns, rows = known.box
    misfits = [one for one in fitting(to_begin(plan, now), columns, rows).misfits if one.chosen]
    if not misfits:
        return f"Alles past op {rows} regels van {columns} tekens."
    named = "; ".join(str(one) for one in misfits[:MOST_NAMED])
    more = f" en nog {len(misfits) - MOST_NAMED}" if len(misfits) > MOST_NAMED else ""
    return f"Op {rows} regels van {columns} tekens is niet alles één bladzijde: {named}{more}."


def outlook(plan: Plan, now: dt.datetime) -> str:
    """What Enter begins, and until when; `now` is aware."""
    length = plan.material.playbook.head.minutes
    until = f" Eindigt om ongeveer {now.astimezone() + dt.timedelta(minutes=length):%H:%M}."
    texts = [f"Enter begint het gesprek: {minutes(length)}."]
    if plan.opened.date == plan.today:
        texts[0] += until
    rounds = plan.material.playbook.rounds
    nothing = plan.card is None and not plan.opened.casus and plan.preparation.own_casus is None
    if nothing and any(one.kind is RoundKind.CASUS for one in rounds):
        texts.append("Er ligt nog niets op tafel. Kies een casus (c) of een kaart (k).")
    return " ".join(texts)
