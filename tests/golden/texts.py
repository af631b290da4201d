"""Every text that is kept as a golden one: reports, and a document of its own."""

from collections.abc import Callable
from functools import partial

from gesprekskaarten.domain.cards import NextQuestion, SkipQuestion, WriteCard, standpoint_of
from gesprekskaarten.domain.commands import Enter, Record
from gesprekskaarten.domain.lines import Contribution, Kind, Source
from gesprekskaarten.domain.session import Session
from gesprekskaarten.report.cards import own_document
from gesprekskaarten.report.table_edition import table_edition
from tests.building import a_session, after, said
from tests.carding import on_cards
from tests.golden.conversations import GOLDEN


def noted(text: str, card: str, round: str, agreed: bool = True) -> Record:
    line = Contribution(round=round, kind=Kind.NOTITIE, text=text, card=card, source=Source.GROEP, agreed=agreed)
    return Record(line)


def with_cards() -> Session:
    """Questions answered, skipped and left, an agreement document, and standpunten of others that were defended."""
    session = a_session(
        Enter("welkom"),
        2,
        WriteCard("Eigen vraag", "Wie slaapt hier nog?"),
        Enter("leidraad"),
        6,
        noted("Wij bellen elkaar te laat.", "wijk/hoe-gaat-het", "leidraad"),
        noted("# Geen kop, maar *wat* iemand [zei](http://voorbeeld.nl).", "wijk/hoe-gaat-het", "leidraad"),
        noted("Dit is niet bevestigd.", "wijk/hoe-gaat-het", "leidraad", agreed=False),
        NextQuestion(),
        3,
        SkipQuestion(),
        2,
        Enter("afspraken"),
        4,
        noted("Elke maand een uur aan tafel.", "wijk/netwerk", "afspraken"),
        noted("1. Wie zich zorgen maakt, belt dezelfde dag.", "wijk/signaleren", "afspraken"),
        Enter("standpunten"),
        on=on_cards(),
    )
    defended = "Zonder geld kan niemand iets."
    session = after(
        session,
        Record(
            Contribution(
                round="standpunten",
                kind=Kind.VERDEDIGING,
                text=defended,
                actor="mantelzorger",
                card=standpoint_of(session, "mantelzorger"),
                source=Source.INGELEEFD,
                agreed=True,
            )
        ),
        3,
        Enter("perspectief"),
        Record(said("Zelf vind ik rust belangrijker.", agreed=True)),
        2,
        Enter("afronden"),
    )
    return session


def _document() -> str:
    session = with_cards()
    return own_document(session, session.material.playbook.round("afspraken"))


def _report(name: str) -> str:
    return table_edition(GOLDEN[name]())


TEXTS: dict[str, Callable[[], str]] = {
    **{name: partial(_report, name) for name in GOLDEN},
    "met-kaarten": lambda: table_edition(with_cards()),
    "met-kaarten-samenwerkingsafspraken": _document,
}
