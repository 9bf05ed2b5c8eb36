from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from models.events.drafts import OutcomeDraft
from models.events.operations import plan_event, record_outcome, set_stage
from models.events.queries import event_ids
from models.events.tables import Stage
from models.history.steps import next_steps
from tests import factories as a
from tests.ui.pages.event_at_hand import *  # noqa: F403 - fixtures are found by name
from tests.ui.pages.event_at_hand import choose_stage, click, inside, seen, settle, stage_of
from tests.ui.reach import unnamed
from ui.panes.plan_pane import PlanPane
from ui.panes.summary_pane import SummaryPane


def test_the_header_says_what_when_and_where(page):
    assert page.header.title() == "Temu Tani"
    assert page.header._subtitle.text() == (
        "Tuesday, 28 June 2022, 09:00–12:30 WITA · Balai Desa, Desa Pimping"
    )


def test_the_plan_is_shown_first_and_only_it_is_made(page):
    assert inside(page, PlanPane)
    assert list(page._panes) == ["plan"]


def test_a_part_can_be_gone_to_at_once(workspace, event):
    workspace.show_page("event", event_id=event, part="summary")
    assert inside(workspace.page(), SummaryPane)
    assert workspace.page()._parts.name() == "summary"


def test_choosing_a_part_shows_it_and_the_way_back_leads_through_it(page, workspace):
    page._parts.choose("summary")
    assert inside(page, SummaryPane)
    workspace.back()
    assert inside(page, PlanPane)
    assert page._parts.name() == "plan"
    workspace.back()
    assert workspace.place.name == "events"


def test_going_to_another_part_and_then_to_the_event_leaves_one_step_back(page, workspace, event):
    page._parts.choose("summary")
    workspace.show_page("events")
    workspace.show_page("event", event_id=event)
    assert inside(page, PlanPane)
    workspace.back()
    assert workspace.place.name == "events"


def test_a_stage_is_chosen_told_and_undone(page, bench, event, messages, qtbot):
    choose_stage(page, Stage.PROPOSED)
    settle(bench, qtbot)
    assert stage_of(bench, event) == (Stage.PROPOSED, "")
    assert messages.told[-1][0] == "The event is now: Proposed"
    assert page._stage.said() == "Proposed"
    messages.actions["Undo"]()
    settle(bench, qtbot)
    assert stage_of(bench, event) == (Stage.DRAFT, "")
    assert page._stage.said() == "Draft"


@pytest.mark.parametrize(
    ("wanted", "question"),
    [(Stage.CANCELLED, "Why is it cancelled?"), (Stage.POSTPONED, "Why is it postponed?")],
)
def test_an_event_is_called_off_only_with_a_reason(page, bench, event, qtbot, wanted, question):
    choose_stage(page, wanted)
    assert page._stages.reason.isVisible()
    assert page._stages.reason.field.accessibleName() == question
    assert QApplication.focusWidget() is page._stages.reason.field
    QTest.keyClick(page._stages.reason.field, Qt.Key.Key_Return)
    assert stage_of(bench, event)[0] is Stage.DRAFT, "no reason was given yet"
    QTest.keyClicks(page._stages.reason.field, "Banjir")
    QTest.keyClick(page._stages.reason.field, Qt.Key.Key_Return)
    settle(bench, qtbot)
    assert stage_of(bench, event) == (wanted, "Banjir")
    assert not page._stages.reason.isVisible()


def test_the_reason_stands_on_the_plan_and_its_undo_takes_it_away(
    page, bench, event, messages, qtbot
):
    with bench.store.writing() as session:
        set_stage(session, event, Stage.CANCELLED, "Banjir <b>besar</b>")
    settle(bench, qtbot)
    assert "Banjir <b>besar</b>" in seen(page)
    bench.undoing.undo()
    settle(bench, qtbot)
    assert "Banjir <b>besar</b>" not in seen(page)


def test_esc_at_the_reason_leaves_the_stage_as_it_was(page, bench, event):
    choose_stage(page, Stage.CANCELLED)
    QTest.keyClick(page._stages.reason.field, Qt.Key.Key_Escape)
    assert not page._stages.reason.isVisible()
    assert page._stage.said() == "Draft"
    assert stage_of(bench, event)[0] is Stage.DRAFT


def test_the_form_takes_the_place_of_the_parts_and_gives_it_back(page, bench, qtbot):
    click(page, "Edit")
    form = page._planning.form
    assert form.isVisible()
    assert not inside(page, PlanPane)
    form.fields.venue.setText("Gedung")
    form.fields.changed.emit()
    click(page, "Save")
    qtbot.waitUntil(lambda: inside(page, PlanPane) is not None)
    assert "Gedung" in page.header._subtitle.text()


def test_esc_in_an_untouched_form_leads_back_to_the_part_one_came_from(page, workspace):
    page._parts.choose("summary")
    click(page, "Edit")
    QTest.keyClick(page._planning.form.fields.title, Qt.Key.Key_Escape)
    assert inside(page, SummaryPane)


