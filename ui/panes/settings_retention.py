"""The settings' card about retention: the rules, and those whose time has passed by them."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from models.enrolment.tables import Enrolment
from models.events.tables import Attendance, Event
from models.office.rights import Right
from models.people.tables import Person
from models.privacy.retention import (
    PAGE,
    ReviewRow,
    RuleDraft,
    keep_rule,
    review_count,
    review_list,
    rules,
    subject_name,
)
from models.privacy.tables import RetentionKeep, RetentionRule, RetentionSubject
from models.words import _, ngettext, spoken
from ui.bench import Bench
from ui.forms.retention_form import RetentionForm
from ui.look import FAINT, Size
from ui.looking import ask
from ui.panes.retention_erasing import RetentionErasing
from ui.panes.retention_keeping import RetentionKeeping, RetentionKept
from ui.panes.settings_list import ListPanel
from ui.widgets.entries import Entry, EntryList
from ui.widgets.fresh import Fresh
from ui.widgets.header import action_button
from ui.widgets.stack import Stack
from ui.widgets.text import Text
from ui.widgets.tool_row import tool_row

SUBJECTS = tuple(RetentionSubject)
DUE_BY = frozenset({Person, Enrolment, Attendance, Event, RetentionKeep, RetentionRule})
LEAST = 9
"""The least width of a button, in text lines."""


class RetentionPanel(ListPanel):
    """Lists the rules; below them, by page, whom they have come to. Choosing one shows them.

    Several can be erased, or kept longer: they are ticked in place of being chosen.
    """

    kind = RetentionRule
    by_id = False

    def __init__(self, bench: Bench) -> None:
        self.count = Text("", Size.STRONG, wrap=True)
        self.due = EntryList()
        self.further = action_button(_("Show more"))
        self.several = action_button(_("Erase several…"), "trash-2")
        self.longer = action_button(_("Keep some longer…"), "calendar-days")
        self.erasing = RetentionErasing(bench)
        self.keeping = RetentionKeeping(bench)
        self.spared = RetentionKept(bench)
        self._rows: list[ReviewRow] = []
        words = _("Add"), _("Take the rule out"), ""
        kinds = frozenset({RetentionRule})
        super().__init__(bench, _("Retention"), RetentionForm(), words, kinds)
        bench.needs(Right.ADMINISTER, self.add_button, self.remove_button, self.panel.form)
        self.setFocusProxy(self.list)
        bench.needs(Right.ERASE, self.several, self.longer)
        self._listen()
        self._show_part(self.due)
        self._due_fresh = Fresh(self, bench.changes.committed, DUE_BY, self._read_due)
        self.show_list()
        self.read()

    @override
    def read(self) -> None:
        super().read()
        self.none.hide()
        self._read_due()

    @override
    def may_leave(self) -> bool:
        if not self.keeping.isHidden() and not self.keeping.may_leave():
            return False
        self.spared.show_list()
        self._show_part(self.due)
        return super().may_leave()

    @override
    def lines(self) -> Stack:
        hint = _("Look at each of them; their page has “Erase” among data and consent.")
        self._hint = Text(hint, ink=FAINT, wrap=True)
        review = Stack().add(self.count).add(self._hint).add(self.due)
        self._tools = tool_row([self.longer, self.several], LEAST)
        review.add(self.further).add(self._tools).add(self.erasing).add(self.keeping)
        return Stack().add(self.none).add(self.list).add(review).add(self.spared)

    @override
    def entries(self, session: Any) -> Sequence[Entry]:
        return [_rule_entry(place, one) for place, one in enumerate(rules(session))]

    @override
    def look_up(self, session: Any, record_id: int) -> RuleDraft:
        return rules(session)[record_id]

    @override
    def new_draft(self) -> RuleDraft:
        return RuleDraft(SUBJECTS[0])

    @override
    def keep_changed(self, session: Any, record_id: int, draft: RuleDraft) -> str:
        keep_rule(session, draft)
        return _("The rule was kept.")

    @override
    def take_out(self, session: Any, record_id: int, draft: RuleDraft) -> str:
        keep_rule(session, RuleDraft(SUBJECTS[record_id]))
        return _("The rule was taken out.")

    @override
    def _show(self, layer: QWidget) -> None:
        super()._show(layer)
        self.add_button.hide()  # there is a rule for each subject, and no other

    def _listen(self) -> None:
        for people in (self.due, self.spared):
            people.chosen.connect(lambda one: self.bench.show_page("people", person_id=one))
        self.further.clicked.connect(self._read_further)
        self.several.clicked.connect(lambda: self._begin(self.erasing))
        self.longer.clicked.connect(lambda: self._begin(self.keeping))
        for part in (self.erasing, self.keeping):
            part.left.connect(self._give_up)

    def _begin(self, part: RetentionErasing | RetentionKeeping) -> None:
        """Let several be ticked in place of choosing one."""
        part.begin()
        self._show_part(part)
        part.setFocus()

    def _give_up(self) -> None:
        button = self.several if self.keeping.isHidden() else self.longer
        self._show_part(self.due)
        (button if button.isVisible() else self.list).setFocus()

    def _show_part(self, shown: QWidget) -> None:
        """Show those to review, or what is done with several of them."""
        for part in (self.due, self.erasing, self.keeping):
            part.setVisible(part is shown)
        self._tools.setVisible(shown is self.due and bool(self._rows))

    def _read_due(self) -> None:
        self.spared.read()
        most = max(PAGE, len(self._rows))
        ask(
            self.bench,
            lambda session: (review_count(session), review_list(session, 0, most)),
            lambda found: self._show_due(*found),
            self,
        )

    def _read_further(self) -> None:
        known = self._rows
        ask(
            self.bench,
            lambda session: (review_count(session), review_list(session, len(known))),
            lambda found: self._show_due(found[0], [*known, *found[1]]),
            self,
        )

    def _show_due(self, count: int, rows: list[ReviewRow]) -> None:
        self._rows = rows
        self.count.setText(
            ngettext("{n} person to review", "{n} people to review", count)
            if count
            else _("Nobody has been kept longer than the rules say.")
        )
        self._hint.setVisible(bool(count))
        self.due.show_entries([_due_entry(row) for row in rows])
        self.further.setVisible(len(rows) < count)
        self._tools.setVisible(bool(rows) and not self.due.isHidden())
        self.erasing.show_rows(rows)
        self.keeping.show_rows(rows)


def _rule_entry(place: int, rule: RuleDraft) -> Entry:
    if rule.months is None:
        return Entry(place, subject_name(rule.subject), _("No rule"))
    months = ngettext("{n} month", "{n} months", rule.months)
    if not rule.active:
        months = _("{months}, not in force").format(months=months)
    return Entry(place, subject_name(rule.subject), months, more=rule.basis)


def _due_entry(row: ReviewRow) -> Entry:
    since = _("since {month}").format(month=spoken().month(row.since))
    return Entry(row.person_id, row.name, since, more=subject_name(row.subject))
