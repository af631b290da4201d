"""The only entrance for words of people and decks."""

import re
import unicodedata
from collections.abc import Sequence

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


def nearest(word: str, known: Sequence[str]) -> str | None:
    """Return the known word that `word` was most likely meant to be, or None."""
    import difflib

    found = difflib.get_close_matches(word, known, n=1, cutoff=0.6)
    return found[0] if found else None
