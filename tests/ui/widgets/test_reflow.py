import pytest
from PySide6.QtWidgets import QLabel, QPushButton

from ui.widgets.code_view import CodeView
from ui.widgets.option_button import OptionButton
from ui.widgets.reflow import Columns, Tiles
from ui.widgets.tool_row import tool_row


@pytest.fixture
def tiles(qtbot):
    tiles = Tiles([QLabel(str(number)) for number in range(4)])
    qtbot.addWidget(tiles)
    tiles.show()
    return tiles


def rows(widget, parts):
    widget.grab()
    return [sum(part.y() == y for part in parts) for y in sorted({part.y() for part in parts})]


@pytest.mark.parametrize(("width", "expected"), [(1200, [4]), (700, [2, 2]), (300, [1] * 4)])
def test_tiles_take_as_many_rows_as_they_must(tiles, width, expected):
    tiles.resize(width, 400)
    assert rows(tiles, tiles.findChildren(QLabel)) == expected


def test_tiles_return_to_one_row(tiles):
    tiles.resize(300, 400)
    tiles.resize(1200, 400)
    assert rows(tiles, tiles.findChildren(QLabel)) == [4]


def test_the_last_of_an_odd_number_of_tools_fills_its_row(qtbot):
    tools = [QPushButton(str(number)) for number in range(3)]
    row = tool_row(tools)
    qtbot.addWidget(row)
    row.resize(400, 200)
    assert rows(row, tools) == [2, 1]
    assert tools[2].width() == row.width()
    row.resize(1200, 200)
    assert rows(row, tools) == [3]
    assert abs(tools[2].width() - tools[0].width()) <= 1


def test_tiles_ask_for_no_more_width_than_one_of_them(tiles):
    assert tiles.minimumSizeHint().width() < 300


def test_a_full_tile_gets_more_room_than_the_others(qtbot):
    wide = QLabel("Rp23.604.000.000.000.000.000.000.000.000.000")
    tiles = Tiles([QLabel("1"), wide, QLabel("2")])
    qtbot.addWidget(tiles)
    tiles.resize(1000, 100)
    assert rows(tiles, tiles.findChildren(QLabel)) == [3]
    assert wide.width() >= wide.sizeHint().width()


def test_columns_go_below_one_another_where_it_is_narrow(qtbot):
    left, right = QLabel("left"), QLabel("right")
    columns = Columns([(left, 2), (right, 1)])
    qtbot.addWidget(columns)
    columns.show()
    columns.resize(1200, 300)
    assert rows(columns, [left, right]) == [2]
    assert left.width() > right.width()
    columns.resize(400, 300)
    assert rows(columns, [left, right]) == [1, 1]
    assert columns.minimumSizeHint().width() < 200


def test_tiles_made_without_a_parent_force_no_width_on_one(qtbot):
    tiles = Tiles([QLabel("tile") for _number in range(12)])
    qtbot.addWidget(tiles)
    assert tiles.minimumWidth() == 0


def test_a_code_of_many_words_asks_for_the_height_of_all_its_rows(stage):
    code = CodeView(" ".join(["keramik"] * 24), "Words")
    row = code.sizeHint().height()
    assert code.heightForWidth(5000) == row
    assert code.heightForWidth(600) > 4 * row
    stage.layout().addWidget(code)
    code.show()
    stage.grab()
    assert code.rect().contains(code._tiles.geometry())


def test_a_choice_is_no_taller_than_its_lines_need(stage):
    stage.resize(800, 600)
    choice = OptionButton("Open", "One that was made on another computer, or on this one", "x")
    stage.layout().addWidget(choice)
    stage.layout().addStretch(1)
    choice.show()
    stage.grab()
    assert choice.height() == choice.heightForWidth(choice.width())
