"""Matrix, verslag, hulp en schrappen: what a leader reads there, and what these screens return."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from markdown_it import MarkdownIt
from textual.app import App

from gesprekskaarten.domain import events as ev
from gesprekskaarten.domain.commands import Record, Strike, Withdraw
from gesprekskaarten.domain.lines import Agreement, Kind, Line, Request, Verdict
from gesprekskaarten.domain.session import Session
from gesprekskaarten.domain.words import LONGEST
from gesprekskaarten.report.table_edition import table_edition
from gesprekskaarten.tui import clipboard
from gesprekskaarten.tui.commands import PROGRAM_COMMANDS, check_commands
from gesprekskaarten.tui.screens.matrix import MatrixScreen
from gesprekskaarten.tui.screens.report import ReportScreen, inline, report_rows
from gesprekskaarten.tui.screens.side import Side
from gesprekskaarten.tui.screens.situations import ACTIONS, Situations
from gesprekskaarten.tui.screens.strike import StrikeScreen
from gesprekskaarten.tui.themes import THEMES
from gesprekskaarten.tui.widgets.rows import Rows
from tests.building import a_session, exchange, material, own_actor, said
from tests.pilot.contrast import minimum_contrast, text_of
from tests.pilot.side_host import ENGLISH, NOTHING, SIZES, Host, everything, recorded, settled, shown, table

SITUATIONS = material().playbook.situations
LONG = "verantwoordelijkheidsverdelingsvraagstuk" * 4


@pytest.fixture
def no_tools(monkeypatch: pytest.MonkeyPatch) -> None:
    """A computer without a clipboard."""
    import pyperclip

    def fails(*_: object) -> None:
        raise pyperclip.PyperclipException("no clipboard")

    monkeypatch.setattr(pyperclip, "copy", fails)


@pytest.fixture
def clips(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A computer with a clipboard."""
    import pyperclip

    kept: list[str] = []
    monkeypatch.setattr(pyperclip, "copy", kept.append)
    monkeypatch.setattr(pyperclip, "paste", lambda: kept[-1])
    return kept


def evening() -> Session:
    """Something of everything for the mantelzorger and the huisarts."""
    guess = exchange("Ik slaap niet meer.").model_copy(
        update={"verdict": Verdict.KLOPT_NIET, "correction": "Ik slaap wel."}
    )
    asked = Request(round="kiezen", actor="mantelzorger", about="huisarts", text="Bel je mij terug?")
    return a_session(
        Record(said("Ik ben moe.")),
        Record(said("Ik zie te weinig.", "huisarts")),
        Record(guess),
        Record(asked),
        own_actor("eigen-1", "Pastor"),
    )


# Matrix


@pytest.mark.parametrize("size", SIZES)
async def test_the_matrix_has_everything_of_every_actor(size: tuple[int, int]) -> None:
    session = evening()
    app = Host(lambda: MatrixScreen(session, seen=False))
    async with app.run_test(size=size) as pilot:
        for number, actor in enumerate(session.actors, 1):
            await pilot.press(str(number))
            await settled(pilot)
            assert f"Matrix {number}/6: {session.actor_name(actor)}" in shown(app)
            text = await everything(pilot)
            known = session.deck_actor(actor)
            if known is None:
                assert "indeckstaaterniets" in text.replace("het", "")
                continue
            words = [one.text for one in known.perspectives]
            words += [part for one in known.dilemmas for part in (one.text, *one.sides)]
            for part in words:
                assert "".join(part.split()) in text, part


async def test_the_matrix_tells_what_was_said_imagined_and_asked() -> None:
    session = evening()
    app = Host(lambda: MatrixScreen(session, seen=False))
    async with app.run_test(size=(60, 20)) as pilot:
        text = await everything(pilot)
        for part in ("Ikbenmoe.", "HuisartsalsCliënt/mantelzorger:", "kloptniet", "Ikslaapwel.", "Beljemijterug?"):
            assert part in text, part
        assert "Ikzieteweinig." not in text


