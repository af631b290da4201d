"""The lists from which a preparation is chosen."""

from collections.abc import Iterable, Sequence

from textual.content import Content

from gesprekskaarten.decks.library import Library
from gesprekskaarten.domain.deck import Card, Casus
from gesprekskaarten.storage.archive import Entry
from gesprekskaarten.tui.screens.cards_filter import Found, Group, found_card, found_casus
from gesprekskaarten.tui.screens.decks_rows import card_rows, casus_rows, chosen, first_words, number_of
from gesprekskaarten.tui.screens.lists import PickScreen, Text
from gesprekskaarten.tui.screens.prepare_decks import DecksScreen
from gesprekskaarten.tui.screens.prepare_plan import Plan, called, named_playbook
from gesprekskaarten.tui.screens.prepare_search import SearchPick
from gesprekskaarten.tui.widgets.rows import Row

OWN = "eigen casus"
NONE = "geen keuze"
"""Keys of rows beside those of the decks, whose ids have no blank in them."""
HERE = "Horen bij de casus"


def playbook_screen(library: Library, plan: Plan) -> PickScreen:
    """The shortest first; those of the same length by title."""
    playbooks = sorted(library.playbooks.items(), key=lambda one: (one[1].head.minutes, one[1].title.casefold()))
    rows = [chosen(id, named_playbook(one), one.head.description) for id, one in playbooks]
    return PickScreen("Welk draaiboek?", rows, plan.preparation.playbook)


def decks_screen(library: Library, plan: Plan) -> DecksScreen:
    """The decks that the draaiboek needs first."""
    playbook = plan.material.playbook
    needed = playbook.head.decks
    along = [deck.id for deck in plan.material.decks if deck.id not in plan.decks]
    options = []
    for deck in sorted(library.decks.values(), key=lambda deck: deck.id not in needed):
        cards = number_of(len(deck.cards), "kaart", "kaarten")
        casussen = number_of(len(deck.casussen), "casus", "casussen")
        text = f" ({deck.head.version}, {deck.head.status.value}) – {cards}, {casussen}"
        if deck.id in needed:
            text += " – hoort bij het draaiboek"
        elif deck.id in along:
            text += " – komt mee: een ander deck gebruikt het"
        options.append((deck.id, Content.assemble((deck.title, "bold"), text)))
    return DecksScreen(options, plan.decks, playbook)


def casus_screen(plan: Plan) -> SearchPick:
    """The casussen of all decks, by deck."""
    casussen = plan.material.casussen
    found = []
    for deck in plan.material.decks:
        here = [one for one in deck.casussen if casussen[one.id] is one]
        found.append((deck.title, [found_casus(_casus_row(one), one) for one in here]))
    last = [
        chosen(OWN, "Eigen casus", "je typt zelf een titel en een situatie"),
        chosen(NONE, "Geen casus", "jullie praten over de kaart"),
    ]

    def whole(key: str) -> Text | None:
        if key not in casussen:
            return None
        return f"Casus: {casussen[key].title}", casus_rows(casussen[key], plan.material.decks)

    current = OWN if plan.preparation.own_casus else plan.opened.casus or NONE
    return SearchPick("Welke casus?", _named(found), last, current, whole)


def _casus_row(casus: Casus) -> Row:
    """A casus that is not about older people says about whom it is."""
    other = f" ({casus.about})" if casus.about not in ("", "ouderen") else ""
    return chosen(casus.id, f"{casus.title}{other}", first_words(casus.situation))


def card_screen(plan: Plan) -> SearchPick:
    """The cards of all decks, by deck and theme; those of the casus first."""
    material = plan.material
    casus = material.casussen.get(plan.opened.casus)
    of_casus = _of_casus(plan, casus)
    cards = {
        card.id if material.card(card.id) is card else f"{deck.id}/{card.id}": card
        for deck in material.decks
        for card in deck.cards
    }
    keys = {id(card): key for key, card in cards.items()}

    def found(cards: Iterable[Card]) -> list[Found]:
        return [found_card(chosen(keys[id(card)], card.title, card.question), card) for card in cards]

    groups = [(HERE, found(of_casus))]
    for deck in material.decks:
        others = [card for card in deck.cards if card not in of_casus]
        for theme in dict.fromkeys(card.theme for card in others):
            heading = f"{deck.title}: {theme}" if theme else deck.title
            groups.append((heading, found(card for card in others if card.theme == theme)))
    last = [] if casus else [chosen(NONE, "Geen kaart", "er ligt geen kaart op tafel")]

    def whole(key: str) -> Text | None:
        return (f"Kaart: {cards[key].title}", card_rows(cards[key], material.decks)) if key in cards else None

    current = next((key for key, card in cards.items() if card is plan.card), NONE)
    return SearchPick("Welke kaart?", _named(groups), last, current, whole)


def _of_casus(plan: Plan, casus: Casus | None) -> list[Card]:
    """Return the cards of the casus, as the deck of the casus knows them."""
    if casus is None:
        return []
    deck = next((deck.id for deck in plan.material.decks if casus in deck.casussen), "")
    known = (plan.material.full(reference, deck) for reference in casus.cards)
    return list(dict.fromkeys(plan.material.all_cards[name] for name in known if name))


def _named(groups: Sequence[Group]) -> list[Group]:
    """Leave out what is empty, and the heading of the only group there is."""
    left = [(title, found) for title, found in groups if found]
    return [("", found) for _, found in left] if len(left) == 1 else left


def follows_screen(earlier: Sequence[Entry], plan: Plan) -> PickScreen:
    rows = [chosen(NONE, "Geen eerder gesprek", ""), *(chosen(one.name, called(one), "") for one in earlier)]
    return PickScreen("Op welk gesprek is dit een vervolg?", rows, plan.preparation.follows or NONE)
