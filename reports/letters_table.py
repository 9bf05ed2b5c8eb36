"""The register of letters as a workbook: every number given in a year, voided ones too."""

from collections.abc import Sequence
from datetime import datetime
from typing import BinaryIO, NamedTuple

from xlsxwriter import Workbook

from models.letters.queries import LetterRow
from models.progress import Progress, Work
from models.words import Words
from reports.workbook import cell_text, workbook

_STEP = 100  # lines between two reports of progress
_WIDTHS = (20, 12, 22, 34, 40, 40, 26, 34)
_HEAD_ROW = 2


class RegisterLine(NamedTuple):
    """A letter, and in words what kind it is and how it stands."""

    letter: LetterRow
    kind: str
    to: str
    state: str
    remark: str


def write_letters_table(
    out: BinaryIO,
    title: str,
    lines: Sequence[RegisterLine],
    words: Words,
    *,
    made_at: datetime | None = None,
    paper: str = "A4",
) -> Work[int]:
    """Write ``lines`` under ``title``; return how many there were.

    Dates are dates; what people typed is text, so that a formula in it is nothing but letters.
    Equal input and ``made_at`` give equal bytes.
    """
    with workbook(out, title, made_at, paper=paper) as book:
        yield from _fill(book, title, lines, words)
    return len(lines)


def _fill(book: Workbook, title: str, lines: Sequence[RegisterLine], words: Words) -> Work[None]:
    sheet = book.add_worksheet(words.say("Letters"))
    plain = book.add_format(
        {"valign": "top", "num_format": "@", "quote_prefix": True, "text_wrap": True}
    )
    day = book.add_format({"valign": "top", "num_format": "dd/mm/yyyy", "align": "left"})
    heading = book.add_format({"bold": True, "bg_color": "#0b7a53", "font_color": "#ffffff"})
    for column, wide in enumerate(_WIDTHS):
        sheet.set_column(column, column, wide)
    sheet.write_string(0, 0, cell_text(title), book.add_format({"bold": True, "font_size": 14}))
    for column, text in enumerate(_headings(words)):
        sheet.write_string(_HEAD_ROW, column, text, heading)
    for at, line in enumerate(lines, 1):
        row = line.letter
        told = (row.number, "", line.kind, line.to, row.subject, row.event, line.state)
        for column, text in enumerate((*told, line.remark)):
            sheet.write_string(_HEAD_ROW + at, column, cell_text(text), plain)
        sheet.write_datetime(_HEAD_ROW + at, 1, row.dated_on, day)
        if at % _STEP == 0:
            yield Progress(at, len(lines))
    sheet.autofilter(_HEAD_ROW, 0, _HEAD_ROW + max(len(lines), 1), len(_WIDTHS) - 1)
    sheet.freeze_panes(_HEAD_ROW + 1, 1)
    sheet.set_landscape()
    sheet.repeat_rows(_HEAD_ROW)


def _headings(words: Words) -> list[str]:
    say = words.say
    return [
        say("Number"),
        say("Date"),
        say("Kind"),
        say("To"),
        say("Subject"),
        say("Event"),
        say("State"),
        say("Remark"),
    ]
