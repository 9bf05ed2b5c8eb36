import subprocess
import sys

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
    qtbot.waitUntil(lambda: not bench.tasks.busy)
    assert pane.may_leave()


def test_the_code_of_every_part_is_loaded_beforehand():
    script = """
import sys
from models.progress import finish
from ui.panes.making import load_parts
assert not [name for name in sys.modules if name.endswith("_pane")], "loaded too soon"
finish(load_parts())
print(*sorted(name for name in sys.modules if name.endswith("_pane")))
"""
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    loaded = ran.stdout.split()
    parts = {"cards_pane", "desk_pane", "people_pane", "plan_pane", "summary_pane"}
    assert {f"ui.panes.{part}" for part in parts} <= set(loaded)


def test_every_part_has_a_name_of_its_own():
    assert list(part_names()) == list(Part)
    assert len(set(part_names().values())) == len(Part)
