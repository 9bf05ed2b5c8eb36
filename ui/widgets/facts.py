"""A few facts on a card: what each is of at the left, faint; the fact beside it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from ui.look import FAINT, em
from ui.widgets.text import Text


class Facts(QWidget):
    """Names and facts in two columns; a fact without words is left out."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._facts: list[tuple[str, str]] = []
        self._rows: list[tuple[Text, Text]] = []
        # A form would keep the heights its lines had before they were as wide as they are.
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(em(self))
        self._grid.setVerticalSpacing(em(self, 0.4))
        self._grid.setColumnStretch(1, 1)

    def show_facts(self, facts: Sequence[tuple[str, str]]) -> None:
        """Show ``facts``, pairs of name and words, instead of what was there."""
        self._facts = [(name, words) for name, words in facts if words]
        for row in self._rows:
            for widget in row:
                widget.setParent(None)
        self._rows = [self._add_row(at, *fact) for at, fact in enumerate(self._facts)]
        self._grid.setRowStretch(len(self._rows), 1)  # what room is left stays below

    def shown(self) -> dict[str, str]:
        """Return the facts by their names."""
        return dict(self._facts)

    def _add_row(self, at: int, name: str, words: str) -> tuple[Text, Text]:
        said = Text(words, wrap=True)
        said.setAccessibleName(f"{name}: {words}")
        named = Text(name, ink=FAINT)
        named.setAlignment(Qt.AlignmentFlag.AlignTop)  # at the first of several lines
        self._grid.addWidget(named, at, 0)
        self._grid.addWidget(said, at, 1)
        self._grid.setRowStretch(at, 0)
        return named, said
