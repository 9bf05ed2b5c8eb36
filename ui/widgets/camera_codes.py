"""Reads QR codes and bar codes in pictures of the camera."""

from collections.abc import Callable
from functools import partial
from time import monotonic

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QImage

from ui.aside import Aside

AGAIN = 2.0
"""Seconds for which a code must be out of sight before it counts anew."""


class CodeReader(QObject):
    """Tells each code once, however long it is held up."""

    scanned = Signal(str)
    several = Signal()
    """Different codes are in view: which is meant nobody knows, and none is told."""

    def __init__(self, now: Callable[[], float] = monotonic, parent: QObject | None = None) -> None:
        """Make a reader; ``now`` tells the seconds."""
        super().__init__(parent)
        self._now = now
        self._seen: dict[str, float] = {}
        self.reading = Aside(self)
        self.reading.done.connect(self._take)

    def look(self, picture: QImage) -> None:
        """Read what is in ``picture``, unless a later one comes before there is time."""
        self.reading.offer(partial(codes_in, picture))

    def forget(self) -> None:
        """Let every code count anew."""
        self._seen.clear()

    @Slot(object)
    def _take(self, found: frozenset[str]) -> None:
        now = self._now()
        self._seen = {text: when for text, when in self._seen.items() if now - when < AGAIN}
        fresh = found - self._seen.keys()
        if len(found) > 1:
            # Those told already stay so; one that is new counts once it is alone in view.
            self._seen.update((text, now) for text in found & self._seen.keys())
            self.several.emit()
            return
        self._seen.update((text, now) for text in found)
        for text in fresh:
            self.scanned.emit(text)


def codes_in(picture: QImage) -> frozenset[str]:
    """Return what the codes in ``picture`` say; the first call loads the reader.

    Only kinds with a strong check of their own are read: a chance pattern is none of them.
    """
    import zxingcpp
    from zxingcpp import BarcodeFormat, BarcodeFormats

    if picture.isNull():
        return frozenset()
    grey = picture.convertToFormat(QImage.Format.Format_Grayscale8)
    rows = memoryview(grey.constBits()).cast("B", (grey.height(), grey.bytesPerLine()))
    kinds = (
        BarcodeFormat.QRCode,
        BarcodeFormat.DataMatrix,
        BarcodeFormat.Aztec,
        BarcodeFormat.PDF417,
        BarcodeFormat.Code128,
    )
    plain = zxingcpp.TextMode.Plain
    found = zxingcpp.read_barcodes(rows, formats=BarcodeFormats(kinds), text_mode=plain)
    return frozenset(code.text for code in found if code.text)
