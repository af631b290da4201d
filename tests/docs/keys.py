"""docs/toetsen.md: every key of every screen, from the declarations the program itself works with."""

from collections.abc import Iterable, Iterator, Sequence
from importlib import import_module
from pkgutil import iter_modules

from gesprekskaarten.domain.playbook import RoundKind
from gesprekskaarten.tui import rounds, screens
from gesprekskaarten.tui.command_screen import CommandScreen
from gesprekskaarten.tui.commands import PROGRAM_COMMANDS, Command, by_group, key_name
from gesprekskaarten.tui.conversation.commands import COMMANDS, DIGITS
from gesprekskaarten.tui.rounds.base import Face
from gesprekskaarten.tui.screens.asking import HALF_TYPED
from gesprekskaarten.tui.screens.lists import MOVES
from gesprekskaarten.tui.screens.side import ON_EVERY_SIDE
from tests.docs.markdown import GENERATED, table

BEGIN = (
    "Je hoeft dit niet te leren. In het programma zie je onderaan wat je nu kunt doen.",
    "Met `F1` zie je alle toetsen van het scherm waar je bent, en waarom iets nu niet kan.",
    "Elke opdracht vind je ook met `ctrl+p`, op zijn naam. Klikken met de muis kan ook.",
    "",
    "Hoofdletters tellen: `J` is shift met j, en doet iets anders dan `j`.",
)
FIELDS = (
    ("`Enter`", "vastleggen", "Leg de regel vast. Pas dan is hij bewaard."),
    ("`Esc`", "klaar met typen", "Stop met typen. Wat je typte, blijft staan tot je het vastlegt."),
    (
        "`Tab` of `shift+Tab`",
        "ander soort",
        "Kies wat voor regel dit is, bijvoorbeeld een feit of iets om te parkeren.",
    ),
    ("`ctrl+z`", "herstellen", "Haal terug wat er in het veld stond."),
)
CHOICES = (
    ("`←` of `→`", "kiezen", "Ga naar het vorige of volgende antwoord."),
    ("de letter of het cijfer", "meteen kiezen", "Kies het antwoord waar deze letter of dit cijfer voor staat."),
    ("`Enter`", "neem dit", "Kies het antwoord dat is aangewezen."),
    ("`Esc`", "laat maar", "Laat de vraag voorbijgaan."),
)
LISTS = (("`↑` of `↓`", "kiezen", "Ga naar de vorige of volgende regel die je kunt kiezen."),)
SCREENS = {
    "Start": "Beginscherm",
    "Prepare": "Voorbereiden",
    "TableScreen": "Wie komen er aan tafel",
    "LegibilityScreen": "Leesproef",
    "ReadAloud": "Leesproef: voorlezen",
    "Sessions": "Alle gesprekken",
    "Decks": "Decks en kaarten",
    "DeckScreen": "Eén deck",
    "SearchScreen": "Zoeken in alle decks",
    "CardScreen": "Een kaart zoals de zaal hem ziet",
    "Proofreading": "Proeflezen",
    "Cards": "Kaarten tijdens het gesprek (`K`)",
    "CardSide": "Een kaart lezen",
    "CausesScreen": "Wat waartoe leidt",
    "RoutesScreen": "Routes",
    "RouteScreen": "Eén route",
    "SignpostScreen": "Wegwijzer",
    "Presence": "Aanwezig (`p`)",
    "Parked": "Parkeerlijst (`q`)",
    "StrikeScreen": "Schrappen (`s`)",
    "MatrixScreen": "Matrix (`m`)",
    "Situations": "Hulp (`h`)",
    "Plan": "Planning (`t`)",
    "ReportScreen": "Verslag (`r`)",
    "PickScreen": "Een lijst waaruit je kiest",
    "TickScreen": "Een lijst waarin je aanvinkt",
    "ReadScreen": "Een tekst om te lezen",
}
"""The Dutch name of every screen with commands of its own, in the order of the page."""
ROUNDS = {
    RoundKind.WELKOM: "Welkom en afspraken",
    RoundKind.KENNISMAKEN: "Kennismaken",
    RoundKind.CASUS: "De kaart en de feiten",
    RoundKind.STILTE: "Stil schrijven",
    RoundKind.PERSPECTIEF: "Perspectiefronde",
    RoundKind.WISSEL: "Perspectiefwissel",
    RoundKind.BOTSING: "Waar botst het?",
    RoundKind.OPLOSSINGEN: "Oplossingsrichtingen",
    RoundKind.KIEZEN: "Kiezen en afspreken",
    RoundKind.AFRONDEN: "Voorlezen en uitchecken",
    RoundKind.VERZOEK: "Verzoek",
    RoundKind.PAUZE: "Pauze",
    RoundKind.LEIDRAAD: "Leidraad: een lijst met vragen",
    RoundKind.STANDPUNTEN: "Standpunten",
}
SHARED = (MOVES, ON_EVERY_SIDE, HALF_TYPED)
"""Commands of many screens, that stand on the page once."""
_HEADER = ("Toets", "Naam", "Wat het doet")


