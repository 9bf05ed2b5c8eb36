from datetime import UTC, date, datetime, timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea

from models.events.checklist import add_task, checklist, remove_task, tick_task
from models.events.drafts import TaskDraft
from models.events.operations import plan_event
from models.events.tables import EventTask
from models.office.queries import officers, time_zone
from tests import factories as a
from tests.ui.reach import said, unnamed
from ui.look import Role
from ui.panes.checklist_panel import ChecklistPanel
from ui.widgets.fresh import Fresh

TODAY = a.START.date() - timedelta(days=2)


@pytest.fixture
def rina(bench):
    with bench.store.reading() as session:
        bench.store.officer_id = officers(session)[0].id
    return bench.store.officer_id


@pytest.fixture
def event(bench, keep):
    """An event two days from today with three tasks, one of which is late."""
    made = keep(a.event(title="Temu")).id
    for text, days in (("Undang", -7), ("Cetak", -1), ("Lapor", 2)):
        put(bench, made, text, days)
    return made


@pytest.fixture
def panel(bench, stage, event):
    made = ChecklistPanel(bench)
    stage.resize(420, 620)
    stage.layout().addWidget(made)
    look(made, bench, event)
    made.fresh = Fresh(
        made, bench.changes.committed, frozenset({EventTask}), lambda: look(made, bench, event)
    )
    made.show()
    return made


@pytest.fixture
def settle(bench, qtbot):
    return lambda: qtbot.waitUntil(lambda: not bench.tasks.busy)


def put(bench, event, text, days=0, owner=None):
    with bench.store.writing() as session:
        return add_task(session, event, TaskDraft(text, days, owner))


def look(panel, bench, event, today=TODAY):
    with bench.store.reading() as session:
        rows = checklist(session, event, today)
        panel.show_tasks(event, a.START.date(), rows, officers(session), today, time_zone(session))


def told(panel):
    return [line.text() for line in panel.lines()]


def texts(panel):
    return [line.row.text for line in panel.lines()]


def open_tasks(bench, event):
    with bench.store.reading() as session:
        return [row.text for row in checklist(session, event, TODAY) if row.done_at is None]


def press(widget, key):
    widget.setFocus()
    QTest.keyClick(widget, key)


def test_each_task_says_its_day_and_whether_it_is_late(panel):
    assert told(panel) == [
        "Undang | D-7 · 21 Jun · 5 days late",
        "Cetak | D-1 · 27 Jun · tomorrow",
        "Lapor | D+2 · 30 Jun",
    ]


def test_a_late_task_is_told_by_colour_too(panel):
    inks = [line._remark._ink for line in panel.lines()]
    assert [ink is Role.DANGER for ink in inks] == [True, False, False]


def test_it_counts_what_is_done(panel, bench, event):
    counts = []
    panel.counted.connect(counts.append)
    with bench.store.writing() as session:
        tick_task(session, checklist(session, event, TODAY)[0].id)
    assert counts == ["1/3"]
    assert panel._bar.accessibleDescription() == "1 of 3 done"
    assert panel._bar.value() == 333


def test_a_done_task_says_who_did_it_and_when_on_the_offices_clock(panel, bench, event, rina):
    with bench.store.writing() as session:
        late = checklist(session, event, TODAY)[0].id
        tick_task(session, late, datetime(2022, 6, 20, 23, tzinfo=UTC))
    assert told(panel)[0] == "Undang | D-7 · 21 Jun · done 21 Jun by Rina Contoh"
    assert panel.lines()[0].box.isChecked()


def test_an_owner_is_named(panel, bench, event, rina):
    put(bench, event, "Tenda", 0, rina)
    assert "Tenda | D · 28 Jun · Rina Contoh" in told(panel)


