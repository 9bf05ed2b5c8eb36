from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QPushButton

from models.enrolment.attending import event_people
from models.exchange.at_hand import Sieve
from models.exchange.headings import ColumnKind
from models.history.steps import next_steps
from models.people.queries import people_count, person_rows
from tests import factories as a
from tests.ui.reach import unnamed
from ui.look import Role
from ui.tables.rows_model import BADGE_ROLE, FAULT_ROLE

DEMO = Path(__file__).parents[3] / "resources" / "demo"
FARMERS, FISHERS = DEMO / "daftar-petani-pimping.xlsx", DEMO / "nelayan-tanjung-selor.csv"
VILLAGE = "Desa Pimping"


def counts(pane):
    return {sieve.value: len(pane._outlook.lines[sieve]) for sieve in Sieve}


def lines(pane):
    """Return line, status and remarks of the rows shown, as they are drawn."""
    model = pane.body.model
    return [
        tuple(model.index(row, number).data() for number in (0, 1, 4))
        for row in range(model.rowCount())
    ]


def look_at(pane, sieve):
    pane.body.sieves.choose(sieve)
    return lines(pane)


def listed(store, event):
    with store.reading() as session:
        return event_people(session, event).ids


def type_into(pane, row, kind, text):
    """Go to a cell by keys and type into it."""
    view, model = pane.body.view, pane.body.model
    view.setFocus()
    view.setCurrentIndex(model.index(row, model.kinds.index(kind)))
    QTest.keyClick(view, Qt.Key.Key_F2)
    editor = view.focusWidget()
    editor.selectAll()
    QTest.keyClicks(editor, text)
    QTest.keyClick(editor, Qt.Key.Key_Return)


def test_where_a_file_cannot_be_read_another_one_is_the_next_key(take, tmp_path, stage):
    broken = tmp_path / "rusak.xlsx"
    broken.write_bytes(b"PK broken")
    pane = take(broken)
    assert broken.name in pane.notice.text()
    assert not any(each.isVisible() for each in pane.findChildren(QComboBox))
    assert pane.nothing.isAncestorOf(QApplication.focusWidget())
    assert pane.nothing.findChild(QPushButton).hasFocus()
    assert unnamed(stage) == []


def test_each_line_of_the_farmers_is_told(take):
    assert counts(take(FARMERS)) == {
        "all": 206,
        "add": 193,
        "known": 0,
        "likely": 0,
        "remark": 42,
        "twice": 3,
        "problem": 4,
        "left_out": 6,
    }


def test_the_fishers_are_understood_too(take):
    pane = take(FISHERS)
    assert counts(pane)["add"] == 120
    assert pane.foot.put.text() == "Put 120 people on the list"


def test_what_is_twice_says_where_it_is_taken(take):
    told = look_at(take(FARMERS), "twice")
    assert [status for _line, status, _remarks in told] == ["Twice in the list"] * 3
    assert all("The same NIK as in line" in remarks for _line, _status, remarks in told)


def test_each_problem_says_why(take):
    told = {line: remarks for line, _status, remarks in look_at(take(FARMERS), "problem")}
    assert list(told) == ["12", "57", "90", "121"]
    assert "lost its last digit" in told["12"]
    assert "15 digits" in told["90"]
    assert "digits only" in told["121"]


def test_the_signature_block_is_left_out_and_told(take):
    told = look_at(take(FARMERS), "left_out")
    assert [status for _line, status, _remarks in told] == ["Left out"] * 6
    assert all(remarks for _line, _status, remarks in told)


def test_somebody_known_is_met_again_and_what_differs_is_told(take, written, keep):
    keep(a.person(nik=a.nik(1), name="Nama Lain"))
    pane = take(written(("Nama", "NIK"), ("Usun", a.nik(1)), ("Awing", a.nik(2))))
    assert (counts(pane)["known"], counts(pane)["add"]) == (1, 1)
    assert "“Nama Lain” is known and stays; the list says “Usun”" in look_at(pane, "known")[0][2]
    assert counts(pane)["remark"] == 1


def test_every_line_has_a_badge_that_words_alone_tell(take):
    model = take(FARMERS).body.model
    badges = {model.index(row, 1).data(BADGE_ROLE) for row in range(model.rowCount())}
    assert {(badge.text, badge.role) for badge in badges} == {
        ("New", Role.SUCCESS),
        ("Twice in the list", Role.WARNING),
        ("Problem", Role.DANGER),
        ("Left out", Role.NEUTRAL),
    }


def test_a_problem_is_marked_where_it_is_and_mended_there(take, settled):
    pane = take(FARMERS)
    pane.body.sieves.choose("problem")
    model = pane.body.model
    nik = model.kinds.index(ColumnKind.NIK)
    assert model.index(2, nik).data(FAULT_ROLE) == Role.DANGER
    type_into(pane, 2, ColumnKind.NIK, a.nik(4711))
    settled(lambda: counts(pane)["problem"] == 3)
    assert counts(pane)["add"] == 194
    assert pane.foot.put.text() == "Put 194 people on the list"


