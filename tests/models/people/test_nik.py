from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.people.nik import (
    NikFault,
    Severity,
    clean_nik,
    group_nik,
    mask_nik,
    read_nik,
)
from models.people.tables import Sex

TODAY = date(2022, 6, 28)
SOUND = "6501031203799001"


def faults(given, **known):
    return [problem.fault for problem in read_nik(given, today=TODAY, **known).problems]


def with_birth(digits):
    return f"650103{digits}9001"


def test_a_sound_nik_says_birth_date_sex_and_district():
    reading = read_nik(SOUND, today=TODAY)
    assert (reading.nik, reading.birth_date, reading.sex, reading.region_code) == (
        SOUND,
        date(1979, 3, 12),
        Sex.MALE,
        "65.01.03",
    )
    assert reading.sound
    assert reading.problems == ()


def test_forty_is_added_to_a_womans_day():
    reading = read_nik(with_birth("520379"), today=TODAY)
    assert (reading.birth_date, reading.sex) == (date(1979, 3, 12), Sex.FEMALE)


@pytest.mark.parametrize(
    "written",
    [
        "6501 0312 0379 9001",
        "650103 120379 9001",
        "6501.0312.0379.9001",
        "650103-120379-9001",
        "650103–120379–9001",
        "'6501031203799001",
        "’6501031203799001",
        "`6501031203799001",
        '="6501031203799001"',
        "\u00a06501\u20090312\u202f03799001\u200b",
        "６５０１０３１２０３７９９００１",
        "  6501031203799001\t\n",
    ],
)
def test_separators_blanks_and_apostrophes_are_taken_out_in_silence(written):
    reading = read_nik(written, today=TODAY)
    assert (reading.nik, reading.problems) == (SOUND, ())


@pytest.mark.parametrize("nothing", [None, "", "   ", "-", "'", "\u200b", True])
def test_nothing_is_told_as_missing(nothing):
    assert faults(nothing) == [NikFault.EMPTY]


@pytest.mark.parametrize(
    "digits", [SOUND[:15], SOUND + "1", "1", SOUND * 3], ids=["15", "17", "1", "48"]
)
def test_another_number_of_digits_than_16_is_an_error_that_counts_them(digits):
    (problem,) = read_nik(digits, today=TODAY).errors
    assert (problem.fault, problem.found) == (NikFault.LENGTH, len(digits))
    assert str(len(digits)) in problem.message()


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("65O1031203799001", SOUND),
        ("6501o31203799001", SOUND),
        ("650103I203799001", SOUND),
        ("650103l203799001", SOUND),
        ("650I O312 O379 9OOI", SOUND),
        (f"NIK. {SOUND}", SOUND),
        (f"{SOUND[:6]} {SOUND[6:]} (KTP baru)", SOUND),
    ],
)
def test_a_letter_like_a_digit_is_an_error_with_a_repair(written, meant):
    (problem,) = read_nik(written, today=TODAY).errors
    assert (problem.fault, problem.repair) == (NikFault.LETTER, meant)
    assert group_nik(meant) in problem.message()


@pytest.mark.parametrize(
    "written",
    ["650103590O639668", "65010312O379900", "6501031203B99001", "650103120379900X"],
    ids=["the repair has month 00", "too short", "no digit looks like B", "nor like X"],
)
def test_no_repair_is_proposed_that_cannot_be_right(written):
    problem = read_nik(written, today=TODAY).errors[0]
    assert (problem.fault, problem.repair) == (NikFault.LETTER, None)


def test_a_letter_in_a_short_nik_is_told_with_the_number_of_digits():
    assert faults("65O103") == [NikFault.LETTER, NikFault.LENGTH]


def test_words_in_place_of_a_nik_are_shown_shortened():
    (problem,) = read_nik("belum punya KTP sama sekali", today=TODAY).problems
    assert (problem.fault, problem.found) == (NikFault.LETTER, "belumpunya…")


@pytest.mark.parametrize(
    "cell",
    [
        6404012204669150.0,
        6404012204669150,
        6501031203799001,
        650103.0,
        10**400,
        -1,
        float("nan"),
        float("inf"),
        "6,50103E+15",
        "6.40E+15",
        "6.5e15",
        "6404012204669150.0",
        "640401220466915,0",
        "6.404.012.204.669.150",
        "6,404,012,204,669,150.00",
        "'6404012204669150.0",
    ],
)
def test_what_was_a_number_in_a_spreadsheet_is_never_trusted(cell):
    reading = read_nik(cell, birth_date=date(1966, 4, 22), today=TODAY)
    assert [problem.fault for problem in reading.errors] == [NikFault.ROUNDED]
    assert (reading.birth_date, reading.sex, reading.region_code) == (None, None, "")


