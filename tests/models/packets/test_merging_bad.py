"""What cannot be merged is refused with a sentence, and nothing is half merged."""

import shutil
from contextlib import closing
from datetime import timedelta

import pytest
from sqlalchemy import func, select, update

from models import opening
from models.base import utc_now
from models.errors import UserError
from models.events.tables import Attendance
from models.history import recording
from models.history.tables import Action, Change
from models.history.undo import next_undo, undo
from models.history.verifying import verify_history
from models.office.pins import set_pin
from models.office.rights import Right
from models.office.second_person import prove
from models.office.tables import Officer, Role
from models.packets.merging import OfficeChangedError, ReturnRefusedError, merge, preview
from models.packets.tables import ConflictKind, DeskPacket, MergeConflict, PacketReturn
from models.people.merging import merge_people
from models.people.operations import change_person
from models.people.search import find_ids
from models.people.tables import Person
from models.privacy.erasing import erase_person
from models.privacy.tables import ErasureCause
from models.progress import advance, finish
from tests import factories as a
from tests.fixtures import CHEAP
from tests.models.packets import laptops as at


@pytest.fixture
def town(tmp_path, office_file):
    path = tmp_path / "office.jangkau"
    shutil.copy(office_file, path)
    with closing(opening.open_store(path)) as store:
        made = at.town(store, tmp_path)
        yield made
        made.close()


def sound(town):
    return finish(verify_history(town.store)).findings


def all_of(town, kind):
    with town.store.reading() as session:
        return session.scalars(select(kind).order_by(kind.id)).all()


def added(laptop, name="BUDI", nik="", **given):
    with laptop.writing() as session:
        return at.add_person(session, at.draft(name, nik, **given)).id


def test_an_altered_change_is_refused(town):
    laptop = town.give()
    added(laptop)
    with laptop.store.connection() as connection:
        connection.execute(update(Change).where(Change.record_table == "person").values(after={}))
    with pytest.raises(ReturnRefusedError, match="altered"):
        town.merge(laptop)
    assert all_of(town, PacketReturn) == []


def test_a_change_that_is_no_json_is_refused_though_its_fingerprints_fit(town, monkeypatch):
    laptop = town.give()
    with monkeypatch.context() as other:
        other.setattr(recording, "_text", lambda _fields: "{")
        added(laptop)
    with pytest.raises(ReturnRefusedError, match="altered"):
        town.merge(laptop)
    assert all_of(town, PacketReturn) == []


def test_a_desk_that_went_on_from_an_older_copy_is_refused(town, tmp_path):
    laptop = town.give()
    shutil.copy(laptop.store.path, tmp_path / "older.jangkau")
    added(laptop)
    town.merge(laptop)
    laptop.store.close()
    with closing(opening.open_store(tmp_path / "older.jangkau")) as older:
        laptop.store = older
        added(laptop, "SITI")
        with pytest.raises(ReturnRefusedError, match="different ways"):
            town.merge(laptop)
    assert [one.name for one in all_of(town, Person)] == ["BUDI"]


def test_a_packet_that_was_closed_is_refused_until_it_is_opened_again(town):
    laptop = town.give()
    added(laptop)
    with town.store.writing("Close a packet") as session:
        packet = session.get_one(DeskPacket, laptop.packet_id)
        packet.closed_at, packet.close_reason = utc_now(), "hilang"
    with pytest.raises(ReturnRefusedError, match="hilang"):
        town.merge(laptop)
    with town.store.writing("Open it again") as session:
        session.get_one(DeskPacket, laptop.packet_id).closed_at = None
    assert town.merge(laptop).new_people == 1


def test_a_packet_nobody_here_gave_out_is_refused(town):
    laptop = town.give()
    added(laptop)
    laptop.packet_id = 5
    with pytest.raises(ReturnRefusedError, match="never gave out"):
        town.merge(laptop)


def test_who_works_meanwhile_has_the_merge_looked_at_again(town):
    laptop = town.give()
    added(laptop)
    with laptop.returned() as returned:
        with town.store.reading() as session:
            plan = finish(preview(session, returned))
        at.known_person(town, "SITI")
        with pytest.raises(OfficeChangedError), town.store.writing() as session:
            finish(merge(session, returned, plan))
    assert [one.name for one in all_of(town, Person)] == ["SITI"]


def test_a_merge_that_breaks_off_leaves_nothing(town):
    laptop = town.give()
    at.enrolled(laptop, town.event_id, at.draft("BUDI", a.nik(1)))
    with town.store.reading() as session:
        before = session.scalar(select(func.count(Action.id)))
    with laptop.returned() as returned:
        with town.store.reading() as session:
            plan = finish(preview(session, returned))
        with pytest.raises(OSError, match="full"), town.store.writing() as session:
            work = merge(session, returned, plan)
            for _step in range(3):
                advance(work)
            raise OSError("the disk is full")
    with town.store.reading() as session:
        assert session.scalar(select(func.count(Action.id))) == before
        assert session.scalars(select(Person)).all() == []
    assert town.merge(laptop).new_people == 1
    assert sound(town) == ()


