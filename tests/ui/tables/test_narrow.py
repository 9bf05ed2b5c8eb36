import pytest
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QTableView

from ui.look import em
from ui.tables.narrow import NarrowColumns


@pytest.fixture
def view(stage):
    """A table of three columns; the second needs 20 text lines of width, the third 40."""
    table = QTableView(stage)
    table.setModel(QStandardItemModel(1, 3, table))
    NarrowColumns(table, {1: 20, 2: 40})
    table.show()
    return table


@pytest.mark.parametrize(
    ("lines", "hidden"), [(10, [False, True, True]), (30, [False, False, True]), (50, [False] * 3)]
)
def test_columns_go_where_there_is_no_room_for_them(view, lines, hidden):
    view.resize(em(view, lines), 200)
    assert [view.isColumnHidden(column) for column in range(3)] == hidden


def test_a_column_comes_back_with_the_room(view):
    view.resize(em(view, 10), 200)
    view.resize(em(view, 50), 200)
    assert not view.isColumnHidden(2)


def test_a_table_that_was_kept_narrow_is_judged_when_it_is_shown(view):
    view.hide()
    view.setColumnHidden(1, True)
    view.resize(em(view, 50), 200)
    view.show()
    assert not view.isColumnHidden(1)
