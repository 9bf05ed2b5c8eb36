"""Enrolling with the keyboard alone, on the form itself."""

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from sqlalchemy import select

import ui.printing
from models.cards.tables import Card, CardState
from models.documents.contents import content
from models.enrolment.tables import Consent, ConsentWay, Enrolment, EnrolmentStatus, Payment
from models.history.undo import next_undo
from models.people.drafts import PersonDraft
from models.people.operations import add_person
from models.people.tables import Occupation, Person
from tests import factories as a
from tests.ui.cameras import multimedia  # noqa: F401 - a fixture, found by name
from tests.ui.reach import unnamed
from tests.ui.signing import sign
from tests.ui.test_printing import to_file
from ui.panes.desk_enrolment import DeskEnrolment
from ui.panes.desk_pane import DeskPane

NIKS = ("6501036210910001", "6501031203790001", "6501035909840003")


@pytest.fixture
def side(bench, stage, event, settled):
    stage.resize(1120, 640)
    made = DeskEnrolment(bench)
    stage.layout().addWidget(made)
    made.show()
    made.begin_new(event, "")
    made.begin()
    settled(made.form.person.nik.hasFocus)
    return made


@pytest.fixture
def work(store):
    with store.reading() as session:
        return session.scalars(select(Occupation.id).where(Occupation.name == "Petani padi")).one()


def typed(text):
    QTest.keyClicks(QApplication.focusWidget(), text)


