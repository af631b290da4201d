"""Perspectiefronde and perspectiefwissel as the leader sees them."""

from gesprekskaarten.domain import events as ev
from gesprekskaarten.domain.deck import Group
from gesprekskaarten.domain.lines import Contribution, Exchange, Source, Verdict
from gesprekskaarten.domain.playbook import RoundKind
from gesprekskaarten.tui.rounds.wissel import pairs_now, roles
from tests.unit.rounds_table import FakeTable, table_in


def _speaking(actor: str, **how: object) -> FakeTable:
    table = table_in(RoundKind.WISSEL, **how)
    table.happen(ev.TurnGiven(actor=actor))
    return table


def _exchange(table: FakeTable) -> Exchange:
    (line,) = [line for line in table.session.lines.values() if isinstance(line, Exchange)]
    return line


async def test_the_line_is_of_who_speaks_about_whom_they_play() -> None:
    table = _speaking("huisarts")
    table.happen(ev.PairsMade(pairs=(("huisarts", "ciz"), ("mantelzorger", "huisarts"))))
    assert table.entry().name == "als CIZ"
    assert await table.type("Ik mag niet afwijken van de wet.") is None
    line = _exchange(table)
    assert (line.actor, line.about) == ("huisarts", "ciz")


def test_the_board_says_who_is_whom_and_that_a_chair_is_empty() -> None:
    table = _speaking("huisarts")
    table.happen(ev.PairsMade(pairs=(("huisarts", "ciz"), ("mantelzorger", "huisarts"))))
    assert "Nu: Huisarts is CIZ (lege stoel)" in table.texts
    assert "CIZ is er niet. Wat gezegd wordt, heet: ingeleefd, niet getoetst." in table.texts
    assert "· 1 Cliënt / mantelzorger is Huisarts: nog niet geweest" in table.texts
    assert "Beginzinnen: Ik ben bang dat … / Ik mag …" in table.texts


def test_lines_stand_under_their_pair() -> None:
    table = _speaking("huisarts")
    table.happen(ev.PairsMade(pairs=(("mantelzorger", "huisarts"), ("huisarts", "ciz"))))
    table.add(agreed=False, kind="wissel", actor="mantelzorger", about="huisarts", text="Ik heb tien minuten.")
    rows = table.texts
    pair = next(place for place, row in enumerate(rows) if "Cliënt / mantelzorger is Huisarts" in row)
    assert "Ik heb tien minuten." in rows[pair + 1]
    assert "nog niet getoetst" in rows[pair + 1]
    assert "Nog te toetsen: 1 regel (o)." in rows


def test_what_somebody_said_before_leaving_stays_on_the_board() -> None:
    table = _speaking("huisarts")
    table.add(kind="wissel", actor="wijkteam", about="ciz", text="Ik volg de regels.")
    table.happen(ev.PresenceChanged(actor="wijkteam", count=0))
    assert "Van wie er nu niet speelt" in table.texts
    assert "Ik volg de regels." in table.text


async def test_nobody_speaks_from_an_empty_chair_or_for_the_whole_table() -> None:
    assert "De stoel van CIZ is leeg" in str(await _speaking("ciz").type("Ik mag niets."))
    assert "Er is niemand aan het woord" in str(await _speaking("").type("Wij mogen niets."))


def test_nobody_of_the_naasten_ever_plays_another_of_them() -> None:
    table = table_in(RoundKind.WISSEL)
    dochter = ev.OwnActor(id="eigen-1", name="Dochter", group=Group.NAASTEN, order=1)
    table.happen(ev.ActorAdded(actor=dochter))
    assert "eigen-1" not in roles(table.session, "mantelzorger")
    assert "mantelzorger" not in roles(table.session, "eigen-1")
    assert "mantelzorger" in roles(table.session, "huisarts")


async def test_two_naasten_alone_have_no_role_to_play() -> None:
    table = table_in(RoundKind.WISSEL, present={"mantelzorger": 1})
    dochter = ev.OwnActor(id="eigen-1", name="Dochter", group=Group.NAASTEN, order=1)
    table.happen(ev.ActorAdded(actor=dochter), ev.TurnGiven(actor="mantelzorger"))
    assert "niemand speelt een eigen naaste" in table.text
    assert "niemand speelt een eigen naaste" in str(await table.type("Ik ben bang."))
    assert table.reason("w") is not None
    assert table.reason("g") is not None


async def test_the_pairs_are_proposed_and_reach_the_room_with_one_key() -> None:
    table = table_in(RoundKind.WISSEL)
    proposed = pairs_now(table.session)
    assert {speaker for speaker, _ in proposed} == {"mantelzorger", "wijkverpleegkundige", "wijkteam", "huisarts"}
    assert "De zaal ziet deze tweetallen nog niet. Toon ze met g." in table.texts
    await table.press("g")
    assert table.session.pairs == proposed
    assert "De zaal ziet deze tweetallen nog niet. Toon ze met g." not in table.texts


