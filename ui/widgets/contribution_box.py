"""A contribution with its working: what each programme costs, for how long, and what in all."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from models.enrolment.contribution import Contribution, MonthPrice, Part, boundary_after
from models.enrolment.rates import RuleKind
from models.words import Words, _, ngettext, spoken
from ui.look import ACCENT, FAINT, Role, Size, Surface, em, surface
from ui.widgets.disclosure import Disclosure
from ui.widgets.paint import paint_card
from ui.widgets.scrolling import Scrolling
from ui.widgets.text import Text

LINES = 7
"""How many months are seen at once."""


class ContributionBox(QFrame):
    """Shows a contribution, large in total; month by month when asked."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: Contribution | None = None
        self._parts: dict[str, PartView] = {}
        self.base = Text("", Size.CAPTION, FAINT, wrap=True)
        self.total = Text("", Size.TITLE, ACCENT)
        self.working = Text("", Size.CAPTION, FAINT)
        self.remarks = Text("", Size.CAPTION, Role.INFO, wrap=True)
        self.more = Disclosure(_("Month by month"))
        self.months = MonthTable()
        self._scroll = Scrolling(self.months, LINES)
        self._side_by_side = QHBoxLayout()
        self._lay_out()
        self.more.turned.connect(self._show_months)
        self.show_contribution(None)

    def show_contribution(self, contribution: Contribution | None, why: str = "") -> None:
        """Show ``contribution``; for None, ``why`` there is none yet."""
        self._shown = contribution
        self._show_parts(contribution)
        for text in (self.working, self.more):
            text.setVisible(contribution is not None)
        if contribution is None:
            self._say(_("Contribution"), "–", why, ())
        else:
            words = spoken()
            total = words.rupiah(contribution.total)
            self.working.setText(contribution.working(words))
            said = remarks_said(contribution, words)
            self._say(
                _("Contribution {total}").format(total=total),
                total,
                base_said(contribution, words),
                said,
            )
        self._show_months(self.more.is_open())

    def parts(self) -> dict[str, tuple[str, str]]:
        """Return name with rate, and amount, of each programme shown."""
        shown = {code: view for code, view in self._parts.items() if not view.isHidden()}
        return {code: (view.name.text(), view.amount.text()) for code, view in shown.items()}

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        base = self.palette().base().color()
        paint_card(QPainter(self), self.rect(), em(self, 0.5), base, surface(Surface.LINE))

    def _lay_out(self) -> None:
        self._side_by_side.setSpacing(em(self, 1))
        right = QVBoxLayout()
        right.setSpacing(0)
        for text in (self.working, self.total):
            text.setAlignment(Qt.AlignmentFlag.AlignRight)
            right.addWidget(text)
        row = QHBoxLayout()
        row.addLayout(self._side_by_side)
        row.addStretch(1)
        row.addLayout(right)
        foot = QHBoxLayout()
        foot.addWidget(self.base, 1)
        foot.addWidget(self.more)
        column = QVBoxLayout(self)
        edge = em(self, 0.6)
        column.setContentsMargins(edge, em(self, 0.4), edge, em(self, 0.3))
        column.setSpacing(em(self, 0.15))
        column.addLayout(row)
        column.addWidget(self.remarks)
        column.addLayout(foot)
        column.addWidget(self._scroll)

    def _say(self, name: str, total: str, base: str, remarks: Sequence[str]) -> None:
        self.setAccessibleName(name)
        self.total.setText(total)
        self.base.setText(base)
        self.remarks.setText("\n".join(remarks))
        self.remarks.setVisible(bool(remarks))

    def _show_parts(self, contribution: Contribution | None) -> None:
        for view in self._parts.values():
            view.hide()
        if contribution is None:
            return
        for part in contribution.months[0].parts:
            view = self._parts.get(part.programme) or self._add_part(part.programme)
            view.name.setText(f"{part.programme}{_rate(part, spoken())}")
            view.amount.setText(_range(contribution, part.programme, spoken()))
            view.show()

    def _add_part(self, programme: str) -> "PartView":
        view = self._parts[programme] = PartView(self)
        self._side_by_side.addWidget(view)
        return view

    def _show_months(self, shown: bool) -> None:
        """Show the months, which are only made when somebody looks at them."""
        self._scroll.setVisible(shown and self._shown is not None)
        if shown and self._shown is not None:
            self.months.show_months(self._shown)


