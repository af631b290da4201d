"""A card or a casus on the room screen, without a session: for who writes decks."""

from collections.abc import Mapping

from gesprekskaarten.domain.deck import Card, Casus, Signpost
from gesprekskaarten.room.faces import pages
from gesprekskaarten.room.layout import Page
from gesprekskaarten.room.model import Face, RoomView
from gesprekskaarten.room.on_table import casus_view, named, shown_card, signpost_view

_IN_A_ROUND = RoomView(round_title="De kaart en de feiten", round_number=3, round_count=10)
"""The head that the fit is judged with: of the round in which cards and casussen are shown most."""


def card_pages(card: Card, columns: int, rows: int, names: Mapping[str, str] | None = None) -> tuple[Page, ...]:
    """Lay a card out as the room would see it in a box of cells; `names` are the actors of the deck by id."""
    view = {"face": Face.KAART, "card": shown_card(card, named(names or {}))}
    return pages(_IN_A_ROUND.model_copy(update=view), columns, rows, None)


def signpost_pages(signpost: Signpost, columns: int, rows: int) -> tuple[Page, ...]:
    """Lay a wegwijzer out as the room would see it in a box of cells."""
    view = {"face": Face.WEGWIJZER, "signpost": signpost_view(signpost)}
    return pages(_IN_A_ROUND.model_copy(update=view), columns, rows, None)


def casus_pages(casus: Casus, columns: int, rows: int) -> tuple[Page, ...]:
    """Lay a casus out as the room would see it in a box of cells."""
    view = {"face": Face.VERHAAL, "casus": casus_view(casus)}
    return pages(_IN_A_ROUND.model_copy(update=view), columns, rows, None)
