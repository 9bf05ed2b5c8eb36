from datetime import UTC, datetime

import pytest

from models.events.tables import Answer, EventPartner, PartnerRole
from models.partners.drafts import ContactDraft, PartnerDraft
from models.partners.operations import add_partner, archive_partner, change_partner
from models.partners.queries import (
    PartnerFilter,
    find_partners,
    partner_draft,
    partner_events,
    partner_ids,
    partner_places,
    partner_rows,
    results,
)
from models.partners.tables import PartnerKind
from tests import factories as a

DRAFT = PartnerDraft(
    name="Dinas Pertanian Kab. Bulungan",
    kind=PartnerKind.AGENCY,
    phone="+62551123456",
    contacts=(ContactDraft("Pak Budi", "Kepala Bidang", "+6281234567890"), ContactDraft("Bu Sri")),
)


def added(store, draft=DRAFT):
    with store.writing() as session:
        return add_partner(session, draft).id


def shown(store, partner):
    with store.reading() as session:
        return partner_draft(session, partner)


def without_ids(draft):
    contacts = tuple(
        ContactDraft(one.name, one.position, one.phone, one.email) for one in draft.contacts
    )
    return PartnerDraft(draft.name, draft.kind, phone=draft.phone, contacts=contacts)


def test_a_partner_gives_back_its_draft(store):
    assert without_ids(shown(store, added(store))) == DRAFT


def test_contacts_are_changed_taken_out_and_added(store):
    partner = added(store)
    budi, _sri = shown(store, partner).contacts
    draft = PartnerDraft(
        name=DRAFT.name,
        contacts=(
            ContactDraft("Pak Budiman", budi.position, budi.phone, id=budi.id),
            ContactDraft("Pak Baru"),
        ),
    )
    with store.writing() as session:
        change_partner(session, partner, draft)
    found = shown(store, partner).contacts
    assert [one.name for one in found] == ["Pak Budiman", "Pak Baru"]
    assert found[0].id == budi.id


def test_an_archived_partner_is_out_of_sight(store):
    partner = added(store)
    with store.writing() as session:
        archive_partner(session, partner)
    with store.reading() as session:
        assert partner_ids(session) == []


@pytest.mark.parametrize("typed", ["pertanian", "DINAS bulungan", "sri"])
def test_partners_are_found_by_words_of_name_or_contact(store, typed):
    partner = added(store)
    added(store, PartnerDraft(name="Koperasi Nelayan"))
    with store.reading() as session:
        assert partner_ids(session, typed) == [partner]


def test_those_beginning_with_what_was_typed_come_first(store):
    added(store, PartnerDraft(name="Asosiasi Desa"))
    added(store, PartnerDraft(name="Desa Pimping"))
    with store.reading() as session:
        assert [row.name for row in find_partners(session, "desa")] == [
            "Desa Pimping",
            "Asosiasi Desa",
        ]


def test_a_row_names_the_first_contact_and_counts_events(store, keep):
    partner = added(store)
    from models.events.drafts import PartDraft
    from models.events.operations import plan_event
    from models.events.tables import PartnerRole

    with store.writing() as session:
        parts = (PartDraft(partner, PartnerRole.HOST), PartDraft(partner, PartnerRole.SPEAKER))
        plan_event(session, a.event_draft(partners=parts))
    with store.reading() as session:
        row = partner_rows(session, [partner])[partner]
    assert (row.contact, row.phone, row.events, row.last_event) == (
        "Pak Budi",
        "+6281234567890",
        1,
        a.START,
    )


@pytest.mark.parametrize(
    ("draft", "field"),
    [
        (PartnerDraft(name=" "), "name"),
        (PartnerDraft(name="x" * 301), "name"),
        (PartnerDraft(name="Dinas", contacts=(ContactDraft(" "),)), "contacts"),
    ],
)
def test_a_partner_that_cannot_be_kept_says_where(draft, field):
    assert set(draft.problems()) == {field}


