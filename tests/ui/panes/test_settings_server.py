"""The settings' card that leads to a server: what is found there, what is offered, what is said."""

from contextlib import closing
from dataclasses import replace

import psycopg
import pytest
from sqlalchemy import insert, select

from models.local_notes import noted
from models.moved import MOVED_TO
from models.office.drafts import OfficerDraft
from models.office.operations import add_officer, set_up_office
from models.office.rights import Role
from models.office.tables import local
from models.people.tables import Person
from models.progress import finish
from models.server.drafts import AddressDraft
from models.server.moving import copy_office
from models.server.office_words import new_office_key, words_of
from models.server.opening import create_server
from models.server.reaching import Part
from tests import factories as a
from tests.fixtures import OFFICE, OFFICER
from tests.keyrings import in_memory
from tests.models.server.test_going import login
from tests.ui.panes.server_at_hand import *  # noqa: F403 - fixtures are found by name
from tests.ui.panes.server_at_hand import keep_it
from tests.ui.reach import unnamed
from ui.forms.moving_form import MovingForm
from ui.forms.recovery_form import RecoveryForm
from ui.panes.settings_server import ServerPanel
from ui.widgets.code_view import CodeView
from ui.widgets.scrolling import Scrolling

pytestmark = pytest.mark.of_files("moves a file to a server itself")


@pytest.fixture
def panel(bench, stage, ways):
    stage.resize(700, 900)
    made = ServerPanel(bench, ways)
    stage.layout().addWidget(made)
    made.show()
    return made


@pytest.fixture
def going(panel):
    return panel.going


@pytest.fixture
def tried(going, address, settled):
    """Try an address, or the tests' own."""

    def _tried(**other):
        there = replace(address, **other)
        form = going.form
        form.show_draft(
            AddressDraft(
                there.host,
                str(there.port),
                there.database,
                there.user,
                certificate=str(there.root or ""),
            )
        )
        form.changed.emit()
        form.password.setFocus()
        going.look.click()
        settled(lambda: going.waiting.text() == "")
        return going

    return _tried


def offered(going):
    return going.move_button.isEnabled(), going.join_button.isEnabled()


def test_an_empty_database_can_be_moved_to_and_only_that_address(tried):
    going = tried()
    assert offered(going) == (True, False)
    assert "empty" in going.notice.text()
    assert "does not leave this computer" in going.facts.shown()["Encryption"]
    going.form.user.textEdited.emit("x")
    assert offered(going) == (False, False)


def test_what_is_wrong_is_told_beside_its_field(tried):
    for part, other in {
        Part.HOST: {"port": 1},
        Part.DATABASE: {"database": "no_such"},
        Part.USER: {"user": "no_such"},
        Part.CERTIFICATE: {"host": "127.0.0.2"},
    }.items():
        going = tried(**other)
        row = going.form.grid.row(part.value)
        assert row.said() not in ("", row._hint)
        assert offered(going) == (False, False)


def test_what_is_no_address_is_told_before_anybody_is_asked(going, bench):
    going.form.port.setText("rumah")
    going.try_it()
    assert not bench.tasks.busy
    assert "number" in going.form.grid.row("port").said()
    assert going.form.grid.row(Part.HOST.value).said()


def test_what_is_wrong_far_above_the_button_is_gone_to_and_seen(going, stage, settled):
    over = Scrolling(going, 4)
    stage.layout().addWidget(over)
    over.setMaximumHeight(150)
    bar = over.verticalScrollBar()
    settled(lambda: bar.maximum() > 0)
    bar.setValue(bar.maximum())
    going.look.click()
    settled(lambda: bar.value() < bar.maximum())
    assert going.form.host.hasFocus()
    assert not going.form.grid.row(Part.HOST.value).visibleRegion().isEmpty()


def test_a_whole_line_is_taken_apart(going):
    going.form.host.setText("postgresql://rina@kantor.example:5433/bulungan")
    going.form.host.editingFinished.emit()
    assert going.form.draft() == AddressDraft("kantor.example", "5433", "bulungan", "rina")


def test_another_office_is_told_and_nothing_offered(tried, address):
    with closing(create_server(address)) as store, store.writing() as session:
        set_up_office(session, replace(OFFICE, name="Kantor Cabang Malinau"), OFFICER)
    going = tried()
    assert offered(going) == (False, False)
    assert "another office" in going.notice.text()


def test_a_newer_or_older_version_is_told(tried, address):
    create_server(address).close()
    with psycopg.connect(**login(address), autocommit=True) as connection:
        connection.execute("UPDATE jangkau.alembic_version SET version_num = '9999'")
        assert "newer version" in tried().notice.text()
        connection.execute("UPDATE jangkau.alembic_version SET version_num = '0010'")
    going = tried()
    assert "older version" in going.notice.text()
    assert offered(going) == (True, False)


