import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from typing_extensions import override

from models.errors import UserError
from ui.forms.draft_form import DraftForm
from ui.panes.form_panel import FormPanel


class Naming(DraftForm[str]):
    """A form of two lines, the first of which must be filled in."""

    def __init__(self):
        super().__init__()
        self.name, self.note = QLineEdit(), QLineEdit()
        self.grid.add("name", "Name", self.name)
        self.grid.add("note", "Note", self.note)
        self.watch("name", self.name.textEdited)
        self.watch("note", self.note.textEdited)

    @override
    def draft(self):
        return self.name.text()

    @override
    def fill(self, draft):
        self.name.setText(draft)

    @override
    def draft_problems(self):
        return {} if self.name.text() else {"name": "Write <b>a name</b>."}


@pytest.fixture
def panel(stage, messages, qtbot):
    made = FormPanel(Naming(), messages)
    stage.layout().addWidget(made)
    made.show()
    made.show_draft("Usun")
    made.form.name.setFocus()
    qtbot.waitUntil(made.form.name.hasFocus)
    return made


def test_nothing_can_be_saved_before_something_was_changed(panel, qtbot):
    assert not panel._save.isEnabled()
    with qtbot.assertNotEmitted(panel.save_asked):
        QTest.keyClick(panel.form.name, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)


@pytest.mark.parametrize(
    ("key", "modifier"),
    [
        (Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier),
    ],
)
def test_keys_save_what_was_changed(panel, qtbot, key, modifier):
    QTest.keyClicks(panel.form.name, "x")
    with qtbot.waitSignal(panel.save_asked):
        QTest.keyClick(panel.form.name, key, modifier)


def test_with_a_problem_enter_goes_on_and_the_button_says_why(panel, qtbot):
    panel.form.name.selectAll()
    QTest.keyClick(panel.form.name, Qt.Key.Key_Delete)
    assert not panel._save.isEnabled()
    assert panel._save.accessibleDescription() == "Write <b>a name</b>."
    assert "<b>" not in panel._save.toolTip()
    with qtbot.assertNotEmitted(panel.save_asked):
        QTest.keyClick(panel.form.name, Qt.Key.Key_Return)
    assert panel.form.note.hasFocus()


def test_enter_in_the_last_field_goes_to_what_is_wrong_and_never_to_cancel(panel, messages):
    panel.form.name.selectAll()
    QTest.keyClick(panel.form.name, Qt.Key.Key_Delete)
    for _time in range(2):
        QTest.keyClick(panel.form.focusWidget(), Qt.Key.Key_Return)
    assert panel.form.name.hasFocus()
    assert messages.asked == []


def test_the_key_that_saves_goes_to_what_is_wrong(panel):
    panel.form.name.selectAll()
    QTest.keyClick(panel.form.name, Qt.Key.Key_Delete)
    panel.form.note.setFocus()
    QTest.keyClick(panel.form.note, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert panel.form.name.hasFocus()


def test_escape_leaves_at_once_where_nothing_was_typed(panel, messages, qtbot):
    with qtbot.waitSignal(panel.left):
        QTest.keyClick(panel.form.name, Qt.Key.Key_Escape)
    assert messages.asked == []


def test_escape_asks_where_something_would_be_lost(panel, messages, qtbot):
    QTest.keyClicks(panel.form.name, "x")
    messages.agrees = False
    with qtbot.assertNotEmitted(panel.left):
        QTest.keyClick(panel.form.name, Qt.Key.Key_Escape)
    assert panel.form.name.text() == "Usunx"


def test_while_it_is_kept_nothing_can_be_pressed(panel):
    QTest.keyClicks(panel.form.name, "x")
    panel.wait()
    assert not panel._save.isEnabled()
    assert not panel._cancel.isEnabled()


def test_why_it_could_not_be_kept_is_said_in_place_and_it_can_be_tried_again(panel):
    QTest.keyClicks(panel.form.name, "x")
    panel.wait()
    panel.fail(UserError("Somebody else has this name."))
    assert panel.notice.text() == "Somebody else has this name."
    assert panel._save.isEnabled()


def test_a_fault_is_not_told_as_if_it_were_the_persons(panel):
    with pytest.raises(ZeroDivisionError):
        panel.fail(ZeroDivisionError())
