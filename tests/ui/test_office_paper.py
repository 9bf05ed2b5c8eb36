"""What leaves the office on paper, or as a workbook that is printed, follows the office's paper."""

import re
from datetime import date
from pathlib import Path
from zipfile import ZipFile
from zoneinfo import ZoneInfo

import pypdfium2
import pytest
from sqlalchemy import select

from models.history.tables import Action
from models.money.cash import open_box
from models.office.letterhead import LetterheadDraft, change_letterhead
from models.progress import finish
from models.reporting.periods import Period, PeriodKind
from models.words import Words
from reports.document import F4
from tests import factories as a
from ui.panes import letters_register
from ui.panes.held_file import write_held_events
from ui.panes.history_files import HistoryList
from ui.panes.money_files import write_cash, write_list
from ui.period_documents import write_period_workbook

FOLIO = "14"
ZONE = ZoneInfo("Asia/Makassar")
ENGLISH = Words("en")


@pytest.fixture
def office(store):
    """Let the office file on F4."""
    with store.writing() as session:
        change_letterhead(session, LetterheadDraft(paper="F4"))
    return store


@pytest.fixture
def history(office):
    with office.reading() as session:
        return HistoryList(office, list(session.scalars(select(Action.id))), ZONE)


def papers_of(path: Path):
    """Return the papers a workbook's sheets are printed on, by Excel's numbers."""
    with ZipFile(path) as book:
        sheets = [name for name in book.namelist() if name.startswith("xl/worksheets/sheet")]
        said = [book.read(name).decode() for name in sheets]
    return {number for one in said for number in re.findall(r'paperSize="(\d+)"', one) or [""]}


def test_cash_sheet_and_history_are_on_it(office, history, keep, tmp_path):
    event = keep(a.event()).id
    with office.writing() as session:
        box = open_box(session, event, 50_000).id
    for work in (
        write_cash(office, box, tmp_path / "cash.pdf", ENGLISH),
        history.write_paper(tmp_path / "history.pdf"),
    ):
        finish(work)
    for path in tmp_path.glob("*.pdf"):
        with pypdfium2.PdfDocument(path) as document:
            size = document.get_page_size(0)
        assert size == pytest.approx([side * 72 / 25.4 for side in F4], abs=0.1), path.name
    assert len(list(tmp_path.glob("*.pdf"))) == 2


def test_workbooks_are_printed_on_it(office, history, tmp_path):
    june = Period(PeriodKind.MONTH, date(2022, 6, 1))
    for name, write in {
        "history": history.write_workbook,
        "held": lambda target: write_held_events(office, None, target, ENGLISH),
        "receipts": lambda target: write_list(office, [], ZONE, target, ENGLISH),
        "letters": lambda target: letters_register._write(office, 2022, target, ENGLISH),
        "period": lambda target: write_period_workbook(office, june, target, ENGLISH),
    }.items():
        finish(write(tmp_path / f"{name}.xlsx"))
        assert papers_of(tmp_path / f"{name}.xlsx") == {FOLIO}, name
