import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton

from ui.widgets.segments import Segments


@pytest.fixture
def segments(qtbot):
    segments = Segments("Bagian kegiatan")
    qtbot.addWidget(segments)
    for name, text, count in (
        ("plan", "Rencana", ""),
        ("people", "Peserta & tamu", "200"),
        ("cards", "Kartu", "18"),
    ):
        segments.add(name, text, count)
    segments.show()
    return segments


def test_the_first_segment_is_chosen_without_a_word(qtbot):
    segments = Segments("Bagian")
    qtbot.addWidget(segments)
    with qtbot.assertNotEmitted(segments.chosen):
        segments.add("plan", "Rencana")
    assert segments.name() == "plan"


def test_choosing_a_segment_tells_its_name(qtbot, segments):
    with qtbot.waitSignal(segments.chosen) as signal:
        segments.choose("cards")
    assert signal.args == ["cards"]
    assert segments.name() == "cards"


def test_arrow_keys_move_along(qtbot, segments):
    with qtbot.waitSignal(segments.chosen) as signal:
        QTest.keyClick(segments, Qt.Key.Key_Right)
    assert signal.args == ["people"]
    QTest.keyClick(segments, Qt.Key.Key_Left)
    assert segments.name() == "plan"


def test_a_click_chooses(qtbot, segments):
    place = segments.tabRect(2).center()
    with qtbot.waitSignal(segments.chosen) as signal:
        QTest.mouseClick(segments, Qt.MouseButton.LeftButton, pos=place)
    assert signal.args == ["cards"]


def test_counts_stand_behind_the_text_and_can_change(segments):
    assert segments.tabText(1) == "Peserta && tamu  200"
    before = segments.tabSizeHint(1).width()
    segments.set_count("people", "20.000")
    assert segments.tabText(1) == "Peserta && tamu  20.000"
    assert segments.tabSizeHint(1).width() > before
    segments.set_count("people", "")
    assert segments.tabText(1) == "Peserta && tamu"


def test_an_ampersand_makes_no_key(segments):
    assert segments.accessibleName() == "Bagian kegiatan"
    QTest.keyClick(segments, Qt.Key.Key_T, Qt.KeyboardModifier.AltModifier)
    assert segments.name() == "plan"


def test_the_chosen_segment_is_filled(segments):
    image = segments.grab().toImage()
    place = segments.tabRect(0).center()
    strong = segments.palette().color(QPalette.ColorRole.Highlight)
    row = [image.pixelColor(x, place.y() - 10) for x in range(segments.tabRect(0).width())]
    assert strong in row


def test_with_less_room_segments_stand_closer_before_they_are_moved(segments, stage):
    stage.layout().addWidget(segments)
    segments.show()
    stage.layout().setContentsMargins(0, 0, 0, 0)
    whole = segments.sizeHint().width()
    stage.resize(whole, 100)
    stage.grab()
    wide = [segments.tabRect(number).width() for number in range(segments.count())]
    stage.resize(whole - 30, 100)
    stage.grab()
    narrow = [segments.tabRect(number).width() for number in range(segments.count())]
    assert segments.tabRect(segments.count() - 1).right() < whole - 30
    assert all(less < more for less, more in zip(narrow, wide, strict=True))
    assert not arrows(segments)


def test_nothing_is_painted_below_the_arrows(segments, stage):
    stage.layout().addWidget(segments)
    segments.show()
    for number in range(6):
        segments.add(f"more{number}", "Bermasalah", "12")
    stage.resize(420, 100)
    stage.grab()
    first = min(arrow.x() for arrow in arrows(segments))
    assert segments._ground().right() < first
    assert segments.tabRect(segments.count() - 1).right() > first
    segments.choose("more5")
    stage.grab()
    last = segments.tabRect(segments.count() - 1)
    assert last.right() <= min(arrow.x() for arrow in arrows(segments))


def arrows(segments):
    return [arrow for arrow in segments.findChildren(QToolButton) if arrow.isVisible()]


def test_an_unknown_segment_cannot_be_chosen(segments):
    with pytest.raises(StopIteration):
        segments.choose("nothing")


def test_where_one_is_hidden_the_others_close_up(segments, stage):
    stage.layout().addWidget(segments)
    stage.grab()
    wide = segments.sizeHint().width()
    segments.setTabVisible(1, False)
    segments.setTabVisible(2, True)  # as it was
    assert segments.tabRect(2).left() <= segments.tabRect(0).right() + 1
    assert segments.sizeHint().width() < wide


def test_where_arrows_cut_a_segment_its_words_are_not_painted_cut(segments):
    segments.resize(segments.tabRect(1).right() + 5, segments.height())
    arrow = min(one.x() for one in segments.findChildren(QToolButton) if one.isVisible())
    cut = next(
        n for n in range(1, 3) if segments.tabRect(n).x() < arrow < segments.tabRect(n).right()
    )
    place = segments.tabRect(cut)
    row = place.center().y()
    ground = segments.palette().color(QPalette.ColorRole.Mid).rgb()

    def inks():
        image = segments.grab().toImage()
        xs = range(place.x() + 4, arrow)
        return {image.pixel(x, y) for x in xs for y in range(row - 4, row + 5)} - {ground}

    assert place.x() + 30 < arrow
    assert inks() == set()
    segments.choose(segments.tabData(cut)[0])
    assert inks() != set()


def test_what_is_chosen_can_be_read_where_nothing_can_be_chosen(segments):
    colours = segments.palette()
    for role in (QPalette.ColorRole.Highlight, QPalette.ColorRole.HighlightedText):
        colours.setColor(QPalette.ColorGroup.Disabled, role, QColor("#c5d9d0"))  # as the style
    segments.setPalette(colours)
    segments.setEnabled(False)
    image, place = segments.grab().toImage(), segments.tabRect(0)
    ground = QColor("#c5d9d0").lightness()
    middle = [image.pixelColor(x, place.center().y()) for x in range(place.left(), place.right())]
    assert any(abs(one.lightness() - ground) > 100 for one in middle)
