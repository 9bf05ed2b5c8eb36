"""What a new event begins with in its form: templates, other events, what was asked for."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from models.events.drafts import OutcomeDraft, TaskDraft
from models.events.making import origin
from models.events.operations import plan_event, record_outcome
from models.events.queries import event_ids, event_view
from models.events.tables import Answer, Event, EventKind, PartnerRole, Stage
from models.events.templates import Template, save_template
from models.office.queries import today
from models.partners.tables import PartnerKind
from tests import factories as a
from tests.ui.forms.planning import *  # noqa: F403 - fixtures are found by name
from tests.ui.forms.planning import button, press, type_into

OWN = Template(
    begins=time(13),
    ends=time(10),
    days=2,
    target_present=80,
    target_enrolled=60,
    target_rupiah=3_000_000,
    tasks=(TaskDraft("Pesan perahu", -3),),
    roles=((PartnerKind.AGENCY, PartnerRole.HOST),),
)


@pytest.fixture
def own(bench):
    """The office's own template for enrolment drives."""
    with bench.store.writing() as session:
        save_template(session, EventKind.DRIVE, OWN)


@pytest.fixture
def held(bench, full):
    """An event that was held, at which a repeat was asked for."""
    outcome = OutcomeDraft(follow_up="Ulangi dengan lebih banyak orang.", follow_up_people=2_000)
    with bench.store.writing() as session:
        event = plan_event(session, full).id
        record_outcome(session, event, outcome)
    return event


def choose_drive(form):
    form.fields.kind.setFocus()
    QTest.keyClick(form.fields.kind, Qt.Key.Key_Down)


def now(bench):
    with bench.store.reading() as session:
        return today(session)


def test_hours_length_and_targets_are_those_of_the_kind_chosen(form, own):
    first = form.fields.draft().starts_at.date()
    choose_drive(form)
    draft = form.fields.draft()
    assert draft.starts_at == datetime.combine(first, time(13))
    assert draft.ends_at == datetime.combine(first + timedelta(days=1), time(10))
    assert (draft.target_present, draft.target_enrolled) == (80, 60)
    assert draft.target_rupiah == 3_000_000
    assert not form.fields.sessions.each_day.isHidden()


def test_what_was_typed_stays_when_another_kind_is_chosen(form, own):
    type_into(form.fields.begins, "7")
    type_into(form.fields.target_enrolled, "20")
    choose_drive(form)
    draft = form.fields.draft()
    assert draft.starts_at.time() == time(7)
    assert (draft.target_present, draft.target_enrolled) == (80, 20)


def test_the_last_day_keeps_following_the_first_after_another_kind(form, own):
    choose_drive(form)
    type_into(form.fields.first_day, "30/6/2027")
    assert form.fields.last_day.value() == date(2027, 7, 1)


def test_of_an_event_that_is_changed_nothing_is_filled_in(changing, own, full):
    changing.fields.kind.show_value(EventKind.TALK)
    choose_drive(changing)
    assert changing.fields.draft() == full


def test_a_partner_is_proposed_the_role_its_kind_has_in_the_template(form, own, dinas):
    choose_drive(form)
    type_into(form.fields.parts.field(), "pertan")
    QTest.keyClick(form.fields.parts.field()._list, Qt.Key.Key_Return)
    assert form.fields.parts.parts()[0].role is PartnerRole.HOST


def test_nothing_is_hinted_at_before_anything_is_typed_and_then_the_village(form):
    assert form.fields.said("region_line").startswith("A place that is not in the list")
    type_into(form.fields.venue, "Balai")
    assert form.fields.said("region_line").startswith("Without a village")
    assert button(form, "Plan the event").isEnabled()


def test_a_day_in_the_past_is_told_and_can_be_saved(form):
    type_into(form.fields.first_day, "28/6/2022")
    assert form.fields.said("starts_at").startswith("That was ")
    assert button(form, "Plan the event").isEnabled()


def test_a_village_whose_code_is_gone_is_told_and_its_line_stays(form, bench, full, qtbot):
    lost = replace(full, region_code="64.99.01.2001", region_line="Desa Lama")
    with bench.store.writing() as session:
        event = plan_event(session, lost).id
    form.change(event)
    qtbot.waitUntil(lambda: "64.99.01.2001" in form.fields.said("region_line"))
    assert form.fields.draft() == replace(lost, sessions=form.fields.draft().sessions)
    type_into(form.fields.village, "Desa lain")
    assert "64.99.01.2001" not in form.fields.said("region_line")


