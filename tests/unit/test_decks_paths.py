"""Where decks, the example and sessions are found."""

import os
from pathlib import Path

import pytest

from gesprekskaarten.storage import paths


def test_the_shipped_decks_and_the_example_stand_beside_the_package_or_in_the_checkout(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "gesprekskaarten"
    (package / "storage").mkdir(parents=True)
    monkeypatch.setattr(paths, "__file__", str(package / "storage" / "paths.py"))

    assert paths.shipped_decks() == tmp_path / "decks"
    (package / "_content").mkdir()
    assert paths.shipped_decks() == package / "_content" / "decks"
    assert paths.example() == package / "_content" / "sessions" / "voorbeeld.toml"


def test_sessions_are_where_the_option_says_then_the_environment_then_the_data_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GESPREKSKAARTEN_SESSIES", str(tmp_path / "omgeving"))
    assert paths.store(tmp_path / "optie") == tmp_path / "optie"
    assert paths.store() == tmp_path / "omgeving"
    monkeypatch.setenv("GESPREKSKAARTEN_SESSIES", "")
    assert paths.store().name == "gesprekken"
    assert tmp_path in paths.store().parents


def test_a_relative_store_stays_where_it_was_when_the_folder_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    assert paths.store(Path("hier")) == tmp_path / "hier"


def test_own_decks_come_from_the_data_folder_and_the_chosen_folders(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert paths.own_decks() == []
    monkeypatch.setenv("GESPREKSKAARTEN_DECKS", f"{tmp_path / 'a'}{os.pathsep}{tmp_path / 'b'}")
    assert paths.own_decks() == [tmp_path / "a", tmp_path / "b"]
    assert paths.own_decks([tmp_path / "c"]) == [tmp_path / "c"]
    monkeypatch.delenv("GESPREKSKAARTEN_SESSIES")
    default = paths.store().parent / "decks"
    default.mkdir(parents=True)
    assert paths.own_decks([tmp_path / "c"]) == [default, tmp_path / "c"]


def test_asking_where_things_are_creates_nothing(tmp_path: Path) -> None:
    for ask in (paths.store, paths.own_decks, paths.example, paths.shipped_decks):
        ask()

    assert list(tmp_path.iterdir()) == []
