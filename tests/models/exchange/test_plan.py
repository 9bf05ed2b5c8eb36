from datetime import date

import pytest

from models.exchange.columns import ColumnMapping
from models.exchange.errors import ColumnMissingError
from models.exchange.headings import ColumnKind
from models.exchange.plan import plan_rows
from models.exchange.planned import ListedPerson, RowFault, RowStatus
from models.people.nik import Severity
from models.people.tables import Sex
from models.progress import finish
from tests.models.exchange.lists import (
    AGUS,
    BUDI,
    SITI,
    TODAY,
    faults,
    found,
    planned,
    statuses,
)

K = ColumnKind

FULL = [
    "NO",
    "NAMA",
    "NIK",
    "NO KK",
    "TEMPAT LAHIR",
    "TGL LAHIR",
    "L/P",
    "HP",
    "EMAIL",
    "ALAMAT",
    "RT",
    "DESA",
    "KELOMPOK",
    "PEKERJAAN",
    "PENGHASILAN",
]
FULL_ROW = [
    1,
    " Budi  Karim ",
    "'6501.0313.0565.0001",
    "6501 0301 0110 0001",
    "Bulungan",
    "13-05-65",
    "LK",
    82277672649.0,
    "budi@desa.id",
    "Jl. Poros\nKM 3",
    6.0,
    "Pimping",
    "Sumber Rejeki",
    "Petani",
    "1,5 jt",
]


def only(rows, **given):
    """Return the only row of the plan of ``rows``."""
    (row,) = planned(rows, **given).rows
    return row


def test_a_row_says_everything_of_a_person():
    row = only([FULL, FULL_ROW])
    assert (row.line, row.status, row.problems, row.from_nik) == (2, RowStatus.ADD, (), ())
    assert row.person == ListedPerson(
        nik=BUDI,
        name="Budi Karim",
        birth_date=date(1965, 5, 13),
        birth_place="Bulungan",
        sex=Sex.MALE,
        phone="+6282277672649",
        kk_number="6501030101100001",
        address="Jl. Poros KM 3",
        rt="6",
        village="Pimping",
        group_name="Sumber Rejeki",
        occupation="Petani",
        income=1_500_000,
        email="budi@desa.id",
    )


def test_what_the_list_does_not_say_is_read_from_the_nik_and_marked():
    row = only([["NAMA", "NIK"], ["Siti", SITI]])
    assert (row.person.birth_date, row.person.sex) == (date(1987, 6, 6), Sex.FEMALE)
    assert row.from_nik == ("birth_date", "sex")


def test_the_birth_date_of_the_list_is_the_truth():
    row = only([["NAMA", "NIK", "TGL LAHIR"], ["Budi", BUDI, "14-05-1965"]])
    assert (row.status, row.person.birth_date) == (RowStatus.ADD, date(1965, 5, 14))
    assert row.from_nik == ("sex",)
    (problem,) = row.problems
    assert (problem.fault, problem.severity) == (RowFault.NIK_BIRTH_DATE, Severity.WARNING)
    assert "13 May 1965" in problem.message()


def test_place_and_date_of_birth_in_one_column_are_both_taken():
    row = only([["NAMA", "NIK", "TTL"], ["Budi", BUDI, "Bulungan, 13 Mei 1965"]])
    assert (row.person.birth_place, row.person.birth_date) == ("Bulungan", date(1965, 5, 13))


def test_ticked_columns_tell_the_sex():
    rows = [["NAMA", "NIK", "L", "P"], ["Budi", BUDI, "v", ""], ["Siti", SITI, "0", "√"]]
    assert [row.person.sex for row in planned(rows).rows] == [Sex.MALE, Sex.FEMALE]
    assert all(row.from_nik == ("birth_date",) for row in planned(rows).rows)


