import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from models.money.receipts import void_receipt
from tests.ui.panes.money_at_hand import *  # noqa: F403 - fixtures are found by name
from ui.panes.person_money import PersonMoney


@pytest.fixture
def show(bench, stage, store):
    made = PersonMoney(bench)
    stage.resize(700, 700)
    stage.layout().addWidget(made)

    def _show(enrolment):
        with store.reading() as session:
            made.show_enrolment(session, enrolment)
        made.show()
        return made.receipts

    return _show


def lines(receipts):
    return [line.accessibleName() for line in receipts.entries.lines()]


def test_without_a_receipt_nothing_is_shown(show, enrol, officer):
    assert not show(enrol("Awing")).isVisible()


def test_receipts_of_this_enrolment_are_listed_void_ones_with_the_reason(
    show, enrol, officer, take, store
):
    awing, bilung = enrol("Awing"), enrol("Bilung")
    first = take(awing)
    take(bilung)
    with store.writing() as session:
        void_receipt(session, first, "Salah nama")
    take(awing)
    said = lines(show(awing))
    assert [line.split(" ")[0] for line in said] == ["00-000003", "00-000001"]
    assert "Salah nama" in said[1]
    assert said[1].endswith("Void")


def test_one_is_printed_again_by_enter(show, enrol, officer, take, printed, settled):
    awing = enrol("Awing")
    take(awing)
    line = show(awing).entries.lines()[0]
    QTest.keyClick(line, Qt.Key.Key_Return)
    settled(lambda: len(printed) == 1 and printed[0].exists())
