"""The form about a supply: what it is called, its kind, how many cards a piece is good for."""

from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from models.supplies.drafts import NAME_LENGTH, SupplyDraft, kind_name
from models.supplies.tables import SupplyKind
from models.words import _
from ui.forms.draft_form import DraftForm, told
from ui.widgets.choice import Choice
from ui.widgets.pieces_field import PiecesField


class SupplyForm(DraftForm[SupplyDraft]):
    """A supply's draft; only cards and ribbons are good for so many cards."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name, self.cards_each = QLineEdit(), PiecesField()
        self.name.setMaxLength(NAME_LENGTH)
        self.kind = Choice({kind: kind_name(kind) for kind in SupplyKind})
        hint = _("How many cards one piece is good for: a ribbon 250, a blank card 1.")
        self.grid.add("name", _("Name"), self.name, hint=_("As it is written on the box."))
        self.grid.add("kind", _("Kind"), self.kind)
        self.grid.add("cards_each", _("Cards each"), self.cards_each, hint=hint)
        self.watch("name", self.name.textEdited)
        self.watch("kind", self.kind.picked)
        self.watch("cards_each", self.cards_each.changed)
        self.setFocusProxy(self.name)

    @override
    def fill(self, draft: SupplyDraft) -> None:
        self.name.setText(draft.name)
        self.name.setCursorPosition(0)
        self.kind.show_value(draft.kind)
        self.cards_each.set_value(draft.cards_each)
        self._show_cards_each()

    @override
    def draft(self) -> SupplyDraft:
        kind = self.kind.value()
        each = 1 if kind is SupplyKind.OTHER else self.cards_each.value()
        return SupplyDraft(self.name.text(), kind, each)

    @override
    def draft_problems(self) -> dict[str, str]:
        return self.draft().problems()

    @override
    def unread(self) -> dict[str, str]:
        if self.kind.value() is SupplyKind.OTHER:
            return {}
        return told({"cards_each": self.cards_each.problem})

    @override
    def on_touched(self, name: str) -> None:
        if name == "kind":
            self._show_cards_each()

    def _show_cards_each(self) -> None:
        self.grid.set_visible("cards_each", self.kind.value() is not SupplyKind.OTHER)
