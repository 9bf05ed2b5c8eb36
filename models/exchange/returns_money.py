"""The money of a returned file: what came, what of it was noted here already, what is due."""

from collections.abc import Iterator

from models.enrolment.tables import EnrolmentStatus
from models.exchange.headings import ColumnKind
from models.exchange.returns_planned import (
    KnownEnrolment,
    KnownPayment,
    NewPayment,
    Returned,
    ReturnProblem,
)
from models.exchange.returns_sayings import ReturnFault

K = ColumnKind
F = ReturnFault
S = EnrolmentStatus

_CASH = frozenset({"tunai", "cash", "kas"})


def same_payment(payment: KnownPayment, new: NewPayment, *, in_full: bool) -> bool:
    """Tell whether money that came was noted already.

    References decide; where one lacks, the day does, or that all was paid without it: what was
    taken at the desk comes back from the bank on another day.
    """
    if payment.amount != new.amount:
        return False
    if payment.reference and new.reference:
        return payment.reference.casefold() == new.reference.casefold()
    return in_full or new.day is None or payment.day == new.day


def payment_of(said: Returned) -> NewPayment | None:
    """Return the money a row says came; the channel stands before the bank's reference."""
    if not said.paid:
        return None
    in_cash = (said.channel or "").casefold() in _CASH
    named = (None if in_cash else said.channel, said.reference)
    return NewPayment(said.paid, said.paid_on, " ".join(filter(None, named)), in_cash)


def new_payment(said: Returned, one: KnownEnrolment) -> NewPayment | None:
    """Return the money a row says came, unless it was noted already."""
    new = payment_of(said)
    return None if new is None or _noted(new, one) is not None else new


def _noted(new: NewPayment, one: KnownEnrolment) -> KnownPayment | None:
    in_full = sum(each.amount for each in one.payments) >= one.total
    return next((each for each in one.payments if same_payment(each, new, in_full=in_full)), None)


def told_of_money(said: Returned, one: KnownEnrolment) -> Iterator[ReturnProblem]:
    """Tell where code, amount due or payment are not as they are known here."""
    code = said.billing_code
    if code and one.billing_code and code != one.billing_code:
        words = {"known": one.billing_code}
        yield ReturnProblem(K.BILLING_CODE, F.CODE_REPLACED, words=words)
    if said.due and said.due != one.total:
        due = {"given": said.due, "known": one.total}
        yield ReturnProblem(K.DUE, F.DUE_DIFFERS, words=due)
    new = payment_of(said)
    if new is None:
        if said.status is S.PAID and not one.payments:
            yield ReturnProblem(K.PAID, F.PAID_LACKS)
        return
    noted = _noted(new, one)
    if noted is not None:
        words_of_it = {"given": noted.amount, "day": noted.day}
        yield ReturnProblem(K.PAID, F.PAID_BEFORE, words=words_of_it)
        return
    if new.day is None:
        yield ReturnProblem(K.PAID_ON, F.PAID_ON_LACKS)
    yield from _of_amount(new.amount, one)


def _of_amount(amount: int, one: KnownEnrolment) -> Iterator[ReturnProblem]:
    """Tell if what is paid with this is not what is due."""
    paid = amount + sum(each.amount for each in one.payments)
    words = {"given": paid, "known": one.total}
    if paid < one.total:
        short = {**words, "missing": one.total - paid}
        yield ReturnProblem(K.PAID, F.PAID_LESS, words=short)
    elif paid > one.total:
        over = {**words, "surplus": paid - one.total}
        yield ReturnProblem(K.PAID, F.PAID_MORE, words=over)
