from datetime import date, datetime

import pytest

from models.events.operations import plan_event
from models.events.queries import event_ids, event_view
from models.office.absences import AbsenceDraft, add_absence
from models.office.closed_days import ClosedDayDraft, add_closed_days
from models.office.drafts import OfficerDraft
from models.office.equipment import EquipmentDraft, add_equipment
from models.office.operations import add_officer
from tests import factories as a
from tests.ui.forms.planning import *  # noqa: F403 - fixtures are found by name
from tests.ui.forms.planning import type_into
from ui.forms.event_form import EventForm

PIMPING_CODE = "65.01.03.2002"
FIRST = datetime(2027, 6, 28, 9)


@pytest.fixture
def office(store):
    """Officers and a thing, by name."""
    with store.writing() as session:
        return {
            "budi": add_officer(session, OfficerDraft("Budi")).id,
            "sari": add_officer(session, OfficerDraft("Sari")).id,
            "evolis": add_equipment(session, EquipmentDraft("Evolis 1")).id,
        }


@pytest.fixture
def other(store, office):
    """An event on the morning of Monday, 28 June 2027, with Budi and the printer."""
    draft = a.event_draft(
        title="Temu tani",
        starts_at=FIRST,
        ends_at=FIRST.replace(hour=12),
        staff=(office["budi"],),
        equipment=(office["evolis"],),
        venue="Balai Desa",
        region_code=PIMPING_CODE,
    )
    with store.writing() as session:
        return plan_event(session, draft).id


@pytest.fixture
def planned(store, other, office):
    """Another event on the same day, at eleven, with Sari."""
    draft = a.event_draft(
        starts_at=FIRST.replace(hour=11),
        ends_at=FIRST.replace(hour=15),
        staff=(office["sari"],),
        region_code=PIMPING_CODE,
        region_line="Desa Pimping",
    )
    with store.writing() as session:
        return plan_event(session, draft).id


@pytest.fixture
def form(bench, stage, planned):
    made = EventForm(bench)
    stage.resize(1100, 700)
    stage.layout().addWidget(made)
    assert made.change(planned)
    made.show()
    return made


def taken(form):
    return {**form.fields.staff.remarks(), **form.fields.equipment.remarks()}


def lines(form):
    return form.fields.clashes.lines.texts()


def test_each_officer_and_thing_that_is_taken_says_by_what(form, office, qtbot):
    said = "09:00–12:00 at Temu tani"
    qtbot.waitUntil(lambda: taken(form) == {office["budi"]: said, office["evolis"]: said})
    assert lines(form) == []


def test_another_day_frees_them(form, qtbot):
    qtbot.waitUntil(lambda: len(taken(form)) == 2)
    type_into(form.fields.first_day, "29/6/2027")
    qtbot.waitUntil(lambda: taken(form) == {})


def test_an_event_is_not_taken_by_itself(form, other, office, qtbot):
    assert form.change(other)
    qtbot.waitUntil(lambda: office["sari"] in taken(form))
    assert set(taken(form)) == {office["sari"]}, "Sari is at the other one; Budi is at this"


def test_a_hall_that_is_taken_is_told_below_the_days_as_one_types(form, qtbot):
    type_into(form.fields.venue, "balai desa")
    qtbot.waitUntil(lambda: len(lines(form)) == 1)
    assert lines(form)[0].startswith("“Temu tani” is at Balai Desa then")
    assert form.fields.clashes.lines.isVisible()
    type_into(form.fields.venue, "Aula")
    qtbot.waitUntil(lambda: lines(form) == [])
    assert not form.fields.clashes.lines.isVisible()


def test_holidays_and_closed_days_are_told_below_the_days(form, bench, qtbot):
    with bench.store.writing() as session:
        add_closed_days(session, ClosedDayDraft("Rapat <b>kerja</b>", date(2027, 12, 24)))
    type_into(form.fields.first_day, "24/12/2027")
    type_into(form.fields.last_day, "25/12/2027")
    expected = [
        "The office is closed on Friday, 24 December 2027: Rapat <b>kerja</b>.",
        "Saturday, 25 December 2027 is a holiday: Christmas Day.",
    ]
    qtbot.waitUntil(lambda: [line for line in lines(form) if "Joint" not in line] == expected)


def test_nothing_of_this_forbids_saving(form, bench, office, other, qtbot):
    qtbot.waitUntil(lambda: len(taken(form)) == 2)
    form.fields.staff.box(office["budi"]).click()
    form.fields.equipment.box(office["evolis"]).click()
    with qtbot.waitSignal(form.saved):
        form.save()
    with bench.store.reading() as session:
        [mine] = [one for one in event_ids(session) if one != other]
        draft = event_view(session, mine).draft
    assert set(draft.staff) == {office["budi"], office["sari"]}
    assert draft.equipment == (office["evolis"],)


def test_an_absence_noted_elsewhere_is_told_at_once(form, bench, office, qtbot):
    qtbot.waitUntil(lambda: len(taken(form)) == 2)
    with bench.store.writing() as session:
        add_absence(session, AbsenceDraft(office["sari"], first_day=FIRST.date()))
    qtbot.waitUntil(lambda: taken(form).get(office["sari"]) == "on leave until 28 Jun")


def test_what_no_clash_hangs_on_asks_nothing(form, bench, qtbot):
    qtbot.waitUntil(lambda: len(taken(form)) == 2)
    started = []
    watch = form.fields.clashes._watch
    watch._pause.timeout.connect(lambda: started.append(True))
    type_into(form.fields.title, "Judul lain")
    type_into(form.fields.target_present, "12")
    assert not watch._pause.isActive()
    assert not started


def test_while_the_form_is_not_seen_nothing_is_asked(form, bench, office, qtbot):
    qtbot.waitUntil(lambda: len(taken(form)) == 2)
    form.hide()
    with bench.store.writing() as session:
        add_absence(session, AbsenceDraft(office["sari"], first_day=FIRST.date()))
    qtbot.wait(400)
    assert office["sari"] not in taken(form)
    form.show()
    qtbot.waitUntil(lambda: office["sari"] in taken(form))
