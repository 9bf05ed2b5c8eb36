"""A field for a kind of work from the office's list, found while one types it."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from models.people.drafts import sector_name
from models.people.queries import OccupationRow
from models.words import _, shorten
from ui.widgets.type_ahead import TypeAhead

PROPOSED = 12


class OccupationField(TypeAhead):
    """Proposes the kinds of work whose name holds what is typed; a whole name needs no choosing."""

    changed = Signal()
    """The person typed or chose; not after ``show_occupation``."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Type the kind of work"), self._matching, parent=parent)
        self._offered: Sequence[OccupationRow] = ()
        self.textEdited.connect(self._recognise)
        self.chosen.connect(self._tell)

    def offer(self, occupations: Sequence[OccupationRow]) -> None:
        """Propose these from now on."""
        self._offered = occupations

    def occupation(self) -> OccupationRow | None:
        """Return the kind of work chosen."""
        return next((one for one in self._offered if one.id == self.value()), None)

    def show_occupation(self, occupation_id: int | None) -> None:
        """Show the kind of work with this id, if it is offered."""
        found = next((one for one in self._offered if one.id == occupation_id), None)
        self.show_value(found.id if found else None, found.name if found else "")

    def problem(self) -> str:
        """Return what to say of a text that is not on the list."""
        if self.value() is not None or not self.text().strip():
            return ""
        return _("“{given}” is not on the office's list. Choose the nearest one.").format(
            given=shorten(self.text().strip(), 40)
        )

    def _matching(self, typed: str) -> list[tuple[object, str, str]]:
        words = typed.casefold().split()
        found = [
            one
            for one in self._offered
            if all(f" {word}" in f" {one.name.casefold()}" for word in words)
        ]
        found.sort(key=lambda one: not one.name.casefold().startswith(words[0]))
        return [(one.id, one.name, sector_name(one.sector)) for one in found[:PROPOSED]]

    def _recognise(self, typed: str) -> None:
        meant = typed.strip().casefold()
        same = next((one for one in self._offered if one.name.casefold() == meant), None)
        if same is not None:
            self._value = same.id
        self.changed.emit()

    def _tell(self, _value: object) -> None:
        self.changed.emit()
