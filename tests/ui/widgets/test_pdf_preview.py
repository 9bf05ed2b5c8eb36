from io import BytesIO

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from reportlab.pdfgen.canvas import Canvas

from tests.ui.reach import said
from ui.widgets.pdf_places import room_of
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


@pytest.fixture
def linked(preview, tmp_path):
    """A preview of two pages with three figures that lead somewhere, and a link to elsewhere."""
    canvas = Canvas(str(tmp_path / "l.pdf"), pagesize=(595, 842), invariant=True)
    canvas.drawString(72, 720, "Hadir 47 orang")
    canvas.linkURL("jangkau:present", (72, 700, 200, 740))
    canvas.linkURL("jangkau:enrolled", (300, 700, 400, 740))
    canvas.linkURL("https://example.org", (72, 300, 200, 340))
    canvas.showPage()
    canvas.drawString(72, 720, "Hadir lagi, hadir")
    canvas.linkURL("jangkau:paid", (72, 100, 200, 140))
    canvas.showPage()
    canvas.save()
    preview.show_file(tmp_path / "l.pdf")
    return preview


def middle(preview, number):
    return room_of(view(preview), preview.links()[number]).center().toPoint()


def test_figures_that_lead_to_lists_are_known_in_reading_order(linked):
    assert [(one.address, one.page) for one in linked.links()] == [
        ("jangkau:present", 0),
        ("jangkau:enrolled", 0),
        ("jangkau:paid", 1),
    ]


@pytest.mark.parametrize("zooming", [None, 0.5, 2.0])
def test_a_click_on_a_figure_opens_its_list(linked, qtbot, zooming):
    if zooming is not None:
        linked.zoom(zooming)
    port = view(linked).viewport()
    with qtbot.waitSignal(linked.link_opened) as opened:
        QTest.mouseClick(port, Qt.MouseButton.LeftButton, pos=middle(linked, 0))
    assert opened.args == ["jangkau:present"]


def ink(preview, room):
    """Return how far from the left of a room of the viewport anything dark is drawn."""
    inside = view(preview).viewport().grab().toImage().copy(room.toAlignedRect())
    return [
        x
        for x in range(inside.width())
        for y in range(inside.height())
        if inside.pixelColor(x, y).lightness() < 100
    ]


def test_the_pages_lie_where_the_links_are_looked_for(linked, qtbot):
    linked.zoom(1 / linked.scale())
    view(linked).verticalScrollBar().setValue(0)
    place = room_of(view(linked), linked.links()[0])
    qtbot.waitUntil(lambda: bool(ink(linked, place)))  # pages are drawn in another thread
    assert min(ink(linked, place)) < 6, "the text begins where the link does"


def test_a_click_beside_the_figures_opens_nothing(linked):
    opened = []
    linked.link_opened.connect(opened.append)
    QTest.mouseClick(view(linked).viewport(), Qt.MouseButton.LeftButton, pos=QPoint(3, 3))
    assert opened == []


def test_a_hand_is_shown_over_a_figure_only(linked):
    port = view(linked).viewport()
    QTest.mouseMove(port, middle(linked, 1))
    assert port.cursor().shape() is Qt.CursorShape.PointingHandCursor
    QTest.mouseMove(port, QPoint(3, 3))
    assert port.cursor().shape() is not Qt.CursorShape.PointingHandCursor


def test_the_keyboard_goes_through_the_figures_and_opens_one(linked):
    opened = []
    linked.link_opened.connect(opened.append)
    linked.setFocus()
    for _time in range(3):
        QTest.keyClick(linked, Qt.Key.Key_N)
    QTest.keyClick(linked, Qt.Key.Key_Return)
    port = view(linked).viewport().rect()
    assert port.contains(middle(linked, 2)), "the second page came into view"
    QTest.keyClick(linked, Qt.Key.Key_N, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(linked, Qt.Key.Key_Return)
    assert opened == ["jangkau:paid", "jangkau:enrolled"]


def test_text_is_searched_from_place_to_place(linked, qtbot):
    QTest.keyClick(linked, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    bar = linked.search
    assert bar.isVisible()
    QTest.keyClicks(bar.field, "hadir")
    qtbot.waitUntil(lambda: bar.told.text() == "1 of 3")
    QTest.keyClick(bar.field, Qt.Key.Key_Return)
    assert bar.told.text() == "2 of 3"
    assert view(linked).pageNavigator().currentPage() == 1
    QTest.keyClick(bar.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert bar.told.text() == "1 of 3"
    bar.go(-1)
    assert bar.told.text() == "3 of 3"


def test_what_is_not_there_is_said(linked, qtbot):
    linked.search.begin()
    QTest.keyClicks(linked.search.field, "tidak ada")
    qtbot.waitUntil(lambda: linked.search.told.text() == "not found")
    assert not linked.search.after.isEnabled()


def test_escape_leaves_the_search(linked, qtbot):
    linked.search.begin()
    QTest.keyClicks(linked.search.field, "hadir")
    QTest.keyClick(linked.search.field, Qt.Key.Key_Escape)
    QTest.keyClick(linked.search.field, Qt.Key.Key_Escape)
    assert not linked.search.isVisible()
    assert view(linked).hasFocus()
