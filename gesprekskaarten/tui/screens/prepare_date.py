"""Dates as people write them."""

import datetime as dt
import re

from gesprekskaarten.room.dates import MONTHS, in_words

DAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
_NUMBERS = re.compile(r"([0-9]{1,2})[-/. ]+([0-9]{1,2})(?:[-/. ]+([0-9]{4}|[0-9]{2}))?")
_WORDS = re.compile(r"([0-9]{1,2})[-. ]*([a-z]{3,})\.?(?:[- ]+([0-9]{4}|[0-9]{2}))?")
_BACKWARDS = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
_NEAR = {"gisteren": -1, "vandaag": 0, "morgen": 1, "overmorgen": 2}
HOW = "Typ bijvoorbeeld 22-11-2026 of 22 november."


def read_date(text: str, today: dt.date) -> dt.date | str:
    """Return the date that is meant, or a Dutch sentence why not; without a year it is the one nearest to `today`."""
    words = " ".join(text.casefold().split())
    for day in DAYS:
        words = words.removeprefix(f"{day} ")
    if words in _NEAR:
        return today + dt.timedelta(days=_NEAR[words])
    if found := _BACKWARDS.fullmatch(words):
        return _date(int(found[3]), int(found[2]), found[1], today)
    if found := _NUMBERS.fullmatch(words):
        return _date(int(found[1]), int(found[2]), found[3], today)
    if found := _WORDS.fullmatch(words):
        months = [number for number, month in enumerate(MONTHS, 1) if _is_month(found[2], month)]
        if len(months) == 1:
            return _date(int(found[1]), months[0], found[3], today)
    return f"Deze datum begrijp ik niet. {HOW}"


def written(date: dt.date, today: dt.date) -> str:
    """Write a date with its day: `zondag 22 november 2026 (vandaag)`."""
    near = {today + dt.timedelta(days=days): f" ({word})" for word, days in _NEAR.items()}
    return f"{DAYS[date.weekday()]} {in_words(date)}{near.get(date, '')}"


def _is_month(word: str, month: str) -> bool:
    return month.startswith(word) or (word == "mrt" and month == "maart")


def _date(day: int, month: int, year: str | None, today: dt.date) -> dt.date | str:
    if year is None:
        years = [today.year + extra for extra in (-1, 0, 1)]
    else:
        years = [int(year) if len(year) == 4 else 2000 + int(year)]
    dates = []
    for number in years:
        try:
            dates.append(dt.date(number, month, day))
        except ValueError:
            continue
    if not dates:
        return f"Deze dag bestaat niet. {HOW}"
    return min(dates, key=lambda date: abs(date - today))
