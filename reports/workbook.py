"""Workbooks in which what people typed stays text: one way to begin, fill and end them."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import BinaryIO

from xlsxwriter import Workbook

from models.leftovers import passing_folder

LONGEST = 16_000
"""Letters in a cell: Excel takes 32.767 halves of surrogate pairs."""

_CODES = {"A4": 9, "F4": 14}
"""Excel's numbers of papers (ECMA-376, 18.3.1.63, ``paperSize``); F4 goes by the name of folio."""


@contextmanager
def workbook(
    out: BinaryIO,
    title: str,
    made_at: datetime | None = None,
    *,
    long: bool = False,
    paper: str = "A4",
) -> Iterator[Workbook]:
    """Lend a workbook that is written to ``out`` at the end, unless it is given up before.

    Text written into it is never a formula, a link or a number. A ``long`` one keeps only the row
    being written in memory, so rows come in order. Each sheet prints on ``paper``, A4 or F4, no
    wider than a page. Equal content and ``made_at`` give equal bytes.
    """
    # What Excel files are put together from passes through a folder that is gone afterwards.
    with passing_folder() as folder:
        settings = {
            "constant_memory": long,
            "tmpdir": str(folder),
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        }
        book = Workbook(out, settings)
        created = (made_at or datetime.now(UTC)).replace(tzinfo=None)
        said = cell_text(title)
        book.set_properties({"title": said, "author": "Jangkau", "created": created})
        try:
            yield book
            for sheet in book.worksheets():
                sheet.set_paper(_CODES.get(paper, _CODES["A4"]))
                sheet.fit_to_pages(1, 0)
            book.close()
        finally:
            if long:
                _let_go(book)


def cell_text(value: str) -> str:
    """Return ``value`` as a cell can hold it: not too long, no half of a surrogate pair."""
    if len(value) > LONGEST:
        value = value[:LONGEST] + "…"
    return value.encode("utf-8", "replace").decode()


def _let_go(book: Workbook) -> None:
    """Close what is open of a book that was given up; Windows deletes no open file."""
    for sheet in book.worksheets():
        sheet._opt_close()
