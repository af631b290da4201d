"""Small whole conversations, made of events, with a deck and a draaiboek of their own: they stay as they are."""

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Any

from gesprekskaarten.domain import events as ev
from gesprekskaarten.domain.deck import Deck
from gesprekskaarten.domain.lines import (
    Agreement,
    Answer,
    Contribution,
    Exchange,
    FollowUp,
    Kind,
    Line,
    Request,
    Signal,
    Solution,
    Source,
    Verdict,
)
from gesprekskaarten.domain.material import Material
from gesprekskaarten.domain.playbook import Playbook
from gesprekskaarten.domain.session import Session, fold
from tests.torture import TORTURE

START = dt.datetime(2026, 11, 22, 18, 30, tzinfo=dt.UTC)
EVERYBODY = {"mantelzorger": 1, "wijkverpleegkundige": 2, "huisarts": 1, "ciz": 0}

DECK: dict[str, Any] = {
    "formaat": 1,
    "deck": {"id": "klein", "titel": "Klein deck", "versie": "1.2.0", "licentie": "CC-BY-4.0"},
    "bron": [{"id": "factsheet", "titel": "Een goed gesprek", "uitgever": "Samenwerkende gemeenten"}],
    "kaart": [
        {
            "id": "toezicht",
            "soort": "knelpunt",
            "titel": "24-uurs toezicht",
            "vraag": "Wanneer heeft iemand dag en nacht toezicht nodig?",
            "bronnen": [{"bron": "factsheet", "plaats": "knelpunt 1", "jaar": 2017}],
        },
        {
            "id": "niet-gebruikt",
            "soort": "vraag",
            "titel": "Niet gebruikt",
            "vraag": "Staat deze kaart in het verslag?",
            "bronnen": [{"bron": "factsheet", "plaats": "knelpunt 9", "jaar": 2017}],
        },
    ],
    "actor": [
        {"id": "mantelzorger", "naam": "Cliënt / mantelzorger", "groep": "naasten", "spreekvolgorde": 1},
        {"id": "wijkverpleegkundige", "naam": "Wijkverpleegkundige", "groep": "professionals", "spreekvolgorde": 2},
        {"id": "huisarts", "naam": "Huisarts", "groep": "professionals", "spreekvolgorde": 4},
        {"id": "ciz", "naam": "CIZ", "groep": "indicatie-en-financiering", "spreekvolgorde": 5},
    ],
    "niveau": [
        {"id": "uitvoering", "naam": "Uitvoering", "soort": [{"id": "veldnorm", "tekst": "Een veldnorm"}]},
        {"id": "organisatie", "naam": "Organisatie", "soort": [{"id": "keten", "tekst": "Afspraken in de keten"}]},
        {"id": "stelsel", "naam": "Stelsel", "soort": [{"id": "wet", "tekst": "Wet en regels"}]},
    ],
    "casus": [
        {
            "id": "riet",
            "titel": "Riet dwaalt 's nachts",
            "situatie": "Riet (83) heeft dementie.\nZe loopt 's nachts de straat op.",
            "verhaal": "Het is kwart over drie. Riet staat in haar nachtjapon op de stoep.",
            "kaarten": ["toezicht"],
            "bronnen": [{"bron": "factsheet", "plaats": "voorbeeld", "jaar": 2017}],
        }
    ],
}

LINES = (Contribution, Exchange, Solution, Agreement, Signal, Request, FollowUp)
ROUNDS = ["welkom", "kennismaken", "casus", "perspectief", "wissel", "botsing", "oplossingen", "kiezen", "afronden"]


def material(choosing: str = "briefjes", decks: Iterable[dict[str, Any]] = (DECK,)) -> Material:
    playbook = {
        "formaat": 1,
        "draaiboek": {"id": "kort", "titel": "Kort gesprek", "minuten": 90},
        "ronde": [{"id": name, "vorm": name, "titel": name.title(), "minuten": 10} for name in ROUNDS],
    }
    playbook["ronde"][ROUNDS.index("kiezen")]["keuzewijze"] = choosing  # type: ignore[index]
    return Material(
        playbook=Playbook.model_validate(playbook), decks=tuple(Deck.model_validate(deck) for deck in decks)
    )


