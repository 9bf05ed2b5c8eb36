"""The page of the history: what it lists, tells, undoes and verifies."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from sqlalchemy import select

from models.history.tables import Action
from models.history.verifying import spoken_seal
from models.office.rights import Right
from models.people.tables import Person
from models.privacy.disclosures import disclosures
from tests import factories as a
from tests.ui import reach
from ui.panes.history_browse import HistoryBrowse


@pytest.fixture
def page(qtbot, bench, store, stage):
    with store.writing("Add one") as session:
        session.add(person := a.person(name="<b>Usun</b>"))
    with store.writing("Change") as session:
        session.get_one(Person, person.id).flag = "look"
    made = HistoryBrowse(bench)
    stage.resize(900, 700)
    stage.layout().addWidget(made)
    settle(qtbot, bench, made.read)
    return made


def settle(qtbot, bench, do):
    do()
    qtbot.waitUntil(lambda: not bench.tasks.busy)


def titles(page):
    return [page.model.index(row, 1).data() for row in range(page.model.rowCount())]


def test_the_latest_action_is_listed_first(page):
    assert titles(page)[:2] == ["Change", "Add one"]


def test_in_a_narrow_window_what_was_done_has_the_room_of_the_count(page, stage, qtbot):
    qtbot.waitUntil(lambda: not page.view.isColumnHidden(3))
    stage.resize(560, 700)
    qtbot.waitUntil(lambda: page.view.isColumnHidden(3))
    assert not any(page.view.isColumnHidden(column) for column in (0, 1, 2, 4))


def test_what_the_chosen_action_did_is_told_with_old_and_new_values(page, qtbot, bench):
    settle(qtbot, bench, lambda: page.view.choose(page.model.ids[0]))
    assert "look" in page.detail.text()
    assert "<b>Usun</b>" in page.detail.text()


def test_it_is_undone_from_here(page, qtbot, bench, store):
    settle(qtbot, bench, lambda: page.view.choose(page.model.ids[0]))
    settle(qtbot, bench, page.undo.click)
    assert titles(page)[0].startswith("Undo")
    page.view.choose(page.model.ids[1])
    assert not page.undo.isEnabled()


def test_the_filter_leaves_out_what_is_not_asked_for(page, qtbot, bench):
    page.filter.table.show_value("event")
    settle(qtbot, bench, page.filter.changed.emit)
    assert "Change" not in titles(page)
    settle(qtbot, bench, page.filter.clear.click)
    assert "Change" in titles(page)


def verify(page, qtbot, bench, seal=""):
    page.verifying.seal.setText(seal)
    settle(qtbot, bench, page.verifying.button.click)
    return page.verifying.verdict.text()


def test_verifying_tells_how_it_stands(page, qtbot, bench, store):
    assert "Nothing was altered" in verify(page, qtbot, bench)
    with store.connection() as connection:
        connection.exec_driver_sql("UPDATE person SET flag = 'other' WHERE flag = 'look'")
    assert "1 thing does not fit" in verify(page, qtbot, bench)
    assert page.verifying.button.isEnabled()


def test_a_seal_that_is_typed_is_looked_for(page, qtbot, bench, store):
    with store.reading() as session:
        chain = session.scalars(select(Action.chain).order_by(Action.id.desc())).first()
    assert "The seal fits" in verify(page, qtbot, bench, spoken_seal(chain))
    assert "fits no moment" in verify(page, qtbot, bench, spoken_seal(bytes(32)))


def test_a_seal_that_cannot_be_one_is_told_beside_the_field(page, qtbot, bench):
    assert verify(page, qtbot, bench, "no seal") == ""
    assert "This is not a seal" in page.verifying.row.said()
    page.verifying.seal.clear()
    page.verifying.seal.textEdited.emit("")
    assert page.verifying.row.said() == ""


def test_another_page_leads_to_a_person(page, qtbot, bench, store):
    with store.writing("Add somebody else") as session:
        session.add(other := a.person(name="Bambang"))
    settle(qtbot, bench, lambda: page.go(section="history", person_id=other.id))
    assert titles(page) == ["Add somebody else"]
    assert page.filter.about_person.text() == "Bambang"
    settle(qtbot, bench, lambda: page.go(section="history"))
    assert titles(page) == ["Add somebody else"]


def test_another_page_leads_to_an_event(page, qtbot, bench, store):
    with store.writing("Plan it") as session:
        session.add(event := a.event(title="Temu"))
    settle(qtbot, bench, lambda: page.go(section="history", event_id=event.id))
    assert titles(page) == ["Plan it"]
    settle(qtbot, bench, page.filter.clear.click)
    assert "Add one" in titles(page)
    assert page.filter.about_event.text() == ""


def test_a_person_is_found_as_one_types(page, qtbot, bench):
    settle(qtbot, bench, lambda: QTest.keyClicks(page.filter.about_person, "usun"))
    assert [one.text for one in page.filter.about_person.proposals()] == ["<b>Usun</b>"]
    settle(qtbot, bench, lambda: QTest.keyClick(page.filter.about_person._list, Qt.Key.Key_Return))
    assert titles(page) == ["Change", "Add one"]


def test_a_kind_of_action_is_chosen(page, qtbot, bench):
    page.filter.name.show_value("Change")
    settle(qtbot, bench, page.filter.changed.emit)
    assert titles(page) == ["Change"]
    settle(qtbot, bench, page.read)
    assert page.filter.name.value() == "Change"


@pytest.mark.parametrize(("button", "begins"), [("table", b"PK"), ("paper", b"%PDF")])
def test_what_is_filtered_is_saved(page, qtbot, bench, tmp_path, button, begins):
    bench.messages.files = [target := tmp_path / "riwayat"]
    settle(qtbot, bench, getattr(page, button).click)
    assert target.read_bytes().startswith(begins)
    with bench.store.reading() as session:
        (line,) = disclosures(session, 5)
    assert (line.title, line.people, line.full_niks) == ("History", 1, False)


def test_numbers_are_shown_whole_while_the_eye_is_open(page, qtbot, bench):
    settle(qtbot, bench, lambda: page.view.choose(page.model.ids[1]))
    assert "••••••" in page.detail.text()
    settle(qtbot, bench, page.eye.click)
    assert "••••••" not in page.detail.text()


def test_every_control_has_a_name(page):
    assert reach.unnamed(page) == []


def test_who_may_not_see_it_is_told(page, qtbot, bench, store):
    store._rights = frozenset(Right) - {Right.SEE_HISTORY}
    settle(qtbot, bench, page.read)
    assert titles(page) == []
    assert "role" in page.count.text()
