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
    """Proposes the kinds of work whose name holds what is typed; a whole name needs no choosing.

    Two letters may be the first ones of its words: "pp" for "Petani padi".
    """

    changed = Signal()
    """The person typed or chose; not after ``show_occupation``."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Type the kind of work"), self._matching, parent=parent)
        self._offered: Sequence[OccupationRow] = ()
        self._by_id: dict[object, OccupationRow] = {}
        self.textEdited.connect(self._recognise)
        self.chosen.connect(self._tell)

    def offer(self, occupations: Sequence[OccupationRow]) -> None:
        """Propose these from now on."""
        self._offered = occupations
        self._by_id = {one.id: one for one in occupations}

    def occupation(self) -> OccupationRow | None:
        """Return the kind of work chosen."""
        return self._by_id.get(self.value())

    def show_occupation(self, occupation_id: int | None) -> None:
        """Show the kind of work with this id, if it is offered."""
        found = self._by_id.get(occupation_id)
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
            if _initials(one.name).startswith(words[0])
            or all(f" {word}" in f" {one.name.casefold()}" for word in words)
        ]
        found.sort(key=lambda one: _rank(one.name.casefold(), words[0]))
        return [(one.id, one.name, sector_name(one.sector)) for one in found[:PROPOSED]]

    def _recognise(self, typed: str) -> None:
        meant = typed.strip().casefold()
        same = next((one for one in self._offered if one.name.casefold() == meant), None)
        if same is not None:
            self._value = same.id
        self.changed.emit()

    def _tell(self, _value: object) -> None:
        self.changed.emit()


def _initials(name: str) -> str:
    words = name.casefold().split()
    return "".join(word[0] for word in words) if len(words) > 1 else ""


def _rank(name: str, typed: str) -> int:
    """Return how likely ``name`` is meant: as it begins, by its initials, by a later word."""
    if name.startswith(typed):
        return 0
    return 1 if _initials(name).startswith(typed) else 2
