"""The main job, told with invented people: what ``jangkau demo`` does in a database of its own.

The event is the one of 28 June 2022 at Desa Pimping; the list is one as offices send them.
"""

import random
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from desktop.season import agree_with, furnish_office, settle_afterwards, write_and_pack
from models import opening
from models.cards.batches import came_out, draw_batch, note_sent
from models.cards.handing import hand_over
from models.cards.queries import card_ids
from models.enrolment.consent_texts import current_version
from models.enrolment.desk import attendance_ids, present_ids
from models.enrolment.drafts import ConsentDraft, EnrolmentDraft
from models.enrolment.operations import enrol
from models.enrolment.tables import PaymentWay
from models.events.checklist import checklist, tick_task
from models.events.drafts import EventDraft, OutcomeDraft, PartDraft
from models.events.making import plan_repeat, repeat_draft
from models.events.operations import check_in_many, plan_event, record_outcome, set_stage
from models.events.tables import Answer, EventKind, PartnerRole, Stage
from models.exchange.importing import plan_import, take_in
from models.exchange.plan import ImportPlan
from models.money.cash import BANKNOTES, close_box, expected, open_box
from models.money.paying import pay
from models.money.receipts import issue_receipt
from models.office.drafts import OfficeDraft, OfficerDraft
from models.office.operations import add_officer, set_up_office
from models.partners.drafts import ContactDraft, PartnerDraft
from models.partners.operations import add_partner
from models.partners.tables import PartnerKind
from models.people.drafts import PersonDraft
from models.people.queries import OccupationRow, occupations, person_draft
from models.places.regions import place
from models.progress import Progress, Work
from models.store import Store
from models.words import _

ZONE = ZoneInfo("Asia/Makassar")
DAY = date(2022, 6, 28)
VILLAGE = "65.01.03.2002"
FIRST_MONTH = date(2022, 7, 1)
SHARE_PRESENT, SHARE_ENROLLED, SHARE_PAID, SHARE_JHT = 2 / 3, 0.9, 0.6, 0.25
INCOMES = (1_000_000, 1_000_000, 1_000_000, 1_250_000, 1_500_000, 1_500_000, 2_000_000)
MONTHS = (1, 1, 3, 6, 6, 6, 12, 12)
STILL_QUEUED = 18
CARD_PRINTER = "Printer kartu A"
CHANGE = 500_000
"""What the cash box is opened with, in rupiah."""
COMING = (
    (
        2,
        8,
        Stage.READY,
        EventKind.DRIVE,
        "Jemput bola nelayan Tanjung Selor",
        "Pelabuhan Kayan II",
        "65.01.05.1001",
    ),
    (
        7,
        13,
        Stage.DRAFT,
        EventKind.AGREEMENT,
        "Kerja sama Koperasi Tambak Sekatak",
        "Kantor Camat Sekatak",
        "65.01.09.2001",
    ),
    (
        14,
        10,
        Stage.INVITED,
        EventKind.TALK,
        "Sosialisasi pekerja mandiri Bunyu",
        "BPU Kec. Bunyu",
        "65.01.10.2001",
    ),
)
"""What lies ahead: in how many days, at what hour, stage, kind, title, venue, village."""


@dataclass(frozen=True, slots=True)
class Told:
    """The story once it is told: the open database, its event, and the list as it was judged."""

    store: Store
    event_id: int
    plan: ImportPlan


def tell_story(database: Path, given_list: Path, today: date) -> Work[Told]:
    """Make a plain database and do the main job in it; a file that is there makes way."""
    for name in ("", "-wal", "-shm"):
        database.with_name(database.name + name).unlink(missing_ok=True)
    yield Progress(0, 0)
    store = opening.create(database)
    second = _set_up(store)
    things = furnish_office(store, second, today)
    partners = _add_partners(store)
    agree_with(store, partners, today)
    event_id = _plan(store, partners, things)
    write_and_pack(store, event_id, DAY, ZONE)
    plan = yield from plan_import(store, given_list)
    yield from take_in(store, event_id, plan)
    _check_in(store, event_id)
    yield from _enrol(store, event_id)
    _hand_out_cards(store, event_id)
    _finish(store, event_id)
    settle_afterwards(store, event_id, DAY, ZONE)
    _plan_repeat(store, event_id, today)
    _plan_more(store, partners, things, today)
    return Told(store, event_id, plan)


