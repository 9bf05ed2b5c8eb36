"""The desk and a scanner: real keys at a scanner's pace, whatever has the keyboard."""

from datetime import date

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from sqlalchemy import select

from models.cards.tables import CardState
from models.enrolment.tables import PaymentWay
from models.events.sheet_codes import sheet_code
from models.events.tables import Attendance
from models.money.paying import PaymentDraft, take_payment
from models.money.receipt_rows import receipts_of
from models.money.receipts import void_receipt
from models.people.queries import person_draft
from models.people.tables import Sex
from tests import factories as a
from tests.ui.cameras import multimedia  # noqa: F401 - a fixture, found by name
from tests.ui.reach import unnamed
from ui.look import Role
from ui.panes.desk_pane import DeskPane

NIK = "6501034507880002"
UNKNOWN = "6501036210910001"


@pytest.fixture
def event(keep):
    return keep(a.event())


@pytest.fixture
def siti(keep, event):
    born = date(1988, 7, 5)
    person = keep(a.person(name="Siti Rahmawati", nik=NIK, birth_date=born, sex=Sex.FEMALE))
    keep(a.attendance(event_id=event.id, person_id=person.id))
    return person.id


@pytest.fixture
def pane(bench, stage, event, siti, qtbot, settings):
    settings.scanner = True
    made = DeskPane(bench)
    stage.resize(1100, 700)
    stage.layout().addWidget(made)
    made.show()
    made.show_event(event.id)
    made.begin()
    qtbot.waitUntil(made.finder.search.hasFocus)
    QTest.keyClick(QApplication.focusWindow(), Qt.Key.Key_Home)  # the first key takes Qt a while
    return made


@pytest.fixture
def tones(pane):
    heard = []
    pane.told.connect(heard.append)
    return heard


def scan(text):
    """Post a scanner's keys to what has the keyboard, all at once as from a busy window."""
    for moment, letter in enumerate([*text, "\r"], 1):
        key = Qt.Key.Key_Return if letter == "\r" else ord(letter.upper())
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, letter)
            event.setTimestamp(moment)
            QCoreApplication.postEvent(QApplication.focusWidget(), event)


def present(store, person):
    with store.reading() as session:
        seen = select(Attendance.present_at).where(Attendance.person_id == person)
        return session.scalar(seen) is not None


def quiet(bench):
    QTest.qWait(150)
    return not bench.tasks.busy


def test_a_scan_marks_the_person_as_here_at_once(pane, store, siti, tones, qtbot):
    scan(NIK)
    qtbot.waitUntil(lambda: tones == ["ok"])
    assert present(store, siti)
    assert pane.outcome.text() == "Siti Rahmawati is here."
    assert pane.outcome.view.words.textFormat() is Qt.TextFormat.PlainText
    assert pane.person.state.words.text().startswith("Here since")


def test_the_nik_that_was_scanned_is_masked_in_the_entry(pane, siti, tones, qtbot):
    scan(NIK)
    qtbot.waitUntil(lambda: tones == ["ok"])
    assert pane.finder.search.text() == "650103••••••0002"
    assert pane.finder.view.chosen_id() == siti


def test_undo_beside_the_sign_takes_the_mark_back(pane, store, siti, tones, qtbot):
    scan(NIK)
    qtbot.waitUntil(lambda: tones == ["ok"])
    pane.outcome.undo.click()
    qtbot.waitUntil(lambda: not present(store, siti))
    assert pane.outcome.text() == ""


def test_ctrl_z_takes_a_scan_back(pane, store, siti, tones, qtbot):
    scan(NIK)
    qtbot.waitUntil(lambda: tones == ["ok"])
    QTest.keyClick(pane.finder.search, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: not present(store, siti))


def test_the_same_code_twice_within_two_seconds_is_one_scan(pane, bench, tones, qtbot):
    scan(NIK)
    qtbot.waitUntil(lambda: tones == ["ok"])
    scan(NIK)
    qtbot.waitUntil(lambda: quiet(bench))
    assert tones == ["ok"]


