"""Small parts of a Markdown page."""

from collections.abc import Iterable, Sequence

GENERATED = "<!-- Dit bestand maakt het programma zelf: python -m tests.docs -->"


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """Return the lines of a table; a bar inside a cell is escaped."""
    lines = [_row(header), _row(["---"] * len(header))]
    return [*lines, *(_row([cell.replace("|", "\\|") for cell in row]) for row in rows)]


def _row(cells: Sequence[str]) -> str:
    inside = " | ".join(cells)
    return f"| {inside} |".replace("|  |", "| |").replace("|  |", "| |")
