"""Perspectiefwissel: speak as another, then the real role-holder has the last word (onderzoek/facilitatie.md 3.3)."""

from dataclasses import replace
from typing import ClassVar

from gesprekskaarten.domain import events as ev
from gesprekskaarten.domain import voices
from gesprekskaarten.domain.commands import Amend, Happen, Pass
from gesprekskaarten.domain.deck import Group
from gesprekskaarten.domain.lines import Exchange, Kind, Line, Verdict
from gesprekskaarten.domain.playbook import RoundKind
from gesprekskaarten.domain.session import Session
from gesprekskaarten.tui import board
from gesprekskaarten.tui.commands import Command
from gesprekskaarten.tui.rounds.base import PARK, Detail, Entry, Face, Table
from gesprekskaarten.tui.rounds.parts import NOBODY, PASS, fill_in, lines_first, pass_reason, short, starters
from gesprekskaarten.tui.widgets.choice import Option
from gesprekskaarten.tui.widgets.rows import Row

VERDICT = Command(
    "verdict",
    ("o",),
    "oordeel",
    "Wie de rol echt heeft, zegt of het klopt, niet klopt of dat je iets niet wist.",
    "Deze ronde",
    bar=65,
)
OTHER_ROLE = Command(
    "other_role", ("w",), "andere rol", "Geef wie aan het woord is een andere rol om te spelen.", "Deze ronde", bar=27
)
NEW_PAIRS = Command(
    "new_pairs", ("g",), "tweetallen", "Toon de tweetallen in de zaal, of maak andere.", "Deze ronde", bar=58
)


class Wissel(Face):
    kind = RoundKind.WISSEL
    commands: ClassVar = (VERDICT, OTHER_ROLE, NEW_PAIRS, PASS)

    def entries(self, session: Session) -> tuple[Entry, ...]:
        about = dict(pairs_now(session)).get(session.turn or "")
        name = f"als {session.actor_name(about)}" if about else "speelt een ander"
        hint = self.round.starters[0] if self.round.starters else "Ik ben bang dat …"
        return (Entry("wissel", name, of_actor=True, placeholder=hint), PARK)

    def line(self, session: Session, entry: Entry, actor: str, text: str) -> Line | str:
        if entry.id != "wissel":
            return super().line(session, entry, actor, text)
        if not actor:
            return NOBODY
        if not session.present.get(actor):
            return _empty(session, actor)
        about = dict(pairs_now(session)).get(actor)
        if about is None:
            return _no_role(session, actor)
        return Exchange(round=self.round.id, text=text, actor=actor, about=about)

    def rows(self, session: Session) -> list[Row]:
        """Once somebody plays, who is whom stands first."""
        return lines_first(self, session) if session.turn else super().rows(session)

    def own_rows(self, session: Session) -> list[Row]:
        return [*self._now(session), *starters(self.round), *self._pairs(session)]

    def _now(self, session: Session) -> list[Row]:
        actor = session.turn
        if not actor:
            return [board.strong("Kies met v of een cijfer wie er nu een ander speelt.")]
        about = dict(pairs_now(session)).get(actor)
        if not session.present.get(actor):
            return [board.strong(_empty(session, actor))]
        if about is None:
            return [board.strong(_no_role(session, actor))]
        after = (
            f"Daarna heeft {session.actor_name(about)} het laatste woord (o)."
            if session.present.get(about)
            else f"{session.actor_name(about)} is er niet. Wat gezegd wordt, heet: ingeleefd, niet getoetst."
        )
        return [board.strong(f"Nu: {_as(session, actor, about)}"), board.plain(after)]

    def _pairs(self, session: Session) -> list[Row]:
        pairs = pairs_now(session)
        lines = self._lines(session)
        rows = [board.heading("Wie is nu wie")]
        if not pairs:
            rows.append(board.plain("Voor een wissel zijn minstens twee rollen nodig. Zet met p een lege stoel neer."))
        elif not session.pairs:
            rows.append(board.strong("De zaal ziet deze tweetallen nog niet. Toon ze met g."))
        for speaker, about in pairs:
            rows.append(_pair_row(session, speaker, about))
            rows += _under(session, [line for line in lines if line.actor == speaker])
        speakers = {speaker for speaker, _ in pairs}
        rest = [line for line in lines if line.actor not in speakers]
        rows += [board.heading("Van wie er nu niet speelt"), *_under(session, rest)] if rest else []
        waiting = [line for line in lines if _can_be_judged(session, line)]
        if waiting:
            rows.append(board.strong(f"Nog te toetsen: {board.rules(len(waiting))} (o)."))
        return rows

    def _lines(self, session: Session) -> list[Exchange]:
        return [line for line in session.lines_of(self.round.id, Kind.WISSEL) if isinstance(line, Exchange)]

    def _to_judge(self, session: Session, chosen: Line | None) -> Exchange | None:
        """The chosen line, or else the first whose role-holder is here and was not asked yet."""
        if isinstance(chosen, Exchange):
            return chosen
        return next((line for line in self._lines(session) if _can_be_judged(session, line)), None)

    def reason(self, session: Session, command: Command, chosen: Line | None) -> str | None:
        if command is PASS:
            return pass_reason(session)
        if command is VERDICT:
            line = self._to_judge(session, chosen)
            if line is None:
                return "Er is nog geen regel om te toetsen."
            if not session.present.get(line.about):
                return f"{session.actor_name(line.about)} is er niet. Dit blijft: ingeleefd, niet getoetst."
        if command is OTHER_ROLE:
            if not session.turn:
                return NOBODY
            if not session.present.get(session.turn):
                return _empty(session, session.turn)
            if len(roles(session, session.turn)) < 2:
                return f"Voor {session.actor_name(session.turn)} is er geen andere rol om te spelen."
        if command is NEW_PAIRS and not pairs_now(session):
            return "Voor een wissel zijn minstens twee rollen nodig."
        return None

    async def do_verdict(self, table: Table) -> None:
        line = self._to_judge(table.session, table.chosen_line)
        if line is None:
            return
        holder = table.session.actor_name(line.about)
        options = [
            Option(Verdict.KLOPT, "klopt"),
            Option(Verdict.KLOPT_NIET, "klopt niet"),
            Option(Verdict.WIST_NIET, "wist je niet"),
        ]
        picked = await table.choose(f"{holder}, klopt dit? “{short(line.text, 120)}”", options, line.verdict)
        if picked is None:
            return
        verdict = Verdict(picked)
        fields = {"verdict": verdict, **({"correction": ""} if verdict is Verdict.KLOPT else {})}
        if any(getattr(line, name) != value for name, value in fields.items()):
            if not await table.perform(Amend(line.id, fields)):
                return
            line = line.model_copy(update=fields)
        if verdict is not Verdict.KLOPT:
            label = "Wat klopt er niet" if verdict is Verdict.KLOPT_NIET else "Wat wist je niet"
            if line.correction:
                table.say("De correctie staat er al. Met e wijzig je haar.")
            await fill_in(table, line, [Detail("correction", f"{short(holder, 18)}: {label.lower()}?")])

    async def do_other_role(self, table: Table) -> None:
        session, speaker = table.session, table.session.turn or ""
        now, choices = dict(pairs_now(session)), roles(session, speaker)
        here = choices.index(now[speaker]) if now.get(speaker) in choices else -1
        now[speaker] = choices[(here + 1) % len(choices)]
        if await table.perform(Happen(ev.PairsMade(pairs=tuple(now.items())))):
            table.say(f"Nu: {_as(table.session, speaker, now[speaker])}.")

    async def do_new_pairs(self, table: Table) -> None:
        session = table.session
        first = not session.pairs
        pairs = pairs_now(session) if first else other_pairs(session)
        if not first and pairs == pairs_now(session):
            table.say("Met deze rollen zijn er geen andere tweetallen.")
        elif await table.perform(Happen(ev.PairsMade(pairs=pairs))):
            table.say("De zaal ziet nu de tweetallen." if first else "Er zijn nieuwe tweetallen.")

    async def do_pass_turn(self, table: Table) -> None:
        await table.perform(Pass())