class PartView(QWidget):
    """What one programme costs a month, below its name."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = Text("", Size.CAPTION, FAINT)
        self.amount = Text("", Size.STRONG)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(em(self, 0.15))
        column.addWidget(self.name)
        column.addWidget(self.amount)


class MonthTable(QWidget):
    """A line for each month, and above each run of equal months the rules it is priced by."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: list[list[str]] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._inside = QWidget()
        self._column.addWidget(self._inside)

    def show_months(self, contribution: Contribution) -> None:
        """Show the months of ``contribution`` instead of those there."""
        self._column.removeWidget(self._inside)
        self._inside.hide()
        self._inside.deleteLater()
        self._inside = QWidget()
        grid = QGridLayout(self._inside)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(em(self, 1))
        grid.setVerticalSpacing(em(self, 0.2))
        grid.setColumnStretch(0, 1)
        self._lines = [["", *contribution.programmes, _("Total")]]
        _add_line(grid, self._lines[0])
        month = iter(contribution.months)
        for run in contribution.runs():
            rules = rules_said(run.price, spoken())
            text = Text(rules, Size.CAPTION, FAINT, wrap=True)
            grid.addWidget(text, grid.rowCount(), 0, 1, len(self._lines[0]))
            self._lines.append([rules])
            for _each in range(run.months):
                self._lines.append(_amounts(next(month), spoken()))
                _add_line(grid, self._lines[-1])
        self._column.addWidget(self._inside)

    def lines(self) -> list[list[str]]:
        """Return what is written, line by line."""
        return self._lines


def base_said(contribution: Contribution, words: Words) -> str:
    """Say for how many months and on what base."""
    text = ngettext(
        "{n} month, base {base}",
        "{n} months, base {base}",
        len(contribution.months),
        base=words.rupiah(contribution.base),
    )
    until = _("paid until {day}").format(day=words.day(contribution.paid_until))
    return f"{text} · {until}"


def remarks_said(contribution: Contribution, words: Words) -> list[str]:
    """Say which discount there is, from when it costs something else, and what is not certain."""
    said = [boundary.say(words) for boundary in contribution.boundaries]
    if following := boundary_after(contribution):
        said.append(following.say(words))
    discounts = contribution.months[0].discounts
    if discounts and not said:
        said.append(_("With the discount of {basis}.").format(basis=", ".join(discounts)))
    if contribution.base_row is not None and not contribution.base_confirmed:
        said.append(
            _("Row {row} of the table of base incomes has not been confirmed.").format(
                row=contribution.base_row.row
            )
        )
    return said


def rules_said(price: MonthPrice, words: Words) -> str:
    """Say by which rules a month is priced, each with its legal basis."""
    return "\n".join(_rule(part, words) for part in price.parts)


def _rule(part: Part, words: Words) -> str:
    rate = _rate(part, words) or f" {words.rupiah(part.rule.amount)}"
    text = f"{part.programme}{rate} · {part.rule.legal_basis}"
    if part.discount is None:
        return text
    share = words.percent(float(part.discount.pay_share))
    paid = _("{share} of it is paid").format(share=share)
    return f"{text} · {part.discount.legal_basis}: {paid}"


def _rate(part: Part, words: Words) -> str:
    if part.rule.kind is not RuleKind.PERCENT_OF_BASE:
        return ""
    return f" {words.number(float(part.rule.rate * 100))}%"


def _range(contribution: Contribution, programme: str, words: Words) -> str:
    amounts = sorted({month.amounts[programme] for month in contribution.months})
    return "–".join(words.rupiah(amount) for amount in dict.fromkeys((amounts[0], amounts[-1])))


def _amounts(month: MonthPrice, words: Words) -> list[str]:
    parts = [words.rupiah(part.amount) for part in month.parts]
    return [words.month(month.month), *parts, words.rupiah(month.total)]


def _add_line(grid: QGridLayout, cells: list[str]) -> None:
    row = grid.rowCount()
    for place, cell in enumerate(cells):
        text = Text(cell, Size.STRONG if place == len(cells) - 1 else Size.BODY)
        side = Qt.AlignmentFlag.AlignLeft if place == 0 else Qt.AlignmentFlag.AlignRight
        grid.addWidget(text, row, place, side)
