"""What holds on every screen of the program: Dutch, readable, whole at every size, and it says what to do next."""

import re
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual import events
from textual.containers import Container, Horizontal, Vertical
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Static

from gesprekskaarten.conduct.opening import Opening
from gesprekskaarten.conduct.prepare import Preparation
from gesprekskaarten.decks.library import Library
from gesprekskaarten.storage.paths import shipped_decks
from gesprekskaarten.storage.session_file import SessionFile, StoreFull
from gesprekskaarten.tui.app import GesprekApp
from gesprekskaarten.tui.command_screen import CommandScreen
from gesprekskaarten.tui.commands import Command, key_name
from gesprekskaarten.tui.invoer import Invoer
from gesprekskaarten.tui.widgets.choice import Choice
from gesprekskaarten.tui.widgets.key_bar import KeyBar
from gesprekskaarten.tui.widgets.question_bar import QuestionBar
from gesprekskaarten.tui.widgets.rows import MARK, Rows
from tests.pilot.contrast import drawn, text_of, unreadable
from tests.pilot.leading import Clock, Leader

SIZES = [(60, 20), (80, 24), (120, 36), (200, 60)]
BROKEN = Path(__file__).parents[1] / "fixtures" / "decks" / "een-fout-elk"
ROUNDS = (
    "welkom",
    "kennismaken",
    "casus",
    "stilte",
    "perspectief",
    "wissel",
    "botsing",
    "oplossingen",
    "kiezen",
    "afronden",
)
ENGLISH = frozenset(
    re.findall(
        r"[a-z]+",
        """
        able abort aborted about accept add again allow already and any apply argument arguments array assertion
        available back be bell between bindings bool boolean both bottom button bytes callback cancel cannot
        change changed characters child choice choose clear click clipboard close closed collapse column columns
        command commands confirm connection continue copied copy could current cut dark decimal default delete
        deleted denied deprecated description details device dict directory disabled disk does done down each
        edit either empty enabled end entry error errors event events every exact exceeded exists exit expand
        expected extra failed false field fields file files filter find finished float focus folder font footer
        for forbidden format found from full get given got greater group has have header heading height hidden
        highlight hint if ignored import incorrect input instance integer interactive internal into invalid
        items key keys keyword least left length less light like limit line lines load loaded loading locked
        long match matches maximize maximum menu message minimize minutes missing more move multiple must name
        named names new next no none not nothing notice null number ok okay option options or output overlay
        page palette parse password paste path permission permit permitted placeholder please position press
        previous print prompt provide provided quit raise read reading ready received recursion redo reload
        remove render replace request required reset resize resource response result retry return right rounds
        row rows run save saved screenshot scroll search select selected selection send session set settings
        short should show shown shows sidebar signal size sort space string submit suggest switch system table
        task text the theme there this timeout title to toggle too toolbar tooltip traceback true try tuple
        unable undo unexpected unhashable unknown unsaved up update updated usage use user valid value values
        view visible warning welcome what when where which while widget width window with without words would
        write wrong yes yet you your
        """,
    )
)
"""Words of the libraries and of ours that are not Dutch too."""

Stop = Callable[[str], Awaitable[None]]
Walk = Callable[[Leader, Stop], Awaitable[None]]


@asynccontextmanager
async def opened(
    root: Path, opening: Opening, *, size: tuple[int, int] = SIZES[1], broken: bool = False
) -> AsyncIterator[Leader]:
    """The program in a terminal, as it opens."""
    clock = Clock()
    app = GesprekApp(root, Library(shipped_decks(), [BROKEN] if broken else []), opening, clock)
    with pytest.MonkeyPatch.context() as patch:
        # Textual's pilot looks every 20 ms whether the program rests; more often makes these walks much faster.
        patch.setattr("textual._wait.SLEEP_GRANULARITY", 0.004)
        patch.setattr("textual._wait.SLEEP_IDLE", 0.001)
        async with app.run_test(size=size) as pilot:
            hand = Leader(app, pilot, clock)
            await hand.settle()
            yield hand


