import datetime as dt
import re
from typing import Any

import pytest

from gesprekskaarten.domain import events as ev
from gesprekskaarten.domain.lines import (
    Agreement,
    Exchange,
    Kind,
    Request,
    Signal,
    Solution,
    Source,
    Verdict,
)
from gesprekskaarten.domain.session import Session
from gesprekskaarten.report.cards import NOTHING
from gesprekskaarten.report.table_edition import table_edition
from gesprekskaarten.room.dates import in_words
from tests.golden.conversations import DECK, EVERYBODY, GOLDEN, PLAIN_KINDS, conversation, difficult_words, full, said

HEADINGS = [
    "## In het kort",
    "## De kaart en de feiten",
    "## Perspectieven",
    "## Perspectiefwissel",
    "## Waar zijn we het over eens",
    "## Waar botst het",
    "## Oplossingsrichtingen",
    "### Uitvoering",
    "### Organisatie",
    "### Stelsel",
    "## Afspraken",
    "## Signalen",
    "## Parkeerlijst",
    "## Terugblik",
    "## Verantwoording",
]
UNTESTED = "ingeleefd, niet getoetst"


def headings(report: str) -> list[str]:
    return [line for line in report.splitlines() if line.startswith("#")]


def section(session: Session, title: str) -> str:
    """Return what stands below one heading, up to the next of its level."""
    _, _, rest = table_edition(session).partition(f"\n{title}\n\n")
    assert rest, f"there is no {title}"
    level = len(title.split(" ")[0])
    return re.split(rf"^#{{1,{level}}} ", rest, maxsplit=1, flags=re.MULTILINE)[0].strip()


def solution(id: int, text: str, **more: Any) -> Solution:
    values = {"round": "oplossingen", "level": "uitvoering", "agreed": True, **more}
    return Solution(id=id, text=text, **values)


def exchange(actor: str, about: str, text: str, **more: Any) -> Exchange:
    return Exchange(round="wissel", actor=actor, about=about, text=text, agreed=True, **more)


def test_every_heading_is_there_in_order_even_when_nothing_was_said() -> None:
    report = table_edition(conversation())
    assert headings(report) == ["# Verslag: Grensvlakkengesprek", *HEADINGS]
    assert report.count(NOTHING) == 13
    assert report.endswith("\n")
    assert not report.endswith("\n\n")


def test_difficult_words_leave_the_headings_alone() -> None:
    seen = [line for line in headings(table_edition(difficult_words())) if line in HEADINGS]
    assert seen == HEADINGS


@pytest.mark.parametrize("name", GOLDEN)
def test_two_headings_next_to_each_other_are_never_the_same(name: str) -> None:
    perspectives = section(GOLDEN[name](), "## Perspectieven")
    seen = [line for line in perspectives.splitlines() if line.startswith("### ")]
    assert len(seen) == len(set(seen))


def test_dates_are_written_as_people_write_them() -> None:
    assert in_words(dt.date(2026, 11, 22)) == "22 november 2026"
    assert in_words(dt.date(2027, 3, 1)) == "1 maart 2027"


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind is not Kind.VERVOLG])
def test_what_is_not_confirmed_is_counted_but_not_in_the_report(kind: Kind) -> None:
    lines: dict[Kind, Any] = {
        Kind.WISSEL: exchange("huisarts", "mantelzorger", "Geheim.").model_copy(update={"agreed": False}),
        Kind.OPLOSSING: solution(1, "Geheim.", agreed=False),
        Kind.AFSPRAAK: Agreement(round="kiezen", text="Geheim."),
        Kind.SIGNAAL: Signal(round="kiezen", text="Geheim.", to="ciz"),
        Kind.VERZOEK: Request(round="kiezen", text="Geheim.", actor="huisarts", about="mantelzorger"),
    }
    line = lines.get(kind) or said(kind, "Geheim.", "huisarts", agreed=False)
    report = table_edition(conversation(line, present=EVERYBODY))
    assert "Geheim" not in report
    assert "- 1 regel is niet bevestigd en staat niet in dit verslag." in report


