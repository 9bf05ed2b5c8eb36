"""A view that was kept with a figure comes back with the same one."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.events.tables import EventKind
from models.events.told import EventBy
from models.history.undo import next_undo, undo
from models.people.listing import Listing
from models.people.tables import SavedView
from models.people.views import people_views, save_view
from models.reporting.behind import MEMBERS, Behind
from models.reporting.behind_event import BehindEvent, EventKey, Mark
from models.reporting.breakdowns import By
from models.reporting.periods import Period, PeriodKind
from models.reporting.records import RECORDS
from models.reporting.scope import Scope

JUNE = Period(PeriodKind.MONTH, date(2022, 6, 1))
PAID = Behind("paid", JUNE)
WORDS = st.text(max_size=20)
PEOPLE_KEYS = [key for key in (*RECORDS, MEMBERS) if not Behind(key, JUNE).of_events]
OF_PERIODS = st.builds(
    Behind,
    st.sampled_from(PEOPLE_KEYS),
    st.builds(Period.of, st.sampled_from(PeriodKind), st.dates(date(2000, 1, 1), date(2100, 1, 1))),
    st.builds(
        Scope,
        kind=st.sampled_from([None, *EventKind]),
        region=WORDS,
        partner_id=st.one_of(st.none(), st.integers(1, 2**63 - 1)),
        occupation=WORDS,
    ),
    st.sampled_from([None, *By]),
    WORDS,
)
OF_EVENTS = st.builds(
    BehindEvent,
    st.integers(1, 2**63 - 1),
    st.builds(Mark, st.sampled_from(EventKey), st.sampled_from([None, *EventBy]), WORDS),
)


def kept(store):
    with store.reading() as session:
        return people_views(session)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.one_of(OF_PERIODS, OF_EVENTS))
def test_every_figure_of_people_comes_back_the_same(store, figure):
    with store.writing() as session:
        save_view(session, "Angka", Listing(), figure=figure)
    [view] = kept(store)
    assert (view.listing, view.figure) == (Listing(), figure)


def test_replacing_a_figure_is_undone(store):
    other = BehindEvent(7, Mark(EventKey.PRESENT))
    for figure in (PAID, other, None):
        with store.writing() as session:
            save_view(session, "Angka", Listing(), figure=figure)
    assert kept(store)[0].figure is None
    for figure in (other, PAID):
        with store.writing() as session:
            undo(session, next_undo(session).action_id)
        assert kept(store)[0].figure == figure


@pytest.mark.parametrize(
    "content",
    [
        {"figure": {"key": "shoe size", "period": {"kind": "month", "first": "2022-06-01"}}},
        {"figure": {"key": "events_held", "period": {"kind": "month", "first": "2022-06-01"}}},
        {"figure": {"key": "paid"}},
        {"figure": None},
        {"figure_of_event": {"event_id": "7"}},
        {"figure_of_event": {"event_id": 7, "mark": {"key": "shoe size"}}},
    ],
)
def test_a_figure_that_counts_nobody_here_is_listed_but_not_offered(store, keep, content):
    keep(SavedView(page="people", name="Aneh", content=content))
    [view] = kept(store)
    assert (view.name, view.listing, view.figure) == ("Aneh", None, None)
