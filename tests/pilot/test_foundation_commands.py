"""Commands: one declaration gives key, bar, list of keys and palette."""

from itertools import product
from typing import ClassVar

import pytest
from textual.app import ComposeResult
from textual.content import Content

from gesprekskaarten.tui.command_screen import CommandApp, CommandScreen
from gesprekskaarten.tui.commands import PROGRAM_COMMANDS, Command, check_commands, key_name
from gesprekskaarten.tui.invoer import Invoer
from gesprekskaarten.tui.themes import THEMES
from gesprekskaarten.tui.widgets.ask import Ask
from gesprekskaarten.tui.widgets.choice import Choice, Option, letters
from gesprekskaarten.tui.widgets.key_bar import LAST, Item, fit
from gesprekskaarten.tui.widgets.keys_screen import KeysScreen
from gesprekskaarten.tui.widgets.palette import Palette, matching
from gesprekskaarten.tui.widgets.question_bar import Tone
from gesprekskaarten.tui.widgets.rows import Row, Rows
from tests.pilot.contrast import minimum_contrast, text_of

SIZES = [(60, 20), (100, 30)]
LATER = "Er is nog niemand aan het woord geweest."


class DemoScreen(CommandScreen[None]):
    COMMANDS: ClassVar[tuple[Command, ...]] = (
        Command("type_words", ("enter",), "typen", "Typ wat er gezegd wordt.", "Gesprek", bar=9),
        Command("agree", ("j",), "akkoord", "De regel klopt zo.", "Woorden", bar=8),
        Command("change", ("e",), "wijzigen", "Verander de gekozen regel.", "Woorden", bar=7),
        Command("withdraw", ("x",), "intrekken", "Neem de gekozen regel terug.", "Woorden", bar=6),
        Command("black", ("f9", "b"), "zwart", "Maak het zaalbeeld zwart.", "Beeld", always=True, bar=5),
        Command("next_round", ("right",), "volgende ronde", "Laat zien wat er hierna komt.", "Gesprek", bar=4),
        Command("next_speaker", ("v",), "volgende spreker", "Geef de beurt aan de volgende.", "Gesprek", bar=3),
        Command("cafe", ("c",), "Café en geëerde gasten", "Woorden met accenten.", "Gesprek"),
        Command("wait", ("w",), "wachten", "Vraag eerst of het mag.", "Tijd"),
    )

    def __init__(self) -> None:
        super().__init__()
        self.done: list[str] = []
        self.nothing_said = True

    def body(self) -> ComposeResult:
        yield Rows([Row(Content(f"Regel {number}"), str(number)) for number in range(30)])
        yield Invoer("Mantelzorger: zorg", placeholder="Typ in de woorden van de spreker")

    def reason(self, command: Command) -> str | None:
        return LATER if command.id == "agree" and self.nothing_said else None

    def do_type_words(self) -> None:
        self.query_one(Invoer).focus()

    def do_agree(self) -> None:
        self.done.append("agree")

    def do_change(self) -> None:
        self.done.append("change")

    def do_black(self) -> None:
        self.done.append("black")

    def do_cafe(self) -> None:
        self.done.append("cafe")

    async def do_wait(self) -> None:
        answer = await self.app.push_screen_wait(Ask("Mag dit?"))
        self.done.append(f"answer {answer}")


class DemoApp(CommandApp[None]):
    def on_mount(self) -> None:
        self.push_screen(DemoScreen())

    @property
    def demo(self) -> DemoScreen:
        (screen,) = (screen for screen in self.screen_stack if isinstance(screen, DemoScreen))
        return screen


def test_the_declarations_of_the_program_and_of_a_screen_are_sound() -> None:
    assert check_commands((*DemoScreen.COMMANDS, *PROGRAM_COMMANDS)) == []


def test_one_key_for_two_commands_is_found() -> None:
    first = Command("first", ("j",), "een", "Eén.")
    second = Command("second", ("j",), "twee", "Twee.")
    assert check_commands((first, second)) == ["j belongs to both first and second"]


@pytest.mark.parametrize(
    ("key", "shown"),
    [("right", "→"), ("enter", "Enter"), ("escape", "Esc"), ("f8", "F8"), ("ctrl+p", "ctrl+p"), ("space", "spatie")],
)
def test_keys_have_dutch_names(key: str, shown: str) -> None:
    assert key_name(key) == shown


def test_keys_that_move_in_a_text_run_nothing_while_somebody_types() -> None:
    command = Command("black", ("f9", "right", "b"), "zwart", "Maak het zwart.", always=True)
    assert [key for key in command.keys if command.answers_to(key, typing=True)] == ["f9"]
    assert all(command.answers_to(key, typing=False) for key in command.keys)


