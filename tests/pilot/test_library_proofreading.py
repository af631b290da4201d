"""Proeflezen: each save shows the card and what is wrong anew, and the place is kept."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from textual.message import Message
from textual.pilot import Pilot

from gesprekskaarten.tui.command_screen import CommandApp
from gesprekskaarten.tui.commands import check_commands
from gesprekskaarten.tui.screens.library_reading import place_of, read
from gesprekskaarten.tui.screens.proofreading import Proofreading
from tests.pilot.contrast import minimum_contrast, text_of
from tests.pilot.starting import press

PATIENCE = 30.0
"""Seconds that a busy machine may need to notice a save."""
HEAD = 'formaat = 1\n[deck]\nid = "brood"\ntitel = "Het brood"\nversie = "1"\n'
CASUS = '[[casus]]\nid = "riet"\ntitel = "Riet"\nsituatie = "Riet bakt brood."\n'
BROKEN = "\n[[kaart]\n"


def a_card(id: str, question: str = "", kind: str = "vraag") -> str:
    return (
        f'[[kaart]]\nid = "{id}"\nsoort = "{kind}"\ntitel = "Titel {id}"\nvraag = "{question or f"Vraag van {id}?"}"\n'
    )


def a_deck(*cards: str) -> str:
    return HEAD + "".join(cards) + CASUS


@dataclass
class Reader:
    """Somebody with an editor beside the program."""

    path: Path
    screen: Proofreading
    pilot: Pilot[None]
    readings: asyncio.Queue[None]

    @property
    def seen(self) -> str:
        return " ".join(" ".join(text_of(self.pilot.app)).split())

    async def read(self) -> None:
        """Wait until the screen has read the file."""
        await asyncio.wait_for(self.readings.get(), PATIENCE)
        for _ in range(3):
            await self.pilot.pause()

    async def save(self, text: str) -> None:
        """Save as editors do, by replacing the file, and wait until the screen has read that."""
        new = self.path.with_suffix(".nieuw")
        new.write_text(text, "utf-8")
        new.replace(self.path)
        await self.read()


@asynccontextmanager
async def proofreading(path: Path, text: str, size: tuple[int, int] = (80, 24)) -> AsyncIterator[Reader]:
    """Only this screen, on a file with this text."""
    if text:
        path.write_text(text, "utf-8")
    readings: asyncio.Queue[None] = asyncio.Queue()
    screen = Proofreading(path)

    class Alone(CommandApp[None]):
        def on_mount(self) -> None:
            self.push_screen(screen)

    def note(message: Message) -> None:
        if isinstance(message, Proofreading.Read):
            readings.put_nowait(None)

    async with Alone().run_test(size=size, message_hook=note) as pilot:
        reader = Reader(path, screen, pilot, readings)
        if text:
            await reader.read()
        yield reader


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "brood.toml"


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 36)])
async def test_each_save_shows_the_card_and_its_problems_anew(path: Path, size: tuple[int, int]) -> None:
    async with proofreading(path, a_deck(a_card("een"), a_card("twee")), size) as reader:
        assert "Vraag van een?" in reader.seen
        assert "geen fouten" in reader.seen
        await press(reader.pilot, "right")
        await reader.save(a_deck(a_card("een"), a_card("twee", "Is dit beter?")))
        assert "Is dit beter?" in reader.seen
        await reader.save(a_deck(a_card("een"), a_card("twee", "Is dit beter? Of toch dit?")))
        assert "Is dit beter? Of toch dit?" in reader.seen
        assert "? let op, regel 15:" in reader.seen
        await press(reader.pilot, "left")
        assert "regel 15" not in reader.seen, "that is about the other card"
        assert minimum_contrast(reader.pilot.app).ratio >= 10
        assert check_commands(reader.screen.all_commands) == []


async def test_a_file_that_is_written_in_place_is_noticed_too(path: Path) -> None:
    async with proofreading(path, a_deck(a_card("een"))) as reader:
        path.write_text(a_deck(a_card("een", "En nu in hetzelfde bestand?")), "utf-8")
        await reader.read()
        while "En nu in hetzelfde bestand?" not in reader.seen:
            await reader.read()


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 36)])
async def test_a_broken_file_leaves_the_last_good_card_with_what_is_wrong_above_it(
    path: Path, size: tuple[int, int]
) -> None:
    good = a_deck(a_card("een"), a_card("twee"))
    async with proofreading(path, good, size) as reader:
        await press(reader.pilot, "right")
        await reader.save(good + BROKEN)
        assert "1 fout" in reader.seen
        assert "je ziet de laatste goede versie" in reader.seen
        assert "! fout, regel 21:" in reader.seen
        assert "Vraag van twee?" in reader.seen
        assert reader.seen.index("regel 21") < reader.seen.index("Vraag van twee?")
        await reader.save(good)
        assert "geen fouten" in reader.seen
        assert "regel 21" not in reader.seen
        assert "Vraag van twee?" in reader.seen


async def test_a_mistake_in_a_field_shows_its_line_and_what_to_write(path: Path) -> None:
    async with proofreading(path, a_deck(a_card("een"))) as reader:
        await reader.save(a_deck(a_card("een", kind="dilema")))
        assert "! fout, regel 8:" in reader.seen
        assert 'Bedoel je "dilemma"?' in reader.seen
        assert "Vraag van een?" in reader.seen


async def test_a_reference_to_nothing_is_told_while_the_new_words_are_shown(path: Path) -> None:
    async with proofreading(path, a_deck(a_card("een"), a_card("twee"))) as reader:
        broken = a_card("twee") + 'leidt_tot = ["nergens"]\n'
        await reader.save(a_deck(a_card("een", "Staat dit er al?"), broken))
        assert "Staat dit er al?" in reader.seen
        assert "! fout, regel 16:" in reader.seen
        assert "laatste goede versie" not in reader.seen


async def test_a_file_that_was_never_good_shows_only_what_is_wrong(path: Path) -> None:
    async with proofreading(path, a_deck(a_card("een", kind="dilema"))) as reader:
        assert "er is nog geen kaart om te zien" in reader.seen
        assert 'Bedoel je "dilemma"?' in reader.seen
        await press(reader.pilot, "m")
        assert "Er is nog geen kaart om te zien." in reader.seen
        await reader.save(a_deck(a_card("een")))
        assert "Vraag van een?" in reader.seen


async def test_the_place_is_kept_by_id_else_by_place(path: Path) -> None:
    cards = [a_card(id) for id in ("een", "twee", "drie")]
    async with proofreading(path, a_deck(*cards)) as reader:
        await press(reader.pilot, "right")
        await reader.save(a_deck(a_card("nul"), *cards))
        assert "Vraag van twee?" in reader.seen
        assert "3 van 5" in reader.seen
        await reader.save(a_deck(a_card("nul"), cards[0], a_card("tweede"), cards[2]))
        assert "Vraag van tweede?" in reader.seen
        await press(reader.pilot, "right", "right")
        assert "Riet bakt brood." in reader.seen
        await reader.save(a_deck(cards[0]))
        assert "Riet bakt brood." in reader.seen
        await reader.save(HEAD + cards[0])
        assert "Vraag van een?" in reader.seen


async def test_the_page_is_kept_too_when_the_card_stays(path: Path) -> None:
    def long(last: str) -> str:
        text = "Dit is een zin die telt voor de maat. " * 12
        return a_deck(a_card("een") + f'toelichting = "{text}{last}"\n')

    async with proofreading(path, long("Oud einde."), (60, 20)) as reader:
        await press(reader.pilot, "3", "pagedown")
        assert "Oud einde." in reader.seen
        await reader.save(long("Nieuw einde."))
        assert "Nieuw einde." in reader.seen


async def test_the_card_comes_back_when_the_last_mistake_in_the_list_is_mended(path: Path) -> None:
    sources = 'bronnen = [{ bron = "boek", jaar = 2020 }]\n'
    good = HEAD + '[[bron]]\nid = "boek"\ntitel = "Het boek"\ndatum = "2020-01"\n' + a_card("een") + sources
    async with proofreading(path, good + 'leidt_tot = ["nergens"]\n') as reader:
        await press(reader.pilot, "f")
        assert "Vraag van een?" not in reader.seen
        await reader.save(good)
        assert "geen fouten" in reader.seen
        assert "Vraag van een?" in reader.seen


async def test_the_list_of_mistakes_leads_to_the_card_of_each(path: Path) -> None:
    cards = [a_card("een"), a_card("twee", "Klopt dit? En dit?"), a_card("drie", "En dit? Of dat?")]
    async with proofreading(path, a_deck(*cards), (100, 30)) as reader:
        await press(reader.pilot, "f")
        assert "regel 15" in reader.seen
        assert "regel 20" in reader.seen
        chosen = reader.screen.problems
        for _ in range(20):
            key = chosen.selected
            assert key is not None
            if reader.screen.owner(key) == "kaart drie":
                break
            await press(reader.pilot, "down")
        await press(reader.pilot, "enter")
        assert "En dit? Of dat?" in reader.seen
        assert "3 van 4" in reader.seen


async def test_esc_leaves_the_list_of_mistakes_before_it_leaves_proofreading(path: Path) -> None:
    async with proofreading(path, a_deck(a_card("een"), a_card("twee", "Klopt dit? En dit?"))) as reader:
        await press(reader.pilot, "f", "escape")
        assert "Vraag van een?" in reader.seen
        await press(reader.pilot, "escape")
        assert not reader.screen.is_current


async def test_down_reads_first_the_problems_and_then_the_card_to_its_end(path: Path) -> None:
    text = "Dit is een zin die telt voor de maat van het beeld en die te lang is om goed te lezen. " * 6
    card = a_card("een", "Klopt dit? En dit?") + f'toelichting = "{text}Slot."\n'
    async with proofreading(path, a_deck(card), (60, 20)) as reader:
        last = reader.screen.problems.rows[-1].content.plain.split()[-1]
        assert "Slot." not in reader.seen
        for _ in range(300):
            if "Slot." in reader.seen:
                break
            await press(reader.pilot, "down")
        assert "Slot." in reader.seen
        assert last in reader.seen
        for _ in range(300):
            if reader.screen.problems.scroll_offset.y == 0:
                break
            await press(reader.pilot, "up")
        assert "Klopt dit? En dit?" in reader.seen
        assert reader.screen.frame.front.scroll_offset.y == 0


async def test_a_file_that_is_away_is_said_and_what_was_seen_stays(path: Path) -> None:
    async with proofreading(path, a_deck(a_card("een"))) as reader:
        path.unlink()
        for _ in range(3):
            reader.screen.look()
        await reader.pilot.pause()
        assert "het bestand is nu weg of leeg" in reader.seen
        assert "Vraag van een?" in reader.seen
        await reader.save(a_deck(a_card("een", "Weer terug?")))
        assert "Weer terug?" in reader.seen
        assert "weg of leeg" not in reader.seen


async def test_a_moment_without_file_is_not_even_said(path: Path) -> None:
    async with proofreading(path, a_deck(a_card("een"))) as reader:
        path.unlink()
        reader.screen.look()
        await reader.pilot.pause()
        assert "weg of leeg" not in reader.seen


def test_a_problem_belongs_to_the_card_on_whose_lines_it_is(path: Path) -> None:
    text = a_deck(a_card("een"), a_card("twee", kind="dilema"))
    path.write_text(text.replace('titel = "Riet"\n', 'titel = "Riet"\nfictief = "ja"\n').replace('"1"', "1"), "utf-8")
    reading = read(path, [])
    mistakes = [
        (problem.line, owner)
        for problem, owner in zip(reading.problems, reading.owners, strict=True)
        if problem.severity == "fout"
    ]
    assert mistakes == [(5, ""), (13, "kaart twee"), (19, "casus riet")]
    assert reading.deck is None


def test_a_file_that_is_no_deck_at_all_has_a_problem_and_no_owner(path: Path) -> None:
    path.write_bytes(b"\xff\xfe[deck]")
    reading = read(path, [])
    assert reading.deck is None
    assert reading.owners == ("",)


def test_the_place_of_a_card_that_is_gone_is_the_nearest(path: Path) -> None:
    path.write_text(a_deck(a_card("een"), a_card("twee")), "utf-8")
    deck = read(path, []).deck
    assert deck is not None
    assert place_of("kaart twee", 0, deck.cards) == 1
    assert place_of("kaart weg", 1, deck.cards) == 1
    assert place_of("kaart weg", 9, deck.cards) == 1
    assert place_of("kaart weg", 0, []) == 0
