from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.exc import IntegrityError

from models.errors import UserError
from models.events.checklist import (
    add_task,
    change_task,
    checklist,
    due_day,
    due_name,
    due_tasks,
    remove_task,
    tick_task,
    untick_task,
)
from models.events.drafts import TaskDraft
from models.events.operations import change_event, plan_event, set_stage
from models.events.tables import EventKind, EventTask, Stage
from models.events.templates import shipped_template
from models.history.steps import next_steps, take_back
from models.history.telling import record_name
from models.history.timeline import event_timeline
from models.office.queries import officers
from models.progress import finish
from models.words import LANGUAGES, speak
from tests import factories as a
from tests.statements import statements

DAY = a.START.date()
EARLY = DAY - timedelta(days=100)
"""So long before the event that nothing is overdue."""


@pytest.fixture
def rina(store):
    with store.reading() as session:
        return officers(session)[0].id


@pytest.fixture
def event(keep):
    """An event with an empty checklist."""
    return keep(a.event(title="Temu")).id


@pytest.fixture
def do(store):
    """Do one operation as one action; return what it returns."""

    def _do(operation, *given):
        with store.writing() as session:
            return operation(session, *given)

    return _do


def rows(store, event, today=EARLY):
    with store.reading() as session:
        return checklist(session, event, today)


def texts(store, event, today=EARLY):
    return [row.text for row in rows(store, event, today)]


def due(store, today, most=10):
    with store.reading() as session:
        return due_tasks(session, today, most)


def test_a_task_gives_back_its_draft_and_the_day_it_falls_on(store, event, rina, do):
    draft = TaskDraft("Cetak daftar hadir", -3, rina)
    task = do(add_task, event, draft)
    [row] = rows(store, event)
    assert (row.id, row.draft, row.owner) == (task, draft, "Rina Contoh")
    assert (row.due, row.done_at, row.done_by) == (date(2022, 6, 25), None, "")


def test_tasks_stand_by_their_day_and_then_in_the_order_they_were_added(store, event, do):
    for text, days in (("c", 2), ("a", -3), ("d", 2), ("b", -1)):
        do(add_task, event, TaskDraft(text, days))
    assert texts(store, event) == ["a", "b", "c", "d"]


def test_what_is_overdue_stands_first_unless_it_is_done(store, event, do):
    done, late, soon = (
        do(add_task, event, TaskDraft(text, days))
        for text, days in (("sudah", -9), ("lewat", -8), ("besok", 0))
    )
    do(tick_task, done)
    found = rows(store, event, DAY)
    assert [row.id for row in found] == [late, done, soon]
    assert [row.is_overdue(DAY) for row in found] == [True, False, False]


def test_a_task_is_overdue_from_the_day_after_its_own(store, event, do):
    do(add_task, event, TaskDraft("a", -1))
    [row] = rows(store, event)
    assert not row.is_overdue(row.due)
    assert row.is_overdue(row.due + timedelta(days=1))


def test_days_move_with_the_event(store, do):
    event = do(plan_event, a.event_draft()).id
    before = [row.due for row in rows(store, event)]
    week = timedelta(days=7)
    do(change_event, event, a.event_draft(starts_at=a.START + week, ends_at=a.END + week))
    assert [row.due for row in rows(store, event)] == [day + week for day in before]


def test_a_changed_task_keeps_what_was_done_of_it(store, event, rina, do):
    task = do(add_task, event, TaskDraft("a", -1))
    do(tick_task, task)
    do(change_task, task, TaskDraft(" b ", 2, rina))
    [row] = rows(store, event)
    assert row.draft == TaskDraft("b", 2, rina)
    assert row.done_at is not None


def test_a_ticked_task_says_who_did_it_and_when(store, event, rina, do):
    task = do(add_task, event, TaskDraft("a"))
    store.officer_id = rina
    moment = datetime(2022, 6, 20, 3, tzinfo=UTC)
    do(tick_task, task, moment)
    [row] = rows(store, event)
    assert (row.done_at, row.done_by) == (moment, "Rina Contoh")


def test_ticking_twice_keeps_the_first_moment_and_who_it_was(store, event, rina, do):
    task = do(add_task, event, TaskDraft("a"))
    first = datetime(2022, 6, 20, 3, tzinfo=UTC)
    do(tick_task, task, first)
    store.officer_id = rina
    do(tick_task, task)
    [row] = rows(store, event)
    assert (row.done_at, row.done_by) == (first, "")


