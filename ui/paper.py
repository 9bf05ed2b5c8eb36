"""Pages of a PDF on a printer's paper: each at its exact size, drawn in the printer's own dots.

PDFium is called directly: Qt's way to it can draw a page only as a whole, which stops all other
threads meanwhile. It serves one thread at a time: call these functions where long work is done.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QMarginsF, QPoint, QSize, QSizeF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter

from models.errors import UserError
from models.printing.profiles import Margins
from models.printing.transform import AS_IT_IS, UNCORRECTED, Affine, Correction
from models.progress import Progress, Work
from models.words import _
from ui.print_server import refusal

if TYPE_CHECKING:
    from pypdfium2 import PdfBitmap, PdfDocument, PdfPage

INCH = 25.4
POINT = INCH / 72
SHARPEST = 600
"""Dots per inch beyond which a printer's own resolution only makes the job larger."""
BAND = 256
"""Rows of dots drawn at once: the memory stays small, and others get their turn."""
SPARE = 2.0
"""Millimetres by which paper may be smaller than the page: drivers round, and call it equal."""


class Size(NamedTuple):
    """A width and a height in millimetres."""

    width: float
    height: float


def measure(paper: Path) -> tuple[int, Size]:
    """Return how many pages a PDF has, and the size of the first. Raises OSError if it is none."""
    with _opened(paper) as document:
        width, height = document.get_page_size(0)
        return len(document), Size(width * POINT, height * POINT)


