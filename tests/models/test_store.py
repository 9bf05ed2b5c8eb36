import pytest
from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from models.events.tables import Attendance, Event
from models.history.recording import UnnamedActionError
from models.partners.tables import Contact, Partner
from models.people.tables import Person
from tests import factories as a


def test_listeners_hear_what_was_touched(store):
    heard = []
    store.listen(heard.append)
    with store.writing("Add") as session:
        session.add(a.partner(contacts=[a.contact()]))
    assert heard == [frozenset({Partner, Contact})]


def test_a_failed_change_leaves_nothing_and_tells_nobody(store, keep):
    partner = keep(a.partner(name="Dinas Pertanian"))
    heard = []
    store.listen(heard.append)
    with pytest.raises(RuntimeError, match="stop"), store.writing("Change") as session:
        session.get_one(Partner, partner.id).name = "Lain"
        session.flush()
        raise RuntimeError("stop")
    with store.reading() as session:
        assert session.get_one(Partner, partner.id).name == "Dinas Pertanian"
    assert heard == []


def test_what_a_reading_session_changes_is_not_kept(store, keep):
    partner = keep(a.partner(name="Dinas Pertanian"))
    with store.reading() as session:
        session.get_one(Partner, partner.id).name = "Lain"
        session.flush()
    with store.reading() as session:
        assert session.get_one(Partner, partner.id).name == "Dinas Pertanian"


def test_a_change_without_a_name_is_refused(store):
    with pytest.raises(UnnamedActionError, match="partner"), store.writing() as session:
        session.add(a.partner())
    with store.reading() as session:
        assert session.scalars(select(Partner)).all() == []


def test_statements_past_the_history_are_refused(store, keep):
    keep(a.partner())
    with pytest.raises(RuntimeError), store.writing("Delete") as session:
        session.execute(delete(Partner))
    with store.reading() as session:
        assert len(session.scalars(select(Partner)).all()) == 1


def test_ids_lie_in_the_range_of_the_desk(tmp_path):
    from models import opening

    third = opening.create(tmp_path / "third.jangkau", desk_number=3)
    with third.writing("Add") as session:
        session.add(partner := a.partner())
    third.close()
    assert 3 << 40 < partner.id < 4 << 40


def test_ids_are_never_given_twice(store, keep):
    first = keep(a.partner())
    with pytest.raises(RuntimeError), store.writing("Add") as session:
        session.add(a.partner())
        session.flush()
        raise RuntimeError
    then = keep(a.partner())
    assert then.id > first.id


@pytest.mark.parametrize(
    "make",
    [
        lambda event, person: [a.person(nik=person.nik)],
        lambda event, person: [
            a.attendance(event_id=event.id, person_id=person.id),
            a.attendance(event_id=event.id, person_id=person.id),
        ],
        lambda event, person: [a.attendance(event_id=event.id, person_id=12345)],
        lambda event, person: [
            a.enrolment(event_id=event.id, person_id=person.id, total=-1),
        ],
        lambda event, person: [
            a.enrolment(event_id=event.id, person_id=person.id),
            a.enrolment(event_id=event.id, person_id=person.id),
        ],
        lambda event, person: [a.person(nik="123")],
        lambda event, person: [a.event(starts_at=a.END, ends_at=a.START)],
    ],
    ids=[
        "nik twice",
        "attendance twice",
        "nobody's attendance",
        "amount below 0",
        "enrolled twice",
        "short nik",
        "ends before it starts",
    ],
)
def test_the_database_itself_keeps_the_facts(store, keep, make):
    event, person = keep(a.event(), a.person())
    with pytest.raises(IntegrityError), store.writing("Break a rule") as session:
        session.add_all(make(event, person))
    with store.reading() as session:
        assert len(session.scalars(select(Person)).all()) == 1
        assert session.scalars(select(Attendance)).all() == []
        assert len(session.scalars(select(Event)).all()) == 1


@pytest.mark.of_files("it copies the file and its log")
def test_what_was_committed_survives_without_closing(tmp_path, store, keep):
    """A copy of file and log, as a power cut would leave them, has everything."""
    import shutil

    from models import opening

    keep(a.partner(name="Dinas Perikanan"))
    for name in ("office.jangkau", "office.jangkau-wal"):
        shutil.copy(store.path.with_name(name), tmp_path / f"cut-{name}")
    again = opening.open_store(tmp_path / "cut-office.jangkau")
    with again.reading() as session:
        assert session.scalars(select(Partner.name)).all() == ["Dinas Perikanan"]
    again.close()
