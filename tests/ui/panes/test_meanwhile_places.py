"""Two PCs at once, wherever something is typed that is no plain form of a record."""

from dataclasses import replace

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolButton

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
from models.events.drafts import PartDraft
from models.events.operations import change_event
from models.events.queries import event_draft
from models.events.tables import Answer, Event, EventPartner, EventStaff, PartnerRole
from models.letters.making import make_anew, make_letters, mark_sent, prepare, prepare_anew
from models.letters.queries import event_letters
from models.letters.tables import Letter, LetterKind
from models.office.tables import Officer
from models.people.tables import Person
from models.printing.profiles import ProfileDraft, keep_profile, profile_rows, reset_profile
from models.printing.tables import PrinterProfile
from models.printing.transform import PrintError
from tests import factories as a
from tests.models.documents import files
from tests.models.printing.distorting import read
from tests.other_desk import *  # noqa: F403 - fixtures are found by name
from tests.ui.reach import unnamed
from ui.forms.event_form import EventForm
from ui.panes.documents_box import DocumentsBox
from ui.panes.letters_pane import LettersPane
from ui.panes.person_detail import PersonDetail
from ui.panes.settings_printers import PrintersPanel


def retype(line, text):
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, text)


@pytest.fixture
def hear(bench, settled):
    """Hear at this PC that the other one changed records of some kinds, as a server tells it."""

    def _hear(*kinds):
        bench.changes.committed.emit(frozenset(kinds))
        settled()

    return _hear


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


# The plan of an event


@pytest.fixture
def plan(bench, stage, event):
    made = EventForm(bench)
    stage.resize(1000, 700)
    stage.layout().addWidget(made)
    assert made.change(event)
    return made


def change_plan(other, event, **changed):
    with other.writing() as session:
        change_event(session, event, replace(event_draft(session, event), **changed))


def test_an_untouched_plan_shows_what_others_changed_of_it(plan, other, keep, event, hear, settled):
    partner = keep(a.partner(name="Dinas Tani")).id
    part = PartDraft(partner, PartnerRole.HOST)
    change_plan(other, event, venue="Balai Adat", partners=(part,))
    plan.fields.venue.setFocus()
    hear(Event, EventPartner)
    assert plan.fields.venue.text() == "Balai Adat"
    assert [one.partner_id for one in plan.fields.draft().partners] == [partner]
    assert plan.fields.venue.hasFocus()
    assert not plan.is_changed()
    assert not plan._save.isEnabled()
    change_plan(other, event, partners=(replace(part, answer=Answer.CONFIRMED),))
    plan.fields.parts.lines()[0].findChild(QToolButton).setFocus()
    hear(Event, EventPartner)
    assert plan.isAncestorOf(QApplication.focusWidget())  # though its line was made anew
    retype(plan.fields.venue, "SD 001")
    plan.save()
    settled(lambda: not plan.is_changed())
    with other.reading() as session:
        now = event_draft(session, event)
    assert (now.venue, now.partners[0].answer) == ("SD 001", Answer.CONFIRMED)


def test_a_plan_with_something_unreadable_in_it_is_left_as_it_is(plan, other, event, hear):
    retype(plan.fields.first_day, "kapan-kapan")
    change_plan(other, event, venue="Balai Adat")
    hear(Event)
    assert plan.fields.first_day.text() == "kapan-kapan"
    assert plan.fields.venue.text() != "Balai Adat"
    assert "Sari Contoh" in plan._about.text()


# Letters that are written to the same partners


@pytest.fixture
def meeting(keep):
    """An event with two partners to be invited, and one of the staff."""
    parts = [
        EventPartner(
            partner=a.partner(name=name, contacts=[a.contact()]),
            role=PartnerRole.HOST,
            answer=Answer.WAITING,
        )
        for name in ("Dinas Pertanian", "Desa Pimping")
    ]
    staff = [EventStaff(officer_id=keep(Officer(name="Agus")).id)]
    return keep(a.event(title="Temu Tani", partners=parts, staff=staff)).id


@pytest.fixture
def letters(bench, stage, meeting):
    made = LettersPane(bench)
    stage.resize(1150, 700)
    stage.layout().addWidget(made)
    made.show_event(meeting, LetterKind.INVITATION)
    return made


def write(store, event, kind=LetterKind.INVITATION, first=1):
    """Make the letters that are proposed, to the first so many partners."""
    with store.writing() as session:
        draft = prepare(session, event, kind, "id")
        to = draft.partner_ids[:first]
        return make_letters(session, event, replace(draft, partner_ids=to), as_text)