async def start(hand: Leader, stop: Stop) -> None:
    """An empty store: the start screen, decks with mistakes, sessions, and everything of preparing."""
    await stop("start, nothing yet")
    await hand.press("h")
    await stop("start, nothing to go on with")
    await hand.press("f1")
    await stop("start, F1")
    await hand.press("escape", "ctrl+p")
    await stop("start, palette")
    await hand.write("zzz")
    await stop("start, palette finds nothing")
    await hand.press("escape", "g")
    await stop("sessions, none")
    await hand.press("escape", "d")
    await stop("decks")
    await hand.press("f")
    await stop("decks, mistakes")
    await hand.press("escape", "enter")
    await stop("a deck")
    await hand.press("enter")
    await stop("a card")
    await hand.press("escape", *["down"] * 6, "enter")
    await stop("a casus")
    await hand.press("escape", "end", "up")
    await stop("a deck, its end")
    await hand.press("escape", "escape", "n")
    await stop("prepare")
    await hand.press("c")
    await stop("prepare, casus")
    await hand.press("right")
    await stop("prepare, a casus whole")
    await hand.press("escape", "slash")
    await hand.write("uren")
    await stop("prepare, looking for a casus")
    await hand.write("zzz")
    await hand.press("enter")
    await stop("prepare, no casus found")
    await hand.press("escape", "k")
    await stop("prepare, card")
    await hand.press("escape", "a")
    await stop("prepare, table")
    await hand.press("n")
    await stop("prepare, own actor, typing")
    await hand.write("ergotherapeut")
    await hand.press("escape")
    await stop("prepare, own actor, half typed")
    await hand.press("enter", "enter")
    await stop("prepare, own actor, group")
    await hand.press("enter")
    await stop("prepare, table with own actor")
    await hand.press("enter", "b")
    await stop("prepare, one beeld or two")
    await hand.press("escape", "s")
    await stop("prepare, scribe")
    await hand.press("escape", "p")
    await stop("prepare, place")
    await hand.press("escape", "w")
    await hand.write("abc")
    await hand.press("enter")
    await stop("prepare, date not understood")
    await hand.press("escape", "t")
    await stop("prepare, title")
    await hand.press("escape", "r")
    await stop("prepare, draaiboek")
    await hand.press("escape", "d")
    await stop("prepare, decks")
    await hand.press("escape", "v")
    await stop("prepare, no earlier session")
    await hand.press("c", "end", "up", "enter")
    await stop("prepare, own casus, title")
    await hand.write("Een val")
    await hand.press("enter")
    await stop("prepare, own casus, situation")
    await hand.press("escape", "escape")
    await stop("prepare, back loses choices")
    await hand.press("enter")
    await stop("prepare, after staying")


async def stored(hand: Leader, stop: Stop) -> None:
    """A store with sessions, one of which cannot be read."""
    for times in (1, 2):
        await hand.press("n", "enter", "enter", *["right", "enter"] * times, "ctrl+w")
    folder = hand.app.root / "2026-11-20-stuk-abcd"
    folder.mkdir()
    (folder / "gesprek.db").write_bytes(b"dit is geen gesprek" * 100)
    await hand.press("d", "escape")
    await stop("start with sessions")
    await hand.press("g")
    await stop("sessions")
    await hand.press("end")
    await stop("sessions, one that cannot be read")
    await hand.press("escape", "n", "v")
    await stop("prepare, follows")
    await hand.press("escape", "escape", "v")
    await stop("example")
    await hand.press("j")
    await stop("example refuses a change")
    for _ in range(9):
        await hand.press("right")
        await stop("example, looking ahead")
    await hand.press("escape", "r")
    await stop("example, report")
    await hand.press("end", "y")
    await stop("example, report copied")
    await hand.press("escape", "m")
    await stop("example, matrix")
    await hand.press("escape", "p")
    await stop("example, presence")


async def two_screens(hand: Leader, stop: Stop) -> None:
    """Every round on the leader's own screen."""
    await _every_round(hand, stop, "two")


async def one_screen(hand: Leader, stop: Stop) -> None:
    """Every round on the screen that the room sees."""
    await _every_round(hand, stop, "one")


