"""Decks as text: a card, a casus, an actor whole, a deck as one list, and what is wrong."""

from collections.abc import Iterable, Sequence

from textual.content import Content

from gesprekskaarten.decks.problems import Problem
from gesprekskaarten.domain.deck import Actor, Card, Casus, Cited, Deck, Group, Signpost, Term
from gesprekskaarten.domain.words import clean
from gesprekskaarten.tui import board
from gesprekskaarten.tui.widgets.rows import Row

GROUPS = {
    Group.NAASTEN: "naasten",
    Group.PROFESSIONALS: "professionals",
    Group.INDICATIE: "indicatie en financiering",
}
FIRST = 80
"""Characters of a text in a list; the whole text is one key away."""


def number_of(count: int, one: str, more: str) -> str:
    return f"{count} {one if count == 1 else more}"


def first_words(text: str) -> str:
    """Return the beginning of a text, on one line."""
    line = " ".join(text.split())
    if len(line) <= FIRST:
        return line
    whole, blank, _ = line[:FIRST].rpartition(" ")
    return f"{whole if blank else line[: FIRST - 1]} …"


def named(label: str, text: str) -> list[Row]:
    """A label with its text after it; nothing when there is no text."""
    return [Row(Content.assemble((f"{label}: ", "bold"), text), hanging=2)] if text else []


def listed(title: str, texts: Iterable[str]) -> list[Row]:
    """A heading with its texts under it; nothing when there are none."""
    rows = [board.bullet(text) for text in texts]
    return [board.gap(), board.heading(title), *rows] if rows else []


def card_rows(card: Card, decks: Sequence[Deck]) -> list[Row]:
    """The whole card; `decks` know the sources and the other cards."""
    return [
        board.strong(card.question),
        *([board.gap(), board.plain(card.explanation)] if card.explanation else []),
        *listed("Twee kanten", card.sides),
        board.gap(),
        *card_back(card, decks),
    ]


def card_back(card: Card, decks: Sequence[Deck]) -> list[Row]:
    """What the room does not see of a card."""
    kind = f"{card.kind.value}, {card.theme}" if card.theme else card.kind.value
    return [
        *named("Soort", kind),
        *named("Wetten", ", ".join(card.laws)),
        *named("Over", ", ".join(_actor_name(actor, decks) for actor in card.actors)),
        *listed("Doorvragen", card.probes),
        *listed("Voorbeeldzinnen", card.starters),
        *listed("Leidt tot", (_card_title(reference, decks) for reference in card.leads_to)),
        *sources(card.sources, decks),
    ]


def casus_rows(casus: Casus, decks: Sequence[Deck]) -> list[Row]:
    """The whole casus."""
    story = [board.gap(), *told(casus.story)] if casus.story else []
    return [board.plain(casus.situation), *story, *_casus_more(casus, decks)]


def casus_back(casus: Casus, decks: Sequence[Deck]) -> list[Row]:
    """What the room does not see of a casus."""
    rows = [*told(casus.story), *_casus_more(casus, decks)]
    return rows if rows[0].content.plain else rows[1:]


def told(story: str) -> list[Row]:
    """What the leader reads aloud."""
    return [board.heading("Verhaal om voor te lezen"), board.plain(story)] if story else []


def _casus_more(casus: Casus, decks: Sequence[Deck]) -> list[Row]:
    hard = [
        Row(Content.assemble("• ", (f"{_actor_name(one.actor, decks)}: ", "bold"), one.text), hanging=2)
        for one in casus.hard
    ]
    return [
        *listed("Wat we weten", casus.facts),
        *listed("Wat we niet weten", casus.unknowns),
        *listed("Vragen", casus.questions),
        *([board.gap(), board.heading("Wie vindt wat lastig"), *hard] if hard else []),
        *listed("Kaarten", (_card_title(reference, decks) for reference in casus.cards)),
        *listed("Wie erbij betrokken is", (_actor_name(actor, decks) for actor in casus.involved)),
        *([board.gap(), board.heading("Hoe het afliep"), board.plain(casus.outcome)] if casus.outcome else []),
        *listed("Lessen", casus.lessons),
        board.gap(),
        *named("Wetten", ", ".join(casus.laws)),
        *named("Doelgroep", casus.about),
        board.plain(
            "Deze casus is verzonnen." if casus.fictional else "Deze casus komt uit de praktijk, zonder namen."
        ),
        *sources(casus.sources, decks),
    ]


def actor_rows(actor: Actor, decks: Sequence[Deck]) -> list[Row]:
    """The row of the matrix of this actor: what shapes its perspective, and its dilemmas."""
    dilemmas = [
        row
        for one in actor.dilemmas
        for row in (board.bullet(one.text), *(Row(Content(f"– {side}"), indent=2, hanging=2) for side in one.sides))
    ]
    cited = [cite for item in actor.perspectives for cite in item.sources]
    cited += [cite for one in actor.dilemmas for cite in one.sources]
    return [
        *named("Groep", GROUPS[actor.group]),
        *named("Spreekt als", f"nummer {actor.order}"),
        *listed("Perspectief", (item.text for item in actor.perspectives)),
        *([board.gap(), board.heading("Dilemma's"), *dilemmas] if dilemmas else []),
        *sources(cited, decks),
    ]


