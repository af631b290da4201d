"""What the room window knows: the zaalbeeld in the store, or that there is none to show."""

from enum import Enum
from pathlib import Path

from gesprekskaarten.room.model import RoomView
from gesprekskaarten.storage.room_file import Stamp, read_view, room_stamp

LOOKS_PER_SECOND = 8
PATIENCE = 2 * LOOKS_PER_SECOND
"""Looks that the last good view stays when what stands there now cannot be shown."""


class Waiting(Enum):
    """Why there is no view, as a sentence for the room."""

    NOT_BEGUN = "We wachten op het gesprek."
    GONE = "Even geduld."


class Follower:
    """Looks, when asked, whether the room is shown something else; it remembers the last good view for a moment."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._stamp: Stamp | None = None
        self._good = False
        self._in_vain = 0
        self.view: RoomView | None = None
        self.waiting = Waiting.NOT_BEGUN

    def look(self) -> None:
        """Take in what stands in the store now; it is read only when it was replaced."""
        try:
            stamp = room_stamp(self._root)
            if stamp is None:
                self.view, self._stamp = None, None
                return
            if stamp != self._stamp:
                view = read_view(self._root)
                self._stamp, self._good = stamp, view is not None
                if view is not None:
                    self.view, self.waiting = view, Waiting.GONE
        except OSError:
            self._stamp, self._good = None, False
        self._in_vain = 0 if self._good else self._in_vain + 1
        if self._in_vain > PATIENCE:
            self.view = None
