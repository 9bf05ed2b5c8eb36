"""Money at the desk: taken for the person found, the receipt shown and printed, the next one."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QWidget
from typing_extensions import override

from models.enrolment.desk import DeskRow
from models.enrolment.tables import Enrolment, Payment
from models.money.paying import (
    Due,
    PaidMeanwhileError,
    PaymentState,
    due,
    note_billed,
    payment_draft,
    payment_state_name,
    refuse_otherwise_due,
    take_payment,
)
from models.money.receipts import receipts_of
from models.money.tables import CashBox
from models.office.tables import Office
from models.words import _, spoken
from ui.bench import Bench
from ui.desk_keys import bind, hinted
from ui.forms.keeping import keep
from ui.forms.payment_form import How, MoneyTyped, PaymentForm, begin_typing
from ui.look import Role, Size
from ui.panes.money_forms import ReadyPanel
from ui.widgets.fresh import Fresh
from ui.widgets.header import action_button
from ui.widgets.panel import Card
from ui.widgets.scrolling import Scrolling
from ui.widgets.sign_view import SignView
from ui.widgets.text import Text

if TYPE_CHECKING:
    from ui.panes.money_receipt import MoneyReceipt

ROLES = {
    PaymentState.NONE: (Role.INFO, "wallet"),
    PaymentState.BILLED: (Role.INFO, "file-text"),
    PaymentState.PART: (Role.WARNING, "triangle-alert"),
    PaymentState.PAID: (Role.SUCCESS, "circle-check"),
    PaymentState.TOO_MUCH: (Role.WARNING, "triangle-alert"),
}
LOOKED_AT = frozenset({Enrolment, Payment, CashBox, Office})


@dataclass(frozen=True, slots=True)
class Payer:
    """Who pays, and for which enrolment; ``receipt_id`` is the last receipt that holds."""

    person_id: int
    enrolment_id: int
    name: str
    due: Due
    receipt_id: int | None = None
    receipt: str = ""


class DeskMoney(Card):
    """Stands in the place of the person while they pay; each payment is one action."""

    began = Signal()
    left = Signal()
    """Given up: the person is shown again."""
    finished = Signal()
    """Done with: the next one comes."""

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bench = bench
        self._payer: Payer | None = None
        self._title = Text("", Size.HEADING, elide=True)
        self.state = SignView(large=True)
        self.again = action_button("", "printer")
        self.form = PaymentForm()
        self.panel = ReadyPanel(self.form, bench.messages, hinted("take"))
        self.next = action_button(hinted("next"), "arrow-right")
        self._receipt: MoneyReceipt | None = None
        self._below = QStackedWidget()
        for widget in (self._title, self.state, self.again):
            self.column.addWidget(widget)
        self._below.addWidget(self.panel)
        self.column.addWidget(self._below, 1)
        self.panel.save_asked.connect(self._save)
        self.panel.left.connect(self._leave)
        self.next.clicked.connect(self._go_on)
        self.again.clicked.connect(self._show_last)
        bind(self, "way", self._choose_way)
        bind(self, "print_receipt", self._print)
        bind(self, "next", self._go_on).setAutoRepeat(False)
        Fresh(self, bench.changes.committed, LOOKED_AT, self._look_again)

    @property
    def is_on(self) -> bool:
        """Whether somebody pays, or their receipt is shown."""
        return self._payer is not None

    def receipt(self) -> "MoneyReceipt":
        """Return what shows a receipt; made when first wanted."""
        if self._receipt is None:
            from ui.panes.money_receipt import MoneyReceipt  # previews take a moment to load

            self._receipt = MoneyReceipt(self._bench, [self.next])
            self._below.addWidget(Scrolling(self._receipt))
        return self._receipt

    def begin(self, row: DeskRow) -> None:
        """Let somebody pay for their enrolment here, what is due proposed."""
        if row.enrolled_id is None:
            return
        with self._bench.store.reading() as session:
            self._payer = _payer(session, row.id, row.enrolled_id, row.name)
            proposed = payment_draft(session, row.enrolled_id)
        self._show_form(True)
        self._show_state(self._payer)
        self.panel.show_draft(begin_typing(proposed))
        self.began.emit()
        self.form.begin()

    def go_on(self) -> None:
        """Put the keyboard back where it is needed."""
        if not self._takes():
            self.receipt().print.setFocus()
        else:
            self.form.begin()

    def makes_way(self) -> bool:
        """Give way to the next person, unless something is typed: then say that it comes first."""
        if self._payer is None:
            return True
        open_form = self._takes()
        typing = open_form and (self.form.is_changed() or self.panel.is_busy())
        if typing or not self._receipt_may_leave():
            text = _("Take this payment or leave it first, then scan again.")
            self.panel.notice.say(text, Role.WARNING)
            return False
        self._leave()
        return True

    def may_leave(self) -> bool:
        """Whether nothing typed would be lost, or the person agrees to lose it."""
        leaving = self._payer is None or not self._takes() or self.panel.may_leave()
        if leaving and self._payer is not None:
            self._leave()
        return leaving

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and not self._takes():
            self._go_on()
        else:
            super().keyPressEvent(event)

    def _receipt_may_leave(self) -> bool:
        return self._receipt is None or self._takes() or self._receipt.may_leave()

    def _takes(self) -> bool:
        """Whether the form is shown, and not a receipt."""
        return self._below.currentWidget() is self.panel

    def _show_form(self, on: bool) -> None:
        self._below.setCurrentIndex(0 if on else 1)
        self.state.setVisible(on)

    def _show_state(self, payer: Payer) -> None:
        """Say how far the money is, in colour, with an icon, and in rupiah."""
        owed, rupiah = payer.due, spoken().rupiah
        self._title.setText(_("Payment of {name}").format(name=payer.name))
        role, icon = ROLES[owed.state]
        said = payment_state_name(owed.state)
        if owed.rest:
            said = _("{state}: {rest} is due").format(state=said, rest=rupiah(owed.rest))
        elif owed.over:
            said = _("{state}: {over}").format(state=said, over=rupiah(owed.over))
        detail = [_("Contribution {total}").format(total=rupiah(owed.total))]
        if owed.paid:
            detail.append(_("paid so far {paid}").format(paid=rupiah(owed.paid)))
        if owed.billing_code:
            detail.append(_("code {code}").format(code=owed.billing_code))
        self.state.show_sign(said, role, icon, " · ".join(detail))
        self.again.setText(_("Show receipt {number}").format(number=payer.receipt))
        self.again.setVisible(payer.receipt_id is not None)

    def _save(self) -> None:
        payer, typed = self._payer, self.form.draft()
        if payer is None:
            return
        self.panel.wait()
        keep(
            self._bench,
            lambda session: _take(session, payer.enrolment_id, typed),
            lambda receipt_id: self._saved(payer, typed, receipt_id),
            self,
            self._fail,
        )

    def _fail(self, error: Exception) -> None:
        """Say why nothing was taken; what is open by now is what a second press goes by."""
        self.panel.fail(error)
        if isinstance(error, PaidMeanwhileError):
            self.form.go_on_from(error.now)
            self._look_again()

    def _saved(self, payer: Payer, typed: MoneyTyped, receipt_id: int | None) -> None:
        here = self._payer is payer
        if receipt_id is None:
            text = _("{name} was billed with code {code}.")
            self._bench.done(text.format(name=payer.name, code=typed.code.strip()))
            if here:
                self._payer = None
                self.finished.emit()
            return
        if here:
            self._show_receipt(receipt_id, copy=False)
        paid = spoken().rupiah(typed.payment.amount or 0)
        self._bench.done(_("{name} paid {amount}.").format(name=payer.name, amount=paid))

    def _show_last(self) -> None:
        if self._payer is not None and self._payer.receipt_id is not None:
            if self.form.is_changed() and not self.panel.may_leave():
                return
            self._show_receipt(self._payer.receipt_id, copy=True)

    def _show_receipt(self, receipt_id: int, *, copy: bool) -> None:
        shown = self.receipt()
        self._show_form(False)
        self.again.hide()
        shown.show_receipt(receipt_id, copy=copy)
        shown.print.setFocus()

    def _choose_way(self) -> None:
        if self._takes() and not self.panel.is_busy():
            self.form.choose_next_way()

    def _print(self) -> None:
        if self._receipt is not None and not self._takes():
            self._receipt.print_out()

    def _go_on(self) -> None:
        """Be done with the receipt; a payment that was begun is not left by this key."""
        if self.is_on and not self._takes() and self._receipt_may_leave():
            self._payer = None
            self.finished.emit()

    def _leave(self) -> None:
        self._payer = None
        self.left.emit()

    def _look_again(self) -> None:
        """Say anew how far the money is: it may have been taken back, or a box been opened."""
        payer = self._payer
        if payer is None or not self._takes() or self.panel.is_busy():
            return
        with self._bench.store.reading() as session:
            if session.get(Enrolment, payer.enrolment_id) is None:
                self._leave()
                return
            self._payer = _payer(session, payer.person_id, payer.enrolment_id, payer.name)
            proposed = payment_draft(session, payer.enrolment_id)
        self._show_state(self._payer)
        if not self.form.is_changed():
            self.panel.show_draft(begin_typing(proposed))


def _payer(session: Any, person_id: int, enrolment_id: int, name: str) -> Payer:  # noqa: ANN401
    held = [
        one
        for one in receipts_of(session, person_id)
        if one.enrolment_id == enrolment_id and one.voided_at is None
    ]
    owed = due(session, enrolment_id)
    if not held:
        return Payer(person_id, enrolment_id, name, owed)
    return Payer(person_id, enrolment_id, name, owed, held[0].id, held[0].number)


def _take(session: Any, enrolment_id: int, typed: MoneyTyped) -> int | None:  # noqa: ANN401
    """Keep what was typed; return the receipt given, None for what was only billed."""
    if typed.how is How.BILLED:
        note_billed(session, enrolment_id, typed.code)
        return None
    refuse_otherwise_due(session, enrolment_id, typed.payment)
    _payment, receipt = take_payment(session, enrolment_id, typed.payment)
    return receipt.id if receipt is not None else None