async def test_the_matrix_goes_round_and_counts_per_actor() -> None:
    session = evening()
    screen = MatrixScreen(session, seen=False)
    app = Host(lambda: screen)
    async with app.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        count = len(session.material.actors["mantelzorger"].dilemmas)
        assert f"▸ 1 Cliënt / mantelzorger (1): {count} dilemma’s, 2 regels" in shown(app)
        assert "CIZ (lege stoel)" in shown(app)
        await pilot.press("left")
        await settled(pilot)
        assert screen.actor == session.actors[-1]
        await pilot.press(*["right"] * 3)
        await settled(pilot)
        assert screen.actor == session.actors[2]
        line = next(number for number, text in enumerate(text_of(app)) if "Huisarts" in text)
        await pilot.click(offset=(12, line))
        await settled(pilot)
        assert screen.actor == "huisarts"


async def test_arrows_scroll_the_matrix() -> None:
    app = Host(lambda: MatrixScreen(evening(), seen=False))
    async with app.run_test(size=(60, 20)) as pilot:
        await settled(pilot)
        board = app.screen.query_one("#board", Rows)
        await pilot.press("down", "down", "down", "up")
        await pilot.pause()
        assert board.scroll_offset.y == 2


async def test_the_matrix_opens_at_who_speaks() -> None:
    session = a_session(ev.RoundEntered(round="perspectief"), ev.TurnGiven(actor="huisarts"))
    screen = MatrixScreen(session, seen=False)
    app = Host(lambda: screen)
    async with app.run_test(size=(60, 20)) as pilot:
        await settled(pilot)
        assert screen.actor == "huisarts"


# Verslag


@pytest.mark.parametrize("size", SIZES)
async def test_the_report_is_whole_and_says_what_is_left_out(tmp_path: Path, size: tuple[int, int]) -> None:
    lines = recorded(
        said(f"Zij zei [/b] en *dit* {LONG}.", agreed=True), said("Nog niet bevestigd."), said("Ook niet.")
    )
    with table(tmp_path, *lines) as here:
        app = Host(lambda: ReportScreen(here.leading, seen=False))
        async with app.run_test(size=size) as pilot:
            await settled(pilot)
            assert "2 regels zijn nog niet bevestigd: die komen niet in het verslag." in shown(app)
            text = await everything(pilot)
            assert f"Zijzei[/b]en*dit*{LONG}." in text
            assert "Nognietbevestigd." not in text
            for heading in ("Inhetkort", "Perspectieven", "Oplossingsrichtingen", "Afspraken", "Verantwoording"):
                assert heading in text


def test_the_rows_of_the_report_say_what_the_markdown_says(torture: list[tuple[str, str]]) -> None:
    said_so = [said(text[:LONGEST], agreed=True) for _, text in torture if text.strip()]
    agreement = Agreement(id=1, round="kiezen", text="Bellen | a", who="Jan\\", when="2026-12-10", agreed=True)
    lines: list[Line] = [*said_so, agreement]
    session = a_session(*(Record(line) for line in lines))
    markdown = table_edition(session)
    shown_rows = [row.content.plain.removeprefix("• ").strip() for row in report_rows(markdown)]
    tokens = MarkdownIt("commonmark").enable("table").parse(markdown)
    read = ["".join(child.content for child in token.children or ()) for token in tokens if token.type == "inline"]
    expected = "".join("".join("".join(read).split()).split("·"))
    assert "".join("".join("".join(shown_rows).split()).split("·")) == expected


def test_headings_and_labels_are_bold_and_signs_are_gone() -> None:
    [title, item] = report_rows("## Waar botst het\n- **Datum:** 22 november\n")
    assert title.content.plain == "Waar botst het"
    assert "bold" in str(title.content.spans[0].style)
    assert item.content.plain == "• Datum: 22 november"
    assert inline(r"a \*b\* **c**").plain == "a *b* c"


