from contextlib import closing
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models import opening
from models.engines.postgres import Server
from models.events.operations import check_in, invite
from models.history.bulk import insert_many
from models.people.names import FOLDING, fold_name
from models.people.operations import change_person
from models.people.queries import person_draft
from models.people.search import FEW_INVITED, FOLDED_BY, find_ids, fits
from models.people.spelling import FEWEST_LETTERS, LETTERS, KnownWords, one_letter_away
from models.people.tables import Person
from models.server.opening import open_server
from tests import factories as a


@pytest.fixture
def people(keep):
    return keep(
        a.person(name="MUHAMMAD YUSUF", nik="6501031305809001", phone="+6281234567890"),
        a.person(name="Yohanes Lawing", nik="6501031305809002", phone="+6285212340000"),
        a.person(name="Siti Rahmawati", nik="6404011305809003", member_number="22062800114"),
    )


def found(store, typed, **how):
    with store.reading() as session:
        return find_ids(session, typed, **{"limit": 10} | how)


@pytest.mark.parametrize(
    ("typed", "who"),
    [
        ("yoh", 1),
        ("LAW", 1),
        ("lawing yohanes", 1),
        ("mohamad", 0),
        ("moh yus", 0),
        ("6404", 2),
        ("6501 0313 0580 9002", 1),
        ("0812", 0),
        ("+62 812-3456", 0),
        ("62852", 1),
        ("22062800", 2),
    ],
)
def test_people_are_found_as_one_types(store, people, typed, who):
    assert found(store, typed) == [people[who].id]


@pytest.mark.parametrize("typed", ["", "  ", "12", '"', "*", "NEAR(", "a AND", "' OR 1=1 --", "-"])
def test_whatever_is_typed_does_no_harm(store, people, typed):
    assert len(found(store, typed)) <= 3


def test_a_common_beginning_finds_several_but_not_too_many(store, people):
    assert set(found(store, "6501")) == {people[0].id, people[1].id}
    assert len(found(store, "6501", limit=1)) == 1


def test_those_of_the_event_come_first(store, keep, people):
    event = keep(a.event())
    with store.writing() as session:
        invite(session, event.id, [people[1].id])
    assert found(store, "6501", event_id=event.id)[0] == people[1].id
    assert found(store, "6501", event_id=event.id, only_event=True) == [people[1].id]
    assert found(store, "lawing", event_id=event.id, only_event=True) == [people[1].id]
    assert found(store, "siti", event_id=event.id, only_event=True) == []


def test_a_changed_name_is_found_and_the_old_one_is_not(store, people):
    with store.writing() as session:
        draft = person_draft(session, people[1].id)
        change_person(session, people[1].id, replace(draft, name="Paulus Ding"))
    assert found(store, "paulus") == [people[1].id]
    assert found(store, "lawing") == []


def test_archived_people_are_not_found(store, people):
    from models.base import utc_now

    with store.writing("Archive") as session:
        session.get_one(Person, people[1].id).archived_at = utc_now()
    assert found(store, "lawing") == []


SPELLINGS = {
    "Muhammad Yusuf": ["Mohamad Jusuf", "Mohammad Joesoef", "Muh. Yusup", "Moh Yusuf", "M. Yusuf"],
    "Abdurrahman Noor": ["Abd. Rahman Nur", "Abdoel Rachman Noer", "Abdul Rahman", "Abdur Rahman"],
    "Sitti Nurhayati": ["Siti Noerhajati", "St. Nurhayati", "Siti Nur"],
    "Djoko Tjahjono": ["Joko Cahyono", "Djoko Cahjono"],
    "Njoman Soekarno": ["Nyoman Sukarno", "Nioman Soekarno"],
    "Achmad Sjahrul": ["Ahmad Syahrul", "Akhmad Sahrul"],
    "Widjaja Chairul": ["Wijaya Khairul", "Widjaya Chaerul"],
    "Hj. Jenny Fathimah": ["Yeni Fatimah", "Yenny Fatima"],
}


@pytest.fixture
def spelled(keep):
    return {name: keep(a.person(name=name)).id for name in SPELLINGS}


@pytest.mark.parametrize(
    ("name", "typed"), [(name, typed) for name, ways in SPELLINGS.items() for typed in ways]
)
def test_a_name_is_found_by_each_of_its_spellings(store, spelled, name, typed):
    assert spelled[name] in found(store, typed)


@settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.sampled_from(sorted(SPELLINGS)), st.randoms(use_true_random=False))
def test_a_name_is_found_with_one_letter_mistyped_in_one_of_its_words(store, spelled, name, chance):
    words = fold_name(name).split()
    long = [place for place, word in enumerate(words) if len(word) >= FEWEST_LETTERS]
    place = chance.choice(long)
    words[place] = chance.choice(
        [one for one in one_letter_away(words[place]) if len(one) >= FEWEST_LETTERS]
    )
    typed = " ".join(words)
    if fold_name(typed).split() == words:  # else the letters of two make another one
        assert spelled[name] in found(store, typed, limit=50)


