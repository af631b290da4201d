"""Markdown that no text can change: CommonMark and GFM, clean under markdownlint."""

import re
from collections.abc import Iterable, Sequence

from gesprekskaarten.domain.words import clean

_SPECIAL = re.compile(
    r"[\\`*_\[|~$]"
    r"|<(?=[A-Za-z/!?])"
    r"|&(?=#?[A-Za-z0-9]+;)"
    r"|/(?=/)"
    r"|(?<=\S)@(?=\S)"
    r"|(?<=\b[wW]{3})\."
    r"|(?<=[^\s.])\.(?=[^\W\d_]{2})"
)
"""What can start something inside a line. The last four are what GFM and linkify-it make links of."""

_START = re.compile(r"[#+\-=>]|[0-9]{1,9}[.)](?=\s|$)")
"""What can start a block at the beginning of a line."""

_NOT_AFTER_HEADING = ".,;:!。，；：！"
"""Punctuation at the end of a heading that markdownlint refuses (MD026)."""


def md(text: str) -> str:
    """Return `text` as one line of Markdown that shows exactly that text, wherever it stands."""
    return _escape(clean(text))


def _escape(text: str) -> str:
    body = text.rstrip("#")
    escaped = _SPECIAL.sub(r"\\\g<0>", body)
    start = _START.match(escaped)
    if start:
        escaped = f"{escaped[: start.end() - 1]}\\{escaped[start.end() - 1 :]}"
    return escaped + "\\#" * (len(text) - len(body))


def heading(level: int, text: str) -> str:
    words = clean(text)
    if words.endswith(tuple(_NOT_AFTER_HEADING)):
        return f"{'#' * level} {_escape(words[:-1])}&#{ord(words[-1])};"
    return f"{'#' * level} {_escape(words)}"


def label(text: str, markdown: str) -> str:
    """Return `markdown` with `text` and a colon before it, in bold."""
    return f"**{md(text)}:** {markdown}"


def item(markdown: str, *below: str) -> str:
    """Return one item of a list, with smaller items below it."""
    return "\n".join((f"- {markdown}", *(f"  - {one}" for one in below)))


def bullets(items: Iterable[str]) -> str:
    return "\n".join(item(one) for one in items)


def quote(text: str) -> str:
    return f"> {md(text)}"


def table(header: Sequence[str], rows: Iterable[str]) -> str:
    """Return a GFM table; each row is Markdown cells with ` | ` between them."""
    lines = (" | ".join(header), " | ".join("---" for _ in header), *rows)
    return "\n".join(f"| {line} |" for line in lines)


def document(blocks: Iterable[str]) -> str:
    return "\n\n".join(blocks) + "\n"
