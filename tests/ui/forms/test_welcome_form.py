from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPushButton

from models.words import speak
from tests.ui.reach import said, unnamed
from ui.forms.office_form import OfficeForm
from ui.forms.officer_form import OfficerForm
from ui.forms.welcome_form import WelcomeForm, free_path
from ui.widgets.form import FieldRow
from ui.widgets.notice import Notice
from ui.widgets.option_button import OptionButton
from ui.widgets.text import Text

PASSWORD = "sawah hijau pagi"
HOSTILE = "<b>x</b> '; DROP TABLE office; -- ../../x 🙂 \u202eabc"


@pytest.fixture
def proposed(tmp_path):
    return tmp_path / "kantor.jangkau"


@pytest.fixture
def show(stage, qtbot, messages, proposed):
    """Show a welcome and return it."""

    def _show():
        made = WelcomeForm(proposed, messages)
        stage.layout().addWidget(made)
        stage.resize(900, 700)
        made.show()
        made.setFocus()
        qtbot.waitUntil(lambda: made.isAncestorOf(stage.focusWidget() or stage))
        return made

    return _show


@pytest.fixture
def form(show):
    return show()


def seen(form, kind):
    return [one for one in form.findChildren(kind) if one.isVisible()]


def field(form, name):
    return next(
        one
        for kind in (QLineEdit, QComboBox)
        for one in seen(form, kind)
        if one.accessibleName() == name
    )


def button(form, text):
    return next(one for one in seen(form, QPushButton) if one.text() == text)


def option(form, start):
    return next(one for one in seen(form, OptionButton) if said(one).startswith(start))


