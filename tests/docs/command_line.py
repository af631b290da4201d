"""docs/opdrachtregel.md: the help of every command, as the program gives it."""

from collections.abc import Iterator

import click

from gesprekskaarten.cli import program
from gesprekskaarten.cli.edge import NAME
from tests.docs.markdown import GENERATED

BEGIN = (
    "Deze opdrachten typ je in een terminal. Voor een gesprek heb je alleen de eerste nodig: `gesprekskaarten`.",
    "Elke opdracht legt zichzelf uit met `--help`.",
    "",
    "De algemene opties staan vóór de opdracht: `gesprekskaarten --sessies MAP sessies lijst`.",
)
END = (
    "## Wat het programma teruggeeft",
    "",
    "| Getal | Betekenis |",
    "| --- | --- |",
    "| 0 | klaar |",
    "| 1 | in wat je liet controleren staan fouten, of er ging iets mis in het programma |",
    "| 2 | verkeerd gebruik, of een naam die niet bestaat |",
    "| 3 | lezen of schrijven lukt niet |",
    "| 130 | je hebt zelf gestopt |",
)


def page() -> str:
    """Return the whole page."""
    lines = [GENERATED, "", "# De opdrachtregel", "", *BEGIN]
    for name, text in helps(program, NAME, None):
        lines += ["", f"## `{name}`", "", "```text", text, "```"]
    return "\n".join([*lines, "", *END]) + "\n"


def helps(command: click.Command, name: str, parent: click.Context | None) -> Iterator[tuple[str, str]]:
    """Yield (command, help) for a command and those under it, in the order of its own help."""
    context = click.Context(command, info_name=name, parent=parent, terminal_width=80)
    yield context.command_path, "\n".join(line.rstrip() for line in command.get_help(context).splitlines())
    if isinstance(command, click.Group):
        for inner in command.list_commands(context):
            found = command.get_command(context, inner)
            assert found is not None
            yield from helps(found, inner, context)
