"""Recognizes people without their NIK, and settles whose word counts where the two differ."""

from collections.abc import Collection, Iterable
from dataclasses import replace

from models.exchange.headings import ColumnKind
from models.exchange.plan import ImportPlan
from models.exchange.planned import (
    Alike,
    AlikePeople,
    KnownPerson,
    PlannedRow,
    RowFault,
    RowProblem,
    RowStatus,
    differences,
)
from models.exchange.twins import without_recognition
from models.people.names import fold_name
from models.people.nik import Severity, mask_nik


def recognize(plan: ImportPlan, alike: AlikePeople) -> ImportPlan:
    """Return the plan with everybody named to whom somebody known is alike, whatever their NIK.

    It is only proposed: who is the same person is said row by row, by ``say_same``.
    """
    days = {day for day, _form in alike}
    rows = list(plan.rows)
    met = {row.known_id: row.line for row in rows if row.known_id and not row.same_as}
    for place, row in enumerate(rows):
        before = without_recognition(row) if row.alike else row
        born = before.person.birth_date
        found = alike.get(_key(before)) if born in days and _may_be_alike(before) else None
        if found or before is not row:
            rows[place] = _recognized(before, found, met) if found else before
    return replace(plan, rows=tuple(rows), alike=alike)


def say_same(plan: ImportPlan, line: int, *, same: bool) -> ImportPlan:
    """Return the plan with it said whether the row on ``line`` is the one alike who is known.

    Raises LookupError where nobody is alike.
    """
    row = plan.row_at(line)
    if row.alike is None:
        raise LookupError(f"nobody known is alike to the row on line {line}")
    said = without_recognition(row)._replace(same_as=row.alike.id if same else None)
    rows = tuple(said if each is row else each for each in plan.rows)
    return recognize(replace(plan, rows=rows), plan.alike)


def choose(
    plan: ImportPlan,
    *,
    theirs: bool,
    lines: Collection[int] | None = None,
    fields: Collection[str] | None = None,
) -> ImportPlan:
    """Return the plan in which the list is believed, or not, where it contradicts what is known.

    On all lines and in all fields, or only in those named.
    """
    return replace(
        plan,
        rows=tuple(
            _chosen(row, fields, theirs=theirs)
            if row.differences and (lines is None or row.line in lines)
            else row
            for row in plan.rows
        ),
    )


def carry_over(before: ImportPlan, plan: ImportPlan) -> ImportPlan:
    """Return ``plan`` with what was chosen in ``before``, of the same list judged otherwise."""
    chosen = {row.line: row for row in before.rows if row.taken or row.same_as}
    if not chosen:
        return plan
    rows = (
        row._replace(taken=said.taken, same_as=said.same_as)
        if (said := chosen.get(row.line))
        else row
        for row in plan.rows
    )
    return recognize(replace(plan, rows=tuple(rows)), plan.alike)


def to_ask(rows: Iterable[PlannedRow]) -> list[PlannedRow]:
    """Return the rows of people who are not known by their NIK, but may be all the same."""
    return [row for row in rows if row.known_id is None and row.status is not RowStatus.TWICE]


def _chosen(row: PlannedRow, fields: Collection[str] | None, *, theirs: bool) -> PlannedRow:
    meant = frozenset(row.conflicts if fields is None else fields) & frozenset(row.conflicts)
    return row._replace(taken=row.taken | meant if theirs else row.taken - meant)


def _key(row: PlannedRow) -> Alike:
    born = row.person.birth_date
    if born is None:
        raise ValueError("nobody is alike without a birth date")
    return born, fold_name(row.person.name)


def _may_be_alike(row: PlannedRow) -> bool:
    if row.status is RowStatus.PROBLEM:
        return row.person.nik is None
    return row.status is RowStatus.ADD


def _recognized(row: PlannedRow, found: KnownPerson, met: dict[int, int]) -> PlannedRow:
    row = row._replace(alike=found)
    if row.status is RowStatus.PROBLEM:
        return _with_their_nik(row, found)
    if row.same_as != found.id:
        return _suspected(row, found)
    if found.id in met:
        return row._replace(status=RowStatus.TWICE, twin_line=met[found.id])
    met[found.id] = row.line
    return row._replace(
        status=RowStatus.KNOWN,
        known_id=found.id,
        differences=differences(found.person, row.person, row.from_nik),
    )


def _suspected(row: PlannedRow, found: KnownPerson) -> PlannedRow:
    warning = RowProblem(ColumnKind.NAME, RowFault.SAME_KNOWN, given=_named(found))
    return row._replace(problems=(*row.problems, warning))


def _with_their_nik(row: PlannedRow, found: KnownPerson) -> PlannedRow:
    """Propose the NIK of the one who is known in place of one that cannot be taken."""
    wrong = [
        each
        for each in row.problems
        if each.kind is ColumnKind.NIK and each.severity is Severity.ERROR
    ]
    if not wrong or not found.person.nik:
        return row
    proposal = RowProblem(
        ColumnKind.NIK, RowFault.SAME_KNOWN_NIK, given=_named(found), repair=found.person.nik
    )
    return row._replace(problems=(*row.problems, proposal))


def _named(found: KnownPerson) -> str:
    nik = found.person.nik
    return f"{found.person.name} ({mask_nik(nik)})" if nik else found.person.name