async def test_the_report_is_written_and_the_whole_path_is_said(tmp_path: Path) -> None:
    with table(tmp_path, *recorded(said("Ik ben moe.", agreed=True))) as here:
        app = Host(lambda: ReportScreen(here.leading, seen=False))
        async with app.run_test(size=(100, 30)) as pilot:
            await pilot.press("w")
            await settled(pilot)
            path = tmp_path / "s" / "verslag.md"
            assert path.read_text("utf-8") == table_edition(here.session)
            assert str(path) in "".join(text_of(app)).replace(" ", "")


async def test_a_report_that_cannot_be_written_says_why(tmp_path: Path) -> None:
    with table(tmp_path) as here:
        (tmp_path / "s" / "verslag.md").mkdir()
        app = Host(lambda: ReportScreen(here.leading, seen=False))
        async with app.run_test(size=(60, 20)) as pilot:
            await pilot.press("w")
            await settled(pilot)
            assert "Het verslag kan niet geschreven worden" in shown(app)


@pytest.mark.usefixtures("no_tools")
async def test_without_a_clipboard_the_terminal_gets_it_and_that_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[str] = []
    monkeypatch.setattr(App, "copy_to_clipboard", lambda _, text: sent.append(text))
    with table(tmp_path) as here:
        app = Host(lambda: ReportScreen(here.leading, seen=False))
        async with app.run_test(size=(60, 20)) as pilot:
            await pilot.press("y")
            await settled(pilot)
            assert sent == [table_edition(here.session)]
            assert "Of het gelukt is, kan het programma niet zien." in shown(app)
            assert "Er is nog geen bestand: met w schrijf je het." in shown(app)


async def test_a_copy_that_worked_says_so_and_where_the_file_is(tmp_path: Path, clips: list[str]) -> None:
    with table(tmp_path) as here:
        app = Host(lambda: ReportScreen(here.leading, seen=False))
        async with app.run_test(size=(100, 30)) as pilot:
            await pilot.press("w")
            await settled(pilot)
            await pilot.press("y")
            await settled(pilot)
            assert clips == [table_edition(here.session)]
            assert "Gekopieerd. Het bestand is" in shown(app)
            (tmp_path / "s" / "verslag.md").write_text("oud", "utf-8")
            await pilot.press("y")
            await settled(pilot)
            assert "Er staat een ouder verslag" in shown(app)


def test_a_tool_that_copies_nothing_is_not_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    import pyperclip

    monkeypatch.setattr(pyperclip, "copy", lambda _: None)
    monkeypatch.setattr(pyperclip, "paste", lambda: "iets anders")
    assert clipboard.copy("verslag", App()) == clipboard.SENT


async def test_the_example_can_be_copied_and_not_written(tmp_path: Path, clips: list[str]) -> None:
    with table(tmp_path, read_only=True) as here:
        app = Host(lambda: ReportScreen(here.leading, seen=False))
        async with app.run_test(size=(60, 20)) as pilot:
            await pilot.press("w")
            await settled(pilot)
            assert "Dit is het voorbeeld" in shown(app)
            assert not (tmp_path / "s" / "verslag.md").exists()
            await pilot.press("y")
            await settled(pilot)
            assert len(clips) == 1
            assert "gesprekskaarten verslag s --naar verslag.md" in shown(app)


# Hulp


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("number", range(len(SITUATIONS)))
async def test_a_situation_gives_two_sentences_and_one_action(size: tuple[int, int], number: int) -> None:
    app = Host(lambda: Situations(SITUATIONS, seen=False))
    async with app.run_test(size=size) as pilot:
        await pilot.press(*["down"] * number)
        await settled(pilot)
        text = shown(app)
        situation = SITUATIONS[number]
        assert all(sentence in text for sentence in situation.sentences)
        steps = ["zwart", situation.action] if situation.blank else [situation.action]
        assert f"Enter: {', en dan: '.join(ACTIONS[step] for step in steps)}." in text
        await pilot.press("enter")
        await settled(pilot)
        assert app.answer == " ".join(steps)


