"""The form about somebody who works at the office."""

from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from models.office.drafts import OfficerDraft, officer_role_name
from models.office.tables import Role
from models.words import _
from ui.forms.draft_form import DraftForm, told
from ui.widgets.choice import Choice
from ui.widgets.phone_field import PhoneField

NAME_LENGTH, NUMBER_LENGTH = 300, 32


class OfficerForm(DraftForm[OfficerDraft]):
    """An officer's draft; the ``short`` form asks for name and position only."""

    def __init__(self, *, short: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._position, self._number = QLineEdit(), QLineEdit(), QLineEdit()
        for line in (self._name, self._position):
            line.setMaxLength(NAME_LENGTH)
        self._number.setMaxLength(NUMBER_LENGTH)
        self._phone = PhoneField()
        self._role = Choice({role: officer_role_name(role) for role in Role})
        self._position.setPlaceholderText(_("For instance: coordinator"))
        grid = self.grid
        grid.add("name", _("Your name") if short else _("Name"), self._name)
        grid.add("position", _("Your position") if short else _("Position"), self._position)
        grid.add("staff_number", _("Staff number"), self._number)
        grid.add("phone", _("Phone"), self._phone)
        grid.add("role", _("Role"), self._role, hint=role_hints()[Role.ADMINISTRATOR])
        for name in ("staff_number", "phone", "role"):
            grid.set_visible(name, not short)
        self.setFocusProxy(self._name)
        self.watch("name", self._name.textEdited)
        self.watch("position", self._position.textEdited)
        self.watch("staff_number", self._number.textEdited)
        self.watch("phone", self._phone.changed)
        self.watch("role", self._role.picked)
        self._role.currentIndexChanged.connect(self._hint)
        self._hint()

    @override
    def fill(self, draft: OfficerDraft) -> None:
        self._phone.set_value(draft.phone)
        self._role.show_value(draft.role)
        for line, text in (
            (self._name, draft.name),
            (self._position, draft.position),
            (self._number, draft.staff_number),
        ):
            line.setText(text)
            line.setCursorPosition(0)

    @override
    def draft(self) -> OfficerDraft:
        return OfficerDraft(
            name=self._name.text(),
            position=self._position.text(),
            staff_number=self._number.text(),
            phone=self._phone.value(),
            role=self._role.value(),
        )

    @override
    def draft_problems(self) -> dict[str, str]:
        return self.draft().problems()

    @override
    def unread(self) -> dict[str, str]:
        return told({"phone": self._phone.problem})

    def _hint(self) -> None:
        """Say below the role what it allows."""
        self.grid.row("role").hint(role_hints()[self._role.value()])


def role_hints() -> dict[Role, str]:
    """Return what each role allows, in a sentence."""
    return {
        Role.ADMINISTRATOR: _("May do everything, also officers, passwords and the office."),
        Role.COORDINATOR: _("Plans events, keeps people and partners, prints, exports."),
        Role.DESK_OFFICER: _("Serves at the desk of an event, and nothing else."),
        Role.READER: _("Looks, and changes nothing. Numbers of people stay masked."),
    }
