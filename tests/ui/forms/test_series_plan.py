from datetime import date, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from models.events.drafts import PartDraft
from models.events.operations import plan_event
from models.events.queries import event_ids, event_view
from models.events.series import series_of
from models.history.steps import next_steps, take_back
from models.office.tables import ClosedDay
from models.progress import finish
from tests import factories as a
from tests.ui.forms.planning import *  # noqa: F403 - fixtures are found by name
from tests.ui.forms.planning import button, press, type_into
from tests.ui.reach import unnamed

TUESDAY = date(2027, 6, 29)
"""Of a month without a holiday on a Tuesday."""


@pytest.fixture
def pattern(bench, full):
    """A Tuesday's event at Desa Pimping."""
    draft = a.event_draft(
        title="Temu Tani Desa Pimping",
        starts_at=datetime(2027, 6, 22, 9),
        ends_at=datetime(2027, 6, 22, 12),
        region_code="65.01.03.2002",
        region_line="Desa Pimping",
        venue="Balai Desa",
        partners=full.partners,
        staff=full.staff,
    )
    with bench.store.writing() as session:
        return plan_event(session, draft).id


@pytest.fixture
def series(form, pattern, settle):
    """The form, showing a series like that event."""
    assert form.plan_like(pattern, series=True)
    settle()
    return form.series


@pytest.fixture
def settle(bench, form, qtbot):
    """Wait until the days and the clashes of the series have been found."""

    def _settle():
        plan = form.series
        qtbot.waitUntil(
            lambda: (
                not plan._waiting
                and not plan._rhythm.isActive()
                and not plan._clashes.isActive()
                and not bench.tasks.busy
            )
        )

    return _settle


def add_villages(series, *names):
    for name in names:
        type_into(series.form.villages.finder, name)
        QTest.keyClick(series.form.villages.finder, Qt.Key.Key_Return)


def days(series):
    return [draft.starts_at.date() for draft in series.drafts()]


def weekly(count, first=TUESDAY):
    return [first + timedelta(days=7 * n) for n in range(count)]


def test_a_series_begins_with_the_event_it_is_like_a_week_on(series, form):
    assert days(series) == [TUESDAY]
    assert series.form.weekdays.days() == {1}
    assert button(form, "Plan 1 event").isEnabled()
    assert form.fields.isHidden()


