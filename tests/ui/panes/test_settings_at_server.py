"""The settings' card of an office at a server: which it is, the way back, the words."""

from contextlib import closing
from dataclasses import replace

import pytest

from models.office.operations import set_up_office
from models.server.office_words import new_office_key, words_of
from models.server.opening import create_server, open_server
from tests.fixtures import OFFICE, OFFICER
from tests.ui.panes.server_at_hand import *  # noqa: F403 - fixtures are found by name
from tests.ui.panes.server_at_hand import keep_it
from tests.ui.reach import unnamed
from ui.forms.recovery_form import RecoveryForm
from ui.panes.settings_server import ServerPanel
from ui.widgets.code_view import CodeView

pytestmark = pytest.mark.of_files("moves a file to a server itself")


@pytest.fixture
def at_server(bench, stage, address, ways):
    """The card of an office at a server."""
    create_server(address).close()
    with closing(open_server(address, 0)) as there:
        with there.writing() as session:
            set_up_office(session, OFFICE, OFFICER)
        made = ServerPanel(replace(bench, store=there), ways)
        stage.layout().addWidget(made)
        made.show()
        yield made


def test_at_a_server_it_says_which_and_leads_back(at_server, went, messages, tmp_path, settled):
    coming = at_server.coming
    assert coming.facts.shown()["Desk"] == "1"
    coming.begin.click()
    assert unnamed(at_server.window()) == []
    coming.password._password._line.setText("sawah hijau pagi")
    coming.password._again._line.setText("sawah hijau pagi")
    messages.files = [tmp_path / "pulang"]
    coming.agree.click()
    settled(lambda: went != [])
    with closing(went[0].store) as store:
        assert store.path == tmp_path / "pulang.jangkau"
        assert store.encrypted
        assert went[0].recovery_code


def test_a_file_that_is_there_is_told(at_server, messages, tmp_path, settled):
    coming = at_server.coming
    coming.begin.click()
    coming.password._password._line.setText("sawah hijau pagi")
    coming.password._again._line.setText("sawah hijau pagi")
    there = tmp_path / "ada.jangkau"
    there.write_text("mine")
    messages.files = [there]
    coming.agree.click()
    settled(lambda: coming.notice.text() != "")
    assert "there already" in coming.notice.text()
    assert there.read_text() == "mine"


def test_what_lies_there_in_clear_is_sealed_by_one_press(at_server, went, stage, settled, messages):
    words = at_server.words
    assert "as they are" in words.notice.text()
    words.seal.click()
    assert "closed on all other computers" in messages.asked[-1].explanation
    form = stage.findChild(RecoveryForm)
    assert went == []
    shown = form.findChild(CodeView).accessibleName()
    keep_it(form)
    settled(lambda: went != [])
    with closing(went[0].store) as store:
        assert words_of(store.place.address.seal).replace(" ", ", ") in shown
        assert went[0].sealed == 0


@pytest.fixture
def sealed_there(bench, stage, address, ways):
    """The card of an office at a server on which its files are sealed."""
    there = replace(address, seal=new_office_key(), password="rahasia server")
    with closing(create_server(there)) as store:
        with store.writing() as session:
            set_up_office(session, OFFICE, OFFICER)
        made = ServerPanel(replace(bench, store=store), ways)
        stage.layout().addWidget(made)
        made.show()
        made.key = there.seal
        yield made


def test_the_words_are_shown_again_to_who_knows_the_password(sealed_there, stage, settled):
    words = sealed_there.words
    words.show_again.click()
    assert unnamed(stage) == []
    secret = words.secret
    for typed in ("salah", "rahasia server"):
        assert stage.findChild(RecoveryForm) is None
        secret._secret._line.setText(typed)
        secret._agree.click()
        settled()
        assert ("not the password" in secret._grid.row("secret").said()) is (typed == "salah")
    form = stage.findChild(RecoveryForm)
    shown = form.findChild(CodeView).accessibleName()
    assert words_of(sealed_there.key).replace(" ", ", ") in shown
    assert "once more" in form._keeping.loss
    keep_it(form)
    assert secret._secret.text() == ""
