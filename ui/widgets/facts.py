"""A few facts on a card: what each is of at the left, faint; the fact beside it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFormLayout, QWidget

from ui.look import FAINT, em
from ui.widgets.text import Text


class Facts(QWidget):
    """Names and facts in two columns; a fact without words is left out."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._facts: list[tuple[str, str]] = []
        self._layout = QFormLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        self._layout.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._layout.setHorizontalSpacing(em(self))
        self._layout.setVerticalSpacing(em(self, 0.4))

    def show_facts(self, facts: Sequence[tuple[str, str]]) -> None:
        """Show ``facts``, pairs of name and words, instead of what was there."""
        self._facts = [(name, words) for name, words in facts if words]
        while self._layout.rowCount():
            self._layout.removeRow(0)
        for name, words in self._facts:
            said = Text(words, wrap=True)
            said.setAccessibleName(f"{name}: {words}")
            named = Text(name, ink=FAINT)
            named.setAlignment(Qt.AlignmentFlag.AlignTop)  # at the first of several lines
            self._layout.addRow(named, said)

    def shown(self) -> dict[str, str]:
        """Return the facts by their names."""
        return dict(self._facts)
