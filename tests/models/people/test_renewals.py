from datetime import date

import pytest

from models.base import utc_now
from models.enrolment.tables import EnrolmentStatus
from models.events.tables import Answer, EventPartner, PartnerRole
from models.partners.tables import PartnerKind
from models.people.renewals import RenewalOrder, VillageHead, renewals
from tests import factories as a

TODAY = date(2022, 12, 10)
PLACE = {"region_code": "65.01.03.2002", "region_line": "Desa Pimping, Kec. Tanjung Palas Utara"}


def ending(store, within=30, order=RenewalOrder.VILLAGE, today=TODAY):
    with store.reading() as session:
        return renewals(session, today, within, order)


@pytest.fixture
def enrolled(keep):
    """Keep a person with one enrolment; return the person."""

    def _enrolled(first=date(2022, 7, 1), months=6, event_id=None, **given):
        status = given.pop("status", EnrolmentStatus.PAID)
        person = keep(a.person(**given))
        keep(
            a.enrolment(
                person_id=person.id,
                event_id=event_id,
                first_month=first,
                months=months,
                status=status,
            )
        )
        return person

    return _enrolled


def test_somebody_whose_cover_ends_within_the_days_is_on_the_list(store, enrolled):
    enrolled(name="Awing", phone="+6281234567890", group_name="Tani Maju", **PLACE)
    [row] = ending(store)
    assert (row.name, row.cover_until, row.village) == ("Awing", date(2022, 12, 31), "Desa Pimping")
    assert (row.phone, row.group_name) == ("+6281234567890", "Tani Maju")
    assert row.programmes == ("JKK", "JKM")


@pytest.mark.parametrize(
    ("today", "within", "listed"),
    [
        (date(2022, 12, 1), 30, True),
        (date(2022, 11, 30), 30, False),
        (date(2022, 11, 30), 31, True),
        (date(2022, 12, 31), 30, True),
        (date(2023, 1, 1), 30, False),
        (date(2022, 11, 1), 60, True),
    ],
)
def test_the_last_day_of_cover_decides(store, enrolled, today, within, listed):
    enrolled()
    assert bool(ending(store, within, today=today)) is listed


def test_cover_over_the_turn_of_the_year_ends_when_it_does(store, enrolled):
    enrolled(first=date(2022, 12, 1), months=3)
    [row] = ending(store, today=date(2023, 2, 10))
    assert row.cover_until == date(2023, 2, 28)


def test_who_has_prolonged_already_is_not_called(store, keep, enrolled):
    person = enrolled()
    keep(a.enrolment(person_id=person.id, first_month=date(2023, 1, 1), months=1))
    assert ending(store) == []


def test_a_rejected_enrolment_is_no_cover(store, keep, enrolled):
    enrolled(status=EnrolmentStatus.REJECTED)
    person = enrolled()
    keep(
        a.enrolment(
            person_id=person.id,
            first_month=date(2023, 1, 1),
            status=EnrolmentStatus.REJECTED,
        )
    )
    assert [row.id for row in ending(store)] == [person.id]


def test_people_put_away_or_merged_are_not_called(store, enrolled):
    kept = enrolled(first=date(2024, 1, 1))
    enrolled(archived_at=utc_now())
    enrolled(merged_into_id=kept.id)
    assert ending(store) == []


def test_the_head_of_the_village_stands_beside_them(store, keep, enrolled):
    village = keep(a.partner(name="Desa Pimping", kind=PartnerKind.VILLAGE, **PLACE))
    keep(
        a.contact(partner_id=village.id, name="Sekdes", position="Sekretaris desa"),
        a.contact(partner_id=village.id, name="Pak Kades", position="Kepala Desa", phone="+628111"),
    )
    enrolled(**PLACE)
    enrolled(region_code="65.01.03.2003", region_line="Desa Karang Agung")
    rows = {row.village: row.head for row in ending(store)}
    assert rows == {
        "Desa Pimping": VillageHead("Pak Kades", "+628111"),
        "Desa Karang Agung": VillageHead(),
    }


def test_the_partner_of_the_event_of_the_last_enrolment_is_told_once(store, keep, enrolled):
    event = keep(a.event())
    first, second = keep(a.partner(name="Dinas Tani"), a.partner(name="Dinas Lain"))
    keep(
        *(
            EventPartner(
                event_id=event.id,
                partner_id=one.id,
                role=PartnerRole.HOST,
                answer=Answer.NOT_ASKED,
            )
            for one in (first, second)
        )
    )
    enrolled(event_id=event.id)
    assert [row.partner for row in ending(store)] == ["Dinas Tani"]


def test_the_list_is_parted_by_village_or_by_partner(store, keep, enrolled):
    event = keep(a.event())
    partner = keep(a.partner(name="Dinas Tani"))
    keep(
        EventPartner(
            event_id=event.id,
            partner_id=partner.id,
            role=PartnerRole.HOST,
            answer=Answer.NOT_ASKED,
        )
    )
    enrolled(name="Awing", region_line="Desa Zamrud", event_id=event.id)
    enrolled(name="Budi", region_line="Desa Anggrek")
    enrolled(name="Citra")
    assert [row.name for row in ending(store)] == ["Budi", "Awing", "Citra"]
    by_partner = ending(store, order=RenewalOrder.PARTNER)
    assert by_partner[0].name == "Awing"
