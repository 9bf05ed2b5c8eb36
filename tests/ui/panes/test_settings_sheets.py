"""The settings' cards about sheets: drawn, copied, carried as files; those used in part."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from models.printing.part_sheets import PartSheetDraft, add_part_sheet, part_sheets
from models.printing.sheets import SheetDraft, add_sheet, own_sheets, write_sheet
from models.words import speak
from reports.sheet import A4, ID1, SHIPPED
from tests.ui.reach import said, unnamed
from ui.look import Role
from ui.panes.settings_part_sheets import PartSheetsPanel
from ui.panes.settings_sheets import SheetsPanel
from ui.widgets.text import Text

HOSTILE = "<b>X</b> & '; DROP TABLE sheet_format; --"
OURS = SheetDraft("Kertas kami", card=(86.0, 54.0), rows=4)


@pytest.fixture
def show(stage, bench):
    def _show(kind):
        panel = kind(bench)
        stage.resize(660, 640)
        stage.layout().addWidget(panel)
        panel.show()
        return panel

    return _show


@pytest.fixture
def ours(store):
    def _ours():
        with store.reading() as session:
            return [(row.name, row.content) for row in own_sheets(session)]

    return _ours


@pytest.fixture
def parts(store):
    def _parts():
        with store.reading() as session:
            return [(row.name, row.sheet, set(row.used)) for row in part_sheets(session)]

    return _parts


def told(panel):
    return [said(line) for line in panel.list.lines()]


def button(within, text):
    return next(
        one for one in within.findChildren(QPushButton) if one.isVisible() and one.text() == text
    )


def press(within, text):
    QTest.mouseClick(button(within, text), Qt.MouseButton.LeftButton)


def retype(line, text):
    line.setFocus()
    line.selectAll()
    QTest.keyClick(line, Qt.Key.Key_Delete)
    QTest.keyClicks(line, text)


def problem(panel, row):
    return panel.form.grid.row(row).said()


def test_all_shipped_sheets_are_listed_as_such(show):
    lines = told(show(SheetsPanel))
    assert len(lines) == len(SHIPPED)
    assert lines[0] == "A4, ten cards, 2 × 5 cards of 85.6 × 54 mm, Shipped"
    assert all(line.endswith("Shipped") for line in lines)


def test_a_shipped_sheet_is_copied_by_keys_and_that_is_undone(show, ours, settled, messages, stage):
    panel = show(SheetsPanel)
    line = panel.list.lines()[0]
    line.setFocus()
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert stage.focusWidget() is panel.form.name
    assert panel.form.name.text() == "Copy of A4, ten cards"
    retype(panel.form.name, HOSTILE)
    retype(panel.form.counts["rows"], "4")
    QTest.keyClick(panel.form.counts["rows"], Qt.Key.Key_Return)
    settled(lambda: not panel.form_is_open())
    [(name, content)] = ours()
    assert (name, content["rows"], content["first"]) == (HOSTILE, 4, [15.4, 9.5])
    assert told(panel)[0] == f"{HOSTILE}, 2 × 4 cards of 85.6 × 54 mm"
    plain = [text for text in panel.findChildren(Text) if text.text() == HOSTILE]
    assert plain[0].textFormat() is Qt.TextFormat.PlainText
    messages.actions["Undo"]()
    settled(lambda: len(told(panel)) == len(SHIPPED))
    assert ours() == []


def test_a_copy_can_be_kept_as_it_is_and_again(show, settled, ours):
    panel = show(SheetsPanel)
    panel.open_record(A4)
    press(panel, "Save")
    settled(lambda: len(told(panel)) == len(SHIPPED) + 1)
    panel.open_record(A4)
    assert problem(panel, "name") == "Another sheet has this name."
    assert not button(panel, "Save").isEnabled()
    retype(panel.form.name, ID1.upper())
    assert problem(panel, "name") == "Another sheet has this name."
    retype(panel.form.name, "Yang kedua")
    press(panel, "Save")
    settled(lambda: len(ours()) == 2)


def test_a_sheet_is_changed_and_taken_out(show, store, settled, ours, messages):
    with store.writing() as session:
        sheet = add_sheet(session, OURS)
    panel = show(SheetsPanel)
    panel.open_record(sheet)
    assert panel.form.draft() == OURS
    assert not button(panel, "Save").isEnabled()
    retype(panel.form.pairs["first"][0], "12.5")
    press(panel, "Save")
    settled(lambda: ours()[0][1]["first"] == [12.5, 9.5])
    panel.open_record(sheet)
    press(panel, "Take out")
    settled(lambda: len(told(panel)) == len(SHIPPED))
    messages.actions["Undo"]()
    settled(lambda: [name for name, _content in ours()] == ["Kertas kami"])


@pytest.mark.parametrize(
    ("row", "side", "typed", "beside", "words"),
    [
        ("first", 0, "60", "columns", "29.2 mm off the right edge"),
        ("first", 1, "-2", "first", "2 mm off the top edge"),
        ("step", 1, "57.2", "rows", "off the bottom edge"),
        ("card", 0, "95", "step", "on top of one another"),
        ("card", 1, "50.8", "card", "85.6 × 54 mm"),
        ("page", 0, "x", "page", "no measure"),
        ("page", 1, "5", "page", "from 10 to 1,200"),
    ],
)
def test_what_does_not_fit_is_said_beside_its_measure(show, row, side, typed, beside, words):
    panel = show(SheetsPanel)
    panel.open_record(A4)
    retype(panel.form.pairs[row][side], typed)
    if row == "step":
        retype(panel.form.pairs["first"][1], "20")
    assert words in problem(panel, beside)
    assert not button(panel, "Save").isEnabled()
    assert not button(panel, "Save as file…").isEnabled()


def test_the_drawing_follows_what_is_typed(show):
    panel = show(SheetsPanel)
    panel.open_record(A4)
    assert panel.form.told.text() == "10 cards a page. Gaps: 8 mm across, 2 mm down"
    retype(panel.form.counts["rows"], "6")
    assert panel.form.drawing.running_over() == [11, 12]
    retype(panel.form.counts["rows"], "")
    assert len(panel.form.drawing._boxes) == 12, "the last that was whole stays"
    assert "1 to 40" in problem(panel, "rows")


def test_nothing_typed_for_crop_marks_is_none(show):
    panel = show(SheetsPanel)
    panel.open_record(A4)
    retype(panel.form.crop_marks, "")
    assert panel.form.draft().crop_marks == 0.0
    assert button(panel, "Save").isEnabled()


def test_measures_are_typed_with_a_comma_in_indonesian(show):
    speak("id")
    panel = show(SheetsPanel)
    panel.begin_new()
    assert panel.form.pairs["card"][0].text() == "85,6"
    retype(panel.form.pairs["card"][0], "86,25")
    assert panel.form.draft().card == (86.25, 54.0)


def test_a_sheet_goes_to_a_file_and_comes_back_to_be_kept(
    show, store, tmp_path, settled, messages, ours
):
    with store.writing() as session:
        sheet = add_sheet(session, OURS)
    panel, file = show(SheetsPanel), tmp_path / "kertas.toml"
    panel.open_record(sheet)
    messages.files += [file, file]
    press(panel, "Save as file…")
    settled(file.exists)
    assert messages.told[-1] == ("Saved as kertas.toml", Role.SUCCESS)
    panel.show_list()
    press(panel, "Take in from file…")
    settled(panel.form_is_open)
    assert panel.form.draft() == OURS
    assert problem(panel, "name") == "Another sheet has this name."
    retype(panel.form.name, "Dari berkas")
    press(panel, "Save")
    settled(lambda: [name for name, _content in ours()] == ["Dari berkas", "Kertas kami"])


def test_a_file_whose_cards_run_over_is_shown_to_be_mended(show, tmp_path, settled, messages):
    write_sheet(SheetDraft("Dari jauh", rows=7), tmp_path / "jauh.toml")
    messages.files.append(tmp_path / "jauh.toml")
    panel = show(SheetsPanel)
    panel.read_file()
    settled(panel.form_is_open)
    assert "off the bottom edge" in problem(panel, "rows")
    assert not button(panel, "Save").isEnabled()


def test_a_file_that_is_none_is_told_and_nothing_else_happens(show, tmp_path, settled, messages):
    (tmp_path / "aneh.toml").write_bytes(b"\x00[[[")
    messages.files.append(tmp_path / "aneh.toml")
    panel = show(SheetsPanel)
    panel.read_file()
    settled(lambda: bool(messages.told))
    assert messages.told == [("aneh.toml does not hold a sheet.", Role.DANGER)]
    assert not panel.form_is_open()


def test_leaving_a_copy_asks_first(show, messages):
    panel = show(SheetsPanel)
    panel.open_record(A4)
    messages.agrees = False
    assert not panel.may_leave()
    assert panel.form_is_open()


def test_every_control_has_a_name(show, stage):
    panel = show(SheetsPanel)
    assert unnamed(stage) == []
    panel.open_record(A4)
    assert unnamed(stage) == []


# Sheets used in part


def test_a_sheet_used_in_part_is_added_by_keys_and_that_is_undone(
    show, parts, settled, messages, stage
):
    panel = show(PartSheetsPanel)
    assert panel.none.isVisible()
    panel.begin_new()
    assert stage.focusWidget() is panel.form.name
    assert not button(panel, "Save").isEnabled()
    retype(panel.form.name, "Laci kiri")
    panel.form.used.setFocus()
    for key in (Qt.Key.Key_Space, Qt.Key.Key_Right, Qt.Key.Key_Space):
        QTest.keyClick(panel.form.used, key)
    press(panel, "Save")
    settled(lambda: parts() == [("Laci kiri", A4, {1, 2})])
    settled(lambda: not panel.form_is_open())
    assert told(panel)[0].startswith("Laci kiri, A4, ten cards · ")
    assert told(panel)[0].endswith("8 places free")
    messages.actions["Undo"]()
    settled(lambda: parts() == [])


def test_a_sheet_used_in_part_is_changed_and_thrown_away(show, store, parts, settled, messages):
    with store.writing() as session:
        part = add_part_sheet(session, PartSheetDraft("Laci", A4, frozenset({1})))
    panel = show(PartSheetsPanel)
    panel.open_record(part)
    retype(panel.form.note, "Basah sedikit")
    press(panel, "Save")
    settled(lambda: not panel.form_is_open() and "Basah sedikit" in told(panel)[0])
    panel.open_record(part)
    press(panel, "Thrown away")
    settled(lambda: parts() == [])
    messages.actions["Undo"]()
    settled(lambda: parts() == [("Laci", A4, {1})])


def test_of_another_paper_nothing_is_marked_yet(show, store):
    with store.writing() as session:
        add_sheet(session, OURS)
        part = add_part_sheet(session, PartSheetDraft("Laci", A4, frozenset({1, 10})))
    panel = show(PartSheetsPanel)
    panel.open_record(part)
    panel.form.sheet.show_value("Kertas kami")
    panel.form.sheet.picked.emit()
    assert panel.form.draft().used == frozenset()
    assert len(panel.form.used._boxes) == 8
    assert ID1 not in panel.form._sheets, "a card printer's page is never used in part"


def test_a_sheet_whose_format_is_gone_is_still_listed_and_can_be_opened(show, store):
    with store.writing() as session:
        part = add_part_sheet(session, PartSheetDraft("Yatim", "Tiada lagi", frozenset({1, 30})))
    panel = show(PartSheetsPanel)
    assert "Tiada lagi" in told(panel)[0]
    panel.open_record(part)
    assert panel.form.draft().sheet == A4


def test_every_control_about_sheets_used_in_part_has_a_name(show, stage):
    panel = show(PartSheetsPanel)
    panel.begin_new()
    assert unnamed(stage) == []