def test_every_tuesday_in_five_villages_is_planned_in_one_step(
    series, form, bench, settle, messages, qtbot
):
    with bench.store.reading() as session:
        before = event_ids(session)
    add_villages(series, "Desa A", "Desa B", "Desa C", "Desa D")
    settle()
    assert days(series) == weekly(5)
    with qtbot.waitSignal(form.saved) as kept:
        press(form, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert messages.told[-1][0] == "5 events were planned."
    with bench.store.reading() as session:
        made = [one.id for one in series_of(session, kept.args[0])]
        views = [event_view(session, one).draft for one in made]
    assert made[0] == kept.args[0]
    assert [draft.region_line for draft in views] == [
        "Desa Pimping",
        "Desa A",
        "Desa B",
        "Desa C",
        "Desa D",
    ]
    assert views[2].title == "Temu Tani Desa B"
    assert not form.is_changed()
    step, _redo = next_steps(bench.store)
    finish(take_back(bench.store, step.action_id))
    with bench.store.reading() as session:
        assert event_ids(session) == before


def test_a_village_chosen_from_the_list_has_its_code(series, form, settle, qtbot):
    qtbot.waitUntil(lambda: series.form.villages.finder.ready)
    type_into(series.form.villages.finder, "bunyu barat")
    QTest.keyClick(series.form.villages.finder._list, Qt.Key.Key_Return)
    settle()
    assert series.drafts()[1].region_code == "65.01.10.2001"
    assert series.form.villages.finder.text() == ""


def test_a_village_taken_out_is_not_visited(series, settle):
    add_villages(series, "Desa A")
    series.form.villages.lines()[0].remove.click()
    settle()
    assert [draft.region_line for draft in series.drafts()] == ["Desa A"]


def test_days_off_are_skipped_unless_one_wants_them(series, keep, settle):
    keep(ClosedDay(day=TUESDAY, name="Rapat kerja"))
    series.form.times.setFocus()
    QTest.keyClicks(series.form.times, "2")
    settle()
    assert days(series) == weekly(2, TUESDAY + timedelta(days=7))
    series.form.skip.click()
    settle()
    assert days(series) == weekly(2)
    assert "Rapat kerja" in series.lines.lines()[0].said()
    assert series.lines.lines()[1].said() == ""


def test_a_clash_is_told_beside_the_line_and_forbids_nothing(
    series, form, bench, full, settle, qtbot
):
    taken = a.event_draft(
        title="Rapat",
        starts_at=datetime(2027, 6, 29, 10),
        ends_at=datetime(2027, 6, 29, 11),
        staff=full.staff,
    )
    with bench.store.writing() as session:
        plan_event(session, taken)
    type_into(series.form.times, "2")
    settle()
    first, second = series.lines.lines()
    assert "Rina Contoh" in first.said()
    assert "Rapat" in first.said()
    assert second.said() == ""
    assert button(form, "Plan 2 events").isEnabled()


def test_a_day_changed_in_its_line_is_planned(series, form, bench, settle, qtbot):
    type_into(series.form.times, "2")
    settle()
    type_into(series.lines.lines()[1].day, "7/7/2027")
    settle()
    with qtbot.waitSignal(form.saved):
        form.save()
    with bench.store.reading() as session:
        planned = [event_view(session, one).draft.starts_at for one in event_ids(session)]
    assert datetime(2027, 7, 7, 9) in planned


def test_a_village_changed_in_its_line_is_planned_without_the_old_hall(series, settle):
    type_into(series.lines.lines()[0].village, "Desa Lain")
    settle()
    [draft] = series.drafts()
    assert (draft.region_line, draft.venue) == ("Desa Lain", "")
    assert series.lines.lines()[0].about().endswith("Temu Tani Desa Lain")


def test_a_line_left_out_is_not_planned_and_the_keyboard_stays_near(series, form, settle):
    type_into(series.form.times, "3")
    settle()
    series.lines.lines()[1].remove.setFocus()
    press(form, Qt.Key.Key_Space)
    settle()
    assert days(series) == [TUESDAY, TUESDAY + timedelta(days=14)]
    assert series.lines.lines()[1].remove.hasFocus()
    assert button(form, "Plan 2 events").isEnabled()


def test_when_every_line_is_left_out_nothing_can_be_planned(series, form, settle):
    series.lines.lines()[0].remove.click()
    settle()
    assert series._told.text() == "Every line was left out."
    assert not form._save.isEnabled()


def test_a_day_that_cannot_be_read_is_told_beside_its_line(series, form):
    type_into(series.lines.lines()[0].day, "kapan")
    assert series.lines.lines()[0].said().startswith("“kapan” is no date.")
    assert not form._save.isEnabled()


@pytest.mark.parametrize(
    ("name", "typed", "said"),
    [
        ("first", "kapan", "“kapan” is no date."),
        ("first", "", "Choose a day."),
        ("times", "banyak", "“banyak” is no number"),
        ("times", "61", "Plan at most 60 events"),
        ("times", "0", "Add villages, or type how many times."),
    ],
)
def test_a_problem_is_told_beside_its_field_and_nothing_can_be_planned(
    series, form, settle, name, typed, said
):
    field = getattr(series.form, name)
    field.setText(typed)
    field.textEdited.emit(typed)
    settle()
    assert series.form.grid.row(name).said().startswith(said)
    assert series.drafts() == ()
    assert not form._save.isEnabled()


def test_no_weekday_is_told(series, settle):
    series.form.weekdays.boxes[1].click()
    settle()
    assert series.form.grid.row("weekdays").said() == "Choose at least one day of the week."


def test_every_tenth_day_has_no_weekdays(series, settle):
    series.form.unit.setFocus()
    QTest.keyClick(series.form.unit, Qt.Key.Key_Down)
    series.form.gap.setValue(10)
    type_into(series.form.times, "2")
    settle()
    assert days(series) == [TUESDAY, TUESDAY + timedelta(days=10)]
    assert series.form.weekdays.isHidden() or not series.form.weekdays.isVisible()


def test_the_weekday_follows_the_first_day_until_one_is_chosen(series, settle):
    type_into(series.form.first, "1/7/2027")
    assert series.form.weekdays.days() == {3}
    series.form.weekdays.boxes[4].click()
    type_into(series.form.first, "30/6/2027")
    settle()
    assert series.form.weekdays.days() == {3, 4}


def test_one_may_go_back_to_one_event_and_what_was_typed_is_there(form, pattern, settle):
    form.plan_like(pattern)
    type_into(form.fields.title, "Lain")
    button(form, "Plan a series…").click()
    settle()
    assert form.series.drafts()[0].title == "Lain"
    button(form, "Back to one event").click()
    assert form.fields.title.text() == "Lain"
    assert button(form, "Plan the event").isEnabled()


def test_a_new_event_may_become_a_series(form, bench, settle, qtbot):
    button(form, "Plan a series…").click()
    type_into(form.series.form.times, "3")
    settle()
    with qtbot.waitSignal(form.saved):
        form.save()
    with bench.store.reading() as session:
        assert len(event_ids(session)) == 3


def test_leaving_a_series_asks(series, form, messages):
    messages.agrees = False
    press(form, Qt.Key.Key_Escape)
    assert messages.asked[-1].text == "Leave without saving?"
    assert not series.isHidden()


def test_of_an_event_that_is_changed_no_series_is_offered(changing):
    assert changing._several.isHidden()


def test_the_villages_own_partner_has_no_part_in_others(form, bench, keep, settle):
    home = keep(a.partner(region_code="65.01.03.2002")).id
    draft = a.event_draft(
        region_code="65.01.03.2002", region_line="Desa Pimping", partners=(PartDraft(home),)
    )
    with bench.store.writing() as session:
        event = plan_event(session, draft).id
    form.plan_like(event, series=True)
    add_villages(form.series, "Desa A")
    settle()
    assert [len(draft.partners) for draft in form.series.drafts()] == [1, 0]


def test_every_control_has_a_name(series, stage):
    assert unnamed(stage) == []


def test_two_lines_put_on_one_day_are_told(series, settle):
    type_into(series.form.times, "2")
    settle()
    type_into(series.lines.lines()[1].day, "29/6/2027")
    settle()
    assert "same time as event 2 of the series" in series.lines.lines()[0].said()
    assert "same time as event 1 of the series" in series.lines.lines()[1].said()


def test_a_long_series_is_made_a_few_lines_at_a_time(series, settle, qtbot):
    type_into(series.form.times, "30")
    settle()
    qtbot.waitUntil(lambda: len(series.lines.lines()) == 30)
    assert days(series) == [draft.starts_at.date() for draft in series.lines.drafts()]
    assert len(set(days(series))) == 30
