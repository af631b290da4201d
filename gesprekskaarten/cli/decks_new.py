"""`gesprekskaarten deck nieuw`: a file to begin with."""

import re
import unicodedata
from pathlib import Path

import click

from gesprekskaarten.cli.edge import NAME, give, say
from gesprekskaarten.cli.places import Places, pass_places
from gesprekskaarten.dutch_click import DutchCommand
from gesprekskaarten.errors import AppError

_EXAMPLE = "samen-het-weekend-door"


@click.command("nieuw", cls=DutchCommand)
@click.argument("pad", type=click.Path(path_type=Path))
@click.option("--titel", "title", metavar="TEKST", help="De titel. Zonder: de naam van het bestand.")
@click.option("--draaiboek", "playbook", is_flag=True, help="Maak een draaiboek in plaats van een deck.")
@pass_places
def deck_new(places: Places, pad: Path, title: str | None, playbook: bool) -> None:
    """Maak een deck om mee te beginnen, met uitleg erin.

    PAD is het nieuwe bestand, bijvoorbeeld mijn-decks/nachtzorg.toml. De naam wordt de id van het deck. Naast het
    bestand komt een schema, waarmee je editor kan helpen. Wat er al staat, blijft zoals het is.
    """
    from gesprekskaarten.decks import schema, template
    from gesprekskaarten.decks.library import PLAYBOOKS

    if pad.is_dir():
        raise AppError(f"{pad} is een map.", f"Geef de naam van een nieuw bestand: {pad / 'nachtzorg.toml'}")
    path = pad if pad.suffix else pad.with_name(f"{pad.name}.toml")
    id = _id(path)
    kind = "draaiboek" if playbook else "deck"
    _refuse_known(places, kind, id)
    name = schema.PLAYBOOK_FILE if playbook else schema.DECK_FILE
    folder = path.parent if path.parent.name else path.parent.absolute()
    inside = playbook and folder.name == PLAYBOOKS
    beside = (folder.parent if inside else path.parent) / name
    write = template.playbook_template if playbook else template.deck_template
    text = write(id, _title(title, id), f"../{name}" if inside else f"./{name}", _typed(path.name))
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError as error:
        raise AppError(f"{path} is er al. Dat bestand blijft zoals het is.", "Kies een andere naam.") from error
    give(str(path))
    _write_schema(beside, schema.playbook_schema() if playbook else schema.deck_schema())
    say(f"Nieuw {kind} {id}. Open {path} in je editor en vervang de teksten.")
    say(f"Nakijken: {NAME} deck controleer {_typed(str(path))}")
    if not playbook:
        say(f"Bekijken: {NAME} deck toon {_typed(f'{path}/{_EXAMPLE}')}")


def _typed(text: str) -> str:
    """Write a path as one types it in a terminal."""
    return f'"{text}"' if " " in text else text


def _id(path: Path) -> str:
    """Make an id of the name of the file."""
    letters = unicodedata.normalize("NFKD", path.stem.casefold())
    id = re.sub(r"[\s_]+", "-", "".join(letter for letter in letters if not unicodedata.combining(letter)))
    if path.suffix.lower() != ".toml" or not re.fullmatch(r"[a-z0-9][a-z0-9-]*", id):
        hint = "Gebruik letters, cijfers en streepjes, en .toml erachter. Bijvoorbeeld: nachtzorg.toml"
        raise AppError(f"Van de naam “{path.name}” kan ik geen id maken.", hint)
    return id


def _title(given: str | None, id: str) -> str:
    from gesprekskaarten.domain.words import clean

    if given is None:
        return id.replace("-", " ").capitalize()
    title = clean(given)
    if not title:
        raise AppError("De titel is leeg.", "Zet achter --titel hoe het heet, tussen aanhalingstekens.")
    return title


def _refuse_known(places: Places, kind: str, id: str) -> None:
    """An own deck with the id of another one would take its place."""
    library = places.library()
    known = library.decks if kind == "deck" else library.playbooks
    if id in known:
        hint = f"Kies een andere naam. Wil je het andere {kind} veranderen, kopieer dan het bestand."
        raise AppError(f"Er is al een {kind} met de id {id}.", hint)


def _write_schema(path: Path, text: str) -> None:
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        return
    say(f"Het schema voor je editor staat in {path}.")
