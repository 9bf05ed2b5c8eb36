import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from models.events.drafts import PartDraft
from models.events.operations import change_event, plan_event
from models.events.queries import event_view
from models.events.tables import Answer, PartnerRole
from tests import factories as a
from tests.ui.reach import said, unnamed
from ui.panes.parts_panel import PartsPanel


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
    look(made, bench, event)
    made.show()
    return made


def look(panel, bench, event):
    with bench.store.reading() as session:
        panel.show_parts(event, event_view(session, event).parts)


def test_a_partner_is_shown_with_role_contact_and_answer(panel):
    [line] = panel.lines()
    assert said(line.entry) == "Dinas, Speaker · Rahayu · 0812-3456-7890"
    assert line.answer.said() == "Waiting"


def test_an_answer_is_noted_told_and_undone(panel, bench, event, messages, qtbot):
    panel.lines()[0].answer._actions[Answer.CONFIRMED].trigger()
    qtbot.waitUntil(lambda: bool(messages.told))
    assert messages.told[-1][0] == "Dinas: Confirmed"
    with bench.store.reading() as session:
        assert event_view(session, event).parts[0].answer is Answer.CONFIRMED
    messages.actions["Undo"]()
    qtbot.waitUntil(lambda: not bench.tasks.busy)
    with bench.store.reading() as session:
        assert event_view(session, event).parts[0].answer is Answer.WAITING


def test_another_answer_keeps_the_line_and_the_keyboard_on_it(panel, bench, event, qtbot):
    [line] = panel.lines()
    line.answer.setFocus()
    line.answer._actions[Answer.CONFIRMED].trigger()
    qtbot.waitUntil(lambda: not bench.tasks.busy)
    look(panel, bench, event)
    assert panel.lines() == [line]
    assert line.answer.hasFocus()
    assert line.answer.said() == "Confirmed"


def test_the_name_leads_to_the_partner(panel, dinas, went):
    QTest.keyClick(panel.lines()[0].entry, Qt.Key.Key_Return)
    assert went == [("partners", {"partner_id": dinas})]


def test_an_answer_for_a_partner_taken_out_meanwhile_is_told(panel, bench, event, messages, qtbot):
    with bench.store.writing() as session:
        change_event(session, event, a.event_draft())
    panel.lines()[0].answer._actions[Answer.CONFIRMED].trigger()
    qtbot.waitUntil(lambda: bool(messages.told))
    assert messages.told[-1][0] == "This partner does not take part in the event any more."


def test_without_partners_it_says_so(panel, bench, event):
    with bench.store.writing() as session:
        change_event(session, event, a.event_draft())
    look(panel, bench, event)
    assert panel.lines() == []
    assert panel._nothing.isVisible()


@pytest.mark.parametrize("name", ["<b>R&D</b>", "=1+1", "🌾 اجتماع"])
def test_a_hostile_name_is_letters(panel, bench, event, keep, name):
    other = keep(a.partner(name=name)).id
    with bench.store.writing() as session:
        change_event(session, event, a.event_draft(partners=(PartDraft(other),)))
    look(panel, bench, event)
    [line] = panel.lines()
    assert said(line.entry).startswith(f"{name}, Host")
    assert line.answer.accessibleName() == f"Answer of {name}"


def test_every_control_has_a_name(panel, stage):
    assert unnamed(stage) == []
