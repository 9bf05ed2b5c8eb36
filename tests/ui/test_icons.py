import gc

import pytest
from PySide6.QtCore import QByteArray, QSize
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer

from resources import resource
from ui.icons import icon
from ui.look import ACCENT, Role, Theme, color

SHIPPED = sorted(
    path.name.removesuffix(".svg")
    for path in resource("icons").iterdir()
    if path.name.endswith(".svg")
)


def ink(picture, mode=QIcon.Mode.Normal):
    image = picture.pixmap(QSize(64, 64), 1.0, mode).toImage()
    seen = [image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height())]
    return {c.name() for c in seen if c.alpha() == 255}


def test_icons_follow_the_palette(qapp):
    picture = icon("id-card")
    before = QGuiApplication.palette()
    try:
        for rgb in ("#ff0000", "#00ff00"):
            palette = QPalette(before)
            palette.setColor(QPalette.ColorRole.WindowText, QColor(rgb))
            QGuiApplication.setPalette(palette)
            assert ink(picture) == {rgb}
    finally:
        QGuiApplication.setPalette(before)


def test_an_icon_may_be_drawn_in_the_ink_of_a_role(look):
    picture = icon("triangle-alert", Role.WARNING)
    light = color(Role.WARNING).ink.name()
    assert ink(picture) == {light}
    look.wear(Theme.DARK)
    assert ink(picture) == {color(Role.WARNING).ink.name()}
    assert light != color(Role.WARNING).ink.name()


def test_a_disabled_icon_is_faded():
    palette = QGuiApplication.palette()
    faded = palette.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.WindowText).name()
    assert ink(icon("save"), QIcon.Mode.Disabled) == {faded}
    assert ink(icon("save", Role.DANGER), QIcon.Mode.Disabled) == {faded}


def test_a_chosen_icon_is_in_the_ink_of_what_is_chosen():
    chosen = QGuiApplication.palette().color(QPalette.ColorRole.HighlightedText).name()
    assert ink(icon("save"), QIcon.Mode.Selected) == {chosen}


def test_a_copied_icon_keeps_its_ink():
    assert ink(QIcon(icon("house", ACCENT))) == ink(icon("house", ACCENT)) != ink(icon("house"))


def test_an_icon_that_is_added_to_is_still_drawn():
    plain = icon("house")
    added_to = QIcon(plain)
    added_to.addPixmap(QPixmap(4, 4))  # Qt makes a deep copy first
    gc.collect()
    assert ink(added_to) == ink(plain)


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_icons_are_drawn_with_the_pixels_of_the_screen(scale):
    pixmap = icon("house").pixmap(QSize(16, 16), scale)
    assert pixmap.width() == 16 * scale
    assert pixmap.deviceIndependentSize().width() == 16


def test_a_name_that_is_not_shipped_fails_at_once():
    with pytest.raises(FileNotFoundError):
        icon("no-such-icon")


@pytest.mark.parametrize("name", SHIPPED)
def test_every_shipped_icon_can_be_drawn_in_any_ink(name, qapp):
    text = resource("icons", f"{name}.svg").read_text("utf-8")
    assert "currentColor" in text
    assert QSvgRenderer(QByteArray(text.replace("currentColor", "#000").encode())).isValid()