def roles(session: Session, speaker: str) -> tuple[str, ...]:
    """Whom this actor may play, next chair first: never oneself, and nobody of the naasten plays another of them."""
    chairs = session.actors
    place = chairs.index(speaker)
    of_naasten = voices.group_of(session, speaker) is Group.NAASTEN
    return tuple(
        about
        for about in (*chairs[place + 1 :], *chairs[:place])
        if not (of_naasten and voices.group_of(session, about) is Group.NAASTEN)
    )


def pairs_now(session: Session) -> tuple[tuple[str, str], ...]:
    """Who plays whom, for everybody at the table: as was made, and as is proposed for who came later."""
    made = {**dict(voices.propose_pairs(session)), **dict(session.pairs)}
    return tuple((speaker, made[speaker]) for speaker in session.at_table if speaker in made)


def other_pairs(session: Session) -> tuple[tuple[str, str], ...]:
    """Give everybody the next role that is still free."""
    now, taken = dict(pairs_now(session)), set[str]()
    pairs = []
    for speaker, about in now.items():
        choices = roles(session, speaker)
        after = choices.index(about) + 1 if about in choices else 0
        turned = (*choices[after:], *choices[:after])
        other = next((one for one in turned if one not in taken), turned[0])
        taken.add(other)
        pairs.append((speaker, other))
    return tuple(pairs)


def _can_be_judged(session: Session, line: Exchange) -> bool:
    return line.verdict is None and bool(session.present.get(line.about))


def _as(session: Session, speaker: str, about: str) -> str:
    chair = "" if session.present.get(about) else " (lege stoel)"
    return f"{session.actor_name(speaker)} is {session.actor_name(about)}{chair}"


def _pair_row(session: Session, speaker: str, about: str) -> Row:
    number = session.actors.index(speaker) + 1
    if speaker == session.turn:
        sign, state = "▶", "nu aan het woord"
    elif speaker in session.heard_in(session.round_id):
        sign, state = "✓", "geweest"
    elif speaker in session.passed_in(session.round_id):
        sign, state = "–", "gaf door"
    else:
        sign, state = "·", "nog niet geweest"
    return board.bullet(f"{number} {_as(session, speaker, about)}: {state}", sign)


def _under(session: Session, lines: list[Exchange]) -> list[Row]:
    return [replace(board.line_row(session, line), indent=2) for line in lines]


def _empty(session: Session, actor: str) -> str:
    return f"De stoel van {session.actor_name(actor)} is leeg. Geef de beurt aan iemand die er is."


def _no_role(session: Session, actor: str) -> str:
    return f"Voor {session.actor_name(actor)} is er nu geen rol: niemand speelt een eigen naaste."
