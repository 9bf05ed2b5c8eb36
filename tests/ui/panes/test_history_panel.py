import pytest
from PySide6.QtWidgets import QPushButton

from models.events.drafts import OutcomeDraft
from models.events.operations import plan_event, record_outcome, set_stage
from models.events.queries import event_view
from models.events.tables import Stage
from models.office.queries import officers
from tests import factories as a
from tests.ui.reach import unnamed
from ui.panes.history_panel import STEP, HistoryPanel


@pytest.fixture
def event(bench):
    with bench.store.reading() as session:
        bench.store.officer_id = officers(session)[0].id
    with bench.store.writing() as session:
        return plan_event(session, a.event_draft(title="Temu")).id


@pytest.fixture
def panel(bench, stage, event):
    made = HistoryPanel(bench)
    stage.resize(500, 600)
    stage.layout().addWidget(made)
    made.show()
    return made


@pytest.fixture
def told(panel, bench, event, qtbot):
    """Ask anew, wait for the answer, and return what the lines say."""

    def _told(of=event):
        panel.show_event(of)
        qtbot.waitUntil(lambda: not bench.tasks.busy)
        return [line.text().split(" | ")[0] for line in panel.lines()]

    return _told


def move(bench, event, stage):
    with bench.store.writing() as session:
        set_stage(session, event, stage)


def more(panel):
    return next(one for one in panel.findChildren(QPushButton) if one.text() == "Show more")


def test_the_latest_comes_first_with_who_and_when(panel, bench, event, told):
    move(bench, event, Stage.READY)
    assert told() == ["Mark Temu as ready", "Plan Temu"]
    assert panel.lines()[0].text().endswith(" · Rina Contoh")


def test_an_action_is_taken_back_by_its_button(panel, bench, event, told, messages, qtbot):
    move(bench, event, Stage.READY)
    told()
    panel.lines()[0].undo.click()
    qtbot.waitUntil(lambda: bool(messages.told))
    assert messages.told[-1][0] == "Undone: Mark Temu as ready"
    with bench.store.reading() as session:
        assert event_view(session, event).row.stage is Stage.DRAFT


def test_what_was_undone_says_so_and_has_no_button(panel, bench, event, told, messages, qtbot):
    move(bench, event, Stage.READY)
    bench.undoing.undo()
    qtbot.waitUntil(lambda: bool(messages.told))
    assert told() == ["Undo: Mark Temu as ready", "Mark Temu as ready", "Plan Temu"]
    assert [line.undo is None for line in panel.lines()] == [False, True, False]


def test_an_older_action_is_taken_back_alone(panel, bench, event, told, messages, qtbot):
    move(bench, event, Stage.READY)
    with bench.store.writing() as session:
        record_outcome(session, event, OutcomeDraft(follow_up="Ulangi"))
    assert told()[1] == "Mark Temu as ready"
    panel.lines()[1].undo.click()
    qtbot.waitUntil(lambda: bool(messages.told))
    with bench.store.reading() as session:
        view = event_view(session, event)
    assert (view.row.stage, view.outcome.follow_up) == (Stage.DRAFT, "Ulangi")


def test_only_so_many_are_shown_and_more_when_asked(panel, bench, event, told, qtbot):
    for number in range(STEP + 3):
        move(bench, event, (Stage.READY, Stage.INVITED)[number % 2])
    assert len(told()) == STEP
    more(panel).click()
    qtbot.waitUntil(lambda: len(panel.lines()) == STEP + 4)
    assert not more(panel).isVisible()


def test_another_events_history_takes_its_place(panel, bench, event, told):
    with bench.store.writing() as session:
        other = plan_event(session, a.event_draft(title="Lain")).id
    assert told() == ["Plan Temu"]
    assert told(other) == ["Plan Lain"]


def test_an_answer_that_comes_late_does_not_show_the_wrong_event(panel, bench, event, qtbot):
    with bench.store.writing() as session:
        other = plan_event(session, a.event_draft(title="Lain")).id
    panel.show_event(event)
    panel.show_event(other)
    qtbot.waitUntil(lambda: not bench.tasks.busy)
    assert [line.text().split(" | ")[0] for line in panel.lines()] == ["Plan Lain"]


def test_an_event_without_history_says_so(panel, told):
    assert told(999) == []
    assert panel._nothing.isVisible()


@pytest.mark.parametrize("title", ["<b>R&D</b>", "{event}", "🌾 اجتماع"])
def test_hostile_text_is_letters(panel, bench, told, title):
    with bench.store.writing() as session:
        other = plan_event(session, a.event_draft(title=title)).id
    assert told(other) == [f"Plan {title}"]
    assert panel.lines()[0].undo.accessibleName() == f"Undo Plan {title}"


def test_every_control_has_a_name(panel, stage, told):
    told()
    assert unnamed(stage) == []


def test_it_leads_to_the_whole_history_of_the_event(panel, event, told, went):
    told()
    panel.whole.click()
    assert went == [("settings", {"section": "history", "event_id": event})]
