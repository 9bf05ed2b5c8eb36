import os
import shutil
import sqlite3

import pytest

from models import opening
from models.backups.erased import Erased, add_erased
from models.backups.making import back_up
from models.backups.office_mark import office_mark
from models.base import utc_now
from models.keys import slots_path
from models.people.tables import Person
from models.progress import finish
from tests import factories as a
from tests.desktop.programs import *  # noqa: F403 - fixtures are found by name
from tests.desktop.programs import PASSWORD, _dressed, store  # noqa: F401 - which the star leaves out
from ui.forms.unlock_form import TroubleForm, UnlockForm
from ui.forms.welcome_form import WelcomeForm
from ui.look import Role
from ui.pages.home_page import HomePage


def test_a_plain_database_opens_at_once(opened_plain, program, settings):
    assert settings.recent_databases == [str(opened_plain)]
    assert program.shell.window.windowTitle().endswith("Jangkau")


def test_a_wrong_password_is_told_and_the_next_try_succeeds(hand, program, protected, qtbot):
    program.begin(protected)
    form = hand.wait_for(UnlockForm)
    hand.unlock("salah sekali")
    qtbot.waitUntil(lambda: form.said() != "")
    assert form.said() == "That is not the password of this database. Please try again."
    hand.unlock(PASSWORD)
    hand.wait_for(HomePage)


def test_the_recovery_code_opens_it(hand, program, protected, sealed):
    program.begin(protected)
    hand.wait_for(UnlockForm)
    hand.unlock(sealed[1])
    hand.wait_for(HomePage)


def test_the_last_database_is_opened_again(hand, program, settings, plain):
    settings.last_database = str(plain)
    program.begin(None)
    hand.wait_for(HomePage)


def missing(path):
    path.unlink()
    return f"There is no database at {path}."


def damaged(path):
    content = bytearray(path.read_bytes())
    content[5000:90000] = os.urandom(85000)
    path.write_bytes(content)
    return "polos.jangkau is damaged or is not a database of this program. "


def a_letter(path):
    path.write_bytes(b"halo, ini surat biasa\n" * 300)
    return "polos.jangkau is damaged or is not a database of this program. "


def empty(path):
    path.write_bytes(b"")
    return "polos.jangkau is damaged or is not a database of this program. "


def a_folder(path):
    path.unlink()
    path.mkdir()
    return f"{path} cannot be read."


def newer(path):
    with sqlite3.connect(path) as raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")
    raw.close()
    return "polos.jangkau was last used by a newer version of this program. "


def foreign(path):
    path.unlink()
    with sqlite3.connect(path) as raw:
        raw.execute("CREATE TABLE lagu (judul TEXT)")
    raw.close()
    return "polos.jangkau is a database of another program."


def without_office(path):
    path.unlink()
    opening.create(path).close()
    return "polos.jangkau holds no office. "


TROUBLES = [missing, damaged, a_letter, empty, a_folder, newer, foreign, without_office]


@pytest.mark.parametrize("spoil", TROUBLES)
def test_what_cannot_be_opened_is_told_in_a_sentence_with_a_way_on(
    hand, program, messages, plain, tmp_path, spoil
):
    other = shutil.copy(plain, tmp_path / "lain.jangkau")
    text = spoil(plain)
    program.begin(plain)
    form = hand.wait_for(TroubleForm)
    assert form.text().startswith(text)
    messages.files = [other]
    hand.click("Open another database")
    hand.wait_for(HomePage)


def test_a_read_only_file_is_told_and_opens_once_it_is_mended(hand, program, plain, monkeypatch):
    with monkeypatch.context() as system:
        system.setattr("models.opening.os.access", lambda *_given: False)
        program.begin(plain)
        form = hand.wait_for(TroubleForm)
    assert form.text().startswith("polos.jangkau cannot be changed where it lies (read-only).")
    hand.enter()
    hand.wait_for(HomePage)


def test_a_lost_key_file_is_told(hand, program, protected):
    slots_path(protected).unlink()
    program.begin(protected)
    form = hand.wait_for(TroubleForm)
    assert form.text().startswith("The key file kantor.jangkau.keys is missing")


def test_a_damaged_protected_file_is_told_after_its_password(hand, program, protected):
    content = bytearray(protected.read_bytes())
    content[4096:9000] = os.urandom(4904)
    protected.write_bytes(content)
    program.begin(protected)
    hand.wait_for(UnlockForm)
    hand.unlock(PASSWORD)
    assert hand.wait_for(TroubleForm).text().startswith("kantor.jangkau is damaged")


def test_the_way_on_may_be_a_new_office(hand, program, plain):
    missing(plain)
    program.begin(plain)
    hand.wait_for(TroubleForm)
    hand.click("Set up a new office")
    hand.wait_for(WelcomeForm)


def test_trouble_is_told_again_in_another_language(hand, program, plain, qtbot):
    missing(plain)
    program.begin(plain)
    first = hand.wait_for(TroubleForm)
    hand.choose("language_id")
    qtbot.waitUntil(lambda: first not in hand.seen(TroubleForm) and hand.seen(TroubleForm) != [])


def test_a_file_that_cannot_be_opened_leaves_the_open_one_as_it_is(
    hand, opened_plain, messages, tmp_path, qtbot
):
    letter = tmp_path / "surat.jangkau"
    letter.write_text("halo")
    messages.files = [letter]
    hand.choose("open_database")
    qtbot.waitUntil(lambda: messages.told != [])
    assert messages.told[0][0].startswith("surat.jangkau is damaged")
    assert messages.told[0][1] is Role.DANGER
    assert hand.seen(HomePage) != []


def test_another_database_takes_the_place_of_the_open_one(
    hand, program, opened_plain, protected, messages
):
    messages.files = [protected]
    hand.choose("open_database")
    hand.wait_for(UnlockForm)
    assert program.shell.workspace is None
    hand.unlock(PASSWORD)
    hand.wait_for(HomePage)
    assert store(program).path == protected


def test_from_a_copy_of_a_known_database_who_was_erased_since_is_erased_and_told(
    hand, program, opened_plain, messages, tmp_path, qtbot
):
    with store(program).writing("Add") as session:
        session.add(her := a.person(name="Zulaikha"))
        session.flush()
        gone = her.id
    (tmp_path / "stick").mkdir()
    copy = finish(back_up(store(program), tmp_path / "stick" / "salinan.jangkau"))
    mark = office_mark(store(program))
    add_erased(opened_plain, [mark.signed(Erased(gone, "HPS-1", utc_now()))])
    messages.files = [copy]
    hand.choose("open_database")
    qtbot.waitUntil(lambda: messages.told != [])
    assert messages.told[0][0].startswith("This is an older copy. 1 person")
    assert messages.told[0][1] is Role.WARNING
    with store(program).reading() as session:
        assert session.get(Person, gone).name == "—"


def test_unsaved_work_keeps_the_database_open(hand, program, opened_plain, messages):
    program.shell.show_page("settings")
    hand.type("Town", "Malinau")
    messages.agrees = False
    hand.choose("open_database")
    assert [question.agree for question in messages.asked] == ["Discard changes"]
