"""What was typed into an event's form and not saved."""

from dataclasses import replace
from datetime import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from models.events.drafts import EventDraft
from models.events.queries import event_ids
from models.history.steps import next_steps
from models.unsaved import all_of, keep, key_of, take
from tests.ui.pages.event_at_hand import *  # noqa: F403 - fixtures are found by name
from tests.ui.pages.event_at_hand import click, settle
from ui.pages.events_page import EventsPage

NEW = key_of("event", None)
TYPED = EventDraft("Temu", datetime(2027, 3, 4, 8), datetime(2027, 3, 4, 11), note="Bawa spanduk")


@pytest.fixture
def new(workspace):
    """The form of a new event, in which a title was typed."""
    workspace.show_page("event", event_id=None)
    page = workspace.page()
    write(page, "Temu")
    return page


def write(page, title):
    fields = page._planning.form.fields
    fields.title.clear()
    QTest.keyClicks(fields.title, title)


def answer(bar, text):
    next(one for one in bar.answers() if one.text() == text).click()


def test_what_is_typed_is_kept_while_one_types(new, bench, qtbot):
    qtbot.waitUntil(lambda: take(bench.store, NEW) is not None)
    assert take(bench.store, NEW).title == "Temu"


def test_closing_the_window_keeps_it_and_does_not_ask(new, workspace, bench, messages):
    assert workspace.may_close()
    assert messages.asked == []
    assert take(bench.store, NEW).draft(EventDraft).title == "Temu"


def test_after_a_start_it_is_offered_on_the_list_and_gone_on_with(workspace, bench, qtbot):
    keep(bench.store, NEW, "Temu", TYPED)
    page = workspace.page()
    assert isinstance(page, EventsPage)
    workspace.show_page("events")
    assert page._unsaved.text().startswith("You were planning “Temu” on ")
    answer(page._unsaved, "Go on")
    planning = workspace.page()._planning
    assert planning.form.fields.draft() == TYPED
    assert planning.form.is_changed()
    click(workspace.page(), "Plan the event")
    qtbot.waitUntil(lambda: not bench.tasks.busy)
    with bench.store.reading() as session:
        assert len(event_ids(session)) == 1
    qtbot.waitUntil(lambda: not bench.tasks.busy and take(bench.store, NEW) is None)


def test_discarding_it_forgets_it(workspace, bench, qtbot):
    keep(bench.store, NEW, "Temu", TYPED)
    workspace.show_page("events")
    answer(workspace.page()._unsaved, "Discard")
    qtbot.waitUntil(lambda: take(bench.store, NEW) is None)
    settle(bench, qtbot)
    assert workspace.page()._unsaved.text() == ""


def test_a_change_that_was_not_saved_is_offered_in_its_form(page, bench, event, qtbot, workspace):
    click(page, "Edit")
    write(page, "Temu Nelayan")
    assert workspace.may_close()
    kept = take(bench.store, key_of("event", event))
    assert (kept.title, kept.record_id) == ("Temu Nelayan", event)
    page._planning.form.change(event)  # as after a start
    click_again = page._planning
    click_again.change(event, {})
    assert click_again.earlier.text().startswith("You were changing “Temu Nelayan” on ")
    answer(click_again.earlier, "Go on")
    assert click_again.form.fields.title.text() == "Temu Nelayan"


def test_going_on_from_the_list_opens_the_form_of_that_event(workspace, bench, event):
    keep(bench.store, key_of("event", event), "Lain", replace(TYPED, title="Lain"))
    workspace.show_page("events")
    answer(workspace.page()._unsaved, "Go on")
    assert workspace.page()._planning.form.fields.title.text() == "Lain"
    assert workspace.page().header._subtitle.text() == "Change the plan"


def test_leaving_on_purpose_forgets_it(new, workspace, bench, messages, qtbot):
    workspace.may_close()
    messages.agrees = True
    workspace.show_page("events")
    assert len(messages.asked) == 1
    qtbot.waitUntil(lambda: take(bench.store, NEW) is None)
    settle(bench, qtbot)


def test_not_leaving_keeps_it(new, workspace, bench, messages):
    workspace.may_close()
    messages.agrees = False
    workspace.show_page("events")
    assert take(bench.store, NEW) is not None


def test_saving_forgets_it(new, bench, workspace, qtbot):
    workspace.may_close()
    click(new, "Plan the event")
    qtbot.waitUntil(lambda: take(bench.store, NEW) is None)
    settle(bench, qtbot)


def test_an_untouched_form_keeps_nothing(workspace, bench):
    workspace.show_page("event", event_id=None)
    assert workspace.may_close()
    assert all_of(bench.store, "event") == []


def test_looking_into_the_form_does_not_lose_what_was_offered(workspace, bench, qtbot):
    keep(bench.store, NEW, "Temu", TYPED)
    workspace.show_page("event", event_id=None)
    QTest.keyClick(workspace.page()._planning.form, Qt.Key.Key_Escape)
    settle(bench, qtbot)
    assert take(bench.store, NEW) is not None


def test_keeping_is_no_step_to_undo(new, workspace, bench):
    before = next_steps(bench.store)
    workspace.may_close()
    assert next_steps(bench.store) == before


@pytest.mark.parametrize("title", ["<b>R&D</b>", "🌾 اجتماع\u202e", "x" * 300])
def test_hostile_titles_are_letters(workspace, bench, title):
    keep(bench.store, NEW, title, replace(TYPED, title=title))
    workspace.show_page("events")
    assert title in workspace.page()._unsaved.text()
