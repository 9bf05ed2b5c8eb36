"""What was noted of one person: the events they came to, what they enrolled in."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.enrolment.of_person import PersonEnrolment, PersonEvent, PersonRecord
from models.words import _, ngettext, spoken
from ui.look import FAINT, Size, em
from ui.panes.standings import attendance_badge, status_badge
from ui.widgets.entries import Entry, EntryList
from ui.widgets.text import Text


class PersonRecordView(QWidget):
    """Enrolments and events below one another; choosing one means its event."""

    event_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._enrolments, self._events = EntryList(), EntryList()
        self._no_enrolments = Text(_("Not enrolled in anything yet."), ink=FAINT, wrap=True)
        self._no_events = Text(_("On no event's list yet."), ink=FAINT, wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(em(self, 0.4))
        for title, nothing, entries in (
            (_("Enrolments"), self._no_enrolments, self._enrolments),
            (_("Events"), self._no_events, self._events),
        ):
            column.addWidget(Text(title, Size.STRONG))
            column.addWidget(nothing)
            column.addWidget(entries)
            entries.chosen.connect(self._choose)
        column.addStretch(1)

    def show_record(self, record: PersonRecord, zone: ZoneInfo) -> None:
        """Show ``record``, its moments as the office's clock had them."""
        self._enrolments.show_entries(_enrolments(record.enrolments))
        self._events.show_entries(_events(record.events, zone))
        self._no_enrolments.setVisible(not record.enrolments)
        self._no_events.setVisible(not record.events)

    def _choose(self, event_id: object) -> None:
        if event_id is not None:
            self.event_chosen.emit(event_id)


def _enrolments(enrolments: Sequence[PersonEnrolment]) -> list[Entry]:
    return [
        Entry(
            one.event_id,
            ngettext(
                "{programmes} · {n} month · {total}",
                "{programmes} · {n} months · {total}",
                one.months,
                programmes=" + ".join(one.programmes),
                total=spoken().rupiah(one.total),
            ),
            one.reject_reason or _since(one),
            icon="id-card",
            badge=status_badge(one.status),
        )
        for one in enrolments
    ]


def _events(events: Sequence[PersonEvent], zone: ZoneInfo) -> list[Entry]:
    return [
        Entry(
            one.event_id,
            one.title,
            " · ".join(part for part in (spoken().day(one.starts_at), one.village) if part),
            icon="calendar-days",
            badge=attendance_badge(one, zone),
        )
        for one in events
    ]


def _since(one: PersonEnrolment) -> str:
    month = spoken().month(one.first_month)
    if not one.event:
        return _("from {month}").format(month=month)
    return _("from {month} · {event}").format(month=month, event=one.event)
