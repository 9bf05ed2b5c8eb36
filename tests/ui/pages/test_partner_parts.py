import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from models.partners.agreements import agreement_draft
from models.partners.drafts import AgreementDraft
from models.partners.operations import (
    change_agreement,
    remove_agreement,
)
from tests.ui.pages.partner_at_hand import *  # noqa: F403 - fixtures are found by name
from tests.ui.pages.partner_at_hand import names, open_only, tabs
from ui.look import Role

HOSTILE = ["<b>Tebal</b>", "'; DROP TABLE agreement", "=1+1", "🌾 Gapoktan", "أحمد", "A" * 290]


@pytest.fixture
def agreements(page):
    page._partner.show_part("agreements")
    return page._partner._agreements


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