def test_without_an_event_a_new_one_is_planned(workspace, bench, qtbot):
    workspace.show_page("event", event_id=None)
    page = workspace.page()
    assert page.header.title() == "New event"
    assert QApplication.focusWidget() is page._planning.form.fields.kind
    page._planning.form.fields.title.setText("Temu")
    click(page, "Plan the event")
    qtbot.waitUntil(lambda: inside(page, PlanPane) is not None)
    with bench.store.reading() as session:
        assert workspace.place.where["event_id"] == event_ids(session)[0]
    assert page.header.title() == "Temu"


def test_a_new_event_can_begin_on_a_day(workspace):
    workspace.show_page("event", event_id=None, day=date(2027, 3, 4))
    form = workspace.page()._planning.form
    assert form.fields.first_day.value() == form.fields.last_day.value() == date(2027, 3, 4)


def test_a_new_event_given_up_leads_to_the_list(workspace):
    workspace.show_page("event", event_id=None)
    QTest.keyClick(workspace.page()._planning.form, Qt.Key.Key_Escape)
    assert workspace.place.name == "events"


@pytest.mark.parametrize("agrees", [True, False])
def test_an_unsaved_form_asks_before_another_page(page, workspace, messages, agrees):
    messages.agrees = agrees
    click(page, "Edit")
    page._planning.form.fields.title.setText("Lain")
    workspace.show_page("events")
    assert [one.text for one in messages.asked] == ["Leave without saving?"]
    assert (workspace.place.name == "events") is agrees
    assert page._planning.form.fields.title.text() == "Lain"


def test_what_was_let_go_is_not_asked_about_again(page, workspace, event, messages):
    click(page, "Edit")
    page._planning.form.fields.title.setText("Lain")
    workspace.show_page("events")
    workspace.show_page("event", event_id=event)
    assert inside(page, PlanPane)
    assert len(messages.asked) == 1


def test_an_unsaved_outcome_asks_before_another_part(page, messages):
    messages.agrees = False
    outcome = inside(page, PlanPane)._papers.panel("outcome")
    outcome.form.problems_met.setPlainText("Listrik padam")
    page._parts.choose("summary")
    assert [one.text for one in messages.asked] == ["Leave without saving the outcome?"]
    assert inside(page, PlanPane)
    assert page._parts.name() == "plan"
    assert outcome.form.draft().problems_met == "Listrik padam"


def test_another_event_is_shown_in_place_of_this_one(page, workspace, bench, qtbot):
    with bench.store.writing() as session:
        other = plan_event(session, a.event_draft(title="Lain")).id
    workspace.show_page("event", event_id=other)
    assert page.header.title() == "Lain"
    settle(bench, qtbot)
    assert inside(page, PlanPane)._facts.facts.shown()["Time"] == "09:00–12:30 WITA"


def test_an_event_that_is_not_there_says_so_and_leads_to_the_list(workspace):
    workspace.show_page("event", event_id=999)
    page = workspace.page()
    assert "This event is not there any more." in seen(page)
    assert page.header.title() == "Event"
    assert not page._edit.isVisible()
    click(page, "All events")
    assert workspace.place.name == "events"


def test_an_event_undone_while_it_is_looked_at_comes_back_with_its_redo(page, bench, qtbot):
    bench.undoing.undo()
    settle(bench, qtbot)
    assert "This event is not there any more." in seen(page)
    bench.undoing.redo()
    settle(bench, qtbot)
    assert inside(page, PlanPane)
    assert page.header.title() == "Temu Tani"


def test_a_commit_made_elsewhere_is_seen(page, bench, event):
    with bench.store.writing() as session:
        set_stage(session, event, Stage.DONE)
    assert page._stage.said() == "Done"


def test_a_commit_made_while_another_page_is_shown_is_seen_on_coming_back(
    page, workspace, bench, event
):
    workspace.show_page("events")
    with bench.store.writing() as session:
        set_stage(session, event, Stage.DONE)
    workspace.show_page("event", event_id=event)
    assert page._stage.said() == "Done"


def test_what_came_of_it_is_asked_of_the_records_anew(page, bench, event, qtbot):
    with bench.store.writing() as session:
        record_outcome(session, event, OutcomeDraft(problems_met="Jalan putus"))
    settle(bench, qtbot)
    outcome = inside(page, PlanPane)._papers.panel("outcome")
    assert outcome.form.draft().problems_met == "Jalan putus"


@pytest.mark.parametrize("title", ["<b>R&D</b>", "=1+1", "🌾 اجتماع", "x" * 300])
def test_a_hostile_title_is_letters(workspace, bench, title):
    with bench.store.writing() as session:
        event = plan_event(session, a.event_draft(title=title, venue=title)).id
    workspace.show_page("event", event_id=event)
    assert workspace.page().header.title() == title


def test_every_control_has_a_name(page, stage):
    assert unnamed(stage) == []


def test_the_last_step_is_named_after_the_stage(page, bench, event):
    with bench.store.writing() as session:
        set_stage(session, event, Stage.DONE)
    step, _redo = next_steps(bench.store)
    assert step.title == "Mark Temu Tani as done"
