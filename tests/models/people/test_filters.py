"""Who is let through by each thing a filter can ask for, and how it is said."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.enrolment.tables import EnrolmentStatus
from models.people.dates import age_on
from models.people.filters import (
    EventPart,
    Lack,
    PeopleFilter,
    filter_said,
    years_before,
)
from models.people.listing import Listing, listed_ids, listed_rows, searched_ids
from models.people.tables import Occupation, Sector, Sex
from models.plain_values import from_json, to_json
from tests import factories as a

TODAY = date(2026, 11, 22)


@pytest.fixture
def names(store):
    """Names of those whom a filter lets through, by name."""

    def _names(wanted, typed=""):
        listing = Listing(wanted)
        with store.reading() as session:
            if typed:
                ids = searched_ids(session, typed, listing, TODAY, 50)
            else:
                ids = listed_ids(session, listing, TODAY)
            rows = listed_rows(session, ids)
            return [rows[one].name for one in ids]

    return _names


def test_place_finds_village_and_district_by_every_word(keep, names):
    keep(
        a.person(name="Awing", region_line="Desa Pimping, Kec. Tanjung Palas Utara"),
        a.person(name="Budi", region_line="Desa Pimping, Kec. Lain"),
        a.person(name="Citra", region_line=None),
    )
    assert names(PeopleFilter(place="pimping utara")) == ["Awing"]
    assert names(PeopleFilter(place="%")) == []


def test_occupation_and_sex(keep, names):
    work = keep(Occupation(name="Penyelam mutiara", sector=Sector.OTHER))
    keep(
        a.person(name="Awing", occupation_id=work.id),
        a.person(name="Budi", sex=Sex.FEMALE),
    )
    assert names(PeopleFilter(occupation_id=work.id)) == ["Awing"]
    assert names(PeopleFilter(sexes=(Sex.FEMALE,))) == ["Budi"]


@pytest.mark.parametrize(
    ("part", "found"),
    [
        (EventPart.ANY, ["Awing", "Budi", "Citra"]),
        (EventPart.INVITED, ["Awing"]),
        (EventPart.PRESENT, ["Budi"]),
        (EventPart.ENROLLED, ["Citra"]),
    ],
)
def test_an_event_is_asked_for_by_part(keep, names, part, found):
    event = keep(a.event())
    people = keep(*(a.person(name=name) for name in ("Awing", "Budi", "Citra", "Dewi")))
    keep(
        a.attendance(event_id=event.id, person_id=people[0].id),
        a.attendance(
            event_id=event.id,
            person_id=people[1].id,
            invited=False,
            present_at=datetime(2026, 1, 1, tzinfo=UTC),
        ),
        a.enrolment(event_id=event.id, person_id=people[2].id),
        a.enrolment(event_id=event.id, person_id=people[3].id, status=EnrolmentStatus.REJECTED),
    )
    assert names(PeopleFilter(event_id=event.id, part=part)) == found


def test_status_and_programme_are_of_one_enrolment(keep, names):
    one, two = keep(a.person(name="Awing"), a.person(name="Budi"))
    keep(
        a.enrolment(person_id=one.id, programmes="JKK JKM JHT", status=EnrolmentStatus.PAID),
        a.enrolment(person_id=two.id, programmes="JKK JKM JHT", status=EnrolmentStatus.REJECTED),
        a.enrolment(person_id=two.id, programmes="JKK JKM", status=EnrolmentStatus.PAID),
    )
    assert names(PeopleFilter(programmes=("JHT",))) == ["Awing"]
    assert names(PeopleFilter(statuses=(EnrolmentStatus.PAID,))) == ["Awing", "Budi"]
    both = PeopleFilter(statuses=(EnrolmentStatus.PAID,), programmes=("JHT",))
    assert names(both) == ["Awing"]
    assert names(PeopleFilter(statuses=(EnrolmentStatus.REJECTED,))) == ["Budi"]


@pytest.mark.parametrize(
    ("first_month", "months", "within", "found"),
    [
        (date(2026, 11, 1), 1, 8, True),  # to 30 November
        (date(2026, 11, 1), 1, 7, False),
        (date(2026, 10, 1), 1, 3650, False),  # it has ended
        (date(2026, 12, 1), 1, 39, True),  # to 31 December, over the turn of the year
        (date(2026, 12, 1), 1, 38, False),
    ],
)
def test_cover_ends_within_so_many_days(keep, names, first_month, months, within, found):
    person = keep(a.person(name="Awing"))
    keep(a.enrolment(person_id=person.id, first_month=first_month, months=months))
    assert names(PeopleFilter(cover_days=within)) == (["Awing"] if found else [])


def test_the_last_of_all_cover_counts_and_a_rejected_one_does_not(keep, names):
    one, two = keep(a.person(name="Awing"), a.person(name="Budi"))
    ending = {"first_month": date(2026, 11, 1), "months": 1}
    later = {"first_month": date(2027, 6, 1), "months": 1}
    keep(
        a.enrolment(person_id=one.id, **ending),
        a.enrolment(person_id=one.id, **later),
        a.enrolment(person_id=two.id, **ending),
        a.enrolment(person_id=two.id, status=EnrolmentStatus.REJECTED, **later),
    )
    assert names(PeopleFilter(cover_days=10)) == ["Budi"]


@given(
    birth=st.dates(date(1900, 1, 1), date(2026, 1, 1)),
    today=st.dates(date(2026, 1, 1), date(2040, 12, 31)),
    age=st.integers(0, 130),
)
def test_who_is_so_old_was_born_no_later_than_so_many_years_before(birth, today, age):
    assert (birth <= years_before(today, age)) is (age_on(birth, today) >= age)


def test_ages_have_both_ends_in_them(keep, names):
    keep(
        a.person(name="Awing", birth_date=date(2000, 11, 22)),  # 26 today
        a.person(name="Budi", birth_date=date(2000, 11, 23)),  # 26 tomorrow
        a.person(name="Citra", birth_date=None),
    )
    assert names(PeopleFilter(age_from=26)) == ["Awing"]
    assert names(PeopleFilter(age_to=25)) == ["Budi"]
    assert names(PeopleFilter(age_from=25, age_to=26)) == ["Awing", "Budi"]


@pytest.mark.parametrize("lack", list(Lack))
def test_each_thing_can_be_lacking(keep, names, lack):
    work = keep(Occupation(name="Penyelam mutiara", sector=Sector.OTHER))
    whole = {
        "phone": "+6281234567890",
        "region_line": "Desa Pimping",
        "occupation_id": work.id,
    }
    keep(a.person(name="Awing", **whole), a.person(name="Budi", **{**whole, lack.value: None}))
    assert names(PeopleFilter(lacking=(lack,))) == ["Budi"]
    assert names(PeopleFilter(lacking=tuple(Lack))) == ["Budi"]


def test_flagged_and_archived(keep, names):
    gone = datetime(2026, 1, 1, tzinfo=UTC)
    stays = keep(a.person(name="Awing", flag="NIK?"))
    keep(
        a.person(name="Budi", archived_at=gone),
        a.person(name="Citra", archived_at=gone, merged_into_id=stays.id),
    )
    assert names(PeopleFilter()) == ["Awing"]
    assert names(PeopleFilter(flagged=True)) == ["Awing"]
    assert names(PeopleFilter(archived=True)) == ["Budi"]


def test_a_filter_is_combined_with_the_search(keep, names):
    keep(
        a.person(name="Awing Ding", region_line="Desa Pimping"),
        a.person(name="Awing Lawing", region_line="Desa Lain"),
        a.person(name="Budi", region_line="Desa Pimping"),
    )
    assert names(PeopleFilter(place="pimping"), "awing") == ["Awing Ding"]


def test_one_wrong_letter_and_a_merged_record_are_found_with_a_filter_too(keep, names):
    stays, *_others = keep(
        *(a.person(name=f"Fransiskus {one}", region_line="Desa Pimping") for one in "ABC")
    )
    gone = datetime(2026, 1, 1, tzinfo=UTC)
    keep(*(a.person(name=f"Zakaria {n}", region_line="Desa Lain") for n in range(3)))
    keep(a.person(name="Zakaria Lama", archived_at=gone, merged_into_id=stays.id))
    place = PeopleFilter(place="pimping")
    assert names(place, "zakaria") == ["Fransiskus A"]
    assert names(place, "fransizkus b") == ["Fransiskus B"]
    assert names(place, "650103") == ["Fransiskus A", "Fransiskus B", "Fransiskus C"]


@pytest.mark.parametrize("typed", ["lawing ci", "650103", "0812", "+62812"])
def test_the_recycle_bin_is_searched_too(keep, names, typed):
    gone = datetime(2026, 1, 1, tzinfo=UTC)
    keep(
        a.person(name="Citra Lawing", phone="+6281234567890", archived_at=gone),
        a.person(name="Citra Lawing", phone="+6281234567890"),
    )
    keep(a.person(name="Zainal", nik="7371011305800001", archived_at=gone))
    assert names(PeopleFilter(archived=True), typed) == ["Citra Lawing"]


def test_only_one_that_asks_for_nothing_is_empty():
    assert PeopleFilter().is_empty()
    assert PeopleFilter(place="  ", part=EventPart.PRESENT).is_empty()
    assert not PeopleFilter(event_id=1).is_empty()
    assert not PeopleFilter(age_from=0).is_empty()
    assert not PeopleFilter(archived=True).is_empty()


def test_everything_asked_for_is_said(store, keep):
    event = keep(a.event(title="Sosialisasi Bunyu"))
    wanted = PeopleFilter(
        place=" bunyu ",
        occupation_id=99,
        event_id=event.id,
        part=EventPart.PRESENT,
        statuses=(EnrolmentStatus.PAID,),
        programmes=("JHT",),
        age_from=17,
        age_to=64,
        sexes=(Sex.MALE,),
        cover_days=30,
        lacking=(Lack.NIK, Lack.PHONE),
        flagged=True,
        archived=True,
    )
    with store.reading() as session:
        assert filter_said(session, wanted) == [
            "In the recycle bin",
            "Place: bunyu",
            "Occupation: one that is not there any more",
            "Present at Sosialisasi Bunyu",
            "Enrolment: Paid",
            "Programme: JHT",
            "Cover ends within 30 days",
            "Age 17 to 64",
            "Sex: Male",
            "Incomplete: No NIK, No phone",
            "Marked to be looked at again",
        ]
        assert filter_said(session, PeopleFilter()) == []
    assert from_json(PeopleFilter, to_json(wanted)) == wanted
