"""click says nothing in English."""

import gettext
import importlib
import os
import re
import string
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po
from click.testing import CliRunner

import gesprekskaarten
from gesprekskaarten.dutch_click import DutchGroup, speak_dutch

ROOT = Path(gesprekskaarten.__file__).parent.parent
CATALOGUE = ROOT / "gesprekskaarten" / "locale" / "nl" / "LC_MESSAGES" / "gesprekskaarten.po"


def forms(text: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    return (text or "",) if isinstance(text, str | None) else tuple(text)


def sentences_of_click() -> set[tuple[str, ...]]:
    source = Path(click.__file__).parent
    return {forms(found[2]) for found in extract_from_dir(source, [("**.py", "python")])}


def translations() -> dict[tuple[str, ...], tuple[str, ...]]:
    with CATALOGUE.open("rb") as file:
        return {forms(m.id): forms(m.string) for m in read_po(file) if m.id}


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_every_sentence_of_click_has_a_dutch_one() -> None:
    dutch = translations()
    assert [s for s in sorted(sentences_of_click()) if not all(dutch.get(s, ("",)))] == []


def test_the_catalogue_holds_nothing_that_click_does_not_say() -> None:
    assert set(translations()) - sentences_of_click() == set()


def test_a_dutch_sentence_asks_for_nothing_that_click_does_not_fill_in() -> None:
    for english, dutch in translations().items():
        offered = set[str]().union(*(placeholders(form) for form in english))
        asked = set[str]().union(*(placeholders(form) for form in dutch))
        assert asked <= offered, english


def test_the_compiled_catalogue_is_that_of_the_sources() -> None:
    with CATALOGUE.with_suffix(".mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    advice = "run: pybabel compile --directory gesprekskaarten/locale --domain gesprekskaarten"
    for english, dutch in translations().items():
        one, many = english[0], english[-1]
        assert compiled.gettext(one) == dutch[0], advice
        assert compiled.ngettext(one, many, 2) == dutch[-1] or len(english) == 1, advice


SCRIPT = """
from gesprekskaarten.dutch_click import DutchGroup, speak_dutch
speak_dutch()
import click
@click.group(cls=DutchGroup)
def program(): pass
program(prog_name="programma")
"""


@pytest.mark.parametrize("language", ["en_US.UTF-8", "C.UTF-8", "nl_NL.UTF-8", ""])
def test_click_is_dutch_on_a_computer_in_any_language(language: str) -> None:
    environment = os.environ | {"LANG": language, "LC_ALL": language, "LANGUAGE": "en", "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, "onbekend"], env=environment, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 2
    assert done.stderr.splitlines() == [
        "Gebruik: programma [OPTIES] OPDRACHT [ARGUMENTEN]...",
        "Typ 'programma --help' voor uitleg.",
        "",
        "Fout: De opdracht 'onbekend' bestaat niet.",
    ]


def example() -> click.Group:
    speak_dutch()

    @click.group(cls=DutchGroup, invoke_without_command=True)
    @click.version_option("1.2.3", prog_name="programma")
    def program() -> None:
        """Een programma."""

    @program.group()
    def deck() -> None:
        """Over decks."""

    @deck.command()
    @click.argument("naam")
    @click.option("--soort", type=click.Choice(["kaart", "casus"]), required=True, help="Wat je wilt zien.")
    @click.option("--aantal", type=click.IntRange(1, 5), default=2, show_default=True)
    @click.option("--naar", type=click.Path(exists=True, dir_okay=False))
    @click.option("--titel")
    def toon(**_: object) -> None:
        """Laat een deck zien."""

    return program


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ("deck toon", "Fout: Er ontbreekt een argument: 'NAAM'."),
        ("deck toon x", "Fout: Er ontbreekt een optie: '--soort'. Kies uit:\n\tkaart,\n\tcasus"),
        ("deck toon x --soort fout", "'fout' kan hier niet. Kies uit 'kaart', 'casus'."),
        ("deck toon x --soort kaart --aantal 9", "De waarde bij '--aantal' kan niet: 9 valt buiten 1<=x<=5."),
        ("deck toon x --soort kaart --aantal veel", "'veel' is geen goed getal."),
        ("deck toon x --soort kaart --naar /bestaat-niet", "Bestand '/bestaat-niet' bestaat niet."),
        ("deck toon x --srt kaart", "De optie '--srt' bestaat niet. Bedoel je '--soort'?"),
        ("deck toon x --soort", "Bij de optie '--soort' hoort een waarde."),
        ("deck toon x y z --soort kaart", "Dit hoort er niet bij: y z"),
        ("deck toon x --ti kaart", "De optie '--ti' bestaat niet. Bedoel je '--titel'?"),
        ("deck ton", "De opdracht 'ton' bestaat niet. Bedoel je 'toon'?"),
        ("--version", "programma, versie 1.2.3"),
    ],
)
def test_what_click_says_about_a_mistake_is_dutch(arguments: str, expected: str) -> None:
    assert expected in CliRunner().invoke(example(), arguments.split()).output


def test_a_help_page_is_dutch_from_top_to_bottom() -> None:
    assert CliRunner().invoke(example(), ["deck", "toon", "--help"], prog_name="programma").output == (
        "Gebruik: programma deck toon [OPTIES] NAAM\n"
        "\n"
        "  Laat een deck zien.\n"
        "\n"
        "Opties:\n"
        "  --soort [kaart|casus]  Wat je wilt zien.  [verplicht]\n"
        "  --aantal GETAL         [standaard: 2; 1<=x<=5]\n"
        "  --naar BESTAND\n"
        "  --titel TEKST\n"
        "  --help                 Laat deze uitleg zien en stop.\n"
    )
    assert "Gebruik: programma [OPTIES] [OPDRACHT] [ARGUMENTEN]...\n" in (
        CliRunner().invoke(example(), ["--help"], prog_name="programma").output
    )


ENGLISH = re.compile(
    r"\b(the|and|with|show|usage|options?|commands?|args|text|integer|boolean|path|directory|file|default|required|exit)\b",
    re.IGNORECASE,
)


def help_pages(command: click.Command, parent: click.Context | None, name: str) -> Iterator[tuple[str, str]]:
    context = click.Context(command, parent=parent, info_name=name)
    yield context.command_path, command.get_help(context)
    if isinstance(command, click.Group):
        for child in command.list_commands(context):
            found = command.get_command(context, child)
            assert found is not None
            yield from help_pages(found, context, child)


def test_no_help_page_of_the_program_has_an_english_word() -> None:
    groups = [
        value
        for value in vars(importlib.import_module("gesprekskaarten.cli")).values()
        if isinstance(value, click.Group)
    ]
    pages = {path: page for group in groups for path, page in help_pages(group, None, "gesprekskaarten")}
    assert len(pages) > 5
    assert {path: ENGLISH.findall(page) for path, page in pages.items() if ENGLISH.search(page)} == {}
