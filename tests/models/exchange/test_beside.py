"""Lists that stand side by side on one sheet: each is one to choose, none is lost."""

import pytest
import xlsxwriter

from models.exchange.headers import read_list
from models.exchange.plan import plan_rows
from models.progress import finish
from tests.models.exchange.lists import BUDI, SITI, TODAY

HEADING = ["NO", "NAMA", "NIK"]
LEFT, RIGHT = ["1", "Budi Karim", BUDI], ["2", "Siti Aminah", SITI]


def saved(folder, rows, merged=""):
    with xlsxwriter.Workbook(folder / "hadir.xlsx") as book:
        sheet = book.add_worksheet("Hadir")
        for at, row in enumerate(rows):
            sheet.write_row(at, 0, row)
        if merged:
            sheet.merge_range(merged, "DAFTAR HADIR")
    return folder / "hadir.xlsx"


def people(path, sheet=None):
    listed = finish(read_list(path, sheet))
    plan = finish(plan_rows(listed, listed.mapping, today=TODAY))
    return [(row.line, row.person.name, row.person.nik) for row in plan.rows]


@pytest.mark.parametrize("gap", [[], [""]])
def test_each_of_two_lists_side_by_side_can_be_taken(tmp_path, gap):
    path = saved(
        tmp_path,
        [["DAFTAR HADIR"], [*HEADING, *gap, *HEADING], [*LEFT, *gap, *RIGHT]],
        "A1:F1",
    )
    last, first = ("D", "E") if gap else ("C", "D")
    right = f"Hadir · {first}–{chr(ord(first) + 2)}"
    found = finish(read_list(path))
    assert found.sheet_name == f"Hadir · A–{last}"
    assert [(each.name, each.has_list, each.beside) for each in found.others] == [
        (right, True, True)
    ]
    assert people(path) == [(3, "Budi Karim", BUDI)]
    assert people(path, right) == [(3, "Siti Aminah", SITI)]


@pytest.mark.parametrize(
    "rows",
    [
        [["Peserta", "", "", "Ahli waris", "", ""], [*HEADING, *HEADING], [*LEFT, *RIGHT]],
        [[*HEADING, "NAMA IBU", "NIK IBU"], [*LEFT, "Siti", SITI]],
        [["NO", "NAMA", "NIK", "NO"], [*LEFT, "7"]],
    ],
)
def test_what_belongs_to_one_person_stays_together(tmp_path, rows):
    path = saved(tmp_path, rows)
    assert finish(read_list(path)).others == ()
    assert [name for _line, name, _nik in people(path)] == ["Budi Karim"]


def test_a_list_chosen_by_hand_says_so_of_the_one_before_it(tmp_path):
    path = saved(tmp_path, [[*HEADING, *HEADING], [*LEFT, *RIGHT]])
    (other,) = finish(read_list(path, "Hadir · D–F")).others
    assert (other.name, other.beside) == ("Hadir · A–C", True)
