"""What makes a card hard to hear, to discuss or to trust is told with its line; good Dutch is left alone."""

import re
from pathlib import Path

from gesprekskaarten.decks.library import Library, check
from gesprekskaarten.decks.problems import format_problems
from gesprekskaarten.storage.paths import shipped_decks

FIXTURES = Path(__file__).parents[1] / "fixtures" / "decks"
WEAK = FIXTURES / "zwakke-plekken"


def said_in(path: Path) -> list[tuple[str, int, str]]:
    """The comments of the files say which warning belongs on their line."""
    return [
        (file.name, number, code)
        for file in sorted(path.rglob("*.toml"))
        for number, line in enumerate(file.read_text("utf-8").splitlines(), 1)
        for code in re.findall(r"# ([a-z-]+)$", line)
    ]


def test_one_weakness_of_each_kind_gives_exactly_those_lines() -> None:
    found = check([WEAK])

    assert sorted((p.path.name, p.line or 0, p.code) for p in found) == sorted(said_in(WEAK))
    assert {p.severity for p in found} == {"waarschuwing"}


def test_a_good_small_deck_with_its_draaiboek_gives_no_warning() -> None:
    assert check([FIXTURES / "goed"]) == []


def test_the_shipped_decks_and_draaiboeken_give_no_warning() -> None:
    assert check([shipped_decks()]) == []


def test_a_deck_with_a_mistake_is_read_for_weaknesses_too_and_mistakes_come_first(tmp_path: Path) -> None:
    deck = (FIXTURES / "goed" / "goed.toml").read_text("utf-8")
    deck = deck.replace('"Wie komt er als het \'s nachts misgaat?"', '"Wie komt er"').replace(
        'leidt_tot = ["spoed"]', 'leidt_tot = ["spoet"]'
    )
    (tmp_path / "goed.toml").write_text(deck, "utf-8")

    found = check([tmp_path])

    assert [(problem.severity, problem.code) for problem in found] == [("fout", ""), ("waarschuwing", "geen-vraag")]
    assert (found[1].line or 0) < (found[0].line or 0)


def test_a_warning_shows_its_place_its_kind_and_what_to_do() -> None:
    text = format_problems(check([WEAK / "draaiboeken" / "zwak.toml"]))

    path = WEAK / "draaiboeken" / "zwak.toml"
    assert text.splitlines()[:3] == [
        f"{path}:6:11: waarschuwing: draaiboek · minuten: "
        "de rondes en de buffer zijn samen 25 minuten, en hier staat 30. [minuten]",
        "    minuten = 30 # minuten",
        "    Schrijf minuten = 25, of verander de rondes.",
    ]


def test_a_sentence_is_told_on_the_line_where_it_stands(tmp_path: Path) -> None:
    deck = (FIXTURES / "goed" / "goed.toml").read_text("utf-8")
    old = "Hij weet dan niet waar hij is."
    (tmp_path / "goed.toml").write_text(deck.replace(old, "Dan wordt er vaak gebeld."), "utf-8")

    (found,) = check([tmp_path])

    assert (found.code, found.excerpt, found.column) == ("lijdende-vorm", "Dan wordt er vaak gebeld.", 1)


def test_words_of_a_used_deck_need_no_explanation(tmp_path: Path) -> None:
    card = '[[kaart]]\nid = "k"\nsoort = "vraag"\ntitel = "K"\nvraag = "Wat doet de XYZ met regelmogelijkheden?"\n'
    card += 'bronnen = [{ bron = "b", jaar = 2020 }]\n[[bron]]\nid = "b"\ntitel = "B"\ndatum = "2020"\n'
    head = 'formaat = 1\n[deck]\nid = "{}"\ntitel = "T"\nversie = "1"\n'
    terms = '[[begrip]]\nwoord = "XYZ"\nuitleg = "U"\n[[begrip]]\nwoord = "regelmogelijkheden"\nuitleg = "U"\n'
    (tmp_path / "basis.toml").write_text(head.format("basis") + terms)
    own = tmp_path / "eigen" / "eigen.toml"
    own.parent.mkdir()

    own.write_text(head.format("eigen") + card)
    assert [problem.code for problem in check([own])] == ["afkorting", "lang-woord"]

    own.write_text(head.format("eigen") + 'gebruikt = ["basis"]\n' + card)
    assert check([own], [tmp_path]) == []


def test_an_own_deck_that_takes_the_place_of_a_shipped_one_is_told(tmp_path: Path) -> None:
    shipped, own = tmp_path / "mee", tmp_path / "eigen"
    deck = (FIXTURES / "goed" / "goed.toml").read_text("utf-8")
    for folder, version in ((shipped, "1.0.0"), (own, "0.9.0")):
        folder.mkdir()
        (folder / "goed.toml").write_text(deck.replace("0.1.0", version), "utf-8")

    expected = [
        (
            own / "goed.toml",
            4,
            "verbergt-meegeleverd",
            'deck · id: dit deck (versie "0.9.0") gaat voor op het meegeleverde deck "goed" (versie "1.0.0").',
        )
    ]
    for paths in ([own], [own / "goed.toml"], [shipped, own]):
        found = check(paths, [own], shipped)
        assert [(problem.path, problem.line, problem.code, problem.message) for problem in found] == expected
    assert check([shipped], [own], shipped) == []


def test_loading_decks_never_looks_for_weaknesses() -> None:
    library = Library(WEAK)

    assert library.problems == ()
    assert set(library.decks) == {"ander-deck", "zwakke-plekken"}


def test_many_cards_that_look_alike_are_compared_quickly(tmp_path: Path) -> None:
    """Each card is compared with a few others, never with all: the work does not grow with the square."""
    head = (
        'formaat = 1\n[deck]\nid = "{}"\ntitel = "T"\nversie = "1"\n[[bron]]\nid = "b"\ntitel = "B"\ndatum = "2020"\n'
    )
    card = (
        '[[kaart]]\nid = "k{0}"\nsoort = "vraag"\ntitel = "K"\nvraag = "Wat doet {1} met de oude fiets van de buren?"\n'
    )
    card += 'bronnen = [{{ bron = "b", jaar = 2020 }}]\n'
    for deck in range(4):
        names = (card.format(number, f"iemand{number % 80}") for number in range(250))
        (tmp_path / f"d{deck}.toml").write_text(head.format(f"d{deck}") + "".join(names))

    found = check([tmp_path])

    assert {problem.code for problem in found} == {"lijkt-op"}
    assert len(found) == 1000 - 80
