"""The command line: what a person types, and what comes back on stdout, stderr and as exit code."""

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import click
import pytest
from click.testing import CliRunner, Result
from markdown_it import MarkdownIt

import gesprekskaarten
from gesprekskaarten.cli import program
from gesprekskaarten.conduct.conductor import Conductor
from gesprekskaarten.conduct.opening import Opening
from gesprekskaarten.domain.words import LONGEST, clean, is_safe
from gesprekskaarten.storage import paths
from tests.torture import TORTURE
from tests.unit.test_invoer import with_words

ROOT = Path(gesprekskaarten.__file__).parent.parent
ENGLISH = re.compile(
    r"\b(the|an|and|or|are|this|that|with|without|for|from|to|your|you|show|exit|message|options?|commands?|usage"
    r"|errors?|invalid|value|missing|arguments?|required|default|file|directory|path|text|integer|choice|range|try"
    r"|no|such|yes|aborted)\b"
)

FITTING = [(name, text) for name, text in TORTURE if 0 < len(clean(text)) <= LONGEST]


def run(*arguments: str | Path, typed: str = "") -> Result:
    words = [str(argument) for argument in arguments]
    return CliRunner().invoke(program, words, prog_name="gesprekskaarten", input=typed)


def run_apart(*arguments: str, cwd: Path) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "gesprekskaarten", *arguments],
        cwd=cwd,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        encoding="utf-8",
        stdin=subprocess.DEVNULL,
        timeout=60,
    )


def is_safe_output(text: str) -> bool:
    return all(is_safe(line) for line in text.split("\n"))


@pytest.fixture
def example() -> str:
    assert run("sessies", "invoer", paths.example()).stdout == "voorbeeld\n"
    return "voorbeeld"


@pytest.fixture
def screen(monkeypatch: pytest.MonkeyPatch) -> list[Opening]:
    """A terminal, with screens that only keep how they were opened."""
    return screens_that(monkeypatch, lambda: 0)


def screens_that(monkeypatch: pytest.MonkeyPatch, do: Callable[[], int]) -> list[Opening]:
    opened: list[Opening] = []

    def show(_root: Path, _library: object, opening: Opening, *, debug: bool) -> int:
        assert isinstance(debug, bool)
        opened.append(opening)
        return do()

    screens = ModuleType("gesprekskaarten.tui.app")
    screens.run = show  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "gesprekskaarten.tui.app", screens)
    monkeypatch.setattr("gesprekskaarten.cli._has_terminal", lambda: True)
    return opened


