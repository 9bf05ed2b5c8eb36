"""The window on an office that is kept by a server."""

from contextlib import closing, contextmanager
from dataclasses import replace
from uuid import uuid4

import pytest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton
from sqlalchemy import text

from desktop.at_server import keep_aside, open_there
from models.engines.postgres import Server
from models.office.operations import set_up_office
from models.office.tables import Desk
from models.partners.tables import Partner
from models.progress import finish
from models.server.credentials import said_of
from models.server.drafts import AddressDraft
from models.server.joining import join
from models.server.office_words import keep_seal, new_office_key, words_of
from models.server.opening import create_server, open_server
from models.server.reaching import NotReachedError
from models.store import Store
from models.unsaved import all_of
from tests import factories as a
from tests import server as server_of_tests
from tests.desktop.programs import *  # noqa: F403 - fixtures are found by name
from tests.desktop.programs import _dressed  # noqa: F401 - which the star leaves out
from tests.fixtures import EMPTY_ONE, OFFICE, OFFICE_ONE, OFFICER
from tests.keyrings import in_memory
from tests.models.server.test_opening import end_all
from tests.ui.reach import unnamed
from ui.forms.join_form import JoinForm
from ui.forms.server_form import ServerForm
from ui.forms.unlock_form import TroubleForm
from ui.pages.home_page import HomePage
from ui.pages.partners_page import PartnersPage
from ui.pages.people_page import PeoplePage
from ui.pages.settings_page import SettingsPage
from ui.panes.away_banner import AwayBanner
from ui.panes.settings_backup import BackupPanel
from ui.panes.settings_look import LookPanel

pytestmark = pytest.mark.of_files("opens a server's database itself")


@pytest.fixture
def address(server):
    name = f"window_{uuid4().hex}"
    with server_of_tests.database(server, name, OFFICE_ONE) as found:
        yield found


@pytest.fixture
def line(address):
    return said_of(Server(address, 0))


@pytest.fixture
def there(hand, program, line):
    """The window on the office at the server."""
    program.begin(line)
    hand.wait_for(HomePage)
    yield program
    program.close()


@pytest.fixture
def other(address):
    """Another computer at the server."""
    with closing(open_server(address, 2)) as store:
        yield store


def test_the_office_at_a_server_is_shown(there, line):
    assert OFFICE.name in {one.text() for one in there.shell.window.findChildren(QLabel)}
    assert there._settings.last_database == line


def test_the_program_begins_at_the_server_it_was_at(hand, program, there, line, qtbot):
    program.welcome()
    program.begin(None)
    qtbot.waitUntil(lambda: not program.busy)
    hand.wait_for(HomePage)


def test_every_page_opens(there, hand, qtbot):
    for name, _text, _icon in there.shell.workspace.entries():
        assert there.shell.show_page(name)
        qtbot.waitUntil(lambda: not there.busy)


def test_what_is_only_for_files_is_not_offered(there, hand):
    there.shell.show_page("settings", section="computer")
    page = hand.wait_for(SettingsPage)
    assert page.turn_to(LookPanel)
    with pytest.raises(ValueError, match="BackupPanel"):
        page.turn_to(BackupPanel)


def test_who_looks_after_the_server_backs_it_up(there, messages):
    there.back_up()
    assert "makes its backups" in messages.told[-1][0]


def test_what_another_computer_saves_is_seen_here(there, other, hand, qtbot):
    changed = []
    there._workshop.bench.changes.committed.connect(changed.append)
    with other.writing("Add") as session:
        session.add(a.person(name="Ani dari Meja Dua"))
    qtbot.waitUntil(lambda: changed != [])
    there.shell.show_page("people")
    hand.wait_for(PeoplePage)


def test_a_lost_server_is_told_over_all_pages_until_it_is_back(there, address, hand, qtbot):
    banner = there.shell.window.findChild(AwayBanner)
    assert banner.text() == ""
    said = []
    there._workshop.store.watch(lambda _reached: said.append(_reached))
    end_all(address)
    qtbot.waitUntil(lambda: said == [False, True])
    qtbot.waitUntil(lambda: banner.text() == "")


def test_the_banner_says_what_becomes_of_what_is_typed(there, qtbot):
    store = there._workshop.store
    there.speak("id")
    there.speak("en")  # the pages are made anew, and the banner with them
    banner = there.shell.workspace.findChild(AwayBanner)
    store._note_reached(False)
    qtbot.waitUntil(lambda: "stays here" in banner.text())
    store._note_reached(True)
    qtbot.waitUntil(lambda: banner.text() == "")


