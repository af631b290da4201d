"""`deck controleer`: what comes on stdout and stderr, how it ends, and that no file whatever makes it fall."""

import json
import os
import random
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import gesprekskaarten
from gesprekskaarten.cli import program
from gesprekskaarten.decks.library import Library, check
from gesprekskaarten.decks.problems import as_json, format_problems
from gesprekskaarten.domain.words import is_safe

ROOT = Path(gesprekskaarten.__file__).parent.parent
FIXTURES = Path(__file__).parents[1] / "fixtures" / "decks"


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(program, ["deck", "controleer", *map(str, arguments)], prog_name="gesprekskaarten")


def test_nothing_wrong_is_said_and_ends_well() -> None:
    result = run(FIXTURES / "goed")

    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "Geen fouten en geen waarschuwingen gevonden.\n"


def test_warnings_are_shown_and_end_well_unless_it_is_strict() -> None:
    path = FIXTURES / "zwakke-plekken" / "draaiboeken"

    for arguments, code in (((path,), 0), ((path, "--streng"), 1)):
        result = run(*arguments)
        assert result.exit_code == code
        assert result.stdout.count(": waarschuwing: ") == 2
        assert result.stderr == "Geen fouten en 2 waarschuwingen gevonden.\n"
    assert run(FIXTURES / "goed", "--streng").exit_code == 0


def test_mistakes_end_with_1_and_both_are_counted(tmp_path: Path) -> None:
    deck = (FIXTURES / "goed" / "goed.toml").read_text("utf-8")
    (tmp_path / "x.toml").write_text(deck.replace('betrokken = ["huisarts"]', 'betrokken = ["huis"]'), "utf-8")
    assert run(tmp_path).stderr == "1 fout en geen waarschuwingen gevonden.\n"

    (tmp_path / "x.toml").write_text(deck.replace("[[bron]]", "bronn = 1\n[[bron]]").replace("gaat?", "gaat"), "utf-8")
    result = run(tmp_path)
    assert (result.exit_code, result.stderr) == (1, "1 fout en geen waarschuwingen gevonden.\n")

    both = deck.replace('leidt_tot = ["spoed"]', 'leidt_tot = ["spoet"]').replace("misgaat?", "misgaat")
    (tmp_path / "x.toml").write_text(both, "utf-8")
    result = run(tmp_path)
    assert (result.exit_code, result.stderr) == (1, "1 fout en 1 waarschuwing gevonden.\n")


def test_json_is_a_list_with_everything_about_each_problem() -> None:
    path = FIXTURES / "zwakke-plekken" / "draaiboeken" / "zwak.toml"
    result = run(path, "--formaat", "json")

    assert result.exit_code == 0
    assert json.loads(result.stdout)[0] == {
        "bestand": str(path),
        "regel": 6,
        "kolom": 11,
        "ernst": "waarschuwing",
        "code": "minuten",
        "melding": "draaiboek · minuten: de rondes en de buffer zijn samen 25 minuten, en hier staat 30.",
        "raad": "Schrijf minuten = 25, of verander de rondes.",
        "fragment": "minuten = 30 # minuten",
    }
    assert run(FIXTURES / "zwakke-plekken", "--formaat", "json", "--streng").exit_code == 1


def test_json_is_valid_when_there_is_nothing_and_when_a_place_is_not_known(tmp_path: Path) -> None:
    assert json.loads(run(FIXTURES / "goed", "--formaat", "json").stdout) == []

    result = run(tmp_path, "--formaat", "json")
    (found,) = json.loads(result.stdout)
    assert (result.exit_code, found["regel"], found["kolom"], found["ernst"]) == (1, None, None, "fout")