def test_who_is_here_already_is_told_when_and_where(pane, bench, siti, tones, qtbot):
    scan(NIK)
    qtbot.waitUntil(lambda: tones == ["ok"])
    pane.scans._last = ""  # as after two seconds
    scan(NIK)
    qtbot.waitUntil(lambda: tones == ["ok", "again"])
    assert pane.outcome.text() == "Siti Rahmawati was here already."
    assert "at Meja 1" in pane.outcome.view.detail.text()


def test_a_scan_only_shows_where_it_is_not_to_mark(pane, store, siti, settings, tones, qtbot):
    settings.scan_marks = False
    scan(NIK)
    qtbot.waitUntil(lambda: pane.finder.view.chosen_id() == siti)
    assert not present(store, siti)
    QTest.keyClick(pane.finder.search, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: present(store, siti))


def test_a_scan_with_the_keyboard_on_a_button_presses_nothing(pane, store, siti, tones, qtbot):
    pane.person.new.setFocus()
    scan(NIK)
    qtbot.waitUntil(lambda: tones == ["ok"])
    assert pane.places.form is None or not pane.places.form.isVisible()
    assert pane.finder.search.hasFocus()


def test_who_is_not_on_the_list_is_a_walk_in_and_that_is_told(pane, store, keep, tones, qtbot):
    stranger = keep(a.person(nik=UNKNOWN, birth_date=date(1991, 10, 22), sex=Sex.FEMALE))
    scan(UNKNOWN)
    qtbot.waitUntil(lambda: tones == ["warn"])
    assert present(store, stranger.id)
    assert "walk-in" in pane.outcome.view.detail.text()


def test_a_nik_of_nobody_known_begins_a_walk_in_with_it(pane, tones, qtbot):
    scan(UNKNOWN)
    qtbot.waitUntil(lambda: pane.places.form is not None and pane.places.form.isVisible())
    assert pane.places.form.form.draft().person.nik == UNKNOWN
    assert pane.places.form.form.draft().person.birth_date == date(1991, 10, 22)
    assert tones == ["warn"]


def test_a_nik_that_cannot_be_one_is_told_and_begins_nothing(pane, tones, qtbot):
    scan("9901036210910001")
    qtbot.waitUntil(lambda: tones == ["error"])
    assert pane.places.form is None or not pane.places.form.isVisible()
    assert pane.outcome._role is Role.DANGER


@pytest.mark.parametrize(
    "case",
    [
        (NIK[:9], "Half a code was read: scan again."),
        ("JK1:M:", "Half a code was read: scan again."),
        (NIK + UNKNOWN, "Two codes were read at once: scan one at a time."),
        ("JK1:P:BP-220628-0-0999", "No card has this number."),
        ("99-000099", "No receipt has this number."),
        ("%%%%$$$$", "This code says nothing that is known here."),
        ("x" * 4096, "This code says nothing that is known here."),
        ("12345678999", "Nobody is known by this membership number."),
    ],
)
def test_what_cannot_be_used_is_told_and_nothing_else_happens(
    pane, store, siti, tones, qtbot, case
):
    text, said = case
    scan(text)
    qtbot.waitUntil(lambda: tones == ["error"])
    assert pane.outcome.text() == said
    qtbot.waitUntil(lambda: quiet(pane._bench))
    assert not present(store, siti)
    assert len(pane.finder.search.text()) <= 40
    pane.scans._last = ""
    scan(NIK)
    qtbot.waitUntil(lambda: present(store, siti))


def test_letters_of_any_language_do_no_harm(pane, tones):
    pane.take_scan("日本 é \u202e👩‍🌾")
    assert tones == ["error"]
    assert pane.outcome.text() == "This code says nothing that is known here."


@pytest.fixture
def enrolment(keep, event, siti):
    return keep(a.enrolment(event_id=event.id, person_id=siti))


def test_a_cancelled_card_only_tells(pane, store, keep, siti, enrolment, tones):
    one = enrolment
    keep(a.card(enrolment_id=one.id, number="BP-220628-0-0007", state=CardState.CANCELLED))
    pane.scans.take("JK1:P:BP-220628-0-0007")
    assert tones == ["error"]
    assert pane.outcome.text() == "This card was cancelled: it does not count any more."
    assert pane.person.name.text() == "Siti Rahmawati"
    assert not present(store, siti)


