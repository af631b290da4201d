"""Dates as people type them."""

import datetime as dt

import pytest

from gesprekskaarten.tui.screens.prepare_date import read_date, written

TODAY = dt.date(2026, 11, 22)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("22-11-2026", dt.date(2026, 11, 22)),
        ("3-12-26", dt.date(2026, 12, 3)),
        ("3/12", dt.date(2026, 12, 3)),
        ("3.12.2026", dt.date(2026, 12, 3)),
        ("2026-12-03", dt.date(2026, 12, 3)),
        ("22 november", dt.date(2026, 11, 22)),
        ("Donderdag 3 DECEMBER", dt.date(2026, 12, 3)),
        ("3 dec. 2026", dt.date(2026, 12, 3)),
        ("1 mrt", dt.date(2027, 3, 1)),
        ("10 januari", dt.date(2027, 1, 10)),
        ("29 februari 2028", dt.date(2028, 2, 29)),
        ("vandaag", TODAY),
        ("  morgen ", dt.date(2026, 11, 23)),
    ],
)
def test_a_date_is_read_in_the_ways_people_write_it(typed: str, meant: dt.date) -> None:
    assert read_date(typed, TODAY) == meant


@pytest.mark.parametrize("typed", ["31 februari", "32-1-2026", "0-0-0000", "29 februari 2027", "1-13"])
def test_a_day_that_is_not_there_is_refused_in_dutch(typed: str) -> None:
    assert read_date(typed, TODAY) == "Deze dag bestaat niet. Typ bijvoorbeeld 22-11-2026 of 22 november."


@pytest.mark.parametrize("typed", ["straks", "22", "22 ju", "november", "²² november", "22-11-2026 om 10 uur", "1 jam"])
def test_what_is_no_date_is_refused_in_dutch(typed: str) -> None:
    assert read_date(typed, TODAY) == "Deze datum begrijp ik niet. Typ bijvoorbeeld 22-11-2026 of 22 november."


def test_a_date_is_written_with_its_day_and_how_near_it_is() -> None:
    assert written(TODAY, TODAY) == "zondag 22 november 2026 (vandaag)"
    assert written(dt.date(2026, 12, 3), TODAY) == "donderdag 3 december 2026"