def sources(cited: Iterable[Cited], decks: Sequence[Deck]) -> list[Row]:
    """Where it comes from: each source once with its year and the places in it."""
    known = {source.id: source for deck in reversed(decks) for source in deck.sources}
    places: dict[tuple[str, int], list[str]] = {}
    for cite in cited:
        found = places.setdefault((cite.source, cite.year), [])
        if cite.place and cite.place not in found:
            found.append(cite.place)
    texts = []
    for (id, year), where in places.items():
        source = known.get(id)
        name = ", ".join(part for part in (source.title, source.publisher) if part) if source else id
        texts.append(f"{name} ({year}){': ' if where else ''}{'; '.join(where)}")
    return listed("Bronnen", texts)


def deck_rows(deck: Deck) -> list[Row]:
    """Everything of a deck by heading; each row that can be chosen has its kind and id for a key."""
    head = deck.head
    rows = [board.plain(head.description)] if head.description else []
    rows += named("Versie", f"{head.version}, {head.status.value}")
    rows += named("Licentie", head.licence)
    if deck.cards:
        rows += [board.gap(), board.heading("Kaarten")]
        rows += [chosen(f"kaart {card.id}", card.title, card.question) for card in deck.cards]
    if deck.casussen:
        rows += [board.gap(), board.heading("Casussen")]
        rows += [chosen(f"casus {one.id}", one.title, first_words(one.situation)) for one in deck.casussen]
    if deck.actors:
        rows += [board.gap(), board.heading("Actoren")]
        for actor in sorted(deck.actors, key=lambda one: one.order):
            rows.append(chosen(f"actor {actor.id}", actor.name, GROUPS[actor.group]))
            rows += [Row(Content(f"ziet: {item.text}"), indent=2, hanging=2) for item in actor.perspectives]
            rows += [Row(Content(f"dilemma: {item.text}"), indent=2, hanging=2) for item in actor.dilemmas]
    if deck.levels:
        rows += [board.gap(), board.heading("Niveaus")]
        for level in deck.levels:
            rows.append(chosen(f"niveau {level.id}", level.name, level.explanation))
            rows += [Row(Content(f"• {kind.text}"), indent=2, hanging=2) for kind in level.kinds]
    if deck.routes:
        rows += [board.gap(), board.heading("Routes")]
        for route in deck.routes:
            rows.append(chosen(f"route {route.id}", route.title, route.description))
            rows += [Row(Content(f"• {step.title}"), indent=2, hanging=2) for step in route.steps]
            rows += [Row(Content(f"• {_card_title(card, [deck])}"), indent=2, hanging=2) for card in route.cards]
    if deck.signposts:
        rows += [board.gap(), board.heading("Wegwijzers")]
        rows += [chosen(f"wegwijzer {sign.id}", sign.for_whom, sign.where_to) for sign in deck.signposts]
    if deck.terms:
        rows += [board.gap(), board.heading("Begrippen")]
        rows += [chosen(f"begrip {term.word}", term.word, term.explanation) for term in deck.terms]
    return rows


def item_rows(item: Actor | Term | Signpost, decks: Sequence[Deck]) -> list[Row]:
    """The whole of something that is never shown to the room as a card."""
    match item:
        case Actor():
            return actor_rows(item, decks)
        case Term():
            return [board.plain(item.explanation)]
        case Signpost():
            return signpost_rows(item, decks)


def signpost_rows(sign: Signpost, decks: Sequence[Deck]) -> list[Row]:
    """The whole wegwijzer: for whom it is, where to go, and what happens then."""
    return [
        *named("Voor wie", sign.for_whom),
        *named("Waar naartoe", sign.where_to),
        *named("En daarna", sign.after_that),
        *named("Antwoorden", " · ".join(sign.marks)),
        *sources(sign.sources, decks),
    ]


def problem_rows(problems: Iterable[Problem]) -> list[Row]:
    """Every mistake by file, with its line and what to write instead."""
    rows: list[Row] = []
    path = None
    for problem in problems:
        if problem.path != path:
            path = problem.path
            rows += [board.heading(clean(str(path))), board.gap()]
        place = ":".join([clean(path.name), *(str(n) for n in (problem.line, problem.column) if n is not None)])
        rows.append(Row(Content.assemble((f"{place}: ", "bold"), problem.message), hanging=2))
        rows += [board.plain(text.strip(), indent=4) for text in (problem.excerpt, problem.hint) if text]
        rows.append(board.gap())
    return rows


def chosen(key: str, title: str, text: str) -> Row:
    """A row that can be chosen: its title and, when there is one, a text."""
    return Row(Content.assemble((title, "bold"), f" – {text}" if text else ""), key=key, hanging=2)


def _card_title(reference: str, decks: Sequence[Deck]) -> str:
    deck_id, _, card_id = reference.rpartition("/")
    found = (card for deck in decks if deck_id in ("", deck.id) for card in deck.cards if card.id == card_id)
    return next((card.title for card in found), reference)


def _actor_name(id: str, decks: Sequence[Deck]) -> str:
    return next((actor.name for deck in decks for actor in deck.actors if actor.id == id), id)
