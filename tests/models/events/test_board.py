from datetime import UTC, date, datetime, timedelta

import pytest

from models.base import utc_now
from models.events.agenda import OFF
from models.events.board import COLUMNS, board_cards, board_counts, board_ids
from models.events.filters import EventFilter
from models.events.tables import EventTask, Stage
from tests import factories as a
from tests.statements import statements

TODAY = date(2022, 6, 28)
DONE_AT = datetime(2022, 6, 1, tzinfo=UTC)


def on(days, **given):
    start = a.START + timedelta(days=days)
    return a.event(starts_at=start, ends_at=start + timedelta(hours=2), **given)


@pytest.fixture
def ids(store):
    def _ids(stages, most=None, **given):
        with store.reading() as session:
            among = EventFilter(**given).conditions(TODAY)
            return board_ids(session, stages, most, among)

    return _ids


def test_every_stage_lies_in_one_column():
    assert sorted(stage for stages in COLUMNS for stage in stages) == sorted(Stage)
    assert COLUMNS[-1] == OFF


def test_what_is_ahead_begins_with_the_next_and_what_is_over_with_the_latest(keep, ids):
    for stage in (Stage.DRAFT, Stage.REPORTED, Stage.CANCELLED):
        keep(on(3, stage=stage, title="C"), on(1, stage=stage, title="A"))
    drafts, reported, off = ids((Stage.DRAFT,)), ids((Stage.REPORTED,)), ids(OFF)
    assert drafts == sorted(drafts, reverse=True), "kept last, held first"
    assert reported == sorted(reported)
    assert off == sorted(off)


def test_as_many_are_read_as_are_asked_for(keep, ids):
    keep(*(on(n) for n in range(5)))
    whole = ids((Stage.DRAFT,))
    assert len(whole) == 5
    assert ids((Stage.DRAFT,), 2) == whole[:2]


def test_counts_and_cards_leave_out_what_is_archived_or_filtered(store, keep, ids):
    keep(on(1, archived_at=utc_now()), on(2, venue="Aula"), on(3, stage=Stage.READY))
    with store.reading() as session:
        counts = board_counts(session)
        among = EventFilter(place="aula").conditions(TODAY)
        fewer = board_counts(session, among)
    assert (counts[Stage.DRAFT], counts[Stage.READY], counts[Stage.DONE]) == (1, 1, 0)
    assert (fewer[Stage.DRAFT], fewer[Stage.READY]) == (1, 0)
    assert len(ids((Stage.DRAFT,), place="aula")) == 1


def test_a_card_counts_the_tasks_that_are_open_and_overdue(store, keep):
    tasks = [
        EventTask(text="Lama", due_days=-3),
        EventTask(text="Hari itu", due_days=0),
        EventTask(text="Sudah", due_days=-5, done_at=DONE_AT),
    ]
    event = keep(on(0, tasks=tasks))
    with store.reading() as session:
        card = board_cards(session, [event.id, 999], TODAY)[event.id]
    assert (card.open_tasks, card.overdue_tasks) == (2, 1)
    assert card.village == "Desa Pimping"


def test_cards_are_read_in_as_many_statements_however_many(store, keep):
    counts = []
    for _more in range(2):
        keep(*(on(1, tasks=[EventTask(text="Undang", due_days=0)]) for _one in range(20)))
        with store.reading() as session, statements() as run:
            board_cards(session, board_ids(session, (Stage.DRAFT,), None), TODAY)
        counts.append(len(run))
    assert counts[0] == counts[1]