def test_an_unticked_task_is_open_again(store, event, rina, do):
    store.officer_id = rina
    task = do(add_task, event, TaskDraft("a"))
    do(tick_task, task)
    do(untick_task, task)
    [row] = rows(store, event)
    assert (row.done_at, row.done_by) == (None, "")


def test_a_removed_task_is_gone(store, event, do):
    task = do(add_task, event, TaskDraft("a"))
    do(remove_task, task)
    assert rows(store, event) == []


STEPS = {
    "Put a on the checklist of Temu": lambda session, event, _task: add_task(
        session, event, TaskDraft("a")
    ),
    "Change Cetak on the checklist of Temu": lambda session, _event, task: change_task(
        session, task, TaskDraft("b", 5)
    ),
    "Take Cetak off the checklist of Temu": lambda session, _event, task: remove_task(
        session, task
    ),
    "Tick Cetak off for Temu": lambda session, _event, task: tick_task(session, task),
}


@pytest.mark.parametrize("name", STEPS)
def test_each_step_has_its_name_and_is_taken_back(store, event, do, name):
    task = do(add_task, event, TaskDraft("Cetak", -1))
    before = rows(store, event)
    do(STEPS[name], event, task)
    assert rows(store, event) != before
    step, _redo = next_steps(store)
    assert step.title == name
    finish(take_back(store, step.action_id))
    assert rows(store, event) == before


def test_unticking_has_its_name_and_is_taken_back(store, event, rina, do):
    store.officer_id = rina
    task = do(add_task, event, TaskDraft("Cetak", -1))
    do(tick_task, task)
    before = rows(store, event)
    do(untick_task, task)
    step, _redo = next_steps(store)
    assert step.title == "Mark Cetak as not done for Temu"
    finish(take_back(store, step.action_id))
    assert rows(store, event) == before


@pytest.mark.parametrize(
    "operation",
    [
        lambda session: change_task(session, 1, TaskDraft("a")),
        lambda session: remove_task(session, 1),
        lambda session: tick_task(session, 1),
        lambda session: untick_task(session, 1),
    ],
)
def test_a_task_that_is_gone_is_told(do, operation):
    with pytest.raises(UserError, match="not on the checklist any more"):
        do(operation)


def test_a_task_for_an_event_that_is_gone_is_told(do):
    with pytest.raises(UserError, match="This event is not there any more"):
        do(add_task, 1, TaskDraft("a"))


@pytest.mark.parametrize(
    ("draft", "field"),
    [
        (TaskDraft("  "), "text"),
        (TaskDraft("x" * 301), "text"),
        (TaskDraft("a", 367), "due_days"),
        (TaskDraft("a", -367), "due_days"),
    ],
)
def test_a_task_that_cannot_be_kept_says_where(draft, field):
    assert set(draft.problems()) == {field}


def test_the_database_refuses_a_day_too_far_from_the_event(event, keep):
    with pytest.raises(IntegrityError):
        keep(EventTask(event_id=event, text="a", due_days=-367))


@pytest.mark.parametrize(("days", "said"), [(-14, "D-14"), (0, "D"), (2, "D+2")])
def test_days_are_said_relative_to_the_event(days, said):
    assert due_name(days) == said


@given(st.datetimes(datetime(1900, 1, 1), datetime(2200, 1, 1)), st.integers(-366, 366))
def test_a_day_is_so_many_days_from_the_events_first(starts_at, days):
    assert (due_day(starts_at, days) - starts_at.date()).days == days


# What an event begins with


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", list(EventKind))
def test_each_kind_has_a_sound_checklist_in_each_language(kind, language):
    speak(language)
    found = shipped_template(kind).tasks
    assert found
    assert all(not task.problems() for task in found)
    assert [task.due_days for task in found] == sorted(task.due_days for task in found)


@pytest.mark.parametrize("kind", list(EventKind))
def test_the_languages_differ_in_words_alone(kind):
    told = {}
    for language in LANGUAGES:
        speak(language)
        told[language] = shipped_template(kind).tasks
    assert [one.due_days for one in told["id"]] == [one.due_days for one in told["en"]]
    assert not {one.text for one in told["id"]} & {one.text for one in told["en"]}