def test_an_event_like_another_has_all_of_it_but_the_answers(form, held, full):
    assert form.plan_like(held)
    draft = form.fields.draft()
    assert draft.title == full.title
    assert draft.starts_at == full.starts_at + timedelta(days=7)
    assert [part.answer for part in draft.partners] == [Answer.NOT_ASKED]
    assert draft.staff == full.staff
    assert form._about.text().startswith("As “Sosialisasi Petani” was.")
    assert not form.is_changed()


def test_an_event_like_another_is_a_new_one(form, bench, held, qtbot):
    form.plan_like(held)
    with qtbot.waitSignal(form.saved) as kept:
        form.save()
    assert kept.args[0] != held
    with bench.store.reading() as session:
        assert set(event_ids(session)) == {held, kept.args[0]}
        assert origin(session, kept.args[0]) is None


def test_what_was_typed_on_while_it_was_kept_changes_the_new_event(form, bench, held, qtbot):
    form.plan_like(held)
    form.save()
    type_into(form.fields.title, "Lain")
    qtbot.waitUntil(lambda: not bench.tasks.busy)
    with qtbot.waitSignal(form.saved):
        form.save()
    with bench.store.reading() as session:
        assert len(event_ids(session)) == 2


def test_the_repeat_asked_for_is_proposed_with_as_many_people(form, bench, held, qtbot):
    assert form.plan_repeat(held)
    draft = form.fields.draft()
    assert (draft.target_present, draft.target_enrolled) == (2_000, 1_500)
    assert draft.note == "Ulangi dengan lebih banyak orang."
    assert draft.starts_at.date() >= now(bench) + timedelta(days=28)
    with qtbot.waitSignal(form.saved) as kept:
        form.save()
    with bench.store.reading() as session:
        assert session.get_one(Event, kept.args[0]).stage is Stage.PROPOSED
        assert origin(session, kept.args[0]).id == held


def test_a_new_event_after_a_repeat_remembers_nothing_of_it(form, bench, held, qtbot):
    form.plan_repeat(held)
    form.plan_new()
    with qtbot.waitSignal(form.saved) as kept:
        form.save()
    with bench.store.reading() as session:
        assert origin(session, kept.args[0]) is None
        assert event_view(session, kept.args[0]).row.stage is Stage.DRAFT


@pytest.mark.parametrize("plan", ["plan_like", "plan_repeat"])
def test_an_event_that_is_gone_has_none_like_it(form, plan):
    assert not getattr(form, plan)(999)


def test_a_title_that_was_only_proposed_follows_the_village_of_the_new_event(form, bench):
    named = a.event_draft(title="Outreach talk in Desa A", region_line="Desa A")
    with bench.store.writing() as session:
        event = plan_event(session, named).id
    form.plan_like(event)
    type_into(form.fields.village, "Desa B")
    assert form.fields.title.text() == "Outreach talk in Desa B"


def test_escape_leaves_a_duplicate_of_which_nothing_was_changed_without_asking(
    form, held, messages, qtbot
):
    form.plan_like(held)
    with qtbot.waitSignal(form.left):
        press(form, Qt.Key.Key_Escape)
    assert messages.asked == []


def test_the_way_to_the_page_says_what_is_planned(form, held):
    assert form.plan({"day": date(2027, 6, 28), "begins": time(14)})
    assert form.fields.draft().starts_at == datetime(2027, 6, 28, 14)
    assert form.plan({"like": held})
    assert form.fields.draft().title == "Sosialisasi Petani"
    assert not form.plans_series
    assert form.plan({"like": held, "series": True})
    assert form.plans_series
    assert form.plan({"repeat": held})
    assert form.fields.draft().target_present == 2_000
    assert not form.plan({"like": 999})


def test_what_was_typed_before_is_not_changed_by_a_template(form, own, full):
    form.put_in(replace(full, kind=EventKind.TALK))
    assert form.is_changed()
    choose_drive(form)
    assert form.fields.draft() == full