def printer_for(page: Size, title: str, *, one_sided: bool = False) -> QPrinter:
    """Return the usual printer, set to paper of the size of ``page`` without margins."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    if one_sided:
        printer.setDuplex(QPrinter.DuplexMode.DuplexNone)
    printer.setFullPage(True)
    printer.setPageLayout(layout_for(page))
    return printer


def layout_for(page: Size) -> QPageLayout:
    """Return the layout of a page that fills its paper.

    Drivers know card and paper sizes upright only: a wide page lies across an upright one.
    """
    wide = page.width > page.height
    upright = QSizeF(min(page), max(page))
    size = QPageSize(upright, QPageSize.Unit.Millimeter, "", QPageSize.SizeMatchPolicy.FuzzyMatch)
    way = QPageLayout.Orientation.Landscape if wide else QPageLayout.Orientation.Portrait
    layout = QPageLayout(size, way, QMarginsF())
    layout.setMode(QPageLayout.Mode.FullPageMode)
    return layout


def paper_of(printer: QPrinter) -> Size:
    """Return the size of the paper a printer is set to, as it lies."""
    size = printer.pageLayout().fullRect(QPageLayout.Unit.Millimeter).size()
    return Size(size.width(), size.height())


def margins_of(queue: str, page: tuple[float, float]) -> Margins:
    """Return what a printer says it leaves blank on paper of this size."""
    printer = printer_for(Size(*page), "")
    printer.setPrinterName(queue)
    printer.setPageLayout(layout_for(Size(*page)))
    layout = printer.pageLayout()
    layout.setUnits(QPageLayout.Unit.Millimeter)
    blank = layout.minimumMargins()
    return Margins(blank.left(), blank.top(), blank.right(), blank.bottom())


def has_room(page: Size, paper: Size) -> bool:
    """Whether ``page`` fits on ``paper``."""
    return page.width <= paper.width + SPARE and page.height <= paper.height + SPARE


def chosen_pages(printer: QPrinter, count: int) -> range:
    """Return the pages, counted from 0, that were chosen in the dialog; at first all ``count``."""
    first, last = printer.fromPage() or 1, printer.toPage() or count
    return range(max(first, 1) - 1, min(last, count))


def send(
    paper: Path, printer: QPrinter, pages: Sequence[int], correction: Correction = UNCORRECTED
) -> Work[None]:
    """Print some pages of a PDF, each in the middle of the printer's paper.

    ``correction`` is the printer's own; on both sides of the paper, every other page is a back.
    Stopped on the way, no further page is sent; whether those before still come out is up to
    the system.

    Raises:
        UserError: the printer does not take the job.

    """
    printer.setFullPage(True)
    if printer.resolution() > SHARPEST:
        printer.setResolution(SHARPEST)
    with _opened(paper) as document:
        yield from _print(document, printer, _with_copies(printer, pages), correction)
    if printer.printerState() is QPrinter.PrinterState.Error:
        raise UserError(_("The printer reported an error. Look at it, then print again."))
    if _is_a_queue(printer) and (said := refusal(printer.printerName())):
        raise UserError(said)


def _opened(paper: Path) -> "PdfDocument":
    import pypdfium2  # here, where long work is done: loading it would hold the window up

    try:
        return pypdfium2.PdfDocument(paper)
    except pypdfium2.PdfiumError as error:
        raise OSError(f"{paper.name}: {error}") from error


def _with_copies(printer: QPrinter, pages: Sequence[int]) -> list[int]:
    """Return the pages as often as they are to come out, if the printer cannot do so itself."""
    copies = 1 if printer.supportsMultipleCopies() else printer.copyCount()
    if printer.collateCopies():
        return [*pages] * copies
    return [page for page in pages for _copy in range(copies)]


def is_two_sided(printer: QPrinter) -> bool:
    """Whether a printer is set to print on both sides of the paper."""
    return printer.duplex() in (
        QPrinter.DuplexMode.DuplexLongSide,
        QPrinter.DuplexMode.DuplexShortSide,
    )


def _is_a_queue(printer: QPrinter) -> bool:
    return printer.outputFormat() is QPrinter.OutputFormat.NativeFormat


def _print(
    document: "PdfDocument", printer: QPrinter, pages: Sequence[int], correction: Correction
) -> Iterator[Progress]:
    sides = (correction.front, correction.back if is_two_sided(printer) else correction.front)
    painter = QPainter()
    if not painter.begin(printer):
        raise UserError(_("The printer does not take the job. Is it switched on and connected?"))
    painter.setRenderHint(QPainter.RenderHint.LosslessImageRendering)
    whole = False
    try:
        for number, page in enumerate(pages):
            if number and not printer.newPage():
                raise UserError(_("The printer takes no more pages. Look at it, then print again."))
            for place, image in _bands(document, page, printer, sides[number % 2]):
                yield Progress(number, len(pages))
                painter.drawImage(place, image)
        whole = True
    finally:
        if not whole:
            printer.abort()
        painter.end()


def _bands(
    document: "PdfDocument", number: int, printer: QPrinter, correction: Affine
) -> Iterator[tuple[QPoint, QImage]]:
    """Yield a page in bands from top to bottom, each with its place on the paper, in dots."""
    page = document[number]
    try:
        dots = printer.resolution() / 72
        room = printer.pageLayout().fullRectPixels(printer.resolution()).size()
        if correction == AS_IT_IS:
            yield from _straight(page, dots, room)
        else:
            yield from _corrected(page, dots, room, correction)
    finally:
        page.close()


def _straight(page: "PdfPage", dots: float, room: QSize) -> Iterator[tuple[QPoint, QImage]]:
    from pypdfium2 import raw

    size = QSize(*(round(side * dots) for side in page.get_size()))
    spare = room - size
    left, top = spare.width() // 2, spare.height() // 2
    for row, bitmap in _blank(size):
        whole = size.width(), size.height()
        raw.FPDF_RenderPageBitmap(bitmap, page, 0, -row, *whole, 0, _flags())
        yield QPoint(left, top + row), _image(bitmap)


def _corrected(
    page: "PdfPage", dots: float, room: QSize, correction: Affine
) -> Iterator[tuple[QPoint, QImage]]:
    """Draw the page from the start as it must lie: what is drawn is not sampled once more."""
    from pypdfium2 import raw

    xx, xy, yx, yy, dx, dy = correction
    wide, high = page.get_size()
    left = room.width() / 2 + dots * (dx / POINT - xx * wide / 2 - xy * high / 2)
    top = room.height() / 2 + dots * (dy / POINT - yx * wide / 2 - yy * high / 2)
    for row, bitmap in _blank(room):
        matrix = raw.FS_MATRIX(xx * dots, yx * dots, xy * dots, yy * dots, left, top - row)
        all_of_it = raw.FS_RECTF(0, 0, bitmap.width, bitmap.height)
        raw.FPDF_RenderPageBitmapWithMatrix(bitmap, page, matrix, all_of_it, _flags())
        yield QPoint(0, row), _image(bitmap)


def _flags() -> int:
    from pypdfium2 import raw

    flags: int = raw.FPDF_ANNOT | raw.FPDF_PRINTING
    return flags


def _blank(size: QSize) -> "Iterator[tuple[int, PdfBitmap]]":
    """Yield the white bands that make up ``size``, each with the row it begins at."""
    from pypdfium2 import PdfBitmap, raw

    width = size.width()
    for row in range(0, size.height(), BAND):
        height = min(BAND, size.height() - row)
        bitmap = PdfBitmap.new_native(width, height, raw.FPDFBitmap_BGRx)
        bitmap.fill_rect((255, 255, 255, 255), 0, 0, width, height)
        yield row, bitmap
        bitmap.close()


def _image(bitmap: "PdfBitmap") -> QImage:
    made = QImage.Format.Format_RGB32
    return QImage(bitmap.buffer, bitmap.width, bitmap.height, bitmap.stride, made).copy()
