"""People as a workbook or as plain lines with separators, of any number."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import BinaryIO

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from models.progress import Progress, Work
from models.words import Words
from reports.workbook import cell_text, workbook

A_SHEET = 1_000_000
"""Lines on one worksheet; Excel itself ends at 1.048.576."""
SEPARATOR = ";"
"""What Excel parts columns by where the comma stands in numbers, as in Indonesia."""

_STEP = 500  # lines between two reports of progress
_WIDTH = 22
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n")
_DIGITS_KEPT = 11
"""Excel shows longer numbers rounded, or as a power of ten."""

Line = Sequence[str | int]


def write_people_xlsx(  # noqa: PLR0913 - each part of the workbook by its name
    out: BinaryIO,
    headings: Sequence[str],
    lines: Iterable[Line],
    total: int,
    words: Words,
    *,
    made_at: datetime | None = None,
    paper: str = "A4",
    note: str = "",
) -> Work[int]:
    """Write ``lines`` below ``headings``; return how many there were, of about ``total``.

    ``note`` stands below the last of them, a row between, so that who sorts or filters the table
    leaves it where it is.

    What is a text stays one, so that a NIK keeps its digits and a formula is nothing but letters,
    also when somebody edits it; numbers can be added up. Lines are written as they come and not
    kept.
    """
    done = 0
    with workbook(out, words.say("People"), made_at, long=True, paper=paper) as made:
        book = _Book(made, headings, words)
        for done, line in enumerate(lines, 1):
            book.add(line)
            if done % _STEP == 0:
                yield Progress(done, total)
        book.end(note)
    yield Progress(done, done)
    return done


def write_people_csv(
    out: BinaryIO, headings: Sequence[str], lines: Iterable[Line], total: int
) -> Work[int]:
    """Write ``lines`` below ``headings`` as UTF-8 with semicolons; return how many there were.

    What a spreadsheet would take for a formula or round as a number begins with an apostrophe,
    its mark of a text.
    """
    done = 0
    # The mark at the beginning is how Excel knows UTF-8.
    text = io.TextIOWrapper(out, "utf-8-sig", errors="replace", newline="", write_through=True)
    try:
        writer = csv.writer(text, delimiter=SEPARATOR)
        writer.writerow([_harmless(one) for one in headings])
        for done, line in enumerate(lines, 1):
            writer.writerow([_harmless(str(one)) for one in line])
            if done % _STEP == 0:
                yield Progress(done, total)
        text.flush()
    finally:
        text.detach()
    yield Progress(done, done)
    return done


class _Book:
    """The workbook while it is written."""

    def __init__(self, book: Workbook, headings: Sequence[str], words: Words) -> None:
        self._words, self._headings = words, headings
        self._book = book
        # 49 is the format Excel calls Text; the prefix is its mark of a text typed as one.
        self._plain = self._book.add_format({"num_format": 49, "quote_prefix": True})
        self._number = self._book.add_format({"num_format": "#,##0"})
        self._heading = self._book.add_format(
            {"bold": True, "bg_color": "#0b7a53", "font_color": "#ffffff"}
        )
        self._sheets = 0
        self._sheet = self._new_sheet()

    def add(self, line: Line) -> None:
        if self._row > A_SHEET:
            self._finish_sheet()
            self._sheet = self._new_sheet()
        for column, value in enumerate(line):
            if isinstance(value, int):
                self._sheet.write_number(self._row, column, value, self._number)
            elif value:
                self._sheet.write_string(self._row, column, cell_text(value), self._plain)
        self._row += 1

    def end(self, note: str) -> None:
        self._finish_sheet()
        if note:
            self._sheet.write_string(self._row + 1, 0, cell_text(note))

    def _new_sheet(self) -> Worksheet:
        self._sheets += 1
        name = self._words.say("People")
        sheet = self._book.add_worksheet(name if self._sheets == 1 else f"{name} {self._sheets}")
        sheet.set_column(0, max(len(self._headings) - 1, 0), _WIDTH)
        for column, heading in enumerate(self._headings):
            sheet.write_string(0, column, cell_text(heading), self._heading)
        sheet.freeze_panes(1, 1)
        sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        self._row = 1
        return sheet

    def _finish_sheet(self) -> None:
        self._sheet.autofilter(0, 0, self._row - 1, max(len(self._headings) - 1, 0))


def _harmless(value: str) -> str:
    value = value.replace("\0", "")
    if value.lstrip().startswith(_DANGEROUS) or value.startswith(_DANGEROUS):
        return f"'{value}"
    rounded = value.isdigit() and (len(value) > _DIGITS_KEPT or value.startswith("0"))
    return f"'{value}" if rounded else value