def conversation(
    *events: ev.Event | Line,
    minutes: float = 1,
    choosing: str = "briefjes",
    decks: Iterable[dict[str, Any]] = (DECK,),
    **opened: Any,
) -> Session:
    """Fold a conversation in which each event came `minutes` after the one before; a bare line is recorded."""
    lying = material(choosing, decks)
    first = {"session": "s", "playbook": "kort", "decks": ("klein",), "date": dt.date(2026, 11, 22), **opened}
    happened: list[ev.Event] = [ev.Opened.model_validate(first)]
    number = 0
    for event in events:
        if isinstance(event, LINES):
            number = event.id or number + 1
            happened.append(ev.Recorded(line=event.model_copy(update={"id": number})))
        else:
            happened.append(event)
    step = dt.timedelta(minutes=minutes)
    return fold(
        lying,
        [ev.Happened(seq=place + 1, at=START + place * step, event=event) for place, event in enumerate(happened)],
    )


def said(kind: Kind, text: str, actor: str = "", source: Source = Source.ZELF, **more: Any) -> Contribution:
    """Return a confirmed line in the round where its kind belongs."""
    homes = {
        Kind.FEIT: "casus",
        Kind.ONBEKEND: "casus",
        Kind.EENS: "botsing",
        Kind.BOTST: "botsing",
        Kind.DILEMMA: "botsing",
        Kind.TERUGBLIK: "afronden",
    }
    values = {"round": homes.get(kind, "perspectief"), "agreed": True, **more}
    return Contribution.model_validate({"kind": kind, "text": text, "actor": actor, "source": source, **values})


def empty() -> Session:
    """Nothing was chosen, nothing was said."""
    return conversation()


def half() -> Session:
    """The evening stopped after the perspectives: some lines are not confirmed, one is struck."""
    return conversation(
        ev.RoundEntered(round="welkom"),
        ev.RoundEntered(round="casus"),
        said(Kind.FEIT, "Ze loopt 's nachts de straat op."),
        said(Kind.FEIT, "Haar dochter slaapt er vier nachten per week.", agreed=False),
        ev.RoundEntered(round="perspectief"),
        said(Kind.PERSPECTIEF, "Ik zie dat ze het niet meer volhoudt.", "wijkverpleegkundige"),
        ev.Passed(actor="huisarts"),
        said(Kind.ZORG, "Dit gaat weg.", "mantelzorger", id=9),
        ev.Struck(lines=(9,)),
        said(Kind.ZORG, "Ik slaap al maanden niet door.", "mantelzorger", id=10),
        said(Kind.BEHOEFTE, "Nog niet voorgelezen.", "mantelzorger", id=11, agreed=False),
        minutes=4,
        casus="riet",
        cards=("toezicht",),
        place="Zwolle",
        present={"mantelzorger": 1, "wijkverpleegkundige": 2, "huisarts": 1, "ciz": 0},
    )


