"""The form that enrols somebody: who they are, what they enter, who pays, what they agreed to."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QWidget
from typing_extensions import override

from models.enrolment.contribution import MOST_MONTHS, Contribution, month_after
from models.enrolment.drafts import EnrolmentDraft, payer_name
from models.enrolment.rate_tables import rates
from models.enrolment.tables import Payer
from models.errors import UserError
from models.office.queries import office_draft, today
from models.people.drafts import PersonDraft
from models.people.tables import Sector
from models.words import _, spoken
from ui.bench import Bench
from ui.forms.consent_field import ConsentField
from ui.forms.draft_form import DraftForm, told
from ui.forms.enrollee_form import EnrolleeForm
from ui.look import em
from ui.widgets.choice import Choice
from ui.widgets.contribution_box import ContributionBox
from ui.widgets.disclosure import Disclosure
from ui.widgets.form import FormGrid
from ui.widgets.money_field import MoneyField
from ui.widgets.months_field import MonthsField
from ui.widgets.programmes_field import ProgrammesField
from ui.widgets.reflow import Columns
from ui.widgets.scrolling import bring_into_view

OWN = frozenset(
    {
        "age_reason",
        "programmes",
        "months",
        "first_month",
        "base_income",
        "base_reason",
        "declared",
        "consent",
    }
)
"""The fields beside which something may be said here; all others are the person's."""
PERSON_ORDER = ("nik", "name", "birth_date", "occupation", "income")
MONTHS_BEFORE, MONTHS_AFTER = 3, 12
"""Around the month that is proposed, what one may choose as the first."""


