"""One declaration per command: it feeds the key, the key bar, the palette and the list of keys."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_NAMES = {
    "enter": "Enter",
    "escape": "Esc",
    "space": "spatie",
    "tab": "Tab",
    "shift+tab": "shift+Tab",
    "backspace": "Backspace",
    "delete": "Delete",
    "insert": "Insert",
    "home": "Home",
    "end": "End",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "question_mark": "?",
    "exclamation_mark": "!",
    "full_stop": ".",
    "comma": ",",
    "colon": ":",
    "semicolon": ";",
    "plus": "+",
    "minus": "-",
    "slash": "/",
    "asterisk": "*",
    "equals_sign": "=",
    "less_than_sign": "<",
    "greater_than_sign": ">",
}
_WHILE_TYPING = re.compile(r"f\d+|ctrl\+.+")


@dataclass(frozen=True)
class Command:
    """Something the leader can do on a screen; the screen's `do_<id>` does it."""

    id: str
    """English, snake_case."""
    keys: tuple[str, ...]
    """Textual key names, the one to show first."""
    name: str
    """Dutch, short, for the key bar and the palette."""
    help: str
    """One Dutch sentence for the list of keys."""
    group: str = "Gesprek"
    """Dutch heading in the list of keys."""
    always: bool = False
    """Also works while somebody types, with its function and ctrl keys."""
    bar: int = 0
    """How much it deserves a place in the key bar; 0 = none."""

    def answers_to(self, key: str, typing: bool) -> bool:
        """Tell whether `key` runs this command, in typing mode or not."""
        return key in self.keys and (not typing or (self.always and works_while_typing(key)))


@dataclass(frozen=True)
class Hint:
    """A key of a widget itself, shown in the key bar while that widget has the keyboard."""

    key: str
    name: str


SHOW_KEYS = Command(
    "show_keys", ("f1", "question_mark"), "toetsen", "Laat alle toetsen van dit scherm zien.", "Programma", always=True
)
"""Stands at the end of every key bar."""

PROGRAM_COMMANDS = (
    SHOW_KEYS,
    Command("palette", ("ctrl+p",), "opdrachten", "Zoek een opdracht op zijn naam.", "Programma", always=True),
    Command(
        "quit", ("ctrl+q",), "stoppen", "Sluit het programma. Wat is vastgelegd, blijft.", "Programma", always=True
    ),
)
"""What every screen can do."""


def works_while_typing(key: str) -> bool:
    """Tell whether `key` can never be part of a text: a function key or ctrl with something."""
    return _WHILE_TYPING.fullmatch(key) is not None


def key_name(key: str) -> str:
    """Return what stands on the keyboard, in Dutch: `→`, `Enter`, `F8`, `ctrl+p`, `J`."""
    if re.fullmatch(r"f\d+", key):
        return key.upper()
    return _NAMES.get(key, key)


def key_names(command: Command) -> str:
    """Return all keys of `command` for a list: `F9 of b`, `1 … 0`."""
    if len(command.keys) > 3:
        return f"{key_name(command.keys[0])} … {key_name(command.keys[-1])}"
    return " of ".join(key_name(key) for key in command.keys)


def by_group(commands: Iterable[Command]) -> list[tuple[str, list[Command]]]:
    """Return the commands under their group, groups in order of first appearance."""
    groups: dict[str, list[Command]] = {}
    for command in commands:
        groups.setdefault(command.group, []).append(command)
    return list(groups.items())


def check_commands(commands: Sequence[Command]) -> list[str]:
    """Return what is wrong with the declarations of one screen: nothing, when all is well."""
    problems: list[str] = []
    owners: dict[str, str] = {}
    ids: set[str] = set()
    for command in commands:
        if command.id in ids:
            problems.append(f"{command.id} is declared twice")
        ids.add(command.id)
        for key in command.keys:
            if key in owners:
                problems.append(f"{key_name(key)} belongs to both {owners[key]} and {command.id}")
            owners[key] = command.id
            if len(key) == 1 and not key.isalnum():
                problems.append(f"{command.id}: {key!r} never arrives, Textual gives it a name")
        if not command.keys:
            problems.append(f"{command.id} has no key")
        if command.always and not any(works_while_typing(key) for key in command.keys):
            problems.append(f"{command.id} works always, but has no function or ctrl key")
        if not command.name or not command.help.endswith("."):
            problems.append(f"{command.id} needs a name and a sentence of help")
    return problems
