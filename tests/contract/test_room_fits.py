"""Every shipped draaiboek on the room screen, with the longest that ships and with long lines of people."""

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, NamedTuple

import pytest

from gesprekskaarten.decks.library import Library
from gesprekskaarten.domain import commands as do
from gesprekskaarten.domain import events as ev
from gesprekskaarten.domain.cards import Ask, LayCard, WriteCard
from gesprekskaarten.domain.deck import LEVELS, Card, CardKind, Group
from gesprekskaarten.domain.lines import (
    Agreement,
    Answer,
    Contribution,
    Exchange,
    FollowUp,
    Kind,
    Line,
    Progress,
    Request,
    Signal,
    Solution,
    Source,
    Verdict,
)
from gesprekskaarten.domain.material import Material
from gesprekskaarten.domain.playbook import Round, RoundKind
from gesprekskaarten.domain.session import opened
from gesprekskaarten.room.faces import Page, clock, pages
from gesprekskaarten.room.layout import Style, width
from gesprekskaarten.room.model import Face, RoomView
from gesprekskaarten.storage.paths import shipped_decks
from tests.unit.test_room_faces import fits, joined, text_of
from tests.unit.test_room_view import START, Table, every_text

DESIGNED, COMPLETE, PAGED, ESSENTIAL = (70, 20), (56, 16), (46, 13), (32, 8)
SIZES = (DESIGNED, COMPLETE, PAGED, ESSENTIAL)
"""Columns and rows: comfortable, complete, complete in pages, essentials (DESIGN 8)."""

LEFT = 12
"""Minutes: two figures, as most of the time."""

CHAIRS = 8
"""Roles at the table, the most for one conversation; one chair is empty."""

LONG = (
    "Ik ben bang dat mijn moeder in de nacht valt en dat niemand het merkt, en dan durf ik zelf ook niet te slapen.",
    "Wij komen drie keer per dag, maar tussen tien uur in de avond en zeven uur in de ochtend is er helemaal niemand.",
    "Het kost ons soms weken voordat duidelijk is wie er betaalt, en in die weken verandert de zorg die nodig is.",
)
"""What somebody may say in one breath: about 120 characters."""

LONG_ROLE = "Coördinator van het netwerk voor mensen met dementie"
DIRECTIONS = 8
LONGEST_CARDS = 12


class Moment(NamedTuple):
    name: str
    view: RoomView


@cache
def library() -> Library:
    return Library(shipped_decks())


PLAYBOOKS = tuple(library().playbooks)


def _materials(playbook: str) -> Iterator[tuple[str, Material]]:
    """The draaiboek with the decks it needs, or else with every deck in turn."""
    run = library().playbook(playbook)
    for decks in (run.head.decks,) if run.head.decks else ((id,) for id in library().decks):
        yield "+".join(decks), Material(playbook=run, decks=tuple(library().deck(id) for id in decks))


def _longest_names(material: Material) -> tuple[str, ...]:
    return tuple(sorted(material.actors, key=lambda id: -width(material.actors[id].name))[:CHAIRS])


def _a_table(material: Material, casus: str = "") -> Table:
    who = _longest_names(material)
    first = ev.Opened(
        session="2026-11-22-zwolle-ab12",
        playbook=material.playbook.id,
        decks=tuple(deck.id for deck in material.decks),
        casus=casus,
        place="Buurthuis De Vuurvlinder in Zwolle-Zuid",
        date=START.date(),
        present={**dict.fromkeys(who, 1), who[1]: 2, who[-1]: 0},
    )
    return Table(opened(material, ev.Happened(seq=1, at=START, event=first)))


def _then(table: Table, *intents: do.Intent) -> RoomView:
    """What the room sees when the same table goes on like this."""
    return Table(table.session, table.now).wants(*intents).view


def _steps(round: Round) -> range:
    return range(max(1, len(round.steps)))


@cache
def before_a_word(playbook: str) -> tuple[Moment, ...]:
    """Everything that the room can be shown while nobody has said something."""
    return tuple(
        Moment(f"{decks}: {moment.name}", moment.view)
        for decks, material in _materials(playbook)
        for moments in (_in_the_rounds(material), _over_a_round(material))
        for moment in moments
    )