def test_the_office_moves_with_its_password_kept_and_goes_on(
    tried, went, bench, keep, settled, stage
):
    keep(a.person(name="Ani"))
    going, store, messages = tried(), bench.store, bench.messages
    with in_memory() as keyring:
        going.keep.setChecked(True)
        going.form.password._line.setText("apa saja")
        going.look.click()
        settled(going.move_button.isEnabled)
        going.move_button.click()
        form = stage.findChild(RecoveryForm)
        assert unnamed(form) == []
        assert noted(store, MOVED_TO) is None  # nothing moves before the words are kept
        shown = form.findChild(CodeView).accessibleName()
        keep_it(form)
        settled(lambda: went != [])
        key = went[0].store.place.address.seal
        assert words_of(key).replace(" ", ", ") in shown
        assert {"apa saja", key.hex()} <= set(keyring.kept.values())
    with closing(went[0].store) as there, there.reading() as session:
        assert session.scalars(select(Person.name)).all() == ["Ani"]
        assert there.officer_id == store.officer_id
    assert not went[0].asks
    assert noted(store, MOVED_TO)
    assert "backup" in messages.asked[-1].explanation


def test_what_the_office_left_there_is_told_and_replaced_if_that_is_agreed_to(
    tried, went, address, bench, settled, stage
):
    messages = bench.messages
    with closing(create_server(replace(address, seal=new_office_key()))) as there:
        finish(copy_office(bench.store, there))
        with there.rebuilding() as connection:
            connection.execute(insert(local).values(key=MOVED_TO, value="pulang.jangkau"))
    with bench.store.writing("Add") as session:
        session.add(a.person(name="Ani"))
    going = tried()
    assert offered(going) == (True, False)
    assert "can move there again" in going.notice.text()
    going.move_button.click()
    assert (messages.asked[-1].agree, messages.asked[-1].harmful) == ("Replace and move", True)
    assert going.facts.shown()["Left there"] in messages.asked[-1].explanation
    keep_it(stage.findChild(RecoveryForm))
    settled(lambda: went != [])
    with closing(went[0].store) as there, there.reading() as session:
        assert session.scalars(select(Person.name)).all() == ["Ani"]


def test_what_this_file_lacks_is_told_and_nothing_offered(tried, address, store):
    with closing(create_server(address)) as there:
        finish(copy_office(store, there))
        with there.writing("Add") as session:
            session.add(a.person(name="Only there"))
        with there.rebuilding() as connection:
            connection.execute(insert(local).values(key=MOVED_TO, value="pulang.jangkau"))
    going = tried()
    assert offered(going) == (False, False)
    assert "pulang.jangkau" in going.notice.text()


def test_who_does_not_agree_stays(tried, messages, bench):
    messages.agrees = False
    tried().move_button.click()
    assert not bench.tasks.busy


def test_a_computer_joins_the_office_that_is_there_and_is_told_what_stays_behind(
    tried, went, address, keep, bench, settled
):
    store, messages = bench.store, bench.messages
    with closing(create_server(address)) as there:
        finish(copy_office(store, there))
    keep(a.person(name="Only here"))
    going = tried()
    assert offered(going) == (False, True)
    going.join_button.click()
    settled(lambda: went != [])
    assert "1 action in this file is not on the server" in messages.asked[-1].explanation
    assert went[0].store.place.desk_number == 1
    went[0].store.close()
    assert noted(store, MOVED_TO) is None


def test_who_does_not_keep_the_words_stays(tried, stage, store, went, messages, bench):
    going = tried()
    going.move_button.click()
    messages.agrees = True
    stage.findChild(RecoveryForm).window().close()
    assert "not shown again" in messages.asked[-1].explanation
    assert not bench.tasks.busy
    assert went == []
    assert noted(store, MOVED_TO) is None


def test_a_computer_joins_a_sealed_office_with_its_words_only(tried, went, address, bench, settled):
    sealed = replace(address, seal=new_office_key())
    with closing(create_server(sealed)) as there:
        finish(copy_office(bench.store, there))
    going = tried()
    row = going.form.grid.row(Part.WORDS.value)
    assert "sealed on this server" in row.said()
    for words, said in (("sorak tanggal", "24"), (words_of(new_office_key()), "not the words")):
        going.form.words.setText(words)
        going.look.click()
        settled(lambda: going.waiting.text() == "")
        assert said in row.said()
        assert offered(going) == (False, False)
    going.form.words.setText(words_of(sealed.seal))
    going.look.click()
    settled(going.join_button.isEnabled)
    going.join_button.click()
    settled(lambda: went != [])
    with closing(went[0].store) as store:
        assert store.place.address.seal == sealed.seal


def test_a_move_that_is_stopped_leaves_the_office_in_its_file(tried, store, went, stage, settled):
    going = tried()
    going.move_button.click()
    keep_it(stage.findChild(RecoveryForm))
    stage.findChild(MovingForm).strip.cancelled.emit()
    settled()
    assert went == []
    assert noted(store, MOVED_TO) is None


def test_only_an_administrator_may(bench, stage, store, ways):
    with store.writing() as session:
        officer = add_officer(session, OfficerDraft(name="Tono", role=Role.COORDINATOR)).id
    store.admit(officer)
    panel = ServerPanel(bench, ways)
    going = panel.going
    stage.layout().addWidget(panel)
    assert not going.look.isEnabled()
    assert not going.form.isEnabled()


def test_all_of_it_has_a_name(tried, stage):
    tried()
    assert unnamed(stage) == []
