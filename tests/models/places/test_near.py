import pytest

from models.office.drafts import OfficeDraft
from models.office.operations import change_office
from models.places.near import home_regency
from tests import factories as a
from tests.fixtures import OFFICE


def near(store):
    with store.reading() as session:
        return home_regency(session)


def call_office(store, name, place):
    with store.writing() as session:
        change_office(
            session, OfficeDraft(name=name, place=place, head_name="A", time_zone="Asia/Jakarta")
        )


def test_most_events_say_where_the_office_works(store, keep):
    keep(
        a.event(region_code="64.71.01.1001"),
        a.event(region_code="65.01.03.2002"),
        a.event(region_code="65.01.05.1001"),
        a.event(region_code=None),
    )
    assert near(store) == "65.01"


@pytest.mark.parametrize(
    ("name", "place", "code"),
    [
        (OFFICE.name, OFFICE.place, "65.01"),
        ("Kantor Cabang Surabaya Karimunjawa", "Surabaya", "35.78"),
        ("Kantor Perintis", "Balikpapan", "64.71"),
        ("Kantor Cabang", "Nusantara Raya", ""),
        ("Kantor Cabang Bogor", "Bogor", ""),
    ],
)
def test_a_new_office_works_where_it_is_named_for_if_only_one_regency_bears_the_name(
    store, name, place, code
):
    call_office(store, name, place)
    assert near(store) == code


def test_where_nobody_set_up_an_office_it_works_nowhere(bare_store):
    assert near(bare_store) == ""
