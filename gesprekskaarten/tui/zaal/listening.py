"""What the leader's screen knows of the room window: whether one listens, how large it is, and what it shows."""

import datetime as dt
import shutil
import sys
from pathlib import Path

from gesprekskaarten.room.model import RoomView
from gesprekskaarten.storage import paths
from gesprekskaarten.storage.room_file import read_window, window_words

NAME = "gesprekskaarten"


class Listening:
    """Looks, when asked, at what the room window said last."""

    def __init__(self) -> None:
        self._shown: tuple[str, int, int] | None = None
        self._since: dt.datetime | None = None
        self.words = ""
        """For the header: "zaalvenster 70×20, ziet dit", "zaalvenster loopt achter", "geen zaalvenster"."""
        self.size: tuple[int, int] | None = None
        """Columns and rows of the room window, for a true copy; None when none listens."""

    def look(self, root: Path, view: RoomView, now: dt.datetime) -> None:
        """Take in what the window says; `view` is what the room should see now."""
        shown = (view.session, view.number, view.page)
        if self._since is None or shown != self._shown:
            self._shown, self._since = shown, now
        window = read_window(root, now)
        self.words = window_words(window, view, (now - self._since).total_seconds())
        self.size = (window.columns, window.rows) if window else None


def command_for(root: Path) -> str:
    """Return what to type in a second terminal to open the room window on this store."""
    program = Path(sys.argv[0]).absolute()
    known = shutil.which(NAME)
    elsewhere = program.name.split(".")[0] == NAME and (known is None or not program.samefile(known))
    words = [str(program) if elsewhere else NAME]
    words += [] if paths.store() == root.absolute() else ["--sessies", str(root)]
    return " ".join(f'"{word}"' if " " in word else word for word in (*words, "zaal"))
