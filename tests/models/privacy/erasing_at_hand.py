"""Somebody of whom everything is kept, and the erasing of them."""

import pytest

from models.base import utc_now
from models.cards.tables import CardKind
from models.documents.attachments import Incoming, Owner, attach, remove_attachment
from models.documents.contents import keep_content
from models.documents.tables import MediaType
from models.enrolment.tables import Consent, ConsentWay, Enrolment
from models.events.tables import Stage
from models.local_notes import note
from models.money.receipts import void_receipt
from models.office.queries import today
from models.people.drafts import PersonDraft
from models.people.merging import merge_people
from models.people.photo import set_photo
from models.people.tables import (
    Group,
    GroupKind,
    GroupMember,
    Occupation,
    Person,
    PersonApart,
    Sector,
)
from models.privacy.tables import DataRequest, ErasureCause, RequestKind
from models.privacy.wiping import erase
from models.progress import finish
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
