"""Taplo, the checker inside Even Better TOML, reads the schema: it passes what is right and names what is wrong.

Taplo comes from npm (`npm install --global @taplo/cli`); nothing is fetched here, so without it this is skipped.
"""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from gesprekskaarten.decks.template import deck_template, playbook_template
from gesprekskaarten.storage.paths import shipped_decks

TAPLO = os.environ.get("TAPLO") or shutil.which("taplo") or ""
SHIPPED = sorted(shipped_decks().rglob("*.toml"))

pytestmark = pytest.mark.skipif(not TAPLO, reason="taplo is not installed; put it on PATH or name it in TAPLO")


def lint(*files: Path) -> "subprocess.CompletedProcess[str]":
    """Check files by the schema that their own first line names."""
    return subprocess.run(
        [TAPLO, "lint", "--no-auto-config", "--colors", "never", *files],
        cwd=files[0].parent,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=100,
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with both schemas, as `deck nieuw` leaves them."""
    for path in shipped_decks().glob("*.schema.json"):
        shutil.copy(path, tmp_path)
    (tmp_path / "draaiboeken").mkdir()
    return tmp_path


def test_the_shipped_decks_and_draaiboeken_pass() -> None:
    done = lint(*SHIPPED)
    assert done.returncode == 0, done.stderr


def test_a_new_deck_and_a_new_draaiboek_pass(folder: Path) -> None:
    deck, playbook = folder / "nieuw.toml", folder / "draaiboeken" / "nieuw.toml"
    deck.write_text(deck_template("nieuw", "Nieuw", "./deck.schema.json", "nieuw.toml"), encoding="utf-8")
    text = playbook_template("nieuw", "Nieuw", "../draaiboek.schema.json", "nieuw.toml")
    playbook.write_text(text, encoding="utf-8")
    done = lint(deck, playbook)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ("vraag =", "vraagg =", "'vraagg' was unexpected"),
        ('soort = "knelpunt"', 'soort = "knelpnt"', '"knelpnt" is not one of ["knelpunt"'),
        ("jaar = ", "jaar = 1", "is greater than the maximum of 2100"),
        ('id = "nieuw"', 'id = "Nieuw Deck"', '"Nieuw Deck" does not match'),
        ('versie = "0.1.0"', "", '"versie" is a required property'),
        ('wetten = ["Wmo", "Zvw"]', 'wetten = ["WMO"]', '"WMO" is not one of ["Wmo"'),
    ],
)
def test_a_mistake_in_a_deck_is_named(right: str, wrong: str, said: str, folder: Path) -> None:
    text = deck_template("nieuw", "Nieuw", "./deck.schema.json", "nieuw.toml")
    assert right in text
    path = folder / "nieuw.toml"
    path.write_text(text.replace(right, wrong, 1), encoding="utf-8")
    done = lint(path)
    assert done.returncode == 1
    assert said in done.stderr


def test_a_mistake_in_a_draaiboek_is_named(folder: Path) -> None:
    text = playbook_template("nieuw", "Nieuw", "../draaiboek.schema.json", "nieuw.toml")
    path = folder / "draaiboeken" / "nieuw.toml"
    path.write_text(text.replace("per_persoon = 0.75", "per_persoon = 75"), encoding="utf-8")
    done = lint(path)
    assert done.returncode == 1
    assert "75 is greater than the maximum of 60" in done.stderr
