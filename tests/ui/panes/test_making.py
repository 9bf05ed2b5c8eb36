import pytest

from models.events.operations import plan_event
from tests import factories as a
from ui.panes.making import Part, make_pane, part_names
from ui.panes.pane import EventPane


@pytest.mark.parametrize("part", Part)
def test_every_part_is_made_and_shows_an_event(bench, stage, qtbot, part):
    with bench.store.writing() as session:
        event = plan_event(session, a.event_draft()).id
    pane = make_pane(part, bench)
    stage.layout().addWidget(pane)
    assert isinstance(pane, EventPane)
    pane.show_event(event)
    qtbot.waitUntil(lambda: not bench.tasks.busy, timeout=10_000)
    assert pane.may_leave()


def test_every_part_has_a_name_of_its_own():
    assert list(part_names()) == list(Part)
    assert len(set(part_names().values())) == len(Part)