async def test_nobody_types_until_somebody_asks_for_it() -> None:
    app = DemoApp()
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.pause()
        assert app.demo.focused is None
        await pilot.press("down", "down")
        assert app.demo.query_one(Rows).selected == "1"


async def test_a_key_does_its_command_and_one_that_cannot_says_why() -> None:
    app = DemoApp()
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.press("e", "j")
        assert app.demo.done == ["change"]
        assert LATER in "\n".join(text_of(app))
        app.demo.nothing_said = False
        await pilot.press("j")
        assert app.demo.done == ["change", "agree"]


async def test_while_typing_letters_are_words_and_function_keys_still_work() -> None:
    app = DemoApp()
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.press("enter", "e", "j", "b", "question_mark", "f9")
        assert app.demo.query_one(Invoer).draft == "ejb?"
        assert app.demo.done == ["black"]
        await pilot.press("escape", "b")
        assert app.demo.done == ["black", "black"]
        assert app.demo.query_one(Invoer).draft == "ejb?"


async def test_an_async_command_can_wait_for_an_answer() -> None:
    app = DemoApp()
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.press("w")
        await pilot.pause()
        await pilot.press("j")
        await app.workers.wait_for_complete()
        assert app.demo.done == ["answer True"]


@pytest.mark.parametrize(("keys", "answer"), [("j", True), ("n", False), ("enter", False), ("escape", False)])
async def test_asking_takes_the_safe_answer_unless_somebody_says_so(keys: str, answer: bool) -> None:
    app = DemoApp()
    async with app.run_test(size=(60, 20)) as pilot:
        given: list[bool | None] = []
        await app.push_screen(Ask("Deze regel schrappen?"), given.append)
        await pilot.press(keys)
        assert given == [answer]


async def test_stopping_asks_only_when_a_line_is_half_typed() -> None:
    app = DemoApp()
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.press("enter", "a", "ctrl+q")
        assert isinstance(app.screen, Ask)
        await pilot.press("n")
        assert app.demo.query_one(Invoer).draft == "a"
        await pilot.press("backspace", "ctrl+q")
        assert app.return_code == 0


async def test_ctrl_c_says_in_dutch_how_to_stop() -> None:
    app = DemoApp()
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.press("ctrl+c")
        assert any("ctrl+q" in line for line in text_of(app))
        assert app.is_running


@pytest.mark.parametrize("width", range(12, 120))
def test_the_key_bar_cuts_no_key_in_half_and_ends_with_the_way_to_all_keys(width: int) -> None:
    every = [Item(command.keys[0], command.name) for command in DemoScreen.COMMANDS]
    for lines, count in product((1, 2), range(len(every) + 1)):
        shown = fit(every[:count], width, lines)
        assert len(shown) <= lines
        assert shown[-1][-1] == LAST
        for line in shown:
            assert sum(item.width for item in line) + 2 * (len(line) - 1) <= width


@pytest.mark.parametrize("size", SIZES)
async def test_the_key_bar_follows_what_can_be_done(size: tuple[int, int]) -> None:
    app = DemoApp()
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        bar = " ".join(text_of(app)[-2:])
        assert "Enter typen" in bar
        assert "akkoord" not in bar
        assert text_of(app)[-1].endswith("F1 toetsen")
        app.demo.nothing_said = False
        app.demo.refresh_commands()
        await pilot.pause()
        assert "j akkoord" in " ".join(text_of(app)[-2:])
        await pilot.press("enter")
        await pilot.pause()
        typing = " ".join(text_of(app)[-2:])
        assert text_of(app)[-1].endswith("F1 toetsen")
        assert "Enter vastleggen" in typing
        assert "j akkoord" not in typing
        assert "F9 zwart" in typing


async def test_a_click_in_the_key_bar_presses_the_key_and_keeps_the_keyboard() -> None:
    app = DemoApp()
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("enter")
        await pilot.pause()
        where = text_of(app)[-1].index("F9")
        await pilot.click(offset=(where + 1, 29))
        assert app.demo.done == ["black"]
        assert app.demo.typing is not None


@pytest.mark.parametrize("size", SIZES)
async def test_the_list_of_keys_has_every_command_and_its_reason(size: tuple[int, int]) -> None:
    app = DemoApp()
    async with app.run_test(size=size) as pilot:
        await pilot.press("f1")
        seen = set(text_of(app))
        for _ in range(6):
            await pilot.press("pagedown")
            seen |= set(text_of(app))
        everything = " ".join(" ".join(seen).split())
        for command in (*DemoScreen.COMMANDS, *PROGRAM_COMMANDS):
            assert command.name.split()[0] in everything
        assert "Nu niet:" in everything
        assert "F9 of b" in everything
        await pilot.press("escape")
        assert not isinstance(app.screen, KeysScreen)


