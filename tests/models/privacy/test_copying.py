"""A copy of one person's data: everything that is kept of them, and nothing of anybody else."""

import json

import pytest

from models.base import Base, utc_now
from models.documents.contents import keep_content
from models.documents.tables import Attachment
from models.enrolment.tables import Consent, ConsentWay
from models.errors import UserError
from models.office.rights import NotAllowedError, Right, lend
from models.people.operations import change_person
from models.people.queries import person_draft
from models.people.tables import Group, GroupKind, GroupMember, Person
from models.privacy.copying import _OF_PERSON, SECTIONS, data_copy
from models.privacy.drafts import RequestDraft
from models.privacy.requests import note_request
from models.privacy.tables import RequestKind
from tests.factories import attendance, card, enrolment, event, person

NIK = "6501031305800017"


@pytest.fixture
def who(store, keep):
    somebody = keep(person(nik=NIK, name="Siti Lama", income=1_500_000))
    held, group = keep(
        event(title="Sosialisasi Pimping"), Group(name="Tani", kind=GroupKind.FARMERS)
    )
    keep(attendance(event_id=held.id, person_id=somebody.id, present_at=utc_now()))
    enrolled = keep(enrolment(event_id=held.id, person_id=somebody.id, pricing=[{"months": 6}]))
    keep(card(enrolment_id=enrolled.id), GroupMember(group_id=group.id, person_id=somebody.id))
    with store.writing("Keep files") as session:
        digest = keep_content(session, b"a signed paper")
        session.add(
            Attachment(
                person_id=somebody.id,
                name="../../KTP.pdf",
                media_type="application/pdf",
                size=14,
                digest=digest,
                added_at=utc_now(),
            )
        )
        session.add(
            Consent(
                person_id=somebody.id,
                text_version="2022-1",
                language="id",
                way=ConsentWay.DRAWN,
                proof=digest,
            )
        )
    with store.writing() as session:
        session.get_one(Person, somebody.id).name = "Siti Baru"
        change_person(session, somebody.id, person_draft(session, somebody.id))
        note_request(session, somebody.id, RequestDraft(RequestKind.COPY, how="surat"))
    return somebody


def copied(store, who):
    with store.reading() as session:
        return data_copy(session, who.id)


def test_every_table_that_points_at_a_person_is_in_it():
    """A table that is made later must be copied, too, or be said here not to be."""
    pointing = {
        table.name
        for table in Base.metadata.tables.values()
        for key in table.foreign_keys
        if key.target_fullname == "person.id"
    }
    known = {kind.__tablename__ for kind in _OF_PERSON.values()}
    known |= {"person", "people_group", "group_member", "person_apart", "erasure"}
    known |= {"merge_conflict"}  # what two desks said stands in the history, which is in it
    assert pointing == known


def test_it_holds_the_record_and_what_belongs_to_it(store, who):
    content = copied(store, who).content
    assert content["person"]["nik"] == NIK
    assert content["person"]["income"] == 1_500_000
    assert content["enrolments"][0]["pricing"] == [{"months": 6}]
    assert content["attendances"][0]["event"] == "Sosialisasi Pimping"
    assert content["groups"] == [{"group": "Tani", "kind": "farmers", "role": ""}]
    for key in ("consents", "cards", "documents", "requests"):
        assert len(content[key]) == 1
    assert set(SECTIONS) < set(content)


def test_the_history_has_old_and_new_values(store, who):
    history = copied(store, who).content["history"]
    renamed = [one for one in history if (one["after"] or {}).get("name") == "Siti Baru"]
    assert [one["before"] for one in renamed] == [{"name": "Siti Lama"}]


def test_what_was_taken_out_stands_in_the_history(store, keep, who):
    with store.writing("Take off the list") as session:
        session.delete(session.query(GroupMember).filter_by(person_id=who.id).one())
    gone = [one for one in copied(store, who).content["history"] if one["after"] is None]
    assert [one["record"] for one in gone] == ["group_member"]


def test_nothing_of_anybody_else_is_in_it(store, keep, who):
    keep(person(name="Orang Lain", nik="6501031305800025"))
    said = copied(store, who).as_json().decode()
    assert "Orang Lain" not in said
    assert "6501031305800025" not in said


def test_it_is_json_and_its_files_stay_in_their_folder(store, who):
    copy = copied(store, who)
    assert json.loads(copy.as_json())["format"] == "jangkau-data-copy/1"
    names = [one.name for one in copy.files]
    assert names == ["documents/01 _.._KTP.pdf", "consents/01.png"]
    assert {one.data for one in copy.files} == {b"a signed paper"}


@pytest.mark.parametrize("lacking", [Right.EXPORT, Right.SEE_NIK])
def test_it_needs_the_right_to_export_whole_niks(store, who, lacking):
    with store.reading() as session:
        lend(session, frozenset(Right) - {lacking})
        with pytest.raises(NotAllowedError):
            data_copy(session, who.id)


def test_of_nobody_there_is_no_copy(store):
    with store.reading() as session, pytest.raises(UserError, match="not there"):
        data_copy(session, 1)
