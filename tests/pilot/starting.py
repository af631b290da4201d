"""The program from its start screen, pressed as a leader presses it."""

import datetime as dt
import re
import shutil
from collections.abc import Sequence
from pathlib import Path

from textual.pilot import Pilot

from gesprekskaarten.conduct.opening import Opening
from gesprekskaarten.decks.library import Library
from gesprekskaarten.domain.session import Session
from gesprekskaarten.tui.app import GesprekApp
from tests.building import CONTENT, START
from tests.pilot.contrast import text_of

SIZES = [(60, 20), (100, 30)]
ENGLISH = re.compile(
    r"\b(the|and|with|select|cancel|close|loading|search|press|quit|next|previous|yes|no|name|please|error|invalid"
    r"|save|delete|file|files|not|found|none|true|false|settings|keys|back|up|down)\b"
)


def program(folder: Path, own: Sequence[Path] = (), now: dt.datetime = START) -> GesprekApp:
    """The program on the first shipped deck and draaiboek and own ones, at a fixed moment."""
    return GesprekApp(folder / "gesprekken", Library(first_content(folder), own), Opening("start"), lambda: now)


def first_content(folder: Path) -> Path:
    """A folder with only the default deck and draaiboek, so that a test knows what stands where in a list."""
    content = folder / "meegeleverd"
    for name in ("grensvlakken-wlz.toml", "draaiboeken/grensvlakkengesprek-90.toml"):
        (content / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(CONTENT / name, content / name)
    return content


async def press(pilot: Pilot[None], *keys: str) -> None:
    """Press keys, each after the one before it was done."""
    for key in keys:
        await pilot.press(key)
        for _ in range(3):
            await pilot.pause()


async def type_words(pilot: Pilot[None], text: str) -> None:
    """Type a line and record it."""
    await pilot.press(*text)
    await press(pilot, "enter")


def begun(app: GesprekApp) -> Session:
    """The session that is being led."""
    assert app.leading is not None, "\n".join(text_of(app))
    return app.leading.session


def seen(app: GesprekApp) -> str:
    """What can be read, as one text."""
    return " ".join(" ".join(text_of(app)).split())


def english(app: GesprekApp) -> set[str]:
    """English words on the screen."""
    return set(ENGLISH.findall(seen(app).lower()))


def write_deck(folder: Path, id: str, *, casussen: int = 1, title: str = "Een casus") -> Path:
    """Write an own deck with one card, one actor and so many casussen; return its folder."""
    folder.mkdir(exist_ok=True)
    parts = [
        f'formaat = 1\n[deck]\nid = "{id}"\ntitel = "Eigen deck {id}"\nversie = "0.1"\n',
        f'[[kaart]]\nid = "kaart-{id}"\nsoort = "vraag"\ntitel = "Eigen kaart"\nvraag = "Wat gebeurt er?"\n',
        f'[[actor]]\nid = "actor-{id}"\nnaam = "Ergotherapeut"\ngroep = "professionals"\n',
    ]
    parts += [
        f'[[casus]]\nid = "casus-{number}"\ntitel = "{title} {number}"\nsituatie = "Situatie {number}."\n'
        f'kaarten = ["kaart-{id}"]\n'
        for number in range(1, casussen + 1)
    ]
    (folder / f"{id}.toml").write_text("".join(parts), "utf-8")
    return folder
