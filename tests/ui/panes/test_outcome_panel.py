import pytest
from PySide6.QtWidgets import QPushButton

from models.events.drafts import OutcomeDraft
from models.events.operations import plan_event
from models.events.queries import event_view
from tests import factories as a
from tests.ui.reach import unnamed
from ui.panes.outcome_panel import OutcomePanel


@pytest.fixture
def event(bench):
    with bench.store.writing() as session:
        return plan_event(session, a.event_draft()).id


@pytest.fixture
def panel(bench, stage, event):
    made = OutcomePanel(bench)
    stage.layout().addWidget(made)
    made.show_outcome(event, OutcomeDraft())
    made.show()
    return made


def button(panel, text):
    return next(one for one in panel.findChildren(QPushButton) if one.text() == text)


def kept(bench, event):
    with bench.store.reading() as session:
        return event_view(session, event).outcome


def write(panel, text):
    panel.form.problems_met.setPlainText(text)


def settle(bench, qtbot):
    qtbot.waitUntil(lambda: not bench.tasks.busy)


def test_nothing_can_be_saved_until_something_is_typed(panel):
    assert not button(panel, "Save the outcome").isEnabled()
    assert not button(panel, "Discard changes").isEnabled()
    write(panel, "Listrik padam")
    assert button(panel, "Save the outcome").isEnabled()
    assert button(panel, "Discard changes").isEnabled()


def test_what_is_typed_is_kept_told_and_undone(panel, bench, event, messages, qtbot):
    write(panel, "Listrik padam")
    button(panel, "Save the outcome").click()
    settle(bench, qtbot)
    assert kept(bench, event).problems_met == "Listrik padam"
    assert messages.told[-1][0] == "The outcome was saved."
    assert not button(panel, "Save the outcome").isEnabled()
    messages.actions["Undo"]()
    settle(bench, qtbot)
    assert kept(bench, event) == OutcomeDraft()


def test_what_cannot_be_read_cannot_be_saved(panel):
    panel.form.people.setText("banyak")
    panel.form.people.textEdited.emit("banyak")
    assert not button(panel, "Save the outcome").isEnabled()
    assert button(panel, "Discard changes").isEnabled()


def test_discard_shows_what_is_kept(panel, event):
    panel.show_outcome(event, OutcomeDraft(problems_met="Jalan putus"))
    write(panel, "Lain")
    button(panel, "Discard changes").click()
    assert panel.form.draft() == OutcomeDraft(problems_met="Jalan putus")


def test_what_is_being_typed_is_not_overwritten(panel, event):
    write(panel, "Sedang diketik")
    panel.show_outcome(event, OutcomeDraft(problems_met="Dari tempat lain"))
    assert panel.form.draft().problems_met == "Sedang diketik"
    button(panel, "Discard changes").click()
    assert panel.form.draft().problems_met == "Dari tempat lain"


def test_what_is_typed_while_it_is_being_kept_stays_unsaved(panel, bench, event, qtbot):
    write(panel, "Satu")
    panel.save()
    write(panel, "Satu dua")
    settle(bench, qtbot)
    assert kept(bench, event).problems_met == "Satu"
    assert panel.form.draft().problems_met == "Satu dua"
    assert button(panel, "Save the outcome").isEnabled()


@pytest.mark.parametrize("agrees", [True, False])
def test_leaving_asks_only_where_something_is_unsaved(panel, messages, agrees):
    assert panel.may_leave()
    assert messages.asked == []
    messages.agrees = agrees
    write(panel, "Belum")
    assert panel.may_leave() is agrees
    assert panel.form.draft().problems_met == ("" if agrees else "Belum")


def test_an_event_gone_meanwhile_is_told_and_what_was_typed_stays(panel, bench, messages, qtbot):
    bench.undoing.undo()
    settle(bench, qtbot)
    write(panel, "Listrik padam")
    panel.save()
    settle(bench, qtbot)
    assert messages.told[-1][0].startswith("Done meanwhile: Undo: Plan ")
    assert panel.form.draft().problems_met == "Listrik padam"
    assert button(panel, "Save the outcome").isEnabled()


def test_every_control_has_a_name(panel, stage):
    write(panel, "x")
    assert unnamed(stage) == []