@contextmanager
def cut_off(address):
    """Have the server let nobody in, and end all connections: a network that is gone."""
    name = f'DATABASE "{address.database}"'
    server_of_tests.do(address.port, f"ALTER {name} ALLOW_CONNECTIONS false")
    end_all(address)
    yield
    server_of_tests.do(address.port, f"ALTER {name} ALLOW_CONNECTIONS true")


@pytest.fixture
def typing(there, hand, qtbot):
    """The page of partners with a new one half typed."""
    there.shell.show_page("partners")
    page = hand.wait_for(PartnersPage)
    page.add_record()
    write(page, "Dinas Perta")
    return page


def write(page, name):
    line = page._partner._form._name
    line.setText(name)
    line.textEdited.emit(name)


def test_a_form_that_is_being_typed_outlives_the_network_and_is_saved_afterwards(
    there, address, typing, messages, qtbot
):
    store, detail = there._workshop.store, typing._partner
    banner = there.shell.window.findChild(AwayBanner)
    with cut_off(address):
        qtbot.waitUntil(lambda: "as long as the program stays open" in banner.text())
        write(typing, "Dinas Pertanian")
        detail._save()
        qtbot.waitUntil(lambda: "nothing is saved" in detail.panel.notice.text())
        detail._keeper.keep_now()
        assert store.aside.holds
    qtbot.waitUntil(lambda: banner.text() == "")
    assert detail._form.draft().name == "Dinas Pertanian"
    detail._save()
    qtbot.waitUntil(lambda: detail.record_id is not None and not there.busy)
    with store.reading() as session:
        assert [one.name for one in session.query(Partner)] == ["Dinas Pertanian"]
    qtbot.waitUntil(lambda: all_of(store, "partner") == [])


@pytest.mark.usefixtures("typing")
def test_who_goes_on_with_a_packet_finds_what_was_typed_again(there, address, messages, qtbot):
    store = there._workshop.store
    with in_memory():
        keep_aside(store)
        with cut_off(address):
            banner = there.shell.window.findChild(AwayBanner)
            qtbot.waitUntil(lambda: "encrypted" in banner.text())
            messages.asked.clear()
            banner.findChild(QPushButton).click()
            assert messages.asked == ["Open a desk packet"]
            assert "encrypted" in banner.text()
        qtbot.waitUntil(lambda: banner.text() == "")
        assert [one.title for one in all_of(store, "partner")] == ["Dinas Perta"]


@pytest.mark.usefixtures("typing")
def test_who_would_lose_what_was_typed_is_asked(there, address, messages, qtbot):
    store = there._workshop.store
    with cut_off(address):
        qtbot.waitUntil(lambda: not store.reached)
        messages.agrees = False
        assert not there.shell.window.close()
        assert "has not been saved" in messages.asked[-1].text
        messages.agrees = True


def test_a_line_without_a_desk_joins_and_is_remembered_with_its_desk(hand, program, address):
    program.begin(said_of(Server(address, None)))
    hand.wait_for(HomePage)
    store = program._workshop.store
    with store.reading() as session:
        assert {one.number for one in session.query(Desk)} == {0, 1}
    assert program._settings.last_database == said_of(Server(address, 1))


def test_a_new_computer_joins_from_the_welcome(hand, program, address):
    program.welcome()
    hand.click("Join the office's server")
    form = hand.wait_for(JoinForm)
    assert unnamed(form) == []
    draft = AddressDraft(address.host, str(address.port), "no_such", address.user)
    form.form.show_draft(draft)
    form.enter()
    hand._qtbot.waitUntil(lambda: "no such" in form.form.grid.row("database").said())
    form.form.show_draft(replace(draft, database=address.database))
    form.enter()
    hand.wait_for(HomePage)
    assert program._settings.last_database == said_of(Server(address, 1))


@pytest.fixture
def key(address):
    """The key with which the files of the office there are sealed."""
    key = new_office_key()
    with closing(Store(Server(address, None))) as office, office.rebuilding() as connection:
        keep_seal(connection, key)
    return key


def test_the_words_are_asked_for_at_each_start_and_wrong_ones_told_beside_them(
    hand, program, line, key, qtbot
):
    program.begin(line)
    form = hand.wait_for(ServerForm)
    assert "type the office's words" in form.said()
    assert unnamed(form) == []
    for words, said in (("sorak", "24"), (words_of(new_office_key()), "not the words")):
        form.words.setText(words)
        form.enter()
        qtbot.waitUntil(lambda said=said: said in form.said())
    form.words.setText(words_of(key))
    form.enter()
    hand.wait_for(HomePage)
    assert program._workshop.store.place.address.seal == key


