"""Finds faces in a picture, and frames one as on a passport photo."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QImage

CASCADE = "haarcascade_frontalface_alt2.xml"
LONGEST = 480
"""Pixels of the picture that is searched: faces fill a photo, so this shows enough of them."""
LEAST_SIDE = 20
"""Pixels of a picture that can show a face; the cascade knows none that is smaller."""
LEAST = 0.1
"""How much of the picture's shorter side a face has at least; smaller ones stand behind."""
SURE = 4
"""How many overlapping finds make a face."""

ABOVE, HEAD = 0.3, 1.35
"""The crown over what is found, and the head from crown to chin, as shares of its height."""
FILLS, AIR = 0.6, 0.12
"""The head, and what is free above it, as shares of the photo: shoulders are seen below."""


@dataclass(frozen=True, slots=True)
class Framed:
    """What of a picture becomes the photo, in its pixels, and how many faces are in it."""

    frame: QRectF
    faces: int


def frame_face(picture: QImage, shape: float) -> Framed:
    """Frame the largest face, ``shape`` times as wide as high; the middle if there is none."""
    faces = find_faces(picture)
    size = QSizeF(picture.size())
    if not faces:
        return Framed(middle(size, shape), 0)
    return Framed(frame_round(faces[0], size, shape), len(faces))


def find_faces(picture: QImage) -> list[QRectF]:
    """Return where faces are in ``picture``, the largest first; the first call loads OpenCV."""
    import cv2  # a tenth of a second, and more memory than the rest of the window
    import numpy as np

    if min(picture.width(), picture.height()) < LEAST_SIDE:
        return []
    small = _small_and_grey(picture)
    wide, high = small.width(), small.height()
    grey = np.frombuffer(small.constBits(), np.uint8).reshape(high, small.bytesPerLine())
    least = max(1, round(min(wide, high) * LEAST))
    cascade = cv2.CascadeClassifier(str(Path(cv2.__file__).with_name("data") / CASCADE))
    found = cascade.detectMultiScale(
        grey[:, :wide], scaleFactor=1.1, minNeighbors=SURE, minSize=(least, least)
    )
    scale = picture.width() / wide
    faces = [QRectF(*(float(edge) * scale for edge in face)) for face in found]
    return sorted(faces, key=QRectF.width, reverse=True)


def frame_round(face: QRectF, size: QSizeF, shape: float) -> QRectF:
    """Return the frame that shows a face as a passport photo does, within a picture of ``size``.

    Where the picture is too small for that, the frame is as large as it can be.
    """
    head = face.height() * HEAD
    largest = middle(size, shape)
    high = min(head / FILLS, largest.height())
    crown = face.top() - face.height() * ABOVE
    # In a frame that is too small, what is free is shared between above and below.
    air = max(0.0, min(high * AIR, (high - head) / 2))
    frame = QRectF(face.center().x() - high * shape / 2, crown - air, high * shape, high)
    frame.moveLeft(min(max(frame.left(), 0.0), size.width() - frame.width()))
    frame.moveTop(min(max(frame.top(), 0.0), size.height() - frame.height()))
    return frame


def middle(size: QSizeF, shape: float) -> QRectF:
    """Return the largest frame of this shape in the middle of a picture of ``size``."""
    wide = min(size.width(), size.height() * shape)
    frame = QRectF(0, 0, wide, wide / shape)
    frame.moveCenter(QRectF(0, 0, size.width(), size.height()).center())
    return frame


def _small_and_grey(picture: QImage) -> QImage:
    keep = Qt.AspectRatioMode.KeepAspectRatio
    size = picture.size().boundedTo(picture.size().scaled(LONGEST, LONGEST, keep))
    smooth = Qt.TransformationMode.SmoothTransformation
    return picture.scaled(size, keep, smooth).convertToFormat(QImage.Format.Format_Grayscale8)
