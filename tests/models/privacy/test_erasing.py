from datetime import date

import pytest
from sqlalchemy import select

from models import opening
from models.backups.erased import BEGUN, read_erased
from models.base import Base
from models.cards.tables import Card, CardKind, NumberBlock
from models.documents.tables import content as content_table
from models.enrolment.tables import Enrolment, EnrolmentStatus, Payment
from models.errors import UserError
from models.events.tables import Event
from models.history.findings import HistoryReport
from models.history.verifying import verify_history
from models.local_notes import noted
from models.money.content import content_of
from models.money.tables import Receipt
from models.people.drafts import PersonDraft
from models.people.operations import change_person
from models.people.photo import set_photo
from models.people.search import find_ids
from models.people.tables import (
    Occupation,
    Person,
    Sector,
)
from models.privacy.erasing import erase_person
from models.privacy.tables import DataRequest, ErasureCause
from models.privacy.traces import content_links
from models.privacy.wiping import begin_erasing
from models.progress import finish
from models.reporting.figures import figures
from models.reporting.periods import Period
from models.reporting.periods import PeriodKind as Kind
from models.unsaved import keep as keep_typed
from models.unsaved import key_of
from tests import factories as a
from tests.models.privacy.erasing_at_hand import *  # noqa: F403 - fixtures are found by name
from tests.models.privacy.erasing_at_hand import (
    KK,
    NAME,
    NIK,
    NUMBER,
    OLD_NIK,
    OTHER_NAME,
    PHONE,
    erased,
    get,
    today_of,
)

SAID = (
    NAME,
    OTHER_NAME,
    NIK,
    OLD_NIK,
    PHONE,
    KK,
    NUMBER,
    "zulaikha",
    "pangaribuan",
    "penyakit kronis",
    "wajah-rahasia",
    "ktp-rahasia",
    "tanda-rahasia",
    "Gang Mawar",
)


def everything_said(store):
    """Return the text of every value of every table."""
    with store.reading() as session:
        return "\n".join(
            str(value)
            for table in Base.metadata.sorted_tables
            for row in session.execute(select(table))
            for value in row
        )


def test_no_record_says_anything_of_somebody_erased(store, world, witness):
    assert NAME in everything_said(store)
    erased(store, world[0], witness)
    said = everything_said(store).replace(f"{world[2]}", "").lower()
    left = [one for one in SAID if one.lower() in said and one != PHONE]
    assert left == []


@pytest.mark.of_files("it reads the bytes of the file")
def test_no_byte_of_the_files_says_anything_of_somebody_erased(store, world, witness, tmp_path):
    with store.writing("The other one has another number") as session:
        session.get_one(Person, world[2]).phone = None
    store.settle()
    assert NAME.encode() in store.path.read_bytes()
    erased(store, world[0], witness)
    kept = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert store.path in kept
    for path in kept:
        held = path.read_bytes().lower()
        # Of the phone number the other person's history may tell.
        assert [one for one in SAID if one.lower().encode() in held and one != PHONE] == []


def test_the_history_of_an_erased_person_is_still_whole(store, world, witness):
    erased(store, world[0], witness)
    report = finish(verify_history(store))
    assert isinstance(report, HistoryReport)
    assert report.findings == ()
    assert report.emptied > 0


def test_every_figure_is_the_same_after_an_erasure(store, world, witness):
    day = today_of(store)
    periods = [Period(kind, day) for kind in (Kind.MONTH, Kind.YEAR)]
    with store.reading() as session:
        before = [figures(session, period) for period in periods]
    assert before[0]["enrolled"] == 2
    erased(store, world[0], witness)
    with store.reading() as session:
        assert [figures(session, period) for period in periods] == before


def test_somebody_incomplete_goes_on_counting_as_a_fault_and_somebody_complete_does_not(
    store, keep, witness
):
    work = keep(Occupation(name="Pengukir perahu", sector=Sector.OTHER)).id
    full = {"occupation_id": work, "region_code": "65.01.03.2002"}
    people = keep(a.person(**full), a.person(**full, flag="Periksa"), a.person())
    keep(*(a.enrolment(person_id=one.id) for one in people))
    day = today_of(store)
    for one in people:
        erased(store, one.id, witness)
    with store.reading() as session:
        assert figures(session, Period(Kind.MONTH, day))["data_faults"] == 2


def test_what_counts_is_kept(store, world, witness):
    erased(store, world[0], witness)
    person, enrolment = get(store, Person, world[0]), get(store, Enrolment, world[4])
    assert (person.sex, person.region_code) == (a.person().sex, "65.01.03")
    assert person.region_line == "Kec. Palas, Kab. Bulungan"
    assert None not in (person.erased_at, person.archived_at)
    assert (enrolment.months, enrolment.total, enrolment.billing_code) == (6, 100_800, None)


def test_nothing_more_is_written_of_somebody_erased(store, world, witness):
    erased(store, world[0], witness)
    with pytest.raises(UserError, match="was erased"), store.writing() as session:
        change_person(session, world[0], PersonDraft(name="Zulaikha"))
    with store.reading() as session:
        assert session.get_one(Person, world[0]).nik is None


