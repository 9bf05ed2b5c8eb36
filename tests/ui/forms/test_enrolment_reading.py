import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from models.enrolment.consent_texts import consent_text
from tests.ui.reach import unnamed
from tests.ui.signing import sign
from ui.forms.enrolment_reading import ConsentReading

OFFICE = "Kantor Cabang Bulungan"


@pytest.fixture
def reading(stage):
    made = ConsentReading(OFFICE)
    stage.resize(900, 560)
    stage.layout().addWidget(made)
    made.show()
    made.ask("Dorkas Njuk", "id")
    return made


@pytest.fixture
def agreed(reading):
    """What was agreed to, in order."""
    told = []
    reading.agreed.connect(lambda language, proof: told.append((language, proof)))
    return told


def test_the_wording_is_read_in_large_letters_in_the_language_of_the_person(reading):
    assert reading.wording.toPlainText() == consent_text("2022-1", "id", OFFICE)
    reading.languages.choose("en")
    assert reading.wording.toPlainText() == consent_text("2022-1", "en", OFFICE)
    ordinary = QApplication.font().pixelSize()
    assert reading.wording.font().pixelSize() > 1.5 * ordinary


def test_who_signs_agrees_with_the_picture_of_it(reading, agreed):
    sign(reading.pad)
    assert reading.agree.text() == "Has signed"
    reading.agree.click()
    [(language, proof)] = agreed
    assert language == "id"
    assert proof.startswith(b"\x89PNG")


def test_who_only_says_yes_agrees_without_a_signature(reading, agreed):
    reading.languages.choose("en")
    reading.agree.click()
    assert agreed == [("en", None)]


def test_a_dot_is_told_and_agrees_to_nothing(reading, agreed):
    QTest.mouseClick(reading.pad, Qt.MouseButton.LeftButton, pos=QPoint(30, 30))
    assert not reading.agree.isEnabled()
    assert "hardly more than a dot" in reading.pad.accessibleDescription()
    reading.wipe.click()
    assert reading.agree.isEnabled()


def test_enter_alone_agrees_to_nothing_and_esc_goes_back(reading, agreed, qtbot):
    qtbot.waitUntil(reading.wording.hasFocus)
    QTest.keyClick(reading.wording, Qt.Key.Key_Return)
    QTest.keyClick(reading.pad, Qt.Key.Key_Return)
    assert agreed == []
    with qtbot.waitSignal(reading.left):
        QTest.keyClick(reading.wording, Qt.Key.Key_Escape)


def test_with_the_keyboard_alone_one_agrees(reading, agreed):
    reading.agree.setFocus()
    QTest.keyClick(reading.agree, Qt.Key.Key_Return)
    QTest.keyClick(reading.agree, Qt.Key.Key_Space)
    assert agreed == [("id", None), ("id", None)]


def test_the_next_person_finds_nothing_signed(reading):
    sign(reading.pad)
    reading.ask("Siti", "en")
    assert reading.pad.is_empty()


def test_a_hostile_name_is_letters_and_every_control_has_a_name(reading, stage):
    reading.ask("<b>x</b>", "id")
    assert reading._name.text() == "<b>x</b>"
    sign(reading.pad)
    assert unnamed(stage) == []
