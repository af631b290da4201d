"""Where we are: the round, the time left in words, whole minutes and a bar, and what is switched on."""

from textual.content import Content
from textual.widgets import Static

from gesprekskaarten.domain.agenda import Agenda
from gesprekskaarten.domain.session import Session
from gesprekskaarten.tui.widgets.lines import safe_content

BAR = 10


class Header(Static):
    """The first lines of the leader's screen."""

    DEFAULT_CSS = """
    Header { height: auto; padding: 0 1; background: $panel; color: $foreground; }
    """

    def show(self, session: Session, plan: Agenda, *, leads: bool, seen: bool, window: str = "") -> None:
        """Show this moment; `seen`: the room looks at this screen too; `window`: what is known of the room window."""
        self.update(header_content(session, plan, leads=leads, seen=seen, window=window))


def header_content(session: Session, plan: Agenda, *, leads: bool, seen: bool, window: str = "") -> Content:
    """Return two lines: round and time; then who speaks and what is switched on."""
    round = None if session.opened.read_only else session.round
    first: list[Content] = [Content.styled(session.title or "Grensvlakkengesprek", "bold")]
    if session.opened.read_only:
        first.append(Content("voorbeeld"))
    elif round is None and not session.closed:
        first.append(Content(f"klaar om ongeveer {plan.end.astimezone():%H:%M}"))
    elif round is not None:
        rounds = session.material.playbook.rounds
        place = rounds.index(round) + 1
        first = [Content.styled(f"{place}/{len(rounds)} {round.title}", "bold")]
        if not session.closed:
            first += [time_left(session, plan), Content(f"einde {plan.end.astimezone():%H:%M}")]
    flags = [text for on, text in _flags(session, leads=leads, seen=seen) if on]
    if round is not None and session.turn is not None:
        who = session.actor_name(session.turn)
        second = [Content.assemble("Nu: ", (who, "bold"))]
    else:
        second = []
    second += [Content(f"zaal: {text}") for text in _shown_instead(session)]
    second += [Content(window)] if window else []
    second += [Content.styled(f" {text} ", "reverse bold") for text in flags]
    lines = [Content(" · ").join(first)]
    if second:
        lines.append(Content("  ").join(second))
    return safe_content(Content("\n").join(lines))


def _shown_instead(session: Session) -> list[str]:
    """Name what the room sees instead of the round, when that is something else."""
    shown = session.shown
    if shown.what == "kaart":
        card = session.card_of(shown.card)
        return [f"kaart “{card.title}”"] if card else []
    names = {"casus": "de casus", "afloop": "de afloop", "wegwijzer": "de wegwijzer"}
    return [names[shown.what]] if shown.what in names else []


def time_left(session: Session, plan: Agenda) -> Content:
    """Whole minutes, a bar and a word."""
    if session.paused is not None:
        return Content.styled("pauze", "bold")
    full = round(plan.part * BAR)
    bar = "█" * full + "░" * (BAR - full)
    if plan.left < 0:
        text = f"{-plan.left} min over de tijd"
    elif plan.left == 1:
        text = "nog 1 minuut"
    else:
        text = f"nog {plan.left} min"
    return Content.assemble(f"{text} {bar} ", (plan.word, "bold" if plan.warn else ""))


def _flags(session: Session, *, leads: bool, seen: bool) -> list[tuple[bool, str]]:
    return [
        (session.off_record, "NIET OPNEMEN"),
        (session.blank, "ZAAL IS ZWART"),
        (session.closed, "AFGESLOTEN"),
        (not leads, "MEEKIJKEN"),
        (seen, "DE ZAAL ZIET DIT"),
    ]
