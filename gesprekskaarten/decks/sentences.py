"""The English of pydantic and tomli as Dutch sentences: what is wrong, and what to write instead."""

import datetime
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from typing import Any, get_args

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from gesprekskaarten.decks.problems import Finding, Loc, choice, quoted, suggestion, where
from gesprekskaarten.domain.words import clean

_Model = type[BaseModel]

LONGEST_ID = 40

FALLBACK = "deze waarde kan hier niet."
FALLBACK_SYNTAX = "dit is geen geldige TOML."

_EXAMPLES = {
    "id": 'id = "een-korte-naam"',
    "formaat": "formaat = 1",
    "jaar": "jaar = 2017",
    "minuten": "minuten = 10",
    "versie": 'versie = "1.0.0"',
    "ronde": "[[ronde]]",
    "deck": "[deck]",
    "draaiboek": "[draaiboek]",
}


def fields(model: _Model) -> tuple[str, ...]:
    """Return the keys a table of this model may have, as they are written in TOML."""
    return tuple(field.alias or name for name, field in model.model_fields.items())


def model_at(root: _Model, loc: Loc) -> _Model | None:
    """Return the model of the table at `loc`, or None when there is no table of the schema there."""
    model: _Model | None = root
    for step in loc:
        if isinstance(step, str) and model is not None:
            found = [field for name, field in model.model_fields.items() if (field.alias or name) == step]
            model = _model_in(found[0].annotation) if found else None
    return model


def _model_in(annotation: Any) -> _Model | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((model for part in get_args(annotation) if (model := _model_in(part)) is not None), None)


def finding(error: ErrorDetails, data: Mapping[str, Any], root: _Model) -> Finding:
    """Say in Dutch what pydantic found in `data`, by the type of the error; never in pydantic's own words."""
    loc: Loc = error["loc"]
    match error["type"]:
        case "missing":
            return _missing(loc, data, root)
        case "extra_forbidden":
            return _unknown_key(loc, error["input"], data, root)
        case kind:
            what, hint = _wrong_value(kind, loc, error["input"], error.get("ctx", {}))
            return Finding(loc, f"{where(data, loc)}: {what}", hint)


def _missing(loc: Loc, data: Mapping[str, Any], root: _Model) -> Finding:
    name = str(loc[-1])
    parent = where(data, loc[:-1])
    model = model_at(root, loc[:-1])
    allowed = _enum_values(model, name) if model is not None else ()
    example = _EXAMPLES.get(name, f'{name} = "{allowed[0] if allowed else "…"}"')
    place = f"{parent}: " if parent else ""
    hint = f"Zet bovenaan het bestand: {example}" if name == "formaat" else f"Zet erbij: {example}"
    return Finding(loc[:-1], f"{place}het veld {quoted(name)} ontbreekt.", hint)


def _enum_values(model: _Model, name: str) -> tuple[str, ...]:
    for key, field in model.model_fields.items():
        if (field.alias or key) == name:
            members = getattr(field.annotation, "__members__", None)
            return tuple(members[member].value for member in members) if members else get_args(field.annotation)
    return ()


def _unknown_key(loc: Loc, value: Any, data: Mapping[str, Any], root: _Model) -> Finding:
    name = str(loc[-1])
    parent = where(data, loc[:-1])
    is_table = isinstance(value, dict) or (isinstance(value, list) and any(isinstance(row, dict) for row in value))
    what = f"de tabel {quoted(name)} bestaat niet." if is_table else f"het veld {quoted(name)} bestaat niet."
    message = f"{parent}: {what}" if parent else what
    return Finding(loc, message, _instead_of(name, loc[:-1], data, root), "key")


def _instead_of(name: str, loc: Loc, data: Mapping[str, Any], root: _Model) -> str:
    outer = loc
    while outer:
        outer = outer[:-1]
        model = model_at(root, outer)
        if isinstance(outer[-1] if outer else 0, int) and model is not None and name in fields(model):
            if not outer:
                return "Dit veld hoort bovenaan het bestand, vóór de eerste tabel."
            header = ".".join(str(step) for step in outer if isinstance(step, str))
            return f"Dit veld hoort bij {where(data, outer)}: zet het hoger, direct onder [[{header}]]."
    model = model_at(root, loc)
    return suggestion(name, fields(model)) if model is not None else ""


def _wrong_value(kind: str, loc: Loc, value: Any, ctx: Mapping[str, Any]) -> tuple[str, str]:
    if kind in _TYPES:
        expected = _TYPES[kind]
        return f"hier hoort {expected}, maar er staat {_found(value)}.", _how_to_write(kind, loc, value)
    if kind in _VALUES:
        return _VALUES[kind](value, ctx)
    return FALLBACK, ""


