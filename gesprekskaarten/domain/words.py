"""The only entrance for words of people and decks."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, PlainSerializer, SerializationInfo
from pydantic_core import PydanticCustomError
from pydantic_core.core_schema import ValidationInfo

LONGEST = 4_000
"""Characters in one line of a person: more is a text, not a line that can be read back."""

_BREAKS = re.compile(r"\r\n|[\r\n\t\v\f\x85\u2028\u2029]")
_UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
_UNSAFE_BUT_NEWLINE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")


def clean(text: str, multiline: bool = False) -> str:
    """Return `text` in NFC without anything a terminal could obey.

    Line breaks and tabs become a space, or a newline when `multiline`. C0 and C1 controls (ESC among them),
    direction overrides and isolates, the byte order mark and lone surrogates go.
    """
    if multiline:
        text = _BREAKS.sub(lambda found: " " if found[0] == "\t" else "\n", text)
        return _seen(unicodedata.normalize("NFC", _UNSAFE_BUT_NEWLINE.sub("", text)).strip())
    return _seen(unicodedata.normalize("NFC", _UNSAFE.sub("", _BREAKS.sub(" ", text))).strip())


def _seen(text: str) -> str:
    """Return "" for a text of which nothing can be seen: only spaces and zero-width marks."""
    return text if any(unicodedata.category(sign) not in ("Cf", "Zs", "Cc") for sign in text) else ""


def is_safe(text: str) -> bool:
    """Tell whether `text` can go to a terminal as it is: renderers assert it."""
    return _UNSAFE.search(text) is None


def _filled(text: str) -> str:
    if not text:
        raise PydanticCustomError("leeg", "deze tekst is leeg")
    return text


def _clean_line(text: str) -> str:
    return clean(text)


def _clean_block(text: str) -> str:
    return clean(text, multiline=True)


OptionalOneLine = Annotated[str, AfterValidator(_clean_line)]
OneLine = Annotated[str, AfterValidator(_clean_line), AfterValidator(_filled)]
OptionalText = Annotated[str, AfterValidator(_clean_block)]
Text = Annotated[str, AfterValidator(_clean_block), AfterValidator(_filled)]


class Value(BaseModel):
    """A frozen value that knows exactly its own fields."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


@dataclass
class WordsApart:
    """Takes people's words out of what is stored, and puts them back.

    As the `context` of a pydantic dump it collects each `Said` field in `words` and leaves its number in the
    dump; as the `context` of a validation it gives the words of that number, or "" when they were struck.
    """

    words: list[str]
    kept: dict[int, str]
    first: int = 0

    @classmethod
    def taking_out(cls, first: int) -> "WordsApart":
        return cls([], {}, first)

    @classmethod
    def putting_back(cls, kept: dict[int, str]) -> "WordsApart":
        return cls([], kept)


def _take_out(text: str, info: SerializationInfo) -> Any:
    if isinstance(info.context, WordsApart) and text:
        info.context.words.append(text)
        return info.context.first + len(info.context.words) - 1
    return text


def _put_back(value: Any, info: ValidationInfo) -> Any:
    if isinstance(info.context, WordsApart) and isinstance(value, int):
        return info.context.kept.get(value, "")
    return clean(value) if isinstance(value, str) else value


Said = Annotated[str, BeforeValidator(_put_back), PlainSerializer(_take_out)]
"""Words of a person: one clean line, stored apart from the event that holds it."""


def nearest(word: str, known: Sequence[str]) -> str | None:
    """Return the known word that `word` was most likely meant to be, or None."""
    import difflib

    found = difflib.get_close_matches(word, known, n=1, cutoff=0.6)
    return found[0] if found else None
