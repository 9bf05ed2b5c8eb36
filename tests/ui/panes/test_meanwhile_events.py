"""Two PCs at once at the plan of an event and at its letters."""

from dataclasses import replace

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolButton

from models.events.drafts import PartDraft
from models.events.operations import change_event
from models.events.queries import event_draft
from models.events.tables import Answer, Event, EventPartner, EventStaff, PartnerRole
from models.letters.making import make_anew, make_letters, mark_sent, prepare, prepare_anew
from models.letters.queries import event_letters
from models.letters.tables import Letter, LetterKind
from models.office.tables import Officer
from tests import factories as a
from tests.other_desk import *  # noqa: F403 - fixtures are found by name
from tests.ui.panes.meanwhile_at_hand import retype
from tests.ui.reach import unnamed
from ui.forms.event_form import EventForm
from ui.panes.letters_pane import LettersPane

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
