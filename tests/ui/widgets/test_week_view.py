from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import combinations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from tests.ui.reach import said
from ui.look import Role
from ui.widgets.month_cells import Chip, DayCell
from ui.widgets.week_grid import WeekBlock, WeekSheet, WeekStrip, seen_hours
from ui.widgets.week_view import WeekView

LEFT, CONTROL = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier
MONDAY = date(2022, 6, 27)
HEADS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]


def chip(number, text="09:00 Sosialisasi", **given):
    return Chip(number, text, f"{text}\nDraft", Role.NEUTRAL, "pencil", **given)


def sheet(text="09:00 Sosialisasi"):
    """Tuesday has one at 9 and one that overlaps it; Wednesday to Friday has a strip."""
    blocks = [
        WeekBlock(chip(1, text), 1, 540, 660, 0, 2),
        WeekBlock(chip(2, text, clash=True), 1, 600, 720, 1, 2),
        WeekBlock(chip(3, text), 4, 13 * 60, 13 * 60 + 10),
    ]
    strip = WeekStrip(chip(9, text), 2, 4)
    on = {1: blocks[:2], 4: blocks[2:]}
    cells = []
    for place in range(7):
        chips = [strip.chip] if 2 <= place <= 4 else []
        chips += [block.chip for block in on.get(place, [])]
        holiday = "Hari Raya" if place == 3 else ""
        day = MONDAY + timedelta(days=place)
        cells.append(DayCell(day, True, place > 4, holiday, tuple(chips)))
    return WeekSheet(cells, HEADS, blocks, [strip], datetime(2022, 6, 30, 10, 30))


@pytest.fixture
def view(stage):
    stage.resize(900, 700)
    made = WeekView("Week")
    stage.layout().addWidget(made)
    made.heard = []
    for name in ("opened", "begun", "left"):
        getattr(made, name).connect(lambda value, name=name: made.heard.append((name, value)))
    made.moved.connect(lambda event, shift: made.heard.append(("moved", event, shift)))
    made.show_week(sheet())
    made.go_to(at(1, 9))
    made.setFocus()
    stage.grab()
    return made


def at(place, hour):
    return datetime.combine(MONDAY + timedelta(days=place), datetime.min.time()).replace(hour=hour)


def press(view, *keys, modifier=Qt.KeyboardModifier.NoModifier):
    for key in keys:
        QTest.keyClick(view, key, modifier)


def block_of(view, number):
    [found] = [one for one in view._sheet.blocks if one.chip.id == number]
    return view._grid().block_box(found).center()


def drag(view, start, end):
    QTest.mousePress(view, LEFT, pos=start)
    QTest.mouseMove(view, (start + end) / 2)
    QTest.mouseMove(view, end)
    QTest.mouseRelease(view, LEFT, pos=end)


def test_arrows_go_by_hours_and_days_and_choose_what_is_on_there(view):
    assert (view.moment(), view.chosen()) == (at(1, 9), 1)
    press(view, Qt.Key.Key_Down, Qt.Key.Key_Down)
    assert (view.moment(), view.chosen()) == (at(1, 11), 2)
    press(view, Qt.Key.Key_Left)
    assert (view.moment(), view.chosen()) == (at(0, 11), None)


@pytest.mark.parametrize(
    ("start", "key", "left"),
    [
        (at(0, 9), Qt.Key.Key_Left, at(-1, 9)),
        (at(6, 9), Qt.Key.Key_Right, at(7, 9)),
        (at(6, 23), Qt.Key.Key_Down, at(7, 0)),
    ],
)
def test_beyond_the_week_another_is_asked_for(view, start, key, left):
    view.go_to(start)
    press(view, key)
    assert view.heard == [("left", left)]


def test_enter_opens_what_is_chosen_and_begins_at_an_empty_hour(view):
    press(view, Qt.Key.Key_Return, Qt.Key.Key_Left, Qt.Key.Key_Return)
    assert view.heard == [("opened", 1), ("begun", at(0, 9))]