def test_a_repair_that_is_proposed_is_taken_by_a_key(take, written, settled):
    pane = take(written(("Nama", "NIK"), ("Usun", "65O1031305809001")))
    assert counts(pane)["problem"] == 1
    pane.body.sieves.choose("problem")
    assert pane.body.bar.button().text() == "Take 6501 0313 0580 9001"
    QTest.keyClick(pane.body.view, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settled(lambda: counts(pane)["add"] == 1)
    assert not pane.body.bar.button().isVisible()


def test_a_cell_left_with_escape_is_as_it_was(take, settled):
    pane = take(FARMERS)
    view, model = pane.body.view, pane.body.model
    view.setCurrentIndex(model.index(5, 2))
    QTest.keyClick(view, Qt.Key.Key_F2)
    QTest.keyClicks(view.focusWidget(), "Orang Lain")
    QTest.keyClick(view.focusWidget(), Qt.Key.Key_Escape)
    settled()
    assert pane._mended() == 0
    assert pane.isVisible()


def test_the_good_lines_are_put_on_the_list_as_one_action(
    take, store, event, settled, messages, qtbot
):
    pane = take(FARMERS)
    with qtbot.waitSignal(pane.left):
        pane.foot.put.click()
    assert len(listed(store, event)) == 193
    assert messages.told[-1][0] == "193 people were put on the list, 193 of them new."
    assert next_steps(store)[0].title == "Import daftar-petani-pimping.xlsx for Sosialisasi"


def test_undo_takes_all_of_them_back(take, store, event, settled, messages, qtbot):
    pane = take(FARMERS)
    with qtbot.waitSignal(pane.left):
        pane.foot.put.click()
    messages.actions["Undo"]()
    settled(lambda: listed(store, event) == ())
    with store.reading() as session:
        assert people_count(session) == 0


def test_an_import_that_changes_nothing_offers_nothing_to_take_back(take, messages, qtbot):
    for expected in (["Undo"], []):
        messages.actions.clear()
        pane = take(FISHERS)
        with qtbot.waitSignal(pane.left):
            pane.foot.put.click()
        assert list(messages.actions) == expected
    assert messages.told[-1][0] == "0 people were put on the list, 0 of them new."


def test_pressed_twice_people_are_put_on_the_list_once(take, store, event, qtbot, settled):
    pane = take(FISHERS)
    pane.put_on_list()
    pane.put_on_list()
    settled(lambda: len(listed(store, event)) == 120)


def test_while_people_are_put_on_the_list_nothing_can_be_pressed(take, settled):
    pane = take(FISHERS)
    pane.put_on_list()
    assert pane.busy
    for part in (pane.foot.put, pane.foot.save, pane.foot.cancel, pane.body):
        assert not part.isEnabled()
    settled()


@pytest.mark.parametrize(("ticked", "living"), [(True, 193), (False, 0)])
def test_people_without_a_village_live_where_the_event_is_if_that_is_said(
    take, store, event, qtbot, ticked, living
):
    pane = take(FARMERS)
    pane.foot._home.setChecked(ticked)
    with qtbot.waitSignal(pane.left):
        pane.put_on_list()
    with store.reading() as session:
        rows = person_rows(session, listed(store, event)).values()
    assert sum(row.village == VILLAGE for row in rows) == living


def test_escape_gives_the_list_up(take, store, event, qtbot):
    pane = take(FARMERS)
    with qtbot.waitSignal(pane.left):
        QTest.keyClick(pane.body.view, Qt.Key.Key_Escape)
    assert listed(store, event) == ()


def test_cancel_asks_before_mended_lines_are_lost(take, settled, messages, qtbot):
    pane = take(FARMERS)
    pane._mend(90, ColumnKind.NIK, a.nik(4711))
    settled(lambda: pane._mended() == 1)
    messages.agrees = False
    with qtbot.assertNotEmitted(pane.left):
        pane.foot.cancel.click()
    assert counts(pane)["problem"] == 3
    messages.agrees = True
    with qtbot.waitSignal(pane.left):
        pane.foot.cancel.click()


def test_a_column_put_right_is_judged_anew(take, settled):
    pane = take(FARMERS)
    boxes = pane.body.columns.boxes()
    boxes[2].show_value(ColumnKind.OTHER)
    boxes[2].picked.emit()
    settled(lambda: pane._outlook.plan is None)
    assert pane.body.told.text() == "Say which one holds the NIK"
    assert not pane.foot.put.isEnabled()
    boxes[2].show_value(ColumnKind.NIK)
    boxes[2].picked.emit()
    settled(lambda: pane._outlook.plan is not None)
    assert counts(pane)["add"] == 193
    assert pane.notice.isHidden()


HOSTILE = ["<b>Tebal</b>", "'; DROP TABLE person", "../../x", "🌾 Usun", "أحمد"]


def test_hostile_names_are_shown_and_kept_as_they_are(take, written, store, event, qtbot):
    rows = [(name, a.nik(n)) for n, name in enumerate(HOSTILE, 1)]
    pane = take(written(("Nama", "NIK"), *rows))
    shown = [pane.body.model.index(row, 2).data() for row in range(pane.body.model.rowCount())]
    good = [line.person.name for line in pane._outlook.plan.rows if line.status == "add"]
    assert set(good) <= set(shown)
    with qtbot.waitSignal(pane.left):
        pane.put_on_list()
    with store.reading() as session:
        kept = {row.name for row in person_rows(session, listed(store, event)).values()}
    assert kept == set(good)
    assert {"'; DROP TABLE person", "🌾 Usun", "أحمد"} & kept


def test_niks_are_masked_until_asked_for_but_not_what_is_wrong_with_them(take):
    pane = take(FARMERS)
    model = pane.body.model
    pane.body.sieves.choose("add")
    assert "••••••" in model.index(0, 3).data()
    pane.body._eye.click()
    assert model.index(0, 3).data().isdigit()
    pane.body._eye.click()
    pane.body.sieves.choose("problem")
    assert model.index(2, 3).data().isdigit()


def test_everything_the_keyboard_reaches_has_a_name(take, stage):
    pane = take(FARMERS)
    pane.body._more.turn(on=True)
    assert unnamed(stage) == []
