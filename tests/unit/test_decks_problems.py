"""Every fault in a deck is told at once, with its line, in Dutch."""

from pathlib import Path

import pytest

from gesprekskaarten.decks.library import Library, check
from gesprekskaarten.decks.loader import load_deck, load_playbook
from gesprekskaarten.decks.problems import Problem, format_problems
from gesprekskaarten.domain.words import is_safe

FIXTURES = Path(__file__).parents[1] / "fixtures" / "decks"


def mistakes(path: Path) -> list[Problem]:
    return [problem for problem in check([path]) if problem.severity == "fout"]


def brief(problems: list[Problem]) -> list[tuple[int | None, str]]:
    return [(problem.line, problem.message) for problem in problems]


ONE_FAULT_EACH = [
    ("dubbel-id", 21, 6, 'kaart "nachtzorg": id "nachtzorg" is al gebruikt op regel 13.'),
    ("kapotte-toml", 15, 19, "deze tekst is niet gesloten."),
    ("lege-vraag", 24, 9, 'kaart "wachten" · vraag: deze tekst is leeg.'),
    ("losse-verwijzing", 25, 14, 'kaart "wachten" · leidt_tot 1: kaart "nachtzrog" staat niet in dit deck.'),
    ("nieuwer-formaat", 1, 11, "dit deck vraagt een nieuwer programma."),
    ("onbekend-veld", 16, 1, 'kaart "nachtzorg": het veld "vraagg" bestaat niet.'),
    ("ontbrekend-veld", 20, 1, 'kaart "wachten": het veld "titel" ontbreekt.'),
    (
        "verkeerd-type",
        18,
        41,
        'kaart "nachtzorg" · bronnen 1 · jaar: hier hoort een heel getal, maar er staat de tekst "2017".',
    ),
    ("verkeerde-wet", 17, 18, 'kaart "nachtzorg" · wetten 2: "WLZ" kan hier niet.'),
]


def test_a_folder_with_one_fault_per_deck_gives_exactly_those_faults() -> None:
    found = mistakes(FIXTURES / "een-fout-elk")

    assert [(p.path.stem, p.line, p.column, p.message) for p in found] == ONE_FAULT_EACH


LOOSE_ENDS = [
    ("deck-met-fout", 7, 10, 'draaiboek · decks: in deck "kring" staan nog fouten.'),
    ("deck-onbekend", 7, 10, 'draaiboek · decks 1: er is geen deck "route-eldrs".'),
    ("document-bij-welkom", 13, 1, 'ronde "eerste": "document" hoort alleen bij de vorm leidraad.'),
    ("route-bij-welkom", 13, 1, 'ronde "eerste": "route" hoort alleen bij de vorm leidraad.'),
    ("route-onbekend-deck", 13, 9, 'ronde "eerste" · route: er is geen deck "route-eldr".'),
    ("route-onbekend", 13, 9, 'ronde "eerste" · route: route "route-elders/wge" staat niet in deck "route-elders".'),
    ("route-zonder-deck", 14, 9, 'ronde "eerste" · route: hier ontbreekt in welk deck deze route staat.'),
    ("zonder-route", 8, 1, 'ronde "eerste": bij de vorm leidraad ontbreekt de route.'),
    ("kring", 7, 13, 'deck · gebruikt 1: dit maakt een kring: "kring" → "kring".'),
    ("onbekende-actor", 13, 12, 'kaart "nachtzorg" · actoren 1: actor "huisarts" staat niet in dit deck.'),
    (
        "soort-zonder-bron",
        15,
        21,
        'niveau "stelsel" · soort "wet" · bronnen 1 · bron: bron "verslag" staat niet in dit deck.',
    ),
    ("stap-zonder-kaart", 20, 25, 'route "weg" · stap 1 · kaarten 2: kaart "nachtzrog" staat niet in dit deck.'),
    ("wegwijzer-te-veel", 13, 13, 'wegwijzer "thuis" · kenmerken: hier staan meer antwoorden dan er vragen zijn.'),
    ("wegwijzer-zonder-bron", 14, 21, 'wegwijzer "thuis" · bronnen 1 · bron: bron "verslag" staat niet in dit deck.'),
    ("wegwijzer-zonder-vraag", 3, 1, 'deck: er zijn wegwijzers, maar het veld "wegwijzer_vragen" ontbreekt.'),
]


