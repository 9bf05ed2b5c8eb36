import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget

from tests.ui.reach import said
from ui.look import Role, color
from ui.widgets.badge import Badge, BadgeButton, BadgeLabel, badge_size, paint_badge


def drawn(badge, width, height=40):
    image = QImage(width, height, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    paint_badge(painter, QRect(0, 0, width, height), badge)
    painter.end()
    return image


def columns_of(image, rgb):
    middle = range(image.height())
    return [x for x in range(image.width()) if any(image.pixelColor(x, y) == rgb for y in middle)]


@pytest.mark.parametrize("role", Role)
def test_a_badge_is_drawn_in_the_colours_of_its_role(role):
    image = drawn(Badge("▇▇▇▇", role), 300)
    assert columns_of(image, color(role).background)
    assert columns_of(image, color(role).ink)


def test_a_badge_is_as_wide_as_its_words_and_no_wider_than_its_room():
    ground = color(Role.NEUTRAL).background
    assert max(columns_of(drawn(Badge("Hadir"), 300), ground)) <= badge_size("Hadir").width()
    assert max(columns_of(drawn(Badge("Hadir " * 40), 120), ground)) < 120


def test_a_badge_label_says_its_words_and_hides_without_any(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    label = BadgeLabel(None, window)
    window.show()
    assert not label.isVisible()
    label.show_badge(Badge("Siap", Role.SUCCESS))
    assert label.isVisible()
    assert said(label) == "Siap"
    label.show_badge(None)
    assert not label.isVisible()


def test_a_badge_label_alone_opens_no_window(qtbot):
    label = BadgeLabel(Badge("Siap"))
    qtbot.addWidget(label)
    assert not label.isVisible()


def test_a_badge_button_is_pressed_with_the_keyboard(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    button = BadgeButton(Badge("Kalender →"))
    QVBoxLayout(window).addWidget(button)
    window.show()
    assert said(button) == "Kalender →"
    with qtbot.waitSignal(button.clicked):
        QTest.keyClick(button, Qt.Key.Key_Space)
