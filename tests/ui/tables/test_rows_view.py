import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest

from tests.ui.reach import said
from ui.look import Role, Surface, Theme, color, em, surface
from ui.tables.rows_model import Column, RowsModel
from ui.tables.rows_view import table_view
from ui.widgets.badge import Badge

FAR = 2**62


@pytest.fixture
def model(qapp):
    columns = [
        Column("Name", lambda row: f"Person {row}", stretch=True, sort="name"),
        Column("NIK", lambda _row: "6501030101700004", width=18),
        Column("State", lambda row: Badge("Here", Role.INFO) if row else Badge("Gone")),
    ]
    model = RowsModel(columns, lambda ids: {i: i % 7 for i in ids})
    model.show(range(FAR, FAR + 50))
    return model


@pytest.fixture
def view(qtbot, model):
    view = table_view(model, "People")
    qtbot.addWidget(view)
    view.resize(700, 400)
    view.show()
    return view


def test_the_table_is_called_by_its_name(view):
    assert said(view) == "People"


def test_arrow_keys_choose_a_row_and_enter_opens_it(qtbot, view):
    view.choose(FAR)
    QTest.keyClick(view, Qt.Key.Key_Down)
    assert view.chosen_id() == FAR + 1
    with qtbot.waitSignal(view.opened) as signal:
        QTest.keyClick(view, Qt.Key.Key_Return)
    assert signal.args == [FAR + 1]


def test_a_double_click_opens_a_row(qtbot, view, model):
    place = view.visualRect(model.index(3, 0)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    with qtbot.waitSignal(view.opened) as signal:
        QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert signal.args == [FAR + 3]


def test_the_row_chosen_is_told_by_its_id(qtbot, view):
    with qtbot.waitSignal(view.id_changed) as signal:
        view.choose(FAR + 5)
    assert signal.args == [FAR + 5]
    assert view.chosen_ids() == [FAR + 5]


def test_the_chosen_record_stays_chosen_through_a_search(view, model):
    view.choose(FAR + 5)
    model.show([FAR + 9, FAR + 5])
    assert view.chosen_id() == FAR + 5
    assert view.currentIndex().row() == 1


def test_a_record_that_a_search_leaves_out_is_no_longer_chosen(qtbot, view, model):
    view.choose(FAR + 5)
    with qtbot.waitSignal(view.id_changed) as signal:
        model.show([FAR + 9])
    assert signal.args == [None]
    assert view.chosen_ids() == []


def test_choosing_a_record_that_is_not_shown_changes_nothing(view):
    view.choose(FAR + 5)
    view.choose(1)
    assert view.chosen_id() == FAR + 5


def test_a_click_on_a_title_asks_for_an_order(qtbot, view, model):
    header = view.horizontalHeader()
    with qtbot.waitSignal(model.sort_asked) as signal:
        QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(20, 5))
    assert signal.args[0] == "name"


def test_rows_are_as_high_as_their_text_needs(view):
    assert view.rowHeight(0) >= em(view, 2)


def test_the_first_column_takes_the_room_that_is_left(view):
    before = view.columnWidth(0), view.columnWidth(1)
    view.resize(1000, 400)
    assert view.columnWidth(0) > before[0]
    assert view.columnWidth(1) == before[1]


def test_widths_are_kept(qtbot, model, settings):
    view = table_view(model, "People", settings, "people")
    qtbot.addWidget(view)
    view.setColumnWidth(1, 333)
    again = table_view(model, "People", settings, "people")
    qtbot.addWidget(again)
    assert again.columnWidth(1) == 333
    other = table_view(model, "Partners", settings, "partners")
    qtbot.addWidget(other)
    assert other.columnWidth(1) != 333


def test_widths_kept_for_other_columns_are_not_taken(qtbot, model, settings):
    table = table_view(model, "People", settings, "people")
    qtbot.addWidget(table)
    table.setColumnWidth(1, 333)
    fewer = RowsModel([Column("Name", str), Column("State", str)], lambda ids: {})
    view = table_view(fewer, "People", settings, "people")
    qtbot.addWidget(view)
    assert view.horizontalHeader().count() == 2
    assert view.columnWidth(1) != 333


def pixels(view, row, column):
    image = view.viewport().grab(view.visualRect(view.model().index(row, column))).toImage()
    return {
        image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())
    }


@pytest.mark.parametrize("theme", [Theme.LIGHT, Theme.DARK])
def test_a_badge_is_a_pill_in_the_colour_of_its_role(view, look, theme):
    look.wear(theme)
    assert color(Role.INFO).background.name() in pixels(view, 1, 2)
    assert color(Role.INFO).background.name() not in pixels(view, 1, 1)


def test_the_chosen_row_stands_out_and_its_badge_too(view):
    view.choose(FAR + 1)
    seen = pixels(view, 1, 2)
    assert {surface(Surface.SELECTION).name(), color(Role.INFO).background.name()} <= seen
    assert QColor(surface(Surface.SELECTION)).name() not in pixels(view, 2, 2)


def test_the_last_column_keeps_clear_of_the_scroll_bar_that_lies_over_it(qtbot):
    right = Qt.AlignmentFlag.AlignRight
    texts = [Column(word, lambda _row: "1.234.567", right, width=9) for word in ("Came", "Joined")]
    rows = RowsModel(texts, lambda ids: dict.fromkeys(ids, 0))
    view = table_view(rows, "Figures")
    qtbot.addWidget(view)
    view.resize(view.columnWidth(0) + view.columnWidth(1), 300)
    view.show()
    rows.show(range(3))
    assert view.verticalScrollBar().maximum() == 0
    flush = inked_to(view)
    rows.show(range(300))
    apart = inked_to(view)
    bar = view.verticalScrollBar().sizeHint().width()
    assert [far - near for near, far in zip(apart, flush, strict=True)] == [bar, bar]
    view.setColumnHidden(1, True)
    view.resize(view.columnWidth(0), 300)
    assert inked_to(view)[1] + bar < view.columnWidth(0)


def inked_to(view):
    """Return where the last title and the last cell of the first row end."""
    last = 0 if view.isColumnHidden(1) else 1
    header = view.horizontalHeader()
    at = header.sectionViewportPosition(last)
    title = QRect(at + 4, 4, header.sectionSize(last) - 8, header.height() - 8)
    cell = view.visualRect(view.model().index(0, last)).adjusted(0, 0, 0, -2)
    pictures = ((header.viewport(), title), (view.viewport(), cell))
    return [room.left() + last_ink(shown.grab(room).toImage()) for shown, room in pictures]


def last_ink(image):
    ground = image.pixelColor(0, 0)
    return max(
        x
        for x in range(image.width())
        for y in range(image.height())
        if image.pixelColor(x, y) != ground
    )
