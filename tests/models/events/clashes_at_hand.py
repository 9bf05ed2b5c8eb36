"""Events, officers and things that may clash."""

from datetime import date, datetime, timedelta

import pytest

from models.events.operations import plan_event
from models.office.tables import Absence, AbsenceKind, Officer
from tests import factories as a

DAY = date(2026, 11, 24)
"""A Tuesday that is no holiday."""
PIMPING, GUNUNG_PUTIH, TARAKAN = "65.01.03.2002", "65.01.03.2001", "65.71.01.1001"


def at(hour, minute=0, day=0):
    return datetime(2026, 11, 24, hour, minute) + timedelta(days=day)


def plan(store, begins=9, ends=12, day=0, **given):
    """Plan an event in Pimping at these hours of the day, or at the moments given."""
    given = {"starts_at": at(begins, day=day), "ends_at": at(ends, day=day)} | given
    given = {"region_code": PIMPING, "region_line": "Desa Pimping, Kec. X"} | given
    with store.writing() as session:
        return plan_event(session, a.event_draft(**given)).id


@pytest.fixture
def budi(keep):
    return keep(Officer(name="Budi")).id


@pytest.fixture
def sari(keep):
    return keep(Officer(name="Sari")).id


def _absence(officer, first, last=None, kind=AbsenceKind.LEAVE):
    return Absence(officer_id=officer, kind=kind, first_day=first, last_day=last or first)