def commands(command: click.Command = program, words: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    yield words
    if isinstance(command, click.Group):
        for name, below in command.commands.items():
            yield from commands(below, (*words, name))


@pytest.mark.parametrize("words", list(commands()), ids=" ".join)
def test_the_help_of_every_command_is_dutch_and_complete(words: tuple[str, ...]) -> None:
    result = run(*words, "--help")
    assert result.exit_code == 0
    assert ENGLISH.search(result.stdout.lower()) is None
    assert "..." not in re.sub(r"\]\.\.\.|REGEL\.\.\.", "", result.stdout)


def test_the_version_stands_on_stdout() -> None:
    assert run("--version").stdout == f"gesprekskaarten, versie {gesprekskaarten.__version__}\n"


def test_the_example_is_entered_once_and_refused_the_second_time(example: str) -> None:
    again = run("sessies", "invoer", paths.example())
    assert (again.exit_code, again.stdout) == (2, "")
    assert again.stderr == "Fout: Er is al een gesprek “voorbeeld”.\nGeef dit gesprek een andere id in het bestand.\n"


def test_the_report_on_stdout_is_twice_the_same_bytes(example: str) -> None:
    first, second = run("verslag", example, "--naar", "-"), run("verslag", example, "--naar", "-")
    assert first.stdout_bytes == second.stdout_bytes
    assert first.stdout.startswith("# Verslag: Nachtzorg in Zwolle\n")
    assert first.stderr == ""


def test_the_report_is_written_beside_the_session_or_where_one_asks(example: str, tmp_path: Path) -> None:
    beside = run("verslag", example, "--editie", "tafel", "--formaat", "md")
    path = Path(os.environ["GESPREKSKAARTEN_SESSIES"]) / "voorbeeld" / "verslag.md"
    assert beside.stdout == f"{path}\n"
    elsewhere = run("verslag", "voorb", "--naar", tmp_path / "v.md")
    assert elsewhere.stdout == f"{tmp_path / 'v.md'}\n"
    shown = run("verslag", example, "--naar", "-").stdout_bytes
    assert path.read_bytes() == (tmp_path / "v.md").read_bytes() == shown


def test_a_report_that_cannot_be_written_is_exit_3(example: str, tmp_path: Path) -> None:
    result = run("verslag", example, "--naar", tmp_path / "nergens" / "v.md")
    assert result.exit_code == 3
    assert result.stderr.startswith("Fout: Het verslag kan niet geschreven worden")


def test_an_unknown_session_is_exit_2_and_a_part_of_more_names_gives_them(example: str, tmp_path: Path) -> None:
    unknown = run("verslag", "voorbeld")
    assert unknown.exit_code == 2
    assert unknown.stderr == "Fout: Er is geen gesprek “voorbeld”.\nBedoel je voorbeeld?\n"
    file = tmp_path / "twee.toml"
    file.write_text('formaat = 1\n[sessie]\nid = "voorbeeld-twee"\n')
    assert run("sessies", "invoer", file).exit_code == 0
    assert run("sessies", "toon", "voorbeeld").exit_code == 0
    ambiguous = run("sessies", "toon", "voor")
    assert ambiguous.exit_code == 2
    assert "voorbeeld, voorbeeld-twee" in ambiguous.stderr


def test_a_folder_that_is_not_there_is_exit_3(tmp_path: Path) -> None:
    missing = tmp_path / "nergens"
    for arguments in (
        ("--sessies", missing, "sessies", "lijst"),
        ("--decks", missing, "deck", "lijst"),
        ("deck", "controleer", missing),
        ("sessies", "invoer", missing),
    ):
        result = run(*arguments)
        assert (result.exit_code, result.stdout) == (3, "")
        assert result.stderr.startswith("Fout: ")


def test_a_session_file_that_is_not_ours_is_exit_3_and_stays_in_the_list() -> None:
    folder = Path(os.environ["GESPREKSKAARTEN_SESSIES"]) / "vreemd"
    folder.mkdir(parents=True)
    (folder / "gesprek.db").write_bytes(b"geen gesprek")
    assert run("sessies", "toon", "vreemd").exit_code == 3
    listing = run("sessies", "lijst")
    assert listing.exit_code == 0
    assert "vreemd  -      niet te lezen" in listing.stdout


def test_an_empty_list_says_what_to_do_and_gives_no_data() -> None:
    result = run("sessies", "lijst")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "gesprekskaarten start" in result.stderr


def test_the_list_shows_every_session_in_columns(example: str) -> None:
    header, row = run("sessies", "lijst").stdout.splitlines()
    assert header.split()[:3] == ["Naam", "Datum", "Stand"]
    assert row.split()[:3] == ["voorbeeld", "2026-11-22", "afgesloten"]
    assert header.index("Titel") == row.index("Nachtzorg in Zwolle")


def test_a_session_is_shown_with_the_numbers_that_strike_its_lines(example: str) -> None:
    shown = run("sessies", "toon", example).stdout
    assert "Lege stoelen: CIZ" in shown
    assert re.search(r"^ +10  niet bevestigd  feit · Hele tafel: De dochter heeft nog nooit", shown, re.MULTILINE)
    assert "Huisarts als Wijkteam en dagbesteding: Ik heb nodig dat iemand mij op tijd belt" in shown


def test_a_struck_line_is_gone_from_the_session_and_its_report(example: str) -> None:
    run("verslag", example)
    folder = Path(os.environ["GESPREKSKAARTEN_SESSIES"]) / "voorbeeld"
    words = "Ik ken de meeste mensen al jaren"
    assert words in (folder / "verslag.md").read_text(encoding="utf-8")
    result = run("sessies", "schrap", example, "5", "--ja")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "1 regel is geschrapt.\n")
    assert not [path for path in folder.parent.rglob("*") if path.is_file() and words.encode() in path.read_bytes()]
    assert words not in run("sessies", "toon", example).stdout