_TYPES = {
    "string_type": "tekst tussen aanhalingstekens",
    "int_type": "een heel getal",
    "int_from_float": "een heel getal",
    "float_type": "een getal",
    "float_parsing": "een getal",
    "bool_type": "true (ja) of false (nee)",
    "tuple_type": "een lijst",
    "model_type": "een tabel",
    "model_attributes_type": "een tabel",
}


def _found(value: Any) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case int() | float():
            return f"het getal {clean(f'{value:.20g}')}" if abs(value) < 1e15 else "een heel groot getal"
        case str():
            return f"de tekst {quoted(value)}"
        case list():
            return "een lijst"
        case dict():
            return "een tabel"
        case datetime.date():
            return "een datum zonder aanhalingstekens"
        case datetime.time():
            return "een tijd zonder aanhalingstekens"
        case _:
            return "iets anders"


def _how_to_write(kind: str, loc: Loc, value: Any) -> str:
    name = next((str(step) for step in reversed(loc) if isinstance(step, str)), "")
    header = ".".join(str(step) for step in loc if isinstance(step, str))
    match kind, value:
        case "string_type", int() if abs(value) >= 10**30:
            return 'Zet er aanhalingstekens om: "…"'
        case "string_type", bool() | int() | float() | datetime.date() | datetime.time():
            return f'Zet er aanhalingstekens om: "{str(value).lower()[:30]}"'
        case "string_type", _:
            return 'Schrijf één tekst: "…"'
        case "tuple_type", dict():
            return f"Schrijf [[{header}]], met dubbele haken."
        case "tuple_type", _:
            return f'Zet er blokhaken om: {name} = ["…"]'
        case "model_type", list():
            return f"Schrijf [{header}], met enkele haken."
        case "model_type", _ if name == "bronnen":
            return 'Schrijf: { bron = "…", jaar = 2017 }'
        case "model_type", _:
            return f"Schrijf een tabel: [{header}]" if len(loc) == 1 else f"Schrijf een tabel: [[{header}]]"
        case "bool_type", _:
            return f"Schrijf {name} = true of {name} = false, zonder aanhalingstekens."
        case _:
            return f"Schrijf een getal zonder aanhalingstekens: {_EXAMPLES.get(name, f'{name} = 1')}"


def _not_allowed(value: Any, ctx: Mapping[str, Any]) -> tuple[str, str]:
    allowed = [name for name in re.findall(r"'([^']*)'", str(ctx.get("expected", ""))) if name]
    if not isinstance(value, str):
        return f"hier hoort een van de vaste woorden, maar er staat {_found(value)}.", choice(allowed)
    if not value.strip():
        return "hier staat niets.", choice(allowed)
    meant = suggestion(value, allowed)
    return f"{quoted(value)} kan hier niet.", meant if meant == choice(allowed) else f"{meant} {choice(allowed)}"


def _bad_id(value: Any, ctx: Mapping[str, Any]) -> tuple[str, str]:
    del ctx
    text = str(value)
    if not text.strip():
        return "deze naam is leeg.", 'Schrijf een korte naam, zoals "24-uurs-toezicht".'
    plain = unicodedata.normalize("NFKD", text[:200]).encode("ascii", "ignore").decode().lower()
    better = "-".join(re.findall(r"[a-z0-9]+", plain))[:LONGEST_ID].strip("-") or "24-uurs-toezicht"
    rule = "Gebruik alleen kleine letters, cijfers en streepjes"
    return f"{quoted(text)} kan geen id zijn.", f'{rule}, bijvoorbeeld "{better}".'


_NO_NUMBER = ("dit is geen gewoon getal.", "Schrijf een getal, zoals 2 of 1.5.")
"""For nan, the one value that is not equal to itself, and for inf."""


def _too_low(value: Any, ctx: Mapping[str, Any]) -> tuple[str, str]:
    if value != value:
        return _NO_NUMBER
    limit = ctx.get("ge", ctx.get("gt"))
    return f"{_found(value)} is te laag.", f"Het laagste getal hier is {limit}."


def _too_high(value: Any, ctx: Mapping[str, Any]) -> tuple[str, str]:
    if value != value:
        return _NO_NUMBER
    limit = ctx.get("le", ctx.get("lt"))
    return f"{_found(value)} is te hoog.", f"Het hoogste getal hier is {limit}."


def _too_short(value: Any, ctx: Mapping[str, Any]) -> tuple[str, str]:
    del value, ctx
    return "deze lijst is leeg.", "Zet er ten minste één in."


def _empty(value: Any, ctx: Mapping[str, Any]) -> tuple[str, str]:
    del value, ctx
    return "deze tekst is leeg.", "Schrijf hier een tekst."


def _no_number(value: Any, ctx: Mapping[str, Any]) -> tuple[str, str]:
    del value, ctx
    return _NO_NUMBER


