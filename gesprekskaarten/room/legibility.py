"""The leesproef: how many rows the room can read, and what does not fit on that many.

DISCAS (ANSI/INFOCOMM V202.01:2016) lets the last row sit at most 200 times as far as a letter is high. A small letter
takes about half its cell, so there is room for 100 × height ÷ distance rows; for people over sixty that is divided by
1.5 (onderzoek/facilitatie.md 5.1, which calls it cautious). The sum decides what to begin with; what somebody in the
last row reads aloud decides in the room.
"""

import re
from dataclasses import dataclass, replace

from gesprekskaarten.room.layout import MAX_COLUMNS

SIXTY_PLUS = 1.5
"""How much larger people over sixty need it."""
_COLUMNS_PER_ROW = 32 / 9
"""On a screen of 16:9 with cells twice as high as wide."""
_WIDE = 1.5
"""A window so much wider than that does not fill the screen; fonts and menu bars take less."""

DESIGNED = ((70, 20), (56, 16), (46, 13), (32, 8))
"""Columns and rows that the zaalbeeld was made for (DESIGN 8)."""
FEWEST_ROWS = DESIGNED[-1][1]
_NEAREST = 1.0
"""Metres: nearer than that nobody sits."""

_INCH = 2.54
_HEIGHT_OF_DIAGONAL = 0.49
"""Of a screen of 16:9: 9 ÷ √(16² + 9²)."""
TELEVISIONS = (43, 55, 65, 75)
"""Diagonals in inches."""
PROJECTIONS = (100, 120, 150, 200)
"""Usual heights of a projected image in centimetres."""


def most_rows(height: float, distance: float, stricter: float = 1.0) -> int:
    """Return how many rows may be on a screen of `height` cm, read from `distance` m; 0 when it is too far for one."""
    return int(height / distance / stricter + 1e-9)


def columns_of(rows: int) -> int:
    """Return how many columns go with so many rows on a screen of 16:9."""
    return round(rows * _COLUMNS_PER_ROW)


def furthest(height: float, rows: int, stricter: float = 1.0) -> float:
    """Return from how many metres so many rows can be read on a screen of `height` cm."""
    return height / rows / stricter


def height_of(inches: float) -> float:
    """Return the height in cm of a 16:9 screen by its diagonal."""
    return inches * _INCH * _HEIGHT_OF_DIAGONAL


def designed_size(rows: int) -> tuple[int, int] | None:
    """Return the largest designed size with no more than so many rows; None when even the smallest has more."""
    return next((size for size in DESIGNED if size[1] <= rows), None)


@dataclass(frozen=True)
class Legibility:
    """What is known of the place: `height` of the image in cm, `distance` of the last row in m, and what was tried.

    `read` is the most rows that the last row read aloud, `unread` the fewest that it could not; 0 = not tried.
    """

    height: float | None = None
    distance: float | None = None
    read: int = 0
    unread: int = 0

    @property
    def good(self) -> int | None:
        """The most rows for good eyes; None as long as the height or the distance is not known."""
        return None if self.height is None or self.distance is None else most_rows(self.height, self.distance)

    @property
    def sixty(self) -> int | None:
        """The most rows for people over sixty."""
        if self.height is None or self.distance is None:
            return None
        return most_rows(self.height, self.distance, SIXTY_PLUS)

    @property
    def most(self) -> int | None:
        """The most rows there may be: what was read aloud, or what the sum gives for people over sixty when more."""
        if self.sixty is None:
            return self.read or None
        return max(self.read, min(self.sixty, self.unread - 1) if self.unread else self.sixty)

    @property
    def too_far(self) -> bool:
        """Tell whether even the smallest zaalbeeld is too small to read."""
        return 0 < self.unread <= FEWEST_ROWS or (self.most is not None and self.most < FEWEST_ROWS)

    @property
    def box(self) -> tuple[int, int] | None:
        """Columns and rows of the zaalbeeld when it is as large as it may be, the smallest one at least."""
        if self.most is None:
            return None
        rows = max(self.most, FEWEST_ROWS)
        return min(MAX_COLUMNS, max(DESIGNED[-1][0], columns_of(rows))), rows

    def at(self, height: float | None, distance: float | None) -> "Legibility":
        """Return it for another screen or distance: what was tried counts no longer where something was known."""
        moved = (self.height not in (None, height)) or (self.distance not in (None, distance))
        return Legibility(height, distance) if moved else replace(self, height=height, distance=distance)

    def tried(self, rows: int, legible: bool) -> "Legibility":
        """Return it after the last row read so many rows aloud, or could not."""
        if legible:
            return replace(self, read=max(self.read, rows), unread=self.unread if self.unread > rows else 0)
        return replace(self, read=self.read if self.read < rows else 0, unread=min(self.unread or rows, rows))


