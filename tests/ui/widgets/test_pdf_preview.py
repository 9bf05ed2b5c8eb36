from io import BytesIO

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from reportlab.pdfgen.canvas import Canvas

from tests.ui.reach import said
from ui.widgets.pdf_preview import LEAST, MOST, STEP, PdfPreview


def pdf(path, pages=3):
    out = BytesIO()
    canvas = Canvas(out, pagesize=(595, 842), invariant=True)
    for number in range(pages):
        canvas.drawString(72, 720, f"Page {number + 1}")
        canvas.showPage()
    canvas.save()
    path.write_bytes(out.getvalue())
    return path


@pytest.fixture
def preview(stage, qtbot):
    made = PdfPreview("Event report")
    stage.layout().addWidget(made)
    made.show()
    made.setFocus()
    return made


@pytest.fixture
def shown(preview, tmp_path):
    preview.show_file(pdf(tmp_path / "a.pdf"))
    return preview


def view(preview):
    return preview.findChild(QPdfView)


def turn_wheel(preview, down=False):
    viewport = view(preview).viewport()
    event = QWheelEvent(
        QPointF(9, 9),
        viewport.mapToGlobal(QPointF(9, 9)),
        QPoint(),
        QPoint(0, -120 if down else 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.ControlModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(viewport, event)


def test_a_pdf_is_shown_with_all_its_pages(shown):
    assert shown.pages() == 3


def test_pages_first_fill_the_width(shown, qtbot):
    assert view(shown).zoomMode() is QPdfView.ZoomMode.FitToWidth
    width = view(shown).viewport().width()
    qtbot.waitUntil(lambda: abs(shown.scale() * 595 * view(shown).logicalDpiX() / 72 - width) < 20)


@pytest.mark.parametrize(
    ("key", "factor"),
    [(Qt.Key.Key_Plus, STEP), (Qt.Key.Key_Equal, STEP), (Qt.Key.Key_Minus, 1 / STEP)],
)
def test_keys_zoom_from_the_size_that_is_seen(shown, key, factor):
    before = shown.scale()
    QTest.keyClick(shown, key, Qt.KeyboardModifier.ControlModifier)
    assert shown.scale() == pytest.approx(before * factor)
    QTest.keyClick(shown, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert shown.scale() == pytest.approx(before)


@pytest.mark.parametrize("down", [False, True])
def test_the_wheel_zooms_with_ctrl(shown, down):
    before = shown.scale()
    turn_wheel(shown, down)
    assert shown.scale() == pytest.approx(before / STEP if down else before * STEP)


def test_zooming_has_its_limits(shown):
    for _time in range(40):
        shown.zoom(STEP)
    assert shown.scale() == MOST
    for _time in range(40):
        shown.zoom(1 / STEP)
    assert shown.scale() == LEAST


def test_another_paper_is_shown_at_the_place_looked_at(shown, tmp_path, qtbot):
    bar = view(shown).verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 100)
    bar.setValue(90)
    shown.show_file(pdf(tmp_path / "b.pdf"))
    assert bar.value() == 90


def test_the_paper_before_is_let_go_of(shown, tmp_path):
    shown.show_file(pdf(tmp_path / "b.pdf", 1))
    (tmp_path / "a.pdf").unlink()
    assert shown.pages() == 1


@pytest.mark.parametrize("data", [b"", b"not a PDF", b"%PDF-1.7\n"])
def test_what_is_no_pdf_is_refused(preview, tmp_path, data):
    path = tmp_path / "c.pdf"
    path.write_bytes(data)
    with pytest.raises(OSError, match=r"c\.pdf"):
        preview.show_file(path)


def test_a_closed_paper_is_gone(shown):
    shown.close_file()
    assert shown.pages() == 0


def test_a_screen_reader_knows_what_it_is(shown):
    assert said(view(shown)) == "Event report"
