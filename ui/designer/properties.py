"""What the elements chosen have: where they lie, what they say, how they look."""

from collections.abc import Iterable
from dataclasses import fields
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.designs.checking import DesignProblem
from models.designs.design import AnyElement
from models.designs.look import Look
from models.words import _, ngettext
from ui.bench import Bench
from ui.designer.card_properties import CardProperties
from ui.designer.naming import kind_name
from ui.designer.picture_field import PictureOf
from ui.designer.property_fields import Colour, Property
from ui.designer.property_rows import BOX, PropertyRow, element_rows, value_of, with_value
from ui.designer.state import DesignState
from ui.look import Role, Size, em
from ui.widgets.form import FormGrid
from ui.widgets.text import Text


class Properties(QWidget):
    """Shows the fields that all elements chosen have, and changes them all; else the card's.

    The keyboard goes to the first of them.
    """

    picture_kept = Signal()
    """A picture was kept that may stand on cards from now on."""

    def __init__(self, bench: Bench, state: DesignState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self._found: list[DesignProblem] = []
        self._told: dict[str, tuple[str, Role]] = {}
        self._title = Text("", Size.STRONG, wrap=True)
        self.card = CardProperties(state)
        self.grid = FormGrid()
        picture = PictureOf(bench)
        self._rows = element_rows(picture)
        self.fields = {name: one for row in self._rows for name, one in row.of.items()}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(em(self, 0.5))
        for widget in (self._title, self.card, self.grid):
            column.addWidget(widget)
        column.addStretch(1)
        for row in self._rows:
            self._add(row)
        picture.kept.connect(self.picture_kept)
        state.selected.connect(partial(self._show, anew=True))
        state.changed.connect(self._show)
        self._show(anew=True)

    def show_look(self, look: Look) -> None:
        """Show the office's colours, and its logo and pictures, as they are."""
        for one in self.fields.values():
            if isinstance(one, Colour):
                one.field.show_look(look)
            elif isinstance(one, PictureOf):
                one.show_look(look)

    def show_problems(self, found: Iterable[DesignProblem]) -> None:
        """Say beside the fields what is wrong with the one element that is chosen."""
        self._found = list(found)
        self._say()
        self.card.show_problems(self._found)

    def meet(self, field: str) -> None:
        """Put the keyboard where ``field`` of the design or of the element chosen is changed."""
        name = BOX[0] if field == "box" else field
        if not self._state.selection:
            self.card.meet(field)
        elif name in self.fields:
            self.fields[name].widget.setFocus()

    def _add(self, row: PropertyRow) -> None:
        self.grid.add(row.name, row.label, *(one.widget for one in row.of.values()))
        for name, one in row.of.items():
            one.edited.connect(partial(self._change, name))
            one.told.connect(self._say)
            one.finished.connect(partial(self._show_field, name))

    def _change(self, name: str, value: object) -> None:
        self._state.alter(
            lambda element: with_value(element, name, value), _("Change"), merge=f"property {name}"
        )

    def _is_shown(self, row: PropertyRow) -> bool:
        return not self.grid.row(row.name).isHidden()

    def _show_field(self, name: str) -> None:
        """Show what became of what was typed: a box is made to fit the card."""
        if self._state.chosen and name in _shared(self._state.chosen):
            self.fields[name].show(_common(self._state.chosen, name))

    def _show(self, *, anew: bool = False) -> None:
        chosen = self._state.chosen
        self.card.setVisible(not chosen)
        self.grid.setVisible(bool(chosen))
        self._title.setText(_title(chosen))
        if not chosen:
            self.setFocusProxy(self.card.name)
            return
        shared = _shared(chosen)
        first = next(row for row in self._rows if row.name in shared)
        self.setFocusProxy(first.of[first.name].widget)
        for row in self._rows:
            self.grid.set_visible(row.name, row.name in shared)
            for name, one in row.of.items():
                # What is being typed stays as it is typed.
                if name in shared and (anew or not _is_typed_into(one)):
                    one.show(_common(chosen, name))
        for name in BOX:
            self.fields[name].widget.setEnabled(not all(one.locked for one in chosen))
        self._say()

    def _say(self) -> None:
        """Say what cannot be read as it is typed, or else what is wrong with what is there."""
        chosen, side = self._state.selection, self._state.side
        rows = {name: row.name for row in self._rows for name in row.of} | {"box": BOX[0]}
        said = {
            rows[one.field]: one.said
            for one in self._found
            if (one.side, one.index) == (side, *chosen) and one.field in rows
        }
        unread = {
            row.name: problem
            for row in self._rows
            for one in row.of.values()
            if (problem := one.problem()) and self._is_shown(row)
        }
        for row in self._rows:
            role = Role.DANGER if row.name in unread else Role.WARNING
            told = (said | unread).get(row.name, ""), role
            if self._told.get(row.name) != told:
                self._told[row.name] = told
                self.grid.row(row.name).say(*told)


def _title(chosen: tuple[AnyElement, ...]) -> str:
    if not chosen:
        return _("The card")
    if len(chosen) == 1:
        return kind_name(type(chosen[0]))
    return ngettext("{n} element chosen", "{n} elements chosen", len(chosen))


def _shared(chosen: tuple[AnyElement, ...]) -> set[str]:
    """Return the names of the fields that all of them have."""
    own = [{field.name for field in fields(element)} for element in chosen]
    return set.intersection(*own) | set(BOX)


def _common(chosen: tuple[AnyElement, ...], name: str) -> object:
    """Return the value that all of them have; None where they differ."""
    first = value_of(chosen[0], name)
    return first if all(value_of(one, name) == first for one in chosen[1:]) else None


def _is_typed_into(one: Property) -> bool:
    widget = one.widget
    return widget.hasFocus() or any(child.hasFocus() for child in widget.findChildren(QWidget))
