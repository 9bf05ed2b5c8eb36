"""The history of a person leads to the whole of it, for who may see it."""

from models.office.rights import Right
from tests import factories as a
from ui.panes.person_history import PersonHistory


def test_it_leads_to_the_whole_history_of_the_person(qtbot, bench, stage, keep, went):
    person = keep(a.person())
    made = PersonHistory(bench)
    stage.layout().addWidget(made)
    made.show_person(person.id)
    qtbot.waitUntil(lambda: not bench.tasks.busy)
    made.whole.click()
    assert went == [("settings", {"section": "history", "person_id": person.id})]


def test_who_may_not_see_the_history_is_not_led_there(bench, stage, store):
    store._rights = frozenset(Right) - {Right.SEE_HISTORY}
    made = PersonHistory(bench)
    stage.layout().addWidget(made)
    assert made.whole.isHidden()
