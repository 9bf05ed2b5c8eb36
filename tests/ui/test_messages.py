from functools import partial

import pytest
from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtWidgets import QFileDialog, QLabel, QMessageBox, QWidget
from shiboken6 import delete

from models.errors import UserError
from ui.look import Role
from ui.messages import NAMED, FileKind, Question, WindowMessages, fit, question_box
from ui.widgets.notice_stack import NoticeStack

REMOVE = Question("Remove 2 people?", "Remove", "Their cards stay.", ["Ada", "Budi & <b>Co</b>"])


@pytest.fixture
def window(qtbot):
    window = QWidget()
    window.resize(600, 400)
    qtbot.addWidget(window)
    window.show()
    return window


@pytest.fixture
def notices(window):
    return NoticeStack(window)


@pytest.fixture
def told(window, notices, settings):
    return WindowMessages(window, notices, settings)


def test_a_question_names_whom_it_touches_and_counts_the_rest():
    few = Question("Remove?", "Remove", names=["Ada", "Budi"])
    assert few.full_text() == "Remove?\n\n• Ada\n• Budi"
    many = Question("Remove?", "Remove", names=[f"Person {i}" for i in range(NAMED + 3)])
    assert many.full_text().endswith(f"• Person {NAMED - 1}\nand 3 more")


def test_a_harmful_question_is_cancelled_by_a_hasty_enter(window):
    box, agree = question_box(REMOVE, window)
    assert box.defaultButton() is not agree
    assert box.escapeButton() is box.defaultButton()


def test_a_harmless_question_is_agreed_to_by_enter_and_left_by_escape(window):
    box, agree = question_box(Question("Print now?", "Print", harmful=False), window)
    assert box.defaultButton() is agree
    assert box.escapeButton() is not agree


def test_names_in_a_question_are_letters_not_markup(window):
    box, _agree = question_box(REMOVE, window)
    assert box.textFormat() == Qt.TextFormat.PlainText
    assert "Budi & <b>Co</b>" in box.text()


@pytest.mark.parametrize("room", [QSize(683, 384), QSize(1366, 768)])
@pytest.mark.parametrize("name", ["Ada", "Muhammad Hasanuddin Abdul Rahman bin Daeng Situju " * 2])
def test_a_question_with_its_buttons_fits_on_the_screen(window, room, name):
    whom = [f"{name} {number}" for number in range(12)]
    question = Question("Remove 12 people?", "Remove", "Their cards stay. " * 6, whom)
    box, agree = question_box(question, window)
    fit(box, question, room)
    box.show()
    assert box.width() <= room.width()
    assert box.height() <= room.height()
    assert box.rect().contains(agree.geometry())
    shown = box.text().count("•")
    assert f"and {12 - shown} more" in box.text()
    assert shown == NAMED or (shown >= 1 and room.height() < 768)
    words = box.findChild(QLabel, "qt_msgbox_label")
    assert words.height() >= words.heightForWidth(words.width())


@pytest.mark.parametrize("agrees", [True, False])
def test_the_answer_comes_back(qtbot, window, told, agrees):
    def press():
        box = window.findChild(QMessageBox)
        escape = box.escapeButton()
        agree = next(button for button in box.buttons() if button is not escape)
        (agree if agrees else escape).click()

    QTimer.singleShot(50, press)
    assert told.ask(REMOVE) is agrees


def test_a_window_closed_under_its_question_is_a_no(settings):
    window = QWidget()
    asking = WindowMessages(window, NoticeStack(window), settings)
    QTimer.singleShot(50, partial(delete, window))
    assert asking.ask(REMOVE) is False


def test_what_is_told_stands_in_the_window(told, notices):
    told.tell("180 people imported", Role.SUCCESS)
    assert notices.texts() == ["180 people imported"]
    assert notices.isVisible()


def test_a_failure_meant_for_people_is_told_and_stays(told, notices):
    told.fail(UserError("The file is not a spreadsheet."))
    assert notices.texts() == ["The file is not a spreadsheet."]


def test_a_failure_that_is_a_bug_goes_on_to_the_error_handler(told, notices):
    with pytest.raises(ZeroDivisionError):
        told.fail(ZeroDivisionError())
    assert notices.texts() == []


@pytest.fixture
def dialog(monkeypatch):
    """Stand in for the system's file dialogs; ``asked`` holds where they began."""

    class Dialog:
        answer = ""
        asked = ()

        def ask(self, _window, _title, start, filters=""):
            self.asked = (start, filters)
            return self.answer, filters

    dialog = Dialog()
    monkeypatch.setattr(QFileDialog, "getOpenFileName", dialog.ask)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", dialog.ask)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *a: dialog.ask(*a)[0])
    return dialog


def test_a_file_is_looked_for_where_the_last_one_was(told, dialog, tmp_path):
    file = tmp_path / "daftar petani.xlsx"
    dialog.answer = str(file)
    assert told.open_file("Open", [FileKind("Spreadsheets", "*.xlsx *.csv")]) == file
    told.open_file("Open", [FileKind("Spreadsheets", "*.xlsx *.csv")])
    assert dialog.asked == (str(tmp_path), "Spreadsheets (*.xlsx *.csv);;All files (*)")


def test_a_folder_that_is_gone_is_not_begun_in(told, dialog, settings, tmp_path):
    settings.last_folder = str(tmp_path / "gone")
    told.open_file("Open", [])
    assert dialog.asked[0] != settings.last_folder


def test_a_file_is_saved_under_the_name_proposed(told, dialog, settings, tmp_path):
    settings.last_folder = str(tmp_path)
    dialog.answer = str(tmp_path / "sub" / "kartu.pdf")
    assert told.save_file("Save", "kartu.pdf", [FileKind("PDF", "*.pdf")]).name == "kartu.pdf"
    assert dialog.asked == (str(tmp_path / "kartu.pdf"), "PDF (*.pdf)")
    assert settings.last_folder == str(tmp_path / "sub")


def test_a_dialog_that_is_cancelled_gives_nothing(told, dialog, settings):
    kept = settings.last_folder
    assert told.open_file("Open", []) is None
    assert told.save_file("Save", "x.pdf", []) is None
    assert told.folder("Choose") is None
    assert settings.last_folder == kept


def test_a_chosen_folder_is_remembered(told, dialog, settings, tmp_path):
    dialog.answer = str(tmp_path)
    assert told.folder("Choose") == tmp_path
    assert settings.last_folder == str(tmp_path)
