"""Rows of plain text for a board, and counts in words."""

from textual.content import Content

from gesprekskaarten.tui.widgets.rows import Row


def heading(text: str) -> Row:
    return Row(Content.styled(text, "bold underline"))


def plain(text: str, indent: int = 0, key: str | None = None) -> Row:
    return Row(Content(text), key=key, indent=indent)


def strong(text: str, indent: int = 0, key: str | None = None) -> Row:
    return Row(Content.styled(text, "bold"), key=key, indent=indent)


def gap() -> Row:
    return Row(Content(""))


def bullet(text: str, sign: str = "•", key: str | None = None) -> Row:
    return Row(Content(f"{sign} {text}"), key=key, hanging=len(sign) + 1)


def minutes(count: int) -> str:
    return "1 minuut" if count == 1 else f"{count} minuten"


def rules(count: int) -> str:
    return "1 regel" if count == 1 else f"{count} regels"
