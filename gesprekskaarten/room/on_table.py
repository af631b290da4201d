"""A card and a casus as the room sees them."""

from collections.abc import Callable, Mapping

from gesprekskaarten.domain.deck import Card, CardKind, Casus, Signpost
from gesprekskaarten.domain.session import Session
from gesprekskaarten.room.model import CardView, CasusView, SignpostView

STANCES = {"voor": "voor", "voor-mits": "voor, als …", "tegen": "tegen"}


def card_view(card: Card, session: Session) -> CardView:
    """Return what the room sees of a card of this session."""
    return shown_card(card, session.actor_name)


def shown_card(card: Card, name: Callable[[str], str]) -> CardView:
    """Return what the room sees of a card; `name` gives what an actor is called."""
    standpoint = card.kind is CardKind.STANDPUNT
    return CardView(
        title=card.title,
        question=card.question,
        explanation=card.explanation,
        theme=card.theme,
        sides=card.sides,
        whose=_whose(card, name) if standpoint else "",
        years=tuple(sorted({cited.year for cited in card.sources})),
    )


def casus_view(casus: Casus | None, outcome: bool = False) -> CasusView | None:
    """Return what the room sees of the casus: the situation, or how it ended."""
    if casus is None:
        return None
    if outcome:
        return CasusView(title=casus.title, situation="", outcome=casus.outcome, lessons=casus.lessons)
    return CasusView(title=casus.title, situation=casus.situation)


def signpost_view(signpost: Signpost) -> SignpostView:
    """Return what the room sees of a wegwijzer."""
    return SignpostView(
        for_whom=signpost.for_whom,
        where_to=signpost.where_to,
        after_that=signpost.after_that,
        years=tuple(sorted({cited.year for cited in signpost.sources})),
    )


def named(names: Mapping[str, str]) -> Callable[[str], str]:
    """Return how actors are called when there is no session: by these names, or else by their id."""
    return lambda actor: names.get(actor, actor)


def _whose(card: Card, name: Callable[[str], str]) -> str:
    who = ", ".join(name(actor) for actor in card.actors)
    stance = STANCES.get(card.stance, "")
    return f"{who} ({stance})" if who and stance else who or stance
