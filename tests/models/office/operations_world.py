"""An office at which all there is to do can be done: a record of each sort, by its id."""

from dataclasses import replace
from datetime import date, timedelta
from types import SimpleNamespace

from models.base import utc_now
from models.cards.batches import came_out, draw_batch, note_sent
from models.cards.blocks import BlockDraft, add_block
from models.designs.keeping import find_design, keep_design
from models.documents.attachments import Incoming, Owner, attach
from models.documents.contents import keep_content
from models.documents.tables import MediaType
from models.enrolment.paper_forms import reserve_forms
from models.enrolment.tables import Consent, ConsentWay, Payment, PaymentWay
from models.events.operations import change_event
from models.events.tables import EventKind, Stage
from models.events.templates import Template, save_template
from models.letters.tables import Letter, LetterKind
from models.letters.texts import LetterText, save_text
from models.money.cash import open_box
from models.money.paying import PaymentDraft, take_payment
from models.office.absences import AbsenceDraft, add_absence
from models.office.closed_days import ClosedDayDraft, add_closed_days
from models.office.equipment import EquipmentDraft, add_equipment
from models.office.pins import set_pin
from models.office.queries import officers
from models.office.rights import Right
from models.office.second_person import prove
from models.office.tables import Officer, Role
from models.partners.drafts import AgreementDraft, NoteDraft
from models.partners.operations import add_agreement, add_note, archive_partner, finish_follow_up
from models.people.apart import keep_apart
from models.people.groups import GroupDraft, add_group
from models.people.listing import Listing
from models.people.operations import change_person
from models.people.photo import set_photo
from models.people.queries import person_draft
from models.people.views import save_view
from models.printing.part_sheets import PartSheetDraft, add_part_sheet
from models.printing.profiles import ProfileDraft, keep_profile
from models.printing.sheets import SheetDraft, add_sheet
from models.printing.transform import PrintError
from models.privacy.breaches import BreachDraft, note_breach
from models.privacy.consent_wordings import WordingDraft, add_wording
from models.privacy.tables import RetentionKeep
from models.reporting.layouts import LayoutColumn, LayoutDraft, add_layout
from models.supplies.drafts import MoveDraft, SupplyDraft
from models.supplies.operations import add_stock, add_supply
from models.supplies.tables import SupplyKind
from tests import factories as a
from tests.fixtures import CHEAP
from tests.models.documents.files import picture
from tests.models.printing.distorting import read

DAY = date(2022, 6, 28)
PROOF = "proof"


def make_world(store, keep):
    """Fill ``store``; return the ids of what is there by name, one of each sort at least."""
    with store.reading() as session:
        store.officer_id = officers(session)[0].id
    w = SimpleNamespace(administrator=store.officer_id)
    w.officer = keep(Officer(name="Tono", role=Role.ADMINISTRATOR)).id
    w.partner, w.other_partner = (one.id for one in keep(a.partner(), a.partner()))
    w.third_partner = keep(a.partner()).id
    w.event = keep(a.event(stage=Stage.RUNNING)).id
    w.archived = keep(a.event(archived_at=utc_now())).id
    w.planned = keep(a.event(stage=Stage.READY)).id
    w.people = [one.id for one in keep(*(a.person(name=f"Warga {n}") for n in range(6)))]
    w.binned = keep(a.person(archived_at=utc_now())).id
    w.limited = keep(a.person(archived_at=utc_now(), limited_at=utc_now())).id
    keep(RetentionKeep(person_id=w.limited, until=date(2060, 1, 1), reason="Perkara berjalan"))
    for one in w.people[:3]:
        keep(a.attendance(event_id=w.event, person_id=one))
    keep(a.attendance(event_id=w.event, person_id=w.people[3], present_at=utc_now()))
    w.enrolments = [keep(a.enrolment(event_id=w.event, person_id=one)).id for one in w.people[:4]]
    w.consent = keep(
        Consent(
            person_id=w.people[0], text_version="1", language="id", way=ConsentWay.TICKED,
            given_at=utc_now(),
        )
    ).id  # fmt: skip
    w.cards = [keep(a.card(enrolment_id=one)).id for one in w.enrolments]
    late = keep(a.person(name="Belum berkartu")).id
    w.without_card = late
    keep(a.enrolment(event_id=w.event, person_id=late))
    w.here = keep(a.person(name="Hadir")).id
    keep(a.attendance(event_id=w.planned, person_id=w.here, present_at=utc_now()))
    w.invited = keep(a.person(name="Diundang")).id
    keep(a.attendance(event_id=w.event, person_id=w.invited))
    _papers(store, w)
    _office(store, w)
    _desk(store, keep, w)
    _done_before(store, keep, w)
    return w


