"""The form about how far an enrolment is, with its number, its money or its rejection."""

from dataclasses import replace

from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from models.enrolment.drafts import status_name
from models.enrolment.status import (
    CODE_LENGTH,
    REASON_LENGTH,
    REFERENCE_LENGTH,
    StatusDraft,
    takes_money,
)
from models.enrolment.tables import EnrolmentStatus, PaymentWay
from models.enrolment.ways import payment_way_name
from models.people.member_number import LACKS
from models.words import _
from ui.bench import Bench
from ui.forms.draft_form import DraftForm, told
from ui.forms.member_number_field import MemberNumberField
from ui.look import Role
from ui.widgets.choice import Choice
from ui.widgets.money_field import MoneyField


class StatusForm(DraftForm[StatusDraft]):
    """A status' draft; only the fields that go with the status chosen are shown."""

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kept = StatusDraft()
        self.status = Choice({one: status_name(one) for one in EnrolmentStatus})
        self.billing_code = _line(CODE_LENGTH)
        self.reason = _line(REASON_LENGTH)
        self.number = MemberNumberField(bench)
        self.amount = MoneyField()
        self.way = Choice({one: payment_way_name(one) for one in PaymentWay})
        self.reference = _line(REFERENCE_LENGTH)
        grid = self.grid
        grid.add("status", _("Status"), self.status)
        grid.add("billing_code", _("Billing code"), self.billing_code)
        grid.add("reason", _("Reason"), self.reason)
        grid.add("member_number", _("Membership number"), self.number)
        grid.add("amount", _("Paid now"), self.amount)
        grid.add("way", _("How"), self.way)
        grid.add("reference", _("Reference"), self.reference)
        self.watch("status", self.status.picked)
        self.watch("amount", self.amount.changed)
        self.watch("way", self.way.picked)
        self.watch("member_number", self.number.textEdited)
        for name in ("billing_code", "reason", "reference"):
            self.watch(name, getattr(self, name).textEdited)
        self.setFocusProxy(self.status)
        self._show_rows()

    @override
    def fill(self, draft: StatusDraft) -> None:
        self._kept = draft
        self.status.show_value(draft.status)
        self.billing_code.setText(draft.billing_code)
        self.reason.setText(draft.reason)
        self.number.setText(draft.member_number)
        self.amount.set_value(draft.amount)
        self.way.show_value(draft.way)
        self.reference.setText(draft.reference)
        self._show_rows()

    @override
    def draft(self) -> StatusDraft:
        return replace(
            self._kept,
            status=self.status.value(),
            billing_code=self.billing_code.text(),
            reason=self.reason.text(),
            member_number=self.number.text().strip(),
            amount=self.amount.value() if takes_money(self.status.value()) else None,
            way=self.way.value(),
            reference=self.reference.text(),
        )

    @override
    def draft_problems(self) -> dict[str, str]:
        return self.draft().problems()

    @override
    def unread(self) -> dict[str, str]:
        if takes_money(self.status.value()):
            return told({"amount": self.amount.problem})
        return told({"member_number": self.number.taken}) if self._registered() else {}

    @override
    def early(self, name: str) -> bool:
        return name == "member_number" and self.number.is_early()

    @override
    def say_problems(self) -> None:
        super().say_problems()
        if self._registered() and "member_number" not in self.problems():
            self.grid.row("member_number").say(self._advice(), Role.WARNING)

    @override
    def on_touched(self, name: str) -> None:
        if name != "status":
            return
        self._show_rows()
        paid = self.status.value() is EnrolmentStatus.PAID
        if paid and self.amount.value() is None and self._kept.owed:
            self.amount.set_value(self._kept.owed)

    def _registered(self) -> bool:
        return self.status.value() is EnrolmentStatus.REGISTERED

    def _advice(self) -> str:
        """Say what follows from the number, or from there being none."""
        lacks = "" if self.number.text().strip() else _(LACKS)
        return " ".join(part for part in (lacks, self.number.advice()) if part)

    def _show_rows(self) -> None:
        status = self.status.value()
        for name in ("amount", "way", "reference"):
            self.grid.set_visible(name, takes_money(status))
        self.grid.set_visible("member_number", self._registered())
        self.grid.set_visible("reason", status is EnrolmentStatus.REJECTED)
        self.grid.set_visible("billing_code", takes_money(status))


def _line(longest: int) -> QLineEdit:
    line = QLineEdit()
    line.setMaxLength(longest)
    return line