def test_space_ticks_a_task_and_undo_is_offered(panel, bench, event, messages, settle):
    press(panel.lines()[1].box, Qt.Key.Key_Space)
    settle()
    assert open_tasks(bench, event) == ["Undang", "Lapor"]
    assert messages.told[-1][0] == "Done: Cetak"
    messages.actions["Undo"]()
    settle()
    assert open_tasks(bench, event) == ["Undang", "Cetak", "Lapor"]
    assert not panel.lines()[1].box.isChecked()


def test_a_click_ticks_a_task_and_another_unticks_it(panel, bench, event, messages, settle):
    for wanted in (["Undang", "Lapor"], ["Undang", "Cetak", "Lapor"]):
        box = panel.lines()[1].box
        QTest.mouseClick(box, Qt.MouseButton.LeftButton, pos=QPoint(8, box.height() // 2))
        settle()
        assert open_tasks(bench, event) == wanted
    assert messages.told[-1][0] == "Not done after all: Cetak"


def test_the_keyboard_stays_on_a_task_that_is_ticked(panel, settle):
    press(panel.lines()[0].box, Qt.Key.Key_Space)
    settle()
    assert QApplication.focusWidget() is panel.lines()[texts(panel).index("Undang")].box


def test_typing_and_enter_adds_a_task_and_is_ready_for_the_next(
    panel, bench, event, messages, settle
):
    panel.form.text.setFocus()
    for text in ("Tenda", "Kursi"):
        QTest.keyClicks(panel.form.text, text)
        QTest.keyClick(panel.form.text, Qt.Key.Key_Return)
        settle()
    assert texts(panel) == ["Undang", "Cetak", "Tenda", "Kursi", "Lapor"]
    assert messages.told[-1][0] == "On the checklist: Kursi"
    assert panel.form.text.hasFocus()
    assert panel.form.text.text() == ""
    messages.actions["Undo"]()
    settle()
    assert texts(panel) == ["Undang", "Cetak", "Tenda", "Lapor"]


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_F2])
def test_a_task_is_changed_by_keyboard_and_keeps_it(panel, bench, event, rina, settle, key):
    press(panel.lines()[1].box, key)
    assert panel.form.text.text() == "Cetak"
    panel.form.due.setValue(-2)
    panel.form.owner.show_value(rina)
    QTest.keyClick(panel.form.text, Qt.Key.Key_Return)
    settle()
    assert "Cetak | D-2 · 26 Jun · today · Rina Contoh" in told(panel)
    assert panel.lines()[1].box.hasFocus()
    assert panel.form.line_id is None


def test_the_pencil_changes_a_task_too(panel):
    panel.lines()[2].edit.click()
    assert panel.form.text.text() == "Lapor"
    assert said(panel.lines()[2].edit) == "Change Lapor"


def test_the_form_comes_into_view_where_the_window_is_too_small_for_both(
    bench, stage, event, qtbot
):
    panel = ChecklistPanel(bench)
    around = QScrollArea()
    around.setWidgetResizable(True)
    around.setWidget(panel)
    stage.resize(480, 200)
    stage.layout().addWidget(around)
    look(panel, bench, event)
    qtbot.waitUntil(lambda: around.verticalScrollBar().maximum() > 0)
    assert panel.form.text.visibleRegion().isEmpty()
    panel.lines()[0].edit.click()
    text, remove = panel.form.text, panel.form.remove
    for each in (text, remove):
        qtbot.waitUntil(lambda one=each: one.visibleRegion().boundingRect() == one.rect())


def test_delete_takes_a_task_off_and_the_keyboard_goes_to_the_next(
    panel, bench, event, messages, settle
):
    press(panel.lines()[1].box, Qt.Key.Key_Delete)
    settle()
    assert texts(panel) == ["Undang", "Lapor"]
    assert messages.told[-1][0] == "Taken off the checklist: Cetak"
    assert panel.lines()[1].box.hasFocus()
    messages.actions["Undo"]()
    settle()
    assert texts(panel) == ["Undang", "Cetak", "Lapor"]


