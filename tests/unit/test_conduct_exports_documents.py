"""Documents beside the report, and own cards: they are written true, and a strike leaves nothing of them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from gesprekskaarten.conduct.conductor import Conductor, StrikeIncomplete
from gesprekskaarten.conduct.exports import documents, write_document, write_report
from gesprekskaarten.domain import events as ev
from gesprekskaarten.domain.cards import LayCard, SkipCard, WriteCard
from gesprekskaarten.domain.commands import Enter, Happen, Intent, Record, Strike
from gesprekskaarten.domain.lines import Contribution, Kind, Source
from tests.building import START, opening, said
from tests.carding import on_cards

SECRET = "Zq7xGeheimWoord"
OWN = "kaart eigen-kaart-1"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "sessies"


@pytest.fixture
def conductor(root: Path) -> Iterator[Conductor]:
    """A conversation in its document round, on stage."""
    first = opening(casus="").model_copy(update={"session": "avond"})
    made = Conductor.begin(root, "avond", on_cards(), [first, ev.Titled(title="Avond")], lambda: START)
    made.go_on_stage()
    done(made, Enter("afspraken"))
    yield made
    made.close()


def done(conductor: Conductor, *intents: Intent) -> None:
    for intent in intents:
        assert conductor.do(intent) is None


def note(text: str) -> Contribution:
    return Contribution(
        round="afspraken", kind=Kind.NOTITIE, text=text, card="wijk/netwerk", source=Source.GROEP, agreed=True
    )


def traces(*places: Path) -> list[str]:
    """Every file in which a byte search finds the secret, in any case and in UTF-16 too."""
    word = SECRET.lower()
    wanted = [word.encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be")]
    files = [path for place in places for path in place.rglob("*") if path.is_file()]
    return [str(path) for path in files if any(one in path.read_bytes().lower() for one in wanted)]


def test_the_document_has_its_own_name_and_its_notes(conductor: Conductor) -> None:
    done(conductor, Record(note("Elke maandag bellen we kort")))
    assert list(documents(conductor.session)) == ["samenwerkingsafspraken"]
    path = write_document(conductor.file, conductor.session, "samenwerkingsafspraken")
    assert path.name == "samenwerkingsafspraken.md"
    assert path.read_text("utf-8").startswith("# Samenwerkingsafspraken\n")
    assert "Elke maandag bellen we kort" in path.read_text("utf-8")


def test_a_strike_writes_the_document_anew_without_the_words(conductor: Conductor, root: Path, tmp_path: Path) -> None:
    done(conductor, Record(note(f"Bel {SECRET} op maandag")), Record(note("En op vrijdag bellen we weer")))
    elsewhere = tmp_path / "elders"
    elsewhere.mkdir()
    paths = [
        write_report(conductor.file, conductor.session),
        write_document(conductor.file, conductor.session, "samenwerkingsafspraken"),
        write_document(conductor.file, conductor.session, "samenwerkingsafspraken", elsewhere / "naar-de-wijk.md"),
    ]
    assert all(SECRET in path.read_text("utf-8") for path in paths)
    done(conductor, Strike([1]))
    assert traces(root, elsewhere) == []
    assert all("En op vrijdag bellen we weer" in path.read_text("utf-8") for path in paths)
    assert paths[2].read_text("utf-8") == paths[1].read_text("utf-8")


def test_a_file_of_somebody_else_with_the_name_of_the_document_is_left_alone_and_named(conductor: Conductor) -> None:
    done(conductor, Record(note("Elke maandag bellen we kort")))
    path = write_document(conductor.file, conductor.session, "samenwerkingsafspraken")
    path.write_text("# Mijn boodschappen\n\nMelk.\n", "utf-8")
    with pytest.raises(StrikeIncomplete, match="samenwerkingsafspraken"):
        conductor.do(Strike([1]))
    assert path.read_text("utf-8") == "# Mijn boodschappen\n\nMelk.\n"


@pytest.mark.parametrize("aside", [False, True], ids=["on the table", "put aside"])
def test_of_an_own_card_that_was_laid_shown_exported_and_struck_nothing_is_left(
    conductor: Conductor, root: Path, aside: bool
) -> None:
    done(conductor, WriteCard(f"Kaart {SECRET}", f"Wie belt {SECRET}?"))
    view = conductor.room_view().card
    assert view is not None
    assert view.question == f"Wie belt {SECRET}?"
    report = write_report(conductor.file, conductor.session)
    write_document(conductor.file, conductor.session, "samenwerkingsafspraken")
    assert SECRET in report.read_text("utf-8")
    assert traces(root), "the card is on disk, so that the search can find it"
    if aside:
        done(conductor, SkipCard())
    done(conductor, Strike(others=[OWN]))
    assert traces(root) == []
    assert SECRET not in repr(conductor.room_view())
    assert SECRET not in repr(conductor.session)


def test_a_struck_own_card_leaves_the_room_while_another_card_stays_on_the_table(conductor: Conductor) -> None:
    done(conductor, WriteCard("", f"Wie belt {SECRET}?"), LayCard("wijk/spoed"), Strike(others=[OWN]))
    assert conductor.session.card == "wijk/spoed"
    view = conductor.room_view().card
    assert view is not None
    assert view.question == "Wat zeg je over spoed?"


def test_a_line_that_repeats_an_own_card_goes_with_it(conductor: Conductor, root: Path) -> None:
    question = f"Wie belt {SECRET} vannacht?"
    done(conductor, WriteCard("", question), Enter("perspectief"), Record(said(question)), Strike(others=[OWN]))
    assert not conductor.session.lines
    assert traces(root) == []


def test_an_own_card_stands_in_the_report_with_the_facts_and_without_a_source(conductor: Conductor) -> None:
    done(conductor, WriteCard("Nachtrust", "Wie slaapt hier nog?"))
    report = write_report(conductor.file, conductor.session).read_text("utf-8")
    facts = report.split("## De kaart en de feiten")[1].split("\n## ")[0]
    sources = report.split("## Verantwoording")[1]
    assert "Nachtrust" in facts
    assert "Wie slaapt hier nog?" in facts
    assert "Nachtrust" not in sources


def test_a_card_shown_to_the_room_is_gone_from_it_once_blank(conductor: Conductor) -> None:
    done(conductor, WriteCard("", "Wie slaapt hier nog?"), Happen(ev.Blanked(on=True)))
    assert "Wie slaapt" not in repr(conductor.room_view())
