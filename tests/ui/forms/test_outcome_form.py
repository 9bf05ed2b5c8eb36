import pytest
from PySide6.QtTest import QTest

from models.events.drafts import OutcomeDraft
from models.words import speak
from tests.ui.reach import unnamed
from ui.forms.outcome_form import OutcomeForm

FULL = OutcomeDraft("Listrik padam.\nJalan putus.", "Ulangi dengan lebih banyak", 1_350)


@pytest.fixture
def form(stage):
    made = OutcomeForm()
    stage.layout().addWidget(made)
    made.show_draft(OutcomeDraft())
    made.show()
    return made


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("draft", [FULL, OutcomeDraft(), OutcomeDraft(follow_up_people=0)])
def test_a_draft_shown_is_given_back(stage, language, draft):
    speak(language)
    form = OutcomeForm()
    stage.layout().addWidget(form)
    form.show_draft(draft)
    assert form.draft() == draft
    assert not form.is_changed()


def test_what_is_typed_is_given_back(form):
    for field, text in (
        (form.problems_met, "Listrik padam"),
        (form.follow_up, "Ulangi"),
        (form.people, "1.350"),
    ):
        QTest.keyClicks(field, text)
    assert form.draft() == OutcomeDraft("Listrik padam", "Ulangi", 1_350)
    assert form.is_changed()


def test_what_is_no_number_is_told_beside_its_field(form):
    QTest.keyClicks(form.people, "banyak")
    assert list(form.problems()) == ["follow_up_people"]
    assert form.grid.row("follow_up_people").said().startswith("“banyak” is no")


@pytest.mark.parametrize("text", ["<b>tebal</b>", "=1+1", "🌾 اجتماع", "x" * 300])
def test_hostile_text_is_letters(form, text):
    form.problems_met.insertPlainText(text)
    assert form.draft().problems_met == text


def test_every_control_has_a_name(form, stage):
    assert unnamed(stage) == []
