"""An office with people of every sort, and files as the agency's system returns them."""

from datetime import UTC, date, datetime
from pathlib import Path

from sqlalchemy import select

from models.cards.tables import Card
from models.enrolment.tables import Enrolment, Payment
from models.exchange.headers import find_list
from models.exchange.returns import note_returns, plan_returns
from models.exchange.returns_headings import RETURNS
from models.history.tables import Action
from models.history.undo import undo
from models.people.tables import Person
from models.progress import finish
from tests import factories as a
from tests.models.exchange.lists import workbook

JUNE, AUGUST = datetime(2022, 6, 28, 3, tzinfo=UTC), datetime(2022, 8, 2, 3, tzinfo=UTC)
FIRST_OF_JULY = date(2022, 7, 1)
NUMBER = "22250719631"
SAMPLE = Path(__file__).parents[3] / "resources" / "demo" / "nomor-peserta-dari-pusat.xlsx"
HEADING = ["NIK", "NAMA", "NO KPJ", "TGL KEPESERTAAN", "STATUS", "KETERANGAN"]


def member(keep, *enrolments, **given):
    """Keep a person with these enrolments, each a dict of what it is about; return the person."""
    person = keep(a.person(**given))
    for one in enrolments:
        keep(a.enrolment(**{"person_id": person.id, "enrolled_at": JUNE} | one))
    return person


def plan_of(store, rows, heading=HEADING, event_id=None):
    """Return the plan of a file with these rows under ``heading``."""
    found = find_list(workbook([heading, *rows]), None, RETURNS)
    return finish(plan_returns(store, found, found.mapping, event_id))


def note(store, rows, heading=HEADING):
    return finish(note_returns(store, plan_of(store, rows, heading)))


def only(store, row, heading=HEADING, **more):
    """Return what becomes of the only row of a file."""
    (planned,) = plan_of(store, [row], heading, **more).rows
    return planned


def told(row):
    return [each.fault.value for each in row.problems]


def enrolment_of(store, person):
    with store.reading() as session:
        return session.scalars(
            select(Enrolment).where(Enrolment.person_id == person.id).order_by(Enrolment.id)
        ).first()


def status_of(store, person):
    return enrolment_of(store, person).status


def truth(store, *, with_ids=True):
    """Return all that is known of people, enrolments, payments and cards."""
    with store.reading() as session:
        return {
            kind.__tablename__: sorted(
                repr(
                    [
                        (c.key, getattr(row, c.key))
                        for c in kind.__table__.columns
                        if with_ids or c.key != "id"
                    ]
                )
                for row in session.scalars(select(kind))
            )
            for kind in (Person, Enrolment, Payment, Card)
        }


def last_action(store):
    with store.reading() as session:
        return session.scalars(select(Action).order_by(Action.id.desc())).first()


def take_back(store, action_id):
    with store.writing() as session:
        undo(session, action_id)
