"""The tools of a paper that is shown: its figures' lists, its size, another program to open it."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QWidget

from models.reporting.behind_event import Mark
from models.reporting.lists import mark_said
from models.words import _
from ui.icons import icon
from ui.look import let_tab_reach
from ui.plain import label
from ui.widgets.pdf_preview import STEP, PdfPreview


class FigureMenu(QToolButton):
    """Offers the lists behind the figures of the page in view; there for the keyboard above all."""

    def __init__(self, preview: PdfPreview, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._preview = preview
        self._offered = QMenu(self)
        self._offered.aboutToShow.connect(self._fill)
        self.setMenu(self._offered)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        preview.shown.connect(self._tell)
        self._tell()

    def _tell(self) -> None:
        self.setEnabled(bool(self._preview.links()))

    def _fill(self) -> None:
        """Offer each figure of the page once, table by table; where it has none, those of all."""
        links = self._preview.links()
        here = [one for one in links if one.page == self._preview.page()] or links
        marks = [mark for one in here if (mark := Mark.read(one.address)) is not None]
        tables = list(dict.fromkeys(mark.by for mark in marks))
        self._offered.clear()
        for mark in sorted(dict.fromkeys(marks), key=lambda one: tables.index(one.by)):
            follow = partial(self._preview.link_opened.emit, mark.link())
            self._offered.addAction(label(mark_said(mark)), follow)


class PreviewTools(QWidget):
    """The tools of a preview, side by side."""

    open_asked = Signal()
    """The paper is to be shown in the system's own program."""

    def __init__(self, preview: PdfPreview, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.figures = FigureMenu(preview)
        _dress(self.figures, "chart-column", _("The lists behind the figures of this page"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        for glyph, name, do in (
            ("zoom-out", _("Smaller"), lambda: preview.zoom(1 / STEP)),
            ("zoom-in", _("Larger"), lambda: preview.zoom(STEP)),
            ("maximize", _("As wide as the window"), preview.fit),
            ("folder-open", _("Open in another program"), self.open_asked.emit),
        ):
            button = QToolButton()
            _dress(button, glyph, name)
            button.clicked.connect(do)
            row.addWidget(button)
            self.elsewhere = button
        row.addWidget(self.figures)


def _dress(button: QToolButton, glyph: str, name: str) -> None:
    button.setIcon(icon(glyph))
    button.setAutoRaise(True)
    button.setAccessibleName(name)
    button.setToolTip(name)
    let_tab_reach(button)
