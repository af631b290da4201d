"""Who speaks when, and who has not been heard (onderzoek/facilitatie.md 3.1)."""

from gesprekskaarten.domain.deck import Group
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
    if len(chairs) < 2:
        return ()
    pairs = []
    free = list(chairs)
    for place, speaker in enumerate(chairs):
        if speaker not in session.at_table:
            continue
        half = len(chairs) // 2
        wanted = [chairs[(place + half + shift) % len(chairs)] for shift in range(len(chairs))]
        fitting = [about for about in wanted if about != speaker and not _too_close(session, speaker, about)]
        about = next((one for one in fitting if one in free), fitting[0] if fitting else None)
        if about is None:
            continue
        if about in free:
            free.remove(about)
        pairs.append((speaker, about))
    return tuple(pairs)


def _too_close(session: Session, speaker: str, about: str) -> bool:
    return group_of(session, speaker) is Group.NAASTEN and group_of(session, about) is Group.NAASTEN
