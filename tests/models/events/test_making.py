from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import UserError
from models.events.checklist import add_task, tick_task
from models.events.drafts import OutcomeDraft, PartDraft, SessionDraft, TaskDraft
from models.events.making import (
    WEEK,
    draft_like,
    origin,
    plan_like,
    plan_repeat,
    repeat_draft,
    repeats,
)
from models.events.operations import (
    archive_event,
    bring_back_event,
    plan_event,
    record_outcome,
)
from models.events.queries import event_ids, event_view
from models.events.tables import (
    Answer,
    BudgetLine,
    Event,
    EventKind,
    EventTask,
    PackingLine,
    PartnerRole,
    Stage,
)
from models.events.templates import shipped_template
from models.history.steps import next_steps, take_back
from models.office.queries import officers
from models.office.tables import Equipment, EquipmentKind
from models.progress import finish
from tests import factories as a

TODAY = date(2022, 7, 6)


@pytest.fixture
def do(store):
    def _do(operation, *given):
        with store.writing() as session:
            return operation(session, *given)

    return _do


@pytest.fixture
def full(store, keep):
    """A draft with something in every field, of two days with a session on each."""
    partner = keep(a.partner()).id
    printer = keep(Equipment(name="Printer", kind=EquipmentKind.CARD_PRINTER)).id
    with store.reading() as session:
        officer = officers(session)[0].id
    return a.event_draft(
        title="Sosialisasi Petani",
        starts_at=datetime(2022, 6, 28, 9),
        ends_at=datetime(2022, 6, 29, 12),
        region_code="65.01.03.2002",
        region_line="Desa Pimping",
        venue="Balai Desa",
        target_present=100,
        target_enrolled=90,
        target_rupiah=2_000_000,
        potential_workers=700,
        note="Bawa terpal.",
        partners=(PartDraft(partner, PartnerRole.HOST, Answer.CONFIRMED),),
        staff=(officer,),
        equipment=(printer,),
        sessions=(
            SessionDraft("Ceramah", datetime(2022, 6, 28, 9), datetime(2022, 6, 28, 12)),
            SessionDraft("Kunjungan", datetime(2022, 6, 29, 8), datetime(2022, 6, 29, 12), "Sawah"),
        ),
    )


@pytest.fixture
def held(store, keep, do, full):
    """An event with lists of its own, partly done, and costs."""
    event = do(plan_event, full).id
    with store.writing("Lists of its own") as session:
        one = session.get_one(Event, event)
        one.tasks = [EventTask(text="Pesan perahu", due_days=-3, position=0)]
        one.packing = [
            PackingLine(text="Tenda", count=2, packed_at=datetime(2022, 6, 27, tzinfo=UTC))
        ]
        one.budget = [BudgetLine(text="Konsumsi", planned=500_000, actual=650_000)]
        task = one.tasks[0]
        session.flush()
        tick_task(session, task.id)
    return event


def read(store, query, *given):
    with store.reading() as session:
        return query(session, *given)


def test_a_draft_like_an_event_is_the_event_a_week_on_with_nobody_asked_yet(store, held, full):
    draft = read(store, draft_like, held, date(2022, 6, 1))
    assert draft == replace(
        full,
        starts_at=full.starts_at + WEEK,
        ends_at=full.ends_at + WEEK,
        partners=tuple(replace(part, answer=Answer.NOT_ASKED) for part in full.partners),
        sessions=tuple(
            replace(one, starts_at=one.starts_at + WEEK, ends_at=one.ends_at + WEEK)
            for one in full.sessions
        ),
    )


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.dates(date(2020, 1, 1), date(2030, 1, 1)))
def test_the_day_proposed_is_the_same_weekday_a_week_after_both_and_no_later(day, today):
    from models.events.making import _later

    start = datetime.combine(day, time(9))
    made = _later(a.event_draft(starts_at=start, ends_at=start), today + WEEK, WEEK)
    proposed = made.starts_at.date()
    assert proposed.weekday() == day.weekday()
    assert proposed - day >= WEEK
    assert proposed - today >= WEEK
    assert proposed - WEEK < max(day, today) + WEEK


def test_lists_and_planned_costs_come_along_undone(store, do, held, full):
    made = do(plan_like, full, held).id
    with store.reading() as session:
        event = session.get_one(Event, made)
        assert [(one.text, one.due_days, one.done_at) for one in event.tasks] == [
            ("Pesan perahu", -3, None)
        ]
        assert [(one.text, one.count, one.packed_at) for one in event.packing] == [
            ("Tenda", 2, None)
        ]
        assert [(one.text, one.planned, one.actual) for one in event.budget] == [
            ("Konsumsi", 500_000, None)
        ]
        assert (event.stage, event.repeats_id, event.series_id) == (Stage.DRAFT, None, None)


