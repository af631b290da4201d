"""The answers to questions and the documents of their own: words of people never change the outline."""

from itertools import pairwise

import pytest
from markdown_it import MarkdownIt

from gesprekskaarten.domain.cards import SkipQuestion
from gesprekskaarten.domain.commands import Enter, Record
from gesprekskaarten.domain.lines import Agreement
from gesprekskaarten.domain.session import Session
from gesprekskaarten.domain.words import LONGEST, clean
from gesprekskaarten.report.cards import own_document, own_documents
from gesprekskaarten.report.table_edition import table_edition
from tests.building import a_session, after
from tests.carding import on_cards
from tests.golden.texts import noted, with_cards
from tests.torture import TORTURE

HARD = [text[:LONGEST] for _, text in TORTURE if clean(text)]


def outline(markdown: str) -> list[str]:
    tokens = MarkdownIt("gfm-like").parse(markdown)
    return [after.content for token, after in pairwise(tokens) if token.type == "heading_open"]


def document_of(session: Session) -> str:
    (round,) = own_documents(session)
    return own_document(session, round)


@pytest.mark.parametrize("text", HARD)
def test_no_note_changes_the_outline(text: str) -> None:
    before = with_cards()
    session = after(before, Enter("leidraad"), noted(text, "wijk/wat-nu", "leidraad"))
    assert outline(table_edition(session)) == outline(table_edition(before))
    noted_there = noted(text, "wijk/deelnemers", "afspraken")
    in_document = after(before, Enter("afspraken"), noted_there)
    assert outline(document_of(in_document)) == outline(document_of(before))


def test_what_was_not_confirmed_is_in_neither() -> None:
    secret = noted("Dit bleef in de kamer.", "wijk/netwerk", "afspraken", agreed=False)
    session = a_session(Enter("afspraken"), secret, on=on_cards())
    assert "Dit bleef" not in document_of(session) + table_edition(session)


def test_a_document_lists_every_question_and_says_what_is_still_open() -> None:
    text = document_of(a_session(Enter("afspraken"), on=on_cards()))
    assert text.count("Nog niet afgesproken.") == 3
    assert outline(text) == ["Samenwerkingsafspraken", r"1\. Wat verwachten we?", r"2\. Wie doet mee?"]


def test_who_does_what_stands_in_the_document_too() -> None:
    agreement = Agreement(round="afronden", text="Bellen", who="huisarts", when="2026-12-10", agreed=True)
    session = a_session(Enter("afspraken"), on=on_cards())
    assert "| Bellen | Huisarts | 10 december 2026 |" in document_of(after(session, Record(agreement)))


def test_a_draaiboek_without_oplossingen_has_no_empty_heading_for_them() -> None:
    report = table_edition(a_session(Enter("leidraad"), 1, SkipQuestion(), on=on_cards()))
    assert "Oplossingsrichtingen" not in report
    assert "Gekozen richtingen" not in report
    assert "**Wat zeg je over hoe gaat het?** Overgeslagen." in report
