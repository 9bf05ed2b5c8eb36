import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from ui.forms.village_field import VillageField

PIMPING = "Desa Pimping, Kec. Tanjung Palas Utara, Kab. Bulungan, Kalimantan Utara 77218"


@pytest.fixture
def field(bench, stage, qtbot):
    """A field whose villages have been loaded."""
    made = VillageField(bench)
    stage.layout().addWidget(made)
    made.show()
    made.setFocus()
    qtbot.waitUntil(made.hasFocus)
    qtbot.waitUntil(lambda: made.ready)
    return made


def proposed(field):
    return [(one.text, one.detail) for one in field.proposals()]


def test_villages_of_the_offices_regency_are_proposed_first_with_all_they_lie_in(field):
    QTest.keyClicks(field, "pimp")
    assert proposed(field)[0] == (
        "Desa Pimping",
        "Tanjung Palas Utara · Kabupaten Bulungan · Kalimantan Utara",
    )
    assert len({detail for text, detail in proposed(field) if text == "Desa Pimping"}) > 1


def test_a_chosen_village_is_shown_in_full_and_has_its_code(field, qtbot):
    QTest.keyClicks(field, "pimping")
    with qtbot.waitSignal(field.changed):
        QTest.keyClick(field._list, Qt.Key.Key_Return)
    assert (field.code(), field.line()) == ("65.01.03.2002", PIMPING)
    assert field.village() == "Desa Pimping"


def test_typing_on_forgets_the_code(field, qtbot):
    field.show_village("65.01.03.2002", PIMPING)
    with qtbot.waitSignal(field.changed):
        QTest.keyClick(field, Qt.Key.Key_End)
        QTest.keyClicks(field, "x")
    assert field.code() == ""


@pytest.mark.parametrize("text", ["Dusun Baru", "<b>Pimping</b>", "'; DROP TABLE event", "🌾"])
def test_a_place_of_no_village_is_kept_as_it_was_written(field, text):
    field.setText("")
    field.insert(f" {text} ")
    assert (field.code(), field.line()) == ("", text)


def test_showing_a_village_tells_nobody(field, qtbot):
    with qtbot.assertNotEmitted(field.changed):
        field.show_village("65.01.03.2002", PIMPING)


def test_what_was_typed_before_the_villages_were_there_is_proposed_for_then(bench, stage, qtbot):
    made = VillageField(bench)
    stage.layout().addWidget(made)
    made.show()
    made.setFocus()
    qtbot.waitUntil(made.hasFocus)
    assert not made.ready, "the villages are loaded in another thread"
    QTest.keyClicks(made, "pimping")
    qtbot.waitUntil(lambda: bool(made.proposals()))
    assert proposed(made)[0][0] == "Desa Pimping"
