"""The stage of an event, changed on its page: what it lacks is said first."""

from datetime import date, time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from models.events.tables import Stage
from tests.ui.pages.event_at_hand import *  # noqa: F403 - fixtures are found by name
from tests.ui.pages.event_at_hand import choose_stage, settle, stage_of


def answer(page, text):
    next(one for one in page._stages.question.answers() if one.text() == text).click()


def test_what_is_missing_is_said_before_it_is_ready(page, bench, event, qtbot):
    choose_stage(page, Stage.READY)
    said = page._stages.question.text().splitlines()
    assert said[0] == "Before it is “Ready”:"
    assert {"• No partner has confirmed.", "• Nobody of the office is to go there."} <= set(said)
    assert stage_of(bench, event)[0] is Stage.DRAFT
    answer(page, "Move anyway")
    settle(bench, qtbot)
    assert stage_of(bench, event)[0] is Stage.READY
    bench.undoing.undo()
    settle(bench, qtbot)
    assert stage_of(bench, event)[0] is Stage.DRAFT


def test_the_plan_can_be_mended_at_once(page):
    choose_stage(page, Stage.READY)
    assert QApplication.focusWidget().text() == "Edit the plan"
    answer(page, "Edit the plan")
    assert page._planning.form.isVisible()
    assert page._stages.isHidden()


def test_esc_leaves_the_stage(page, bench, event):
    choose_stage(page, Stage.READY)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert page._stages.isHidden()
    assert stage_of(bench, event)[0] is Stage.DRAFT


def test_another_part_takes_the_question_away(page):
    choose_stage(page, Stage.READY)
    page._parts.choose("summary")
    assert page._stages.isHidden()


def test_a_new_event_can_begin_at_an_hour(workspace):
    workspace.show_page("event", event_id=None, day=date(2027, 3, 4), begins=time(13, 30))
    form = workspace.page()._planning.form
    assert form.fields.draft().starts_at.time() == time(13, 30)
    assert form.fields.draft().ends_at.time() > time(13, 30)
    assert not form.is_changed()


@pytest.mark.parametrize("how", ["like", "repeat"])
def test_a_new_event_can_be_as_another_was(workspace, event, how):
    workspace.show_page("event", event_id=None, **{how: event})
    fields = workspace.page()._planning.form.fields
    assert fields.venue.text() == "Balai Desa"


def test_one_like_an_event_that_is_gone_is_simply_new(workspace):
    workspace.show_page("event", event_id=None, like=999)
    assert workspace.page()._planning.form.fields.venue.text() == ""
