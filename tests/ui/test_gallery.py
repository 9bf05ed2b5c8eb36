"""The sample pages fit a small screen and can be used without a mouse."""

import pytest
from PySide6.QtWidgets import QScrollArea

from tests.ui import gallery
from tests.ui.reach import stops, unnamed
from ui.look import Theme

PAGES = [gallery.home, gallery.event, gallery.desk, gallery.parts]
SMALL = (683, 384)
"""1366 × 768 at double scale, in logical pixels."""


@pytest.fixture(params=PAGES, ids=lambda make: make.__name__)
def page(request, qtbot):
    page = request.param()
    qtbot.addWidget(page)
    page.show()
    return page


def test_a_page_on_a_small_screen_scrolls_down_and_never_sideways(qtbot, page):
    rail = 52
    page.resize(SMALL[0] - rail, SMALL[1] - 48)
    scroll = page.findChild(QScrollArea)
    qtbot.waitUntil(lambda: scroll.widget().width() <= scroll.viewport().width())
    assert scroll.horizontalScrollBar().maximum() == 0
    assert scroll.verticalScrollBar().maximum() > 0


def test_everything_on_a_page_has_a_name_and_is_reached(page):
    assert unnamed(page) == []
    assert stops(page)


def test_the_whole_window_shows_every_page_in_both_themes(qtbot, settings, look):
    shell = gallery.shell(settings)
    qtbot.addWidget(shell.window)
    shell.window.show()
    for theme in (Theme.DARK, Theme.LIGHT):
        look.wear(theme)
        for name, _text, _icon in shell.workspace.entries():
            assert shell.show_page(name)
            assert not shell.window.grab().isNull()