async def _every_round(hand: Leader, stop: Stop, beelden: str) -> None:
    await stop(f"{beelden}: before the first round")
    await hand.press("right")
    await stop(f"{beelden}: before the first round, looking ahead")
    await hand.press("escape", "enter")
    for number, round in enumerate(ROUNDS):
        assert hand.session.round_id == round
        await stop(f"{beelden}: {round}")
        await hand.press("v", "enter")
        await hand.write("Dit is wat ik hier zie, en dat is veel.")
        await stop(f"{beelden}: {round}, typing")
        await hand.press("enter")
        if number % 3 == 0:
            await stop(f"{beelden}: {round}, recorded, the field is open")
        await hand.press("escape")
        await stop(f"{beelden}: {round}, read back")
        if beelden == "one":
            await hand.press("f5")
            await stop(f"one: {round}, backstage")
            await hand.press("f5")
        await hand.press("j", "J")
        if round == ROUNDS[-1]:
            break
        await hand.press("right")
        if beelden == "two":
            await stop(f"{beelden}: {round}, looking ahead")
        await hand.press("enter")


async def sides(hand: Leader, stop: Stop) -> None:
    """The screens beside the conversation."""
    await hand.press("enter")
    await hand.go_to("perspectief")
    await hand.press("1")
    await hand.type("Ik slaap al weken niet meer en ik weet niet wie ik moet bellen als het 's nachts misgaat.")
    await hand.press("2")
    await hand.type("Ik zie veel.")
    await hand.press("j", "enter", "tab", "tab", "tab")
    await hand.write("Later: de sleutel.")
    await hand.press("enter", "escape")
    for key, name in (
        ("p", "presence"),
        ("q", "parked"),
        ("K", "cards"),
        ("m", "matrix"),
        ("t", "plan"),
        ("h", "situations"),
        ("r", "report"),
    ):
        await hand.press(key)
        await stop(name)
        if hand.session.opened.screens == 2:
            await hand.press("f1")
            await stop(f"{name}, F1")
            await hand.press("escape", "ctrl+p")
            await stop(f"{name}, palette")
            await hand.press("escape")
        if name == "presence":
            await hand.press("minus")
            await stop("presence, one fewer")
            await hand.press("plus", "e")
            await stop("presence, own actor")
            await hand.write("Apotheek")
            await hand.press("enter")
            await stop("presence, group of own actor")
            await hand.press("escape", "escape")
            await stop("presence, closing loses an actor")
            await hand.press("n", "e", "enter", "enter")
        if name == "cards":
            await _among_cards(hand, stop)
        if name == "plan":
            await hand.press("z")
            await stop("plan, how long a pause")
            await hand.press("escape")
        if name == "situations":
            await hand.press("down", "down")
            await stop("situations, another")
        if name == "report":
            await hand.press("w")
            await stop("report, written")
            await hand.press("y")
            await stop("report, copied")
        await hand.press("escape")
    await hand.press("s")
    await stop("strike, choosing")
    await hand.press("space", "enter")
    await stop("strike, confirming")
    await hand.press("escape", "escape")


async def _among_cards(hand: Leader, stop: Stop) -> None:
    await hand.press("right")
    await stop("cards, one whole")
    await hand.press("left", "slash")
    await hand.write("bijdrage")
    await stop("cards, looking for words")
    await hand.write("zzz")
    await hand.press("enter")
    await stop("cards, nothing found")
    await hand.press("backspace", "s")
    await stop("cards, which kind")
    await hand.press("escape", "t")
    await stop("cards, drawing blind")
    await hand.press("escape", "x")
    await stop("cards, put aside")
    await hand.press("r")
    await stop("cards, no routes")
    await hand.press("e")
    await stop("cards, own card")
    await hand.write("Nachtrust")
    await hand.press("enter")
    await stop("cards, question of own card")
    await hand.press("escape", "escape")
    await stop("cards, closing loses a card")
    await hand.press("n", "e", "enter")
    await hand.write("Wie slaapt hier nog?")
    await hand.press("enter")
    await stop("own card on the table")
    await hand.press("K", "end")
    await stop("cards, the last one")