class EnrolmentForm(DraftForm[EnrolmentDraft]):
    """Everything of one enrolment; Tab goes down through it in the order one asks."""

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        with bench.store.reading() as session:
            self._today = today(session)
            office = office_draft(session).name
        self._kept = EnrolmentDraft(PersonDraft(), self._today.replace(day=1))
        self._judged: tuple[EnrolmentDraft | None, dict[str, str]] = (None, {})
        self.person = EnrolleeForm(bench, self._of_person)
        self.box = ContributionBox()
        self.column.removeWidget(self.grid)
        self.person.column.setContentsMargins(0, 0, em(self, 0.75), 0)
        self.column.addWidget(Columns([(self.person, 1), (self.grid, 1)]))
        self._age_reason = QLineEdit()
        self._programmes = ProgrammesField(rates().programmes)
        self._months = MonthsField(rates().offered_months, MOST_MONTHS, _("Months"))
        self._first_month = Choice[date](_months_around(self._kept.first_month))
        self._payer = Choice[Payer]({payer: payer_name(payer) for payer in Payer})
        self._other_base = Disclosure(_("Another base income"))
        self._base = MoneyField()
        self._base_reason = QLineEdit()
        self._declared = QCheckBox(_("Knows the programmes; not in hospital or critical"))
        self._declared.setMinimumWidth(em(self, 3))
        self._consent = ConsentField(office)
        self._add_rows()
        self._listen()

    @override
    def fill(self, draft: EnrolmentDraft) -> None:
        self._kept = draft
        self.person.show_draft(draft.person)
        self._age_reason.setText(draft.age_reason)
        self._programmes.set_value(draft.programmes)
        self._months.set_value(draft.months)
        self._first_month.offer(_months_around(draft.first_month))
        self._first_month.show_value(draft.first_month)
        self._payer.show_value(draft.payer)
        self._base.set_value(draft.base_income)
        self._base_reason.setText(draft.base_reason)
        self._other_base.turn(on=draft.base_income is not None)
        self._declared.setChecked(draft.declared)
        self._consent.begin(has_consent=draft.has_consent)

    @override
    def draft(self) -> EnrolmentDraft:
        occupation = self.person.occupation()
        return replace(
            self._kept,
            person=self.person.draft(),
            occupation=occupation.name if occupation else "",
            sector=occupation.sector if occupation else Sector.OTHER,
            programmes=self._programmes.value(),
            months=self._months.value() or 0,
            first_month=self._first_month.value(),
            payer=self._payer.value(),
            base_income=self._base.value(),
            base_reason=self._base_reason.text(),
            age_reason=self._age_reason.text(),
            declared=self._declared.isChecked(),
            consent=self._consent.draft(),
        )

    @override
    def problems(self) -> dict[str, str]:
        """Return what to say beside each field, the person's as well."""
        return {**self.person.problems(), **super().problems()}

    @override
    def draft_problems(self) -> dict[str, str]:
        return {name: said for name, said in self._found().items() if name in OWN}

    @override
    def unread(self) -> dict[str, str]:
        return told({"months": self._months.problem, "base_income": self._base.problem})

    @override
    def is_changed(self) -> bool:
        return super().is_changed() or self.person.is_changed()

    @override
    def say_problems(self) -> None:
        super().say_problems()
        draft = self.draft()
        why = _("Income and months tell what it comes to.")
        self.box.show_contribution(self.contribution(), why)
        self.grid.set_visible("age_reason", draft.is_too_old(self._today))
        if draft.person.income is not None:
            table = rates().base_row(draft.person.income).base_income
            self._base.setPlaceholderText(
                _("{amount} by the table").format(amount=spoken().rupiah(table))
            )

    @override
    def reveal(self) -> None:
        self.person.reveal()
        self._touched.update(OWN)
        self.say_problems()

    @override
    def on_touched(self, name: str) -> None:
        if name == "person":
            self._touched.update({"age_reason", "first_month"})
        elif name == "base_income":
            self._touched.add("base_reason")
        else:
            self.person.say_problems()  # what is priced may be mended there

    def contribution(self) -> Contribution | None:
        """Return the contribution as it now is; None while it cannot be priced."""
        if self.unread():
            return None
        try:
            return self.draft().price()
        except UserError:
            return None

    def begin(self) -> None:
        """Put the keyboard where the first thing is missing, else where one may choose."""
        missing = self.problems()
        wanted = (self.person.field(name) for name in PERSON_ORDER if name in missing)
        first = next(wanted, self._months)
        first.setFocus(Qt.FocusReason.OtherFocusReason)
        bring_into_view(first)

    def _of_person(self) -> dict[str, str]:
        return {name: said for name, said in self._found().items() if name not in OWN}

    def _found(self) -> dict[str, str]:
        """Return all that is wrong; of one draft it is asked many times, and pricing takes long."""
        draft = self.draft()
        if draft != self._judged[0]:
            self._judged = draft, draft.problems(self._today)
        return self._judged[1]

    def _add_rows(self) -> None:
        grid = self.grid
        grid.add("age_reason", _("Why at this age"), self._age_reason)
        grid.add("programmes", _("Programmes"), self._programmes)
        grid.add("months", _("Months"), self._months)
        self._payer.setAccessibleName(_("Who pays"))
        self._first_month.setAccessibleName(_("First month"))
        grid.add("first_month", _("From · who pays"), self._first_month, self._payer)
        grid.add_whole(self._other_base)
        grid.add("base_income", _("Base income"), self._base)
        grid.add("base_reason", _("Why another base"), self._base_reason)
        grid.add_whole(self.box)
        grid.add("declared", _("Statement"), self._declared)
        grid.add("consent", _("Consent"), self._consent)
        self._show_base(shown=False)
        _align(self.person.grid, grid)

    def _listen(self) -> None:
        self.watch("person", self.person.changed)
        self.watch("age_reason", self._age_reason.textEdited)
        self.watch("programmes", self._programmes.changed)
        self.watch("months", self._months.changed)
        self.watch("first_month", self._first_month.picked)
        self.watch("payer", self._payer.picked)
        self.watch("base_income", self._base.changed)
        self.watch("base_reason", self._base_reason.textEdited)
        self.watch("declared", self._declared.clicked)
        self.watch("consent", self._consent.changed)
        self._other_base.turned.connect(self._show_base)

    def _show_base(self, shown: bool) -> None:
        """Show the other base and its reason; one that was typed is not hidden."""
        for name in ("base_income", "base_reason"):
            self.grid.set_visible(name, shown or bool(self._base.text()))


def _months_around(month: date) -> dict[date, str]:
    months = (month_after(month, count) for count in range(-MONTHS_BEFORE, MONTHS_AFTER + 1))
    return {one: spoken().month(one) for one in months}


def _align(*grids: FormGrid) -> None:
    """Make the labels of ``grids`` equally wide, so that all fields begin on one line."""
    direct = Qt.FindChildOption.FindDirectChildrenOnly
    labels: Sequence[QLabel] = [
        label
        for grid in grids
        for label in grid.findChildren(QLabel, options=direct)
        if not label.isHidden()
    ]
    widest = max(label.sizeHint().width() for label in labels)
    for label in labels:
        label.setMinimumWidth(widest)
