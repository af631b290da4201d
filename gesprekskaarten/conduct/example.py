"""The example session: shown read-only from a folder that goes away, or copied to try things out."""

import datetime as dt
import secrets
from pathlib import Path

from gesprekskaarten.conduct.clock import Clock, wall_clock
from gesprekskaarten.conduct.conductor import Conductor
from gesprekskaarten.conduct.invoer import read_invoer
from gesprekskaarten.decks.library import Library
from gesprekskaarten.domain import events as ev
from gesprekskaarten.storage.archive import Archive
from gesprekskaarten.storage.paths import example

NAME = "voorbeeld"


def show_example(library: Library, root: Path) -> Conductor:
    """Make the example in `root` (a temporary folder), so that it can be looked at and not be changed."""
    return _make(library, root, NAME, read_only=True, clock=wall_clock)


def copy_example(library: Library, root: Path, clock: Clock = wall_clock) -> Conductor:
    """Make a copy of the example among the sessions in `root`, open and free to change."""
    name = Archive(root).new_folder_name(clock().date(), NAME, secrets.token_hex(2))
    return _make(library, root, name, read_only=False, clock=clock)


def _make(library: Library, root: Path, name: str, *, read_only: bool, clock: Clock) -> Conductor:
    entered = read_invoer(example(), library, Archive(root), clock().date())
    opened, *rest = entered.events
    assert isinstance(opened, ev.Opened)
    opened = opened.model_copy(update={"session": name, "read_only": read_only, "screens": 2})
    first_round = ev.RoundEntered(round=entered.material.playbook.rounds[0].id)
    lines = [event for event in rest if not isinstance(event, ev.Closed)]
    at = dt.datetime.combine(entered.date, dt.time(12, tzinfo=dt.UTC)) if read_only else clock()
    return Conductor.begin(root, name, entered.material, [opened, *lines, first_round], lambda: at)