def _set_up(store: Store) -> int:
    """Make the office; return the second of its officers."""
    office = OfficeDraft(
        name="Kantor Cabang Bulungan",
        place="Tanjung Selor",
        address="Jalan Contoh Nomor 9, Tanjung Selor, Kab. Bulungan, Kalimantan Utara",
        phone="(0552) 555-0199",
        email="bulungan@contoh.example",
        head_name="Damai Contoh, S.E.",
        head_number="9009001",
        time_zone=ZONE.key,
    )
    with store.writing() as session:
        officer = set_up_office(
            session,
            office,
            OfficerDraft("Sari Contoh", _("Coordinator"), "9009002", "+6281255500109"),
        )
        session.flush()
        store.officer_id = officer.id
    with store.writing() as session:
        return add_officer(
            session,
            OfficerDraft(name="Bagus Contoh", position=_("Desk officer"), staff_number="9009003"),
        ).id


def _add_partners(store: Store) -> dict[PartnerRole, int]:
    drafts = {
        PartnerRole.SPEAKER: PartnerDraft(
            name="Dinas Pertanian Kab. Bulungan",
            kind=PartnerKind.AGENCY,
            contacts=(ContactDraft("Rahayu Contoh", "Kepala Bidang Penyuluhan", "+6281255500101"),),
        ),
        PartnerRole.HOST: PartnerDraft(
            name="Pemerintah Desa Pimping",
            kind=PartnerKind.VILLAGE,
            region_code=VILLAGE,
            region_line=line(VILLAGE),
            contacts=(ContactDraft("Lukas Contoh", "Kepala Desa", "+6281255500102"),),
        ),
        PartnerRole.INVITER: PartnerDraft(
            name="Gapoktan Pimping Makmur",
            kind=PartnerKind.GROUP,
            contacts=(ContactDraft("Martha Contoh", "Ketua", "+6281255500103"),),
        ),
    }
    made = {}
    for role, draft in drafts.items():
        with store.writing() as session:
            made[role] = add_partner(session, draft).id
    return made


def _plan(store: Store, partners: dict[PartnerRole, int], things: tuple[int, ...]) -> int:
    draft = EventDraft(
        title="Sosialisasi Petani Desa Pimping",
        kind=EventKind.TALK,
        starts_at=datetime.combine(DAY, time(9)),
        ends_at=datetime.combine(DAY, time(12, 30)),
        region_code=VILLAGE,
        region_line=line(VILLAGE),
        venue="Balai Desa Pimping",
        target_present=150,
        target_enrolled=120,
        target_rupiah=12_000_000,
        potential_workers=640,
        partners=tuple(PartDraft(one, role) for role, one in partners.items()),
        staff=() if store.officer_id is None else (store.officer_id,),
        equipment=things,
    )
    with store.writing() as session:
        return plan_event(session, draft).id


def _check_in(store: Store, event_id: int) -> None:
    """Mark two thirds of the list present: most come before the talk, a few come late."""
    chance = random.Random(28)
    with store.reading() as session:
        listed = attendance_ids(session, event_id)
    came = chance.sample(listed, round(len(listed) * SHARE_PRESENT))
    doors = datetime.combine(DAY, time(8, 25), ZONE)
    minutes = sorted(min(chance.gauss(30, 15), 120) for _one in came)
    moments = {
        person: doors + timedelta(seconds=round(max(minute, 0) * 60))
        for person, minute in zip(came, minutes, strict=True)
    }
    with store.writing() as session:
        check_in_many(session, event_id, moments)


def _enrol(store: Store, event_id: int) -> Work[None]:
    """Enrol nine in ten of those present, some for half a year, some for a whole one."""
    chance = random.Random(9)
    with store.reading() as session:
        present = sorted(present_ids(session, event_id, limit=10_000))
        work = {one.id: one for one in occupations(session)}
    willing = sorted(chance.sample(present, round(len(present) * SHARE_ENROLLED)))
    moment = datetime.combine(DAY, time(10, 20), ZONE)
    with store.writing() as session:
        box_id = open_box(session, event_id, CHANGE, at=moment).id
    for done, person in enumerate(willing, start=1):
        moment += timedelta(seconds=chance.randrange(35, 80))
        with store.reading() as session:
            draft = fill_in(person_draft(session, person), person, work, chance)
        with store.writing() as session:
            enrolment = enrol(session, event_id, draft, at=moment)
            enrolment_id, total = enrolment.id, enrolment.total
        if chance.random() < SHARE_PAID:
            way = PaymentWay.CASH if done % 2 else PaymentWay.CHANNEL
            with store.writing() as session:
                payment = pay(session, enrolment_id, total, way, at=moment)
                issue_receipt(session, payment, at=moment)
        yield Progress(done, len(willing))
    _close_box(store, box_id, moment + timedelta(minutes=20))


