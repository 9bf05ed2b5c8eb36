import pytest
from icalendar import Calendar

from models.events.drafts import OutcomeDraft
from models.events.operations import plan_event, record_outcome
from models.events.queries import event_ids, is_archived
from models.history.steps import next_steps, take_back
from models.progress import finish
from tests import factories as a
from ui.panes.event_more import MoreButton


@pytest.fixture
def event(bench):
    with bench.store.writing() as session:
        return plan_event(session, a.event_draft(title="Temu Tani")).id


@pytest.fixture
def more(bench, stage, event):
    made = MoreButton(bench)
    stage.layout().addWidget(made)
    made.show()
    made.show_event(event)
    return made


def archived(bench, event):
    with bench.store.reading() as session:
        return is_archived(session, event)


def test_others_are_planned_after_the_event_on_its_page(more, event, went):
    more.duplicate.trigger()
    more.series.trigger()
    assert went == [("event", {"like": event}), ("event", {"like": event, "series": True})]


def test_a_repeat_is_planned_once_one_was_asked_for(more, bench, event, went):
    assert not more.repeat.isEnabled()
    with bench.store.writing() as session:
        record_outcome(session, event, OutcomeDraft(follow_up_people=200))
    assert more.repeat.isEnabled()
    more.repeat.trigger()
    assert went == [("event", {"repeat": event})]


def test_words_alone_ask_for_a_repeat_too(more, bench, event):
    with bench.store.writing() as session:
        record_outcome(session, event, OutcomeDraft(follow_up="Lagi"))
    assert more.repeat.isEnabled()


def test_the_calendar_file_holds_this_event_alone(more, bench, messages, tmp_path, qtbot):
    with bench.store.writing() as session:
        plan_event(session, a.event_draft(title="Lain"))
    target = tmp_path / "temu.ics"
    messages.files = [target]
    more.export.trigger()
    qtbot.waitUntil(lambda: not bench.tasks.busy)
    events = Calendar.from_ical(target.read_bytes()).walk("VEVENT")
    assert [str(one["SUMMARY"]) for one in events] == ["Temu Tani"]
    assert messages.told[-1][0] == "Saved as temu.ics"


def test_no_place_for_the_calendar_file_writes_none(more, bench, messages, qtbot):
    more.export.trigger()
    qtbot.waitUntil(lambda: not bench.tasks.busy)
    assert messages.told == []


def test_a_place_that_cannot_be_written_is_told(more, bench, messages, tmp_path, qtbot):
    messages.files = [tmp_path / "nowhere" / "temu.ics"]
    more.export.trigger()
    qtbot.waitUntil(lambda: bool(messages.told))
    assert messages.told[-1][0].startswith("The file could not be written:")


def test_an_event_is_archived_told_and_brought_back(more, bench, event, went, messages, qtbot):
    more.archive.trigger()
    qtbot.waitUntil(lambda: archived(bench, event))
    qtbot.waitUntil(lambda: bool(messages.told))
    assert messages.told[-1][0] == "“Temu Tani” is in the archive now."
    assert went == [("events", {})]
    assert not more.archive.isVisible()
    more.bring_back.trigger()
    qtbot.waitUntil(lambda: not archived(bench, event))
    qtbot.waitUntil(lambda: more.archive.isVisible())


def test_its_desk_packets_are_a_page(more, event, went):
    more.packets.trigger()
    assert went == [("packets", {"event_id": event})]


def test_archiving_is_undone(more, bench, event, qtbot):
    more.archive.trigger()
    qtbot.waitUntil(lambda: archived(bench, event))
    step, _redo = next_steps(bench.store)
    finish(take_back(bench.store, step.action_id))
    with bench.store.reading() as session:
        assert event_ids(session) == [event]


def test_of_an_event_that_is_gone_nothing_can_be_chosen(more, bench, qtbot):
    step, _redo = next_steps(bench.store)
    with qtbot.waitSignal(bench.changes.committed):
        bench.undoing.take_back(step)
    assert not more.isEnabled()
