"""Schrappen: choose what must go, see exactly what goes with it, and only then lose it for good."""

from collections.abc import Iterator
from dataclasses import replace

from textual.content import Content

from gesprekskaarten.domain import events as ev
from gesprekskaarten.domain.commands import Refusal, Strike, decide
from gesprekskaarten.domain.lines import Line, words_of
from gesprekskaarten.domain.session import Session
from gesprekskaarten.tui import board
from gesprekskaarten.tui.commands import Command
from gesprekskaarten.tui.screens.side import Side
from gesprekskaarten.tui.widgets.question_bar import Tone
from gesprekskaarten.tui.widgets.rows import Row

MARK = Command("mark", ("space",), "aanvinken", "Vink de gekozen regel aan, of weer uit.", "Schrappen", bar=80)
LOOK = Command("look", ("enter",), "verder", "Laat zien wat er precies weggaat.", "Schrappen", bar=75)
STRIKE = Command("strike", ("j",), "ja, schrappen", "Schrap dit voorgoed.", "Schrappen", bar=80)
BACK = Command("back", ("n", "enter"), "nee, terug", "Schrap niets en ga terug naar de lijst.", "Schrappen", bar=75)


class StrikeScreen(Side[Strike]):
    """Returns what to strike; it strikes nothing itself."""

    AGAIN = "space"

    def __init__(self, session: Session, line_id: int | None, seen: bool) -> None:
        super().__init__(seen)
        self.session = session
        self._given = f"regel {line_id}" if line_id is not None else None
        self._marked: set[str] = set()
        self._going: ev.Struck | None = None
        """What would go; None as long as it is being chosen."""

    @property
    def commands(self) -> tuple[Command, ...]:
        own = (MARK, LOOK) if self._going is None else (STRIKE, BACK)
        return (*own, *super().commands)

    def heading(self) -> str:
        return "Schrappen: wat moet weg?" if self._going is None else "Schrappen: dit gaat weg"

    def first_chosen(self) -> str | None:
        given = [row.key for row in self.board.rows if row.key is not None and row.key == self._given]
        return given[0] if given else super().first_chosen()

    @property
    def wish(self) -> Strike:
        """What is ticked; when nothing is, the chosen row."""
        keys = self._marked or {self.board.selected or ""}
        lines = sorted(int(key.split()[1]) for key in keys if key.startswith("regel "))
        return Strike(lines, sorted(key for key in keys if key and not key.startswith("regel ")))

    def rows(self) -> list[Row]:
        if self._going is not None:
            return list(self._going_rows(self._going))
        rows = list(self._all_rows())
        return rows or [board.plain("Er staat nog niets dat je kunt schrappen.")]

    def _all_rows(self) -> Iterator[Row]:
        session = self.session
        for round in session.material.playbook.rounds:
            yield from self._group(round.title, [self._line_row(line) for line in session.lines_of(round.id)])
        yield from self._group("Ingetrokken regels", [self._line_row(line) for line in session.withdrawn.values()])
        yield from self._group("Andere woorden", [_word_row(name, text) for name, text in _others(session)])

    def _group(self, title: str, rows: list[Row]) -> Iterator[Row]:
        if rows:
            yield board.heading(title)
        for row in rows:
            box = "[x]" if row.key in self._marked else "[ ]"
            yield replace(row, content=Content(f"{box} ") + row.content, hanging=4)

    def _line_row(self, line: Line) -> Row:
        who = board.who_says(self.session, line)
        words = Content(" · ".join(words_of(line)))
        return Row(Content.assemble((f"{who}: ", "bold"), words), key=board.line_key(line))

    def _going_rows(self, going: ev.Struck) -> Iterator[Row]:
        session, wish = self.session, self.wish
        kept = {**session.withdrawn, **session.lines}
        others = dict(_others(session))
        words = {f"regel {id}": self._line_row(kept[id]) for id in going.lines if id in kept}
        words |= {name: _word_row(name, others[name]) for name in going.others if name in others}
        chosen = {*(f"regel {id}" for id in wish.lines), *wish.others}
        yield from self._listed("Dit koos je", [row for key, row in words.items() if key in chosen])
        also = [row for key, row in words.items() if key not in chosen]
        yield from self._listed("Dit gaat ook weg: er staat hetzelfde in, of het komt eruit voort", also)
        yield board.gap()
        yield board.plain("Een verslag dat dit programma maakte, wordt opnieuw gemaakt zonder deze woorden.")

    def _listed(self, title: str, rows: list[Row]) -> Iterator[Row]:
        if rows:
            yield board.heading(title)
        for row in rows:
            yield replace(row, content=Content("× ") + row.content, key=None, hanging=2)

    def reason(self, command: Command) -> str | None:
        if command is MARK and self.board.selected is None:
            return "Er is geen regel gekozen."
        if command is LOOK:
            decision = decide(self.session, self.wish)
            return decision.reason if isinstance(decision, Refusal) else None
        return None

    def do_mark(self) -> None:
        chosen = self.board.selected
        if chosen is not None:
            self._marked ^= {chosen}
            self.show_again()

    def do_look(self) -> None:
        decision = decide(self.session, self.wish)
        if isinstance(decision, Refusal) or not isinstance(decision[0], ev.Struck):
            return
        if not self._marked and self.board.selected is not None:
            self._marked = {self.board.selected}
        self._going = decision[0]
        self.show_again()
        self.board.scroll_home(animate=False)
        question = "Voorgoed schrappen? Dit kan niet ongedaan worden."
        self.question_bar.ask(question, (STRIKE, BACK), Tone.ROOD)

    def do_strike(self) -> None:
        self.dismiss(self.wish)

    def do_back(self) -> None:
        self._going = None
        self.question_bar.withdraw()
        self.show_again()
        first = self.wish
        key = f"regel {first.lines[0]}" if first.lines else next(iter(first.others), None)
        self.board.select(key)

    async def do_close(self) -> None:
        if self._going is None:
            self.dismiss(None)
        else:
            self.do_back()


def _others(session: Session) -> Iterator[tuple[str, str]]:
    """Name every owner of other words of people, with the words."""
    if session.title:
        yield "titel", f"Titel: {session.title}"
    if session.own_casus:
        yield "eigen-casus", f"Eigen casus: {session.own_casus.title}. {session.own_casus.situation}"
    if session.readers:
        yield "lezers", f"Wie het verslag mag zien: {session.readers}"
    for id, actor in session.own_actors.items():
        if actor.name:
            yield f"actor {id}", f"Eigen actor: {actor.name}"
    for id, card in session.own_cards.items():
        if card.question:
            yield f"kaart {id}", f"Eigen kaart: {f'{card.title}. ' if card.title else ''}{card.question}"


def _word_row(name: str, text: str) -> Row:
    return Row(Content(text), key=name)
