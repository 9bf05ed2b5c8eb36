"""The import report as a workbook: every line of a list, and what became of it."""

import enum
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import BinaryIO

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from models.progress import Progress, Work
from models.words import Words
from reports.workbook import cell_text, workbook

A_SHEET = 1_000_000
"""Lines on one worksheet; Excel itself ends at 1.048.576."""

_STEP = 500  # lines between two reports of progress
_WIDEST, _NARROWEST = 60, 9
_MEASURED = 200  # lines looked at to choose the widths


class Mark(enum.Enum):
    """How an outcome looks; the words beside it say the same."""

    GOOD = "#dff2e8"
    NOTE = "#fff3d1"
    BAD = "#fbe0dd"


@dataclass(frozen=True, slots=True)
class ReportedLine:
    """A line of the list: its number there, what became of it and why, its cells as they were."""

    number: int
    mark: Mark
    outcome: str
    remarks: tuple[str, ...]
    cells: Sequence[object]


def write_import_report(  # noqa: PLR0913 - what is written, and on what, each by its name
    out: BinaryIO,
    title: str,
    headings: Sequence[str],
    lines: Sequence[ReportedLine],
    words: Words,
    *,
    made_at: datetime | None = None,
    paper: str = "A4",
) -> Work[int]:
    """Write all ``lines`` of the list called ``title``; return how many there were.

    Every cell is text, so that a NIK keeps its digits and a formula is nothing but letters; it
    stays text when somebody edits it. Equal input and ``made_at`` give equal bytes.
    """
    with workbook(out, title, made_at, long=True, paper=paper) as made:
        book = _Book(made, title, words)
        book.begin(headings, lines[:_MEASURED])
        for done, line in enumerate(lines, 1):
            book.add(line)
            if done % _STEP == 0:
                yield Progress(done, len(lines))
        book.end()
    yield Progress(len(lines), len(lines))
    return len(lines)


class _Book:
    """The workbook while it is written: first a page of counts, then the lines."""

    def __init__(self, book: Workbook, title: str, words: Words) -> None:
        self._words, self._title = words, title
        self._book = book
        self._counts: Counter[str] = Counter()
        self._looks: dict[str, Mark] = {}
        self._overview = self._book.add_worksheet(words.say("Overview"))
        self._sheets = 0
        self._row = 0
        self._formats()

    def begin(self, headings: Sequence[str], sample: Sequence[ReportedLine]) -> None:
        words = self._words
        fixed = (words.say("Line"), words.say("What becomes of it"), words.say("Remarks"))
        self._headings = [*fixed, *headings]
        self._widths = _widths(self._headings, sample)
        self._sheet = self._new_sheet()

    def add(self, line: ReportedLine) -> None:
        if self._row > A_SHEET:
            self._finish_sheet()
            self._sheet = self._new_sheet()
        sheet, row = self._sheet, self._row
        sheet.write_number(row, 0, line.number, self._plain)
        sheet.write_string(row, 1, cell_text(line.outcome), self._marks[line.mark])
        sheet.write_string(row, 2, cell_text(" ".join(line.remarks)), self._wrapped)
        for column, value in enumerate(line.cells, 3):
            if value is not None and value != "":
                sheet.write_string(row, column, cell_text(self._said(value)), self._plain)
        self._counts[line.outcome] += 1
        if line.outcome not in self._looks or line.mark is Mark.GOOD:
            self._looks[line.outcome] = line.mark
        self._row += 1

    def end(self) -> None:
        self._finish_sheet()
        sheet, words = self._overview, self._words
        sheet.set_column(0, 0, 44)
        sheet.set_column(1, 1, 12)
        sheet.write_string(0, 0, cell_text(self._title), self._strong)
        for row, (outcome, many) in enumerate(self._counts.most_common(), 2):
            sheet.write_string(row, 0, cell_text(outcome), self._marks[self._looks[outcome]])
            sheet.write_number(row, 1, many)
        last = len(self._counts) + 2
        sheet.write_string(last, 0, words.say("Total"), self._strong)
        sheet.write_number(last, 1, self._counts.total(), self._strong)

    def _new_sheet(self) -> Worksheet:
        self._sheets += 1
        name = self._words.say("Lines")
        sheet = self._book.add_worksheet(name if self._sheets == 1 else f"{name} {self._sheets}")
        for column, wide in enumerate(self._widths):
            sheet.set_column(column, column, wide)
        for column, heading in enumerate(self._headings):
            sheet.write_string(0, column, cell_text(heading), self._heading)
        sheet.freeze_panes(1, 2)
        sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        self._row = 1
        return sheet

    def _finish_sheet(self) -> None:
        self._sheet.autofilter(0, 0, self._row - 1, len(self._headings) - 1)

    def _formats(self) -> None:
        # 49 is the format Excel calls Text; the prefix is its mark of a text typed as one.
        text = {"num_format": 49, "quote_prefix": True, "valign": "top"}
        self._plain = self._book.add_format(text)
        self._wrapped = self._book.add_format({**text, "text_wrap": True})
        self._strong = self._book.add_format({**text, "bold": True})
        self._heading = self._book.add_format(
            {**text, "bold": True, "bg_color": "#0b7a53", "font_color": "#ffffff"}
        )
        self._marks: dict[Mark, Format] = {
            mark: self._book.add_format({**text, "bg_color": mark.value}) for mark in Mark
        }

    def _said(self, value: object) -> str:
        if isinstance(value, date):
            return self._words.digits(value)
        if isinstance(value, float) and value.is_integer():
            return str(int(value))
        return str(value)


def _widths(headings: Sequence[str], sample: Sequence[ReportedLine]) -> list[int]:
    """Return the width of each column, in letters, as its heading and first cells need it."""
    rows = [
        ("", line.outcome, " ".join(line.remarks), *(str(cell or "") for cell in line.cells))
        for line in sample
    ]
    longest = [
        max(len(heading) + 3, *(len(row[at]) + 1 for row in rows if at < len(row)), _NARROWEST)
        for at, heading in enumerate(headings)
    ]
    return [min(wide, _WIDEST) for wide in longest]
