from datetime import date, timedelta

import pytest

from models.errors import UserError
from models.history.undo import next_undo, undo
from models.office.absences import (
    AbsenceDraft,
    absence_draft,
    absence_name,
    absences,
    add_absence,
    change_absence,
    remove_absence,
)
from models.office.queries import officers
from models.office.tables import AbsenceKind

FIRST, LAST = date(2026, 3, 9), date(2026, 3, 13)


@pytest.fixture
def rina(store):
    with store.reading() as session:
        return officers(session)[0].id


@pytest.fixture
def leave(rina):
    return AbsenceDraft(rina, AbsenceKind.TRAVEL, FIRST, LAST, "Ke Jakarta")


@pytest.fixture
def absence(store, leave):
    with store.writing() as session:
        return add_absence(session, leave).id


def found(store, first, last):
    with store.reading() as session:
        return [
            (one.officer, one.first_day, one.last_day) for one in absences(session, first, last)
        ]


def shown(store, absence):
    with store.reading() as session:
        return absence_draft(session, absence)


def take_back(store):
    """Undo the last action and return what it was called."""
    with store.writing() as session:
        step = next_undo(session)
        undo(session, step.action_id)
    return step.title


def test_an_absence_gives_back_its_draft(store, absence, leave):
    assert shown(store, absence) == leave


def test_an_absence_without_a_last_day_is_of_one_day(store, rina):
    draft = AbsenceDraft(rina, first_day=FIRST)
    with store.writing() as session:
        absence = add_absence(session, draft).id
    assert shown(store, absence) == draft
    assert found(store, FIRST, FIRST) == [("Rina Contoh", FIRST, FIRST)]


@pytest.mark.parametrize(
    ("first", "last", "there"),
    [(-3, -1, False), (-3, 0, True), (2, 2, True), (4, 9, True), (5, 9, False), (-9, 9, True)],
)
def test_those_that_touch_the_days_asked_for_are_found(store, absence, first, last, there):
    days = FIRST + timedelta(days=first), FIRST + timedelta(days=last)
    assert bool(found(store, *days)) is there


def test_adding_changing_and_removing_are_each_undone(store, absence, rina, leave):
    changed = AbsenceDraft(rina, AbsenceKind.LEAVE, LAST)
    with store.writing() as session:
        change_absence(session, absence, changed)
    assert shown(store, absence) == changed
    assert take_back(store) == "Change an absence of Rina Contoh"
    assert shown(store, absence) == leave
    with store.writing() as session:
        remove_absence(session, absence)
    assert found(store, FIRST, LAST) == []
    assert take_back(store) == "Remove an absence of Rina Contoh"
    assert take_back(store) == "Note an absence of Rina Contoh"
    assert found(store, FIRST, LAST) == []


def test_an_absence_that_is_gone_is_told(store, absence, leave):
    with store.writing() as session:
        remove_absence(session, absence)
    for change in (remove_absence, lambda s, one: change_absence(s, one, leave)):
        with pytest.raises(UserError, match="not there any more"), store.writing() as session:
            change(session, absence)
    with pytest.raises(UserError, match="not there any more"):
        shown(store, absence)


@pytest.mark.parametrize(
    ("draft", "fields"),
    [
        (AbsenceDraft(1, first_day=FIRST), set()),
        (AbsenceDraft(1, first_day=FIRST, last_day=FIRST), set()),
        (AbsenceDraft(), {"officer_id", "first_day"}),
        (AbsenceDraft(1, first_day=LAST, last_day=FIRST), {"last_day"}),
        (AbsenceDraft(1, first_day=FIRST, last_day=FIRST + timedelta(days=367)), {"last_day"}),
        (AbsenceDraft(1, first_day=FIRST, note="x" * 501), {"note"}),
    ],
)
def test_an_absence_that_cannot_be_kept_says_where(draft, fields):
    assert set(draft.problems()) == fields


def test_every_kind_has_a_name_of_its_own():
    assert len({absence_name(kind) for kind in AbsenceKind}) == len(AbsenceKind)
