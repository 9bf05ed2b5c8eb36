"""One widget in the place of another, which is then gone."""

from PySide6.QtWidgets import QBoxLayout, QWidget


def put_in_place_of(column: QBoxLayout, old: QWidget, new: QWidget) -> None:
    """Lay ``new`` out where ``old`` was, with as much of the room, and take ``old`` away."""
    place = column.indexOf(old)
    column.insertWidget(place, new, column.stretch(place))
    column.removeWidget(old)  # by name: what a layout hands out outlives what Qt takes away
    old.hide()
    old.deleteLater()
