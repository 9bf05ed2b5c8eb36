import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QPushButton,
    QWidget,
)

from tests.ui.reach import said
from ui.look import Role, color, rings_buttons
from ui.widgets.facts import Facts
from ui.widgets.form import FormGrid, go_to_problem
from ui.widgets.password_field import PasswordField


@pytest.fixture
def nik():
    return QLineEdit()


@pytest.fixture
def form(stage, nik):
    form = FormGrid()
    stage.layout().addWidget(form)
    form.add("nik", "&NIK", nik)
    form.add("name", "Na&ma", QLineEdit(), hint="As on the card")
    return form


def description(widget):
    return said(widget, QAccessible.Text.Description)


def test_a_label_leads_to_its_field(form, nik):
    label = next(label for label in form.findChildren(QLabel) if label.text() == "&NIK")
    assert label.buddy() is nik
    assert said(nik) == "NIK"


def test_a_problem_stands_below_its_field_and_is_read_aloud(form, nik):
    form.say({"nik": "15 digits; there must be 16."})
    assert form.row("nik").said() == "15 digits; there must be 16."
    assert description(nik) == "15 digits; there must be 16."
    message = next(label for label in form.findChildren(QLabel) if "16" in label.text())
    assert message.isVisible()
    assert (
        message.mapTo(form, message.rect().topLeft()).y() > nik.mapTo(form, nik.rect().center()).y()
    )


def test_of_a_line_beside_its_button_the_line_is_marked_and_tells_the_problem(stage):
    form, both, line = FormGrid(), QWidget(), QLineEdit()
    stage.layout().addWidget(form)
    row = QHBoxLayout(both)
    row.addWidget(line)
    row.addWidget(QPushButton("Choose"))
    both.setFocusProxy(line)
    form.add("file", "File", both)
    line.ensurePolished()
    plain = line.grab().toImage()
    form.say({"file": "There is no such file."})
    assert description(line) == "There is no such file."
    if rings_buttons():
        assert line.grab().toImage() != plain
    form.say({})
    assert description(line) == ""


def test_a_problem_is_written_in_the_ink_of_danger(form):
    form.say({"nik": "▇▇▇▇▇▇"})
    message = next(label for label in form.findChildren(QLabel) if "▇" in label.text())
    image = message.grab().toImage()
    pixels = {image.pixelColor(x, 5).name() for x in range(image.width())}
    assert color(Role.DANGER).ink.name() in pixels


def test_a_problem_that_is_mended_goes_and_the_hint_returns(form, nik):
    form.say({"nik": "Wrong", "name": "Missing"})
    assert form.row("name").said() == "Missing"
    form.say({})
    assert (form.row("nik").said(), form.row("name").said()) == ("", "As on the card")
    assert description(nik) == ""


def test_hostile_text_in_a_problem_is_only_letters(form):
    form.say({"nik": "<b>x</b>"})
    message = next(label for label in form.findChildren(QLabel) if "<b>" in label.text())
    assert message.textFormat().name == "PlainText"


def test_a_problem_of_a_field_that_is_not_here_is_an_error(form):
    with pytest.raises(KeyError):
        form.say({"village": "Unknown"})


def test_fields_side_by_side_share_a_label_unless_named(form):
    day, sex = QLineEdit(), QComboBox()
    sex.setAccessibleName("Sex")
    form.add("birth", "&Born · sex", day, sex)
    assert (said(day), said(sex)) == ("Born · sex", "Sex")
    form.say({"birth": "Not a day"})
    assert description(day) == description(sex) == "Not a day"


def test_a_field_of_several_parts_passes_its_name_on(form):
    password = PasswordField()
    form.add("password", "&Password", password)
    assert said(password.findChild(QLineEdit)) == "Password"


def test_a_row_can_be_hidden_with_its_label(form, nik):
    label = next(label for label in form.findChildren(QLabel) if label.text() == "&NIK")
    form.set_visible("nik", False)
    assert not nik.isVisible()
    assert not label.isVisible()
    form.set_visible("nik", True)
    assert nik.isVisible()


def test_a_label_stands_level_with_its_field(form, nik):
    form.say({"nik": "Wrong"})
    form.window().grab()
    label = next(label for label in form.findChildren(QLabel) if label.text() == "&NIK")
    heights = [w.mapTo(form, w.rect().center()).y() for w in (label, nik)]
    assert abs(heights[0] - heights[1]) <= 2


def test_a_label_stands_beside_the_first_of_many_lines(stage):
    form, facts, tall = FormGrid(), Facts(), QListWidget()
    facts.show_facts([(name, "0 mm") for name in ("Shifted", "Scale", "Turned", "Readings")])
    form.add("front", "Front side", facts)
    form.add("logo", "Logo", tall)
    stage.layout().addWidget(form)
    stage.grab()
    read, typed = form.findChildren(QLabel, options=Qt.FindChildOption.FindDirectChildrenOnly)
    first = facts.findChild(QLabel)
    lines = [w.mapTo(form, w.rect().topLeft()).y() for w in (read, first)]
    assert abs(lines[0] - lines[1]) <= 2
    assert typed.geometry().bottom() < tall.mapTo(form, tall.rect().center()).y()


def test_where_it_is_narrow_fields_go_below_their_labels(qtbot, stage):
    form, field = FormGrid(), QLineEdit()
    form.add("long", "A label of many words before the field", field)
    stage.layout().addWidget(form)
    label = form.findChild(QLabel, options=Qt.FindChildOption.FindDirectChildrenOnly)

    def below():
        return field.mapTo(form, field.rect().topLeft()).y() >= label.geometry().bottom()

    qtbot.waitUntil(lambda: field.isVisible() and not below())
    stage.resize(160, 400)
    qtbot.waitUntil(below)


def test_the_keyboard_goes_to_the_first_problem_that_is_seen(qtbot, form, nik):
    second = form.add("phone", "&Phone", QLineEdit())
    other = second.findChild(QLineEdit)
    qtbot.waitUntil(other.isVisible)
    other.setFocus()
    go_to_problem(form)
    assert form.window().focusWidget() is other, "nothing is wrong"
    form.say({"nik": "There must be 16.", "phone": "Too short."})
    go_to_problem(form)
    assert form.window().focusWidget() is nik
    form.set_visible("nik", False)
    go_to_problem(form)
    assert form.window().focusWidget() is other
