"""A design saved, left, closed and found again."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from shiboken6 import delete

from models import unsaved
from models.designs.design import (
    Text,
)
from models.designs.keeping import retire_design
from tests.ui.designer.designer_at_hand import *  # noqa: F403 - fixtures are found by name
from tests.ui.designer.designer_at_hand import DESIGN_OF, typed
from tests.ui.designer.designing import *  # noqa: F403 - fixtures are found by name
from tests.ui.designer.designing import keep, own, press
from tests.ui.reach import unnamed
from ui.designer.unsaved_designs import DESIGN


def test_saving_keeps_the_design_and_can_be_undone(designer, bench, settled, messages):
    designer.state.choose([0])
    typed(designer, "x", "9")
    assert designer.bar.save.isEnabled()
    designer.bar.save.click()
    settled(lambda: not designer.is_changed())
    assert own(bench)["Kartu Tani"].front[0].box.x == 9
    messages.actions["Undo"]()
    settled(lambda: designer.state.design == DESIGN_OF)
    assert own(bench)["Kartu Tani"] == DESIGN_OF


def test_saved_as_new_it_is_another_design(designer, bench, settled):
    designer.bar.copy.click()
    settled(lambda: len(own(bench)) == 2)
    assert designer.state.design.name == "Kartu Tani (2)"
    assert not designer.is_changed()


def test_a_name_that_is_taken_is_told_and_nothing_is_lost(designer, bench, settled):
    keep(bench, replace(DESIGN_OF, name="Kartu Nelayan"))
    designer.state.change(replace(designer.state.design, name="Kartu Nelayan"), "Rename")
    designer.save()
    settled(lambda: designer.notice.text() == "Another design has this name.")
    assert designer.is_changed()
    assert designer.state.design.name == "Kartu Nelayan"


def test_a_design_removed_elsewhere_can_be_saved_as_a_new_one(designer, bench, settled):
    with bench.store.writing() as session:
        retire_design(session, designer._id)
    settled(designer.is_changed)
    designer.save()
    settled(lambda: not designer.is_changed())
    assert own(bench)["Kartu Tani"] == DESIGN_OF


def test_closing_asks_before_anything_is_lost(page, designer, messages):
    designer.state.choose([0])
    designer.state.remove()
    messages.agrees = False
    designer.bar.close_button.click()
    assert [question.text for question in messages.asked] == ["The design has not been saved."]
    assert designer.isVisible()
    messages.agrees = True
    designer.bar.close_button.click()
    assert not designer.isVisible()
    assert page.designs.pane.isVisible()
    assert page.header.isVisible()


@pytest.mark.parametrize("whole", [True, False])
def test_a_changed_design_may_end_with_the_program_while_it_is_drawn(
    draw, bench, page, qtbot, whole
):
    designer = draw(DESIGN_OF, keep(bench, DESIGN_OF))
    designer.state.choose([0])
    designer.state.nudge(1, 0)
    assert designer.is_changed()
    with qtbot.captureExceptions() as raised:
        delete(page if whole else designer.state)
        qtbot.waitUntil(lambda: not bench.tasks.busy)
    assert raised == []


def test_the_page_is_not_left_with_unsaved_work_unless_one_agrees(page, designer, messages):
    designer.state.choose([0])
    designer.state.remove()
    messages.agrees = False
    assert not page.may_leave()
    messages.agrees = True
    assert page.may_leave()
    assert page.work.isVisible()


def test_the_designer_takes_the_whole_window_and_gives_it_back(page, draw, bench):
    told = []
    page.filling.connect(told.append)
    designer = draw(DESIGN_OF, keep(bench, DESIGN_OF))
    assert not page.header.isVisible()
    designer.leave()
    assert told == [True, False]


def test_what_is_not_saved_is_offered_again_after_the_window_was_closed(
    page, designer, bench, settled
):
    designer.state.choose([0])
    designer.state.remove()
    changed = designer.state.design
    assert page.may_close()
    assert [one.title for one in unsaved.all_of(bench.store, DESIGN)] == ["Kartu Tani"]
    again = type(page)(bench)
    page.window().layout().addWidget(again)
    again.designs.open()
    settled(lambda: again.designs.pane.unsaved.isVisible())
    go_on = again.designs.pane.unsaved.answers()[0]
    go_on.click()
    settled(lambda: again.designs.designer is not None)
    assert again.designs.designer.state.design == changed
    assert again.designs.designer.is_changed()
    again.designs.designer.save()
    settled(lambda: own(bench)["Kartu Tani"] == changed)
    assert unsaved.all_of(bench.store, DESIGN) == []


def test_what_is_discarded_is_not_offered_again(page, designer, bench, settled):
    designer.state.choose([0])
    designer.state.remove()
    assert page.may_close()
    designer.leave()
    settled(lambda: unsaved.all_of(bench.store, DESIGN) == [])
    assert page.designs.pane.unsaved.isHidden()


def test_in_a_narrow_window_one_panel_at_a_time_stands_beside_the_card(designer, stage, qtbot):
    room = designer.room
    assert not room.tabs.isVisible()
    stage.resize(683, 384)
    qtbot.waitUntil(room.tabs.isVisible)
    assert designer.canvas.isVisible()
    assert designer.properties.isVisible()
    assert not designer.layers.isVisible()
    room.turn_to("elements")
    assert designer.layers.isVisible()
    assert not designer.properties.isVisible()
    assert designer.minimumSizeHint().width() <= 683 - 2 * 24
    stage.resize(1300, 760)
    qtbot.waitUntil(lambda: designer.layers.isVisible() and designer.properties.isVisible())


def test_f6_leads_through_all_parts(designer):
    designer.begin()
    parts = []
    for _part in range(6):
        press(Qt.Key.Key_F6)
        parts.append(designer.focusWidget())
    assert parts[0] is designer.properties.card.name
    assert parts[1] is designer.problems
    assert parts[2] is designer.bar.sides
    assert parts[3] is designer.adding.buttons[Text]
    assert parts[4] is designer.layers.list
    assert parts[5] is designer.canvas


def test_every_control_has_a_name(designer, stage):
    designer.state.choose([0])
    assert unnamed(stage) == []
