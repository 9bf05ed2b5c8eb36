"""The form that enrols somebody: who they are, what they enter, who pays, what they agreed to."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget
from typing_extensions import override

from models.enrolment.contribution import MOST_MONTHS, Contribution
from models.enrolment.drafts import EnrolmentDraft, payer_name
from models.enrolment.rate_tables import rates
from models.enrolment.tables import Payer
from models.errors import UserError
from models.office.queries import today
from models.people.drafts import PersonDraft
from models.people.tables import Sector
from models.words import _, spoken
from ui.bench import Bench
from ui.forms.consent_field import ConsentField
from ui.forms.draft_form import DraftForm, told
from ui.forms.enrollee_form import EnrolleeForm
from ui.forms.enrolment_money import MoneyPart
from ui.forms.enrolment_parts import align, enter, months_around, sector_badge
from ui.look import Role, em
from ui.widgets.choice import Choice
from ui.widgets.contribution_box import ContributionBox
from ui.widgets.disclosure import Disclosure
from ui.widgets.keyboard import holds
from ui.widgets.money_field import MoneyField
from ui.widgets.months_field import MonthsField
from ui.widgets.programmes_field import ProgrammesField
from ui.widgets.reflow import Columns

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
        "money",
        "amount",
        "reference",
        "billing_code",
    }
)
"""The fields beside which something may be said here; all others are the person's."""
RECOMMENDED = frozenset({"phone"})
"""What Enter does not pass by while it is empty, though one may enrol without it."""


class EnrolmentForm(DraftForm[EnrolmentDraft]):
    """Everything of one enrolment; Tab goes down through it in the order one asks."""

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        with bench.store.reading() as session:
            self._today = today(session)
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
        self._first_month = Choice[date](months_around(self._kept.first_month))
        self._payer = Choice[Payer]({payer: payer_name(payer) for payer in Payer})
        self._other_base = Disclosure(_("Another base income"))
        self._base = MoneyField()
        self._base_reason = QLineEdit()
        self._declared = QCheckBox(_("Knows the programmes; not in hospital or critical"))
        self._declared.setMinimumWidth(em(self, 3))
        self.consent = ConsentField()
        self._photo: bytes | None = None
        self._add_rows()
        self.money = MoneyPart(self.grid)
        align(self.person.grid, self.grid)
        self._listen()

    @override
    def fill(self, draft: EnrolmentDraft) -> None:
        self._kept = draft
        self.person.show_draft(draft.person)
        self._age_reason.setText(draft.age_reason)
        self._programmes.set_value(draft.programmes)
        self._months.set_value(draft.months)
        self._first_month.offer(months_around(draft.first_month))
        self._first_month.show_value(draft.first_month)
        self._payer.show_value(draft.payer)
        self._base.set_value(draft.base_income)
        self._base_reason.setText(draft.base_reason)
        self._other_base.turn(on=draft.base_income is not None)
        self._declared.setChecked(draft.declared)
        self.consent.begin(draft.consent, has_consent=draft.has_consent)
        self._photo = draft.photo
        self.money.show(draft.money)

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
            consent=self.consent.draft(),
            photo=self._photo,
            money=self.money.value(),
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
        return told(
            {
                "months": self._months.problem,
                "base_income": self._base.problem,
                "amount": self.money.problem,
            }
        )

    @override
    def is_changed(self) -> bool:
        return super().is_changed() or self.person.is_changed()

    @override
    def say_problems(self) -> None:
        super().say_problems()
        draft = self.draft()
        why = _("Income and months tell what it comes to.")
        contribution = self.contribution()
        self.box.show_contribution(contribution, why)
        self.money.show_due(contribution.total if contribution else 0)
        self.person.show_sector(sector_badge(draft))
        self._warn(draft.warnings(self._today))
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

    def photo(self) -> bytes | None:
        """Return the photo that was taken for this enrolment."""
        return self._photo

    def take_photo(self, photo: bytes | None) -> None:
        """Take ``photo``, a JPEG; with None, keep what is kept of the person already."""
        self._photo = photo
        self.changed.emit()

    def begin(self) -> None:
        """Put the keyboard where the first thing is missing, else where one may choose."""
        missing = self.problems()
        wanted = (place for name, place in self.person.fields().items() if name in missing)
        enter(next(wanted, self._months))

    def go_on(self) -> None:
        """Put the keyboard on the next field that is empty or wrong, and say there what is."""
        fields = {**self.person.fields(), **self._fields()}
        problems, names = self.problems(), list(fields)
        here = next((n for n, name in enumerate(names) if holds(fields[name])), -1)
        ahead, behind = names[here + 1 :], names[: here + 1]
        wanted = [name for name in ahead if name in problems or self._is_lacking(name)]
        wanted += [name for name in behind if name in problems]
        if wanted:
            self.tell_of(wanted[0])
            enter(fields[wanted[0]])

    def tell_of(self, name: str) -> None:
        """Say what is wrong with the field ``name``, touched or not."""
        if name in OWN:
            self._touched.add(name)
            self.say_problems()
        else:
            self.person.tell_of(name)

    def _warn(self, warnings: Mapping[str, str]) -> None:
        """Point out what is strange; of the NIK the person's form itself does."""
        self.person.warn({name: said for name, said in warnings.items() if name == "income"})
        wrong = self.problems()
        for name in warnings.keys() & OWN - wrong.keys():
            self.grid.row(name).say(warnings[name], Role.WARNING)

    def _is_lacking(self, name: str) -> bool:
        return name in RECOMMENDED and not getattr(self.person.draft(), name)

    def _fields(self) -> dict[str, QWidget]:
        return {
            "age_reason": self._age_reason,
            "programmes": self._programmes,
            "months": self._months,
            "first_month": self._first_month,
            "base_income": self._base,
            "base_reason": self._base_reason,
            "declared": self._declared,
            "consent": self.consent,
            "amount": self.money.amount,
            "reference": self.money.reference,
            "billing_code": self.money.billing_code,
        }

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
        grid.add("consent", _("Consent"), self.consent)
        self._show_base(shown=False)

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
        self.watch("consent", self.consent.changed)
        self.watch("money", self.money.kinds.chosen)
        self.watch("amount", self.money.amount.changed)
        self.watch("reference", self.money.reference.textEdited)
        self.watch("billing_code", self.money.billing_code.textEdited)
        self.money.kinds.chosen.connect(self.money.show_rows)
        self._other_base.turned.connect(self._show_base)

    def _show_base(self, shown: bool) -> None:
        """Show the other base and its reason; one that was typed is not hidden."""
        for name in ("base_income", "base_reason"):
            self.grid.set_visible(name, shown or bool(self._base.text()))
