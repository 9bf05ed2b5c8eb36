"""Those who open the database: made, given another role, removed, remembered by the keyring."""

import keyring
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from models import opening, remembering
from models.keys import SlotKind, WrongSecretError, open_slot, read_slots
from models.office.pins import set_pin
from models.office.queries import officer_draft
from models.office.rights import BY_ROLE
from models.office.tables import Officer, Role
from tests.fixtures import CHEAP
from tests.models.test_protecting import InMemory
from tests.ui.pages.settings_at_hand import *  # noqa: F403 - fixtures are found by name
from tests.ui.pages.settings_at_hand import PASSWORD, names
from tests.ui.reach import unnamed
from ui.panes.settings_officers import OfficersPanel
from ui.panes.settings_safety import SafetyPanel

THEIRS, PIN = "kali sesayap deras", "4711"


@pytest.fixture
def office(protected, qtbot):
    """A protected bench with an administrator who could see things done, Agus, and a panel."""
    bench, _code = protected
    with bench.store.writing("Add") as session:
        session.add(Officer(name="Agus Salim", role=Role.ADMINISTRATOR))
    set_pin(bench.store, one(bench, "Agus Salim"), PIN, CHEAP)
    return bench


@pytest.fixture
def panel(office, stage, settle):
    made = OfficersPanel(office)
    stage.resize(800, 700)
    stage.layout().addWidget(made)
    settle()
    return made


@pytest.fixture
def settle(protected, qtbot):
    return lambda: qtbot.waitUntil(lambda: not protected[0].tasks.busy)


def one(bench, name):
    """Return the id of the officer of this name, also of one who was removed."""
    with bench.store.reading() as session:
        return session.query(Officer.id).filter(Officer.name == name).scalar()


def press(button):
    assert button.isVisible()
    assert button.isEnabled()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def add(panel, settle, name="Budi <b>Contoh</b>", role=Role.DESK_OFFICER):
    press(panel._add)
    QTest.keyClicks(panel.panel.form._name, name)
    panel.panel.form._role.show_value(role)
    panel.panel.form._role.picked.emit()
    press(panel.panel._save)
    settle()
    return one(panel._bench, name)


def give_password(panel, settle, officer, password=THEIRS):
    panel.show_officer(officer)
    press(panel._password)
    for line in panel.choosing.password.findChildren(QLineEdit):
        QTest.keyClicks(line, password)
    press(panel.choosing.agree)
    settle()


def opens(bench, secret):
    try:
        return open_slot(read_slots(bench.store.path), secret).slot.officer_id
    except WrongSecretError:
        return "nothing"


def test_somebody_new_is_added_with_their_role_and_their_own_password(panel, office, settle):
    budi = add(panel, settle)
    assert "Budi <b>Contoh</b>" in names(office)
    assert opens(office, THEIRS) == "nothing"
    give_password(panel, settle, budi)
    assert opens(office, THEIRS) == budi
    signed_in = opening.open_store(office.store.path, THEIRS)
    assert (signed_in.officer_id, signed_in.rights) == (budi, BY_ROLE[Role.DESK_OFFICER])
    signed_in.close()


def test_a_password_typed_differently_or_too_weak_cannot_be_kept(panel, settle):
    panel.show_officer(add(panel, settle))
    press(panel._password)
    first, again = panel.choosing.password.findChildren(QLineEdit)
    for typed, repeated in ((THEIRS, ""), (THEIRS, f"{THEIRS}x"), ("kali", "kali")):
        first.setText(typed)
        again.setText(repeated)
        assert not panel.choosing.agree.isEnabled()
    assert unnamed(panel.choosing) == []


