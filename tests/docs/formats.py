"""docs/formaat.md: every field of the TOML files, from the models that read them."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from inspect import get_annotations
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from annotated_types import Ge, Le, MaxLen, MinLen
from pydantic import BaseModel, StrictBool, StrictInt
from pydantic.fields import FieldInfo

from gesprekskaarten.conduct.invoer_format import Count, Date, DateOrWords, Invoer, Name
from gesprekskaarten.domain.deck import Deck, Id, Reference
from gesprekskaarten.domain.playbook import Minutes, PerPerson, Playbook
from gesprekskaarten.domain.value import OneLine, OptionalOneLine, OptionalText, Text
from tests.docs.explained import EXPLAINED, FORMATS
from tests.docs.markdown import GENERATED, table

MODELS: dict[str, type[BaseModel]] = {"deck": Deck, "draaiboek": Playbook, "invoer": Invoer}

_NAMED: list[tuple[Any, str]] = [
    (OneLine, "tekst op één regel"),
    (OptionalOneLine, "tekst op één regel"),
    (Text, "tekst"),
    (OptionalText, "tekst"),
    (Id, "id"),
    (Name, "id"),
    (Reference, "verwijzing"),
    (Date, "datum"),
    (DateOrWords, "datum of tekst"),
    (PerPerson, "getal"),
    (Minutes, "heel getal"),
    (Count, "heel getal"),
    (StrictBool, "`true` of `false`"),
    (StrictInt, "heel getal"),
]
_PLURAL = {"id": "id's", "verwijzing": "verwijzingen", "tekst op één regel": "teksten op één regel"}


@dataclass(frozen=True)
class Part:
    """One table of a file: its header in TOML and the model of its fields."""

    path: str
    header: str
    model: type[BaseModel]


def page() -> str:
    """Return the whole page."""
    lines = [GENERATED, "", "# De bestanden", "", *FORMATS["begin"]]
    for name, model in MODELS.items():
        lines += ["", f"## {FORMATS[name][0]}", "", *FORMATS[name][1:]]
        for part in parts(model):
            lines += ["", f"### {part.header}", "", *_fields(name, part)]
    return "\n".join(lines) + "\n"


def parts(model: type[BaseModel]) -> list[Part]:
    """Return the tables of a file, in the order of the model; a table that comes back stands there once."""
    found = [Part("", "Bovenaan het bestand", model)]
    for part in _inside(model, ""):
        if part.model not in [other.model for other in found]:
            found.append(part)
    return found


def fields(name: str) -> list[str]:
    """Return the dotted names of all fields of a format."""
    return [_dotted(part, field) for part in parts(MODELS[name]) for _, field in _own(part.model)]


def _inside(model: type[BaseModel], path: str) -> Iterator[Part]:
    for annotation, field in _own(model):
        inner, many = _model_in(annotation)
        if inner is None:
            continue
        alias = _alias(field)
        here = f"{path}.{alias}" if path else alias
        if alias == "bronnen":
            yield Part(alias, "Een regel in `bronnen`", inner)
            continue
        yield Part(here, f"`[[{here}]]`" if many else f"`[{here}]`", inner)
        yield from _inside(inner, here)


def _own(model: type[BaseModel]) -> list[tuple[Any, FieldInfo]]:
    annotations = get_annotations(model)
    return [
        (annotations[name], field if field.alias else field.merge_field_infos(field, alias=name))
        for name, field in model.model_fields.items()
    ]


def _alias(field: FieldInfo) -> str:
    assert field.alias is not None
    return field.alias


def _dotted(part: Part, field: FieldInfo) -> str:
    return f"{part.path}.{_alias(field)}" if part.path else _alias(field)


def _fields(name: str, part: Part) -> list[str]:
    rows = []
    for annotation, field in _own(part.model):
        inner, _ = _model_in(annotation)
        if inner is not None and _alias(field) != "bronnen":
            continue
        if inner is None and _plain(annotation) is dict:
            kind = "tabel"
        else:
            kind = "lijst van bronnen" if inner else _kind(annotation)
        needed = "ja" if field.is_required() else "nee"
        limits = _limits(annotation, field)
        rows.append((f"`{_alias(field)}`", needed, kind, limits, EXPLAINED[name][_dotted(part, field)]))
    tables = [
        f"- `{_alias(field)}`: {EXPLAINED[name][_dotted(part, field)]}"
        for annotation, field in _own(part.model)
        if _model_in(annotation)[0] is not None and _alias(field) != "bronnen"
    ]
    found = table(("Veld", "Moet", "Soort", "Kies uit of grens", "Uitleg"), rows) if rows else []
    if tables:
        found += ["", "Hieronder kan staan:" if rows else "Hierin staat:", "", *tables]
    return found


def _plain(annotation: Any) -> Any:
    """Return the type without `| None` and without what it is annotated with."""
    options = _options(annotation)
    plain = options[0] if len(options) == 1 else annotation
    while get_origin(plain) is Annotated:
        plain = get_args(plain)[0]
    return get_origin(plain) or plain


def _options(annotation: Any) -> list[Any]:
    """Return what stands between the bars, without None and without an empty text."""
    if get_origin(annotation) in (Union, UnionType):
        return [option for option in get_args(annotation) if option not in (NoneType, Literal[""])]
    return [annotation]


def _model_in(annotation: Any) -> tuple[type[BaseModel] | None, bool]:
    """Return the model a field holds, and whether it holds many."""
    (first, *_) = _options(annotation)
    many = get_origin(first) is tuple
    if many:
        first = _options(get_args(first)[0])[0]
    is_model = isinstance(first, type) and issubclass(first, BaseModel)
    return (first if is_model else None), many


def _kind(annotation: Any) -> str:
    """Say in Dutch what kind of value it is."""
    for known, words in _NAMED:
        if annotation == known:
            return words
    options = _options(annotation)
    if len(options) == 1 and options[0] is not annotation:
        return _kind(options[0])
    if get_origin(annotation) is tuple:
        one = _kind(get_args(annotation)[0])
        return f"lijst van {_PLURAL.get(one, one)}"
    if _values(annotation):
        return "keuze"
    if annotation is dt.date:
        return "datum"
    raise TypeError(f"no Dutch words for {annotation!r}")


def _values(annotation: Any) -> list[str]:
    """Return the values to choose from."""
    (first, *_) = _options(annotation)
    if get_origin(first) is tuple:
        return _values(get_args(first)[0])
    if get_origin(first) is Literal:
        return [str(value) for value in get_args(first)]
    if isinstance(first, type) and issubclass(first, Enum):
        return [str(value.value) for value in first]
    return []


def _limits(annotation: Any, field: FieldInfo) -> str:
    values = _values(annotation)
    if values:
        return " · ".join(f"`{value}`" if value else "leeg" for value in values)
    bounds = [*field.metadata, *_bounds_inside(annotation)]
    least = next((bound.ge for bound in bounds if isinstance(bound, Ge)), None)
    most = next((bound.le for bound in bounds if isinstance(bound, Le)), None)
    if any(isinstance(bound, MinLen) and bound.min_length == 1 for bound in bounds):
        return "minstens 1"
    longest = next((bound.max_length for bound in bounds if isinstance(bound, MaxLen)), None)
    if longest is not None:
        return f"hoogstens {longest}"
    if least is not None and most is not None:
        return f"{least}" if str(least) == str(most) else f"{least} tot en met {most}"
    if least is not None:
        return f"{least} of meer"
    if field.is_required() and annotation in (OneLine, Text):
        return "niet leeg"
    return ""


def _bounds_inside(annotation: Any) -> Iterator[Any]:
    """Find the limits inside a named type: pydantic keeps them in a field of its own."""
    for argument in get_args(annotation):
        if isinstance(argument, FieldInfo):
            yield from argument.metadata
        elif isinstance(argument, Ge | Le | MinLen):
            yield argument
        else:
            yield from _bounds_inside(argument)
