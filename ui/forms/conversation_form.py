"""The form about a conversation with a partner: when, who with whom, what, what is due of it."""

from collections.abc import Mapping
from datetime import date

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from models.partners.drafts import NoteDraft
from models.words import _
from ui.forms.draft_form import DraftForm, told
from ui.widgets.choice import Choice
from ui.widgets.note_field import NoteField
from ui.widgets.planned_day import PlannedDay


class ConversationForm(DraftForm[NoteDraft]):
    """A conversation's draft; whom it may name is offered by the page."""

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.held_on, self.due_on = PlannedDay(today), PlannedDay(today)
        self.contact = Choice[int | None]({None: ""})
        self.officer = Choice[int | None]({None: ""})
        self.text = NoteField(4)
        self.grid.add("held_on", _("Day"), self.held_on)
        self.grid.add("contact_id", _("Spoke with"), self.contact)
        self.grid.add("officer_id", _("From the office"), self.officer)
        self.grid.add("text", _("What was said"), self.text)
        self.grid.add(
            "due_on", _("Follow up by"), self.due_on, hint=_("Empty: nothing was promised.")
        )
        self.watch("held_on", self.held_on.changed)
        self.watch("contact_id", self.contact.picked)
        self.watch("officer_id", self.officer.picked)
        self.watch("text", self.text.textChanged)
        self.watch("due_on", self.due_on.changed)
        self.setFocusProxy(self.text)

    def offer(self, contacts: Mapping[int, str], officers: Mapping[int, str]) -> None:
        """Offer these people; one chosen who is no longer among them is chosen no more."""
        for choice, people in ((self.contact, contacts), (self.officer, officers)):
            names: dict[int | None, str] = {None: _("Not noted")}
            names.update(people.items())
            chosen = choice.value()
            choice.offer(names)
            choice.show_value(chosen if chosen in names else None)

    @override
    def fill(self, draft: NoteDraft) -> None:
        self.held_on.set_value(draft.held_on)
        self.contact.show_value(draft.contact_id)
        self.officer.show_value(draft.officer_id)
        self.text.show_text(draft.text)
        self.due_on.set_value(draft.due_on)

    @override
    def draft(self) -> NoteDraft:
        return NoteDraft(
            held_on=self.held_on.value(),
            contact_id=self.contact.value(),
            officer_id=self.officer.value(),
            text=self.text.text(),
            due_on=self.due_on.value(),
        )

    @override
    def draft_problems(self) -> dict[str, str]:
        return self.draft().problems()

    @override
    def unread(self) -> dict[str, str]:
        return told({"held_on": self.held_on.problem, "due_on": self.due_on.problem})
