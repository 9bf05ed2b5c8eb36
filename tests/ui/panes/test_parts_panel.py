from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from models.events.answers import AnswerDraft, event_parts, note_part
from models.events.drafts import PartDraft
from models.events.operations import change_event, plan_event
from models.events.tables import Answer, PartnerRole
from models.office.queries import officers, today
from models.office.tables import Officer
from models.partners.conversations import contact_rows, note_rows
from models.partners.tables import Agreement
from models.words import spoken
from tests import factories as a
from tests.ui.reach import said, unnamed
from ui.panes.parts_panel import PartsPanel

ASKED, ANSWERED = date(2022, 6, 12), date(2022, 6, 14)


@pytest.fixture
def dinas(keep):
    return keep(a.partner(name="Dinas", contacts=[a.contact(name="Rahayu")])).id


@pytest.fixture
def event(bench, dinas):
    draft = a.event_draft(partners=(PartDraft(dinas, PartnerRole.SPEAKER, Answer.WAITING),))
    with bench.store.writing() as session:
        return plan_event(session, draft).id


@pytest.fixture
def panel(bench, stage, event):
    made = PartsPanel(bench)
    stage.layout().addWidget(made)
    made.show_event(event)
    made.show()
    return made


@pytest.fixture
def kept(bench, event):
    """The answer as it is kept, and how to keep another elsewhere."""

    def _kept(draft=None):
        with bench.store.reading() as session:
            part = event_parts(session, event)[0]
        if draft is not None:
            with bench.store.writing() as session:
                note_part(session, part.id, draft)
        return draft or part.draft

    return _kept


def press(widget, key):
    QTest.keyClick(widget, key)


def test_a_partner_is_shown_with_role_contact_and_answer(panel):
    [line] = panel.lines()
    assert said(line) == "Dinas, Speaker · Rahayu · 0812-3456-7890"
    assert line.answer.said() == "Waiting"


def test_how_many_confirmed_is_counted(panel, kept, qtbot):
    with qtbot.waitSignal(panel.counted) as told:
        kept(AnswerDraft(Answer.CONFIRMED))
    assert told.args == ["1/1"]


def test_the_agreement_that_holds_is_told(panel, keep, dinas):
    end = date(2023, 12, 31)
    keep(Agreement(partner_id=dinas, number="041/2022", title="Padi", begins_on=ASKED, ends_on=end))
    assert said(panel.lines()[0]) == (
        "Dinas, Speaker · 041/2022 until Dec 2023, Rahayu · 0812-3456-7890"
    )


@pytest.mark.parametrize(
    ("end", "told"), [(date(2022, 6, 13), "A/1 ended Jun 2022"), (None, "A/1 in force")]
)
def test_an_agreement_that_ended_or_has_no_end_is_told_as_such(panel, keep, dinas, end, told):
    keep(Agreement(partner_id=dinas, number="A/1", title="Padi", begins_on=ASKED, ends_on=end))
    assert told in said(panel.lines()[0])


def test_when_and_who_spoke_to_whom_is_told(panel, bench, kept, dinas):
    with bench.store.reading() as session:
        rina = officers(session)[0].id
    rahayu = contact_id(bench, dinas)
    kept(AnswerDraft(Answer.CONFIRMED, ASKED, ANSWERED, rahayu, rina, "Jam 8"))
    assert said(panel.lines()[0]).endswith(
        "asked 12 Jun · answered 14 Jun · Rina Contoh spoke with Rahayu · Jam 8"
    )
    kept(AnswerDraft(Answer.WAITING, ASKED, None, None, rina))
    assert said(panel.lines()[0]).endswith("asked 12 Jun · by Rina Contoh")


def contact_id(bench, partner):
    with bench.store.reading() as session:
        return contact_rows(session, partner)[0].id


