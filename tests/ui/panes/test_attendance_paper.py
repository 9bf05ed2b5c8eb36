import pytest

from models.events.operations import plan_event, set_stage
from models.events.tables import Stage
from tests import factories as a
from tests.ui.reach import unnamed
from ui.panes.attendance_paper import AttendancePaper
from ui.widgets.progress_strip import ProgressStrip


@pytest.fixture
def event(bench):
    with bench.store.writing() as session:
        return plan_event(session, a.event_draft(title="Temu Tani")).id


def test_no_sheet_is_offered_of_a_called_off_event_and_it_is_said_why(bench, stage, event):
    paper = AttendancePaper(bench, ProgressStrip(stage), stage)
    stage.layout().addWidget(paper.button)
    paper.show_event(event)
    paper.menu.aboutToShow.emit()
    assert [one.text() for one in paper.menu.actions()] == ["Print…", "Save as PDF…"]
    with bench.store.writing() as session:
        set_stage(session, event, Stage.POSTPONED, "Banjir")
    paper.menu.aboutToShow.emit()
    [said] = paper.menu.actions()
    assert said.text() == "Attendance sheet – the event was postponed"
    assert not said.isEnabled()
    assert "Once it has a new day" in said.toolTip()
    assert unnamed(stage) == []
