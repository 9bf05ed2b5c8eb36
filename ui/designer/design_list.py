"""The card designs there are, shipped and the office's own: as each looks, and what it is for."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent
from PySide6.QtWidgets import QListView, QListWidget, QListWidgetItem, QWidget
from typing_extensions import override

from models.designs.design import LANDSCAPE, Design, Side
from models.designs.keeping import DesignRow, design_rows, find_design
from models.designs.look import Look
from models.designs.looks import office_look
from models.designs.samples import samples
from models.designs.tables import CardDesign
from models.office.queries import office_draft
from models.office.tables import Office
from models.words import Words, _, spoken
from ui.bench import Bench
from ui.designer.card_properties import kind_names
from ui.designer.face_delegate import HIGH, IMAGE_ROLE, WIDE, FaceDelegate
from ui.designer.rendering import Render, Wanted, draw
from ui.designer.whose import drawn
from ui.look import em
from ui.looking import ask
from ui.widgets.fresh import Fresh

KINDS = frozenset({CardDesign, Office})
NO_IMAGE = QImage()
"""What is kept of a design that cannot be drawn."""
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


@dataclass(frozen=True, slots=True)
class Portrait:
    """What the picture of a design is drawn of; the same makes the same picture."""

    design: Design
    office: str
    look: Look


Found = tuple[DesignRow, Portrait]


class DesignList(QListWidget):
    """Shows the designs by their pictures, which are drawn one by one; one is chosen."""

    chosen = Signal()
    """Another design is chosen, or what is shown of it is another."""
    opened = Signal()
    """Enter or a double click."""

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bench = bench
        self._rows: list[DesignRow] = []
        self._portraits: list[Portrait] = []
        self._images: dict[str, tuple[Portrait, float, QImage]] = {}
        self._drawing = False
        self._wanted = ""
        self.setAccessibleName(_("Card designs"))
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMovement(QListView.Movement.Static)
        self.setUniformItemSizes(True)
        self.setItemDelegate(FaceDelegate(self))
        self.setSpacing(em(self, 0.25))
        self.setMinimumHeight(em(self, HIGH + 5))
        self.currentRowChanged.connect(self.chosen)
        self.itemDoubleClicked.connect(self.opened)
        Fresh(self, bench.changes.committed, KINDS, self.read)

    def read(self) -> None:
        """Read the designs anew, off the thread, and draw those whose looks are others now."""
        ask(self._bench, _found, self._take, self)

    def row_chosen(self) -> DesignRow | None:
        """Return the design that is chosen."""
        place = self.currentRow()
        return self._rows[place] if 0 <= place < len(self._rows) else None

    def choose(self, name: str) -> None:
        """Choose the design called ``name``, now or once it is read."""
        self._wanted = name
        self._choose_wanted()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER:
            self.opened.emit()
        else:
            super().keyPressEvent(event)

    def _dots(self) -> float:
        return em(self, WIDE) / max(LANDSCAPE) * self.devicePixelRatioF()

    def _take(self, found: Sequence[Found]) -> None:
        before = self.row_chosen()
        if not self._wanted and before is not None:
            self._wanted = before.name
        self._rows = [row for row, _portrait in found]
        self._portraits = [portrait for _row, portrait in found]
        names = {row.name for row in self._rows}
        self._images = {name: kept for name, kept in self._images.items() if name in names}
        self.blockSignals(True)
        self.clear()
        for row, portrait in found:
            self.addItem(_item(row, self._image(row, portrait)))
        self.blockSignals(False)
        self._choose_wanted()
        self._draw_next()

    def _image(self, row: DesignRow, portrait: Portrait) -> QImage | None:
        """Return the last picture of a design, if it still looks like that."""
        drawn_of, dots, image = self._images.get(row.name, (None, 0.0, None))
        return image if (drawn_of, dots) == (portrait, self._dots()) else None

    def _draw_next(self) -> None:
        """Have the first picture drawn that lacks; none where one is being drawn."""
        if self._drawing:
            return
        for row, portrait in zip(self._rows, self._portraits, strict=True):
            if portrait.design.kinds and self._image(row, portrait) is None:
                self._draw(row.name, portrait, Wanted(portrait.design, Side.FRONT, self._dots()))
                return

    def _draw(self, name: str, portrait: Portrait, wanted: Wanted) -> None:
        self._drawing = True

        def keep(image: QImage) -> None:
            self._drawing = False
            self._images[name] = portrait, wanted.dots, image
            self._show_image(name)
            self._draw_next()

        def fail(error: Exception) -> None:
            keep(NO_IMAGE)
            self._bench.fail(error)

        self._bench.tasks.start(
            draw(_on_a_sample(portrait, spoken()), wanted),
            succeeded=lambda made: keep(made.image),
            failed=fail,
            owner=self,
        )

    def _show_image(self, name: str) -> None:
        for place, (row, portrait) in enumerate(zip(self._rows, self._portraits, strict=True)):
            if row.name == name:
                self.item(place).setData(IMAGE_ROLE, self._image(row, portrait))

    def _choose_wanted(self) -> None:
        names = [row.name for row in self._rows]
        if self._wanted in names:
            self.setCurrentRow(names.index(self._wanted))
            self._wanted = ""
        elif self.currentRow() < 0 and names:
            self.setCurrentRow(0)
        self.chosen.emit()


def standing(row: DesignRow) -> str:
    """Say whose a design is, and which cards are printed by it."""
    used = [kind_names()[kind] for kind in row.used_for]
    if used:
        return _("used for {cards}").format(cards=", ".join(used))
    return _("shipped") if row.id is None else _("own")


def _on_a_sample(portrait: Portrait, words: Words) -> Render:
    def render(design: Design, side: Side) -> bytes:
        face = samples(design.kinds[0], portrait.office)[0].face
        return drawn(face, portrait.look, words)(design, side)

    return render


def _item(row: DesignRow, image: QImage | None) -> QListWidgetItem:
    item = QListWidgetItem(f"{row.title}\n{standing(row)}")
    item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{row.title}, {standing(row)}")
    item.setData(IMAGE_ROLE, image)
    return item


def _found(session: Any) -> list[Found]:  # noqa: ANN401 - see ask
    rows, office = design_rows(session), office_draft(session).name
    designs = [find_design(session, row.name) for row in rows]
    look = office_look(session, designs)
    return [
        (row, Portrait(design, office, look)) for row, design in zip(rows, designs, strict=True)
    ]
