"""The settings' card about leave and travel: who of the office is away when."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from typing_extensions import override

from models.office.absences import (
    AbsenceDraft,
    AbsenceRow,
    absence_draft,
    absence_name,
    absences,
    add_absence,
    change_absence,
    remove_absence,
)
from models.office.queries import officer_draft, officers, today
from models.office.tables import Absence, Officer
from models.words import _, spoken
from ui.bench import Bench
from ui.forms.absence_form import AbsenceForm
from ui.look import Role
from ui.panes.settings_list import ListPanel
from ui.widgets.badge import Badge
from ui.widgets.entries import Entry

RECENT = timedelta(days=60)
"""How long ago an absence may have ended to be listed still."""


class AbsencesPanel(ListPanel):
    """Lists who is or will be away, the next first, and after them who was lately."""

    kind = Absence

    def __init__(self, bench: Bench) -> None:
        with bench.store.reading() as session:
            self.form = AbsenceForm(today(session))
        none = _("Nobody is away: note leave and travel, and events say who cannot come.")
        words = _("Add absence"), _("Remove"), none
        kinds = frozenset({Absence, Officer})
        super().__init__(bench, _("Leave and travel"), self.form, words, kinds)
        self.show_list()
        self.read()

    @override
    def entries(self, session: Any) -> Sequence[Entry]:
        day = today(session)
        rows = absences(session, day - RECENT, date.max)
        return [_entry(row, day) for row in sorted(rows, key=lambda row: row.last_day < day)]

    @override
    def prepare(self, session: Any, draft: AbsenceDraft) -> None:
        names = {one.id: one.name for one in officers(session)}
        if draft.officer_id is not None and draft.officer_id not in names:
            names[draft.officer_id] = officer_draft(session, draft.officer_id).name
        self.form.offer(names)

    @override
    def look_up(self, session: Any, record_id: int) -> AbsenceDraft:
        return absence_draft(session, record_id)

    @override
    def new_draft(self) -> AbsenceDraft:
        return AbsenceDraft()

    @override
    def keep_new(self, session: Any, draft: AbsenceDraft) -> str:
        add_absence(session, draft)
        return _("The absence was noted.")

    @override
    def keep_changed(self, session: Any, record_id: int, draft: AbsenceDraft) -> str:
        change_absence(session, record_id, draft)
        return _("The absence was changed.")

    @override
    def take_out(self, session: Any, record_id: int, draft: AbsenceDraft) -> str:
        remove_absence(session, record_id)
        return _("The absence was removed.")


def _entry(row: AbsenceRow, day: date) -> Entry:
    told = absence_name(row.kind), days_said(row.first_day, row.last_day), row.note
    detail = " · ".join(part for part in told if part)
    return Entry(row.id, row.officer, detail, icon="circle-user-round", badge=_badge(row, day))


def _badge(row: AbsenceRow, day: date) -> Badge | None:
    if row.last_day < day:
        return Badge(_("Over"))
    return Badge(_("Away now"), Role.WARNING) if row.first_day <= day else None


def days_said(first: date, last: date) -> str:
    """Write one day, or from which to which."""
    words = spoken()
    return words.day(first) if first == last else f"{words.day(first)} – {words.day(last)}"
