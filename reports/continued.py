"""Pages that follow those of a canvas in its own file, drawn by operators, with its fonts."""

from array import array
from typing import Any

from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas
from typing_extensions import override

from reports.document import Document, Objects


class Continued(Document):
    """Pages behind those that ``canvas`` has shown; they are written as the canvas is saved.

    A file of its own would have each font once more, and would have to be joined to the first.
    """

    def __init__(self, canvas: Canvas, page: tuple[float, float]) -> None:
        """Continue with pages ``page`` millimetres wide and high."""
        within: Any = canvas  # the stubs leave its document out
        self._pdf = within._doc
        self._file = _Kept(self._pdf)
        self._pages = self._pdf.Pages
        self._numbers = array("L")
        self._begin(page)

    @property
    @override
    def pages(self) -> int:
        return len(self._numbers)

    @override
    def _add_to_tree(self, number: int) -> None:
        self._numbers.append(number)
        name = self._pdf.numberToId[number]
        self._pages.addPage(pdfdoc.PDFObjectReference(name))

    @override
    def save(self) -> None:
        """Leave it to the canvas, which knows all that is to be written."""


class _Kept(Objects):
    """Objects that are kept, compressed, until the canvas is saved."""

    def __init__(self, pdf: Any) -> None:  # noqa: ANN401 - a PDFDocument, of which the stubs say half
        self._pdf = pdf

    @override
    def add(self, body: bytes) -> int:
        name = self._pdf.Reference(_Body(body)).name
        number: int = self._pdf.idToObjectNumberAndVersion[name][0]
        return number

    @override
    def end(self) -> None:
        """Leave it to the canvas."""


class _Body(pdfdoc.PDFObject):
    """An object as it stands in the file."""

    def __init__(self, body: bytes) -> None:
        self._body = body

    def format(self, document: pdfdoc.PDFDocument) -> bytes:
        return self._body
