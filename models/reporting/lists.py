"""The list behind any figure as a page asks for it: which people, which events, what it is of."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from models.enrolment.drafts import status_name
from models.enrolment.tables import EnrolmentStatus
from models.events.drafts import kind_name
from models.events.tables import Event, EventKind
from models.events.told import EventBy
from models.office.tables import Officer
from models.partners.tables import Partner
from models.people.drafts import sex_name
from models.people.listing import among
from models.people.tables import Person, Sex
from models.places.regions import region_name
from models.reporting.behind import MEMBERS, VISITS, Behind, events_behind, people_behind
from models.reporting.behind_event import BehindEvent, EventKey, Mark, people_of_event
from models.reporting.breakdowns import By
from models.reporting.indicators import BY_KEY, NAMED
from models.words import _, ngettext, spoken

Figure = Behind | BehindEvent


def people_in(session: Session, figure: Figure) -> ColumnElement[bool]:
    """Return what is true of the people a figure counts."""
    if isinstance(figure, BehindEvent):
        return among(people_of_event(session, figure))
    return Person.id.in_(people_behind(session, figure))


def events_in(session: Session, figure: Behind) -> list[int]:
    """Return the events a figure counts, each once."""
    return sorted(set(session.scalars(events_behind(session, figure))))


def figure_said(session: Session, figure: Figure) -> str:
    """Say which figure it is: ``Paid · June 2022``."""
    if isinstance(figure, BehindEvent):
        event = session.get(Event, figure.event_id)
        said = [mark_said(figure.mark), event.title if event else ""]
        return " · ".join(part for part in said if part)
    if figure.key in (MEMBERS, VISITS):
        name = _("Members") if figure.key == MEMBERS else _("Events held")
        return " · ".join((name, _line(session, figure)))
    name, period = _(NAMED[figure.key].name), figure.period.said(spoken())
    said = [name, _line(session, figure), _scope(session, figure)]
    if figure.key in BY_KEY:  # the others are of no period
        said.append(period)
    return " · ".join(part for part in said if part)


def mark_said(mark: Mark) -> str:
    """Say which figure of an event it is: ``Enrolled · Petani padi``."""
    said = [event_key_name(mark.key), _event_line(mark)]
    return " · ".join(part for part in said if part)


def list_said(session: Session, figure: Figure) -> str:
    """Say which figure it is, and how many it counts: ``Paid · June 2022 · 43 people``.

    A person, or an event, may have several of the records that are counted.
    """
    if isinstance(figure, BehindEvent):
        found = people_of_event(session, figure)
    else:
        behind = events_behind if figure.of_events else people_behind
        found = list(session.scalars(behind(session, figure)))
    return " · ".join((figure_said(session, figure), _counted(figure, found)))


def _counted(figure: Figure, found: Sequence[int]) -> str:
    whose = len(set(found))
    if isinstance(figure, Behind) and figure.of_events:
        return ngettext("{n} event", "{n} events", whose)
    people = ngettext("{n} person", "{n} people", whose)
    if len(found) == whose:
        return people
    return _("{records} of {people}").format(
        records=ngettext("{n} record", "{n} records", len(found)), people=people
    )


def event_key_name(key: EventKey) -> str:
    """Say in the spoken language what a figure of an event counts."""
    return {
        EventKey.INVITED: _("Invited"),
        EventKey.PRESENT: _("Present"),
        EventKey.WALK_INS: _("Walked in"),
        EventKey.ENROLLED: _("Enrolled"),
        EventKey.SETTLED: _("Paid"),
        EventKey.PAID: _("Money received"),
        EventKey.CARDS: _("Cards printed"),
    }[key]


def _event_line(mark: Mark) -> str:
    by, part = mark.by, mark.part
    if by is EventBy.MONTHS:
        return ngettext("{n} month", "{n} months", int(part))
    if by is EventBy.STATUS:
        return status_name(EnrolmentStatus(part))
    if by is EventBy.SEX and part:
        return sex_name(Sex(part))
    if by is EventBy.HOUR:
        return _("From {hour} o'clock").format(hour=part)
    return (part or _("Not known")) if by else ""


def _line(session: Session, figure: Behind) -> str:
    """Say what the line of a breakdown is about."""
    by, part = figure.by, figure.part
    if by is None:
        return ""
    if by is By.KIND:
        return kind_name(EventKind(part))
    if by in (By.DISTRICT, By.VILLAGE) and part:
        return region_name(part) or part
    if by in (By.PARTNER, By.OFFICER):
        name = Partner.name if by is By.PARTNER else Officer.name
        return session.scalar(select(name).where(name.class_.id == int(part))) or ""
    if by is By.MONTHS:
        return ngettext("{n} month", "{n} months", int(part))
    return part or _("Not known")


def _scope(session: Session, figure: Behind) -> str:
    """Say what the figure leaves out."""
    scope = figure.scope
    lines = [
        (By.KIND, scope.kind.value if scope.kind else ""),
        (By.VILLAGE, scope.region),
        (By.PARTNER, str(scope.partner_id or "")),
        (By.OFFICER, str(scope.officer_id or "")),
        (By.PROGRAMME, scope.programme),
        (By.OCCUPATION, scope.occupation),
    ]
    told = [Behind(figure.key, figure.period, by=by, part=part) for by, part in lines if part]
    return ", ".join(_line(session, one) for one in told)