def test_a_rounded_nik_leaves_the_fifteen_digits_a_spreadsheet_keeps():
    assert read_nik(6404012204669150.0, today=TODAY).nik == "640401220466915"


def test_a_typed_nik_that_ends_in_0_is_trusted():
    assert faults("6501031203799010") == []


def test_an_unknown_province_is_an_error():
    reading = read_nik("99" + SOUND[2:], today=TODAY)
    assert [(problem.fault, problem.found) for problem in reading.errors] == [
        (NikFault.PROVINCE, "99")
    ]


@pytest.mark.parametrize(
    ("code", "unknown"), [("640401", "64.04"), ("650199", "65.01.99"), ("659901", "65.99")]
)
def test_an_unknown_regency_or_district_is_a_warning_only(code, unknown):
    reading = read_nik(code + SOUND[6:], today=TODAY)
    assert reading.sound
    assert [(problem.fault, problem.found) for problem in reading.warnings] == [
        (NikFault.REGION, unknown)
    ]
    assert unknown in reading.warnings[0].message()


@pytest.mark.parametrize("day", ["00", "32", "39", "40", "72", "99"])
def test_a_day_that_is_none_is_an_error(day):
    reading = read_nik(with_birth(f"{day}0379"), today=TODAY)
    assert [(problem.fault, problem.found) for problem in reading.errors] == [(NikFault.DAY, day)]
    assert (reading.birth_date, reading.sex) == (None, None)


@pytest.mark.parametrize("day", ["01", "31", "41", "71"])
def test_the_first_and_last_days_are_days(day):
    assert faults(with_birth(f"{day}0179")) == []


@pytest.mark.parametrize("month", ["00", "13", "99"])
def test_a_month_that_is_none_is_an_error(month):
    assert faults(with_birth(f"12{month}79")) == [NikFault.MONTH]


def test_a_wrong_day_and_a_wrong_month_are_both_told():
    assert faults(with_birth("321379")) == [NikFault.DAY, NikFault.MONTH]


@pytest.mark.parametrize("digits", ["310279", "710279", "290281", "690281", "310479"])
def test_a_day_in_no_calendar_is_an_error(digits):
    assert faults(with_birth(digits)) == [NikFault.DATE]


@pytest.mark.parametrize(
    ("digits", "born"), [("290280", date(1980, 2, 29)), ("290200", date(2000, 2, 29))]
)
def test_29_february_is_a_day_in_a_leap_year_of_either_century(digits, born):
    assert read_nik(with_birth(digits), today=TODAY).birth_date == born


def test_serial_0000_is_an_error():
    assert faults("6501031203790000") == [NikFault.SERIAL]


def test_all_that_is_wrong_is_told_at_once():
    assert faults("9901033213790000") == [
        NikFault.PROVINCE,
        NikFault.DAY,
        NikFault.MONTH,
        NikFault.SERIAL,
    ]


@pytest.mark.parametrize(
    ("year", "born", "age"),
    [
        ("79", 1979, 43),
        ("07", 2007, 15),
        ("08", 2008, 14),
        ("12", 1912, 110),
        ("22", 1922, 100),
        ("23", 1923, 99),
    ],
    ids=["one", "just 15", "neither: the later", "just 110", "not a baby", "not to come"],
)
def test_without_a_birth_date_the_century_makes_the_person_15_to_110(year, born, age):
    reading = read_nik(with_birth(f"1203{year}"), today=TODAY)
    assert reading.birth_date == date(born, 3, 12)
    assert TODAY.year - born == age


@pytest.mark.parametrize("born", [date(2015, 3, 12), date(1915, 3, 12)])
def test_the_birth_date_of_the_ktp_settles_the_century(born):
    reading = read_nik(with_birth("120315"), birth_date=born, today=TODAY)
    assert (reading.birth_date, reading.problems) == (born, ())


def test_another_birth_date_on_the_ktp_is_a_warning_that_names_both():
    reading = read_nik(SOUND, birth_date=date(1979, 12, 3), today=TODAY)
    (problem,) = reading.warnings
    assert reading.sound
    assert (problem.fault, problem.found, problem.expected) == (
        NikFault.BIRTH_DATE,
        date(1979, 3, 12),
        date(1979, 12, 3),
    )
    assert "12" in problem.message()
    assert "3 " in problem.message()


