"""The office moves to a server in the window, works there, and comes back to a file."""

from uuid import uuid4

import pytest
from PySide6.QtWidgets import QCheckBox

from models.server.drafts import AddressDraft
from tests import server as server_of_tests
from tests.desktop.programs import *  # noqa: F403 - fixtures are found by name
from tests.desktop.programs import _dressed  # noqa: F401 - which the star leaves out
from ui.forms.moving_form import MovingForm
from ui.forms.recovery_form import RecoveryForm
from ui.pages.home_page import HomePage
from ui.pages.settings_page import SettingsPage
from ui.panes.settings_server import ServerPanel

pytestmark = pytest.mark.of_files("moves a file to a server itself")
PASSWORD = "sawah hijau pagi"


@pytest.fixture
def address(server):
    with server_of_tests.database(server, f"window_{uuid4().hex}") as found:
        yield found


def server_panel(program, hand):
    program.shell.show_page("settings", section="data")
    return hand.wait_for(SettingsPage).turn_to(ServerPanel)


def keep_words(hand):
    """Say of words or a code shown once that they are kept."""
    form = hand.wait_for(RecoveryForm)
    form.findChild(QCheckBox).setChecked(True)
    hand.click("Go on")


@pytest.mark.usefixtures("opened_plain")
def test_there_and_back(program, hand, address, messages, tmp_path, qtbot):
    store, going = program._workshop.store, server_panel(program, hand).going
    officer = store.officer_id
    going.form.show_draft(
        AddressDraft(address.host, str(address.port), address.database, address.user)
    )
    going.try_it()
    qtbot.waitUntil(going.move_button.isEnabled)
    going.move_button.click()
    keep_words(hand)
    assert hand.seen(MovingForm) != [] or not store.in_file
    qtbot.waitUntil(lambda: program._workshop.store is not store)
    there = program._workshop.store
    assert not there.in_file
    assert there.officer_id == officer
    assert program._settings.last_database.startswith("postgresql://")
    assert "found the same" in messages.told[-1][0]

    coming = server_panel(program, hand).coming
    coming.begin.click()
    for name in ("New password", "The same once more"):
        hand.type(name, PASSWORD)
    messages.files = [tmp_path / "pulang.jangkau"]
    coming.agree.click()
    keep_words(hand)
    hand.wait_for(HomePage)
    back = program._workshop.store
    assert back.path == tmp_path / "pulang.jangkau"
    assert back.signed_in
    assert back.officer_id == officer
    assert "found the same" in messages.told[-1][0]
