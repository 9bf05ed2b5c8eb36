"""The form about a person's request about their data: what, when and how it was asked."""

from datetime import date, datetime

from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from models.privacy.drafts import HOW_LENGTH, RequestDraft, request_names
from models.words import _
from ui.forms.draft_form import DraftForm, told
from ui.widgets.choice import Choice
from ui.widgets.planned_day import PlannedDay
from ui.widgets.time_field import TimeField


class RequestForm(DraftForm[RequestDraft]):
    """A request's draft; day and time on the office's clock."""

    def __init__(self, now: datetime, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._now = now.replace(tzinfo=None)
        self.kind = Choice(request_names())
        self.day, self.time = PlannedDay(now.date()), TimeField()
        self.how = QLineEdit()
        self.how.setMaxLength(HOW_LENGTH)
        self.grid.add("kind", _("What is asked"), self.kind)
        self.grid.add("asked_at", _("When it was asked"), self.day)
        self.grid.add("time", _("At"), self.time)
        hint = _("In person, by letter, by phone; what was said.")
        self.grid.add("how", _("How"), self.how, hint=hint)
        self.watch("kind", self.kind.picked)
        self.watch("asked_at", self.day.changed)
        self.watch("time", self.time.changed)
        self.watch("how", self.how.textEdited)
        self.setFocusProxy(self.kind)

    def begin_at(self, now: datetime) -> RequestDraft:
        """Take what the office's clock shows; return a draft that begins with it."""
        self._now = now.replace(second=0, microsecond=0, tzinfo=None)
        return RequestDraft(asked_at=self._now)

    @override
    def fill(self, draft: RequestDraft) -> None:
        self.kind.show_value(draft.kind)
        asked = draft.asked_at or self._now
        self.day.set_value(asked.date())
        self.time.set_value(asked.time())
        self.how.setText(draft.how)

    @override
    def draft(self) -> RequestDraft:
        day: date | None = self.day.value()
        hour = self.time.value()
        asked = datetime.combine(day, hour) if day is not None and hour is not None else None
        return RequestDraft(self.kind.value(), asked, self.how.text().strip())

    @override
    def draft_problems(self) -> dict[str, str]:
        found = self.draft().problems(self._now)
        if self.day.value() is None:
            found["asked_at"] = _("On which day was it asked?")
        if self.time.value() is None:
            found["time"] = _("At what time was it asked? From then on the clock runs.")
        return found

    @override
    def unread(self) -> dict[str, str]:
        return told({"asked_at": self.day.problem, "time": self.time.problem})