@pytest.mark.parametrize("kind", PLAIN_KINDS)
@pytest.mark.parametrize("actor", ["", "huisarts"])
@pytest.mark.parametrize("round", ["welkom", "kennismaken", "perspectief", "afronden", "onbekend"])
def test_what_was_confirmed_is_in_the_report_wherever_it_was_said(kind: Kind, actor: str, round: str) -> None:
    session = conversation(said(kind, "Dit wil ik bewaren.", actor, round=round), present=EVERYBODY)
    assert "Dit wil ik bewaren." in table_edition(session)


def test_an_answer_stands_in_one_place_only() -> None:
    rounds = ("welkom", "kennismaken", "perspectief", "afronden")
    lines = [said(Kind.ANTWOORD, f"Woord {one}{actor}.", actor, round=one) for one in rounds for actor in ("", "ciz")]
    report = table_edition(conversation(*lines, present=EVERYBODY))
    assert [report.count(line.text) for line in lines] == [1] * len(lines)


def test_struck_lines_are_counted_and_gone() -> None:
    session = conversation(said(Kind.EENS, "Weg ermee.", id=1), said(Kind.EENS, "Blijft.", id=2), ev.Struck(lines=(1,)))
    report = table_edition(session)
    assert "Weg ermee" not in report
    assert "- Blijft." in report
    assert "- 1 regel is geschrapt." in report


def test_a_line_whose_words_are_gone_leaves_no_empty_item() -> None:
    report = table_edition(conversation(said(Kind.EENS, ""), said(Kind.PERSPECTIEF, "", "huisarts"), present=EVERYBODY))
    assert section(conversation(said(Kind.EENS, "")), "## Waar zijn we het over eens") == NOTHING
    assert "- \n" not in report


def test_the_real_length_is_what_the_rounds_took() -> None:
    rounds = (ev.RoundEntered(round="welkom"), ev.RoundEntered(round="casus"), ev.Closed())
    assert "echt 88 minuten" in table_edition(conversation(*rounds, minutes=44))
    assert "echt 1 minuut\n" in table_edition(conversation(*rounds, minutes=0.1))
    assert "niet gemeten" in table_edition(conversation(*rounds, minutes=0))


def test_actors_come_in_speaking_order_and_empty_chairs_stay() -> None:
    present = {"ciz": 0, "huisarts": 1, "mantelzorger": 1}
    report = section(conversation(present=present), "## Perspectieven")
    assert headings(report) == ["### Cliënt / mantelzorger", "### Huisarts", "### CIZ"]
    assert report.endswith("Lege stoel: niet aan tafel.")


def test_nothing_at_an_empty_chair_reads_as_if_that_actor_said_it() -> None:
    words = "Ik mag alleen naar de wet kijken."
    sources = [Source.ZELF, Source.ACHTERBAN, Source.GROEP, Source.INGELEEFD]
    lines = [said(Kind.PERSPECTIEF, words, "ciz", source) for source in sources]
    lines += [said(Kind.ANTWOORD, words, "ciz", round="kennismaken"), said(Kind.TERUGBLIK, words, "ciz")]
    exchanged = [
        exchange("huisarts", "ciz", words, verdict=Verdict.KLOPT, correction="Zo denken wij."),
        exchange("ciz", "huisarts", words, verdict=Verdict.KLOPT),
    ]
    report = table_edition(conversation(*lines, *exchanged, present=EVERYBODY))
    assert report.count(words) == 8
    for line in report.splitlines():
        if words in line:
            assert UNTESTED in line
    assert "dit klopt" not in report
    assert "  - **Aan tafel gezegd:** Zo denken wij." in report


def test_somebody_who_left_early_is_no_empty_chair() -> None:
    session = conversation(
        said(Kind.ZORG, "Ik word gebeld.", "huisarts"),
        exchange("mantelzorger", "huisarts", "Ik heb haast.", verdict=Verdict.KLOPT_NIET, correction="Ik wil wel."),
        ev.PresenceChanged(actor="huisarts", count=0),
        present=EVERYBODY,
    )
    report = table_edition(session)
    assert "### Huisarts\n\nWas een deel van de tijd aan tafel.\n\n- **Maakt zich zorgen:** Ik word gebeld.\n" in report
    assert "- **Lege stoelen:** CIZ\n" in report
    assert "  - **Huisarts:** dit klopt niet. Ik wil wel.\n" in report


