"""A session kept on paper: what goes in, what is refused, and where the file says so."""

import datetime as dt
import json
import re
from pathlib import Path

import pytest

from gesprekskaarten.conduct.invoer import InvoerProblems, enter
from gesprekskaarten.conduct.reading import read_session
from gesprekskaarten.decks.library import Library
from gesprekskaarten.domain.lines import Agreement, Contribution, Exchange, Kind, Request, Signal, Solution, Source
from gesprekskaarten.domain.session import Session
from gesprekskaarten.domain.words import LONGEST, clean
from gesprekskaarten.errors import AppError
from gesprekskaarten.report.table_edition import table_edition
from gesprekskaarten.storage import paths
from tests.torture import TORTURE

NOW = dt.datetime(2026, 11, 24, 9, 30, tzinfo=dt.UTC)


@pytest.fixture(scope="module")
def library() -> Library:
    return Library(paths.shipped_decks())


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "gesprekken"


def written(folder: Path, text: str) -> Path:
    path = folder / "gesprek.toml"
    path.write_text(text, encoding="utf-8")
    return path


def entered(text: str, library: Library, root: Path) -> Session:
    root.parent.mkdir(exist_ok=True)
    name = enter(written(root.parent, text), library, root, lambda: NOW)
    return read_session(root / name)


def problems(text: str, library: Library, root: Path) -> list[str]:
    with pytest.raises(InvoerProblems) as wrong:
        entered(text, library, root)
    assert not root.exists() or not list(root.iterdir())
    assert wrong.value.exit_code == 1
    return [f"{found.line}:{found.column} {found.message}" for found in wrong.value.problems]


def toml(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def test_the_example_becomes_a_closed_session_with_every_line(library: Library, root: Path) -> None:
    assert enter(paths.example(), library, root) == "voorbeeld"
    session = read_session(root / "voorbeeld")
    text = paths.example().read_text(encoding="utf-8")
    assert len(session.lines) == len(re.findall(r"^(?:tekst|wat) = ", text, re.MULTILINE))
    assert len(session.unconfirmed()) == text.count("akkoord = false")
    assert session.title == "Nachtzorg in Zwolle"
    assert session.closed
    assert session.present["ciz"] == 0
    assert session.slips == 5
    assert session.tally_released


def test_the_time_of_a_session_from_paper_is_not_measured(library: Library, root: Path) -> None:
    session = entered("formaat = 1\n[sessie]\ndatum = 2026-11-22\n[[terugblik]]\ntekst = 'Goed.'\n", library, root)
    assert session.at == dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)
    assert sum(session.used.values()) == 0
    assert "niet gemeten" in table_edition(session)


def test_the_smallest_file_is_a_session_of_today_without_a_casus(library: Library, root: Path) -> None:
    session = entered("formaat = 1\n", library, root)
    assert session.opened.date == NOW.date()
    assert session.casus is None
    assert session.opened.session.startswith("2026-11-24-")
    assert session.people == 5


def test_an_id_that_is_taken_is_refused_and_nothing_changes(library: Library, root: Path) -> None:
    enter(paths.example(), library, root)
    before = {path: path.read_bytes() for path in (root / "voorbeeld").iterdir()}
    with pytest.raises(AppError, match="Er is al een gesprek “voorbeeld”") as refused:
        enter(paths.example(), library, root)
    assert refused.value.exit_code == 2
    assert {path: path.read_bytes() for path in (root / "voorbeeld").iterdir()} == before


def test_the_same_file_gives_the_same_report(library: Library, tmp_path: Path) -> None:
    reports = set()
    for name in ("een", "twee"):
        enter(paths.example(), library, tmp_path / name)
        reports.add(table_edition(read_session(tmp_path / name / "voorbeeld")))
    assert len(reports) == 1


