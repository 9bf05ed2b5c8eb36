"""An event's documents, written from the records and read back."""

import pypdfium2
import pytest
from python_calamine import load_workbook

from models.errors import UserError
from models.events.operations import invite
from models.exchange.at_hand import ListAtHand
from models.exchange.headings import ColumnKind
from models.progress import finish
from models.words import Words
from tests import factories as a
from ui.documents import write_attendance_sheet, write_import_list, write_leftovers

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


def test_every_line_of_a_list_is_in_its_report(at_hand, tmp_path):
    target = tmp_path / "report.xlsx"
    assert finish(write_import_list(at_hand.outlook.plan, target, ENGLISH)) == 6
    assert [(int(row[0]), row[1]) for row in lines(target)] == [
        (1, "Left out"),
        (2, "Left out"),
        (3, "New"),
        (4, "Twice in the list"),
        (5, "Problem"),
        (6, "Problem"),
    ]


def test_only_what_is_not_taken_is_among_the_leftovers(at_hand, tmp_path):
    target = tmp_path / "rest.xlsx"
    assert finish(write_leftovers(at_hand.outlook.plan, target, ENGLISH)) == 3
    assert [int(row[0]) for row in lines(target)] == [4, 5, 6]
    assert lines(target)[2][3] == "=1+1", "a formula is letters"


def test_what_was_mended_stands_in_the_report_as_it_was_mended(at_hand, tmp_path):
    finish(at_hand.mend(6, ColumnKind.NIK, a.nik(9)))
    finish(at_hand.mend(6, ColumnKind.NAME, "Martha"))
    target = tmp_path / "report.xlsx"
    finish(write_import_list(at_hand.outlook.plan, target, ENGLISH))
    assert lines(target)[5][1] == "New"
    assert {a.nik(9), "Martha"} <= set(lines(target)[5])


def test_a_report_is_written_in_the_language_asked_for(at_hand, tmp_path):
    target = tmp_path / "laporan.xlsx"
    finish(write_import_list(at_hand.outlook.plan, target, Words("id")))
    assert load_workbook(target).sheet_names != ["Overview", "Lines"]


def test_the_attendance_sheet_has_everybody_with_masked_niks(store, keep, tmp_path):
    event = keep(a.event(title="Sosialisasi <b>Petani</b>")).id
    person = keep(a.person(name="Usun & <b>Anyie</b>", nik=a.nik(1)))
    with store.writing() as session:
        invite(session, event, [person.id])
    target = tmp_path / "sheet.pdf"
    assert finish(write_attendance_sheet(store, event, target, ENGLISH, blank=3)) == 1
    text = pypdfium2.PdfDocument(target)[0].get_textpage().get_text_bounded()
    assert "Usun & <b>Anyie</b>" in text
    assert "Sosialisasi <b>Petani</b>" in text
    assert a.nik(1) not in text


def test_of_an_event_that_is_gone_there_is_no_sheet(store, tmp_path):
    with pytest.raises(UserError, match="not there any more"):
        finish(write_attendance_sheet(store, 404, tmp_path / "sheet.pdf", ENGLISH))
    assert list(tmp_path.glob("*.pdf")) == []
