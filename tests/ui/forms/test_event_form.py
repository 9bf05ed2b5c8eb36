from datetime import date, datetime, time, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from models.events.drafts import PartDraft
from models.events.operations import change_event
from models.events.queries import event_ids
from models.events.tables import Event, EventKind, PartnerRole
from models.history.steps import next_steps
from models.office.drafts import OfficerDraft
from models.office.operations import add_officer, retire_officer
from models.office.queries import today
from models.office.tables import Role
from models.words import speak
from tests import factories as a
from tests.ui.forms.planning import *  # noqa: F403 - fixtures are found by name
from tests.ui.forms.planning import PIMPING, button, planned, type_into
from ui.forms.event_beginnings import AHEAD
from ui.forms.event_form import EventForm

HOSTILE = [
    "<b>tebal</b> <img src=x>",
    '=HYPERLINK("http://x";"y")',
    "'; DROP TABLE event;--",
    "../../x",
    "🌾 panen",
    "اجتماع القرية",
    "x" * 300,
]


def test_a_draft_shown_is_given_back(form, full):
    form.fields.show_draft(full)
    assert form.fields.draft() == full
    assert form.problems() == {}


@pytest.mark.parametrize("language", ["id", "en"])
def test_days_times_and_numbers_are_given_back_in_both_languages(bench, stage, full, language):
    speak(language)
    made = EventForm(bench)
    stage.layout().addWidget(made)
    made.fields.show_draft(full)
    assert made.fields.draft() == full


def test_a_new_event_is_proposed_a_week_from_now(form, bench):
    with bench.store.reading() as session:
        day = today(session) + AHEAD
    draft = form.fields.draft()
    assert (draft.starts_at, draft.ends_at) == (
        datetime.combine(day, time(9)),
        datetime.combine(day, time(12)),
    )
    assert not form.is_changed()


def test_everything_typed_is_kept(form, bench, dinas, rina, qtbot):
    fields = form.fields
    fields.kind.setFocus()
    QTest.keyClick(fields.kind, Qt.Key.Key_Down)
    type_into(fields.first_day, "28/6/2027")
    type_into(fields.begins, "8.30")
    type_into(fields.ends, "11")
    type_into(fields.village, "pimping")
    QTest.keyClick(fields.village._list, Qt.Key.Key_Return)
    type_into(fields.venue, "Balai Desa")
    type_into(fields.target_present, "200")
    type_into(fields.target_enrolled, "150")
    type_into(fields.parts.field(), "pertan")
    QTest.keyClick(fields.parts.field()._list, Qt.Key.Key_Return)
    fields.staff.box(fields.staff.offered()[0]).click()
    fields.note.setFocus()
    QTest.keyClicks(fields.note, "Bawa terpal.")
    with qtbot.waitSignal(form.saved):
        button(form, "Plan the event").click()
    assert planned(bench) == a.event_draft(
        title="Enrolment drive in Desa Pimping",
        starts_at=datetime(2027, 6, 28, 8, 30),
        ends_at=datetime(2027, 6, 28, 11),
        kind=EventKind.DRIVE,
        region_code="65.01.03.2002",
        region_line=PIMPING,
        venue="Balai Desa",
        target_present=200,
        target_enrolled=150,
        note="Bawa terpal.",
        partners=(PartDraft(dinas, PartnerRole.SPEAKER),),
        staff=(rina,),
    )


def test_the_title_is_proposed_until_somebody_types_one(form):
    fields = form.fields
    type_into(fields.village, "pimping")
    QTest.keyClick(fields.village._list, Qt.Key.Key_Return)
    assert fields.title.text() == "Outreach talk in Desa Pimping"
    type_into(fields.title, "Temu Tani")
    fields.kind.setFocus()
    QTest.keyClick(fields.kind, Qt.Key.Key_Down)
    assert fields.title.text() == "Temu Tani"


def test_the_last_day_follows_the_first(changing):
    type_into(changing.fields.first_day, "30/12/2027")
    assert changing.fields.last_day.value() == date(2027, 12, 31)
    assert changing.fields.draft().ends_at == datetime(2027, 12, 31, 12, 30)


def test_a_changed_plan_is_kept_and_told(changing, bench, messages, full, qtbot):
    type_into(changing.fields.venue, "Gedung serbaguna")
    with qtbot.waitSignal(changing.saved):
        button(changing, "Save").click()
    assert planned(bench).venue == "Gedung serbaguna"
    assert messages.told[-1][0] == "“Sosialisasi Petani” was changed."


def test_what_was_planned_can_be_undone(form, bench, messages, qtbot):
    type_into(form.fields.title, "Temu Tani")
    with qtbot.waitSignal(form.saved):
        form.save()
    with qtbot.waitSignal(bench.changes.committed):
        messages.actions["Undo"]()
    with bench.store.reading() as session:
        assert event_ids(session) == []