def test_an_answer_is_noted_told_and_undone(panel, bench, kept, messages, qtbot):
    panel.lines()[0].answer._actions[Answer.CONFIRMED].trigger()
    qtbot.waitUntil(lambda: bool(messages.told))
    assert messages.told[-1][0] == "Dinas: Confirmed"
    assert kept().answer is Answer.CONFIRMED
    messages.actions["Undo"]()
    qtbot.waitUntil(lambda: not bench.tasks.busy)
    assert kept().answer is Answer.WAITING


@pytest.mark.parametrize(
    ("key", "answer"), [("3", Answer.CONFIRMED), ("4", Answer.DECLINED), ("1", Answer.NOT_ASKED)]
)
def test_one_key_answers(panel, bench, kept, qtbot, key, answer):
    panel.lines()[0].setFocus()
    QTest.keyClicks(QApplication.focusWidget(), key)
    qtbot.waitUntil(lambda: not bench.tasks.busy)
    assert kept().answer is answer


def test_another_answer_keeps_the_line_and_the_keyboard_on_it(panel, bench, qtbot):
    [line] = panel.lines()
    line.answer.setFocus()
    line.answer._actions[Answer.CONFIRMED].trigger()
    qtbot.waitUntil(lambda: not bench.tasks.busy)
    assert panel.lines() == [line]
    assert line.answer.hasFocus()
    assert line.answer.said() == "Confirmed"


def test_words_that_change_keep_the_keyboard_on_the_name(panel, kept):
    [line] = panel.lines()
    line.setFocus()
    kept(AnswerDraft(Answer.CONFIRMED, note="Jam 8"))
    assert panel.lines() == [line]
    assert "Jam 8" in said(line)
    assert QApplication.focusWidget() is line


def test_the_name_leads_to_the_partner(panel, dinas, went):
    press(panel.lines()[0], Qt.Key.Key_Return)
    assert went == [("partners", {"partner_id": dinas})]


def test_f2_opens_the_form_and_escape_leads_back(panel):
    press(panel.lines()[0], Qt.Key.Key_F2)
    assert panel.form_is_open()
    assert panel._who.text() == "Answer of Dinas"
    assert panel.form.answer.hasFocus()
    press(panel.form.answer, Qt.Key.Key_Escape)
    assert not panel.form_is_open()
    assert panel.lines()[0].hasFocus()


def test_the_form_keeps_everything_in_one_action(panel, bench, kept, messages, qtbot, dinas):
    panel.lines()[0].edit.trigger()
    panel.form.fill(AnswerDraft(Answer.DECLINED, ASKED, ANSWERED, contact_id(bench, dinas)))
    panel.form.note.show_text("Panen")
    panel.form.conversation.click()
    press(panel.form.answer, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(messages.told))
    assert messages.told[-1][0] == "Dinas: Declined"
    assert (kept().answer, kept().note, kept().answered_on) == (
        Answer.DECLINED,
        "Panen",
        ANSWERED,
    )
    assert not panel.form_is_open()
    with bench.store.reading() as session:
        assert len(note_rows(session, dinas)) == 1
    messages.actions["Undo"]()
    qtbot.waitUntil(lambda: not bench.tasks.busy)
    assert kept() == AnswerDraft(Answer.WAITING)


def test_an_answer_chosen_is_of_today_by_who_sits_here_until_said_otherwise(panel, bench):
    with bench.store.reading() as session:
        bench.store.officer_id, day = officers(session)[0].id, today(session)
    panel.lines()[0].edit.trigger()
    panel.form.answer.show_value(Answer.CONFIRMED)
    panel.form.answer.picked.emit()
    draft = panel.form.draft()
    assert (draft.answered_on, draft.officer_id) == (day, bench.store.officer_id)
    assert panel.form.answered_on.text() == spoken().weekday(day)


def test_days_that_an_answer_cannot_have_are_not_asked_for(panel):
    panel.lines()[0].edit.trigger()
    assert panel.form.asked_on.isVisible()
    assert not panel.form.answered_on.isVisible()
    panel.form.answer.show_value(Answer.NOT_ASKED)
    panel.form.answer.picked.emit()
    assert not panel.form.asked_on.isVisible()