async def states(hand: Leader, stop: Stop) -> None:
    """What a conversation can be in the middle of."""
    await hand.press("enter")
    await hand.go_to("perspectief")
    await hand.press("1")
    await hand.type("Ik slaap al weken niet meer.")
    await hand.press("2")
    await hand.type("Ik zie dat het veel is.")
    await hand.press("j", "up")
    await stop("conversation")
    await hand.press("f1")
    await stop("conversation, F1")
    await hand.press("escape", "ctrl+p")
    await stop("conversation, palette")
    await hand.press("escape", "f9")
    await stop("blank")
    await hand.press("f9", "f8")
    await stop("off the record")
    await hand.press("f8", "t", "z", "enter", "escape")
    await stop("paused")
    await hand.press("t", "z", "escape", "k")
    await stop("card in the room")
    await hand.press("k", "c")
    await stop("casus in the room")
    await hand.press("c", "e")
    await stop("changing a line")
    await hand.press("escape", "enter")
    await hand.write("half")
    await hand.press("f1")
    await stop("F1 while typing")
    await hand.press("escape", "ctrl+q")
    await stop("quitting with a draft")
    await hand.press("n", "escape")
    await stop("half a line, not typing")
    await hand.press("J", *["U"] * 3)
    await stop("nothing to redo")
    await hand.go_to("wissel")
    await hand.press("1", "enter")
    await hand.write("Ik ben bang.")
    await hand.press("enter", "escape", "o")
    await stop("a choice in the wissel")
    await hand.press("right", "enter")
    await stop("a correction in the wissel")
    await hand.press("escape")
    await hand.press("ctrl+p")
    await hand.write("woord geven")
    await hand.press("escape")
    await hand.go_to("oplossingen")
    await hand.press("enter")
    await hand.write("Een nummer.")
    await hand.press("enter")
    await stop("details of a solution")
    await hand.press("enter", "enter", "enter", "escape", "o")
    await stop("sorts of a solution")
    await hand.press("escape", "j")
    await hand.go_to("kiezen")
    await hand.press("a")
    await stop("how many slips")
    await hand.press("enter", "g")
    await stop("counting")
    await hand.write("4")
    await hand.press("enter")
    await stop("counted, hidden")
    await hand.press("o")
    await stop("counted, shown")
    await hand.press("escape", "escape", "w")
    await stop("who asks somebody")
    await hand.press("enter")
    await stop("whom is asked")
    await hand.press("enter")
    await hand.write("Bel mij.")
    await hand.press("enter", "escape", "J", "y")
    await stop("answer to a request")
    await hand.press("enter")
    await hand.go_to("afronden")
    await hand.press("a")
    await stop("closing")
    await hand.press("enter", "j")
    await stop("closed")


async def in_time(hand: Leader, stop: Stop) -> None:
    """What the clock makes the program ask."""
    await hand.press("enter")
    hand.clock.pass_minutes(4.9)
    await hand.tick()
    await stop("almost time")
    hand.clock.pass_minutes(1.2)
    await hand.tick()
    await stop("time over")
    await hand.press("enter")
    await stop("time over while typing")
    await hand.press("escape")
    for _ in range(5):
        hand.clock.pass_minutes(4)
        await hand.tick()
    await hand.press("right", "enter")
    await hand.tick()
    await stop("late, a proposal")
    await hand.press("enter")
    await stop("late, a proposal, typing")
    await hand.press("escape", "l", "l", "l", "l", "l")
    await stop("late, no proposal any more")
    await hand.go_to("perspectief")
    for _ in range(8):
        hand.clock.pass_minutes(1.4)
        await hand.tick()
    await stop("not yet heard")
    for _ in range(12):
        hand.clock.pass_minutes(4.5)
        await hand.tick()
    await hand.press("right", "enter")
    await hand.tick()
    await stop("very late")
    await hand.press("t")
    await stop("plan, late")


async def in_trouble(hand: Leader, stop: Stop) -> None:
    """The disk is full; and a second window that looks along."""
    await hand.press("enter")
    await hand.go_to("perspectief")
    await hand.press("1", "enter")
    await hand.write("Dit mag niet weg.")

    def full(*_args: object, **_named: object) -> None:
        raise StoreFull

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(SessionFile, "append", full)
        await hand.press("enter")
        await stop("not saved, typing")
        await hand.press("escape")
        await stop("not saved")
        await hand.press("f3")
        await stop("not saved, another folder")
        await hand.press("escape")
        await hand.press("p", "plus")
        await stop("not saved, presence")
        await hand.press("escape")
    await hand.press("f2")
    await stop("saved after all")
    name = hand.screen.leading.conductor.file.folder.name
    async with opened(hand.app.root, Opening("resume", folder=name)) as other:
        await stop_elsewhere(stop, other, "looking along")
        await other.press("right")
        await stop_elsewhere(stop, other, "looking along, looking ahead")
        await other.press("escape", "p")
        await stop_elsewhere(stop, other, "looking along, presence")
        await other.press("escape", "f4")
        await stop_elsewhere(stop, other, "took over")
        await hand.tick()
        await stop("demoted")