def full() -> Session:
    """Every round, with everything the report can hold."""
    return conversation(
        ev.Titled(title="Nachtzorg in Zwolle"),
        ev.ActorAdded(actor=ev.OwnActor(id="eigen-1", name="Buurvrouw", group="naasten", order=3)),
        ev.RoundEntered(round="welkom"),
        ev.Promised(agreed=True),
        ev.ReadersNamed(readers="Alleen de mensen aan tafel"),
        FollowUp(
            round="welkom", text="Het wijkteam maakt een kaartje.", was="afspraak", progress="gedaan", agreed=True
        ),
        FollowUp(round="welkom", text="Brief aan de gemeente.", was="signaal", progress="niet", agreed=True),
        said(Kind.ANTWOORD, "We kunnen hier allemaal mee leven.", source=Source.GROEP, round="welkom"),
        ev.RoundEntered(round="kennismaken"),
        said(Kind.ANTWOORD, "Ik zorg voor mijn moeder.", "mantelzorger", round="kennismaken"),
        ev.RoundEntered(round="casus"),
        said(Kind.FEIT, "Ze woont alleen."),
        said(Kind.FEIT, "Er is overdag zorg."),
        said(Kind.ONBEKEND, "Wie er 's nachts kan komen."),
        said(Kind.PARKEREN, "Hoe zit het met de eigen bijdrage?"),
        ev.RoundEntered(round="perspectief"),
        said(Kind.BEHOEFTE, "Ik heb één nacht slaap nodig.", "mantelzorger"),
        said(Kind.PERSPECTIEF, "Ik zie haar elke dag iets meer kwijtraken.", "mantelzorger"),
        said(Kind.ZORG, "Wij zien dit bij meer mensen.", "wijkverpleegkundige", Source.ACHTERBAN),
        said(Kind.PERSPECTIEF, "Ik kan maar één keer per dag langs.", "wijkverpleegkundige"),
        ev.Passed(actor="eigen-1"),
        said(Kind.PERSPECTIEF, "Ik hoor het vaak als laatste.", "huisarts"),
        said(Kind.ZORG, "Wij moeten naar iedereen gelijk kijken.", "ciz", Source.INGELEEFD),
        said(Kind.PERSPECTIEF, "Iedereen hier wil hetzelfde voor haar.", source=Source.GROEP),
        ev.RoundEntered(round="wissel"),
        Exchange(
            round="wissel",
            actor="huisarts",
            about="mantelzorger",
            text="Ik ben bang dat ze valt als ik naar huis ga.",
            verdict=Verdict.KLOPT_NIET,
            correction="Ik ben bang dat ik het niet meer kan.",
            agreed=True,
        ),
        Exchange(round="wissel", actor="mantelzorger", about="ciz", text="Ik mag niet raden.", agreed=True),
        Exchange(
            round="wissel",
            actor="wijkverpleegkundige",
            about="huisarts",
            text="Ik heb tien minuten per mens.",
            verdict=Verdict.KLOPT,
            agreed=True,
        ),
        ev.RoundEntered(round="botsing"),
        said(Kind.EENS, "Zo kan het niet langer."),
        said(Kind.BOTST, "Wat is toezicht, en wat is zorg?"),
        said(Kind.DILEMMA, "Aan de ene kant wil ze thuis blijven, aan de andere kant is de nacht niet veilig."),
        ev.RoundEntered(round="oplossingen"),
        Solution(
            id=41,
            round="oplossingen",
            level="uitvoering",
            sort="veldnorm",
            text="Eén telefoonnummer voor de nacht.",
            decides="wijkverpleegkundige",
            first_step="We zetten op een rij wie er nu al is.",
            secured_by=(42, 43),
            agreed=True,
        ),
        Solution(id=42, round="oplossingen", level="organisatie", text="Samen de nacht inkopen.", agreed=True),
        Solution(
            id=43,
            round="oplossingen",
            level="stelsel",
            sort="wet",
            text="De wet zegt duidelijk wat toezicht is.",
            decides="Ministerie van VWS",
            monday="We vragen maandag bij elk bezoek naar de nacht.",
            agreed=True,
        ),
        Solution(id=44, round="oplossingen", level="uitvoering", text="Eerder over de Wlz vertellen.", agreed=True),
        Solution(id=45, round="oplossingen", level="uitvoering", text="Niet bevestigd.", agreed=False),
        ev.RoundEntered(round="kiezen"),
        ev.SlipsHandedOut(count=5),
        ev.VotesCounted(line=41, votes=4),
        ev.VotesCounted(line=44, votes=4),
        ev.VotesCounted(line=42, votes=1),
        ev.TallyReleased(),
        Agreement(
            id=50,
            round="kiezen",
            text="Een kaartje maken met wie je 's nachts belt.",
            who="wijkverpleegkundige",
            when="2026-12-10",
            agreed=True,
        ),
        Agreement(
            id=51, round="kiezen", text="Vragen: hoe slaap jij?", who="huisarts", when="vanaf maandag", agreed=True
        ),
        Agreement(id=52, round="kiezen", text="Een keer samen eten.", agreed=True),
        Request(
            id=53,
            round="kiezen",
            actor="mantelzorger",
            about="huisarts",
            text="Wil je mij bellen na een slechte nacht?",
            answer=Answer.PROBEER,
            agreed=True,
        ),
        Request(id=54, round="kiezen", actor="huisarts", about="ciz", text="Wil je meedenken?", agreed=True),
        Signal(id=55, round="kiezen", to="ciz", text="We hebben jullie stem gemist.", agreed=True),
        ev.RoundEntered(round="afronden"),
        said(Kind.TERUGBLIK, "Lichter.", id=60),
        said(Kind.TERUGBLIK, "Hoopvol ❤️", id=61),
        ev.Closed(),
        minutes=1.5,
        casus="riet",
        cards=("klein/toezicht",),
        place="Zwolle",
        present=EVERYBODY,
    )