def test_what_does_not_fit_together_gives_exactly_those_faults() -> None:
    found = mistakes(FIXTURES / "losse-einden")

    assert [(p.path.stem, p.line, p.column, p.message) for p in found] == LOOSE_ENDS


def test_a_draaiboek_is_checked_by_itself_with_the_decks_of_the_folder_above() -> None:
    path = FIXTURES / "losse-einden" / "draaiboeken" / "route-onbekend.toml"

    assert [problem.hint for problem in mistakes(path)] == ['Bedoel je "route-elders/weg"?']
    assert [len(mistakes(path.parent)), len(mistakes(path.parent.parent))] == [8, len(LOOSE_ENDS)]


def test_one_file_with_all_faults_of_the_schema_gives_exactly_those_faults() -> None:
    found = mistakes(FIXTURES / "alle-fouten")

    assert brief(found) == [
        (2, 'het veld "naam" bestaat niet.'),
        (4, 'deck: het veld "versie" ontbreekt.'),
        (5, 'deck · id: "Alle fouten" kan geen id zijn.'),
        (6, "deck · titel: deze tekst is leeg."),
        (7, 'deck · status: "klaar" kan hier niet.'),
        (8, 'deck · gebruikt 1: er is geen deck "een-ander-deck".'),
        (
            13,
            'bron "factsheet" · datum: hier hoort tekst tussen aanhalingstekens, '
            "maar er staat een datum zonder aanhalingstekens.",
        ),
        (16, 'bron "factsheet": id "factsheet" is al gebruikt op regel 11.'),
        (21, 'kaart "nachtzorg" · soort: "knelpnt" kan hier niet.'),
        (
            22,
            'kaart "nachtzorg" · titel: hier hoort tekst tussen aanhalingstekens, maar er staat het getal 24.',
        ),
        (23, 'kaart "nachtzorg" · vraag: deze tekst is leeg.'),
        (24, 'kaart "nachtzorg" · kanten: hier hoort een lijst, maar er staat de tekst "Veiligheid".'),
        (25, 'kaart "nachtzorg" · wetten 2: "wmo" kan hier niet.'),
        (26, 'kaart "nachtzorg" · leidt_tot 2: kaart "nachtzrog" staat niet in dit deck.'),
        (26, 'kaart "nachtzorg" · leidt_tot 3: er is geen deck "een-ander-deck".'),
        (28, 'kaart "nachtzorg" · bronnen 1 · bron: bron "factshet" staat niet in dit deck.'),
        (
            29,
            'kaart "nachtzorg" · bronnen 2 · jaar: hier hoort een heel getal, maar er staat de tekst "2017".',
        ),
        (29, 'kaart "nachtzorg" · bronnen 3 · jaar: het getal 17 is te laag.'),
        (30, 'kaart "nachtzorg" · bronnen 4: hier hoort een tabel, maar er staat de tekst "factsheet".'),
        (33, 'kaart "wachten": het veld "soort" ontbreekt.'),
        (33, 'kaart "wachten": het veld "vraag" ontbreekt.'),
        (36, 'kaart "wachten": het veld "vraag " bestaat niet.'),
        (41, 'actor "mantelzorger" · groep: "familie" kan hier niet.'),
        (42, 'actor "mantelzorger" · spreekvolgorde: het getal 0 is te laag.'),
        (51, 'actor "huisarts" · spreekvolgorde: hier hoort een heel getal, maar er staat het getal 1.5.'),
        (56, 'actor "huisarts" · dilemma "tijd": id "tijd" is al gebruikt op regel 53.'),
        (57, 'actor "huisarts" · dilemma "tijd" · tekst: deze tekst is leeg.'),
        (58, 'actor "huisarts" · dilemma "tijd": de tabel "uitleg" bestaat niet.'),
        (61, 'niveau "land" · id: "land" kan hier niet.'),
        (63, 'niveau "land" · soort "wet": het veld "tekst" ontbreekt.'),
        (70, 'casus "riet" · fictief: hier hoort true (ja) of false (nee), maar er staat de tekst "ja".'),
        (71, 'casus "riet" · kaarten 1: kaart "nachtzorgg" staat niet in dit deck.'),
        (74, 'casus "riet" · lastig 1 · actor: actor "huisart" staat niet in dit deck of een deck dat het gebruikt.'),
        (76, 'casus "riet" · lastig 1: het veld "wetten" bestaat niet.'),
        (81, 'route "clientreis" · kaarten 1: kaart "alles" staat niet in dit deck.'),
        (83, "wegwijzer: hier hoort een lijst, maar er staat een tabel."),
        (90, 'begrip "Wlz": woord "Wlz" is al gebruikt op regel 87.'),
        (93, 'de tabel "kaarten" bestaat niet.'),
    ]


