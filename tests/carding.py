"""A small deck and draaiboek with a leidraad, an own document and standpunten, for tests about cards."""

from functools import cache

from gesprekskaarten.domain.deck import Deck
from gesprekskaarten.domain.material import Material
from gesprekskaarten.domain.playbook import Playbook
from tests.building import material


def _card(id: str, kind: str = "vraag", **fields: object) -> dict[str, object]:
    return {
        "id": id,
        "soort": kind,
        "titel": id.replace("-", " ").capitalize(),
        "vraag": f"Wat zeg je over {id.replace('-', ' ')}?",
        "bronnen": [{"bron": "wijk", "jaar": 2017}],
        **fields,
    }


@cache
def wijk() -> Deck:
    """Questions, the cards of a document, standpunten of two groups, and three knelpunten in a circle."""
    return Deck.model_validate(
        {
            "formaat": 1,
            "deck": {"id": "wijk", "titel": "Samen in de wijk", "versie": "2.0.0"},
            "bron": [{"id": "wijk", "titel": "Het wijkboek", "datum": "2017"}],
            "kaart": [
                *(_card(id) for id in ("hoe-gaat-het", "wat-verschilt", "wat-is-sterk", "wat-nu")),
                *(_card(id) for id in ("netwerk", "signaleren", "deelnemers")),
                _card("meer-geld", "standpunt", actoren=["ciz"], stand="voor"),
                _card("minder-regels", "standpunt", actoren=["huisarts"], stand="tegen"),
                _card("eigen-regie", "standpunt", actoren=["mantelzorger"], stand="voor-mits"),
                _card("wachten", "knelpunt", leidt_tot=["spoed"]),
                _card("spoed", "knelpunt", leidt_tot=["wachten", "overbelast"]),
                _card("overbelast", "knelpunt"),
            ],
            "route": [
                {
                    "id": "leidraad",
                    "titel": "Gespreksleidraad",
                    "stap": [
                        {"titel": "Nu", "kaarten": ["hoe-gaat-het", "wat-verschilt"]},
                        {"titel": "Straks", "kaarten": ["wat-is-sterk", "wat-nu"]},
                    ],
                },
                {
                    "id": "afspraken",
                    "titel": "Afspraken",
                    "stap": [
                        {"titel": "Wat verwachten we?", "kaarten": ["netwerk", "signaleren"]},
                        {"titel": "Wie doet mee?", "kaarten": ["deelnemers"]},
                    ],
                },
            ],
        }
    )


@cache
def on_cards() -> Material:
    """The shipped deck with the small one beside it, and a draaiboek of questions and standpunten."""
    playbook = {
        "formaat": 1,
        "draaiboek": {"id": "kaarten", "titel": "Met kaarten", "minuten": 60},
        "ronde": [
            {"id": "welkom", "vorm": "welkom", "titel": "Welkom", "minuten": 4},
            {"id": "leidraad", "vorm": "leidraad", "titel": "Vragen", "minuten": 20, "route": "wijk/leidraad"},
            {
                "id": "afspraken",
                "vorm": "leidraad",
                "titel": "Afspraken maken",
                "minuten": 12,
                "route": "wijk/afspraken",
                "document": "Samenwerkingsafspraken",
            },
            {
                "id": "standpunten",
                "vorm": "standpunten",
                "titel": "Standpunten",
                "minuten": 12,
                "startzinnen": ["Wij vinden dat …"],
            },
            {"id": "perspectief", "vorm": "perspectief", "titel": "En zelf?", "minuten": 8},
            {"id": "afronden", "vorm": "afronden", "titel": "Afronden", "minuten": 4},
        ],
    }
    return Material(playbook=Playbook.model_validate(playbook), decks=(*material().decks, wijk()))
