import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox

from desktop.first_start import make_office
from models import opening
from models.errors import UserError
from models.events.queries import event_ids
from models.keys import slots_path
from models.office.drafts import OfficeDraft, OfficerDraft
from models.office.queries import office_draft, officers
from models.partners.drafts import PartnerDraft
from models.partners.operations import add_partner
from models.partners.queries import find_partners
from models.progress import finish
from tests.desktop.programs import *  # noqa: F403 - fixtures are found by name
from tests.desktop.programs import _dressed  # noqa: F401 - which the star leaves out
from tests.fixtures import OFFICE
from tests.ui.reach import said
from ui.forms.recovery_form import RecoveryForm
from ui.forms.unlock_form import UnlockForm
from ui.forms.welcome_form import WelcomeChoice, WelcomeForm
from ui.pages.home_page import HomePage
from ui.widgets.code_view import CodeView
from ui.widgets.notice import Notice
from ui.widgets.text import Text

PASSWORD = "sawah hijau pagi"


def fill_in_office(hand):
    """Go from the welcome to the last step, by keyboard."""
    hand.enter()
    hand.type("Office", "Kantor <b>Cabang</b> & Bulungan")
    hand.type("Town", "Tanjung Selor")
    hand.type("Head of the office", "Ahmad Contoh")
    hand.type("Your name", "Rina Contoh")
    hand.enter()


def make_protected(hand):
    """Go from the welcome to the recovery code, and return it."""
    fill_in_office(hand)
    hand.type("New password", PASSWORD)
    hand.type("The same once more", PASSWORD)
    hand.enter()
    form = hand.wait_for(RecoveryForm)
    return "-".join(one.text() for one in form.findChild(CodeView).findChildren(Text))


def go_on(hand):
    hand.seen(QCheckBox)[0].setChecked(True)
    hand.click("Go on")
    return hand.wait_for(HomePage)


def test_from_nothing_to_the_home_page_of_a_protected_office(hand, program, tmp_path, settings):
    program.begin(None)
    hand.wait_for(WelcomeForm)
    code = make_protected(hand)
    go_on(hand)
    path = tmp_path / "data" / "Jangkau" / "kantor.jangkau"
    assert settings.last_database == str(path)
    assert b"Bulungan" not in path.read_bytes()
    for secret in (PASSWORD, code):
        store = opening.open_store(path, secret)
        with store.reading() as session:
            assert office_draft(session).name == "Kantor <b>Cabang</b> & Bulungan"
            assert [one.name for one in officers(session)] == ["Rina Contoh"]
        store.close()
    assert "Encrypted database" in program.shell.status()


def test_the_second_start_asks_for_the_password_and_the_code_opens_it_too(hand, program):
    program.begin(None)
    hand.wait_for(WelcomeForm)
    code = make_protected(hand)
    go_on(hand)
    program.begin(None)
    hand.wait_for(UnlockForm)
    hand.unlock(code.lower().replace("-", " "))
    hand.wait_for(HomePage)


def test_an_office_without_protection_goes_straight_home(hand, program):
    program.begin(None)
    hand.wait_for(WelcomeForm)
    fill_in_office(hand)
    hand.seen(QCheckBox)[0].setChecked(True)
    hand.click("Create")
    hand.wait_for(HomePage)
    assert "Unprotected database" in program.shell.status()


def test_the_demonstration_has_events_and_never_overwrites_an_earlier_one(hand, program, tmp_path):
    program.begin(None)
    hand.wait_for(WelcomeForm)
    hand.click("Look around")
    hand.wait_for(HomePage)
    folder = tmp_path / "data" / "Jangkau"
    made = folder / "demo.jangkau"
    store = opening.open_store(made)
    with store.writing() as session:
        assert len(event_ids(session)) >= 5
        add_partner(session, PartnerDraft(name="Tried out"))
    store.close()
    program.welcome()
    hand.wait_for(WelcomeForm)
    hand.click("Look around")
    hand.wait_for(HomePage)
    assert sorted(one.name for one in folder.glob("*.jangkau")) == ["demo-2.jangkau", made.name]
    store = opening.open_store(made)
    with store.reading() as session:
        assert [row.name for row in find_partners(session, "Tried", 5)] == ["Tried out"]
    store.close()


@pytest.mark.parametrize("by_menu", [True, False])
def test_the_language_changes_in_place_and_keeps_what_was_typed(hand, program, settings, by_menu):
    program.begin(None)
    first = hand.wait_for(WelcomeForm)
    if by_menu:
        hand.enter()
        hand.type("Office", "Kantor Malinau")
        hand.choose("language_id")
    else:
        hand.click("Bahasa")
    other = hand.seen(WelcomeForm)[0]
    assert other is not first
    assert settings.language == "id"
    assert program.shell.action("language_id").isChecked()
    assert other.state().office.name == ("Kantor Malinau" if by_menu else "")