async def test_a_digit_or_a_click_chooses_a_situation_and_does_nothing_yet() -> None:
    app = Host(lambda: Situations(SITUATIONS, seen=False))
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("3")
        await settled(pilot)
        assert SITUATIONS[2].sentences[0] in shown(app)
        assert "Enter: Maak het zaalbeeld zwart, en dan: Neem 5 minuten pauze." in shown(app)
        line = next(number for number, text in enumerate(text_of(app)) if SITUATIONS[5].name in text)
        await pilot.click(offset=(8, line))
        await settled(pilot)
        assert SITUATIONS[5].sentences[1] in shown(app)
        assert app.answer is NOTHING


async def test_a_situation_without_action_says_so() -> None:
    plain = SITUATIONS[0].model_copy(update={"action": "", "blank": False})
    app = Host(lambda: Situations((plain,), seen=False))
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.press("enter")
        await settled(pilot)
        assert app.answer is NOTHING
        assert "Hier hoort geen stap bij" in shown(app)


async def test_a_draaiboek_without_situations_says_so() -> None:
    app = Host(lambda: Situations((), seen=False))
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.press("enter", "1")
        await settled(pilot)
        assert "geen hulp bij situaties" in shown(app)


# Schrappen


@pytest.mark.parametrize("size", SIZES)
async def test_the_given_line_is_struck_after_a_yes(size: tuple[int, int]) -> None:
    session = a_session(Record(said("Ik ben moe.")), Record(said("Jan de Vries belde.")), Record(said("Later.")))
    app = Host(lambda: StrikeScreen(session, 2, seen=False))
    async with app.run_test(size=size) as pilot:
        await pilot.press("enter")
        await settled(pilot)
        text = shown(app)
        assert "Jan de Vries belde." in text
        assert "Ik ben moe." not in text
        assert "Voorgoed schrappen? Dit kan niet ongedaan worden." in text
        assert app.answer is NOTHING
        await pilot.press("j")
        await settled(pilot)
        assert app.answer == Strike([2], [])


@pytest.mark.parametrize("key", ["n", "enter", "escape"])
async def test_the_safe_answer_goes_back_to_the_list(key: str) -> None:
    session = a_session(Record(said("Jan de Vries belde.")))
    app = Host(lambda: StrikeScreen(session, 1, seen=False))
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.press("enter", key)
        await settled(pilot)
        assert app.answer is NOTHING
        assert "Voorgoed schrappen?" not in shown(app)
        assert "[x] Cliënt / mantelzorger" in shown(app)
        await pilot.press("j", "escape")
        await settled(pilot)
        assert app.answer is None


async def test_more_lines_and_other_words_are_ticked_with_space() -> None:
    session = a_session(
        Record(said("Ik ben moe.")),
        Record(said("Jan de Vries belde.", "huisarts")),
        ev.Titled(title="Over Jan"),
        ev.ReadersNamed(readers="Alleen wij"),
        ev.CasusWritten(title="Eigen", situation="Jan woont alleen."),
        own_actor("eigen-1", "Pastor Piet"),
    )
    app = Host(lambda: StrikeScreen(session, None, seen=False))
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.press("space", "space", "down", "space", "down", "space", "down", "space", "down", "down", "space")
        await settled(pilot)
        await pilot.press("enter")
        await settled(pilot)
        text = shown(app)
        for part in ("Jan de Vries belde.", "Titel: Over Jan", "Jan woont alleen.", "Eigen actor: Pastor Piet"):
            assert part in text, part
        assert "Ik ben moe." not in text
        assert "Alleen wij" not in text
        await pilot.press("j")
        await settled(pilot)
        assert app.answer == Strike([2], ["actor eigen-1", "eigen-casus", "titel"])


