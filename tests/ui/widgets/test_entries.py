from io import BytesIO

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from tests.ui.reach import said
from ui.look import Role, em
from ui.widgets.badge import Badge
from ui.widgets.entries import Entry, EntryLine, EntryList
from ui.widgets.text import Text

FAR = 2**62
EVENT = Entry(FAR, "<b>Pimping</b>", "Balai Desa", "28 Jun", badge=Badge("Siap", Role.SUCCESS))


@pytest.fixture
def entries(qtbot):
    entries = EntryList(lead_width=4)
    qtbot.addWidget(entries)
    entries.show_entries([EVENT, Entry(2, "Surat.pdf", icon="file-text")])
    entries.show()
    return entries


def test_an_entry_is_read_aloud_whole(entries):
    first, second = entries.lines()
    assert said(first) == "28 Jun, <b>Pimping</b>, Balai Desa, Siap"
    assert said(second) == "Surat.pdf"


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_an_entry_is_chosen_with_the_keyboard(qtbot, entries, key):
    with qtbot.waitSignal(entries.chosen) as signal:
        QTest.keyClick(entries.lines()[0], key)
    assert signal.args == [FAR]


def test_an_entry_is_chosen_with_the_mouse(qtbot, entries):
    with qtbot.waitSignal(entries.chosen) as signal:
        QTest.mouseClick(entries.lines()[1], Qt.MouseButton.LeftButton)
    assert signal.args == [2]


def test_new_entries_take_the_place_of_the_old(qtbot, entries):
    old = entries.lines()[0]
    with qtbot.waitSignal(old.destroyed):
        entries.show_entries([Entry(3, "Lain")])
    assert [said(line) for line in entries.lines()] == ["Lain"]


def test_a_further_line_is_shown_and_said(qtbot):
    line = EntryLine(Entry(1, "Pimping", "28 Jun", more="193 invited"))
    qtbot.addWidget(line)
    assert "193 invited" in [one.text() for one in line.findChildren(Text)]
    assert line.accessibleName() == "Pimping, 28 Jun, 193 invited"


@pytest.mark.parametrize(("mends", "seen"), [(True, True), (False, False)])
def test_a_picture_stands_beside_its_entry_and_none_where_it_cannot_be_read(qtbot, mends, seen):
    out = BytesIO()
    Image.new("L", (300, 90), "white").save(out, "PNG")
    line = EntryLine(Entry(1, "Signed here", picture=out.getvalue() if mends else b"broken"))
    qtbot.addWidget(line)
    shown = [one for one in line.findChildren(QLabel) if not one.pixmap().isNull()]
    assert bool(shown) is seen
    assert all(one.pixmap().height() <= em(line, 2.5) for one in shown)
