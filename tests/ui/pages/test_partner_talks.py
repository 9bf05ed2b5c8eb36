"""A partner's conversations and events, and merging it with another."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest

from models.events.tables import Answer, EventPartner, PartnerRole
from models.office.queries import officers
from models.partners.conversations import contact_rows, note_draft, note_rows
from models.partners.drafts import NoteDraft
from models.partners.operations import (
    add_note,
    archive_partner,
)
from models.words import speak, spoken
from tests import factories as a
from tests.ui.pages.partner_at_hand import *  # noqa: F403 - fixtures are found by name
from tests.ui.pages.partner_at_hand import names, open_only, tabs
from tests.ui.reach import unnamed
from ui.look import Role
from ui.panes.partner_part import STEP


def test_a_conversation_begins_today_and_is_kept_and_undone(
    talks, store, partners, now, settled, messages
):
    with store.reading() as session:
        (rina,) = officers(session)
        martha = contact_rows(session, partners[0])[0]
    store.officer_id = rina.id
    talks.add_button.click()
    form = talks.panel.form
    assert form.text.hasFocus()
    assert (form.held_on.value(), form.contact.currentText()) == (now, "Not noted")
    QTest.keyClicks(form.text, "Minta sosialisasi ulang")
    QTest.keyClick(form.contact, Qt.Key.Key_Down)
    form.contact.activated.emit(form.contact.currentIndex())
    due = now + timedelta(days=14)
    QTest.keyClicks(form.due_on, spoken().digits(due))
    QTest.keyClick(form.due_on, Qt.Key.Key_Return)
    settled(lambda: len(names(talks)) == 1)
    with store.reading() as session:
        (row,) = note_rows(session, partners[0])
        draft = note_draft(session, row.id)
    assert draft == NoteDraft(now, martha.id, rina.id, "Minta sosialisasi ulang", due)
    assert names(talks)[0].endswith(f"Martha · Rina Contoh, Due {spoken().digits(due)}")
    messages.actions["Undo"]()
    settled(lambda: names(talks) == [])


def test_a_conversation_is_removed_and_brought_back(talks, talked, settled, messages):
    talked()
    settled(lambda: bool(names(talks)))
    open_only(talks)
    talks.remove_button.click()
    settled(lambda: not names(talks))
    messages.actions["Undo"]()
    settled(lambda: len(names(talks)) == 1)


def test_a_follow_up_is_done_and_reopened(talks, talked, settled, messages):
    talked(-1)
    settled(lambda: bool(names(talks)))
    assert "Overdue since" in names(talks)[0]
    open_only(talks)
    assert talks.done_button.text() == "Followed up"
    talks.done_button.click()
    settled(lambda: names(talks)[0].endswith("Followed up"))
    assert messages.told[-1][0] == "Followed up."
    open_only(talks)
    assert talks.done_button.text() == "Still to be done"
    talks.done_button.click()
    settled(lambda: "Overdue since" in names(talks)[0])


def test_a_long_list_is_shown_step_by_step(page, talks, store, partners, now, settled):
    with store.writing("Talk often") as session:
        for days in range(STEP + 2):
            draft = NoteDraft(now - timedelta(days=days), text=f"Bicara {days}")
            add_note(session, partners[0], draft)
    settled(lambda: len(names(talks)) == STEP)
    assert tabs(page)[3] == f"Conversations  {STEP + 2}"
    talks.more_button.setFocus()
    QTest.keyClick(talks.more_button, Qt.Key.Key_Space)
    assert len(names(talks)) == STEP + 2
    assert talks.list.lines()[STEP].hasFocus()
    assert talks.more_button.isHidden()


def test_where_nothing_was_promised_nothing_is_to_be_ticked_off(talks, talked, settled):
    talked()
    settled(lambda: bool(names(talks)))
    open_only(talks)
    assert talks.done_button.isHidden()


def test_a_follow_up_due_before_the_conversation_is_told_beside_the_field(talks, now):
    talks.begin_new()
    form = talks.panel.form
    QTest.keyClicks(form.text, "Bicara")
    QTest.keyClicks(form.due_on, spoken().digits(now - timedelta(days=1)))
    assert "before the conversation" in form.grid.row("due_on").said()
    assert not talks.panel._save.isEnabled()


def test_the_contact_spoken_to_is_called_on_whatsapp(talks, monkeypatch):
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toString()))
    talks.begin_new()
    contact = talks.panel.form.contact
    assert not talks.talk_button.isEnabled()
    contact.setCurrentIndex(1)
    contact.activated.emit(1)
    talks.talk_button.click()
    assert opened == ["https://wa.me/6281250017788"]


def test_the_only_contact_is_chosen_beforehand(page, talks, keep, settled):
    partner = keep(a.partner(contacts=[a.contact(name="Hanya Satu")])).id
    page.show_record(partner)
    talks.begin_new()
    assert talks.panel.form.contact.currentText() == "Hanya Satu"
    assert not talks.panel.form.is_changed()


def test_events_show_what_came_of_them_one_by_one_and_together(page, keep, partners, settled):
    first, second = keep(a.event(title="Awal"), a.event(title="Akhir"))
    keep(
        *(
            EventPartner(event_id=one.id, partner_id=partners[0], role=role, answer=Answer.WAITING)
            for one, role in ((first, PartnerRole.HOST), (second, PartnerRole.SPEAKER))
        )
    )
    people = keep(a.person(), a.person(), a.person())
    came = [a.attendance(event_id=first.id, person_id=one.id) for one in people]
    came[0].present_at = came[1].present_at = a.START.astimezone()
    keep(*came, a.enrolment(event_id=first.id, person_id=people[0].id))
    settled(lambda: "2" in tabs(page)[1])
    page._partner.show_part("rest")
    said = {line.accessibleName() for line in page._partner._events.list.lines()}
    assert said == {
        "Awal, 28 June 2022 · Host, 3 invited · 2 present · 1 enrolled · 50%, Draft",
        "Akhir, 28 June 2022 · Speaker, Draft",
    }
    assert page._partner._events.results.shown() == {
        "Invited": "3",
        "Present": "2",
        "Enrolled": "1",
        "Conversion": "50%",
    }


@pytest.fixture
def merging(page, partners, store, agreed):
    agreed()
    page.show_record(partners[1])
    page._partner._merge.click()
    return page._partner._merging


def test_two_entries_are_merged_by_keyboard_told_and_undone(
    page, merging, partners, numbers, settled, messages
):
    assert merging.other.hasFocus()
    assert not merging.merge.isEnabled()
    QTest.keyClicks(merging.other, "gapok")
    assert [one.text for one in merging.other.proposals()] == ["Gapoktan Makmur"]
    QTest.keyClick(merging.other._list, Qt.Key.Key_Return)
    assert merging.told.text().splitlines() == [
        "Moves here from Gapoktan Makmur:",
        "•  2 contacts",
        "•  1 agreement",
        "The entry Gapoktan Makmur is archived.",
    ]
    QTest.keyClick(merging.other, Qt.Key.Key_Return)
    assert merging.merge.hasFocus()
    QTest.keyClick(merging.merge, Qt.Key.Key_Return)
    settled(lambda: page._partner.record_id == partners[1] and bool(messages.told))
    assert messages.told[-1][0] == "Gapoktan Makmur was merged into Koperasi."
    assert numbers(1) == ["PKS/1"]
    settled(lambda: page._list._model.ids == [partners[1]])
    assert [one.name for one in page._partner._form.draft().contacts] == ["Martha", "Lukas"]
    messages.actions["Undo"]()
    settled(lambda: len(page._list._model.ids) == 2)
    assert numbers() == ["PKS/1"]


def test_an_entry_is_not_proposed_to_be_merged_with_itself(merging):
    QTest.keyClicks(merging.other, "koperasi")
    assert merging.other.proposals() == []


def test_typing_on_takes_the_choice_back(merging):
    QTest.keyClicks(merging.other, "gapok")
    QTest.keyClick(merging.other._list, Qt.Key.Key_Return)
    assert merging.merge.isEnabled()
    QTest.keyClicks(merging.other, "x")
    assert not merging.merge.isEnabled()
    assert merging.told.text() == ""


def test_escape_leaves_merging_and_nothing_is_done(page, merging, numbers):
    QTest.keyClick(merging.other, Qt.Key.Key_Escape)
    assert page._partner._stack.currentWidget() is page._partner.panel
    assert page._partner._parts.isVisible()
    assert numbers() == ["PKS/1"]


def test_an_entry_archived_meanwhile_is_not_merged(merging, partners, store, settled, messages):
    QTest.keyClicks(merging.other, "gapok")
    QTest.keyClick(merging.other._list, Qt.Key.Key_Return)
    with store.writing() as session:
        archive_partner(session, partners[0])
    merging.merge.click()
    settled(lambda: bool(messages.told))
    assert messages.told[-1] == ("That entry is no longer in the list.", Role.DANGER)


def test_another_partner_chosen_ends_merging(page, merging, partners):
    page._list.view.choose(partners[0])
    assert page._partner.record_id == partners[0]
    assert page._partner._stack.currentWidget() is page._partner.panel
    assert page._partner._parts.isVisible()


@pytest.mark.parametrize("language", ["en", "id"])
@pytest.mark.parametrize("part", ["agreements", "conversations"])
def test_everything_the_keyboard_reaches_has_a_name(wide, agreed, talked, request, language, part):
    agreed()
    talked(3)
    speak(language)
    page = request.getfixturevalue("page")
    page._partner.show_part(part)
    shown = getattr(page._partner, f"_{part}")
    assert unnamed(wide) == []
    shown.open_record(shown.values()[0])
    assert unnamed(wide) == []


def test_what_merging_is_reached_with_has_a_name(merging, wide):
    assert unnamed(wide) == []