def test_a_planned_event_begins_with_the_checklist_of_its_kind(store, do):
    event = do(plan_event, a.event_draft(kind=EventKind.AGREEMENT)).id
    given = shipped_template(EventKind.AGREEMENT).tasks
    assert [row.draft for row in rows(store, event)] == list(given)


def test_taking_the_planning_back_takes_its_checklist_along(store, do):
    event = do(plan_event, a.event_draft()).id
    step, _redo = next_steps(store)
    finish(take_back(store, step.action_id))
    assert rows(store, event) == []
    _undo, again = next_steps(store)
    finish(take_back(store, again.action_id))
    assert texts(store, event) == [task.text for task in shipped_template(EventKind.TALK).tasks]


# What is due


def test_what_is_late_today_or_tomorrow_is_due_the_latest_first(store, event, do):
    for text, days in (("lusa", 2), ("besok", 1), ("hari ini", 0), ("lewat", -3)):
        do(add_task, event, TaskDraft(text, days))
    found = due(store, DAY)
    assert [task.text for task in found.first] == ["lewat", "hari ini", "besok"]
    assert found.count == 3


def test_a_due_task_says_all_of_itself(store, event, rina, do):
    task = do(add_task, event, TaskDraft("Cetak", -3, rina))
    [found] = due(store, DAY).first
    assert (found.id, found.event_id, found.title, found.text) == (task, event, "Temu", "Cetak")
    assert (found.due_days, found.due, found.owner) == (-3, DAY - timedelta(days=3), "Rina Contoh")


def test_due_tasks_of_all_events_stand_together_and_are_counted_beyond_those_named(store, keep, do):
    for days in range(3):
        start = a.START + timedelta(days=days)
        other = keep(a.event(starts_at=start, ends_at=start)).id
        do(add_task, other, TaskDraft(f"hari {days}", -5))
    found = due(store, DAY, most=2)
    assert [task.text for task in found.first] == ["hari 0", "hari 1"]
    assert found.count == 3


def test_what_is_done_is_not_due(store, event, do):
    do(tick_task, do(add_task, event, TaskDraft("a", -3)))
    assert due(store, DAY).first == ()
    assert due(store, DAY).count == 0


@pytest.mark.parametrize(
    ("stage", "told"),
    [
        (Stage.PROPOSED, True),
        (Stage.READY, True),
        (Stage.DONE, True),
        (Stage.REPORTED, False),
        (Stage.CANCELLED, False),
        (Stage.POSTPONED, False),
    ],
)
def test_tasks_are_waited_for_until_their_event_is_reported_or_off(store, event, do, stage, told):
    do(add_task, event, TaskDraft("a", -3))
    do(set_stage, event, stage, "Banjir")
    assert bool(due(store, DAY).first) is told


def test_of_an_event_that_is_over_only_what_follows_it_is_due(store, event, do):
    for text, days in (("cetak", -1), ("buka", 0), ("lapor", 2)):
        do(add_task, event, TaskDraft(text, days))
    found = due(store, DAY + timedelta(days=9))
    assert ([task.text for task in found.first], found.count) == (["lapor"], 1)


def test_due_tasks_are_one_question(store, keep, do):
    for _number in range(3):
        do(add_task, keep(a.event()).id, TaskDraft("a"))
    with statements() as run:
        due(store, DAY)
    assert len(run) == 1


# In the history


def test_the_time_line_tells_of_tasks_even_of_those_taken_out(store, event, do):
    task = do(add_task, event, TaskDraft("Cetak"))
    do(remove_task, task)
    with store.reading() as session:
        told = [entry.title for entry in event_timeline(session, event)]
    assert told[:2] == [
        "Take Cetak off the checklist of Temu",
        "Put Cetak on the checklist of Temu",
    ]


def test_a_task_goes_by_its_words(store, event, do):
    task = do(add_task, event, TaskDraft("Cetak"))
    with store.reading() as session:
        assert record_name(session, "event_task", task) == "Cetak"


@pytest.mark.parametrize("text", ["<b>R&D</b>", "=1+1", "{event} %s", "'); DROP TABLE event;--"])
def test_hostile_text_is_kept_as_it_is(store, event, do, text):
    do(add_task, event, TaskDraft(text))
    assert texts(store, event) == [text]
    assert next_steps(store)[0].title == f"Put {text} on the checklist of Temu"
