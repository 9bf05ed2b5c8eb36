"""Reads the rows of a file that the agency returned, each by itself: what it says and how well."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from models.enrolment.money import read_rupiah
from models.enrolment.tables import EnrolmentStatus
from models.exchange.cells import EMPTY, Cell, filled, is_number, text_of
from models.exchange.doubts import NO_DOUBTS, Doubts
from models.exchange.headings import ColumnKind
from models.exchange.judging import Columns, Judge
from models.exchange.planned import RowProblem
from models.exchange.returns_headings import read_status
from models.exchange.returns_planned import Returned, ReturnProblem
from models.exchange.returns_sayings import ReturnFault
from models.people.dates import read_date
from models.people.member_number import clean_number, is_usual
from models.people.member_number import is_number as is_member_number
from models.people.nik import Severity
from models.words import shorten

K = ColumnKind
F = ReturnFault

LONGEST = {K.REASON: 500, K.REFERENCE: 200, K.CHANNEL: 90, K.BILLING_CODE: 32}
"""Letters that are kept."""

_FEW_WORDS = 3


class ReadRow(NamedTuple):
    """What a row says, and what is to be told of its cells."""

    line: int
    said: Returned
    problems: tuple[ReturnProblem, ...]


Given = tuple[Any, ReturnProblem | None]
"""What a cell says, and what is to be told of it."""


class RowReader:
    """Reads rows as of a day; each different cell of a column once."""

    def __init__(self, today: date) -> None:
        self._judge = Judge(today)
        self._today = today
        self._read: Mapping[ColumnKind, Callable[[Cell], Given]] = {
            K.MEMBER_NUMBER: _member_number,
            K.COVER_FROM: self._cover_from,
            K.STATUS: _status,
            K.REASON: lambda cell: _text(K.REASON, cell),
            K.BILLING_CODE: _billing_code,
            K.DUE: lambda cell: _money(K.DUE, cell),
            K.PAID: lambda cell: _money(K.PAID, cell),
            K.PAID_ON: self._paid_on,
            K.REFERENCE: lambda cell: _text(K.REFERENCE, cell),
            K.CHANNEL: lambda cell: _text(K.CHANNEL, cell),
        }
        self._known: dict[ColumnKind, dict[Cell, Given]] = defaultdict(dict)

    def read(
        self, columns: Columns, lines: Sequence[int], doubts: Doubts = NO_DOUBTS
    ) -> list[ReadRow]:
        """Read the rows of ``columns``, which stand on ``lines``."""
        nothing = [EMPTY] * len(lines)
        both = {K.NIK: columns[K.NIK], K.NAME: columns.get(K.NAME, nothing)}
        judged = self._judge.judge(both, doubts)
        kinds = [kind for kind in self._read if kind in columns]
        rows = zip(*(columns[kind] for kind in kinds), strict=True) if kinds else [()] * len(lines)
        read = []
        for at, (line, cells) in enumerate(zip(lines, rows, strict=True)):
            person = judged.people[at]
            given = [self._given(kind, cell) for kind, cell in zip(kinds, cells, strict=True)]
            said = {kind.value: value for kind, (value, _problem) in zip(kinds, given, strict=True)}
            problems = [*map(_of_nik, judged.problems.get(at, ())), *(told for _v, told in given)]
            row, more = settled(Returned(person.nik, person.name)._replace(**said))
            read.append(ReadRow(line, row, (*filter(None, problems), *more)))
        return read

    def _given(self, kind: ColumnKind, cell: Cell) -> Given:
        known = self._known[kind]
        if cell not in known:
            known[cell] = self._read[kind](cell)
        return known[cell]

    def _cover_from(self, cell: Cell) -> Given:
        day = read_date(cell, today=self._today)
        return day, _told(day, cell, K.COVER_FROM, F.COVER, Severity.WARNING)

    def _paid_on(self, cell: Cell) -> Given:
        day = read_date(cell, today=self._today)
        if day is not None and day > self._today:
            words = {"given": day}
            return None, ReturnProblem(K.PAID_ON, F.PAID_ON_LATER, Severity.ERROR, words)
        return day, _told(day, cell, K.PAID_ON, F.PAID_ON)


def settled(row: Returned) -> tuple[Returned, tuple[ReturnProblem, ...]]:
    """Return the row with what follows from its cells taken together, and what is to be told."""
    row = _with_payment(row)
    status = row.status
    if status is None and row.reason and not (row.member_number or row.billing_code or row.paid):
        row = row._replace(status=_meant(row.reason))
    elif status in (None, EnrolmentStatus.TO_REGISTER, EnrolmentStatus.BILLED) or (
        status is EnrolmentStatus.PAID and row.member_number
    ):
        row = row._replace(status=_furthest(row))
    if not row.rejected:
        return row._replace(reason=None), ()
    told = []
    if row.member_number:
        words = {"given": row.member_number}
        told.append(ReturnProblem(K.MEMBER_NUMBER, F.NUMBER_OF_REJECTED, words=words))
    if not row.reason:
        told.append(ReturnProblem(K.REASON, F.REASON_LACKS, Severity.ERROR))
    row = row._replace(member_number=None, billing_code=None, paid=None, paid_on=None)
    return row, tuple(told)


def _with_payment(row: Returned) -> Returned:
    """Take the amount due for the amount paid, where the row says that it was paid and not more."""
    was_paid = row.paid_on is not None or row.status is EnrolmentStatus.PAID
    if row.paid is None and row.due and was_paid:
        return row._replace(paid=row.due, due=None)
    return row


def _meant(reason: str) -> EnrolmentStatus:
    """Return the status of a row that gives nothing but a remark: mostly that of a rejection."""
    said = read_status(reason)
    waiting = said in (EnrolmentStatus.TO_REGISTER, EnrolmentStatus.BILLED)
    if said is not None and (waiting or len(reason.split()) < _FEW_WORDS):
        return said
    return EnrolmentStatus.REJECTED


def _furthest(row: Returned) -> EnrolmentStatus | None:
    """Return the status that follows from what is given; money alone says none."""
    if row.member_number:
        return EnrolmentStatus.REGISTERED
    if row.billing_code and row.status is not EnrolmentStatus.PAID:
        return EnrolmentStatus.BILLED
    return row.status


def _of_nik(problem: RowProblem) -> ReturnProblem | None:
    """Return what is wrong with the NIK; a name may be missing, and warnings tell nothing here."""
    if problem.kind is not K.NIK or problem.severity is not Severity.ERROR:
        return None
    return ReturnProblem(K.NIK, F.NIK, Severity.ERROR, {}, problem.repair, problem.nik)


def _told(
    value: object,
    cell: Cell,
    kind: ColumnKind,
    fault: ReturnFault,
    severity: Severity = Severity.ERROR,
) -> ReturnProblem | None:
    if value is not None or not filled(cell):
        return None
    return ReturnProblem(kind, fault, severity, {"given": shorten(text_of(cell))})


def _member_number(cell: Cell) -> Given:
    text = clean_number(filled(cell))
    if not text:
        return None, None
    once_a_number = is_number(cell) and not float(cell).is_integer()
    number = text if is_member_number(text) and not once_a_number else None
    if number is None:
        return None, _told(None, cell, K.MEMBER_NUMBER, F.NUMBER_FORM)
    if not is_usual(number):
        return number, ReturnProblem(K.MEMBER_NUMBER, F.NUMBER_LENGTH, words={"given": number})
    return number, None


def _status(cell: Cell) -> Given:
    status = read_status(filled(cell))
    return status, _told(status, cell, K.STATUS, F.STATUS)


def _text(kind: ColumnKind, cell: Cell) -> Given:
    text = filled(cell)
    if len(text) > LONGEST[kind]:
        words = {"given": shorten(text)}
        return text[: LONGEST[kind]].rstrip(), ReturnProblem(kind, F.TOO_LONG, words=words)
    return text or None, None


def _billing_code(cell: Cell) -> Given:
    text = filled(cell)
    if len(text) > LONGEST[K.BILLING_CODE]:
        return None, _told(None, cell, K.BILLING_CODE, F.CODE_TOO_LONG)
    return text or None, None


def _money(kind: ColumnKind, cell: Cell) -> Given:
    amount = read_rupiah(cell if is_number(cell) else filled(cell))
    return amount or None, _told(amount, cell, kind, F.MONEY)
