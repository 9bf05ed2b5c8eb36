import pytest
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QLabel, QTableWidget, QVBoxLayout, QWidget

from ui.look import Size
from ui.widgets.larger import WHOLE, Larger
from ui.widgets.text import Text


@pytest.fixture
def desk(stage):
    root = QWidget()
    QVBoxLayout(root)
    root.plain = QLabel("Siti")
    root.title = Text("Meja", Size.TITLE)
    root.table = QTableWidget(3, 2)
    root.bold = QLabel("Hadir")
    bold = QFont()
    bold.setBold(True)
    root.bold.setFont(bold)
    for one in (root.plain, root.title, root.table, root.bold):
        root.layout().addWidget(one)
    stage.layout().addWidget(root)
    root.show()
    return root


def size(widget):
    return widget.fontInfo().pixelSize()


def sizes(desk):
    return [size(one) for one in (desk.plain, desk.title, desk.table, desk.bold)]


def test_all_grow_alike_and_are_as_before_again(desk):
    before = sizes(desk)
    larger = Larger(desk)
    larger.show(150)
    assert sizes(desk) == pytest.approx([1.5 * one for one in before], abs=1)
    larger.show(WHOLE)
    assert sizes(desk) == before


def test_from_size_to_size_nothing_creeps(desk):
    before, larger = sizes(desk), Larger(desk)
    for percent in (115, 130, 175, 130, 115) * 4:
        larger.show(percent)
    larger.show(WHOLE)
    assert sizes(desk) == before


def test_rows_and_columns_follow_the_letters_and_nobody_is_told(desk, qtbot):
    rows, columns = desk.table.verticalHeader(), desk.table.horizontalHeader()
    high, wide = rows.defaultSectionSize(), columns.sectionSize(0)
    larger = Larger(desk)
    with qtbot.assertNotEmitted(columns.sectionResized):
        larger.show(150)
    assert rows.defaultSectionSize() == round(high * 1.5)
    assert columns.sectionSize(0) == round(wide * 1.5)


def test_what_is_put_there_later_is_as_large(desk, qtbot):
    Larger(desk).show(150)
    late, title = QLabel("Budi"), Text("Hadir", Size.TITLE)
    ordinary = size(title)
    desk.layout().addWidget(late)
    desk.layout().addWidget(title)
    qtbot.waitUntil(lambda: size(title) > ordinary)
    assert size(late) == size(desk.plain)


def test_what_has_gone_meanwhile_is_forgotten(desk, qtbot):
    larger = Larger(desk)
    larger.show(150)
    desk.title.deleteLater()
    qtbot.wait(20)
    larger.show(WHOLE)
