"""Weaknesses of decks and draaiboeken that can be read: what makes a card hard to hear, to discuss or to trust.

The thresholds are those of onderzoek/facilitatie.md 5.5 and of docs/kaarten-maken.md. Nothing here stops a deck from
being used, and the program itself never asks: only `deck controleer` does.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from gesprekskaarten.decks import reading
from gesprekskaarten.decks.lint_between import in_circles, near_identical
from gesprekskaarten.decks.loader import DeckFile
from gesprekskaarten.decks.personal import personal_in
from gesprekskaarten.decks.problems import Finding, Loc, quoted, where
from gesprekskaarten.decks.word_lists import COMMON, VAGUE
from gesprekskaarten.domain.deck import Card, CardKind, Casus, Deck, Dilemma
from gesprekskaarten.domain.playbook import Playbook

WORDS_IN_QUESTION = 15
WORDS_IN_SENTENCE = 20
WORDS_ON_AVERAGE = 12
WORDS_ALOUD = 55
"""Of a question and its explanation: 20 seconds of reading aloud."""
WORDS_IN_SITUATION = 45
WORDS_IN_STORY = (80, 140)
LETTERS_IN_TITLE = 45
SYLLABLES = 4
LINE = 46
LINES_OF_EXPLANATION = 6
LINES_BESIDE_SIDES = 3
LINES_OF_SIDE = 2
UNEQUAL = 1.8
"""A side of a dilemma may be this many times as long as the other."""
BOXES = ((46, 13, 2), (70, 20, 1))
"""Columns and rows of the zaalbeeld, and the pages a card may take there."""
LETTERS_IN_BOXES = 5_000
"""More than the boxes have cells, so that a book is not laid out first."""
RESULTS = 3
"""Of a wegwijzer, after the last question."""
LONGEST = 20_000
"""Letters of a text that are read; a longer one is no text for a card, and has been told of by then."""

_NO_TEXT = {"id", "versie", "licentie", "datum", "jaar", "gebruikt", "decks"}


def add_warnings(files: Sequence[DeckFile], others: Sequence[DeckFile] = ()) -> None:
    """Give each file the weaknesses that are found in it; `others` only explain words and continue chains of cards."""
    terms: dict[str, set[str]] = {}
    for file in (*others, *files):
        if isinstance(file.readable, Deck):
            terms.setdefault(file.id, set()).update(term.word.casefold() for term in file.readable.terms)
    circling = in_circles(files, others)
    alike = near_identical(files)
    for file in files:
        found: list[Finding] = []
        if isinstance(file.readable, Deck):
            deck = file.readable
            own = [terms.get(name, set()) for name in (file.id, *deck.head.uses)]
            found += _Texts(file.data, set().union(*own)).of_deck(deck)
            found += _of_deck(file.data, deck)
            found += circling.get(id(file), [])
            found += alike.get(id(file), [])
        elif isinstance(file.readable, Playbook):
            found += _Texts(file.data, set()).of_playbook(file.readable)
            found += _minutes(file.readable)
        if file.readable is not None:
            found += _personal(file.data)
        file.warn(found)


class _Texts:
    """Reads all texts of one file as somebody who hears them for the first time."""

    def __init__(self, data: Mapping[str, Any], terms: set[str]) -> None:
        self._data = data
        self._found: list[Finding] = []
        self._explained = {part for term in terms for part in re.findall(r"[^\W_]+(?:&[^\W_]+)?", term)} | terms
        self._seen: dict[tuple[str, str], tuple[Loc, str]] = {}
        self._count: Counter[tuple[str, str]] = Counter()
        self._addressed: dict[str, list[tuple[Loc, str]]] = {"je": [], "u": []}

    def of_deck(self, deck: Deck) -> list[Finding]:
        for index, card in enumerate(deck.cards):
            self._card(card, ("kaart", index))
        for index, casus in enumerate(deck.casussen):
            self._casus(casus, ("casus", index))
        self._text(deck.head.description, ("deck", "omschrijving"))
        self._lines(deck.head.signpost_questions, ("deck", "wegwijzer_vragen"))
        for index, actor in enumerate(deck.actors):
            self._text(actor.name, ("actor", index, "naam"))
            for place, item in enumerate(actor.perspectives):
                self._text(item.text, ("actor", index, "perspectief", place, "tekst"))
            for place, dilemma in enumerate(actor.dilemmas):
                self._text(dilemma.text, ("actor", index, "dilemma", place, "tekst"))
                self._lines(dilemma.sides, ("actor", index, "dilemma", place, "kanten"))
        for index, level in enumerate(deck.levels):
            self._text(level.explanation, ("niveau", index, "uitleg"))
            for place, kind in enumerate(level.kinds):
                self._text(kind.text, ("niveau", index, "soort", place, "tekst"))
        for index, route in enumerate(deck.routes):
            self._text(route.title, ("route", index, "titel"))
            self._text(route.description, ("route", index, "omschrijving"))
            for place, step in enumerate(route.steps):
                self._text(step.title, ("route", index, "stap", place, "titel"))
        for index, signpost in enumerate(deck.signposts):
            self._text(signpost.for_whom, ("wegwijzer", index, "voor_wie"))
            self._text(signpost.where_to, ("wegwijzer", index, "waar_naartoe"))
            self._text(signpost.after_that, ("wegwijzer", index, "daarna"))
            self._lines(signpost.marks, ("wegwijzer", index, "kenmerken"))
        for index, term in enumerate(deck.terms):
            self._text(term.explanation, ("begrip", index, "uitleg"))
        self._words()
        self._address()
        return self._found

    def of_playbook(self, playbook: Playbook) -> list[Finding]:
        self._sentences(playbook.head.description, ("draaiboek", "omschrijving"))
        for index, round in enumerate(playbook.rounds):
            self._sentences(round.room, ("ronde", index, "zaal"))
            for key, lines in (("zinnen", round.sentences), ("startzinnen", round.starters)):
                for place, line in enumerate(lines):
                    self._sentences(line, ("ronde", index, key, place))
            for place, step in enumerate(round.steps):
                self._sentences(step.room, ("ronde", index, "stap", place, "zaal"))
        for index, situation in enumerate(playbook.situations):
            for place, line in enumerate(situation.sentences):
                self._sentences(line, ("situatie", index, "zinnen", place))
        return self._found

    def _tell(self, code: str, loc: Loc, what: str, hint: str, phrase: str = "") -> None:
        self._found.append(Finding(loc, f"{where(self._data, loc)}: {what}", hint, code=code, phrase=phrase))

    def _card(self, card: Card, loc: Loc) -> None:
        self._title(card.title, (*loc, "titel"))
        self._question(card.question, (*loc, "vraag"))
        for text, key in ((card.theme, "thema"), (card.question, "vraag"), (card.explanation, "toelichting")):
            self._text(text, (*loc, key))
        for lines, key in ((card.sides, "kanten"), (card.probes, "doorvragen"), (card.starters, "voorbeeldzinnen")):
            self._lines(lines, (*loc, key))
        self._average((card.question, card.explanation), (*loc, "toelichting" if card.explanation else "vraag"))
        if not card.explanation:
            return
        at = (*loc, "toelichting")
        if "?" in card.explanation and card.kind is not CardKind.VOORBEELD:
            asked = next(part for part in reading.sentences_in(card.explanation) if "?" in part)
            hint = "Op een kaart staat één vraag. Zet de andere bij doorvragen."
            self._tell("meer-vragen", at, "hier staat nog een vraag.", hint, asked)
        count = len(reading.words_in(f"{card.question} {card.explanation}"))
        if count > WORDS_ALOUD:
            hint = f"Houd de vraag en de toelichting samen op {WORDS_ALOUD} woorden: 20 seconden hardop."
            self._tell("lang-voorlezen", at, f"de vraag en de toelichting hebben samen {count} woorden.", hint)
        most = LINES_BESIDE_SIDES if card.sides else LINES_OF_EXPLANATION
        self._fits_lines(card.explanation, at, most, "lange-toelichting")

    def _casus(self, casus: Casus, loc: Loc) -> None:
        self._title(casus.title, (*loc, "titel"))
        at = (*loc, "situatie")
        count = len(reading.words_in(casus.situation))
        if count > WORDS_IN_SITUATION:
            hint = f"Houd een situatie op hoogstens {WORDS_IN_SITUATION} woorden."
            self._tell("lange-situatie", at, f"deze situatie heeft {count} woorden.", hint)
        else:
            self._fits_lines(casus.situation, at, LINES_OF_EXPLANATION, "lange-situatie")
        least, most = WORDS_IN_STORY
        if casus.story and not least <= (count := len(reading.words_in(casus.story))) <= most:
            hint = f"Een verhaal om voor te lezen heeft {least} tot {most} woorden."
            self._tell("lengte-verhaal", (*loc, "verhaal"), f"dit verhaal heeft {count} woorden.", hint)
        for text, key in ((casus.situation, "situatie"), (casus.outcome, "afloop")):
            self._text(text, (*loc, key))
        self._text(casus.story, (*loc, "verhaal"), spoken=True)
        for text, key in ((casus.situation, "situatie"), (casus.story, "verhaal")):
            self._average((text,), (*loc, key))
        for lines, key in (
            (casus.facts, "feiten"),
            (casus.unknowns, "onbekend"),
            (casus.questions, "vragen"),
            (casus.lessons, "lessen"),
        ):
            self._lines(lines, (*loc, key))
        for place, hardship in enumerate(casus.hard):
            self._text(hardship.text, (*loc, "lastig", place, "tekst"))

    def _title(self, title: str, loc: Loc) -> None:
        if len(title) > LETTERS_IN_TITLE:
            hint = f"Houd een titel op hoogstens {LETTERS_IN_TITLE} tekens."
            self._tell("lange-titel", loc, f"deze titel heeft {len(title)} tekens.", hint)
        self._text(title, loc)

    def _question(self, question: str, loc: Loc) -> None:
        count = len(reading.words_in(question))
        if count > WORDS_IN_QUESTION:
            hint = f"Houd een vraag op hoogstens {WORDS_IN_QUESTION} woorden."
            self._tell("lange-vraag", loc, f"deze vraag heeft {count} woorden.", hint)
        if not question.rstrip(" '’\"”)").endswith("?"):
            self._tell("geen-vraag", loc, "hier staat geen vraagteken aan het eind.", "Maak er één open vraag van.")
        if reading.asks_twice(question):
            hint = "Kies er één. Zet de andere bij doorvragen."
            self._tell("meer-vragen", loc, "hier staat meer dan één vraag.", hint)
        if leading := reading.leading_in(question):
            hint = "Laat het antwoord open: begin met hoe, wat, wie of wanneer."
            self._tell("sturende-vraag", loc, "deze vraag geeft zelf al het antwoord.", hint, leading)

    def _fits_lines(self, text: str, loc: Loc, most: int, code: str) -> None:
        from gesprekskaarten.room.layout import wrap

        count = len(wrap(text[:LONGEST], LINE))
        if count > most:
            hint = f"Houd deze tekst op hoogstens {most} regels: ongeveer {most * 42} tekens."
            self._tell(code, loc, f"deze tekst is {count} regels van {LINE} tekens.", hint)

    def _average(self, texts: Iterable[str], loc: Loc) -> None:
        counts = [
            len(reading.words_in(sentence)) for text in texts for sentence in reading.sentences_in(text[:LONGEST])
        ]
        if len(counts) > 1 and sum(counts) / len(counts) > WORDS_ON_AVERAGE:
            average = f"{sum(counts) / len(counts):.1f}".replace(".", ",")
            hint = f"Houd het gemiddeld op hoogstens {WORDS_ON_AVERAGE} woorden: knip zinnen in tweeën."
            self._tell("lange-zinnen", loc, f"de zinnen hebben gemiddeld {average} woorden.", hint)

    def _lines(self, lines: Sequence[str], loc: Loc) -> None:
        for place, line in enumerate(lines):
            self._text(line, (*loc, place))
            if loc[0] == "kaart" and loc[-1] == "kanten":
                self._fits_lines(line, (*loc, place), LINES_OF_SIDE, "lange-kant")

    def _sentences(self, text: str, loc: Loc) -> list[str]:
        found = reading.sentences_in(text[:LONGEST])
        for sentence in found:
            count = len(reading.words_in(sentence))
            if count > WORDS_IN_SENTENCE and loc[-1] != "vraag":
                hint = f"Houd elke zin op hoogstens {WORDS_IN_SENTENCE} woorden: maak er twee van."
                self._tell("lange-zin", loc, f"deze zin heeft {count} woorden.", hint, sentence)
        return found

    def _text(self, text: str, loc: Loc, spoken: bool = False) -> None:
        """Read one text; a told story (`spoken`) may have long words, and people in it who say u."""
        text = text[:LONGEST]
        if not text:
            return
        for sentence in self._sentences(text, loc):
            if passive := reading.passive_in(sentence):
                hint = "Zeg wie het doet: “de gemeente beslist”."
                self._tell("lijdende-vorm", loc, f"wie doet dit? {quoted(passive)} zegt dat niet.", hint, sentence)
            if double := reading.double_negation_in(sentence):
                hint = "Zeg het zonder ontkenning, of met één."
                what = f"{quoted(double)} is een dubbele ontkenning."
                self._tell("dubbele-ontkenning", loc, what, hint, sentence)
            if not spoken and loc[0] != "begrip":
                self._long_words(sentence, loc)
        for short in reading.abbreviations_in(text):
            if short.casefold() not in self._explained:
                self._note("afkorting", short, loc)
        if not spoken:
            je, u = reading.address_in(text)
            for form, word in (("je", je), ("u", u)):
                if word:
                    self._addressed[form].append((loc, word))

    def _long_words(self, sentence: str, loc: Loc) -> None:
        for place, word in enumerate(reading.words_in(sentence)):
            folded = word.casefold()
            if len(word) < 7 or folded in COMMON or (place and word[0].isupper()) or self._is_explained(folded):
                continue
            if folded in VAGUE:
                self._note("vaag-woord", word, loc)
            elif len(word) > 2 * SYLLABLES and reading.syllables(word) > SYLLABLES:
                self._note("lang-woord", word, loc)

    def _is_explained(self, word: str) -> bool:
        return any(word.removesuffix(end) in self._explained for end in ("", "s", "n", "en", "e"))

    def _note(self, code: str, word: str, loc: Loc) -> None:
        """Keep the first place of a word: one warning per word is enough to mend a deck."""
        key = (code, word.casefold())
        self._seen.setdefault(key, (loc, word))
        self._count[key] += 1

    def _words(self) -> None:
        for key, (loc, word) in self._seen.items():
            code, _ = key
            times = self._count[key]
            often = f" Het staat {times} keer in dit deck." if times > 1 else ""
            match code:
                case "afkorting":
                    what = f"{quoted(word)} is een afkorting zonder uitleg.{often}"
                    hint = "Schrijf het voluit, of leg het uit bij [[begrip]]."
                case "vaag-woord":
                    what = f"{quoted(word)} is een vaag woord.{often}"
                    hint = "Zeg wat iemand doet of merkt, of leg het uit bij [[begrip]]."
                case _:
                    what = f"{quoted(word)} heeft {reading.syllables(word)} lettergrepen.{often}"
                    hint = "Kies een korter woord, of leg het uit bij [[begrip]]."
            self._tell(code, loc, what, hint, word)

    def _address(self) -> None:
        """Told where the form stands that is used less."""
        je, u = self._addressed["je"], self._addressed["u"]
        if not je or not u:
            return
        fewer, other = (u, "je") if len(u) <= len(je) else (je, "u")
        for loc, word in fewer:
            hint = f"Kies “je” of “u” en houd dat vol. Elders in dit deck staat meestal “{other}”."
            self._tell("u-en-je", loc, f"hier staat {quoted(word)}, en elders “{other}”.", hint, word)


def _of_deck(data: Mapping[str, Any], deck: Deck) -> Iterator[Finding]:
    from gesprekskaarten.room.preview import card_pages, casus_pages

    names = {actor.id: actor.name for actor in deck.actors}

    def tell(code: str, loc: Loc, what: str, hint: str) -> Finding:
        return Finding(loc, f"{where(data, loc)}: {what}", hint, code=code)

    for index, source in enumerate(deck.sources):
        if not re.search(r"\b(?:19|20)\d\d\b", source.date):
            loc: Loc = ("bron", index, "datum") if source.date else ("bron", index)
            yield tell("bron-zonder-jaar", loc, "bij deze bron staat geen jaar.", 'Zet erbij: datum = "2017-02"')
    for index, card in enumerate(deck.cards):
        loc = ("kaart", index)
        if not card.sources:
            hint = 'Zet erbij: bronnen = [{ bron = "…", jaar = 2017 }]'
            yield tell("kaart-zonder-bron", loc, "bij deze kaart staat geen bron.", hint)
        if card.kind is CardKind.STANDPUNT and not (card.actors and card.stance):
            lacks = " en ".join(name for name, value in (("actoren", card.actors), ("stand", card.stance)) if not value)
            hint = 'Zet erbij van wie het is en waar die staat: actoren = ["…"], stand = "voor-mits"'
            yield tell("standpunt-onvolledig", loc, f"bij dit standpunt ontbreekt: {lacks}.", hint)
        if card.kind is CardKind.DILEMMA:
            yield from _sides(data, card, loc)
        texts = (card.title, card.theme, card.question, card.explanation, *card.sides)
        if too_long := _does_not_fit(texts, partial(card_pages, card, names=names)):
            yield tell("past-niet", loc, too_long, "Maak de toelichting of de kanten korter.")
    for index, casus in enumerate(deck.casussen):
        if too_long := _does_not_fit((casus.title, casus.situation), partial(casus_pages, casus)):
            yield tell("past-niet", ("casus", index), too_long, "Maak de situatie korter.")
    yield from _actors(data, deck)
    for index, route in enumerate(deck.routes):
        if route.cards and route.steps:
            hint = "Zet alle kaarten in stappen, of haal de stappen weg."
            yield tell("route-en-stappen", ("route", index), "deze route heeft kaarten én stappen.", hint)
        lists: list[tuple[Loc, tuple[str, ...]]] = [(("route", index, "kaarten"), route.cards)]
        lists += [(("route", index, "stap", place, "kaarten"), step.cards) for place, step in enumerate(route.steps)]
        seen: set[str] = set()
        for loc, cards in lists:
            for place, name in enumerate(cards):
                full = name if "/" in name else f"{deck.id}/{name}"
                if full in seen:
                    what = f"kaart {quoted(name)} staat al eerder in deze route."
                    yield tell("dubbel-in-route", (*loc, place), what, "Haal er een van de twee weg.")
                seen.add(full)
    yield from _signposts(data, deck)


def _sides(data: Mapping[str, Any], dilemma: Card | Dilemma, loc: Loc) -> Iterator[Finding]:
    place = where(data, loc)
    if len(dilemma.sides) != 2:
        count = len(dilemma.sides)
        what = "dit dilemma heeft geen kanten." if not count else f"dit dilemma heeft {count} kant{'en' * (count > 1)}."
        at = (*loc, "kanten") if count else loc
        hint = "Geef een dilemma twee kanten die allebei te verdedigen zijn."
        yield Finding(at, f"{place}: {what}", hint, code="twee-kanten")
        return
    short, long = sorted(len(reading.words_in(side)) for side in dilemma.sides)
    if long - short > 4 and long > UNEQUAL * short:
        what = f"de ene kant heeft {short} woorden en de andere {long}."
        hint = "Maak de kanten ongeveer even lang: anders lijkt er één de goede."
        yield Finding((*loc, "kanten"), f"{place}: {what}", hint, code="ongelijke-kanten")


def _actors(data: Mapping[str, Any], deck: Deck) -> Iterator[Finding]:
    named = {name for card in deck.cards for name in card.actors}
    named |= {name for casus in deck.casussen for name in casus.involved}
    named |= {hardship.actor for casus in deck.casussen for hardship in casus.hard}
    for index, actor in enumerate(deck.actors):
        loc = ("actor", index)
        place = where(data, loc)
        if not actor.dilemmas:
            hint = "Zet erbij: [[actor.dilemma]] met een id, een tekst en twee kanten."
            yield Finding(loc, f"{place}: bij deze actor staat geen dilemma.", hint, code="actor-zonder-dilemma")
        if named and actor.id not in named:
            hint = "Noem deze actor bij actoren van een kaart, of bij betrokken van een casus."
            what = "geen kaart en geen casus van dit deck noemt deze actor."
            yield Finding(loc, f"{place}: {what}", hint, code="actor-zonder-kaart")
        for inner, dilemma in enumerate(actor.dilemmas):
            yield from _sides(data, dilemma, (*loc, "dilemma", inner))


def _does_not_fit(texts: Iterable[str], laid_out: Callable[[int, int], Sequence[Any]]) -> str:
    """Say on how many pages of the zaalbeeld it stands when those are too many, or ""."""
    if sum(map(len, texts)) > LETTERS_IN_BOXES:
        return "deze tekst past nooit op het zaalbeeld."
    for columns, rows, most in BOXES:
        count = len(laid_out(columns, rows))
        if count > most:
            return f"dit is {count} bladzijden op een zaalbeeld van {columns} bij {rows}. Dat mogen er {most} zijn."
    return ""


def _signposts(data: Mapping[str, Any], deck: Deck) -> Iterator[Finding]:
    by_marks: dict[tuple[str, ...], list[int]] = {}
    goes_on = set()
    for index, signpost in enumerate(deck.signposts):
        by_marks.setdefault(signpost.marks, []).append(index)
        goes_on |= {signpost.marks[:length] for length in range(len(signpost.marks))}
    for marks, places in by_marks.items():
        if marks in goes_on or (not marks and deck.head.signpost_questions):
            for index in places:
                loc: Loc = ("wegwijzer", index, "kenmerken") if marks else ("wegwijzer", index)
                what = "met deze antwoorden komt niemand hier uit: er volgt nog een vraag."
                hint = "Geef bij elke vraag een antwoord, in dezelfde volgorde."
                yield Finding(loc, f"{where(data, loc)}: {what}", hint, code="wegwijzer-pad")
        elif marks and len(places) > RESULTS:
            loc = ("wegwijzer", places[RESULTS], "kenmerken")
            what = f"met deze antwoorden kom je op {len(places)} plaatsen uit."
            hint = f"Laat een weg op hoogstens {RESULTS} plaatsen uitkomen: maak er één van, of vraag meer."
            yield Finding(loc, f"{where(data, loc)}: {what}", hint, code="wegwijzer-pad")


def _minutes(playbook: Playbook) -> Iterator[Finding]:
    total = sum(round.minutes for round in playbook.rounds) + playbook.head.buffer
    if total != playbook.head.minutes:
        what = f"de rondes en de buffer zijn samen {total} minuten, en hier staat {playbook.head.minutes}."
        hint = f"Schrijf minuten = {total}, of verander de rondes."
        yield Finding(("draaiboek", "minuten"), f"draaiboek · minuten: {what}", hint, code="minuten")


def _personal(data: Mapping[str, Any]) -> Iterator[Finding]:
    waiting: list[tuple[Loc, Any]] = [((), data)]
    while waiting:
        loc, value = waiting.pop()
        if isinstance(value, dict):
            waiting += [((*loc, key), inner) for key, inner in value.items() if key not in _NO_TEXT]
        elif isinstance(value, list):
            waiting += [((*loc, place), inner) for place, inner in enumerate(value)]
        elif isinstance(value, str):
            for what, phrase in personal_in(value[:LONGEST]):
                hint = "Haal het weg: wat op een kaart staat, leest iedereen."
                message = f"{where(data, loc)}: dit lijkt {what} van een mens."
                yield Finding(loc, message, hint, code="persoonsgegeven", phrase=phrase)