def _close_box(store: Store, box_id: int, moment: datetime) -> None:
    """Count what lies in the box, in as few pieces as can be; it is what should be there."""
    with store.writing() as session:
        left, notes = expected(session, box_id), {}
        for note in sorted(BANKNOTES, reverse=True):
            notes[note], left = divmod(left, note)
        close_box(session, box_id, notes, at=moment)


def fill_in(
    person: PersonDraft, person_id: int, work: dict[int, OccupationRow], chance: random.Random
) -> EnrolmentDraft:
    """Fill in the form of somebody on the list as the officer at the desk would."""
    occupation = work[person.occupation_id or min(work)]
    draft = EnrolmentDraft(
        person=replace(
            person, income=person.income or chance.choice(INCOMES), occupation_id=occupation.id
        ),
        person_id=person_id,
        first_month=FIRST_MONTH,
        occupation=occupation.name,
        sector=occupation.sector,
        programmes=("JKK", "JKM", "JHT") if chance.random() < SHARE_JHT else ("JKK", "JKM"),
        months=chance.choice(MONTHS),
        declared=True,
        consent=ConsentDraft(given=True, text_version=current_version()),
    )
    if draft.is_too_old(DAY):
        draft = replace(draft, age_reason=_("Still at work every day."))
    return draft


def _hand_out_cards(store: Store, event_id: int) -> None:
    """Print all cards but the last, which still wait in the queue; half of them are handed over."""
    with store.reading() as session:
        cards = card_ids(session, event_id)
    done = cards[:-STILL_QUEUED]
    with store.writing() as session:
        batch = draw_batch(session, done, sheet="id1", design="proof", event_id=event_id).id
    with store.writing() as session:
        note_sent(session, batch, CARD_PRINTER)
    with store.writing() as session:
        came_out(session, batch, done)
    with store.writing() as session:
        hand_over(session, done[: len(done) // 2])


def _finish(store: Store, event_id: int) -> None:
    outcome = OutcomeDraft(
        problems_met=_("The power failed for ten minutes; nothing was lost."),
        follow_up=_(
            "The farmers ask the village government for an event of the same kind with more people."
        ),
        follow_up_people=350,
    )
    with store.writing() as session:
        record_outcome(session, event_id, outcome)
    _tick(store, event_id, DAY + timedelta(days=3))
    with store.writing() as session:
        set_stage(session, event_id, Stage.DONE)


def _plan_more(
    store: Store, partners: dict[PartnerRole, int], things: tuple[int, ...], today: date
) -> None:
    """Plan what is to come, so that the first page has something to show."""
    for days, hour, stage, kind, title, venue, code in COMING:
        starts_at = datetime.combine(today + timedelta(days=days), time(hour))
        draft = EventDraft(
            title=title,
            kind=kind,
            starts_at=starts_at,
            ends_at=starts_at + timedelta(hours=3),
            region_code=code,
            region_line=line(code),
            venue=venue,
            target_present=100,
            target_enrolled=80,
            partners=(
                PartDraft(partners[PartnerRole.SPEAKER], PartnerRole.SPEAKER, Answer.WAITING),
            ),
            staff=() if store.officer_id is None else (store.officer_id,),
            equipment=things[:2],
        )
        with store.writing() as session:
            event_id = plan_event(session, draft).id
            set_stage(session, event_id, stage)
        _tick(store, event_id, today, left=1)


def _plan_repeat(store: Store, event_id: int, today: date) -> None:
    """Propose the larger event that was asked for."""
    with store.reading() as session:
        draft = repeat_draft(session, event_id, today)
    if draft is not None:
        wanted = replace(draft, title="Tindak lanjut Desa Pimping (seluruh petani)")
        with store.writing() as session:
            plan_repeat(session, wanted, event_id)


def _tick(store: Store, event_id: int, today: date, left: int = 0) -> None:
    """Tick off what was to be done before today, but for the last of it if one is ``left``."""
    with store.reading() as session:
        past = [task for task in checklist(session, event_id, today) if task.is_overdue(today)]
    for task in past[: len(past) - left]:
        with store.writing() as session:
            tick_task(session, task.id, at=datetime.combine(task.due, time(10), ZONE))


def line(code: str) -> str:
    """Return the line of a place as an address says it; nothing for a code that is not known."""
    found = place(code)
    return found.line() if found else ""
