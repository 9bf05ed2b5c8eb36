from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from models.events.tables import Answer, EventPartner, PartnerRole
from models.office.queries import officers, today
from models.partners.agreements import agreement_draft, agreement_rows
from models.partners.conversations import contact_rows, note_draft, note_rows
from models.partners.drafts import AgreementDraft, NoteDraft
from models.partners.operations import (
    add_agreement,
    add_note,
    archive_partner,
    change_agreement,
    remove_agreement,
)
from models.words import speak, spoken
from tests import factories as a
from tests.ui.reach import unnamed
from ui.look import Role
from ui.pages.partners_page import PartnersPage
from ui.panes.partner_part import STEP

HOSTILE = ["<b>Tebal</b>", "'; DROP TABLE agreement", "=1+1", "🌾 Gapoktan", "أحمد", "A" * 290]


@pytest.fixture
def partners(keep):
    """Two partners, the first with two contacts."""
    contacts = [a.contact(name="Martha", phone="+6281250017788"), a.contact(name="Lukas")]
    kept = keep(a.partner(name="Gapoktan Makmur", contacts=contacts), a.partner(name="Koperasi"))
    return [partner.id for partner in kept]


@pytest.fixture
def now(store):
    with store.reading() as session:
        return today(session)


@pytest.fixture
def page(bench, wide, partners, settled):
    made = PartnersPage(bench)
    wide.layout().addWidget(made)
    made.show()
    made.show_record(partners[0])
    return made


@pytest.fixture
def agreements(page):
    page._partner.show_part("agreements")
    return page._partner._agreements


@pytest.fixture
def talks(page):
    page._partner.show_part("conversations")
    return page._partner._conversations


@pytest.fixture
def agreed(store, partners, now):
    """Keep an agreement of the first partner that ends in so many days, and return its id."""

    def _agreed(days=400, number="PKS/1", title="Padi"):
        draft = AgreementDraft(number, title, now - timedelta(days=500), now + timedelta(days=days))
        with store.writing() as session:
            return add_agreement(session, partners[0], draft).id

    return _agreed


@pytest.fixture
def talked(store, partners, now):
    """Keep a conversation of a month ago of which something is due in so many days."""

    def _talked(days=None, text="Minta sosialisasi"):
        due = None if days is None else now + timedelta(days=days)
        draft = NoteDraft(now - timedelta(days=30), text=text, due_on=due)
        with store.writing() as session:
            return add_note(session, partners[0], draft).id

    return _talked


def names(part):
    return [line.accessibleName() for line in part.list.lines()]


@pytest.fixture
def numbers(store, partners, now):
    """Return the numbers of the agreements kept of one of the partners."""

    def _numbers(which=0):
        with store.reading() as session:
            return [row.number for row in agreement_rows(session, partners[which], now)]

    return _numbers


def open_only(part):
    (line,) = part.list.lines()
    line.setFocus()
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert part.form_is_open()


def tabs(page):
    return [page._partner._parts.tabText(index) for index in range(4)]


def test_each_part_says_how_much_it_holds(page, agreed, talked, settled):
    agreed()
    talked()
    talked()
    settled(lambda: "2" in tabs(page)[3])
    assert tabs(page) == ["Particulars", "Events  0", "Agreements  1", "Conversations  2"]


def test_an_agreement_is_typed_and_kept_by_keyboard_alone(agreements, store, settled, messages):
    agreements.add_button.setFocus()
    QTest.keyClick(agreements.add_button, Qt.Key.Key_Space)
    for text in ("PKS/12/052026", "Perlindungan petani", "1/5/2026", "30 April 2027", "Catatan"):
        QTest.keyClicks(QApplication.focusWidget(), text)
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    QTest.keyClick(agreements.panel._cancel, Qt.Key.Key_Tab)
    assert agreements.panel._save.hasFocus()
    QTest.keyClick(agreements.panel._save, Qt.Key.Key_Return)
    settled(lambda: len(names(agreements)) == 1)
    with store.reading() as session:
        draft = agreement_draft(session, agreements.values()[0])
    assert (draft.number, draft.title, draft.note) == (
        "PKS/12/052026",
        "Perlindungan petani",
        "Catatan",
    )
    assert (str(draft.begins_on), str(draft.ends_on)) == ("2026-05-01", "2027-04-30")
    assert not agreements.form_is_open()
    assert messages.told[-1][0] == "The agreement was added."
    messages.actions["Undo"]()
    settled(lambda: names(agreements) == [])


def test_an_agreement_is_changed_and_undone(agreements, agreed, numbers, settled, messages):
    agreed()
    settled(lambda: bool(names(agreements)))
    open_only(agreements)
    number = agreements.panel.form.number
    assert number.hasFocus()
    number.selectAll()
    QTest.keyClicks(number, "PKS/2")
    QTest.keyClick(number, Qt.Key.Key_Return)
    settled(lambda: not agreements.form_is_open())
    assert numbers() == ["PKS/2"]
    assert agreements.list.lines()[0].hasFocus()
    messages.actions["Undo"]()
    settled(lambda: "PKS/1" in names(agreements)[0])


def test_an_agreement_is_removed_and_brought_back(agreements, agreed, settled, messages):
    agreed()
    settled(lambda: bool(names(agreements)))
    open_only(agreements)
    agreements.remove_button.click()
    settled(lambda: not names(agreements))
    assert agreements._none.isVisible()
    assert messages.asked == []
    messages.actions["Undo"]()
    settled(lambda: len(names(agreements)) == 1)


