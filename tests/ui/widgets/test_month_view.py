from datetime import date, timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from tests.ui.reach import said
from ui.look import Role
from ui.widgets.month_cells import Chip, DayCell
from ui.widgets.month_view import MonthView

LEFT, CONTROL = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier
FIRST = date(2022, 5, 30)
HEADS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]


def chip(number, text="09:00 Sosialisasi"):
    return Chip(number, text, f"{text}\nDraft", Role.NEUTRAL, "pencil")


def weeks(chips, holidays=()):
    days = [FIRST + timedelta(days=n) for n in range(35)]
    return [
        DayCell(
            day,
            day.month == 6,
            day.weekday() > 4,
            dict(holidays).get(day, ""),
            tuple(chips.get(day.day if day.month == 6 else 0, ())),
        )
        for day in days
    ]


@pytest.fixture
def view(stage):
    stage.resize(800, 600)
    made = MonthView("Month")
    stage.layout().addWidget(made)
    made.heard = []
    for name in ("opened", "begun", "left"):
        getattr(made, name).connect(lambda value, name=name: made.heard.append((name, value)))
    made.moved.connect(lambda event, days: made.heard.append(("moved", event, days)))
    chips = {8: [chip(1)], 15: [chip(n) for n in range(10, 19)], 20: [chip(2), chip(3)]}
    made.show_days(weeks(chips, {date(2022, 6, 9): "Hari Kerja Bakti"}), HEADS, date(2022, 6, 10))
    made.go_to(date(2022, 6, 8))
    made.setFocus()
    stage.grab()
    return made


def middle(view, day):
    return view._grid().box((day - FIRST).days).center()


def on_chip(view, day, line=0):
    return view._grid().line((day - FIRST).days, line).center()


def press(view, *keys, modifier=Qt.KeyboardModifier.NoModifier):
    for key in keys:
        QTest.keyClick(view, key, modifier)


def test_arrows_go_from_day_to_day(view):
    press(view, Qt.Key.Key_Right)
    assert view.day() == date(2022, 6, 9)
    press(view, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Left)
    assert view.day() == date(2022, 6, 14)
    press(view, Qt.Key.Key_Up)
    assert view.day() == date(2022, 6, 7)


@pytest.mark.parametrize(
    ("start", "key", "day"),
    [
        (FIRST, Qt.Key.Key_Left, date(2022, 5, 29)),
        (FIRST, Qt.Key.Key_Up, date(2022, 5, 23)),
        (date(2022, 7, 3), Qt.Key.Key_Right, date(2022, 7, 4)),
    ],
)
def test_beyond_what_is_shown_another_month_is_asked_for(view, start, key, day):
    view.go_to(start)
    press(view, key)
    assert view.heard == [("left", day)]


def test_enter_opens_what_is_on_and_begins_where_nothing_is(view):
    press(view, Qt.Key.Key_Return, Qt.Key.Key_Right, Qt.Key.Key_Enter)
    assert view.heard == [("opened", 1), ("begun", date(2022, 6, 9))]


def test_f2_begins_something_on_any_day(view):
    press(view, Qt.Key.Key_F2)
    assert view.heard == [("begun", date(2022, 6, 8))]


def test_space_goes_along_what_is_on_and_round(view):
    view.go_to(date(2022, 6, 20))
    seen = [view.chosen()]
    for _turn in range(2):
        press(view, Qt.Key.Key_Space)
        seen.append(view.chosen())
    assert seen == [2, 3, 2]


@pytest.mark.parametrize(
    ("key", "days"),
    [
        (Qt.Key.Key_Left, -1),
        (Qt.Key.Key_Right, 1),
        (Qt.Key.Key_Up, -7),
        (Qt.Key.Key_Down, 7),
    ],
)
def test_control_and_an_arrow_move_what_is_chosen(view, key, days):
    press(view, key, modifier=CONTROL)
    assert view.heard == [("moved", 1, days)]
    assert view.day() == date(2022, 6, 8), "whoever keeps the records says where it is now"


def test_on_an_empty_day_there_is_nothing_to_move(view):
    view.go_to(date(2022, 6, 9))
    press(view, Qt.Key.Key_Right, modifier=CONTROL)
    assert view.heard == []


def drag(view, start, end, *, drop=True):
    QTest.mousePress(view, LEFT, pos=start)
    QTest.mouseMove(view, (start + end) / 2)
    QTest.mouseMove(view, end)
    if drop:
        QTest.mouseRelease(view, LEFT, pos=end)


def test_what_is_dragged_is_moved_by_as_many_days(view):
    drag(view, on_chip(view, date(2022, 6, 20), 1), middle(view, date(2022, 6, 17)))
    assert view.heard == [("moved", 3, -3)]


def test_dropped_where_it_was_or_outside_it_stays(view):
    start = on_chip(view, date(2022, 6, 8))
    drag(view, start, middle(view, date(2022, 6, 8)))
    drag(view, start, QPoint(10, 2))
    drag(view, start, QPoint(-50, 9000))
    assert view.heard == []


def test_escape_lets_go_of_what_is_dragged(view):
    end = middle(view, date(2022, 6, 17))
    drag(view, on_chip(view, date(2022, 6, 8)), end, drop=False)
    press(view, Qt.Key.Key_Escape)
    QTest.mouseRelease(view, LEFT, pos=end)
    assert view.heard == []


def test_a_mere_click_moves_nothing_and_chooses(view):
    where = on_chip(view, date(2022, 6, 20), 1)
    QTest.mouseClick(view, LEFT, pos=where)
    assert view.heard == []
    assert (view.day(), view.chosen()) == (date(2022, 6, 20), 3)


