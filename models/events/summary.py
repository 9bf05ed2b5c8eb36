"""The figures of one event, as the branch head reads them."""

from dataclasses import dataclass, field
from datetime import date, datetime

from models.enrolment.tables import EnrolmentStatus, Payer
from models.events.tables import EventKind, PartnerRole, Stage
from models.people.tables import Sex


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The office as it stands at the top and the bottom of a letter."""

    name: str
    address: str
    phone: str
    email: str
    place: str
    head_name: str
    head_position: str
    logo: bytes | None = None
    head_number: str = ""


@dataclass(frozen=True, slots=True)
class PartnerPart:
    """A partner and what it did."""

    name: str
    role: PartnerRole
    contact: str = ""


@dataclass(frozen=True, slots=True)
class Share:
    """One line of a breakdown: of so many present, so many enrolled."""

    label: str
    present: int
    enrolled: int


@dataclass(frozen=True, slots=True)
class MonthsLine:
    """So many enrolments prepaid ``months`` months, ``total`` rupiah together."""

    months: int
    enrolled: int
    total: int


@dataclass(frozen=True, slots=True)
class ProgrammeLine:
    """So many enrolled in a programme, and its part of the contributions in rupiah."""

    programme: str
    enrolled: int
    total: int


@dataclass(frozen=True, slots=True)
class Arrivals:
    """So many people were first seen in the hour that begins at ``hour``, at the office's clock."""

    hour: int
    people: int


@dataclass(frozen=True, slots=True)
class EarlierEvent:
    """An event held before in the same village, or with one of the partners; ``total`` rupiah."""

    id: int
    title: str
    day: date
    same_village: bool
    present: int
    enrolled: int
    total: int


@dataclass(frozen=True, slots=True)
class EventSummary:
    """One event in figures. Everything is counted from the records, nothing typed in.

    ``by_sex`` and ``by_age`` keep their own order; ``by_occupation``, ``by_village`` and
    ``by_group`` are largest first, with an empty label for those of whom it is not known.
    ``arrivals`` are hour by hour without a gap, ``earlier`` the latest first.
    ``stage_reason`` is why an event was cancelled or postponed, as it was noted.
    ``conversion`` is enrolled per present, 0 where nobody came. Amounts are whole rupiah.
    """

    office: Letterhead
    title: str
    kind: EventKind
    stage: Stage
    starts_at: datetime
    ends_at: datetime
    time_zone: str
    venue: str
    place: str
    partners: tuple[PartnerPart, ...]
    staff: tuple[str, ...]
    invited: int
    present: int
    walk_ins: int
    enrolled: int
    target_present: int
    target_enrolled: int
    total: int
    paid: int
    by_status: tuple[tuple[EnrolmentStatus, int], ...]
    by_payer: tuple[tuple[Payer, int], ...]
    programmes: tuple[ProgrammeLine, ...]
    months: tuple[MonthsLine, ...]
    by_occupation: tuple[Share, ...]
    by_sex: tuple[tuple[Sex | None, int, int], ...]
    by_age: tuple[Share, ...]
    cards_printed: int
    budget_spent: int | None = None
    problems: str = ""
    follow_up: str = ""
    follow_up_people: int | None = None
    made_at: datetime | None = None
    legal_basis: tuple[str, ...] = field(default=())
    target_total: int | None = None
    by_village: tuple[Share, ...] = ()
    by_group: tuple[Share, ...] = ()
    arrivals: tuple[Arrivals, ...] = ()
    earlier: tuple[EarlierEvent, ...] = ()
    stage_reason: str = ""

    @property
    def conversion(self) -> float:
        """Return the share of those present who enrolled."""
        return self.enrolled / self.present if self.present else 0.0

    @property
    def settled(self) -> int:
        """Return how many enrolments are paid or registered."""
        return sum(many for status, many in self.by_status if status in _SETTLED)


_SETTLED = (EnrolmentStatus.PAID, EnrolmentStatus.REGISTERED)
