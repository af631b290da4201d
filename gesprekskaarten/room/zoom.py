"""How to make the letters of a terminal larger: a program cannot do that itself."""

from collections.abc import Mapping
from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Zoom:
    """How to make letters larger in one kind of terminal: plain Dutch sentences."""

    terminal: str
    larger: str
    full_screen: str
    note: str = ""

    @property
    def sentences(self) -> tuple[str, ...]:
        return tuple(text for text in (self.larger, self.full_screen, self.note) if text)


_PLUS = "Groter: ctrl en +. Kleiner: ctrl en -."
_F11 = "Volledig scherm: F11."
_BY_HAND = "Maak het venster zo groot als het scherm."
_WINDOWS = Zoom("Windows Terminal", f"{_PLUS} Of ctrl en het wieltje van de muis.", _F11)
_KITTY = Zoom("kitty", "Groter: ctrl, shift en +. Kleiner: ctrl, shift en -. Op een Mac: cmd en +, cmd en -.", _BY_HAND)
_ALACRITTY = Zoom("Alacritty", f"{_PLUS} Op een Mac: cmd en +, cmd en -.", _BY_HAND)
_KONSOLE = Zoom("Konsole", f"{_PLUS} Of ctrl en het wieltje van de muis.", _F11)
_VTE = Zoom("GNOME Terminal", "Groter: ctrl, shift en +. Kleiner: ctrl en -.", _F11)
_XTERM = Zoom(
    "xterm",
    "Groter: shift en de + van het cijferblok. Kleiner: shift en de - van het cijferblok.",
    "Volledig scherm: alt en Enter.",
    "Of houd ctrl en de rechtermuisknop ingedrukt en kies een grotere letter.",
)
_TMUX = "Je werkt in tmux: alleen dit vak telt. Met ctrl en b, en dan z, vult het vak het venster."
_ANY = Zoom(
    "",
    f"{_PLUS} Helpt dat niet: ctrl, shift en +, of ctrl en het wieltje van de muis. Op een Mac: cmd en +.",
    f"{_F11} Op een Mac: ctrl, cmd en F.",
    "Werkt niets? Kies bij de instellingen van het venster een grotere letter.",
)
_PROGRAMS = {
    "apple_terminal": Zoom("Terminal", "Groter: cmd en +. Kleiner: cmd en -.", "Volledig scherm: ctrl, cmd en F."),
    "iterm.app": Zoom("iTerm", "Groter: cmd en +. Kleiner: cmd en -.", "Volledig scherm: cmd en Enter."),
    "wezterm": Zoom("WezTerm", _PLUS, "Volledig scherm: alt en Enter."),
    "vscode": Zoom("VS Code", "Beter is een los venster: hier worden ook de andere delen groter.", "", _PLUS),
}
_VARIABLES = (
    ("WT_SESSION", _WINDOWS),
    ("KITTY_WINDOW_ID", _KITTY),
    ("ALACRITTY_WINDOW_ID", _ALACRITTY),
    ("KONSOLE_VERSION", _KONSOLE),
    ("XTERM_VERSION", _XTERM),
    ("VTE_VERSION", _VTE),
)
"""In this order: a terminal that was started from another one has the variables of both."""
_CONSOLE = Zoom("", "In dit scherm zonder vensters werken geen toetsen voor grotere letters.", "Open een venster.")


def zoom_in(environment: Mapping[str, str]) -> Zoom:
    """Return how to zoom in the terminal that these environment variables tell of."""
    program = environment.get("TERM_PROGRAM", "").casefold()
    if environment.get("TMUX") or program == "tmux":
        return replace(_ANY, note=_TMUX)
    if program in _PROGRAMS:
        return _PROGRAMS[program]
    if environment.get("TERM") == "linux":
        return _CONSOLE
    return next((zoom for name, zoom in _VARIABLES if environment.get(name)), _ANY)
