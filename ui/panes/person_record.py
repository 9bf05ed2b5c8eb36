"""What is known of one person at a glance: who they are, their cover, money, cards, events."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from models.enrolment.of_person import PersonRecord
from models.office.rights import Right
from models.people.drafts import sex_name
from models.people.nik import LENGTH, NikReading, group_nik
from models.places import regions
from models.words import _, ngettext, spoken
from ui.bench import Bench
from ui.look import FAINT, Role, Size, em
from ui.panes.person_entries import (
    apart_entries,
    card_entries,
    consent_entries,
    enrolment_entries,
    event_entries,
    group_entries,
    payment_entries,
)
from ui.panes.person_photo import PersonPhoto
from ui.plain import label
from ui.widgets.entries import Entry, EntryList
from ui.widgets.facts import Facts
from ui.widgets.header import action_button
from ui.widgets.text import Text


@dataclass(frozen=True, slots=True)
class PersonLook:
    """A person as the overview shows them; ``today`` on the office's clock of ``zone``."""

    id: int
    name: str
    photo: bytes | None
    reading: NikReading | None
    record: PersonRecord
    today: date
    zone: ZoneInfo


class PersonRecordView(QWidget):
    """Identity and photo above; enrolments, payments, cards, events, consents below one another."""

    event_chosen = Signal(object)
    enrolment_chosen = Signal(object)
    consent_chosen = Signal(object)
    group_chosen = Signal(object)
    apart_chosen = Signal(object)
    """Somebody kept apart, who may be the same person after all."""
    number_asked = Signal()
    """The membership number is to be noted or corrected."""

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.photo = PersonPhoto(bench)
        self.facts = Facts()
        self.number = action_button("", "pencil")
        self._warning = Text("", Size.CAPTION, Role.WARNING, wrap=True)
        self._enrolments, self._events = EntryList(), EntryList()
        self._payments, self._cards = EntryList(), EntryList()
        self._consents, self._groups, self._apart = EntryList(), EntryList(), EntryList()
        self._no_enrolments = Text(_("Not enrolled in anything yet."), ink=FAINT, wrap=True)
        self._no_events = Text(_("On no event's list yet."), ink=FAINT, wrap=True)
        self._heading: dict[EntryList, Text] = {}
        self._enrolment_ids: list[int] = []
        bench.needs(Right.SERVE, self.number)
        self._lay_out()
        self._enrolments.chosen.connect(self.enrolment_chosen)
        self._consents.chosen.connect(self.consent_chosen)
        self._groups.chosen.connect(self.group_chosen)
        self._apart.chosen.connect(self.apart_chosen)
        self._payments.chosen.connect(self.enrolment_chosen)
        self.number.clicked.connect(self.number_asked)
        for entries in (self._cards, self._events):
            entries.chosen.connect(self._choose_event)

    def show_person(self, look: PersonLook) -> None:
        """Show a person, moments as the office's clock had them."""
        record, zone = look.record, look.zone
        self._enrolment_ids = [one.id for one in record.enrolments]
        self.photo.show_photo(look.id, look.name, look.photo)
        self.facts.show_facts(_facts(look))
        self.number.setText(
            label(_("Correct the number") if record.member_number else _("Note a number"))
        )
        warnings = look.reading.warnings if look.reading else ()
        self._warning.setText(" ".join(one.message() for one in warnings))
        self._warning.setVisible(bool(warnings))
        self._show(self._enrolments, enrolment_entries(record.enrolments))
        self._show(self._events, event_entries(record.events, zone))
        self._show(self._payments, payment_entries(record.payments, zone))
        self._show(self._cards, card_entries(record.cards, zone))
        self._show(self._consents, consent_entries(record.consents, zone))
        self._show(self._groups, group_entries(record.groups))
        self._show(self._apart, apart_entries(record.apart))
        for entries in (self._payments, self._cards, self._consents, self._groups, self._apart):
            self._heading[entries].setVisible(bool(entries.lines()))
        self._no_enrolments.setVisible(not record.enrolments)
        self._no_events.setVisible(not record.events)

    def begin_at(self, enrolment_id: int | None) -> None:
        """Put the keyboard on an enrolment, or to the beginning where there is none."""
        place: QWidget = self.photo.choose
        if enrolment_id in self._enrolment_ids:
            place = self._enrolments.lines()[self._enrolment_ids.index(enrolment_id)]
            place.show()  # one just made takes no focus before it is shown
        place.setFocus()

    def _show(self, entries: EntryList, shown: Sequence[Entry]) -> None:
        """Show other lines; the keyboard stays on the line it was on."""
        on = next((n for n, line in enumerate(entries.lines()) if line.hasFocus()), None)
        entries.show_entries(shown)
        if on is not None and entries.lines():
            line = entries.lines()[min(on, len(entries.lines()) - 1)]
            line.show()  # one just made takes no focus before it is shown
            line.setFocus()

    def _choose_event(self, event_id: object) -> None:
        if event_id is not None:
            self.event_chosen.emit(event_id)

    def _lay_out(self) -> None:
        who = QVBoxLayout()
        who.addWidget(self.facts)
        who.addWidget(self.number, 0, Qt.AlignmentFlag.AlignLeft)
        who.addStretch(1)
        top = QHBoxLayout()
        top.setSpacing(em(self, 1))
        top.addWidget(self.photo, 0, Qt.AlignmentFlag.AlignTop)
        top.addLayout(who, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(em(self, 0.4))
        column.addLayout(top)
        column.addWidget(self._warning)
        for title, nothing, entries in (
            (_("Enrolments"), self._no_enrolments, self._enrolments),
            (_("Payments"), None, self._payments),
            (_("Cards"), None, self._cards),
            (_("Events"), self._no_events, self._events),
            (_("Consents"), None, self._consents),
            (_("Families and groups"), None, self._groups),
            (_("Looks alike, is not the same"), None, self._apart),
        ):
            self._heading[entries] = Text(title, Size.STRONG)
            column.addWidget(self._heading[entries])
            if nothing is not None:
                column.addWidget(nothing)
            column.addWidget(entries)
        column.addStretch(1)


def _facts(look: PersonLook) -> list[tuple[str, str]]:
    record = look.record
    return [
        *_read_out(look.reading),
        (_("Membership number"), record.member_number),
        (_("Covered until"), _cover(record.cover_until, look.today)),
        (_("Note on heirs"), record.heir_note),
    ]


def _read_out(reading: NikReading | None) -> list[tuple[str, str]]:
    """Say what the NIK says: where it was given, to whom born when, as which of that day."""
    if reading is None:
        return [(_("NIK"), _("not known"))]
    born = reading.birth_date
    said = [
        sex_name(reading.sex) if reading.sex else "",
        _("born on {day}").format(day=spoken().day(born)) if born else "",
    ]
    whole = len(reading.nik) == LENGTH
    return [
        (_("NIK"), group_nik(reading.nik)),
        (_("It says"), ", ".join(part for part in said if part)),
        (_("First registered"), _district(reading.region_code)),
        (_("Serial"), reading.nik[-4:] if whole else ""),
    ]


def _district(code: str) -> str:
    """Say a district with the regency and province it lies in."""
    parts = code.split(".")
    names = (regions.region_name(".".join(parts[:n])) for n in range(len(parts), 0, -1))
    return ", ".join(name for name in names if name)


def _cover(until: date | None, today: date) -> str:
    if until is None:
        return ""
    day, left = spoken().day(until), (until - today).days
    if left == 0:
        return _("{day}, today").format(day=day)
    if left < 0:
        return _("{day}, it has ended").format(day=day)
    return ngettext("{day}, {n} day from now", "{day}, {n} days from now", left, day=day)