async def test_what_was_made_of_a_line_is_said_before_it_goes() -> None:
    words = "Jan de Vries belde gisteren."
    copied = Agreement(round="kiezen", text=f"Afspraak: {words}", who="huisarts")
    session = a_session(Record(said(words)), Record(copied), Record(said("Ingetrokken woorden.")), Withdraw(3))
    app = Host(lambda: StrikeScreen(session, 1, seen=False))
    async with app.run_test(size=(60, 20)) as pilot:
        await settled(pilot)
        assert "Ingetrokken regels" in shown(app)
        await pilot.press("enter")
        await settled(pilot)
        assert "Dit gaat ook weg" in shown(app)
        assert f"Afspraak: {words}" in shown(app)


async def test_nothing_to_strike_and_the_example_give_a_reason() -> None:
    for session in (a_session(), a_session(Record(said("Moe."))), a_session(read_only=True)):
        app = Host(lambda session=session: StrikeScreen(session, None, seen=False))  # type: ignore[misc]
        async with app.run_test(size=(60, 20)) as pilot:
            await pilot.press("enter")
            await settled(pilot)
            if session.lines:
                assert "Voorgoed schrappen?" in shown(app)
            elif session.opened.read_only:
                assert "Dit is het voorbeeld" in shown(app)
            else:
                assert "geen regel gekozen" in shown(app)


# What holds for each of them

Make = Callable[[Session, bool], Side[Any]]
SCREENS: list[Make] = [
    lambda session, seen: MatrixScreen(session, seen),
    lambda session, seen: StrikeScreen(session, None, seen),
    lambda session, seen: Situations(session.material.playbook.situations, seen),
]


@pytest.mark.parametrize("seen", [True, False])
@pytest.mark.parametrize("make", SCREENS)
async def test_escape_goes_back_and_the_title_tells_who_looks(make: Make, seen: bool) -> None:
    screen = make(evening(), seen)
    assert check_commands((*screen.commands, *PROGRAM_COMMANDS)) == []
    app = Host(lambda: screen)
    async with app.run_test(size=(60, 20)) as pilot:
        await settled(pilot)
        assert ("De zaal ziet dit" in shown(app)) is seen
        await pilot.press("escape")
        await settled(pilot)
        assert app.answer is None


@pytest.mark.parametrize("make", SCREENS)
async def test_black_is_one_key_away(make: Make) -> None:
    app = Host(lambda: make(evening(), True))
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.press("f9")
        await settled(pilot)
        assert app.below.heard == ["zwart"]
        assert app.screen is app.below


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("make", SCREENS)
async def test_nothing_is_cut_and_nothing_is_english(make: Make, size: tuple[int, int]) -> None:
    session = a_session(*(Record(said(f"regel{number} [/b] {LONG}slot", kind=Kind.ZORG)) for number in range(40)))
    screen = make(session, True)
    app = Host(lambda: screen)
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        assert not ENGLISH.findall(shown(app))
        text = await everything(pilot)
        if isinstance(screen, Situations):
            assert all("".join(one.name.split()) in text for one in SITUATIONS)
        else:
            assert all(f"regel{number}[/b]{LONG}slot" in text for number in range(40))


@pytest.mark.parametrize("theme", [theme.name for theme in THEMES])
@pytest.mark.parametrize("make", SCREENS)
async def test_everything_can_be_read_at_ten_to_one(make: Make, theme: str) -> None:
    app = Host(lambda: make(evening(), True))
    async with app.run_test(size=(60, 20)) as pilot:
        app.theme = theme
        await settled(pilot)
        assert minimum_contrast(app).ratio >= 10, minimum_contrast(app)
        await pilot.press("enter")
        await settled(pilot)
        assert minimum_contrast(app).ratio >= 10, minimum_contrast(app)