@pytest.mark.parametrize(
    ("typed", "who"),
    [
        ("yohanis", 1),
        ("yohsnes law", 1),
        ("yohanes lwaing", 1),
        ("lawin yohnes", 1),
        ("rahmawato", 2),
        ("siti rahmwati", 2),
        ("muhamnad yusuf", 0),
    ],
)
def test_people_are_found_with_one_letter_mistyped(store, people, typed, who):
    assert found(store, typed) == [people[who].id]


@pytest.mark.parametrize("typed", ["yohsnis", "yohanis lawung", "lqw", "xyz", "yohaneslawing"])
def test_more_than_one_mistyped_letter_finds_nobody(store, people, typed):
    assert found(store, typed) == []


def test_those_who_fit_exactly_come_before_those_one_letter_away(store, keep):
    alike, exact = keep(a.person(name="Kartona"), a.person(name="Kartono"))
    assert found(store, "kartono") == [exact.id, alike.id]


def test_where_enough_fit_exactly_nobody_else_is_looked_for(store, keep):
    exact = keep(*(a.person(name="Kartono") for _one in "123"))
    keep(a.person(name="Kartona"))
    assert set(found(store, "kartono")) == {one.id for one in exact}


def test_somebody_of_the_event_is_found_with_a_letter_mistyped(store, keep, people):
    event = keep(a.event())
    with store.writing() as session:
        invite(session, event.id, [people[1].id])
    assert found(store, "yohanis", event_id=event.id, only_event=True) == [people[1].id]


@pytest.mark.parametrize("invited", [1, FEW_INVITED + 1])
@pytest.mark.parametrize("typed", ["kornelius", "kornelixs"])
def test_where_many_fit_those_of_the_event_come_first(store, keep, invited, typed):
    event = keep(a.event())
    with store.writing("Keep what a test needs") as session:
        insert_many(session, Person, ("name",), [["Kornelius"]] * 5)
        others = insert_many(session, Person, ("name",), [["Awing"]] * (invited - 1))
        [here] = insert_many(session, Person, ("name",), [["Kornelius"]])
        invite(session, event.id, [*others, here])
    assert found(store, typed, event_id=event.id, limit=3)[0] == here
    assert found(store, typed, event_id=event.id, limit=3, only_event=True) == [here]
    assert len(found(store, typed, event_id=event.id, limit=3)) == 3


def test_a_name_taken_in_after_the_first_search_is_found_with_a_letter_mistyped(
    store, people, keep
):
    assert found(store, "zulkifly") == []
    new = keep(a.person(name="Zulkarnain"))
    assert found(store, "zulkarmain") == [new.id]


def test_fitting_is_told_from_fitting_save_for_a_letter():
    assert fits("H. Yohanes Lawing", "law joh")
    assert not fits("H. Yohanes Lawing", "yohanis")
    assert fits("Whoever", "0812")


def test_of_the_words_meant_whole_ones_come_first_and_short_ones_mean_nothing():
    known = KnownWords(["kartini", "kartono", "kartonos"])
    known.add(["karton", "kartono"])
    assert known.meant_by("karsono") == ["kartono"]
    assert known.meant_by("kar") == []
    assert not known.begin_with("kartu")


@given(st.text(LETTERS, min_size=1, max_size=10))
def test_one_letter_away_goes_both_ways(word):
    assert all(word in set(one_letter_away(near)) for near in set(one_letter_away(word)))


def test_names_folded_by_an_older_edition_are_indexed_anew_when_they_are_opened(store, people):
    with store.rebuilding() as connection:
        connection.exec_driver_sql("DELETE FROM person_search")
        connection.exec_driver_sql(f"DELETE FROM local WHERE key = '{FOLDED_BY}'")
    assert found(store, "lawing") == []
    store.close()
    with closing(opened_again(store)) as again:
        assert found(again, "lawing") == [people[1].id]
        with again.rebuilding() as connection:
            kept = connection.exec_driver_sql(f"SELECT value FROM local WHERE key = '{FOLDED_BY}'")
            assert kept.scalar() == str(FOLDING)


def opened_again(store):
    """Open the file, or the server's database, as the program does at its start."""
    if isinstance(store.place, Server):
        return open_server(store.place.address, store.place.desk_number)
    return opening.open_store(store.path)


def test_those_found_by_a_number_come_in_the_same_order_whoever_was_changed_last(store, people):
    before = found(store, "6501")
    with store.writing("Change") as session:
        session.get_one(Person, people[0].id).address = "Jalan Durian 1"
    assert found(store, "6501") == before == [people[0].id, people[1].id]


@pytest.mark.parametrize("typed", ["yo", "6501"])
def test_those_of_an_event_come_in_the_same_order_whoever_came_last(store, keep, typed):
    event = keep(a.event())
    invited = keep(*(a.person(name=f"Yohana {n}", nik=f"650103130580900{n}") for n in range(1, 4)))
    with store.writing() as session:
        invite(session, event.id, [one.id for one in invited])
    with store.writing() as session:
        check_in(session, event.id, invited[0].id)
        session.get_one(Person, invited[0].id).address = "Jalan Durian 1"
    seen = found(store, typed, event_id=event.id, only_event=True, limit=3)
    assert seen == [one.id for one in invited]
