"""The window at a computer whose login on the server has a role of its own."""

from dataclasses import replace
from uuid import uuid4

import pytest
from PySide6.QtWidgets import QPushButton

from models.engines.postgres import Server
from models.office.rights import BY_ROLE
from models.office.tables import Role
from models.server.credentials import said_of
from models.server.logins import make_login
from models.troubles import NotKeptError
from tests import server as server_of_tests
from tests.desktop.programs import *  # noqa: F403 - fixtures are found by name
from tests.desktop.programs import _dressed  # noqa: F401 - which the star leaves out
from tests.fixtures import OFFICE_ONE
from tests.models.server.test_opening import end_all
from tests.models.server.test_reaching import asking
from ui.forms.server_form import ServerForm
from ui.pages.home_page import HomePage
from ui.panes.away_banner import AwayBanner

pytestmark = pytest.mark.of_files("opens a server's database itself")


@pytest.mark.parametrize("role", [Role.DESK_OFFICER, Role.READER])
def test_every_page_opens_and_what_is_not_allowed_is_told(
    role, server, hand, program, messages, qtbot
):
    name = f"role_{uuid4().hex}"
    with server_of_tests.database(server, name, OFFICE_ONE) as owner:
        login = make_login(owner, f"{role} {name}", role, "cukup panjang")
        program.begin(said_of(Server(replace(owner, user=login.name), None)))
        hand.wait_for(HomePage)
        assert program._workshop.store.place.desk_number == login.number
        assert program._workshop.store.rights == BY_ROLE[role]
        assert any("whoever works here" in text for text, *_rest in messages.told)
        for page, _text, _icon in program.shell.workspace.entries():
            assert program.shell.show_page(page)
            qtbot.waitUntil(lambda: not program.busy)
        program.close()


def test_a_password_changed_while_one_works_is_asked_for_over_all_pages(
    server, hand, program, qtbot
):
    name = f"changed_{uuid4().hex}"
    with server_of_tests.database(server, name, OFFICE_ONE) as owner:
        login = make_login(owner, f"meja_{name}", Role.DESK_OFFICER, "cukup panjang")
        with asking(server, f"host {name} {login.name} 127.0.0.1/32 scram-sha-256"):
            program.begin(said_of(Server(replace(owner, user=login.name), login.number)))
            type_password(hand, "cukup panjang")
            make_login(owner, login.name, Role.DESK_OFFICER, "sudah diganti")
            end_all(owner)
            banner = program.shell.window.findChild(AwayBanner)
            qtbot.waitUntil(lambda: "password was changed" in banner.text())
            with (
                pytest.raises(NotKeptError, match="password was changed"),
                program._workshop.store.reading(),
            ):
                pass
            banner.findChild(QPushButton).click()
            type_password(hand, "sudah diganti")
            assert program._workshop.store.reached
            program.close()


def type_password(hand, password):
    """Type the password that the server wants, and wait until the office is open with it."""
    form = hand.wait_for(ServerForm)
    hand.type("Password of the server", password)
    form.enter()
    hand.wait_for(HomePage)
