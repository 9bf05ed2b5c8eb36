"""Some people erased at once: each by an action and with a certificate of their own."""

import pytest
from sqlalchemy import select

from models.backups.erased import BEGUN, read_erased
from models.history.tables import Action
from models.history.verifying import verify_history
from models.local_notes import noted
from models.office.drafts import OfficerDraft
from models.office.operations import add_officer
from models.office.rights import NotAllowedError
from models.office.tables import Role
from models.people.tables import Person
from models.privacy.certificates import erasures
from models.privacy.tables import ErasureCause
from models.privacy.wiping import erase_several
from models.progress import advance, finish
from tests import factories as a

NAMES = ("Zulaikha Pangaribuan", "Sahala Simanjuntak", "Bilung Lawai")


@pytest.fixture
def people(keep):
    return [keep(a.person(name=name)).id for name in NAMES]


def names(store):
    with store.reading() as session:
        return dict(session.execute(select(Person.id, Person.name)).all())


def several(store, people, witness):
    return erase_several(store, people, ErasureCause.RETENTION, witness, "SOP 3")


@pytest.mark.of_files("the list of erasures lies beside the file")
def test_each_has_a_certificate_and_an_action_and_the_file_is_wiped(store, people, witness):
    with store.reading() as session:
        before = len(session.scalars(select(Action.id)).all())
    done = finish(several(store, people[:2], witness))
    assert names(store) == {people[0]: "—", people[1]: "—", people[2]: NAMES[2]}
    with store.reading() as session:
        rows = erasures(session)
        after = len(session.scalars(select(Action.id)).all())
    assert sorted(row.number for row in rows) == sorted(done.numbers)
    assert [(row.cause, row.basis) for row in rows] == [(ErasureCause.RETENTION, "SOP 3")] * 2
    assert (after - before, done.left, done.wiped) == (2, {}, True)
    assert {one.person_id for one in read_erased(store.path)} == set(people[:2])
    assert not any(name.encode() in store.path.read_bytes() for name in NAMES[:2])
    assert finish(verify_history(store)).findings == ()


def test_who_was_erased_meanwhile_is_passed_by_and_told_of(store, people, witness):
    finish(several(store, people[:1], witness))
    done = finish(several(store, people, witness))
    assert len(done.numbers) == 2
    assert done.left == {people[0]: "This person's data has been erased already."}


def test_stopped_on_the_way_those_erased_by_then_are_and_the_file_is_wiped_later(
    store, people, witness
):
    work = several(store, people, witness)
    advance(work)
    advance(work)
    work.close()
    assert list(names(store).values()).count("—") == 1
    assert noted(store, BEGUN) is not None


def test_a_role_that_may_not_erase_erases_nobody(store, people, witness):
    with store.writing() as session:
        officer = add_officer(session, OfficerDraft(name="Tono", role=Role.DESK_OFFICER)).id
    store.admit(officer)
    with pytest.raises(NotAllowedError):
        finish(several(store, people, witness))
    assert set(names(store).values()) == set(NAMES)
