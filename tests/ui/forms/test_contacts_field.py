import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QToolButton

from models.partners.drafts import ContactDraft
from tests.ui.reach import said
from ui.forms.contacts_field import ContactsField

RAHAYU = ContactDraft("Rahayu", "Kepala", "+6281255500101", "rahayu@example.org", 7)


@pytest.fixture
def field(stage):
    made = ContactsField()
    stage.layout().addWidget(made)
    made.show()
    return made


def test_contacts_are_given_back_with_their_ids(field):
    field.show_contacts([RAHAYU, ContactDraft("Lukas", id=9)])
    assert field.contacts() == (RAHAYU, ContactDraft("Lukas", id=9))


def test_a_new_contact_begins_at_its_name(field, qtbot):
    field._add.click()
    (block,) = field.blocks()
    qtbot.waitUntil(block._name.hasFocus)


def test_shown_anew_the_keyboard_stays_in_the_same_field(field, qtbot):
    field.show_contacts([RAHAYU])
    field._add.click()
    qtbot.waitUntil(field.blocks()[1]._name.hasFocus)
    field.blocks()[1]._email.setFocus()
    field.show_contacts([RAHAYU, ContactDraft("Lukas", id=9)])
    assert field.blocks()[1]._email.hasFocus()
    field.show_contacts([RAHAYU])
    assert field._add.hasFocus(), "and not somewhere else in the window"


def test_a_block_in_which_nothing_was_typed_is_no_contact(field):
    field._add.click()
    assert field.contacts() == ()


def test_typing_is_told_and_showing_is_not(field, qtbot):
    with qtbot.assertNotEmitted(field.changed):
        field.show_contacts([RAHAYU])
    with qtbot.waitSignal(field.changed):
        QTest.keyClicks(field.blocks()[0]._position, "x")


def test_a_contact_is_taken_out(field, qtbot):
    field.show_contacts([RAHAYU, ContactDraft("Lukas")])
    with qtbot.waitSignal(field.changed):
        field.blocks()[0]._out.click()
    assert field.contacts() == (ContactDraft("Lukas"),)
    assert field._add.hasFocus(), "and not some field of another contact"


@pytest.mark.parametrize(
    ("phone", "can_talk"), [("+6281255500101", True), ("+62552123456", False), ("", False)]
)
def test_only_mobile_numbers_can_be_talked_to(field, phone, can_talk):
    field.show_contacts([ContactDraft("Rahayu", phone=phone)])
    assert field.blocks()[0]._talk.isEnabled() is can_talk


def test_a_number_that_cannot_be_read_is_told(field):
    field.show_contacts([RAHAYU, ContactDraft("Lukas")])
    assert field.problem() == ""
    QTest.keyClicks(field.blocks()[1]._phone, "12")
    field._add.setFocus()
    assert "12" in field.problem()


def test_every_field_of_a_contact_has_a_name(field):
    field.show_contacts([RAHAYU])
    block = field.blocks()[0]
    parts = [*block.findChildren(QLineEdit), *block.findChildren(QToolButton)]
    assert len(parts) == 6
    assert all(said(part) for part in parts)
