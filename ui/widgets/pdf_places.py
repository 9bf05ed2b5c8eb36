"""Where the links of a shown PDF are: what they lead to, and their places in the window."""

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPointF, QRectF, QSizeF
from PySide6.QtPdf import QPdfDocument, QPdfLinkModel
from PySide6.QtPdfWidgets import QPdfView

POINTS = 72


@dataclass(frozen=True, slots=True)
class PdfLink:
    """A link on a page, from 0; ``room`` is in points from the page's upper left corner."""

    address: str
    page: int
    room: QRectF


def links_of(document: QPdfDocument, scheme: str) -> list[PdfLink]:
    """Return the links that begin with ``scheme``, page by page, from top to bottom."""
    model = QPdfLinkModel()
    model.setDocument(document)
    found = []
    for page in range(document.pageCount()):
        model.setPage(page)
        on_page = []
        for row in range(model.rowCount(QModelIndex())):
            index = model.index(row)
            address = index.data(QPdfLinkModel.Role.Url.value).toString()
            if address.startswith(scheme):
                on_page.append(
                    PdfLink(address, page, index.data(QPdfLinkModel.Role.Rectangle.value))
                )
        found += sorted(on_page, key=lambda link: (round(link.room.top()), link.room.left()))
    return found


def room_of(view: QPdfView, link: PdfLink) -> QRectF:
    """Return where a link is in the viewport, in pixels."""
    page, scale = _pages(view)[link.page]
    place = QPointF(link.room.left() * scale, link.room.top() * scale) + page
    return QRectF(place, QSizeF(link.room.width() * scale, link.room.height() * scale))


def _pages(view: QPdfView) -> list[tuple[QPointF, float]]:
    """Return of each page the place of its corner in the viewport, and pixels per point.

    As QPdfView lays pages out, which it does not tell: below one another, each in the middle.
    """
    margins, spacing, port = view.documentMargins(), view.pageSpacing(), view.viewport()
    dots = view.logicalDpiX() / POINTS
    document = view.document()
    room = port.width() - margins.left() - margins.right()
    sizes = []
    for number in range(document.pageCount()):
        points = document.pagePointSize(number)
        scale = dots * view.zoomFactor()
        if view.zoomMode() is not QPdfView.ZoomMode.Custom:
            scale = room / points.width()
        sizes.append((points, scale))
    widest = max((points.width() * scale for points, scale in sizes), default=0.0)
    across = max(widest + margins.left() + margins.right(), port.width())
    left, top = -view.horizontalScrollBar().value(), -view.verticalScrollBar().value()
    found, y = [], float(top + margins.top())
    for points, scale in sizes:
        found.append((QPointF(left + (across - points.width() * scale) / 2, y), scale))
        y += points.height() * scale + spacing
    return found
