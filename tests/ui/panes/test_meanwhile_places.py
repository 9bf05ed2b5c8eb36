"""Two PCs at once, wherever something is typed that is no plain form of a record."""

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

import ui.panes.settings_printers
from models.documents.attachments import (
    Owner,
    attach,
    attachments,
    change_caption,
    remove_attachment,
)
from models.documents.tables import Attachment
from models.documents.taking_in import incoming
from models.enrolment.numbers import correct_number
from models.enrolment.operations import set_status
from models.enrolment.status import StatusDraft
from models.enrolment.tables import Enrolment, EnrolmentStatus
from models.people.tables import Person
from models.printing.profiles import ProfileDraft, keep_profile, profile_rows, reset_profile
from models.printing.tables import PrinterProfile
from models.printing.transform import PrintError
from tests import factories as a
from tests.models.documents import files
from tests.models.printing.distorting import read
from tests.other_desk import *  # noqa: F403 - fixtures are found by name
from tests.ui.panes.meanwhile_at_hand import retype
from tests.ui.reach import unnamed
from ui.panes.documents_box import DocumentsBox
from ui.panes.person_detail import PersonDetail
from ui.panes.settings_printers import PrintersPanel

# What a file shows


@pytest.fixture
def box(bench, stage, store, event, settled):
    owner = Owner(event_id=event)
    with store.writing() as session:
        attach(session, owner, incoming("foto.jpg", files.picture()))
    made = DocumentsBox(bench, "nothing")
    stage.layout().addWidget(made)
    made.show_owner(owner)
    settled()
    made.lines()[0].described.emit(made.lines()[0].row)
    return made


def caption(store, event):
    with store.reading() as session:
        return attachments(session, Owner(event_id=event))[0].caption


def test_what_a_file_shows_is_asked_about_where_two_said_it(
    box, store, other, event, settled, messages
):
    form, file = box.form, box.lines()[0].row.id
    retype(form.caption, "Peserta")
    with other.writing() as session:
        change_caption(session, file, "Tamu")
    form.keep.click()
    settled(lambda: form.meanwhile.waits())
    (choice,) = form.meanwhile.choices
    assert choice.buttons[0].accessibleName() == "Theirs (1): Tamu"
    assert "Sari Contoh" in choice.buttons[0].accessibleDescription()
    assert not form.keep.isEnabled()
    assert messages.told == []  # over the question
    assert unnamed(box) == []
    assert caption(store, event) == "Tamu"
    QTest.keyClicks(choice.buttons[0], "2")
    assert QApplication.focusWidget() is form.keep
    form.keep.click()
    settled(lambda: form.isHidden())
    assert caption(store, event) == "Peserta"


def test_a_file_changed_elsewhere_is_shown_while_nothing_is_typed_about_it(
    box, other, hear, settled, messages
):
    form, file = box.form, box.lines()[0].row.id
    with other.writing() as session:
        change_caption(session, file, "Tamu")
    hear(Attachment)
    assert form.caption.text() == "Tamu"
    retype(form.caption, "Peserta")
    with other.writing() as session:
        remove_attachment(session, file)
    hear(Attachment)
    form.keep.click()
    settled(lambda: bool(messages.told))
    assert messages.told[-1][0].startswith("Done meanwhile: Take foto.jpg out of")
    assert form.caption.text() == "Peserta"


# How a printer errs


ONE, TWO, THREE = (read(PrintError(offset_x=by), "a4") for by in (1.0, 2.0, 3.0))


@pytest.fixture
def measuring(bench, stage, store, settled, monkeypatch):
    """The form about a printer that was measured before."""

    class Info:
        availablePrinterNames = staticmethod(lambda: ["office"])  # noqa: N815 - Qt's own

    monkeypatch.setattr(ui.panes.settings_printers, "QPrinterInfo", Info)
    with store.writing() as session:
        keep_profile(session, ProfileDraft("office", ONE))
    made = PrintersPanel(bench)
    stage.layout().addWidget(made)
    stage.resize(700, 900)
    made.read()
    settled()
    made.open_printer("office")
    return made


def measure(panel, readings):
    for field, value in zip(panel.form.front.fields, readings.values, strict=True):
        field.set_value(value)
    panel.form.front.changed.emit("front-top")


def profile(store):
    with store.reading() as session:
        return profile_rows(session)[0].draft().front


