import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from models.events.operations import plan_event
from models.events.queries import event_ids
from tests.ui.forms.planning import *  # noqa: F403 - fixtures are found by name
from tests.ui.forms.planning import button, planned, press, type_into
from tests.ui.reach import unnamed


@pytest.mark.parametrize(
    ("key", "modifier"),
    [
        (Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier),
        (Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier),
        (Qt.Key.Key_Enter, Qt.KeyboardModifier.ControlModifier),
    ],
)
def test_keys_save_from_any_field(form, bench, qtbot, key, modifier):
    for field in (form.fields.title, form.fields.note):
        field.setFocus()
        press(form, Qt.Key.Key_End)
        QTest.keyClicks(field, "x")
        with qtbot.waitSignal(form.saved):
            press(form, key, modifier)
    assert (planned(bench).title[-1], planned(bench).note) == ("x", "x"), "one event, kept twice"


def test_keys_do_not_save_what_has_a_problem(form, bench, qtbot):
    type_into(form.fields.begins, "25")
    with qtbot.assertNotEmitted(form.saved, wait=100):
        press(form, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    with bench.store.reading() as session:
        assert event_ids(session) == []


def test_enter_goes_on_to_the_next_field_and_saves_nothing(form, bench):
    form.fields.venue.setFocus()
    press(form, Qt.Key.Key_Return)
    assert QApplication.focusWidget() is form.fields.title
    assert not bench.tasks.busy


def test_enter_presses_the_button_it_is_on(form, qtbot):
    button(form, "Cancel").setFocus()
    with qtbot.waitSignal(form.left):
        press(form, Qt.Key.Key_Return)


def test_enter_in_the_note_begins_a_line(form):
    form.fields.note.setFocus()
    QTest.keyClicks(form.fields.note, "a")
    press(form, Qt.Key.Key_Return)
    QTest.keyClicks(form.fields.note, "b")
    assert form.fields.draft().note == "a\nb"


def test_esc_leaves_a_form_nobody_touched_without_asking(form, messages, qtbot):
    with qtbot.waitSignal(form.left):
        press(form, Qt.Key.Key_Escape)
    assert messages.asked == []


@pytest.mark.parametrize("agrees", [True, False])
def test_esc_asks_before_what_was_typed_is_lost(form, messages, qtbot, agrees):
    messages.agrees = agrees
    left = []
    form.left.connect(lambda: left.append(True))
    type_into(form.fields.venue, "Balai")
    press(form, Qt.Key.Key_Escape)
    assert [one.text for one in messages.asked] == ["Leave without saving?"]
    assert bool(left) is agrees


def test_a_day_that_cannot_be_read_counts_as_typed(form):
    type_into(form.fields.first_day, "kapan")
    assert form.is_changed()


def test_an_unchanged_plan_cannot_be_saved_but_a_proposed_one_can(form, bench, full):
    assert button(form, "Plan the event").isEnabled()
    with bench.store.writing() as session:
        event = plan_event(session, full).id
    form.change(event)
    save = button(form, "Save")
    assert not save.isEnabled()
    type_into(form.fields.venue, "Gedung")
    assert save.isEnabled()
    type_into(form.fields.venue, full.venue)
    assert not save.isEnabled()


def test_what_is_typed_while_it_is_being_kept_is_not_lost(form, bench, qtbot):
    type_into(form.fields.title, "Temu")
    with qtbot.assertNotEmitted(form.saved, wait=0):
        form.save()
        type_into(form.fields.venue, "Balai")
        qtbot.waitUntil(lambda: not bench.tasks.busy)
    assert planned(bench).venue == ""
    assert form.is_changed()
    with qtbot.waitSignal(form.saved):
        form.save()
    assert planned(bench).venue == "Balai"


def test_after_saving_nothing_is_unsaved(form, qtbot):
    type_into(form.fields.title, "Temu Tani")
    with qtbot.waitSignal(form.saved):
        form.save()
    assert not form.is_changed()


def test_every_control_has_a_name(changing, stage):
    assert unnamed(stage) == []


def test_tab_goes_through_the_fields_as_they_are_read(form):
    fields = form.fields
    way = [fields.kind, fields.first_day, fields.begins, fields.last_day, fields.ends]
    way += [fields.village, fields.venue, fields.title]
    way += [fields.target_present, fields.target_enrolled, fields.target_rupiah]
    way += [fields.potential_workers, fields.parts.field()]
    way[0].setFocus()
    reached = [QApplication.focusWidget()]
    for _step in way[1:]:
        press(form, Qt.Key.Key_Tab)
        reached.append(QApplication.focusWidget())
    assert reached == way