def test_somebody_who_never_came_is_an_empty_chair() -> None:
    session = conversation(
        ev.PresenceChanged(actor="huisarts", count=0),
        said(Kind.ZORG, "Te weinig tijd.", "huisarts", Source.INGELEEFD),
        present=EVERYBODY,
    )
    assert "- **Lege stoelen:** Huisarts, CIZ\n" in table_edition(session)


@pytest.mark.parametrize(
    ("source", "mark"),
    [
        (Source.ZELF, ""),
        (Source.ACHTERBAN, " (namens de achterban)"),
        (Source.INGELEEFD, " (*ingeleefd, niet getoetst*)"),
        (Source.GROEP, " (van de groep samen)"),
    ],
)
def test_the_source_stands_behind_the_words(source: Source, mark: str) -> None:
    session = conversation(said(Kind.BEHOEFTE, "Slaap.", "huisarts", source), present=EVERYBODY)
    assert f"- **Heeft nodig:** Slaap.{mark}\n" in table_edition(session)


def test_passing_is_written_down_unless_words_came_after_all() -> None:
    passed = (ev.RoundEntered(round="perspectief"), ev.Passed(actor="huisarts"))
    assert "### Huisarts\n\nGaf door.\n" in table_edition(conversation(*passed, present=EVERYBODY))
    spoke = conversation(*passed, said(Kind.ZORG, "Toch iets.", "huisarts"), present=EVERYBODY)
    assert "Gaf door." not in table_edition(spoke)


def test_an_exchange_nobody_judged_is_untested() -> None:
    session = conversation(exchange("huisarts", "mantelzorger", "Ik ben moe."), present=EVERYBODY)
    expected = "- **Huisarts als Cliënt / mantelzorger:** Ik ben moe. (**ingeleefd, niet getoetst**)"
    assert section(session, "## Perspectiefwissel") == expected


@pytest.mark.parametrize(
    ("verdict", "correction", "expected"),
    [
        (Verdict.KLOPT, "", "dit klopt."),
        (Verdict.KLOPT_NIET, "Ik wil wel.", "dit klopt niet. Ik wil wel."),
        (Verdict.WIST_NIET, "Dit wist je niet: ik mag het niet.", "Dit wist je niet: ik mag het niet."),
        (Verdict.KLOPT, "Dit klopt niet helemaal.", "dit klopt. Dit klopt niet helemaal."),
    ],
)
def test_the_verdict_is_told_once(verdict: Verdict, correction: str, expected: str) -> None:
    guess = exchange("huisarts", "mantelzorger", "Ik ben moe.", verdict=verdict, correction=correction)
    report = section(conversation(guess, present=EVERYBODY), "## Perspectiefwissel")
    assert report.endswith(f"  - **Cliënt / mantelzorger:** {expected}")


def test_solutions_with_most_votes_come_first_then_the_alphabet() -> None:
    session = conversation(
        solution(1, "Boven."),
        solution(2, "anders."),
        solution(3, "Veel."),
        ev.SlipsHandedOut(count=6),
        ev.VotesCounted(line=3, votes=5),
    )
    listed = [line for line in section(session, "### Uitvoering").splitlines() if line.startswith("- ")]
    assert listed == ["- Veel.", "- anders.", "- Boven."]
    assert "  - **Stemmen:** 5 van 6 briefjes" in table_edition(session)
    assert "- **Gekozen richtingen:**\n  - Veel.\n- **" in table_edition(session)


def test_at_most_three_directions_are_chosen() -> None:
    solutions = [solution(number, f"Richting {number}.") for number in range(1, 6)]
    votes = [ev.VotesCounted(line=number, votes=number) for number in range(1, 6)]
    report = section(conversation(*solutions, ev.SlipsHandedOut(count=6), *votes), "## In het kort")
    assert [line for line in report.splitlines() if "Richting" in line] == [
        f"  - Richting {number}." for number in (5, 4, 3)
    ]


