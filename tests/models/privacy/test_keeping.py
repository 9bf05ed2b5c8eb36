"""Data kept past its time: out of the review until the day, gone with the person."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select

from models.errors import UserError
from models.history.tables import Action, Change
from models.history.undo import next_undo, undo
from models.office.drafts import OfficerDraft
from models.office.operations import add_officer
from models.office.pins import set_pin
from models.office.queries import officers, today
from models.office.rights import NotAllowedError, Right
from models.office.second_person import prove
from models.office.tables import Officer, Role
from models.people.merging import merge_people
from models.privacy.copying import data_copy
from models.privacy.erasing import erase_person
from models.privacy.keeping import (
    KeepDraft,
    end_keeping,
    keep_longer,
    kept_count,
    kept_list,
)
from models.privacy.retention import RuleDraft, keep_rule, review_count, review_list
from models.privacy.tables import ErasureCause, RetentionKeep, RetentionSubject
from tests import factories as a
from tests.fixtures import CHEAP

OLD = datetime(2015, 6, 28, 9)
REASON = "Perkara 12 tentang Awing Lawai"


@pytest.fixture
def day(store):
    with store.reading() as session:
        store.officer_id = officers(session)[0].id
        return today(session)


@pytest.fixture
def people(store, keep, day):
    """Three whose time has passed, in the order of the review."""
    event = keep(a.event(starts_at=OLD, ends_at=OLD)).id
    ids = [keep(a.person(name=name)).id for name in ("Awing Lawai", "Bilung", "Cakra")]
    for one in ids:
        keep(a.attendance(person_id=one, event_id=event))
    with store.writing() as session:
        keep_rule(session, RuleDraft(RetentionSubject.NEVER_ENROLLED, 12, "SOP 3", True))
    return ids


def longer(store, people, until, reason=REASON):
    with store.writing() as session:
        keep_longer(session, people, until, reason)


def reviewed(store):
    with store.reading() as session:
        found = [row.person_id for row in review_list(session)]
        assert review_count(session) == len(found)
        return found


def kept(store, limit=25):
    with store.reading() as session:
        return kept_list(session, limit)


def test_who_is_kept_longer_leaves_the_review_and_stands_apart(store, people, day):
    until = day + timedelta(days=1)
    longer(store, [people[1], people[1]], until)
    assert reviewed(store) == [people[0], people[2]]
    [row] = kept(store)
    assert (row.person_id, row.name, row.until, row.reason) == (people[1], "Bilung", until, REASON)
    with store.reading() as session:
        assert row.officer == session.get_one(Officer, store.officer_id).name


def test_on_the_day_itself_they_are_reviewed_again(store, people, keep, day):
    keep(RetentionKeep(person_id=people[0], until=day, reason=REASON))
    assert reviewed(store) == people
    assert kept(store) == []


def test_a_later_decision_takes_the_place_of_the_earlier_one(store, people, day):
    longer(store, people[:1], day + timedelta(days=90))
    longer(store, people[:1], day + timedelta(days=9), "Lain")
    assert [(row.until, row.reason) for row in kept(store)] == [(day + timedelta(days=9), "Lain")]


def test_who_comes_to_be_reviewed_first_stands_first_and_all_are_counted(store, people, day):
    for number, one in enumerate(people):
        longer(store, [one], day + timedelta(days=9 - number))
    assert [row.person_id for row in kept(store, 2)] == [people[2], people[1]]
    with store.reading() as session:
        assert kept_count(session) == 3


def test_keeping_several_is_one_action_that_is_undone_at_once(store, people, day):
    longer(store, people, day + timedelta(days=9))
    with store.reading() as session:
        last = session.scalars(select(Action).order_by(Action.id.desc())).first()
        assert (last.name, last.words) == ("Keep data longer: {count}", {"count": 3})
    with store.writing() as session:
        undo(session, next_undo(session).action_id)
    assert (reviewed(store), kept(store)) == (people, [])


def test_ended_early_the_rules_hold_again_for_those_and_it_can_be_undone(store, people, day):
    longer(store, people, day + timedelta(days=9))
    with store.writing() as session:
        assert end_keeping(session, [people[0], people[2], people[2], 404]) == 2
    assert (reviewed(store), [row.person_id for row in kept(store)]) == (people[::2], people[1:2])
    with store.reading() as session:
        last = session.scalars(select(Action).order_by(Action.id.desc())).first()
        assert (last.name, last.words) == ("End keeping data longer: {count}", {"count": 2})
    with pytest.raises(UserError, match="nobody among them"), store.writing() as session:
        end_keeping(session, people[::2])
    with store.writing() as session:
        undo(session, next_undo(session).action_id)
    assert len(kept(store)) == 3


@pytest.mark.parametrize(
    ("people", "days", "reason", "field"),
    [
        ((), 9, "x", "people"),
        ((1,), 0, "x", "until"),
        ((1,), -1, "x", "until"),
        ((1,), 366 * 51, "x", "until"),
        ((1,), 9, " ", "reason"),
        ((1,), 9, "x" * 501, "reason"),
    ],
)
def test_without_somebody_a_day_to_come_or_a_reason_nothing_is_kept(
    store, day, people, days, reason, field
):
    until = day + timedelta(days=days)
    assert set(KeepDraft(people, until, reason).problems(day)) == {field}
    with pytest.raises(UserError), store.writing() as session:
        keep_longer(session, people, until, reason)


def test_without_any_day_it_is_asked_for():
    assert set(KeepDraft((1,), None, "x").problems(date(2022, 6, 28))) == {"until"}


def test_who_is_not_there_any_more_cannot_be_kept_and_nobody_beside_them(store, people, day):
    with pytest.raises(UserError, match="not there any more"):
        longer(store, [people[0], 404], day + timedelta(days=9))
    assert kept(store) == []


def test_only_who_may_erase_decides(store, people, day):
    with store.writing() as session:
        made = add_officer(session, OfficerDraft(name="Meja", role=Role.DESK_OFFICER)).id
    store.admit(made)
    with pytest.raises(NotAllowedError):
        longer(store, people[:1], day + timedelta(days=9))


def test_who_is_merged_into_somebody_brings_it_along(store, people, day):
    longer(store, people[:1], day + timedelta(days=9))
    with store.writing() as session:
        merge_people(session, people[1], people[0])
    assert reviewed(store) == [people[2]]
    assert [row.person_id for row in kept(store)] == [people[1]]


def test_erasing_somebody_takes_it_along_out_of_the_history_too(store, people, keep, day):
    longer(store, people[:1], day + timedelta(days=9))
    second = keep(Officer(name="Agus", role=Role.ADMINISTRATOR)).id
    set_pin(store, second, "4711", CHEAP)
    witness = prove(store, second, "4711", Right.ERASE)
    with store.writing() as session:
        erase_person(session, people[0], ErasureCause.REQUEST, witness)
    with store.reading() as session:
        assert session.scalars(select(RetentionKeep)).all() == []
        sides = session.execute(
            select(Change.before, Change.after).where(Change.record_table == "retention_keep")
        ).all()
        assert sides
        assert REASON not in str(sides)


def test_a_copy_of_their_data_lists_it(store, people, day):
    longer(store, people[:1], day + timedelta(days=9))
    with store.reading() as session:
        [said] = data_copy(session, people[0]).content["kept_longer"]
        assert data_copy(session, people[1]).content["kept_longer"] == []
    assert (said["reason"], said["until"]) == (REASON, str(day + timedelta(days=9)))
    assert said["officer"]
