"""The report of a period as a workbook: a sheet for each of its tables."""

import re
from datetime import datetime
from typing import BinaryIO

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from models.progress import Progress, Work
from models.reporting.whole import PeriodReport
from models.words import Words
from reports.period_cells import Cell, Table
from reports.period_rows import period_tables, period_title, scope_said
from reports.workbook import cell_text, workbook

_NAME = 31  # letters that Excel lets a sheet be called by
_FORBIDDEN = re.compile(r"[\[\]:*?/\\']")
_WIDTH = 110  # letters that the columns share
_HEAD = 3  # the row of the headings; above it title, scope and note


def write_period_table(
    out: BinaryIO,
    report: PeriodReport,
    words: Words,
    *,
    made_at: datetime | None = None,
    paper: str = "A4",
) -> Work[int]:
    """Write the tables of ``report`` to ``out``, a sheet each; return how many there are.

    Numbers are numbers, what people typed is text. Equal input and ``made_at`` give equal bytes.
    """
    title = period_title(report, words)
    tables = period_tables(report, words)
    with workbook(out, title, made_at, paper=paper) as book:
        formats = _formats(book)
        for done, table in enumerate(tables, 1):
            sheet = book.add_worksheet(_FORBIDDEN.sub(" ", table.title)[:_NAME])
            _head(sheet, (title, scope_said(report, words), table.note), formats)
            _fill(sheet, table, formats)
            yield Progress(done, len(tables))
    return len(tables)


def _formats(book: Workbook) -> dict[str, Format]:
    made, top = book.add_format, {"valign": "top"}
    sums = {**top, "bold": True, "top": 1}
    text = {"num_format": "@", "quote_prefix": True, "text_wrap": True}
    return {
        "title": made({"bold": True, "font_size": 14}),
        "heading": made({"bold": True, "bg_color": "#0b7a53", "font_color": "#ffffff"}),
        "plain": made({**top, **text}),
        "number": made({**top, "num_format": "#,##0"}),
        "share": made({**top, "num_format": "0%"}),
        "sum plain": made({**sums, **text}),
        "sum number": made({**sums, "num_format": "#,##0"}),
        "sum share": made({**sums, "num_format": "0%"}),
    }


def _head(sheet: Worksheet, lines: tuple[str, str, str], formats: dict[str, Format]) -> None:
    for row, said in enumerate(lines):
        if said:
            sheet.write_string(row, 0, cell_text(said), None if row else formats["title"])
    sheet.freeze_panes(_HEAD + 1, 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(_HEAD)


def _fill(sheet: Worksheet, table: Table, formats: dict[str, Format]) -> None:
    for column, (heading, share) in enumerate(zip(table.headings, table.shares, strict=True)):
        sheet.set_column(column, column, max(10, round(share * _WIDTH)))
        sheet.write_string(_HEAD, column, cell_text(heading), formats["heading"])
    last = len(table.rows) - 1 if table.total else len(table.rows)
    for number, row in enumerate(table.rows):
        kind = "sum " if number == last else ""
        for column, cell in enumerate(row):
            _write(sheet, (_HEAD + 1 + number, column), cell, kind, formats)
    sheet.autofilter(_HEAD, 0, _HEAD + last, len(table.headings) - 1)


def _write(
    sheet: Worksheet, at: tuple[int, int], cell: Cell, kind: str, formats: dict[str, Format]
) -> None:
    if cell.value is None:
        sheet.write_string(*at, cell_text(cell.text), formats[f"{kind}plain"])
    else:
        sheet.write_number(*at, cell.value, formats[kind + ("share" if cell.share else "number")])
