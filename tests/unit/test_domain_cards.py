"""Cards during a conversation: laid, drawn, made, asked, defended, put aside, and what curators learn of it."""

import pytest

from gesprekskaarten.domain import events as ev
from gesprekskaarten.domain.cards import (
    Ask,
    DrawCard,
    LayCard,
    NextQuestion,
    SkipCard,
    SkipQuestion,
    WriteCard,
    card_use,
    deal,
    had_questions,
    next_question,
    pile,
    standpoint_of,
)
from gesprekskaarten.domain.commands import Enter, Happen, Record, Strike
from gesprekskaarten.domain.deck import CardKind
from gesprekskaarten.domain.lines import Contribution, Kind, Source
from gesprekskaarten.domain.session import Session
from tests.building import a_session, after, refused, said
from tests.carding import on_cards


def note(text: str, card: str, round: str = "leidraad", agreed: bool = True) -> Contribution:
    return Contribution(round=round, kind=Kind.NOTITIE, text=text, card=card, source=Source.GROEP, agreed=agreed)


def at_questions(*script: object) -> Session:
    return a_session(Enter("welkom"), 2, Enter("leidraad"), *script, on=on_cards())  # type: ignore[arg-type]


def test_a_card_that_is_laid_is_the_card_on_the_table_and_the_room_sees_it() -> None:
    session = a_session(Enter("welkom"), LayCard("spoed"), on=on_cards())
    assert session.card == "wijk/spoed"
    assert session.shown == ev.Shown(what="kaart", card="wijk/spoed")
    assert session.laid[-1] == "wijk/spoed"


def test_a_card_that_is_in_no_deck_cannot_be_laid() -> None:
    assert "zit niet in de decks" in refused(a_session(on=on_cards()), LayCard("onzin"))


def test_the_pile_has_every_card_once_and_never_one_that_was_on_the_table() -> None:
    session = a_session(Enter("welkom"), on=on_cards())
    drawn = []
    while pile(session):
        session = after(session, DrawCard())
        drawn.append(session.card)
    assert sorted(drawn) == sorted(set(on_cards().all_cards) - {"grensvlakken-wlz/24-uurs-toezicht"})
    assert session.blind == set(drawn)
    assert "stapel is leeg" in refused(session, DrawCard())


def test_the_pile_is_shuffled_and_the_same_when_the_session_is_told_again() -> None:
    first, again = a_session(on=on_cards()), a_session(on=on_cards())
    assert pile(first) == pile(again) != tuple(on_cards().all_cards)[1:]


def test_the_pile_can_be_of_one_kind() -> None:
    session = after(a_session(Enter("welkom"), on=on_cards()), DrawCard((CardKind.STANDPUNT,)))
    card = session.card_of(session.card)
    assert card is not None
    assert card.kind is CardKind.STANDPUNT


def test_a_card_put_aside_leaves_the_table_and_the_room() -> None:
    session = a_session(Enter("welkom"), DrawCard(), on=on_cards())
    aside = after(session, SkipCard())
    assert aside.card == ""
    assert aside.shown.what == "ronde"
    assert aside.skipped == (session.card,)
    assert session.card not in pile(aside)
    assert "geen kaart op tafel" in refused(aside, SkipCard())


def test_an_own_card_lies_on_the_table_with_its_own_words() -> None:
    session = a_session(Enter("welkom"), WriteCard("Nachtrust", "Wie slaapt hier nog?"), on=on_cards())
    card = session.card_of(session.card)
    assert card is not None
    assert (card.title, card.question) == ("Nachtrust", "Wie slaapt hier nog?")
    assert session.shown == ev.Shown(what="kaart", card="eigen-kaart-1")


@pytest.mark.parametrize(("question", "why"), [("  ", "Typ eerst de vraag"), ("a" * 201, "langer dan 200 tekens")])
def test_an_own_card_needs_a_short_question(question: str, why: str) -> None:
    assert why in refused(a_session(Enter("welkom"), on=on_cards()), WriteCard("", question))


def test_no_card_is_made_off_the_record() -> None:
    session = a_session(Enter("welkom"), Happen(ev.OffRecord(on=True)), on=on_cards())
    assert "niets opgenomen" in refused(session, WriteCard("", "Wie slaapt hier nog?"))


def test_an_own_card_that_is_struck_leaves_no_words_and_takes_the_lines_that_repeat_it_along() -> None:
    question = "Wat doet buurvrouw Bep als het misgaat?"
    session = a_session(Enter("perspectief"), WriteCard("", question), Record(said(question)), on=on_cards())
    struck = after(session, Strike(others=("kaart eigen-kaart-1",)))
    assert struck.card_of("eigen-kaart-1") is None
    assert struck.card == ""
    assert not struck.lines
    assert struck.struck == 2


def test_a_leidraad_begins_with_its_first_question_and_goes_on_in_order() -> None:
    session = at_questions()
    assert session.subject == "wijk/hoe-gaat-het"
    seen = []
    while next_question(session):
        seen.append(session.subject)
        session = after(session, 1, NextQuestion())
    assert [*seen, session.subject] == list(session.questions)
    assert "geweest of overgeslagen" in refused(session, NextQuestion())


