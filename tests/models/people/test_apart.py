from datetime import UTC, date, datetime

import pytest

from models.errors import UserError
from models.history.undo import next_undo, undo
from models.people.alike import alike
from models.people.apart import apart_from, apart_pairs, bring_together, keep_apart, kept_apart
from models.people.drafts import PersonDraft
from models.people.duplicates import duplicates, still_likely
from models.people.merging import merge_people
from models.people.queries import person_draft
from models.people.tables import Person
from models.progress import finish
from tests import factories as a

BORN = date(1975, 2, 20)


@pytest.fixture
def three(keep):
    """Three records that look like one person."""
    shape = {"name": "Yohanes Lawing", "nik": None, "birth_date": BORN, "phone": "+62811"}
    return [one.id for one in keep(*(a.person(**shape) for _one in "123"))]


def apart(store, one, other):
    with store.writing() as session:
        keep_apart(session, one, other)


def take_back(store):
    with store.writing() as session:
        undo(session, next_undo(session).action_id)


def pairs(store):
    with store.reading() as session:
        return apart_pairs(session)


def last(store):
    with store.reading() as session:
        return next_undo(session)


def test_whom_one_keeps_apart_is_noted_once_in_whichever_order(store, three):
    first, second, third = three
    apart(store, second, first)
    noted = last(store)
    apart(store, first, second)
    apart(store, first, third)
    assert pairs(store) == {(first, second), (first, third)}
    with store.reading() as session:
        assert apart_from(session, first) == {second, third}
        assert apart_from(session, third) == {first}
    take_back(store)
    assert last(store) == noted, "noting it again was no action"


def test_keeping_apart_is_one_action_named_in_words_and_taken_back(store, three):
    apart(store, *three[:2])
    assert last(store).title == "Keep apart Yohanes Lawing and Yohanes Lawing"
    take_back(store)
    assert pairs(store) == set()


def test_bringing_together_is_one_action_named_in_words_and_taken_back(store, three):
    apart(store, *three[:2])
    with store.writing() as session:
        bring_together(session, three[1], three[0])
    assert pairs(store) == set()
    assert last(store).title == "Keep Yohanes Lawing and Yohanes Lawing apart no longer"
    take_back(store)
    assert pairs(store) == {(three[0], three[1])}


def test_from_whom_one_was_kept_apart_is_told_on_both_sides_without_those_put_away(store, three):
    first, second, third = three
    apart(store, first, second)
    apart(store, first, third)
    with store.reading() as session:
        assert [one.id for one in kept_apart(session, first)] == [second, third]
        assert [one.id for one in kept_apart(session, third)] == [first]
    with store.writing("Archive") as session:
        session.get_one(Person, third).archived_at = datetime(2022, 6, 28, tzinfo=UTC)
    with store.reading() as session:
        assert [one.id for one in kept_apart(session, first)] == [second]


def test_one_record_or_one_that_is_gone_is_not_kept_apart(store, three):
    with pytest.raises(UserError, match="same record"):
        apart(store, three[0], three[0])
    with store.writing("Archive") as session:
        session.get_one(Person, three[1]).archived_at = datetime(2022, 6, 28, tzinfo=UTC)
    with pytest.raises(UserError, match="no longer in the list"):
        apart(store, three[0], three[1])
    with pytest.raises(UserError, match="no longer in the list"):
        apart(store, three[0], 4711)
    assert pairs(store) == set()


def test_the_review_leaves_out_whom_one_keeps_apart(store, three):
    first, second, third = three
    apart(store, second, first)
    assert {one.pair for one in finish(duplicates(store))} == {(first, third), (second, third)}
    with store.reading() as session:
        assert still_likely(session, [(first, second)]) == []


def test_of_a_record_nobody_is_proposed_from_whom_it_is_kept_apart(store, three):
    first, second, third = three
    apart(store, first, second)
    with store.reading() as session:
        draft = person_draft(session, first)
        assert [one.person.id for one in alike(session, draft, besides=first)] == [third]
        new = PersonDraft(name="Yohanes Lawing", phone="+62811")
        assert {one.person.id for one in alike(session, new)} == set(three)


def test_of_two_kept_apart_who_are_merged_after_all_nothing_is_left(store, three):
    first, second, _third = three
    apart(store, first, second)
    with store.writing() as session:
        merge_people(session, second, first)
    assert pairs(store) == set()
    take_back(store)
    assert pairs(store) == {(first, second)}


@pytest.mark.parametrize("kept", [0, 1, 2])
def test_who_is_kept_apart_from_one_record_is_so_from_the_one_it_is_merged_into(
    store, keep, three, kept
):
    first, second, third = three[kept:] + three[:kept]
    other = keep(a.person(name="Maria Usat")).id
    for pair in ((second, third), (other, second), (first, other)):
        apart(store, *pair)
    before = pairs(store)
    with store.writing() as session:
        merge_people(session, first, second)
    assert pairs(store) == {tuple(sorted(pair)) for pair in ((first, third), (first, other))}
    take_back(store)
    assert pairs(store) == before
