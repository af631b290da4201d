import random
import tempfile
from contextlib import closing
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from gesprekskaarten.domain.events import Changed, Event, Withdrawn
from gesprekskaarten.domain.words import clean
from gesprekskaarten.storage.session_file import SessionFile
from tests.storing import MATERIAL, bytes_of, said, session_with, store, texts

SECRET = "zq7x-geheim"


def conversation(chance: random.Random) -> tuple[list[list[Event]], dict[int, str], list[str]]:
    """Give batches of events, the texts without the secret by line number, and the owners of those with it."""
    batches: list[list[Event]] = []
    plain: dict[int, str] = {}
    secret: list[str] = []
    for number in range(1, chance.randint(8, 60)):
        length = chance.choice([1, 5, 40, 250])
        hidden = chance.random() < 0.4
        text = " ".join([SECRET if hidden else "gewoon"] * chance.randint(1, length))
        batch: list[Event] = [said(number, text)]
        if hidden:
            secret.append(f"regel {number}")
        else:
            plain[number] = text
        if chance.random() < 0.3:
            batch.append(Changed(line=said(number, text[: chance.randint(1, len(text))] or text).line))
        if chance.random() < 0.1:
            batch.append(Withdrawn(line=number))
        batches.append(batch)
    return batches, plain, secret


def test_in_fifty_sessions_nothing_is_left_of_struck_words() -> None:
    with_words_before = 0
    for seed in range(50):
        chance = random.Random(seed)
        batches, plain, secret = conversation(chance)
        with tempfile.TemporaryDirectory() as temporary:
            folder = Path(temporary) / "s"
            with closing(session_with(folder)) as file:
                for start in range(0, len(batches), 5):
                    store(file, [event for batch in batches[start : start + 5] for event in batch])
                with_words_before += SECRET.encode() in bytes_of(folder)["gesprek.db"]
                for some in (secret[::2], secret[1::2]):
                    file.begin_strike(some)
                    file.delete_words(some)
                    file.end_strike(some)
                said_by_number = dict(enumerate(texts(file.read()), 1))
            files = bytes_of(folder)
            assert list(files) == ["gesprek.db"], seed
            assert SECRET.encode() not in files["gesprek.db"], seed
            assert {number: text for number, text in said_by_number.items() if text} == plain, seed
    assert with_words_before > 45


@settings(max_examples=40)
@given(st.lists(st.text(max_size=60), max_size=8))
def test_any_words_come_back_as_they_were_taken(words: list[str]) -> None:
    with tempfile.TemporaryDirectory() as temporary:
        with closing(session_with(Path(temporary) / "s")) as file:
            store(file, [said(number, text) for number, text in enumerate(words, 1)])
        with closing(SessionFile.open(Path(temporary) / "s")) as file:
            assert texts(file.read()) == [clean(text) for text in words]
            assert file.material() == MATERIAL