def test_a_printer_two_measured_is_asked_about_by_what_the_readings_say(
    measuring, store, other, settled
):
    measure(measuring, THREE)
    with other.writing() as session:
        keep_profile(session, ProfileDraft("office", TWO))
    panel = measuring.panel
    panel._save.click()
    settled(lambda: panel.meanwhile.waits())
    (choice,) = panel.meanwhile.choices
    assert choice.isVisible()
    assert "2 mm to the right" in choice.buttons[0].accessibleName()
    assert "3 mm to the right" in choice.buttons[1].accessibleName()
    assert "Sari Contoh" in choice.buttons[0].accessibleDescription()
    assert profile(store) == TWO
    assert unnamed(measuring) == []
    choice.buttons[1].click()
    panel._save.click()
    settled(lambda: not measuring.form_is_open())
    assert profile(store) == THREE


def test_a_profile_reset_elsewhere_is_said_and_what_is_measured_can_still_be_kept(
    measuring, store, other, settled, hear
):
    with other.writing() as session:
        keep_profile(session, ProfileDraft("office", TWO))
    hear(PrinterProfile)
    assert measuring.form.draft().front == TWO  # as nothing was typed
    measure(measuring, THREE)
    with other.writing() as session:
        reset_profile(session, profile_rows(session)[0].id)
    hear(PrinterProfile)
    notice = measuring.panel.notice
    assert notice.text().startswith("Done meanwhile: Reset the profile of office for A4 (Sari")
    measuring.panel._save.click()
    settled(lambda: notice._action.isVisible())
    notice._action.click()
    settled(lambda: not measuring.form_is_open())
    assert profile(store) == THREE


def test_readings_for_another_paper_are_asked_about_where_it_was_measured_since(
    measuring, store, other, settled
):
    measure(measuring, THREE)
    form = measuring.form
    form.medium.show_value("f4")
    form.medium.picked.emit()
    with other.writing() as session:
        keep_profile(session, ProfileDraft("office", read(PrintError(offset_x=2.0), "f4")))
    measuring.panel._save.click()
    settled(lambda: measuring.panel.meanwhile.waits())
    assert form.draft().front.medium == "f4"


# The money and the number of a person


@pytest.fixture
def awing(keep):
    return keep(a.person(name="Awing Ding", member_number="12345678901")).id


@pytest.fixture
def detail(bench, stage, awing):
    made = PersonDetail(bench)
    stage.resize(900, 700)
    stage.layout().addWidget(made)
    made.show_record(awing)
    made.show_part("rest")
    return made


def test_a_status_noted_elsewhere_is_said_while_one_types_and_then_asked_about(
    detail, other, keep, awing, hear, settled
):
    enrolment = keep(a.enrolment(person_id=awing)).id
    detail._open_enrolment(enrolment)
    money = detail._money
    money.form.status.show_value(EnrolmentStatus.REJECTED)
    money.form.status.picked.emit()
    QTest.keyClicks(money.form.reason, "Bukan pekerja")
    with other.writing() as session:
        set_status(session, enrolment, EnrolmentStatus.BILLED, billing_code="K-1")
    hear(Enrolment)
    assert money.panel.notice.text().startswith("Changed meanwhile by Sari Contoh")
    assert money.form.reason.text() == "Bukan pekerja"
    money.panel._save.click()
    settled(lambda: money.panel.meanwhile.waits())
    (choice,) = money.panel.meanwhile.choices
    assert choice.parent() is money.form.grid.row("status")
    choice.buttons[0].click()
    assert money.form.billing_code.text() == "K-1"


def test_an_enrolment_taken_out_elsewhere_takes_nothing_typed_with_it(
    detail, other, keep, awing, hear, settled
):
    enrolment = keep(a.enrolment(person_id=awing)).id
    detail._open_enrolment(enrolment)
    money = detail._money
    money.form.status.show_value(EnrolmentStatus.BILLED)
    money.form.status.picked.emit()
    QTest.keyClicks(money.form.billing_code, "K-1")
    with other.writing("Take the enrolment out") as session:
        session.delete(session.get_one(Enrolment, enrolment))
    hear(Enrolment)
    assert money.isVisible()
    assert money.panel.notice.text().startswith("Done meanwhile: Take the enrolment out (Sari")
    money.panel.show_draft(StatusDraft())
    hear(Enrolment)
    assert not money.isVisible()


def test_a_number_corrected_elsewhere_is_shown_or_said(detail, other, awing, hear):
    detail._open_number()
    field, panel = detail._number.form.number, detail._number.panel
    with other.writing() as session:
        correct_number(session, awing, "12345678902")
    hear(Person)
    assert field.text() == "12345678902"
    retype(field, "12345678903")
    with other.writing() as session:
        correct_number(session, awing, "12345678904")
    hear(Person)
    assert panel.notice.text().startswith("Changed meanwhile by Sari Contoh")
    assert field.text() == "12345678903"