def test_of_another_kind_it_begins_with_the_lists_of_that_kind(store, do, held, full):
    made = do(plan_like, replace(full, kind=EventKind.AGREEMENT), held).id
    with store.reading() as session:
        texts = [one.text for one in session.get_one(Event, made).tasks]
    assert texts == [task.text for task in shipped_template(EventKind.AGREEMENT).tasks]


def test_the_event_it_was_made_after_is_not_touched(store, do, held, full):
    before = read(store, event_view, held)
    made = do(plan_like, read(store, draft_like, held, TODAY), held).id
    assert read(store, event_view, held) == before
    assert read(store, event_view, made).draft.sessions[0].id != before.draft.sessions[0].id


@pytest.mark.parametrize("operation", [plan_like, plan_repeat])
def test_making_one_after_another_is_one_action_that_is_taken_back_and_done_again(
    store, do, held, full, operation
):
    made = do(operation, full, held).id
    step, _redo = next_steps(store)
    finish(take_back(store, step.action_id))
    assert read(store, event_ids) == [held]
    _undo, again = next_steps(store)
    finish(take_back(store, again.action_id))
    assert sorted(read(store, event_ids)) == sorted([held, made])


@pytest.mark.parametrize("operation", [plan_like, plan_repeat])
def test_making_one_after_an_event_that_is_gone_is_told(do, full, operation):
    with pytest.raises(UserError, match="not there any more"):
        do(operation, full, 999)


@pytest.mark.parametrize("query", [draft_like, repeat_draft])
def test_of_an_event_that_is_gone_there_is_no_draft(store, query):
    assert read(store, query, 999, TODAY) is None


def test_a_repeat_aims_at_those_who_were_wanted_and_the_same_share(store, do, held):
    do(record_outcome, held, OutcomeDraft(follow_up="Ulangi.", follow_up_people=350))
    draft = read(store, repeat_draft, held, TODAY)
    assert (draft.target_present, draft.target_enrolled) == (350, 315)
    assert draft.note == "Ulangi."
    assert draft.region_code == "65.01.03.2002"
    assert draft.starts_at == datetime(2022, 8, 9, 9)  # a Tuesday four weeks on, as it was
    assert [part.answer for part in draft.partners] == [Answer.NOT_ASKED]
    assert draft.problems() == {}


def test_a_repeat_for_which_nobody_was_counted_aims_at_what_the_event_did(store, held):
    draft = read(store, repeat_draft, held, TODAY)
    assert (draft.target_present, draft.target_enrolled) == (100, 90)


def test_a_repeat_is_proposed_and_remembers_where_it_was_asked_for(store, do, held, full):
    made = do(plan_repeat, replace(full, title="Lagi"), held).id
    found = read(store, origin, made)
    assert (found.id, found.title) == (held, full.title)
    [repeat] = read(store, repeats, held)
    assert (repeat.id, repeat.title, repeat.stage) == (made, "Lagi", Stage.PROPOSED)
    assert read(store, origin, held) is None
    assert read(store, repeats, made) == ()


def test_an_archived_event_is_out_of_sight_until_it_is_brought_back(store, do, held):
    do(archive_event, held)
    assert read(store, event_ids) == []
    do(bring_back_event, held)
    assert read(store, event_ids) == [held]


def test_archiving_is_taken_back(store, do, held):
    do(archive_event, held)
    step, _redo = next_steps(store)
    assert step.title == "Archive Sosialisasi Petani"
    finish(take_back(store, step.action_id))
    assert read(store, event_ids) == [held]


def test_an_archived_repeat_is_not_told_of(store, do, held, full):
    do(archive_event, do(plan_repeat, full, held).id)
    assert read(store, repeats, held) == ()


def test_the_event_of_a_repeat_cannot_be_unplanned_before_it(store, do, full):
    event = do(plan_event, full).id
    step, _redo = next_steps(store)
    do(plan_repeat, full, event)
    do(add_task, event, TaskDraft("x"))
    with pytest.raises(UserError):
        finish(take_back(store, step.action_id))


def test_days_far_apart_do_not_shift_hours(store, held, full):
    draft = read(store, draft_like, held, date(2026, 1, 1))
    assert draft.ends_at - draft.starts_at == full.ends_at - full.starts_at
    assert draft.starts_at.time() == time(9)
    assert draft.starts_at.date() - date(2026, 1, 1) >= timedelta(days=7)
