"""What the agency's file says of each person, and what becomes of each row: plain values."""

import enum
from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

from models.enrolment.tables import EnrolmentStatus
from models.exchange.headings import ColumnKind
from models.exchange.returns_sayings import SAYINGS, ReturnFault
from models.people.member_number import NumberOwner
from models.people.nik import NikProblem, Severity
from models.words import _, shorten, spoken

NOTHING: Mapping[str, object] = MappingProxyType({})


class Returned(NamedTuple):
    """What a row says; None where it says nothing that can be read.

    ``nik`` is there only when it is sound. ``status`` is what the row as a whole comes to; amounts
    are in whole rupiah. ``paid`` is what came, ``due`` what was asked for.
    """

    nik: str | None
    name: str = ""
    member_number: str | None = None
    cover_from: date | None = None
    status: EnrolmentStatus | None = None
    reason: str | None = None
    billing_code: str | None = None
    due: int | None = None
    paid: int | None = None
    paid_on: date | None = None
    reference: str | None = None
    channel: str | None = None

    @property
    def rejected(self) -> bool:
        """Whether the row says that the agency did not take the person."""
        return self.status is EnrolmentStatus.REJECTED

    @property
    def says_something(self) -> bool:
        """Whether there is anything in the row that could be noted."""
        waiting = self.status in (None, EnrolmentStatus.TO_REGISTER)
        return not waiting or bool(self.member_number or self.billing_code or self.paid)


class KnownPayment(NamedTuple):
    """Money that was noted here: whole rupiah, the day at the office, and its reference."""

    amount: int
    day: date
    reference: str = ""


class KnownEnrolment(NamedTuple):
    """An enrolment as it stands here; ``total`` in whole rupiah, ``first_month`` its first day."""

    id: int
    event_id: int | None
    event: str
    status: EnrolmentStatus
    reject_reason: str
    billing_code: str
    first_month: date
    total: int
    enrolled_on: date
    payments: tuple[KnownPayment, ...] = ()


class KnownMember(NamedTuple):
    """Somebody known here, with the number if they have one, and all enrolments."""

    id: int
    nik: str
    name: str
    member_number: str
    enrolments: tuple[KnownEnrolment, ...] = ()


class KnownHere(NamedTuple):
    """Those known: by NIK, the owners of numbers, and NIKs by a small name."""

    members: Mapping[str, KnownMember]
    owners: Mapping[str, NumberOwner]
    namesakes: Mapping[str, tuple[str, ...]]

    def joined(self, other: "KnownHere") -> "KnownHere":
        """Return what both know."""
        return KnownHere(
            {**self.members, **other.members},
            {**self.owners, **other.owners},
            {**self.namesakes, **other.namesakes},
        )


class ReturnStatus(enum.StrEnum):
    """What becomes of a row: what is noted of the person, or why nothing is."""

    REGISTERED = "registered"
    REJECTED = "rejected"
    BILLED = "billed"
    PAID = "paid"
    ALREADY = "already"
    UNKNOWN = "unknown"
    TWICE = "twice"
    PROBLEM = "problem"

    def label(self) -> str:
        """Return the name of this status in the language of the screen."""
        return {
            ReturnStatus.REGISTERED: _("Registered"),
            ReturnStatus.REJECTED: _("Rejected"),
            ReturnStatus.BILLED: _("Billed"),
            ReturnStatus.PAID: _("Paid"),
            ReturnStatus.ALREADY: _("Nothing new"),
            ReturnStatus.UNKNOWN: _("Not known here"),
            ReturnStatus.TWICE: _("Twice in the file"),
            ReturnStatus.PROBLEM: _("Problem"),
        }[self]


TAKEN = frozenset(
    {ReturnStatus.REGISTERED, ReturnStatus.REJECTED, ReturnStatus.BILLED, ReturnStatus.PAID}
)
"""Rows of which something is noted."""


class ReturnProblem(NamedTuple):
    """One thing to be told of a row: in which column, how bad, and the repair to propose.

    ``words`` fill the places of what is said; ``nik`` is the problem of the NIK, if it is one.
    """

    kind: ColumnKind
    fault: ReturnFault
    severity: Severity = Severity.WARNING
    words: Mapping[str, object] = NOTHING
    repair: str | None = None
    nik: NikProblem | None = None

    def message(self) -> str:
        """Say it in the language of the screen."""
        if self.nik:
            return self.nik.message()
        said = {name: _shown(value) for name, value in self.words.items()}
        return _(SAYINGS[self.fault]).format(**said)


class NewPayment(NamedTuple):
    """Money to be noted; ``day`` None where the file does not say when it came."""

    amount: int
    day: date | None
    reference: str
    in_cash: bool


class Effects(NamedTuple):
    """What is noted because of a row; what is None stays as it is."""

    member_number: str | None = None
    status: EnrolmentStatus | None = None
    reason: str | None = None
    billing_code: str | None = None
    payment: NewPayment | None = None


NO_EFFECTS = Effects()


class ReturnedRow(NamedTuple):
    """One row of the file and what becomes of it; ``line`` counts as Excel shows it."""

    line: int
    status: ReturnStatus
    said: Returned
    problems: tuple[ReturnProblem, ...] = ()
    member: KnownMember | None = None
    enrolment: KnownEnrolment | None = None
    effects: Effects = NO_EFFECTS

    def reasons(self) -> tuple[str, ...]:
        """Say in the language of the screen what is to be told of the row."""
        return tuple(each.message() for each in self.problems)


def _shown(value: object) -> str:
    if isinstance(value, date):
        return spoken().digits(value)
    if isinstance(value, int):
        return spoken().rupiah(value)
    return shorten(str(value)) if value else "–"
