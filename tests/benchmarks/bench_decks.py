"""Many decks: 100 decks of 50 cards load in at most 4 times `tomli.loads` of the same files (DESIGN §12).

Run it with `python -m tests.benchmarks.bench_decks`; it also says how long filtering and searching those 5,000 cards
takes, and checking the shipped decks. It ends with 1 when loading is too slow.
"""

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import tomli

from gesprekskaarten.decks.library import Library, check
from gesprekskaarten.decks.search import build, find
from gesprekskaarten.storage.paths import shipped_decks

AT_MOST = 4.0
DECKS, CARDS = 100, 50


def write_decks(folder: Path) -> None:
    """Write decks of which every card is complete: with sides, questions, sentences, links and a source."""
    for number in range(DECKS):
        parts = [
            f'formaat = 1\n[deck]\nid = "deck-{number}"\ntitel = "Deck {number}"\nversie = "1.0"\n'
            '[[bron]]\nid = "bron"\ntitel = "Een boek"\ndatum = "2026"\n'
        ]
        parts += [
            f'[[kaart]]\nid = "kaart-{card}"\nsoort = "dilemma"\nthema = "thema {card % 7}"\n'
            f'titel = "Kaart {card} van deck {number}"\nvraag = "Wie komt er als het bij nummer {card} misgaat?"\n'
            f'toelichting = "Overdag gaat het vaak nog. In de nacht is er alleen de familie van {number}."\n'
            'kanten = ["Iemand moet het horen.", "Thuis blijft thuis."]\nwetten = ["Zvw", "Wlz"]\n'
            'doorvragen = ["Wie merkt het?", "Wat is er al geprobeerd?"]\nvoorbeeldzinnen = ["Ik slaap pas als …"]\n'
            f'leidt_tot = ["kaart-{(card + 1) % CARDS}"]\n'
            'bronnen = [{ bron = "bron", plaats = "bladzijde 3", jaar = 2026 }]\n'
            for card in range(CARDS)
        ]
        (folder / f"deck-{number}.toml").write_text("".join(parts), "utf-8")


def fastest(work: Callable[[], object], times: int = 5) -> float:
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        work()
        taken.append(time.perf_counter() - began)
    return min(taken)


def main() -> int:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_decks(folder)
        texts = [path.read_text("utf-8") for path in folder.iterdir()]
        yardstick = fastest(lambda: [tomli.loads(text) for text in texts])
        load = fastest(lambda: Library(folder))
        library = Library(folder)
    ratio = load / yardstick
    print(f"tomli.loads: {yardstick * 1000:.0f} ms   load: {load * 1000:.0f} ms   {ratio:.2f} x (at most {AT_MOST:g})")
    building = fastest(lambda: build(library.decks.values()))
    index = build(library.decks.values())
    search = fastest(lambda: find(index, "familie 49"))
    print(f"5,000 cards: index {building * 1000:.0f} ms, search {search * 1000:.1f} ms")
    print(f"deck controleer of the shipped decks: {fastest(lambda: check([shipped_decks()]), 3) * 1000:.0f} ms")
    return 0 if ratio <= AT_MOST else 1


if __name__ == "__main__":
    sys.exit(main())
