"""How long opening takes: the fold of 10,000 recorded and confirmed lines against json.loads of their events.

Run it as `python -m tests.benchmarks.bench_fold`; it prints both times and their ratio, at most 12 (DESIGN §12).
"""

import datetime as dt
import json
import time
from collections.abc import Callable

from gesprekskaarten.domain import events as ev
from gesprekskaarten.domain.session import fold
from tests.building import START, material, opening, said

LINES = 10_000


def a_long_conversation(lines: int) -> list[ev.Happened]:
    """Every line of five actors is recorded and then confirmed."""
    actors = ("mantelzorger", "wijkverpleegkundige", "wijkteam", "huisarts", "ciz")
    events: list[ev.Event] = [opening(), ev.RoundEntered(round="perspectief")]
    for id in range(1, lines + 1):
        line = said(f"Regel {id}: ik slaap slecht sinds zij dwaalt.", actors[id % len(actors)])
        events += [ev.Recorded(line=line.model_copy(update={"id": id})), ev.Confirmed(lines=(id,))]
    return [
        ev.Happened(seq=seq, at=START + dt.timedelta(seconds=seq), event=event) for seq, event in enumerate(events, 1)
    ]


def best_of(times: int, work: Callable[[], object]) -> float:
    """The shortest of some runs, in seconds: the others were disturbed."""
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        work()
        taken.append(time.perf_counter() - began)
    return min(taken)


def main() -> None:
    happened = a_long_conversation(LINES)
    stored = [one.model_dump_json() for one in happened]
    deck = material()
    yardstick = best_of(5, lambda: [json.loads(one) for one in stored])
    validated = best_of(3, lambda: [ev.Happened.model_validate_json(one) for one in stored])
    folded = best_of(5, lambda: fold(deck, happened))
    print(f"json.loads of {len(stored)} events  {yardstick * 1000:7.1f} ms")
    print(f"validating them            {validated * 1000:7.1f} ms  {validated / yardstick:5.1f} x")
    print(f"fold                       {folded * 1000:7.1f} ms  {folded / yardstick:5.1f} x (at most 12)")


if __name__ == "__main__":
    main()