def test_receipts_keep_their_numbers_and_amounts_and_can_be_read(store, world, witness):
    erased(store, world[0], witness)
    with store.reading() as session:
        rows = session.scalars(select(Receipt).order_by(Receipt.serial)).all()
        assert [(one.serial, one.amount) for one in rows] == [
            (1, 50_000),
            (2, 50_800),
            (3, 100_800),
        ]
        assert [content_of(one.content).name for one in rows] == ["—", "—", "Bilung"]
        assert session.scalar(select(Payment.amount).order_by(Payment.id)) == 50_000


def test_the_index_of_names_finds_nobody(store, world, witness):
    erased(store, world[0], witness)
    with store.reading() as session:
        assert find_ids(session, "Zulaikha", limit=9) == []
        assert find_ids(session, NIK, limit=9) == []


def test_contents_that_somebody_else_has_too_stay(store, keep, witness):
    her, other = keep(a.person(), a.person())
    for one in (her, other):
        with store.writing() as session:
            set_photo(session, one.id, b"same")
    erased(store, her.id, witness)
    with store.reading() as session:
        assert session.scalars(select(content_table.c.data)).all() == [b"same"]


def test_a_usual_reason_stays_and_one_of_its_own_goes(store, keep, witness):
    her, other = keep(a.person(), a.person())
    status = EnrolmentStatus.REJECTED
    usual, own, theirs = keep(
        a.enrolment(person_id=her.id, status=status, reject_reason="Usia lebih"),
        a.enrolment(person_id=her.id, status=status, reject_reason="Ikut suami, Pak Budi"),
        a.enrolment(person_id=other.id, status=status, reject_reason="Usia lebih"),
    )
    erased(store, her.id, witness)
    reasons = [get(store, Enrolment, one.id).reject_reason for one in (usual, own, theirs)]
    assert reasons == ["Usia lebih", None, "Usia lebih"]


def test_other_records_that_name_them_say_a_dash_instead(store, world, witness):
    erased(store, world[0], witness)
    assert get(store, Event, world[3]).note == "Panggil — lagi"


def test_somebody_else_is_left_alone(store, world, witness):
    before = get(store, Person, world[2])
    erased(store, world[0], witness)
    after = get(store, Person, world[2])
    assert (after.name, after.phone, after.nik) == (before.name, before.phone, before.nik)


def test_what_was_typed_about_them_and_not_saved_is_forgotten(store, world, witness):
    keep_typed(store, key_of("person", world[2]), "Bilung", PersonDraft(name="Bilung"))
    erased(store, world[0], witness)
    assert noted(store, key_of("person", world[0])) is None
    assert noted(store, "last") is None
    assert noted(store, key_of("person", world[2])) is not None


@pytest.mark.of_files("the list lies beside the file")
def test_everybody_erased_is_listed_beside_the_file_the_merged_too(store, world, witness):
    done = erased(store, world[0], witness)
    listed = read_erased(store.path)
    assert {(one.person_id, one.number, one.cause) for one in listed} == {
        (one, done.number, "request") for one in world[:2]
    }


def test_what_was_still_asked_counts_as_done(store, world, witness):
    erased(store, world[0], witness)
    with store.reading() as session:
        asked = session.scalars(select(DataRequest)).one()
        assert (asked.done_at is not None, asked.note) == (True, None)


@pytest.mark.of_files("it reads the bytes of the file")
def test_an_erasure_that_was_cut_short_is_wiped_when_the_file_is_next_opened(store, world, witness):
    begin_erasing(store)
    with store.writing() as session:
        erase_person(session, world[0], ErasureCause.REQUEST, witness)
    store.settle()
    path = store.path
    assert b"wajah-rahasia" in path.read_bytes()
    store.close()
    again = opening.open_store(path)
    assert noted(again, BEGUN) is None
    assert {one.person_id for one in read_erased(path)} == set(world[:2])
    again.close()
    assert b"wajah-rahasia" not in path.read_bytes()


def test_every_column_that_leads_to_people_or_contents_is_thought_of():
    to_people = {
        f"{table.name}.{key.parent.name}"
        for table in Base.metadata.sorted_tables
        for key in table.foreign_keys
        if key.column.table.name == "person"
    }
    assert to_people == {
        "attachment.person_id", "attendance.person_id", "consent.person_id",
        "data_request.person_id", "enrolment.person_id", "erasure.person_id",
        "group_member.person_id", "merge_conflict.person_id", "paper_form.person_id",
        "people_group.head_id", "person.merged_into_id",
        "person_apart.first_id", "person_apart.other_id",
        "retention_keep.person_id", "session_presence.person_id",
    }  # fmt: skip
    assert {f"{table.name}.{column.name}" for table, column in content_links()} == {
        "attachment.digest", "card_copy.signature", "consent.proof", "day_close.paper",
        "event_report.document", "letter.digest", "person.photo",
    }  # fmt: skip


def test_a_number_of_the_offices_block_stays_on_its_card_and_any_other_goes(
    store, keep, world, witness
):
    number = "22060000007"
    keep(NumberBlock(first="22060000001", last="22060000009", received_on=date(2022, 6, 1)))
    keep(a.card(enrolment_id=world[4], kind=CardKind.MEMBER, number=number))
    erased(store, world[0], witness)
    with store.reading() as session:
        numbers = session.scalars(select(Card.number).order_by(Card.id)).all()
    assert [one if one == number else one[0] for one in numbers] == ["—", number]
