"""Somebody known who could be put on an event's list: who that is, and whether they are on it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.enrolment.desk import DeskRow
from models.people.nik import mask_nik
from models.people.phones import show_phone
from models.words import _, spoken
from ui.look import Role, Size, em
from ui.widgets.badge import Badge, BadgeLabel
from ui.widgets.facts import Facts
from ui.widgets.header import action_button
from ui.widgets.text import Text


class GuestCard(QWidget):
    """The particulars by which one knows a person, and the button that puts them on the list."""

    put_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = Text("", Size.HEADING, wrap=True)
        self._badge = BadgeLabel(None, self)
        self.facts = Facts()
        self.put = action_button(_("Put on the list"), "user-check", primary=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(em(self, 0.6))
        for part in (self._name, self._badge, self.facts, self.put):
            column.addWidget(part)
        column.addStretch(1)
        self.put.clicked.connect(self.put_asked)

    def show_person(self, row: DeskRow) -> None:
        """Show somebody; who is on the list already cannot be put on it."""
        listed = row.invited or row.walk_in or row.present_at is not None
        self._name.setText(row.name)
        self._badge.show_badge(Badge(_("On the list already"), Role.SUCCESS) if listed else None)
        self.put.setEnabled(not listed)
        self.facts.show_facts(
            [
                (_("NIK"), mask_nik(row.nik)),
                (_("Birth date"), spoken().day(row.birth_date) if row.birth_date else ""),
                (_("Village"), row.region_line),
                (_("Occupation"), row.occupation),
                (_("Phone"), show_phone(row.phone)),
                (_("Membership number"), row.member_number),
            ]
        )