def test_without_a_path_an_own_deck_that_hides_a_shipped_one_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = 'formaat = 1\n[deck]\nid = "grensvlakken-wlz"\ntitel = "Van mij"\nversie = "0.1"\n'
    (tmp_path / "wlz.toml").write_text(mine)
    monkeypatch.setenv("GESPREKSKAARTEN_DECKS", str(tmp_path))

    for arguments in ((), (tmp_path,), (tmp_path / "wlz.toml",)):
        found = [row for row in json.loads(run(*arguments, "--formaat", "json").stdout) if row["ernst"] != "fout"]
        hiding = [row for row in found if row["code"] == "verbergt-meegeleverd"]
        assert [row["bestand"] for row in hiding] == [str(tmp_path / "wlz.toml")]


DECK = 'formaat = 1\n[deck]\nid = "{id}"\ntitel = "T"\nversie = "1"\n'
CARD = '[[kaart]]\nid = "k"\nsoort = "vraag"\ntitel = "K"\nvraag = "Wie komt er?"\n'
VALUES = [
    *("1", "-1", "1.5", "nan", "inf", "true", '""', '"x"', "[]", "{}", "[[]]", "[{}]", '["x"]', "2017-02-01", "07:30"),
    *('{ a = { b = [1, "x", {}] } }', '["a", 1, [], {}]', "9" * 10_000, "0x" + "f" * 9_000, "1e999", '"\\u0000"'),
    *("[" * 60 + "]" * 60, '"' + "x" * 100_000 + '"', '"Ω/𝒳"', '"../../etc"', '"a/b/c"', '"' + "je u " * 3_000 + '"'),
]
FIELDS = [
    *("deck", "bron", "kaart", "actor", "niveau", "casus", "route", "wegwijzer", "begrip", "ronde", "draaiboek"),
    *("situatie", "formaat", "[deck]\nid", "[deck]\ngebruikt", "[deck]\nwegwijzer_vragen", "[deck]\ntitel"),
    *(f"[[kaart]]\n{name}" for name in ("id", "soort", "vraag", "kanten", "actoren", "stand", "leidt_tot", "bronnen")),
    *("[[route]]\nstap", "[[route.stap]]\nkaarten", "[[niveau.soort]]\nbronnen", "[[wegwijzer]]\nkenmerken"),
    *("[[wegwijzer]]\nbronnen", "[draaiboek]\ndecks", "[draaiboek]\nminuten", "[[casus.lastig]]\nactor"),
    *("[[ronde]]\nvorm", "[[ronde]]\nroute", "[[ronde]]\nvorm = 'leidraad'\nroute", "[[ronde]]\ndocument"),
]


