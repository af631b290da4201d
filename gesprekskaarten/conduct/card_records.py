"""What curators learn from sessions: which cards were used, put aside or took too long. No words, no names."""

from dataclasses import dataclass

from gesprekskaarten.conduct.reading import read_session
from gesprekskaarten.domain.cards import CardUse, card_use
from gesprekskaarten.errors import AppError
from gesprekskaarten.storage.archive import Archive


@dataclass(frozen=True)
class CardRecord:
    """One card over many conversations.

    `conversations` counts those in which it was on the table or among the questions; `skipped`, `blind` and `over` are
    parts of those. `minutes` is the average of the conversations in which it was the subject, to a tenth.
    """

    deck: str
    card: str
    conversations: int
    blind: int
    skipped: int
    over: int
    minutes: float


@dataclass(frozen=True)
class CardRecords:
    """`own` counts cards made at the table; `unread` the sessions that could not be read."""

    cards: tuple[CardRecord, ...]
    conversations: int
    own: int
    unread: int


def card_records(archive: Archive, deck: str = "") -> CardRecords:
    """Count over all sessions that were really held, for one deck or for all.

    Raises AppError (exit 3) when the folder of the sessions cannot be read.
    """
    uses: dict[str, list[CardUse]] = {}
    own = unread = held = 0
    for entry in archive.sessions():
        if entry.summary is None:
            unread += 1
            continue
        if entry.summary.read_only:
            continue
        try:
            session = read_session(archive.root / entry.name)
        except AppError:
            unread += 1
            continue
        if session.began is None:
            continue
        held += 1
        own += len(session.own_cards)
        for use in card_use(session):
            if use.card not in session.own_cards:
                uses.setdefault(use.card, []).append(use)
    records = [_record(name, found) for name, found in uses.items()]
    return CardRecords(
        tuple(sorted((one for one in records if deck in ("", one.deck)), key=lambda one: (one.deck, one.card))),
        held,
        own,
        unread,
    )


def _record(name: str, uses: list[CardUse]) -> CardRecord:
    deck, _, card = name.rpartition("/")
    subject = [use.seconds for use in uses if use.seconds]
    return CardRecord(
        deck=deck,
        card=card,
        conversations=len(uses),
        blind=sum(use.blind for use in uses),
        skipped=sum(use.skipped for use in uses),
        over=sum(use.over for use in uses),
        minutes=round(sum(subject) / len(subject) / 60, 1) if subject else 0.0,
    )
