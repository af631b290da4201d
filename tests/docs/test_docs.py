"""The pages in docs/ say what the program does: nothing stale, nothing that does not exist."""

import re
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest
from markdown_it import MarkdownIt

from gesprekskaarten.cli import program
from gesprekskaarten.cli.edge import NAME
from gesprekskaarten.decks.library import check
from gesprekskaarten.decks.problems import format_problems
from gesprekskaarten.domain.playbook import RoundKind
from gesprekskaarten.storage.paths import shipped_decks
from tests.docs import formats, keys, pictures
from tests.docs.command_line import helps
from tests.docs.explained import EXPLAINED
from tests.docs.pages import DOCS, PAGES

WRITTEN = sorted(path.relative_to(DOCS).as_posix() for path in DOCS.rglob("*.md"))
BY_HAND = ["handleiding.md", "kaarten-maken.md"]
STALE = "Make the pages anew with: python -m tests.docs"


@pytest.mark.parametrize("name", PAGES)
def test_a_generated_page_is_what_the_program_says_now(name: str) -> None:
    assert (DOCS / name).read_text(encoding="utf-8") == PAGES[name](), STALE


@pytest.fixture
def in_the_netherlands() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as here:
        here.setenv("TZ", pictures.ZONE)
        time.tzset()
        yield
    time.tzset()


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="the clock of this system cannot be set to another zone")
@pytest.mark.usefixtures("in_the_netherlands")
@pytest.mark.parametrize("name", pictures.TAKEN)
async def test_a_picture_has_the_words_of_the_screen_now(name: str) -> None:
    now = await pictures.draw(name)
    taken = (pictures.PICTURES / f"{name}.svg").read_text(encoding="utf-8")
    assert pictures.words_in(taken) == pictures.words_in(now), STALE


def test_there_is_no_picture_that_nobody_draws() -> None:
    assert sorted(path.stem for path in pictures.PICTURES.iterdir()) == sorted(pictures.TAKEN)


def test_a_picture_asks_nothing_of_the_internet() -> None:
    for path in pictures.PICTURES.glob("*.svg"):
        assert re.findall(r"(?:url\(|href=)[\"']?https?:", path.read_text(encoding="utf-8")) == []


def test_every_screen_with_keys_of_its_own_is_on_the_page_of_keys() -> None:
    assert set(keys.of_screens()) == set(keys.SCREENS)


def test_every_kind_of_round_is_on_the_page_of_keys() -> None:
    assert set(keys.ROUNDS) == set(RoundKind)


@pytest.mark.parametrize("name", formats.MODELS)
def test_every_field_of_a_file_is_explained_and_nothing_else(name: str) -> None:
    assert set(EXPLAINED[name]) == set(formats.fields(name))


@pytest.mark.parametrize("page", WRITTEN)
def test_every_link_in_the_docs_leads_somewhere(page: str) -> None:
    text = (DOCS / page).read_text(encoding="utf-8")
    broken = [link for link in _links(text) if not _leads_somewhere(DOCS / page, link)]
    assert broken == []


@pytest.mark.parametrize("page", BY_HAND)
def test_every_command_in_the_docs_exists(page: str) -> None:
    known = {name for name, _ in helps(program, NAME, None)}
    text = (DOCS / page).read_text(encoding="utf-8")
    named = set(re.findall(rf"`({NAME}(?: [a-z]+)*)", text))
    assert {name for name in named if not _is_command(name, known)} == set()


@pytest.mark.parametrize("page", BY_HAND)
def test_every_option_in_the_docs_exists(page: str) -> None:
    known = set(re.findall(r"--[a-z-]+", "\n".join(text for _, text in helps(program, NAME, None))))
    named = set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", (DOCS / page).read_text(encoding="utf-8")))
    assert named - known == set()


def test_the_deck_in_kaarten_maken_is_right(tmp_path: Path) -> None:
    (deck,) = re.findall(r"```toml\n(formaat.*?)```", _by_hand("kaarten-maken.md"), re.DOTALL)
    (tmp_path / "voorbeeld.toml").write_text(deck, encoding="utf-8")
    assert check([tmp_path], [shipped_decks()]) == []


def test_the_problem_in_kaarten_maken_is_what_the_program_says(tmp_path: Path) -> None:
    (deck,) = re.findall(r"```toml\n(formaat.*?)```", _by_hand("kaarten-maken.md"), re.DOTALL)
    path = tmp_path / "nachtzorg.toml"
    path.write_text(deck.replace("vraag =", "vraagg =", 1), encoding="utf-8")
    said = format_problems(check([path], [shipped_decks()])).replace(str(path), path.name)
    (shown,) = re.findall(r"```text\n(nachtzorg.*?)\n```", _by_hand("kaarten-maken.md"), re.DOTALL)
    assert shown in said


def test_the_manual_is_short() -> None:
    assert len(_by_hand("handleiding.md").splitlines()) <= 280


def _by_hand(page: str) -> str:
    return (DOCS / page).read_text(encoding="utf-8")


def _links(text: str) -> list[str]:
    found = []
    for block in MarkdownIt().enable("table").parse(text):
        for token in block.children or []:
            if token.type in ("link_open", "image"):
                found.append(str(token.attrs.get("href") or token.attrs.get("src")))
    return found


def _leads_somewhere(page: Path, link: str) -> bool:
    if "://" in link:
        return True
    path, _, anchor = unquote(link).partition("#")
    target = (page.parent / path).resolve() if path else page
    return target.exists() and (not anchor or anchor in _anchors(target))


def _anchors(page: Path) -> set[str]:
    headings = re.findall(r"^#+ (.*)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.casefold()).replace(" ", "-") for heading in headings}


def _is_command(name: str, known: set[str]) -> bool:
    """A name of a session may stand after a command."""
    return name in known or name.rpartition(" ")[0] in known - {NAME, f"{NAME} deck", f"{NAME} sessies"}
