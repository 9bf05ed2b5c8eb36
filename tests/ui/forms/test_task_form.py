from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from models.events.checklist import TaskRow
from models.events.drafts import TaskDraft
from models.office.queries import OfficerRow
from models.office.tables import Role
from tests.ui.reach import said, unnamed
from ui.forms.task_form import TaskForm

DAY = date(2022, 6, 28)
OFFICERS = [
    OfficerRow(7, "Bagus", "", Role.COORDINATOR),
    OfficerRow(9, "Sari & Rina", "", Role.READER),
]


@pytest.fixture
def form(stage):
    made = TaskForm()
    made.know(DAY, OFFICERS)
    stage.layout().addWidget(made)
    made.show()
    return made


@pytest.fixture
def given(form):
    kept = []
    form.given.connect(lambda task, draft: kept.append((task, draft)))
    return kept


def row(text="Cetak", days=-3, owner_id=9, owner="Sari & Rina"):
    return TaskRow(5, text, days, DAY + timedelta(days=days), owner_id, owner, None, "")


@pytest.mark.parametrize("task", [row(), row("<b>R&D</b>", 2, None, ""), row("x" * 300, 0)])
def test_a_task_shown_is_given_back(form, task):
    form.change(task)
    assert form.draft() == task.draft
    assert not form.is_changed()


def test_an_owner_who_works_here_no_longer_stays_the_owner(form):
    form.change(row(owner_id=3, owner="Lama"))
    assert (form.draft().owner_id, form.owner.currentText()) == (3, "Lama")
    form.know(DAY, OFFICERS)
    assert (form.draft().owner_id, form.owner.currentText()) == (3, "Lama")


def test_enter_gives_a_new_task(form, given):
    form.due.setValue(-2)
    form.owner.show_value(7)
    QTest.keyClicks(form.text, "Pesan tenda")
    QTest.keyClick(form.text, Qt.Key.Key_Return)
    assert given == [(None, TaskDraft("Pesan tenda", -2, 7))]


def test_enter_in_any_field_keeps_a_change(form, given):
    form.change(row())
    form.due.setFocus()
    QTest.keyClick(form.due, Qt.Key.Key_Up)
    QTest.keyClick(form.due, Qt.Key.Key_Return)
    assert given == [(5, TaskDraft("Cetak", -2, 9))]


def test_nothing_is_given_without_words(form, given):
    QTest.keyClicks(form.text, "   ")
    QTest.keyClick(form.text, Qt.Key.Key_Return)
    assert given == []
    assert not form.keep.isEnabled()


def test_words_that_are_too_long_are_told_below_them(form):
    form.text.setText("x" * 301)
    assert form._problem.text() == "That is too long for a task."
    assert form._problem.isVisible()
    assert not form.keep.isEnabled()
    form.text.setText("x" * 300)
    assert not form._problem.isVisible()
    assert form.keep.isEnabled()


def test_the_next_new_task_has_the_day_and_owner_of_the_last(form):
    form.due.setValue(-2)
    form.owner.show_value(7)
    form.text.setText("a")
    form.begin()
    assert form.draft() == TaskDraft("", -2, 7)


def test_esc_gives_a_change_up(form):
    left = []
    form.left.connect(left.append)
    form.change(row())
    QTest.keyClicks(form.text, "lain")
    assert form.is_changed()
    QTest.keyClick(form.text, Qt.Key.Key_Escape)
    assert left == [5]
    assert (form.line_id, form.text.text(), form.is_changed()) == (None, "", False)


def test_what_can_be_done_to_an_old_task_is_not_offered_for_a_new_one(form):
    assert not form.remove.isVisible()
    assert form.keep.text() == "Add"
    form.change(row())
    assert form.remove.isVisible()
    assert form.keep.text() == "Save"
    assert said(form.text) == "Change the task"


def test_the_keyboard_is_put_where_one_types(form, stage):
    form.change(row())
    assert form.text.hasFocus()
    assert form.text.selectedText() == "Cetak"


def test_every_control_has_a_name(form, stage):
    assert unnamed(stage) == []
    form.change(row())
    assert unnamed(stage) == []
