"""The conversations with a partner: what was said, what was promised and is still to be done."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from typing_extensions import override

from models.office.queries import today
from models.office.rights import Right
from models.partners.conversations import (
    ContactRow,
    NoteRow,
    contact_rows,
    note_draft,
    note_rows,
    speakers,
)
from models.partners.drafts import NoteDraft
from models.partners.operations import (
    add_note,
    change_note,
    finish_follow_up,
    remove_note,
    reopen_follow_up,
)
from models.partners.tables import PartnerNote
from models.words import _, spoken
from ui.bench import Bench
from ui.forms.conversation_form import ConversationForm
from ui.links import is_mobile, talk_on_whatsapp
from ui.look import Role
from ui.panes.partner_part import PartnerPart
from ui.widgets.badge import Badge
from ui.widgets.entries import Entry
from ui.widgets.header import action_button


class PartnerConversations(PartnerPart):
    """Lists the conversations, the latest first; a follow-up is ticked off in the form of one."""

    kind = PartnerNote

    def __init__(self, bench: Bench) -> None:
        with bench.store.reading() as session:
            self._today = today(session)
        self._form = ConversationForm(self._today)
        self._contacts: dict[int, ContactRow] = {}
        self._officers: dict[int, str] = {}
        self._rows: dict[int, NoteRow] = {}
        self.done_button = action_button("", "check")
        self.talk_button = action_button(_("Talk on WhatsApp"), "phone")
        none = _("No conversation noted yet.")
        super().__init__(bench, self._form, _("Note a conversation"), none)
        self.panel.buttons.insertWidget(1, self.done_button)
        self._form.column.addWidget(self.talk_button)
        bench.needs(Right.PLAN, self.done_button, self.talk_button)
        self.done_button.clicked.connect(self._turn)
        self.talk_button.clicked.connect(self._talk)
        self._form.changed.connect(self._judge_phone)

    @override
    def entries(self, session: Any, partner_id: int) -> Sequence[Entry]:
        self._today = today(session)
        self._rows = {row.id: row for row in note_rows(session, partner_id)}
        return [_entry(row, self._today) for row in self._rows.values()]

    @override
    def prepare(self, session: Any, partner_id: int) -> None:
        self._contacts = {one.id: one for one in contact_rows(session, partner_id)}
        self._officers = {one.id: one.name for one in speakers(session, partner_id)}
        names = {one.id: one.name for one in self._contacts.values()}
        self._form.offer(names, self._officers)

    @override
    def look_up(self, session: Any, record_id: int) -> NoteDraft:
        return note_draft(session, record_id)

    @override
    def new_draft(self) -> NoteDraft:
        """Begin with today and who sits at this desk; with the contact if there is but one."""
        only = next(iter(self._contacts)) if len(self._contacts) == 1 else None
        here = self._bench.store.officer_id
        return NoteDraft(self._today, only, here if here in self._officers else None)

    @override
    def add(self, session: Any, partner_id: int, draft: NoteDraft) -> None:
        add_note(session, partner_id, draft)

    @override
    def change(self, session: Any, record_id: int, draft: NoteDraft) -> None:
        change_note(session, record_id, draft)

    @override
    def remove(self, session: Any, record_id: int) -> None:
        remove_note(session, record_id)

    @override
    def added(self) -> str:
        return _("The conversation was noted.")

    @override
    def changed(self) -> str:
        return _("The conversation was changed.")

    @override
    def removed(self) -> str:
        return _("The conversation was removed.")

    @override
    def opened(self, record_id: int | None) -> None:
        row = self._rows.get(record_id) if record_id is not None else None
        self.done_button.setVisible(row is not None and row.due_on is not None)
        done = row is not None and row.done
        self.done_button.setText(_("Still to be done") if done else _("Followed up"))
        self._judge_phone()

    def _turn(self) -> None:
        """Note the follow-up as done, or as still to be done."""
        row = self._rows.get(self._record_id) if self._record_id is not None else None
        if row is None or not self.panel.may_leave():
            return
        note_id = row.id
        if row.done:
            done = _("The follow-up is still to be done.")
            self.keep(lambda session: reopen_follow_up(session, note_id), done)
        else:
            self.keep(lambda session: finish_follow_up(session, note_id), _("Followed up."))

    def _phone(self) -> str:
        chosen = self._form.contact.value()
        contact = self._contacts.get(chosen) if chosen is not None else None
        return contact.phone if contact else ""

    def _judge_phone(self) -> None:
        self.talk_button.setEnabled(is_mobile(self._phone()))

    def _talk(self) -> None:
        talk_on_whatsapp(self._phone())


def _entry(row: NoteRow, today: date) -> Entry:
    detail = [spoken().digits(row.held_on), row.contact, row.officer]
    said = " ".join(row.text.split())
    return Entry(row.id, said, " · ".join(filter(None, detail)), badge=_badge(row, today))


def _badge(row: NoteRow, today: date) -> Badge | None:
    if row.due_on is None:
        return None
    if row.done:
        return Badge(_("Followed up"), Role.SUCCESS)
    day = spoken().digits(row.due_on)
    if row.due_on < today:
        return Badge(_("Overdue since {day}").format(day=day), Role.DANGER)
    return Badge(_("Due {day}").format(day=day), Role.WARNING)
