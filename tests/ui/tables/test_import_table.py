"""The table in which a list is mended, apart from the pane around it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from models.exchange.at_hand import ListAtHand, Sieve
from models.exchange.headings import ColumnKind
from models.progress import finish
from models.words import speak
from tests import factories as a
from tests.ui.reach import said
from ui.look import Role
from ui.tables.import_model import ImportModel
from ui.tables.import_view import ImportView
from ui.tables.rows_model import FAULT_ROLE

LIST = f"""Daftar warga;;;;
Nama;NIK;Tempat/Tgl Lahir;HP;Penghasilan
Usun <b>Anyie</b>;{a.nik(1)};Malinau, 13 Mei 1980;0812 3456 7890;1.500.000
Lukas;{a.nik(1)};;;
Martha;65010313058090;;besok;
"""
NAME, NIK, REMARKS = 2, 3, 4


@pytest.fixture
def outlook(store, tmp_path):
    path = tmp_path / "daftar.csv"
    path.write_text(LIST, "utf-8")
    return finish(ListAtHand(store, path).read())


@pytest.fixture
def model(qapp, outlook):
    made = ImportModel()
    made.show_lines(outlook, Sieve.ALL)
    return made


@pytest.fixture
def view(model, stage, qtbot):
    stage.resize(900, 400)
    made = ImportView(model)
    stage.layout().addWidget(made)
    made.show()
    made.setFocus()
    qtbot.waitUntil(made.hasFocus)
    return made


def at(model, row, kind):
    return model.index(row, model.kinds.index(kind))


def row_of(model, name):
    return next(row for row in range(model.rowCount()) if model.index(row, NAME).data() == name)


def test_each_line_says_what_becomes_of_it_and_why(model):
    lines = [tuple(model.index(row, n).data() for n in (0, 1)) for row in range(model.rowCount())]
    assert lines == [
        ("1", "Left out"),
        ("2", "Left out"),
        ("3", "New"),
        ("4", "Twice in the list"),
        ("5", "Problem"),
    ]
    assert "14 digits" in model.index(4, REMARKS).data()
    assert "“besok” is no phone number" in model.index(4, REMARKS).data()


def test_what_was_read_is_written_as_people_write_it(model):
    row = row_of(model, "Usun <b>Anyie</b>")
    shown = {kind: at(model, row, kind).data() for kind in model.kinds if kind}
    assert shown[ColumnKind.BIRTH_DATE] == "13/05/1980"
    assert shown[ColumnKind.SEX] == "Male"
    assert shown[ColumnKind.PHONE] == "0812-3456-7890"
    assert shown[ColumnKind.INCOME] == "Rp1,500,000"
    assert shown[ColumnKind.BIRTH_PLACE] == "Malinau"


def test_in_indonesian_too(model):
    speak("id")
    assert at(model, 2, ColumnKind.INCOME).data() == "Rp1.500.000"


def test_what_was_read_from_the_nik_says_so(model):
    tip = at(model, 3, ColumnKind.SEX).data(Qt.ItemDataRole.ToolTipRole)
    assert tip == "Male, read from the NIK"


def test_what_cannot_be_read_is_shown_as_it_stands_and_marked(model):
    wrong = at(model, 4, ColumnKind.NIK)
    assert wrong.data() == "65010313058090"
    assert wrong.data(FAULT_ROLE) == Role.DANGER
    assert at(model, 4, ColumnKind.PHONE).data(FAULT_ROLE) == Role.WARNING
    assert at(model, 4, ColumnKind.NAME).data(FAULT_ROLE) is None
    assert "14 digits" in wrong.data(Qt.ItemDataRole.ToolTipRole)


def test_markup_in_a_name_is_harmless_in_a_tip(model):
    tip = model.index(2, NAME).data(Qt.ItemDataRole.ToolTipRole)
    assert "<b>" not in tip


def test_only_cells_of_people_can_be_mended(model):
    editable = Qt.ItemFlag.ItemIsEditable
    assert not model.index(0, NAME).flags() & editable, "a title"
    assert not model.index(2, REMARKS).flags() & editable
    assert model.index(2, NIK).flags() & editable


def test_what_is_edited_is_the_text_of_the_list(model):
    assert at(model, 2, ColumnKind.BIRTH_DATE).data(Qt.ItemDataRole.EditRole) == (
        "Malinau, 13 Mei 1980"
    )


def test_typing_the_same_again_mends_nothing(model, qtbot):
    index = model.index(2, NAME)
    with qtbot.assertNotEmitted(model.mended):
        assert not model.setData(index, index.data(Qt.ItemDataRole.EditRole))


def test_columns_the_list_has_nothing_for_are_hidden(view, model):
    view.hide_unused()
    hidden = {kind for n, kind in enumerate(model.kinds) if view.isColumnHidden(n)}
    assert ColumnKind.VILLAGE in hidden
    assert not {ColumnKind.SEX, ColumnKind.BIRTH_DATE, ColumnKind.PHONE} & hidden


@pytest.mark.parametrize("key", [Qt.Key.Key_F2, Qt.Key.Key_Return, Qt.Key.Key_X])
def test_keys_begin_mending_and_enter_ends_it(view, model, qtbot, key):
    view.go_to(4, NAME)
    QTest.keyClick(view, key)
    editor = view.findChild(QLineEdit)
    assert view.is_editing()
    assert said(editor) == "Name"
    editor.setText("Martha Usat")
    with qtbot.waitSignal(model.mended) as told:
        QTest.keyClick(editor, Qt.Key.Key_Return)
    assert told.args == [5, ColumnKind.NAME, "Martha Usat"]


def test_a_title_cannot_be_begun_with(view):
    view.go_to(0, NAME)
    QTest.keyClick(view, Qt.Key.Key_F2)
    assert not view.is_editing()


def test_past_the_last_row_is_the_last(view):
    view.go_to(99, NAME)
    assert view.currentIndex().row() == 4


@pytest.mark.parametrize("language", ["id", "en"])
def test_no_title_of_a_column_is_cut(stage, outlook, language):
    speak(language)
    model = ImportModel()
    model.show_lines(outlook, Sieve.ALL)
    view = ImportView(model)
    stage.layout().addWidget(view)
    view.show()
    header = view.horizontalHeader()
    shown = range(header.count())
    needed = [header.sectionSizeHint(number) for number in shown]
    assert all(header.sectionSize(number) >= needed[number] > 0 for number in shown)
