import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton

from tests.ui.reach import said, unnamed
from ui.forms.password_form import PasswordForm, SecretForm
from ui.widgets.form import FieldRow

OLD, NEW = "rahasia kantor", "sawah hijau pagi"


@pytest.fixture
def show(stage):
    def _show(form):
        stage.layout().addWidget(form)
        form.show()
        form.setFocus()
        return form

    return _show


@pytest.fixture
def form(show):
    return show(PasswordForm())


def field(form, name):
    return next(one for one in form.findChildren(QLineEdit) if said(one) == name)


def fill(form, old=OLD, new=NEW, again=NEW):
    QTest.keyClicks(field(form, "Password or recovery code"), old)
    QTest.keyClicks(field(form, "New password"), new)
    QTest.keyClicks(field(form, "The same once more"), again)


def button(form, text):
    return next(one for one in form.findChildren(QPushButton) if one.text() == text)


def problems(form):
    return [row.said() for row in form.findChildren(FieldRow) if row.said()]


def test_enter_gives_the_old_secret_and_the_new_password(qtbot, form):
    fill(form)
    with qtbot.waitSignal(form.changed) as told:
        QTest.keyClick(form.window().focusWidget(), Qt.Key.Key_Return)
    assert told.args == [OLD, NEW]


@pytest.mark.parametrize(
    ("new", "again", "problem"),
    [
        ("kurang", "kurang", "Use at least 8 characters."),
        ("aaaaaaaaaa", "aaaaaaaaaa", "Use more different characters."),
        (NEW, "", "Type the password once more."),
        (NEW, "sawah hijau sore", "The two passwords differ."),
    ],
)
def test_enter_with_a_bad_new_password_says_why(qtbot, form, new, again, problem):
    fill(form, new=new, again=again)
    with qtbot.assertNotEmitted(form.changed):
        QTest.keyClick(form.window().focusWidget(), Qt.Key.Key_Return)
    assert problems(form) == [problem]
    assert not button(form, "Change the password").isEnabled()


def test_without_the_old_secret_nothing_is_changed(form):
    fill(form, old="")
    assert not button(form, "Change the password").isEnabled()


def test_esc_gives_up_and_forgets(qtbot, form):
    fill(form)
    with qtbot.waitSignal(form.left):
        QTest.keyClick(form.window().focusWidget(), Qt.Key.Key_Escape)
    assert [line.text() for line in form.findChildren(QLineEdit)] == ["", "", ""]


def test_enter_on_cancel_cancels(qtbot, form):
    fill(form)
    button(form, "Cancel").setFocus()
    with qtbot.waitSignal(form.left), qtbot.assertNotEmitted(form.changed):
        QTest.keyClick(form.window().focusWidget(), Qt.Key.Key_Return)


def test_a_wrong_old_secret_is_said_beside_its_field_until_it_is_mended(form):
    fill(form)
    form.busy(True)
    form.busy(False)
    form.wrong("That is not the password.")
    assert form.said() == "That is not the password."
    assert form.window().focusWidget() is field(form, "Password or recovery code")
    QTest.keyClicks(form.window().focusWidget(), "x")
    assert form.said() == ""


def test_while_it_is_done_it_cannot_be_asked_again_or_left(qtbot, form):
    fill(form)
    form.busy(True)
    with qtbot.assertNotEmitted(form.changed), qtbot.assertNotEmitted(form.left):
        QTest.keyClick(form, Qt.Key.Key_Return)
        QTest.keyClick(form, Qt.Key.Key_Escape)
    form.busy(False)
    assert button(form, "Change the password").isEnabled()


def test_the_fields_stand_below_one_another(form):
    fill(form)
    lefts = {line.mapTo(form, line.rect().topLeft()).x() for line in form.findChildren(QLineEdit)}
    assert len(lefts) == 1


def test_a_secret_alone_is_asked_for(qtbot, show):
    form = show(SecretForm("Why.", "Go <b>on</b> & on"))
    assert not button(form, "Go <b>on</b> && on").isEnabled()
    QTest.keyClicks(form.window().focusWidget(), OLD)
    with qtbot.waitSignal(form.submitted) as told:
        QTest.keyClick(form.window().focusWidget(), Qt.Key.Key_Return)
    assert told.args == [OLD]


def test_every_control_has_a_name(form):
    fill(form)
    assert unnamed(form.window()) == []
