"""Lets enrolments follow the money where payments were taken back, or put back."""

from collections import Counter

from sqlalchemy.orm import Session

from models.enrolment.tables import Enrolment, Payment
from models.history.reversal import Reversal
from models.money.receipts import settle


def settle_paid(session: Session, done: Reversal) -> None:
    """Settle each enrolment whose payments ``done`` made, took out or changed.

    An older part of what was paid takes the status back with it, though a later payment had given
    it (``money.receipts.settle``).
    """
    for enrolment_id, came in _came(done).items():
        enrolment = session.get(Enrolment, enrolment_id)
        if enrolment is not None:
            settle(session, enrolment, came=came)
    session.flush()


def _came(done: Reversal) -> Counter[int]:
    """Return by enrolment how much money came with a reversal; less than nothing went."""
    table = Payment.__tablename__
    came: Counter[int] = Counter()
    for fields in done.going(table).values():
        if fields:
            came[fields["enrolment_id"]] -= fields["amount"]
    for fields in done.taken.get(table, {}).values():
        came[fields["enrolment_id"]] += fields["amount"]
    return came
