"""A file that the agency returned as a workbook: what became of each line, or what is left."""

from itertools import zip_longest
from pathlib import Path

from models.exchange.headings import ColumnKind
from models.exchange.returns_plan import ReturnReport, ReturnsPlan
from models.exchange.returns_planned import TAKEN, ReturnStatus
from models.exchange.returns_sayings import ReturnFault
from models.exchange.skipping import SkipReason
from models.files import replacing
from models.people.nik import LENGTH, NikFault, clean_nik
from models.progress import Progress, Work
from models.words import Words
from reports.import_report import Mark, ReportedLine, write_import_report

LEFT = frozenset({ReturnStatus.PROBLEM, ReturnStatus.UNKNOWN, ReturnStatus.TWICE})
"""Rows that somebody has yet to see to."""


def write_returns(
    plan: ReturnsPlan, target: Path, words: Words, *, only_left: bool = False, paper: str = "A4"
) -> Work[int]:
    """Write every line of the file with what becomes of it and why to ``target`` as xlsx.

    With ``only_left`` those alone that nothing is noted of: that file can be mended and taken in
    like the one that came. Return how many lines there were.
    """
    rows = list(plan.report())
    yield Progress(0, len(rows))
    rounded = _rounded_lines(plan)
    lines = [
        _reported(plan, row, words, rounded=row.line in rounded)
        for row in rows
        if not only_left or row.outcome in LEFT
    ]
    wide = max((len(line.cells) for line in lines), default=0)
    headings = [
        heading or words.say("Column {number}", number=number)
        for number, (heading, _nothing) in enumerate(
            zip_longest(plan.found.headings, range(wide), fillvalue=""), 1
        )
    ]
    with replacing(target) as out:
        title = plan.found.file_name
        return (yield from write_import_report(out, title, headings, lines, words, paper=paper))


def _reported(plan: ReturnsPlan, row: ReturnReport, words: Words, *, rounded: bool) -> ReportedLine:
    cells = list(row.cells)
    texts = dict(plan.typed.get(row.line, {}))
    nik = plan.mapping.place(ColumnKind.NIK)
    if rounded and nik is not None and nik < len(cells):
        cells[nik] = _without_last(cells[nik])
    for kind, text in texts.items():
        place = plan.mapping.place(kind)
        if place is not None:
            cells += [""] * (place + 1 - len(cells))
            cells[place] = text
    outcome = row.outcome
    said = words.say("Left out") if isinstance(outcome, SkipReason) else outcome.label()
    return ReportedLine(row.line, _mark(row), said, row.reasons, cells)


def _without_last(nik: str) -> str:
    """Return a NIK that a spreadsheet rounded with a question mark for the digit that is lost.

    Written as text with its 0 it would pass for a sound one when the file is taken in again.
    """
    digits = clean_nik(nik)
    return f"{digits[: LENGTH - 1]}?" if len(digits) >= LENGTH else nik


def _rounded_lines(plan: ReturnsPlan) -> set[int]:
    return {
        row.line
        for row in plan.rows
        for each in row.problems
        if each.fault is ReturnFault.NIK
        and (each.nik is None or each.nik.fault is NikFault.ROUNDED)
    }


def _mark(row: ReturnReport) -> Mark:
    if row.outcome is ReturnStatus.PROBLEM:
        return Mark.BAD
    return Mark.GOOD if row.outcome in TAKEN and not row.reasons else Mark.NOTE
