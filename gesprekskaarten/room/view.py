"""The zaalbeeld: exactly what the room may see, and nothing else."""

import datetime as dt
import math

from gesprekskaarten.domain.agenda import allotted, spent
from gesprekskaarten.domain.playbook import Round, RoundKind
from gesprekskaarten.domain.session import Session
from gesprekskaarten.room.model import Face, RoomView
from gesprekskaarten.room.on_table import card_view, casus_view, signpost_view
from gesprekskaarten.room.rounds import of_round


def room_view(session: Session, now: dt.datetime) -> RoomView:
    """Build the zaalbeeld from what was released; `now` (aware) is only used for the expected end of the session."""
    if session.blank:
        return RoomView(number=session.number, face=Face.ZWART, blank=True)
    known = RoomView(session=session.opened.session, number=session.number)
    round = session.round
    if round is None:
        return known.model_copy(update={"off_record": session.off_record, **_paused(session)})
    rounds = session.material.playbook.rounds
    known = known.model_copy(
        update={
            "face": Face(round.kind.value),
            "round_title": round.title,
            "round_number": rounds.index(round) + 1,
            "round_count": len(rounds),
            "off_record": session.off_record,
            **_paused(session),
            **_time(session, round),
        }
    )
    if session.off_record or session.paused is not None:
        return known
    if session.shown.what == "kaart" and (card := session.card_of(session.shown.card)):
        return known.model_copy(update={"face": Face.KAART, "card": card_view(card, session)})
    if session.shown.what == "casus" and (casus := casus_view(session.casus)):
        return known.model_copy(update={"face": Face.VERHAAL, "casus": casus})
    if session.shown.what == "afloop" and (casus := casus_view(session.casus, outcome=True)):
        return known.model_copy(update={"face": Face.AFLOOP, "casus": casus})
    if session.shown.what == "wegwijzer" and (signpost := session.material.signpost(session.shown.card)):
        return known.model_copy(update={"face": Face.WEGWIJZER, "signpost": signpost_view(signpost)})
    step = round.steps[session.step] if session.step < len(round.steps) else None
    shown = {
        "step_title": step.title if step else "",
        "prompt": (step.room if step else "") or round.room,
        "speaking": session.actor_name(session.turn) if session.turn is not None else "",
        "starters": round.starters,
    }
    return known.model_copy(update={**shown, **of_round(session, round, shown["prompt"], now)})


def minutes_left(view: RoomView, now: dt.datetime) -> int | None:
    """Return the whole minutes left in the round at `now` (0 when the time is up), or None without a clock."""
    if view.ends_at is None:
        return None
    return max(0, math.ceil((view.ends_at - now).total_seconds() / 60))


def _paused(session: Session) -> dict[str, object]:
    if session.paused is None:
        return {}
    minutes = session.pause_minutes
    return {"paused": True, "back_at": session.paused + dt.timedelta(minutes=minutes) if minutes else None}


def _time(session: Session, round: Round) -> dict[str, object]:
    minutes = allotted(session, round)
    if session.since is None or not minutes:
        return {"allotted": minutes}
    left = minutes * 60 - spent(session, round, session.since)
    ends = session.since + dt.timedelta(seconds=left)
    return {"allotted": minutes, "ends_at": ends, **({"back_at": ends} if round.kind is RoundKind.PAUZE else {})}
