"""How the report grows: 10,000 contributions take at most 12 times as long as 1,000 (DESIGN §12).

Run it with `python -m tests.benchmarks.bench_report`; it ends with 1 when the report does not grow in a line.
"""

import sys
import time
from dataclasses import replace

from gesprekskaarten.domain.lines import Kind, Line, Source
from gesprekskaarten.domain.session import Session
from gesprekskaarten.report.table_edition import table_edition
from tests.golden.conversations import EVERYBODY, PLAIN_KINDS, conversation, said

AT_MOST = 12.0


def of_size(count: int) -> Session:
    kinds = [kind for kind in PLAIN_KINDS if kind is not Kind.DILEMMA]
    actors = [*EVERYBODY, ""]
    lines: dict[int, Line] = {
        number: said(
            kinds[number % len(kinds)],
            f"{number * 7919 % count} Ik *zie* dat [zij] http://voorbeeld.nl het | niet meer volhoudt.",
            actors[number % len(actors)],
            list(Source)[number % len(Source)],
            id=number,
        )
        for number in range(1, count + 1)
    }
    return replace(conversation(present=EVERYBODY), lines=lines)


def fastest(session: Session, times: int = 7) -> float:
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        table_edition(session)
        taken.append(time.perf_counter() - began)
    return min(taken)


def main() -> int:
    small, large = fastest(of_size(1_000)), fastest(of_size(10_000))
    print(f"1.000: {small * 1000:.1f} ms   10.000: {large * 1000:.1f} ms   {large / small:.1f} x (at most {AT_MOST:g})")
    return 0 if large / small <= AT_MOST else 1


if __name__ == "__main__":
    sys.exit(main())
