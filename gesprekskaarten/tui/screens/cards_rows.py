"""What stands in the list of cards: on the table, in this conversation, and in every deck by theme."""

from collections.abc import Iterator

from textual.content import Content

from gesprekskaarten.domain.deck import Card
from gesprekskaarten.domain.session import Session
from gesprekskaarten.tui import board
from gesprekskaarten.tui.screens.cards_filter import Found, Group, found_card
from gesprekskaarten.tui.widgets.rows import Row

NOW, HAD, DECK = "nu", "was", "deck"
"""What a key begins with: a card can stand in the list more than once."""


def reference_of(key: str | None) -> str:
    """Return the card of a row, or ""."""
    return (key or "").partition(" ")[2]


def groups(session: Session, kind: str = "") -> Iterator[Group]:
    """Give all cards under their headings; with `kind` only those of one soort."""

    def wanted(card: Card | None) -> bool:
        return card is not None and kind in ("", card.kind)

    on_table = [session.card] if wanted(session.card_of(session.card)) else []
    yield "Nu op tafel", [_found(session, NOW, name) for name in on_table]
    had = dict.fromkeys((*been(session), *session.skipped))
    before = [name for name in had if name != session.card and wanted(session.card_of(name))]
    yield "In dit gesprek", [_found(session, HAD, name) for name in before]
    for deck in session.material.decks:
        themes: dict[str, list[Found]] = {}
        for card in deck.cards:
            if wanted(card):
                themes.setdefault(card.theme, []).append(_found(session, DECK, f"{deck.id}/{card.id}"))
        for theme, found in themes.items():
            yield (f"{deck.title}: {theme}" if theme else deck.title), found


def been(session: Session) -> tuple[str, ...]:
    """Return the cards that were on the table, or a question of a leidraad."""
    return (*session.laid, *session.asked.values(), *session.on_card)


def become(session: Session, name: str) -> list[str]:
    """Say in words what became of a card in this conversation."""
    found = ["op tafel"] if name == session.card else []
    if session.questions and name == session.subject:
        found.append("de vraag nu")
    if name in session.skipped:
        found.append("overgeslagen")
    elif not found and name in been(session):
        found.append("geweest")
    if name in session.blind:
        found.append("blind getrokken")
    return found


def _found(session: Session, place: str, name: str) -> Found:
    card = session.card_of(name)
    assert card is not None
    own = name in session.own_cards
    notes = ["eigen kaart" if own else card.kind.value, *become(session, name)]
    text = Content.assemble(
        f"{_sign(session, name)} ", (card.title, "bold"), Content(f" – {card.question} ({', '.join(notes)})")
    )
    return found_card(Row(text, key=f"{place} {name}", hanging=2), card)


def _sign(session: Session, name: str) -> str:
    if name == session.card:
        return "●"
    if name in session.skipped:
        return "–"
    return "✓" if name in been(session) else "·"


def empty_table(session: Session) -> list[Row]:
    """Say so when there is no card on the table."""
    if session.card_of(session.card) is not None:
        return []
    question = session.card_of(session.subject) if session.questions else None
    text = "Er ligt geen kaart op tafel."
    return [board.plain(f"{text} De vraag van deze ronde: {question.question}" if question else text), board.gap()]
