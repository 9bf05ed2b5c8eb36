"""How each operation of the desk is called in the office of ``operations_world``."""

from dataclasses import replace
from datetime import date

from sqlalchemy import select

from models.base import utc_now
from models.documents.attachments import Incoming, Owner
from models.documents.tables import MediaType
from models.enrolment.drafts import ConsentDraft, EnrolmentDraft
from models.enrolment.status import StatusDraft
from models.enrolment.tables import EnrolmentStatus, PaymentWay
from models.history.tables import Change
from models.money.cash import close_box
from models.office.rights import Right
from models.people.drafts import PersonDraft
from models.people.queries import person_draft
from models.people.tables import Sector, Sex
from models.printing.part_sheets import PartSheetDraft, SheetUse
from models.privacy.disclosures import DisclosureKind
from models.privacy.drafts import RequestDraft
from models.privacy.tables import RequestKind
from models.supplies.drafts import MoveDraft
from tests import factories as a
from tests.models.documents.files import picture

SERVE = Right.SERVE


def change_of(session, person_id):
    """Return the last change of a person, to be put back."""
    found = select(Change).where(Change.record_table == "person", Change.record_id == person_id)
    return session.scalars(found.order_by(Change.id.desc())).first()


def newcomer():
    person = PersonDraft(
        nik=a.nik(4711),
        name="Yohanes",
        birth_date=date(1980, 5, 13),
        sex=Sex.MALE,
        income=1_000_000,
    )
    return EnrolmentDraft(
        person=person,
        first_month=date(2022, 7, 1),
        occupation="Petani padi",
        months=6,
        declared=True,
        consent=ConsentDraft(given=True, text_version="2022-1"),
    )


def renamed(draft):
    return replace(draft, name="Nama baru")


