"""Nothing a person typed changes the outline: what is read back is what was said."""

from collections.abc import Iterator

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from gesprekskaarten.domain.words import clean
from gesprekskaarten.report.markdown import document, heading, item, label, md, quote, table
from tests.torture import TORTURE

PARSERS = {"commonmark": MarkdownIt("commonmark"), "gfm": MarkdownIt("gfm-like")}
OTHERS = ["strong_open", "strong_close"]
"""Markdown of our own around the words."""

MARKS = [
    *(
        "#",
        "##",
        "*",
        "**",
        "_",
        "__",
        "~",
        "~~",
        "`",
        "```",
        "|",
        "\\",
        "[",
        "]",
        "(",
        ")",
        "!",
        "<",
        ">",
        "&",
        ";",
        "$",
    ),
    *(
        "-",
        "---",
        "+",
        "=",
        "===",
        "1.",
        "1)",
        "12.",
        ":",
        ".",
        "/",
        "//",
        "@",
        " ",
        "  ",
        "\t",
        "\n",
        "a",
        "B",
        "é",
        "2",
    ),
    *(
        "www.",
        "WWW.",
        "http://",
        "https://",
        "ftp://",
        "mailto:",
        "jan@x.nl",
        "x.nl",
        "localhost",
        "&amp",
        "&#35;",
        "&lt;",
    ),
    *(
        "<b",
        "</b>",
        "<!--",
        "-->",
        "<script>",
        "[x]",
        "[^1]",
        "![",
        "](x)",
        "❤️",
        "\u200b",
        "\u00a0",
        "\u3000",
        "\u0301",
        "e",
    ),
]
words = st.one_of(st.text(), st.lists(st.sampled_from(MARKS), max_size=12).map("".join))


def visible(tokens: list[Token]) -> str:
    """Return the words a reader sees; fails on a link, a picture, HTML or emphasis that is not ours."""
    seen = ""
    for token in tokens:
        if token.type == "inline":
            seen += visible(token.children or [])
        elif token.type in ("text", "text_special"):
            seen += token.content
        else:
            assert token.type in OTHERS or token.nesting or token.type == "hr", token.type
            assert not token.type.startswith(("link", "em_", "s_")), token.type
    return seen


def outline(tokens: list[Token]) -> list[str]:
    return [f"{token.type} {token.tag}" for token in tokens]


def inlines(tokens: list[Token]) -> Iterator[str]:
    for token in tokens:
        if token.type == "inline":
            yield visible([token])


def page(text: str) -> str:
    """Return a document with the words in every place where a report puts words."""
    said = md(text)
    return document(
        (
            heading(1, f"Verslag: {clean(text)}"),
            said,
            heading(3, text),
            "\n".join((item(said, said), item(label(text, said)), item(said, label("Stap", said)))),
            quote(text),
            table(("Wat", "Wie"), [f"{said} | {said}", f"{said} | x"]),
            said,
        )
    )


@pytest.mark.parametrize("parser", PARSERS)
@given(text=words)
@example("Kop\n===")
@example("a\\")
@example("\\|")
def test_words_read_back_as_they_were_said(parser: str, text: str) -> None:
    seen = clean(text)
    if not seen:
        return
    tokens = PARSERS[parser].parse(page(text))
    if parser == "commonmark":
        tokens = tokens[: next(place for place, token in enumerate(tokens) if token.type == "blockquote_close")]
    expected = [f"Verslag: {seen}", seen, seen, seen, seen, f"{seen}: {seen}", seen, f"Stap: {seen}", seen]
    if parser == "gfm":
        expected += ["Wat", "Wie", seen, seen, seen, "x", seen]
    assert list(inlines(tokens)) == expected


@pytest.mark.parametrize("parser", PARSERS)
@given(text=words)
def test_words_never_change_the_outline(parser: str, text: str) -> None:
    if clean(text):
        parse = PARSERS[parser].parse
        assert outline(parse(page(text))) == outline(parse(page("gewoon")))


@pytest.mark.parametrize(("name", "text"), TORTURE)
def test_torturing_words_read_back_and_keep_the_outline(name: str, text: str) -> None:
    seen = clean(text)
    if not seen:
        return
    tokens = PARSERS["gfm"].parse(page(text))
    assert outline(tokens) == outline(PARSERS["gfm"].parse(page("gewoon")))
    assert set(inlines(tokens)) >= {f"Verslag: {seen}", seen, f"{seen}: {seen}"}


@given(words)
def test_the_markdown_of_words_is_one_line_without_edges(text: str) -> None:
    escaped = md(text)
    assert escaped == escaped.strip()
    assert len(escaped.splitlines()) <= 1
