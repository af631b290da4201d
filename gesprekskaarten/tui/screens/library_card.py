"""Cards and casussen one by one, as the room sees them, with their back."""

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual.app import ComposeResult

from gesprekskaarten.decks.search import Hit
from gesprekskaarten.domain.deck import Card, Casus, Deck
from gesprekskaarten.tui import board
from gesprekskaarten.tui.command_screen import CommandScreen
from gesprekskaarten.tui.commands import Command
from gesprekskaarten.tui.screens import decks_rows
from gesprekskaarten.tui.screens.library_frame import BOXES, RoomFrame
from gesprekskaarten.tui.widgets.rows import Row

LOOK = (
    Command("turn", ("o", "tab"), "omdraaien", "Bekijk de achterkant: wat de zaal niet ziet.", "Kaart", bar=85),
    Command("size", ("m",), "maat", "Bekijk het op een kleiner zaalscherm, of zo groot als dit.", "Kaart", bar=60),
    Command("page_down", ("pagedown", "space"), "bladeren", "Ga een pagina verder.", "Kaart", bar=75),
    Command("page_up", ("pageup",), "terugbladeren", "Ga een pagina terug.", "Kaart"),
    Command("down", ("down",), "omlaag", "Lees verder naar onderen.", "Kaart"),
    Command("up", ("up",), "omhoog", "Lees verder naar boven.", "Kaart"),
    *(
        Command(f"size_{place}", (str(place),), box.name, f"Bekijk het op een zaalscherm van {box.name}.", "Maat")
        for place, box in enumerate(BOXES, 1)
    ),
    Command("size_4", ("4",), "dit venster", "Bekijk het zo groot als dit venster.", "Maat"),
)
"""What can be done with every frame of the room."""


class FrameScreen(CommandScreen[str | None]):
    """A screen with a frame of the room in it."""

    COMMANDS: ClassVar[tuple[Command, ...]] = ()

    def __init__(self) -> None:
        super().__init__()
        self.frame = RoomFrame()

    @property
    def commands(self) -> tuple[Command, ...]:
        return (*self.COMMANDS, *LOOK)

    def on_room_frame_drawn(self) -> None:
        self.refresh_commands()

    def reason(self, command: Command) -> str | None:
        frame = self.frame
        only_back = frame.back.display and not frame.beside
        match command.id:
            case "turn" if frame.beside:
                return "De achterkant staat er al naast."
            case "page_down" if not only_back and frame.page + 1 >= frame.pages:
                return "Dit is de laatste pagina." if frame.pages > 1 else "Alles staat op één pagina."
            case "page_up" if not only_back and not frame.page:
                return "Dit is de eerste pagina."
            case "size_1" | "size_2" | "size_3" if not frame.fits(box := BOXES[int(command.id[-1]) - 1]):
                return f"{box.name} past niet in dit venster. Maak het venster breder."
            case _:
                return None

    def do_turn(self) -> None:
        self.frame.turn()

    def do_size(self) -> None:
        self.frame.next_size()

    def do_size_1(self) -> None:
        self.frame.resize(BOXES[0])

    def do_size_2(self) -> None:
        self.frame.resize(BOXES[1])

    def do_size_3(self) -> None:
        self.frame.resize(BOXES[2])

    def do_size_4(self) -> None:
        self.frame.resize(None)

    def do_page_down(self) -> None:
        self.frame.turn_page(1)

    def do_page_up(self) -> None:
        self.frame.turn_page(-1)

    def do_down(self) -> None:
        self.frame.scrolling.press("down")

    def do_up(self) -> None:
        self.frame.scrolling.press("up")


class CardScreen(FrameScreen):
    """Leafs through cards and casussen; dismisses with `deck/kaart` when one was taken, else with None.

    `choose` is what taking a card is called; without it nothing can be taken.
    """

    COMMANDS: ClassVar = (
        Command("next", ("right", "n"), "volgende", "Ga naar de volgende kaart.", "Kaart", bar=80),
        Command("previous", ("left", "v"), "vorige", "Ga naar de vorige kaart.", "Kaart", bar=70),
        Command("back", ("escape",), "terug", "Ga terug naar de lijst.", "Kaart", bar=90),
    )

    def __init__(self, hits: Sequence[Hit], place: int, decks: Sequence[Deck], choose: str = "") -> None:
        super().__init__()
        self._hits = hits
        self.place = place
        self._decks = decks
        self._choose = choose

    def body(self) -> ComposeResult:
        yield self.frame

    @property
    def hit(self) -> Hit:
        """What is shown now."""
        return self._hits[self.place]

    @property
    def commands(self) -> tuple[Command, ...]:
        take = Command("take", ("enter",), self._choose, "Neem deze kaart en ga terug.", "Kaart", bar=95)
        return (*([take] if self._choose else []), *super().commands)

    def on_mount(self) -> None:
        super().on_mount()
        self._show()

    def _show(self) -> None:
        hit = self.hit
        if isinstance(hit.item, Card | Casus):
            decks = [hit.deck, *(deck for deck in self._decks if deck.id != hit.deck.id)]
            rows = back_rows(hit.deck, hit.item, decks)
            self.frame.show(hit.item, f"{self.place + 1} van {len(self._hits)}", rows, names_of(decks))

    def reason(self, command: Command) -> str | None:
        match command.id:
            case "next" if self.place + 1 >= len(self._hits):
                return "Dit is de laatste."
            case "previous" if not self.place:
                return "Dit is de eerste."
            case "take" if not isinstance(self.hit.item, Card):
                return "Dit is een casus. Kies een kaart."
            case _:
                return super().reason(command)

    def do_next(self) -> None:
        self.place += 1
        self._show()

    def do_previous(self) -> None:
        self.place -= 1
        self._show()

    def do_take(self) -> None:
        self.dismiss(self.hit.reference)

    def do_back(self) -> None:
        self.dismiss(None)


def back_rows(deck: Deck, item: Card | Casus, decks: Sequence[Deck]) -> list[Row]:
    """What the room does not see, under a line that says of what this is."""
    what = "Kaart" if isinstance(item, Card) else "Casus"
    rows = decks_rows.card_back(item, decks) if isinstance(item, Card) else decks_rows.casus_back(item, decks)
    return [
        board.heading("Dit ziet de zaal niet"),
        *decks_rows.named(what, item.title),
        *decks_rows.named("Deck", deck.title),
        *rows,
    ]


def names_of(decks: Sequence[Deck]) -> Mapping[str, str]:
    """Return the names of actors by id; the first deck that has one wins."""
    return {actor.id: actor.name for deck in reversed(decks) for actor in deck.actors}
