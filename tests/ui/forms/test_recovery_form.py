from functools import partial
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QPushButton

from models.errors import UserError
from models.keys import new_recovery_code
from models.progress import Progress
from models.words import spoken
from tests.fixtures import OFFICE
from tests.ui.reach import said, unnamed
from ui.forms.recovery_form import RecoveryForm, write_sheet
from ui.widgets.alone import in_dialog
from ui.widgets.code_view import CodeView
from ui.widgets.notice import Notice
from ui.widgets.text import Text

CODE = new_recovery_code()


@pytest.fixture
def save(store):
    from models.office.queries import today

    with store.reading() as session:
        day = today(session)
    return partial(write_sheet, OFFICE.name, CODE, day, spoken())


@pytest.fixture
def show(stage, messages):
    def _show(save):
        form = RecoveryForm(OFFICE.name, CODE, messages, save)
        stage.layout().addWidget(form)
        stage.resize(900, 700)
        form.show()
        form.setFocus()
        return form

    return _show


@pytest.fixture
def form(show, save):
    return show(save)


def button(form, text):
    return next(one for one in form.findChildren(QPushButton) if one.text() == text)


def click(form, text):
    QTest.mouseClick(button(form, text), Qt.MouseButton.LeftButton)


def notice(form):
    return form.findChild(Notice).text()


def words(pdf):
    document = pypdfium2.PdfDocument(pdf)
    return "".join(page.get_textpage().get_text_range() for page in document)


def test_the_code_is_shown_in_groups_and_spelt_for_a_voice(form):
    shown = [text.text() for text in form.findChild(CodeView).findChildren(Text)]
    assert shown == CODE.split("-")
    assert said(form.findChild(CodeView)).startswith("Recovery code: " + " ".join(CODE[:5]))


def test_one_goes_on_only_once_it_is_kept(qtbot, form, monkeypatch):
    """Enter before that is for the sheet: it is drawn and the printer asked for."""
    asked = []
    monkeypatch.setattr("ui.printing.choose_printer", lambda *given: asked.append(given))
    assert not button(form, "Go on").isEnabled()
    with qtbot.assertNotEmitted(form.finished):
        QTest.keyClick(form, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: len(asked) == 1 and not form.is_busy())
    form.findChild(QCheckBox).setFocus()
    QTest.keyClick(form.window().focusWidget(), Qt.Key.Key_Space)
    button(form, "Go on").setFocus()
    with qtbot.waitSignal(form.finished):
        QTest.keyClick(form.window().focusWidget(), Qt.Key.Key_Return)


def test_the_sheet_is_saved_with_the_code_on_it(qtbot, form, messages, tmp_path):
    target = tmp_path / "lembar.pdf"
    messages.files = [target]
    click(form, "Save as PDF…")
    assert form.is_busy()
    assert not button(form, "Save as PDF…").isEnabled()
    qtbot.waitUntil(lambda: notice(form) != "")
    assert notice(form).startswith("Saved as lembar.pdf.")
    assert all(group in words(target) for group in CODE.split("-"))
    assert button(form, "Save as PDF…").isEnabled()


def test_giving_up_the_place_saves_nothing(form, messages):
    click(form, "Save as PDF…")
    assert messages.asked == ["Save the recovery sheet"]
    assert not form.is_busy()


def test_a_place_that_cannot_be_written_to_is_told(qtbot, form, messages, tmp_path):
    messages.files = [tmp_path / "nowhere" / "lembar.pdf"]
    click(form, "Save as PDF…")
    qtbot.waitUntil(lambda: notice(form) != "")
    assert notice(form).startswith("The file could not be written: ")  # the system says why


def test_the_sheet_is_printed_and_nothing_of_it_stays_on_the_disk(
    qtbot, form, save, monkeypatch, tmp_path
):
    """The dialog is the system's: in its place a printer is chosen that prints to a file."""
    printed = tmp_path / "printed.pdf"
    drawn = []

    def choose(printer, pages, window):
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(printed))
        drawn.append((pages, window))
        return True

    written = []
    monkeypatch.setattr("ui.printing.choose_printer", choose)
    form._save = lambda target: written.append(target) or save(target)
    QTest.keyClick(form.window().focusWidget(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: notice(form) != "")
    assert notice(form) == "The sheet was sent to print. See that it came out."
    assert drawn == [(1, form.window())]
    assert len(pypdfium2.PdfDocument(printed)) == 1
    assert not written[0].parent.exists()


def test_without_a_printer_nothing_is_printed_or_left(qtbot, form, save, monkeypatch):
    written = []
    monkeypatch.setattr("ui.printing.choose_printer", lambda *_given: False)
    form._save = lambda target: written.append(target) or save(target)
    click(form, "Print…")
    qtbot.waitUntil(lambda: not form.is_busy())
    assert notice(form) == ""
    assert not written[0].parent.exists()


def test_a_failure_meant_for_people_is_told(qtbot, show):
    def fails(_target):
        yield Progress(0, 0)
        raise UserError("<b>No</b> ink.")

    form = show(fails)
    click(form, "Print…")
    qtbot.waitUntil(lambda: notice(form) == "<b>No</b> ink.")
    assert button(form, "Print…").isEnabled()


def test_the_window_does_not_close_before_unless_the_person_agrees(form, messages):
    messages.agrees = False
    assert not form.window().close()
    assert messages.asked[0].agree == "Leave without it"
    messages.agrees = True
    assert form.window().close()
    assert len(messages.asked) == 2


def test_nobody_is_asked_once_it_is_kept(form, messages):
    form.findChild(QCheckBox).setChecked(True)
    assert form.may_leave()
    assert form.window().close()
    assert messages.asked == []


def test_in_a_dialog_all_of_it_is_seen_and_esc_does_not_lose_it(qtbot, stage, save, messages):
    stage.resize(1200, 900)
    form = RecoveryForm(OFFICE.name, CODE, messages, save, mark=False)
    dialog = in_dialog(form, "New recovery code", stage)
    dialog.open()
    qtbot.waitUntil(dialog.isVisible)
    go_on = button(form, "Go on")
    assert dialog.rect().contains(go_on.mapTo(dialog, go_on.rect().bottomRight()))
    QTest.keyClick(button(form, "Print…"), Qt.Key.Key_Escape)
    assert dialog.isVisible()
    form.findChild(QCheckBox).setChecked(True)
    dialog.close()
    qtbot.waitUntil(lambda: not dialog.isVisible())


def test_every_control_has_a_name(form):
    form.findChild(QCheckBox).setChecked(True)
    assert unnamed(form.window()) == []


def test_the_sheet_says_when_it_was_made(store, tmp_path, save):
    from models.progress import finish

    target = Path(tmp_path / "lembar.pdf")
    finish(save(target))
    assert OFFICE.name in words(target)