def test_a_task_that_is_being_changed_can_be_removed_there(panel, bench, event, settle):
    panel.lines()[0].edit.click()
    panel.form.remove.click()
    settle()
    assert texts(panel) == ["Cetak", "Lapor"]
    assert panel.form.line_id is None


def test_giving_a_change_up_goes_back_to_the_task(panel):
    press(panel.lines()[2].box, Qt.Key.Key_F2)
    QTest.keyClick(panel.form.text, Qt.Key.Key_Escape)
    assert panel.lines()[2].box.hasFocus()


def test_a_task_taken_off_elsewhere_is_told_and_its_box_says_the_truth(
    panel, bench, event, messages, settle
):
    panel.hide()
    line = panel.lines()[1]
    with bench.store.writing() as session:
        remove_task(session, line.row.id)
    line.box.click()
    settle()
    assert messages.told[-1][0] == "This task is not on the checklist any more."
    assert not line.box.isChecked()
    panel.show()
    assert texts(panel) == ["Undang", "Lapor"]


def test_a_commit_made_elsewhere_is_seen_and_what_is_typed_stays(panel, bench, event):
    QTest.keyClicks(panel.form.text, "Ten")
    put(bench, event, "Kursi", -1)
    assert texts(panel) == ["Undang", "Cetak", "Kursi", "Lapor"]
    assert panel.form.text.text() == "Ten"


def test_a_task_being_changed_that_goes_elsewhere_leaves_the_form_free(panel, bench):
    panel.lines()[1].edit.click()
    with bench.store.writing() as session:
        remove_task(session, panel.lines()[1].row.id)
    assert panel.form.line_id is None
    assert panel.form.text.text() == ""


def test_the_next_day_more_is_late(panel, bench, event):
    look(panel, bench, event, TODAY + timedelta(days=2))
    assert told(panel)[1] == "Cetak | D-1 · 27 Jun · 1 day late"


def test_an_empty_checklist_says_so(bench, stage, keep):
    event = keep(a.event()).id
    panel = ChecklistPanel(bench)
    stage.layout().addWidget(panel)
    look(panel, bench, event)
    panel.show()
    assert panel._nothing.isVisible()
    assert not panel._bar.isVisible()
    assert panel.accessibleName() == "Checklist"


@pytest.mark.parametrize("agrees", [True, False])
def test_a_task_that_is_typed_asks_before_it_is_left(panel, messages, agrees):
    assert panel.may_leave()
    messages.agrees = agrees
    panel.form.text.setText("Tenda")
    assert panel.may_leave() is agrees
    assert [one.text for one in messages.asked] == ["Leave without saving the task?"]
    assert panel.form.text.text() == ("" if agrees else "Tenda")


@pytest.mark.parametrize(
    "text", ["<b>R&D</b>", "=1+1", "{task} %s", "🌾 اجتماع", "'); DROP TABLE event;--", "x" * 300]
)
def test_hostile_text_is_letters(panel, bench, event, messages, settle, text):
    panel.form.text.setText(text)
    QTest.keyClick(panel.form.text, Qt.Key.Key_Return)
    settle()
    [line] = [line for line in panel.lines() if line.row.text == text]
    assert said(line.box) == text
    assert messages.told[-1][0].startswith(f"On the checklist: {text[:59]}")


def test_a_long_task_does_not_widen_the_panel(panel, bench, event):
    before = panel.minimumSizeHint().width()
    put(bench, event, "x" * 300)
    assert panel.minimumSizeHint().width() == before


def test_a_planned_events_tasks_all_stand_there(bench, stage):
    with bench.store.writing() as session:
        event = plan_event(session, a.event_draft()).id
    panel = ChecklistPanel(bench)
    stage.layout().addWidget(panel)
    look(panel, bench, event, date(2022, 1, 1))
    assert len(panel.lines()) == 10


def test_every_control_has_a_name(panel, stage):
    assert unnamed(stage) == []
