"""The one question that stands in the bar: what matters most at this moment."""

import datetime as dt
from dataclasses import dataclass

from gesprekskaarten.domain import voices
from gesprekskaarten.domain.agenda import Agenda, on_subject
from gesprekskaarten.domain.cards import had_questions
from gesprekskaarten.domain.lines import Line
from gesprekskaarten.domain.playbook import Round, RoundKind
from gesprekskaarten.domain.session import Session
from gesprekskaarten.tui.board import FIELD_LABELS, minutes, names, rules, who_says

SHORT = 160
"""Characters of a line that is read back in the bar; the board has it whole."""


@dataclass(frozen=True)
class Asked:
    """A question and what answers it: ids of commands, with what they are called here."""

    text: str
    answers: tuple[tuple[str, str], ...] = ()


def question_for(
    session: Session,
    plan: Agenda,
    *,
    leads: bool,
    looking: bool,
    line: Line | None,
    typing: bool,
    proposal: tuple[Round, int] | None,
    one_level: bool = False,
    question: str | None = None,
    slow: bool = False,
) -> Asked | None:
    """Return what to ask now, or None when nothing needs asking. Times are shown in local time.

    `question` is the question of a leidraad that is chosen on the board; `slow`: the one on the table runs over.
    """
    if session.opened.read_only:
        answers = (("look_ahead", "volgende ronde"), ("look_back", "vorige ronde"), ("report", "verslag"))
        return Asked("Dit is het voorbeeld. Je kunt alles bekijken, niets verandert.", answers)
    if not leads:
        return Asked("Je kijkt mee. Een ander venster leidt dit gesprek.", (("take_over", "neem over"),))
    if session.closed:
        return Asked("Dit gesprek is afgesloten. Met → en ← lees je elke ronde.", (("report", "verslag"),))
    if not session.round_id:
        return Asked("Klaar om te beginnen?", (("type", "beginnen"), ("look_ahead", "vooruit kijken")))
    if looking:
        return Asked("Daarheen gaan?", (("type", "ga"), ("stay", "blijf hier")))
    if line is not None and not line.agreed:
        answers = (("confirm", "akkoord"), ("change", "wijzigen"), ("withdraw", "intrekken"))
        text = f"Klopt dit zo? {who_says(session, line)}: “{shortened(line.text)}”{_with_details(line)}"
        return Asked(text, () if typing else answers)
    if session.paused is not None:
        back = session.paused + dt.timedelta(minutes=session.pause_minutes)
        until = f" tot {back.astimezone():%H:%M}" if session.pause_minutes else ""
        return Asked(f"Het is pauze{until}. Verder gaan doe je bij de tijd, met z.", (("time", "tijd"),))
    if plan.over:
        return Asked(
            f"Tijd. Afronden of 2 minuten erbij?{_later(plan)}",
            (("look_ahead", "afronden"), ("two_minutes", "2 minuten erbij")),
        )
    if question in session.questions and (card := session.card_of(question)):
        return Asked(f"Deze vraag stellen? “{card.question}”", (("ask_question", "stel deze vraag"),))
    if one_level:
        return Asked(
            f"We lopen {minutes(plan.late)} achter. Kies één niveau: uitvoering.",
            (("time", "tijd"), ("leave_it", "laat maar")),
        )
    if proposal is not None:
        round, fewer = proposal
        return Asked(
            f"We lopen {minutes(plan.late)} achter. “{round.title}” {minutes(fewer)} korter?",
            (("shorten", "ja, inkorten"), ("leave_it", "laat maar")),
        )
    if plan.warn and (waiting := _unheard(session)):
        return Asked(f"Nog niet gehoord: {waiting}. Bijna tijd.", (("next_speaker", "geef het woord"),))
    if slow:
        left = len(to_come(session))
        more = "Nog 1 vraag" if left == 1 else f"Nog {left} vragen"
        each = "" if left == 1 else f", dus {minutes(max(1, plan.left // left))} per vraag"
        text = f"Deze vraag duurt al even. {more} in {minutes(plan.left)}{each}."
        return Asked(text, (("next_step", "volgende vraag"), ("leave_it", "laat maar")))
    return None


def to_come(session: Session) -> list[str]:
    """Return the questions of this leidraad that were not had and not skipped."""
    if not session.questions:
        return []
    done = had_questions(session) | set(session.skipped)
    return [card for card in session.questions if card not in done]


def runs_over(session: Session, plan: Agenda, now: dt.datetime) -> bool:
    """Tell whether the question on the table takes more than its share of the round, while others wait."""
    waiting, used = len(to_come(session)), on_subject(session, now)
    return waiting > 0 and plan.left > 0 and used > max(60.0, (plan.left * 60 + used) / (1 + waiting))


def no_outcome(session: Session) -> str | None:
    """Say why the room cannot see how the casus ended."""
    casus = session.casus
    if casus is None or not (casus.outcome or casus.lessons):
        return "Van deze casus is geen afloop bekend." if casus else "Bij dit gesprek is geen casus gekozen."
    rounds = session.material.playbook.rounds
    place = rounds.index(session.round) if session.round else -1
    if any(round.kind is RoundKind.CASUS for round in rounds[max(0, place) :]):
        return "Eerst hoort de tafel het verhaal. Na de ronde met de casus kan het wel."
    return None


def _later(plan: Agenda) -> str:
    """Say what two minutes cost, when they cost anything."""
    if plan.ends is None or (later := plan.ends + dt.timedelta(minutes=2)) <= plan.promised:
        return ""
    return f" De eindtijd wordt dan {later.astimezone():%H:%M}."


def _unheard(session: Session) -> str:
    if session.round is None or session.round.kind not in (RoundKind.PERSPECTIEF, RoundKind.STANDPUNTEN):
        return ""
    return names(session, voices.not_heard(session))


def _with_details(line: Line) -> str:
    """The other words of the line: they are confirmed with it."""
    said = [(label, getattr(line, name, "")) for name, label in FIELD_LABELS.items() if label]
    return "".join(f" · {label}: “{shortened(text)}”" for label, text in said if text)


def before_leaving(session: Session) -> list[str]:
    """Say what is still open in this round, before the table goes on."""
    found: list[str] = []
    round = session.round
    if round is None:
        return found
    if round.kind is RoundKind.WELKOM and not session.promised:
        found.append("Vertrouwelijk is nog niet afgesproken. Met a leg je het vast.")
    waiting = len(session.unconfirmed(round.id))
    if waiting:
        verb = "is" if waiting == 1 else "zijn"
        found.append(f"{rules(waiting).capitalize()} in deze ronde {verb} nog niet bevestigd.")
    if round.kind in (RoundKind.PERSPECTIEF, RoundKind.KENNISMAKEN) and (unheard := voices.not_heard(session)):
        found.append(
            f"Nog niet gehoord: {names(session, unheard)}. Je kunt zeggen: “Wil je iets toevoegen? Dat hoeft niet.”"
        )
    if waiting := len(to_come(session)):
        found.append(f"Nog niet aan bod: {waiting} van de {len(session.questions)} vragen. Dat mag.")
    return found


def shortened(text: str) -> str:
    """Keep the bar readable; the board always shows the whole line."""
    return text if len(text) <= SHORT else f"{text[: SHORT - 1]}…"
