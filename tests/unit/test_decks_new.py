"""`deck nieuw`: what a curator gets to begin with is right, explained, and never in the way of what is there."""

from pathlib import Path

import pytest

from gesprekskaarten.decks import schema
from gesprekskaarten.decks.library import Library
from gesprekskaarten.domain.deck import Status
from gesprekskaarten.domain.playbook import RoundKind
from gesprekskaarten.room.preview import card_pages, casus_pages
from gesprekskaarten.storage.paths import shipped_decks
from tests.unit.test_cli import run


def test_a_new_deck_passes_the_strict_check_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "eigen" / "nachtzorg.toml"
    made = run("deck", "nieuw", path)
    assert (made.exit_code, made.stdout) == (0, f"{path}\n")
    checked = run("deck", "controleer", "--streng", path)
    assert (checked.exit_code, checked.stdout) == (0, "")


def test_a_new_deck_has_something_of_each_kind_and_can_be_used_at_once(tmp_path: Path) -> None:
    run("deck", "nieuw", tmp_path / "nachtzorg.toml")
    deck = Library(shipped_decks(), [tmp_path]).deck("nachtzorg")
    assert (deck.title, deck.head.status) == ("Nachtzorg", Status.CONCEPT)
    assert len(deck.cards) == len({card.kind for card in deck.cards}) == 3
    assert len(deck.casussen) == 1
    assert "huisarts" in {actor.id for actor in deck.actors}
    assert "respijtzorg" in {term.word for term in deck.terms}


def test_every_card_of_a_new_deck_fits_the_room(tmp_path: Path) -> None:
    run("deck", "nieuw", tmp_path / "nachtzorg.toml")
    deck = Library(shipped_decks(), [tmp_path]).deck("nachtzorg")
    for columns, rows, most in ((70, 20, 1), (46, 13, 2)):
        assert [card.id for card in deck.cards if len(card_pages(card, columns, rows)) > most] == []
        assert [casus.id for casus in deck.casussen if len(casus_pages(casus, columns, rows)) > most] == []


def test_the_explanation_in_a_new_deck_names_every_kind_of_card_and_law(tmp_path: Path) -> None:
    from typing import get_args

    from gesprekskaarten.domain.deck import CardKind, Law

    path = tmp_path / "nachtzorg.toml"
    run("deck", "nieuw", path)
    text = path.read_text(encoding="utf-8")
    assert [word for word in (*CardKind, *get_args(Law)) if word not in text] == []


def test_a_new_draaiboek_passes_the_strict_check_and_fills_its_minutes(tmp_path: Path) -> None:
    path = tmp_path / "draaiboeken" / "onze-avond.toml"
    assert run("deck", "nieuw", path, "--draaiboek", "--titel", 'Onze "avond" \\ rustig').exit_code == 0
    checked = run("deck", "controleer", "--streng", path)
    assert (checked.exit_code, checked.stdout) == (0, "")
    playbook = Library(shipped_decks(), [tmp_path]).playbook("onze-avond")
    assert playbook.title == 'Onze "avond" \\ rustig'
    assert sum(part.minutes for part in playbook.rounds) + playbook.head.buffer == playbook.head.minutes
    assert [playbook.rounds[0].kind, playbook.rounds[-1].kind] == [RoundKind.WELKOM, RoundKind.AFRONDEN]


def test_the_schema_comes_where_the_first_line_says(tmp_path: Path) -> None:
    for name, options, made in (
        ("nachtzorg.toml", (), tmp_path / schema.DECK_FILE),
        ("draaiboeken/avond.toml", ("--draaiboek",), tmp_path / schema.PLAYBOOK_FILE),
    ):
        path = tmp_path / name
        result = run("deck", "nieuw", path, *options)
        first = path.read_text(encoding="utf-8").partition("\n")[0]
        assert (path.parent / first.removeprefix("#:schema ")).resolve() == made.resolve()
        assert str(made) in result.stderr
    assert (tmp_path / schema.DECK_FILE).read_text(encoding="utf-8") == schema.deck_schema()
    assert (tmp_path / schema.PLAYBOOK_FILE).read_text(encoding="utf-8") == schema.playbook_schema()


def test_what_is_there_stays_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "nachtzorg.toml"
    path.write_text("van mij", encoding="utf-8")
    (tmp_path / schema.DECK_FILE).write_text("ook van mij", encoding="utf-8")
    result = run("deck", "nieuw", path)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "is er al. Dat bestand blijft zoals het is." in result.stderr
    assert path.read_text(encoding="utf-8") == "van mij"
    assert run("deck", "nieuw", tmp_path / "ander.toml").exit_code == 0
    assert (tmp_path / schema.DECK_FILE).read_text(encoding="utf-8") == "ook van mij"


@pytest.mark.parametrize(
    ("name", "id", "title"),
    [
        ("nachtzorg", "nachtzorg", "Nachtzorg"),
        ("Zorg in de Wijk.TOML", "zorg-in-de-wijk", "Zorg in de wijk"),
        ("één_café.toml", "een-cafe", "Een cafe"),
    ],
)
def test_the_id_is_made_of_the_name_of_the_file(name: str, id: str, title: str, tmp_path: Path) -> None:
    result = run("deck", "nieuw", tmp_path / name)
    assert result.exit_code == 0
    assert Library(shipped_decks(), [tmp_path]).deck(id).title == title


@pytest.mark.parametrize("name", ["nachtzorg.txt", "!.toml", "-zorg.toml", "zorg+wonen.toml", "日本.toml"])
def test_a_name_that_gives_no_id_is_refused_before_anything_is_made(name: str, tmp_path: Path) -> None:
    result = run("deck", "nieuw", tmp_path / "map" / name)
    assert (result.exit_code, result.stdout) == (2, "")
    assert f"Van de naam “{name}” kan ik geen id maken." in result.stderr
    assert not (tmp_path / "map").exists()


def test_a_deck_that_would_hide_another_one_is_refused(tmp_path: Path) -> None:
    result = run("deck", "nieuw", tmp_path / "grensvlakken-wlz.toml")
    assert result.exit_code == 2
    assert result.stderr.startswith("Fout: Er is al een deck met de id grensvlakken-wlz.\n")
    assert list(tmp_path.glob("*.toml")) == []


def test_a_folder_or_an_empty_title_is_no_deck(tmp_path: Path) -> None:
    folder = run("deck", "nieuw", tmp_path)
    assert folder.exit_code == 2
    assert f"{tmp_path} is een map." in folder.stderr
    untitled = run("deck", "nieuw", tmp_path / "x.toml", "--titel", " \x1b ")
    assert untitled.exit_code == 2
    assert untitled.stderr.startswith("Fout: De titel is leeg.\n")


def test_the_next_steps_can_be_typed_as_they_stand_there(tmp_path: Path) -> None:
    import shlex

    steps = run("deck", "nieuw", tmp_path / "mijn kaarten" / "nacht zorg.toml").stderr
    commands = [line.partition(": ")[2] for line in steps.splitlines() if ": gesprekskaarten " in line]
    assert len(commands) == 2
    for command in commands:
        assert run(*shlex.split(command)[1:]).exit_code == 0
