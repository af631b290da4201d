"""Which pages are generated, and by what."""

from collections.abc import Callable
from pathlib import Path

from tests.docs import command_line, formats, keys

DOCS = Path(__file__).parents[2] / "docs"
PAGES: dict[str, Callable[[], str]] = {
    "toetsen.md": keys.page,
    "opdrachtregel.md": command_line.page,
    "formaat.md": formats.page,
}
