from datetime import date

import pytest
from PySide6.QtTest import QTest

from models.partners.drafts import AgreementDraft
from ui.forms.agreement_form import AgreementForm

TODAY = date(2026, 11, 22)
FULL = AgreementDraft("PKS/1", "Padi", date(2026, 5, 1), date(2027, 4, 30), "Baris satu\nBaris dua")


@pytest.fixture
def form(stage):
    made = AgreementForm(TODAY)
    stage.layout().addWidget(made)
    made.show()
    made.show_draft(FULL)
    return made


def test_what_is_shown_is_given_back(form):
    assert form.draft() == FULL
    assert not form.is_changed()


def test_another_agreement_leaves_nothing_of_the_first(form):
    form.show_draft(AgreementDraft())
    assert form.draft() == AgreementDraft()
    assert form.grid.row("number").said() == ""


def test_an_end_with_a_year_of_two_digits_lies_ahead(form):
    form.ends_on.clear()
    QTest.keyClicks(form.ends_on, "30/4/31")
    assert form.draft().ends_on == date(2031, 4, 30)


@pytest.mark.parametrize(
    ("field", "said"),
    [
        ("number", "Write the number of the agreement."),
        ("title", "Write what the agreement is about."),
        ("begins_on", "Write the day it begins."),
    ],
)
def test_what_is_emptied_is_told_beside_its_field(form, field, said):
    line = getattr(form, field)
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, "\b")
    assert form.grid.row(field).said() == said
    assert set(form.problems()) == {field}


@pytest.mark.parametrize("text", ["<b>x</b>", "=1+1", "'; DROP TABLE agreement", "🌾", "أحمد"])
def test_hostile_text_is_given_back_as_it_is(form, text):
    draft = AgreementDraft(text, text, TODAY, None, text)
    form.show_draft(draft)
    assert form.draft() == draft
