"""A membership number noted with the status, and corrected on the person's page."""

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from sqlalchemy import select

from models.cards.tables import Card, CardState
from models.enrolment.tables import EnrolmentStatus
from models.people.tables import Person
from tests import factories as a
from tests.ui.reach import unnamed
from ui.panes.person_detail import LAYERS, NUMBER, PersonDetail

PRINTED = datetime(2022, 6, 29, 1, tzinfo=UTC)
OLD, NEW = "12345678901", "12345678902"


@pytest.fixture
def person(keep):
    return keep(a.person(name="Awing Ding")).id


@pytest.fixture
def enrolment(keep, person):
    return keep(a.enrolment(person_id=person)).id


@pytest.fixture
def overview(bench, stage, settled, person, enrolment):
    stage.resize(700, 700)
    made = PersonDetail(bench)
    stage.layout().addWidget(made)
    made.show()
    made.show_record(person)
    made.show_part("rest")
    settled()
    return made


@pytest.fixture
def registering(overview, enrolment):
    """The status form on that enrolment, "Registered" chosen."""
    overview._open_enrolment(enrolment)
    form = overview._money.form
    form.status.show_value(EnrolmentStatus.REGISTERED)
    form.status.picked.emit()
    return form


def cards(store):
    with store.reading() as session:
        return dict(session.execute(select(Card.number, Card.state)).all())


def number(store, person):
    with store.reading() as session:
        return session.get_one(Person, person).member_number


def beside(form, name):
    return form.grid.row(name).said()


def test_the_number_is_asked_for_only_where_registered_is_chosen(overview, registering):
    assert registering.grid.row("member_number").isVisible()
    assert beside(registering, "member_number").startswith("Registered, but without a number")
    registering.status.show_value(EnrolmentStatus.BILLED)
    registering.status.picked.emit()
    assert not registering.grid.row("member_number").isVisible()


def test_registered_by_keys_the_card_waits_and_undo_takes_all_back(
    overview, registering, store, person, settled, messages
):
    QTest.keyClicks(registering.number, OLD)
    assert beside(registering, "member_number") == ""
    QTest.keyClick(registering.number, Qt.Key.Key_Return)
    settled(lambda: cards(store) == {OLD: CardState.QUEUED})
    assert number(store, person) == OLD
    messages.actions["Undo"]()
    settled(lambda: cards(store) == {})
    assert number(store, person) is None


def test_whose_a_number_is_already_is_told_beside_it(overview, registering, keep):
    keep(a.person(name="<b>Budi</b>", member_number=OLD))
    QTest.keyClicks(registering.number, OLD)
    assert "is that of <b>Budi</b> here" in beside(registering, "member_number")
    assert not overview._money.panel._save.isEnabled()


def test_another_length_is_told_and_may_be_kept(overview, registering):
    QTest.keyClicks(registering.number, "1234567890")
    assert "mostly has 11 digits" in beside(registering, "member_number")
    assert overview._money.panel._save.isEnabled()


def test_what_is_no_number_may_not_be_kept(overview, registering):
    registering.number.setText("sebelas angka ya")
    registering.number.textEdited.emit("")
    assert "is no membership number" in beside(registering, "member_number")
    assert not overview._money.panel._save.isEnabled()


@pytest.fixture
def printed(store, keep, person, enrolment):
    """The person registered with the old number, their card in their hands."""
    with store.writing("Register") as session:
        session.get_one(Person, person).member_number = OLD
    return keep(
        a.card(
            enrolment_id=enrolment,
            kind="member",
            number=OLD,
            state=CardState.HANDED,
            printed_at=PRINTED,
            handed_at=PRINTED,
        )
    ).id


def correcting(overview, settled):
    settled(lambda: overview._record.number.text() == "Correct the number")
    overview._record.number.click()
    assert LAYERS[overview._stack.currentIndex()] == NUMBER
    return overview._number


