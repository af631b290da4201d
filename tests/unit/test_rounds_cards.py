"""Leidraad and standpunten as the leader sees them."""

from typing import Any

from gesprekskaarten.domain import events as ev
from gesprekskaarten.domain.cards import Ask, SkipQuestion, standpoint_of
from gesprekskaarten.domain.commands import Enter, Happen, Record, Speak
from gesprekskaarten.domain.deck import CardKind
from gesprekskaarten.domain.lines import Contribution, Kind, Source
from gesprekskaarten.domain.material import Material
from gesprekskaarten.domain.session import Session
from gesprekskaarten.room.view import room_view
from tests.building import a_session, after, now
from tests.carding import on_cards
from tests.unit.rounds_table import FakeTable


def table_at(round: str, *script: Any, on: Material | None = None, **how: Any) -> FakeTable:
    return FakeTable(a_session(Enter("welkom"), 2, Enter(round), *script, on=on or on_cards(), **how))


def note(text: str, card: str, agreed: bool = True) -> Record:
    line = Contribution(
        round="leidraad", kind=Kind.NOTITIE, text=text, card=f"wijk/{card}", source=Source.GROEP, agreed=agreed
    )
    return Record(line)


def room(session: Session) -> str:
    return room_view(session, now(session)).model_dump_json()


def test_the_questions_stand_under_the_steps_of_their_route_with_a_sign_and_a_word() -> None:
    table = table_at("leidraad", note("Het loopt.", "hoe-gaat-het"), 2, Ask("wijk/wat-is-sterk"), SkipQuestion())
    after_title = table.texts[table.texts.index("De vragen: 2 van 4 aan bod, 1 overgeslagen") :]
    assert after_title[1:8] == [
        "Nu",
        "✓ 1 Hoe gaat het: geweest",
        "✓ notitie: Het loopt.",
        "· 2 Wat verschilt: komt nog",
        "Straks",
        "– 3 Wat is sterk: overgeslagen",
        "▶ 4 Wat nu: nu",
    ]


def test_the_question_of_now_stands_first_with_its_notes() -> None:
    table = table_at("leidraad", note("Het loopt.", "hoe-gaat-het", agreed=False))
    assert table.texts[:3] == [
        "Vraag 1 van 4 · Nu",
        "Wat zeg je over hoe gaat het?",
        "? notitie: Het loopt. – klopt dit zo?",
    ]


def test_a_question_of_now_that_was_skipped_as_the_last_one_says_so() -> None:
    table = table_at("leidraad", *[step for _ in range(4) for step in (1, SkipQuestion())])
    assert table.texts[0] == "Vraag 4 van 4 · Straks (overgeslagen)"
    assert "Alle vragen zijn aan bod geweest. Met → zie je wat hierna komt." in table.texts
    assert table.reason("o") == "Deze vraag is al overgeslagen."


def test_a_route_that_is_in_no_deck_here_is_told() -> None:
    table = table_at("leidraad", on=Material(playbook=on_cards().playbook, decks=on_cards().decks[:1]))
    assert table.texts[0] == "Bij deze ronde horen vragen uit een deck dat hier niet ligt."
    for key in "nog":
        assert table.reason(key) == table.texts[0]


async def test_with_no_row_chosen_it_is_asked_which_question() -> None:
    table = table_at("leidraad")
    await table.press("g", "wijk/wat-nu")
    assert table.options == ["Hoe gaat het", "Wat verschilt", "Wat is sterk", "Wat nu"]
    assert table.session.subject == "wijk/wat-nu"


def test_in_the_room_a_note_takes_the_place_of_the_explanation() -> None:
    deck = on_cards().decks[-1]
    told = tuple(card.model_copy(update={"explanation": "Neem rustig de tijd."}) for card in deck.cards)
    on = Material(playbook=on_cards().playbook, decks=(*on_cards().decks[:-1], deck.model_copy(update={"cards": told})))
    before = a_session(Enter("leidraad"), note("Stil.", "hoe-gaat-het", agreed=False), on=on)
    assert "Neem rustig de tijd." in room(before)
    assert "Stil." not in room(before)
    agreed = after(before, note("Het loopt.", "hoe-gaat-het"))
    assert "Het loopt." in room(agreed)
    assert "Wat zeg je over hoe gaat het?" in room(agreed)
    assert "Neem rustig de tijd." not in room(agreed)


def test_who_came_later_has_no_card_until_one_is_dealt() -> None:
    table = table_at("standpunten", Happen(ev.PresenceChanged(actor="ciz", count=1)), Speak("ciz"))
    assert table.texts[0] == "CIZ heeft nog geen kaart. Geef er een met w."
    line = table.face.line(table.session, table.entry(), "ciz", "Wij willen minder regels.")
    assert line == table.texts[0]


async def test_a_card_for_who_came_later_is_not_their_own() -> None:
    table = table_at("standpunten", Happen(ev.PresenceChanged(actor="ciz", count=1)), Speak("ciz"))
    await table.press("w")
    assert standpoint_of(table.session, "ciz") in ("wijk/minder-regels", "wijk/eigen-regie")


async def test_somebody_for_whom_no_card_fits_is_told_and_may_pass() -> None:
    deck = on_cards().decks[-1]
    own = tuple(card for card in deck.cards if card.kind is not CardKind.STANDPUNT or "huisarts" in card.actors)
    on = Material(playbook=on_cards().playbook, decks=(*on_cards().decks[:-1], deck.model_copy(update={"cards": own})))
    table = table_at("standpunten", Speak("huisarts"), on=on)
    assert table.texts[0] == "Voor Huisarts is er geen kaart. Doorgeven mag altijd (d)."
    assert table.reason("w") == table.texts[0]
    await table.press("d")
    assert table.session.passed_in("standpunten") == ("huisarts",)


async def test_when_every_card_is_held_somebody_may_hold_the_same() -> None:
    table = table_at("standpunten", Speak("wijkteam"))
    for _ in range(3):
        before = standpoint_of(table.session, "wijkteam")
        await table.press("w")
        assert standpoint_of(table.session, "wijkteam") not in ("", before)
