import os
from types import SimpleNamespace

import pytest

from models import opening
from models.backups.known import known_backups
from models.backups.making import make_backup
from models.in_use import hold
from models.keys import slots_path
from models.partners.drafts import PartnerDraft
from models.partners.operations import add_partner
from models.partners.tables import Partner
from models.progress import finish
from tests.desktop.programs import *  # noqa: F403 - fixtures are found by name
from tests.desktop.programs import PASSWORD, _dressed, store  # noqa: F401 - which the star leaves out
from tests.ui.reach import unnamed
from ui.forms.restore_form import RestoreForm
from ui.forms.unlock_form import TroubleForm, UnlockForm
from ui.forms.welcome_form import WelcomeForm
from ui.pages.home_page import HomePage
from ui.panes.home_backup import BackupLine
from ui.panes.settings_backup import BackupPanel
from ui.widgets.entries import EntryLine


@pytest.fixture
def backed_up(protected):
    """A protected database with a backup, and a partner added since."""
    made = opening.open_store(protected, PASSWORD)
    finish(make_backup(made))
    add(made, "Dinas Baru")
    made.close()
    return protected


def add(at, name):
    with at.writing() as session:
        add_partner(session, PartnerDraft(name=name))


def partners(program):
    with store(program).reading() as session:
        return [one.name for one in session.query(Partner)]


def unlocked(hand, program, path):
    program.begin(path)
    hand.wait_for(UnlockForm)
    hand.unlock(PASSWORD)
    return hand.wait_for(HomePage)


def choose_first(hand, qtbot):
    form = hand.wait_for(RestoreForm)
    line = next(
        one for one in hand.seen(EntryLine) if "before a restore" not in one.accessibleName()
    )
    line.chosen.emit(line._entry.value)
    qtbot.waitUntil(lambda: not form.is_busy())
    return form


def agree(hand, qtbot):
    hand.click("Restore")
    hand.wait_for(UnlockForm)
    hand.unlock(PASSWORD)
    hand.wait_for(HomePage)


def test_an_open_database_is_restored_after_saying_what_would_be_lost(
    hand, program, backed_up, qtbot, messages
):
    unlocked(hand, program, backed_up)
    program.restore_this()
    form = choose_first(hand, qtbot)
    assert unnamed(form) == []
    agree(hand, qtbot)
    assert any(text.startswith("Restored.") for text, _role in messages.told)
    aside = [one for one in known_backups(backed_up) if one.aside]
    assert len(aside) == 1


def test_a_restore_is_put_back_from_what_was_moved_aside(hand, program, protected, qtbot):
    made = opening.open_store(protected, PASSWORD)
    finish(make_backup(made))
    backup = known_backups(protected)[0].path
    add(made, "Dinas Baru")
    made.close()
    unlocked(hand, program, protected)
    program.restore_this(backup)
    qtbot.waitUntil(lambda: hand.seen(RestoreForm) and hand.seen(RestoreForm)[0].told() != "")
    assert hand.seen(RestoreForm)[0].told() == "1 action done since would be lost:"
    agree(hand, qtbot)
    assert partners(program) == []
    program.restore_this(next(one.path for one in known_backups(protected) if one.aside))
    qtbot.waitUntil(lambda: hand.seen(RestoreForm) and hand.seen(RestoreForm)[0].told() != "")
    agree(hand, qtbot)
    assert partners(program) == ["Dinas Baru"]


def test_a_damaged_database_leads_to_its_backups(hand, program, backed_up, qtbot):
    backed_up.write_bytes(os.urandom(backed_up.stat().st_size))
    program.begin(backed_up)
    hand.wait_for(UnlockForm)
    hand.unlock(PASSWORD)
    hand.wait_for(TroubleForm)
    hand.click("Restore a backup")
    choose_first(hand, qtbot)
    hand.unlock(PASSWORD)
    qtbot.waitUntil(lambda: hand.seen(RestoreForm)[0].told() != "")
    agree(hand, qtbot)
    assert partners(program) == []