def test_a_receipt_leads_to_its_person_and_a_void_one_is_told(
    pane, store, siti, enrolment, tones, qtbot
):
    one = enrolment
    with store.writing() as session:
        draft = PaymentDraft(100_800, PaymentWay.CHANNEL, "REF-1", expects=100_800)
        take_payment(session, one.id, draft)
    with store.reading() as session:
        (receipt,) = receipts_of(session, siti)
    scan(receipt.code)
    qtbot.waitUntil(lambda: tones == ["ok"])
    assert present(store, siti)
    with store.writing() as session:
        void_receipt(session, receipt.id, "Wrong amount")
    scan(receipt.number)
    qtbot.waitUntil(lambda: tones == ["ok", "error"])
    assert pane.outcome.text() == f"Receipt {receipt.number} is void."
    assert "Wrong amount" in pane.outcome.view.detail.text()


def test_a_form_in_which_something_was_typed_comes_first(pane, store, siti, tones, qtbot):
    QTest.keyClick(pane.finder.search, Qt.Key.Key_F2)
    form = pane.places.form.form
    form.person.take(nik=UNKNOWN, name="Dorkas")
    scan(NIK)
    qtbot.waitUntil(lambda: tones == ["error"])
    assert "then scan again" in pane.places.form.panel.notice.text()
    assert (form.draft().person.nik, form.draft().person.name) == (UNKNOWN, "Dorkas")
    assert not present(store, siti)


def test_a_nik_scanned_into_a_form_without_one_fills_it_in(pane, tones, qtbot):
    QTest.keyClick(pane.finder.search, Qt.Key.Key_F2)
    form = pane.places.form.form
    form.person.take(name="Dorkas")
    scan(UNKNOWN)
    qtbot.waitUntil(lambda: form.draft().person.nik == UNKNOWN)
    assert form.draft().person.name == "Dorkas"


def test_an_untouched_form_gives_way_to_a_scan(pane, store, siti, tones, qtbot):
    QTest.keyClick(pane.finder.search, Qt.Key.Key_F2)
    scan(NIK)
    qtbot.waitUntil(lambda: present(store, siti))
    assert pane.finder.isVisible()


def test_away_from_the_desk_nothing_is_listened_for(pane, stage):
    assert pane.scans.watch.watching
    pane.hide()
    assert not pane.scans.watch.watching
    pane.show()
    assert pane.scans.watch.watching


def test_typing_a_letter_puts_the_last_outcome_away(pane, tones, qtbot):
    scan(NIK)
    qtbot.waitUntil(lambda: tones == ["ok"])
    QTest.keyClick(pane.finder.search, "m", delay=60)
    qtbot.waitUntil(lambda: pane.finder.search.text() == "m")
    assert pane.outcome.text() == ""


def test_a_code_typed_by_hand_is_understood_as_well(pane, keep, event, siti, qtbot):
    one = keep(a.enrolment(event_id=event.id, person_id=siti))
    keep(a.card(enrolment_id=one.id, number="BP-220628-0-0007"))
    pane.finder.search_for("bp-220628-0-0007")
    assert pane.finder.view.chosen_id() == siti
    assert not pane.finder.only_like()


def test_a_namesake_on_the_list_with_another_nik_is_told(pane, keep, event, siti, tones, qtbot):
    twin = keep(a.person(name="SITI RAHMAWATI"))
    keep(a.attendance(event_id=event.id, person_id=twin.id))
    scan(NIK)
    qtbot.waitUntil(lambda: tones == ["warn"])
    assert "Another person of this name" in pane.outcome.view.detail.text()


@pytest.mark.usefixtures("multimedia")
def test_f9_reads_with_the_camera_and_ends_it(pane, tones, qtbot):
    QTest.keyClick(pane.finder.search, Qt.Key.Key_F5)
    assert pane.camera.isVisible()
    pane.camera.scanned.emit(NIK)
    qtbot.waitUntil(lambda: tones == ["ok"])
    pane.camera.scanned.emit(NIK)
    QTest.keyClick(pane.finder.search, Qt.Key.Key_F5)
    assert not pane.camera.isVisible()
    assert tones == ["ok"], "the same code is one scan, whatever reads it"


