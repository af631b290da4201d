"""The wall clock, handed in so that a test can hold it still."""

import datetime as dt
from collections.abc import Callable

Clock = Callable[[], dt.datetime]


def wall_clock() -> dt.datetime:
    """Return the moment it is now, aware, in UTC."""
    return dt.datetime.now(dt.UTC)
