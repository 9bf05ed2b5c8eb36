"""The form at the desk for money that comes for an enrolment, or the code it is billed with."""

import enum
from dataclasses import dataclass, field, replace

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from models.enrolment.tables import PaymentWay
from models.money.paying import CODE_LENGTH, NOTE_LENGTH, REFERENCE_LENGTH, PaymentDraft
from models.words import _
from ui.desk_keys import hinted
from ui.forms.draft_form import DraftForm, told
from ui.look import Role
from ui.widgets.at_left import at_left
from ui.widgets.money_field import MoneyField
from ui.widgets.segments import Segments


class How(enum.StrEnum):
    """What happens with the money: cash, through a channel, or only billed as yet."""

    CASH = "cash"
    CHANNEL = "channel"
    BILLED = "billed"


SHOWN = {
    How.CASH: ("amount", "note"),
    How.CHANNEL: ("amount", "reference", "note"),
    How.BILLED: ("billing_code",),
}
"""What is asked for each; the rest takes no room."""
WAYS = {How.CASH: PaymentWay.CASH, How.CHANNEL: PaymentWay.CHANNEL}


@dataclass(frozen=True, slots=True)
class MoneyTyped:
    """What is in the form: a payment, or with ``how`` billed the ``code`` it is billed with."""

    how: How = How.CASH
    payment: PaymentDraft = field(default_factory=PaymentDraft)
    code: str = ""

    def problems(self) -> dict[str, str]:
        """Return what to say beside each field that cannot be kept yet."""
        if self.how is not How.BILLED:
            return self.payment.problems()
        return {} if self.code.strip() else {"billing_code": _("Write the billing code.")}

    def warnings(self) -> dict[str, str]:
        """Return what to point out beside a field without standing in the way."""
        return {} if self.how is How.BILLED else self.payment.warnings()


def begin_typing(payment: PaymentDraft) -> MoneyTyped:
    """Return what the form shows first: the payment proposed, the code known."""
    how = next(how for how, way in WAYS.items() if way is payment.way)
    return MoneyTyped(how, payment, payment.billing_code)


class PaymentForm(DraftForm[MoneyTyped]):
    """How it came, how much, and what proves it; what is unlike the amount due is pointed out."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kept = MoneyTyped()
        self.ways = Segments(_("How the money comes"))
        self.amount = MoneyField()
        self.reference = QLineEdit()
        self.reference.setMaxLength(REFERENCE_LENGTH)
        self.billing_code = QLineEdit()
        self.billing_code.setMaxLength(CODE_LENGTH)
        self.note = QLineEdit()
        self.note.setMaxLength(NOTE_LENGTH)
        self.grid.add("way", hinted("way"), at_left(self.ways))
        self.grid.add("amount", _("Amount"), self.amount)
        self.grid.add(
            "reference", _("Reference"), self.reference, hint=_("As on the proof of payment")
        )
        self.grid.add("billing_code", _("Billing code"), self.billing_code)
        self.grid.add("note", _("Note"), self.note, hint=_("Stands on the receipt"))
        self._offer()
        self.watch("way", self.ways.chosen)
        self.watch("amount", self.amount.changed)
        self.watch("reference", self.reference.textEdited)
        self.watch("billing_code", self.billing_code.textEdited)
        self.watch("note", self.note.textEdited)

    @override
    def fill(self, draft: MoneyTyped) -> None:
        offered = self._kept.payment.takes_cash
        self._kept = draft
        if draft.payment.takes_cash != offered:
            self._offer()
        with QSignalBlocker(self.ways):
            self.ways.choose(draft.how.value)
        self.amount.set_value(draft.payment.amount)
        self.reference.setText(draft.payment.reference)
        self.billing_code.setText(draft.code)
        self.note.setText(draft.payment.note)

    @override
    def draft(self) -> MoneyTyped:
        how = How(self.ways.name())
        payment = replace(
            self._kept.payment,
            amount=self.amount.value(),
            way=WAYS.get(how, self._kept.payment.way),
            reference=self.reference.text() if how is How.CHANNEL else "",
            note=self.note.text(),
        )
        return MoneyTyped(how, payment, self.billing_code.text())

    @override
    def draft_problems(self) -> dict[str, str]:
        return self.draft().problems()

    @override
    def unread(self) -> dict[str, str]:
        asked = SHOWN[How(self.ways.name())]
        return told({"amount": self.amount.problem} if "amount" in asked else {})

    @override
    def say_problems(self) -> None:
        """Say what is wrong; beside a field with nothing wrong, what is to be looked at."""
        asked = SHOWN[How(self.ways.name())]
        for name in ("amount", "reference", "billing_code", "note"):
            self.grid.set_visible(name, name in asked)
        super().say_problems()
        problems = self.problems()
        for name, said in self.draft().warnings().items():
            if name not in problems:
                self.grid.row(name).say(said, Role.WARNING)

    def begin(self) -> None:
        """Put the keyboard on what is to be typed first."""
        asked = self.draft().how
        first = self.billing_code if asked is How.BILLED else self.amount
        if asked is How.CHANNEL and self.amount.value() is not None:
            first = self.reference
        first.setFocus()
        first.selectAll()

    def go_on_from(self, now: PaymentDraft) -> None:
        """Go on with what is typed, judged by what is open ``now``."""
        typed = self.draft()
        names = ("amount", "way", "reference", "note")
        kept = {name: getattr(typed.payment, name) for name in names}
        self.fill(replace(typed, payment=replace(now, **kept)))
        self.refresh()

    def choose_next_way(self) -> None:
        """Go to the next way money comes, after the last to the first."""
        self.ways.setCurrentIndex((self.ways.currentIndex() + 1) % self.ways.count())
        self.begin()

    def _offer(self) -> None:
        """Offer cash only where the office takes it."""
        with QSignalBlocker(self.ways):
            while self.ways.count():
                self.ways.removeTab(0)
            for how, name in how_names().items():
                if how is not How.CASH or self._kept.payment.takes_cash:
                    self.ways.add(how.value, name)


def how_names() -> dict[How, str]:
    """Return what each is called in the language of the screen."""
    return {How.CASH: _("Cash"), How.CHANNEL: _("Channel"), How.BILLED: _("Billed")}
