from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from models.events.drafts import SessionDraft
from models.events.operations import change_event, plan_event
from models.events.queries import event_view
from models.history.steps import next_steps, take_back
from models.progress import finish
from tests import factories as a

FIRST, LAST = datetime(2022, 6, 28, 9), datetime(2022, 6, 29, 12)
MORNING = SessionDraft("Ceramah", FIRST, FIRST + timedelta(hours=3), "Balai Desa")
VISIT = SessionDraft("Kunjungan", datetime(2022, 6, 29, 8), LAST)


def draft(*sessions):
    return a.event_draft(starts_at=FIRST, ends_at=LAST, sessions=sessions)


@pytest.fixture
def kept(store):
    def _kept(event_id):
        with store.reading() as session:
            return event_view(session, event_id).draft.sessions

    return _kept


@pytest.fixture
def event(store):
    with store.writing() as session:
        return plan_event(session, draft(VISIT, MORNING)).id


def test_sessions_are_kept_in_the_order_of_their_hours(event, kept):
    assert [replace(one, id=None) for one in kept(event)] == [MORNING, VISIT]


def test_a_changed_session_stays_the_same_one_and_one_left_out_goes(store, event, kept):
    morning, _visit = kept(event)
    changed = replace(morning, title="Pembukaan", venue="")
    with store.writing() as session:
        change_event(session, event, draft(changed))
    assert kept(event) == (changed,)
    step, _redo = next_steps(store)
    finish(take_back(store, step.action_id))
    assert [one.title for one in kept(event)] == ["Ceramah", "Kunjungan"]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"title": " "}, "Give each session a title."),
        ({"title": "x" * 301}, f"“{'x' * 59}…” is too long."),
        ({"venue": "x" * 301}, "“Ceramah” is too long."),
        ({"ends_at": FIRST - timedelta(minutes=1)}, "“Ceramah” ends before it starts."),
        ({"starts_at": FIRST - timedelta(days=1)}, "“Ceramah” is not on a day of the event."),
        ({"ends_at": LAST + timedelta(days=1)}, "“Ceramah” is not on a day of the event."),
    ],
)
def test_what_cannot_be_kept_is_told(change, said):
    assert draft(VISIT, replace(MORNING, **change)).problems() == {"sessions": said}


def test_while_the_event_ends_before_it_starts_only_that_is_told():
    wrong = replace(draft(MORNING), ends_at=FIRST - timedelta(days=1))
    assert list(wrong.problems()) == ["ends_at"]


def test_a_session_may_begin_before_the_events_own_hour_on_its_day():
    assert draft(replace(MORNING, starts_at=FIRST - timedelta(hours=1))).problems() == {}


def test_a_session_is_said_with_its_day_hours_and_place():
    assert MORNING.said() == "28 Jun 09:00–12:00 · Ceramah · Balai Desa"
    assert VISIT.said() == "29 Jun 08:00–12:00 · Kunjungan"
