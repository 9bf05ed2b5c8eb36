"""Whose data may not be processed is met on no list, in no search, in no file and at no desk."""

from datetime import date

import pytest

from models.base import utc_now
from models.cards.queries import card_ids, waiting_cards
from models.enrolment.attending import Part, event_people
from models.enrolment.desk import attendance_ids, find_at_desk, present_ids
from models.enrolment.scanned import meant, understand
from models.events.operations import check_in, invite
from models.events.tables import Attendance
from models.exchange.known import alike_people, known_people
from models.exchange.planned import ListedPerson
from models.history.undo import UndoConflictError, next_redo, next_undo, undo
from models.people.bin import archive_people, bring_back_people
from models.people.exporting import exported_lines
from models.people.filters import PeopleFilter
from models.people.listing import Listing, listed_ids, searched_ids
from models.people.operations import add_person
from models.people.queries import person_draft
from models.people.renewals import RenewalOrder, renewals
from models.people.tables import Person
from models.privacy.limits import LimitedError, is_limited, lift_limit, limited_niks, put_out_of_use
from models.reporting.annexes import enrolled_lines, present_lines
from models.words import spoken
from tests.factories import attendance, card, enrolment, event, person

NIK = "6501031305800017"
DAY = date(2022, 6, 28)


@pytest.fixture
def held(keep):
    """An event with two who were present, enrolled and wait for their cards."""
    return keep(event())


@pytest.fixture
def who(keep, held):
    somebody = keep(person(nik=NIK, name="Siti Warga"))
    _at(keep, held, somebody)
    return somebody


@pytest.fixture
def other(keep, held):
    somebody = keep(person(name="Budi Warga"))
    _at(keep, held, somebody)
    return somebody


@pytest.fixture
def limited(store, who, other):
    with store.writing("Limit") as session:
        put_out_of_use(session.get_one(Person, who.id))
    return who


def _at(keep, held, somebody):
    keep(attendance(event_id=held.id, person_id=somebody.id, present_at=utc_now()))
    enrolled = keep(enrolment(event_id=held.id, person_id=somebody.id))
    keep(card(enrolment_id=enrolled.id))


LISTS = {
    "people": lambda session, _held: listed_ids(session, Listing(), DAY),
    "search": lambda session, _held: searched_ids(session, "warga", Listing(), DAY, 9),
    "desk by name": lambda session, held: find_at_desk(session, held, "warga"),
    "who came last": lambda session, held: present_ids(session, held),
    "the event's list": lambda session, held: attendance_ids(session, held),
    "the event's people": lambda session, held: event_people(session, held).ids,
    "the enrolled": lambda session, held: event_people(session, held).parts[Part.ENROLLED],
    "annex of enrolled": lambda session, held: enrolled_lines(session, held),
    "annex of present": lambda session, held: present_lines(session, held),
    "cards": lambda session, held: card_ids(session, held),
    "call list": lambda session, _held: renewals(session, DAY, 999, next(iter(RenewalOrder))),
}


@pytest.mark.parametrize("name", LISTS)
def test_of_two_one_is_left_on_each_list_until_the_limit_is_lifted(store, held, who, other, name):
    def count():
        with store.reading() as session:
            return len(LISTS[name](session, held.id))

    assert count() == 2
    with store.writing("Limit") as session:
        put_out_of_use(session.get_one(Person, who.id))
    assert count() == 1
    with store.writing() as session:
        lift_limit(session, who.id)
    assert count() == 2


def test_no_search_finds_them(store, held, limited):
    with store.reading() as session:
        assert list(searched_ids(session, "Siti", Listing(), DAY, 9)) == []
        assert find_at_desk(session, held.id, NIK) == []
        assert find_at_desk(session, held.id, "Siti") == []


def test_their_cards_wait_no_longer(store, limited, other):
    with store.reading() as session:
        assert waiting_cards(session, [limited.id]) == []
        assert len(waiting_cards(session, [other.id])) == 1


def test_they_are_in_no_file_not_even_in_that_of_the_bin(store, limited):
    wanted = Listing(PeopleFilter(archived=True))
    with store.reading() as session:
        ids = listed_ids(session, wanted, DAY)
    assert list(ids) == [limited.id]  # there one finds who is to be lifted
    assert list(exported_lines(store, ids, ["name"], spoken(), masked=True)) == []


def test_the_desk_is_told_by_their_nik_and_of_nothing_else(store, held, limited):
    with store.reading() as session:
        found = meant(session, held.id, understand(NIK))
        nobody = meant(session, held.id, understand("6501031305800025"))
    assert (found.people, found.limited) == ((), True)
    assert not nobody.limited


def test_they_are_neither_checked_in_nor_invited(store, keep, held, limited):
    another = keep(event())
    with pytest.raises(LimitedError) as told, store.writing() as session:
        check_in(session, another.id, limited.id)
    assert "Siti" not in str(told.value)
    with store.writing() as session:
        assert invite(session, another.id, [limited.id]) == 0


def test_nobody_is_taken_in_with_their_nik_and_they_are_not_named(store, limited):
    with store.reading() as session:
        draft = person_draft(session, limited.id)
    with pytest.raises(LimitedError) as told, store.writing() as session:
        add_person(session, draft)
    assert "Siti" not in str(told.value)


def test_an_import_knows_them_with_nothing_of_them(store, limited):
    with store.reading() as session:
        known = known_people(session, [NIK])
        listed = ListedPerson(None, "Siti Warga", date(1980, 5, 13))
        assert alike_people(session, [listed]) == {}
    assert known[NIK].limited
    assert known[NIK].person == ListedPerson(NIK, "")


def test_a_record_merged_into_theirs_leads_to_the_limit(store, keep, limited):
    keep(person(nik="6501031305800033", merged_into_id=limited.id, archived_at=utc_now()))
    with store.reading() as session:
        assert limited_niks(session, ["6501031305800033"]) == {"6501031305800033"}


def test_the_bin_does_not_give_them_back(store, limited):
    with pytest.raises(LimitedError, match="Lift"), store.writing() as session:
        bring_back_people(session, [limited.id])
    with store.writing() as session:
        lift_limit(session, limited.id)
    with store.reading() as session:
        kept = session.get_one(Person, limited.id)
        assert (kept.limited_at, kept.archived_at) == (None, None)


def test_undoing_the_limit_lifts_it_and_redoing_sets_it(store, limited):
    for expected in (False, True):
        with store.writing() as session:
            step = next_redo(session) if expected else next_undo(session)
            undo(session, step.action_id)
        with store.reading() as session:
            assert is_limited(session, limited.id) is expected


@pytest.mark.parametrize("also", [False, True])
def test_undoing_an_older_archiving_does_not_bring_them_back(store, keep, also):
    somebody = keep(person())
    with store.writing() as session:
        archive_people(session, [somebody.id])
    with store.reading() as session:
        step = next_undo(session).action_id
    with store.writing("Limit") as session:
        put_out_of_use(session.get_one(Person, somebody.id))
    refused = LimitedError if also else UndoConflictError
    with pytest.raises(refused), store.writing() as session:
        undo(session, step, also={("person", somebody.id)} if also else set())
    with store.reading() as session:
        assert session.get_one(Person, somebody.id).archived_at is not None


def test_what_was_noted_of_them_stays(store, held, limited):
    with store.reading() as session:
        assert session.query(Attendance).filter_by(person_id=limited.id).count() == 1
