from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton

from tests.ui.reach import said
from ui.widgets.empty_state import EmptyState
from ui.widgets.header import action_button
from ui.widgets.page import Page

LONG = "Sosialisasi Petani " * 20


@pytest.fixture
def page(qtbot):
    page = Page("Mitra", "12 mitra", [action_button("Mitra baru", "plus", primary=True)])
    qtbot.addWidget(page)
    page.resize(900, 500)
    page.show()
    return page


def test_a_page_shows_its_title_and_changes_it(page):
    page.header.show_title(LONG, "<b>kecil</b>")
    assert page.header.title() == LONG
    texts = [label.text() for label in page.findChildren(QLabel)]
    assert "<b>kecil</b>" in texts


def test_a_long_title_leaves_room_for_the_actions(page):
    page.header.show_title(LONG, LONG)
    page.grab()
    button = page.findChild(QPushButton)
    assert page.rect().contains(button.mapTo(page, button.rect().bottomRight()))
    assert page.header.minimumSizeHint().width() < 500


@pytest.mark.parametrize("served", [True, False])
def test_beside_the_title_the_actions_end_where_the_page_does(page, served):
    if served:
        page.header.search_with(lambda text: [])
    page.resize(1200, 500)
    page.grab()
    button = page.findChild(QPushButton)
    assert button.mapTo(page.header, button.rect().topRight()).x() == page.header.rect().right()


def test_the_search_of_everything_is_there_once_someone_serves_it(page):
    assert not page.header.search.isVisible()
    page.header.search_with(lambda text: [(1, text.upper(), "")])
    assert page.header.search.isVisible()
    QTest.keyClicks(page.header.search, "ada")
    assert [p.text for p in page.header.search.proposals()] == ["ADA"]


def test_the_hint_of_the_search_names_its_key_however_narrow_it_is(page):
    page.header.search_with(lambda text: [])
    page.resize(1400, 500)
    assert page.header.search.placeholderText() == "Search anything…  Ctrl+K"
    page.resize(560, 500)
    assert page.header.search.placeholderText() == "Ctrl+K"
    assert said(page.header.search) == "Search anything…  Ctrl+K"
    page.resize(1400, 500)
    assert page.header.search.placeholderText() == "Search anything…  Ctrl+K"


def test_tools_go_below_the_title_before_they_cut_it_short(page):
    page.header.search_with(lambda text: [])
    page.header.show_title("Sosialisasi Petani Desa Pimping")
    page.resize(1400, 500)
    assert page.header.search.y() < page.header._title.geometry().bottom()
    page.resize(460, 500)
    assert page.header.search.y() > page.header._title.geometry().bottom()


def _stands(header, *, below):
    return (header.search.y() > header._title.geometry().bottom()) is below


def test_in_a_narrow_window_a_title_that_has_a_line_is_not_cut_short(page, qtbot):
    page.header.search_with(lambda text: [])
    page.resize(600, 500)
    for title, below in (("Mitra", False), ("Keluarga dan kelompok tani", True), (LONG, False)):
        page.header.show_title(title)
        qtbot.waitUntil(partial(_stands, page.header, below=below))


def test_a_search_alone_below_the_title_is_as_wide_as_the_page(qtbot):
    page = Page("Keluarga dan kelompok tani yang baru", "")
    qtbot.addWidget(page)
    page.header.search_with(lambda text: [])
    page.resize(560, 500)
    page.show()
    page.grab()
    assert page.header.search.width() == page.header.width()


def test_the_actions_go_below_the_search_before_the_page_scrolls_sideways(page):
    header = page.header
    header.search_with(lambda text: [])
    before = page.findChild(QPushButton)
    header.add_action(action_button("Gabungkan yang mungkin sama"))
    header.add_action(action_button("Unggahan yang dikembalikan lembaga"))
    page.resize(1400, 500)
    assert header.search.geometry().center().y() == before.geometry().center().y()
    page.resize(header.minimumSizeHint().width() + 60, 500)
    assert before.y() > header.search.geometry().bottom()
    assert page._scroll.horizontalScrollBar().maximum() == 0
    page.resize(1400, 500)
    assert header.search.geometry().center().y() == before.geometry().center().y()


def test_a_page_begins_where_it_was_told(page, qtbot):
    field = QLineEdit()
    page.add(field)
    page.begin_at(field)
    page.activateWindow()
    qtbot.waitUntil(lambda: page.isActiveWindow() and field.isVisible())
    page.begin()
    assert field.hasFocus()


def test_a_page_taller_than_the_window_scrolls_by_keys(qtbot, page):
    lines = [QLabel(f"line {number}") for number in range(60)]
    for line in lines:
        page.add(line)
    page.resize(683, 300)

    def height():
        return lines[-1].mapTo(page, lines[-1].rect().center()).y()

    qtbot.waitUntil(lambda: height() > page.height())
    before = height()
    QTest.keyClick(page, Qt.Key.Key_PageDown)
    assert height() < before
    QTest.keyClick(page, Qt.Key.Key_PageUp)
    assert height() == before


def test_a_button_shows_the_ampersand_of_its_text(qtbot):
    button = action_button("Simpan & cetak")
    qtbot.addWidget(button)
    assert button.text() == "Simpan && cetak"
    assert not button.isDefault()


def test_an_empty_page_says_why_and_offers_what_to_do(qtbot):
    empty = EmptyState("calendar-days", "Belum ada kegiatan.", "Kegiatan baru")
    qtbot.addWidget(empty)
    empty.show()
    with qtbot.waitSignal(empty.chosen):
        QTest.keyClick(empty.findChild(QPushButton), Qt.Key.Key_Space)
    empty.say("Tidak ada yang cocok.")
    assert "Tidak ada yang cocok." in [label.text() for label in empty.findChildren(QLabel)]
    assert said(empty.findChild(QPushButton)) == "Kegiatan baru"


def test_without_an_offer_there_is_no_button(qtbot):
    empty = EmptyState("search", "Tidak ada yang cocok.")
    qtbot.addWidget(empty)
    assert empty.findChild(QPushButton) is None