def test_striking_asks_first_and_only_ja_does_it(example: str) -> None:
    for answer in ("", "\n", "nee\n"):
        result = run("sessies", "schrap", example, "5", typed=answer)
        assert result.exit_code == 0
        assert "Ik ken de meeste mensen al jaren" in result.stderr
        assert result.stderr.endswith("Er is niets geschrapt.\n")
    assert run("sessies", "schrap", example, "5", typed="ja\n").stderr.endswith("1 regel is geschrapt.\n")


def test_a_line_that_is_not_there_cannot_be_struck(example: str) -> None:
    result = run("sessies", "schrap", example, "5", "999", "--ja")
    assert result.exit_code == 2
    assert result.stderr.startswith("Fout: Deze regel staat niet in het gesprek: 999.\n")
    assert "Ik ken de meeste mensen" in run("sessies", "toon", example).stdout


def test_a_session_that_another_window_leads_is_left_to_that_window(example: str) -> None:
    root = Path(os.environ["GESPREKSKAARTEN_SESSIES"])
    window = Conductor.resume(root, root / example)
    try:
        result = run("sessies", "schrap", example, "5", "--ja")
        assert (result.exit_code, result.stderr.splitlines()[0]) == (2, "Fout: Een ander venster leidt dit gesprek.")
        assert window.leads
        assert run("verslag", example).exit_code == 0
    finally:
        window.close()
    assert run("sessies", "schrap", example, "5", "--ja").exit_code == 0


def test_a_file_with_mistakes_gives_them_all_and_exit_1(tmp_path: Path) -> None:
    file = tmp_path / "fout.toml"
    file.write_text('formaat = 1\nsesie = 1\n[[terugblik]]\nteks = "x"\n')
    result = run("sessies", "invoer", file)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.count(f"{file}:") == 3
    assert "Fout: In fout.toml staan 3 fouten.\n" in result.stderr
    assert run("sessies", "lijst").stdout == ""


def test_the_shipped_decks_are_listed_and_without_faults() -> None:
    assert re.search(r"^grensvlakken-wlz +1\.0\.0 +vrijgegeven +6 +8 +5 ", run("deck", "lijst").stdout, re.MULTILINE)
    result = run("deck", "controleer")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "Geen fouten en geen waarschuwingen gevonden.\n"


def test_a_faulty_deck_is_named_by_the_list_and_explained_by_the_check(tmp_path: Path) -> None:
    (tmp_path / "eigen.toml").write_text('formaat = 1\n[deck]\nid = "eigen"\ntitel = "Eigen"\nversi = "1"\n')
    listing = run("--decks", tmp_path, "deck", "lijst")
    assert listing.exit_code == 0
    assert "grensvlakken-wlz" in listing.stdout
    assert listing.stderr.count("\n") == 1
    assert "eigen.toml" in listing.stderr
    for arguments in (("deck", "controleer", tmp_path), ("--decks", tmp_path, "deck", "controleer")):
        checked = run(*arguments)
        assert checked.exit_code == 1
        assert f"{tmp_path / 'eigen.toml'}:5:1: " in checked.stdout
        assert checked.stderr.startswith("2 fouten en ")


