"""Which deck is used when folders have several, and references from one deck to another."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from gesprekskaarten.decks.library import DeckRow, Library, check, deck_rows
from gesprekskaarten.decks.problems import Problem
from gesprekskaarten.errors import AppError, ExitCode

PLAYBOOK = 'formaat = 1\n[draaiboek]\nid = "{id}"\ntitel = "{title}"\nminuten = 90\n[[ronde]]\nid = "welkom"\n'
PLAYBOOK += 'vorm = "welkom"\ntitel = "Welkom"\nminuten = 5\n'
CARD = '[[kaart]]\nid = "{id}"\nsoort = "vraag"\ntitel = "T"\nvraag = "V?"\n'
ACTOR = '[[actor]]\nid = "{id}"\nnaam = "{id}"\ngroep = "naasten"\n'


def write(folder: Path, name: str, rest: str = "", version: str = "1.0.0", uses: str = "", title: str = "T") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    head = f'formaat = 1\n[deck]\nid = "{name}"\ntitel = "{title}"\nversie = "{version}"\ngebruikt = [{uses}]\n'
    path = folder / f"{name}.toml"
    path.write_text(head + rest)
    return path


def messages(*paths: Path) -> list[tuple[str, int | None, str]]:
    return [(problem.path.stem, problem.line, problem.message) for problem in mistakes(paths)]


def mistakes(paths: Sequence[Path], folders: Sequence[Path] = ()) -> list[Problem]:
    return [problem for problem in check(paths, folders) if problem.severity == "fout"]


def test_an_own_deck_wins_from_a_shipped_one_also_with_a_lower_version(tmp_path: Path) -> None:
    write(tmp_path / "a", "wlz", version="2.0.0", title="Meegeleverd")
    write(tmp_path / "b", "wlz", version="1.0.0", title="Eigen")

    library = Library(tmp_path / "a", [tmp_path / "b"])

    assert library.deck("wlz").title == "Eigen"
    assert str(library.deck_origin("wlz")) == str(tmp_path / "b" / "wlz.toml")
    assert library.problems == ()


def test_of_two_own_decks_the_higher_version_wins(tmp_path: Path) -> None:
    write(tmp_path / "a", "iets-anders")
    write(tmp_path / "b", "wlz", version="1.10.0", title="Tien")
    write(tmp_path / "c", "wlz", version="1.9.0", title="Negen")

    for folders in ("b", "c"), ("c", "b"):
        assert Library(tmp_path / "a", [tmp_path / name for name in folders]).deck("wlz").title == "Tien"


def test_a_faulty_own_deck_is_told_and_the_shipped_one_is_used(tmp_path: Path) -> None:
    write(tmp_path / "a", "wlz", title="Meegeleverd")
    write(tmp_path / "b", "wlz", title="")

    library = Library(tmp_path / "a", [tmp_path / "b"])

    assert library.deck("wlz").title == "Meegeleverd"
    assert [problem.message for problem in library.problems] == ["deck · titel: deze tekst is leeg."]


def test_the_same_folder_twice_is_read_once(tmp_path: Path) -> None:
    write(tmp_path / "a", "wlz")

    assert Library(tmp_path / "a", [tmp_path / "a", tmp_path / "b" / ".." / "a"]).problems == ()
    assert messages(tmp_path / "a", tmp_path / "a" / "wlz.toml") == []


def test_the_same_id_twice_in_one_folder_is_a_problem(tmp_path: Path) -> None:
    write(tmp_path, "wlz")
    (tmp_path / "wlz-kopie.toml").write_text((tmp_path / "wlz.toml").read_text())

    assert messages(tmp_path) == [("wlz-kopie", 3, 'deck · id: "wlz" is ook het id van "wlz.toml".')]


def test_draaiboeken_are_found_in_their_own_folder(tmp_path: Path) -> None:
    write(tmp_path, "wlz")
    (tmp_path / "draaiboeken").mkdir()
    (tmp_path / "draaiboeken" / "kort.toml").write_text(PLAYBOOK.format(id="kort", title="Kort"))
    (tmp_path / "draaiboeken" / "fout.toml").write_text(PLAYBOOK.format(id="fout", title=""))

    library = Library(tmp_path)

    assert library.playbook("kort").title == "Kort"
    assert library.playbook_origin("kort").shipped
    assert [(problem.path.name, problem.line) for problem in library.problems] == [("fout.toml", 4)]


def test_hidden_files_and_other_files_are_no_decks(tmp_path: Path) -> None:
    write(tmp_path, "wlz")
    (tmp_path / ".#wlz.toml").symlink_to("iemand@ergens")
    (tmp_path / "LEESMIJ.md").write_text("# Decks")

    assert messages(tmp_path) == []


@pytest.mark.parametrize(
    ("name", "message", "hint"),
    [
        ("wlzz", 'Er is geen deck "wlzz".', 'Bedoel je "wlz"?'),
        ("iets-anders", 'Er is geen deck "iets-anders".', "Kies uit: wlz."),
    ],
)
def test_an_unknown_deck_is_refused_with_the_nearest_one(tmp_path: Path, name: str, message: str, hint: str) -> None:
    write(tmp_path, "wlz")

    with pytest.raises(AppError) as caught:
        Library(tmp_path).deck(name)

    assert (caught.value.message, caught.value.hint, caught.value.exit_code) == (message, hint, ExitCode.WRONG_USE)


def test_a_deck_with_problems_is_refused_with_the_way_to_see_them(tmp_path: Path) -> None:
    path = write(tmp_path, "wlz", title="")

    with pytest.raises(AppError) as caught:
        Library(tmp_path).deck("wlz")

    assert caught.value.message == 'In deck "wlz" staan fouten. Het kan niet worden gebruikt.'
    assert str(path) in caught.value.hint


def test_a_folder_that_is_not_there_cannot_be_read(tmp_path: Path) -> None:
    gone = tmp_path / "weg"
    (tmp_path / "bestand").write_text("x")
    for action in (
        lambda: Library(gone),
        lambda: Library(tmp_path, [gone]),
        lambda: Library(tmp_path / "bestand"),
        lambda: check([gone]),
    ):
        with pytest.raises(AppError) as caught:
            action()
        assert caught.value.exit_code == ExitCode.IO
        assert caught.value.message.startswith("Ik kan ")


def test_a_folder_without_decks_never_passes_a_check_silently(tmp_path: Path) -> None:
    assert messages(tmp_path) == [(tmp_path.stem, None, "in deze map staan geen decks.")]


def test_a_deck_has_the_actors_niveaus_and_begrippen_of_the_decks_it_uses(tmp_path: Path) -> None:
    level = '[[niveau]]\nid = "stelsel"\nnaam = "{name}"\n[[begrip]]\nwoord = "Wlz"\nuitleg = "{name}"\n'
    write(tmp_path, "basis", ACTOR.format(id="huisarts") + ACTOR.format(id="ciz") + level.format(name="Basis"))
    casus = '[[casus]]\nid = "c"\ntitel = "C"\nsituatie = "S"\nbetrokken = ["huisarts", "mantelzorger"]\n'
    write(tmp_path, "eigen", ACTOR.format(id="mantelzorger") + casus + level.format(name="Eigen"), uses='"basis"')

    library = Library(tmp_path)
    deck = library.deck("eigen")

    assert library.problems == ()
    assert [actor.id for actor in deck.actors] == ["mantelzorger", "huisarts", "ciz"]
    assert [level.name for level in deck.levels] == ["Eigen"]
    assert [term.explanation for term in deck.terms] == ["Eigen"]
    assert [actor.id for actor in library.decks["eigen"].actors] == ["mantelzorger"]


def test_references_to_other_decks_are_checked(tmp_path: Path) -> None:
    write(tmp_path, "basis", ACTOR.format(id="huisarts") + CARD.format(id="nachtzorg"))
    casus = '[[casus]]\nid = "c"\ntitel = "C"\nsituatie = "S"\nkaarten = ["basis/nachtzorg", "basis/nachtzrog", '
    casus += '"bases/x"]\nbetrokken = ["huisarts", "huisart"]\n'
    path = write(tmp_path, "eigen", casus, uses='"basis", "weg"')

    expected = [
        ("eigen", 6, 'deck · gebruikt 2: er is geen deck "weg".'),
        ("eigen", 11, 'casus "c" · kaarten 2: kaart "basis/nachtzrog" staat niet in deck "basis".'),
        ("eigen", 11, 'casus "c" · kaarten 3: er is geen deck "bases".'),
        ("eigen", 12, 'casus "c" · betrokken 2: actor "huisart" staat niet in dit deck of een deck dat het gebruikt.'),
    ]
    assert messages(tmp_path) == expected
    assert messages(path) == expected
    assert [problem.hint for problem in mistakes([path])][1:] == [
        'Bedoel je "basis/nachtzorg"?',
        'Bedoel je "basis"?',
        'Bedoel je "huisarts"?',
    ]


def test_decks_elsewhere_answer_references_but_are_not_checked(tmp_path: Path) -> None:
    write(tmp_path / "a", "basis", ACTOR.format(id="huisarts"))
    write(tmp_path / "a", "fout", title="")
    path = write(tmp_path / "b", "eigen", uses='"basis"')

    assert [problem.message for problem in mistakes([path])] == ['deck · gebruikt 1: er is geen deck "basis".']
    assert mistakes([path], [tmp_path / "a"]) == []


def test_a_deck_that_uses_a_faulty_deck_is_left_out_with_the_reason_and_so_is_who_uses_that(tmp_path: Path) -> None:
    write(tmp_path, "a", title="")
    write(tmp_path, "b", uses='"a"')
    write(tmp_path, "c", uses='"b"')
    write(tmp_path, "d")

    library = Library(tmp_path)

    assert list(library.decks) == ["d"]
    assert [(problem.path.stem, problem.message) for problem in library.problems] == [
        ("a", "deck · titel: deze tekst is leeg."),
        ("b", 'deck · gebruikt: in deck "a" staan nog fouten.'),
        ("c", 'deck · gebruikt: in deck "b" staan nog fouten.'),
    ]


def test_cards_of_two_decks_may_lead_to_each_other(tmp_path: Path) -> None:
    write(tmp_path, "a", CARD.format(id="x") + 'leidt_tot = ["b/y"]\n')
    write(tmp_path, "b", CARD.format(id="y") + 'leidt_tot = ["a/x", "b/y", "y"]\n', uses='"a"')

    assert messages(tmp_path) == []
    assert Library(tmp_path).deck("a").id == "a"


def test_decks_that_use_each_other_in_a_circle_are_refused(tmp_path: Path) -> None:
    write(tmp_path, "a", uses='"b"')
    write(tmp_path, "b", uses='"c"')
    write(tmp_path, "c", uses='"d", "a"')
    write(tmp_path, "d")
    write(tmp_path, "zelf", uses='"zelf"')

    assert messages(tmp_path) == [
        ("a", 6, 'deck · gebruikt: in deck "b" staan nog fouten.'),
        ("b", 6, 'deck · gebruikt: in deck "c" staan nog fouten.'),
        ("c", 6, 'deck · gebruikt 2: dit maakt een kring: "c" → "a" → "b" → "c".'),
        ("zelf", 6, 'deck · gebruikt 1: dit maakt een kring: "zelf" → "zelf".'),
    ]
    assert list(Library(tmp_path).decks) == ["d"]


def test_an_own_deck_that_closes_a_circle_never_takes_a_shipped_one_away(tmp_path: Path) -> None:
    write(tmp_path / "mee", "a", uses='"b"')
    write(tmp_path / "mee", "b")
    write(tmp_path / "eigen", "b", uses='"a"')

    library = Library(tmp_path / "mee", [tmp_path / "eigen"])

    assert list(library.decks) == ["a", "b"]
    assert [problem.path for problem in library.problems] == [tmp_path / "eigen" / "b.toml"]


def test_the_list_of_decks_tells_what_is_in_them(tmp_path: Path) -> None:
    write(tmp_path / "a", "basis", ACTOR.format(id="huisarts") + CARD.format(id="x") + CARD.format(id="y"))
    path = write(tmp_path / "b", "eigen", uses='"basis"', version="0.2", title="Mijn deck")

    assert deck_rows(Library(tmp_path / "a", [tmp_path / "b"])) == [
        DeckRow("basis", "T", "1.0.0", "concept", 2, 0, 1, "meegeleverd"),
        DeckRow("eigen", "Mijn deck", "0.2", "concept", 0, 0, 1, str(path)),
    ]


def test_a_deck_that_is_saved_or_added_is_read_again_and_nothing_else_is(tmp_path: Path) -> None:
    shipped, own = tmp_path / "shipped", tmp_path / "own"
    shipped.mkdir()
    own.mkdir()
    library = Library(shipped, [own])
    assert not library.read_again()
    (own / "nieuw.toml").write_text('formaat = 1\n[deck]\nid = "nieuw"\ntitel = "Nieuw"\nversie = "1"\n', "utf-8")
    assert library.read_again()
    assert list(library.decks) == ["nieuw"]
    assert not library.read_again()
    (own / "nieuw.toml").write_text("formaat = 1\n[deck]\n", "utf-8")
    assert library.read_again()
    assert (list(library.decks), len(library.faulty)) == ([], 1)
