"""Several people at one computer: who signs in sees what their role allows, and no more."""

import pytest
from PySide6.QtWidgets import QLineEdit

from desktop.tries import Tries
from models import opening, protecting
from models.office import pins
from models.office.drafts import OfficerDraft
from models.office.operations import add_officer
from models.office.pins import set_pin
from models.office.rights import BY_ROLE
from models.office.tables import Role
from tests.desktop.programs import *  # noqa: F403 - fixtures are found by name
from tests.desktop.programs import PASSWORD, _dressed, store  # noqa: F401 - which the star leaves out
from tests.fixtures import CHEAP
from ui.forms.unlock_form import UnlockForm
from ui.pages.home_page import HomePage

DESK_PASSWORD, PIN = "sawah hijau pagi", "4711"


@pytest.fixture
def shared(protected):
    """A protected database that Rina administers, and Budi of the desk opens, too."""
    made = opening.open_store(protected, PASSWORD)
    with made.writing() as session:
        budi = add_officer(session, OfficerDraft(name="Budi", role=Role.DESK_OFFICER)).id
    rina = made.officer_id or pins_owner(made)
    protecting.own_slot(protected, PASSWORD, rina, "Rina Contoh", CHEAP)
    protecting.add_user(made, budi, DESK_PASSWORD, CHEAP)
    made.close()
    return protected, rina, budi


def pins_owner(made):
    from models.office.at_desk import officer_here

    return officer_here(made)


def come_in(hand, program, path, officer_id, secret):
    program.begin(path)
    form = hand.wait_for(UnlockForm)
    form._who.show_value(officer_id)
    hand.unlock(secret)
    hand.wait_for(HomePage)


def entries(program):
    return [name for name, _text, _glyph in program.shell.workspace.entries()]


def test_the_desk_officer_sees_the_desk_and_nothing_else(hand, program, shared):
    path, _rina, budi = shared
    come_in(hand, program, path, budi, DESK_PASSWORD)
    assert store(program).rights == BY_ROLE[Role.DESK_OFFICER]
    assert entries(program) == ["home", "settings"]
    for hidden in ("people", "partners", "reports", "cards", "events"):
        assert program.shell.show_page(hidden) is False


def test_the_administrator_sees_everything(hand, program, shared):
    path, rina, _budi = shared
    come_in(hand, program, path, rina, PASSWORD)
    assert {"people", "partners", "reports", "cards", "events"} <= set(entries(program))


def test_nobody_comes_in_with_the_password_of_another(hand, program, shared, qtbot):
    path, rina, _budi = shared
    program.begin(path)
    form = hand.wait_for(UnlockForm)
    form._who.show_value(rina)
    hand.unlock(DESK_PASSWORD)
    qtbot.waitUntil(lambda: form.said() != "")
    assert hand.seen(HomePage) == []


def test_who_came_in_last_is_proposed(hand, program, shared):
    path, _rina, budi = shared
    come_in(hand, program, path, budi, DESK_PASSWORD)
    program.open(path)
    assert hand.wait_for(UnlockForm).officer_id() == budi


def test_another_officer_signs_in_at_the_lock_with_their_own_pin(hand, program, shared, qtbot):
    path, rina, budi = shared
    come_in(hand, program, path, rina, PASSWORD)
    set_pin(store(program), budi, PIN, CHEAP)
    hand.choose("lock")
    cover = hand.wait_for(UnlockForm)
    cover._who.show_value(budi)
    [line] = hand.seen(QLineEdit)
    line.setText(PIN)
    cover._submit()
    hand.wait_for(HomePage)
    qtbot.waitUntil(lambda: entries(program) == ["home", "settings"])
    assert (store(program).officer_id, store(program).signed_in) == (budi, True)


def test_wrong_passwords_make_one_wait_after_a_restart_too(
    hand, program, shared, settings, monkeypatch, qtbot
):
    monkeypatch.setattr(pins, "WAITS", (0, 30))
    path, _rina, _budi = shared
    program.begin(path)
    form = hand.wait_for(UnlockForm)
    for number in range(2):
        hand.unlock(f"salah sekali {number}")
        wanted = number + 1
        qtbot.waitUntil(lambda wanted=wanted: Tries(settings, path).wrong == wanted)
        qtbot.waitUntil(lambda: not program.busy)
    assert "Wait for" in form.said()
    program.open(path)
    qtbot.waitUntil(lambda: hand.seen(UnlockForm) not in ([], [form]))
    again = hand.seen(UnlockForm)[0]
    assert "Wait for" in again.said()
    assert PASSWORD not in str([settings.kept.value(key) for key in settings.kept.allKeys()])


def test_a_clock_that_is_turned_back_shortens_no_wait(settings, protected, monkeypatch):
    monkeypatch.setattr(pins, "WAITS", (30,))
    tries = Tries(settings, protected)
    assert tries.note_wrong() == 30
    monkeypatch.setattr("desktop.tries.time", lambda: 0.0)
    assert tries.left() == 30
    tries.forget()
    assert (tries.wrong, tries.left()) == (0, 0)


@pytest.mark.parametrize("odd", ["nan", "-inf", "1e999", "x"])
def test_a_count_that_somebody_else_wrote_keeps_nobody_from_signing_in(settings, protected, odd):
    tries = Tries(settings, protected)
    tries.note_wrong()
    for key in settings.kept.allKeys():
        settings.kept.setValue(key, odd)
    assert (tries.wrong, tries.left()) == (0, 0)
    assert tries.note_wrong() == 0


def test_another_officer_of_the_same_role_finds_what_was_half_typed(hand, program, shared, qtbot):
    path, rina, _budi = shared
    come_in(hand, program, path, rina, PASSWORD)
    with store(program).writing() as session:
        dewi = add_officer(session, OfficerDraft(name="Dewi", role=Role.ADMINISTRATOR)).id
    set_pin(store(program), dewi, PIN, CHEAP)
    qtbot.waitUntil(lambda: not program.busy)
    program.shell.show_page("people")
    workspace = program.shell.workspace
    hand.choose("lock")
    cover = hand.wait_for(UnlockForm)
    cover._who.show_value(dewi)
    [line] = hand.seen(QLineEdit)
    line.setText(PIN)
    cover._submit()
    qtbot.waitUntil(lambda: store(program).officer_id == dewi)
    assert program.shell.workspace is workspace


def test_wrong_tries_at_the_lock_count_on_after_a_restart(hand, program, shared, settings, qtbot):
    path, rina, _budi = shared
    come_in(hand, program, path, rina, PASSWORD)
    hand.choose("lock")
    hand.wait_for(UnlockForm)
    hand.unlock("salah sekali lagi")
    qtbot.waitUntil(lambda: Tries(settings, path).wrong == 1)
