from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from python_calamine import CalamineWorkbook

from models.progress import finish
from reports import import_report
from reports.import_report import Mark, ReportedLine, write_import_report
from tests.reports.values import ENGLISH, HOSTILE, INDONESIAN, LONG

MADE_AT = datetime(2022, 6, 22, 3, tzinfo=UTC)
HEADINGS = ("Nama", "NIK", "Tanggal lahir")


def line(number=1, cells=("Siti", "6501034107800001", "1 Juli 1980"), **changes):
    settings = {"mark": Mark.GOOD, "outcome": "added", "remarks": ()} | changes
    return ReportedLine(number, cells=cells, **settings)


def report(lines, words=ENGLISH, title="daftar.xlsx", headings=HEADINGS):
    out = BytesIO()
    count = finish(write_import_report(out, title, headings, lines, words, made_at=MADE_AT))
    assert count == len(lines)
    return out.getvalue()


def rows(book, sheet=1):
    return CalamineWorkbook.from_filelike(BytesIO(book)).get_sheet_by_index(sheet).to_python()


def xml(book):
    with ZipFile(BytesIO(book)) as packed:
        return "".join(packed.read(name).decode() for name in packed.namelist())


def test_every_line_is_there_with_what_became_of_it():
    lines = [
        line(4),
        line(5, outcome="not added", mark=Mark.BAD, remarks=("The NIK has 15 digits.", "No name.")),
    ]
    assert rows(report(lines)) == [
        ["Line", "What becomes of it", "Remarks", *HEADINGS],
        [4.0, "added", "", "Siti", "6501034107800001", "1 Juli 1980"],
        [
            5.0,
            "not added",
            "The NIK has 15 digits. No name.",
            "Siti",
            "6501034107800001",
            "1 Juli 1980",
        ],
    ]


def test_outcomes_are_counted_on_the_first_sheet():
    lines = [line(), line(), line(outcome="twice", mark=Mark.NOTE)]
    counted = [row for row in rows(report(lines), 0) if row[1] != ""]
    assert counted == [["added", 2.0], ["twice", 1.0], ["Total", 3.0]]
    assert rows(report(lines), 0)[0][0] == "daftar.xlsx"


def test_a_nik_typed_as_a_number_keeps_its_digits_as_text():
    [_, row] = rows(report([line(cells=(6501034107800001, 6501034107800000.0, 5))]))
    assert row[3:] == ["6501034107800001", "6501034107800000", "5"]


def test_dates_are_written_as_people_write_them():
    cells = (date(1980, 7, 1), datetime(1980, 7, 1, 9, 30), None)
    [_, row] = rows(report([line(cells=cells)], INDONESIAN))
    assert row[3:] == ["01/07/1980", "01/07/1980", ""]


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_text_is_text_and_nothing_else(hostile):
    made = report(
        [line(cells=(hostile,), outcome=hostile, remarks=(hostile,))],
        title=hostile,
        headings=(hostile,),
    )
    said = xml(made)
    assert "<f>" not in said
    assert "<hyperlink" not in said
    [heading, row] = rows(made)
    assert heading[3].replace("\r\n", "\n") == hostile.replace("\r\n", "\n")
    assert row[3].replace("\r\n", "\n") == hostile.replace("\r\n", "\n")


def test_half_a_surrogate_pair_does_no_harm():
    assert rows(report([line(cells=("a\ud800b",))]))[1][3] == "a?b"


def test_a_cell_longer_than_excel_takes_is_cut():
    [_, row] = rows(report([line(cells=(LONG * 200,))]))
    assert row[3] == (LONG * 200)[:16_000] + "…"


def test_cells_stay_text_when_they_are_edited():
    said = xml(report([line()]))
    assert 'quotePrefix="1"' in said
    assert 'numFmtId="49"' in said, "the format called Text"


def test_the_sheet_can_be_filtered_and_its_heading_stays():
    said = xml(report([line(), line()]))
    assert '<autoFilter ref="A1:F3"/>' in said
    assert 'state="frozen"' in said


def test_an_outcome_is_counted_once_however_its_lines_are_marked():
    lines = [line(mark=Mark.NOTE, remarks=("No village.",)), line(), line(outcome="twice")]
    counted = [row for row in rows(report(lines), 0) if row[1] != ""]
    assert counted == [["added", 2.0], ["twice", 1.0], ["Total", 3.0]]


def test_a_list_of_no_lines_has_a_report():
    assert rows(report([])) == [["Line", "What becomes of it", "Remarks", *HEADINGS]]
    assert rows(report([]), 0)[-1] == ["Total", 0.0]


def test_lines_of_uneven_length_are_all_shown():
    made = rows(report([line(cells=("a",)), line(cells=("a", "b", "c", "d", "e"))]))
    assert made[2][3:] == ["a", "b", "c", "d", "e"]


def test_more_lines_than_a_sheet_holds_go_on_the_next(monkeypatch):
    monkeypatch.setattr(import_report, "A_SHEET", 10)
    made = report([line(number) for number in range(25)])
    book = CalamineWorkbook.from_filelike(BytesIO(made))
    assert book.sheet_names == ["Overview", "Lines", "Lines 2", "Lines 3"]
    numbers = [row[0] for sheet in (1, 2, 3) for row in rows(made, sheet)[1:]]
    assert numbers == list(range(25))


def test_the_same_lines_make_the_same_bytes():
    assert report([line()]) == report([line()])


def test_progress_is_told_and_stopping_leaves_nothing_behind(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    out = BytesIO()
    work = write_import_report(out, "x", HEADINGS, [line()] * 2000, ENGLISH)
    assert tuple(next(work)) == (500, 2000)
    work.close()
    assert out.getvalue() == b""
    assert list(Path(tmp_path).iterdir()) == []