@pytest.mark.parametrize("arguments", [(), ("start",), ("hervat",)], ids=str)
def test_a_screen_refuses_without_a_terminal(arguments: tuple[str, ...], tmp_path: Path) -> None:
    done = run_apart(*arguments, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("Fout: De schermen werken alleen in een terminal.\n")


def test_no_command_opens_the_start_screen(screen: list[Opening]) -> None:
    assert run().exit_code == 0
    assert screen == [Opening("start")]


def test_start_prepares_a_session_with_what_was_chosen(screen: list[Opening], example: str) -> None:
    chosen = ("--casus", "drie-adviezen", "--plaats", "Ede\x1b[2J", "--actor", "ciz=0", "--vervolg-op", "voorb")
    assert run("start", *chosen).exit_code == 0
    (opening,) = screen
    assert opening.kind == "new"
    assert opening.preparation is not None
    assert opening.preparation.casus == "drie-adviezen"
    assert opening.preparation.place == "Ede[2J"
    assert opening.preparation.present == {"ciz": 0}
    assert opening.preparation.follows == "voorbeeld"
    assert opening.preparation.decks is None


@pytest.mark.parametrize(
    "wrong",
    [
        ("--casus", "drie-advizen"),
        ("--deck", "grensvlaken-wlz"),
        ("--draaiboek", "kort"),
        ("--actor", "burgemeester=1"),
        ("--actor", "huisarts=veel"),
        ("--actor", "huisarts=31"),
        ("--actor", "huisarts"),
        ("--vervolg-op", "vorige"),
        ("--kasus", "x"),
    ],
    ids=" ".join,
)
def test_start_refuses_an_unknown_name_before_a_screen_opens(wrong: tuple[str, str], screen: list[Opening]) -> None:
    result = run("start", *wrong)
    assert result.exit_code == 2
    assert "Fout: " in result.stderr
    assert screen == []


def test_hervat_goes_on_with_the_one_that_is_named(screen: list[Opening], example: str) -> None:
    assert run("hervat", "voorb").exit_code == 0
    assert screen == [Opening("resume", folder="voorbeeld")]
    closed = run("hervat")
    assert closed.exit_code == 2
    assert closed.stderr.startswith("Fout: Er is geen gesprek om mee verder te gaan.\n")


def test_the_exit_code_of_the_screens_is_that_of_the_program(monkeypatch: pytest.MonkeyPatch) -> None:
    screens_that(monkeypatch, lambda: 3)
    assert run().exit_code == 3


def test_an_interruption_is_exit_130(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt() -> int:
        raise KeyboardInterrupt

    screens_that(monkeypatch, interrupt)
    assert run().exit_code == 130


def test_a_crash_is_a_dutch_sentence_without_words_of_the_session(monkeypatch: pytest.MonkeyPatch) -> None:
    def crash() -> int:
        raise RuntimeError("wat de mantelzorger zei\x1b[2J")

    screens_that(monkeypatch, crash)
    result = run()
    assert result.exit_code == 1
    assert result.stderr.startswith("Fout: Er ging iets mis in het programma zelf.\n")
    assert "mantelzorger" not in result.output
    assert "Traceback" not in result.output
    detailed = run("--debug")
    assert "RuntimeError: wat de mantelzorger zei[2J" in detailed.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ("\x1b[31mrood",),
        ("verslag", "\x1b]0;titel\x07"),
        ("verslag", "x", "te\x9bveel"),
        ("sessies", "invoer", "\x1b[2J.toml"),
        ("--decks", "\x1b[2J", "deck", "lijst"),
        ("--sessies", "\x1b[2J", "sessies", "lijst"),
        ("deck", "controleer", "\x1b[2J\u202e"),
        ("--\x1b[2J",),
    ],
    ids=repr,
)
def test_names_on_the_command_line_cannot_steer_the_terminal(arguments: tuple[str, ...]) -> None:
    result = run(*arguments)
    assert result.exit_code in (2, 3)
    assert result.stderr
    assert is_safe_output(result.output)


