"""What the template of the chosen kind proposes for a new event, until somebody types."""

from datetime import timedelta
from functools import partial

from PySide6.QtCore import QObject

from models.events.templates import Template, template
from ui.bench import Bench
from ui.forms.event_fields import EventFields


class TemplateProposals(QObject):
    """Fills hours, length and targets of a new event anew when another kind is chosen.

    What the person typed stays. The roles usual for partners are proposed for every event.
    """

    def __init__(self, bench: Bench, fields: EventFields) -> None:
        super().__init__(fields)
        self._bench = bench
        self._fields = fields
        self._touched: set[str] = set()
        self._proposing = False
        for name, field in (
            ("begins", fields.begins),
            ("ends", fields.ends),
            ("last_day", fields.last_day),
            ("target_present", fields.target_present),
            ("target_enrolled", fields.target_enrolled),
            ("target_rupiah", fields.target_rupiah),
        ):
            field.changed.connect(partial(self._touched.add, name))
        fields.kind.picked.connect(self._propose)

    def begin(self, *, new: bool) -> None:
        """Begin with the event that is shown; only of a ``new`` one anything is filled in."""
        self._touched.clear()
        self._proposing = new
        self._fields.parts.propose_roles(self._read())

    def _propose(self) -> None:
        given = self._read()
        self._fields.parts.propose_roles(given)
        if self._proposing:
            self._fill(given)

    def _fill(self, given: Template) -> None:
        fields = self._fields
        if "begins" not in self._touched:
            fields.begins.set_value(given.begins)
        if "ends" not in self._touched:
            fields.ends.set_value(given.ends)
        first = fields.first_day.value()
        if "last_day" not in self._touched and first is not None:
            fields.last_day.set_value(first + timedelta(days=given.days - 1))
        for name, field, value in (
            ("target_present", fields.target_present, given.target_present or None),
            ("target_enrolled", fields.target_enrolled, given.target_enrolled or None),
            ("target_rupiah", fields.target_rupiah, given.target_rupiah),
        ):
            if name not in self._touched:
                field.set_value(value)
        fields.follow_days()
        fields.changed.emit()

    def _read(self) -> Template:
        with self._bench.store.reading() as session:
            return template(session, self._fields.kind.value())
