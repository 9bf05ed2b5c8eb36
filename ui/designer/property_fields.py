"""Fields for what elements of a card have, all of one kind to whoever shows them."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QObject, QSize, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget
from typing_extensions import override

from models.cards.codes import PROGRAMMES
from models.cards.tables import CardKind
from models.designs.design import Condition
from models.designs.placeholders import ASKED, said_fields
from models.words import _
from ui.designer.colour_field import ColourField
from ui.designer.insert_menu import InsertButton
from ui.designer.points_field import PointsField
from ui.look import em
from ui.widgets.choice import Choice
from ui.widgets.millimetre_field import MillimetreField
from ui.widgets.note_field import NoteField

LONGEST = 500
"""Letters that a text of a card may have."""


class Property(QObject):
    """One field: ``widget`` shows a value; None stands for values that differ."""

    edited = Signal(object)
    """The person changed it to this value."""
    told = Signal()
    """What is typed became readable, or unreadable."""
    finished = Signal()
    """What was typed could be read, and typing it has ended."""

    widget: QWidget

    def show(self, value: object) -> None:
        """Show a value; None where several elements have not the same."""
        raise NotImplementedError

    def problem(self) -> str:
        """Return what to say of what is typed, if it cannot be read."""
        return ""


class Measure(Property):
    """A measure in millimetres, or a size in points: changed as one types."""

    def __init__(self, widget: MillimetreField | PointsField) -> None:
        super().__init__(widget)
        self.widget = self._line = widget
        widget.changed.connect(self._type)
        widget.changed.connect(self.told)
        widget.editingFinished.connect(self._finish)

    @override
    def show(self, value: object) -> None:
        self._line.set_value(value if isinstance(value, float | int) else None)

    @override
    def problem(self) -> str:
        return self._line.problem()

    def _type(self) -> None:
        value = self._line.value()
        if value is not None:
            self.edited.emit(value)

    def _finish(self) -> None:
        if self._line.value() is not None:
            self.finished.emit()


class Line(Property):
    """A line of text."""

    def __init__(self, name: str, longest: int = LONGEST) -> None:
        self.line = QLineEdit()
        super().__init__(self.line)
        self.widget = self.line
        self.line.setAccessibleName(name)
        self.line.setMaxLength(longest)
        self.line.textEdited.connect(self.edited.emit)

    @override
    def show(self, value: object) -> None:
        if value != self.line.text():
            self.line.setText(str(value) if value is not None else "")


class Letters(Property):
    """A text of some lines, into which placeholders are put from a menu."""

    def __init__(self, name: str) -> None:
        self.widget = _AsOneLine()
        super().__init__(self.widget)
        self.note = NoteField(2)
        self.note.setAccessibleName(name)
        self.insert = InsertButton()
        column = QVBoxLayout(self.widget)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(em(self.widget, 0.3))
        column.addWidget(self.note)
        column.addWidget(self.insert)
        self.widget.setFocusProxy(self.note)
        self._shown = ""
        self.note.textChanged.connect(self._type)
        self.insert.chosen.connect(self._insert)

    @override
    def show(self, value: object) -> None:
        self._shown = str(value) if value is not None else ""
        if self._shown != self.note.toPlainText():
            self.note.show_text(self._shown)

    def _type(self) -> None:
        text = self.note.toPlainText()
        if len(text) > LONGEST:
            self.note.show_text(text[:LONGEST])
        elif text != self._shown:
            self._shown = text
            self.edited.emit(text)

    def _insert(self, placeholder: str) -> None:
        self.note.insertPlainText(placeholder)
        self.note.setFocus()


class _AsOneLine(QWidget):
    """Says it is one line high, so that a form puts the label beside the first line."""

    @override
    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), em(self, 1.9))


class OneOf(Property):
    """One of a few values."""

    def __init__(self, name: str, names: Mapping[Any, str]) -> None:
        self.choice = Choice(names)
        super().__init__(self.choice)
        self.widget = self.choice
        self.choice.setAccessibleName(name)
        self.choice.picked.connect(lambda: self.edited.emit(self.choice.value()))

    @override
    def show(self, value: object) -> None:
        if value is None:
            self.choice.setCurrentIndex(-1)
        else:
            self.choice.show_value(value)


class Tick(Property):
    """Something that is so or not."""

    def __init__(self, text: str) -> None:
        self.box = QCheckBox(text)
        super().__init__(self.box)
        self.widget = self.box
        self.box.clicked.connect(lambda: self.edited.emit(self.box.isChecked()))

    @override
    def show(self, value: object) -> None:
        self.box.setChecked(value is True)


class Colour(Property):
    """A colour, named or written."""

    def __init__(self, field: ColourField) -> None:
        super().__init__(field)
        self.widget = self.field = field
        field.changed.connect(self._type)
        field.changed.connect(self.told)

    @override
    def show(self, value: object) -> None:
        if value is None or value != self.field.value():
            self.field.show_value(value if isinstance(value, str) else None)

    @override
    def problem(self) -> str:
        return self.field.problem()

    def _type(self) -> None:
        value = self.field.value()
        if value is not None:
            self.edited.emit(value)


class Only(Property):
    """When an element is drawn: always, or only where a card has something, or has it not."""

    def __init__(self, name: str) -> None:
        self.widget = QWidget()
        super().__init__(self.widget)
        self.how = Choice({None: _("Always"), False: _("Only if"), True: _("Unless")})
        self.how.setAccessibleName(name)
        self.what = Choice(_conditions())
        self.what.setAccessibleName(_("Condition"))
        self.what.shrink_to(0)
        row = QHBoxLayout(self.widget)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(em(self.widget, 0.3))
        row.addWidget(self.how)
        row.addWidget(self.what, 1)
        self.widget.setFocusProxy(self.how)
        self.how.picked.connect(self._pick)
        self.what.picked.connect(self._pick)
        self.show(None)

    @override
    def show(self, value: object) -> None:
        if not isinstance(value, Condition):
            self.how.show_value(None)
            self.what.hide()
            return
        asked = (value.field, value.value)
        offered = _conditions()
        if asked not in offered:
            offered[asked] = f"{value.field}: {value.value}"
        self.what.offer(offered)
        self.what.show_value(asked)
        self.how.show_value(value.unless)
        self.what.show()

    def _pick(self) -> None:
        unless = self.how.value()
        self.what.setVisible(unless is not None)
        if unless is None:
            self.edited.emit(None)
        else:
            self.edited.emit(Condition(*self.what.value(), unless=unless))


def _conditions() -> dict[tuple[str, str], str]:
    """Return what an element can depend on, as field and value, and what it is called."""
    fields = said_fields()
    kinds = {CardKind.MEMBER: _("Member card"), CardKind.PROOF: _("Proof of registration")}
    own = {"photo": _("There is a photo"), "signature": _("There is a signature")}
    return {
        **{("programmes", code): code for code in PROGRAMMES},
        **{("kind", kind.value): name for kind, name in kinds.items()},
        **{(field, ""): said for field, said in own.items()},
        **{
            (field, ""): _("There is: {what}").format(what=fields[field])
            for field in ASKED
            if field in fields
        },
    }
