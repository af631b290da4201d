"""Dates in Dutch words."""

import datetime as dt

MONTHS = (
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
)


def in_words(day: dt.date) -> str:
    """Write a date as "17 december 2026"."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def day_or_words(when: str) -> str:
    """Write an ISO date in words; leave anything else as it was said."""
    try:
        return in_words(dt.date.fromisoformat(when)) if len(when) == len("2026-11-22") else when
    except ValueError:
        return when
