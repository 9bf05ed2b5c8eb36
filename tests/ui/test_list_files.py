"""What became of a list, written as a file and read back."""

import pytest
from python_calamine import load_workbook

from models.exchange.at_hand import ListAtHand
from models.exchange.headings import ColumnKind
from models.office.drafts import OfficerDraft
from models.office.operations import add_officer
from models.office.rights import NotAllowedError
from models.office.tables import Role
from models.progress import finish
from models.words import Words
from tests import factories as a
from ui.list_files import write_import_list, write_leftovers

ENGLISH = Words("en")
LIST = f"""Daftar
Nama;NIK;HP
Usun;{a.nik(1)};
Awing;{a.nik(1)};
Lukas;6,50103E+15;
=1+1;65010313058090;x
"""


@pytest.fixture
def at_hand(store, tmp_path):
    path = tmp_path / "daftar.csv"
    path.write_text(LIST, "utf-8")
    made = ListAtHand(store, path)
    finish(made.read())
    return made


def lines(path):
    """Return the lines of a report, without its headings."""
    return load_workbook(path).get_sheet_by_name("Lines").to_python()[1:]


def test_every_line_of_a_list_is_in_its_report(store, at_hand, tmp_path):
    target = tmp_path / "report.xlsx"
    assert finish(write_import_list(store, at_hand.outlook.plan, target, ENGLISH)) == 6
    assert [(int(row[0]), row[1]) for row in lines(target)] == [
        (1, "Left out"),
        (2, "Left out"),
        (3, "New"),
        (4, "Twice in the list"),
        (5, "Problem"),
        (6, "Problem"),
    ]


def test_only_what_is_not_taken_is_among_the_leftovers(store, at_hand, tmp_path):
    target = tmp_path / "rest.xlsx"
    assert finish(write_leftovers(store, at_hand.outlook.plan, target, ENGLISH)) == 3
    assert [int(row[0]) for row in lines(target)] == [4, 5, 6]
    assert lines(target)[2][3] == "=1+1", "a formula is letters"


def test_what_was_mended_stands_in_the_report_as_it_was_mended(store, at_hand, tmp_path):
    finish(at_hand.mend(6, ColumnKind.NIK, a.nik(9)))
    finish(at_hand.mend(6, ColumnKind.NAME, "Martha"))
    target = tmp_path / "report.xlsx"
    finish(write_import_list(store, at_hand.outlook.plan, target, ENGLISH))
    assert lines(target)[5][1] == "New"
    assert {a.nik(9), "Martha"} <= set(lines(target)[5])


def test_a_report_is_written_in_the_language_asked_for(store, at_hand, tmp_path):
    target = tmp_path / "laporan.xlsx"
    finish(write_import_list(store, at_hand.outlook.plan, target, Words("id")))
    assert load_workbook(target).sheet_names != ["Overview", "Lines"]


@pytest.fixture
def grouped(store, tmp_path):
    """A list with groups in rows of their own, of whom some cannot be taken."""
    path = tmp_path / "kelompok.csv"
    path.write_text(
        f"No;Nama;NIK;Alamat\nDesa Pimping;;;\nKelompok Tani Maju;;;\n1;Usun;{a.nik(1)};Jl. A\n"
        f"2;Lukas;65010313058;Jl. B\nKelompok Tani Jaya;;;\n3;Awing;;Jl. C\n4;Usun;{a.nik(1)};\n",
        "utf-8",
    )
    made = ListAtHand(store, path)
    finish(made.read())
    return made


@pytest.mark.parametrize("language", ["en", "id"])
def test_leftovers_taken_in_again_are_the_same_people_with_the_same_problems(
    grouped, store, tmp_path, language
):
    """The columns that were put before the list are known for what they are, in both languages."""
    target = tmp_path / "sisa.xlsx"
    finish(write_leftovers(store, grouped.outlook.plan, target, Words(language)))
    again = finish(ListAtHand(store, target).read())
    left = [row for row in grouped.outlook.plan.rows if row.status in ("problem", "twice")]
    assert [row.person for row in again.plan.rows] == [row.person for row in left]
    assert [row.status.value for row in again.plan.rows] == ["problem", "problem", "add"]
    assert [row.person.group_name for row in again.plan.rows] == [
        "Kelompok Tani Maju",
        "Kelompok Tani Jaya",
        "Kelompok Tani Jaya",
    ]
    kinds = again.mapping.kinds
    assert kinds[:3] == (ColumnKind.OTHER,) * 3
    assert kinds[3:7] == grouped.outlook.mapping.kinds


def test_what_was_typed_where_the_list_has_no_column_is_kept_too(store, grouped, tmp_path):
    finish(grouped.mend(5, ColumnKind.PHONE, "081234567890"))
    target = tmp_path / "sisa.xlsx"
    finish(write_leftovers(store, grouped.outlook.plan, target, ENGLISH))
    heading, first = load_workbook(target).get_sheet_by_name("Lines").to_python()[:2]
    told = dict(zip(heading, first, strict=True))
    assert (told["Phone"], told["Village"]) == ("081234567890", "Pimping")


@pytest.mark.parametrize("write", [write_import_list, write_leftovers])
def test_a_list_with_whole_niks_is_not_for_every_role(store, at_hand, tmp_path, write):
    plan, target = at_hand.outlook.plan, tmp_path / "report.xlsx"
    with store.writing() as session:
        made = add_officer(session, OfficerDraft(name="Meja", role=Role.DESK_OFFICER)).id
    store.admit(made)
    with pytest.raises(NotAllowedError):
        finish(write(store, plan, target, ENGLISH))
    assert not target.exists()
