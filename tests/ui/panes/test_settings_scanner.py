import pypdfium2
import pytest
import zxingcpp
from PIL import Image
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from models.privacy.leaving import Unnoted
from models.progress import finish
from tests.ui.reach import unnamed
from ui.panes.settings_scanner import ScannerPanel
from ui.printing import Printing
from ui.scanning import TEST_CODE, kept_habit


@pytest.fixture
def panel(bench, stage):
    made = ScannerPanel(bench)
    stage.resize(700, 700)
    stage.layout().addWidget(made)
    made.show()
    QTest.keyClick(QApplication.focusWindow(), Qt.Key.Key_Home)
    return made


def scan(text):
    """Write as a scanner does, a letter a millisecond by the keyboard's clock, at any load."""
    window = QApplication.focusWindow()
    for at, letter in enumerate(f"~{text}\t", start=1):
        key = Qt.Key.Key_Tab if letter == "\t" else ord(letter.upper())
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, letter)
            event.setTimestamp(at)
            QApplication.sendEvent(window, event)


def read(widget, tmp_path):
    """Read the code as a camera would, from the picture of the widget."""
    path = tmp_path / "code.png"
    widget.grab().save(str(path))
    with Image.open(path) as picture:
        return [one.text for one in zxingcpp.read_barcodes(picture)]


def test_the_codes_on_the_screen_can_be_read(panel, tmp_path):
    panel.begin_test.click()
    assert read(panel.qr, tmp_path) == [TEST_CODE]
    assert read(panel.bars, tmp_path) == [TEST_CODE]


def test_three_scans_teach_what_the_scanner_writes(panel, settings, qtbot):
    panel.begin_test.click()
    for left in (2, 1):
        scan(TEST_CODE)
        qtbot.waitUntil(lambda left=left: len(panel._scans) == 3 - left)
        assert "~" in panel.notice.text()
    scan(TEST_CODE)
    qtbot.waitUntil(lambda: panel.notice.text() == "The scanner is known now.")
    habit = kept_habit(settings)
    assert (habit.prefix, habit.suffix) == ("~", "\t")
    assert "Before each code: ~. After it: Tab." in panel.known.text()
    assert not panel._watch.watching
    panel.forget.click()
    assert kept_habit(settings).prefix == ""


def test_another_code_is_told_and_does_not_count(panel, qtbot):
    panel.begin_test.click()
    scan("6501034507880002")
    qtbot.waitUntil(lambda: "not the test code" in panel.notice.text())
    assert panel._scans == []


def test_the_sheet_is_printed_and_its_codes_are_the_test_code(panel, monkeypatch, tmp_path):
    asked = []
    monkeypatch.setattr(Printing, "print_pdf", lambda _self, *how: asked.append(how))
    panel.print_sheet.click()
    [(write, title, lets_out)] = asked
    finish(write(tmp_path / "sheet.pdf"))
    said = pypdfium2.PdfDocument(tmp_path / "sheet.pdf")[0].get_textpage().get_text_bounded()
    assert TEST_CODE in said
    assert title == "Scanner test sheet"
    assert lets_out is Unnoted.NAMES_NOBODY


def test_the_test_ends_with_the_page(panel):
    panel.begin_test.click()
    assert panel._watch.watching
    panel.hide()
    assert not panel._watch.watching


def test_whether_there_is_a_scanner_and_what_it_does_is_kept(panel, settings):
    settings.scanner = True
    panel.read()
    panel.marks.click()
    assert not settings.scan_marks
    panel.there.click()
    assert not settings.scanner
    assert not panel.marks.isEnabled()


def test_every_control_has_a_name(panel, stage):
    panel.begin_test.click()
    assert unnamed(stage) == []