def hostile_contents() -> Iterator[bytes]:
    good = (FIXTURES / "goed" / "goed.toml").read_text("utf-8")
    weak = (FIXTURES / "zwakke-plekken" / "zwakke-plekken.toml").read_text("utf-8")
    yield from (
        b"",
        b"\xef\xbb\xbf",
        b"# niets\n",
        b"\n" * 1_000,
        b"\x00",
        b"\x00" * 1_000,
        b"\xff\xfe",
        b"[",
        b"[[",
        b'"',
    )
    for text in (good, weak):
        yield from (text.encode(code) for code in ("utf-16", "utf-16-le", "utf-32", "cp1252", "utf-8-sig"))
        yield text.replace("\n", "\r\n").encode()
        yield text.replace("\n", "\r").encode()
        yield text.replace("e", "\x00e").encode()
        yield text.replace("nacht", "\u202e\u200bna\x9bcht").encode()
        yield (text * 2).encode()
        yield text[: len(text) // 2].encode()
    yield from (bracket * 5_000 for bracket in (b"[", b"{", b"a.", b"[[", b'"', b"'''", b"x=[", b"x={a="))
    yield ("a" + ".a" * 900 + " = 1").encode()
    yield ("[" + "a." * 900 + "a]").encode()
    for start in ("titel", "vraag", "toelichting"):
        text = (DECK.format(id="lang") + CARD).replace("vraag = ", "vraag_ = " if start == "vraag" else "vraag = ")
        for piece in ("x", "woord ", "Zin? ", "a.b.", "'", "1", "12345 ", "\\\\u202e", "\\n", "[", "é", "🙂", "A"):
            size = 1_900_000 if start == "toelichting" and len(piece) > 3 else 100_000
            yield (text + f'{start} = "{piece * (size // len(piece.encode()))}"\n').encode()
    yield b"x" * 2_100_000
    yield (DECK.format(id="veel") + CARD * 3_000).encode()
    yield (DECK.format(id="veel") + "".join(CARD.replace('"k"', f'"k{n}"') for n in range(3_000))).encode()
    chain = (CARD.replace('"k"', f'"k{n}"') + f'leidt_tot = ["k{n + 1}"]\n' for n in range(2_000))
    yield (DECK.format(id="keten") + "".join(chain)).encode()
    uses = ", ".join(f'"ring-{n}"' for n in range(30))
    yield from ((DECK.format(id=f"ring-{n}") + f"gebruikt = [{uses}]\n").encode() for n in range(30))
    for field in FIELDS:
        for value in VALUES[len(field) % 3 :: 3]:
            yield f"formaat = 1\n{field} = {value}\n".encode()
    shuffled = random.Random(4)
    for source in (good, weak):
        for _ in range(20):
            lines = source.split("\n")
            shuffled.shuffle(lines)
            yield "\n".join(lines[: shuffled.randrange(2, len(lines))]).encode()
        for _ in range(20):
            content = bytearray(source.encode())
            for _ in range(30):
                content[shuffled.randrange(len(content))] = shuffled.randrange(256)
            yield bytes(content)


def hostile_folder(folder: Path) -> int:
    """Fill a folder with files that break programs, and return how many there are."""
    folder.mkdir()
    for number, content in enumerate(hostile_contents()):
        (folder / f"h{number:03}.toml").write_bytes(content)
    (folder / "map.toml").mkdir()
    (folder / "weg.toml").symlink_to("er/is/niets")
    (folder / "kring.toml").symlink_to("kring.toml")
    (folder / "zelf.toml").symlink_to(folder)
    (folder / ("n" * 240 + ".toml")).write_text("x")
    if sys.platform != "win32":
        (folder / "é\n\x1b[2J🙂.toml").write_text("x")
        os.mkfifo(folder / "pijp.toml")
        (folder / os.fsdecode(b"\xff\xfe.toml")).write_text("x")
        with socket.socket(socket.AF_UNIX) as door:
            here = Path.cwd()
            os.chdir(folder)
            door.bind("deur.toml")
            os.chdir(here)
    (folder / "draaiboeken").symlink_to(folder)
    return len(list(folder.glob("*.toml")))


@pytest.mark.timeout(110)
def test_no_file_whatever_makes_the_check_fall_or_hang(tmp_path: Path) -> None:
    folder = tmp_path / "kwaad"
    assert hostile_folder(folder) >= 300

    found = check([folder])

    assert all(is_safe(line) for line in format_problems(found).split("\n"))
    assert len(json.loads(as_json(found))) == len(found)
    mistaken = {problem.path.name for problem in found if problem.severity == "fout"}
    assert {"map.toml", "weg.toml", "kring.toml", "zelf.toml", "pijp.toml", "deur.toml", "h000.toml"} <= mistaken
    assert not Library(folder).decks.keys() & {f"ring-{number}" for number in range(30)}


@pytest.mark.timeout(110)
def test_the_command_says_what_is_wrong_with_each_of_them(tmp_path: Path) -> None:
    folder = tmp_path / "kwaad"
    hostile_folder(folder)

    done = subprocess.run(
        [sys.executable, "-m", "gesprekskaarten", "deck", "controleer", str(folder), "--formaat", "json"],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        timeout=100,
        stdin=subprocess.DEVNULL,
    )

    assert done.returncode == 1
    assert json.loads(done.stdout)
    assert done.stderr.decode().count("\n") == 1
    assert " fouten en " in done.stderr.decode()
