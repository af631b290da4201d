"""The commands of the leader's screen that hold in every round: the one declaration."""

from gesprekskaarten.domain.playbook import RoundKind
from gesprekskaarten.tui.commands import Command

COMMANDS = (
    Command(
        "type", ("enter",), "typen", "Typ een regel; na → of ← ga je met Enter naar de ronde die je ziet.", bar=100
    ),
    Command("look_ahead", ("right",), "volgende", "Laat zien wat hierna komt. Er verandert nog niets.", bar=80),
    Command("look_back", ("left",), "vorige", "Laat de vorige ronde zien. Er verandert nog niets."),
    Command("stay", ("escape",), "hier blijven", "Terug naar de ronde waar je bent."),
    Command("next_step", ("n",), "volgende stap", "Ga naar de volgende stap van deze ronde.", bar=50),
    Command(
        "next_speaker", ("v",), "volgende spreker", "Geef het woord aan wie nu aan de beurt is.", "Beurten", bar=70
    ),
    Command("presence", ("p",), "aanwezig", "Wie kwam, wie ging weg, en een eigen actor toevoegen.", "Beurten"),
    Command("confirm", ("j",), "akkoord", "De gekozen regel klopt volgens wie het zei.", "Woorden", bar=75),
    Command("change", ("e",), "wijzigen", "Verander de gekozen regel.", "Woorden", bar=30),
    Command(
        "reassign",
        ("E",),
        "verplaatsen",
        "Zet de gekozen regel bij een ander, of bij een andere soort.",
        "Woorden",
    ),
    Command("withdraw", ("x",), "intrekken", "Haal de gekozen regel weg. Met u komt hij terug.", "Woorden", bar=25),
    Command("confirm_all", ("J",), "alles akkoord", "Bevestig in deze ronde alles van deze actor.", "Woorden", bar=20),
    Command("undo", ("u",), "ongedaan", "Maak de laatste wijziging van woorden ongedaan.", "Woorden"),
    Command("redo", ("U",), "opnieuw", "Doe opnieuw wat je ongedaan maakte.", "Woorden"),
    Command("strike", ("s",), "schrappen", "Verwijder een regel voorgoed, uit alles.", "Woorden"),
    Command("parked", ("q",), "parkeerlijst", "Laat zien wat voor later bewaard is.", "Woorden"),
    Command("card", ("k",), "kaart", "Laat de zaal de kaart zien; nog een keer: terug.", "Beeld"),
    Command(
        "cards", ("K",), "kaarten", "Leg een andere kaart op tafel, trek er een, of maak er zelf een.", "Beeld", bar=26
    ),
    Command("casus", ("c",), "casus", "Laat de zaal de casus zien; nog een keer: terug.", "Beeld"),
    Command("outcome", ("C",), "afloop", "Laat de zaal zien hoe de casus afliep; nog een keer: terug.", "Beeld"),
    Command("turn_page", ("z",), "zaal bladeren", "Ga in het zaalbeeld naar de volgende pagina.", "Beeld"),
    Command(
        "blank", ("f9", "b"), "zwart", "Maak het zaalbeeld zwart, of weer zichtbaar.", "Beeld", always=True, bar=40
    ),
    Command("off_record", ("f8",), "niet opnemen", "Neem even niets op, of weer wel.", "Beeld", always=True, bar=35),
    Command(
        "backstage",
        ("f5",),
        "mijn blad",
        "Open of sluit je eigen blad. De zaal ziet dit.",
        "Beeld",
        always=True,
        bar=95,
    ),
    Command(
        "matrix", ("m",), "matrix", "Actoren, hun perspectief en hun dilemma's, met wat er nu is gezegd.", "Gesprek"
    ),
    Command("help_me", ("h",), "hulp", "Zinnen en een stap voor als het gesprek lastig wordt.", "Gesprek", bar=28),
    Command("report", ("r",), "verslag", "Bekijk het verslag, schrijf het weg of kopieer het.", "Gesprek", bar=15),
    Command("time", ("t",), "tijd", "De planning, pauze, en minuten erbij of eraf.", "Tijd", bar=22),
    Command("two_minutes", ("plus",), "2 minuten erbij", "Geef deze ronde twee minuten extra.", "Tijd"),
    Command("shorten", ("i",), "inkorten", "Neem het voorstel om een latere ronde korter te maken.", "Tijd"),
    Command("leave_it", ("l",), "laat maar", "Laat het voorstel over de tijd voorbijgaan.", "Tijd"),
    Command(
        "take_over",
        ("f4",),
        "neem over",
        "Leid het gesprek in dit venster; het andere kijkt dan mee.",
        "Programma",
        always=True,
    ),
    Command("save_again", ("f2",), "opnieuw opslaan", "Probeer nu opnieuw op te slaan.", "Programma", always=True),
    Command("save_elsewhere", ("f3",), "andere map", "Bewaar dit gesprek in een andere map.", "Programma", always=True),
    Command(
        "leave", ("ctrl+w",), "naar het begin", "Ga terug naar het startscherm. Alles blijft bewaard.", "Programma"
    ),
)

DIGITS = Command(
    "give_turn",
    tuple("1234567890"),
    "aan het woord",
    "Geef met een cijfer het woord aan een actor; 0 is de hele tafel.",
    "Beurten",
)
"""One command with ten keys: which key it was tells who."""

IN_TURN = frozenset(
    {
        RoundKind.KENNISMAKEN,
        RoundKind.PERSPECTIEF,
        RoundKind.WISSEL,
        RoundKind.KIEZEN,
        RoundKind.VERZOEK,
        RoundKind.STANDPUNTEN,
        RoundKind.AFRONDEN,
    }
)
"""Rounds in which one actor after the other speaks."""

WHILE_OPEN = frozenset(
    {"type", "next_speaker", "give_turn", "presence", "confirm", "change", "reassign", "withdraw", "confirm_all"}
)
"""Not to be done any more when the conversation was closed."""

ROUND_NEEDED = frozenset(
    {
        "next_step",
        "next_speaker",
        "give_turn",
        "confirm_all",
        "two_minutes",
        "card",
        "cards",
        "casus",
        "outcome",
        "off_record",
        "strike",
        "look_back",
    }
)
"""Only of use once the conversation has begun."""
