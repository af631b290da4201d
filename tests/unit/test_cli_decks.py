"""The curator's commands: which decks there are, what is in one, a card as the room sees it, and the schema."""

import json
import re
from pathlib import Path

import pytest

from gesprekskaarten.cli import decks_list
from gesprekskaarten.decks import schema
from gesprekskaarten.decks.library import Library, check
from gesprekskaarten.room.layout import width
from gesprekskaarten.storage.paths import shipped_decks
from tests.torture import TORTURE
from tests.unit.test_cli import is_safe_output, run

KNELPUNT = "grensvlakken-wlz/eigen-bijdrage"

OWN = """formaat = 1
[deck]
id = "eigen"
titel = "Mijn deck"
versie = "0.2"
gebruikt = ["grensvlakken-wlz"]
wegwijzer_vragen = ["Wat is er aan de hand?", "Waar woon je?"]
[[kaart]]
id = "een"
soort = "standpunt"
titel = "Kaart één"
vraag = "Wie helpt er?"
actoren = ["huisarts"]
stand = "voor"
[[kaart]]
id = "twee"
soort = "vraag"
titel = "Kaart twee"
vraag = "Wie helpt er nog meer?"
[[route]]
id = "rond"
titel = "De ronde"
omschrijving = "Van voor naar achter."
[[route.stap]]
titel = "Eerst"
kaarten = ["twee"]
[[route.stap]]
titel = "Daarna"
kaarten = ["een", "grensvlakken-wlz/eigen-bijdrage"]
[[wegwijzer]]
id = "thuis"
voor_wie = "Wie hulp thuis zoekt"
waar_naartoe = "Het wijkteam"
daarna = "De gemeente beslist."
kenmerken = ["hulp nodig", "thuis"]
[[begrip]]
woord = "wijkteam"
uitleg = "Een team in de wijk."
"""


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A folder with one own deck that is right."""
    folder = tmp_path / "decks"
    folder.mkdir()
    (folder / "eigen.toml").write_text(OWN, encoding="utf-8")
    return folder


def framed(text: str) -> list[list[str]]:
    """The lines inside each frame, without the frame."""
    return [
        [line[2:-2].rstrip() for line in frame.split("\n")[1:-1]] for frame in text.rstrip("\n").split("\n\n") if frame
    ]


def test_the_list_counts_what_is_in_each_deck(own: Path) -> None:
    header, *rows = run("--decks", own, "deck", "lijst").stdout.splitlines()
    assert " ".join(header.split()) == "Id Versie Status Kaarten Casussen Actoren Routes Wegwijzers Titel Herkomst"
    row = next(row for row in rows if row.startswith("eigen "))
    assert row.split()[:8] == ["eigen", "0.2", "concept", "2", "0", "5", "1", "1"]
    assert row.endswith(str(own / "eigen.toml"))
    assert [row.split()[0] for row in rows] == sorted([*Library(shipped_decks()).decks, "eigen"])
    assert all(row.endswith("meegeleverd") for row in rows if not row.startswith("eigen "))


def test_a_deck_with_mistakes_has_its_row_too(own: Path) -> None:
    (own / "kapot.toml").write_text(OWN.replace('"eigen"', '"kapot"').replace("vraag =", "vraagg ="), encoding="utf-8")
    (own / "haken.toml").write_text("formaat = [", encoding="utf-8")
    (own / "draaiboeken").mkdir()
    (own / "draaiboeken" / "avond.toml").write_text("formaat = [", encoding="utf-8")
    result = run("--decks", own, "deck", "lijst")
    assert result.exit_code == 0
    assert re.search(rf"^kapot +- +4 fouten .* {re.escape(str(own / 'kapot.toml'))}$", result.stdout, re.MULTILINE)
    assert re.search(rf"^haken\.toml +- +1 fout .* {re.escape(str(own / 'haken.toml'))}$", result.stdout, re.MULTILINE)
    assert "avond" not in result.stdout
    assert "avond.toml" in result.stderr


def test_the_list_says_which_deck_an_own_one_hides(own: Path, tmp_path: Path) -> None:
    shipped = (shipped_decks() / "grensvlakken-wlz.toml").read_text(encoding="utf-8")
    path = own / "wlz.toml"
    path.write_text(shipped.replace('versie = "1.0.0"', 'versie = "0.9"'), encoding="utf-8")
    listed = run("--decks", own, "deck", "lijst").stdout
    (row,) = re.findall(r"^grensvlakken-wlz .*", listed, re.MULTILINE)
    assert row.split()[1] == "0.9"
    assert row.endswith(f"{path}, gaat voor meegeleverd 1.0.0")
    other = tmp_path / "nog-een"
    other.mkdir()
    (other / "eigen.toml").write_text(OWN.replace('versie = "0.2"', 'versie = "0.10"'), encoding="utf-8")
    both = run("--decks", own, "--decks", other, "deck", "lijst").stdout
    assert re.search(rf"^eigen +0\.10 .*, gaat voor {re.escape(str(own / 'eigen.toml'))} 0\.2$", both, re.MULTILINE)


def test_in_a_narrow_terminal_each_deck_has_lines_of_its_own(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (own / "haken.toml").write_text("formaat = [", encoding="utf-8")
    library = Library(shipped_decks(), [own])
    wide = decks_list_text(library, 400, monkeypatch)
    assert wide.splitlines()[0].split()[:3] == ["Id", "Versie", "Status"]
    narrow = decks_list_text(library, 80, monkeypatch)
    path = own / "eigen.toml"
    wanted = f"eigen · 0.2 · concept\n    Mijn deck\n    2 kaarten, 5 actoren, 1 route, 1 wegwijzer\n    {path}"
    assert wanted in narrow.split("\n\n")
    assert f"haken.toml · 1 fout\n    {own / 'haken.toml'}" in narrow.split("\n\n")


def decks_list_text(library: Library, columns: int, monkeypatch: pytest.MonkeyPatch) -> str:
    """The list as it is in a terminal of so many columns."""
    monkeypatch.setenv("COLUMNS", str(columns))
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    return decks_list.as_text(library)


def test_another_program_reads_the_list_as_json(own: Path) -> None:
    (own / "kapot.toml").write_text("formaat = 1\n[deck]\n", encoding="utf-8")
    (own / "wlz.toml").write_bytes((shipped_decks() / "grensvlakken-wlz.toml").read_bytes())
    rows = {row["id"]: row for row in json.loads(run("--decks", own, "deck", "lijst", "--formaat", "json").stdout)}
    assert rows["eigen"] == {
        "id": "eigen",
        "titel": "Mijn deck",
        "versie": "0.2",
        "status": "concept",
        "kaarten": 2,
        "casussen": 0,
        "actoren": 5,
        "routes": 1,
        "wegwijzers": 1,
        "meegeleverd": False,
        "bestand": str(own / "eigen.toml"),
        "gaat_voor": [],
        "fouten": 0,
    }
    hidden = {"bestand": str(shipped_decks() / "grensvlakken-wlz.toml"), "versie": "1.0.0"}
    assert rows["grensvlakken-wlz"]["gaat_voor"] == [hidden]
    assert rows["kapot.toml"]["fouten"] == 3
    assert rows["kapot.toml"].keys() == rows["eigen"].keys()


@pytest.mark.parametrize(("size", "columns", "rows"), [("70x20", 70, 20), ("46x13", 46, 13), ("32X8", 32, 8)])
def test_a_card_is_shown_in_a_frame_of_the_size_of_the_room(size: str, columns: int, rows: int) -> None:
    shown = run("deck", "toon", KNELPUNT, "--maat", size).stdout
    frames = shown.rstrip("\n").split("\n\n")
    for number, frame in enumerate(frames, 1):
        lines = frame.split("\n")
        assert {width(line) for line in lines} == {columns + 4}
        assert len(lines) == rows + 2
        assert lines[-1].endswith(f" bladzijde {number} van {len(frames)} ─┘")
    assert "Hoe praten we eerlijk over wat de Wlz iemand kost?" in " ".join(" ".join(framed(shown)[0]).split())


def test_a_card_without_a_size_is_that_of_a_big_screen() -> None:
    assert run("deck", "toon", KNELPUNT).stdout == run("deck", "toon", KNELPUNT, "--maat", "70x20").stdout


def test_the_leaders_own_questions_are_not_shown() -> None:
    card = next(card for card in Library(shipped_decks()).decks["grensvlakken-wlz"].cards if card.probes)
    shown = " ".join(run("deck", "toon", f"grensvlakken-wlz/{card.id}", "--maat", "80x60").stdout.split())
    assert card.title in shown
    assert card.probes[0] not in shown


def test_a_casus_is_shown_with_its_situation() -> None:
    casus = Library(shipped_decks()).decks["grensvlakken-wlz"].casussen[0]
    (page,) = framed(run("deck", "toon", f"grensvlakken-wlz/{casus.id}", "--maat", "80x30").stdout)
    assert casus.title in page
    assert " ".join(casus.situation.split()) in " ".join(page)


def test_a_standpunt_names_whose_it_is_also_from_a_file_that_is_in_no_folder_of_decks(own: Path) -> None:
    from_file = run("deck", "toon", f"{own / 'eigen.toml'}/een").stdout
    assert "Standpunt van Huisarts (voor)" in from_file
    assert run("--decks", own, "deck", "toon", "eigen/een").stdout == from_file


def test_a_deck_is_shown_with_all_that_is_in_it_and_routes_in_order(own: Path) -> None:
    text = run("deck", "toon", own / "eigen.toml").stdout
    assert text.startswith("Mijn deck\neigen · versie 0.2 · concept\n")
    assert "Kaarten (2)\n  een   standpunt  Wie helpt er?\n  twee  vraag      Wie helpt er nog meer?\n" in text
    route = text[text.index("Route: De ronde (rond)") :].splitlines()[:7]
    assert [line.strip() for line in route] == [
        "Route: De ronde (rond)",
        "Van voor naar achter.",
        "Eerst",
        "1. twee: Kaart twee",
        "Daarna",
        "2. een: Kaart één",
        "3. grensvlakken-wlz/eigen-bijdrage",
    ]
    assert "1. Wat is er aan de hand?" in text
    assert "hulp nodig → thuis\n    Voor wie: Wie hulp thuis zoekt\n    Waar naartoe: Het wijkteam\n" in text
    assert text.endswith("Begrippen (1)\n  wijkteam: Een team in de wijk.\n")
    assert run("--decks", own, "deck", "toon", "eigen").stdout == text


@pytest.mark.parametrize("name", sorted(Library(shipped_decks()).decks))
def test_every_shipped_deck_can_be_shown(name: str) -> None:
    result = run("deck", "toon", name)
    assert (result.exit_code, result.stderr) == (0, "")
    deck = Library(shipped_decks()).decks[name]
    assert [card.id for card in deck.cards if f"  {card.id} " not in result.stdout] == []


@pytest.mark.parametrize(
    ("what", "said"),
    [
        ("grensvlaken-wlz", 'Bedoel je "grensvlakken-wlz"?'),
        ("grensvlakken-wlz/eigen-bijdrag", 'Bedoel je "eigen-bijdrage"?'),
        ("grensvlaken-wlz/eigen-bijdrage", 'Bedoel je "grensvlakken-wlz"?'),
    ],
)
def test_an_unknown_name_is_exit_2_with_the_nearest(what: str, said: str) -> None:
    result = run("deck", "toon", what)
    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr


@pytest.mark.parametrize("size", ["46", "46x", "x13", "31x20", "70x7", "81x20", "70x61", "99999x9", "zes bij vier", ""])
def test_a_size_that_no_room_has_is_refused_in_dutch(size: str) -> None:
    result = run("deck", "toon", KNELPUNT, "--maat", size)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "van 32 tot en met 80 kolommen en van 8 tot en met 60 regels." in result.stderr


def test_a_card_can_be_seen_while_something_else_in_the_file_is_still_wrong(own: Path) -> None:
    path = own / "eigen.toml"
    path.write_text(OWN.replace('kaarten = ["twee"]', 'kaarten = ["tweee"]'), encoding="utf-8")
    result = run("deck", "toon", f"{path}/een")
    assert result.exit_code == 0
    assert "Wie helpt er?" in result.stdout
    assert f"{path}:26:" in result.stderr


def test_a_file_that_cannot_be_shown_says_why(own: Path) -> None:
    path = own / "eigen.toml"
    path.write_text(OWN.replace("vraag =", "vraagg ="), encoding="utf-8")
    broken = run("deck", "toon", f"{path}/een")
    assert (broken.exit_code, broken.stdout) == (1, "")
    assert 'het veld "vraagg" bestaat niet' in broken.stderr
    missing = run("deck", "toon", own / "weg.toml")
    assert (missing.exit_code, missing.stdout) == (3, "")
    playbook = run("deck", "toon", shipped_decks() / "draaiboeken" / "grensvlakkengesprek-90.toml")
    assert (playbook.exit_code, playbook.stdout) == (2, "")
    assert "is een draaiboek, geen deck" in playbook.stderr


@pytest.mark.parametrize("text", [text for _, text in TORTURE], ids=[name for name, _ in TORTURE])
def test_no_word_in_a_deck_breaks_the_frame_or_reaches_the_terminal_raw(text: str, own: Path) -> None:
    path = own / "eigen.toml"
    path.write_text(OWN.replace('"Wie helpt er?"', json.dumps(f"{text} Wie?", ensure_ascii=True)), encoding="utf-8")
    result = run("deck", "toon", f"{path}/een")
    assert is_safe_output(result.output)
    if result.exit_code == 0:
        assert {width(line) for line in result.stdout.splitlines() if line} == {74}
    assert is_safe_output(run("deck", "toon", path).output)


def test_the_schema_goes_to_stdout_or_to_a_file(tmp_path: Path) -> None:
    assert run("deck", "schema").stdout == schema.deck_schema()
    assert run("deck", "schema", "--draaiboek").stdout == schema.playbook_schema()
    path = tmp_path / schema.DECK_FILE
    path.write_text("oud", encoding="utf-8")
    assert run("deck", "schema", "--naar", path).stdout == f"{path}\n"
    assert path.read_text(encoding="utf-8") == schema.deck_schema()


def test_a_schema_never_lands_on_a_deck(own: Path) -> None:
    result = run("deck", "schema", "--naar", own / "eigen.toml")
    assert (result.exit_code, result.stdout) == (2, "")
    assert (own / "eigen.toml").read_text(encoding="utf-8") == OWN
    assert run("deck", "schema", "--naar", own / "nergens" / "x.json").exit_code == 3


def test_every_kind_of_warning_is_explained_for_the_curator() -> None:
    page = (Path(__file__).parents[2] / "docs" / "kaarten-maken.md").read_text(encoding="utf-8")
    explained = re.findall(r"^\| `([a-z-]+)` \|", page, re.MULTILINE)
    weak = Path(__file__).parents[1] / "fixtures" / "decks" / "zwakke-plekken"
    given = {problem.code for problem in check([weak], [], shipped_decks())}
    assert set(explained) == {*given, "verbergt-meegeleverd", "nog-meer"}
    assert len(explained) == len(set(explained))