EVERYTHING = """
formaat = 1
[sessie]
titel = "Titel"
plaats = "Ede"
vertrouwelijk = true
lezers = "Alleen wij"
[casus]
titel = "Eigen"
situatie = "Iemand valt."
[aanwezig]
huisarts = 1
ciz = 0
[[actor]]
naam = "Buurvrouw"
groep = "naasten"
spreekvolgorde = 1
aantal = 2
[[inbreng]]
ronde = "perspectief"
soort = "zorg"
actor = "buurvrouw"
tekst = "Ik hoor haar 's nachts."
[[inbreng]]
ronde = "casus"
soort = "feit"
tekst = "Zij woont alleen."
[[inbreng]]
ronde = "wissel"
soort = "wissel"
actor = "huisarts"
over = "Buurvrouw"
herkomst = "ingeleefd"
oordeel = "klopt-niet"
correctie = "Ik slaap goed."
akkoord = false
tekst = "Ik slaap slecht."
[[oplossing]]
id = "een"
niveau = "uitvoering"
soort = "veldnorm"
tekst = "Samen bellen."
geborgd_op = ["twee"]
stemmen = 2
[[oplossing]]
id = "twee"
niveau = "stelsel"
tekst = "Andere regels."
en_maandag = "Vast beginnen."
[stemming]
briefjes = 3
[[afspraak]]
wat = "Bellen"
wie = "Buurvrouw"
wanneer = 2026-12-10
[[signaal]]
aan = "De gemeente"
tekst = "Help."
[[verzoek]]
van = "huisarts"
aan = "Buurvrouw"
tekst = "Belt u mij?"
antwoord = "ik-probeer-het"
[[terugblik]]
actor = "huisarts"
tekst = "Rustig."
"""


def test_every_field_of_the_file_arrives_in_the_session(library: Library, root: Path) -> None:
    session = entered(EVERYTHING, library, root)
    lines = {line.kind: line for line in session.lines.values() if line.kind is not Kind.OPLOSSING}
    solutions = {line.text: line for line in session.lines.values() if isinstance(line, Solution)}
    assert (session.title, session.opened.place, session.promised, session.readers) == (
        "Titel",
        "Ede",
        True,
        "Alleen wij",
    )
    assert session.casus is not None
    assert (session.casus.title, session.casus.situation) == ("Eigen", "Iemand valt.")
    assert dict(session.present) == {"huisarts": 1, "ciz": 0, "eigen-1": 2}
    worry, fact, exchange = lines[Kind.ZORG], lines[Kind.FEIT], lines[Kind.WISSEL]
    assert isinstance(worry, Contribution)
    assert (worry.actor, worry.source, worry.agreed) == ("eigen-1", Source.ZELF, True)
    assert isinstance(fact, Contribution)
    assert (fact.actor, fact.source) == ("", Source.GROEP)
    assert isinstance(exchange, Exchange)
    assert (exchange.actor, exchange.about, exchange.verdict) == ("huisarts", "eigen-1", "klopt-niet")
    assert (exchange.correction, exchange.agreed) == ("Ik slaap goed.", False)
    first, second = solutions["Samen bellen."], solutions["Andere regels."]
    assert (first.level, first.sort, first.secured_by) == ("uitvoering", "veldnorm", (second.id,))
    assert second.monday == "Vast beginnen."
    assert session.votes == {first.id: 2}
    agreement, signal, request = lines[Kind.AFSPRAAK], lines[Kind.SIGNAAL], lines[Kind.VERZOEK]
    assert isinstance(agreement, Agreement)
    assert (agreement.who, agreement.when) == ("eigen-1", "10 december 2026")
    assert isinstance(signal, Signal)
    assert signal.to == "De gemeente"
    assert isinstance(request, Request)
    assert (request.actor, request.about, request.answer) == ("huisarts", "eigen-1", "ik-probeer-het")
    assert lines[Kind.TERUGBLIK].round == "afronden"


def test_a_session_brings_back_what_the_earlier_one_agreed(library: Library, root: Path) -> None:
    enter(paths.example(), library, root)
    session = entered('formaat = 1\n[sessie]\nvervolg_op = "voorb"\n', library, root)
    assert len(list(session.lines_of(None, Kind.VERVOLG))) == 4


