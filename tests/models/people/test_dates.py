from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.people.dates import age_on, read_date, read_place_and_date

TODAY = date(2022, 6, 28)
DAY = date(1980, 5, 12)


def read(given_cell, **wanted):
    return read_date(given_cell, today=TODAY, **wanted)


@pytest.mark.parametrize(
    "written",
    [
        date(1980, 5, 12),
        datetime(1980, 5, 12, 8, 30, tzinfo=UTC),
        29353,
        29353.0,
        29353.5,
        "12-05-1980",
        "12/05/1980",
        "12.05.1980",
        "12 5 1980",
        "12-5-80",
        "12–05–1980",
        "12 - 05 - 1980",
        "'12-05-1980",
        "1980-05-12",
        "1980/05/12",
        "1980-05-12 00:00:00",
        "1980-05-12T00:00:00",
        "1980-05-12T00:00:00.000Z",
        "1980-05-12 00:00:00+08:00",
        "12/05/1980 08.30",
        "12 Mei 1980",
        "12 MEI 1980",
        "12 Mei '80",
        "12 Mei ’80",
        "12-Mei-80",
        "12Mei1980",
        "12 May 1980",
        "May 12, 1980",
        "Senin, 12 Mei 1980",
        "Monday, 12 May 1980",
        "tgl. 12-05-1980",
        "Senin tanggal 12 Mei 1980",
        "12051980",
        "\u00a012\u00a0Mei\u00a01980 ",
    ],
)
def test_a_date_is_read_however_it_is_written(written):
    assert read(written) == DAY


@pytest.mark.parametrize(
    ("names", "month"),
    [
        ("Januari January Jan", 1),
        ("Februari February Pebruari Feb Peb", 2),
        ("Maret March Mar Mrt", 3),
        ("April Apr", 4),
        ("Mei May", 5),
        ("Juni June Jun", 6),
        ("Juli July Jul", 7),
        ("Agustus August Agu Agt Ags Agus Agst Aug", 8),
        ("September Sep Sept", 9),
        ("Oktober October Okt Oct", 10),
        ("November Nopember Nov Nop", 11),
        ("Desember December Des Dec", 12),
    ],
)
def test_months_are_known_by_name_and_short_in_both_languages(names, month):
    for name in names.split():
        assert read(f"2 {name} 1983") == date(1983, month, 2)
        assert read(f"2 {name.upper()}. 1983") == date(1983, month, 2)


@pytest.mark.parametrize(
    "other",
    [
        None,
        "",
        "-",
        "1980",
        1980,
        1980.0,
        "31-02-1980",
        "29-02-1981",
        "29/02/1900",
        "00-05-1980",
        "12-00-1980",
        "12-13-1980",
        "05/13/1980",
        "12 Smarch 1980",
        "12 Mei",
        "12-05-0080",
        "12-05-9980",
        "80-05-12",
        float("nan"),
        float("inf"),
        10**400,
        -5,
        True,
        "6501031203799001",
        "1" * 5000,
    ],
)
def test_what_is_no_date_is_none(other):
    assert read(other) is None


def test_the_day_comes_before_the_month():
    assert read("03/04/1980") == date(1980, 4, 3)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("13-05-65", date(1965, 5, 13)),
        ("14-12-03", date(2003, 12, 14)),
        ("28-06-22", date(2022, 6, 28)),
        ("29-06-22", date(1922, 6, 29)),
        ("29-02-00", date(2000, 2, 29)),
    ],
    ids=["long ago", "this century", "today", "tomorrow would be", "leap"],
)
def test_of_two_digits_the_latest_year_that_is_past_is_meant(written, meant):
    assert read(written) == meant


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("13-05-20", date(1920, 5, 13)),
        ("13-05-07", date(2007, 5, 13)),
        ("13-05-11", date(2011, 5, 13)),
        ("13-05-65", date(1965, 5, 13)),
    ],
    ids=["old rather than a child", "just old enough", "nobody is 111", "long ago"],
)
def test_a_birth_date_prefers_the_year_that_makes_a_grown_up(written, meant):
    assert read(written, least_age=15) == meant


@settings(deadline=None)
@given(st.dates(date(1913, 1, 1), TODAY), st.sampled_from(["%d-%m-%Y", "%Y-%m-%d", "%d%m%Y"]))
def test_a_date_written_in_full_reads_as_itself(day, form):
    assert read(day.strftime(form)) == day


@settings(deadline=None)
@given(st.dates(date(1923, 1, 1), TODAY))
def test_a_spreadsheets_day_number_reads_as_its_day(day):
    assert read(float((day - date(1899, 12, 30)).days)) == day


@settings(deadline=None)
@given(st.one_of(st.text(), st.integers(), st.floats(), st.booleans()))
def test_whatever_is_given_is_a_date_or_none(anything):
    found = read(anything)
    assert found is None or 1900 <= found.year <= 2100


@pytest.mark.parametrize(
    ("written", "place"),
    [
        ("Bulungan, 12-05-1980", "Bulungan"),
        ("Bulungan 12-05-1980", "Bulungan"),
        ("Bulungan/12-05-1980", "Bulungan"),
        ("BULUNGAN, 12 MEI 1980", "BULUNGAN"),
        ("Tanjung Selor, Senin, 12 Mei 1980", "Tanjung Selor"),
        ("Tanjung  Selor 12/5/80", "Tanjung Selor"),
        ("Bulungan, May 12, 1980", "Bulungan"),
        ("Bulungan, tgl 12-05-1980", "Bulungan"),
        ("SP 5, 12-05-1980", "SP 5"),
        ("Bulungan - 12-05-1980", "Bulungan"),
        ("Bulungan (12-05-1980)", "Bulungan"),
        ("12-05-1980", ""),
        (DAY, ""),
        (29353.0, ""),
    ],
)
def test_place_and_date_are_told_apart(written, place):
    assert read_place_and_date(written, today=TODAY) == (place, DAY)


@pytest.mark.parametrize(
    ("written", "place"),
    [("Bulungan", "Bulungan"), ("Bulungan, 31-02-1980", "Bulungan"), ("", ""), (None, ""), (5, "")],
)
def test_a_place_without_a_date_that_can_be_has_none(written, place):
    assert read_place_and_date(written, today=TODAY) == (place, None)


@pytest.mark.parametrize(
    ("birth", "day", "age"),
    [
        (date(1980, 5, 12), date(2022, 5, 11), 41),
        (date(1980, 5, 12), date(2022, 5, 12), 42),
        (date(1980, 2, 29), date(2022, 2, 28), 41),
        (date(1980, 2, 29), date(2022, 3, 1), 42),
        (date(2022, 6, 28), date(2022, 6, 28), 0),
        (date(2022, 6, 29), date(2022, 6, 28), -1),
    ],
)
def test_age_is_counted_in_whole_years(birth, day, age):
    assert age_on(birth, day) == age
