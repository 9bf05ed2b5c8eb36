"""A field for a colour: one of the office's own, or any other, typed or picked."""

import re

from PySide6.QtCore import Signal
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QColorDialog, QHBoxLayout, QToolButton, QWidget
from typing_extensions import override

from models.designs.design import Theme
from models.designs.look import Look
from models.words import _, shorten
from ui.icons import icon
from ui.look import Surface, em, let_tab_reach, rings_buttons, surface
from ui.widgets.choice import Choice
from ui.widgets.read_field import ReadField

OTHER = "other"
"""Stands for a colour of one's own among those that are offered."""
_COLOUR = re.compile(r"#?([0-9a-fA-F]{6})")


class HexField(ReadField[str]):
    """Reads ``#0B7A53`` and ``0b7a53``."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """Make an empty field that a screen reader calls ``name``."""
        super().__init__("#0b7a53", parent)
        self.setAccessibleName(name)
        self.setMaxLength(9)

    @override
    def read(self, text: str) -> str | None:
        found = _COLOUR.fullmatch(text.strip())
        return f"#{found[1].lower()}" if found else None

    @override
    def write(self, value: str) -> str:
        return value

    @override
    def complaint(self, text: str) -> str:
        return _("“{given}” is no colour. Type it like {example}.").format(
            given=shorten(text, 20), example="#0b7a53"
        )


class OwnColour(QWidget):
    """A colour as ``#rrggbb``, and a button that lets one be picked."""

    changed = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = HexField(name)
        self.pick = QToolButton()
        self.pick.setAutoRaise(True)
        self.pick.setToolTip(_("Pick a colour"))
        self.pick.setAccessibleName(f"{self.pick.toolTip()}: {name}")
        let_tab_reach(self.pick)
        _keep_inks(self.pick)
        self.setFocusProxy(self.line)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(em(self, 0.3))
        row.addWidget(self.line, 1)
        row.addWidget(self.pick)
        self.line.changed.connect(self.changed)
        self.line.textChanged.connect(self._show)
        self.pick.clicked.connect(self._open)
        self._show()

    def value(self) -> str | None:
        """Return the colour; None for none, and for what cannot be read."""
        return self.line.value()

    def show_value(self, value: str | None) -> None:
        """Show a colour, or none."""
        self.line.set_value(value)

    def problem(self) -> str:
        """Return what to say of what is typed, if it is no colour."""
        return self.line.problem()

    def _show(self) -> None:
        value = self.line.value()
        self.pick.setIcon(swatch(value) if value else icon("palette"))

    def _open(self) -> None:
        dialog = QColorDialog(QColor(self.value() or "#ffffff"), self)
        dialog.setOption(QColorDialog.ColorDialogOption.DontUseNativeDialog)
        dialog.colorSelected.connect(lambda colour: self._take(colour.name()))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _take(self, value: str) -> None:
        self.show_value(value)
        self.changed.emit()


class ColourField(QWidget):
    """Offers the colours of the office by their names; ``""`` is no colour at all."""

    changed = Signal()
    """The person chose another colour; not after ``show_value``."""

    def __init__(self, name: str, *, none: bool = False, parent: QWidget | None = None) -> None:
        """Make a field that a screen reader calls ``name``; ``none`` may be chosen, too."""
        super().__init__(parent)
        offered = {**({"": _("None")} if none else {}), **theme_names()}
        self._offered = tuple(offered)
        self.choice = Choice({**offered, OTHER: _("Another colour")})
        self.choice.setAccessibleName(name)
        self.own = OwnColour(name)
        self.setFocusProxy(self.choice)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(em(self, 0.3))
        row.addWidget(self.choice, 1)
        row.addWidget(self.own, 1)
        for shown in (self.choice, self.choice.view()):
            _keep_inks(shown)
        self.choice.picked.connect(self._pick)
        self.own.changed.connect(self.changed)
        self.own.hide()

    def value(self) -> str | None:
        """Return the colour as a design names it; None where it cannot be read."""
        chosen = self.choice.value()
        return self.own.value() if chosen == OTHER else chosen

    def show_value(self, value: str | None) -> None:
        """Show a colour; None where several elements have not the same."""
        other = value is not None and value not in self._offered
        self.own.setVisible(other)
        if value is None:
            self.choice.setCurrentIndex(-1)
        else:
            self.choice.show_value(OTHER if other else value)
        if other and value != self.own.value():
            self.own.show_value(value)

    def problem(self) -> str:
        """Return what to say of what is typed, if it is no colour."""
        return self.own.problem() if not self.own.isHidden() else ""

    def show_look(self, look: Look) -> None:
        """Show beside the names what the office's colours look like."""
        for place, name in enumerate(self._offered):
            if name:
                self.choice.setItemIcon(place, swatch(look.ink(name)))

    def _pick(self) -> None:
        other = self.choice.value() == OTHER
        self.own.setVisible(other)
        if other:
            self.own.setFocus()
        self.changed.emit()


def theme_names() -> dict[str, str]:
    """Return what the colours are called that the office chose for all its designs."""
    return {
        Theme.MAIN.value: _("Main colour"),
        Theme.SECOND.value: _("Second colour"),
        Theme.INK.value: _("Ink"),
        Theme.MUTED.value: _("Grey"),
        Theme.PAPER.value: _("White"),
    }


def swatch(value: str) -> QIcon:
    """Return a patch of a colour."""
    side = 32
    picture = QPixmap(side, side)
    picture.fill(QColor(0, 0, 0, 0))
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(QColor(value))
    painter.setPen(surface(Surface.LINE))
    painter.drawRoundedRect(2, 2, side - 4, side - 4, 6, 6)
    painter.end()
    return QIcon(picture)


def _keep_inks(widget: QWidget) -> None:
    """Let the icons of ``widget`` be seen in their own colours, not in that of its text."""
    if rings_buttons():
        from PySide6Qlementine import AutoIconColor, QlementineStyle

        QlementineStyle.setAutoIconColor(widget, AutoIconColor.None_)
