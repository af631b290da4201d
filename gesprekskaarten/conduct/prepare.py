"""From the choices of the preparation to the material and the first events of a session."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from gesprekskaarten.decks.library import Library
from gesprekskaarten.domain import events as ev
from gesprekskaarten.domain.deck import Deck, Group
from gesprekskaarten.domain.lines import Agreement, FollowUp, Kind, Line, Signal
from gesprekskaarten.domain.material import Material
from gesprekskaarten.domain.playbook import RoundKind
from gesprekskaarten.domain.session import Session
from gesprekskaarten.domain.words import clean, nearest
from gesprekskaarten.errors import AppError
from gesprekskaarten.room.dates import day_or_words

DEFAULT_PLAYBOOK = "grensvlakkengesprek-90"
DEFAULT_DECK = "grensvlakken-wlz"
MOST_CHAIRS = 8
"""People who can hear each other at one table (onderzoek/facilitatie.md 4.1)."""


@dataclass(frozen=True)
class OwnCasus:
    title: str
    situation: str


@dataclass(frozen=True)
class ActorWish:
    """An actor that is in no deck."""

    name: str
    group: Group = Group.PROFESSIONALS
    count: int = 1
    order: int = 3


@dataclass(frozen=True)
class Preparation:
    """What the leader chose; what is left empty gets a sensible default in `first_events`."""

    playbook: str = DEFAULT_PLAYBOOK
    decks: Sequence[str] | None = None
    """None = those the draaiboek needs, or else the default deck; the ones it needs always come along."""
    casus: str | None = None
    """Id of a casus; None = the first of the decks; "" = none."""
    own_casus: OwnCasus | None = None
    cards: Sequence[str] | None = None
    """None = the first card of the casus, or else of the decks; () = none."""
    title: str = ""
    place: str = ""
    date: dt.date | None = None
    present: Mapping[str, int] = field(default_factory=dict)
    own_actors: Sequence[ActorWish] = ()
    screens: Literal[1, 2] = 1
    scribe: bool = True
    follows: str = ""
    read_only: bool = False


def material_for(library: Library, preparation: Preparation) -> Material:
    """Gather the draaiboek and the decks, with the decks those reuse.

    Raises AppError (exit 2) for an unknown id, with the nearest known one.
    """
    decks: list[Deck] = []
    wanted = list(chosen_decks(library, preparation))
    while wanted:
        deck = library.deck(wanted.pop(0))
        if deck.id not in [other.id for other in decks]:
            decks.append(deck)
            wanted += deck.head.uses
    return Material(playbook=library.playbook(preparation.playbook), decks=tuple(decks))


def chosen_decks(library: Library, preparation: Preparation) -> tuple[str, ...]:
    """Return the decks of a preparation, the ones its draaiboek needs first; without those that they reuse.

    Raises AppError (exit 2) for an unknown draaiboek.
    """
    needed = library.playbook(preparation.playbook).head.decks
    chosen = preparation.decks
    if chosen is None:
        there = DEFAULT_DECK in library.decks or not library.decks
        chosen = needed or (DEFAULT_DECK if there else next(iter(library.decks)),)
    return tuple(dict.fromkeys((*needed, *chosen)))


def first_events(
    material: Material, preparation: Preparation, session: str, today: dt.date, earlier: Session | None = None
) -> tuple[ev.Event, ...]:
    """Return the events that open the session; `earlier` is the session it follows.

    Raises AppError (exit 2) for an unknown casus, card or actor.
    """
    casus = _casus(material, preparation)
    cards = _first_card(material, casus) if preparation.cards is None else _known_cards(material, preparation.cards)
    present = {actor: 1 for actor in _chairs(material, casus)}
    for actor, count in preparation.present.items():
        if actor not in material.actors:
            raise _unknown("De actor", actor, list(material.actors))
        present[actor] = count
    happened: list[ev.Event] = [
        ev.Opened(
            session=session,
            playbook=material.playbook.id,
            decks=tuple(f"{deck.id} {deck.head.version}" for deck in material.decks),
            casus=casus,
            cards=cards,
            place=preparation.place,
            date=preparation.date or today,
            screens=preparation.screens,
            scribe=preparation.scribe,
            follows=preparation.follows,
            present=present,
            read_only=preparation.read_only,
        )
    ]
    own = preparation.own_casus
    title = clean(preparation.title)
    if not title:
        title = clean(own.title) if own else material.casussen[casus].title if casus else _usual_title(material)
    happened.append(ev.Titled(title=title))
    if own and clean(own.situation):
        happened.append(ev.CasusWritten(title=own.title, situation=own.situation))
    for number, wish in enumerate(preparation.own_actors, 1):
        own_actor = ev.OwnActor(id=f"eigen-{number}", name=wish.name, group=wish.group, order=wish.order)
        happened.append(ev.ActorAdded(actor=own_actor, count=wish.count))
    if earlier is not None:
        happened += _follow_ups(material, earlier)
    return tuple(happened)


def _casus(material: Material, preparation: Preparation) -> str:
    if preparation.own_casus is not None or preparation.casus == "":
        return ""
    if preparation.casus is None:
        return next(iter(material.casussen), "") if _looks_at_a_casus(material) else ""
    if preparation.casus not in material.casussen:
        raise _unknown("De casus", preparation.casus, list(material.casussen))
    return preparation.casus


def _usual_title(material: Material) -> str:
    return "Grensvlakkengesprek" if _looks_at_a_casus(material) else material.playbook.title


def _known_cards(material: Material, wanted: Sequence[str]) -> tuple[str, ...]:
    found = {card: material.full(card) for card in wanted}
    if missing := [card for card, full in found.items() if full is None]:
        raise _unknown("De kaart", missing[0], list(material.cards))
    return tuple(full for full in found.values() if full)


def _looks_at_a_casus(material: Material) -> bool:
    return any(one.kind is RoundKind.CASUS for one in material.playbook.rounds)


def _first_card(material: Material, casus: str) -> tuple[str, ...]:
    """The first card of the casus, or of the decks; none when the draaiboek brings its own questions."""
    if casus:
        deck = next(deck for deck in material.decks if any(one.id == casus for one in deck.casussen))
        known = (material.full(card, deck.id) for card in material.casussen[casus].cards)
        return tuple(card for card in known if card)[:1]
    return tuple(material.all_cards)[:1] if _looks_at_a_casus(material) else ()


def _chairs(material: Material, casus: str) -> tuple[str, ...]:
    """All actors when they fit around a table; else those of the casus, or else the first by spreekvolgorde."""
    actors = sorted(material.actors.values(), key=lambda actor: actor.order)
    involved = material.casussen[casus].involved if casus else ()
    if len(actors) > MOST_CHAIRS and involved:
        return tuple(actor.id for actor in actors if actor.id in involved)
    return tuple(actor.id for actor in actors[:MOST_CHAIRS])


def _follow_ups(material: Material, earlier: Session) -> list[ev.Event]:
    kept = [line for line in earlier.lines_of(None, Kind.AFSPRAAK, Kind.SIGNAAL) if line.agreed]
    found: list[ev.Event] = []
    for number, line in enumerate(kept, 1):
        extra = ", ".join(part for part in _who_and_when(earlier, line) if part)
        text = f"{line.text} ({extra})" if extra else line.text
        was: Literal["afspraak", "signaal"] = "signaal" if isinstance(line, Signal) else "afspraak"
        round_id = material.playbook.rounds[0].id
        found.append(ev.Recorded(line=FollowUp(id=number, round=round_id, text=text, was=was, agreed=True)))
    return found


def _who_and_when(earlier: Session, line: Line) -> list[str]:
    if isinstance(line, Agreement):
        return [_name_or_words(earlier, line.who), day_or_words(line.when)]
    return [_name_or_words(earlier, getattr(line, "to", ""))]


def _name_or_words(earlier: Session, words: str) -> str:
    if words in earlier.own_actors:
        return earlier.own_actors[words].name
    return earlier.actor_name(words) if words else ""


def _unknown(what: str, id: str, known: list[str]) -> AppError:
    near = nearest(id, known)
    hint = f"Bedoel je “{near}”?" if near else f"Kies uit: {', '.join(known)}." if known else "Kies een ander deck."
    return AppError(f"{what} “{id}” bestaat niet.", hint, 2)
