"""The budget of an event: what each thing was to cost and did, and what a new member cost."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QEnterEvent, QMouseEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from models.enrolment.tables import Enrolment
from models.events.budget import (
    Budget,
    CostDraft,
    CostRow,
    add_cost,
    budget,
    change_cost,
    move_cost,
    remove_cost,
    spending,
)
from models.events.tables import BudgetLine, Event
from models.words import _, ngettext, spoken
from ui.bench import Bench
from ui.forms.budget_form import BudgetForm
from ui.icons import Ink
from ui.look import FAINT, Role, Size, Surface, em, surface
from ui.panes.lines_panel import LinesPanel, ListLine, Operations
from ui.widgets.facts import Facts
from ui.widgets.meter import Bar
from ui.widgets.paint import paint_ring
from ui.widgets.text import Text

KINDS = frozenset({Event, BudgetLine, Enrolment})


class BudgetPanel(LinesPanel):
    """A line for each cost, their sum, and a form for the next one."""

    def __init__(self, bench: Bench) -> None:
        nothing = _("Nothing is on the budget yet.")
        super().__init__(bench, _("Budget"), BudgetForm(), nothing, KINDS)
        self._whole = Budget((), 0, None, 0)
        self._head = Amounts("", _("Planned"), _("Spent"), FAINT)
        self._bar = Bar(Role.INFO)
        self._bar.setAccessibleName(_("Share of the budget spent"))
        self.sums = Facts()
        self.add(self.scrolled(self._head), 1)
        self.add(self._bar)
        self.add(self.sums)
        self.add(self.form)

    @override
    def look_up(self, session: Any, event_id: int) -> Sequence[CostRow]:
        self._whole = budget(session, event_id)
        return self._whole.lines

    @override
    def make_line(self, row: CostRow) -> "CostLine":
        return CostLine(row)

    @override
    def operations(self) -> Operations:
        return Operations(BudgetLine, CostDraft, add_cost, change_cost, remove_cost, move_cost)

    @override
    def show_whole(self) -> None:
        whole, words = self._whole, spoken()
        self._head.setVisible(bool(whole.lines))
        self._bar.setVisible(bool(whole.planned))
        self._bar.fill(whole.actual or 0, whole.planned)
        self._bar.setAccessibleDescription(spending(whole))
        spent = "" if whole.actual is None else f"{words.rupiah(whole.actual)} · "
        facts = [
            (_("Planned together"), words.rupiah(whole.planned)),
            (_("Spent together"), spent + spending(whole)),
            (_("For each new member"), _per_member(whole)),
        ]
        self.sums.show_facts(facts if whole.lines else [])
        share = "" if whole.share is None else words.percent(whole.share)
        self.counted.emit(share)


class CostLine(ListLine):
    """One cost: what, planned, spent, and below it by how much it went past the plan."""

    def __init__(self, row: CostRow, parent: QWidget | None = None) -> None:
        super().__init__(row, parent)
        words = spoken()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        planned = words.rupiah(row.planned)
        spent = "–" if row.actual is None else words.rupiah(row.actual)
        over = row.actual is not None and row.over > 0
        said = _("{amount} over").format(amount=words.rupiah(row.over)) if over else ""
        self._said = [row.text, planned, spent, said]
        column = QVBoxLayout(self)
        column.setContentsMargins(em(self, 0.25), em(self, 0.25), 0, em(self, 0.25))
        column.setSpacing(0)
        column.addWidget(Text(row.text, elide=True))
        column.addWidget(Amounts(said, planned, spent))
        told = _("{cost}: planned {planned}, spent {spent}")
        if row.actual is None:
            told = _("{cost}: planned {planned}, nothing spent yet")
        self.setAccessibleName(told.format(cost=row.text, planned=planned, spent=spent))
        self.setAccessibleDescription(said)

    @override
    def text(self) -> str:
        return " | ".join(part for part in self._said if part)

    @override
    def seat(self) -> QWidget:
        return self

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.rect().contains(event.position().toPoint()):
            self.opened.emit(self.row)

    @override
    def enterEvent(self, event: QEnterEvent) -> None:
        self.update()

    @override
    def leaveEvent(self, event: QEvent) -> None:
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self.underMouse():
            painter.fillRect(self.rect(), surface(Surface.HOVER))
        if self.hasFocus():
            paint_ring(painter, self.rect(), em(self, 0.3))


def _per_member(whole: Budget) -> str:
    if whole.per_member is None:
        return _("nobody enrolled yet") if whole.actual is not None else ""
    members = ngettext("{n} enrolled", "{n} enrolled", whole.enrolled)
    return f"{spoken().rupiah(whole.per_member)} · {members}"


class Amounts(QWidget):
    """A remark and two amounts, which stand below those of other lines."""

    def __init__(
        self,
        remark: str,
        planned: str,
        spent: str,
        ink: Ink = QPalette.ColorRole.WindowText,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, em(self, 0.25), 0)
        row.addWidget(Text(remark, Size.CAPTION, Role.DANGER, elide=True), 1)
        for amount in (planned, spent):
            text = Text(amount, Size.CAPTION, ink)
            text.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            text.setMinimumWidth(text.fontMetrics().horizontalAdvance("Rp00.000.000"))
            row.addWidget(text)
