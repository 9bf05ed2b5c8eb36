"""Elements of a card on the clipboard of the computer, to be pasted into any design."""

import json
from collections.abc import Sequence

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

from models.designs.design import AnyElement, Design
from models.designs.reading import design_from, plain
from models.errors import UserError

FORMAT = "application/x-jangkau-elements"


def keep_copied(elements: Sequence[AnyElement]) -> None:
    """Put elements on the clipboard."""
    held = plain(Design(name="copied", front=tuple(elements)))
    carried = QMimeData()
    carried.setData(FORMAT, json.dumps(held).encode())
    QGuiApplication.clipboard().setMimeData(carried)


def copied() -> tuple[AnyElement, ...]:
    """Return the elements on the clipboard; none where it holds anything else."""
    held = _held()
    data = held.data(FORMAT).data() if held is not None else b""
    try:
        return design_from(json.loads(bytes(data))).front
    except (ValueError, RecursionError, UserError):  # another program may have put anything there
        return ()


def has_copied() -> bool:
    """Whether the clipboard says that it holds elements."""
    held = _held()
    return held is not None and held.hasFormat(FORMAT)


def _held() -> QMimeData | None:
    return QGuiApplication.clipboard().mimeData()  # None where nothing was ever copied
