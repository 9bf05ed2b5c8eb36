"""The form about days on which the office is closed: why, from when until when."""

from collections.abc import Mapping
from datetime import date

from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from models.office.closed_days import NAME_LENGTH, ClosedDayDraft
from models.words import _
from ui.forms.draft_form import DraftForm, told
from ui.widgets.planned_day import PlannedDay


class ClosedDayForm(DraftForm[ClosedDayDraft]):
    """A draft of closed days; which days are closed already is told by the page."""

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._taken: Mapping[date, str] = {}
        self.name = QLineEdit()
        self.name.setMaxLength(NAME_LENGTH)
        self.first_day, self.last_day = PlannedDay(today), PlannedDay(today)
        self.grid.add("name", _("Why"), self.name, hint=_("Such as an office meeting or a move."))
        self.grid.add("first_day", _("First day"), self.first_day)
        self.grid.add("last_day", _("Last day"), self.last_day, hint=_("Empty: one day only."))
        self.watch("name", self.name.textEdited)
        self.watch("first_day", self.first_day.changed)
        self.watch("last_day", self.last_day.changed)
        self.setFocusProxy(self.name)

    def know(self, taken: Mapping[date, str]) -> None:
        """Refuse these days, which are closed already."""
        self._taken = taken

    @override
    def fill(self, draft: ClosedDayDraft) -> None:
        self.name.setText(draft.name)
        self.name.setCursorPosition(0)
        self.first_day.set_value(draft.first_day)
        self.last_day.set_value(draft.last_day)

    @override
    def draft(self) -> ClosedDayDraft:
        return ClosedDayDraft(self.name.text(), self.first_day.value(), self.last_day.value())

    @override
    def draft_problems(self) -> dict[str, str]:
        return self.draft().problems(self._taken)

    @override
    def unread(self) -> dict[str, str]:
        return told({"first_day": self.first_day.problem, "last_day": self.last_day.problem})

    @override
    def on_touched(self, name: str) -> None:
        if name == "last_day":
            self._touched.add("first_day")  # a longer span may reach a day that is closed already