def test_name_birth_date_and_phone_are_put_right_at_the_desk(pane, store, bench, siti, qtbot):
    pane.finder.search_for("siti")
    QTest.keyClick(pane.finder.search, Qt.Key.Key_F3)
    form = pane.mending.form
    qtbot.waitUntil(form.name.hasFocus)
    form.name.setText("Siti Rahmawaty")
    form.name.textEdited.emit("Siti Rahmawaty")
    form.phone.setText("081254110372")
    form.phone.textEdited.emit("081254110372")
    assert not form.reason.isVisible()
    QTest.keyClick(form.name, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: pane.person.name.text() == "Siti Rahmawaty")
    qtbot.waitUntil(lambda: not bench.tasks.busy)
    with store.reading() as session:
        assert person_draft(session, siti).phone == "+6281254110372"
    assert pane.finder.search.hasFocus()
    bench.undoing.undo()
    qtbot.waitUntil(lambda: pane.person.name.text() == "Siti Rahmawati")


def test_a_birth_date_that_differs_from_the_nik_wants_a_reason(pane, qtbot):
    pane.finder.search_for("siti")
    QTest.keyClick(pane.finder.search, Qt.Key.Key_F3)
    form = pane.mending.form
    form.birth_date.setText("6/7/1988")
    form.birth_date.textEdited.emit("6/7/1988")
    assert form.reason.isVisible()
    assert not pane.mending.panel._save.isEnabled()
    form.birth_date.setText("6/7/2188")
    form.birth_date.textEdited.emit("6/7/2188")
    assert "birth_date" in form.problems()


def test_a_scan_does_not_lose_a_correction_half_typed(pane, store, siti, tones, qtbot):
    pane.finder.search_for("siti")
    QTest.keyClick(pane.finder.search, Qt.Key.Key_F3)
    form = pane.mending.form
    form.name.setText("Siti R")
    form.name.textEdited.emit("Siti R")
    scan(NIK)
    qtbot.waitUntil(lambda: tones == ["error"])
    assert form.name.text() == "Siti R"
    assert not present(store, siti)
    assert "then scan again" in pane.mending.panel.notice.text()


def test_every_control_of_the_desk_with_an_outcome_has_a_name(pane, stage, tones, qtbot):
    scan(NIK)
    qtbot.waitUntil(lambda: tones == ["ok"])
    assert unnamed(stage) == []


def test_who_comes_after_a_scan_is_somebody_else(pane, store, siti, tones, qtbot):
    scan(NIK)
    qtbot.waitUntil(lambda: tones == ["ok"])
    QTest.keyClick(pane.finder.search, Qt.Key.Key_F2)
    assert pane.places.form.form.draft().person.nik == ""


def test_a_page_of_this_events_attendance_sheet_is_told(pane, event, tones, qtbot):
    scan(sheet_code(event.id, 2))
    qtbot.waitUntil(lambda: tones == ["ok"])
    assert pane.outcome.text() == "Attendance sheet, page 2"
    assert pane.outcome.view.accessibleName().endswith("It is of this event.")
    assert pane.outcome.open.isHidden()


def test_a_sheet_of_another_event_offers_to_open_that(pane, bench, keep, tones, qtbot):
    other = keep(a.event(title="Bunyu <b>"))
    asked = []
    pane.outcome.event_asked.connect(asked.append)
    scan(sheet_code(other.id, 1))
    qtbot.waitUntil(lambda: tones == ["warn"])
    assert pane.outcome.view.accessibleName().endswith("Bunyu <b>")
    pane.outcome.open.click()
    assert asked == [other.id]


def test_a_sheet_of_an_event_unknown_here_is_told_so(pane, tones, qtbot):
    scan("DH:99/1")
    qtbot.waitUntil(lambda: tones == ["error"])
    assert "not known here" in pane.outcome.text()
    assert pane.outcome.open.isHidden()