def test_a_wrong_password_for_a_backup_is_told_beside_the_field(hand, program, backed_up, qtbot):
    backed_up.unlink()
    program.begin(backed_up)
    hand.wait_for(TroubleForm)
    hand.click("Restore a backup")
    form = choose_first(hand, qtbot)
    hand.unlock("bukan ini lho")
    qtbot.waitUntil(lambda: "neither" in form._row.said())
    hand.unlock(PASSWORD)
    qtbot.waitUntil(lambda: form.told() != "")


def test_what_can_be_read_of_a_damaged_database_is_saved(hand, program, backed_up, qtbot):
    content = bytearray(backed_up.read_bytes())
    content[-5000] ^= 255
    content[len(content) // 2] ^= 255
    backed_up.write_bytes(content)
    program.begin(backed_up)
    hand.wait_for(UnlockForm)
    hand.unlock(PASSWORD)
    hand.wait_for(TroubleForm)
    hand.click("Restore a backup")
    form = hand.wait_for(RestoreForm)
    hand.click("Save what can be read")
    hand.unlock(PASSWORD)
    qtbot.waitUntil(lambda: form.told() != "")
    agree(hand, qtbot)


def test_without_its_key_file_it_is_opened_by_that_of_a_backup(hand, program, backed_up, qtbot):
    slots_path(backed_up).unlink()
    program.begin(backed_up)
    hand.wait_for(TroubleForm)
    hand.click("Restore a backup")
    choose_first(hand, qtbot)
    hand.unlock(PASSWORD)
    qtbot.waitUntil(lambda: hand.seen(RestoreForm)[0].told() != "")
    agree(hand, qtbot)


def test_a_new_computer_begins_with_a_backup(hand, program, backed_up, messages, qtbot):
    backup = known_backups(backed_up)[0].path
    messages.files = [backup]
    program.begin(None)
    hand.wait_for(WelcomeForm)
    hand.click("Restore from a backup")
    form = hand.wait_for(RestoreForm)
    hand.click("Another file")
    qtbot.waitUntil(lambda: not form.is_busy())
    hand.unlock(PASSWORD)
    qtbot.waitUntil(lambda: form.told() != "")
    agree(hand, qtbot)


def test_back_from_the_backups_leads_to_the_database(hand, program, backed_up):
    unlocked(hand, program, backed_up)
    program.restore_this()
    hand.wait_for(RestoreForm)
    hand.click("Back")
    hand.wait_for(UnlockForm)


def test_a_database_that_another_program_has_is_told(hand, program, plain):
    held = hold(plain, "Siti")
    program.begin(plain)
    form = hand.wait_for(TroubleForm)
    assert "is open already" in form.text()
    assert "Siti" in form.text()
    held.let_go()
    hand.click("Try again")
    hand.wait_for(HomePage)


def test_letting_go_of_a_database_backs_up_what_was_done(hand, program, opened_plain):
    add(store(program), "Dinas Baru")
    program.close()
    assert known_backups(opened_plain)[0].counts


def test_the_first_page_tells_how_old_the_backup_is(hand, program, opened_plain, qtbot):
    line = hand.wait_for(BackupLine)
    qtbot.waitUntil(lambda: line.text() != "")
    assert line.text() == "There is no backup yet."
    hand.click("Back up now")
    qtbot.waitUntil(lambda: line.text().startswith("Last backup less than an hour ago, proven."))


def test_a_backup_that_fails_is_told_with_what_to_do_until_one_succeeds(
    hand, program, opened_plain, messages, monkeypatch, qtbot
):
    line = hand.wait_for(BackupLine)
    add(store(program), "Dinas Baru")
    with monkeypatch.context() as full:
        full.setattr("shutil.disk_usage", lambda _path: SimpleNamespace(free=10))
        program._workshop.safe.look()
        qtbot.waitUntil(lambda: program._workshop.safe.failed)
        assert "did not succeed" in messages.told[-1][0]
        line.read()
        qtbot.waitUntil(lambda: "No space left" in line.text())
        assert "has room" in line.text()
        panel = BackupPanel(program._workshop.bench)
        qtbot.addWidget(panel)
        assert "No space left" in panel.failure.text()
    hand.click("Back up now")
    qtbot.waitUntil(lambda: line.text().startswith("Last backup less than an hour ago"))
    panel.read()
    assert panel.failure.isHidden()
