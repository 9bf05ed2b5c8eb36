"""Several widgets in one place, one of them shown: the place is as large as that one."""

from PySide6.QtWidgets import QVBoxLayout, QWidget


class Layers(QWidget):
    """Unlike Qt's stack, which is as large as the largest that lies in it."""

    def __init__(self, *layers: QWidget, fill: bool = False, parent: QWidget | None = None) -> None:
        """Show the first of ``layers``; with ``fill`` it takes all the room there is."""
        super().__init__(parent)
        self._layers = layers
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for layer in layers:
            column.addWidget(layer, int(fill))
        if not fill:
            column.addStretch(1)
        self.show_layer(layers[0])

    def show_layer(self, shown: QWidget) -> None:
        """Show one of the layers."""
        for layer in self._layers:
            layer.setVisible(layer is shown)

    def layer(self) -> QWidget:
        """Return the one that is shown."""
        return next(layer for layer in self._layers if not layer.isHidden())
