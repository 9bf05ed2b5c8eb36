from datetime import datetime, timedelta

import pytest
from PySide6.QtCore import Qt

from models.base import utc_now
from models.events.checklist import tick_task
from models.events.drafts import OutcomeDraft, PartDraft
from models.events.operations import change_event, plan_event, record_outcome, set_stage
from models.events.tables import Stage
from models.office.queries import officers
from tests import factories as a
from tests.ui.reach import said, unnamed
from ui.panes.plan_pane import PlanPane


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
def pane(bench, stage, event):
    made = PlanPane(bench)
    stage.resize(1100, 640)
    stage.layout().addWidget(made)
    made.show_event(event)
    made.show()
    return made


def numbers(meter):
    return meter._numbers.text()


def test_the_plan_is_told_in_facts(pane):
    assert pane._facts.shown() == {
        "Day": "Tuesday, 28 June 2022",
        "Time": "09:00–12:30 WITA",
        "Place": "Balai Desa",
        "Village": "Desa Pimping, Kec. Utara",
        "Kind": "Outreach talk",
        "Staff": "Rina Contoh",
        "Note": "Bawa terpal.",
    }


def test_an_event_of_several_days_says_both(pane, bench, event):
    draft = a.event_draft(starts_at=a.START, ends_at=datetime(2022, 6, 29, 12))
    with bench.store.writing() as session:
        change_event(session, event, draft)
    assert pane._facts.shown()["Day"] == "Tuesday, 28 June 2022 – Wednesday, 29 June 2022"


def test_targets_stand_against_what_came_of_them(pane, bench, event, keep):
    people = keep(a.person(), a.person(), a.person(), a.person())
    for person in people:
        keep(a.attendance(event_id=event, person_id=person.id, present_at=utc_now()))
    keep(a.enrolment(event_id=event, person_id=people[0].id))
    assert numbers(pane._present) == "4 of 200 aimed at"
    assert numbers(pane._enrolled) == "1, no target set"
    assert numbers(pane._conversion) == "25% of those present"
    assert pane._present._bar.value() == 20


def test_before_anybody_came_there_is_no_share(pane):
    assert numbers(pane._conversion) == "nobody was present yet"


def test_partners_outcome_and_history_belong_to_the_event(pane, bench, event, qtbot):
    assert [said(line.entry).split(",")[0] for line in pane._parts.lines()] == ["Dinas"]
    with bench.store.writing() as session:
        record_outcome(session, event, OutcomeDraft(follow_up="Ulangi"))
    assert pane._outcome.form.draft().follow_up == "Ulangi"
    qtbot.waitUntil(lambda: len(pane._history.lines()) == 2)


def test_the_checklist_belongs_to_the_event_and_moves_with_it(pane, bench, event):
    assert len(pane._checklist.lines()) == 10
    assert "D-14 · 14 Jun" in pane._checklist.lines()[0].text()
    week = timedelta(days=7)
    with bench.store.writing() as session:
        moved = a.event_draft(starts_at=a.START + week, ends_at=a.END + week)
        change_event(session, event, moved)
    assert "D-14 · 21 Jun" in pane._checklist.lines()[0].text()


def test_a_task_ticked_elsewhere_is_seen(pane, bench):
    with bench.store.writing() as session:
        tick_task(session, pane._checklist.lines()[0].row.id)
    assert pane._checklist.accessibleName() == "Checklist  1/10"


def test_an_unsaved_task_asks_before_it_is_left(pane, messages):
    messages.agrees = False
    pane._checklist.form.text.setText("Tenda")
    assert not pane.may_leave()
    assert [one.text for one in messages.asked] == ["Leave without saving the task?"]


def test_of_an_event_that_had_its_day_the_outcome_is_shown_and_the_history_can_be(pane):
    assert pane._outcome.isVisible()
    assert not pane._history.isVisible()
    pane._switcher.choose("history")
    assert pane._history.isVisible()


@pytest.fixture
def ahead(bench):
    start = datetime.now().astimezone().replace(tzinfo=None, microsecond=0) + timedelta(days=40)
    with bench.store.writing() as session:
        return plan_event(session, a.event_draft(title="Nanti", starts_at=start, ends_at=start)).id


def test_of_a_coming_event_the_history_is_shown_and_the_choice_stays(pane, bench, ahead):
    pane.show_event(ahead)
    assert pane._history.isVisible()
    pane._switcher.choose("outcome")
    with bench.store.writing() as session:
        set_stage(session, ahead, Stage.READY)
    assert pane._outcome.isVisible()


def test_an_outcome_written_beforehand_is_shown(pane, bench, ahead):
    with bench.store.writing() as session:
        record_outcome(session, ahead, OutcomeDraft(follow_up="Ulangi"))
    pane.show_event(ahead)
    assert pane._outcome.isVisible()


def test_why_it_was_called_off_is_said(pane, bench, event):
    assert not pane._why.isVisible()
    with bench.store.writing() as session:
        set_stage(session, event, Stage.POSTPONED, "Banjir")
    assert pane._why.isVisible()
    with bench.store.writing() as session:
        set_stage(session, event, Stage.READY)
    assert not pane._why.isVisible()


def test_a_commit_while_it_is_not_seen_is_read_when_it_is(pane, bench, event):
    pane.hide()
    with bench.store.writing() as session:
        change_event(session, event, a.event_draft(venue="Gedung"))
    pane.show()
    assert pane._facts.shown()["Place"] == "Gedung"


def test_an_unsaved_outcome_asks_before_it_is_left(pane, messages):
    messages.agrees = False
    pane._outcome.form.problems_met.setPlainText("Belum")
    assert not pane.may_leave()
    assert messages.asked


@pytest.mark.parametrize("text", ["<b>R&D</b>", "=1+1", "🌾 اجتماع", "x" * 300])
def test_hostile_text_is_letters(pane, bench, event, text):
    with bench.store.writing() as session:
        change_event(session, event, a.event_draft(venue=text, note=text, region_line=text))
    shown = pane._facts.shown()
    assert (shown["Place"], shown["Note"], shown["Village"]) == (text,) * 3
    labels = [one for one in pane._facts.children() if hasattr(one, "textFormat")]
    assert {one.textFormat() for one in labels} == {Qt.TextFormat.PlainText}


def test_every_control_has_a_name(pane, stage):
    assert unnamed(stage) == []
