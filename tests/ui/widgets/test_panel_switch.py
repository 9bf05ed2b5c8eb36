import pytest
from PySide6.QtCore import Qt, Signal
from PySide6.QtTest import QTest

from tests.ui.reach import unnamed
from ui.widgets.panel import Panel
from ui.widgets.panel_switch import PanelSwitch


class Counting(Panel):
    counted = Signal(str)


@pytest.fixture
def panels():
    return {"tasks": ("Tugas", Counting("Tugas")), "money": ("Anggaran", Panel("Anggaran"))}


@pytest.fixture
def switch(stage, panels):
    made = PanelSwitch("Rencana", panels)
    stage.layout().addWidget(made)
    return made


def test_the_first_panel_is_seen(switch, panels):
    assert switch.shown() == "tasks"
    assert panels["tasks"][1].isVisible()
    assert not panels["money"][1].isVisible()


def test_another_panel_is_seen_once_it_is_chosen(qtbot, switch, panels):
    with qtbot.waitSignal(switch.chosen, check_params_cb=lambda key: key == "money"):
        switch.choose("money")
    assert panels["money"][1].isVisible()
    assert not panels["tasks"][1].isVisible()


def test_arrow_keys_go_from_panel_to_panel(switch, panels):
    switch.switch.setFocus()
    QTest.keyClick(switch.switch, Qt.Key.Key_Right)
    assert switch.shown() == "money"


def test_what_a_panel_counts_stands_behind_its_name(switch, panels):
    panels["tasks"][1].counted.emit("7/9")
    assert "7/9" in switch.switch.tabText(0)


def test_the_panel_seen_takes_the_room(stage, switch, panels):
    switch.choose("money")
    stage.resize(600, 500)
    assert panels["money"][1].height() > 350


def test_every_control_has_a_name(switch, stage):
    assert unnamed(stage) == []
