"""A desk at which somebody is enrolled: people, keys, and what the ledger then says."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from sqlalchemy import select

import ui.printing
from models.enrolment.tables import Payment
from models.money.paying import PaymentDraft, take_payment
from models.money.receipt_rows import receipt_rows
from models.office.queries import officers
from models.people.drafts import PersonDraft
from models.people.operations import add_person
from tests import factories as a

DUE = 100_800


@pytest.fixture
def event(keep):
    return keep(a.event(title="Sosialisasi Pimping")).id


@pytest.fixture
def enrol(store, event):
    """Take somebody in by their name, enrolled here or not; return the enrolment's id."""

    def _enrol(name, *, enrolled=True, nik=""):
        with store.writing("Take in") as session:
            person = add_person(session, PersonDraft(name=name, nik=nik))
            session.add(a.attendance(event_id=event, person_id=person.id))
            if not enrolled:
                return None
            made = a.enrolment(person_id=person.id, event_id=event)
            session.add(made)
            session.flush()
            return made.id

    return _enrol


@pytest.fixture
def officer(store):
    """Have the officer of the office sit at the desk."""
    with store.reading() as session:
        store.officer_id = officers(session)[0].id


@pytest.fixture
def ledger(store):
    """What was paid, in rupiah, in the order of paying."""

    def _ledger():
        with store.reading() as session:
            return list(session.scalars(select(Payment.amount).order_by(Payment.id)))

    return _ledger


@pytest.fixture
def given(store):
    """The receipts given: number, and whether it holds, by number."""

    def _given():
        with store.reading() as session:
            rows = receipt_rows(session)
        return [(row.number, row.voided_at is None) for row in reversed(rows)]

    return _given


@pytest.fixture
def take(store):
    """Take cash for an enrolment; return the receipt's id."""

    def _take(enrolment, amount=DUE, **more):
        with store.writing() as session:
            draft = PaymentDraft(amount=amount, expects=DUE, **more)
            return take_payment(session, enrolment, draft)[1].id

    return _take


@pytest.fixture
def printed(monkeypatch, tmp_path):
    """Agree to every print dialog, into files; return their paths as they are chosen."""
    chosen = []

    def agree(printer, _pages, _window):
        chosen.append(tmp_path / f"printed-{len(chosen)}.pdf")
        printer.setOutputFileName(str(chosen[-1]))
        return True

    monkeypatch.setattr(ui.printing, "choose_printer", agree)
    return chosen


def typed(text):
    """Type where the keyboard is, as a person does: no scanner is that slow."""
    QTest.keyClicks(QApplication.focusWidget(), text)


def press(key, modifier=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(QApplication.focusWidget(), key, modifier)
