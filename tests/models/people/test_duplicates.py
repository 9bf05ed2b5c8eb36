from datetime import date

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from models.people.duplicates import MOST_SHARING, duplicates, still_likely
from models.people.merging import merge_people
from models.people.queries import people_count
from models.progress import finish
from tests import factories as a

BORN = date(1975, 2, 20)


def found(store):
    return {one.pair for one in finish(duplicates(store))}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"phone": "+62811"}, {"phone": "+62811"}),
        ({"nik": "6501032002759001"}, {"nik": "6501032002759010"}),
        ({"nik": "6501032002759001"}, {"nik": "6401032002759001"}),
        ({"birth_date": BORN}, {"birth_date": BORN, "name": "Johanes Lawimg"}),
        (
            {"birth_date": date(1975, 2, 3), "region_code": "65.01.03.2002"},
            {"birth_date": date(1975, 3, 2), "region_code": "65.01.03.2002"},
        ),
        ({"kk_number": "1", "region_code": "65"}, {"kk_number": "1", "region_code": "65"}),
    ],
    ids=["phone", "serial", "district", "birth date", "birth date turned in one village", "KK"],
)
def test_two_records_of_one_person_are_found(store, keep, one, other):
    nothing = {"name": "Yohanes Lawing", "nik": None, "birth_date": None, "sex": None}
    first, second = keep(a.person(**nothing | one), a.person(**nothing | other))
    keep(a.person(name="Maria Usat", nik=None))
    assert found(store) == {(first.id, second.id)}


def test_merged_records_are_found_no_more(store, keep):
    first, second = keep(*(a.person(name="Yohanes", nik=None, birth_date=BORN) for _ in "12"))
    pair = (first.id, second.id)
    with store.reading() as session:
        assert [one.pair for one in still_likely(session, [pair])] == [pair]
    with store.writing() as session:
        merge_people(session, first.id, second.id)
    assert found(store) == set()
    with store.reading() as session:
        assert still_likely(session, [pair]) == []


def test_what_very_many_share_is_left_alone(store, keep):
    keep(
        *(
            a.person(name=f"Warga Desa {n}", nik=None, phone="+62811")
            for n in range(MOST_SHARING + 1)
        )
    )
    assert finish(duplicates(store)) == []


def test_the_likeliest_are_told_first(store, keep):
    keep(*(a.person(name="Yohanes Lawing", nik=None, birth_date=BORN) for _ in "12"))
    same = {"name": "Maria Usat", "nik": None, "birth_date": BORN, "phone": "+62811"}
    likeliest = {one.id for one in keep(a.person(**same), a.person(**same))}
    assert set(finish(duplicates(store))[0].pair) == likeliest


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.integers(0, 11),
    st.sampled_from("0123456789"),
    st.sampled_from(["Moh. Yusuf", "MUHAMMAD JUSUF", "Mohamad Yoesoef", "M. Yusup"]),
)
def test_a_nik_with_one_wrong_digit_and_another_spelling_are_found(store, keep, place, digit, name):
    with store.reading() as session:
        serial = people_count(session) + 1
    nik = a.nik(serial * 17)
    at = place if place < 6 else place + 4
    wrong = nik[:at] + digit + nik[at + 1 :]
    first = keep(
        a.person(name="Muhammad Yusuf", nik=nik, birth_date=date(1900 + serial % 90, 1, 1))
    )
    assume(wrong != nik)
    second = keep(a.person(name=name, nik=wrong, birth_date=first.birth_date))
    assert (first.id, second.id) in found(store)
