"""A desk at which somebody is enrolled, and money comes."""

import pytest

from models.enrolment.tables import PaymentWay
from models.money.paying import PaymentDraft, take_payment
from models.office.queries import officers
from tests import factories as a


@pytest.fixture(autouse=True)
def _officer(store):
    """Have the officer of the office sit at the desk."""
    with store.reading() as session:
        store.officer_id = officers(session)[0].id


@pytest.fixture
def event(keep):
    return keep(a.event(title="Sosialisasi Pimping")).id


@pytest.fixture
def enrolments(keep, event):
    """Three enrolments of Rp100.800 each, by their ids."""
    people = keep(*(a.person(name=name) for name in ("Awing", "Bilung", "Cemara")))
    kept = keep(*(a.enrolment(person_id=one.id, event_id=event) for one in people))
    return [one.id for one in kept]


@pytest.fixture
def enrolment(enrolments):
    return enrolments[0]


def cash(amount=100_800, **given):
    return PaymentDraft(amount=amount, expects=100_800, **given)


def channel(amount=100_800, reference="BRI 77"):
    return PaymentDraft(amount=amount, way=PaymentWay.CHANNEL, reference=reference, expects=100_800)


def take(store, enrolment, draft=None, **given):
    """Take money; return the ids of the payment and of its receipt."""
    with store.writing() as session:
        payment, receipt = take_payment(session, enrolment, draft or cash(), **given)
        return payment.id, receipt.id if receipt else None
