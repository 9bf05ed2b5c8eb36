"""A whole design, from a copy to printed cards, through the window's own widgets by keys only."""

from dataclasses import astuple

import pytest
from PySide6.QtCore import Qt

from models.designs.design import Box, Qr, Text
from tests.ui.designer.designing import *  # noqa: F403 - fixtures are found by name
from tests.ui.designer.designing import choose_in_menu, own, press, tab_to, used

Key = Qt.Key
CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)


@pytest.fixture
def designer(page, settled):
    """A new design made from the first one that is shipped, by keys."""
    page.begin()
    page.designs.button.setFocus()
    press(Key.Key_Space)
    settled(lambda: page.designs.pane.list.count())
    assert page.designs.pane.list.hasFocus()
    tab_to("New from this")
    press(Key.Key_Space)
    settled(lambda: page.designs.designer is not None)
    return page.designs.designer


def test_a_design_is_made_by_keys_from_a_copy_to_printed_cards(page, designer, bench, settled):
    state = designer.state
    before = len(state.elements)
    name_it(designer)
    add_a_text(designer)
    move_and_resize(designer)
    add_a_code_in_line(designer)
    assert len(state.elements) == before + 2
    press(Key.Key_Escape, (Key.Key_Z, CTRL))
    assert {one.box.x for one in state.chosen} != {7.5}
    press((Key.Key_Y, CTRL))
    assert {one.box.x for one in state.chosen} == {7.5}
    press((Key.Key_S, CTRL))
    settled(lambda: not designer.is_changed())
    assert own(bench)["Kartu Tani"] == state.design
    tab_to("Close")
    press(Key.Key_Space)
    settled(lambda: page.designs.pane.list.hasFocus())
    assert page.designs.pane.list.row_chosen().name == "Kartu Tani"
    tab_to("Use for member cards")
    press(Key.Key_Space)
    settled()
    assert used(bench) == "Kartu Tani"


def name_it(designer):
    """From the card, where one begins, to the name of the design."""
    assert designer.canvas.hasFocus()
    press(Key.Key_F6)
    assert designer.properties.card.name.hasFocus()
    press((Key.Key_A, CTRL), "Kartu Tani")
    assert designer.state.design.name == "Kartu Tani"


def add_a_text(designer):
    """Add a text, and put a placeholder into it from the menu."""
    press(*[(Key.Key_F6, SHIFT)] * 3)
    tab_to("Add: Piece of text")
    press(Key.Key_Space)
    assert isinstance(designer.state.chosen[0], Text)
    assert designer.properties.fields["text"].note.hasFocus()
    press((Key.Key_A, CTRL), "Desa: ")
    tab_to("Insert what differs from card to card")
    press(Key.Key_Space)
    choose_in_menu("village")
    assert designer.state.chosen[0].text == "Desa: {village}"


def move_and_resize(designer):
    """Move it on the card by the arrows, and to a place that is typed."""
    press(Key.Key_Escape)
    assert designer.canvas.hasFocus()
    box = designer.state.chosen[0].box
    press(Key.Key_Right, (Key.Key_Down, SHIFT), (Key.Key_Right, ALT))
    moved = Box(box.x + 0.1, box.y + 1, box.width + 0.1, box.height)
    assert tenths(designer.state.chosen[0].box) == tenths(moved)
    press(Key.Key_Return)
    tab_to("From left").selectAll()
    press("7,5")
    assert designer.state.chosen[0].box.x == 7.5


def tenths(box):
    """Return the measures of a box in tenths of a millimetre, without what floats leave over."""
    return [round(10 * measure, 6) for measure in astuple(box)]


def add_a_code_in_line(designer):
    """Add a QR code, choose the text too, and bring their left edges in line."""
    press(*[(Key.Key_F6, SHIFT)] * 3)
    tab_to("Add: QR code")
    press(Key.Key_Space)
    assert isinstance(designer.state.chosen[0], Qr)
    press(Key.Key_Escape, (Key.Key_F6, SHIFT))
    assert designer.layers.list.hasFocus()
    press((Key.Key_Down, SHIFT))
    assert len(designer.state.chosen) == 2
    press(*[(Key.Key_F6, SHIFT)] * 2)
    tab_to("Arrange")
    press(Key.Key_Space)
    choose_in_menu("Align", "Left edges")
    assert {one.box.x for one in designer.state.chosen} == {7.5}
