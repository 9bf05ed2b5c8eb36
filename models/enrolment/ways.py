"""How money came, in words: apart from what changes enrolments, which is much to load."""

from models.enrolment.tables import PaymentWay
from models.words import _


def payment_way_name(way: PaymentWay) -> str:
    """Say in the spoken language how money came."""
    return {
        PaymentWay.CASH: _("In cash"),
        PaymentWay.CHANNEL: _("Through a payment channel"),
    }[way]