def test_a_partners_events_say_its_part_and_what_came_of_them(store, keep):
    partner, other = keep(a.partner(), a.partner())
    early = keep(a.event(title="Awal", starts_at=datetime(2022, 1, 5, 9)))
    late, gone = keep(a.event(title="Akhir"), a.event(archived_at=datetime(2022, 7, 1, tzinfo=UTC)))
    keep(
        EventPartner(event=early, partner=partner, role=PartnerRole.HOST, answer=Answer.CONFIRMED),
        EventPartner(event=late, partner=partner, role=PartnerRole.HOST, answer=Answer.CONFIRMED),
        EventPartner(event=late, partner=partner, role=PartnerRole.SPEAKER, answer=Answer.WAITING),
        EventPartner(event=gone, partner=partner, role=PartnerRole.HOST, answer=Answer.CONFIRMED),
        EventPartner(event=early, partner=other, role=PartnerRole.HOST, answer=Answer.CONFIRMED),
    )
    person = keep(a.person())
    keep(
        a.attendance(
            event_id=late.id, person_id=person.id, present_at=datetime(2022, 6, 28, tzinfo=UTC)
        ),
        a.enrolment(event_id=late.id, person_id=person.id),
    )
    with store.reading() as session:
        events = partner_events(session, partner.id)
    assert [(one.title, one.roles, one.present, one.enrolled) for one in events] == [
        ("Akhir", (PartnerRole.HOST, PartnerRole.SPEAKER), 1, 1),
        ("Awal", (PartnerRole.HOST,), 0, 0),
    ]


def test_what_a_partner_declined_is_told_as_that_and_counted_nowhere(store, keep):
    partner = keep(a.partner())
    done, refused = keep(a.event(title="Bersama"), a.event(title="Tanpa mereka", stage="done"))
    both = (PartnerRole.HOST, Answer.CONFIRMED), (PartnerRole.SPEAKER, Answer.DECLINED)
    keep(
        *(EventPartner(event=done, partner=partner, role=role, answer=said) for role, said in both),
        EventPartner(
            event=refused, partner=partner, role=PartnerRole.SPEAKER, answer=Answer.DECLINED
        ),
    )
    person = keep(a.person())
    moment = datetime(2022, 6, 28, tzinfo=UTC)
    keep(a.attendance(event_id=refused.id, person_id=person.id, present_at=moment))
    with store.reading() as session:
        events = partner_events(session, partner.id)
        row = partner_rows(session, [partner.id])[partner.id]
    assert {one.title: (one.declined, one.roles) for one in events} == {
        "Bersama": (False, (PartnerRole.HOST,)),
        "Tanpa mereka": (True, (PartnerRole.SPEAKER,)),
    }
    assert (results(events).events, results(events).present, row.events) == (1, 0, 1)


PLACES = (
    "Desa Bunyu Timur, Kec. Bunyu, Kab. Bulungan",
    "Desa Bunyu Barat, Kec. Bunyu, Kab. Bulungan",
    "Kec. Bunyu, Kab. Bulungan",
    "Kab. Bulungan",
    "100%_ sawah",
    None,
)


@pytest.fixture
def placed(keep):
    kept = keep(*(a.partner(name=f"Mitra {n}", region_line=one) for n, one in enumerate(PLACES)))
    return [one.id for one in kept]


def among(store, search="", **wanted):
    with store.reading() as session:
        return partner_ids(session, search, PartnerFilter(**wanted))


def test_partners_are_narrowed_to_what_their_village_lies_in(store, placed):
    assert among(store, place="Kec. Bunyu, Kab. Bulungan") == placed[:3]
    assert among(store, place="Kab. Bulungan") == placed[:4]
    assert among(store, place="100%_ sawah") == [placed[4]]
    assert among(store, place="Kec. Lain") == []


def test_partners_are_narrowed_to_a_kind(store, keep, placed):
    village = keep(a.partner(kind=PartnerKind.VILLAGE)).id
    assert among(store, kind=PartnerKind.VILLAGE) == [village]


def test_the_places_of_partners_are_named_once_and_sorted(store, placed, keep):
    keep(a.partner(region_line="Desa X, Kec. Arsip", archived_at=datetime(2022, 1, 1, tzinfo=UTC)))
    with store.reading() as session:
        assert partner_places(session) == [
            "100%_ sawah",
            "Kab. Bulungan",
            "Kec. Bunyu, Kab. Bulungan",
        ]


def test_a_partner_is_found_by_its_place(store, placed):
    assert among(store, "bunyu timur") == placed[:1]