def as_text(paper):
    return paper.number.encode()


def made(store, event):
    with store.reading() as session:
        return [(row.kind, row.partner) for row in event_letters(session, event)][::-1]


def test_nobody_is_written_to_twice_by_two_who_do_not_know_of_each_other(
    letters, other, store, meeting, settled
):
    panel = letters.making.panel
    write(other, meeting)
    panel._save.click()
    settled(lambda: panel.writing.waits())
    (choice,) = panel.writing.choices
    assert choice.isVisible()
    theirs, mine = choice.buttons
    assert theirs.accessibleName().startswith("Theirs (1): Dinas Pertanian: B/001/")
    assert mine.accessibleName() == "Mine (2): Dinas Pertanian: make this one too"
    assert "Sari Contoh" in theirs.accessibleDescription()
    assert not panel._save.isEnabled()
    assert len(made(store, meeting)) == 1
    assert unnamed(letters) == []
    theirs.click()
    assert panel._save.text() == "Make 1 letter"
    panel._save.click()
    settled(lambda: len(made(store, meeting)) == 2)
    assert [to for _kind, to in made(store, meeting)] == ["Dinas Pertanian", "Desa Pimping"]


def test_a_third_letter_to_the_same_is_asked_about_again(letters, other, store, meeting, settled):
    panel = letters.making.panel
    for number in (1, 2):
        write(other, meeting)
        panel._save.click()
        settled(lambda: panel.writing.waits())
        (choice,) = panel.writing.choices
        assert f"B/00{number}/" in choice.buttons[0].accessibleName()
        choice.buttons[1].click()
    panel._save.click()
    settled(lambda: len(made(store, meeting)) == 4)


def test_a_letter_that_names_the_staff_is_made_once_by_two(
    letters, other, store, meeting, settled, stage
):
    letters.show_event(meeting, LetterKind.ASSIGNMENT)
    panel = letters.making.panel
    assert panel._save.isEnabled()
    write(other, meeting, LetterKind.ASSIGNMENT)
    panel._save.click()
    settled(lambda: panel.writing.waits())
    (choice,) = panel.writing.choices
    assert choice.isVisible()
    choice.buttons[0].click()
    assert not panel._save.isEnabled()
    assert QApplication.focusWidget() is panel._cancel


def test_partners_added_or_taken_out_elsewhere_are_said_while_one_writes(
    letters, other, meeting, hear, keep
):
    form, notice = letters.making.form, letters.making.panel.notice
    with other.reading() as session:
        dinas, desa = (part.partner_id for part in event_draft(session, meeting).partners)
    new = keep(a.partner(name="Gapoktan")).id
    kept = (PartDraft(dinas, PartnerRole.HOST), PartDraft(new, PartnerRole.SPEAKER))
    change_plan(other, meeting, partners=kept)
    hear(EventPartner)
    assert set(form.draft().partner_ids) == {dinas, new}  # proposed anew: nothing was typed
    QTest.keyClicks(form.subject, "!")
    change_plan(other, meeting, partners=(kept[1], PartDraft(desa, PartnerRole.HOST)))
    hear(EventPartner)
    assert "Added to the event meanwhile: Desa Pimping." in notice.text()
    assert "Taken out of the event meanwhile: Dinas Pertanian." in notice.text()
    assert form.draft().partner_ids == (new,)
    assert form.draft().subject.startswith("!")


def test_a_letter_two_make_anew_is_asked_about_field_by_field(
    letters, other, store, meeting, settled, hear
):
    (letter,) = write(store, meeting)
    letters.make_anew(letter)
    panel, form = letters.making.panel, letters.making.form
    retype(form.subject, "Undangan resmi")
    with other.writing() as session:
        now = prepare_anew(session, letter)
        make_anew(session, letter, replace(now, subject="Undangan baru", paper="F4"), as_text)
    hear(Letter)
    assert panel.notice.text().startswith("Changed meanwhile by Sari Contoh")
    panel._save.click()
    settled(lambda: panel.meanwhile.waits())
    (choice,) = panel.meanwhile.choices
    assert choice.buttons[0].accessibleName() == "Theirs (1): Undangan baru"
    assert form.draft().paper == "F4"
    choice.buttons[1].click()
    with other.writing() as session:
        mark_sent(session, letter, "hand")
    panel._save.click()  # which knows of no sending yet
    settled(lambda: "was marked as sent meanwhile" in panel.notice.text())
    assert len(made(store, meeting)) == 1
    panel._save.click()
    settled(lambda: len(made(store, meeting)) == 2)
