"""Columns that are doubtful as a whole: NIKs and family cards exchanged, dates, sexes in codes."""

from datetime import date

import pytest

from models.exchange.doubts import niks_left_out
from models.exchange.headings import ColumnKind
from models.exchange.plan import mend
from models.exchange.planned import RowStatus
from models.people.tables import Sex
from tests.models.exchange.lists import AGUS, BUDI, SITI, faults, found, planned

CARD, OTHER_CARD = "6501031505150011", "6501031601160012"
K = ColumnKind


def test_a_card_number_with_the_birth_date_is_proposed_in_place_of_the_nik():
    rows = [
        ["Nama", "NIK", "No KK", "Tgl Lahir"],
        ["Budi", CARD, BUDI, "13-05-1965"],
        ["Siti", SITI, CARD, "06-06-1987"],
    ]
    plan = planned(rows)
    wrong, right = plan.rows
    assert (wrong.status, wrong.person.nik, faults(wrong)) == (
        RowStatus.PROBLEM,
        None,
        ["nik_exchanged"],
    )
    assert wrong.problems[0].repair == BUDI
    assert (right.status, faults(right)) == (RowStatus.ADD, [])
    mended = mend(plan, 2, K.NIK, BUDI).row_at(2)
    assert (mended.status, mended.person.nik, faults(mended)) == (
        RowStatus.ADD,
        BUDI,
        ["kk_is_nik"],
    )
    assert mended.person.kk_number is None


def test_a_nik_of_another_day_is_only_warned_of_where_the_card_says_nothing():
    rows = [["Nama", "NIK", "No KK", "Tgl Lahir"], ["Budi", BUDI, CARD, "14-05-1965"]]
    (row,) = planned(rows).rows
    assert (row.status, faults(row)) == (RowStatus.ADD, ["nik_birth_date"])


def families(repeated, single):
    """Return people of three families: one number repeats within each, the other does not."""
    numbers = [f"65010313056500{at:02}" for at in range(1, 8)]
    cards = [CARD, CARD, CARD, OTHER_CARD, OTHER_CARD, OTHER_CARD, "6501031601160013"]
    names = ["Budi", "Siti", "Agus", "Dewi", "Eko", "Fitri", "Gani"]
    columns = {repeated: cards, single: numbers}
    rows = zip(names, columns["NIK"], columns["No KK"], strict=True)
    return [["Nama", "NIK", "No KK"], *map(list, rows)]


def test_niks_that_repeat_within_families_are_not_taken():
    plan = planned(families("NIK", "No KK"))
    assert plan.doubts.exchanged
    assert {tuple(faults(row)) for row in plan.rows} == {("nik_of_family",)}
    assert {(row.status, row.person.nik, row.person.birth_date) for row in plan.rows} == {
        (RowStatus.PROBLEM, None, None)
    }
    mended = mend(plan, 3, K.NIK, SITI).row_at(3)
    assert (mended.status, mended.person.nik) == (RowStatus.ADD, SITI)


def test_families_under_the_right_headings_and_people_listed_twice_are_not_doubted():
    assert not planned(families("No KK", "NIK")).doubts.exchanged
    again = [["Budi", BUDI, f"65010315051500{at:02}"] for at in range(1, 9)]
    assert not planned([["Nama", "NIK", "No KK"], *again]).doubts.exchanged


def test_dates_with_the_month_first_are_read_so_in_the_whole_list():
    rows = [
        ["Nama", "NIK", "Tgl Lahir"],
        ["Budi", BUDI, "5/13/1965"],
        ["Siti", SITI, "06/06/1987 0:00"],
        ["Agus", AGUS, "3/14/84"],
        ["Eko", "6501030506650002", "6/5/1965"],
    ]
    plan = planned(rows)
    assert plan.doubts.month_first
    assert [row.person.birth_date for row in plan.rows] == [
        date(1965, 5, 13),
        date(1987, 6, 6),
        date(1984, 3, 14),
        date(1965, 6, 5),
    ]
    assert [faults(row) for row in plan.rows] == [[]] * 4
    typed = mend(plan, 5, K.BIRTH_DATE, "5/6/1965").row_at(5)
    assert typed.person.birth_date == date(1965, 6, 5)


@pytest.mark.parametrize("first", ["13/5/1965", "5/6/1965"])
def test_one_date_that_cannot_be_turns_no_others(first):
    rows = [["Nama", "NIK", "Tgl Lahir"], ["Budi", BUDI, first], ["Agus", AGUS, "3/14/1984"]]
    assert not planned(rows).doubts.month_first


def test_a_date_that_a_spreadsheet_has_turned_is_proposed_as_the_nik_has_it():
    eko = ["Eko", "6501030506650002", date(1965, 5, 6)]
    plan = planned([["Nama", "NIK", "Tgl Lahir"], eko])
    (problem,) = plan.rows[0].problems
    assert (problem.kind, problem.repair) == (K.BIRTH_DATE, "05/06/1965")
    mended = mend(plan, 2, problem.kind, problem.repair).rows[0]
    assert (mended.person.birth_date, faults(mended)) == (date(1965, 6, 5), [])


def test_sexes_are_read_by_their_numbers_where_all_are_such():
    rows = [["Nama", "NIK", "JK"], ["Budi", BUDI, 1.0], ["Siti", SITI, 2.0], ["Agus", AGUS, "1"]]
    plan = planned(rows)
    assert [row.person.sex for row in plan.rows] == [Sex.MALE, Sex.FEMALE, Sex.MALE]
    assert [faults(row) for row in plan.rows] == [[]] * 3
    turned = planned([rows[0], ["Budi", BUDI, 2.0], ["Siti", SITI, 1.0]])
    assert [faults(row) for row in turned.rows] == [["nik_sex"], ["nik_sex"]]
    mixed = planned([*rows, ["Dewi", "6501035212900004", "P"]])
    assert [faults(row) for row in mixed.rows] == [["sex"], ["sex"], ["sex"], []]


def test_niks_beside_those_that_are_read_are_named():
    rows = [["Peserta", "", "Ahli Waris", "", "No KK"], ["Nama", "NIK", "Nama", "NIK", ""]]
    rows += [["Budi", BUDI, "Siti", SITI, CARD], ["Agus", AGUS, "Dewi", "6501035212900004", CARD]]
    listed = found(rows, merged=[((0, 0), (0, 1)), ((0, 2), (0, 3))])
    assert niks_left_out(listed, listed.mapping) == ["Ahli Waris NIK"]
    only_cards = found([["Nama", "NIK", "No KK"], ["Budi", BUDI, CARD], ["Siti", SITI, CARD]])
    assert niks_left_out(only_cards, only_cards.mapping) == []


def test_the_nik_of_an_heir_is_told_of_in_a_list_of_one_person():
    rows = [["Nama", "NIK", "NIK Ahli Waris"], ["Budi", BUDI, SITI]]
    listed = found(rows)
    assert niks_left_out(listed, listed.mapping) == ["NIK Ahli Waris"]