@pytest.mark.parametrize("day", ["12", "52"])
def test_another_sex_on_the_ktp_is_a_warning(day):
    said = read_nik(with_birth(f"{day}0379"), today=TODAY).sex
    other = Sex.FEMALE if said is Sex.MALE else Sex.MALE
    reading = read_nik(with_birth(f"{day}0379"), sex=other, today=TODAY)
    assert reading.sound
    assert [problem.fault for problem in reading.warnings] == [NikFault.SEX]
    assert read_nik(with_birth(f"{day}0379"), sex=said, today=TODAY).problems == ()


def test_the_two_contradictions_of_sex_are_said_differently():
    told = {
        read_nik(with_birth(day + "0379"), sex=sex, today=TODAY).warnings[0].message()
        for day, sex in [("12", Sex.FEMALE), ("52", Sex.MALE)]
    }
    assert len(told) == 2


EVERY_FAULT = {
    NikFault.EMPTY: "",
    NikFault.ROUNDED: 6404012204669150.0,
    NikFault.LETTER: "6501031203B99001",
    NikFault.LENGTH: "650103",
    NikFault.PROVINCE: "9901031203799001",
    NikFault.REGION: "6404011203799001",
    NikFault.DAY: with_birth("320379"),
    NikFault.MONTH: with_birth("121379"),
    NikFault.DATE: with_birth("310279"),
    NikFault.SERIAL: "6501031203790000",
    NikFault.BIRTH_DATE: SOUND,
    NikFault.SEX: SOUND,
}


@pytest.mark.parametrize("fault", NikFault)
def test_every_fault_is_told_in_words_of_its_own(fault):
    known = {"birth_date": date(1980, 1, 1), "sex": Sex.FEMALE}
    told = {
        problem.fault: problem.message()
        for one, given_nik in EVERY_FAULT.items()
        for problem in read_nik(given_nik, today=TODAY, **known).problems
        if problem.fault is one
    }
    assert "{" not in told[fault]
    assert list(told.values()).count(told[fault]) == 1


@pytest.mark.parametrize("fault", NikFault)
def test_only_what_the_ktp_may_say_itself_is_a_warning(fault):
    known = {"birth_date": date(1980, 1, 1), "sex": Sex.FEMALE}
    problems = read_nik(EVERY_FAULT[fault], today=TODAY, **known).problems
    severity = next(problem.severity for problem in problems if problem.fault is fault)
    warnings = {NikFault.REGION, NikFault.BIRTH_DATE, NikFault.SEX}
    assert severity is (Severity.WARNING if fault in warnings else Severity.ERROR)


@settings(deadline=None)
@given(st.one_of(st.none(), st.text(), st.integers(), st.floats(), st.booleans()))
def test_whatever_is_given_is_read_or_told_and_never_breaks(anything):
    reading = read_nik(anything, today=TODAY)
    assert reading.sound == (not reading.errors)
    assert all(problem.message() for problem in reading.problems)
    if reading.sound:
        assert len(reading.nik) == 16
        assert reading.nik.isascii()
        assert reading.nik.isdigit()


@settings(deadline=None)
@given(
    st.dates(date(1912, 6, 29), date(2007, 6, 28)),
    st.sampled_from(Sex),
    st.integers(1, 9999),
    st.sampled_from([" ", ".", "-", "", "\u00a0"]),
)
def test_what_is_written_into_a_nik_is_read_out_of_it(born, sex, serial, separator):
    day = born.day + (40 if sex is Sex.FEMALE else 0)
    nik = separator.join(["650103", f"{day:02}{born:%m%y}", f"{serial:04}"])
    reading = read_nik(nik, birth_date=born, sex=sex, today=TODAY)
    assert (reading.birth_date, reading.sex, reading.problems) == (born, sex, ())
    assert read_nik(nik, today=TODAY).birth_date == born


@settings(deadline=None)
@given(st.text())
def test_cleaning_twice_is_cleaning_once(text):
    assert clean_nik(clean_nik(text)) == clean_nik(text)


def test_a_masked_nik_keeps_district_and_serial():
    assert mask_nik(SOUND) == "650103••••••9001"


@pytest.mark.parametrize("odd", ["", "650103", SOUND[:15], SOUND + "1"])
def test_what_is_no_whole_nik_is_masked_whole(odd):
    assert mask_nik(odd) == "•" * len(odd)


def test_a_nik_is_compared_in_groups_of_four():
    assert group_nik(SOUND) == "6501 0312 0379 9001"
