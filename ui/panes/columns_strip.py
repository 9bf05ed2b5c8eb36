"""What each column of a list holds, to be put right where it was found wrongly."""

from functools import partial
from typing import Protocol

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from models.exchange.columns import ColumnMapping, ColumnProposal
from models.exchange.headers import SheetList
from models.exchange.headings import ColumnKind, title_of
from models.words import _
from ui.look import FAINT, Role, Size, em, mark_problem
from ui.widgets.choice import Choice
from ui.widgets.text import Text

WIDE = 9.5
"""How wide a column's box is, in text lines."""

SURE, LIKELY = 0.85, 0.6
"""From where on what a column seems to hold is called sure, or likely."""


class Listed(Protocol):
    """A list that was found in a file, and what its columns hold."""

    @property
    def found(self) -> SheetList:
        """The list as it stands in the file."""

    @property
    def mapping(self) -> ColumnMapping:
        """What its columns are taken for."""


class ColumnsStrip(QScrollArea):
    """A box for each column of the list, its heading above it; scrolls sideways."""

    changed = Signal(object, object)
    """The place of a column, and the kind that was chosen for it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._boxes: list[Choice[ColumnKind]] = []
        self._sureness: list[Text] = []
        self._found: SheetList | None = None
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)

    def show_columns(self, outlook: Listed) -> None:
        """Show the columns of the list as they are taken now."""
        if outlook.found is self._found:
            self._show_kinds(outlook)
            return
        self._found = outlook.found
        self._boxes, self._sureness = [], []
        inside = QWidget()
        row = QHBoxLayout(inside)
        row.setContentsMargins(0, 0, 0, em(self, 0.7))
        row.setSpacing(em(self, 0.6))
        names = {kind: title_of(kind) for kind in outlook.found.words.kinds}
        for place, title in enumerate(outlook.found.headings):
            heading = title or _("Column {number}").format(number=place + 1)
            row.addWidget(self._column(place, heading, names))
        row.addStretch(1)
        self.setWidget(inside)
        inside.setAutoFillBackground(False)
        self._show_kinds(outlook)

    def begin(self) -> None:
        """Put the keyboard into the first column that nothing is taken from."""
        free = (box for box in self._boxes if box.value() is ColumnKind.OTHER)
        box = next(free, None)
        if box is not None:
            box.setFocus()

    def boxes(self) -> list[Choice[ColumnKind]]:
        """Return the boxes, from the left."""
        return self._boxes

    @override
    def sizeHint(self) -> QSize:
        inside = self.widget()
        height = inside.sizeHint().height() if inside else 0
        return QSize(em(self, 20), height)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(em(self, 10), self.sizeHint().height())

    def _show_kinds(self, outlook: Listed) -> None:
        """Show what each column holds; while one is missing, mark those it could be."""
        missing = bool(outlook.mapping.missing)
        for box, kind in zip(self._boxes, outlook.mapping.kinds, strict=True):
            box.show_value(kind)
            mark_problem(box, Role.WARNING if missing and kind is ColumnKind.OTHER else None)
        told = zip(self._boxes, self._sureness, outlook.found.proposals, strict=True)
        for box, sure, proposal in told:
            said = sureness_said(proposal, box.value())
            sure.setText(said)
            box.setAccessibleDescription(said)

    def _column(self, place: int, heading: str, names: dict[ColumnKind, str]) -> QWidget:
        column = QWidget()
        column.setFixedWidth(em(self, WIDE))
        box = Choice[ColumnKind](names)
        box.setAccessibleName(_("What “{heading}” holds").format(heading=heading))
        box.picked.connect(partial(self._pick, place, box))
        self._boxes.append(box)
        lines = QVBoxLayout(column)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(em(self, 0.15))
        lines.addWidget(Text(heading, Size.CAPTION, FAINT, elide=True))
        lines.addWidget(box)
        self._sureness.append(Text("", Size.CAPTION, FAINT, elide=True))
        lines.addWidget(self._sureness[-1])
        return column

    def _pick(self, place: int, box: Choice[ColumnKind]) -> None:
        self.changed.emit(place, box.value())


def sureness_said(proposal: ColumnProposal, kind: ColumnKind) -> str:
    """Say how surely a column holds ``kind``: by its heading and cells, or because it was told."""
    if kind is not proposal.kind:
        return _("As told")
    if kind is ColumnKind.OTHER:
        return ""
    if proposal.confidence >= SURE:
        return _("Sure")
    return _("Likely") if proposal.confidence >= LIKELY else _("A guess")


def missing_said(outlook: Listed) -> str:
    """Name the columns that are needed and have not been found; empty if there are none."""
    return ", ".join(title_of(kind) for kind in outlook.mapping.missing)


def columns_said(outlook: Listed) -> str:
    """Name the columns that were found, or say which one is lacking."""
    if missing := missing_said(outlook):
        return _("Say which one holds the {missing}").format(missing=missing)
    taken = [
        title_of(kind)
        for kind in outlook.mapping.kinds
        if kind not in (ColumnKind.OTHER, ColumnKind.NUMBER)
    ]
    return ", ".join(taken)
