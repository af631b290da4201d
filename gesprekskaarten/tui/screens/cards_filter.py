"""A long list of cards or casussen: grouped by deck, and filtered while words are typed."""

from collections.abc import Iterable, Sequence
from typing import ClassVar, NamedTuple

from textual import events
from textual.message import Message

from gesprekskaarten.decks.search import fold
from gesprekskaarten.domain.deck import Card, Casus
from gesprekskaarten.tui import board
from gesprekskaarten.tui.commands import Hint
from gesprekskaarten.tui.invoer import Invoer
from gesprekskaarten.tui.widgets.lines import count_lines
from gesprekskaarten.tui.widgets.rows import MARK, Row, Rows


class Found(NamedTuple):
    """A row that can be chosen, with its title and all the words by which it is found, folded."""

    row: Row
    title: str
    words: str


Group = tuple[str, Sequence[Found]]
"""A heading with what stands under it."""


def found_card(row: Row, card: Card) -> Found:
    """A row of a card."""
    words = (card.title, card.question, card.explanation, card.theme, card.kind, *card.sides, *card.laws)
    return Found(row, fold(card.title), fold(" ".join(words)))


def found_casus(row: Row, casus: Casus) -> Found:
    """A row of a casus."""
    words = (casus.title, casus.situation, casus.story, casus.about, *casus.facts, *casus.laws)
    return Found(row, fold(casus.title), fold(" ".join(words)))


def sift(groups: Iterable[Group], words: str) -> list[Row]:
    """Return the rows that have all of `words`, under their heading; a word of the heading counts too."""
    wanted = fold(words).split()
    rows: list[Row] = []
    for title, found in groups:
        heading = fold(title)
        left = [one.row for one in found if all(word in one.words or word in heading for word in wanted)]
        if left:
            rows += [*([board.gap()] if rows else []), *([board.heading(title)] if title else []), *left]
    return rows


def best(groups: Iterable[Group], words: str) -> str | None:
    """Return the key of the first row that has all of `words` in its title."""
    wanted = fold(words).split()
    titled = (one.row.key for _, found in groups for one in found if all(word in one.title for word in wanted))
    return next(titled, None)


def choose_by_key(board: Rows, key: str) -> None:
    """Choose one row, or a screen of rows, further: Enter never takes a row that is out of sight."""
    keyed = [place for place, row in enumerate(board.rows) if row.key is not None]
    here = next((at for at, place in enumerate(keyed) if board.rows[place].key == board.selected), None)
    if here is None or key in ("up", "down"):
        board.press(key)
        return
    ahead = keyed[here + 1 :] if key in ("pagedown", "end") else keyed[:here][::-1]
    target = keyed[here]
    for place in ahead:
        between = board.rows[min(place, keyed[here]) : max(place, keyed[here])]
        if key in ("pagedown", "pageup") and target != keyed[here] and _height(board, between) >= board.size.height:
            break
        target = place
    board.select(board.rows[target].key)
    if not ahead or key in ("home", "end"):
        board.press(key)


def _height(board: Rows, rows: Sequence[Row]) -> int:
    width = board.scrollable_content_region.width - len(MARK)
    return sum(count_lines(row.content.plain, max(4, width - row.indent), row.hanging) for row in rows)


class Filter(Invoer):
    """Where the words are typed; ↑ and ↓ choose in the list meanwhile."""

    MOVES: ClassVar = frozenset({"up", "down", "pageup", "pagedown"})

    class Moved(Message):
        """A key that chooses in the list."""

        def __init__(self, key: str) -> None:
            super().__init__()
            self.key = key

    def __init__(self) -> None:
        hints = (Hint("enter", "naar de lijst"), Hint("up", "en ↓ kiezen"), Hint("escape", "klaar met typen"))
        super().__init__("Zoek naar", hints=hints)
        self.display = False

    def open(self, words: str) -> None:
        """Let words be typed, after those that are there."""
        self.put(words)
        self.display = True
        self.screen.set_focus(self)

    def close(self) -> None:
        """Give the keyboard back. Nothing stays behind in the field that could be lost."""
        self.display = False
        self.put("")
        self.screen.set_focus(None)

    def on_key(self, event: events.Key) -> None:
        if event.key in self.MOVES:
            event.stop()
            event.prevent_default()
            self.post_message(self.Moved(event.key))
