"""Cards as a card printer takes them: bitmaps of exactly its dots, one a side.

A printer of ID-1 cards prints 1016 × 648 dots at 300 dpi, a little more than the card, so that
colour reaches its edge. The card lies in the middle, not stretched, and its outermost dots are
drawn out to the end. Nothing of Qt is used here. PDFium serves one thread at a time: call these
functions where long work is done.
"""

from collections.abc import Iterator, Sequence
from math import ceil, floor
from pathlib import Path
from typing import TYPE_CHECKING

from models.errors import UserError
from models.files import replacing
from models.leftovers import passing_folder
from models.office.rights import Right
from models.privacy.leaving import ask_to_leave
from models.progress import Progress, Work
from models.store import Store
from models.words import Words, _
from reports.sheet import ID1, Turn
from ui.documents import write_cards

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray
    from PIL.Image import Image
    from pypdfium2 import PdfDocument, PdfPage

    Dots = NDArray[numpy.uint8]

DPI = 300
DOTS = (1016, 648)
"""Width and height of a card that lies across."""
TURNS = (0, 90, 180, 270)
"""Degrees by which a bitmap may be turned, clockwise."""
_SPARE = 24
"""Dots, 2 mm, that a page may be smaller than the bitmap; another page is not that of a card."""


def write_card_bitmaps(
    store: Store,
    cards: Sequence[int],
    target: Path,
    words: Words,
    *,
    turn: int = 0,
    backs: Turn | None = None,
) -> Work[int]:
    """Write these cards as ``write_bitmaps`` does, to look at; return how many bitmaps there are.

    With ``backs`` each front is followed by its back. Raises UserError where there is no card.
    """
    with store.reading() as session:
        ask_to_leave(session, target, Right.SERVE)
    with passing_folder() as folder:
        paper = folder / "cards.pdf"
        yield from write_cards(store, cards, paper, sheet=ID1, words=words, backs=backs)
        return (yield from write_bitmaps(paper, target, turn=turn))


def write_bitmaps(paper: Path, target: Path, *, turn: int = 0) -> Work[int]:
    """Write each page of a PDF of cards as a PNG file; return how many there are.

    They are numbered from 1 between the name of ``target`` and its suffix. Stopped on the way,
    those written by then are whole. Raises UserError for what is no PDF of single cards, OSError
    where a file cannot be written.
    """
    with _opened(paper) as document:
        count = len(document)
        for number, picture in enumerate(_pictures(document, turn), start=1):
            with replacing(numbered(target, number, count)) as out:
                picture.save(out, "PNG", dpi=(DPI, DPI))
            yield Progress(number, count)
    return count


def bitmaps(paper: Path, *, turn: int = 0) -> "Iterator[Image]":
    """Yield the pages of a PDF of cards as a printer takes them. Raises UserError."""
    with _opened(paper) as document:
        yield from _pictures(document, turn)


def numbered(target: Path, number: int, count: int) -> Path:
    """Return the file of one of ``count`` pages.

    >>> numbered(Path("cards.png"), 7, 120).name
    'cards-007.png'
    """
    return target.with_name(f"{target.stem}-{number:0{len(str(count))}d}{target.suffix}")


def _opened(paper: Path) -> "PdfDocument":
    import pypdfium2  # here, where long work is done

    try:
        return pypdfium2.PdfDocument(paper)
    except (pypdfium2.PdfiumError, OSError) as error:
        raise UserError(_("{path} cannot be read.").format(path=paper.name)) from error


def _pictures(document: "PdfDocument", turn: int) -> "Iterator[Image]":
    for number in range(len(document)):
        page = document[number]
        try:
            yield _picture(page, turn)
        finally:
            page.close()


def _picture(page: "PdfPage", turn: int) -> "Image":
    """Draw a page in the middle of the bitmap and draw its edge out to that of the bitmap."""
    import numpy
    from PIL import Image

    wide, high = (side * DPI / 72 for side in page.get_size())
    width, height = DOTS if wide >= high else DOTS[::-1]
    left, top = (width - wide) / 2, (height - high) / 2
    if not (0 <= 2 * left <= _SPARE and 0 <= 2 * top <= _SPARE):
        raise UserError(_("These pages are not those of single cards: no card printer takes them."))
    drawn = _drawn(page, (width, height), (left, top))
    rows, columns = _whole(top, high, height), _whole(left, wide, width)
    inside = drawn[rows[0] : height - rows[1], columns[0] : width - columns[1]]
    whole = numpy.pad(inside, (rows, columns, (0, 0)), mode="edge")
    return Image.fromarray(numpy.ascontiguousarray(numpy.rot90(whole, -turn // 90)))


def _whole(before: float, length: float, room: int) -> tuple[int, int]:
    """Return how many dots at either end the page does not cover wholly."""
    slack = 1e-3  # of a dot: a side in points is not exact
    return ceil(before - slack), room - floor(before + length + slack)


def _drawn(page: "PdfPage", size: tuple[int, int], corner: tuple[float, float]) -> "Dots":
    import numpy
    from pypdfium2 import PdfBitmap, raw

    bitmap = PdfBitmap.new_native(*size, raw.FPDFBitmap_BGR)
    bitmap.fill_rect((255, 255, 255, 255), 0, 0, *size)
    matrix = raw.FS_MATRIX(DPI / 72, 0, 0, DPI / 72, *corner)
    flags = raw.FPDF_ANNOT | raw.FPDF_PRINTING | raw.FPDF_REVERSE_BYTE_ORDER
    raw.FPDF_RenderPageBitmapWithMatrix(bitmap, page, matrix, raw.FS_RECTF(0, 0, *size), flags)
    try:
        return numpy.array(bitmap.to_numpy())
    finally:
        bitmap.close()