@pytest.mark.parametrize(
    ("nik", "fault"),
    [
        ("", "nik_empty"),
        ("belum ada", "nik_empty"),
        ("-", "nik_empty"),
        (6501031305650001.0, "nik_rounded"),
        ("6,50103E+15", "nik_rounded"),
        ("650103130565000", "nik_length"),
        ("65010313056500011", "nik_length"),
        ("65010313O5650001", "nik_letter"),
        ("9901031305650001", "nik_province"),
        ("6501033205650001", "nik_day"),
        ("6501031313650001", "nik_month"),
        ("6501033102650001", "nik_date"),
        ("6501031305650000", "nik_serial"),
    ],
)
def test_a_nik_with_an_error_keeps_the_row_out(nik, fault):
    row = only([["NAMA", "NIK", "HP"], ["Budi", nik, "082277672649"]])
    assert (row.status, faults(row)) == (RowStatus.PROBLEM, [fault])
    assert (row.person.nik, row.person.name) == (None, "Budi")
    assert row.problems[0].message()


def test_a_letter_that_looks_like_a_digit_is_offered_as_that_digit():
    row = only([["NAMA", "NIK"], ["Budi", "65O1O313O565OOO1"]])
    assert row.problems[0].repair == BUDI


def test_an_unknown_district_is_only_a_warning():
    row = only([["NAMA", "NIK"], ["Budi", "6404011305650001"]])
    assert (row.status, faults(row)) == (RowStatus.ADD, ["nik_region"])


@pytest.mark.parametrize("name", ["", "-", "123", "?!", "x" * 301])
def test_a_name_that_cannot_be_kept_keeps_the_row_out(name):
    row = only([["NAMA", "NIK"], [name, BUDI]])
    assert row.status is RowStatus.PROBLEM
    assert [problem.kind for problem in row.problems] == [K.NAME]
    assert row.problems[0].message()


def test_what_cannot_be_read_beside_a_sound_nik_is_told_and_left_out():
    rows = [
        ["NAMA", "NIK", "TGL LAHIR", "L/P", "HP", "NO KK", "PENGHASILAN", "EMAIL", "RT"],
        ["Budi", BUDI, "31-02-80", "?", "123", 5.0, "cukup", "x", date(2022, 3, 1)],
    ]
    kinds = [K.NAME, K.NIK, K.BIRTH_DATE, K.SEX, K.PHONE, K.KK, K.INCOME, K.EMAIL, K.RT]
    row = only(rows, mapping=ColumnMapping(tuple(kinds)))
    assert row.status is RowStatus.ADD
    told = {problem.fault: problem for problem in row.problems}
    assert set(told) == {
        RowFault.BIRTH_DATE,
        RowFault.SEX,
        RowFault.PHONE,
        RowFault.KK,
        RowFault.INCOME,
        RowFault.EMAIL,
        RowFault.RT,
    }
    assert told[RowFault.BIRTH_DATE].message().startswith("“31-02-80” is no birth date.")
    assert row.person == ListedPerson(BUDI, "Budi", date(1965, 5, 13), sex=Sex.MALE)


@pytest.mark.parametrize("name", ["12. Budi Karim", "3) Budi Karim", "7 . Budi Karim"])
def test_a_number_before_a_name_is_not_part_of_it(name):
    assert only([["NAMA", "NIK"], [name, BUDI]]).person.name == "Budi Karim"


def test_of_equal_niks_the_first_sound_row_stands():
    rows = [["NAMA", "NIK"], ["Budi", BUDI], ["Siti", SITI], ["BUDI", BUDI], ["Budi K.", BUDI]]
    plan = planned(rows)
    assert statuses(plan) == [(2, "add"), (3, "add"), (4, "twice"), (5, "twice")]
    assert [row.twin_line for row in plan.rows] == [None, None, 2, 2]
    assert plan.rows[2].reasons() == ("The same NIK as in line 2, which is taken.",)


def test_a_row_with_an_error_does_not_stand_for_its_twin():
    plan = planned([["NAMA", "NIK"], ["", BUDI], ["Budi", BUDI], ["Budi", BUDI]])
    assert statuses(plan) == [(2, "problem"), (3, "add"), (4, "twice")]
    assert plan.rows[2].twin_line == 3


def test_one_name_and_birth_date_with_two_niks_is_a_suspicion_on_both_rows():
    rows = [
        ["NAMA", "NIK", "TGL LAHIR"],
        ["Muhammad Ajang", 6501031305650001.0, "13-05-65"],
        ["Siti", SITI, "06-06-87"],
        ["MOH. AJANG", "6501031305650009", "13-05-1965"],
    ]
    plan = planned(rows)
    assert statuses(plan) == [(2, "problem"), (3, "add"), (4, "add")]
    assert [[p.line for p in row.problems if p.line] for row in plan.rows] == [[4], [], [2]]
    assert "in line 2" in plan.rows[2].reasons()[0]


