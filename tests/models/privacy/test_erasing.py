from datetime import date

import pytest
from sqlalchemy import select

from models import opening
from models.backups.erased import BEGUN, read_erased
from models.base import Base, utc_now
from models.cards.tables import Card, CardKind, NumberBlock
from models.documents.attachments import Incoming, Owner, attach, remove_attachment
from models.documents.contents import keep_content
from models.documents.tables import MediaType
from models.documents.tables import content as content_table
from models.enrolment.tables import Consent, ConsentWay, Enrolment, EnrolmentStatus, Payment
from models.errors import UserError
from models.events.tables import Event, Stage
from models.history.findings import HistoryReport
from models.history.tables import Change
from models.history.undo import next_undo, undo
from models.history.verifying import verify_history
from models.local_notes import note, noted
from models.money.content import content_of
from models.money.receipts import void_receipt
from models.money.tables import Receipt
from models.office.queries import today
from models.office.rights import NotAllowedError, Right
from models.office.second_person import prove
from models.office.tables import Officer, Role
from models.people.drafts import PersonDraft
from models.people.merging import merge_people
from models.people.operations import change_person
from models.people.photo import set_photo
from models.people.search import find_ids
from models.people.tables import (
    Group,
    GroupKind,
    GroupMember,
    Occupation,
    Person,
    PersonApart,
    Sector,
)
from models.privacy.erasing import erase_person, erasure_preview
from models.privacy.tables import DataRequest, Erasure, ErasureCause, RequestKind
from models.privacy.traces import content_links
from models.privacy.wiping import begin_erasing, erase
from models.progress import finish
from models.reporting.figures import figures
from models.reporting.periods import Period
from models.reporting.periods import PeriodKind as Kind
from models.unsaved import keep as keep_typed
from models.unsaved import key_of
from tests import factories as a
from tests.models.money.conftest import cash, channel, take

NAME, OTHER_NAME = "Zulaikha Pangaribuan", "Zulaika Pangaribuann"
NIK, OLD_NIK, PHONE, KK = (
    "6501036505801234",
    "6501036505804321",
    "+6281399887766",
    "6501030101019999",
)
NUMBER = "22054321987"
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


@pytest.fixture
def world(store, keep):
    """Somebody of whom all there can be is kept, beside somebody else; by their ids."""
    work = keep(Occupation(name="Pengukir perahu", sector=Sector.OTHER))
    here = {
        "region_code": "65.01.03.2002",
        "region_line": "Desa Pimping, Kec. Palas, Kab. Bulungan",
    }
    her = keep(
        a.person(name=NAME, nik=OLD_NIK, phone=PHONE, kk_number=KK, heir_note="penyakit kronis",
                 address="Gang Mawar 3", occupation_id=work.id, member_number=NUMBER, **here)
    ).id  # fmt: skip
    twin = keep(a.person(name=OTHER_NAME, nik=None, nik_reason="penyakit kronis")).id
    other = keep(a.person(name="Bilung", phone=PHONE, **here)).id
    day = today_of(store)
    event = keep(a.event(stage=Stage.DONE, starts_at=at(day), ends_at=at(day),
                         note=f"Panggil {NAME} lagi")).id  # fmt: skip
    keep(
        *(a.attendance(event_id=event, person_id=one, present_at=utc_now()) for one in (her, other))
    )
    hers, theirs = keep(
        a.enrolment(person_id=her, event_id=event, billing_code="B-778899"),
        a.enrolment(person_id=other, event_id=event),
    )
    take(store, hers.id, cash(50_000))
    _payment, receipt = take(store, hers.id, channel(50_800, "BRI zulaikha"))
    take(store, theirs.id)
    with store.writing() as session:
        void_receipt(session, receipt, "salah: zulaikha")
    keep(a.card(enrolment_id=hers.id, kind=CardKind.MEMBER, number=NUMBER, printed_at=utc_now()))
    _say_more(store, her, other, hers.id)
    _have_files(store, her)
    with store.writing() as session:
        merge_people(session, her, twin)
    keep_typed(store, key_of("person", her), NAME, PersonDraft(name=NAME))
    note(store, "last", f'["{NAME}"]')
    return her, twin, other, event, hers.id


def _say_more(store, her, other, enrolment):
    with store.writing("More") as session:
        session.get_one(Person, her).nik = NIK
        session.get_one(Enrolment, enrolment).reject_reason = "kata zulaikha"
        proof = keep_content(session, b"tanda-rahasia" * 500)
        session.add(Consent(person_id=her, text_version="1", language="id",
                            way=ConsentWay.DRAWN, proof=proof))  # fmt: skip
        session.add(PersonApart(first_id=min(her, other), other_id=max(her, other)))
        group = Group(name="Tani Maju", kind=GroupKind.FARMERS, head_id=her)
        group.members.append(GroupMember(person_id=her, role="ketua"))
        session.add(group)
        session.add(DataRequest(person_id=her, kind=RequestKind.ERASURE, due_at=utc_now(),
                                note="zulaikha meminta"))  # fmt: skip


def _have_files(store, her):
    for word in (b"wajah-rahasia", b"wajah-rahasia 2"):
        with store.writing() as session:
            set_photo(session, her, word * 500)
    with store.writing() as session:
        file = Incoming("ktp zulaikha.txt", MediaType.TEXT, b"ktp-rahasia" * 500, 5500)
        gone = attach(session, Owner(person_id=her), file)
    with store.writing() as session:
        remove_attachment(session, gone)


def at(day):
    from datetime import datetime, time

    return datetime.combine(day, time(9))


def today_of(store):
    with store.reading() as session:
        return today(session)


def erased(store, person, witness, **given):
    return finish(erase(store, person, ErasureCause.REQUEST, witness, **given))


def get(store, kind, which):
    with store.reading() as session:
        return session.get(kind, which)


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


def test_the_preview_tells_how_much_goes_and_what_goes_on_counting(store, world):
    with store.reading() as session:
        found = erasure_preview(session, world[0])
    assert (found.name, found.merged, found.enrolments, found.events) == (NAME, 1, 1, 1)
    assert (found.receipts, found.documents) == (2, 0)
    assert found.pictures == 4


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


def test_the_erasure_says_who_why_and_who_saw_it(store, world, witness):
    done = erased(store, world[0], witness, basis="Surat 12 Mei")
    kept = get(store, Erasure, done.erasure_id)
    assert (kept.officer_id, kept.witness_id) == (store.officer_id, witness.officer_id)
    assert (kept.cause, kept.basis) == (ErasureCause.REQUEST, "Surat 12 Mei")
    assert done.wiped