def press(form, key, modifier=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(form.window().focusWidget(), key, modifier)


def type_office(form, name="Kantor Cabang Bulungan"):
    """Fill the first step in by keyboard alone, field after field."""
    QTest.keyClicks(field(form, "Office"), name)
    QTest.keyClicks(field(form, "Town"), "Tanjung Selor")
    QTest.keyClicks(field(form, "Head of the office"), "Ahmad Contoh")
    QTest.keyClicks(field(form, "Your name"), "Rina Contoh")
    QTest.keyClicks(field(form, "Your position"), "Koordinator")


def type_password(form, password=PASSWORD, again=PASSWORD):
    QTest.keyClicks(field(form, "New password"), password)
    QTest.keyClicks(field(form, "The same once more"), again)


def problems(form):
    rows = (row for row in seen(form, FieldRow))
    return [row.said() for row in rows if row.said()]


@pytest.fixture
def at_protection(form):
    """The welcome at its last step."""
    press(form, Qt.Key.Key_Return)
    type_office(form)
    press(form, Qt.Key.Key_Return)
    return form


def test_enter_goes_from_step_to_step_and_gives_what_was_typed(qtbot, form, proposed):
    press(form, Qt.Key.Key_Return)
    type_office(form)
    field(form, "Time zone").setCurrentIndex(1)
    press(form, Qt.Key.Key_Return)
    type_password(form)
    with qtbot.waitSignal(form.finished) as told:
        press(form, Qt.Key.Key_Return)
    choice = told.args[0]
    assert (choice.path, choice.password) == (proposed, PASSWORD)
    assert (choice.office.name, choice.office.place) == ("Kantor Cabang Bulungan", "Tanjung Selor")
    assert (choice.office.head_name, choice.office.time_zone) == ("Ahmad Contoh", "Asia/Makassar")
    assert (choice.officer.name, choice.officer.position) == ("Rina Contoh", "Koordinator")


def test_enter_with_something_missing_says_it_beside_each_field(qtbot, form):
    press(form, Qt.Key.Key_Return)
    with qtbot.assertNotEmitted(form.finished):
        press(form, Qt.Key.Key_Return)
    assert problems(form) == [
        "Write the office's name as it is on its letters.",
        "Write the town the office dates its letters from.",
        "Write who signs for the office.",
        "Write a name.",
    ]
    assert not button(form, "Next").isEnabled()


def test_nothing_is_complained_of_before_it_was_touched(form):
    press(form, Qt.Key.Key_Return)
    assert problems(form) == []
    QTest.keyClicks(field(form, "Town"), "x")
    press(form, Qt.Key.Key_Backspace)
    assert problems(form) == []
    field(form, "Town").setFocus()
    press(form, Qt.Key.Key_Backspace)
    assert problems(form) == ["Write the town the office dates its letters from."]


def test_what_is_missing_is_also_said_of_the_button(form):
    press(form, Qt.Key.Key_Return)
    description = button(form, "Next").accessibleDescription()
    assert description.startswith("Write the office's name")


@pytest.mark.parametrize(
    ("key", "modifier"),
    [
        (Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier),
    ],
)
def test_one_goes_back_by_key_and_finds_what_was_typed(at_protection, key, modifier):
    press(at_protection, key, modifier)
    assert field(at_protection, "Office").text() == "Kantor Cabang Bulungan"
    press(at_protection, key, modifier)
    assert option(at_protection, "Set up").isVisible()
    press(at_protection, key, modifier)
    assert option(at_protection, "Set up").isVisible()


@pytest.mark.parametrize(
    ("first", "again", "said"),
    [
        ("kurang", "", "Use at least 8 characters."),
        ("aaaaaaaaaa", "", "Use more different characters."),
        (PASSWORD, "", "Type the password once more."),
        (PASSWORD, "sawah hijau pagj", "The two passwords differ."),
    ],
)
def test_a_password_that_will_not_do_is_told(qtbot, at_protection, first, again, said):
    type_password(at_protection, first, again)
    with qtbot.assertNotEmitted(at_protection.finished):
        press(at_protection, Qt.Key.Key_Return)
    assert said in problems(at_protection)
    assert not button(at_protection, "Create").isEnabled()


def test_without_protection_is_a_choice_with_a_warning(qtbot, at_protection):
    type_password(at_protection, "kurang", "")
    box = seen(at_protection, QCheckBox)[0]
    box.setFocus()
    press(at_protection, Qt.Key.Key_Space)
    assert "read everything" in seen(at_protection, Notice)[0].text()
    assert not field(at_protection, "New password").isEnabled()
    with qtbot.waitSignal(at_protection.finished) as told:
        QTest.mouseClick(button(at_protection, "Create"), Qt.MouseButton.LeftButton)
    assert told.args[0].password is None


def test_another_place_is_chosen_and_a_name_without_ending_gets_one(
    qtbot, at_protection, messages, tmp_path
):
    messages.files = [tmp_path / "lain"]
    QTest.mouseClick(button(at_protection, "Change…"), Qt.MouseButton.LeftButton)
    type_password(at_protection)
    with qtbot.waitSignal(at_protection.finished) as told:
        press(at_protection, Qt.Key.Key_Return)
    assert told.args[0].path == tmp_path / "lain.jangkau"


def test_a_file_that_is_there_is_never_overwritten(at_protection, messages, tmp_path):
    taken = tmp_path / "ada.jangkau"
    taken.write_bytes(b"x")
    messages.files = [taken]
    QTest.mouseClick(button(at_protection, "Change…"), Qt.MouseButton.LeftButton)
    type_password(at_protection)
    told = "ada.jangkau is there already. Choose another name."
    assert told in [text.text() for text in seen(at_protection, Text)]
    assert not button(at_protection, "Create").isEnabled()


def test_a_taken_name_is_not_proposed(tmp_path):
    proposed = tmp_path / "kantor.jangkau"
    assert free_path(proposed) == proposed
    proposed.touch()
    assert free_path(proposed).name == "kantor-2.jangkau"
    free_path(proposed).touch()
    assert free_path(proposed).name == "kantor-3.jangkau"
    (tmp_path / "kantor-3.jangkau.keys").touch()
    assert free_path(proposed).name == "kantor-4.jangkau"


@pytest.mark.parametrize(
    ("start", "signal"), [("Open", "open_asked"), ("Look around", "demo_asked")]
)
@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_other_ways_are_taken_by_key(qtbot, form, start, signal, key):
    option(form, start).setFocus()
    with qtbot.waitSignal(getattr(form, signal)):
        press(form, key)


def test_the_other_language_is_asked_for_and_the_present_one_is_not(qtbot, form):
    with qtbot.waitSignal(form.language_chosen) as told:
        QTest.mouseClick(option(form, "Bahasa"), Qt.MouseButton.LeftButton)
    assert told.args == ["id"]
    with qtbot.assertNotEmitted(form.language_chosen):
        QTest.mouseClick(option(form, "English"), Qt.MouseButton.LeftButton)


def test_the_language_spoken_is_the_one_ticked(show):
    speak("id")
    assert option(show(), "Bahasa").isChecked()


def test_what_was_typed_is_carried_into_another_language_but_no_password(at_protection, show):
    type_password(at_protection)
    state = at_protection.state()
    other = show()
    other.restore(state)
    assert PASSWORD not in repr(state)
    assert other.state() == state
    assert field(other, "New password").text() == ""


def test_while_it_works_nothing_can_be_pressed_and_a_failure_gives_it_back(qtbot, at_protection):
    type_password(at_protection)
    at_protection.busy("Making the office's database…")
    assert at_protection.is_busy()
    assert not at_protection.may_leave()
    with qtbot.assertNotEmitted(at_protection.finished):
        QTest.keyClick(at_protection, Qt.Key.Key_Return)
        QTest.keyClick(at_protection, Qt.Key.Key_Escape)
    assert not button(at_protection, "Create").isEnabled()
    assert not button(at_protection, "Back").isEnabled()
    at_protection.fail("<b>Nothing</b> can be kept in /x.")
    assert seen(at_protection, Notice)[0].text() == "<b>Nothing</b> can be kept in /x."
    assert field(at_protection, "New password").text() == PASSWORD
    assert button(at_protection, "Create").isEnabled()


def test_hostile_text_goes_through_as_it_was_typed(qtbot, form):
    press(form, Qt.Key.Key_Return)
    type_office(form)
    field(form, "Office").setText(HOSTILE)
    press(form, Qt.Key.Key_Return)
    type_password(form)
    with qtbot.waitSignal(form.finished) as told:
        press(form, Qt.Key.Key_Return)
    assert told.args[0].office.name == HOSTILE


def test_every_control_of_every_step_has_a_name(at_protection):
    window = at_protection.window()
    assert unnamed(window) == []
    at_protection.findChild(QCheckBox).setFocus()
    press(at_protection, Qt.Key.Key_Escape)
    assert unnamed(window) == []
    field(at_protection, "Office").setFocus()
    press(at_protection, Qt.Key.Key_Escape)
    assert unnamed(window) == []


def test_the_fields_of_office_and_officer_stand_below_one_another(form):
    press(form, Qt.Key.Key_Return)
    left = {
        one.mapTo(form, one.rect().topLeft()).x()
        for one in (field(form, "Office"), field(form, "Your name"))
    }
    assert len(left) == 1
    assert form.findChild(OfficeForm).isVisible()
    assert form.findChild(OfficerForm).isVisible()


def test_the_place_is_said_whatever_it_is_called(stage, messages):
    made = WelcomeForm(Path("/tmp/<i>x</i>/kantor.jangkau"), messages)
    stage.layout().addWidget(made)
    shown = [text for text in made.findChildren(Text) if text.text() == "/tmp/<i>x</i>"]
    assert [text.textFormat() for text in shown] == [Qt.TextFormat.PlainText]