def test_several_likely_twins_all_point_to_the_first():
    rows = [["NAMA", "NIK"], *[["Budi Karim", f"650103130565000{at}"] for at in range(1, 5)]]
    lines = [[p.line for p in row.problems] for row in planned(rows).rows]
    assert lines == [[3], [2], [2], [2]]


def test_a_suspicion_sees_through_degrees_titles_and_spelling():
    rows = [
        ["NAMA", "NIK"],
        ["H. Syahrul Ngau, S.Pd.", "6501031305650001"],
        ["Sahrul Ngau", "6501031305650002"],
        ["Sahrul Karim", "6501031305650003"],
    ]
    assert [len(row.problems) for row in planned(rows).rows] == [1, 1, 0]


def test_the_same_nik_twice_is_no_suspicion():
    rows = [["NAMA", "NIK"], ["Budi", BUDI], ["Budi", BUDI]]
    assert [row.problems for row in planned(rows).rows] == [(), ()]


def test_niks_that_all_end_in_0_have_been_rounded_before_they_were_text():
    rows = [["NAMA", "NIK"], *[[f"Orang {at}", f"65010313056{at:04}0"] for at in range(1, 12)]]
    plan = planned(rows)
    assert {row.status for row in plan.rows} == {RowStatus.PROBLEM}
    assert {fault for row in plan.rows for fault in faults(row)} == {"nik_all_rounded"}


@pytest.mark.parametrize("count", [7, 40])
def test_niks_that_end_in_0_by_chance_are_trusted(count):
    ends = ["0"] * 7 + ["1"] * (count - 7)
    rows = [["NAMA", "NIK"]]
    rows += [[f"Orang {at}", f"65010313056{at + 1:04}{end}"] for at, end in enumerate(ends)]
    assert planned(rows).counts()[RowStatus.ADD] == count


def test_what_is_merged_over_several_people_belongs_to_each():
    rows = [
        ["NO KK", "NAMA", "NIK", "KELOMPOK"],
        ["6501030101100001", "Budi", BUDI, "Maju"],
        ["", "Siti", SITI, ""],
        ["6501030101100002", "Agus", AGUS, ""],
    ]
    plan = planned(rows, merged=[((1, 0), (2, 0)), ((1, 3), (3, 3))])
    assert [row.person.kk_number for row in plan.rows] == [
        "6501030101100001",
        "6501030101100001",
        "6501030101100002",
    ]
    assert [row.person.group_name for row in plan.rows] == ["Maju"] * 3


def test_a_merged_name_is_not_given_to_the_next_person():
    rows = [["NAMA", "NIK"], ["Budi", BUDI], ["", SITI]]
    assert statuses(planned(rows, merged=[((1, 0), (2, 0))])) == [(2, "add"), (3, "problem")]


@pytest.mark.parametrize(
    ("rows", "said"),
    [([["NAMA", "HP"], ["Budi", "1"]], "hold the NIK"), ([["NIK"], [BUDI]], "hold the name")],
)
def test_without_a_needed_column_nothing_is_planned(rows, said):
    with pytest.raises(ColumnMissingError, match=said):
        planned(rows)


def test_another_mapping_gives_another_plan_without_reading_again():
    listed = found([["NAMA", "NAMA AYAH", "NIK"], ["Budi", "Karim", BUDI]])
    mapping = listed.mapping.change(1, K.NAME)
    plan = finish(plan_rows(listed, mapping, today=TODAY))
    assert plan.rows[0].person.name == "Karim"


def test_rows_shorter_than_the_heading_are_read():
    plan = planned([["NAMA", "NIK", "HP", "DESA"], ["Budi", BUDI], ["Siti", SITI, "082277672649"]])
    assert [row.person.phone for row in plan.rows] == [None, "+6282277672649"]


def test_lines_are_those_that_excel_shows():
    plan = planned([["x"], [], ["NAMA", "NIK"], [], ["Budi", BUDI], [], [], ["Siti", SITI]])
    assert [row.line for row in plan.rows] == [5, 8]