def test_what_was_changed_can_be_undone(changing, bench, messages, full, qtbot):
    type_into(changing.fields.title, "Lain")
    with qtbot.waitSignal(changing.saved):
        changing.save()
    with qtbot.waitSignal(bench.changes.committed):
        messages.actions["Undo"]()
    assert planned(bench) == full


@pytest.mark.parametrize(
    ("field", "typed", "beside", "said"),
    [
        ("title", "", "title", "Give the event a title."),
        ("first_day", "kapan-kapan", "starts_at", "“kapan-kapan” is no date."),
        ("first_day", "", "starts_at", "Choose a day."),
        ("begins", "25", "starts_at", "“25” is no time of day."),
        ("begins", "", "starts_at", "Type a time of day."),
        ("ends", "8", "ends_at", "The event ends before it starts."),
        ("target_present", "banyak", "target_present", "“banyak” is no number of people."),
        ("venue", "x" * 301, "venue", "That is too long for a place."),
        ("village", "x" * 501, "region_line", "That is too long for a place."),
    ],
)
def test_a_problem_is_said_beside_its_field_and_nothing_can_be_saved(
    form, field, typed, beside, said
):
    one = getattr(form.fields, field)
    one.setFocus()
    one.selectAll()
    if typed:
        one.insert(typed)
        one.textEdited.emit(one.text())
    else:
        QTest.keyClick(one, Qt.Key.Key_Delete)
    assert form.fields.said(beside).startswith(said)
    assert list(form.problems()) == [beside]
    assert not button(form, "Plan the event").isEnabled()


def test_saving_with_a_problem_goes_to_its_field(form):
    type_into(form.fields.venue, "x" * 301)
    form.fields.first_day.setFocus()
    form.save()
    assert form.fields.venue.hasFocus()


def test_a_date_that_cannot_be_read_is_told_with_a_day_of_these_times(form, bench):
    type_into(form.fields.first_day, "kapan")
    with bench.store.reading() as session:
        assert f"{today(session):%d/%m/%Y}" in form.fields.said("starts_at")


def test_a_mended_problem_lets_it_be_saved_again(form):
    type_into(form.fields.begins, "25")
    type_into(form.fields.begins, "8")
    assert form.fields.said("starts_at") == ""
    assert button(form, "Plan the event").isEnabled()


def test_more_enrolments_than_people_are_told_beside_the_target(form):
    type_into(form.fields.target_present, "10")
    type_into(form.fields.target_enrolled, "11")
    assert form.fields.said("target_enrolled").startswith("More enrolments than people")


def test_a_partner_twice_in_one_role_is_told_beside_the_partners(form, dinas):
    form.fields.parts.show_parts([PartDraft(dinas), PartDraft(dinas)])
    form.fields.parts.changed.emit()
    assert form.fields.said("partners").startswith("A partner is here twice")


def test_an_event_that_is_not_there_is_not_shown(form):
    assert not form.change(999)


def test_an_event_gone_meanwhile_is_told_and_what_was_typed_stays(changing, bench, messages, qtbot):
    step, _redo = next_steps(bench.store)
    bench.undoing.take_back(step)
    qtbot.waitUntil(lambda: not bench.tasks.busy)
    type_into(changing.fields.venue, "Balai lain")
    changing.save()
    qtbot.waitUntil(lambda: any("Done meanwhile: " in text for text, _role in messages.told))
    assert changing.fields.venue.text() == "Balai lain"


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_goes_through_every_field_unharmed(form, bench, qtbot, text):
    for field in (form.fields.title, form.fields.venue, form.fields.village):
        field.setFocus()
        field.selectAll()
        field.insert(text)
        field.textEdited.emit(text)
    form.fields.note.setPlainText(text)
    with qtbot.waitSignal(form.saved):
        form.save()
    kept = planned(bench)
    assert (kept.title, kept.venue, kept.region_line, kept.note) == (text,) * 4
    with bench.store.reading() as session:
        assert session.get_one(Event, event_ids(session)[0]).title == text


def test_an_officer_who_left_stays_with_the_event_that_was_planned_with_them(
    changing, bench, rina, full
):
    with bench.store.writing() as session:
        add_officer(session, OfficerDraft(name="Budi", role=Role.ADMINISTRATOR))
    with bench.store.writing() as session:
        retire_officer(session, rina)
    [event] = _ids(bench)
    changing.change(event)
    assert changing.fields.draft().staff == (rina,)


def test_a_plan_changed_elsewhere_is_shown_when_the_form_is_opened_again(changing, bench, full):
    [event] = _ids(bench)
    with bench.store.writing() as session:
        change_event(session, event, a.event_draft(title="Lain"))
    changing.change(event)
    assert changing.fields.title.text() == "Lain"


def test_an_event_over_several_days_keeps_its_length(changing):
    first = changing.fields.first_day.value()
    changing.fields.first_day.set_value(first + timedelta(days=10))
    changing.fields.first_day.changed.emit()
    assert changing.fields.last_day.value() == first + timedelta(days=11)


def _ids(bench):
    with bench.store.reading() as session:
        return event_ids(session)