def test_an_answer_before_the_question_is_told_beside_the_field(panel):
    panel.lines()[0].edit.trigger()
    panel.form.fill(AnswerDraft(Answer.CONFIRMED, ANSWERED, ASKED))
    panel.form.answered_on.changed.emit()
    assert panel.form.grid.row("answered_on").said() == "The answer came before the question."
    assert not panel.panel._save.isEnabled()


def test_what_is_typed_stays_when_something_is_kept_elsewhere(panel, kept):
    panel.lines()[0].edit.trigger()
    panel.form.note.show_text("Jam 8")
    kept(AnswerDraft(Answer.CONFIRMED))
    assert panel.form.note.text() == "Jam 8"


def test_nothing_typed_is_lost_without_asking(panel, messages):
    panel.lines()[0].edit.trigger()
    assert panel.may_leave()
    panel.lines()[0].edit.trigger()
    panel.form.note.show_text("Jam 8")
    messages.agrees = False
    assert not panel.may_leave()
    assert panel.form_is_open()
    messages.agrees = True
    assert panel.may_leave()
    assert not panel.form_is_open()


def test_a_retired_officer_who_spoke_is_still_shown(panel, bench, keep, kept):
    gone = keep(Officer(name="Lama", active=False)).id
    kept(AnswerDraft(Answer.WAITING, officer_id=gone))
    panel.lines()[0].edit.trigger()
    assert panel.form.officer.currentText() == "Lama"
    assert not panel.form.is_changed()


def test_an_answer_for_a_partner_taken_out_meanwhile_is_told(panel, bench, event, messages, qtbot):
    [line] = panel.lines()
    panel.hide()
    with bench.store.writing() as session:
        change_event(session, event, a.event_draft())
    line.answer._actions[Answer.CONFIRMED].trigger()
    qtbot.waitUntil(lambda: bool(messages.told))
    assert messages.told[-1][0] == "This partner does not take part in the event any more."


def test_a_form_about_a_partner_taken_out_meanwhile_is_left(panel, bench, event):
    panel.lines()[0].edit.trigger()
    with bench.store.writing() as session:
        change_event(session, event, a.event_draft())
    assert not panel.form_is_open()


def test_without_partners_it_says_so(panel, bench, event):
    with bench.store.writing() as session:
        change_event(session, event, a.event_draft())
    assert panel.lines() == []
    assert panel._nothing.isVisible()


def test_only_a_mobile_number_offers_a_talk(panel, bench, event, keep):
    quiet = keep(a.partner(name="Desa", phone="+62551123456")).id
    with bench.store.writing() as session:
        change_event(session, event, a.event_draft(partners=(PartDraft(quiet),)))
    assert not panel.lines()[0].talk.isVisible()
    assert "0551-123456" in said(panel.lines()[0]).replace(" ", "")


def test_a_number_leads_to_a_talk(panel, monkeypatch):
    asked = []
    monkeypatch.setattr("ui.panes.parts_line.talk_on_whatsapp", asked.append)
    panel.lines()[0].talk.click()
    assert asked == ["+6281234567890"]


@pytest.mark.parametrize("name", ["<b>R&D</b>", "=1+1", "🌾 اجتماع", "x" * 300])
def test_a_hostile_name_is_letters(panel, bench, event, keep, kept, name):
    other = keep(a.partner(name=name, contacts=[a.contact(name=name)])).id
    with bench.store.writing() as session:
        change_event(session, event, a.event_draft(partners=(PartDraft(other),)))
    kept(AnswerDraft(Answer.CONFIRMED, contact_id=contact_id(bench, other), note=name))
    [line] = panel.lines()
    assert said(line).startswith(f"{name}, Host")
    assert line.answer.accessibleName() == f"Answer of {name}"
    line.edit.trigger()
    assert panel.form.note.text() == name
    assert panel._who.text() == f"Answer of {name}"


def test_every_control_has_a_name(panel, stage):
    assert unnamed(stage) == []
    panel.lines()[0].edit.trigger()
    assert unnamed(stage) == []