def _in_the_rounds(material: Material) -> Iterator[Moment]:
    for round in material.playbook.rounds:
        for step in _steps(round):
            for turn in ("", _longest_names(material)[0]):
                for what, view in _in_a_round(material, round, step, turn):
                    yield Moment(" ".join(part for part in (round.id, str(step), turn, what) if part), view)


def _in_a_round(material: Material, round: Round, step: int, turn: str) -> Iterator[Moment]:
    def at(table: Table) -> Table:
        there = Table(table.session, table.now).enters(round.id, step)
        return there.wants(do.Speak(turn)) if turn else there

    here = at(_a_table(material))
    yield Moment("", here.view)
    for question in here.session.questions[1:]:
        yield Moment(question, _then(here, Ask(question)))
    if round.kind is RoundKind.CASUS:
        asks_most = _longest(material, lambda card: width(card.question))[0]
        for casus in material.casussen:
            told = _a_table(material, casus)
            yield Moment(casus, at(told).view)
            yield Moment(f"{casus}, {asks_most}", at(told.wants(LayCard(asks_most))).view)
        for card in _longest(material, _text_of_card)[:LONGEST_CARDS]:
            yield Moment(card, at(_a_table(material).wants(LayCard(card))).view)
    if round.kind is RoundKind.STANDPUNTEN and turn:
        for card, found in material.all_cards.items():
            if found.kind is CardKind.STANDPUNT:
                yield Moment(card, _then(here, do.Happen(ev.StandpointsDealt(dealt=((turn, card),)))))


def _longest(material: Material, size: Callable[[Card], int]) -> list[str]:
    cards = material.all_cards
    return sorted(cards, key=lambda card: -size(cards[card]))


def _text_of_card(card: Card) -> int:
    return width(" ".join((card.question, card.title, card.explanation, *card.sides)))


def _over_a_round(material: Material) -> Iterator[Moment]:
    """What can stand over any round: over the one with the longest title."""
    round = max(material.playbook.rounds, key=lambda one: width(one.title))
    here = _a_table(material).enters(round.id)
    yield Moment("begin", _a_table(material).view)
    yield Moment("zwart", _then(here, do.Happen(ev.Blanked(on=True))))
    for one in material.playbook.rounds:
        there = _a_table(material).enters(one.id).wants(do.Speak(_longest_names(material)[0]))
        yield Moment(f"{one.id}: pauze", _then(there, do.Happen(ev.Paused(on=True, minutes=15))))
        yield Moment(f"{one.id}: pauze zonder tijd", _then(there, do.Happen(ev.Paused(on=True))))
        yield Moment(f"{one.id}: niet opgenomen", _then(there, do.Happen(ev.OffRecord(on=True))))
        yield Moment(f"{one.id}: afgesloten", _then(there, do.Happen(ev.Closed())))
    for card in material.all_cards:
        yield Moment(card, _then(here, LayCard(card)))
    for deck, signpost in material.signposts:
        shown = ev.Shown(what="wegwijzer", card=f"{deck.id}/{signpost.id}")
        yield Moment(signpost.id, _then(here, do.Happen(shown)))
    for id, casus in material.casussen.items():
        told = _a_table(material, id).enters(round.id)
        yield Moment(f"verhaal {id}", _then(told, do.Happen(ev.Shown(what="casus"))))
        if casus.outcome or casus.lessons:
            yield Moment(f"afloop {id}", _then(told, do.Happen(ev.Shown(what="afloop"))))


@cache
def with_long_lines(playbook: str) -> tuple[Moment, ...]:
    """Every step of every round when as much was said, confirmed and counted as one conversation holds."""
    return tuple(
        Moment(f"{decks}: {moment.name}", moment.view)
        for decks, material in _materials(playbook)
        for moment in (*_after_long_lines(material), *_own_words(material))
    )


