from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from models.cards.blocks import BlockDraft, add_block, blocks
from tests.ui.reach import unnamed
from ui.panes.settings_numbers import NumbersPanel


@pytest.fixture
def panel(bench, stage):
    stage.resize(700, 600)
    made = NumbersPanel(bench)
    stage.layout().addWidget(made)
    made.show()
    return made


def take_in(panel, first, last):
    QTest.mouseClick(panel.add_button, Qt.MouseButton.LeftButton)
    form = panel.panel.form
    for field, text in ((form.first, first), (form.last, last)):
        field.clear()
        QTest.keyClicks(field, text)
    return form


def said(panel):
    return [line.accessibleName() for line in panel.list.lines()]


def test_a_block_is_taken_in_and_listed_with_what_is_left(panel, store, settled, messages):
    form = take_in(panel, "2206 2800 001", "22062800060")
    assert form._count.text() == "60 numbers"
    QTest.mouseClick(panel.panel._save, Qt.MouseButton.LeftButton)
    settled()
    [line] = said(panel)
    assert line.startswith("22062800001 – 22062800060")
    assert line.endswith("60 left")
    messages.actions["Undo"]()
    settled()
    assert said(panel) == []


def test_what_is_wrong_stands_beside_the_field(panel, settled):
    form = take_in(panel, "22062800009", "22062800001")
    assert form.grid.row("last").said() == "The last number comes before the first."
    assert not panel.panel._save.isEnabled()


def test_a_block_over_another_is_told_and_nothing_is_lost(panel, store, settled):
    with store.writing() as session:
        add_block(session, BlockDraft("22062800001", "22062800010", date(2022, 6, 28)))
    form = take_in(panel, "22062800010", "22062800020")
    QTest.mouseClick(panel.panel._save, Qt.MouseButton.LeftButton)
    settled()
    assert panel.panel.notice.text().startswith("These lie over the numbers 22062800001")
    assert form.first.text() == "22062800010"


def test_of_a_closed_block_no_more_are_given(panel, store, settled):
    with store.writing() as session:
        block = add_block(session, BlockDraft("22062800001", "22062800010", date(2022, 6, 28)))
    settled()
    panel.open_record(block)
    QTest.mouseClick(panel.remove_button, Qt.MouseButton.LeftButton)
    settled()
    assert said(panel)[0].endswith("Closed")
    with store.reading() as session:
        assert [row.left for row in blocks(session)] == [0]


def test_every_control_has_a_name(panel, stage):
    panel.begin_new()
    assert unnamed(stage) == []