@dataclass(frozen=True)
class Verdict:
    """Whether a window can be read: a sign, a few words for a small window, and what to do."""

    sign: str
    short: str
    sentence: str

    @property
    def right(self) -> bool:
        return self.sign == "✓"


def measured(known: Legibility, rows: int) -> str:
    """Say how many rows a window has and may have: "Nu 24 regels, hoogstens 13"."""
    return f"Nu {in_rows(rows)}" + (f", hoogstens {known.most}" if known.most is not None else "")


def verdict(known: Legibility, columns: int, rows: int) -> Verdict:
    """Judge a window that fills the screen and has so many columns and rows."""
    if known.read and rows <= known.read:
        return Verdict("✓", "Goed: achterin gelezen", f"De laatste rij las {in_rows(known.read)} zonder moeite.")
    if known.unread and rows >= known.unread:
        failed = f"De laatste rij kon {in_rows(known.unread)} niet lezen."
        if known.too_far:
            return Verdict("!", "Te ver weg", f"{failed} {_closer(known)}")
        return Verdict("!", "Te klein: maak groter", f"{failed} Maak de letters groter en probeer opnieuw.")
    if known.read and known.most == known.read:
        again = f"Doe de proef opnieuw, of maak de letters {_times(rows, known.read)} zo groot."
        return Verdict("?", "Kleiner dan de proef", f"Met {in_rows(known.read)} ging het goed. {again}")
    if known.good is None or known.most is None:
        wanted = (("scherm", known.height), ("afstand", known.distance))
        missing = " en ".join(name for name, value in wanted if value is None)
        return Verdict("?", f"Vul {missing} in", f"Vul {missing} in, of laat iemand achterin voorlezen.")
    if known.too_far:
        return Verdict("!", "Te ver weg", _closer(known))
    if columns > rows * _COLUMNS_PER_ROW * _WIDE:
        low = f"Met {columns} tekens naast elkaar is dit venster niet zo hoog als het scherm."
        sign = "!" if rows > known.most else "?"
        return Verdict(sign, "Eerst volledig scherm", f"{low} Zet het eerst op volledig scherm.")
    if rows <= known.most:
        return Verdict("✓", "Goed leesbaar", "De laatste rij kan dit goed lezen.")
    times = _times(rows, known.most)
    whom = " voor 60-plussers" if rows <= known.good else ""
    larger = f"Maak de letters ongeveer {times} zo groot{_or_nearer(known, rows)}."
    return Verdict("!", f"Te klein: {times} zo groot", f"Dit is te klein{whom}. {larger}")


def advice(known: Legibility) -> tuple[str, ...]:
    """Say in Dutch sentences how many rows there may be; none as long as the height or the distance is not known."""
    if known.good is None or known.sixty is None:
        return ()
    lines = [
        f"Goede ogen: hoogstens {in_rows(known.good)} van {columns_of(known.good)} tekens.",
        f"60 jaar en ouder: hoogstens {in_rows(known.sixty)} van {columns_of(known.sixty)} tekens.",
    ]
    return (*lines, _closer(known) if known.too_far else _ROOMY[designed_size(known.most or 0)])


_ROOMY = {
    (70, 20): "Dat is ruim: elke kaart past heel op één bladzijde.",
    (56, 16): "Dat is genoeg: elke kaart past heel op één bladzijde.",
    (46, 13): "Dat is krap: een enkele kaart heeft twee bladzijden nodig.",
    (32, 8): "Dat is heel krap: veel kaarten hebben twee of drie bladzijden nodig. De vraag staat voorop.",
    None: "",
}
"""As counted over the shipped decks."""


def _closer(known: Legibility) -> str:
    if known.height is None or known.sixty is None or known.sixty >= FEWEST_ROWS:
        return (
            f"Ook {in_rows(FEWEST_ROWS)} zijn van hier te klein. Zet de mensen dichterbij, of geef de kaart op papier."
        )
    near = number(_floor(furthest(known.height, FEWEST_ROWS, SIXTY_PLUS)))
    whom = " voor 60-plussers" if known.good is not None and known.good >= FEWEST_ROWS else ""
    return (
        f"Ook {in_rows(FEWEST_ROWS)} zijn van hier te klein{whom}. "
        f"Zet de laatste rij op hoogstens {near} m, neem een groter scherm, of geef de kaart op papier."
    )


