import json

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from ui.look import em
from ui.tables.columns_menu import ColumnsMenu
from ui.tables.narrow import NarrowColumns
from ui.tables.rows_model import Column, RowsModel
from ui.tables.rows_view import table_view

CONTROL = Qt.KeyboardModifier.ControlModifier
AWAY = ("group", "flag")
"""Columns that are put away at first."""
NAMES = {"name": "Name", "nik": "NIK", "state": "State"}


def column(key):
    away = key in AWAY
    return Column(NAMES.get(key, key), str, stretch=key == "name", sort=key, key=key, away=away)


@pytest.fixture
def shown(stage, settings):
    """Show a table with columns of these keys, as the program does after a start."""

    def _shown(*keys):
        model = RowsModel([column(key) for key in keys or NAMES], lambda ids: {i: i for i in ids})
        model.show([1, 2])
        view = table_view(model, "People", settings, "people")
        stage.layout().addWidget(view)
        stage.resize(700, 300)
        view.show()
        view.setFocus()
        return view

    return _shown


def titles(view):
    """Return the titles of the columns seen, from the left."""
    header = view.horizontalHeader()
    order = [header.logicalIndex(place) for place in range(header.count())]
    return [view.model().headerData(n, Qt.Orientation.Horizontal) for n in order
            if not view.isColumnHidden(n)]  # fmt: skip


def menu(view):
    """Open the columns' menu by its key."""
    QTest.keyClick(view, Qt.Key.Key_F8)
    [found] = [one for one in view.findChildren(ColumnsMenu) if one.isVisible()]
    return found


def press(menu, *keys, modifier=Qt.KeyboardModifier.NoModifier):
    for key in keys:
        QTest.keyClick(menu, key, modifier)


def action(menu, text):
    return next(one for one in menu.actions() if one.text() == text)


def test_a_column_is_put_away_and_brought_back_by_keys(shown):
    view = shown()
    opened = menu(view)
    press(opened, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Space)
    assert opened.isVisible(), "one may go on choosing"
    assert titles(view) == ["Name", "State"]
    press(opened, Qt.Key.Key_Space)
    assert titles(view) == ["Name", "NIK", "State"]
    opened.close()


def test_the_last_column_stays(shown):
    view = shown()
    opened = menu(view)
    action(opened, "Name").trigger()
    action(opened, "NIK").trigger()
    opened.close()
    again = menu(view)
    assert not action(again, "State").isEnabled()
    again.close()
    assert titles(view) == ["State"]


def test_keys_move_a_column_and_change_its_width(shown):
    view = shown()
    before = view.columnWidth(1)
    opened = menu(view)
    press(opened, Qt.Key.Key_Down, Qt.Key.Key_Down)
    press(opened, Qt.Key.Key_Up, modifier=CONTROL)
    assert titles(view) == ["NIK", "Name", "State"]
    press(opened, Qt.Key.Key_Right, modifier=CONTROL)
    assert view.columnWidth(1) == before + em(view.horizontalHeader())
    press(opened, Qt.Key.Key_Left, modifier=CONTROL)
    assert view.columnWidth(1) == before
    opened.close()


def test_the_list_is_sorted_from_the_menu(shown, qtbot):
    view = shown()
    opened = menu(view)
    with qtbot.waitSignal(view.model().sort_asked) as told:
        action(opened.sorting, "State").trigger()
    assert told.args == ["state", False]
    opened.close()
    again = menu(view)
    with qtbot.waitSignal(view.model().sort_asked) as told:
        action(again.sorting, "Turn the order round").trigger()
    assert told.args == ["state", True]
    again.close()


def arrange(view):
    """Put the NIK away, the state first and wider, and sort by it downwards."""
    header = view.horizontalHeader()
    opened = menu(view)
    action(opened, "NIK").trigger()
    opened.close()
    header.moveSection(2, 0)
    view.setColumnWidth(2, 222)
    header.setSortIndicator(2, Qt.SortOrder.DescendingOrder)


def test_columns_widths_order_and_sorting_are_there_again_at_the_next_start(shown):
    arrange(shown())
    view = shown()
    assert titles(view) == ["State", "Name"]
    assert view.columnWidth(2) == 222
    assert view.sorting() == ("state", True)


