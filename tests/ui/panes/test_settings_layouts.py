"""The settings' card about upload layouts: typed, taken over from a file, used in reports."""

import pytest
import xlsxwriter
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from python_calamine import CalamineWorkbook

from models.events.operations import plan_event
from models.reporting.layout_fields import CONSTANT, FIELDS, Form
from models.reporting.layout_rows import ListOf
from models.reporting.layouts import LayoutColumn, LayoutDraft, LayoutKind, add_layout, layouts
from models.reporting.layouts import layout_draft as kept_draft
from models.reporting.periods import Period
from tests import factories as a
from tests.ui.reach import said, unnamed
from ui.forms.layout_form import LayoutForm
from ui.look import Role
from ui.panes.layout_menu import LayoutMenu
from ui.panes.reports_files import save_upload_list
from ui.panes.settings_layouts import LayoutsPanel
from ui.widgets.progress_strip import ProgressStrip

DRAFT = LayoutDraft(
    "<b>Unggah</b> & pusat",
    LayoutKind.PRESENT,
    (
        LayoutColumn("NIK", "nik"),
        LayoutColumn("Lahir", "birth_date", Form.DATE_TEXT, "yyyymmdd"),
        LayoutColumn("Iuran", "total", Form.TEXT),
        LayoutColumn("Segmen", text="BPU"),
    ),
)


@pytest.fixture
def panel(stage, bench):
    made = LayoutsPanel(bench)
    stage.resize(900, 640)
    stage.layout().addWidget(made)
    made.show()
    return made


@pytest.fixture
def kept(store):
    def _kept():
        with store.reading() as session:
            return [kept_draft(session, row.id) for row in layouts(session)]

    return _kept


def press(within, text):
    one = next(
        one for one in within.findChildren(QPushButton) if one.isVisible() and one.text() == text
    )
    QTest.mouseClick(one, Qt.MouseButton.LeftButton)


def test_the_form_gives_back_the_draft_it_shows(stage):
    form = LayoutForm()
    stage.layout().addWidget(form)
    form.show()
    form.show_draft(DRAFT)
    assert form.draft() == DRAFT
    assert not form.is_changed()
    assert unnamed(stage) == []


@pytest.mark.parametrize("key", [*FIELDS, CONSTANT])
def test_a_column_of_every_field_comes_back_whole(stage, key):
    form = LayoutForm()
    stage.layout().addWidget(form)
    form.show()
    shown = LayoutColumn("A", key)
    if key in FIELDS:
        first = FIELDS[key].forms[0]
        shown = LayoutColumn("A", key, first, "dd-mm-yyyy" if first is Form.DATE else "")
    form.show_draft(LayoutDraft("A", columns=(shown,)))
    assert form.draft().columns == (shown,)
    assert form.problems() == {}


def test_a_layout_typed_is_kept_and_listed(panel, bench, kept, qtbot):
    press(panel, "Add layout")
    QTest.keyClicks(panel.form.name, "Unggah")
    press(panel, "Add a column")
    [line] = panel.form.columns.lines()
    QTest.keyClicks(line.text, "NIK")
    line.field.show_value("nik")
    line.field.picked.emit()
    panel.panel.save_asked.emit()
    qtbot.waitUntil(lambda: not bench.tasks.busy and not panel.form_is_open())
    assert kept() == [LayoutDraft("Unggah", columns=(LayoutColumn("NIK", "nik"),))]
    assert [said(line) for line in panel.list.lines()] == ["Unggah, Those enrolled · 1 column"]


def test_columns_are_put_in_another_order_by_keys(panel):
    panel.begin_new()
    panel.form.take_columns(DRAFT.columns)
    first = panel.form.columns.lines()[0].text
    first.setFocus()
    QTest.keyClick(first, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert [one.heading for one in panel.form.draft().columns][:2] == ["Lahir", "NIK"]


def test_the_headings_of_a_file_become_columns(panel, bench, messages, tmp_path, qtbot):
    path = tmp_path / "contoh.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        book.add_worksheet().write_row(0, 0, ["NIK", "NAMA", "Segmen"])
    messages.files = [path]
    panel.begin_new()
    press(panel, "Headings of a file…")
    qtbot.waitUntil(lambda: not bench.tasks.busy)
    found = [(one.heading, one.field) for one in panel.form.draft().columns]
    assert found == [("NIK", "nik"), ("NAMA", "name"), ("Segmen", CONSTANT)]
    assert panel.form.is_changed()


def test_a_file_that_is_no_list_is_told_and_nothing_is_lost(
    panel, bench, messages, tmp_path, qtbot
):
    path = tmp_path / "bukan.xlsx"
    path.write_bytes(b"PK\x03\x04 broken")
    messages.files = [path]
    panel.begin_new()
    panel.form.take_columns(DRAFT.columns)
    panel.take_over()
    qtbot.waitUntil(lambda: not bench.tasks.busy)
    assert panel.form.draft().columns == DRAFT.columns
    assert panel.form.take_over.isEnabled()


def test_what_is_wrong_with_a_column_is_said_below_them(panel):
    panel.begin_new()
    panel.form.take_columns([LayoutColumn("Lahir", "birth_date", Form.DATE, "hh:mm")])
    assert "“Lahir”" in panel.form.told.said()


def test_the_menu_offers_the_layouts_there_are_now(bench, store, stage):
    asked = []
    menu = LayoutMenu(bench, asked.append, stage)
    assert [one.text() for one in menu.actions()] == ["Set up layouts"]
    with store.writing() as session:
        add_layout(session, DRAFT)
    menu.aboutToShow.emit()
    assert menu.actions()[0].text() == "<b>Unggah</b> && pusat…"
    menu.actions()[0].trigger()
    assert [one.name for one in asked] == [DRAFT.name]


@pytest.mark.parametrize("of_event", [True, False])
def test_a_list_is_written_where_one_wants_it(bench, store, messages, tmp_path, qtbot, of_event):
    with store.writing() as session:
        add_layout(session, DRAFT)
        event = plan_event(session, a.event_draft(title="Temu")).id
    with store.reading() as session:
        [row] = layouts(session)
    about = ListOf(event_id=event) if of_event else ListOf(period=Period.read("2022-06"))
    messages.files = [tmp_path / "unggah.xlsx"]
    save_upload_list(bench, row, about, ProgressStrip())
    qtbot.waitUntil(lambda: bool(messages.told))
    assert messages.told == [("Saved as unggah.xlsx", Role.SUCCESS)]
    book = CalamineWorkbook.from_path(str(tmp_path / "unggah.xlsx"))
    assert book.get_sheet_by_index(0).to_python() == [["NIK", "Lahir", "Iuran", "Segmen"]]
