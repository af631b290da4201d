"""Frozen values, and the fields in them that hold words: every one of them comes in through `clean`."""

from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, PlainSerializer, SerializationInfo
from pydantic_core import PydanticCustomError
from pydantic_core.core_schema import ValidationInfo

from gesprekskaarten.domain.words import clean


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
