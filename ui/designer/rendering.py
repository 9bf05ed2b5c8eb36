"""A card's face as a picture: the PDF of the design, drawn off the screen's thread."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from time import sleep
from typing import NamedTuple

from PySide6.QtCore import QObject, QRectF, Signal
from PySide6.QtGui import QImage

from models.designs.design import AnyElement, Box, Design, Side
from models.progress import Progress, Work
from ui.tasks import Tasks

INCH = 25.4
POINTS = 72 / INCH
SHARPEST = 40.0
"""Dots a millimetre beyond which a face only takes more memory, however near one looks."""

BREATH = 0.025
"""Seconds left to the screen's thread after a change: both would only hold each other up."""

Render = Callable[[Design, Side], bytes]
"""Returns a side of a design as a PDF of one page; called on the thread of long work."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A face that is to be drawn, in dots a millimetre."""

    design: Design
    side: Side
    dots: float


class Piece(NamedTuple):
    """An element in a picture: where it lies on the card, and which part of the picture it is."""

    lies: Box
    image: QImage
    part: QRectF


@dataclass(frozen=True, slots=True)
class Face:
    """The picture of a side as it was ``wanted``."""

    wanted: Wanted
    image: QImage

    def piece(self, index: int, element: AnyElement) -> Piece | None:
        """Return what the picture shows of an element, if it shows it but for where it lies."""
        elements = self.wanted.design.side(self.wanted.side)
        if index >= len(elements):
            return None
        drawn = elements[index]
        lies = drawn.box
        if element is not drawn and replace(element, box=lies) != drawn:
            return None
        dots = self.wanted.dots
        part = QRectF(lies.x * dots, lies.y * dots, lies.width * dots, lies.height * dots)
        return Piece(lies, self.image, part)


class FaceDrawing(QObject):
    """Draws faces one after another; of those asked for meanwhile, only the last.

    ``faces`` are the last pictures of the sides.
    """

    drawn = Signal(object)
    """The ``Face`` that was drawn."""
    failed = Signal(object)
    """The error for which there is no picture."""

    def __init__(self, render: Render, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._render = render
        self._tasks = tasks
        self._next: Wanted | None = None
        self._asked: Wanted | None = None
        self._busy = False
        self.faces: dict[Side, Face] = {}

    def draw_with(self, render: Render) -> None:
        """Draw faces in another way from now on, beginning with the last."""
        self._render = render
        wanted, self._asked = self._asked, None
        if wanted is not None:
            self.ask(wanted)

    def is_latest(self, face: Face) -> bool:
        """Whether a picture is the one that was asked for last."""
        return face.wanted == self._asked

    def ask(self, wanted: Wanted) -> None:
        """Draw a face, unless it was the last asked for: ``drawn`` or ``failed`` tells of it."""
        if wanted == self._asked:
            return
        self._asked = self._next = wanted
        if not self._busy:
            self._start()

    def _start(self) -> None:
        wanted, self._next = self._next, None
        if wanted is None:
            return
        self._busy = True
        self._tasks.start(
            draw(self._render, wanted),
            succeeded=self._keep,
            failed=self.failed.emit,
            ended=self._ended,
            owner=self,
        )

    def _keep(self, face: Face) -> None:
        self.faces[face.wanted.side] = face
        self.drawn.emit(face)

    def _ended(self) -> None:
        self._busy = False
        self._start()


def draw(render: Render, wanted: Wanted) -> Work[Face]:
    """Draw a face, once the screen's thread had time to show what was done."""
    sleep(BREATH)
    yield Progress(0, 0)
    paper = render(wanted.design, wanted.side)
    yield Progress(0, 0)
    return Face(wanted, picture(paper, wanted.dots))


def picture(paper: bytes, dots: float) -> QImage:
    """Return the first page of a PDF as a picture of ``dots`` a millimetre.

    Call it where long work is done. Raises OSError if it is no PDF.
    """
    import pypdfium2  # here, where long work is done: loading it would hold the window up

    try:
        document = pypdfium2.PdfDocument(paper)
    except pypdfium2.PdfiumError as error:
        raise OSError(str(error)) from error
    with document:
        page = document[0]
        bitmap = page.render(scale=dots / POINTS, prefer_bgrx=True)
        made = QImage.Format.Format_RGB32
        image = QImage(bitmap.buffer, bitmap.width, bitmap.height, bitmap.stride, made).copy()
        bitmap.close()
        page.close()
    return image
