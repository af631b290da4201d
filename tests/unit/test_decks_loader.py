"""Files that cannot be read, are not TOML, or are something else: a sentence, never a traceback and never a wait."""

import os
import socket
from pathlib import Path

import pytest

from gesprekskaarten.decks.loader import LARGEST, Loaded, load_deck, load_playbook
from gesprekskaarten.domain.deck import Deck

SMALL = 'formaat = 1\n[deck]\nid = "klein"\ntitel = "Klein"\nversie = "1"\n'


def load(tmp_path: Path, content: bytes | str) -> Loaded[Deck]:
    path = tmp_path / "deck.toml"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return load_deck(path)


def only(loaded: Loaded[Deck]) -> tuple[int | None, int | None, str]:
    assert loaded.value is None
    (problem,) = loaded.problems
    return problem.line, problem.column, problem.message


def test_a_byte_order_mark_and_windows_line_ends_are_no_problem(tmp_path: Path) -> None:
    loaded = load(tmp_path, b"\xef\xbb\xbf" + SMALL.replace("\n", "\r\n").encode())

    assert loaded.problems == ()
    assert loaded.value is not None
    assert loaded.value.title == "Klein"


def test_lines_and_columns_are_right_after_a_byte_order_mark_and_windows_line_ends(tmp_path: Path) -> None:
    text = SMALL.replace('titel = "Klein"', 'titel = ""').replace("\n", "\r\n")

    assert only(load(tmp_path, b"\xef\xbb\xbf" + text.encode()))[:2] == (4, 9)


def test_text_that_is_not_utf_8_is_named_with_its_line(tmp_path: Path) -> None:
    line, _, message = only(load(tmp_path, SMALL.replace("Klein", "Één").encode("latin-1")))

    assert (line, message) == (4, "dit bestand is niet bewaard als UTF-8: hier staat een teken dat niet te lezen is.")


@pytest.mark.parametrize(
    ("line", "position", "message"),
    [
        ("titel = Wlz", (6, 9), "deze waarde is niet te lezen."),
        ("titel = “Wlz”", (6, 9), "hier staan gekrulde aanhalingstekens."),
        ("titel = 'Wlz\n# '", (6, 13), "deze tekst is niet gesloten."),
        ('id = "weer"', (6, 12), "dit veld staat twee keer in dezelfde tabel."),
        ("[deck]", (6, 6), "deze tabel staat er al."),
        ("[[kaart]", (6, 8), "de sluithaak van deze tabel ontbreekt."),
        ("Een losse zin", (6, 5), "achter deze naam ontbreekt het teken =."),
        ('x = "a" "b"', (6, 9), "achter deze waarde staat nog iets."),
        ('x = "C:\\map"', (6, 10), "een schuine streep (\\) in tekst moet dubbel."),
        ("x = 2017-02-31", (6, 5), "deze datum bestaat niet."),
        ('x = "a\x00b"', (6, 7), "hier staat een onzichtbaar teken dat niet mag."),
        ("x = [1 2]", (6, 8), "deze lijst is niet gesloten."),
    ],
)
def test_broken_toml_is_told_in_dutch_at_its_place(
    tmp_path: Path, line: str, position: tuple[int, int], message: str
) -> None:
    assert only(load(tmp_path, f"{SMALL}{line}\n")) == (*position, message)


@pytest.mark.parametrize("rest", ["kaart = [", "titel = 'Wlz", 'x = """a', "x = {", "x"])
def test_a_file_that_stops_halfway_says_so(tmp_path: Path, rest: str) -> None:
    _, _, message = only(load(tmp_path, SMALL + rest))

    assert message.startswith("het bestand houdt hier te vroeg op:")


@pytest.mark.parametrize("deep", ["x = " + "[" * 5000, ".".join("x" * 5000) + " = 1"])
def test_too_deep_nesting_is_a_sentence(tmp_path: Path, deep: str) -> None:
    assert only(load(tmp_path, deep)) == (None, None, "de haken staan te diep in elkaar.")


def test_an_endless_number_is_a_sentence(tmp_path: Path) -> None:
    assert only(load(tmp_path, "x = " + "9" * 5000)) == (
        None,
        None,
        "in dit bestand staat een getal dat veel te lang is.",
    )


def test_a_newer_formaat_is_the_only_problem_told(tmp_path: Path) -> None:
    loaded = load(tmp_path, SMALL.replace("formaat = 1", "formaat = 7") + "nieuw = 1\n[nieuwe_tabel]\n")

    assert only(loaded) == (1, 11, "dit deck vraagt een nieuwer programma.")


def test_a_missing_formaat_is_told_at_the_first_line(tmp_path: Path) -> None:
    assert only(load(tmp_path, SMALL.replace("formaat = 1", "# een deck"))) == (1, 1, 'het veld "formaat" ontbreekt.')


def test_formaat_under_the_deck_table_is_told_where_it_belongs(tmp_path: Path) -> None:
    loaded = load(tmp_path, SMALL.replace("formaat = 1\n", "") + "formaat = 1\n")

    assert [problem.hint for problem in loaded.problems] == [
        "Zet bovenaan het bestand: formaat = 1",
        "Dit veld hoort bovenaan het bestand, vóór de eerste tabel.",
    ]


