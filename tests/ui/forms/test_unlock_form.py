from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton

from tests.ui.reach import said, unnamed
from ui.forms.unlock_form import Cover, TroubleForm, UnlockForm
from ui.widgets.option_button import OptionButton
from ui.widgets.text import Text

PATH = Path("/home/rina/<b>data</b>/kantor & co.jangkau")


@pytest.fixture
def show(stage):
    def _show(form):
        stage.layout().addWidget(form)
        form.show()
        stage.resize(800, 600)
        form.setFocus()
        return form

    return _show


@pytest.fixture
def form(show):
    return show(UnlockForm(PATH))


def line(form):
    return form.findChild(QLineEdit)


def seen(form):
    return [text.text() for text in form.findChildren(Text) if text.isVisible()]


def option(form, start):
    return next(one for one in form.findChildren(OptionButton) if said(one).startswith(start))


def test_the_keyboard_is_in_the_field_and_enter_submits(qtbot, form):
    QTest.keyClicks(form.window().focusWidget(), "rahasia kantor")
    with qtbot.waitSignal(form.submitted) as told:
        QTest.keyClick(form.window().focusWidget(), Qt.Key.Key_Return)
    assert told.args == ["rahasia kantor"]


def test_nothing_is_submitted_while_nothing_is_typed(qtbot, form):
    with qtbot.assertNotEmitted(form.submitted):
        QTest.keyClick(line(form), Qt.Key.Key_Return)
    assert not form.findChild(QPushButton).isEnabled()


def test_the_file_is_named_as_plain_text(form):
    assert seen(form)[1:3] == ["kantor & co.jangkau", "/home/rina/<b>data</b>"]
    assert all(text.textFormat() == Qt.TextFormat.PlainText for text in form.findChildren(Text))


def test_a_wrong_password_is_said_beside_the_field_and_can_be_mended(qtbot, form):
    QTest.keyClicks(line(form), "rahasia kantr")
    form.busy(True)
    form.busy(False)
    form.wrong("That is not the password of this database. Please try again.")
    assert form.said() == "That is not the password of this database. Please try again."
    assert line(form).text() == "rahasia kantr"
    assert form.window().focusWidget() is line(form)
    QTest.keyClick(line(form), Qt.Key.Key_Backspace)
    QTest.keyClicks(line(form), "or")
    with qtbot.waitSignal(form.submitted) as told:
        QTest.keyClick(line(form), Qt.Key.Key_Return)
    assert told.args == ["rahasia kantor"]


def test_while_it_is_tried_it_is_not_tried_again(qtbot, form):
    QTest.keyClicks(line(form), "rahasia kantor")
    form.busy(True)
    assert form.is_busy()
    assert "Opening…" in seen(form)
    with qtbot.assertNotEmitted(form.submitted):
        QTest.keyClick(line(form), Qt.Key.Key_Return)
        form.findChild(QPushButton).click()
    form.busy(False)
    assert not form.is_busy()
    assert "Opening…" not in seen(form)


@pytest.mark.parametrize(
    ("start", "signal"), [("Open another", "open_other_asked"), ("Set up", "set_up_asked")]
)
@pytest.mark.parametrize(
    "make", [lambda: UnlockForm(PATH), lambda: TroubleForm(PATH, "It is damaged.")]
)
def test_there_are_other_ways_on(qtbot, show, make, start, signal):
    form = show(make())
    option(form, start).setFocus()
    with qtbot.waitSignal(getattr(form, signal)):
        QTest.keyClick(form.window().focusWidget(), Qt.Key.Key_Return)


def test_a_locked_screen_names_its_person_and_offers_nothing_else(show):
    form = show(UnlockForm(PATH, Cover(who="Rina · Kantor")))
    assert seen(form)[1:3] == ["Locked", "Rina · Kantor"]
    assert form.findChildren(OptionButton) == []
    assert form.findChild(QPushButton).text() == "Unlock"


def test_a_locked_database_without_password_opens_with_enter(qtbot, show):
    form = show(UnlockForm(PATH, Cover(protected=False)))
    assert not line(form).isVisible()
    with qtbot.waitSignal(form.submitted) as told:
        QTest.keyClick(form.window().focusWidget(), Qt.Key.Key_Return)
    assert told.args == [""]


def test_trouble_is_said_and_enter_tries_again(qtbot, show):
    form = show(TroubleForm(PATH, "<i>kantor</i> is damaged."))
    assert form.text() == "<i>kantor</i> is damaged."
    with qtbot.waitSignal(form.again_asked):
        QTest.keyClick(form.window().focusWidget(), Qt.Key.Key_Return)


@pytest.mark.parametrize(
    "make",
    [
        lambda: UnlockForm(PATH),
        lambda: UnlockForm(PATH, Cover(protected=False)),
        lambda: TroubleForm(PATH, "It is damaged."),
    ],
)
def test_every_control_has_a_name(show, make):
    assert unnamed(show(make()).window()) == []


def test_with_a_pin_the_field_takes_either(show):
    form = show(UnlockForm(PATH, Cover(pin=True)))
    assert said(form._field._line) == "PIN or password"
    form.ask_password("Too many.")
    assert said(form._field._line) == "Password or recovery code"
    assert form.said() == "Too many."


def test_without_a_password_only_the_pin_is_asked_for(show):
    form = show(UnlockForm(PATH, Cover(protected=False, pin=True)))
    assert said(form._field._line) == "PIN"
    assert form._field.isVisible()
    assert not form._open.isEnabled()


def test_who_waits_types_nothing_until_it_is_over(show, qtbot, monkeypatch):
    monkeypatch.setattr("ui.forms.unlock_form.SECOND", 20)
    form = show(UnlockForm(PATH, Cover(pin=True)))
    form.wait(2)
    assert form.said() == "That is not your PIN. Wait for 2 seconds."
    assert not form._field.isEnabled()
    qtbot.waitUntil(form._field.isEnabled)
    assert form.said() == ""
    assert form._field._line.hasFocus()


@pytest.mark.parametrize("way", ["button", "key"])
def test_who_was_to_leave_the_desk_may_stay(show, qtbot, way):
    form = show(UnlockForm(PATH, Cover(leaving=True)))
    with qtbot.waitSignal(form.stayed):
        if way == "key":
            QTest.keyClick(form._field._line, Qt.Key.Key_Escape)
        else:
            form.findChild(QPushButton, "").click()


def test_esc_opens_no_way_out_of_a_plain_lock(show, qtbot):
    form = show(UnlockForm(PATH, Cover()))
    with qtbot.assertNotEmitted(form.stayed):
        QTest.keyClick(form._field._line, Qt.Key.Key_Escape)
