"""Receipts and cash sheets as files: for the preview, to save, and to print."""

from collections.abc import Sequence
from pathlib import Path
from zoneinfo import ZoneInfo

from models.errors import UserError
from models.files import replace_file, replacing
from models.money.papers import cash_sheet, receipt_papers
from models.money.receipt_rows import ReceiptRow
from models.office.money import money_draft
from models.office.rights import Right
from models.privacy.leaving import ask_to_leave
from models.progress import Progress, Work
from models.store import Store
from models.words import Words, _
from ui.office_paper import office_paper, office_paper_name


def write_receipts(
    store: Store, receipts: Sequence[int], target: Path, words: Words, *, copy: bool
) -> Work[int]:
    """Write these receipts to ``target`` on the office's paper; return how many there were.

    ``copy`` says on each that it was printed before. Raises UserError where there is none.
    """
    yield Progress(0, len(receipts))
    from reports import receipt  # loaded on the worker's thread, which takes a moment

    with store.reading() as session:
        ask_to_leave(session, target, Right.SERVE)
        papers = receipt_papers(session, receipts, copy=copy)
        kind = money_draft(session).receipt_paper
    if not papers:
        raise UserError(_("This receipt is not there any more."))
    replace_file(target, receipt.write_receipts(papers, words, kind))
    return len(papers)


def write_cash(store: Store, box_id: int, target: Path, words: Words) -> Work[int]:
    """Write the sheet of a cash box to ``target``; return how many pages it took."""
    yield Progress(0, 0)
    from reports.cash_sheet import write_cash_sheet

    with store.reading() as session:
        ask_to_leave(session, target, Right.SERVE)
        sheet, paper = cash_sheet(session, box_id), office_paper(session)
    with replacing(target) as out:
        return write_cash_sheet(out, sheet, words, paper)


def write_list(
    store: Store, rows: Sequence[ReceiptRow], zone: ZoneInfo, target: Path, words: Words
) -> Work[int]:
    """Write these receipts, times as the clock of ``zone`` had them, to ``target`` as xlsx."""
    yield Progress(0, len(rows))
    from reports.receipts_table import write_receipts_table

    with store.reading() as session:
        ask_to_leave(session, target)
        paper = office_paper_name(session)
    with replacing(target) as out:
        return (yield from write_receipts_table(out, rows, zone, words, paper=paper))
