"""One partner: its particulars and contacts, the events done together."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from models.enrolment.tables import Enrolment
from models.events.drafts import role_name
from models.events.tables import Attendance, Event, EventPartner
from models.partners.drafts import PartnerDraft, kind_name
from models.partners.operations import (
    add_partner,
    archive_partner,
    bring_back_partner,
    change_partner,
)
from models.partners.queries import (
    PartnerEvent,
    PartnerRow,
    partner_draft,
    partner_events,
    partner_rows,
)
from models.partners.tables import Contact, Partner
from models.words import _, ngettext, spoken
from ui.bench import Bench
from ui.forms.keeping import keep
from ui.forms.partner_form import PartnerForm
from ui.look import FAINT, Role
from ui.panes.badges import stage_badge
from ui.panes.detail import FORM, Detail, Shown
from ui.plain import label
from ui.widgets.badge import Badge
from ui.widgets.entries import Entry, EntryList
from ui.widgets.header import action_button
from ui.widgets.text import Text

KINDS = frozenset({Partner, Contact, Event, EventPartner, Attendance, Enrolment})


class PartnerDetail(Detail):
    """Shows the partner chosen, or the form for a new one."""

    def __init__(self, bench: Bench) -> None:
        self._form = PartnerForm(bench)
        self._archived = False
        self._events = PartnerEvents()
        super().__init__(bench, self._form, self._events, _("Events together"), KINDS)
        self._archive = action_button(_("Archive"), "archive")
        self.panel.buttons.insertWidget(0, self._archive)
        self._archive.clicked.connect(self._put_away)
        self._events.list.chosen.connect(self.event_chosen)

    def begin_new(self, name: str = "") -> None:
        """Show the form for a new partner, with what was searched for filled in."""
        self._archive.hide()
        self.show_new(_("Add partner"), PartnerDraft())
        self._form.take(name)
        self.begin()

    @override
    def begin(self) -> None:
        """Put the keyboard into the form."""
        self.show_part(FORM)
        self._form.begin()

    @override
    def look_up(self, session: Any, record_id: int) -> Shown | None:
        row = partner_rows(session, [record_id]).get(record_id)
        if row is None:
            return None
        self._archived = row.archived
        self._archive.setText(label(_("Bring back") if row.archived else _("Archive")))
        self._archive.show()
        events = partner_events(session, record_id)
        self._events.show_events(events)
        return Shown(row.name, partner_draft(session, record_id), len(events), _badge(row))

    @override
    def add(self, session: Any, draft: PartnerDraft) -> int:
        return add_partner(session, draft).id

    @override
    def change(self, session: Any, record_id: int, draft: PartnerDraft) -> None:
        change_partner(session, record_id, draft)

    def _put_away(self) -> None:
        """Archive the partner, or bring it back; that can be undone, so nobody is asked."""
        partner_id, name = self.record_id, self._form.draft().name
        if partner_id is None or not self.may_leave():
            return
        if self._archived:
            put, done = bring_back_partner, _("{name} is in the list again.").format(name=name)
        else:
            put, done = archive_partner, _("{name} was archived.").format(name=name)
        keep(
            self._bench,
            lambda session: put(session, partner_id),
            lambda _nothing: self._put(partner_id, done),
            self,
        )

    def _put(self, partner_id: int, done: str) -> None:
        self.saved.emit(partner_id)
        self._bench.done(done)


class PartnerEvents(QWidget):
    """The events done with a partner, the latest first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.list = EntryList()
        self._none = Text(_("No event together yet."), ink=FAINT, wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._none)
        column.addWidget(self.list)
        column.addStretch(1)

    def show_events(self, events: Sequence[PartnerEvent]) -> None:
        """Show ``events``; choosing one gives its id."""
        self.list.show_entries([_entry(event) for event in events])
        self._none.setVisible(not events)


def _entry(event: PartnerEvent) -> Entry:
    parts = [
        spoken().day(event.starts_at),
        ", ".join(role_name(role) for role in event.roles),
    ]
    if event.present:
        parts += [
            ngettext("{n} present", "{n} present", event.present),
            ngettext("{n} enrolled", "{n} enrolled", event.enrolled),
        ]
    return Entry(event.event_id, event.title, " · ".join(parts), badge=stage_badge(event.stage))


def _badge(row: PartnerRow) -> Badge:
    if row.archived:
        return Badge(_("Archived"), Role.WARNING)
    return Badge(kind_name(row.kind), Role.NEUTRAL)
