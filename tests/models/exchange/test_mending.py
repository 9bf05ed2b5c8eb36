from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.exchange.headings import ColumnKind
from models.exchange.plan import mend, plan_rows
from models.exchange.planned import KnownPerson, ListedPerson, RowStatus
from models.progress import finish
from tests.models.exchange.lists import AGUS, BUDI, SITI, TODAY, faults, found, planned, statuses

K = ColumnKind
ROWS = [
    ["NAMA", "NIK", "TGL LAHIR"],
    ["Budi", 6501031305650001.0, "13-05-65"],
    ["Siti", SITI, "06-06-87"],
    ["Agus", "", "14-03-84"],
]


def test_a_nik_typed_anew_makes_the_row_good():
    plan = planned(ROWS)
    mended = mend(plan, 2, K.NIK, BUDI)
    assert statuses(plan) == [(2, "problem"), (3, "add"), (4, "problem")]
    assert statuses(mended) == [(2, "add"), (3, "add"), (4, "problem")]
    assert mended.row_at(2).person.nik == BUDI


def test_a_bad_correction_is_told_like_any_cell():
    mended = mend(planned(ROWS), 2, K.NIK, "650103")
    assert faults(mended.row_at(2)) == ["nik_length"]


def test_corrections_of_one_row_add_up():
    numbered = planned([["NO", "NAMA", "NIK", "L/P"], [1, "", "", "L"], [2, "Siti", SITI, "P"]])
    mended = mend(mend(numbered, 2, K.NIK, BUDI), 2, K.NAME, "Budi")
    assert statuses(mended) == [(2, "add"), (3, "add")]
    assert mended.row_at(2).person.name == "Budi"


def test_a_nik_mended_to_that_of_another_row_is_its_twin():
    mended = mend(planned(ROWS), 4, K.NIK, SITI)
    assert (mended.row_at(4).status, mended.row_at(4).twin_line) == (RowStatus.TWICE, 3)


def test_a_row_mended_before_its_twin_takes_its_place():
    mended = mend(planned(ROWS), 2, K.NIK, SITI)
    assert statuses(mended)[:2] == [(2, "add"), (3, "twice")]
    again = mend(mended, 2, K.NIK, BUDI)
    assert statuses(again)[:2] == [(2, "add"), (3, "add")]


def test_a_mended_nik_may_be_of_somebody_known():
    somebody = {BUDI: KnownPerson(7, ListedPerson(BUDI, "Budi"))}
    mended = mend(planned(ROWS), 2, K.NIK, BUDI, somebody)
    assert (mended.row_at(2).status, mended.row_at(2).known_id) == (RowStatus.KNOWN, 7)


def test_a_mended_birth_date_takes_a_suspicion_away():
    rows = [["NAMA", "NIK"], ["Budi", BUDI], ["BUDI", "6501031305650009"]]
    plan = planned(rows)
    assert [len(row.problems) for row in plan.rows] == [1, 1]
    mended = mend(plan, 3, K.BIRTH_DATE, "14-05-1965")
    assert [faults(row) for row in mended.rows] == [[], ["nik_birth_date"]]


def test_a_mended_name_can_raise_a_suspicion():
    rows = [["NAMA", "NIK"], ["Budi", BUDI], ["Karim", "6501031305650009"]]
    mended = mend(planned(rows), 3, K.NAME, "Budi")
    assert [faults(row) for row in mended.rows] == [["same_person"], ["same_person"]]


def test_a_birth_date_can_be_typed_beside_a_column_of_place_and_date():
    rows = [["NAMA", "NIK", "TTL"], ["Budi", BUDI, "Bulungan, 31-02-65"], ["S", SITI, "X, 6-6-87"]]
    plan = planned(rows)
    assert faults(plan.row_at(2)) == ["birth_date"]
    mended = mend(plan, 2, K.BIRTH_DATE, "13-05-65")
    assert faults(mended.row_at(2)) == []
    assert mended.row_at(2).person.birth_place == "Bulungan"


def test_a_kind_without_a_column_can_be_typed():
    mended = mend(planned(ROWS), 3, K.PHONE, "082277672649")
    assert mended.row_at(3).person.phone == "+6282277672649"


def test_a_nik_typed_anew_is_trusted_though_the_list_was_rounded():
    rows = [["NAMA", "NIK"], *[[f"Orang {at}", f"65010313056{at:04}0"] for at in range(1, 12)]]
    mended = mend(planned(rows), 2, K.NIK, "6501031305650010")
    assert mended.row_at(2).status is RowStatus.ADD
    assert mended.row_at(3).status is RowStatus.PROBLEM


def test_mending_keeps_what_is_merged_over_the_row():
    rows = [["KELOMPOK", "NAMA", "NIK"], ["Maju", "Budi", BUDI], ["", "Siti", ""]]
    mended = mend(planned(rows, merged=[((1, 0), (2, 0))]), 3, K.NIK, SITI)
    assert mended.row_at(3).person.group_name == "Maju"


@pytest.mark.parametrize("line", [1, 5, 99])
def test_a_line_without_a_person_cannot_be_mended(line):
    with pytest.raises(LookupError):
        mend(planned(ROWS), line, K.NAME, "x")


NIKS = [BUDI, SITI, AGUS, "6501031305650009", ""]
rows_of_people = st.lists(
    st.tuples(st.sampled_from(["Budi", "BUDI", "Siti"]), st.sampled_from(NIKS)),
    min_size=2,
    max_size=6,
)


@given(rows_of_people, st.data())
def test_a_mended_plan_is_that_of_the_mended_list(people, data):
    """Mending row by row must come to what reading the corrected list would give."""
    rows = [["NO", "NAMA", "NIK"], *[[at + 1, *each] for at, each in enumerate(people)]]
    plan = planned(rows)
    for _ in range(3):
        at = data.draw(st.integers(1, len(people)))
        kind, place = data.draw(st.sampled_from([(K.NAME, 1), (K.NIK, 2)]))
        text = data.draw(st.sampled_from(NIKS[:-1] if kind is K.NIK else ["Budi", "Siti", "Agus"]))
        plan = mend(plan, at + 1, kind, text)
        rows[at][place] = text
    listed = found(rows)
    afresh = finish(plan_rows(listed, plan.mapping, today=TODAY))
    assert [row._replace(problems=()) for row in plan.rows] == [
        row._replace(problems=()) for row in afresh.rows
    ]
    assert [set(row.problems) for row in plan.rows] == [set(row.problems) for row in afresh.rows]


def test_a_plan_is_a_value():
    plan = planned(ROWS)
    before = plan.rows
    mend(plan, 2, K.BIRTH_DATE, "14-05-1965")
    assert plan.rows is before
    assert plan.row_at(2).person.birth_date == date(1965, 5, 13)
