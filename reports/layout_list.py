"""A list in another system's layout: its headings, in its order, and nothing else."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, BinaryIO

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from models.enrolment.tables import EnrolmentStatus, Payer
from models.people.tables import Sex
from models.progress import Progress, Work
from models.reporting.layout_fields import CONSTANT, Form
from models.reporting.layout_rows import Value
from models.reporting.layouts import PATTERN, LayoutDraft, spelt_date
from models.words import Words
from reports.labels import payer_said, sex_said, status_said
from reports.workbook import cell_text, workbook

FIRST_OF_EXCEL = date(1900, 3, 1)
"""Days before it are others in Excel than in the calendar: they are written as text."""

_STEP = 500  # lines between two reports of progress
_WIDTH = 20


def write_layout_list(
    out: BinaryIO,
    layout: LayoutDraft,
    rows: Iterable[Sequence[Value]],
    total: int,
    words: Words,
    paper: str = "A4",
) -> Work[int]:
    """Write ``rows``, of about ``total``, below the headings of ``layout`` as xlsx.

    Return how many there were. Text is never a formula, a link or a number.
    """
    done = 0
    with workbook(out, layout.name, long=True, paper=paper) as book:
        sheet = _Sheet(book, layout, words)
        for done, row in enumerate(rows, 1):
            sheet.add(done, row)
            if done % _STEP == 0:
                yield Progress(done, total)
    yield Progress(done, done)
    return done


class _Sheet:
    """The one sheet of the list while it is written."""

    def __init__(self, book: Workbook, layout: LayoutDraft, words: Words) -> None:
        self._columns, self._words = layout.columns, words
        self._text = book.add_format({"num_format": "@"})
        self._whole = book.add_format({"num_format": "0"})
        patterns = {column.pattern or PATTERN for column in layout.columns}
        self._days = {one: book.add_format({"num_format": one}) for one in patterns}
        self._sheet: Worksheet = book.add_worksheet()
        self._sheet.set_column(0, max(len(layout.columns) - 1, 0), _WIDTH)
        self._sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
        for place, column in enumerate(layout.columns):
            self._sheet.write_string(0, place, cell_text(column.heading.strip()), self._text)

    def add(self, line: int, row: Sequence[Value]) -> None:
        for place, (column, value) in enumerate(zip(self._columns, row, strict=True)):
            if column.field == CONSTANT:
                self._write_text(line, place, column.text)
            elif column.form is Form.NUMBER and type(value) is int:
                self._sheet.write_number(line, place, value, self._whole)
            elif isinstance(value, date):
                self._write_day(line, place, value, column.form, column.pattern or PATTERN)
            else:
                self._write_text(line, place, said(value, self._words))

    def _write_day(self, line: int, place: int, day: date, form: Form, pattern: str) -> None:
        if form is Form.DATE and day >= FIRST_OF_EXCEL:
            shown: Format = self._days[pattern]
            self._sheet.write_datetime(line, place, day, shown)
        else:
            self._write_text(line, place, spelt_date(day, pattern))

    def _write_text(self, line: int, place: int, text: str) -> None:
        if text:
            self._sheet.write_string(line, place, cell_text(text), self._text)


def said(value: Any, words: Words) -> str:  # noqa: ANN401 - a Value, told apart below
    """Say what fills a cell of text: a word in the language of ``words``, else as it is kept."""
    match value:
        case None:
            return ""
        case bool():
            return words.say("yes") if value else ""
        case Sex():
            return sex_said(value, words)
        case Payer():
            return payer_said(value, words)
        case EnrolmentStatus():
            return status_said(value, words)
    return str(value)
