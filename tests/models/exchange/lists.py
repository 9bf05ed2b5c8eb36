"""Lists made in a test, found and planned without a file."""

from datetime import date

from models.exchange.headers import find_list
from models.exchange.plan import plan_rows
from models.exchange.planned import NOBODY
from models.exchange.reading import Sheet, Workbook
from models.progress import finish

TODAY = date(2022, 6, 28)

BUDI, SITI, AGUS = "6501031305650001", "6501034606870002", "6501031403840003"
"""NIKs of a man born on 13 May 1965, a woman on 6 June 1987, a man on 14 March 1984."""


def workbook(*sheets, names=(), hidden=(), merged=()):
    """Return a workbook of these lists of rows; ``merged`` are ranges of the first."""
    return Workbook(
        "daftar.xlsx",
        tuple(
            Sheet(
                names[at] if names else f"Sheet{at + 1}",
                rows,
                hidden=at in hidden,
                merged=tuple(merged) if at == 0 else (),
            )
            for at, rows in enumerate(sheets)
        ),
    )


def found(rows, merged=()):
    """Return the list among ``rows``."""
    return find_list(workbook(rows, merged=merged))


def kinds(rows, merged=()):
    """Return what each column of ``rows`` is proposed to hold, as words."""
    return [proposal.kind.value for proposal in found(rows, merged).proposals]


def planned(rows, known=NOBODY, merged=(), mapping=None):
    """Return the plan of ``rows``."""
    listed = found(rows, merged)
    return finish(plan_rows(listed, mapping or listed.mapping, known, today=TODAY))


def skipped(plan):
    """Return line and reason of each row left out."""
    return [(row.line, row.reason.value) for row in plan.skipped]


def statuses(plan):
    """Return line and status of each row."""
    return [(row.line, row.status.value) for row in plan.rows]


def faults(row):
    """Return what is wrong with a row."""
    return [problem.fault.value for problem in row.problems]


def said_of_each(groups):
    """Return the group of each row: where each stands once, a blank takes the last one above.

    So it is meant where the first row has one, there are two or more, none stands twice, and half
    of the rows or more have none.
    """
    said = [group for group in groups if group]
    if len(said) < 2 or len(set(said)) < len(said) or 2 * len(said) > len(groups):
        return groups
    if not groups[0]:
        return groups
    below = []
    for group in groups:
        below.append(group or below[-1])
    return below
