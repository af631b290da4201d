import pytest

from gesprekskaarten.report.markdown import heading, item, label, md, table


@pytest.mark.parametrize(
    "text",
    [
        "Ik slaap al maanden niet door, zegt ze.",
        "Zorg & Welzijn (Zwolle): 24-uurs toezicht, 3 + 4 = 7!",
        "Mag dat, d.w.z. o.a. 's nachts?",
        "“Ja”, zei ze – en toen…",
        "minder dan < 5 uur -> dagbesteding",
        "20 februari. Daarna niet meer.",
        "👩‍⚕️ ❤️ één coördinatie",
        "Nummer #1 telt mee, 1. ook",
    ],
)
def test_ordinary_dutch_stays_as_it_is(text: str) -> None:
    assert md(text) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# kop", r"\# kop"),
        ("- punt", r"\- punt"),
        ("+ punt", r"\+ punt"),
        ("> citaat", r"\> citaat"),
        ("===", r"\==="),
        ("1. eerst", r"1\. eerst"),
        ("2) daarna", r"2\) daarna"),
        ("2026.", r"2026\."),
        ("*ja* _nee_ ~~weg~~ `code`", r"\*ja\* \_nee\_ \~\~weg\~\~ \`code\`"),
        ("[klik](x) ![foto](y)", r"\[klik](x) !\[foto](y)"),
        ("a | b", r"a \| b"),
        ("<b> &amp; R&D", r"\<b> \&amp; R&D"),
        ("C:\\map\\", r"C:\\map\\"),
        ("http://x.nl www.1x.nl jan@x.nl", r"http:\//x\.nl www\.1x\.nl jan\@x\.nl"),
        ("kop ##", r"kop \#\#"),
        ("  \tregel\r\nnog een  ", "regel nog een"),
        ("rood \x1b[31m\x00", r"rood \[31m"),
    ],
)
def test_what_could_start_something_is_escaped(text: str, expected: str) -> None:
    assert md(text) == expected


def test_a_heading_keeps_its_last_mark_in_a_way_the_linter_accepts() -> None:
    assert heading(2, "Wat nu!") == "## Wat nu&#33;"
    assert heading(3, "1.") == "### 1&#46;"
    assert heading(1, "Wat nu?") == "# Wat nu?"


def test_lists_and_tables_are_plain_markdown() -> None:
    assert item("een", label("Stap", md("twee"))) == "- een\n  - **Stap:** twee"
    assert table(("Wat", "Wie"), ["a | b"]) == "| Wat | Wie |\n| --- | --- |\n| a | b |"