def _or_nearer(known: Legibility, rows: int) -> str:
    near = 0.0 if known.height is None else _floor(furthest(known.height, rows, SIXTY_PLUS))
    return f", of zet de laatste rij op hoogstens {number(near)} m" if near >= _NEAREST else ""


def _floor(metres: float) -> float:
    return int(metres * 10 + 1e-9) / 10


def _times(rows: int, most: int) -> str:
    """How much larger, rounded up so that it is enough: "1,8 keer"."""
    return f"{number(-(-10 * rows // most) / 10)} keer"


def in_rows(count: int) -> str:
    return "1 regel" if count == 1 else f"{count} regels"


def number(value: float) -> str:
    """Write a number with a decimal comma, and none when it is whole."""
    return f"{value:.2f}".rstrip("0").rstrip(".").replace(".", ",")


_NUMBER = re.compile(r"([0-9]{1,6}(?:[.,][0-9]{1,6})?)\s*([a-z\"”″]*)\.?")
_METRES = ("m", "meter", "meters")
_CENTIMETRES = ("cm", "centimeter", "centimeters")
_INCHES = ("inch", "inches", "duim", '"', "”", "″")
HEIGHTS = (20.0, 1000.0)
"""Centimetres: a tablet, a cinema."""
DISTANCES = (0.5, 50.0)
"""Metres."""
HOW_HIGH = "Typ 150 cm, of typ 55 inch."
HOW_FAR = "Typ meters, zoals 4,5."


def read_height(text: str) -> float | str:
    """Return the height of the image in cm as people write it (150, 1,5 m, 55 inch), or a Dutch sentence why not."""
    found = _NUMBER.fullmatch(text.strip().casefold())
    if found is None or found[2] not in ("", *_CENTIMETRES, *_METRES, *_INCHES):
        return f"Dit begrijp ik niet. {HOW_HIGH}"
    value = float(found[1].replace(",", "."))
    if found[2] in _INCHES:
        value = height_of(value)
    elif found[2] in _METRES:
        value *= 100
    elif HEIGHTS[0] <= value * 100 <= HEIGHTS[1]:
        return f"{number(value)} cm is te laag. Bedoel je meters? Typ dan {number(value)} m."
    if not HEIGHTS[0] <= value <= HEIGHTS[1]:
        return f"Een hoogte van {number(value)} cm kan niet. {HOW_HIGH}"
    return value


def read_distance(text: str) -> float | str:
    """Return the distance of the last row in m as people write it (4,5, 450 cm), or a Dutch sentence why not."""
    found = _NUMBER.fullmatch(text.strip().casefold())
    if found is None or found[2] not in ("", *_METRES, *_CENTIMETRES):
        return f"Dit begrijp ik niet. {HOW_FAR}"
    value = float(found[1].replace(",", "."))
    if found[2] in _CENTIMETRES:
        value /= 100
    elif not found[2] and value > DISTANCES[1] and DISTANCES[0] <= value / 100 <= DISTANCES[1]:
        return f"{number(value)} m is te ver. Bedoel je centimeters? Typ dan {number(value)} cm."
    if not DISTANCES[0] <= value <= DISTANCES[1]:
        return f"Een afstand van {number(value)} m kan niet. {HOW_FAR}"
    return value


_TEST_LINES = (
    "De bus van 8.35 is vol.",
    "Op tafel staan 6 kopjes.",
    "Het is 9 graden buiten.",
    "Oma woont op nummer 53.",
    "De winkel sluit om 6 uur.",
    "Er zijn nog 28 stoelen.",
    "De trein komt op spoor 3.",
    "Wij eten om half 8.",
    "Het brood kost 3,95.",
    "De les begint om 9.05.",
    "Zij is 86 jaar geworden.",
    "Er vielen 5 appels uit.",
    "Bel na 6 uur op kamer 38.",
    "De film duurt 83 minuten.",
)


def lines_to_read(turn: int, count: int) -> tuple[str, ...]:
    """Return so many lines to read aloud, others in each turn, so that nobody knows them by heart.

    Digits that look alike (3, 5, 6, 8, 9) stand in each: words can be guessed.
    """
    return tuple(_TEST_LINES[(turn * 5 + place) % len(_TEST_LINES)] for place in range(min(count, len(_TEST_LINES))))
