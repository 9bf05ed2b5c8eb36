"""The receipts of an event as a workbook: every number given, void ones too."""

from collections.abc import Sequence
from datetime import datetime
from typing import BinaryIO
from zoneinfo import ZoneInfo

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from models.enrolment.tables import PaymentWay
from models.money.receipt_rows import ReceiptRow
from models.progress import Progress, Work
from models.words import Words
from reports.workbook import cell_text, workbook

_STEP = 100  # lines between two reports of progress
_WIDTHS = (14, 17, 34, 14, 26, 26, 18, 17, 40)
_AMOUNT = 3


def write_receipts_table(
    out: BinaryIO,
    rows: Sequence[ReceiptRow],
    zone: ZoneInfo,
    words: Words,
    *,
    made_at: datetime | None = None,
    paper: str = "A4",
) -> Work[int]:
    """Write ``rows``, times as the clock of ``zone`` had them; return how many there were.

    Times and amounts are such; what people typed is text, so that a formula in it is nothing but
    letters. A void receipt has no amount in the sum's column. Equal input and ``made_at`` give
    equal bytes.
    """
    title = words.say("Receipts")
    with workbook(out, title, made_at, paper=paper) as book:
        sheet = book.add_worksheet(title)
        yield from _fill(book, sheet, rows, zone, words)
    return len(rows)


def _fill(
    book: Workbook, sheet: Worksheet, rows: Sequence[ReceiptRow], zone: ZoneInfo, words: Words
) -> Work[None]:
    plain = book.add_format({"valign": "top", "num_format": "@", "quote_prefix": True})
    moment = book.add_format({"valign": "top", "num_format": "dd/mm/yyyy hh:mm", "align": "left"})
    amount = book.add_format({"valign": "top", "num_format": "#,##0"})
    heading = book.add_format({"bold": True, "bg_color": "#0b7a53", "font_color": "#ffffff"})
    for column, (text, wide) in enumerate(zip(_headings(words), _WIDTHS, strict=True)):
        sheet.set_column(column, column, wide)
        sheet.write_string(0, column, text, heading)
    for at, row in enumerate(rows, 1):
        _write(sheet, at, row, zone, words, (plain, moment, amount))
        if at % _STEP == 0:
            yield Progress(at, len(rows))
    sheet.autofilter(0, 0, max(len(rows), 1), len(_WIDTHS) - 1)
    sheet.freeze_panes(1, 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def _write(
    sheet: Worksheet,
    at: int,
    row: ReceiptRow,
    zone: ZoneInfo,
    words: Words,
    formats: tuple[Format, Format, Format],
) -> None:
    plain, moment, amount = formats
    void = row.voided_at is not None
    told = (
        row.number,
        None,
        row.name,
        None,
        _way(row.way, words),
        row.officer,
        row.desk,
        None,
        row.void_reason,
    )
    for column, text in enumerate(told):
        if text is not None:
            sheet.write_string(at, column, cell_text(text), plain)
    sheet.write_datetime(at, 1, _local(row.issued_at, zone), moment)
    if void:
        sheet.write_string(at, _AMOUNT, words.say("void"), plain)
    else:
        sheet.write_number(at, _AMOUNT, row.amount, amount)
    if row.voided_at is not None:
        sheet.write_datetime(at, 7, _local(row.voided_at, zone), moment)


def _headings(words: Words) -> list[str]:
    say = words.say
    return [
        say("Number"),
        say("When"),
        say("Name"),
        say("Rupiah"),
        say("How"),
        say("Officer"),
        say("Desk"),
        say("Void since"),
        say("Why void"),
    ]


def _way(way: PaymentWay, words: Words) -> str:
    return {
        PaymentWay.CASH: words.say("In cash"),
        PaymentWay.CHANNEL: words.say("Through a payment channel"),
    }[way]


def _local(moment: datetime, zone: ZoneInfo) -> datetime:
    return moment.astimezone(zone).replace(tzinfo=None)
