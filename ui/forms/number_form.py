"""The form in which a person's membership number is noted or corrected."""

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from models.enrolment.numbers import NumberDraft, NumberStanding
from models.words import _
from ui.bench import Bench
from ui.forms.draft_form import DraftForm, told
from ui.forms.member_number_field import NOBODY, MemberNumberField
from ui.look import Role


class NumberForm(DraftForm[NumberDraft]):
    """A membership number, and below it what is wrong with it or follows from it."""

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.number = MemberNumberField(bench)
        self._standing = NOBODY
        self.grid.add("number", _("Membership number"), self.number)
        self.watch("number", self.number.textEdited)
        self.setFocusProxy(self.number)

    def show_person(self, person_id: int) -> NumberStanding:
        """Be about the number of this person; return how it stands."""
        self._standing = self.number.show_person(person_id)
        return self._standing

    @override
    def fill(self, draft: NumberDraft) -> None:
        self.number.setText(draft.number)

    @override
    def draft(self) -> NumberDraft:
        return NumberDraft(self.number.text().strip())

    @override
    def draft_problems(self) -> dict[str, str]:
        return self.draft().problems()

    @override
    def unread(self) -> dict[str, str]:
        return told({"number": self.number.taken})

    @override
    def early(self, name: str) -> bool:
        return self.number.is_early()

    @override
    def say_problems(self) -> None:
        super().say_problems()
        if not self.problems():
            self.grid.row("number").say(self._advice(), Role.WARNING)

    def _advice(self) -> str:
        """Say what follows from the number, once it was changed."""
        if not self._touched:
            return ""
        said = self.number.advice()
        if said or self._standing.makes_card or not self.number.text().strip():
            return said
        return _("Only the number is kept. The card is made once an enrolment is registered.")
