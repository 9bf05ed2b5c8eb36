"""Which people are looked at: by place, work, event, enrolment, cover, age, what is missing."""

import enum
from calendar import isleap
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlalchemy import ColumnElement, Select, and_, extract, func, or_, select
from sqlalchemy.orm import Session

from models.engines.dialects import FoldedName
from models.enrolment.drafts import status_name
from models.enrolment.tables import Enrolment, EnrolmentStatus
from models.events.tables import Attendance, Event
from models.people.drafts import sex_name
from models.people.names import fold_name
from models.people.tables import Occupation, Person, Sex
from models.words import _, ngettext

PLACE_LENGTH = 100
"""How many letters of a place are looked for."""
PROGRAMMES = ("JKK", "JKM", "JHT")
OLDEST = 150
MOST_DAYS = 3_650


class EventPart(enum.StrEnum):
    """How somebody has to do with an event."""

    ANY = "any"
    INVITED = "invited"
    PRESENT = "present"
    ENROLLED = "enrolled"


class Lack(enum.StrEnum):
    """What is not known of somebody."""

    NIK = "nik"
    PHONE = "phone"
    BIRTH_DATE = "birth_date"
    SEX = "sex"
    VILLAGE = "region_line"
    OCCUPATION = "occupation_id"


@dataclass(frozen=True, slots=True)
class PeopleFilter:
    """What a person must be to be shown. Empty fields ask nothing.

    Ages are whole years today; ``cover_days`` is within how many days from today on the last day
    of all cover lies. ``lacking`` asks for those who lack any of it. ``archived`` shows those in
    the recycle bin and nobody else.
    """

    place: str = ""
    occupation_id: int | None = None
    event_id: int | None = None
    part: EventPart = EventPart.ANY
    statuses: tuple[EnrolmentStatus, ...] = ()
    programmes: tuple[str, ...] = ()
    age_from: int | None = None
    age_to: int | None = None
    sexes: tuple[Sex, ...] = ()
    cover_days: int | None = None
    lacking: tuple[Lack, ...] = ()
    flagged: bool = False
    archived: bool = False

    def is_empty(self) -> bool:
        """Tell whether it asks for nothing."""
        return replace(self, place=self.place.strip(), part=EventPart.ANY) == PeopleFilter()

    def conditions(self, today: date, *, anybody: bool = False) -> list[ColumnElement[bool]]:
        """Return what is true of the people it lets through.

        With ``anybody`` those in the recycle bin are let through with the others.
        """
        found = [*self._about_themselves(today), *self._about_enrolment(today)]
        if self.event_id is not None:
            found.append(_of_event(self.event_id, self.part))
        if self.archived:
            in_bin = Person.archived_at.is_not(None) & Person.erased_at.is_(None)
            return [*found, in_bin, Person.merged_into_id.is_(None)]
        return found if anybody else [*found, Person.archived_at.is_(None)]

    def _about_themselves(self, today: date) -> list[ColumnElement[bool]]:
        found: list[ColumnElement[bool]] = [
            Person.region_line.icontains(part, autoescape=True)
            for part in self.place[:PLACE_LENGTH].split()
        ]
        if self.occupation_id is not None:
            found.append(Person.occupation_id == self.occupation_id)
        if self.sexes:
            found.append(Person.sex.in_(self.sexes))
        if self.age_from is not None:
            found.append(Person.birth_date <= years_before(today, self.age_from))
        if self.age_to is not None:
            found.append(Person.birth_date > years_before(today, self.age_to + 1))
        if self.lacking:
            found.append(or_(*(getattr(Person, one.value).is_(None) for one in self.lacking)))
        if self.flagged:
            found.append(Person.flag.is_not(None))
        return found

    def _about_enrolment(self, today: date) -> list[ColumnElement[bool]]:
        wanted: list[ColumnElement[bool]] = []
        if self.statuses:
            wanted.append(Enrolment.status.in_(self.statuses))
        if self.programmes:
            padded = " " + Enrolment.programmes + " "
            wanted.append(or_(*(padded.contains(f" {one} ") for one in self.programmes)))
        found: list[ColumnElement[bool]] = []
        if wanted:
            if not self.statuses:
                wanted.append(Enrolment.status != EnrolmentStatus.REJECTED)
            found.append(Person.id.in_(select(Enrolment.person_id).where(*wanted)))
        if self.cover_days is not None:
            found.append(Person.id.in_(_cover_ends(today, self.cover_days)))
        return found


def month_after() -> ColumnElement[int]:
    """Return the month after an enrolment's last one, counted from the year 0."""
    years = extract("year", Enrolment.first_month) * 12
    return years + extract("month", Enrolment.first_month) - 1 + Enrolment.months


def years_before(day: date, years: int) -> date:
    """Return ``day`` so many years earlier; the last of February where there is no such day."""
    year = max(day.year - years, 1)
    leaping = (day.month, day.day) == (2, 29)
    return date(year, 2, 28) if leaping and not isleap(year) else day.replace(year=year)