def outline(markdown: str) -> list[tuple[str, str]]:
    """Every block of the report by its kind, and the words of the headings that the program itself gives."""
    tokens = MarkdownIt("commonmark").enable("table").parse(markdown)
    return [
        (token.type + token.tag, tokens[place + 1].content if token.tag == "h2" and token.nesting == 1 else "")
        for place, token in enumerate(tokens)
    ]


def entered_report(text: str, folder: Path) -> str:
    file = folder / "gesprek.toml"
    file.write_text(with_words(text).replace("[sessie]\n", '[sessie]\nid = "woorden"\n'), encoding="utf-8")
    store = ("--sessies", folder / "gesprekken")
    assert run(*store, "sessies", "invoer", file).exit_code == 0
    for arguments in (("sessies", "toon", "woorden"), ("sessies", "lijst")):
        assert is_safe_output(run(*store, *arguments).stdout)
    return run(*store, "verslag", "woorden", "--naar", "-").stdout_bytes.decode()


@pytest.fixture(scope="module")
def plain_outline(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[str, str]]:
    return outline(entered_report("Gewone woorden", tmp_path_factory.mktemp("gewoon")))


@pytest.mark.parametrize("text", [text for _, text in FITTING], ids=[name for name, _ in FITTING])
def test_no_word_changes_the_outline_of_the_report_or_reaches_the_terminal_raw(
    text: str, plain_outline: list[tuple[str, str]], tmp_path: Path
) -> None:
    report = entered_report(text, tmp_path)
    assert is_safe_output(report)
    assert outline(report) == plain_outline


def test_who_reads_only_the_first_line_hears_no_complaint(tmp_path: Path) -> None:
    line = f'[[inbreng]]\nronde = "casus"\nsoort = "feit"\ntekst = "{"lang " * 700}"\n'
    more_than_a_pipe_holds = tmp_path / "veel.toml"
    more_than_a_pipe_holds.write_text(f'formaat = 1\n[sessie]\nid = "veel"\n{line * 40}')
    assert run("sessies", "invoer", more_than_a_pipe_holds).exit_code == 0
    with subprocess.Popen(
        [sys.executable, "-m", "gesprekskaarten", "sessies", "toon", "veel"],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        stdin=subprocess.DEVNULL,
    ) as reading:
        assert reading.stdout is not None
        assert reading.stderr is not None
        reading.stdout.readline()
        reading.stdout.close()
        assert reading.stderr.read() == b""
        assert reading.wait(60) == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_output_that_cannot_be_written_is_exit_3(example: str) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "gesprekskaarten", "sessies", "lijst"],
            env=os.environ | {"PYTHONPATH": str(ROOT)},
            stdout=full,
            stderr=subprocess.PIPE,
            stdin=subprocess.DEVNULL,
            timeout=60,
        )
    assert done.returncode == 3
    assert done.stderr.decode().splitlines() == ["Fout: Lezen of schrijven lukt niet.", "De schijf is vol."]


@pytest.mark.parametrize(
    ("arguments", "unneeded"),
    [
        (["--version"], {"textual", "rich", "pydantic", "sqlite3", "tomli"}),
        (["deck", "lijst"], {"textual", "rich", "sqlite3", "tree_sitter", "markdown_it"}),
        (["sessies", "lijst"], {"textual", "rich", "tree_sitter", "markdown_it"}),
        (["verslag", "voorbeeld", "--naar", "-"], {"textual", "rich", "tree_sitter", "markdown_it"}),
    ],
    ids=["--version", "deck lijst", "sessies lijst", "verslag"],
)
def test_a_command_imports_only_what_it_needs(arguments: list[str], unneeded: set[str], example: str) -> None:
    script = (
        "import sys\nfrom gesprekskaarten.cli import program\n"
        f"try: program({arguments!r})\n"
        "except SystemExit as end: assert not end.code, end.code\n"
        f"print(*({unneeded!r} & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
    )
    assert (done.returncode, done.stderr.strip()) == (0, "")