def difficult_words() -> Session:
    """Every torturing text in every place where somebody's words can stand."""
    events: list[ev.Event | Line] = [ev.Closed()]
    actors: dict[str, int] = {}
    decks = []
    for place, (name, text) in enumerate(TORTURE):
        if len(text) > 200:
            text = text[:200]
        own = f"eigen-{place}"
        number = place * 20
        actors[own] = 1
        events += [
            ev.Titled(title=text),
            ev.ReadersNamed(readers=text),
            ev.CasusWritten(title=text, situation=text),
            ev.ActorAdded(actor=ev.OwnActor(id=own, name=text, group="naasten", order=7)),
            *(said(kind, text, own, id=number + extra) for extra, kind in enumerate(PLAIN_KINDS, 1)),
            Exchange(
                id=number + 12,
                round="wissel",
                actor=own,
                about=own,
                text=text,
                verdict="klopt",
                correction=text,
                agreed=True,
            ),
            Solution(
                id=number + 13,
                round="oplossingen",
                level="stelsel",
                text=text,
                decides=text,
                first_step=text,
                monday=text,
                secured_by=(13,),
                agreed=True,
            ),
            Agreement(id=number + 14, round="kiezen", text=text, who=text, when=text, agreed=True),
            Signal(id=number + 15, round="kiezen", text=text, to=text, agreed=True),
            Request(id=number + 16, round="kiezen", actor=own, about=own, text=text, answer="ja", agreed=True),
            FollowUp(id=number + 17, round="welkom", text=text, was="afspraak", agreed=True),
        ]
        decks.append(_deck_of(name, text))
    titled = next(text for name, text in TORTURE if name == "heading")
    return conversation(
        *events,
        ev.Titled(title=titled),
        ev.CasusWritten(title=titled, situation="Een kop\n=====\n# Nog een kop"),
        decks=[deck for deck in decks if deck],
        cards=tuple(f"{name}/kaart" for name, _ in TORTURE),
        place="> plaats | hier #",
        present=actors,
    )


def _deck_of(name: str, text: str) -> dict[str, Any]:
    from gesprekskaarten.domain.words import clean

    if not clean(text):
        return {}
    cited = [{"bron": "bron", "plaats": text, "jaar": 2020}]
    return {
        "formaat": 1,
        "deck": {"id": name, "titel": text, "versie": text, "licentie": text},
        "bron": [{"id": "bron", "titel": text, "uitgever": text}],
        "kaart": [{"id": "kaart", "soort": "vraag", "titel": text, "vraag": text, "bronnen": cited}],
    }


PLAIN_KINDS = (
    *(Kind.FEIT, Kind.ONBEKEND, Kind.PERSPECTIEF, Kind.ZORG, Kind.BEHOEFTE, Kind.EENS),
    *(Kind.BOTST, Kind.DILEMMA, Kind.PARKEREN, Kind.ANTWOORD, Kind.TERUGBLIK),
)

GOLDEN: dict[str, Callable[[], Session]] = {
    "leeg": empty,
    "half": half,
    "heel": full,
    "lastige-woorden": difficult_words,
}
"""Name of the golden report (a file beside this one) and the conversation it is of."""
