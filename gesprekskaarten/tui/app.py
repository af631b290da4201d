"""The program with screens: what it opens with, and how screens lead to each other."""

import secrets
import tempfile
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from gesprekskaarten.conduct.clock import Clock, wall_clock
from gesprekskaarten.conduct.opening import Opening
from gesprekskaarten.errors import AppError
from gesprekskaarten.storage.archive import Archive
from gesprekskaarten.tui.command_screen import CommandApp
from gesprekskaarten.tui.pasting import guard_pastes
from gesprekskaarten.tui.screens.start import Start

if TYPE_CHECKING:
    from gesprekskaarten.conduct.conductor import Conductor
    from gesprekskaarten.conduct.prepare import Preparation
    from gesprekskaarten.decks.library import Library
    from gesprekskaarten.room.legibility import Legibility
    from gesprekskaarten.tui.leading import Leading

# What a conversation needs is imported when one is opened: the first screen should not wait for it.


def run(root: Path, library: "Library | Callable[[], Library]", opening: Opening, *, debug: bool = False) -> int:
    """Open the screens and return the exit code; raises AppError when there is nothing to open.

    The decks may be given as a function: then they are loaded after the first screen stands there.
    """
    guard_pastes()
    app = GesprekApp(root, library, opening)
    GesprekApp.SHOW_TRACEBACK = debug
    app.run()
    if app.failed is not None:
        raise app.failed
    return app.return_code or 0


class GesprekApp(CommandApp[None]):
    """Holds what every screen shares: where the sessions are, the decks, the clock."""

    TITLE = "gesprekskaarten"
    SHOW_TRACEBACK: ClassVar[bool] = False

    def __init__(
        self,
        root: Path,
        library: "Library | Callable[[], Library]",
        opening: Opening,
        clock: Clock = wall_clock,
    ) -> None:
        super().__init__()
        self.root = root
        self._decks = library
        self.opening = opening
        self.clock = clock
        self.failed: AppError | None = None
        self.leading: Leading | None = None
        self.legible: Legibility | None = None
        """What the leesproef found out about this room, as long as the program runs."""
        self._temporary: tempfile.TemporaryDirectory[str] | None = None

    @cached_property
    def library(self) -> "Library":
        return self._decks() if callable(self._decks) else self._decks

    @property
    def archive(self) -> Archive:
        return Archive(self.root)

    def on_mount(self) -> None:
        self.push_screen(Start())
        try:
            match self.opening.kind:
                case "new":
                    self.lead(self.begin(self.opening.preparation))
                case "resume":
                    self.lead(self.resume(self.opening.folder or ""))
                case _:
                    pass
        except AppError as error:
            self.failed = error
            self.exit()

    def begin(self, preparation: "Preparation | None") -> "Conductor":
        """Make the session that was prepared, None is all defaults; raises AppError when that cannot be."""
        from gesprekskaarten.conduct.conductor import Conductor
        from gesprekskaarten.conduct.prepare import Preparation, first_events, material_for
        from gesprekskaarten.conduct.reading import read_session

        preparation = preparation or Preparation()
        today = self.clock().astimezone().date()
        earlier = read_session(self.archive.find(preparation.follows)) if preparation.follows else None
        material = material_for(self.library, preparation)
        date = preparation.date or today
        name = self.archive.new_folder_name(date, preparation.place, secrets.token_hex(2))
        events = first_events(material, preparation, name, today, earlier)
        return Conductor.begin(self.root, name, material, events, self.clock)

    def resume(self, name: str) -> "Conductor":
        """Open a session by its folder name, or the last one with ""; raises AppError."""
        from gesprekskaarten.conduct.conductor import Conductor

        folder = self.archive.find(name) if name else self.archive.latest()
        if folder is None:
            raise AppError("Er is nog geen gesprek om te hervatten.", "Begin een nieuw gesprek.", 2)
        return Conductor.resume(self.root, folder, self.clock)

    def lead(self, conductor: "Conductor") -> None:
        """Go to the conversation; the screen below is there again when it is left."""
        from gesprekskaarten.tui.conversation.screen import Conversation
        from gesprekskaarten.tui.leading import Leading

        conductor.go_on_stage()
        self.leading = Leading(conductor)
        self.push_screen(Conversation(self.leading), self._left)

    def _left(self, result: None) -> None:
        del result
        self.leading = None

    @property
    def room_looks_along(self) -> bool:
        return self.leading is not None and self.leading.session.opened.screens == 1

    def temporary_folder(self) -> Path:
        """A folder that goes away with the program: for the example."""
        if self._temporary is None:
            self._temporary = tempfile.TemporaryDirectory(prefix="gesprekskaarten-")
        folder = Path(self._temporary.name) / secrets.token_hex(4)
        folder.mkdir(mode=0o700)
        return folder

    async def on_unmount(self) -> None:
        if self.leading is not None:
            self.leading.close()
        if self._temporary is not None:
            self._temporary.cleanup()
