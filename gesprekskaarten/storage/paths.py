"""The one place that knows where files live. Nothing is created at import."""

import os
from collections.abc import Sequence
from pathlib import Path

_APP = "gesprekskaarten"
FILE = "gesprek.db"
"""The file of a session, in its folder."""


def content() -> Path:
    """Return the folder with the shipped `decks/` and `sessions/`: beside the installed package, or the checkout."""
    package = Path(__file__).resolve().parent.parent
    installed = package / "_content"
    return installed if installed.is_dir() else package.parent


def shipped_decks() -> Path:
    return content() / "decks"


def example() -> Path:
    """Return the example session in the invoer format."""
    return content() / "sessions" / "voorbeeld.toml"


def store(option: Path | None = None) -> Path:
    """Return the folder with the sessions: `--sessies`, then GESPREKSKAARTEN_SESSIES, then the user's data folder."""
    chosen = option or os.environ.get("GESPREKSKAARTEN_SESSIES")
    return Path(chosen).absolute() if chosen else _user_data() / "gesprekken"


def own_decks(options: Sequence[Path] = ()) -> list[Path]:
    """Return the folders with own decks: the one in the user's data folder if it is there, then the chosen ones.

    Chosen are the `--decks` options, or else GESPREKSKAARTEN_DECKS, split like PATH.
    """
    chosen = options or [Path(part) for part in os.environ.get("GESPREKSKAARTEN_DECKS", "").split(os.pathsep) if part]
    default = _user_data() / "decks"
    return [*([default] if default.is_dir() else []), *(path.absolute() for path in chosen)]


def _user_data() -> Path:
    from platformdirs import user_data_path

    return user_data_path(_APP, appauthor=False)


def make_private(folder: Path) -> None:
    """Make a folder, and those above it that are missing, for the owner only, whatever the umask."""
    if not folder.parent.exists():
        make_private(folder.parent)
    folder.mkdir(mode=0o700)
    folder.chmod(0o700)
