"""Makes click speak Dutch.

Call `speak_dutch()` before the first decorator of click runs: option types and standard help get their words then.
"""

import gettext
import os
from pathlib import Path
from typing import Any

import click

_DOMAIN = "gesprekskaarten"

_METAVARS = {
    "text": "TEKST",
    "integer": "GETAL",
    "integer range": "GETAL",
    "float": "GETAL",
    "float range": "GETAL",
    "boolean": "JA-OF-NEE",
    "filename": "BESTAND",
}


def speak_dutch() -> None:
    """Bind the shipped catalogue in this process, whatever the language of the computer.

    gettext takes the language from the environment only, so LANGUAGE is set for this process and its children.
    """
    os.environ["LANGUAGE"] = "nl"
    gettext.bindtextdomain(_DOMAIN, str(Path(__file__).with_name("locale")))
    gettext.textdomain(_DOMAIN)


class DutchCommand(click.Command):
    """A command whose usage line and placeholders are Dutch: click words these without gettext."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("options_metavar", "[OPTIES]")
        super().__init__(*args, **kwargs)
        for param in self.params:
            if isinstance(param, click.Option) and param.metavar is None:
                param.metavar = _METAVARS.get(param.type.name)


class DutchGroup(DutchCommand, click.Group):
    """A group of Dutch commands; its commands and groups are Dutch too."""

    command_class = DutchCommand
    group_class = type

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        command = "[OPDRACHT]" if kwargs.get("invoke_without_command") else "OPDRACHT"
        kwargs.setdefault("subcommand_metavar", f"{command} [ARGUMENTEN]...")
        super().__init__(*args, **kwargs)
