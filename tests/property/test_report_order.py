"""The order in which people spoke is nobody's business."""

from hypothesis import given, settings
from hypothesis import strategies as st

from gesprekskaarten.domain.lines import Exchange, Kind, Request, Source
from gesprekskaarten.domain.session import Session
from gesprekskaarten.report.table_edition import table_edition
from tests.golden.conversations import EVERYBODY, PLAIN_KINDS, conversation, said

ACTORS = st.sampled_from(["", "mantelzorger", "huisarts", "ciz"])
TEXTS = st.sampled_from(["Ja.", "ja.", "JA.", "Nee", "één", "# kop", "a | b"])


@st.composite
def lines(draw: st.DrawFn) -> list[object]:
    several = draw(
        st.lists(st.tuples(st.sampled_from(PLAIN_KINDS), TEXTS, ACTORS, st.sampled_from(Source)), max_size=12)
    )
    pairs = draw(st.lists(st.tuples(TEXTS, st.sampled_from(["", "klopt", "wist-niet"]), TEXTS), max_size=4))
    return [
        *(said(kind, text, actor, source) for kind, text, actor, source in several),
        *(
            Exchange(
                round="wissel",
                actor="huisarts",
                about="mantelzorger",
                text=text,
                verdict=verdict or None,
                correction=correction,
                agreed=True,
            )
            for text, verdict, correction in pairs
        ),
        *(
            Request(round="kiezen", actor="huisarts", about="mantelzorger", text=text, agreed=True)
            for text, _, _ in pairs
        ),
    ]


def told(order: list[object]) -> Session:
    return conversation(*order, present=EVERYBODY)  # type: ignore[arg-type]


@given(st.data())
@settings(max_examples=60)
def test_the_report_does_not_tell_who_spoke_first(data: st.DataObject) -> None:
    spoken = data.draw(lines())
    shuffled = data.draw(st.permutations(spoken))
    assert table_edition(told(spoken)) == table_edition(told(shuffled))


def test_the_order_of_the_chairs_does_not_matter() -> None:
    line = said(Kind.ZORG, "Ik slaap slecht.", "mantelzorger")
    turned = dict(reversed(EVERYBODY.items()))
    assert table_edition(conversation(line, present=EVERYBODY)) == table_edition(conversation(line, present=turned))
