"""What was said about the cards: the questions of a leidraad, standpunten, and documents of their own."""

from collections.abc import Iterator

from gesprekskaarten.domain.deck import Card
from gesprekskaarten.domain.lines import Agreement, Contribution, Kind
from gesprekskaarten.domain.playbook import Round, RoundKind
from gesprekskaarten.domain.session import Session
from gesprekskaarten.report.agreed import Agreed, alphabet, in_order, sort_out
from gesprekskaarten.report.markdown import bullets, document, heading, item, label, md, table
from gesprekskaarten.room.dates import day_or_words, in_words

NOTHING = "Niet besproken."


def on_table(session: Session) -> list[Card]:
    """Return the cards that were on the table and not put aside."""
    found = (session.card_of(reference) for reference in session.laid if reference not in session.skipped)
    return [card for card in found if card]


def used_cards(session: Session) -> list[Card]:
    """Return every card that had a part in the conversation: on the table, among the questions, or defended."""
    guides = [one for one in _guides(session) if one.id in session.visited]
    asked = [name for one in guides for name in session.material.way(one.route) if name not in session.skipped]
    found = (session.card_of(name) for name in (*asked, *(card for _, card in session.standpoints)))
    return [*on_table(session), *(card for card in found if card)]


def question_sections(agreed: Agreed) -> Iterator[str]:
    """Give each leidraad a section with its questions in order, by theme, and what was noted."""
    taken: set[str] = set()
    for one in _guides(agreed.session):
        title = one.title if one.title not in taken else f"{one.title} ({one.id})"
        taken.add(title)
        yield heading(2, title)
        for theme, cards in agreed.session.material.steps(one.route):
            if theme:
                yield heading(3, theme)
            yield "\n".join(_question(agreed, one, card) for card in cards) or NOTHING


def standpoints(agreed: Agreed) -> Iterator[str]:
    """Give who defended what, and how that sounded; it is nobody's own opinion."""
    session = agreed.session
    if not any(one.kind is RoundKind.STANDPUNTEN for one in session.material.playbook.rounds):
        return
    yield heading(2, "Standpunten")
    said = agreed.said.get(Kind.VERDEDIGING, [])
    who = sorted({line.actor for line in said}, key=agreed.order)
    if not who:
        yield NOTHING
        return
    yield "Iedereen verdedigde een standpunt dat niet het eigen standpunt is. Dit zijn dus geen eigen meningen."
    for actor in who:
        lines = [line for line in said if line.actor == actor]
        for name in sorted({line.card for line in lines}):
            card = session.card_of(name)
            words = in_order((line for line in lines if line.card == name), alphabet, lambda line: md(line.text))
            yield item(label(f"{session.actor_name(actor)} verdedigde", _title(agreed, card)), *words)


def own_documents(session: Session) -> tuple[Round, ...]:
    """Return the rounds whose answers make a document of their own."""
    return tuple(one for one in _guides(session) if one.document)


def own_document(session: Session, round: Round) -> str:
    """Return the answers of a leidraad as a document of its own, in Markdown: the same session, the same bytes."""
    agreed = sort_out(session)
    return document((document_heading(round), *_document(agreed, round)))


def document_heading(round: Round) -> str:
    """Return the first line of the document."""
    return heading(1, round.document)


def _document(agreed: Agreed, round: Round) -> Iterator[str]:
    session = agreed.session
    roles = ", ".join(md(session.actor_name(actor)) for actor in agreed.chairs if actor in agreed.here)
    yield bullets(
        (
            label("Uit het gesprek", md(session.title) or "zonder titel"),
            label("Datum", in_words(session.opened.date)),
            label("Plaats", md(session.opened.place) or "niet ingevuld"),
            label("Aan tafel", roles or "niet ingevuld"),
        )
    )
    for place, (theme, cards) in enumerate(session.material.steps(round.route), 1):
        asked = [session.card_of(name) for name in cards]
        alone = len(cards) == 1 and asked[0] is not None
        yield heading(2, f"{place}. {theme or (asked[0].question if alone and asked[0] else '')}".strip())
        for name, card in zip(cards, asked, strict=True):
            if card and (theme or not alone):
                yield f"**{md(card.question)}**"
            yield bullets(_notes(agreed, round, name)) or "Nog niet afgesproken."
    if agreed.agreements:
        yield heading(2, "Wie doet wat")
        yield agreements_table(agreed)
    for deck in session.material.decks:
        if round.route.startswith(f"{deck.id}/"):
            yield f"De vragen komen uit het kaartendeck {md(deck.title)}, versie {md(deck.head.version)}."


def agreements_table(agreed: Agreed) -> str:
    """Return who does what and when, as a table."""

    def row(line: Agreement) -> str:
        cells = (md(line.text), md(agreed.called(line.who)), _when(line.when))
        return " | ".join(cell or "nog af te spreken" for cell in cells)

    return table(("Wat", "Wie", "Wanneer"), in_order(agreed.agreements, alphabet, row))


def _when(text: str) -> str:
    return md(day_or_words(text))


def _guides(session: Session) -> list[Round]:
    return [one for one in session.material.playbook.rounds if one.kind is RoundKind.LEIDRAAD]


def _question(agreed: Agreed, round: Round, name: str) -> str:
    card = agreed.session.card_of(name)
    notes = _notes(agreed, round, name)
    question = f"**{md(card.question)}**" if card else ""
    if notes:
        return item(question, *notes)
    return item(f"{question} {_why_nothing(agreed.session, round, name)}")


def _why_nothing(session: Session, round: Round, name: str) -> str:
    if name in session.skipped:
        return "Overgeslagen."
    had = round.id in session.visited and name in session.during.get(round.id, ())
    return "Besproken, niets opgeschreven." if had else NOTHING


def _notes(agreed: Agreed, round: Round, name: str) -> list[str]:
    def of_this(line: Contribution) -> bool:
        return line.round == round.id and line.card == name

    notes = (line for line in agreed.said.get(Kind.NOTITIE, []) if of_this(line))
    return in_order(notes, alphabet, lambda line: md(line.text))


def _title(agreed: Agreed, card: Card | None) -> str:
    if card is None:
        return "een kaart die er niet meer is"
    whose = ", ".join(agreed.session.actor_name(actor) for actor in card.actors)
    return f"{md(card.title)} ({md(whose)})" if whose else md(card.title)
