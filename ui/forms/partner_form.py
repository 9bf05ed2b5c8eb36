"""The form about a partner: what it is, where, how to reach it, and whom one speaks to there."""

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from models.partners.drafts import PartnerDraft, kind_name
from models.partners.tables import PartnerKind
from models.words import _
from ui.bench import Bench
from ui.forms.contacts_field import ContactsField
from ui.forms.draft_form import DraftForm, told
from ui.forms.village_field import VillageField
from ui.widgets.choice import Choice
from ui.widgets.note_field import NoteField
from ui.widgets.phone_field import PhoneField

ADDRESS_LENGTH, EMAIL_LENGTH = 500, 300


class PartnerForm(DraftForm[PartnerDraft]):
    """A partner's draft, its contacts among it."""

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._address, self._email = QLineEdit(), QLineEdit(), QLineEdit()
        self._address.setMaxLength(ADDRESS_LENGTH)
        self._email.setMaxLength(EMAIL_LENGTH)
        self._kind = Choice[PartnerKind]({kind: kind_name(kind) for kind in PartnerKind})
        self._phone = PhoneField()
        self._village = VillageField(bench)
        self._note = NoteField()
        self._contacts = ContactsField()
        self._add_rows()
        self._listen()

    @override
    def fill(self, draft: PartnerDraft) -> None:
        self._kind.show_value(draft.kind)
        self._phone.set_value(draft.phone)
        self._village.show_village(draft.region_code, draft.region_line)
        self._contacts.show_contacts(draft.contacts)
        with QSignalBlocker(self._note):
            self._note.show_text(draft.note)
        for line, text in (
            (self._name, draft.name),
            (self._address, draft.address),
            (self._email, draft.email),
        ):
            line.setText(text)
            line.setCursorPosition(0)

    @override
    def draft(self) -> PartnerDraft:
        return PartnerDraft(
            name=self._name.text(),
            kind=self._kind.value(),
            region_code=self._village.code(),
            region_line=self._village.line(),
            address=self._address.text(),
            phone=self._phone.value(),
            email=self._email.text(),
            note=self._note.text(),
            contacts=self._contacts.contacts(),
        )

    @override
    def draft_problems(self) -> dict[str, str]:
        return self.draft().problems()

    @override
    def unread(self) -> dict[str, str]:
        return told({"phone": self._phone.problem, "contacts": self._contacts.problem})

    def begin(self) -> None:
        """Put the keyboard into the first field."""
        self._name.setFocus()

    def take(self, name: str) -> None:
        """Take in what was searched for, as if it had been typed here."""
        if name:
            self._name.setText(name)
            self._name.textEdited.emit(name)

    def _add_rows(self) -> None:
        grid = self.grid
        grid.add("name", _("Name"), self._name)
        grid.add("kind", _("Kind"), self._kind)
        grid.add("contacts", _("Contacts"), self._contacts)
        grid.add("phone", _("Phone"), self._phone)
        grid.add("email", _("E-mail"), self._email)
        grid.add("village", _("Village"), self._village)
        grid.add("address", _("Address"), self._address)
        grid.add("note", _("Note"), self._note)

    def _listen(self) -> None:
        self.watch("name", self._name.textEdited)
        self.watch("kind", self._kind.picked)
        self.watch("phone", self._phone.changed)
        self.watch("email", self._email.textEdited)
        self.watch("village", self._village.changed)
        self.watch("address", self._address.textEdited)
        self.watch("note", self._note.textChanged)
        self.watch("contacts", self._contacts.changed)