def test_a_preview_changes_nothing(town):
    laptop = town.give()
    added(laptop)
    plan = town.look(laptop)
    assert plan.lines() == ["1 action of Meja 2 is new here.", "1 person is taken in."]
    assert all_of(town, Person) == []


def test_a_clock_three_years_ahead_is_told_and_does_not_push_ours(town):
    laptop = town.give(ahead=timedelta(days=3 * 365))
    added(laptop)
    plan = town.merge(laptop)
    assert "The clock of Meja 2 was ahead by 1,095 days. It is allowed for." in plan.lines()
    with town.store.reading() as session:
        last = session.scalar(select(func.max(Action.stamp)))
    assert last >> 16 < (utc_now().timestamp() + 3600) * 1000


def test_who_was_erased_meanwhile_does_not_come_back(town):
    who = at.known_person(town, "BUDI RAHASIA", a.nik(1))
    laptop = town.give()
    with laptop.writing() as session:
        change_person(session, who, at.draft("BUDI RAHASIA", a.nik(1), address="Jalan Rahasia"))
    at.come(laptop, town.event_id, who)
    seen_by = witness(town.store)
    with town.store.writing() as session:
        erase_person(session, who, ErasureCause.REQUEST, seen_by)
    plan = town.merge(laptop)
    assert plan.erased == 1
    assert plan.is_final
    with town.store.reading() as session:
        assert "BUDI" not in session.get_one(Person, who).name
        told = [str((one.before, one.after)) for one in session.scalars(select(Change))]
        words = [str(one) for one in session.scalars(select(Action.words))]
        assert session.scalars(select(Attendance)).all() == []
    assert not [one for one in (*told, *words) if "RAHASIA" in one.upper()]
    assert sound(town) == ()


def test_what_is_said_of_somebody_merged_meanwhile_goes_to_who_goes_on(town):
    first, other = (at.known_person(town, name) for name in ("BUDI", "BUDI S"))
    laptop = town.give()
    at.come(laptop, town.event_id, other)
    with laptop.writing() as session:
        change_person(session, other, at.draft("BUDI S", phone="+6281200000001"))
    with town.store.writing() as session:
        merge_people(session, first, other)
    town.merge(laptop)
    with town.store.reading() as session:
        assert session.scalars(select(Attendance.person_id)).all() == [first]
        kept = session.get_one(Person, first)
        assert (kept.name, kept.phone) == ("BUDI", "+6281200000001")
    assert sound(town) == ()


def test_a_record_taken_out_here_and_used_there_is_kept_and_told(town):
    who = at.known_person(town, "BUDI")
    laptop = town.give()
    at.come(laptop, town.event_id, who)
    with town.store.writing() as session:
        undo(session, next_undo_of(session, "Add {person}"))
    town.merge(laptop)
    assert [one.name for one in all_of(town, Person)] == ["BUDI"]
    [conflict] = all_of(town, MergeConflict)
    assert (conflict.kind, conflict.person_id) == (ConflictKind.TAKEN_OUT, who)
    assert sound(town) == ()


def witness(store):
    with store.reading() as session:
        store.officer_id = session.scalars(select(Officer.id)).first()
    with store.writing("Take in an officer") as session:
        second = Officer(name="Agus Salim", role=Role.COORDINATOR)
        session.add(second)
        session.flush()
        second_id = second.id
    set_pin(store, second_id, "4711", CHEAP)
    return prove(store, second_id, "4711", Right.ERASE)


def next_undo_of(session, name):
    return session.scalar(select(Action.id).where(Action.name == name))


def test_two_laptops_with_one_packet_both_come_home(town):
    first = town.give(slot=7)
    second = town.give(slot=9, like=first)
    added(first, "BUDI")
    added(second, "SITI")
    town.merge(second)
    town.merge(first)
    assert sorted(one.name for one in all_of(town, Person)) == ["BUDI", "SITI"]
    assert sound(town) == ()


def test_people_who_came_home_are_found(town):
    laptop = town.give()
    added(laptop, "YOHANES MARIO")
    town.merge(laptop)
    with town.store.reading() as session:
        assert len(find_ids(session, "mario", limit=5)) == 1


def test_what_a_desk_did_is_not_undone_by_itself(town):
    laptop = town.give()
    added(laptop)
    town.merge(laptop)
    with town.store.reading() as session:
        brought = session.scalar(select(Action.id).where(Action.merged_by_id.is_not(None)))
        merge_id = next_undo(session).action_id
    assert brought != merge_id
    with pytest.raises(UserError, match="Undo that merge"), town.store.writing() as session:
        undo(session, brought)