async def stop_elsewhere(stop: Stop, hand: Leader, name: str) -> None:
    """Stop in another window than the one that is walked in."""
    inspect = getattr(stop, "inspect", None)
    assert inspect is not None
    await inspect(hand, name)


TWO, ONE = Preparation(screens=2, place="Zwolle"), Preparation(screens=1, place="Zwolle")
WALKS: dict[str, tuple[Walk, Opening]] = {
    "start": (start, Opening("start")),
    "stored": (stored, Opening("start")),
    "two": (two_screens, Opening("new", TWO)),
    "one": (one_screen, Opening("new", ONE)),
    "sides": (sides, Opening("new", TWO)),
    "sides-one": (sides, Opening("new", ONE)),
    "states": (states, Opening("new", TWO)),
    "in-time": (in_time, Opening("new", TWO)),
    "in-trouble": (in_trouble, Opening("new", TWO)),
}
Inspect = Callable[[Leader], Awaitable[list[str]]]


class Inspector:
    """Stops, and keeps what was found there."""

    def __init__(self, hand: Leader, *inspections: Inspect) -> None:
        self.hand = hand
        self.inspections = inspections
        self.stops = 0
        self.found: list[str] = []

    async def __call__(self, name: str) -> None:
        await self.inspect(self.hand, name)

    async def inspect(self, hand: Leader, name: str) -> None:
        self.stops += 1
        for inspection in self.inspections:
            self.found += [f"{name}: {finding}" for finding in await inspection(hand)]


async def walked(root: Path, name: str, *inspections: Inspect) -> list[str]:
    """Walk, look at each stop, and return what is not right."""
    walk, opening = WALKS[name]
    async with opened(root, opening, broken=name == "start") as hand:
        inspector = Inspector(hand, *inspections)
        await walk(hand, inspector)
        assert inspector.stops > 5
        return inspector.found


async def dutch(hand: Leader) -> list[str]:
    """No English word; the piece of a path that a line ends with is none."""
    text = re.sub(r"\S*/\S*", " ", hand.text).lower()
    return [
        f"English: {word!r} in {text[max(0, text.find(word) - 40) : text.find(word) + 20]!r}"
        for word in sorted(set(re.findall(r"[a-zà-ÿ]+", text)) & ENGLISH)
    ]


async def right(hand: Leader) -> list[str]:
    """At every size and in both themes: readable, nothing cut, everything in reach, keys that work, choices kept."""
    found = []
    before = _kept(hand)
    for size, theme in zip(SIZES, ("donker", "licht", "licht", "donker"), strict=True):
        hand.app.theme = theme
        await resized(hand, size)
        looked = (*unreadable(hand.app), *_cut(hand.app), *_lost(hand.app), *_keys(hand.app))
        found += [f"{size[0]}×{size[1]} {theme}: {finding}" for finding in looked]
        if _kept(hand) != before:
            found.append(f"{size[0]}×{size[1]}: {_kept(hand)} was {before}")
    await resized(hand, SIZES[1])
    return found


async def resized(hand: Leader, size: tuple[int, int]) -> None:
    """Another size of terminal, and everything drawn at it."""
    await hand.pilot.resize_terminal(*size)
    for _ in range(50):
        screen = hand.app.screen
        if screen.size == size and screen._compositor.size == size:
            break
        await hand.pilot.pause()
    await hand.pilot.pause()


def _kept(hand: Leader) -> list[str | None]:
    """What a resize must not change: the chosen rows, the words being typed and where the keyboard is."""
    screen = hand.app.screen
    fields = [field.text for field in screen.query(Invoer)]
    return [*(board.selected for board in screen.query(Rows)), *fields, repr(screen.focused)]


def _shown(app: GesprekApp) -> list[Widget]:
    return [widget for widget in app.screen.query("*") if widget.display and widget.is_on_screen and widget.visible]


