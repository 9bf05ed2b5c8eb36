"""The form about a rule of retention: after how many months, and upon what it rests."""

from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget
from typing_extensions import override

from models.privacy.retention import BASIS_LENGTH, RuleDraft
from models.privacy.tables import RetentionSubject
from models.words import _
from ui.forms.draft_form import DraftForm, told
from ui.plain import label
from ui.widgets.pieces_field import PiecesField


class RetentionForm(DraftForm[RuleDraft]):
    """A rule about the subject that was shown last."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._subject = RetentionSubject.NEVER_ENROLLED
        self.months = PiecesField()
        self.basis = QLineEdit()
        self.basis.setMaxLength(BASIS_LENGTH)
        self.active = QCheckBox(label(_("The rule is in force")))
        self.grid.add("months", _("Months"), self.months, hint=_("Counted in whole months."))
        self.grid.add("basis", _("Basis"), self.basis, hint=_("The rule or law it rests on."))
        self.grid.add("active", "", self.active)
        self.watch("months", self.months.changed)
        self.watch("basis", self.basis.textEdited)
        self.watch("active", self.active.toggled)
        self.setFocusProxy(self.months)

    @override
    def fill(self, draft: RuleDraft) -> None:
        self._subject = draft.subject
        self.months.set_value(draft.months)
        self.basis.setText(draft.basis)
        self.basis.setCursorPosition(0)
        self.active.setChecked(draft.active)

    @override
    def draft(self) -> RuleDraft:
        return RuleDraft(
            self._subject,
            self.months.value(),
            self.basis.text().strip(),
            self.active.isChecked(),
        )

    @override
    def draft_problems(self) -> dict[str, str]:
        return self.draft().problems()

    @override
    def unread(self) -> dict[str, str]:
        return told({"months": self.months.problem})
