import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from tests.ui.reach import said
from ui.widgets.sheet_places import SheetPlaces

A4 = (210.0, 297.0)
BOXES = [(15.4 + 93.6 * (n % 2), 9.5 + 56 * (n // 2), 85.6, 54.0) for n in range(10)]
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def places(stage):
    made = SheetPlaces("Places used")
    stage.layout().addWidget(made)
    made.show_sheet(A4, BOXES)
    made.changes = []
    made.changed.connect(lambda: made.changes.append(made.used()))
    made.setFocus()
    return made


def middle(places, number):
    return places._box(number).center().toPoint()


def test_a_click_marks_a_place_and_another_frees_it(places):
    QTest.mouseClick(places, LEFT, pos=middle(places, 3))
    assert places.used() == {3}
    QTest.mouseClick(places, LEFT, pos=middle(places, 3))
    assert places.changes == [{3}, frozenset()]


def test_beside_the_places_a_click_does_nothing(places):
    QTest.mouseClick(places, LEFT, pos=QPoint(1, 1))
    QTest.mouseClick(places, Qt.MouseButton.RightButton, pos=middle(places, 1))
    assert places.changes == []


def test_drawing_over_places_marks_them_all_alike(places):
    places.use(frozenset({2}))
    QTest.mousePress(places, LEFT, pos=middle(places, 1))
    for number in (2, 4, 4):
        QTest.mouseMove(places, middle(places, number))
    QTest.mouseRelease(places, LEFT, pos=middle(places, 4))
    assert places.used() == {1, 2, 4}


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_a_key_marks_the_place_it_is_on(places, key):
    QTest.keyClick(places, key)
    assert places.used() == {1}


@pytest.mark.parametrize(
    ("keys", "place"),
    [
        ("R", 2),
        ("RR", 2),
        ("D", 3),
        ("DDDDD", 9),
        ("RDL", 3),
        ("DU", 1),
        ("U", 1),
        ("RDDDD", 10),
    ],
)
def test_arrow_keys_go_from_place_to_place(places, keys, place):
    named = {"R": Qt.Key.Key_Right, "L": Qt.Key.Key_Left, "U": Qt.Key.Key_Up, "D": Qt.Key.Key_Down}
    for key in keys:
        QTest.keyClick(places, named[key])
    QTest.keyClick(places, Qt.Key.Key_Space)
    assert places.used() == {place}


def test_a_screen_reader_says_where_one_is_and_how_it_stands(places):
    assert said(places) == "Places used"
    QTest.keyClick(places, Qt.Key.Key_Down)
    assert places.accessibleDescription() == "Place 3: free. 0 places used"
    QTest.keyClick(places, Qt.Key.Key_Space)
    assert places.accessibleDescription() == "Place 3: used. 1 place used"


def test_another_sheet_is_unused(places):
    places.use(frozenset({1, 2}))
    places.show_sheet((85.6, 54.0), [(0, 0, 85.6, 54.0)])
    assert places.used() == frozenset()
    assert places.changes == [{1, 2}, frozenset()]


def test_the_picture_has_the_shape_of_the_sheet(places):
    size = places.sizeHint()
    assert size.width() / size.height() == pytest.approx(210 / 297, abs=0.01)


def test_used_and_free_differ_in_more_than_colour(places):
    places.use(frozenset({1}))
    shown = places.grab().toImage()
    used, free = places._box(1).toAlignedRect(), places._box(2).toAlignedRect()
    shades = [
        {
            shown.pixelColor(x, y).lightness() // 8
            for x in range(box.left() + 6, box.right() - 6)
            for y in range(box.top() + 4, box.bottom() - 4)
        }
        for box in (used, free)
    ]
    assert len(shades[0]) > len(shades[1])
