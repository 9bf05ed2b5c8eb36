"""The form about a partner's answer: what it was, when, who spoke to whom."""

from collections.abc import Mapping
from datetime import date

from PySide6.QtWidgets import QCheckBox, QWidget
from typing_extensions import override

from models.events.answers import ANSWERED, AnswerDraft, turned
from models.events.drafts import answer_name
from models.events.tables import Answer
from models.words import _
from ui.forms.draft_form import DraftForm, told
from ui.widgets.choice import Choice
from ui.widgets.note_field import NoteField
from ui.widgets.planned_day import PlannedDay


class AnswerForm(DraftForm[AnswerDraft]):
    """An answer's draft; whom it may name is offered by the page.

    Another answer is taken to be given today by who sits at this desk, until the person says
    otherwise.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = date.min
        self._here: int | None = None
        self.answer = Choice({answer: answer_name(answer) for answer in Answer})
        self.asked_on, self.answered_on = PlannedDay(), PlannedDay()
        self.contact = Choice[int | None]({None: ""})
        self.officer = Choice[int | None]({None: ""})
        self.note = NoteField(2)
        self.conversation = QCheckBox(_("Note it with the partner's conversations, too"))
        self._lay_out()
        self.watch("answer", self.answer.picked)
        self.watch("asked_on", self.asked_on.changed)
        self.watch("answered_on", self.answered_on.changed)
        self.watch("contact_id", self.contact.picked)
        self.watch("officer_id", self.officer.picked)
        self.watch("note", self.note.textChanged)
        self.watch("conversation", self.conversation.clicked)
        self.setFocusProxy(self.answer)

    def know(self, today: date, here: int | None) -> None:
        """Take ``today`` and who sits ``here`` for what is not said otherwise."""
        self._today, self._here = today, here

    def offer(self, contacts: Mapping[int, str], officers: Mapping[int, str]) -> None:
        """Offer these people; one chosen who is no longer among them is chosen no more."""
        for choice, people in ((self.contact, contacts), (self.officer, officers)):
            names: dict[int | None, str] = {None: _("Not noted")}
            names.update(people.items())
            chosen = choice.value()
            choice.offer(names)
            choice.show_value(chosen if chosen in names else None)

    @override
    def fill(self, draft: AnswerDraft) -> None:
        self.answer.show_value(draft.answer)
        self.asked_on.set_value(draft.asked_on)
        self.answered_on.set_value(draft.answered_on)
        self.contact.show_value(draft.contact_id)
        self.officer.show_value(draft.officer_id)
        self.note.show_text(draft.note)
        self.conversation.setChecked(draft.conversation)
        self._show_days()

    @override
    def draft(self) -> AnswerDraft:
        answered = self.answer.value() in ANSWERED
        return AnswerDraft(
            answer=self.answer.value(),
            asked_on=self.asked_on.value(),
            answered_on=self.answered_on.value() if answered else None,
            contact_id=self.contact.value(),
            officer_id=self.officer.value(),
            note=self.note.text(),
            conversation=self.conversation.isChecked(),
        )

    @override
    def draft_problems(self) -> dict[str, str]:
        return self.draft().problems()

    @override
    def unread(self) -> dict[str, str]:
        days = {"asked_on": self.asked_on.problem}
        if self.answer.value() in ANSWERED:
            days["answered_on"] = self.answered_on.problem
        return told(days)

    @override
    def on_touched(self, name: str) -> None:
        if name == "answer":
            self.fill(turned(self.draft(), self.answer.value(), self._today, self._officer()))

    def _officer(self) -> int | None:
        """Return who sits here, if they are offered."""
        shown = self.officer.value()
        if self._here is None or shown is not None:
            return shown
        try:
            self.officer.show_value(self._here)
        except ValueError:
            return None
        return self._here

    def _show_days(self) -> None:
        answer = self.answer.value()
        self.grid.set_visible("asked_on", answer is not Answer.NOT_ASKED)
        self.grid.set_visible("answered_on", answer in ANSWERED)

    def _lay_out(self) -> None:
        grid = self.grid
        grid.add("answer", _("Answer"), self.answer)
        grid.add("asked_on", _("Asked on"), self.asked_on)
        grid.add("answered_on", _("Answered on"), self.answered_on)
        grid.add("contact_id", _("Spoke with"), self.contact)
        grid.add("officer_id", _("From the office"), self.officer)
        grid.add("note", _("Note"), self.note)
        self.conversation.setAccessibleName(self.conversation.text())
        grid.add_whole(self.conversation)