@pytest.mark.parametrize(
    ("days", "word", "role"),
    [
        (91, "In force", Role.SUCCESS),
        (90, "Ends in 90 days", Role.WARNING),
        (1, "Ends in 1 day", Role.WARNING),
        (0, "Ends today", Role.WARNING),
        (-1, "Ended", Role.DANGER),
    ],
)
def test_how_an_agreement_stands_is_told_by_word_and_colour(
    agreements, agreed, settled, days, word, role
):
    agreed(days)
    settled(lambda: bool(names(agreements)))
    (line,) = agreements.list.lines()
    badge = line._entry.badge
    assert (badge.text, badge.role) == (word, role)
    assert names(agreements)[0].endswith(badge.text)


def test_an_agreement_that_ends_before_it_begins_is_told_beside_the_field(agreements):
    agreements.begin_new()
    form = agreements.panel.form
    QTest.keyClicks(form.number, "PKS/1")
    QTest.keyClicks(form.title, "Padi")
    QTest.keyClicks(form.begins_on, "2/5/2026")
    QTest.keyClicks(form.ends_on, "1/5/2026")
    assert form.grid.row("ends_on").said() == "It ends before it begins."
    assert not agreements.panel._save.isEnabled()
    form.ends_on.clear()
    QTest.keyClicks(form.ends_on, "2/5/2026")
    assert form.grid.row("ends_on").said() == "Empty: until it is called off."
    assert agreements.panel._save.isEnabled()


def test_a_day_that_cannot_be_read_is_told_beside_the_field(agreements):
    agreements.begin_new()
    QTest.keyClicks(agreements.panel.form.begins_on, "besok lusa")
    assert "besok lusa" in agreements.panel.form.grid.row("begins_on").said()


def test_escape_gives_a_form_up_after_asking(agreements, messages):
    agreements.begin_new()
    QTest.keyClicks(agreements.panel.form.number, "PKS")
    messages.agrees = False
    QTest.keyClick(agreements.panel.form.number, Qt.Key.Key_Escape)
    assert agreements.form_is_open()
    messages.agrees = True
    QTest.keyClick(agreements.panel.form.number, Qt.Key.Key_Escape)
    assert not agreements.form_is_open()
    assert agreements.add_button.hasFocus()


def test_unsaved_work_in_a_part_asks_before_another_partner_is_shown(
    page, agreements, partners, messages
):
    agreements.begin_new()
    QTest.keyClicks(agreements.panel.form.number, "PKS")
    messages.agrees = False
    page._list.view.choose(partners[1])
    assert page._partner.record_id == partners[0]
    assert agreements.panel.form.number.text() == "PKS"
    messages.agrees = True
    page._list.view.choose(partners[1])
    assert page._partner.record_id == partners[1]
    assert not agreements.form_is_open()


def test_a_commit_elsewhere_refreshes_the_list_and_an_untouched_form(
    agreements, agreed, store, now, settled
):
    agreement = agreed()
    settled(lambda: bool(names(agreements)))
    open_only(agreements)
    with store.writing() as session:
        change_agreement(session, agreement, AgreementDraft("PKS/7", "Lain", now))
    settled(lambda: "PKS/7" in names(agreements)[0])
    assert agreements.panel.form.number.text() == "PKS/7"


def test_a_commit_elsewhere_leaves_the_keyboard_on_its_line(agreements, agreed, settled):
    agreed(number="PKS/1")
    settled(lambda: len(names(agreements)) == 1)
    agreements.window().activateWindow()
    line = agreements.list.lines()[0]
    line.setFocus()
    settled(line.hasFocus)  # a window just shown becomes the active one a moment later
    agreed(number="PKS/2")
    settled(lambda: len(names(agreements)) == 2)
    focused = [line.accessibleName() for line in agreements.list.lines() if line.hasFocus()]
    assert len(focused) == 1
    assert "PKS/1" in focused[0]


def test_a_commit_elsewhere_leaves_what_is_typed(agreements, agreed, store, now, settled):
    agreement = agreed()
    settled(lambda: bool(names(agreements)))
    open_only(agreements)
    QTest.keyClick(agreements.panel.form.title, Qt.Key.Key_End)
    QTest.keyClicks(agreements.panel.form.title, " dan ikan")
    with store.writing() as session:
        change_agreement(session, agreement, AgreementDraft("PKS/7", "Lain", now))
    settled(lambda: "PKS/7" in names(agreements)[0])
    assert agreements.panel.form.title.text() == "Padi dan ikan"


def test_the_form_of_an_agreement_removed_elsewhere_is_left(agreements, agreed, store, settled):
    agreement = agreed()
    settled(lambda: bool(names(agreements)))
    open_only(agreements)
    with store.writing() as session:
        remove_agreement(session, agreement)
    settled(lambda: not agreements.form_is_open())
    assert names(agreements) == []


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_kept_and_shown_as_it_is(agreements, talks, agreed, talked, settled, text):
    agreed(number=text, title=text)
    talked(text=text)
    settled(lambda: bool(names(agreements) and names(talks)))
    assert names(agreements)[0].startswith(f"{text}, {text} ")
    assert names(talks)[0].startswith(f"{text}, ")
    open_only(talks)
    assert talks.panel.form.draft().text == text


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