def _cut(app: GesprekApp) -> list[str]:
    """Widgets that are not whole on the screen, or whose text does not fit in them."""
    found = []
    screen = app.screen
    everything = [widget for widget in screen.query("*") if all(one.display for one in widget.ancestors_with_self)]
    for widget in everything:
        if any(isinstance(one, Rows) for one in widget.ancestors) or isinstance(
            widget, Vertical | Horizontal | Container
        ):
            continue
        scrolls = any(isinstance(one, Vertical) and one.styles.overflow_y == "auto" for one in widget.ancestors)
        place = screen.find_widget(widget) if widget in screen._compositor.full_map else None
        if place is None or (place.visible_region != place.region and not scrolls):
            found.append(f"{widget!r} is cut")
            continue
        if isinstance(widget, Rows):
            if widget.size.height < 3 and widget.virtual_size.height > widget.size.height:
                found.append(f"{widget!r} has only {widget.size.height} lines")
        elif isinstance(widget, Static | KeyBar | QuestionBar):
            wanted = widget.get_content_height(app.size, app.size, widget.content_size.width)
            if wanted > widget.content_size.height:
                found.append(f"{widget!r} wants {wanted} lines and has {widget.content_size.height}")
    bars = [widget for widget in everything if isinstance(widget, KeyBar)]
    for bar in bars:
        for y in range(bar.region.y, bar.region.bottom):
            owners = {screen.get_widget_at(x, y)[0] for x in range(0, app.size.width, 7)}
            if owners != {bar}:
                found.append(f"line {y} of the key bar is covered")
    if any(len(line) > app.size.width for line in text_of(app)):
        found.append("a line is wider than the screen")
    return found


def _lost(app: GesprekApp) -> list[str]:
    """Words of a board that scrolling does not bring on the screen, and a chosen row without its sign."""
    found = []
    for board in app.screen.query(Rows):
        if not board.is_on_screen or not board.size.height:
            continue
        top = board.scroll_offset.y
        chosen = board.selected in [row.key for row in board.rows] and board.selected is not None
        lines: dict[int, str] = {}
        for first in range(0, board.virtual_size.height + board.size.height, board.size.height):
            board.scroll_to(y=first, animate=False, immediate=True)
            for y in range(board.size.height):
                strip = board.render_line(y)
                if strip.cell_length > board.size.width:
                    found.append(f"{board!r}: a line is {strip.cell_length} wide")
                lines[y + board.scroll_offset.y] = strip.text[: board.scrollable_content_region.width]
        board.scroll_to(y=top, animate=False, immediate=True)
        read = "".join("".join(line for _, line in sorted(lines.items())).split())
        if chosen and MARK.strip() not in read:
            found.append(f"{board!r}: the chosen row has no sign")
        wanted = "".join("".join(row.content.plain for row in board.rows).split())
        if read.replace(MARK.strip(), "") != wanted.replace(MARK.strip(), ""):
            found.append(f"{board!r}: not everything can be read")
    return found


def _keys(app: GesprekApp) -> list[str]:
    """The key bar ends with F1, and each of its keys does something now; a dialog names its keys."""
    screen = app.screen
    if not isinstance(screen, CommandScreen):
        assert isinstance(screen, ModalScreen)
        text = " ".join(text_of(app))
        return [] if "Esc" in text or "Enter" in text else ["does not say how to leave it"]
    found = []
    lines = screen.key_bar.lines(screen.key_bar.content_size.width)
    shown = [item for line in lines for item in line]
    bottom = text_of(app)[-1]
    if not bottom.endswith("F1 toetsen"):
        found.append(f"the last line is {bottom!r}")
    if len(shown) < 2:
        found.append("the key bar is empty")
    focused = screen.focused
    hints = focused.hints if isinstance(focused, Invoer) else Choice.HINTS if isinstance(focused, Choice) else ()
    for item in shown:
        if (item.key, item.name) in [(hint.key, hint.name) for hint in hints]:
            continue
        command = screen.find_command(item.key)
        if command is None:
            found.append(f"{item.key} {item.name} does nothing")
        elif command.name != item.name or screen.reason(command) is not None:
            found.append(f"{item.key} is {command.name} ({screen.reason(command)}), not {item.name}")
    for key, name in screen.question_bar.answers:
        command = screen.find_command(key)
        if command is None or screen.reason(command) is not None:
            found.append(f"the answer {key} {name} does nothing here")
    return found


