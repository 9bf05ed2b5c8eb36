"""What stands around the event of the story: the office's things and people, papers, money."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from models.base import utc_now
from models.documents.attachments import Owner, attach
from models.documents.taking_in import incoming
from models.events.answers import AnswerDraft, event_parts, note_part
from models.events.budget import CostDraft, add_cost, budget, change_cost
from models.events.packing import pack as pack_thing
from models.events.packing import packing
from models.events.tables import Answer, PartnerRole
from models.letters.making import make_letters, mark_all_sent, prepare
from models.letters.tables import LetterKind
from models.office.absences import AbsenceDraft, add_absence
from models.office.closed_days import ClosedDayDraft, add_closed_days
from models.office.equipment import EquipmentDraft, add_equipment
from models.office.tables import AbsenceKind, EquipmentKind
from models.office.targets import Amount, save_targets
from models.partners.drafts import AgreementDraft, NoteDraft
from models.partners.operations import add_agreement, add_note
from models.partners.queries import partner_draft
from models.people.group_proposals import make_groups, proposed_groups
from models.store import Store
from models.supplies.drafts import MoveDraft, SupplyDraft
from models.supplies.operations import add_stock, add_supply, use_for_event
from models.supplies.tables import SupplyKind
from reports.letter import write_letter

EQUIPMENT = (
    ("Printer kartu A", EquipmentKind.CARD_PRINTER),
    ("Laptop A", EquipmentKind.LAPTOP),
    ("Laptop B", EquipmentKind.LAPTOP),
    ("Mobil dinas KU 9001 X", EquipmentKind.VEHICLE),
)
SUPPLIES = (
    ("Blangko kartu PVC", SupplyKind.BLANK_CARD, 1, 500),
    ("Pita warna YMCKO", SupplyKind.RIBBON, 250, 3),
)
COSTS = (
    ("Konsumsi peserta", 2_400_000, 1_725_000),
    ("Transportasi dan BBM", 1_200_000, 845_000),
    ("Sewa pengeras suara dan kursi", 600_000, 550_000),
)
MONTHLY = Amount(enrolled=150, rupiah=20_000_000)
MINUTES = """Notulen sosialisasi, Balai Desa Pimping, 28 Juni 2022

1. Pembukaan oleh Kepala Desa.
2. Penjelasan program oleh Kantor Cabang, tanya jawab.
3. Pendaftaran di meja, pencetakan kartu.
4. Warga meminta kegiatan yang sama untuk seluruh petani desa.
"""


def furnish_office(store: Store, officer_id: int, today: date) -> tuple[int, ...]:
    """Note things, supplies, leave, closed days and targets; return the ids of the things."""
    things = []
    for name, kind in EQUIPMENT:
        with store.writing() as session:
            things.append(add_equipment(session, EquipmentDraft(name, kind)).id)
    for name, supply_kind, cards_each, pieces in SUPPLIES:
        with store.writing() as session:
            supply = add_supply(session, SupplyDraft(name, supply_kind, cards_each))
            add_stock(session, supply, MoveDraft(pieces))
    week = today + timedelta(days=7)
    with store.writing() as session:
        leave = AbsenceDraft(officer_id, AbsenceKind.LEAVE, week, week + timedelta(days=2))
        add_absence(session, leave)
    with store.writing() as session:
        add_closed_days(session, ClosedDayDraft("Rapat kerja", today + timedelta(days=10)))
    with store.writing() as session:
        save_targets(session, today.year, dict.fromkeys(range(1, 13), MONTHLY))
    return tuple(things)


def agree_with(store: Store, partners: Mapping[PartnerRole, int], today: date) -> None:
    """Note an agreement that ends soon and a conversation with something promised in it."""
    speaker, host = partners[PartnerRole.SPEAKER], partners[PartnerRole.HOST]
    begun = today - timedelta(days=700)
    agreement = AgreementDraft(
        "PKS/041/2022", "Perluasan kepesertaan petani", begun, today + timedelta(days=40)
    )
    with store.writing() as session:
        add_agreement(session, speaker, agreement)
    with store.reading() as session:
        [village_head] = partner_draft(session, host).contacts
    said = NoteDraft(
        held_on=today - timedelta(days=5),
        contact_id=village_head.id,
        officer_id=store.officer_id,
        text="Menanyakan jadwal panen sebelum kegiatan berikutnya.",
        due_on=today,
    )
    with store.writing() as session:
        add_note(session, host, said)


def write_and_pack(store: Store, event_id: int, day: date, zone: ZoneInfo) -> None:
    """Do what is done before an event's ``day``: letters, answers, costs, packing."""
    for kind, before in ((LetterKind.INVITATION, 14), (LetterKind.ASSIGNMENT, 3)):
        _send(store, event_id, kind, day - timedelta(days=before), zone)
    with store.reading() as session:
        parts = event_parts(session, event_id)
    for part in parts:
        answer = AnswerDraft(
            Answer.CONFIRMED,
            day - timedelta(days=14),
            day - timedelta(days=10),
            officer_id=store.officer_id,
        )
        with store.writing() as session:
            note_part(session, part.id, answer)
    for text, planned, _actual in COSTS:
        with store.writing() as session:
            add_cost(session, event_id, CostDraft(text, planned))
    with store.reading() as session:
        things = packing(session, event_id).rows
    for thing in things:
        with store.writing() as session:
            packed_at = datetime.combine(day - timedelta(days=1), time(15), zone)
            pack_thing(session, thing.id, at=packed_at)


def settle_afterwards(store: Store, event_id: int, day: date, zone: ZoneInfo) -> None:
    """Do what is done after an event's ``day``: costs, supplies, minutes, groups, thanks."""
    with store.reading() as session:
        lines = budget(session, event_id).lines
        supplies = [row for row in packing(session, event_id).rows if row.holding is not None]
    for line, (text, planned, actual) in zip(lines, COSTS, strict=True):
        with store.writing() as session:
            change_cost(session, line.id, CostDraft(text, planned, actual))
    for row in supplies:
        if row.supply_id is not None and row.holding is not None:
            with store.writing() as session:
                use_for_event(session, event_id, row.supply_id, row.holding.proposed)
    with store.writing() as session:
        attach(session, Owner(event_id=event_id), incoming("Notulen.txt", MINUTES.encode()))
    with store.writing() as session:
        make_groups(session, proposed_groups(session))
    _send(store, event_id, LetterKind.THANKS, day + timedelta(days=1), zone)


def _send(store: Store, event_id: int, kind: LetterKind, day: date, zone: ZoneInfo) -> None:
    with store.reading() as session:
        draft = replace(prepare(session, event_id, kind, "id"), dated_on=day)
    with store.writing() as session:
        made = make_letters(session, event_id, draft, write_letter)
    sent_at = min(datetime.combine(day, time(14), zone), utc_now())
    with store.writing() as session:
        mark_all_sent(session, made, "WhatsApp", sent_at)
