from datetime import datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QCheckBox

from models.base import utc_now
from models.events.checklist import tick_task
from models.events.drafts import OutcomeDraft, PartDraft, SessionDraft
from models.events.making import plan_repeat, repeat_draft
from models.events.operations import change_event, plan_event, record_outcome, set_stage
from models.events.tables import Stage
from models.office.equipment import EquipmentDraft, add_equipment
from models.office.queries import officers
from tests import factories as a
from tests.ui.reach import said, unnamed
from ui.panes.parts_line import PartLine
from ui.panes.plan_pane import PlanPane
from ui.widgets.choice import Choice
from ui.widgets.stops import go_to_next


@pytest.fixture
def event(bench, keep):
    dinas = keep(a.partner(name="Dinas")).id
    with bench.store.reading() as session:
        rina = officers(session)[0].id
    draft = a.event_draft(
        title="Temu",
        venue="Balai Desa",
        region_line="Desa Pimping, Kec. Utara",
        note="Bawa terpal.",
        target_present=200,
        partners=(PartDraft(dinas),),
        staff=(rina,),
    )
    with bench.store.writing() as session:
        return plan_event(session, draft).id


@pytest.fixture
def settle(qtbot, bench):
    """Wait until everything there is to show has been looked up."""
    return lambda: qtbot.waitUntil(lambda: not bench.tasks.busy)


@pytest.fixture
def pane(bench, stage, event, qtbot, settle):
    made = PlanPane(bench)
    stage.resize(1100, 640)
    stage.layout().addWidget(made)
    made.show_event(event)
    made.show()
    settle()
    qtbot.waitUntil(lambda: not made._later.isActive())
    settle()
    return made


def numbers(meter):
    return meter._numbers.text()


def test_the_plan_is_told_in_facts(pane):
    assert pane._facts.facts.shown() == {
        "Day": "Tuesday, 28 June 2022",
        "Time": "09:00–12:30 WITA",
        "Place": "Balai Desa",
        "Village": "Desa Pimping, Kec. Utara",
        "Kind": "Outreach talk",
        "Staff": "Rina Contoh",
        "Note": "Bawa terpal.",
    }


def test_an_event_of_several_days_says_both(pane, bench, event, settle):
    draft = a.event_draft(starts_at=a.START, ends_at=datetime(2022, 6, 29, 12))
    with bench.store.writing() as session:
        change_event(session, event, draft)
    settle()
    assert pane._facts.facts.shown()["Day"] == "Tuesday, 28 June 2022 – Wednesday, 29 June 2022"


def test_targets_stand_against_what_came_of_them(pane, bench, event, keep, qtbot, settle):
    people = keep(a.person(), a.person(), a.person(), a.person())
    for person in people:
        keep(a.attendance(event_id=event, person_id=person.id, present_at=utc_now()))
    keep(a.enrolment(event_id=event, person_id=people[0].id))
    qtbot.waitUntil(lambda: numbers(pane._targets.present) == "4 of 200 aimed at")
    qtbot.waitUntil(lambda: numbers(pane._targets.conversion) == "25% of those present")


def test_partners_outcome_and_history_belong_to_the_event(pane, bench, event, qtbot, settle):
    assert len(pane._parts.lines()) == 1
    with bench.store.writing() as session:
        record_outcome(session, event, OutcomeDraft(follow_up="Ulangi"))
    settle()
    assert pane._papers.panel("outcome").form.draft().follow_up == "Ulangi"
    pane._papers.choose("history")
    qtbot.waitUntil(lambda: len(pane._papers.panel("history").lines()) == 2)


def test_the_checklist_belongs_to_the_event_and_moves_with_it(pane, bench, event, settle):
    assert len(pane._to_do.panel("checklist").lines()) == 10
    assert "D-14 · 14 Jun" in pane._to_do.panel("checklist").lines()[0].text()
    week = timedelta(days=7)
    with bench.store.writing() as session:
        moved = a.event_draft(starts_at=a.START + week, ends_at=a.END + week)
        change_event(session, event, moved)
    settle()
    assert "D-14 · 21 Jun" in pane._to_do.panel("checklist").lines()[0].text()


def test_a_task_ticked_elsewhere_is_seen(pane, bench, settle):
    with bench.store.writing() as session:
        tick_task(session, pane._to_do.panel("checklist").lines()[0].row.id)
    settle()
    assert "1/10" in pane._to_do.switch.tabText(0)


def test_an_unsaved_task_asks_before_it_is_left(pane, messages):
    messages.agrees = False
    pane._to_do.panel("checklist").form.text.setText("Tenda")
    assert not pane.may_leave()
    assert [one.text for one in messages.asked] == ["Leave without saving the task?"]


def test_of_an_event_that_had_its_day_the_outcome_is_shown_and_the_history_can_be(pane):
    assert pane._papers.panel("outcome").isVisible()
    assert not pane._papers.panel("history").isVisible()
    pane._papers.choose("history")
    assert pane._papers.panel("history").isVisible()


@pytest.fixture
def ahead(bench):
    start = datetime.now().astimezone().replace(tzinfo=None, microsecond=0) + timedelta(days=40)
    with bench.store.writing() as session:
        return plan_event(session, a.event_draft(title="Nanti", starts_at=start, ends_at=start)).id


