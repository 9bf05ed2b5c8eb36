"""Who may erase somebody, once and for good, and what is told of it."""

import pytest
from sqlalchemy import select

from models.errors import UserError
from models.history.tables import Change
from models.history.undo import next_undo, undo
from models.office.rights import NotAllowedError, Right
from models.office.second_person import prove
from models.office.tables import Officer, Role
from models.people.tables import (
    Person,
)
from models.privacy.erasing import erasure_preview
from models.privacy.tables import Erasure, ErasureCause
from tests import factories as a
from tests.models.privacy.erasing_at_hand import *  # noqa: F403 - fixtures are found by name
from tests.models.privacy.erasing_at_hand import NAME, erased, get, today_of


def test_an_erasure_cannot_be_undone(store, world, witness):
    erased(store, world[0], witness)
    with store.reading() as session:
        step = next_undo(session)
        last = session.scalar(select(Change.action_id).order_by(Change.id.desc()))
    assert step is None or step.action_id != last
    with pytest.raises(UserError, match="cannot be undone"), store.writing() as session:
        undo(session, last)


def test_a_second_person_is_needed_who_is_somebody_else(store, world, witness):
    with pytest.raises(NotAllowedError):
        erased(store, world[0], prove(store, witness.officer_id, "4711", Right.PLAN))
    store.officer_id = witness.officer_id
    with pytest.raises(NotAllowedError):
        erased(store, world[0], witness)
    assert get(store, Person, world[0]).name == NAME


def test_who_may_not_erase_does_not(store, world, witness, keep):
    desk = keep(Officer(name="Meja", role=Role.DESK_OFFICER)).id
    store.admit(desk)
    with pytest.raises(NotAllowedError):
        erased(store, world[0], witness)
    assert get(store, Person, world[0]).name == NAME


def test_a_coordinator_may_erase(store, world, witness, keep):
    store.admit(keep(Officer(name="Koordinator", role=Role.COORDINATOR)).id)
    erased(store, world[0], witness)
    assert get(store, Person, world[0]).erased_at is not None


def test_nobody_is_erased_twice_or_by_a_record_that_was_merged(store, world, witness):
    with pytest.raises(UserError, match="merged"):
        erased(store, world[1], witness)
    erased(store, world[0], witness)
    with pytest.raises(UserError, match="already"):
        erased(store, world[0], witness)


def test_certificates_are_numbered_by_year_and_go_on_after_what_a_file_forgot(store, keep, witness):
    year = today_of(store).year
    people = keep(a.person(), a.person())
    assert erased(store, people[0].id, witness).number == f"HPS-{year}-0001"
    assert erased(store, people[1].id, witness, basis="surat").number == f"HPS-{year}-0002"


def test_the_preview_tells_how_much_goes_and_what_goes_on_counting(store, world):
    with store.reading() as session:
        found = erasure_preview(session, world[0])
    assert (found.name, found.merged, found.enrolments, found.events) == (NAME, 1, 1, 1)
    assert (found.receipts, found.documents) == (2, 0)
    assert found.pictures == 4


def test_the_erasure_says_who_why_and_who_saw_it(store, world, witness):
    done = erased(store, world[0], witness, basis="Surat 12 Mei")
    kept = get(store, Erasure, done.erasure_id)
    assert (kept.officer_id, kept.witness_id) == (store.officer_id, witness.officer_id)
    assert (kept.cause, kept.basis) == (ErasureCause.REQUEST, "Surat 12 Mei")
    assert done.wiped
