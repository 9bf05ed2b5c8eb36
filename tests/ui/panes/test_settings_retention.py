"""The rules of retention and the review list, through real widgets."""

from datetime import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from models.office.pins import set_pin
from models.office.queries import officers
from models.office.tables import Officer, Role
from models.people.tables import Person
from models.privacy.certificates import erasures
from models.privacy.retention import RuleDraft, keep_rule, rules
from models.privacy.tables import ErasureCause, RetentionSubject
from tests import factories as a
from tests.fixtures import CHEAP
from tests.ui.reach import unnamed
from ui.panes.settings_retention import RetentionPanel

PIN = "2580"
SUBJECT = RetentionSubject.NEVER_ENROLLED
OLD = datetime(2015, 6, 28, 9)


@pytest.fixture
def panel(bench, stage, settled):
    made = RetentionPanel(bench)
    stage.resize(700, 700)
    stage.layout().addWidget(made)
    settled(lambda: bool(made.count.text()))
    return made


@pytest.fixture
def old(keep):
    def made(name):
        one = keep(a.person(name=name)).id
        event = keep(a.event(starts_at=OLD, ends_at=OLD)).id
        keep(a.attendance(person_id=one, event_id=event))
        return one

    return made


def in_force(store, months=12):
    with store.writing() as session:
        keep_rule(session, RuleDraft(RetentionSubject.NEVER_ENROLLED, months, "SOP 3", True))


def test_a_rule_is_typed_and_kept_and_can_be_undone(panel, bench, store, settled):
    panel.open_record(0)
    form = panel.panel.form
    QTest.keyClicks(form.months.focusProxy() or form.months, "12")
    QTest.keyClicks(form.basis, "SOP 3")
    form.active.setChecked(True)
    QTest.mouseClick(panel.panel._save, Qt.MouseButton.LeftButton)
    settled(lambda: not panel.form_is_open())
    with store.reading() as session:
        assert rules(session)[0] == RuleDraft(SUBJECT, 12, "SOP 3", True)
    bench.undoing.undo()
    settled()
    with store.reading() as session:
        assert rules(session)[0] == RuleDraft(SUBJECT)


def test_those_whose_time_has_passed_are_listed_as_soon_as_a_rule_says_so(
    panel, store, old, settled
):
    assert panel.count.text() == "Nobody has been kept longer than the rules say."
    old("<b>Awing</b>")
    in_force(store)
    settled(lambda: panel.count.text() == "1 person to review")
    assert len(panel.due.lines()) == 1


def test_choosing_somebody_shows_their_page(panel, store, old, settled, went):
    one = old("Awing")
    in_force(store)
    settled(lambda: bool(panel.due.lines()))
    panel.due.chosen.emit(one)
    assert went == [("people", {"person_id": one})]


def test_everything_has_a_name(panel):
    assert unnamed(panel) == []


# Several at once


@pytest.fixture
def listed(panel, store, keep, old, settled):
    """Three people whose time has passed, and a second officer."""
    with store.reading() as session:
        store.officer_id = officers(session)[0].id
    second = keep(Officer(name="Agus Salim", role=Role.COORDINATOR)).id
    set_pin(store, second, PIN, CHEAP)
    people = [old(name) for name in ("<b>Awing</b>", "Bilung", "Cakra")]
    in_force(store)
    settled(lambda: len(panel.due.lines()) == len(people))
    return people


def boxes(people):
    return [people.box(one) for one in people.offered()]


def tick(panel, settled, *names):
    QTest.mouseClick(panel.several, Qt.MouseButton.LeftButton)
    settled(lambda: panel.erasing.second.who.count() > 1)
    for box in boxes(panel.erasing.people):
        if box.text() in names:
            box.click()


def prove(panel):
    who = panel.erasing.second.who
    who.setCurrentIndex(1)
    who.picked.emit()
    QTest.keyClicks(panel.erasing.second.secret.focusProxy(), PIN)


def test_those_ticked_are_erased_each_with_a_certificate_and_the_others_stay(
    panel, store, listed, settled, messages
):
    tick(panel, settled, "<b>Awing</b>", "Cakra")
    QTest.keyClicks(panel.erasing.basis, "SOP 3")
    prove(panel)
    assert panel.erasing.erase.text() == "Erase 2 people for good"
    QTest.mouseClick(panel.erasing.erase, Qt.MouseButton.LeftButton)
    settled(lambda: panel.erasing.isHidden() and len(panel.due.lines()) == 1)
    with store.reading() as session:
        assert [session.get_one(Person, one).name for one in listed] == ["—", "Bilung", "—"]
        rows = erasures(session)
    assert [(row.cause, row.basis) for row in rows] == [(ErasureCause.RETENTION, "SOP 3")] * 2
    said = "The data of 2 people is erased. The certificates are among the erasures."
    assert said in [text for text, _role in messages.told]


def test_with_nobody_ticked_or_nobody_beside_nothing_can_be_erased(panel, listed, settled):
    tick(panel, settled)
    prove(panel)
    assert not panel.erasing.erase.isEnabled()
    panel.erasing.second.clear()
    for box in boxes(panel.erasing.people):
        box.click()
    assert not panel.erasing.erase.isEnabled()


