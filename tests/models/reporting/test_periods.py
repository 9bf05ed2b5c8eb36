from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import UserError
from models.reporting.periods import Period, PeriodKind
from models.words import Words

days = st.dates(date(1950, 1, 1), date(2150, 1, 1))
kinds = st.sampled_from(PeriodKind)


@given(kinds, days)
def test_a_day_lies_in_its_period_and_in_no_other(kind: PeriodKind, day: date) -> None:
    period = Period.of(kind, day)
    assert period.first <= day <= period.last
    assert period.before().last + timedelta(days=1) == period.first
    assert period.after().first == period.last + timedelta(days=1)
    assert period.after().before() == period


@given(kinds, days)
def test_what_is_written_is_read_again(kind: PeriodKind, day: date) -> None:
    period = Period.of(kind, day)
    assert Period.read(period.written()) == period


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("2022", date(2022, 1, 1), date(2022, 12, 31)),
        ("2022-06", date(2022, 6, 1), date(2022, 6, 30)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2022-Q2", date(2022, 4, 1), date(2022, 6, 30)),
        (" 2022-q4 ", date(2022, 10, 1), date(2022, 12, 31)),
        ("2022-W26", date(2022, 6, 27), date(2022, 7, 3)),
        ("2020-W53", date(2020, 12, 28), date(2021, 1, 3)),
    ],
)
def test_periods_are_read(written: str, first: date, last: date) -> None:
    period = Period.read(written)
    assert (period.first, period.last) == (first, last)


@pytest.mark.parametrize(
    "written",
    ["", "juni", "2022-13", "2022-00", "2022-Q5", "2021-W53", "0000", "9999", "2022-6", "22-06"],
)
def test_what_is_no_period_is_told(written: str) -> None:
    with pytest.raises(UserError, match="2022-Q2"):
        Period.read(written)


def test_a_period_has_the_months_it_is_made_of() -> None:
    assert Period.read("2022-Q2").months == (
        date(2022, 4, 1),
        date(2022, 5, 1),
        date(2022, 6, 1),
    )
    assert Period.read("2022-W26").months == ()
    assert len(Period.read("2022").months) == 12


def test_a_week_over_new_year_is_said_with_both_years() -> None:
    said = Period.read("2032-W01").said(Words("en"))
    assert said == "Week 29 December 2031 – 4 January 2032"
    assert Period.read("2022-W26").said(Words("en")) == "Week 27 Jun – 3 July 2022"


@pytest.mark.parametrize("language", ["id", "en"])
def test_a_period_is_said_with_its_year(language: str) -> None:
    words = Words(language)
    for written in ("2022", "2022-06", "2022-Q2", "2022-W26"):
        assert "2022" in Period.read(written).said(words)