def _after_long_lines(material: Material) -> Iterator[Moment]:
    speaker, other = "eigen-1", _longest_names(material)[0]
    for round in material.playbook.rounds:
        table = _a_table(material).wants(do.AddActor(LONG_ROLE, Group.PROFESSIONALS)).enters(round.id)
        questions = [card for card in _longest(material, _text_of_card) if card in table.session.questions]
        if questions and questions[0] != table.session.subject:
            table.wants(Ask(questions[0]))
        held = [card for _, card in table.session.standpoints]
        subject = (*questions, *held, *material.all_cards)[0]
        table.wants(do.Happen(ev.StandpointsDealt(dealt=((speaker, subject),))))
        table.records(*_lines(round, subject, speaker, other)).confirms_all()
        table.wants(do.Happen(ev.SlipsHandedOut(count=12)))
        directions = [line.id for line in table.session.lines_of(None, Kind.OPLOSSING)]
        table.wants(*(do.Happen(ev.VotesCounted(line=id, votes=3)) for id in directions))
        for step in _steps(round):
            for turn in ("", speaker):
                for result in (False, True):
                    shown = do.Happen(ev.StepShown(step=step)), do.Happen(ev.TallyReleased(on=result))
                    view = _then(table, *shown, *([do.Speak(turn)] if turn else []))
                    yield Moment(f"{round.id} {step} {turn} {'uitslag' if result else ''}".rstrip(), view)


def _lines(round: Round, subject: str, speaker: str, other: str) -> Iterator[Line]:
    """Three long lines of every kind, eight directions, one dilemma, one signal."""
    here: dict[str, Any] = {"round": round.id}
    plain: tuple[Any, ...] = Contribution.model_fields["kind"].annotation.__args__  # type: ignore[union-attr]
    for kind in plain:
        for text in LONG[:1] if kind is Kind.DILEMMA else LONG:
            card = subject if kind in (Kind.NOTITIE, Kind.VERDEDIGING) else ""
            yield Contribution(**here, kind=kind, text=text, actor=speaker, source=Source.ACHTERBAN, card=card)
    for number in range(DIRECTIONS):
        level: Any = LEVELS[number % len(LEVELS)]
        text = LONG[number % len(LONG)]
        monday = LONG[0] if level == "stelsel" else ""
        yield Solution(**here, level=level, text=text, decides=LONG_ROLE, first_step=text, monday=monday)
    for text in LONG:
        yield Agreement(**here, text=text, who=LONG_ROLE, when="2026-12-17")
        yield Request(**here, text=text, actor=speaker, about=other, answer=Answer.PROBEER)
        yield FollowUp(**here, text=text, was="afspraak", progress=Progress.NIET)
    yield Signal(**here, text=LONG[1], to=LONG_ROLE)
    yield Exchange(**here, text=LONG[0], actor=other, about=speaker, verdict=Verdict.KLOPT_NIET, correction=LONG[2])


def _own_words(material: Material) -> Iterator[Moment]:
    """A casus and a card that were made at the table."""
    table = _a_table(material).enters(material.playbook.rounds[0].id)
    casus = ev.CasusWritten(title=LONG_ROLE, situation=" ".join(LONG))
    yield Moment("eigen casus", _then(table, do.Happen(casus), do.Happen(ev.Shown(what="casus"))))
    yield Moment("eigen kaart", _then(table, WriteCard(LONG_ROLE, f"{LONG[0][:-1]}, en {LONG_ROLE}?")))


@cache
def _laid_out(view: RoomView, size: tuple[int, int]) -> tuple[Page, ...]:
    return pages(view, *size, LEFT)


def _squeezed(text: str) -> str:
    return "".join(text.split()).casefold()


def _missing(view: RoomView, size: tuple[int, int]) -> list[str]:
    """What of the view does not stand on its pages, or stands outside the box."""
    made = _laid_out(view, size)
    there = joined(made)
    moments = [clock(moment) for moment in (view.back_at, view.end_time) if moment and not view.off_record]
    lost = [text for text in (*every_text(view), *moments) if _squeezed(text) not in there]
    return lost if fits(made, *size) else [*lost, "outside the box"]


def _has_all_roles(view: RoomView, page: Page) -> bool:
    """Tell whether everybody finds on this page who they are now."""
    there = _squeezed(text_of(page))
    return view.face is Face.WISSEL and all(
        _squeezed(item.text) in there for block in view.blocks for item in block.items
    )


@pytest.mark.parametrize("size", SIZES[:2], ids=str)
@pytest.mark.parametrize("playbook", PLAYBOOKS)
def test_what_ships_stands_whole_on_one_page(playbook: str, size: tuple[int, int]) -> None:
    """With seven roles to play, the starts of the sentences may go to a second page of the smaller size."""
    for name, view in before_a_word(playbook):
        made = _laid_out(view, size)
        assert not _missing(view, size), name
        assert len(made) == 1 or (size == COMPLETE and _has_all_roles(view, made[0])), name


