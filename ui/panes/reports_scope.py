"""The row of fields that says which part of the office's work is counted."""

from collections.abc import Sequence
from typing import Any, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.events.drafts import kind_name
from models.events.tables import EventKind
from models.reporting.choices import ScopeChoices, scope_choices
from models.reporting.figures import ALL
from models.reporting.scope import Scope
from models.words import _
from ui.bench import Bench
from ui.look import em
from ui.looking import ask
from ui.widgets.choice import Choice
from ui.widgets.header import action_button
from ui.widgets.tool_row import tool_row
from ui.widgets.type_ahead import Find, TypeAhead

PROPOSED = 12
LEAST = 11
"""The least width of a field, in text lines."""

Value = TypeVar("Value")


class ScopeBar(QWidget):
    """Shows a scope and gives one back; what there is to choose is read when it is first seen."""

    changed = Signal()

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bench = bench
        self.kind: Choice[EventKind | None] = Choice(_kinds())
        self.region = TypeAhead(_("Any village or district"), glyph="map-pin")
        self.partner = TypeAhead(_("Any partner"), glyph="handshake")
        self.officer: Choice[int | None] = Choice({None: _("Any officer")})
        self.programme = Choice({"": _("Any programme")})
        self.occupation = Choice({"": _("Any occupation")})
        self.clear = action_button(_("Clear the filter"), "x")
        fields = (self.region, self.partner)
        boxes: tuple[Choice[Any], ...] = (self.kind, self.officer, self.programme, self.occupation)
        names = (_("Kind"), _("Officer"), _("Programme"), _("Occupation"))
        for box, name in zip(boxes, names, strict=True):
            box.setAccessibleName(name)
            box.shrink_to(8)  # an occupation of 300 letters widens nothing
            box.picked.connect(self.changed)
        for field in fields:
            field.chosen.connect(self.changed)
            field.textEdited.connect(self._let_go)
        self.clear.clicked.connect(self._clear)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(em(self, 0.4))
        column.addWidget(tool_row([self.kind, *fields, *boxes[1:], self.clear], LEAST))

    def scope(self) -> Scope:
        """Return what is to be counted."""
        region, partner = self.region.value(), self.partner.value()
        return Scope(
            kind=self.kind.value(),
            region=region if isinstance(region, str) else "",
            partner_id=partner if isinstance(partner, int) else None,
            officer_id=self.officer.value(),
            programme=self.programme.value(),
            occupation=self.occupation.value(),
        )

    def read(self) -> None:
        """Read anew what there is to choose from; what is chosen stays."""
        ask(self._bench, scope_choices, self._offer, self)

    def _offer(self, found: ScopeChoices) -> None:
        self.region.find_with(_among(found.regions))
        self.partner.find_with(_among(found.partners))
        officers: dict[int | None, str] = dict(found.officers)
        _renew(self.officer, {None: _("Any officer"), **officers})
        programmes = {one: one for one in found.programmes}
        _renew(self.programme, {"": _("Any programme")} | programmes)
        occupations = {one: one for one in found.occupations}
        _renew(self.occupation, {"": _("Any occupation")} | occupations)

    def _let_go(self, typed: str) -> None:
        """Count all again once a name is taken out."""
        if not typed.strip():
            self.changed.emit()

    def _clear(self) -> None:
        if self.scope() == ALL and not (self.region.text() or self.partner.text()):
            return
        for field in (self.region, self.partner):
            field.show_value(None, "")
        for box in (self.kind, self.officer, self.programme, self.occupation):
            box.setCurrentIndex(0)
        self.changed.emit()


def _among(named: Sequence[tuple[object, str]]) -> Find:
    """Return what finds those whose names hold every word typed."""

    def find(typed: str) -> Sequence[tuple[object, str, str]]:
        parts = typed.casefold().split()
        fitting = (
            (value, name, "")
            for value, name in named
            if all(part in name.casefold() for part in parts)
        )
        return [one for one, _number in zip(fitting, range(PROPOSED), strict=False)]

    return find


def _renew(box: Choice[Value], names: dict[Value, str]) -> None:
    """Offer ``names``; what was chosen stays so, unless it is gone."""
    chosen = box.value()
    box.offer(names)
    if chosen in names:
        box.show_value(chosen)


def _kinds() -> dict[EventKind | None, str]:
    return {None: _("Any kind of event")} | {kind: kind_name(kind) for kind in EventKind}