@pytest.mark.parametrize(
    ("fault", "expected"),
    [
        ("sesie = 3", '2:1 het veld "sesie" bestaat niet.'),
        ("formaat = 2", "2:1"),
        ('[sessie]\nid = "Mijn Gesprek"', '3:6 sessie · id: "Mijn Gesprek" kan geen id zijn.'),
        ('[sessie]\ndraaiboek = "kort"', '3:13 sessie · draaiboek: er is geen draaiboek "kort".'),
        ('[sessie]\ndecks = ["grensvlaken-wlz"]', '3:10 sessie · decks 1: er is geen deck "grensvlaken-wlz".'),
        ('[sessie]\ncasus = "piet"', '3:9 sessie · casus: casus "piet" staat niet in deze decks.'),
        ('[sessie]\nkaarten = ["24-uur"]', '3:12 sessie · kaarten 1: kaart "24-uur" staat niet in deze decks.'),
        ('[sessie]\ndatum = "morgen"', "3:9 sessie · datum: hier hoort een datum."),
        ('[sessie]\nvervolg_op = "vorige"', "3:14 sessie · vervolg_op: er is geen gesprek “vorige”."),
        ('[sessie]\ncasus = "drie-adviezen"\n[casus]\nsituatie = "x"', "4:1 casus: er is ook al een casus bij"),
        ("[aanwezig]\nhuisart = 1", '3:11 aanwezig · huisart: actor "huisart" staat niet in deze decks.'),
        ("[aanwezig]\nhuisarts = 31", "3:12 aanwezig · huisarts: het getal 31 is te hoog."),
        ("aanwezig = 3", "2:12 aanwezig: hier hoort een tabel."),
        ('[[actor]]\nnaam = "Huisarts"', "3:8 actor 1 · naam: “Huisarts” zit al aan tafel."),
        ('[[inbreng]]\nsoort = "eens"\ntekst = "x"', '2:1 inbreng 1: het veld "ronde" ontbreekt.'),
        ('[[inbreng]]\nronde = "rust"\nsoort = "eens"\ntekst = "x"', '3:9 inbreng 1 · ronde: ronde "rust" staat niet'),
        ('[[inbreng]]\nronde = "casus"\nsoort = "feiten"\ntekst = "x"', '4:9 inbreng 1 · soort: "feiten" kan hier'),
        ('[[inbreng]]\nronde = "casus"\nsoort = "feit"\ntekst = " "', "5:9 inbreng 1 · tekst: deze tekst is leeg."),
        (
            '[[inbreng]]\nronde = "casus"\nsoort = "feit"\nover = "ciz"\ntekst = "x"',
            "5:8 inbreng 1 · over: dit veld hoort alleen bij een wissel.",
        ),
        (
            '[[inbreng]]\nronde = "wissel"\nsoort = "wissel"\nactor = "ciz"\ntekst = "x"',
            '2:1 inbreng 1: bij een wissel hoort het veld "over".',
        ),
        (
            '[[inbreng]]\nronde = "wissel"\nsoort = "wissel"\nactor = "ciz"\nover = "ciz"\ntekst = "x"',
            "2:1 inbreng 1: bij de wissel stap je in de rol van een ander.",
        ),
        ('[[oplossing]]\nniveau = "land"\ntekst = "x"', '3:10 oplossing 1 · niveau: "land" kan hier niet.'),
        (
            '[[oplossing]]\nniveau = "stelsel"\nsoort = "veldnorm"\ntekst = "x"',
            '4:9 oplossing 1 · soort: soort "veldnorm" staat niet in niveau stelsel.',
        ),
        (
            '[[oplossing]]\nniveau = "stelsel"\ngeborgd_op = ["nergens"]\ntekst = "x"',
            '4:15 oplossing 1 · geborgd_op 1: oplossing "nergens" staat niet in dit bestand.',
        ),
        (
            '[[oplossing]]\nid = "a"\nniveau = "stelsel"\ngeborgd_op = ["a"]\ntekst = "x"',
            '5:15 oplossing "a" · geborgd_op 1: een oplossing kan niet op zichzelf geborgd zijn.',
        ),
        (
            '[[oplossing]]\nniveau = "stelsel"\ntekst = "x"\nstemmen = 1',
            "5:11 oplossing 1 · stemmen: er staat niet bij hoeveel briefjes er waren.",
        ),
        (
            '[stemming]\nbriefjes = 2\n[[oplossing]]\nniveau = "stelsel"\ntekst = "x"\nstemmen = 3',
            "7:11 oplossing 1 · stemmen: kies een aantal van 0 tot en met 2",
        ),
        ('[[verzoek]]\nvan = "huisarts"\naan = "burgemeester"\ntekst = "x"', '4:7 verzoek 1 · aan: actor "burge'),
        ('[[afspraak]]\nwat = "x"\nwanneer = 3', "4:11 afspraak 1 · wanneer: hier hoort tekst"),
        ("[[afspraak]]\nwat = x", "3:7 "),
    ],
)
def test_a_mistake_is_told_with_its_line(fault: str, expected: str, library: Library, root: Path) -> None:
    (found,) = problems(f"formaat = 1\n{fault}\n" if fault != "formaat = 2" else "\nformaat = 2\n", library, root)
    assert found.startswith(expected)


