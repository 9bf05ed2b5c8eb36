import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QColorDialog

from models.designs.looks import office_look
from tests.ui.pages.settings_at_hand import *  # noqa: F403 - fixtures are found by name
from tests.ui.pages.settings_at_hand import click, field, retype
from ui.panes.settings_designs import ColoursDraft, DesignsPanel


@pytest.fixture
def panel(page):
    return page.turn_to(DesignsPanel)


def kept(bench):
    with bench.store.reading() as session:
        look = office_look(session)
    return ColoursDraft(look.main, look.second)


def test_the_colours_begin_as_they_are_shipped(panel, bench):
    assert panel.form.draft() == kept(bench) == ColoursDraft("#0b7a53", "#1d4f91")


def test_colours_are_saved_by_keys_and_that_can_be_undone(qtbot, bench, panel, messages):
    retype(field(panel, "Main colour"), "#AA3311")
    QTest.keyClick(field(panel, "Main colour"), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: messages.told != [])
    assert kept(bench) == ColoursDraft("#aa3311", "#1d4f91")
    messages.actions["Undo"]()
    qtbot.waitUntil(lambda: panel.form.draft().main == "#0b7a53")
    assert kept(bench).main == "#0b7a53"


def test_what_is_no_colour_is_told_beside_it_and_not_saved(bench, panel):
    line = field(panel, "Second colour")
    retype(line, "merah")
    assert line.text() == "merah"
    assert "is no colour" in panel.form.second.problem()
    assert "is no colour" in panel.form.grid.row("second").said()
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert kept(bench).second == "#1d4f91"


def test_a_colour_is_picked(panel, qtbot):
    panel.form.main.pick.click()
    [dialog] = panel.form.main.findChildren(QColorDialog)
    dialog.setCurrentColor("#112233")
    dialog.accept()
    assert panel.form.draft().main == "#112233"
    assert panel.form.is_changed()


def test_the_designs_are_one_step_away(panel, went):
    click(panel, "Designs")
    assert went == [("cards", {"designs": True})]
