"""`gesprekskaarten deck schema`: what an editor needs to help with a deck."""

from pathlib import Path

import click

from gesprekskaarten.cli.edge import give
from gesprekskaarten.dutch_click import DutchCommand
from gesprekskaarten.errors import AppError


@click.command("schema", cls=DutchCommand)
@click.option("--draaiboek", "playbook", is_flag=True, help="Het schema van een draaiboek in plaats van een deck.")
@click.option(
    "--naar", "to", type=click.Path(path_type=Path), metavar="PAD", help="Het bestand waar het schema in komt."
)
def deck_schema(playbook: bool, to: Path | None) -> None:
    """Geef het schema dat je editor laat helpen.

    Het is een JSON Schema: je editor vult ermee aan, legt uit en ziet typefouten. Zonder --naar zie je het hier.
    """
    from gesprekskaarten.decks import schema

    text = schema.playbook_schema() if playbook else schema.deck_schema()
    if to is None:
        give(text.rstrip("\n"))
        return
    if to.suffix.lower() != ".json":
        name = schema.PLAYBOOK_FILE if playbook else schema.DECK_FILE
        raise AppError(f"{to.name} is geen naam voor een schema.", f"Kies een naam op .json, bijvoorbeeld: {name}")
    to.write_text(text, encoding="utf-8", newline="\n")
    give(str(to))