def _papers(store, w):
    with store.writing() as session:
        file = Incoming("foto.jpg", MediaType.JPEG, b"foto", 4)
        w.attachment = attach(session, Owner(event_id=w.event), file)
        w.forms = reserve_forms(session, w.event, 2)
    for number, sent in ((1, None), (2, utc_now()), (3, None)):
        with store.writing("Write a letter") as session:
            letter = Letter(
                event_id=w.event, kind=LetterKind.INVITATION, year=2022, serial=number,
                number=f"{number:03}/2022", dated_on=DAY, language="id", paper="A4",
                recipient="Kepala Desa", subject="Undangan", body="Isi",
                digest=keep_content(session, b"%PDF"), made_at=utc_now(), sent_at=sent,
            )  # fmt: skip
            session.add(letter)
            session.flush()
            w.__dict__["sent_letter" if sent else "letter"] = letter.id


def _office(store, w):
    with store.writing() as session:
        span = {"first_day": DAY, "last_day": DAY}
        w.absence = add_absence(session, AbsenceDraft(officer_id=w.officer, **span)).id
        w.closed = add_closed_days(session, ClosedDayDraft("Cuti bersama", **span)).id
        w.equipment = add_equipment(session, EquipmentDraft("Printer 1")).id
        w.agreement = add_agreement(
            session, w.partner, AgreementDraft("1/2022", "PKS", DAY, DAY + timedelta(days=9))
        ).id
        note = NoteDraft(held_on=DAY, text="Telepon", due_on=DAY, officer_id=w.officer)
        w.note = add_note(session, w.partner, note).id
        w.group = add_group(session, GroupDraft("Tani Maju", head_id=w.people[0]))
        w.view = save_view(session, "Semua", Listing())
        w.sheet = add_sheet(session, SheetDraft("Lembar kami"))
        w.part = add_part_sheet(session, PartSheetDraft("Sisa", "a4", frozenset({1})))
        w.breach = note_breach(
            session, BreachDraft(a.START, "Kemarin", "Laptop hilang", "Di jalan", "Dikunci")
        ).id
        columns = (LayoutColumn("Nama", "name"),)
        w.layout = add_layout(session, LayoutDraft("Unggah", columns=columns))
        w.supply = add_supply(session, SupplyDraft("Kartu kosong"))
        w.ribbon = add_supply(session, SupplyDraft("Pita", SupplyKind.RIBBON, 100))
        add_stock(session, w.supply, MoveDraft(50))
        add_stock(session, w.ribbon, MoveDraft(5))


def _desk(store, keep, w):
    with store.writing() as session:
        w.block = add_block(session, BlockDraft("00150000001", "00150000010", DAY, "Surat 1"))
    with store.writing() as session:
        w.box = open_box(session, w.event, 100_000).id
    with store.writing() as session:
        paid = PaymentDraft(amount=100_800, expects=100_800)
        _payment, receipt = take_payment(session, w.enrolments[0], paid)
        w.receipt = receipt.id
    w.loose = keep(
        Payment(
            enrolment_id=w.enrolments[1], amount=100_800, way=PaymentWay.CHANNEL, paid_at=utc_now()
        )
    ).id
    for name, sent in (("drawn", False), ("batch", True)):
        with store.writing() as session:
            cards = w.cards[2:3] if sent else w.cards[3:4]
            drawn = draw_batch(session, cards, sheet="a4", design="neutral").id
            if sent:
                note_sent(session, drawn, "Epson")
        setattr(w, name, drawn)


def _done_before(store, keep, w):
    """Do what can be taken back, or done again."""
    with store.writing() as session:
        change_event(session, w.planned, a.event_draft(staff=(w.officer,)))
        finish_follow_up(session, w.note)
        archive_partner(session, w.other_partner)
        keep_apart(session, w.people[0], w.people[1])
        set_photo(session, w.people[0], picture())
        save_template(session, EventKind.TALK, Template(target_present=9))
        save_text(session, LetterKind.ASSIGNMENT, "id", LetterText("Tugas", "Isi"))
        wording = WordingDraft("Setuju", "Agreed", date(2040, 1, 1))
        w.wording = add_wording(session, wording, DAY)
        w.design = keep_design(session, replace(find_design(session, PROOF), name="Kami"))
    with store.writing() as session:
        change = person_draft(session, w.people[5])
        change_person(session, w.people[5], replace(change, name="Nama kedua"))
    _print(store, keep, w)
    second = keep(Officer(name="Agus Salim", role=Role.ADMINISTRATOR)).id
    set_pin(store, second, "4711", CHEAP)
    w.sees_erasing = prove(store, second, "4711", Right.ERASE)
    w.sees_removing = prove(store, second, "4711", Right.ADMINISTER)
    with store.writing() as session:
        w.profile = keep_profile(session, ProfileDraft("kantor", read(PrintError(), "a4")))


def _print(store, keep, w):
    """Print two cards that came out well."""
    for name in ("printed", "lost"):
        person = keep(a.person(name=name)).id
        enrolment = keep(a.enrolment(event_id=w.event, person_id=person)).id
        card = keep(a.card(enrolment_id=enrolment)).id
        with store.writing() as session:
            batch = draw_batch(session, [card], sheet="a4", design="n").id
            note_sent(session, batch, "Epson")
        with store.writing() as session:
            came_out(session, batch, [card])
        setattr(w, name, card)
        setattr(w, f"batch_{name}", batch)
