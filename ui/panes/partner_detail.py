"""One partner: its particulars and contacts, events together, agreements, conversations."""

from typing import Any

from typing_extensions import override

from models.enrolment.tables import Enrolment
from models.events.tables import Attendance, Event, EventPartner
from models.letters.queries import partner_letters
from models.letters.tables import Letter
from models.office.queries import time_zone
from models.office.rights import Right
from models.office.tables import Officer
from models.partners.drafts import PartnerDraft, kind_name
from models.partners.operations import (
    add_partner,
    archive_partner,
    bring_back_partner,
    change_partner,
)
from models.partners.queries import (
    PartnerRow,
    partner_draft,
    partner_events,
    partner_rows,
    results,
)
from models.partners.tables import Agreement, Contact, Partner, PartnerNote
from models.words import _
from ui.bench import Bench
from ui.forms.keeping import keep
from ui.forms.partner_form import PartnerForm
from ui.look import Role
from ui.panes.detail import FORM, REST, Detail, Shown
from ui.panes.partner_agreements import PartnerAgreements
from ui.panes.partner_conversations import PartnerConversations
from ui.panes.partner_events import PartnerEvents
from ui.panes.partner_letters import PartnerLetters
from ui.panes.partner_merging import PartnerMerging
from ui.plain import label
from ui.widgets.badge import Badge
from ui.widgets.header import action_button
from ui.widgets.stack import Stack

AGREEMENTS, CONVERSATIONS, MERGING = "agreements", "conversations", "merging"
LAYERS = (FORM, REST, AGREEMENTS, CONVERSATIONS, MERGING)
KINDS = frozenset(
    {
        Partner,
        Contact,
        Agreement,
        PartnerNote,
        Officer,
        Event,
        EventPartner,
        Attendance,
        Enrolment,
        Letter,
    }
)


class PartnerDetail(Detail):
    """Shows the partner chosen, or the form for a new one."""

    kind = Partner

    def __init__(self, bench: Bench) -> None:
        self._form = PartnerForm(bench)
        self._archived = False
        self._events = PartnerEvents()
        self._agreements = PartnerAgreements(bench)
        self._conversations = PartnerConversations(bench)
        self._merging = PartnerMerging(bench)
        self._letters = PartnerLetters()
        together = Stack().add(self._events).add(self._letters)
        super().__init__(bench, self._form, together, _("Events"), KINDS)
        self._parts.add(AGREEMENTS, _("Agreements"))
        self._parts.add(CONVERSATIONS, _("Conversations"))
        for layer in (self._agreements, self._conversations, self._merging):
            self._stack.addWidget(layer)
        self._archive = action_button(_("Archive"), "archive")
        self._merge = action_button(_("Merge with…"), "copy")
        self.panel.buttons.insertWidget(0, self._archive)
        self.panel.buttons.insertWidget(1, self._merge)
        bench.needs(Right.PLAN, self._archive, self._merge)
        self._archive.clicked.connect(self._put_away)
        self._merge.clicked.connect(self._begin_merging)
        self._merging.left.connect(self._end_merging)
        self._merging.merged.connect(self._merged)
        self._events.list.chosen.connect(self.event_chosen)
        self._letters.event_chosen.connect(
            lambda event: bench.show_page("event", event_id=event, part="plan")
        )

    @override
    def show_part(self, name: str) -> None:
        """Show the particulars, the events, the agreements or the conversations."""
        self._parts.choose(name)
        self._stack.setCurrentIndex(LAYERS.index(name))

    @override
    def show_record(self, record_id: int) -> bool:
        self._stack.setCurrentIndex(LAYERS.index(self._parts.name()))
        return super().show_record(record_id)

    @override
    def show_new(self, title: str, draft: object) -> None:
        super().show_new(title, draft)
        self.show_part(FORM)

    @override
    def may_leave(self) -> bool:
        """Whether nothing typed in any part would be lost, or the person agrees to lose it."""
        return super().may_leave() and self.rest_may_leave()

    @override
    def rest_may_leave(self) -> bool:
        others = (self._agreements, self._conversations)
        return all(part.may_leave() for part in others)

    def begin_new(self, name: str = "") -> None:
        """Show the form for a new partner, with what was searched for filled in."""
        self._archive.hide()
        self._merge.hide()
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
        self._merge.setVisible(not row.archived)
        events = partner_events(session, record_id)
        done = results(events).events
        self._events.show_events(events)
        self._letters.show_letters(partner_letters(session, record_id), time_zone(session))
        for name, part in (
            (AGREEMENTS, self._agreements),
            (CONVERSATIONS, self._conversations),
        ):
            self._parts.set_count(name, str(part.show_partner(session, record_id)))
        return Shown(row.name, partner_draft(session, record_id), done, _badge(row))

    @override
    def draft_of(self, session: Any, record_id: int) -> PartnerDraft:
        return partner_draft(session, record_id)

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

    def _begin_merging(self) -> None:
        """Ask which other entry is the same agency."""
        partner_id = self.record_id
        if partner_id is not None and self.may_leave() and self.show_record(partner_id):
            self._parts.hide()
            self._stack.setCurrentIndex(LAYERS.index(MERGING))
            self._merging.show_partner(partner_id, self._form.draft().name)

    def _end_merging(self) -> None:
        self._parts.show()
        self.show_part(FORM)
        self._merge.setFocus()

    def _merged(self, partner_id: int) -> None:
        if partner_id == self.record_id:
            self.show_record(partner_id)
            self._end_merging()
            self.saved.emit(partner_id)


def _badge(row: PartnerRow) -> Badge:
    if row.archived:
        return Badge(_("Archived"), Role.WARNING)
    return Badge(kind_name(row.kind), Role.NEUTRAL)
