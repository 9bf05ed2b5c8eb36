"""A field for a village, found while one types it."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from models.places import regions
from models.places.near import home_regency
from models.progress import Progress, Work
from models.store import Store
from models.words import _
from ui.bench import Bench
from ui.widgets.type_ahead import TypeAhead

PROPOSED = 12


class VillageField(TypeAhead):
    """Proposes villages, those of the office's regency first; shows all that one lies in.

    A place that is not chosen from the list is kept as it was written, without a code.
    """

    changed = Signal()
    """The person typed or chose; not after ``show_village``."""

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__(_("Type the village's name"), self._villages, "map-pin", parent)
        self._bench = bench
        self._asked = False
        self._near: str | None = None
        self.chosen.connect(self._take)
        self.textEdited.connect(self.changed)

    @property
    def ready(self) -> bool:
        """Whether the villages have been loaded, which takes a moment the first time."""
        return self._near is not None

    def code(self) -> str:
        """Return the code of the village chosen; empty for a place that was only written."""
        return str(self.value() or "")

    def line(self) -> str:
        """Return the place as an address ends."""
        return self.text().strip()

    def village(self) -> str:
        """Return the village without what it lies in."""
        return self.line().split(",")[0].strip()

    def show_village(self, code: str, line: str) -> None:
        """Show the village ``code``, which is written as ``line``."""
        self.show_value(code or None, line)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._asked:
            self._asked = True
            self._bench.tasks.start(
                _load(self._bench.store),
                succeeded=self._begin,
                failed=self._bench.fail,
                owner=self,
            )

    def _villages(self, typed: str) -> Sequence[tuple[object, str, str]]:
        if self._near is None:
            return ()
        return [
            (
                found.code,
                f"{found.village_kind} {found.village}",
                f"{found.district} · {found.regency} · {found.province}",
            )
            for found in regions.find_villages(typed, near=self._near, limit=PROPOSED)
        ]

    def _take(self, code: object) -> None:
        place = regions.place(str(code))
        if place is not None:
            self.show_village(place.code, place.line())
            self.changed.emit()

    def _begin(self, near: str) -> None:
        self._near = near
        if self.hasFocus() and self.text() and self.value() is None:
            self.textEdited.emit(self.text())  # typed while there was nothing to propose yet


def _load(store: Store) -> Work[str]:
    """Read the table of villages and return the regency the office is in."""
    yield Progress(0, 0)
    regions.load()
    with store.reading() as session:
        return home_regency(session)
