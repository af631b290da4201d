"""A card as the room sees it, at each size of room screen, with its pages and its back."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot

from gesprekskaarten.decks.search import hits_in
from gesprekskaarten.domain.deck import Deck
from gesprekskaarten.room.preview import card_pages
from gesprekskaarten.tui.app import GesprekApp
from gesprekskaarten.tui.commands import check_commands
from gesprekskaarten.tui.screens.library_card import CardScreen
from tests.pilot.contrast import minimum_contrast, text_of
from tests.pilot.starting import english, press, program, seen

LONG = "Dit is een zin die telt voor de maat van het scherm. " * 9
DECK = Deck.model_validate(
    {
        "formaat": 1,
        "deck": {"id": "brood", "titel": "Het brood", "versie": "1"},
        "bron": [{"id": "boek", "titel": "Bakboek"}],
        "actor": [{"id": "bakker", "naam": "De bakker", "groep": "professionals"}],
        "kaart": [
            {
                "id": "korst",
                "soort": "dilemma",
                "titel": "De korst",
                "vraag": "Snijden we [b]de korst eraf?",
                "toelichting": LONG,
                "kanten": ["Ja, want hij is hard.", "Nee, want hij is lekker."],
                "doorvragen": ["Wie eet de korst?"],
                "voorbeeldzinnen": ["Ik zie korsten."],
                "leidt_tot": ["kruim"],
                "actoren": ["bakker"],
                "bronnen": [{"bron": "boek", "plaats": "p. 3", "jaar": 2019}],
            },
            {"id": "kruim", "soort": "vraag", "titel": "Het kruim", "vraag": "Wat is kruim?"},
        ],
    }
)


@asynccontextmanager
async def card(
    tmp_path: Path, size: tuple[int, int], place: int = 0
) -> AsyncIterator[tuple[GesprekApp, Pilot[None], CardScreen]]:
    app = program(tmp_path)
    async with app.run_test(size=size) as pilot:
        screen = CardScreen(list(hits_in(DECK))[:2], place, [DECK])
        app.push_screen(screen)
        await press(pilot)
        await pilot.pause()
        yield app, pilot, screen


def inside(app: GesprekApp) -> list[str]:
    """The lines between the sides of the frame."""
    return [line.split("│")[1].rstrip() for line in text_of(app) if line.count("│") == 2]


@pytest.mark.parametrize(
    ("size", "key", "columns", "rows"),
    [((80, 24), "1", 70, 20), ((80, 24), "2", 56, 16), ((60, 20), "2", 56, 16), ((60, 20), "3", 46, 13)],
)
async def test_the_frame_shows_exactly_the_pages_of_the_room_at_that_size(
    tmp_path: Path, size: tuple[int, int], key: str, columns: int, rows: int
) -> None:
    pages = card_pages(DECK.cards[0], columns, rows, {"bakker": "De bakker"})
    async with card(tmp_path, size) as (app, pilot, screen):
        await press(pilot, key)
        for page in pages:
            lines = [line.text.rstrip() for line in page]
            assert inside(app) == lines + [""] * (rows - len(lines))
            assert f"{columns}×{rows}" in seen(app)
            if len(pages) > 1:
                assert f"pagina {pages.index(page) + 1} van {len(pages)}" in seen(app)
            await press(pilot, "pagedown")
        assert ("Dit is de laatste pagina." if len(pages) > 1 else "Alles staat op één pagina.") in seen(app)
        assert minimum_contrast(app).ratio >= 10
        assert english(app) == set()
        assert check_commands(screen.all_commands) == []


@pytest.mark.parametrize(("size", "first"), [((60, 20), "56×16"), ((80, 24), "70×20"), ((120, 36), "70×20")])
async def test_it_opens_as_large_as_fits_and_m_goes_through_the_sizes(
    tmp_path: Path, size: tuple[int, int], first: str
) -> None:
    async with card(tmp_path, size) as (app, pilot, screen):
        sizes = [screen.frame.box.name]
        for _ in range(4):
            await press(pilot, "m")
            assert f"─ {screen.frame.box.name} ·" in seen(app)
            sizes.append(screen.frame.box.name)
        assert sizes[0] == first
        assert {"56×16", "46×13"} <= set(sizes)
        assert len(set(sizes)) == (3 if first == "56×16" else 4)


async def test_a_size_that_does_not_fit_says_so(tmp_path: Path) -> None:
    async with card(tmp_path, (60, 20)) as (app, pilot, screen):
        await press(pilot, "1")
        assert "70×20 past niet in dit venster." in seen(app)
        assert screen.frame.box.name == "56×16"
        await press(pilot, "4")
        assert screen.frame.box.columns == 57


async def test_a_narrower_terminal_shows_the_largest_that_fits_and_comes_back(tmp_path: Path) -> None:
    async with card(tmp_path, (80, 24)) as (_, pilot, screen):
        await press(pilot, "1")
        for size, name in [((60, 20), "56×16"), ((50, 20), "46×13"), ((80, 24), "70×20")]:
            await pilot.resize_terminal(*size)
            for _ in range(50):
                if screen.frame.box.name == name:
                    break
                await pilot.pause()
            assert screen.frame.box.name == name


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 36)])
async def test_what_the_room_does_not_see_is_one_key_away_or_stands_beside_it(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    wanted = ("Wie eet de korst?", "Ik zie korsten.", "Leidt tot", "Het kruim", "Bakboek (2019): p. 3", "De bakker")
    async with card(tmp_path, size) as (app, pilot, screen):
        assert "Snijden we [b]de korst eraf?" in seen(app)
        if not screen.frame.beside:
            assert "Wie eet de korst?" not in seen(app)
            await press(pilot, "o")
            assert "Snijden we [b]de korst eraf?" not in seen(app)
        text = seen(app)
        for _ in range(25):
            await press(pilot, "down")
            text += seen(app)
        for part in wanted:
            assert part in text
        if not screen.frame.beside:
            await press(pilot, "o")
            assert "Snijden we [b]de korst eraf?" in seen(app)
        assert screen.frame.beside == (size == (120, 36))


async def test_leafing_stops_at_both_ends_and_begins_each_card_at_its_first_page(tmp_path: Path) -> None:
    async with card(tmp_path, (60, 20)) as (app, pilot, screen):
        await press(pilot, "3", "left")
        assert "Dit is de eerste." in seen(app)
        await press(pilot, "pagedown")
        assert screen.frame.page == 1
        await press(pilot, "right")
        assert "Wat is kruim?" in seen(app)
        await press(pilot, "right")
        assert "Dit is de laatste." in seen(app)
        await press(pilot, "left")
        assert screen.frame.page == 0
        assert "Snijden we [b]de korst eraf?" in seen(app)
