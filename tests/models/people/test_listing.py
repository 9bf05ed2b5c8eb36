"""The table of everybody: its order and its lines."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from models.enrolment.tables import EnrolmentStatus
from models.people.filters import PeopleFilter
from models.people.listing import (
    Listing,
    ListOrder,
    first_ids,
    ids_at_once,
    listed_ids,
    listed_rows,
    searched_ids,
)
from models.people.tables import Person
from tests import factories as a

TODAY = date(2026, 11, 22)


@pytest.fixture
def names(store):
    def _names(find):
        with store.reading() as session:
            ids = find(session)
            rows = listed_rows(session, ids)
            return [rows[one].name for one in ids]

    return _names


def by(order, *, descending=False):
    return lambda session: listed_ids(session, Listing(PeopleFilter(), order, descending), TODAY)


def test_names_are_sorted_whatever_their_letters_either_way(keep, names):
    keep(*(a.person(name=name) for name in ("budi", "Awing", "citra")))
    assert names(by(ListOrder.NAME)) == ["Awing", "budi", "citra"]
    assert names(by(ListOrder.NAME, descending=True)) == ["citra", "budi", "Awing"]


def test_the_youngest_come_first_by_age_and_those_without_it_last(keep, names):
    keep(
        a.person(name="Tua", birth_date=date(1950, 1, 1)),
        a.person(name="Muda", birth_date=date(2000, 1, 1)),
        a.person(name="Entah", birth_date=None),
    )
    assert names(by(ListOrder.AGE)) == ["Muda", "Tua", "Entah"]
    assert names(by(ListOrder.AGE, descending=True)) == ["Tua", "Muda", "Entah"]


def test_cover_is_sorted_by_its_last_day(keep, names):
    later, sooner, _none = keep(*(a.person(name=name) for name in ("Lama", "Segera", "Tanpa")))
    keep(
        a.enrolment(person_id=later.id, first_month=date(2026, 1, 1), months=12),
        a.enrolment(person_id=sooner.id, first_month=date(2026, 6, 1), months=1),
    )
    assert names(by(ListOrder.COVER)) == ["Segera", "Lama", "Tanpa"]


@pytest.mark.parametrize(
    ("order", "field", "values"),
    [
        (ListOrder.NIK, "nik", ("6501031305800001", "6501031305800002")),
        (ListOrder.VILLAGE, "region_line", ("Desa A", "Desa B")),
        (ListOrder.NUMBER, "member_number", ("1", "2")),
        (ListOrder.GROUP, "group_name", ("angsa", "Bangau")),
    ],
)
def test_other_columns_are_sorted_too(keep, names, order, field, values):
    first, second = values
    keep(a.person(name="Zul", **{field: first}), a.person(name="Adi", **{field: second}))
    assert names(by(order)) == ["Zul", "Adi"]


def test_the_first_ones_are_those_of_the_whole_table(store, keep):
    keep(*(a.person(name=f"Warga {n:02}") for n in range(12)))
    with store.reading() as session:
        first = first_ids(session, Listing(), TODAY, 5)
        assert list(first) == list(listed_ids(session, Listing(), TODAY))[:5]


@pytest.mark.parametrize("piece", [1, 3, 7, 1000])
def test_ids_are_handed_over_whole_however_they_are_cut(store, keep, monkeypatch, piece):
    kept = keep(*(a.person() for _n in range(12)))
    monkeypatch.setattr("models.people.listing.PARSED_AT_ONCE", piece)
    with store.reading() as session:
        found = ids_at_once(session, select(Person.id).order_by(Person.id))
        nobody = ids_at_once(session, select(Person.id).where(Person.id < 0))
    assert list(found) == sorted(one.id for one in kept)
    assert list(nobody) == []


def test_a_line_says_the_latest_status_the_last_cover_and_the_last_event(store, keep):
    person = keep(a.person(name="Awing", flag="Cek NIK"))
    early = keep(a.event(title="Dulu", starts_at=datetime(2020, 1, 1, 9)))
    late = keep(a.event(title="Baru", starts_at=datetime(2021, 1, 1, 9)))
    missed = keep(a.event(title="Luput", starts_at=datetime(2022, 1, 1, 9)))
    seen = datetime(2025, 1, 1, tzinfo=UTC)
    keep(
        a.attendance(event_id=late.id, person_id=person.id, present_at=seen),
        a.attendance(event_id=early.id, person_id=person.id, present_at=seen),
        a.attendance(event_id=missed.id, person_id=person.id),
        a.enrolment(
            person_id=person.id,
            first_month=date(2026, 1, 1),
            months=2,
            enrolled_at=datetime(2026, 1, 1, tzinfo=UTC),
        ),
        a.enrolment(
            person_id=person.id,
            first_month=date(2027, 1, 1),
            status=EnrolmentStatus.REJECTED,
            enrolled_at=datetime(2026, 2, 1, tzinfo=UTC),
        ),
    )
    with store.reading() as session:
        row = listed_rows(session, [person.id, 999])[person.id]
    assert (row.status, row.cover_until) == (EnrolmentStatus.REJECTED, date(2026, 2, 28))
    assert (row.event, row.flag) == ("Baru", "Cek NIK")


def test_what_is_searched_comes_in_the_order_of_the_table(keep, names):
    keep(*(a.person(name=name) for name in ("Awing Ui", "Awing Ding", "Budi")))
    listing = Listing(descending=True)
    found = names(lambda session: searched_ids(session, "awing", listing, TODAY, 50))
    assert found == ["Awing Ui", "Awing Ding"]
    assert len(names(lambda session: searched_ids(session, "awing", listing, TODAY, 1))) == 1
