"""The lists from which a preparation is chosen."""

from collections.abc import Sequence

from textual.content import Content

from gesprekskaarten.decks.library import Library
from gesprekskaarten.storage.archive import Entry
from gesprekskaarten.tui.board import minutes
from gesprekskaarten.tui.screens.decks_rows import card_rows, casus_rows, chosen, first_words, number_of
from gesprekskaarten.tui.screens.lists import PickScreen, Text, TickScreen
from gesprekskaarten.tui.screens.prepare_plan import Plan, called

OWN = "eigen casus"
NONE = "geen keuze"
"""Keys of rows beside those of the decks, whose ids have no blank in them."""


def playbook_screen(library: Library, plan: Plan) -> PickScreen:
    rows = [
        chosen(id, f"{one.title} ({minutes(one.head.minutes)})", one.head.description)
        for id, one in library.playbooks.items()
    ]
    return PickScreen("Welk draaiboek?", rows, plan.preparation.playbook)


def decks_screen(library: Library, plan: Plan) -> TickScreen:
    options = []
    for deck in library.decks.values():
        cards = number_of(len(deck.cards), "kaart", "kaarten")
        casussen = number_of(len(deck.casussen), "casus", "casussen")
        text = f" ({deck.head.version}, {deck.head.status.value}) – {cards}, {casussen}"
        options.append((deck.id, Content.assemble((deck.title, "bold"), text)))
    return TickScreen("Welke decks?", options, plan.decks)


def casus_screen(plan: Plan) -> PickScreen:
    casussen = plan.material.casussen
    rows = [chosen(id, casus.title, first_words(casus.situation)) for id, casus in casussen.items()]
    rows += [
        chosen(OWN, "Eigen casus", "je typt zelf een titel en een situatie"),
        chosen(NONE, "Geen casus", "jullie praten over de kaart"),
    ]

    def whole(key: str) -> Text | None:
        if key not in casussen:
            return None
        return f"Casus: {casussen[key].title}", casus_rows(casussen[key], plan.material.decks)

    current = OWN if plan.preparation.own_casus else plan.opened.casus or NONE
    return PickScreen("Welke casus?", rows, current, whole)


def card_screen(plan: Plan) -> PickScreen:
    material = plan.material
    casus = material.casussen.get(plan.opened.casus)
    of_casus = [material.card(reference) for reference in casus.cards] if casus else []
    cards = {
        card.id if material.card(card.id) is card else f"{deck.id}/{card.id}": card
        for deck in material.decks
        for card in deck.cards
    }
    rows = [
        chosen(key, card.title, f"{card.question}{' (hoort bij de casus)' if card in of_casus else ''}")
        for key, card in cards.items()
    ]
    if casus is None:
        rows.append(chosen(NONE, "Geen kaart", "er ligt geen kaart op tafel"))

    def whole(key: str) -> Text | None:
        return (f"Kaart: {cards[key].title}", card_rows(cards[key], material.decks)) if key in cards else None

    current = next((key for key, card in cards.items() if card is plan.card), NONE)
    return PickScreen("Welke kaart?", rows, current, whole)


def follows_screen(earlier: Sequence[Entry], plan: Plan) -> PickScreen:
    rows = [chosen(NONE, "Geen eerder gesprek", ""), *(chosen(one.name, called(one), "") for one in earlier)]
    return PickScreen("Op welk gesprek is dit een vervolg?", rows, plan.preparation.follows or NONE)