def press(key, modifier=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(QApplication.focusWidget(), key, modifier)


def rows(store, kind):
    with store.reading() as session:
        return session.scalars(select(kind).order_by(kind.id)).all()


def choose_work(side):
    field = side.form.person.field("occupation")
    field.setFocus()
    typed("pp")
    QTest.keyClick(field._list, Qt.Key.Key_Return)
    side.window().activateWindow()  # without a window manager the list that is gone stays active
    assert QTest.qWaitForWindowActive(side.window())


def fill_in(side, nik=NIKS[0], name="Dorkas Njuk"):
    """Type all that is wanted but for what only the person can say."""
    form = side.form
    form.person.nik.setFocus()
    typed(nik)
    form.person.field("name").setFocus()
    typed(name)
    if form.person.occupation() is None:
        choose_work(side)
    form.person.income.setFocus()
    typed("1jt")


def agree(side):
    side.form._declared.click()
    side.form.consent.box.click()


def test_a_walk_in_of_a_returning_village_takes_few_keys_besides_the_text(
    side, store, settled, event
):
    """Village, work, programmes, months and wording are those of the one before."""
    fill_in(side)
    side.form._months.segments.choose("6")
    agree(side)
    side.panel.save_next.click()
    settled(side.form.person.nik.hasFocus)
    pressed = []

    def key(what):
        pressed.append(what)
        press(what)

    def text(letters):
        typed(letters)
        key(Qt.Key.Key_Return)

    text(NIKS[1])
    text("Yohanes Lawing")
    text("081254110372")
    text("1jt")
    for said in ("declared", "agreed"):
        key(Qt.Key.Key_Space)
        key(Qt.Key.Key_Return if said == "declared" else Qt.Key.Key_F2)
    settled(lambda: len(rows(store, Enrolment)) == 2)
    first, second = rows(store, Enrolment)
    assert second.event_id == event
    assert (second.months, second.occupation) == (first.months, first.occupation)
    person = rows(store, Person)[1]
    assert (person.name, person.phone) == ("Yohanes Lawing", "+6281254110372")
    assert person.region_line.startswith("Desa Pimping")
    assert len(pressed) <= 8, "25 are allowed"


def test_save_goes_back_to_the_entry(side, store, settled, qtbot):
    fill_in(side)
    agree(side)
    with qtbot.waitSignal(side.enrolled) as told:
        press(Qt.Key.Key_Return)
    assert told.args == [rows(store, Person)[0].id]
    assert rows(store, Consent)[0].way is ConsentWay.TICKED


def test_one_key_takes_in_who_is_only_here(side, store, settled, qtbot):
    fill_in(side)
    with qtbot.waitSignal(side.taken_in) as told:
        press(Qt.Key.Key_F4)
    settled()
    [person] = rows(store, Person)
    assert (told.args, rows(store, Enrolment)) == ([person.id], [])


def test_save_and_next_begins_with_somebody_new_and_keeps_what_was_chosen(side, store, settled):
    fill_in(side)
    side.form._months.segments.choose("12")
    agree(side)
    press(Qt.Key.Key_F2)
    settled(lambda: len(rows(store, Enrolment)) == 1)
    draft = side.form.draft()
    assert (draft.person.name, draft.person.nik, draft.months) == ("", "", 12)
    assert draft.person.region_line.startswith("Desa Pimping")
    assert (draft.consent.given, draft.declared) == (False, False)
    assert side.form.person.nik.hasFocus()
    assert not side.panel.notice.isVisible(), "what was saved is not offered again"


def test_after_save_and_next_leaving_tells_of_the_last_one(side, store, settled, qtbot):
    fill_in(side)
    agree(side)
    press(Qt.Key.Key_F2)
    settled(lambda: len(rows(store, Enrolment)) == 1)
    with qtbot.waitSignal(side.enrolled) as told:
        press(Qt.Key.Key_Escape)
    assert told.args == [rows(store, Person)[0].id]


def test_save_and_print_shows_that_card_on_its_paper(side, store, settled, qtbot):
    fill_in(side)
    agree(side)
    press(Qt.Key.Key_F8)
    settled(lambda: side.layers._card is not None and side.layers.card().isVisible())
    layer = side.layers.card()
    [card] = rows(store, Card)
    assert layer._cards == (card.id,)
    settled(lambda: layer.paper._print.isEnabled())
    assert layer.paper._print.text() == "Print 1 card…"
    assert side._title.text() == "The card of Dorkas Njuk"
    assert unnamed(side.window()) == []
    with qtbot.waitSignal(side.enrolled):
        QTest.keyClick(layer, Qt.Key.Key_Escape)
    assert rows(store, Card)[0].state is CardState.QUEUED, "it was not printed"


def test_a_card_counts_as_printed_when_somebody_says_so(
    side, store, settled, messages, monkeypatch, tmp_path
):
    monkeypatch.setattr(ui.printing, "choose_printer", to_file(tmp_path / "out.pdf"))
    fill_in(side)
    agree(side)
    press(Qt.Key.Key_F8)
    settled(lambda: side.layers._card is not None and side.layers.card().isVisible())
    layer = side.layers.card()
    press(Qt.Key.Key_Return)
    settled(lambda: not layer.printing.busy and not layer.question.bar.isHidden())
    assert rows(store, Card)[0].state is CardState.SENT
    settled(layer.question.bar.answers()[-1].hasFocus)
    press(Qt.Key.Key_Space)
    settled(lambda: rows(store, Card)[0].state is CardState.PRINTED)
    settled(lambda: layer.paper.begun.places.used() == {1})
    assert messages.told[-1][0] == "1 card printed."


def test_with_something_missing_no_key_saves_but_each_leads_there(side, store, settled):
    fill_in(side)
    for key in (Qt.Key.Key_F2, Qt.Key.Key_F8, Qt.Key.Key_Return):
        side.form.person.income.setFocus()
        press(key)
        settled(side.form._declared.hasFocus)
    assert rows(store, Person) == []


def test_who_reads_and_signs_here_leaves_the_signature_as_proof(side, store, settled, qtbot):
    fill_in(side)
    side.form._declared.click()
    press(Qt.Key.Key_F5)
    reading = side.layers.reading()
    assert reading.isVisible()
    assert reading._name.text() == "Dorkas Njuk"
    sign(reading.pad)
    reading.agree.click()
    settled(side.form.consent.box.hasFocus)
    with qtbot.waitSignal(side.enrolled):
        press(Qt.Key.Key_Return)
    [consent] = rows(store, Consent)
    assert consent.way is ConsentWay.DRAWN
    with store.reading() as session:
        assert content(session, consent.proof).startswith(b"\x89PNG")


def test_back_from_the_wording_the_keyboard_is_where_it_was(side, settled):
    name = side.form.person.field("name")
    name.setFocus()
    press(Qt.Key.Key_F5)
    assert not side.panel.isVisible()
    press(Qt.Key.Key_Escape)
    settled(name.hasFocus)
    assert not side.form.draft().consent.given


@pytest.mark.usefixtures("multimedia")
def test_a_photo_from_a_file_is_kept_with_the_enrolment(
    side, store, settled, messages, tmp_path, qtbot
):
    path = tmp_path / "dorkas.png"
    Image.new("RGB", (300, 400), "#806040").save(path)
    fill_in(side)
    agree(side)
    assert not side.picture.isVisible()
    press(Qt.Key.Key_F7)
    layer = side.layers.photo()
    assert layer.isVisible()
    messages.files = [path]
    layer.from_file.click()
    settled(layer.cutter.isVisible)
    layer.cutter.agree.click()
    settled(side.picture.isVisible)
    assert side.panel.isVisible()
    with qtbot.waitSignal(side.enrolled):
        side.panel._save.click()
    [person] = rows(store, Person)
    with store.reading() as session:
        assert content(session, person.photo).startswith(b"\xff\xd8")
    assert next_title(store) == "Enrol Dorkas Njuk"


def next_title(store):
    with store.reading() as session:
        return next_undo(session).title


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