def test_votes_stay_hidden_until_they_are_released() -> None:
    counted = (solution(1, "Veel."), ev.VotesCounted(line=1, votes=3))
    assert "Stemmen" not in table_edition(conversation(*counted))
    assert "geen keuze gemaakt" in table_edition(conversation(*counted))
    assert "- **Stemmen:** 3\n" in table_edition(conversation(*counted, ev.TallyReleased()))
    assert "- **Stemmen:** 3\n" in table_edition(conversation(*counted, ev.Closed()))


def test_consent_is_told_in_words_of_consent() -> None:
    session = conversation(
        solution(1, "Proberen."),
        solution(2, "Niet gevraagd."),
        ev.VotesCounted(line=1, votes=4),
        ev.TallyReleased(),
        choosing="instemming",
        present=EVERYBODY,
    )
    assert section(session, "### Uitvoering") == ("- Proberen.\n  - **Kan hiermee leven:** 4 van 4\n- Niet gevraagd.")


def test_what_secures_a_solution_is_told_only_when_it_is_agreed() -> None:
    session = conversation(
        solution(1, "Bellen.", secured_by=(2, 3, 9)),
        solution(2, "Inkopen.", level="organisatie"),
        solution(3, "Onbevestigd.", level="stelsel", agreed=False),
    )
    assert section(session, "### Uitvoering") == "- Bellen.\n  - **Geborgd door:** Inkopen."


def test_an_agreement_names_the_actor_and_the_day() -> None:
    session = conversation(
        Agreement(round="kiezen", text="Bellen.", who="huisarts", when="2026-12-10", agreed=True),
        Agreement(round="kiezen", text="Wachten.", who="De gemeente", when="2026-13-40", agreed=True),
        present=EVERYBODY,
    )
    assert section(session, "## Afspraken").splitlines()[2:] == [
        "| Bellen. | Huisarts | 10 december 2026 |",
        "| Wachten. | De gemeente | 2026-13-40 |",
    ]


def test_an_empty_chair_answers_no_request() -> None:
    asked = Request(round="kiezen", actor="huisarts", about="ciz", text="Denk je mee?", answer="ja", agreed=True)
    report = section(conversation(asked, present=EVERYBODY), "### Verzoeken")
    assert report == "- **Huisarts aan CIZ:** Denk je mee?\n  - CIZ was niet aan tafel."


def test_an_own_casus_is_named_as_such_and_not_called_fictional() -> None:
    written = ev.CasusWritten(title="Onze straat", situation="Iemand klopt 's nachts aan.")
    report = table_edition(conversation(written, casus="riet"))
    assert "- **Casus:** Onze straat\n" in report
    assert "Iemand klopt 's nachts aan." in report
    assert "- **Eigen casus:** ja\n" in report
    assert "verzonnen" not in report
    assert "- De casus is verzonnen.\n" in table_edition(conversation(casus="riet"))


def test_only_sources_of_what_lay_on_the_table_are_named() -> None:
    account = section(conversation(cards=("toezicht",)), "## Verantwoording")
    assert "- **Bron:** Een goed gesprek (Samenwerkende gemeenten, 2017): knelpunt 1" in account
    assert "knelpunt 9" not in account
    assert "- **Kaartendeck:** Klein deck, versie 1.2.0" in account
    assert "CC-BY-4.0" in account


def test_a_source_of_a_deck_is_the_one_that_deck_means() -> None:
    other = {**DECK, "deck": {**DECK["deck"], "id": "ander", "titel": "Ander deck"}}
    other["bron"] = [{"id": "factsheet", "titel": "Een andere bron"}]
    session = conversation(decks=(DECK, other), cards=("ander/toezicht",))
    assert "- **Bron:** Een andere bron (2017): knelpunt 1" in table_edition(session)


def test_the_same_conversation_gives_the_same_bytes() -> None:
    assert table_edition(full()) == table_edition(full())
