from datetime import date

import pytest

from models.people.alike import Facts, Reason, alike, compare, near_niks, reason_words
from models.people.drafts import PersonDraft
from models.people.tables import Sex
from tests import factories as a

BORN = date(1980, 5, 13)


def facts(**given):
    nothing = {
        "id": 0,
        "nik": "",
        "birth_date": None,
        "phone": "",
        "kk_number": "",
        "region_code": "",
        "region_line": "",
        "sex": None,
    }
    return Facts(**nothing | {"name": "Yohanes Lawing"} | given)


def asked(store, limit=3, besides=None, **typed):
    with store.reading() as session:
        found = alike(session, PersonDraft(**typed), limit, besides)
    return {one.person.id: one.likeness for one in found}


@pytest.mark.parametrize(
    ("one", "other", "reasons"),
    [
        ({"birth_date": BORN}, {"birth_date": BORN}, {Reason.NAME, Reason.BIRTH_DATE}),
        ({"phone": "+62811"}, {"phone": "+62811"}, {Reason.NAME, Reason.PHONE}),
        (
            {"nik": "6501031305800001"},
            {"nik": "6501031305800007"},
            {Reason.NAME, Reason.NIK_DIGIT},
        ),
        (
            {"nik": "6501031305800012", "name": "Lawing Johanes"},
            {"nik": "6501031305800021"},
            {Reason.NAME, Reason.NIK_SWAPPED},
        ),
        (
            {"birth_date": date(1980, 5, 3), "phone": "+62811", "name": "Yohanes Lawin"},
            {"birth_date": date(1980, 3, 5), "phone": "+62811"},
            {Reason.NAME_ALIKE, Reason.BIRTH_ALIKE, Reason.PHONE},
        ),
        (
            {"name": "Moh. Joesoef", "birth_date": BORN},
            {"name": "MUHAMMAD YUSUF", "birth_date": BORN},
            {Reason.NAME, Reason.BIRTH_DATE},
        ),
    ],
)
def test_probable_doubles_are_told_with_the_reason(one, other, reasons):
    likeness = compare(facts(**one), facts(**other))
    assert likeness.likely
    assert set(likeness.reasons) == reasons


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({}, {}),
        ({"region_code": "65.01"}, {"region_code": "65.01"}),
        ({"name": "Siti Aminah", "birth_date": BORN}, {"birth_date": BORN}),
    ],
    ids=["a name alone", "a name and a village", "a birth date alone"],
)
def test_what_many_share_makes_nobody_a_double(one, other):
    assert not compare(facts(**one), facts(**other)).likely


def test_husband_and_wife_are_not_taken_for_one():
    home = {"phone": "+62811", "kk_number": "65010301", "region_code": "65.01"}
    husband = facts(name="Yohanes Lawing", sex=Sex.MALE, **home)
    wife = facts(name="Maria Usat", sex=Sex.FEMALE, **home)
    assert not compare(husband, wife).likely


def test_twins_with_names_of_their_own_are_not_taken_for_one():
    home = {"phone": "+62811", "kk_number": "65010301", "region_code": "65.01", "birth_date": BORN}
    one = facts(name="Yohanes Lawing", nik="6501031305800001", **home)
    other = facts(name="Petrus Ngau", nik="6501031305800002", **home)
    likeness = compare(one, other)
    assert {Reason.NIK_DIGIT, Reason.OTHER_NAME} <= set(likeness.reasons)
    assert not likeness.likely


def test_comparing_goes_both_ways():
    one = facts(name="M. Yusuf", nik="6501031305800001", birth_date=BORN, sex=Sex.MALE)
    other = facts(name="Yusuf", nik="6501031305800011", birth_date=date(1980, 5, 14))
    assert compare(one, other) == compare(other, one)


def test_near_niks_are_all_that_one_slip_makes():
    near = near_niks("6501031305800012")
    assert {"6501031305800013", "6501031305800021", "5601031305800012"} <= near
    assert "6501031305800012" not in near
    assert near_niks("650103") == set()


@pytest.fixture
def known(keep):
    return keep(
        a.person(
            name="Yohanes Lawing",
            nik="6501031305809001",
            birth_date=BORN,
            phone="+6281234567890",
            kk_number="6501030101010001",
        )
    ).id


@pytest.mark.parametrize(
    "typed",
    [
        {"name": "Johanes Lawing", "birth_date": BORN},
        {"name": "Yohanes Lawimg", "birth_date": BORN},
        {"name": "Yohanes", "birth_date": BORN},
        {"name": "Lawing Yohanes", "phone": "+6281234567890"},
        {"name": "Yohanes Lawing", "nik": "6501031305809010"},
        {"name": "Yohannes Lawing", "nik": "6501 0313 0580 9007"},
    ],
)
def test_somebody_known_is_found_while_a_walk_in_is_typed(store, known, typed):
    assert list(asked(store, **typed)) == [known]


@pytest.mark.parametrize(
    "typed",
    [
        {"name": ""},
        {"name": "Yohanes Lawing"},
        {"name": "Maria Usat", "phone": "+6281234567890"},
        {"name": "Yohanes Lawing", "nik": "6501031305809001", "birth_date": BORN},
        {"name": '" OR * NEAR(', "birth_date": BORN},
    ],
    ids=["nothing", "only a common name", "family", "the same NIK", "hostile"],
)
def test_nobody_is_proposed_without_good_reason(store, known, typed):
    assert asked(store, **typed) == {}


def test_the_record_itself_and_archived_ones_are_not_proposed(store, known):
    typed = {"name": "Yohanes Lawing", "birth_date": BORN}
    assert asked(store, besides=known, **typed) == {}
    with store.writing("Archive") as session:
        from models.base import utc_now
        from models.people.tables import Person

        session.get_one(Person, known).archived_at = utc_now()
    assert asked(store, **typed) == {}


def test_the_likeliest_come_first_and_not_more_than_asked(store, keep, known):
    keep(*(a.person(name="Yohanes Lawing", nik=None, birth_date=BORN) for _one in range(4)))
    typed = {"name": "Yohanes Lawing", "birth_date": BORN, "phone": "+6281234567890"}
    found = asked(store, **typed)
    assert len(found) == 3
    assert next(iter(found)) == known
    scores = [likeness.score for likeness in found.values()]
    assert scores == sorted(scores, reverse=True)


def test_every_reason_is_said():
    assert all(reason_words(reason) for reason in Reason)