@pytest.mark.parametrize("playbook", PLAYBOOKS)
def test_what_ships_stands_whole_on_two_pages_of_a_small_screen(playbook: str) -> None:
    for name, view in before_a_word(playbook):
        assert not _missing(view, PAGED), name
        assert len(_laid_out(view, PAGED)) <= 2, name


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("playbook", PLAYBOOKS)
def test_long_lines_of_people_stand_whole_on_as_many_pages_as_it_takes(playbook: str, size: tuple[int, int]) -> None:
    for name, view in with_long_lines(playbook):
        assert not _missing(view, size), name


def _essentials(view: RoomView) -> list[str]:
    """Round, who speaks, the beginning of what is asked; in a pause when we go on."""
    found = [view.round_title]
    if view.off_record:
        return [*found, "Dit wordt niet opgenomen"]
    if view.paused:
        return [*found, "Pauze", *([clock(view.back_at)] if view.back_at else [])]
    found += [view.speaking, view.role, *([clock(view.back_at)] if view.back_at else [])]
    asked = [
        view.card.question if view.card else "",
        view.signpost.where_to if view.signpost else "",
        "" if view.face is Face.LEIDRAAD else view.prompt.split("\n")[0],
        *(block.heading for block in view.blocks),
        view.casus.title if view.casus else "We beginnen zo." if view.face is Face.BEGIN else "",
    ]
    return [*found, next(text for text in asked if text)[:25]]


@pytest.mark.parametrize("playbook", PLAYBOOKS)
def test_the_first_page_of_the_smallest_screen_has_the_round_the_question_who_speaks_and_the_time(
    playbook: str,
) -> None:
    for name, view in (*before_a_word(playbook), *with_long_lines(playbook)):
        assert not _missing(view, ESSENTIAL), name
        if view.blank:
            continue
        first = _laid_out(view, ESSENTIAL)[0]
        there = _squeezed(text_of(first))
        assert [text for text in _essentials(view) if _squeezed(text) not in there] == [], name
        if view.ends_at:
            assert first[-1].style is (Style.BAR if view.quiet else Style.TIME), name
            assert view.quiet or f"{LEFT} minuten" in first[-1].text, name


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("playbook", PLAYBOOKS)
def test_the_minutes_that_pass_never_change_the_pages(playbook: str, size: tuple[int, int]) -> None:
    """A page under the eyes of the room stays that page until something happens."""
    decks = next(decks for decks, _ in _materials(playbook))
    for name, view in with_long_lines(playbook):
        if name.startswith(decks):
            told = {tuple(map(_words, pages(view, *size, left))) for left in (0, 1, 2, 9, 10, 60, 119)}
            assert len(told) == 1, name


def _words(page: Page) -> tuple[str, ...]:
    """The lines of a page without the time."""
    times = (Style.TIME, Style.BAR, Style.FIGURE)
    return tuple(line.text for line in page if line.text and line.style not in times)


@pytest.mark.parametrize("size", [PAGED, ESSENTIAL], ids=str)
@pytest.mark.parametrize("playbook", PLAYBOOKS)
def test_no_page_holds_only_the_year_or_the_step(playbook: str, size: tuple[int, int]) -> None:
    for name, view in before_a_word(playbook):
        for page in _laid_out(view, size):
            told = [line.text for line in page[1:] if line.text and line.style not in (Style.TIME, Style.BAR)]
            alone = len(told) == 2 and told[0].startswith("pagina ")
            assert not (alone and (told[1].startswith("Feiten uit") or told[1] == view.step_title)), name


@pytest.mark.parametrize("playbook", PLAYBOOKS)
def test_the_two_sides_of_a_dilemma_are_read_together(playbook: str) -> None:
    """The side on a second page would be the one that loses."""
    dilemmas = [(name, view) for name, view in before_a_word(playbook) if view.card and len(view.card.sides) == 2]
    for name, view in dilemmas:
        assert view.card is not None
        sides = [_squeezed(side) for side in view.card.sides]
        shown = [_squeezed(text_of(page)) for page in _laid_out(view, PAGED)]
        assert any(all(side in page for side in sides) for page in shown), name