def test_all_mistakes_of_a_file_are_told_in_one_run(library: Library, root: Path) -> None:
    fourth = '[[inbreng]]\nronde = "botsing"\nsoort = "eens"\ntekst = "punt"\n'
    text = (
        'formaat = 1\n[sessie]\ntitel = 5\ndraaiboek = "grensvlakkengesprek-90"\n[aanwezig]\nhuisarts = 1\n'
        + fourth * 4
        + '[[inbreng]]\nronde = "botsingen"\nsoort = "eensch"\nactor = "ciz"\ntekst = ""\n'
        + '[[oplossing]]\nid = "a"\nniveau = "stelsel"\ntekst = "x"\n' * 2
    )
    assert [found.split(" ")[0] for found in problems(text, library, root)] == [
        "3:9",
        "19:1",
        "24:9",
        "25:9",
        "26:9",
        "27:9",
        "33:6",
    ]


def test_an_actor_without_a_chair_is_refused_with_what_to_add(library: Library, root: Path) -> None:
    text = 'formaat = 1\n[aanwezig]\nhuisarts = 1\n[[terugblik]]\nactor = "ciz"\ntekst = "x"\n'
    with pytest.raises(InvoerProblems) as wrong:
        entered(text, library, root)
    (found,) = wrong.value.problems
    assert found.hint == "Zet bij [aanwezig]: ciz = 1, of 0 voor een lege stoel."


def test_no_hint_speaks_of_keys_on_a_keyboard(library: Library, root: Path) -> None:
    dilemma = '[[inbreng]]\nronde = "botsing"\nsoort = "dilemma"\ntekst = "aan de ene kant"\n'
    signal = '[[signaal]]\ntekst = "help"\n'
    with pytest.raises(InvoerProblems) as wrong:
        entered("formaat = 1\n" + dilemma * 2 + signal * 2, library, root)
    assert [found.hint for found in wrong.value.problems] == [
        "In één gesprek past hoogstens 1 keer dilemma: haal deze weg.",
        "In één gesprek past hoogstens 1 keer signaal: haal deze weg.",
    ]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"\xff\xfe", "dit bestand is niet bewaard als UTF-8: hier staat een teken dat niet te lezen is."),
        (b"", 'het veld "formaat" ontbreekt.'),
        (b"formaat = " + b"[" * 5_000, "de haken staan te diep in elkaar."),
        (b"formaat = " + b"9" * 5_000, "in dit bestand staat een getal dat veel te lang is."),
    ],
)
def test_a_file_that_is_no_toml_is_one_problem(content: bytes, expected: str, library: Library, root: Path) -> None:
    path = root.parent / "gesprek.toml"
    path.write_bytes(content)
    with pytest.raises(InvoerProblems) as wrong:
        enter(path, library, root)
    assert [found.message for found in wrong.value.problems] == [expected]


def test_a_file_that_is_not_there_cannot_be_read(library: Library, root: Path) -> None:
    for path in (root / "nergens.toml", root.parent):
        with pytest.raises(AppError) as refused:
            enter(path, library, root)
        assert refused.value.exit_code == 3


