import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.ui.pages.settings_at_hand import *  # noqa: F403 - fixtures are found by name
from ui.panes.settings_absences import AbsencesPanel
from ui.panes.settings_closed_days import ClosedDaysPanel
from ui.panes.settings_equipment import EquipmentPanel


@pytest.mark.parametrize(
    ("section", "kind"),
    [("people", AbsencesPanel), ("people", ClosedDaysPanel), ("things", EquipmentPanel)],
)
def test_leave_closed_days_and_equipment_stand_in_their_sections(page, settled, section, kind):
    page.go(section=section)
    settled()
    panel = page.turn_to(kind)
    assert panel.isVisible()


def test_what_is_half_typed_asks_before_the_settings_are_left(page, messages, settled):
    panel = page.turn_to(AbsencesPanel)
    panel.begin_new()
    QTest.keyClick(panel.form.officer, Qt.Key.Key_Down)
    messages.agrees = False
    assert not page.may_leave()
    assert panel.form_is_open()
    messages.agrees = True
    assert page.may_leave()
    assert not panel.form_is_open()
    settled()