async def test_the_room_can_be_made_black_from_the_list_of_keys() -> None:
    app = DemoApp()
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.press("f1", "f9")
        await pilot.pause()
        assert app.demo.done == ["black"]
        assert app.screen is app.demo


def test_the_palette_finds_words_without_accents_and_capitals() -> None:
    assert [command.id for command in matching(DemoScreen.COMMANDS, "CAFE geeerd")] == ["cafe"]


async def test_the_palette_does_what_is_found_and_not_what_cannot_be_done() -> None:
    app = DemoApp()
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.press("ctrl+p", *"akkoord", "enter")
        assert isinstance(app.screen, Palette)
        assert LATER in " ".join(" ".join(text_of(app)).split())
        await pilot.press(*["backspace"] * 7, *"cafe", "enter")
        await pilot.pause()
        assert app.demo.done == ["cafe"]


async def test_a_question_stays_and_what_is_said_falls_silent() -> None:
    app = DemoApp()
    async with app.run_test(size=(60, 20)) as pilot:
        bar = app.demo.question_bar
        bar.ask("De tijd is om. Afronden of 2 minuten erbij?", [Command("more", ("t",), "2 minuten erbij", "Meer.")])
        app.demo.say("De regel staat vast. [/b] " + "x" * 70)
        await pilot.pause()
        shown = "".join(text_of(app))
        assert "? De tijd is om." in shown
        assert "t 2 minuten erbij" in shown
        assert "[/b]" in shown
        assert shown.count("x") >= 70
        bar.fall_silent()
        await pilot.pause()
        assert "De regel staat vast" not in "".join(text_of(app))
        assert "De tijd is om" in "".join(text_of(app))
        bar.withdraw()
        await pilot.pause()
        assert not bar.display


def test_every_option_has_its_own_letter() -> None:
    options = [Option(str(number), text) for number, text in enumerate(["klopt", "klopt niet", "wist je niet", "…"])]
    given = letters(options)
    assert given == ["1", "2", "3", "4"]
    assert letters(options[1:3]) == ["k", "w"]


class ChoiceScreen(CommandScreen[None]):
    COMMANDS: ClassVar[tuple[Command, ...]] = (Command("next_speaker", ("v",), "volgende", "Geef de beurt."),)

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[str] = []

    def body(self) -> ComposeResult:
        yield Choice(
            "Klopt dit beeld van de mantelzorger?",
            [Option("yes", "klopt"), Option("no", "klopt niet"), Option("new", "wist je niet " * 8)],
        )

    def on_choice_picked(self, event: Choice.Picked) -> None:
        self.heard.append(event.key)

    def on_choice_left(self, event: Choice.Left) -> None:
        self.heard.append("left")

    def do_next_speaker(self) -> None:
        self.heard.append("next")


@pytest.mark.parametrize("size", SIZES)
async def test_a_choice_is_made_by_arrow_letter_or_click_and_keeps_other_letters(size: tuple[int, int]) -> None:
    app = CommandApp[None]()
    async with app.run_test(size=size) as pilot:
        screen = ChoiceScreen()
        await app.push_screen(screen)
        screen.query_one(Choice).focus()
        await pilot.pause()
        assert "".join(text_of(app)).count("wist je niet") == 8
        await pilot.press("v", "right", "enter", "1", "escape")
        assert screen.heard == ["no", "yes", "left"]
        line = next(number for number, text in enumerate(text_of(app)) if "klopt niet" in text)
        await pilot.click(offset=(text_of(app)[line].index("klopt niet"), line))
        assert screen.heard[-1] == "no"


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("theme", [theme.name for theme in THEMES])
async def test_everything_can_be_read_at_ten_to_one(theme: str, size: tuple[int, int]) -> None:
    app = DemoApp()
    async with app.run_test(size=size) as pilot:
        app.theme = theme
        app.demo.query_one(Rows).select("3")
        await pilot.pause()
        assert minimum_contrast(app).ratio >= 10, minimum_contrast(app)
        for tone in Tone:
            app.demo.question_bar.ask("Vraag", tone=tone)
            await pilot.pause()
            assert minimum_contrast(app).ratio >= 10, (tone, minimum_contrast(app))
        await pilot.press("enter")
        await pilot.pause()
        assert minimum_contrast(app).ratio >= 10, minimum_contrast(app)
        await pilot.press(*"abc", "shift+left")
        await pilot.pause()
        assert minimum_contrast(app).ratio >= 10, minimum_contrast(app)
        await pilot.press("ctrl+p")
        await pilot.pause()
        assert minimum_contrast(app).ratio >= 10, minimum_contrast(app)
        await pilot.press("escape", "f1")
        await pilot.pause()
        assert minimum_contrast(app).ratio >= 10, minimum_contrast(app)
        await app.push_screen(Ask("Toch?"))
        await pilot.pause()
        assert minimum_contrast(app).ratio >= 10, minimum_contrast(app)
