"""What a design has as a whole: its name, the shape of the card, which cards it is for."""

from collections.abc import Iterable
from dataclasses import replace

from PySide6.QtWidgets import QCheckBox, QLineEdit, QVBoxLayout, QWidget

from models.cards.tables import CardKind
from models.designs.checking import DesignProblem
from models.designs.design import LANDSCAPE, PORTRAIT
from models.designs.reading import NAME_LENGTH
from models.words import _
from ui.designer.state import DesignState
from ui.look import FAINT, Role, em
from ui.widgets.check_menu import CheckButton
from ui.widgets.choice import Choice
from ui.widgets.form import FormGrid
from ui.widgets.text import Text


class CardProperties(QWidget):
    """Shows what the design is, and changes it."""

    def __init__(self, state: DesignState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self.name = QLineEdit()
        self.name.setMaxLength(NAME_LENGTH)
        self.shape = Choice({LANDSCAPE: _("Landscape"), PORTRAIT: _("Portrait")})
        self.kinds = CheckButton(_("For"), kind_names())
        self.foldable = QCheckBox(_("To be cut out and folded"))
        self.grid = FormGrid()
        self.grid.add("name", _("Name"), self.name)
        self.grid.add("size", _("Shape"), self.shape)
        self.grid.add("kinds", _("For"), self.kinds)
        folding = _(
            "The back is printed to the right of the front, or above it on narrow paper; dashed"
            " marks show the fold. Where nothing can be folded it is printed behind."
        )
        self.grid.add("foldable", "", self.foldable, hint=folding)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(em(self, 0.6))
        column.addWidget(self.grid)
        told = _("Choose an element on the card or in the list to change it.")
        column.addWidget(Text(told, ink=FAINT, wrap=True))
        self.name.textEdited.connect(self._rename)
        self.shape.picked.connect(self._change)
        self.kinds.picked.connect(self._change)
        self.foldable.clicked.connect(self._change)
        state.changed.connect(self._show)
        self._show()

    def show_problems(self, found: Iterable[DesignProblem]) -> None:
        """Say beside the fields what is wrong with the design as a whole."""
        fields = {"name": self.name, "kinds": self.kinds, "foldable": self.foldable}
        said = {one.field: one.said for one in found if one.index is None}
        for name in fields:
            self.grid.row(name).say(said.get(name, ""), Role.DANGER)

    def meet(self, field: str) -> None:
        """Put the keyboard where ``field`` is changed."""
        places = {"kinds": self.kinds, "foldable": self.foldable, "size": self.shape}
        places.get(field, self.name).setFocus()

    def _show(self) -> None:
        design = self._state.design
        if self.name.text() != design.name:
            self.name.setText(design.name)
        self.shape.offer({**_shapes(), design.size: _shapes().get(design.size, _("Its own"))})
        self.shape.show_value(design.size)
        self.kinds.show_values(design.kinds)
        self.foldable.setChecked(design.foldable)

    def _rename(self, name: str) -> None:
        self._state.change(replace(self._state.design, name=name), _("Rename"), merge="name")

    def _change(self) -> None:
        design = replace(
            self._state.design,
            size=self.shape.value(),
            kinds=self.kinds.values(),
            foldable=self.foldable.isChecked(),
        )
        self._state.change(design, _("Change the Card"))


def kind_names() -> dict[CardKind, str]:
    """Return what the kinds of cards are called of which there are designs."""
    return {CardKind.MEMBER: _("Member cards"), CardKind.PROOF: _("Proofs of registration")}


def _shapes() -> dict[tuple[float, float], str]:
    return {LANDSCAPE: _("Landscape"), PORTRAIT: _("Portrait")}
