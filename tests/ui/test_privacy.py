import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QAccessible, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from tests.ui.reach import said
from ui.privacy import Privacy
from ui.widgets.eye_button import EyeButton
from ui.widgets.nik_field import NikField
from ui.widgets.private_field import HIDDEN, PrivateField, hide_nik

F12 = Qt.Key.Key_F12
NIK = "6501034507880002"


@pytest.fixture
def privacy():
    return Privacy()


@pytest.fixture
def fields(stage, privacy):
    nik, income, other = NikField(), QLineEdit(), QLineEdit()
    for one in (nik, income, other):
        stage.layout().addWidget(one)
    nik.set_value(NIK)
    income.setText("Rp1.500.000")
    kept = PrivateField(nik, privacy, hide_nik), PrivateField(income, privacy)
    other.setFocus()
    return *kept, nik, income, other


def repeat(widget, kind):
    event = QKeyEvent(kind, F12, Qt.KeyboardModifier.NoModifier, "", autorep=True)
    QCoreApplication.sendEvent(widget, event)


def test_masked_until_the_key_is_held_and_again_when_it_is_let_go(fields):
    nik, income, _nik, _income, other = fields
    assert (nik.shown(), income.shown()) == ("650103••••••0002", HIDDEN)
    QTest.keyPress(other, F12)
    assert (nik.shown(), income.shown()) == ("6501 0345 0788 0002", "Rp1.500.000")
    QTest.keyRelease(other, F12)
    assert (nik.shown(), income.shown()) == ("650103••••••0002", HIDDEN)


def test_a_held_key_repeats_without_flickering(fields, privacy, qtbot):
    other = fields[-1]
    QTest.keyPress(other, F12)
    with qtbot.assertNotEmitted(privacy.changed):
        for _time in range(3):
            repeat(other, QEvent.Type.KeyRelease)
            repeat(other, QEvent.Type.KeyPress)
    assert privacy.held
    QTest.keyRelease(other, F12)
    assert not privacy.held


def test_who_goes_to_another_window_has_let_go(fields, privacy, stage):
    QTest.keyPress(fields[-1], F12)
    QCoreApplication.sendEvent(stage, QEvent(QEvent.Type.WindowDeactivate))
    assert not privacy.held


def test_who_types_in_a_field_sees_it(fields):
    nik, income, nik_field, _income, _other = fields
    nik_field.setFocus()
    assert not nik.masked
    assert income.masked
    QTest.keyClick(nik_field, Qt.Key.Key_Tab)
    assert nik.masked
    assert not income.masked


def test_what_is_masked_is_still_there_and_the_mask_follows_it(fields):
    _nik, income, nik_field, income_field, _other = fields
    assert nik_field.value() == NIK
    income_field.setText("Rp9")
    assert (income.shown(), income_field.text()) == (HIDDEN, "Rp9")
    income_field.clear()
    assert (income.shown(), income.masked) == ("", False)


def test_the_mask_tells_no_length_of_an_income(fields):
    _nik, income, _nik_field, income_field, _other = fields
    shown = set()
    for text in ("Rp1", "Rp999.999.999.999"):
        income_field.setText(text)
        shown.add(income.shown())
    assert shown == {HIDDEN}


def test_a_screen_reader_is_told_no_more_than_the_eye(fields):
    _nik, _income, nik_field, income_field, _other = fields
    for field in (nik_field, income_field):
        for kind in (QAccessible.Text.Value, QAccessible.Text.Description, QAccessible.Text.Name):
            assert "0345" not in said(field, kind)
            assert "1.500" not in said(field, kind)
        face = QAccessible.queryAccessibleInterface(field)
        heard = [face.child(n).text(QAccessible.Text.Name) for n in range(face.childCount())]
        assert any("•" in one for one in heard)


def test_nothing_is_listened_to_once_nothing_private_is_on_the_screen(fields, privacy, stage):
    other = fields[-1]
    QTest.keyPress(other, F12)
    stage.hide()
    assert not privacy.held
    stage.show()
    QTest.keyPress(other, F12)
    assert privacy.held
    QTest.keyRelease(other, F12)


def test_the_key_reaches_nothing_else(fields, stage):
    heard = []
    stage.keyPressEvent = lambda event: heard.append(event.key())
    QTest.keyPress(fields[-1], F12)
    QTest.keyRelease(fields[-1], F12)
    assert heard == []


def test_an_eye_that_is_forgotten_closes(stage, qtbot, monkeypatch):
    monkeypatch.setattr("ui.widgets.eye_button.OPEN_FOR", 30)
    eye = EyeButton()
    stage.layout().addWidget(eye)
    eye.show()
    eye.click()
    assert eye.isChecked()
    qtbot.waitUntil(lambda: not eye.isChecked())


def test_an_eye_that_is_not_to_be_seen_any_more_closes(stage):
    eye = EyeButton()
    stage.layout().addWidget(eye)
    eye.show()
    eye.click()
    eye.hide()
    assert not eye.isChecked()
