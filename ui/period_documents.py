"""The report of a period as files: counted from the store, drawn by the reports.

Nothing of Qt is used here; the window and the command line write the same documents.
"""

from pathlib import Path

from models.files import replacing
from models.privacy.leaving import ask_to_leave
from models.progress import Progress, Work
from models.reporting.figures import ALL
from models.reporting.periods import Period
from models.reporting.scope import Scope
from models.reporting.whole import period_report
from models.store import Store
from models.words import Words
from ui.office_paper import office_paper, office_paper_name


def write_period_pdf(
    store: Store, period: Period, target: Path, words: Words, scope: Scope = ALL
) -> Work[int]:
    """Write the report of ``period`` to ``target`` on the office's paper; return its pages."""
    yield Progress(0, 0)
    from reports.period_report import write_period_report  # loaded on the worker's thread

    with store.reading() as session:
        ask_to_leave(session, target)
        report = period_report(session, period, scope)
        paper = office_paper(session)
    with replacing(target) as out:
        return (yield from write_period_report(out, report, words, paper))


def write_period_workbook(
    store: Store, period: Period, target: Path, words: Words, scope: Scope = ALL
) -> Work[int]:
    """Write the tables of the report of ``period`` to ``target`` as xlsx; return how many."""
    yield Progress(0, 0)
    from reports.period_table import write_period_table

    with store.reading() as session:
        ask_to_leave(session, target)
        report = period_report(session, period, scope)
        paper = office_paper_name(session)
    with replacing(target) as out:
        return (yield from write_period_table(out, report, words, paper=paper))