def test_the_keyring_holds_the_words_of_who_joined_with_them(hand, program, address, key):
    with in_memory() as keyring:
        program.welcome()
        hand.click("Join the office's server")
        form = hand.wait_for(JoinForm)
        draft = AddressDraft(address.host, str(address.port), address.database, address.user)
        form.form.show_draft(draft)
        form.enter()
        row = form.form.grid.row("words")
        hand._qtbot.waitUntil(lambda: "type the office's words" in row.said())
        assert not keyring.kept
        form.form.words.setText(words_of(key))
        form.keep.setChecked(True)
        form.enter()
        hand.wait_for(HomePage)
        assert key.hex() in keyring.kept.values()
        with closing(finish(open_there(said_of(Server(address, 1))))) as store:
            assert store.place.address.seal == key


def test_a_desk_that_is_none_is_told(hand, program, address):
    program.begin(said_of(Server(address, 7)))
    form = hand.wait_for(ServerForm)
    assert "no desk of the office" in form.said()
    assert unnamed(form) == []


def test_another_offices_database_at_that_address_is_told_and_not_touched(
    server, hand, program, address
):
    line = said_of(Server(address, 1))
    join(address, "Meja depan").close()
    finish(open_there(line)).close()
    do = server_of_tests.do
    do(server, f'DROP DATABASE "{address.database}" WITH (FORCE)')
    server_of_tests.make(server, address.database, EMPTY_ONE)
    with closing(open_server(address, 0)) as other, other.writing() as session:
        set_up_office(session, replace(OFFICE, name="Kantor Cabang Malinau"), OFFICER)
        session.add(Desk(number=1, name="Meja depan"))
    program.begin(line)
    assert "another office" in hand.wait_for(ServerForm).said()
    with closing(open_server(address, 0)) as other, other.reading() as session:
        schemas = text("SELECT count(*) FROM pg_namespace WHERE nspname = 'desk_1'")
        assert session.scalar(schemas) == 0


def test_a_server_that_is_away_is_told_and_tried_again(hand, program, address, qtbot):
    name = address.database
    program.begin(said_of(Server(address, 0)).replace(name, "not_yet_there"))
    form = hand.wait_for(ServerForm)
    assert "no such database" in form.said()
    server_of_tests.make(address.port, "not_yet_there", OFFICE_ONE)
    try:
        form.enter()
        hand.wait_for(HomePage)
        program.close()
    finally:
        server_of_tests.do(address.port, "DROP DATABASE not_yet_there WITH (FORCE)")


def test_what_is_no_address_is_told(hand, program):
    program.begin("postgresql://nobody")
    assert "not the address of a server" in hand.wait_for(TroubleForm).text()


def test_an_open_database_stays_open_where_the_server_is_not_reached(
    opened_plain, program, messages, qtbot
):
    program.begin("postgresql://rina@127.0.0.1:1/jangkau?desk=0")
    qtbot.waitUntil(lambda: bool(messages.told))
    assert "does not answer" in messages.told[-1][0]
    assert program._workshop.store.path == opened_plain


def test_a_database_without_an_office_is_told(server):
    name = f"bare_{uuid4().hex}"
    with server_of_tests.database(server, name) as bare:
        create_server(bare).close()
        with pytest.raises(Exception, match="no office"):
            finish(open_there(said_of(Server(bare, 0))))


def test_a_password_that_is_wrong_is_told_beside_it(hand, program, address, qtbot):
    from tests.models.server.test_reaching import asking

    server_of_tests.do(address.port, f"CREATE ROLE r_{address.database} LOGIN PASSWORD 'benar'")
    rule = f"host {address.database} r_{address.database} 127.0.0.1/32 scram-sha-256"
    line = said_of(Server(address, 0)).replace("jangkau@", f"r_{address.database}@")
    try:
        with asking(address.port, rule):
            program.begin(line)
            form = hand.wait_for(ServerForm)
            form.findChild(QLineEdit).setText("salah")
            form.enter()
            qtbot.waitUntil(lambda: "password" in form.said())
            with pytest.raises(NotReachedError):
                finish(open_there(line, "salah"))
    finally:
        server_of_tests.do(address.port, f"DROP ROLE r_{address.database}")
