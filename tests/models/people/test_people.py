from datetime import date

import pytest

from models.people.drafts import PersonDraft
from models.people.merging import merge_people
from models.people.operations import NikTakenError, add_person, change_person
from models.people.queries import occupations, people_ids, person_draft, person_rows
from models.people.tables import Sector, Sex
from tests import factories as a

TODAY = date(2022, 6, 28)


def draft(**given):
    return PersonDraft(
        **{
            "nik": a.nik(1),
            "name": "YOHANES LAWING",
            "birth_date": date(1980, 5, 13),
            "sex": Sex.MALE,
            "phone": "+6281234567890",
            "income": 1_500_000,
        }
        | given
    )


def added(store, given):
    with store.writing() as session:
        return add_person(session, given).id


def test_a_person_gives_back_the_draft(store):
    person = added(store, draft())
    with store.reading() as session:
        assert person_draft(session, person) == draft()


def test_the_nik_is_kept_without_its_separators(store):
    person = added(store, draft(nik="6501 0313 0580 9001"))
    with store.reading() as session:
        assert person_draft(session, person).nik == "6501031305809001"


def test_a_nik_that_is_somebodys_is_refused_by_name(store):
    person = added(store, draft())
    with pytest.raises(NikTakenError, match="YOHANES LAWING") as caught, store.writing() as session:
        add_person(session, draft(name="Orang Lain"))
    assert caught.value.person_id == person


def test_nobody_stands_in_their_own_way(store):
    person = added(store, draft())
    with store.writing() as session:
        change_person(session, person, draft(phone=""))
    with store.reading() as session:
        assert person_draft(session, person).phone == ""


def test_people_without_a_nik_may_be_many(store):
    added(store, draft(nik="", name="Satu"))
    added(store, draft(nik="", name="Dua"))


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"name": ""}, "name"),
        ({"nik": "65010313058090"}, "nik"),
        ({"nik": "65010313O5809001"}, "nik"),
        ({"birth_date": date(2030, 1, 1), "nik": ""}, "birth_date"),
    ],
)
def test_a_person_that_cannot_be_kept_says_where(given, field):
    assert set(draft(**given).problems(TODAY)) == {field}


def test_someone_known_by_name_alone_can_be_kept():
    assert PersonDraft(name="Usun").problems(TODAY) == {}


def test_an_office_begins_with_occupations_and_their_sectors(store):
    with store.reading() as session:
        found = {row.name: row.sector for row in occupations(session)}
    assert found["Petani padi"] is Sector.OTHER
    assert Sector.TRANSPORT in found.values()


def test_rows_say_what_the_table_shows(store, keep):
    person = keep(a.person(name="Ayu", region_line="Desa Pimping, Kec. X", phone=None))
    with store.reading() as session:
        row = person_rows(session, [person.id, 999])[person.id]
    assert (row.name, row.village, row.phone, row.occupation) == ("Ayu", "Desa Pimping", "", "")


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ({}, False),
        ({"nik": "", "birth_date": date(1990, 1, 1)}, False),
        ({"birth_date": date(1980, 5, 14)}, True),
        ({"sex": Sex.FEMALE}, True),
        ({"nik": "6401991305809001"}, False),
    ],
)
def test_a_nik_that_contradicts_the_ktp_wants_a_reason(given, wanted):
    assert draft(**given).wants_reason(TODAY) is wanted


def test_people_are_sorted_by_name_whatever_its_letters(store, keep):
    people = keep(*(a.person(name=name) for name in ("Citra", "BUDI", "awing")))
    with store.reading() as session:
        assert people_ids(session) == [person.id for person in reversed(people)]


def test_a_nik_of_a_merged_record_is_that_of_the_one_that_goes_on(store):
    kept, gone = added(store, draft(nik=a.nik(2), name="Usat")), added(store, draft())
    with store.writing() as session:
        merge_people(session, kept, gone)
    with pytest.raises(NikTakenError, match="Usat") as caught, store.writing() as session:
        add_person(session, draft(name="Orang Lain"))
    assert caught.value.person_id == kept
