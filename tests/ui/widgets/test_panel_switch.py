import pytest
from PySide6.QtCore import Qt, Signal
from PySide6.QtTest import QTest

from tests.ui.reach import unnamed
from ui.widgets.panel import Panel
from ui.widgets.panel_switch import PanelSwitch


class Counting(Panel):
    counted = Signal(str)


@pytest.fixture
def switch(stage):
    makers = {
        "tasks": ("Tugas", lambda: Counting("Tugas")),
        "money": ("Anggaran", lambda: Panel("Anggaran")),
        "papers": ("Surat", lambda: Panel("Surat")),
    }
    made = PanelSwitch("Rencana", makers)
    stage.layout().addWidget(made)
    made.choose("tasks")
    return made


def test_only_what_was_chosen_is_made(switch):
    [tasks] = switch.panels()
    assert tasks is switch.panel("tasks")
    assert tasks.isVisible()


def test_another_panel_is_seen_once_it_is_chosen(qtbot, switch):
    with qtbot.waitSignal(switch.chosen, check_params_cb=lambda key: key == "money"):
        switch.choose("money")
    assert switch.panel("money").isVisible()
    assert not switch.panel("tasks").isVisible()


def test_the_others_are_made_one_by_one_and_stay_unseen(switch):
    told = []
    switch.made.connect(told.append)
    assert switch.make_next()
    assert not switch.make_next()
    assert not switch.make_next()
    assert told == [switch.panel("money"), switch.panel("papers")]
    assert [panel.isVisible() for panel in switch.panels()] == [True, False, False]


def test_arrow_keys_go_from_panel_to_panel(switch):
    switch.switch.setFocus()
    QTest.keyClick(switch.switch, Qt.Key.Key_Right)
    assert switch.shown() == "money"


def test_what_a_panel_counts_stands_behind_its_name(switch):
    switch.panel("tasks").counted.emit("7/9")
    assert "7/9" in switch.switch.tabText(0)


def test_the_panel_seen_takes_the_room(stage, switch):
    switch.choose("money")
    stage.resize(600, 500)
    assert switch.panel("money").height() > 350


def test_every_control_has_a_name(switch, stage):
    assert unnamed(stage) == []