CALLS = {
    "cards.batches.draw_batch": (SERVE, lambda f, s, w: f(s, w.cards[:1], sheet="a4", design="n")),
    "cards.batches.note_sent": (SERVE, lambda f, s, w: f(s, w.drawn, "Epson")),
    "cards.batches.came_out": (SERVE, lambda f, s, w: f(s, w.batch, w.cards[2:3])),
    "cards.batches.jammed": (SERVE, lambda f, s, w: f(s, w.batch, None)),
    "cards.batches.drop_batch": (SERVE, lambda f, s, w: f(s, w.drawn)),
    "cards.blocks.give_numbers": (SERVE, lambda f, s, w: f(s, w.enrolments[:1])),
    "cards.ending.void_cards": (SERVE, lambda f, s, w: f(s, w.cards[:1], "Salah cetak")),
    "cards.operations.note_printed": (SERVE, lambda f, s, w: f(s, w.cards[:1])),
    "cards.stock.begin_ribbon": (SERVE, lambda f, s, w: f(s, w.ribbon)),
    "documents.attachments.attach": (
        SERVE,
        lambda f, s, w: f(
            s, Owner(event_id=w.event), Incoming("b.jpg", MediaType.JPEG, b"lain", 4)
        ),
    ),
    "documents.attachments.change_caption": (SERVE, lambda f, s, w: f(s, w.attachment, "Foto")),
    "documents.attachments.remove_attachment": (SERVE, lambda f, s, w: f(s, w.attachment)),
    "enrolment.consents.withdraw_consent": (SERVE, lambda f, s, w: f(s, w.consent)),
    "enrolment.numbers.correct_number": (
        SERVE,
        lambda f, s, w: f(s, w.people[0], "00990000001"),
    ),
    "enrolment.operations.set_status": (
        SERVE,
        lambda f, s, w: f(s, w.enrolments[2], EnrolmentStatus.REGISTERED),
    ),
    "enrolment.status.note_status": (
        SERVE,
        lambda f, s, w: f(s, w.enrolments[2], StatusDraft(EnrolmentStatus.REGISTERED)),
    ),
    "enrolment.paper_forms.reserve_forms": (SERVE, lambda f, s, w: f(s, w.event, 2)),
    "enrolment.paper_forms.void_forms": (SERVE, lambda f, s, w: f(s, w.forms[:1], "Robek")),
    "events.guests.add_guest": (
        SERVE,
        lambda f, s, w: f(s, w.event, PersonDraft(name="Tamu baru")),
    ),
    "events.guests.invite_known": (SERVE, lambda f, s, w: f(s, w.event, w.people[4])),
    "events.guests.take_off_list": (SERVE, lambda f, s, w: f(s, w.event, [w.invited])),
    "events.guests.take_back_check_ins": (SERVE, lambda f, s, w: f(s, w.planned, [w.here])),
    "events.operations.invite": (SERVE, lambda f, s, w: f(s, w.event, w.people[4:])),
    "events.operations.check_in": (SERVE, lambda f, s, w: f(s, w.event, w.people[0])),
    "events.operations.check_in_many": (
        SERVE,
        lambda f, s, w: f(s, w.event, {w.people[1]: utc_now()}),
    ),
    "events.operations.take_back_check_in": (SERVE, lambda f, s, w: f(s, w.event, w.people[3])),
    "money.cash.move_cash": (SERVE, lambda f, s, w: f(s, w.box, 10_000, "Kembalian")),
    "money.cash.close_box": (SERVE, lambda f, s, w: f(s, w.box, {100_000: 2}, "Hitung")),
    "money.paying.pay": (
        SERVE,
        lambda f, s, w: f(s, w.enrolments[2], 100_800, PaymentWay.CHANNEL, reference="B 1"),
    ),
    "money.paying.note_billed": (SERVE, lambda f, s, w: f(s, w.enrolments[2], "KODE1")),
    "money.receipts.give_receipt": (SERVE, lambda f, s, w: f(s, w.loose)),
    "money.receipts.void_receipt": (SERVE, lambda f, s, w: f(s, w.receipt, "Salah")),
    "people.bulk.queue_cards": (SERVE, lambda f, s, w: f(s, [w.without_card])),
    "people.operations.add_person": (SERVE, lambda f, s, w: f(s, PersonDraft(name="Baru"))),
    "people.operations.change_person": (
        SERVE,
        lambda f, s, w: f(s, w.people[0], renamed(person_draft(s, w.people[0]))),
    ),
    "people.operations.add_occupation": (
        SERVE,
        lambda f, s, w: f(s, "Pengukir", Sector.OTHER),
    ),
    "printing.part_sheets.add_part_sheet": (
        SERVE,
        lambda f, s, w: f(s, PartSheetDraft("Lain", "a4", frozenset({2}))),
    ),
    "printing.part_sheets.change_part_sheet": (
        SERVE,
        lambda f, s, w: f(s, w.part, PartSheetDraft("Sisa", "a4", frozenset({2}))),
    ),
    "printing.part_sheets.discard_part_sheet": (SERVE, lambda f, s, w: f(s, w.part)),
    "privacy.disclosures.note_disclosure": (
        SERVE,
        lambda f, s, w: f(s, DisclosureKind.LIST, "Peserta", 3),
    ),
    "privacy.requests.note_request": (
        SERVE,
        lambda f, s, w: f(s, w.people[0], RequestDraft(RequestKind.COPY)),
    ),
    "supplies.operations.add_stock": (SERVE, lambda f, s, w: f(s, w.supply, MoveDraft(5))),
    "supplies.operations.take_out": (SERVE, lambda f, s, w: f(s, w.supply, MoveDraft(5))),
    "supplies.operations.count_stock": (SERVE, lambda f, s, w: f(s, w.supply, MoveDraft(5))),
    "supplies.operations.use_for_event": (SERVE, lambda f, s, w: f(s, w.event, w.supply, 3)),
    "cards.batches.revert_batch": (SERVE, lambda f, s, w: f(s, w.batch_printed, "Tinta luntur")),
    "cards.ending.note_lost": (SERVE, lambda f, s, w: f(s, [w.lost], "Hilang")),
    "cards.ending.note_damaged": (SERVE, lambda f, s, w: f(s, [w.lost], "Rusak")),
    "cards.ending.issue_again": (SERVE, lambda f, s, w: f(s, [w.lost], "Rusak")),
    "cards.handing.hand_over": (SERVE, lambda f, s, w: f(s, [w.printed])),
    "enrolment.operations.enrol": (SERVE, lambda f, s, w: f(s, w.event, newcomer())),
    "history.putting_back.put_back_field": (
        SERVE,
        lambda f, s, w: f(s, change_of(s, w.people[5]).id, "name"),
    ),
    "history.putting_back.put_back_person": (
        SERVE,
        lambda f, s, w: f(s, w.people[5], change_of(s, w.people[5]).action_id),
    ),
    "money.cash.open_box": (
        SERVE,
        lambda f, s, w: (close_box(s, w.box, {100_000: 2}, "Hitung"), f(s, None, 0)),
    ),
    "people.photo.set_photo": (SERVE, lambda f, s, w: f(s, w.people[1], picture())),
    "people.photo.remove_photo": (SERVE, lambda f, s, w: f(s, w.people[0])),
    "printing.part_sheets.note_used": (
        SERVE,
        lambda f, s, w: f(s, "a4", range(10), [SheetUse(None, frozenset({1}))]),
    ),
}
"""The right that each needs, and how it is done where it can be."""
