"""Several forms below one another, their fields in one column."""

from PySide6.QtWidgets import QLabel

from ui.widgets.form import FormGrid


def level(*grids: FormGrid) -> None:
    """Give the labels of several grids one width, so that their fields stand below one another."""
    labels = [
        label
        for grid in grids
        for label in grid.children()
        if isinstance(label, QLabel) and not label.isHidden()
    ]
    widest = max(label.sizeHint().width() for label in labels)
    for label in labels:
        label.setMinimumWidth(widest)