def test_a_question_that_is_skipped_does_not_come_back_unless_it_is_chosen() -> None:
    session = at_questions(SkipQuestion(), 1, SkipQuestion())
    assert session.subject == "wijk/wat-is-sterk"
    assert session.skipped == ("wijk/hoe-gaat-het", "wijk/wat-verschilt")
    back = after(session, Ask("wijk/wat-verschilt"))
    assert back.subject == "wijk/wat-verschilt"
    assert back.skipped == ("wijk/hoe-gaat-het",)
    assert next_question(back) == "wijk/wat-is-sterk", "nobody has talked about it yet"


def test_the_last_question_can_be_skipped() -> None:
    session = at_questions(*[step for _ in range(3) for step in (1, NextQuestion())], SkipQuestion())
    assert "wijk/wat-nu" in session.skipped
    assert "al overgeslagen" in refused(session, SkipQuestion())


def test_only_questions_of_this_round_can_be_asked() -> None:
    assert "hoort niet bij deze ronde" in refused(at_questions(), Ask("wijk/netwerk"))
    assert "ligt al op tafel" in refused(at_questions(), Ask("wijk/hoe-gaat-het"))
    assert "geen lijst met vragen" in refused(a_session(Enter("welkom"), on=on_cards()), NextQuestion())


def test_each_leidraad_keeps_its_own_place() -> None:
    session = at_questions(1, NextQuestion(), Enter("afspraken"))
    assert session.subject == "wijk/netwerk"
    assert after(session, Enter("leidraad")).subject == "wijk/wat-verschilt"


def test_a_note_belongs_to_a_card() -> None:
    session = at_questions(Record(note("We bellen elkaar weinig.", "wijk/hoe-gaat-het")))
    assert had_questions(session) == {"wijk/hoe-gaat-het"}
    assert "waar dit bij hoort" in refused(session, Record(note("Losse zin.", "")))
    assert "zit niet in de decks" in refused(session, Record(note("Losse zin.", "wijk/onzin")))


def test_everybody_gets_a_standpunt_that_is_not_theirs() -> None:
    session = a_session(Enter("standpunten"), on=on_cards())
    assert [actor for actor, _ in session.standpoints] == list(session.at_table)
    for actor, name in session.standpoints:
        card = session.card_of(name)
        assert card is not None
        assert actor not in card.actors
    assert len({card for _, card in session.standpoints}) == 3
    assert standpoint_of(session, "ciz") == ""


def test_without_standpunten_nobody_gets_one() -> None:
    assert deal(a_session()) == ()


def test_a_defence_needs_somebody_who_speaks() -> None:
    session = a_session(Enter("standpunten"), on=on_cards())
    defence = Contribution(
        round="standpunten", kind=Kind.VERDEDIGING, text="Wij willen meer geld.", card="wijk/meer-geld"
    )
    assert "wie dit standpunt verdedigt" in refused(session, Record(defence))


def test_curators_learn_how_long_a_question_took_and_whether_that_was_over_its_share() -> None:
    session = at_questions(7, NextQuestion(), 3, SkipQuestion(), 4, Enter("afronden"))
    used = {use.card: use for use in card_use(session)}
    assert (used["wijk/hoe-gaat-het"].seconds, used["wijk/hoe-gaat-het"].share) == (420, 300)
    assert used["wijk/hoe-gaat-het"].over
    assert not used["wijk/wat-verschilt"].over
    assert used["wijk/wat-verschilt"].skipped
    assert "wijk/wat-nu" not in used
    assert "wijk/netwerk" not in used


def test_a_card_ran_over_when_its_round_took_more_than_it_was_given() -> None:
    late = a_session(Enter("welkom"), LayCard("spoed"), 6, Enter("afronden"), on=on_cards())
    assert {use.card for use in card_use(late) if use.over} == {"wijk/spoed"}
    on_time = a_session(Enter("welkom"), LayCard("spoed"), 3, Enter("afronden"), on=on_cards())
    assert not [use for use in card_use(on_time) if use.over]


def test_what_leads_to_a_card_and_what_follows_from_it_may_go_round() -> None:
    decks = on_cards()
    assert decks.followers("spoed") == ("wijk/wachten", "wijk/overbelast")
    assert decks.causes("wijk/wachten") == ("wijk/spoed",)
    assert decks.followers("overbelast") == ()
    assert decks.causes("wachten") == ("wijk/spoed",)


def test_kinds_of_solution_of_more_decks_lie_beside_each_other() -> None:
    shipped = on_cards().decks[0]
    more = shipped.model_copy(
        update={
            "head": shipped.head.model_copy(update={"id": "ander"}),
            "levels": tuple(
                level.model_copy(update={"kinds": (level.kinds[0].model_copy(update={"id": f"nieuw-{level.id}"}),)})
                for level in shipped.levels
            ),
        }
    )
    both = on_cards().model_copy(update={"decks": (shipped, more)})
    for level in shipped.levels:
        ids = [kind.id for kind in both.levels[level.id].kinds]
        assert ids == [*(kind.id for kind in level.kinds), f"nieuw-{level.id}"]
