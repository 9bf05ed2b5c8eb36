"""What was typed at the desk: taken back, half typed, hidden, offered again."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from sqlalchemy import select

from models.enrolment.tables import Consent, Enrolment, EnrolmentStatus, Payment
from models.people.drafts import PersonDraft
from models.people.operations import add_person
from models.people.tables import Occupation, Person
from tests import factories as a
from tests.ui.cameras import multimedia  # noqa: F401 - a fixture, found by name
from tests.ui.panes.enrolling_at_hand import *  # noqa: F403 - fixtures are found by name
from tests.ui.panes.enrolling_at_hand import (
    NIKS,
    agree,
    fill_in,
    next_title,
    press,
    rows,
    typed,
)
from tests.ui.reach import unnamed
from ui.panes.desk_enrolment import DeskEnrolment
from ui.panes.desk_pane import DeskPane


@pytest.fixture
def work(store):
    with store.reading() as session:
        return session.scalars(select(Occupation.id).where(Occupation.name == "Petani padi")).one()


@pytest.mark.usefixtures("multimedia")
def test_the_photo_is_skipped_with_esc(side, settled):
    side.form.person.field("name").setFocus()
    press(Qt.Key.Key_F7)
    assert side.layers.photo().isVisible()
    press(Qt.Key.Key_Escape)
    settled(side.form.person.field("name").hasFocus)
    assert side.form.photo() is None


def test_cash_is_taken_in_the_same_action_and_its_receipt_told(side, store, settled, messages):
    fill_in(side)
    agree(side)
    press(Qt.Key.Key_F9)
    press(Qt.Key.Key_F2)
    settled(lambda: len(rows(store, Payment)) == 1)
    [payment] = rows(store, Payment)
    assert (payment.amount, payment.receipt_id is not None) == (16_800, True)
    assert rows(store, Enrolment)[0].status is EnrolmentStatus.PAID
    assert "Receipt" in messages.told[-1][0]
    assert next_title(store) == "Enrol Dorkas Njuk"


def test_ctrl_z_takes_back_all_of_the_last_one_while_nothing_was_typed(side, store, settled):
    fill_in(side)
    agree(side)
    press(Qt.Key.Key_F2)
    settled(lambda: len(rows(store, Enrolment)) == 1)
    settled(side.form.person.nik.hasFocus)
    press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settled(lambda: rows(store, Enrolment) == [])
    assert rows(store, Person) == []
    assert rows(store, Consent) == []


def test_ctrl_z_takes_back_letters_only_once_something_was_typed(side, store, settled):
    fill_in(side)
    agree(side)
    press(Qt.Key.Key_F2)
    settled(lambda: len(rows(store, Enrolment)) == 1)
    settled(side.form.person.nik.hasFocus)
    typed("65")
    press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settled()
    assert len(rows(store, Enrolment)) == 1


def test_the_nik_of_somebody_else_typed_for_somebody_known_is_told_at_once(
    side, store, event, settled
):
    with store.writing("Take in") as session:
        known = add_person(session, PersonDraft(name="Siti Rahmawati", nik=NIKS[1])).id
        other = add_person(session, PersonDraft(name="Martha Usat", nik=NIKS[2])).id
    side.begin_known(event, known)
    nik = side.form.person.nik
    nik.setFocus()
    nik.selectAll()
    typed(NIKS[2])
    assert side.panel.notice.text() == "This is the NIK of Martha Usat. Look at the KTP again."
    nik.selectAll()
    typed(NIKS[1])
    assert side.panel.notice.text() == "", "their own is nobody else's"
    assert other != known


def test_what_was_half_typed_survives_a_crash_but_for_what_only_the_person_can_say(
    bench, stage, side, event, settled
):
    fill_in(side)
    agree(side)
    side.unsaved.keep_now()
    side.hide()
    again = DeskEnrolment(bench)
    stage.layout().addWidget(again)
    again.show()
    again.begin_new(event, "")
    assert "Dorkas Njuk" in again.panel.notice.text()
    again.panel.notice._act()
    draft = again.form.draft()
    assert (draft.person.name, draft.person.nik) == ("Dorkas Njuk", NIKS[0])
    assert (draft.consent.given, draft.declared) == (False, False)
    assert again.form.is_changed(), "it is not lost without asking"


def test_what_was_half_typed_at_one_event_is_not_offered_at_another(side, keep, settled):
    elsewhere = keep(a.event()).id
    fill_in(side)
    side.unsaved.keep_now()
    side.begin_new(elsewhere, "")
    assert side.panel.notice.text() == ""


def test_nik_and_income_are_hidden_from_the_public_once_they_are_left(side, settled):
    fill_in(side)
    side.form.person.field("name").setFocus()
    assert side.form.person.nik.displayText() != side.form.person.nik.text()
    assert side.form.draft().person.income == 1_000_000


def test_the_usual_form_is_seen_whole_beside_the_window_of_a_small_laptop(side, work, settled):
    fill_in(side)
    agree(side)
    side.window().resize(1150, 590)
    settled()
    area = side.form.parentWidget().parentWidget()
    assert area.verticalScrollBar().maximum() == 0


def test_every_control_has_a_name(side, stage):
    side.form.money.choose_next()
    assert unnamed(stage) == []
    side.layers.show_reading()
    assert unnamed(stage) == []


@pytest.mark.usefixtures("multimedia")
def test_no_layer_makes_a_small_window_grow(side, stage, settled):
    stage.resize(683, 384)
    settled()
    for show in (side.layers.show_reading, side.layers.show_photo, side.layers.show_form):
        show()
        QApplication.processEvents()
        assert stage.height() <= 400, show


def test_the_window_may_close_on_a_half_typed_form_and_it_is_offered_again(
    bench, stage, event, settled
):
    pane = DeskPane(bench)
    stage.resize(1120, 640)
    stage.layout().addWidget(pane)
    pane.show()
    pane.show_event(event)
    pane.take_new()
    typed("6501036210910001")
    assert pane.may_close()
    again = DeskEnrolment(bench)
    again.begin_new(event, "")
    assert "have not saved it" in again.panel.notice.text()
    again.deleteLater()