def test_an_empty_place_cannot_be_dragged(view):
    drag(view, middle(view, date(2022, 6, 9)), middle(view, date(2022, 6, 17)))
    assert view.heard == []


def test_a_refresh_while_dragging_lets_go(view):
    end = middle(view, date(2022, 6, 17))
    drag(view, on_chip(view, date(2022, 6, 8)), end, drop=False)
    view.show_days(weeks({}), HEADS, date(2022, 6, 10))
    QTest.mouseRelease(view, LEFT, pos=end)
    assert view.heard == []


def test_a_double_click_opens_or_begins(view):
    QTest.mouseDClick(view, LEFT, pos=on_chip(view, date(2022, 6, 8)))
    QTest.mouseDClick(view, LEFT, pos=middle(view, date(2022, 6, 9)))
    assert view.heard == [("opened", 1), ("begun", date(2022, 6, 9))]


def shown(view, day):
    return [one.id for _box, one in view._lines((day - FIRST).days)]


def test_where_there_is_no_room_it_says_how_many_more_there_are(view):
    place = (date(2022, 6, 15) - FIRST).days
    seen = shown(view, date(2022, 6, 15))
    assert seen == list(range(10, 10 + len(seen)))
    assert 1 <= len(seen) < 9
    assert view._hidden(place) == 9 - len(seen)
    inside = view._grid().box(place)
    assert all(inside.contains(box) for box, _chip in view._lines(place))
    assert inside.contains(view._more_box(place))


def test_what_is_chosen_is_shown_though_there_is_no_room_for_all(view):
    view.go_to(date(2022, 6, 15), 18)
    assert 18 in shown(view, date(2022, 6, 15))


def test_a_higher_sheet_shows_more(view, stage):
    before = len(shown(view, date(2022, 6, 15)))
    stage.resize(800, 1400)
    stage.grab()
    assert len(shown(view, date(2022, 6, 15))) > before


def test_a_click_on_the_number_of_more_lists_all_of_the_day(view):
    place = (date(2022, 6, 15) - FIRST).days
    QTest.mouseClick(view, LEFT, pos=view._more_box(place).center())
    assert len(view._menu.actions()) == 9
    view._menu.actions()[-1].trigger()
    view._menu.close()
    assert view.heard == [("opened", 18)]


def test_a_voice_says_where_one_is(view):
    assert said(view) == "Month"
    assert view.accessibleDescription() == (
        "Wednesday, 8 June 2022. 1 event. 09:00 Sosialisasi\nDraft"
    )
    press(view, Qt.Key.Key_Right)
    assert view.accessibleDescription() == "Thursday, 9 June 2022. Hari Kerja Bakti. 0 events"
    press(view, Qt.Key.Key_Right)
    assert view.accessibleDescription() == "Friday, 10 June 2022. Today. 0 events"


def test_tips_tell_the_whole_and_the_holiday(view):
    QTest.mouseMove(view, on_chip(view, date(2022, 6, 8)))
    assert view.toolTip() == "09:00 Sosialisasi\nDraft"
    QTest.mouseMove(view, middle(view, date(2022, 6, 9)))
    assert view.toolTip() == "Hari Kerja Bakti"
    QTest.mouseMove(view, middle(view, date(2022, 6, 17)))
    assert view.toolTip() == ""


@pytest.mark.parametrize("text", ["<b>R&D</b>", "🌾 اجتماع\u202e", "x" * 300])
def test_hostile_text_is_letters(view, text):
    view.show_days(weeks({15: [chip(n, text) for n in range(9)]}), HEADS, date(2022, 6, 10))
    view.grab()
    QTest.mouseMove(view, on_chip(view, date(2022, 6, 15)))
    assert "<b>R" not in view.toolTip()
    place = (date(2022, 6, 15) - FIRST).days
    QTest.mouseClick(view, LEFT, pos=view._more_box(place).center())
    assert view._menu.actions()[0].text() == text.replace("&", "&&")
    view._menu.close()


def colors_of(view, box):
    image = view.grab().toImage()
    rows, columns = range(box.top(), box.bottom()), range(box.left(), box.right())
    return {image.pixelColor(x, y).name() for y in rows for x in columns}


def test_today_weekends_and_holidays_look_different(view):
    view.go_to(date(2022, 6, 20))
    days = {10: "today", 11: "weekend", 9: "holiday", 17: "common"}
    looks = {}
    for number, name in days.items():
        place = (date(2022, 6, number) - FIRST).days
        looks[name] = frozenset(colors_of(view, view._grid().box(place).adjusted(2, 2, -2, -2)))
    assert len(set(looks.values())) == 4


def test_what_is_off_is_struck_out(view):
    place = (date(2022, 6, 8) - FIRST).days
    view.go_to(date(2022, 6, 20))
    box = view._grid().line(place, 0)
    pictures = []
    for off in (False, True):
        one = Chip(1, "Sosialisasi", "", Role.NEUTRAL, "pencil", off)
        view.show_days(weeks({8: [one]}), HEADS, date(2022, 6, 10))
        pictures.append(view.grab(box).toImage())
    assert pictures[0] != pictures[1]


def test_every_day_lies_on_the_sheet_side_by_side(view):
    grid = view._grid()
    assert grid.box(0).left() == 0
    assert grid.box(6).right() == view.width() - 1
    assert grid.box(34).bottom() == view.height() - 1
    assert not any(grid.box(n).intersects(grid.box(n + 1)) for n in range(34))
