from datetime import date

import pytest
from PySide6.QtTest import QTest

from models.partners.drafts import NoteDraft
from ui.forms.conversation_form import ConversationForm

TODAY = date(2026, 11, 22)
FAR = 2**40
FULL = NoteDraft(date(2026, 11, 1), FAR, 2, "Baris satu\nBaris dua", date(2026, 12, 1))


@pytest.fixture
def form(stage):
    made = ConversationForm(TODAY)
    stage.layout().addWidget(made)
    made.show()
    made.offer({FAR: "Martha", 8: "Lukas"}, {2: "Rina"})
    made.show_draft(FULL)
    return made


def test_what_is_shown_is_given_back(form):
    assert form.draft() == FULL
    assert not form.is_changed()


def test_another_conversation_leaves_nothing_of_the_first(form):
    form.show_draft(NoteDraft())
    assert form.draft() == NoteDraft()


def test_those_chosen_stay_chosen_when_others_are_offered(form):
    form.offer({8: "Lukas", FAR: "Martha Baru"}, {2: "Rina", 3: "Dewi"})
    assert (form.draft(), form.contact.currentText()) == (FULL, "Martha Baru")


def test_one_no_longer_offered_is_chosen_no_more(form):
    form.offer({8: "Lukas"}, {})
    assert (form.draft().contact_id, form.draft().officer_id) == (None, None)


def test_what_was_said_must_be_there(form):
    form.text.selectAll()
    QTest.keyClicks(form.text, "\b")
    assert form.grid.row("text").said() == "Write what was said."


def test_a_follow_up_day_that_cannot_be_read_is_told(form):
    form.due_on.clear()
    QTest.keyClicks(form.due_on, "kapan-kapan")
    assert "kapan-kapan" in form.grid.row("due_on").said()
    assert form.is_changed()


@pytest.mark.parametrize("text", ["<b>x</b>", "=1+1", "'; DROP TABLE partner_note", "🌾", "أحمد"])
def test_hostile_text_is_given_back_as_it_is(form, text):
    form.offer({8: text}, {2: text})
    draft = NoteDraft(TODAY, 8, 2, text)
    form.show_draft(draft)
    assert form.draft() == draft
    assert form.contact.currentText() == text