def test_a_file_that_is_neither_deck_nor_draaiboek_is_a_problem(tmp_path: Path) -> None:
    assert only(load(tmp_path, "formaat = 1\n")) == (None, None, "dit is geen deck en geen draaiboek.")
    assert only(load(tmp_path, 'formaat = 1\n[dek]\nid = "x"\n')) == (2, 2, 'de tabel "dek" bestaat niet.')


def test_a_deck_is_no_draaiboek(tmp_path: Path) -> None:
    assert load(tmp_path, SMALL).value is not None
    loaded = load_playbook(tmp_path / "deck.toml")

    assert loaded.value is None
    assert [problem.message for problem in loaded.problems] == [
        "dit is geen draaiboek: de tabel [draaiboek] ontbreekt."
    ]


def test_a_draaiboek_without_rounds_is_a_problem(tmp_path: Path) -> None:
    path = tmp_path / "d.toml"
    path.write_text('formaat = 1\n[draaiboek]\nid = "d"\ntitel = "D"\nminuten = 90\n')
    assert [str(problem) for problem in load_playbook(path).problems] == [
        f'{path}:1:1: het veld "ronde" ontbreekt.\n    formaat = 1\n    Zet erbij: [[ronde]]'
    ]


def test_a_draaiboek_names_its_rounds_and_situations(tmp_path: Path) -> None:
    path = tmp_path / "d.toml"
    path.write_text(
        'formaat = 1\n[draaiboek]\nid = "d"\ntitel = "D"\nminuten = "90"\n'
        '[[ronde]]\nid = "a"\nvorm = "wisel"\ntitel = "A"\nminuten = 900\nper_persoon = nan\nkeuzewijze = "stem"\n'
        '[[ronde]]\nid = "a"\nvorm = "stilte"\ntitel = "A"\nminuten = 3\n[[ronde.stap]]\nminuten = 1\n'
        '[[situatie]]\nid = "s"\nnaam = "S"\nzwart = 1\n'
    )

    assert [(problem.line, problem.message) for problem in load_playbook(path).problems] == [
        (5, 'draaiboek · minuten: hier hoort een heel getal, maar er staat de tekst "90".'),
        (8, 'ronde "a" · vorm: "wisel" kan hier niet.'),
        (10, 'ronde "a" · minuten: het getal 900 is te hoog.'),
        (11, 'ronde "a" · per_persoon: dit is geen gewoon getal.'),
        (12, 'ronde "a" · keuzewijze: "stem" kan hier niet.'),
        (14, 'ronde "a": id "a" is al gebruikt op regel 7.'),
        (18, 'ronde "a" · stap 1: het veld "titel" ontbreekt.'),
        (23, 'situatie "s" · zwart: hier hoort true (ja) of false (nee), maar er staat het getal 1.'),
    ]


def test_a_file_that_is_too_large_is_not_read_on(tmp_path: Path) -> None:
    assert only(load(tmp_path, "#" * (LARGEST + 1)))[2] == "dit bestand is te groot."
    assert only(load(tmp_path, SMALL + "#" * (LARGEST - len(SMALL)) + "\n"))[2] == "dit bestand is te groot."


def test_a_file_of_another_kind_does_not_flood_the_screen(tmp_path: Path) -> None:
    loaded = load(tmp_path, SMALL + "".join(f"veld-{number} = 1\n" for number in range(3000)))

    assert len(loaded.problems) == 501
    assert "in dit bestand staan nog meer fouten." in [problem.message for problem in loaded.problems]


def test_a_folder_named_as_a_deck_is_a_sentence(tmp_path: Path) -> None:
    assert only(load_deck(tmp_path))[2] == "dit is een map, geen bestand."


def test_a_pipe_or_a_socket_is_never_opened(tmp_path: Path) -> None:
    pipe = tmp_path / "pijp.toml"
    os.mkfifo(pipe)
    assert only(load_deck(pipe))[2] == "dit is geen gewoon bestand."
    assert only(load_deck(Path("/dev/zero")))[2] == "dit is geen gewoon bestand."
    listener = socket.socket(socket.AF_UNIX)
    try:
        listener.bind(str(tmp_path / "s.toml"))
        assert only(load_deck(tmp_path / "s.toml"))[2] == "dit is geen gewoon bestand."
    finally:
        listener.close()


def test_links_that_lead_nowhere_are_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "los.toml").symlink_to(tmp_path / "weg.toml")
    (tmp_path / "kring.toml").symlink_to(tmp_path / "kring.toml")

    assert only(load_deck(tmp_path / "los.toml"))[2] == "deze verwijzing wijst naar een bestand dat er niet is."
    assert only(load_deck(tmp_path / "kring.toml"))[2] == "deze verwijzing loopt in een kring."
    assert only(load_deck(tmp_path / "niets.toml"))[2] == "dit bestand of deze map bestaat niet."


def test_a_file_that_may_not_be_read_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: object, **_kwargs: object) -> None:
        raise PermissionError(13, "Permission denied")

    path = tmp_path / "dicht.toml"
    path.write_text(SMALL)
    monkeypatch.setattr(Path, "open", refuse)

    assert only(load_deck(path))[2] == "je hebt geen toegang tot dit bestand of deze map."


def test_words_of_a_deck_are_cleaned_on_the_way_in(tmp_path: Path) -> None:
    loaded = load(tmp_path, SMALL.replace("Klein", "Cafe\\u0301\\u001b[2J\\tna"))

    assert loaded.value is not None
    assert loaded.value.title == "Café[2J na"
