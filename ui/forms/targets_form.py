"""The form of a year's targets: how many to enrol and how much money, month by month."""

import dataclasses
from dataclasses import dataclass
from datetime import date

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from models.edits import by_place
from models.office.targets import MONTHS, Amount, spread
from models.words import _, spoken
from ui.forms.draft_form import DraftForm
from ui.look import FAINT
from ui.widgets.count_field import CountField
from ui.widgets.header import action_button
from ui.widgets.money_field import MoneyField
from ui.widgets.read_field import ReadField
from ui.widgets.text import Text

TOTAL = "total"
QUARTER = 3


def _month_said(draft: "TargetsDraft", place: int) -> str:
    return spoken().month(date(draft.year, place + 1, 1))


@dataclass(frozen=True, slots=True)
class TargetsDraft:
    """The targets of a year, January first."""

    year: int
    months: tuple[Amount, ...] = dataclasses.field(
        default=(Amount(),) * MONTHS, metadata=by_place("month_target", _month_said)
    )


class AmountRow:
    """The two fields of one month, or of the year."""

    def __init__(self) -> None:
        self.enrolled, self.rupiah = CountField(_("Enrolments")), MoneyField(_("Contributions"))

    def fields(self) -> tuple[ReadField[int], ReadField[int]]:
        """Return both fields, people first."""
        return self.enrolled, self.rupiah

    def call(self, span: str) -> None:
        """Have a screen reader call the fields after ``span``."""
        self.enrolled.setAccessibleName(_("Enrolments, {span}").format(span=span))
        self.rupiah.setAccessibleName(_("Contributions, {span}").format(span=span))

    def show(self, amount: Amount) -> None:
        """Show ``amount``; of nought nothing."""
        self.enrolled.set_value(amount.enrolled or None)
        self.rupiah.set_value(amount.rupiah or None)

    def amount(self) -> Amount:
        """Return what was typed; what cannot be read is nought."""
        return Amount(self.enrolled.value() or 0, self.rupiah.value() or 0)

    def problem(self) -> str:
        """Return what to say of a text that cannot be read."""
        return next(filter(None, (field.problem() for field in self.fields())), "")


class TargetsForm(DraftForm[TargetsDraft]):
    """Twelve rows with the sums of the quarters; a total of the year can be spread over them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._year = date.min.year
        self.total = AmountRow()
        self.months = [AmountRow() for _n in range(MONTHS)]
        self.sums = [Text("", ink=FAINT, wrap=True) for _n in range(MONTHS // QUARTER)]
        self.spread_button = action_button(_("Spread evenly over the months"), "chart-column")
        self._lay_out()
        self._listen()
        self.setFocusProxy(self.total.enrolled)

    def spread(self) -> None:
        """Spread the total evenly over the months."""
        wanted = self.total.amount()
        people, money = spread(wanted.enrolled), spread(wanted.rupiah)
        for row, amount in zip(self.months, map(Amount, people, money), strict=True):
            row.show(amount)
        self._show_sums()
        self._touch(TOTAL)

    @override
    def fill(self, draft: TargetsDraft) -> None:
        self._year = draft.year
        for number, (row, amount) in enumerate(zip(self.months, draft.months, strict=True), 1):
            row.call(spoken().month(date(draft.year, number, 1)))
            row.show(amount)
        self.total.call(str(draft.year))
        self._show_sums()
        self._show_total()

    @override
    def draft(self) -> TargetsDraft:
        return TargetsDraft(self._year, tuple(row.amount() for row in self.months))

    @override
    def draft_problems(self) -> dict[str, str]:
        if self.total.problem() or self.total.amount() == self._sum(0, MONTHS):
            return {}
        return {TOTAL: _("Spread this over the months, or it is not kept.")}

    @override
    def unread(self) -> dict[str, str]:
        rows = {TOTAL: self.total, **{_name(n): row for n, row in enumerate(self.months)}}
        return {name: said for name, row in rows.items() if (said := row.problem())}

    @override
    def is_changed(self) -> bool:
        return super().is_changed() or TOTAL in self.draft_problems()

    @override
    def on_touched(self, name: str) -> None:
        if name != TOTAL:
            self._show_sums()
            self._show_total()

    def _sum(self, first: int, after: int) -> Amount:
        return sum((row.amount() for row in self.months[first:after]), Amount())

    def _show_total(self) -> None:
        self.total.show(self._sum(0, MONTHS))

    def _show_sums(self) -> None:
        words = spoken()
        for number, text in enumerate(self.sums):
            amount = self._sum(number * QUARTER, (number + 1) * QUARTER)
            said = _("Quarter {number}: {enrolled} enrolments, {rupiah}").format(
                number=number + 1,
                enrolled=words.number(amount.enrolled),
                rupiah=words.rupiah(amount.rupiah),
            )
            text.setText(said)

    def _lay_out(self) -> None:
        words = spoken()
        self.grid.add_headings(_("Enrolments"), _("Contributions"))
        self.grid.add(TOTAL, _("The whole year"), *self.total.fields())
        self.grid.add_whole(self.spread_button)
        for number, row in enumerate(self.months):
            name = words.month_name(date(2000, number + 1, 1))
            self.grid.add(_name(number), name, *row.fields())
            if number % QUARTER == QUARTER - 1:
                self.grid.add_whole(self.sums[number // QUARTER])

    def _listen(self) -> None:
        self.spread_button.clicked.connect(self.spread)
        for field in self.total.fields():
            self.watch(TOTAL, field.changed)
        for number, row in enumerate(self.months):
            for field in row.fields():
                self.watch(_name(number), field.changed)


def _name(number: int) -> str:
    return f"month{number}"