def test_a_problem_shows_the_line_and_what_to_write_instead() -> None:
    text = format_problems(check([FIXTURES / "een-fout-elk" / "onbekend-veld.toml"]))

    assert text.splitlines() == [
        f'{FIXTURES / "een-fout-elk" / "onbekend-veld.toml"}:16:1: kaart "nachtzorg": het veld "vraagg" bestaat niet.',
        '    vraagg = "Wie is er \'s nachts?"',
        '    Bedoel je "vraag"?',
    ]


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        (2, "Kies uit: formaat, deck, bron, kaart, actor, niveau, casus, route, wegwijzer, begrip."),
        (4, 'Zet erbij: versie = "1.0.0"'),
        (5, 'Gebruik alleen kleine letters, cijfers en streepjes, bijvoorbeeld "alle-fouten".'),
        (7, "Kies uit: concept, getoetst, vrijgegeven."),
        (13, 'Zet er aanhalingstekens om: "2017-02-01"'),
        (25, 'Bedoel je "Wmo"? Kies uit: Wmo, Zvw, Wlz, Jeugdwet.'),
        (28, 'Bedoel je "factsheet"?'),
        (74, 'Bedoel je "huisarts"?'),
        (76, 'Dit veld hoort bij casus "riet": zet het hoger, direct onder [[casus]].'),
        (81, "Kies uit: nachtzorg, wachten."),
        (83, "Schrijf [[wegwijzer]], met dubbele haken."),
        (93, 'Bedoel je "kaart"?'),
    ],
)
def test_the_hint_says_what_to_write(line: int, hint: str) -> None:
    found = mistakes(FIXTURES / "alle-fouten")

    assert [problem.hint for problem in found if problem.line == line] == [hint]


def test_the_column_counts_characters_also_after_accents_and_emoji() -> None:
    found = mistakes(FIXTURES / "alle-fouten")
    line = (FIXTURES / "alle-fouten" / "alle-fouten.toml").read_text("utf-8").split("\n")[28]

    assert [problem.column for problem in found if problem.line == 29] == [
        line.index('"2017"') + 1,
        line.index("17 },") + 1,
    ]


def test_words_of_a_file_cannot_steer_the_terminal(tmp_path: Path) -> None:
    path = tmp_path / "kwaad.toml"
    path.write_text(
        'formaat = 1\n[deck]\nid = "a\\u001b[2Jb"\ntitel = "x"\nversie = "1"\n"\\u001b]0;titel\\u0007" = "\\u202e"\n'
        '[[kaart]]\nid = "k"\nsoort = "\\u001b[31m"\ntitel = "t"\nvraag = "v"\nleidt_tot = ["\\u009b"]\n'
    )

    text = format_problems(check([path]))

    assert text.count("kwaad.toml:") == 4
    assert all(is_safe(line) for line in text.split("\n"))


def test_the_examples_of_the_design_load_without_problems() -> None:
    """Placeholder ids got a name, and the card and the actor that the example refers to were added."""
    deck = load_deck(FIXTURES / "ontwerp" / "deck.toml")
    playbook = load_playbook(FIXTURES / "ontwerp" / "draaiboek.toml")

    assert (deck.problems, playbook.problems) == ((), ())
    assert deck.value is not None
    assert deck.value.casussen[0].hard[0].actor == "huisarts"
    assert deck.value.actors[0].dilemmas[0].sides == ("…", "…")
    assert deck.value.cards[0].sources[0].year == 2017
    assert playbook.value is not None
    assert playbook.value.round("perspectief").least_per_person == 1.5
    assert playbook.value.rounds[0].steps[0].minutes == 3


def test_a_deck_with_problems_gives_no_value_and_leaves_the_rest_usable(tmp_path: Path) -> None:
    good = (FIXTURES / "een-fout-elk" / "lege-vraag.toml").read_text().replace('"  "', '"Hoe lang?"')
    (tmp_path / "goed.toml").write_text(good.replace("lege-vraag", "goed"))
    (tmp_path / "fout.toml").write_text(good.replace("lege-vraag", "fout").replace("Zvw", "ZVW"))

    library = Library(tmp_path)

    assert list(library.decks) == ["goed"]
    assert [problem.path.name for problem in library.problems] == ["fout.toml"]
