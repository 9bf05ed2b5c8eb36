"""A list that was taken in as a file: what became of each line, or what is left to mend.

Nothing of Qt is used here; the window and the command line write the same files.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from itertools import zip_longest
from pathlib import Path

from models.exchange.headings import ColumnKind, title_of
from models.exchange.plan import ImportPlan, ReportRow
from models.exchange.planned import RowFault, RowStatus
from models.exchange.returns_plan import ReturnsPlan
from models.exchange.subheadings import FIELDS
from models.files import replacing
from models.people.nik import LENGTH
from models.privacy.leaving import ask_to_leave
from models.progress import Progress, Work
from models.store import Store
from models.words import Words, _
from reports.import_report import Mark, ReportedLine, write_import_report
from reports.returns_report import write_returns
from ui.office_paper import office_paper_name

_ROUNDED = frozenset({RowFault.NIK_ROUNDED, RowFault.NIK_ALL_ROUNDED})


def write_import_list(store: Store, plan: ImportPlan, target: Path, words: Words) -> Work[int]:
    """Write every line of a list, what becomes of it and why, to ``target`` as xlsx.

    Return how many lines there were. What was mended stands there as it was mended. Raises
    NotAllowedError: a list holds whole NIKs.
    """
    yield Progress(0, 0)
    paper = _ask(store, target)
    return (yield from _write_lines(plan, plan.report(), target, words, paper))


def write_leftovers(store: Store, plan: ImportPlan, target: Path, words: Words) -> Work[int]:
    """Write those rows of a list that are not taken, with the reasons, to ``target`` as xlsx.

    Return how many there were. The file can be mended and taken in like the list itself. Raises
    NotAllowedError as ``write_import_list`` does.
    """
    yield Progress(0, 0)
    paper = _ask(store, target)
    left = (row for row in plan.report() if row.outcome in (RowStatus.PROBLEM, RowStatus.TWICE))
    return (yield from _write_lines(plan, left, target, words, paper))


def write_returned(
    store: Store, plan: ReturnsPlan, target: Path, words: Words, *, only_left: bool = False
) -> Work[int]:
    """Write what became of a file that came back, or what is left of it; return how many lines.

    Raises NotAllowedError as ``write_import_list`` does.
    """
    yield Progress(0, 0)
    paper = _ask(store, target)
    return (yield from write_returns(plan, target, words, only_left=only_left, paper=paper))


def _ask(store: Store, target: Path) -> str:
    """Ask whether it may leave; return the paper it prints on."""
    with store.reading() as session:
        ask_to_leave(session, target)
        return office_paper_name(session)


def _write_lines(
    plan: ImportPlan, rows: Iterable[ReportRow], target: Path, words: Words, paper: str
) -> Work[int]:
    above = plan.said_above
    lines = [_reported(plan, row, above) for row in rows]
    yield Progress(0, len(lines))
    wide = max((len(line.cells) for line in lines), default=0)
    headings = [
        heading or words.say("Column {number}", number=number)
        for number, (heading, _nothing) in enumerate(
            zip_longest(plan.found.headings, range(wide), fillvalue=""), 1
        )
    ]
    if behind := _without_column(plan, above):
        lines = [_with_more(plan, line, behind, len(headings)) for line in lines]
        headings += map(title_of, behind)
    with replacing(target) as out:
        title = plan.found.file_name
        return (yield from write_import_report(out, title, headings, lines, words, paper=paper))


def _without_column(plan: ImportPlan, above: Collection[ColumnKind]) -> list[ColumnKind]:
    """Return what was typed, or said in a row above, of kinds that no column of the list holds."""
    told = {kind for texts in plan.typed.values() for kind in texts}.union(above)
    return [
        kind for kind in plan.found.words.kinds if kind in told and plan.mapping.place(kind) is None
    ]


def _with_more(
    plan: ImportPlan, line: ReportedLine, kinds: Sequence[ColumnKind], wide: int
) -> ReportedLine:
    """Return the line with ``kinds`` behind its cells, so that nothing is lost on the way back."""
    said = _said_above(plan, line.number, kinds) | dict(plan.typed.get(line.number, {}))
    cells = [*line.cells, *[""] * (wide - len(line.cells)), *(said.get(kind, "") for kind in kinds)]
    return replace(line, cells=cells)


def _said_above(
    plan: ImportPlan, line: int, kinds: Collection[ColumnKind]
) -> dict[ColumnKind, str]:
    """Return what rows above say of the person on ``line``; nothing where nobody stands."""
    try:
        person = plan.row_at(line).person
    except LookupError:
        return {}
    return {kind: getattr(person, FIELDS[kind]) or "" for kind in kinds if kind in FIELDS}


def _reported(plan: ImportPlan, row: ReportRow, above: Collection[ColumnKind]) -> ReportedLine:
    cells = list(row.cells)
    texts = dict(plan.typed.get(row.line, {}))
    for kind, text in _said_above(plan, row.line, above).items():
        place = plan.mapping.place(kind)
        if place is not None and not (place < len(cells) and cells[place]):
            texts.setdefault(kind, text)
    if row.outcome is RowStatus.PROBLEM and _is_rounded(plan, row.line):
        texts[ColumnKind.NIK] = _without_last(cells[plan.mapping.kinds.index(ColumnKind.NIK)])
    for kind, text in texts.items():
        place = plan.mapping.place(kind)
        if place is not None:
            cells += [""] * (place + 1 - len(cells))
            cells[place] = text
    outcome = row.outcome
    said = outcome.label() if isinstance(outcome, RowStatus) else _("Left out")
    return ReportedLine(row.line, _mark(row), said, row.reasons, cells)


def _is_rounded(plan: ImportPlan, line: int) -> bool:
    return any(problem.fault in _ROUNDED for problem in plan.row_at(line).problems)


def _without_last(nik: str) -> str:
    """Return a rounded NIK with a question mark for the digit that is lost.

    Written as text with its 0 it would pass for a sound one when the file is taken in again.
    """
    digits = "".join(sign for sign in nik if sign in "0123456789")
    return f"{digits[: LENGTH - 1]}?" if len(digits) >= LENGTH else nik


def _mark(row: ReportRow) -> Mark:
    if row.outcome is RowStatus.PROBLEM:
        return Mark.BAD
    taken = row.outcome in (RowStatus.ADD, RowStatus.KNOWN)
    return Mark.GOOD if taken and not row.reasons else Mark.NOTE
