"""The report as it would be now: to read, to write into the session folder, to copy."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from textual.content import Content

from gesprekskaarten.conduct.conductor import Conductor
from gesprekskaarten.conduct.exports import REPORT, documents, write_document, write_report
from gesprekskaarten.domain.session import Session
from gesprekskaarten.errors import AppError
from gesprekskaarten.report.cards import own_document
from gesprekskaarten.report.table_edition import table_edition
from gesprekskaarten.tui.clipboard import copy
from gesprekskaarten.tui.commands import Command
from gesprekskaarten.tui.leading import Leading
from gesprekskaarten.tui.screens.side import Side
from gesprekskaarten.tui.widgets.question_bar import Tone
from gesprekskaarten.tui.widgets.rows import Row

_HEADING = re.compile(r"(#{1,6}) (.*)")
_ITEM = re.compile(r"( *)- (.*)")
_RULE = re.compile(r"[| -]+")
_INLINE = re.compile(r"\\(?P<escaped>[!-/:-@\[-`{-~])|&#(?P<code>\d+);|(?P<mark>\*\*|\*)")


class ReportScreen(Side[None]):
    """Shows the tafelversie, and the documents that stand beside it."""

    COMMANDS: ClassVar[tuple[Command, ...]] = (
        Command("write", ("w",), "schrijven", "Schrijf het verslag in de map van dit gesprek.", "Verslag", bar=80),
        Command("copy", ("y",), "kopiëren", "Kopieer wat je ziet, om het ergens te plakken.", "Verslag", bar=75),
        Command(
            "other", ("d",), "ander stuk", "Bekijk de afspraken als los stuk, of weer het verslag.", "Verslag", bar=70
        ),
    )

    def __init__(self, leading: Leading, seen: bool) -> None:
        super().__init__(seen)
        self.leading = leading
        self._document = ""
        """Which document is shown; "" is the report."""

    @property
    def session(self) -> Session:
        return self.leading.session

    @property
    def path(self) -> Path:
        """Where what is shown is written."""
        name = f"{self._document}.md" if self._document else REPORT
        return self.leading.conductor.file.folder.absolute() / name

    @property
    def text(self) -> str:
        """What is shown, in Markdown."""
        if not self._document:
            return table_edition(self.session)
        return own_document(self.session, documents(self.session)[self._document])

    def heading(self) -> str:
        title = documents(self.session)[self._document].document if self._document else "Verslag"
        return f"{title}: zo ziet het er nu uit"

    def summary(self) -> Sequence[str]:
        return [_waiting(self.session)]

    def rows(self) -> list[Row]:
        return report_rows(self.text)

    def reason(self, command: Command) -> str | None:
        if command.id == "other" and not documents(self.session):
            return "Bij dit draaiboek is er alleen het verslag."
        if command.id == "write" and self.session.opened.read_only:
            return "Dit is het voorbeeld: het verslag wordt hier niet weggeschreven. Kopiëren kan wel, met y."
        return None

    async def do_write(self) -> None:
        conductor = self.leading.conductor
        try:
            paths = await self.leading.call(lambda: _write_all(conductor))
        except AppError as error:
            self.question_bar.ask(f"{error.message} {error.hint}".strip(), tone=Tone.ROOD)
            return
        report, *others = paths
        also = f" · Daarnaast staat {', '.join(path.name for path in others)}." if others else ""
        self.question_bar.ask(f"Het verslag staat in {report}{also}", tone=Tone.INFO)

    def do_other(self) -> None:
        shown = ["", *documents(self.session)]
        self._document = shown[(shown.index(self._document) + 1) % len(shown)]
        self.show_again()
        self.board.scroll_home(animate=False)

    def do_copy(self) -> None:
        report = self.text
        self.question_bar.ask(f"{copy(report, self.app)} {self._where(report)}", tone=Tone.INFO)

    def _where(self, report: str) -> str:
        if self.session.opened.read_only:
            folder = self.leading.conductor.file.folder.name
            return f"Een bestand maak je met: gesprekskaarten verslag {folder} --naar {self.path.name}"
        try:
            written = self.path.read_text("utf-8")
        except (OSError, ValueError):
            return "Er is nog geen bestand: met w schrijf je het."
        older = "" if written == report else "Er staat een ouder verslag, met w schrijf je het nieuwe. "
        return f"{older}Het bestand is {self.path}"


def _write_all(conductor: Conductor) -> list[Path]:
    """Write the report, and beside it the documents that the draaiboek asks for."""
    file, session = conductor.file, conductor.session
    return [write_report(file, session), *(write_document(file, session, name) for name in documents(session))]


def _waiting(session: Session) -> str:
    match len(session.unconfirmed()):
        case 0:
            return "Alle regels zijn bevestigd." if session.lines else "Er zijn nog geen regels opgeschreven."
        case 1:
            return "1 regel is nog niet bevestigd: die komt niet in het verslag."
        case count:
            return f"{count} regels zijn nog niet bevestigd: die komen niet in het verslag."


def report_rows(markdown: str) -> list[Row]:
    """Return the Markdown of a report as rows to read: without its signs, with the words as they were said."""
    rows: list[Row] = []
    table = False
    for line in markdown.rstrip("\n").split("\n"):
        in_table = line.startswith("| ")
        if found := _HEADING.fullmatch(line):
            style = "bold underline" if len(found[1]) < 3 else "bold"
            rows.append(Row(inline(found[2]).stylize(style)))
        elif found := _ITEM.fullmatch(line):
            rows.append(Row(Content("• ") + inline(found[2]), indent=len(found[1]), hanging=2))
        elif line.startswith(">"):
            rows.append(Row(inline(line[2:]), indent=2))
        elif in_table and not _RULE.fullmatch(line):
            cells = Content(" · ").join(inline(cell) for cell in line[2:-2].split(" | "))
            rows.append(Row(Content("• ") + cells if table else cells.stylize("bold"), hanging=2))
        elif not in_table:
            rows.append(Row(inline(line)))
        table = in_table
    return rows


def inline(markdown: str) -> Content:
    """Return one line of our own Markdown as text: `**` and `*` become bold and italic, escapes what they stand for."""
    parts: list[tuple[str, str]] = []
    styles: list[str] = []
    place = 0
    for found in _INLINE.finditer(markdown):
        parts.append((markdown[place : found.start()], " ".join(styles)))
        place = found.end()
        if found["mark"]:
            style = "bold" if found["mark"] == "**" else "italic"
            styles = [one for one in styles if one != style] if style in styles else [*styles, style]
        else:
            parts.append((found["escaped"] or chr(int(found["code"])), " ".join(styles)))
    parts.append((markdown[place:], ""))
    return Content("").join([Content.styled(text, style) for text, style in parts if text])