def test_the_recovery_code_stays_the_same_in_another_language(hand, program):
    program.begin(None)
    hand.wait_for(WelcomeForm)
    code = make_protected(hand)
    hand.choose("language_id")
    form = hand.seen(RecoveryForm)[0]
    shown = "-".join(one.text() for one in form.findChild(CodeView).findChildren(Text))
    assert shown == code


def test_the_recovery_code_is_not_left_for_another_database_unasked(hand, program, messages):
    program.begin(None)
    hand.wait_for(WelcomeForm)
    make_protected(hand)
    messages.agrees = False
    hand.choose("open_database")
    assert [question.agree for question in messages.asked] == ["Leave without it"]
    assert hand.seen(RecoveryForm) != []


def test_while_the_office_is_made_no_other_language_and_no_other_file_comes_between(
    hand, program, messages
):
    program.begin(None)
    form = hand.wait_for(WelcomeForm)
    fill_in_office(hand)
    form.busy("Making the office's database…")
    hand.choose("language_id")
    hand.choose("open_database")
    assert hand.seen(WelcomeForm) == [form]
    assert program.shell.action("language_en").isChecked()
    assert messages.asked == []


def test_a_folder_that_cannot_be_made_is_told_and_another_place_succeeds(
    hand, program, messages, tmp_path
):
    (tmp_path / "data").write_text("a file where the folder should be")
    program.begin(None)
    form = hand.wait_for(WelcomeForm)
    fill_in_office(hand)
    hand.type("New password", PASSWORD)
    hand.type("The same once more", PASSWORD)
    hand.enter()
    notice = hand.wait_for(Notice)
    assert notice.text().startswith("The file could not be written: ")
    assert not form.is_busy()
    messages.files = [tmp_path / "lain.jangkau"]
    hand.click("Change where")
    hand.click("Create")
    hand.wait_for(RecoveryForm)
    assert (tmp_path / "lain.jangkau").exists()


@pytest.mark.parametrize("password", [None, PASSWORD])
def test_an_office_that_cannot_be_made_leaves_nothing_behind(tmp_path, password, monkeypatch):
    def full(*_given):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("models.office.operations.shipped_occupations", full)
    path = tmp_path / "kantor.jangkau"
    choice = WelcomeChoice(path, OFFICE, OfficerDraft(name="Rina"), password)
    with pytest.raises(OSError, match="No space"):
        finish(make_office(choice))
    assert list(tmp_path.iterdir()) == []


def test_a_database_that_is_there_stays_as_it_is(tmp_path, plain):
    before = plain.read_bytes()
    with pytest.raises(UserError, match="is there already"):
        finish(make_office(WelcomeChoice(plain, OFFICE, OfficerDraft(name="Rina"), PASSWORD)))
    assert plain.read_bytes() == before
    assert not slots_path(plain).exists()


def test_the_key_file_of_a_database_that_was_moved_away_stays_as_it_is(tmp_path):
    path = tmp_path / "kantor.jangkau"
    slots_path(path).write_text("all that opens it")
    with pytest.raises(UserError, match=r"kantor\.jangkau\.keys is there already"):
        finish(make_office(WelcomeChoice(path, OFFICE, OfficerDraft(name="Rina"), PASSWORD)))
    assert slots_path(path).read_text() == "all that opens it"
    assert not path.exists()


def test_the_drafts_of_a_new_office_are_kept_whole(tmp_path):
    path = tmp_path / "deep" / "er" / "kantor.jangkau"
    office = OfficeDraft("عربي 🙂", "T" * 300, head_name="=HYPERLINK(1)", time_zone="Asia/Jayapura")
    made = finish(make_office(WelcomeChoice(path, office, OfficerDraft(name="../../x"), None)))
    with made.store.reading() as session:
        assert office_draft(session) == office
        assert [one.name for one in officers(session)] == ["../../x"]
    assert made.code is None
    made.store.close()


def test_enter_and_tab_alone_lead_through_the_welcome(hand, program):
    program.begin(None)
    hand.wait_for(WelcomeForm)
    hand.enter()
    asked = []
    while said(QApplication.focusWidget()) not in asked:
        asked.append(said(QApplication.focusWidget()))
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert asked[:4] == ["Office", "Town", "Address", "Phone"]
    assert "Your position" in asked
