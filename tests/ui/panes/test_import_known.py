"""People of a list who are known already: whose word counts, and whether they are the same."""

from datetime import date

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from sqlalchemy import select

from models.exchange.headings import ColumnKind
from models.people.tables import Person
from tests import factories as a
from tests.models.exchange.files import write_xlsx
from tests.ui.reach import unnamed

ONE, TWO = a.nik(1), a.nik(2)
HEADING = ("Nama", "NIK", "HP", "RT")


@pytest.fixture
def known(keep):
    """Two people the office knows, whose phones the list has otherwise."""
    keep(
        a.person(nik=ONE, name="Usun", phone="+6281111111111", rt="1"),
        a.person(nik=TWO, name="Awing", phone="+6281111111112", rt="2"),
    )


@pytest.fixture
def pane(take, written, known):
    return take(
        written(HEADING, ("Usun", ONE, "082277672641", "9"), ("Awing", TWO, "082277672642", "2"))
    )


def go_to(pane, sieve="known", row=0):
    pane.body.sieves.choose(sieve)
    pane.body.view.go_to(row, 2)


def offered(pane):
    return [(box.text(), box.isChecked()) for box in pane.body.known.boxes if box.isVisible()]


def phones(store):
    with store.reading() as session:
        return set(session.scalars(select(Person.phone)))


def test_each_field_that_differs_is_offered_and_nothing_is_ticked(pane):
    go_to(pane)
    assert offered(pane) == [
        ("Phone: take “0822-7767-2641” in place of “0811-1111-1111”", False),
        ("RT: take “9” in place of “1”", False),
    ]


def test_long_values_are_told_shorter_where_it_is_narrow_and_whole_in_the_tip(
    take, written, keep, stage
):
    name = "Muhammad Abdurrahman Wahid Kusumawardhana"
    keep(a.person(nik=ONE, name=name, phone="+6281111111111"))
    pane = take(written(HEADING, (f"{name} Al-Banjari", ONE, "082277672641", "9")))
    go_to(pane)
    stage.resize(640, 640)
    stage.grab()
    assert stage.width() == 640
    [box, phone, *_rest] = [box for box in pane.body.known.boxes if box.isVisible()]
    assert box.sizeHint().width() <= box.width()
    assert phone.text() == "Phone: take “0822-7767-2641” in place of “0811-1111-1111”"
    assert f"“{name}”" in box.toolTip()


def test_a_field_that_is_ticked_is_taken_from_the_list(pane, store, settled, qtbot):
    go_to(pane)
    box = pane.body.known.boxes[0]
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Space)
    settled(lambda: offered(pane)[0][1])
    assert "takes the place of" in pane.body.bar.said()
    with qtbot.waitSignal(pane.left):
        pane.put_on_list()
    assert phones(store) == {"+6282277672641", "+6281111111112"}


def test_without_a_tick_what_is_known_stays(pane, store, qtbot):
    with qtbot.waitSignal(pane.left):
        pane.put_on_list()
    assert phones(store) == {"+6281111111111", "+6281111111112"}


def test_a_field_can_be_taken_on_all_lines_or_everything_be_kept(pane, settled):
    go_to(pane)
    known = pane.body.known
    assert known.choices() == [
        ("Take everything from the list", True),
        ("Keep everything that is known", False),
        ("", False),
        ("Phone from the list (2 lines)", True),
        ("RT from the list (1 line)", True),
    ]
    known._menu.actions()[3].trigger()
    settled(lambda: [checked for _text, checked in offered(pane)] == [True, False])
    go_to(pane, row=1)
    assert [checked for _text, checked in offered(pane)] == [True]
    known.choices()
    known._menu.actions()[1].trigger()
    settled(lambda: [checked for _text, checked in offered(pane)] == [False])


def test_what_was_chosen_asks_before_it_is_given_up(pane, messages, settled, qtbot):
    go_to(pane)
    pane.body.known.boxes[0].click()
    settled(lambda: offered(pane)[0][1])
    messages.agrees = False
    with qtbot.assertNotEmitted(pane.left):
        pane.give_up()


def test_lines_without_anything_to_choose_show_nothing(take, written):
    pane = take(written(("Nama", "NIK"), ("Usun", ONE)))
    assert not pane.body.known.isVisible()
    assert not pane.body.sieves.isTabVisible(3), "nobody is probably the same"


