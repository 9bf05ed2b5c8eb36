"""The small form that puts right at the desk what a card would be printed with."""

from dataclasses import replace
from datetime import date

from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from models.people.drafts import PersonDraft
from models.words import _
from ui.forms.draft_form import DraftForm, told
from ui.widgets.date_field import DateField
from ui.widgets.phone_field import PhoneField

LEAST_AGE = 15
"""Of a birth year in two digits, the century that makes the person this old is meant."""


class MendingForm(DraftForm[PersonDraft]):
    """Name, birth date and phone; a reason where the NIK then says something else."""

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._kept = PersonDraft()
        self.name = QLineEdit()
        self.birth_date = DateField(today, LEAST_AGE)
        self.phone = PhoneField()
        self.reason = QLineEdit()
        self.grid.add("name", _("Name"), self.name, hint=_("As on the KTP"))
        self.grid.add("birth_date", _("Birth date"), self.birth_date)
        self.grid.add("nik_reason", _("Why they differ"), self.reason)
        self.grid.add("phone", _("Phone (WhatsApp)"), self.phone)
        self.watch("name", self.name.textEdited)
        self.watch("birth_date", self.birth_date.changed)
        self.watch("phone", self.phone.changed)
        self.watch("nik_reason", self.reason.textEdited)

    @override
    def fill(self, draft: PersonDraft) -> None:
        self._kept = draft
        self.name.setText(draft.name)
        self.birth_date.set_value(draft.birth_date)
        self.phone.set_value(draft.phone)
        self.reason.setText(draft.nik_reason)

    @override
    def draft(self) -> PersonDraft:
        return replace(
            self._kept,
            name=self.name.text(),
            birth_date=self.birth_date.value(),
            phone=self.phone.value(),
            nik_reason=self.reason.text(),
        )

    @override
    def draft_problems(self) -> dict[str, str]:
        draft = self.draft()
        found = draft.problems(self._today)
        if draft.wants_reason(self._today) and not draft.nik_reason.strip():
            found["nik_reason"] = _("Say why the NIK and the KTP differ.")
        return {name: found[name] for name in found if name != "nik"}

    @override
    def unread(self) -> dict[str, str]:
        return told({"birth_date": self.birth_date.problem, "phone": self.phone.problem})

    @override
    def say_problems(self) -> None:
        draft = self.draft()
        differs = bool(draft.nik_reason) or draft.wants_reason(self._today)
        self.grid.set_visible("nik_reason", differs)
        super().say_problems()

    @override
    def on_touched(self, name: str) -> None:
        if name == "birth_date":
            self._touched.add("nik_reason")

    def begin(self) -> None:
        """Put the keyboard into the name."""
        self.name.setFocus()
        self.name.selectAll()