async def test_new_pairs_give_everybody_another_role() -> None:
    table = table_in(RoundKind.WISSEL)
    await table.press("g")
    before = dict(table.session.pairs)
    await table.press("g")
    after = dict(table.session.pairs)
    assert set(before) == set(after)
    assert all(before[speaker] != after[speaker] for speaker in before)
    assert all(speaker != about for speaker, about in after.items())


async def test_another_role_changes_only_that_of_who_speaks_and_comes_round() -> None:
    table = _speaking("huisarts")
    first = dict(pairs_now(table.session))
    seen = []
    for _ in range(4):
        await table.press("w")
        seen.append(dict(table.session.pairs)["huisarts"])
        others = {speaker: about for speaker, about in table.session.pairs if speaker != "huisarts"}
        assert others == {speaker: about for speaker, about in first.items() if speaker != "huisarts"}
    assert sorted(seen) == ["ciz", "mantelzorger", "wijkteam", "wijkverpleegkundige"]
    assert seen[-1] == first["huisarts"]


def test_who_comes_later_gets_a_role_too() -> None:
    table = table_in(RoundKind.WISSEL)
    table.happen(ev.PairsMade(pairs=(("huisarts", "wijkteam"),)), ev.PresenceChanged(actor="ciz", count=1))
    pairs = dict(pairs_now(table.session))
    assert pairs["huisarts"] == "wijkteam"
    assert pairs["ciz"] != "ciz"


async def test_the_real_role_holder_has_the_last_word() -> None:
    table = _speaking("mantelzorger")
    table.add(kind="wissel", actor="mantelzorger", about="huisarts", text="Ik heb nooit tijd.")
    await table.press("o", "klopt-niet", "Ik heb tijd, als ik het op tijd weet.")
    line = _exchange(table)
    assert table.asked[0] == "Huisarts, klopt dit? “Ik heb nooit tijd.”"
    assert line.verdict is Verdict.KLOPT_NIET
    assert line.correction == "Ik heb tijd, als ik het op tijd weet."
    assert not line.agreed
    assert "Correctie: Ik heb tijd, als ik het op tijd weet. (klopt niet)" in table.text


async def test_a_verdict_without_a_correction_is_kept() -> None:
    table = _speaking("mantelzorger")
    table.add(kind="wissel", actor="mantelzorger", about="huisarts", text="Ik heb nooit tijd.")
    await table.press("o", "wist-niet", None)
    assert _exchange(table).verdict is Verdict.WIST_NIET
    assert _exchange(table).agreed


async def test_after_all_it_is_right_and_the_correction_goes() -> None:
    table = _speaking("mantelzorger")
    id = table.add(kind="wissel", actor="mantelzorger", about="huisarts", text="Ik heb nooit tijd.")
    table.choose_line(id)
    await table.press("o", "klopt-niet", "Soms wel.")
    await table.press("o", "klopt")
    assert (_exchange(table).verdict, _exchange(table).correction) == (Verdict.KLOPT, "")


def test_for_an_empty_chair_nobody_can_say_that_it_is_right() -> None:
    table = _speaking("huisarts")
    id = table.add(kind="wissel", actor="huisarts", about="ciz", text="Ik volg de wet.")
    assert table.reason("o") == "Er is nog geen regel om te toetsen."
    table.choose_line(id)
    assert table.reason("o") == "CIZ is er niet. Dit blijft: ingeleefd, niet getoetst."


async def test_a_mantelzorger_may_decline() -> None:
    table = _speaking("mantelzorger")
    await table.press("d")
    assert "mantelzorger" in table.session.passed_in("wissel")
    assert any("Cliënt / mantelzorger" in row and row.endswith("gaf door") for row in table.texts)


def test_in_the_perspectiefronde_the_others_listen() -> None:
    table = table_in(RoundKind.PERSPECTIEF)
    table.happen(ev.TurnGiven(actor="mantelzorger"))
    assert "Nu: Cliënt / mantelzorger. De anderen luisteren." in table.texts


async def test_nobody_speaks_for_themselves_from_an_empty_chair() -> None:
    table = table_in(RoundKind.PERSPECTIEF)
    table.happen(ev.TurnGiven(actor="ciz"))
    assert await table.type("Ik zie een volle agenda.") is None
    line = table.session.lines[1]
    assert isinstance(line, Contribution)
    assert line.source is Source.INGELEEFD
    table.choose_line(1)
    assert table.reason("a") == "Niemand zit op deze stoel: wat hier staat, is ingeleefd."


def test_only_a_line_of_an_actor_can_be_on_behalf_of_somebody() -> None:
    table = table_in(RoundKind.PERSPECTIEF)
    table.choose_line(table.add(kind="parkeren", text="voor straks"))
    assert table.reason("a") == "Kies eerst met ↑ en ↓ een regel van een actor."


def test_who_plays_whom_stands_first_once_somebody_speaks() -> None:
    assert table_in(RoundKind.WISSEL).texts[0] == "Je kunt zeggen"
    assert _speaking("huisarts").texts[0].startswith("Nu: Huisarts is ")
