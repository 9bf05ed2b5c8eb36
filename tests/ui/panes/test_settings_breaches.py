"""Breaches of data through real widgets: noted, counted, written as notices, reported, undone."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from models.privacy.affected import Scope, ScopeKind
from models.privacy.breaches import BreachDraft, breaches, note_breach
from models.privacy.disclosures import disclosures
from tests import factories as a
from tests.reports.values import text
from tests.ui.reach import unnamed
from ui.panes.settings_breaches import BreachesPanel

LEFT = Qt.MouseButton.LeftButton
EVERYBODY = Scope()


@pytest.fixture
def panel(bench, stage, settled):
    made = BreachesPanel(bench)
    stage.resize(700, 900)
    stage.layout().addWidget(made)
    settled()
    return made


@pytest.fixture
def noted(store, panel, settled):
    def made(what="Names and NIKs", scope=EVERYBODY):
        with store.writing() as session:
            one = note_breach(session, BreachDraft(None, "", what, "Stolen", "Police", scope)).id
        settled(lambda: len(panel.list.lines()) == 1)
        panel.open_record(one)
        settled(lambda: bool(panel.count.text()))
        return one

    return made


@pytest.fixture
def target(messages, tmp_path):
    """Where the file that is saved next goes."""
    messages.save_file = lambda _title, _name, _kinds: tmp_path / "notice.pdf"
    return tmp_path / "notice.pdf"


def kept(store):
    with store.reading() as session:
        return breaches(session)


def test_one_is_typed_counted_and_kept_and_can_be_undone(panel, bench, store, keep, settled):
    keep(a.person(), a.person())
    panel.begin_new()
    settled(lambda: panel.count.text() == "2 people are affected")
    QTest.keyClicks(panel.form.what, "Names")
    QTest.mouseClick(panel.panel._save, LEFT)
    settled(lambda: not panel.form_is_open())
    row = kept(store)[0]
    assert (row.what, row.people, row.told_at) == ("Names", 2, None)
    assert "71 hours left" in panel.list.lines()[0].accessibleName()
    bench.undoing.undo()
    settled(lambda: not panel.list.lines())
    assert kept(store) == []


def test_another_scope_is_counted_as_it_is_chosen(panel, keep, settled):
    one, _other = keep(a.person(), a.person())
    event = keep(a.event()).id
    keep(a.attendance(person_id=one.id, event_id=event))
    panel.begin_new()
    settled(lambda: panel.count.text() == "2 people are affected")
    panel.form.kind.show_value(ScopeKind.EVENT)
    panel.form.kind.picked.emit()
    assert panel.count.text() == ""
    panel.form.show_event(event, "Sosialisasi")
    panel.form.at_event.chosen.emit(event)
    settled(lambda: panel.count.text() == "1 person is affected")


def test_the_notice_to_the_authority_lists_them_and_is_logged(
    panel, noted, store, keep, settled, target
):
    keep(a.person(name="Awing"))
    noted()
    QTest.mouseClick(panel.authority, LEFT)
    settled(target.exists)
    settled()
    assert "Awing" in text(target.read_bytes())
    with store.reading() as session:
        line = disclosures(session, 5)[0]
    assert (line.kind, line.people, line.full_niks) == ("breach", 1, False)


def test_the_notice_to_those_affected_names_nobody_and_is_not_logged(
    panel, noted, store, keep, settled, target
):
    keep(a.person(name="Awing"))
    noted()
    QTest.mouseClick(panel.persons, LEFT)
    settled(target.exists)
    settled()
    assert "Awing" not in text(target.read_bytes())
    with store.reading() as session:
        assert disclosures(session, 5) == []


def test_reporting_stops_the_clock_and_can_be_undone(panel, noted, bench, store, settled):
    noted()
    QTest.mouseClick(panel.reported, LEFT)
    settled(lambda: not panel.form_is_open())
    assert kept(store)[0].told_at is not None
    assert "Reported" in panel.list.lines()[0].accessibleName()
    panel.open_record(kept(store)[0].id)
    assert not panel.reported.isVisible()
    assert not panel.remove_button.isVisible()
    panel.show_list()
    bench.undoing.undo()
    settled(lambda: "left" in panel.list.lines()[0].accessibleName())
    assert kept(store)[0].told_at is None


def test_what_is_not_saved_is_neither_written_nor_reported(panel, noted):
    noted()
    assert panel.authority.isEnabled()
    QTest.keyClicks(panel.form.what, "x")
    for button in (panel.authority, panel.persons, panel.reported):
        assert not button.isEnabled()


def test_one_of_an_event_opens_with_the_event_said(panel, noted, keep):
    event = keep(a.event(title="<b>Pimping</b>")).id
    noted(scope=Scope(ScopeKind.EVENT, event_id=event))
    assert panel.form.at_event.text() == "<b>Pimping</b>"
    assert not panel.form.is_changed()


def test_everything_has_a_name(panel, noted):
    noted("<b>x</b>")
    assert unnamed(panel) == []
