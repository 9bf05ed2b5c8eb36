"""Many people at the desk, one after the other: none leaves anything behind in the window.

How long it takes, and with how much memory, ``tests.benchmarks.desk_hour`` measures.
"""

import gc

import pytest
from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from sqlalchemy import func, select

from models.enrolment.tables import Consent, Enrolment
from models.events.operations import invite
from models.events.tables import Attendance
from models.money.receipts import first_gap
from models.money.tables import Receipt
from tests import factories as a
from tests.benchmarks.desk import spelled, walk_in_nik
from tests.benchmarks.desk_at_hand import Hand

ROUND = 6
"""People of one round: a walk-in who enrols and pays, one who is typed, and four scans."""
FADING = 400
"""Milliseconds after which Qt's own animations of buttons are over, and gone."""


@pytest.fixture
def hand(bench, store, keep):
    event = keep(a.event())
    people = [a.person(name=f"Tamu {spelled(number)}") for number in range(60)]
    keep(*people)
    with store.writing() as session:
        invite(session, event.id, [one.id for one in people])
    made = Hand(bench, event.id, [(one.nik, one.name) for one in people])
    yield made
    made.close()


def serve(hand, come, rounds):
    """Serve so many rounds; return how many Qt objects there are then, by what they are."""
    for number in rounds:
        hand.begin_walk_ins()
        hand.fill_in(walk_in_nik(number), f"Datang {spelled(number)}")
        hand.save_and_next()
        hand.end_walk_ins()
        hand.write(next(come)[0])
        hand.mark()
        for _scan in range(ROUND - 2):
            hand.scan(next(come)[0])
        hand.wait(hand.idle)
    QTest.qWait(FADING)
    gc.collect()
    kinds = {kind: len(hand.pane.findChildren(kind)) for kind in (QObject, QTimer, QAction)}
    return kinds | {"widgets": len(QApplication.allWidgets())}


def test_the_window_holds_no_more_after_many_people_than_after_a_few(hand, store):
    come = iter(hand.guests)
    few = serve(hand, come, range(2))
    many = serve(hand, come, range(2, 7))
    assert many == few
    with store.reading() as session:
        present = Attendance.present_at.is_not(None)
        assert session.scalar(select(func.count()).where(present)) == 7 * ROUND
        for kind in (Enrolment, Consent, Receipt):
            assert session.scalar(select(func.count()).select_from(kind)) == 7
        assert first_gap(session) is None