def page() -> str:
    """Return the whole page."""
    lines = [GENERATED, "", "# De toetsen", "", *BEGIN]
    lines += _section("## Overal", _rows(PROGRAM_COMMANDS))
    lines += _section("## Waar je typt", FIELDS)
    lines += [
        "",
        "Bij het voorbereiden, als het veld nog openstaat maar je er niet in typt:",
        "",
        *table(_HEADER, _rows(HALF_TYPED)),
    ]
    lines += _section("## Bij een vraag", CHOICES)
    lines += _section("## In een lijst", [*LISTS, *_rows(MOVES)])
    lines += ["", "## Tijdens het gesprek"]
    for group, commands in by_group((*COMMANDS, DIGITS)):
        lines += _section(f"### {group}", _rows(commands))
    lines += ["", "## In een ronde", "", "Deze toetsen komen erbij zolang je in die ronde bent."]
    for kind, title in ROUNDS.items():
        if commands := of_round(kind):
            lines += _section(f"### {title}", _rows(commands))
    lines += ["", "## Op de andere schermen"]
    declared = of_screens()
    for name, title in SCREENS.items():
        lines += _section(f"### {title}", _rows(declared[name]))
    lines += _section("### Op elk scherm naast het gesprek", _rows(ON_EVERY_SIDE))
    return "\n".join(lines) + "\n"


def of_round(kind: RoundKind) -> list[Command]:
    """Return the commands of this kind of round."""
    for _, value in _classes(rounds.__name__, rounds.__path__):
        if issubclass(value, Face) and getattr(value, "kind", None) is kind:
            return list(value.commands)
    raise LookupError(kind)


def of_screens() -> dict[str, list[Command]]:
    """Return what each screen beside the conversation can do of its own, by the name of its class."""
    shared = {command.id: command for commands in SHARED for command in commands}
    found: dict[str, list[Command]] = {}
    for module, value in _classes(screens.__name__, screens.__path__):
        if not issubclass(value, CommandScreen):
            continue
        loose = [one for one in vars(import_module(module)).values() if isinstance(one, Command)]
        own = [one for one in (*vars(value).get("COMMANDS", ()), *loose) if shared.get(one.id) != one]
        if own:
            found[value.__name__] = own
    return found


def _classes(package: str, path: Iterable[str]) -> Iterator[tuple[str, type]]:
    """Yield every class with the module that defines it."""
    for module in iter_modules(path, f"{package}."):
        for value in vars(import_module(module.name)).values():
            if isinstance(value, type) and value.__module__ == module.name:
                yield module.name, value


def _section(heading: str, rows: Iterable[Sequence[str]]) -> list[str]:
    return ["", heading, "", *table(_HEADER, rows)]


def _rows(commands: Iterable[Command]) -> list[Sequence[str]]:
    return [(_keys(command), command.name, command.help) for command in commands]


def _keys(command: Command) -> str:
    keys = [key_name(key) for key in command.keys]
    if len(keys) > 8:
        last = f", `{keys[-1]}`" if keys[-1] == "0" else ""
        return f"`1` tot en met `9`{last}"
    return " of ".join(f"`{key}`" for key in keys)