def test_a_number_is_corrected_and_the_card_that_is_out_is_told_of(
    overview, printed, store, person, settled, messages
):
    pane = correcting(overview, settled)
    assert pane.form.number.text() == OLD
    assert not pane.panel._save.isEnabled()
    pane.form.number.selectAll()
    QTest.keyClicks(pane.form.number, NEW)
    assert "was handed over on 29 June 2022" in beside(pane.form, "number")
    QTest.keyClick(pane.form.number, Qt.Key.Key_Return)
    settled(lambda: number(store, person) == NEW)
    assert cards(store) == {OLD: CardState.CANCELLED, NEW: CardState.QUEUED}
    settled(lambda: overview._record.facts.shown()["Membership number"] == NEW)
    assert overview._part_shown() == "rest"
    assert overview._record.number.hasFocus()
    messages.actions["Undo"]()
    settled(lambda: number(store, person) == OLD)
    assert cards(store) == {OLD: CardState.HANDED}


def test_a_number_emptied_beside_the_status_tells_of_the_card_too(
    overview, printed, enrolment, settled
):
    settled(lambda: overview._record.number.text() == "Correct the number")
    overview._open_enrolment(enrolment)
    form = overview._money.form
    form.status.show_value(EnrolmentStatus.REGISTERED)
    form.status.picked.emit()
    assert beside(form, "member_number") == ""
    form.number.setFocus()
    form.number.selectAll()
    QTest.keyClick(form.number, Qt.Key.Key_Delete)
    assert "without a number" in beside(form, "member_number")
    assert "was handed over on 29 June 2022" in beside(form, "member_number")


def test_a_card_printed_and_not_handed_over_is_not_to_be(overview, printed, store, settled):
    with store.writing("Back") as session:
        card = session.get_one(Card, printed)
        card.state, card.handed_at = CardState.PRINTED, None
    pane = correcting(overview, settled)
    QTest.keyClick(pane.form.number, Qt.Key.Key_Backspace)
    QTest.keyClicks(pane.form.number, "2")
    assert "do not hand it over" in beside(pane.form, "number")


def test_nothing_is_said_of_the_card_while_the_number_stays(overview, printed, settled):
    pane = correcting(overview, settled)
    QTest.keyClicks(pane.form.number, " ")
    assert pane.form.is_changed() is False
    assert beside(pane.form, "number") == ""
    QTest.keyClicks(pane.form.number, "3")
    assert beside(pane.form, "number") != ""


def test_a_number_of_somebody_else_is_told(overview, printed, keep, settled):
    keep(a.person(name="Budi", member_number=NEW))
    pane = correcting(overview, settled)
    pane.form.number.selectAll()
    QTest.keyClicks(pane.form.number, NEW)
    assert "is that of Budi" in beside(pane.form, "number")
    assert not pane.panel._save.isEnabled()


def test_a_number_before_any_enrolment_is_registered_makes_no_card_yet(
    overview, store, person, settled
):
    assert overview._record.number.text() == "Note a number"
    overview._record.number.click()
    form = overview._number.form
    QTest.keyClicks(form.number, NEW)
    assert beside(form, "number").startswith("Only the number is kept.")
    QTest.keyClick(form.number, Qt.Key.Key_Return)
    settled(lambda: number(store, person) == NEW)
    assert cards(store) == {}


def test_a_number_half_typed_asks_before_it_is_left(overview, printed, settled, messages):
    pane = correcting(overview, settled)
    QTest.keyClicks(pane.form.number, "9")
    messages.agrees = False
    QTest.keyClick(pane.form.number, Qt.Key.Key_Escape)
    assert not overview.may_leave()
    assert LAYERS[overview._stack.currentIndex()] == NUMBER
    messages.agrees = True
    QTest.keyClick(pane.form.number, Qt.Key.Key_Escape)
    assert overview._part_shown() == "rest"
    assert overview.may_leave()


def test_everything_the_keyboard_reaches_has_a_name(overview, printed, stage, settled):
    correcting(overview, settled)
    assert unnamed(stage) == []
