"""A list with somebody whose data may not be processed: told, not taken in."""

from models.base import utc_now
from models.exchange.importing import plan_import, take_in
from models.exchange.planned import RowFault, RowStatus
from models.exchange.reading import Pasted
from models.people.tables import Person
from models.privacy.limits import put_out_of_use
from models.progress import finish
from tests.factories import event, person

NIK, OTHER = "6501031305800017", "6501031305800025"
LIST = f"NIK\tNama\tTelepon\n{NIK}\tSiti Warga\t081234567890\n{OTHER}\tBudi Warga\t\n"


def test_they_are_told_of_and_not_taken_in(store, keep):
    who = keep(person(nik=NIK, name="Siti Lain", phone=None, limited_at=utc_now(),
                      archived_at=utc_now()))  # fmt: skip
    held = keep(event())
    plan = finish(plan_import(store, Pasted("tempelan", LIST)))
    limited, fresh = plan.rows
    assert limited.status is RowStatus.PROBLEM
    assert RowFault.LIMITED in {one.fault for one in limited.problems}
    assert "Siti Lain" not in " ".join(limited.reasons())
    assert fresh.status is RowStatus.ADD
    done = finish(take_in(store, held.id, plan))
    assert (done.added, done.known, done.invited) == (1, 0, 1)
    with store.reading() as session:
        assert session.get_one(Person, who.id).phone is None


def test_who_was_limited_since_the_list_was_read_is_left_alone(store, keep):
    who, held = keep(person(nik=NIK, name="Siti Warga", phone=None), event())
    plan = finish(plan_import(store, Pasted("tempelan", LIST)))
    with store.writing("Limit") as session:
        put_out_of_use(session.get_one(Person, who.id))
    done = finish(take_in(store, held.id, plan))
    assert (done.added, done.known, done.invited) == (1, 0, 1)
    with store.reading() as session:
        assert session.get_one(Person, who.id).phone is None