_VALUES: dict[str, Callable[[Any, Mapping[str, Any]], tuple[str, str]]] = {
    "leeg": _empty,
    "enum": _not_allowed,
    "literal_error": _not_allowed,
    "string_pattern_mismatch": _bad_id,
    "greater_than_equal": _too_low,
    "greater_than": _too_low,
    "less_than_equal": _too_high,
    "less_than": _too_high,
    "too_short": _too_short,
    "finite_number": _no_number,
}

KNOWN_ERRORS = frozenset({"missing", "extra_forbidden", *_TYPES, *_VALUES})
"""The pydantic errors that have a sentence of their own; every other one gets FALLBACK."""


_SYNTAX: Sequence[tuple[str, str, str]] = (
    ("Invalid statement", "hier begint geen veld en geen tabel.", 'Schrijf: naam = "tekst", of [tabel].'),
    (
        "Expected newline or end of document after a statement",
        "achter deze waarde staat nog iets.",
        "Zet elk veld op een eigen regel. Een opmerking begint met #.",
    ),
    (
        "Expected '=' after a key",
        "achter deze naam ontbreekt het teken =.",
        'Schrijf: naam = "tekst". Is dit een stuk tekst? Kijk dan of er hierboven een """ ontbreekt.',
    ),
    ("Expected ']", "de sluithaak van deze tabel ontbreekt.", "Schrijf: [deck] of [[kaart]]"),
    ("Expected \"'", "deze tekst is niet gesloten.", "Sluit af met dezelfde aanhalingstekens."),
    ("Expected", "hier ontbreekt een teken.", "Kijk of alle haken en aanhalingstekens gesloten zijn."),
    ("Invalid initial character for a key part", "dit kan geen naam van een veld zijn.", 'Schrijf: naam = "tekst"'),
    ("Unclosed array", "deze lijst is niet gesloten.", "Zet een komma tussen de delen en sluit af met ]."),
    ("Unclosed inline table", "deze tabel is niet gesloten.", "Zet een komma tussen de velden en sluit af met }."),
    ("Duplicate inline table key", "dit veld staat twee keer in dezelfde tabel.", "Haal er een weg."),
    ("Cannot overwrite a value", "dit veld staat twee keer in dezelfde tabel.", "Haal er een weg."),
    (
        "Cannot declare",
        "deze tabel staat er al.",
        "Voor een nieuw deel in een lijst schrijf je dubbele haken: [[kaart]]",
    ),
    ("Cannot redefine namespace", "deze tabel is al ergens anders gevuld.", "Zet alle velden onder één kop."),
    ("Cannot mutate immutable namespace", "deze tabel is al gesloten.", "Zet alle velden bij elkaar."),
    ("Unescaped '\\' in a string", "een schuine streep (\\) in tekst moet dubbel.", "Schrijf: \\\\"),
    ("Invalid hex value", "deze code voor een teken klopt niet.", "Typ het teken zelf."),
    ("Escaped character is not", "deze code is geen teken.", "Typ het teken zelf."),
    ("Unterminated string", "deze tekst is niet gesloten.", "Sluit af met dezelfde aanhalingstekens."),
    (
        "Illegal character '\\n'",
        "deze tekst is niet gesloten.",
        'Zet aan het eind een ", of gebruik """ voor meer regels.',
    ),
    ("Illegal character", "hier staat een onzichtbaar teken dat niet mag.", "Haal het weg en typ de tekst opnieuw."),
    ("Found invalid character '\\n'", "deze tekst is niet gesloten.", "Sluit af met dezelfde aanhalingstekens."),
    ("Found invalid character", "hier staat een teken dat niet mag.", "Haal het weg en typ de regel opnieuw."),
    ("Invalid date or datetime", "deze datum bestaat niet.", 'Schrijf de datum als tekst: "2017-02"'),
    ("Invalid value", "deze waarde is niet te lezen.", 'Zet tekst tussen aanhalingstekens: "…"'),
)


_AFTER_A_TEXT = ("Expected newline or end of document after a statement", "Unclosed array", "Unclosed inline table")
_QUOTE_INSIDE = "Staat er een \" in de tekst zelf? Gebruik daar een '."


def syntax_sentence(message: str, found: str) -> tuple[str, str]:
    """Say in Dutch what tomli refused at the character `found`, and what to write instead."""
    if found and found in "“”„‟«»‘’":
        return "hier staan gekrulde aanhalingstekens.", 'Gebruik rechte aanhalingstekens: "'
    if message.startswith("Cannot overwrite a value") and found == "]":
        return "deze kop klopt niet met wat erboven staat.", "Schrijf elke keer dubbele haken, zoals [[kaart]]."
    for start, sentence, hint in _SYNTAX:
        if message.startswith(start):
            inside = found.isalnum() and start in _AFTER_A_TEXT
            return sentence, f"{_QUOTE_INSIDE} {hint}" if inside else hint
    return FALLBACK_SYNTAX, ""