def fits_typed(typed: str) -> list[ColumnElement[bool]]:
    """Return what is true of people whose name, NIK, phone or number begins with what was typed.

    Looks at every record: for the few in the recycle bin, whom the search leaves out.
    """
    digits = "".join(sign for sign in typed if sign.isdigit())
    name = " " + FoldedName(Person.id, Person.name)
    words = fold_name(typed).split()
    ways: list[ColumnElement[bool]] = []
    if words:
        ways.append(and_(*(name.contains(f" {word}", autoescape=True) for word in words)))
    if digits:
        local = digits.removeprefix("62").removeprefix("0")
        ways += [Person.nik.startswith(digits), Person.member_number.startswith(digits)]
        ways.append(Person.phone.startswith(f"+62{local}", autoescape=True))
    return [or_(*ways)] if ways else []


def filter_said(session: Session, wanted: PeopleFilter) -> list[str]:
    """Say each thing a filter asks for, in the spoken language."""
    said = []
    if wanted.archived:
        said.append(_("In the recycle bin"))
    if wanted.place.strip():
        said.append(_("Place: {place}").format(place=wanted.place.strip()))
    if wanted.occupation_id is not None:
        work = session.get(Occupation, wanted.occupation_id)
        name = work.name if work else _("one that is not there any more")
        said.append(_("Occupation: {name}").format(name=name))
    if wanted.event_id is not None:
        event = session.get(Event, wanted.event_id)
        title = event.title if event else _("one that is not there any more")
        said.append(_part_said(wanted.part).format(event=title))
    return [*said, *_enrolment_said(wanted), *_person_said(wanted)]


def part_name(part: EventPart) -> str:
    """Say in the spoken language how somebody has to do with an event."""
    return {
        EventPart.ANY: _("On its list or enrolled"),
        EventPart.INVITED: _("Invited"),
        EventPart.PRESENT: _("Present"),
        EventPart.ENROLLED: _("Enrolled"),
    }[part]


def lack_name(lack: Lack) -> str:
    """Say in the spoken language what is not known."""
    return {
        Lack.NIK: _("No NIK"),
        Lack.PHONE: _("No phone"),
        Lack.BIRTH_DATE: _("No birth date"),
        Lack.SEX: _("No sex"),
        Lack.VILLAGE: _("No village"),
        Lack.OCCUPATION: _("No occupation"),
    }[lack]


def _part_said(part: EventPart) -> str:
    return {
        EventPart.ANY: _("On the list of {event}, or enrolled there"),
        EventPart.INVITED: _("Invited to {event}"),
        EventPart.PRESENT: _("Present at {event}"),
        EventPart.ENROLLED: _("Enrolled at {event}"),
    }[part]


def _enrolment_said(wanted: PeopleFilter) -> list[str]:
    said = []
    if wanted.statuses:
        names = ", ".join(map(status_name, wanted.statuses))
        said.append(_("Enrolment: {statuses}").format(statuses=names))
    if wanted.programmes:
        said.append(_("Programme: {programmes}").format(programmes=", ".join(wanted.programmes)))
    if wanted.cover_days is not None:
        said.append(
            ngettext("Cover ends within {n} day", "Cover ends within {n} days", wanted.cover_days)
        )
    return said


def _person_said(wanted: PeopleFilter) -> list[str]:
    said = []
    low, high = wanted.age_from, wanted.age_to
    if low is not None and high is not None:
        said.append(_("Age {low} to {high}").format(low=low, high=high))
    elif low is not None:
        said.append(_("Age from {low}").format(low=low))
    elif high is not None:
        said.append(_("Age up to {high}").format(high=high))
    if wanted.sexes:
        said.append(_("Sex: {sexes}").format(sexes=", ".join(map(sex_name, wanted.sexes))))
    if wanted.lacking:
        said.append(
            _("Incomplete: {lacks}").format(lacks=", ".join(map(lack_name, wanted.lacking)))
        )
    if wanted.flagged:
        said.append(_("Marked to be looked at again"))
    return said


def _of_event(event_id: int, part: EventPart) -> ColumnElement[bool]:
    """Return what is true of the people of an event."""
    listed = select(Attendance.person_id).where(Attendance.event_id == event_id)
    if part is EventPart.INVITED:
        return Person.id.in_(listed.where(Attendance.invited))
    if part is EventPart.PRESENT:
        return Person.id.in_(listed.where(Attendance.present_at.is_not(None)))
    enrolled = select(Enrolment.person_id).where(
        Enrolment.event_id == event_id, Enrolment.status != EnrolmentStatus.REJECTED
    )
    if part is EventPart.ENROLLED:
        return Person.id.in_(enrolled)
    return or_(Person.id.in_(listed), Person.id.in_(enrolled))


def _cover_ends(today: date, within: int) -> Select[int]:
    """Select whose cover ends from today on within so many days; its last day is a month's last."""
    # The day after the last of a cover is the first of a month.
    first = today + timedelta(days=1)
    last = today + timedelta(days=within + 1)
    least = first.year * 12 + first.month - 1 + (first.day > 1)
    most = last.year * 12 + last.month - 1
    return (
        select(Enrolment.person_id)
        .where(Enrolment.status != EnrolmentStatus.REJECTED)
        .group_by(Enrolment.person_id)
        .having(func.max(month_after()).between(least, most))
    )