def test_an_arrangement_comes_back_whole_whatever_was_done_since(shown, settings):
    view = shown()
    arrange(view)
    before = view.arrangement()
    opened = menu(view)
    action(opened, "As it was at first").trigger()
    opened.close()
    view.setColumnWidth(1, 199)
    view.horizontalHeader().setSortIndicator(1, Qt.SortOrder.AscendingOrder)
    view.arrange(json.loads(json.dumps(before)))
    assert view.arrangement() == before == settings.arrangement("people")
    assert titles(view) == ["State", "Name"]
    assert (view.columnWidth(2), view.sorting()) == (222, ("state", True))
    opened = menu(view)
    action(opened, "NIK").trigger()
    opened.close()
    assert titles(view) == ["State", "Name", "NIK"]
    assert view.columnWidth(1) != 199, "a width given since is not that of the arrangement"
    assert titles(shown()) == ["State", "Name", "NIK"]


def test_arranging_asks_nobody_to_sort(shown, qtbot):
    view = shown()
    arrange(view)
    before = view.arrangement()
    view.horizontalHeader().setSortIndicator(1, Qt.SortOrder.AscendingOrder)
    with qtbot.assertNotEmitted(view.model().sort_asked):
        view.arrange(before)


def test_a_version_with_other_columns_keeps_what_it_can(shown):
    arrange(shown())
    view = shown("name", "nik", "phone", "state")
    assert titles(view) == ["State", "Name", "phone"], "the new one is behind what was before it"
    assert view.columnWidth(3) == 222
    fewer = shown("name", "nik")
    assert titles(fewer) == ["Name"]
    assert fewer.sorting() is None


def test_as_it_was_at_first(shown):
    view = shown()
    width = view.columnWidth(2)
    arrange(view)
    opened = menu(view)
    action(opened, "As it was at first").trigger()
    opened.close()
    assert titles(view) == ["Name", "NIK", "State"]
    assert view.columnWidth(2) == width
    assert titles(shown()) == ["Name", "NIK", "State"]


def test_columns_that_are_away_at_first_are_shown_once_chosen(shown):
    every = (*NAMES, *AWAY)
    view = shown(*every)
    assert titles(view) == list(NAMES.values())
    opened = menu(view)
    action(opened, "group").trigger()
    opened.close()
    assert titles(shown(*every)) == [*NAMES.values(), "group"]
    opened = menu(again := shown(*every))
    action(opened, "As it was at first").trigger()
    opened.close()
    assert titles(again) == list(NAMES.values())
    assert titles(shown(*every)) == list(NAMES.values())


def test_a_column_new_in_a_version_may_be_away_too(shown):
    arrange(shown())
    assert titles(shown(*NAMES, "group")) == ["State", "Name"]


@pytest.mark.parametrize(
    "kept",
    [
        "{",
        "[]",
        "3",
        json.dumps({"order": 3, "away": "name", "widths": [], "sort": "x"}),
        json.dumps(
            {"order": ["x", 3, None], "widths": {"nik": -5, "state": 10**9}, "sort": [1, 2]}
        ),
        json.dumps({"away": list(NAMES)}),
        json.dumps({"order": ["state", "state", "name"], "sort": ["gone", True]}),
    ],
)
def test_whatever_is_kept_every_column_can_be_seen(shown, settings, kept):
    settings.kept.setValue("columns/people", kept)
    view = shown()
    assert sorted(titles(view)) == ["NIK", "Name", "State"]
    assert 0 < view.columnWidth(1) < 700


def test_want_of_room_and_what_was_put_away_do_not_mix(shown):
    view = shown()
    NarrowColumns(view, {1: 20, 2: 40})
    opened = menu(view)
    action(opened, "NIK").trigger()
    opened.close()
    view.setFixedWidth(em(view, 30))
    assert titles(view) == ["Name"]
    view.setFixedWidth(em(view, 60))
    assert titles(view) == ["Name", "State"], "what was put away does not come back with the room"
    again = menu(view)
    action(again, "NIK").trigger()
    again.close()
    assert titles(view) == ["Name", "NIK", "State"]


def test_a_column_dragged_to_another_place_stays_there(shown):
    view = shown()
    assert view.horizontalHeader().sectionsMovable()
    view.horizontalHeader().moveSection(0, 2)
    assert titles(shown()) == ["NIK", "State", "Name"]