def with_words(text: str) -> str:
    """A file that has the text in every field that holds words."""
    said = toml(text)
    role = toml("Rol " + clean(text)[:50])
    return (
        f"formaat = 1\n[sessie]\ntitel = {said}\nplaats = {said}\nlezers = {said}\n"
        f"[casus]\ntitel = {said}\nsituatie = {said}\n"
        f"[aanwezig]\nhuisarts = 1\nciz = 0\n[[actor]]\nnaam = {role}\n"
        f'[[inbreng]]\nronde = "perspectief"\nsoort = "zorg"\nactor = {role}\ntekst = {said}\n'
        f'[[inbreng]]\nronde = "wissel"\nsoort = "wissel"\nactor = {role}\nover = "huisarts"\noordeel = "klopt-niet"\n'
        f"correctie = {said}\ntekst = {said}\n"
        f'[[oplossing]]\nniveau = "stelsel"\ntekst = {said}\nwie_besluit = {said}\neerste_stap = {said}\n'
        f"en_maandag = {said}\n[[afspraak]]\nwat = {said}\nwie = {said}\nwanneer = {said}\n"
        f"[[signaal]]\naan = {said}\ntekst = {said}\n"
        f'[[verzoek]]\nvan = "huisarts"\naan = {role}\ntekst = {said}\n[[terugblik]]\ntekst = {said}\n'
    )


FITTING = [(name, text) for name, text in TORTURE if 0 < len(clean(text)) <= LONGEST]
REFUSED = [(name, text) for name, text in TORTURE if not 0 < len(clean(text)) <= LONGEST]


@pytest.mark.parametrize("text", [text for _, text in FITTING], ids=[name for name, _ in FITTING])
def test_words_that_break_programs_arrive_clean_in_every_field(text: str, library: Library, root: Path) -> None:
    session = entered(with_words(text), library, root)
    said = clean(text)
    assert session.casus is not None
    found = [session.title, session.opened.place, session.readers, session.casus.title, session.casus.situation]
    for line in session.lines.values():
        found.append(line.text)
        match line:
            case Exchange():
                found.append(line.correction)
            case Solution():
                found += [line.decides, line.first_step, line.monday]
            case Agreement():
                found += [line.who, line.when]
            case Signal():
                found.append(line.to)
            case _:
                pass
    assert found == [said] * 19
    assert session.actor_name("eigen-1") == clean("Rol " + said[:50])


@pytest.mark.parametrize("text", [text for _, text in REFUSED], ids=[name for name, _ in REFUSED])
def test_words_that_do_not_fit_a_line_are_refused_with_their_lines(text: str, library: Library, root: Path) -> None:
    assert {"inbreng", "oplossing", "afspraak", "signaal", "verzoek", "terugblik"} <= {
        re.split(r"[ :]", found.partition(" ")[2])[0] for found in problems(with_words(text), library, root)
    }


WITH_CARDS = """
formaat = 1
[sessie]
id = "kaarten"
draaiboek = "samenwerkingsgesprek-90"
datum = 2026-11-22
[aanwezig]
huisarts = 1
[[eigen_kaart]]
titel = "Nachtrust"
vraag = "Wie slaapt hier nog?"
[[inbreng]]
ronde = "leidraad"
soort = "notitie"
kaart = "hoe-gaat-het-nu"
tekst = "Wij bellen elkaar te laat."
"""


def test_answers_to_questions_and_own_cards_come_in_from_paper(library: Library, root: Path) -> None:
    session = entered(WITH_CARDS, library, root)
    (note,) = session.lines_of(None, Kind.NOTITIE)
    assert getattr(note, "card", "") == "samenwerken-in-de-wijk/hoe-gaat-het-nu"
    assert [card.question for card in session.own_cards.values()] == ["Wie slaapt hier nog?"]
    assert [deck.id for deck in session.material.decks] == ["samenwerken-in-de-wijk", "grensvlakken-wlz"]


def test_a_note_without_its_card_or_with_an_unknown_one_is_told(library: Library, root: Path) -> None:
    right = 'kaart = "hoe-gaat-het-nu"'
    (without,) = problems(WITH_CARDS.replace(right, ""), library, root)
    assert 'bij een notitie hoort het veld "kaart".' in without
    (unknown,) = problems(WITH_CARDS.replace(right, 'kaart = "hoe-gaat-het-nuu"'), library, root)
    assert 'kaart "hoe-gaat-het-nuu" staat niet in deze decks.' in unknown
