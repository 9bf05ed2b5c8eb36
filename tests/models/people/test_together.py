"""Many people at once: changed together, put away and brought back, their cards; views by name."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from models.cards.tables import Card, CardState
from models.enrolment.tables import EnrolmentStatus
from models.errors import UserError
from models.history.tables import Action
from models.history.undo import next_undo
from models.history.undo import undo as take_back
from models.people import bulk
from models.people.bin import ReasonNeededError, archive_people, bring_back_people
from models.people.bulk import (
    BulkDraft,
    BulkField,
    change_people,
    invite_together,
    preview,
    queue_cards,
)
from models.people.filters import PeopleFilter
from models.people.listing import Listing, ListOrder
from models.people.queries import people_count
from models.people.tables import Person, SavedView
from models.people.views import people_views, remove_view, rename_view, save_view
from tests import factories as a

GROUP = BulkDraft(fields=(BulkField.GROUP,), group_name="Kelompok Mekar")


@pytest.fixture
def people(keep):
    return [one.id for one in keep(*(a.person(name=name) for name in ("Awing", "Budi", "Citra")))]


def fields(store, *names):
    with store.reading() as session:
        columns = [getattr(Person, name) for name in names]
        return [tuple(row) for row in session.execute(select(*columns).order_by(Person.name))]


def undo(store):
    with store.writing() as session:
        take_back(session, next_undo(session).action_id)


def last_action(store):
    with store.reading() as session:
        row = session.scalars(select(Action).order_by(Action.id.desc())).first()
        return row.name, row.words


def test_a_preview_says_old_and_new_of_those_only_who_would_change(store, keep, people):
    keep(a.person(name="Dewi", group_name="Kelompok Mekar"))
    with store.reading() as session:
        everybody = list(session.scalars(select(Person.id).order_by(Person.name)))
        found = preview(session, everybody, GROUP)
    assert (found.changed, found.same) == (3, 1)
    assert [row.name for row in found.rows] == ["Awing", "Budi", "Citra"]
    assert found.rows[0].changes == ((BulkField.GROUP, "", "Kelompok Mekar"),)


def test_only_the_fields_chosen_change_and_all_of_it_is_undone_at_once(store, people):
    draft = BulkDraft(
        fields=(BulkField.VILLAGE, BulkField.FLAG),
        region_code="65.01.03.2002",
        region_line="Desa Pimping",
        group_name="Not this",
        flag="Cek",
    )
    with store.writing() as session:
        assert change_people(session, people[:2], draft) == 2
    changed = ("65.01.03.2002", "Desa Pimping", None, "Cek")
    untouched = (None, None, None, None)
    names = ("region_code", "region_line", "group_name", "flag")
    assert fields(store, *names) == [changed, changed, untouched]
    undo(store)
    assert fields(store, *names) == [untouched] * 3


def test_blank_takes_out_what_was_there(store, people):
    with store.writing() as session:
        change_people(session, people, GROUP)
    with store.writing() as session:
        draft = BulkDraft(fields=(BulkField.GROUP,), group_name="  ")
        assert change_people(session, people[:1], draft) == 1
    assert fields(store, "group_name")[0] == (None,)


def test_who_is_like_that_already_is_not_changed(store, people):
    with store.writing() as session:
        change_people(session, people, GROUP)
    with store.writing() as session:
        assert change_people(session, people, GROUP) == 0


def test_too_many_at_once_are_refused(store, keep, people, monkeypatch):
    monkeypatch.setattr(bulk, "MOST", 2)
    with pytest.raises(UserError, match="At most 2 people"), store.writing() as session:
        change_people(session, people, GROUP)
    with store.reading() as session, pytest.raises(UserError):
        preview(session, people, GROUP)
    for do in (archive_people, bring_back_people, queue_cards):
        with pytest.raises(UserError, match="At most 2 people"), store.writing() as session:
            do(session, people)
    event = keep(a.event())
    with pytest.raises(UserError, match="At most 2 people"), store.writing() as session:
        invite_together(session, event.id, people)


def test_nothing_chosen_and_too_long_are_problems():
    assert set(BulkDraft().problems()) == {""}
    assert set(BulkDraft(fields=(BulkField.GROUP,), group_name="x" * 301).problems()) == {"group"}
    assert GROUP.problems() == {}


def test_cards_are_queued_of_those_enrolled_and_without_one(store, keep, people):
    event = keep(a.event())
    open_one = keep(a.enrolment(event_id=event.id, person_id=people[0]))
    carded = keep(a.enrolment(event_id=event.id, person_id=people[1]))
    keep(a.enrolment(person_id=people[2], status=EnrolmentStatus.REJECTED))
    keep(a.card(enrolment_id=carded.id))
    with store.writing() as session:
        assert queue_cards(session, people) == 1
    with store.reading() as session:
        states = dict(session.execute(select(Card.enrolment_id, Card.state)).all())
    assert states[open_one.id] is CardState.QUEUED
    assert len(states) == 2
    undo(store)
    with store.reading() as session:
        assert session.scalars(select(Card.enrolment_id)).all() == [carded.id]


def test_people_are_put_away_and_brought_back(store, people):
    with store.writing() as session:
        everybody = people_count(session)
        assert archive_people(session, people[:2]) == 2
        assert people_count(session) == everybody - 2  # as the status line says it
    assert [row[0] is not None for row in fields(store, "archived_at")] == [True, True, False]
    assert last_action(store) == ("Archive people: {count}", {"count": 2, "reason": ""})
    with store.writing() as session:
        assert archive_people(session, people) == 1
    with store.writing() as session:
        assert bring_back_people(session, people) == 3
    assert fields(store, "archived_at") == [(None,)] * 3
    undo(store)
    assert all(row[0] for row in fields(store, "archived_at"))


def test_who_is_enrolled_is_put_away_only_for_a_reason(store, keep, people):
    keep(a.enrolment(person_id=people[0]))
    with pytest.raises(ReasonNeededError), store.writing() as session:
        archive_people(session, people[:1], "  ")
    with store.writing() as session:
        assert archive_people(session, people[:1], " meninggal\n dunia ") == 1
    words = {"person": "Awing", "reason": "meninggal dunia"}
    assert last_action(store) == ("Archive {person}: {reason}", words)


def test_a_rejected_enrolment_asks_for_no_reason(store, keep, people):
    keep(a.enrolment(person_id=people[0], status=EnrolmentStatus.REJECTED))
    with store.writing() as session:
        assert archive_people(session, people[:1]) == 1


def test_a_merged_record_is_not_brought_back(store, keep, people):
    gone = datetime(2026, 1, 1, tzinfo=UTC)
    merged = keep(a.person(name="Dewi", archived_at=gone, merged_into_id=people[0]))
    with store.writing() as session:
        assert bring_back_people(session, [merged.id]) == 0
    assert fields(store, "archived_at")[-1][0] is not None


LISTING = Listing(PeopleFilter(place="bunyu", cover_days=30), ListOrder.COVER, descending=True)


def test_a_view_is_kept_renamed_and_removed_each_undone(store):
    with store.writing() as session:
        view = save_view(session, "  Segera \n habis ", LISTING)
    assert views(store) == [("Segera habis", LISTING)]
    with store.writing() as session:
        rename_view(session, view, "Habis")
    assert views(store) == [("Habis", LISTING)]
    with store.writing() as session:
        remove_view(session, view)
    assert views(store) == []
    undo(store)
    assert views(store) == [("Habis", LISTING)]
    undo(store)
    assert views(store) == [("Segera habis", LISTING)]
    undo(store)
    assert views(store) == []


def test_a_view_of_the_same_name_is_replaced(store):
    with store.writing() as session:
        save_view(session, "Habis", Listing())
    with store.writing() as session:
        save_view(session, "Habis", LISTING)
    assert views(store) == [("Habis", LISTING)]


ARRANGED = {"order": ["nik", "name"], "away": ["sex"], "widths": {"nik": 120}, "sort": None}


def columns(store):
    with store.reading() as session:
        return [view.columns for view in people_views(session)]


def test_a_view_keeps_how_the_columns_were_arranged_and_replacing_it_is_undone(store):
    with store.writing() as session:
        save_view(session, "Habis", LISTING, ARRANGED)
    assert (views(store), columns(store)) == ([("Habis", LISTING)], [ARRANGED])
    with store.writing() as session:
        save_view(session, "Habis", LISTING, {"order": ["name"]})
    assert columns(store) == [{"order": ["name"]}]
    undo(store)
    assert (views(store), columns(store)) == ([("Habis", LISTING)], [ARRANGED])


@pytest.mark.parametrize("kept", [{}, {"columns": None}, {"columns": ["name"]}])
def test_a_view_kept_without_columns_has_none(store, keep, kept):
    keep(SavedView(page="people", name="Lama", content={"order": "nik", **kept}))
    assert views(store) == [("Lama", Listing(order=ListOrder.NIK))]
    assert columns(store) == [None]


@pytest.mark.parametrize("name", ["", "  \n", "x" * 61, "Lain"])
def test_a_name_that_cannot_be_kept_is_refused(store, name):
    with store.writing() as session:
        view = save_view(session, "Habis", LISTING)
        save_view(session, "Lain", LISTING)
    with pytest.raises(UserError), store.writing() as session:
        rename_view(session, view, name)


@pytest.mark.parametrize("content", [{"order": "shoe size"}, {"wanted": {"sexes": 3}}])
def test_a_view_that_cannot_be_read_is_listed_all_the_same(store, keep, content):
    keep(SavedView(page="people", name="Aneh", content=content))
    assert views(store) == [("Aneh", None)]


def views(store):
    with store.reading() as session:
        return [(view.name, view.listing) for view in people_views(session)]