def test_f2_begins_at_any_hour(view):
    press(view, Qt.Key.Key_F2)
    assert view.heard == [("begun", at(1, 9))]


def test_space_goes_along_the_day_to_where_each_is(view):
    view.go_to(at(4, 9))
    seen = []
    for _turn in range(3):
        press(view, Qt.Key.Key_Space)
        seen.append((view.chosen(), view.hour()))
    assert seen == [(9, 9), (3, 13), (9, 13)]


@pytest.mark.parametrize(
    ("key", "shift"),
    [
        (Qt.Key.Key_Left, timedelta(days=-1)),
        (Qt.Key.Key_Right, timedelta(days=1)),
        (Qt.Key.Key_Up, timedelta(minutes=-15)),
        (Qt.Key.Key_Down, timedelta(minutes=15)),
    ],
)
def test_control_and_an_arrow_move_what_is_chosen(view, key, shift):
    press(view, key, modifier=CONTROL)
    assert view.heard == [("moved", 1, shift)]


def test_at_an_empty_hour_there_is_nothing_to_move(view):
    view.go_to(at(0, 9))
    press(view, Qt.Key.Key_Right, modifier=CONTROL)
    assert view.heard == []


def test_a_drag_moves_by_days_and_quarters_of_an_hour(view):
    grid, start = view._grid(), block_of(view, 1)
    end = QPoint(grid.column(3).center().x(), start.y() + grid.y(11 * 60 + 20) - grid.y(10 * 60))
    drag(view, start, end)
    assert view.heard == [("moved", 1, timedelta(days=2, minutes=75))]


def test_a_drag_keeps_within_the_day(view):
    start = block_of(view, 1)
    drag(view, start, QPoint(start.x(), 0))
    [(_what, _event, shift)] = view.heard
    assert at(1, 9) + shift >= at(1, 0)
    assert shift == timedelta(minutes=-view._grid().minutes(start.y()))


def test_a_strip_is_dragged_by_days_only(view):
    [strip] = view._sheet.strips
    start = view._grid().strip_box(strip).center()
    drag(view, start, QPoint(view._grid().column(4).center().x(), start.y() + 200))
    assert view.heard == [("moved", 9, timedelta(days=1))]


def test_dropped_outside_or_where_it_was_it_stays(view):
    start = block_of(view, 1)
    drag(view, start, QPoint(start.x() + 12, start.y()))
    drag(view, start, QPoint(-20, 9000))
    assert view.heard == []


def test_a_double_click_opens_or_begins_at_that_hour(view):
    QTest.mouseDClick(view, LEFT, pos=block_of(view, 2))
    QTest.mouseDClick(view, LEFT, pos=view._grid().hour_box(0, 14).center())
    assert view.heard == [("opened", 2), ("begun", at(0, 14))]


def test_a_click_chooses(view):
    QTest.mouseClick(view, LEFT, pos=block_of(view, 3))
    assert (view.day(), view.chosen()) == (MONDAY + timedelta(days=4), 3)


def test_what_overlaps_lies_side_by_side(view):
    first, second = (view._grid().block_box(one) for one in view._sheet.blocks[:2])
    assert not first.intersects(second)
    assert view._grid().column(1).contains(first)
    assert view._grid().column(1).contains(second)


def test_hours_of_work_are_seen_and_those_where_something_is():
    assert seen_hours([], 9) == range(7, 18)
    assert seen_hours([], 22) == range(7, 23)
    early = WeekBlock(chip(1), 0, 5 * 60 + 30, 6 * 60)
    late = WeekBlock(chip(2), 0, 23 * 60 + 50, 24 * 60)
    assert seen_hours([early, late], 9) == range(5, 24)