async def click_text(hand: Leader, text: str, within: Widget | None = None) -> None:
    """Click where this text stands last on the screen, or in `within`."""
    region = (within or hand.app.screen).region
    for y, line in reversed(list(enumerate(text_of(hand.app)))):
        if region.y <= y < region.bottom and text in line:
            await hand.pilot.click(offset=(line.rindex(text), y))
            await hand.settle()
            return
    raise AssertionError(f"{text!r} is not on the screen:\n" + "\n".join(text_of(hand.app)))


async def clicked(hand: Leader) -> list[str]:
    """Click every key of the key bar and every answer, with commands that are only noted down."""
    screen = hand.app.screen
    if not isinstance(screen, CommandScreen):
        return []
    found: list[str] = []
    ran: list[str] = []

    def note(self: object, command: Command) -> None:
        del self
        ran.append(command.id)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(CommandScreen, "run_command", note)
        bar = screen.key_bar
        hints = {(hint.key, hint.name) for hint in getattr(screen.focused, "hints", Choice.HINTS)}
        if screen.focused is None:
            hints = set()
        for y, line in enumerate(bar.lines(bar.content_size.width)):
            x = 1
            for item in line:
                if (item.key, item.name) not in hints:
                    wanted = screen.find_command(item.key)
                    await hand.pilot.click(bar, offset=(x + item.width - 1, y))
                    await hand.pilot.pause()
                    if wanted is None or ran != [wanted.id]:
                        found.append(f"a click on {item.key} {item.name} ran {ran}")
                    ran.clear()
                x += item.width + 2
        if screen.focused is None:
            for key, name in screen.question_bar.answers:
                wanted = screen.find_command(key)
                await click_text(hand, f"{key_name(key)} {name}", screen.question_bar)
                if wanted is None or ran != [wanted.id]:
                    found.append(f"a click on the answer {key} {name} ran {ran}")
                ran.clear()
    return found


async def wheeled(hand: Leader) -> list[str]:
    """Turn the wheel down and up again over every board."""
    found = []
    for board in hand.app.screen.query(Rows):
        top = board.scroll_offset.y
        if not board.is_on_screen or not 0 <= top < board.max_scroll_y:
            continue
        turn(hand.app, board, events.MouseScrollDown)
        await hand.settle()
        if board.scroll_offset.y <= top:
            found.append(f"{board!r} does not follow the wheel")
        board.scroll_to(y=top, animate=False, immediate=True)
    return found


def turn(app: GesprekApp, board: Widget, way: type[events.MouseScrollDown]) -> None:
    """Turn the wheel over the middle of a widget."""
    x, y = board.region.x + board.region.width // 2, board.region.y + board.region.height // 2
    app.screen._forward_event(way(board, x, y, 0, 0, 0, False, False, False, x, y))


@pytest.fixture
def folder(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder without English words in its name, and home is there."""
    made = tmp_path_factory.mktemp("map")
    monkeypatch.setenv("HOME", str(made))
    return made


@pytest.mark.parametrize("name", WALKS)
async def test_every_screen_is_dutch_readable_whole_and_says_what_to_do(folder: Path, name: str) -> None:
    assert await walked(folder, name, dutch, right) == []


@pytest.mark.parametrize("name", ["stored", "in-time", "in-trouble", "sides"])
async def test_on_every_screen_a_click_on_a_key_or_an_answer_presses_it_and_the_wheel_scrolls(
    tmp_path: Path, name: str
) -> None:
    assert await walked(tmp_path, name, clicked, wheeled) == []


async def test_without_colours_the_chosen_row_still_has_its_sign(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    assert await walked(tmp_path, "in-trouble", grey_with_signs) == []
    assert await walked(tmp_path / "twee", "sides", grey_with_signs) == []


async def grey_with_signs(hand: Leader) -> list[str]:
    """No colour at all, and every chosen row on the screen begins with its sign."""
    found = _lost(hand.app)
    for line in drawn(hand.app):
        for text, style in line:
            colours = [color.get_truecolor() for color in (style.color, style.bgcolor) if color]
            if any(len({color.red, color.green, color.blue}) > 1 for color in colours):
                found.append(f"{text!r} has a colour")
    return found