def test_a_role_is_changed_and_holds_from_the_next_sign_in_on(panel, office, settle):
    budi = add(panel, settle)
    give_password(panel, settle, budi)
    panel.show_officer(budi)
    panel.panel.form._role.show_value(Role.READER)
    panel.panel.form._role.picked.emit()
    press(panel.panel._save)
    settle()
    with office.store.reading() as session:
        assert officer_draft(session, budi).role is Role.READER
    signed_in = opening.open_store(office.store.path, THEIRS)
    assert signed_in.rights == BY_ROLE[Role.READER]
    signed_in.close()
    office.undoing.undo()
    settle()
    with office.store.reading() as session:
        assert officer_draft(session, budi).role is Role.DESK_OFFICER


def test_one_with_a_password_is_removed_only_before_a_second_person(panel, office, settle):
    budi = add(panel, settle)
    give_password(panel, settle, budi)
    panel.show_officer(budi)
    press(panel._remove)
    settle()
    removal = panel.removal
    assert removal.whose.text() == "Budi <b>Contoh</b>"
    removal.second.who.show_value(one(office, "Agus Salim"))
    removal.second.who.picked.emit()
    assert not removal.agree.isEnabled()
    QTest.keyClicks(removal.second.secret.findChild(QLineEdit), "9999")
    press(removal.agree)
    settle()
    assert opens(office, THEIRS) == budi, "with a wrong PIN nobody is removed"
    assert removal.second.said()
    assert unnamed(removal) == []


def test_whose_removal_was_seen_opens_nothing_any_more(panel, office, settle):
    budi = add(panel, settle)
    give_password(panel, settle, budi)
    panel.show_officer(budi)
    press(panel._remove)
    settle()
    removal = panel.removal
    removal.second.who.show_value(one(office, "Agus Salim"))
    removal.second.who.picked.emit()
    QTest.keyClicks(removal.second.secret.findChild(QLineEdit), PIN)
    press(removal.agree)
    settle()
    assert opens(office, THEIRS) == "nothing"
    assert "Budi <b>Contoh</b>" not in names(office)
    assert opens(office, PASSWORD) is None, "the others come in as before"


@pytest.fixture
def ring(monkeypatch):
    """A keyring that is as sound as that of a system."""
    made, before = InMemory(), keyring.get_keyring()
    monkeypatch.setattr(remembering, "SOUND", (InMemory.__module__,))
    keyring.set_keyring(made)
    yield made
    keyring.set_keyring(before)


@pytest.fixture
def safety(panel, office, settle, stage, ring):
    """What protects the database, before an officer who signed in."""
    budi = add(panel, settle, role=Role.ADMINISTRATOR)
    give_password(panel, settle, budi)
    office.store.admit(budi)
    made = SafetyPanel(office, lambda: None, lambda _minutes: None)
    stage.layout().addWidget(made)
    return made


def remembered(bench):
    return [one for one in read_slots(bench.store.path) if one.kind is SlotKind.REMEMBERED]


def test_nothing_is_remembered_unless_somebody_ticks_it(safety, office, ring):
    assert not safety.remember.isChecked()
    assert (remembered(office), ring.kept) == ([], {})


def test_a_tick_lets_the_keyring_open_the_database_until_it_is_taken_back(
    safety, office, ring, settle
):
    safety.remember.click()
    settle()
    assert safety.remember.isChecked()
    assert safety.remember.hasFocus()
    [slot] = remembered(office)
    secret = remembering.remembered_here(office.store.path)
    again = opening.open_store(office.store.path, secret)
    assert again.officer_id == slot.officer_id == office.store.officer_id
    again.close()
    [(_service, entry)] = ring.kept
    assert "terkunci" not in entry
    safety.remember.click()
    settle()
    assert not safety.remember.isChecked()
    assert (remembered(office), ring.kept) == ([], {})


def test_without_a_sound_keyring_the_tick_says_so_and_stays_off(
    safety, office, ring, settle, monkeypatch
):
    monkeypatch.setattr(remembering, "SOUND", ())
    safety.remember.click()
    settle()
    assert not safety.remember.isChecked()
    assert "no keyring" in office.messages.told[-1][0]
    assert remembered(office) == []