def test_a_voice_says_where_one_is(view):
    assert said(view) == "Week"
    assert view.accessibleDescription() == (
        "Tuesday, 28 June 2022. 09:00. 2 events. 09:00 Sosialisasi\nDraft"
    )
    view.go_to(at(3, 10))
    assert view.accessibleDescription() == (
        "Thursday, 30 June 2022. 10:00. Today. Hari Raya. 1 event"
    )


@pytest.mark.parametrize("text", ["<b>R&D</b>", "🌾 اجتماع\u202e", "x" * 300])
def test_hostile_text_is_letters(view, text):
    view.show_week(sheet(text))
    view.grab()
    QTest.mouseMove(view, block_of(view, 1))
    assert "<b>R" not in view.toolTip()


def test_today_a_holiday_and_a_clash_are_to_be_seen(view):
    grid = view._grid()
    view.go_to(at(6, 9))
    plain = view.grab(grid.block_box(view._sheet.blocks[0])).toImage()
    line = view.grab(grid.hour_box(3, 10)).toImage()
    before = view.grab(grid.hour_box(3, 11)).toImage()
    assert line != before, "the line of the present moment"
    calm = [WeekBlock(chip(1), 1, 540, 660, 0, 2)]
    warned = [WeekBlock(chip(1, clash=True), 1, 540, 660, 0, 2)]
    pictures = []
    for blocks in (calm, warned):
        whole = sheet()
        view.show_week(WeekSheet(whole.cells, HEADS, blocks, whole.strips, whole.now))
        pictures.append(view.grab(grid.block_box(blocks[0])).toImage())
    assert pictures[0] == plain
    assert pictures[0] != pictures[1]


def crowded(view, stage, width):
    """Seven at one hour of Tuesday, and one at another."""
    stage.resize(width, 700)
    blocks = [
        WeekBlock(chip(n, f"09:00 R&D {n}", clash=n == 7), 1, 540, 660, n - 1, 7)
        for n in range(1, 8)
    ]
    blocks.append(WeekBlock(chip(8), 1, 840, 900))
    whole = sheet()
    cells = list(whole.cells)
    cells[1] = replace(cells[1], chips=tuple(block.chip for block in blocks))
    view.show_week(WeekSheet(cells, HEADS, blocks))
    view.go_to(at(1, 9), 1)
    stage.grab()


@pytest.mark.parametrize("width", [560, 900, 1100])
def test_of_what_cannot_be_read_side_by_side_it_says_how_many_more_there_are(view, stage, width):
    crowded(view, stage, width)
    seen, [crowd] = view._seen()
    grid = view._grid()
    boxes = [*map(grid.block_box, seen), grid.crowd_box(crowd.where)]
    assert not any(one.intersects(other) for one, other in combinations(boxes, 2))
    assert all(grid.column(1).contains(box) for box in boxes)
    assert min(box.width() for box in boxes) > 25
    assert len(seen) + len(crowd.hidden) == 8
    assert crowd.clash


def test_a_click_on_how_many_more_lists_them(view, stage):
    crowded(view, stage, 900)
    _seen, [crowd] = view._seen()
    where = view._grid().crowd_box(crowd.where).center()
    QTest.mouseMove(view, where)
    assert "R&D 7" in view.toolTip().replace("&amp;", "&")
    QTest.mouseDClick(view, LEFT, pos=where)
    QTest.mouseClick(view, LEFT, pos=where)
    last = view._menu.actions()[-1]
    assert last.text() == "09:00 R&&D 7"
    last.trigger()
    view._menu.close()
    assert view.heard == [("opened", 7)]


def test_space_brings_each_of_many_to_be_seen(view, stage):
    crowded(view, stage, 900)
    for number in (2, 3, 4, 5, 6, 7, 8, 1):
        press(view, Qt.Key.Key_Space)
        seen, [crowd] = view._seen()
        assert view.chosen() == number
        assert number in [one.chip.id for one in seen]
        assert len(seen) + len(crowd.hidden) == 8
