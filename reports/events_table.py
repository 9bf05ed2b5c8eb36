"""The held events as a workbook: a line each, and below them their sums."""

from collections.abc import Sequence
from datetime import datetime
from typing import BinaryIO

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from models.events.held import HeldRow, HeldTotals, held_totals
from models.progress import Progress, Work
from models.words import Words
from reports.workbook import cell_text, workbook

_STEP = 100  # lines between two reports of progress
_WIDTHS = (12, 42, 20, 40, 10, 10, 12, 11, 10, 16)
_TITLE_ROW, _HEAD_ROW = 0, 2


def write_events_table(
    out: BinaryIO,
    title: str,
    rows: Sequence[HeldRow],
    words: Words,
    *,
    made_at: datetime | None = None,
    paper: str = "A4",
) -> Work[int]:
    """Write ``rows`` under ``title``; return how many there were.

    Numbers and dates are numbers and dates, so that they can be reckoned with; whatever people
    typed is text, so that a formula in it is nothing but letters. Sums are values too. Equal input
    and ``made_at`` give equal bytes.
    """
    with workbook(out, title, made_at, long=True, paper=paper) as made:
        table = _Table(made, title, words)
        for done, row in enumerate(rows, 1):
            table.add(row)
            if done % _STEP == 0:
                yield Progress(done, len(rows))
        table.end(held_totals(rows))
    yield Progress(len(rows), len(rows))
    return len(rows)


class _Table:
    """The workbook while it is written."""

    def __init__(self, book: Workbook, title: str, words: Words) -> None:
        self._words = words
        self._book = book
        self._formats()
        self._sheet: Worksheet = self._book.add_worksheet(words.say("Events held"))
        self._row = _HEAD_ROW + 1
        self._begin(title)

    def add(self, row: HeldRow) -> None:
        sheet, at = self._sheet, self._row
        sheet.write_datetime(at, 0, row.starts_at.date(), self._day)
        for column, said in enumerate((row.title, row.village, ", ".join(row.partners)), 1):
            sheet.write_string(at, column, cell_text(said), self._plain)
        self._write_figures(row, row.conversion, self._number, self._share)
        self._row += 1

    def end(self, totals: HeldTotals) -> None:
        self._sheet.autofilter(_HEAD_ROW, 0, max(self._row - 1, _HEAD_ROW), len(_WIDTHS) - 1)
        said = self._words.count("Total: {n} event", "Total: {n} events", totals.events)
        self._sheet.write_string(self._row, 1, said, self._strong)
        self._write_figures(totals, totals.conversion, self._sum, self._sum_share)

    def _begin(self, title: str) -> None:
        sheet = self._sheet
        for column, wide in enumerate(_WIDTHS):
            sheet.set_column(column, column, wide)
        sheet.write_string(_TITLE_ROW, 0, cell_text(title), self._title)
        for column, heading in enumerate(self._headings()):
            sheet.write_string(_HEAD_ROW, column, heading, self._heading)
        sheet.freeze_panes(_HEAD_ROW + 1, 2)
        sheet.set_landscape()
        sheet.repeat_rows(_HEAD_ROW)

    def _headings(self) -> list[str]:
        say = self._words.say
        return [
            say("Date"),
            say("Event"),
            say("Village"),
            say("Partners"),
            say("Invited"),
            say("Present"),
            say("Enrolled"),
            say("Conversion"),
            say("Months"),
            say("Rupiah"),
        ]

    def _write_figures(
        self, row: HeldRow | HeldTotals, share: float | None, number: Format, part: Format
    ) -> None:
        sheet, at = self._sheet, self._row
        for column, count in enumerate((row.invited, row.present, row.enrolled), 4):
            sheet.write_number(at, column, count, number)
        if share is not None:
            sheet.write_number(at, 7, share, part)
        for column, count in enumerate((row.months, row.total), 8):
            sheet.write_number(at, column, count, number)

    def _formats(self) -> None:
        make, top = self._book.add_format, {"valign": "top"}
        strong = {**top, "bold": True, "top": 1}
        self._title = make({"bold": True, "font_size": 14})
        self._plain = make({**top, "num_format": "@", "quote_prefix": True, "text_wrap": True})
        self._day = make({**top, "num_format": "dd/mm/yyyy", "align": "left"})
        self._number = make({**top, "num_format": "#,##0"})
        self._share = make({**top, "num_format": "0%"})
        self._strong = make(strong)
        self._sum = make({**strong, "num_format": "#,##0"})
        self._sum_share = make({**strong, "num_format": "0%"})
        self._heading = make({"bold": True, "bg_color": "#0b7a53", "font_color": "#ffffff"})
