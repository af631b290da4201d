"""The tafelversie: what the people at the table take home (onderzoek/facilitatie.md 4.4)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from gesprekskaarten.domain.deck import Card, Casus, LevelId
from gesprekskaarten.domain.lines import (
    Answer,
    Contribution,
    Exchange,
    FollowUp,
    Kind,
    Progress,
    Request,
    Signal,
    Solution,
    Source,
    Verdict,
)
from gesprekskaarten.domain.playbook import RoundKind
from gesprekskaarten.domain.session import Session
from gesprekskaarten.report.agreed import Agreed, Key, alphabet, in_order, sort_out
from gesprekskaarten.report.cards import NOTHING, agreements_table, on_table, question_sections, standpoints, used_cards
from gesprekskaarten.report.markdown import bullets, document, heading, item, label, md, quote
from gesprekskaarten.room.dates import in_words

UNTESTED = "ingeleefd, niet getoetst"

LEVELS: tuple[tuple[LevelId, str], ...] = (
    ("uitvoering", "Uitvoering"),
    ("organisatie", "Organisatie"),
    ("stelsel", "Stelsel"),
)
PERSPECTIVE = {Kind.PERSPECTIEF: "Ziet", Kind.ZORG: "Maakt zich zorgen", Kind.BEHOEFTE: "Heeft nodig"}
SOURCES = {
    Source.ZELF: "",
    Source.ACHTERBAN: " (namens de achterban)",
    Source.INGELEEFD: f" (*{UNTESTED}*)",
    Source.GROEP: " (van de groep samen)",
}
VERDICTS = {
    Verdict.KLOPT: "dit klopt.",
    Verdict.KLOPT_NIET: "dit klopt niet.",
    Verdict.WIST_NIET: "dit wist je niet.",
}
ANSWERS = {
    Answer.JA: "ja",
    Answer.NEE: "nee",
    Answer.PROBEER: "ik probeer het",
    Answer.VAAG: "de vraag is nog te vaag",
    None: "nog geen antwoord",
}
PROGRESS = {
    Progress.GEDAAN: "Gedaan",
    Progress.LOOPT: "Loopt nog",
    Progress.NIET: "Niet gedaan",
    None: "Niet besproken",
}


def table_edition(session: Session) -> str:
    """Return the tafelversie as Markdown; the same session always gives the same bytes."""
    agreed = sort_out(session)
    return document(
        (
            heading(1, f"Verslag: {session.title or 'Grensvlakkengesprek'}"),
            "Dit hebben we samen besproken. Alleen wat aan tafel is bevestigd, staat in dit verslag.",
            heading(2, "In het kort"),
            "\n".join(_in_short(agreed)),
            *_sections(agreed),
            heading(2, "Verantwoording"),
            bullets(_account(session)),
        )
    )


def _sections(agreed: Agreed) -> Iterator[str]:
    """Give what the draaiboek asks for, empty or not; leave out what it does not ask for and nobody spoke of."""
    said = agreed.said.keys()
    perspective = said & {*PERSPECTIVE, Kind.ANTWOORD}
    on_cards = on_table(agreed.session) or agreed.session.casus or said & {Kind.FEIT, Kind.ONBEKEND}
    agreements = agreed.agreements or agreed.follow_ups or agreed.requests
    yield from _section(agreed, "De kaart en de feiten", _card_and_facts(agreed), on_cards, RoundKind.CASUS)
    yield from question_sections(agreed)
    yield from standpoints(agreed)
    yield from _section(agreed, "Perspectieven", _perspectives(agreed), perspective, RoundKind.PERSPECTIEF)
    exchanges = _exchanges(agreed)
    yield from _section(agreed, "Perspectiefwissel", [_list(exchanges)], exchanges, RoundKind.WISSEL)
    clash = said & {Kind.EENS, Kind.BOTST, Kind.DILEMMA}
    common = [_list(_plain(agreed, Kind.EENS))]
    yield from _section(agreed, "Waar zijn we het over eens", common, clash, RoundKind.BOTSING)
    yield from _section(agreed, "Waar botst het", _clashes(agreed), clash, RoundKind.BOTSING)
    solutions = _solutions(agreed)
    yield from _section(agreed, "Oplossingsrichtingen", solutions, agreed.solutions, RoundKind.OPLOSSINGEN)
    choosing = (RoundKind.KIEZEN, RoundKind.VERZOEK)
    yield from _section(agreed, "Afspraken", _agreements(agreed), agreements, *choosing)
    yield from _section(agreed, "Signalen", [_list(_signals(agreed))], agreed.signals, RoundKind.KIEZEN)
    yield heading(2, "Parkeerlijst")
    yield _list(_plain(agreed, Kind.PARKEREN))
    looking_back = _looking_back(agreed)
    yield from _section(agreed, "Terugblik", [_list(looking_back)], looking_back, RoundKind.AFRONDEN)


def _section(agreed: Agreed, title: str, blocks: Iterable[str], something: object, *kinds: RoundKind) -> Iterator[str]:
    if something or _planned(agreed, *kinds):
        yield heading(2, title)
        yield from blocks


def _planned(agreed: Agreed, *kinds: RoundKind) -> bool:
    return any(one.kind in kinds for one in agreed.session.material.playbook.rounds)


def _list(items: list[str]) -> str:
    return "\n".join(items) or NOTHING


def _count(number: int, one: str, more: str) -> str:
    return f"{number} {one if number == 1 else more}"


def _contribution(agreed: Agreed, line: Contribution) -> str:
    """Return the words, with their source when that is not simply the speaker."""
    source = agreed.source_of(line)
    if source is Source.GROEP and not line.actor:
        return md(line.text)
    return md(line.text) + SOURCES[source]


def _plain(agreed: Agreed, kind: Kind) -> list[str]:
    return in_order(agreed.said.get(kind, []), alphabet, lambda line: item(_contribution(agreed, line)))


def _in_short(agreed: Agreed) -> Iterator[str]:
    session, casus = agreed.session, agreed.session.casus
    names = {actor: md(session.actor_name(actor)) for actor in agreed.chairs}
    present = [f"{name} ({session.present[actor]})" for actor, name in names.items() if session.present[actor]]
    early = [name for actor, name in names.items() if actor in agreed.left_early]
    empty = [name for actor, name in names.items() if actor not in agreed.here]
    people = _count(session.people, "mens", "mensen")
    yield item(label("Datum", in_words(session.opened.date)))
    yield item(label("Plaats", md(session.opened.place) or "niet ingevuld"))
    yield item(label("Duur", _length(session)))
    yield item(label("Aan tafel", f"{people}: {', '.join(present)}" if present else "niet ingevuld"))
    if early:
        yield item(label("Een deel van de tijd aan tafel", ", ".join(early)))
    yield item(label("Lege stoelen", ", ".join(empty) or "geen"))
    if casus or _planned(agreed, RoundKind.CASUS):
        yield item(label("Casus", md(casus.title) if casus else "geen"))
    dilemmas = in_order(agreed.said.get(Kind.DILEMMA, []), alphabet, lambda line: _contribution(agreed, line))
    for dilemma in dilemmas or (["niet opgeschreven"] if _planned(agreed, RoundKind.BOTSING) else []):
        yield item(label("Dilemma", dilemma))
    chosen = [md(solution.text) for solution in _chosen(agreed)]
    if chosen or _planned(agreed, RoundKind.OPLOSSINGEN):
        yield item(label("Gekozen richtingen", "" if chosen else "geen keuze gemaakt").rstrip(), *chosen)
    yield item(label("Vertrouwelijk", _promised(session.promised)))
    yield item(label("Wie het verslag mag zien", md(session.readers) or "niet afgesproken"))
    welcome = [line for line in agreed.said.get(Kind.ANTWOORD, []) if _of_welcome(agreed, line)]
    yield from in_order(
        welcome, alphabet, lambda line: item(label("Bij het begin gezegd", _contribution(agreed, line)))
    )


def _of_welcome(agreed: Agreed, line: Contribution) -> bool:
    return not line.actor and agreed.round_kind(line) is RoundKind.WELKOM


def _length(session: Session) -> str:
    planned = _count(session.material.playbook.head.minutes, "minuut", "minuten")
    seconds = sum(session.used.values())
    if seconds <= 0:
        return f"gepland {planned}, echte duur niet gemeten"
    return f"gepland {planned}, echt {_count(max(1, int(seconds / 60 + 0.5)), 'minuut', 'minuten')}"


def _promised(promised: bool | None) -> str:
    if promised is None:
        return "niet besproken"
    return "ja, dat hebben we samen afgesproken" if promised else "nee, dat hebben we niet afgesproken"


def _card_and_facts(agreed: Agreed) -> Iterator[str]:
    casus = agreed.session.casus
    rows = [
        item(
            label("Eigen kaart" if card.id in agreed.session.own_cards else "Kaart", md(card.title)),
            label("De vraag", md(card.question)),
        )
        for card in on_table(agreed.session)
    ]
    if casus:
        rows.append(item(label("Casus", md(casus.title))))
    yield "\n".join(rows) or "Er lag geen kaart of casus op tafel."
    if casus:
        yield md(casus.situation)
    if casus and casus.story:
        yield label("Het verhaal bij de casus", md(casus.story))
    for lead_in, kind in (("Wat we weten", Kind.FEIT), ("Wat we niet weten", Kind.ONBEKEND)):
        facts = _plain(agreed, kind)
        if facts:
            yield f"**{lead_in}:**"
            yield "\n".join(facts)
        else:
            yield label(lead_in, NOTHING)


def _perspectives(agreed: Agreed) -> Iterator[str]:
    session = agreed.session
    perspective, roles, answers = _by_actor(agreed)
    actors = sorted({*session.present, *perspective, *roles, *answers} - {""}, key=agreed.order)
    of_table = [""] if "" in perspective or "" in answers else []
    rounds = session.material.playbook.rounds
    passed = {
        actor for one in rounds if one.kind is RoundKind.PERSPECTIEF for actor in session.passed_in(one.id)
    } - perspective.keys()
    taken: set[str] = set()
    for actor in (*actors, *of_table):
        words = [*roles.get(actor, []), *perspective.get(actor, []), *answers.get(actor, [])]
        remarks = [_about_chair(agreed, actor, bool(words)), "Gaf door." if actor in passed else ""]
        yield heading(3, _once(session.actor_name(actor), taken))
        if any(remarks):
            yield " ".join(filter(None, remarks))
        if words:
            yield "\n".join(words)
        elif not any(remarks):
            yield NOTHING
    if not actors and not of_table:
        yield NOTHING


def _by_actor(agreed: Agreed) -> tuple[dict[str, list[str]], dict[str, list[str]], dict[str, list[str]]]:
    """Return per actor: the perspective (what is seen first, then worries, then needs), the role and the answers."""
    perspective: dict[str, list[str]] = defaultdict(list)
    roles: dict[str, list[str]] = defaultdict(list)
    answers: dict[str, list[str]] = defaultdict(list)
    for kind, name in PERSPECTIVE.items():
        for line in sorted(agreed.said.get(kind, []), key=_by_text_and_source):
            perspective[line.actor].append(item(label(name, _contribution(agreed, line))))
    for line in sorted(agreed.said.get(Kind.ANTWOORD, []), key=_by_text_and_source):
        round_kind = agreed.round_kind(line)
        if line.actor and round_kind is RoundKind.KENNISMAKEN:
            roles[line.actor].append(item(label("Rol", _contribution(agreed, line))))
        elif round_kind is not RoundKind.AFRONDEN and not _of_welcome(agreed, line):
            answers[line.actor].append(item(label("Antwoord", _contribution(agreed, line))))
    return dict(perspective), dict(roles), dict(answers)


def _by_text_and_source(line: Contribution) -> Key:
    return (*alphabet(line), line.source)


def _about_chair(agreed: Agreed, actor: str, has_words: bool) -> str:
    if actor in agreed.left_early:
        return "Was een deel van de tijd aan tafel."
    if not actor or actor in agreed.here:
        return ""
    return "Lege stoel: niet aan tafel." + (" Wat hier staat is ingeleefd." if has_words else "")


def _once(name: str, taken: set[str]) -> str:
    """Return a name that no heading has yet: two own actors may be called the same."""
    number, unique = 1, name
    while unique in taken:
        number += 1
        unique = f"{name} ({number})"
    taken.add(unique)
    return unique


def _exchanges(agreed: Agreed) -> list[str]:
    def order(line: Exchange) -> Key:
        return (agreed.order(line.actor), agreed.order(line.about), alphabet(line))

    def render(line: Exchange) -> str:
        session = agreed.session
        words = label(f"{session.actor_name(line.actor)} als {session.actor_name(line.about)}", md(line.text))
        if line.verdict is None or not {line.actor, line.about} <= agreed.here:
            remark = [label("Aan tafel gezegd", md(line.correction))] if line.correction else []
            return item(f"{words} (**{UNTESTED}**)", *remark)
        return item(words, label(session.actor_name(line.about), _judged(line.verdict, line.correction)))

    return in_order(agreed.exchanges, order, render)


def _judged(verdict: Verdict, correction: str) -> str:
    """Return the verdict and the correction; people often begin a correction with the verdict itself."""
    sentence = VERDICTS[verdict]
    if correction.casefold().startswith((sentence, f"{sentence[:-1]}:")):
        return md(correction)
    return f"{sentence} {md(correction)}".rstrip()


def _clashes(agreed: Agreed) -> Iterator[str]:
    clashes = _plain(agreed, Kind.BOTST)
    dilemmas = sorted(line.text for line in agreed.said.get(Kind.DILEMMA, []))
    if clashes or not dilemmas:
        yield _list(clashes)
    if dilemmas:
        yield "**Ons dilemma in één zin:**"
        yield "\n>\n".join(quote(text) for text in dilemmas)


def _counted(session: Session) -> bool:
    """Tell whether the report shows votes: they are in, and no longer hidden from the table."""
    return session.slips is not None or (bool(session.votes) and (session.tally_released or session.closed))


def _by_votes(session: Session, line: Solution) -> Key:
    return (-session.votes.get(line.id, 0) if _counted(session) else 0, *alphabet(line))


def _chosen(agreed: Agreed) -> list[Solution]:
    session = agreed.session
    voted = [line for line in agreed.solutions if _counted(session) and session.votes.get(line.id, 0) > 0]
    return sorted(voted, key=lambda line: _by_votes(session, line))[:3]


def _solutions(agreed: Agreed) -> Iterator[str]:
    session = agreed.session
    texts = {line.id: line.text for line in agreed.solutions}

    def order(line: Solution) -> Key:
        return _by_votes(session, line)

    def render(line: Solution) -> str:
        secured_by = sorted(texts[id] for id in line.secured_by if id in texts and id != line.id)
        details = (
            ("Soort", session.material.sort_text(line.sort)),
            ("Wie kan dit besluiten", agreed.called(line.decides)),
            ("Eerste stap", line.first_step),
            ("En maandag dan", line.monday),
            *(("Geborgd door", text) for text in secured_by),
        )
        return item(md(line.text), *(label(name, md(text)) for name, text in details if text), *_votes(session, line))

    for level, title in LEVELS:
        yield heading(3, title)
        yield _list(in_order((line for line in agreed.solutions if line.level == level), order, render))


def _votes(session: Session, line: Solution) -> Iterator[str]:
    if not _counted(session):
        return
    votes = session.votes.get(line.id, 0)
    rounds = session.material.playbook.rounds
    if any(one.choosing == "instemming" for one in rounds if one.kind is RoundKind.KIEZEN):
        everybody = session.people if session.slips is None else session.slips
        if line.id in session.votes:
            yield label("Kan hiermee leven", f"{votes} van {everybody}" if votes <= everybody else str(votes))
    elif session.slips is not None and votes <= session.slips:
        yield label("Stemmen", f"{votes} van {_count(session.slips, 'briefje', 'briefjes')}")
    else:
        yield label("Stemmen", str(votes))


def _agreements(agreed: Agreed) -> Iterator[str]:
    if agreed.agreements:
        yield agreements_table(agreed)
    else:
        yield "Geen nieuwe afspraken." if agreed.follow_ups or agreed.requests else NOTHING
    if agreed.follow_ups:
        yield "**Uit het vorige gesprek:**"
        yield "\n".join(in_order(agreed.follow_ups, alphabet, _follow_up))
    if agreed.requests:
        yield heading(3, "Verzoeken")
        yield "\n".join(_requests(agreed))


def _follow_up(line: FollowUp) -> str:
    return item(f"{label(PROGRESS[line.progress], md(line.text))} ({line.was})")


def _requests(agreed: Agreed) -> list[str]:
    def order(line: Request) -> Key:
        return (agreed.order(line.actor), agreed.order(line.about), alphabet(line))

    def render(line: Request) -> str:
        asker, asked = agreed.session.actor_name(line.actor), agreed.session.actor_name(line.about)
        words = label(f"{asker} aan {asked}", md(line.text))
        if line.actor not in agreed.here:
            words += SOURCES[Source.INGELEEFD]
        here = line.about in agreed.here
        return item(words, label("Antwoord", ANSWERS[line.answer]) if here else f"{md(asked)} was niet aan tafel.")

    return in_order(agreed.requests, order, render)


def _signals(agreed: Agreed) -> list[str]:
    def render(line: Signal) -> str:
        return item(label(f"Aan {agreed.called(line.to)}" if line.to else "Nog geen ontvanger", md(line.text)))

    return in_order(agreed.signals, alphabet, render)


def _looking_back(agreed: Agreed) -> list[str]:
    """The last words of everybody, without who said them: a role at the table is one person."""
    answers = agreed.said.get(Kind.ANTWOORD, [])
    checked_out = [line for line in answers if agreed.round_kind(line) is RoundKind.AFRONDEN]
    words = [*agreed.said.get(Kind.TERUGBLIK, []), *checked_out]
    return in_order(words, alphabet, lambda line: item(_contribution(agreed, line)))


def _account(session: Session) -> Iterator[str]:
    unconfirmed = sum(1 for line in session.unconfirmed() if line.text)
    match unconfirmed:
        case 0:
            yield "Alle regels zijn bevestigd." if session.lines else "Er zijn geen regels opgeschreven."
        case 1:
            yield "1 regel is niet bevestigd en staat niet in dit verslag."
        case _:
            yield f"{unconfirmed} regels zijn niet bevestigd en staan niet in dit verslag."
    struck = _count(session.struck, "regel is", "regels zijn")
    yield f"{struck} geschrapt." if session.struck else "Er is niets geschrapt."
    casus = session.casus
    if casus:
        yield label("Eigen casus", "ja" if session.own_casus else "nee")
        if casus.fictional:
            yield "De casus is verzonnen."
    for deck in sorted(session.material.decks, key=lambda deck: (deck.title.casefold(), deck.id)):
        yield label("Kaartendeck", f"{md(deck.title)}, versie {md(deck.head.version)}")
        if deck.head.licence:
            yield label(f"Licentie van {deck.title}", md(deck.head.licence))
    yield from _sources(session)


def _sources(session: Session) -> Iterator[str]:
    """Give each source of the cards and the casus that were used, with its year: facts age."""
    decks = session.material.decks
    everywhere = {source.id: source for deck in reversed(decks) for source in deck.sources}
    used = [*used_cards(session), session.casus]
    places: dict[str, set[str]] = defaultdict(set)
    for deck in decks:
        known = everywhere | {source.id: source for source in deck.sources}
        on_the_table: tuple[Card | Casus, ...] = (*deck.cards, *deck.casussen)
        for cited in (cited for one in on_the_table if any(one is it for it in used) for cited in one.sources):
            source = known.get(cited.source)
            title = md(source.title if source else cited.source)
            publisher = f"{md(source.publisher)}, " if source and source.publisher else ""
            places[f"{title} ({publisher}{cited.year})"].add(md(cited.place))
    for title, found in sorted(places.items()):
        yield label("Bron", ": ".join(filter(None, (title, ", ".join(sorted(found - {""}))))))