def test_somebody_probably_known_can_be_said_to_be_the_same(
    take, written, keep, store, settled, qtbot
):
    keep(a.person(nik=None, name="Moh. <b>Usun</b>", birth_date=date(1980, 5, 13)))
    pane = take(written(("Nama", "NIK"), ("Muhammad <b>Usun</b>", ONE)))
    assert pane.body.sieves.isTabVisible(3)
    go_to(pane, "likely")
    same = pane.body.known.same
    assert same.text() == "This is Moh. <b>Usun</b>, who is known without a NIK"
    assert "Probably the same person" in pane.body.bar.said()
    same.setFocus()
    QTest.keyClick(same, Qt.Key.Key_Space)
    settled(lambda: same.isChecked() and pane._outlook.taken == 1)
    with qtbot.waitSignal(pane.left):
        pane.put_on_list()
    with store.reading() as session:
        (person,) = session.scalars(select(Person))
    assert person.nik == ONE


def test_everything_can_be_reached_and_has_a_name(pane, stage):
    go_to(pane)
    assert unnamed(stage) == []


@pytest.fixture
def clipboard(qapp):
    """Copy something; the clipboard is empty again afterwards."""

    def copy(text="", html="", file=None):
        copied = QMimeData()
        if text:
            copied.setText(text)
        if html:
            copied.setHtml(html)
        if file:
            copied.setUrls([QUrl.fromLocalFile(str(file))])
        QGuiApplication.clipboard().setMimeData(copied)

    yield copy
    QGuiApplication.clipboard().clear()


def names(pane):
    return [row.person.name for row in pane._outlook.plan.rows]


def test_copied_cells_are_pasted_in_place_of_the_list(pane, clipboard, settled):
    clipboard(text=f"Nama\tNIK\nLukas\t{a.nik(3)}\nMartha\t{a.nik(4)}")
    QTest.keyClick(pane.body.view, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    settled(lambda: names(pane) == ["Lukas", "Martha"])
    assert pane._file.text() == "Clipboard"


def test_a_copied_table_of_a_web_page_and_a_copied_file_are_taken(
    pane, clipboard, settled, written
):
    rows = f"<tr><td>Nama</td><td>NIK</td></tr><tr><td>Lukas</td><td>{a.nik(3)}</td></tr>"
    clipboard(text="Lukas", html=f"<html><body><table>{rows}</table></body></html>")
    pane.paste()
    settled(lambda: names(pane) == ["Lukas"])
    clipboard(file=written(("Nama", "NIK"), ("Martha", a.nik(4))))
    pane.paste()
    settled(lambda: names(pane) == ["Martha"])


def test_what_is_no_list_leaves_the_one_that_was_there(pane, clipboard, settled, messages):
    clipboard(text="Selamat pagi")
    pane.paste()
    settled(lambda: "Clipboard" in pane.notice.text())
    assert names(pane) == ["Usun", "Awing"]
    QGuiApplication.clipboard().clear()
    pane.paste()
    assert messages.told[-1][0] == "Nothing that could be a list was copied."


def test_how_surely_each_column_is_known_is_said(pane, settled):
    strip = pane.body.columns
    assert [text.text() for text in strip._sureness] == ["Sure"] * 4
    box = strip.boxes()[3]
    box.show_value(ColumnKind.GROUP)
    box.picked.emit()
    settled(lambda: strip._sureness[3].text() == "As told")
    assert pane._notes.text() == "Some columns are taken as they were told."


def test_hidden_and_other_sheets_are_told_and_the_best_is_shown_first(take, tmp_path):
    head = ["Nama", "NIK"]
    path = write_xlsx(
        tmp_path / "buku.xlsx",
        [["Catatan rahasia"]],
        [head, ["Usun", ONE]],
        [head, ["Lukas", a.nik(3)], ["Martha", a.nik(4)]],
        names=["Catatan", "RT 1", "RT 2"],
        hidden={1},
    )
    pane = take(path)
    shown = [pane._sheet.itemText(at) for at in range(pane._sheet.count())]
    assert shown == ["RT 2 (2 rows)", "RT 1 (2 rows, hidden)"]
    assert pane._notes.text() == "Hidden in the file is one more sheet: RT 1."
