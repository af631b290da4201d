"""What is typed, as it may stand in a field of one line."""

from gesprekskaarten.domain.words import is_safe

_BREAKS = frozenset("\n\r\t\v\f\x85\u2028\u2029")


def as_typed(text: str) -> str:
    """Return `text` as it may stand in the field: one line, nothing that a terminal could obey.

    Unlike `clean` it keeps blanks at the ends, so that it can be used on one character.
    """
    single = text.replace("\r\n", "\n")
    return "".join(" " if character in _BREAKS else character for character in single if _stays(character))


def _stays(character: str) -> bool:
    return character in _BREAKS or is_safe(character)