def test_given_up_nothing_is_ticked_the_next_time(panel, listed, settled):
    tick(panel, settled, "Bilung")
    QTest.keyClick(panel.erasing.basis, Qt.Key.Key_Escape)
    assert (panel.erasing.isHidden(), panel.due.isHidden()) == (True, False)
    QTest.mouseClick(panel.several, Qt.MouseButton.LeftButton)
    assert panel.erasing.people.chosen() == ()
    assert unnamed(panel) == []


# Longer


REASON = "<i>Perkara</i> 12/2026"


def begin_longer(panel, *names):
    QTest.mouseClick(panel.longer, Qt.MouseButton.LeftButton)
    for box in boxes(panel.keeping.form.people):
        if box.text() in names:
            box.click()


def fill_longer(panel, until="28/6/2060", reason=REASON):
    QTest.keyClicks(panel.keeping.form.until, until)
    QTest.keyClicks(panel.keeping.form.reason, reason)


def test_those_ticked_are_kept_longer_said_apart_and_that_can_be_undone(
    panel, bench, listed, settled, messages
):
    begin_longer(panel, "Bilung", "Cakra")
    fill_longer(panel)
    panel.keeping.form.reason.setFocus()
    QTest.keyClick(panel.keeping.form.reason, Qt.Key.Key_Return)
    settled(lambda: len(panel.due.lines()) == 1 and len(panel.spared.list.lines()) == 2)
    assert (panel.due.isHidden(), panel.keeping.isHidden()) == (False, True)
    assert panel.spared.heading.text() == "2 people kept longer"
    said = panel.spared.list.lines()[0].accessibleName()
    assert all(part in said for part in ("Bilung", "until 28 June 2060", REASON))
    bench.undoing.undo()
    settled(lambda: len(panel.due.lines()) == 3)
    assert panel.spared.isHidden()


def test_keeping_is_ended_early_for_those_ticked(panel, bench, listed, settled, messages):
    begin_longer(panel, "Bilung", "Cakra")
    fill_longer(panel)
    panel.keeping._save.click()
    settled(lambda: len(panel.spared.list.lines()) == 2)
    ending = panel.spared.ending
    panel.spared.early.click()
    assert panel.spared.list.isHidden() or not panel.spared.list.isVisible()
    assert not ending.end.isEnabled()
    assert unnamed(panel) == []
    QTest.keyClick(ending.people.box(listed[1]), Qt.Key.Key_Space)
    assert ending.end.text() == "End it for 1 person"
    ending.end.click()
    settled(lambda: len(panel.due.lines()) == 2 and len(panel.spared.list.lines()) == 1)
    assert (ending.isHidden(), panel.spared.early.hasFocus()) == (True, True)
    assert messages.told[-1][0] == "The rules hold for the data of 1 person again."
    bench.undoing.undo()
    settled(lambda: len(panel.spared.list.lines()) == 2)


def test_choosing_somebody_who_is_kept_shows_their_page(panel, listed, settled, went):
    begin_longer(panel, "Cakra")
    fill_longer(panel)
    QTest.mouseClick(panel.keeping._save, Qt.MouseButton.LeftButton)
    settled(lambda: bool(panel.spared.list.lines()))
    QTest.keyClick(panel.spared.list.lines()[0], Qt.Key.Key_Return)
    assert went == [("people", {"person_id": listed[2]})]


@pytest.mark.parametrize(
    ("until", "reason", "field", "said"),
    [
        ("28/6/2020", REASON, "until", "Choose a day that is still to come."),
        ("besok lusa", REASON, "until", "is no date"),
        ("28/6/2060", "  ", "reason", "Why is it kept longer?"),
    ],
)
def test_what_cannot_be_kept_is_said_beside_the_field(panel, listed, until, reason, field, said):
    begin_longer(panel, "Bilung")
    fill_longer(panel, until, reason)
    assert said in panel.keeping.form.grid.row(field).said()
    assert not panel.keeping._save.isEnabled()


def test_with_nobody_ticked_nobody_is_kept_longer(panel, listed):
    begin_longer(panel, "Bilung")
    fill_longer(panel)
    assert panel.keeping._save.isEnabled()
    boxes(panel.keeping.form.people)[1].click()
    assert panel.keeping.form.grid.row("people").said() == "Tick whose data is kept longer."
    assert not panel.keeping._save.isEnabled()


def test_what_was_typed_is_not_left_by_accident(panel, listed, messages):
    begin_longer(panel, "Bilung")
    fill_longer(panel)
    messages.agrees = False
    assert not panel.may_leave()
    QTest.keyClick(panel.keeping.form.reason, Qt.Key.Key_Escape)
    assert not panel.keeping.isHidden()
    messages.agrees = True
    QTest.keyClick(panel.keeping.form.reason, Qt.Key.Key_Escape)
    assert panel.keeping.isHidden()
    assert unnamed(panel) == []


def test_who_was_ticked_stays_so_when_the_list_is_read_again(panel, listed, old, settled):
    begin_longer(panel, "Bilung")
    old("Dahlia")
    settled(lambda: len(panel.keeping.form.people.offered()) == 4)
    assert panel.keeping.form.draft().people == (listed[1],)