def test_of_a_coming_event_the_letters_are_shown_and_the_choice_stays(pane, bench, ahead, settle):
    pane.show_event(ahead)
    settle()
    assert pane._papers.panel("letters").isVisible()
    pane._papers.choose("outcome")
    with bench.store.writing() as session:
        set_stage(session, ahead, Stage.READY)
    settle()
    assert pane._papers.panel("outcome").isVisible()


def test_an_outcome_written_beforehand_is_shown(pane, bench, ahead, settle):
    with bench.store.writing() as session:
        record_outcome(session, ahead, OutcomeDraft(follow_up="Ulangi"))
    settle()
    pane.show_event(ahead)
    settle()
    assert pane._papers.panel("outcome").isVisible()


def test_why_it_was_called_off_is_said(pane, bench, event, settle):
    assert not pane._facts.why.isVisible()
    with bench.store.writing() as session:
        set_stage(session, event, Stage.POSTPONED, "Banjir")
    settle()
    assert pane._facts.why.isVisible()
    with bench.store.writing() as session:
        set_stage(session, event, Stage.READY)
    settle()
    assert not pane._facts.why.isVisible()


def test_a_commit_while_it_is_not_seen_is_read_when_it_is(pane, bench, event, settle):
    pane.hide()
    with bench.store.writing() as session:
        change_event(session, event, a.event_draft(venue="Gedung"))
    settle()
    pane.show()
    settle()
    assert pane._facts.facts.shown()["Place"] == "Gedung"


def test_an_unsaved_outcome_asks_before_it_is_left(pane, messages):
    messages.agrees = False
    pane._papers.panel("outcome").form.problems_met.setPlainText("Belum")
    assert not pane.may_leave()
    assert messages.asked


@pytest.mark.parametrize("text", ["<b>R&D</b>", "=1+1", "🌾 اجتماع", "x" * 300])
def test_hostile_text_is_letters(pane, bench, event, text, settle):
    with bench.store.writing() as session:
        change_event(session, event, a.event_draft(venue=text, note=text, region_line=text))
    settle()
    shown = pane._facts.facts.shown()
    assert (shown["Place"], shown["Note"], shown["Village"]) == (text,) * 3
    labels = [one for one in pane._facts.facts.children() if hasattr(one, "textFormat")]
    assert {one.textFormat() for one in labels} == {Qt.TextFormat.PlainText}


def test_every_control_has_a_name(pane, stage):
    assert unnamed(stage) == []


def test_letters_take_the_place_of_the_plan_and_give_it_back(pane, qtbot):
    pane._papers.panel("letters").new.click()
    assert pane._writing.isVisible()
    assert not pane._to_do.panel("checklist").isVisible()
    pane._writing.leave()
    assert pane._to_do.panel("checklist").isVisible()


def test_an_unsaved_task_is_asked_for_before_letters_take_its_place(pane, messages):
    messages.agrees = False
    pane._to_do.panel("checklist").form.text.setText("Tenda")
    pane._papers.panel("letters").new.click()
    assert messages.asked
    assert pane._to_do.panel("checklist").isVisible()


def test_another_event_shows_its_plan_and_not_the_letters_of_the_last(pane, ahead, settle):
    pane._papers.panel("letters").new.click()
    pane.show_event(ahead)
    settle()
    assert pane._to_do.panel("checklist").isVisible()


def test_what_goes_there_and_when_is_told(pane, bench, event, settle):
    with bench.store.writing() as session:
        printer = add_equipment(session, EquipmentDraft("Printer Kartu 1")).id
    settle()
    start, end = a.START, a.START + timedelta(days=1)
    draft = a.event_draft(
        starts_at=start,
        ends_at=end,
        equipment=(printer,),
        sessions=(SessionDraft("Dusun Dua", end.replace(hour=8), end.replace(hour=9), "Balai"),),
    )
    with bench.store.writing() as session:
        change_event(session, event, draft)
    settle()
    shown = pane._facts.facts.shown()
    assert shown["Equipment"] == "Printer Kartu 1"
    assert shown["Sessions"] == "29 Jun 08:00–09:00 · Dusun Dua · Balai"


def test_the_event_it_was_asked_for_at_is_told_and_leads_there(pane, bench, event, went, settle):
    with bench.store.reading() as session:
        draft = repeat_draft(session, event, a.START.date())
    with bench.store.writing() as session:
        repeat = plan_repeat(session, draft, event).id
    settle()
    assert "The repeat that was asked for" in said(pane._facts.links.lines()[0])
    pane.show_event(repeat)
    settle()
    [line] = pane._facts.links.lines()
    assert "Asked for at" in said(line)
    line.chosen.emit(event)
    assert went == [("event", {"event_id": event})]


def test_tab_ends_with_the_tasks_before_it_comes_to_the_partners(pane, stage):
    pane.findChild(QCheckBox).setFocus()
    walked = []
    while not walked or walked[-1] is not PartLine:
        assert go_to_next(stage, onward=True)
        walked.append(type(QApplication.focusWidget()))
    assert walked.count(QCheckBox) > 5
    assert walked[-2] is Choice  # whose the next task is, below them all
