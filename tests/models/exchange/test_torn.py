"""Rows of a text with a separator in a value: put together where it is certain, else told."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.exchange.headers import read_list
from models.exchange.headings import ColumnKind
from models.exchange.plan import mend, plan_rows
from models.exchange.reading import Pasted
from models.exchange.returns_headings import RETURNS
from models.progress import finish
from tests.models.exchange.lists import AGUS, BUDI, SITI, TODAY, faults, planned, skipped

HEADING = "NO,NAMA,NIK,ALAMAT,DESA,HP"
WHOLE = f"1,Budi,{BUDI},Jl. Mawar,Apung,081234567890"


def plan_of(*lines):
    listed = finish(read_list(Pasted("a", "\n".join(lines))))
    return finish(plan_rows(listed, listed.mapping, today=TODAY))


def said(plan):
    return [
        (one.nik, one.name, one.address, one.village, one.phone)
        for one in (row.person for row in plan.rows)
    ]


@pytest.mark.parametrize(
    ("line", "name", "address"),
    [
        (f"2,Siti, S.Pd,{SITI},Jl. Melati,Apung,", "Siti, S.Pd", "Jl. Melati"),
        (f"2,Siti,S.Pd,{SITI},Jl. Melati,Apung,", "Siti,S.Pd", "Jl. Melati"),
        (f"2,Siti,{SITI},Jl. Melati, RT 02, No 3,Apung,", "Siti", "Jl. Melati, RT 02, No 3"),
        (f"2,Siti, S.Pd,{SITI},Jl. Melati, RT 02,Apung,", "Siti, S.Pd", "Jl. Melati, RT 02"),
    ],
)
def test_a_comma_in_a_name_or_an_address_shifts_nothing(line, name, address):
    plan = plan_of(HEADING, WHOLE, line, f"3,Agus,{AGUS},,Pimping,")
    assert said(plan) == [
        (BUDI, "Budi", "Jl. Mawar", "Apung", "+6281234567890"),
        (SITI, name, address, "Apung", None),
        (AGUS, "Agus", None, "Pimping", None),
    ]
    assert [faults(row) for row in plan.rows] == [[], ["torn"], []]


def test_what_may_belong_to_two_columns_is_left_out_and_told():
    plan = plan_of(HEADING, WHOLE, f"2,Siti,{SITI},Jl. Melati,RT 02,Apung,081234567891")
    assert said(plan)[1] == (SITI, "Siti", None, None, "+6281234567891")
    assert faults(plan.rows[1]) == ["torn_unsure"]
    assert "Jl. Melati,RT 02,Apung" in plan.rows[1].reasons()[0]


def test_a_row_that_fits_in_no_way_keeps_its_nik_alone():
    plan = plan_of(HEADING, WHOLE, f"2,Siti,1,{SITI},y,Apung,z,081234567891,ya")
    assert said(plan)[1] == (SITI, "", None, None, None)
    assert "torn_unsure" in faults(plan.rows[1])
    mended = mend(plan, 3, ColumnKind.NAME, "Siti")
    assert said(mended)[1][:2] == (SITI, "Siti")


def test_a_comma_in_a_row_that_lacks_its_last_cell_moves_nothing_untold():
    lines = [f"2,Siti,{SITI},Jl. Melati, No 3", f"3,Ali, S.Pd,{AGUS},Jl. A,Apung"]
    plan = plan_of(HEADING, WHOLE, *lines, f"4,Ani,{BUDI},Jl. B,Apung")
    assert said(plan)[1] == (SITI, "Siti", None, None, None)
    assert said(plan)[2] == (AGUS, "Ali, S.Pd", "Jl. A", "Apung", None)
    assert [faults(row) for row in plan.rows] == [[], ["torn_unsure"], ["torn"], []]
    assert "Jl. Melati,No 3" in plan.rows[1].reasons()[0]


def test_blanks_after_every_comma_are_no_tear():
    plan = plan_of("NAMA,NIK,ALAMAT,DESA", f"Budi,{BUDI},Jl. A, Apung", f"Siti,{SITI},Jl. B, Apung")
    assert [(row.person.village, faults(row)) for row in plan.rows] == [("Apung", [])] * 2


def test_what_stands_before_a_nik_in_its_place_is_not_torn():
    plan = plan_of(HEADING, WHOLE, f"2,Siti,{SITI},Jl. Melati,Apung,08123,ya,tidak")
    assert said(plan)[1] == (SITI, "Siti", None, None, None)
    assert faults(plan.rows[1]) == ["torn_unsure"]


def test_two_phones_with_a_comma_are_of_one_person():
    plan = plan_of("NAMA,NIK,HP,L/P", f"Siti,{SITI},081234567890, 082277672649,P")
    assert faults(plan.rows[0]) == ["phone_several", "torn"]
    assert plan.rows[0].person.phone == "+6281234567890"


def test_birth_place_and_date_with_a_comma_are_one_in_every_row():
    rows = [f"1,Budi,{BUDI},Bulungan, 13-05-1965,L", f"2,Siti,{SITI},Tarakan,06-06-1987,P"]
    plan = plan_of("NO,NAMA,NIK,TTL,L/P", *rows)
    people = [row.person for row in plan.rows]
    assert [(one.birth_place, one.birth_date.year) for one in people] == [
        ("Bulungan", 1965),
        ("Tarakan", 1987),
    ]


def test_an_amount_with_commas_is_one():
    plan = plan_of("NAMA,NIK,UPAH,L/P", f"Budi,{BUDI},1,500,000,L", f"Siti,{SITI},900000,P")
    assert [row.person.income for row in plan.rows] == [1_500_000, 900_000]


def test_a_heading_that_is_shorter_than_all_rows_tears_none():
    rows = [f"1,Budi,{BUDI},Apung,hadir", f"2,Siti,{SITI},Pimping,", f"3,Agus,{AGUS},Apung,sakit"]
    plan = plan_of("NO,NAMA,NIK,DESA", *rows)
    assert [row.person.village for row in plan.rows] == ["Apung", "Pimping", "Apung"]
    assert {fault for row in plan.rows for fault in faults(row)} == set()


def test_blank_cells_behind_the_last_and_who_signs_below_are_no_tear():
    plan = plan_of(HEADING, WHOLE + ",,", f"2,Siti,{SITI},,Apung,,,", ",,,Apung, 20 Juni 2022,,")
    assert [faults(row) for row in plan.rows] == [[], []]
    assert skipped(plan)[-1][0] == 4


def test_a_row_with_a_remark_beside_the_table_is_not_torn():
    rows = [["NAMA", "NIK", "ALAMAT"], ["Budi", BUDI, "Jl. A"], ["Siti", SITI, "Jl. B", "lihat"]]
    assert [row.person.address for row in planned(rows).rows] == ["Jl. A", "Jl. B"]
    copied = plan_of(*map("\t".join, rows))
    assert [(row.person.address, faults(row)) for row in copied.rows] == [
        ("Jl. A", []),
        ("Jl. B", []),
    ]


FIELDS = {"NAMA": "name", "NIK": "nik", "ALAMAT": "address", "DESA": "village", "HP": "phone"}
COLUMNS = ["NO", *FIELDS, "L/P", "TTL", "KET"]
VALUES = {
    "NAMA": ["Budi", "Siti, S.Pd", "Ali,S.H., M.M."],
    "ALAMAT": ["", "Jl. A", "Jl. A, RT 2", "Jl. A,No 3", "RT 1, RW 2, Blok C"],
    "DESA": ["Apung", "Apung, Kec. X", "Apung,Kec. X"],
    "HP": ["", "081234567890"],
    "L/P": ["", "L"],
    "TTL": ["", "Tarakan, 13-05-1965", "Tarakan,13-05-1965"],
    "KET": ["", "hadir", "sakit, pulang"],
    "NIK": [BUDI],
    "NO": ["1"],
}
shapes = st.permutations(COLUMNS[1:]).map(lambda order: ["NO", *order])
values = st.fixed_dictionaries({column: st.sampled_from(VALUES[column]) for column in COLUMNS})


@settings(max_examples=80, deadline=None)
@given(order=shapes, people=st.lists(values, min_size=1, max_size=3))
def test_no_comma_puts_a_value_where_it_is_not(order, people):
    """What is taken of a torn row is what was meant, or nothing; and each such row is told."""
    if all(any("," in each for each in one.values()) for one in people):
        people = [*people, *[{column: VALUES[column][0] for column in COLUMNS}] * 4]
    plan = plan_of(",".join(order), *(",".join(one[at] for at in order) for one in people))
    assert len(plan.rows) == len(people)
    for row, one in zip(plan.rows, people, strict=True):
        told = {"torn", "torn_unsure"} & set(faults(row))
        assert bool(told) == any("," in each for each in one.values())
        for column, field in FIELDS.items():
            meant = one[column].replace("0812", "+62812") or None
            taken = getattr(row.person, field) or None
            assert taken == meant or (taken is None and "torn_unsure" in told), column


def test_of_a_file_of_the_agency_only_what_is_certain_is_put_together():
    lines = ["NAMA,NIK,ALASAN,KET", f"Siti, S.Pd,{SITI},baru,", f"Agus,{AGUS},kurang,data,a"]
    listed = finish(read_list(Pasted("a", "\n".join([*lines, f"Budi,{BUDI},,"])), None, RETURNS))
    assert listed.rows[0][:2] == ["Siti, S.Pd", SITI]
    assert listed.rows[1] == ["Agus", AGUS, "kurang", "data", "a"]
    assert list(listed.torn) == [2]
