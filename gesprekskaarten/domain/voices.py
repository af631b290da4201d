"""Who speaks when, and who has not been heard (onderzoek/facilitatie.md 3.1)."""

from collections.abc import Mapping, Sequence

from gesprekskaarten.domain.deck import Group
from gesprekskaarten.domain.lines import actor_of
from gesprekskaarten.domain.playbook import RoundKind
from gesprekskaarten.domain.session import Session


def group_of(session: Session, actor: str) -> Group:
    own, known = session.own_actors.get(actor), session.deck_actor(actor)
    return own.group if own else known.group if known else Group.PROFESSIONALS


def speaking_order(session: Session) -> tuple[str, ...]:
    """Actors at the table in the order they speak in this round.

    By spreekvolgorde: mantelzorger first, huisarts and CIZ last. At kennismaken the naasten do not go first.
    """
    order = session.at_table
    round = session.round
    if round and round.kind is RoundKind.KENNISMAKEN:
        naasten = [actor for actor in order if group_of(session, actor) is Group.NAASTEN]
        others = [actor for actor in order if actor not in naasten]
        return (*others[:1], *naasten, *others[1:])
    return order


def not_heard(session: Session) -> tuple[str, ...]:
    """Actors at the table who neither spoke nor passed in this round."""
    done = {*session.heard_in(session.round_id), *session.passed_in(session.round_id)}
    return tuple(actor for actor in speaking_order(session) if actor not in done)


def next_to_type(session: Session) -> str | None:
    """For a leader who types alone, after the round: the next actor who was heard and of whom nothing stands here.

    None as long as somebody was not heard, and when something stands of everybody (facilitatie.md 4, cast).
    """
    if not_heard(session):
        return None
    typed = {actor_of(line) for line in session.lines_of(session.round_id)}
    passed = session.passed_in(session.round_id)
    waiting = (actor for actor in speaking_order(session) if actor not in typed and actor not in passed)
    return next(waiting, None)


def next_speaker(session: Session) -> str | None:
    """Return who speaks next: who was not heard yet; then, once more, who passed; then nobody."""
    waiting = not_heard(session)
    if waiting:
        return waiting[0]
    heard = session.heard_in(session.round_id)
    passed = session.passed_in(session.round_id)
    for actor in speaking_order(session):
        if passed.count(actor) == 1 and actor not in heard:
            return actor
    return None


def propose_pairs(session: Session) -> tuple[tuple[str, str], ...]:
    """Let everybody at the table step into the actor furthest from them, empty chairs too.

    Somebody of the naasten never plays another of the naasten: no mantelzorger plays their own relative.
    """
    chairs = session.actors
    half = len(chairs) // 2
    wanted = {
        speaker: [
            about
            for about in (*chairs[(place + half) % len(chairs) :], *chairs[: (place + half) % len(chairs)])
            if about != speaker and not _too_close(session, speaker, about)
        ]
        for place, speaker in enumerate(chairs)
        if session.present[speaker]
    }
    played: dict[str, str] = {}
    for speaker in wanted:
        _find_part(speaker, wanted, played, set())
    part = {speaker: about for about, speaker in played.items()}
    return tuple((speaker, part.get(speaker, fitting[0])) for speaker, fitting in wanted.items() if fitting)


def _find_part(speaker: str, wanted: Mapping[str, Sequence[str]], played: dict[str, str], asked: set[str]) -> bool:
    """Give the speaker a part nobody plays yet, if need be by moving others: as many actors as can be are played."""
    for about in wanted[speaker]:
        if about not in asked:
            asked.add(about)
            if about not in played or _find_part(played[about], wanted, played, asked):
                played[about] = speaker
                return True
    return False


def _too_close(session: Session, speaker: str, about: str) -> bool:
    return group_of(session, speaker) is Group.NAASTEN and group_of(session, about) is Group.NAASTEN
