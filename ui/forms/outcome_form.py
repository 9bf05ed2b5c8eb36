"""The form of what is to be said of an event after it, besides the figures."""

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from models.events.drafts import OutcomeDraft
from models.words import _
from ui.forms.draft_form import DraftForm, told
from ui.widgets.count_field import CountField
from ui.widgets.note_field import NoteField


class OutcomeForm(DraftForm[OutcomeDraft]):
    """Problems met, what is asked for next, how many people then."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.problems_met = NoteField(2)
        self.follow_up = NoteField(2)
        self.people = CountField()
        self.grid.add("problems_met", _("&Problems"), self.problems_met)
        self.grid.add("follow_up", _("Follow-&up"), self.follow_up)
        self.grid.add("follow_up_people", _("People &wanted then"), self.people)
        self.watch("problems_met", self.problems_met.textChanged)
        self.watch("follow_up", self.follow_up.textChanged)
        self.watch("follow_up_people", self.people.changed)

    @override
    def draft(self) -> OutcomeDraft:
        return OutcomeDraft(
            problems_met=self.problems_met.text(),
            follow_up=self.follow_up.text(),
            follow_up_people=self.people.value(),
        )

    @override
    def fill(self, draft: OutcomeDraft) -> None:
        self.problems_met.show_text(draft.problems_met)
        self.follow_up.show_text(draft.follow_up)
        self.people.set_value(draft.follow_up_people)

    @override
    def draft_problems(self) -> dict[str, str]:
        return {}

    @override
    def unread(self) -> dict[str, str]:
        return told({"follow_up_people": self.people.problem})
