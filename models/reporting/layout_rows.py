"""The lines of an upload layout: those enrolled or present, at an event or in a period.

Whose record is in the bin, or was erased, is on none of them (UU 27/2022 art. 11).
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from models.cards.tables import Card
from models.enrolment.tables import Enrolment, EnrolmentStatus, Payer, Payment
from models.events.tables import Attendance, Event
from models.office.queries import time_zone
from models.office.rights import Right, need
from models.people.phones import show_phone
from models.people.tables import Occupation, Person, Sex
from models.reporting.figures import ALL
from models.reporting.layouts import LayoutKind
from models.reporting.periods import Period
from models.reporting.scope import Scope, is_held, moments_of, on_days_of, stands

Value = str | int | date | bool | Sex | Payer | EnrolmentStatus | None
"""What fills a cell, before it is said in words."""

WHOLE = frozenset({"nik", "kk_number", "income", "reported_income", "base_income"})
"""What is seen in full only by right (``Right.SEE_NIK``): numbers of the state, and incomes."""
NUMBERS = frozenset({"nik", "kk_number"})
"""Those of them that tell who somebody is."""
_AT_ONCE = 1000
_LETTERS = {Sex.MALE: "L", Sex.FEMALE: "P"}


@dataclass(frozen=True, slots=True)
class ListOf:
    """Whom a list is of: an event's people, or a period's within ``scope``."""

    event_id: int | None = None
    period: Period | None = None
    scope: Scope = ALL


def layout_rows(
    session: Session, kind: LayoutKind, fields: Sequence[str], about: ListOf
) -> Iterator[tuple[Value, ...]]:
    """Yield a line for each enrolment or person present, a value for each of ``fields``.

    A field that is a constant, or not known here, is None. The first enrolment comes first.
    Raises NotAllowedError: such a list leaves the office; ``WHOLE`` fields have a right of
    their own.
    """
    need(session, Right.EXPORT)
    if WHOLE & set(fields):
        need(session, Right.SEE_NIK)
    known = _known(time_zone(session))
    wanted = [known.get(field) for field in fields]
    columns = [one.column for one in wanted if one is not None]
    chosen = _chosen(session, kind, about)
    told = session.execute(chosen.add_columns(*columns), execution_options={"yield_per": _AT_ONCE})
    for number, (_id, *values) in enumerate(told, 1):
        given = iter(values)
        yield tuple(
            number if field == "number" else one.read(next(given)) if one is not None else None
            for field, one in zip(fields, wanted, strict=True)
        )


def layout_count(session: Session, kind: LayoutKind, about: ListOf) -> int:
    """Return how many lines such a list has."""
    lines = _chosen(session, kind, about).order_by(None).subquery()
    return session.scalar(select(func.count()).select_from(lines)) or 0


def _chosen(session: Session, kind: LayoutKind, about: ListOf) -> Select[Any]:
    here = Attendance.event_id == Enrolment.event_id
    same = here & (Attendance.person_id == Enrolment.person_id)
    if kind is LayoutKind.ENROLLED:
        lines: Select[Any] = (
            select(Enrolment.id)
            .join(Enrolment.person)
            .outerjoin(Enrolment.event)
            .outerjoin(Attendance, same)
            .where(stands(), *_enrolled(session, about))
            .order_by(Enrolment.enrolled_at, Enrolment.id)
        )
    else:
        lines = (
            select(Attendance.id)
            .join(Attendance.person)
            .join(Attendance.event)
            .outerjoin(Enrolment, same & stands())
            .where(Attendance.present_at.is_not(None), *_present(about))
            .order_by(Attendance.present_at, Attendance.id)
        )
    return lines.outerjoin(Person.occupation).where(
        Person.limited_at.is_(None), Person.erased_at.is_(None)
    )


def _enrolled(session: Session, about: ListOf) -> list[Any]:
    rules: list[Any] = [*about.scope.enrolments()]
    if about.event_id is not None:
        rules.append(Enrolment.event_id == about.event_id)
    if about.period is not None:
        first, after = moments_of(session, about.period)
        rules += [Enrolment.enrolled_at >= first, Enrolment.enrolled_at < after]
    return rules


def _present(about: ListOf) -> list[Any]:
    if about.event_id is not None:
        return [Attendance.event_id == about.event_id]
    days = on_days_of(about.period) if about.period is not None else []
    return [is_held(), *about.scope.events(), *days]


@dataclass(frozen=True, slots=True)
class _Source:
    """Where a field's value comes from, and how it is read."""

    column: Any
    read: Callable[[Any], Value] = lambda value: value


def _known(zone: tzinfo) -> Mapping[str, _Source]:
    """Return what each field is read from; moments become days at the office's clock."""

    def day(moment: datetime | None) -> date | None:
        return moment.astimezone(zone).date() if moment is not None else None

    occupation = func.coalesce(Enrolment.occupation, Occupation.name)
    return {
        **_plain(),
        "phone": _Source(Person.phone, lambda kept: show_phone(kept) if kept else ""),
        "phone_abroad": _Source(Person.phone),
        "sex_letter": _Source(Person.sex, lambda sex: _LETTERS.get(sex, "")),
        "village": _Source(Person.region_line, lambda line: _part(line, 0)),
        "district": _Source(Person.region_line, lambda line: _part(line, 1)),
        "regency": _Source(Person.region_line, lambda line: _part(line, 2)),
        "province": _Source(Person.region_line, lambda line: _part(line, 3)),
        "occupation": _Source(occupation),
        "event_day": _Source(Event.starts_at, lambda moment: moment and moment.date()),
        "present_on": _Source(Attendance.present_at, day),
        "enrolled_on": _Source(Enrolment.enrolled_at, day),
        "paid": _Source(_of_payments(func.sum(Payment.amount))),
        "paid_on": _Source(_of_payments(func.max(Payment.paid_at)), day),
        "reference": _Source(_of_payments(func.max(Payment.reference))),
        "card_number": _Source(_of_card(Card.number)),
        "card_printed_on": _Source(_of_card(Card.printed_at), day),
        "card_handed_on": _Source(_of_card(Card.handed_at), day),
    }


def _plain() -> dict[str, _Source]:
    """Return the fields that are a column as it stands."""
    columns: dict[str, InstrumentedAttribute[Any]] = {
        "event": Event.title,
        "walk_in": Attendance.walk_in,
        "venue": Event.venue,
    }
    for table, names in (
        (
            Person,
            "nik name birth_date birth_place sex email kk_number address rt region_code "
            "postal_code workplace work_hours group_name income member_number",
        ),
        (
            Enrolment,
            "programmes reported_income base_income months total payer status billing_code "
            "first_month",
        ),
    ):
        columns |= {name: getattr(table, name) for name in names.split()}
    return {name: _Source(column) for name, column in columns.items()}


def _of_payments(said: Any) -> Any:  # noqa: ANN401 - a column of one value
    wanted = select(said).where(Payment.enrolment_id == Enrolment.id)
    return wanted.correlate(Enrolment).scalar_subquery()


def _of_card(column: InstrumentedAttribute[Any]) -> Any:  # noqa: ANN401 - a column of one value
    """Return a fact of the latest card of an enrolment."""
    wanted = select(column).where(Card.enrolment_id == Enrolment.id)
    return wanted.order_by(Card.id.desc()).limit(1).correlate(Enrolment).scalar_subquery()


def _part(line: str | None, place: int) -> str:
    """Return a part of where somebody lives: village, district, regency, province."""
    parts = [part.strip() for part in (line or "").split(",")]
    return parts[place] if place < len(parts) else ""
