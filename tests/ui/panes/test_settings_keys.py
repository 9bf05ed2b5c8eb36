"""The keys of cards in the settings, with files of other offices that are real."""

import json
import shutil
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from models import opening
from models.base import utc_now
from models.cards import revocations
from models.cards.ending import note_lost
from models.cards.office_keys import key_rows, write_keys
from models.cards.revocations import write_revocations
from models.cards.verifying import Standing, check_code
from tests import factories as a
from tests.fixtures import OFFICE
from tests.printed_cards import print_card, queue_card, set_up, signed
from tests.ui.reach import unnamed
from ui.panes.settings_keys import KeysPanel

TARAKAN = "Kantor Cabang Tarakan"


@pytest.fixture
def panel(bench, stage):
    made = KeysPanel(bench)
    stage.resize(900, 700)
    stage.layout().addWidget(made)
    made.show()
    return made


@pytest.fixture
def open_other(tmp_path, empty_file):
    """Set up other offices, each in a store of its own."""
    stores = []

    def _open(office):
        path = tmp_path / f"{len(stores)}.jangkau"
        shutil.copy(empty_file, path)
        stores.append(set_up(opening.open_store(path), replace(OFFICE, name=office)))
        return stores[-1]

    yield _open
    for store in stores:
        store.close()


@pytest.fixture
def tarakan(open_other):
    return open_other(TARAKAN)


@pytest.fixture
def key_file(tarakan, tmp_path):
    """The key of the other office, as a file."""
    file = tmp_path / "tarakan.jangkau-keys"
    with tarakan.writing() as session:
        write_keys(session, file)
    return file


@pytest.fixture
def list_file(tarakan, tmp_path):
    """Write the other office's list of revoked cards."""

    def _list_file(name="tarakan"):
        file = tmp_path / f"{name}.jangkau-revoked"
        with tarakan.writing() as session:
            write_revocations(session, file)
        return file

    return _list_file


def keep_with(store):
    """Return what keeps records in another store."""

    def _keep(record):
        with store.writing("Keep") as session:
            session.add(record)
            session.flush()
            session.expunge(record)
        return record

    return _keep


def check(store, code):
    with store.reading() as session:
        return check_code(session, code).verdict


def names(lines):
    return [line.accessibleName() for line in lines.lines()]


@pytest.fixture
def trusted(panel, key_file, settled):
    """The panel, once the other office's key was taken in."""
    panel.take_file(key_file)
    settled(lambda: panel.detail.isVisible())
    panel.detail.agree.click()
    settled(lambda: panel.listed.isVisible())
    return panel


def test_before_the_first_card_it_says_when_keys_are_made(panel):
    assert panel.own.lines() == []
    assert panel._no_own.text() == "The key is made with the first card."
    assert panel._no_others.isVisible()


def test_the_own_key_shows_itself_once_a_card_was_signed(panel, store, settled):
    signed(store)
    settled()
    [line] = names(panel.own)
    assert line.startswith("Kantor Cabang Bulungan, Key ")
    assert line.endswith(", Signs here")
    assert "not encrypted" in panel.exposed.text()


def test_a_key_is_shown_before_it_is_trusted(panel, store, tarakan, key_file, settled):
    panel.take_file(key_file)
    settled(lambda: panel.detail.isVisible())
    with tarakan.reading() as session:
        fingerprint = key_rows(session)[0].fingerprint
    assert panel.detail.facts.shown() == {"Office": TARAKAN, "Fingerprint": fingerprint}
    assert check(store, signed(tarakan)) is Standing.UNKNOWN_OFFICE
    assert panel.detail.back.hasFocus(), "a hasty Enter trusts nobody"


def test_a_key_taken_in_lets_cards_be_checked_and_can_be_undone(
    trusted, bench, store, tarakan, messages, settled
):
    assert check(store, signed(tarakan)) is Standing.GENUINE
    assert names(trusted.others)[0].startswith(f"{TARAKAN}, Key ")
    assert names(trusted.others)[0].endswith("No list was taken in yet., Trusted")
    assert messages.told[-1][0] == f"Cards of {TARAKAN} can be checked now."
    bench.undoing.undo()
    settled(lambda: trusted.others.lines() == [])
    assert check(store, signed(tarakan)) is Standing.UNKNOWN_OFFICE


def test_a_key_that_is_not_agreed_to_is_not_taken_in(panel, store, tarakan, key_file, settled):
    panel.take_file(key_file)
    settled(lambda: panel.detail.isVisible())
    QTest.keyClick(panel.detail.back, Qt.Key.Key_Escape)
    assert panel.listed.isVisible()
    panel.detail.agreed.emit()
    settled()
    assert check(store, signed(tarakan)) is Standing.UNKNOWN_OFFICE


def test_a_key_trusted_no_more_makes_its_cards_unknown(trusted, bench, store, tarakan, settled):
    trusted.others.lines()[0].chosen.emit(0)
    assert trusted.detail.agree.text() == "Trust no more"
    trusted.detail.agree.click()
    settled(lambda: names(trusted.others)[0].endswith("Not trusted"))
    assert check(store, signed(tarakan)) is Standing.UNKNOWN_OFFICE
    bench.undoing.undo()
    settled(lambda: names(trusted.others)[0].endswith("Trusted"))
    assert check(store, signed(tarakan)) is Standing.GENUINE


def test_a_key_let_go_offers_nothing_more_to_do(trusted, settled):
    trusted.others.lines()[0].chosen.emit(0)
    trusted.detail.agree.click()
    settled(lambda: trusted.listed.isVisible())
    trusted.others.lines()[0].chosen.emit(0)
    assert not trusted.detail.agree.isVisible()


def test_the_own_key_retires_and_what_it_signed_stays_genuine(panel, store, settled):
    old = signed(store)
    settled()
    panel.own.lines()[0].chosen.emit(0)
    assert panel.detail.agree.text() == "Retire"
    panel.detail.agree.click()
    settled(lambda: names(panel.own)[0].endswith("Retired"))
    new = signed(store, serial=2)
    settled(lambda: len(panel.own.lines()) == 2)
    assert [check(store, one) for one in (old, new)] == [Standing.GENUINE] * 2


# Files


def test_our_key_is_written_for_others_and_they_can_use_it(
    panel, store, tarakan, messages, tmp_path, settled
):
    file = tmp_path / "kunci.jangkau-keys"
    messages.files = [file]
    panel.give_keys.click()
    settled(lambda: panel.notice.isVisible())
    assert panel.notice.text() == "Saved as kunci.jangkau-keys. Send it to who checks our cards."
    assert b"PRIVATE" not in file.read_bytes()
    with store.reading() as session:
        [key] = key_rows(session)
    assert key.here
    assert json.loads(file.read_text())["office"] == "Kantor Cabang Bulungan"


@pytest.fixture
def lost(store, keep, event):
    """A card of ours that was printed and lost."""
    card, _owner = queue_card(keep, event)
    print_card(store, card)
    with store.writing() as session:
        note_lost(session, [card])


@pytest.mark.usefixtures("lost")
def test_our_list_says_how_many_cards_are_revoked(panel, messages, tmp_path, settled):
    messages.files = [tmp_path / "daftar.jangkau-revoked"]
    panel.give_list.click()
    settled(lambda: panel.notice.isVisible())
    assert panel.notice.text() == "daftar.jangkau-revoked was saved: 1 card is revoked."


def test_a_list_taken_in_revokes_its_cards_and_shows_its_day(
    trusted, store, tarakan, list_file, settled
):
    keep = keep_with(tarakan)
    card, _owner = queue_card(keep, keep(a.event()).id)
    code = print_card(tarakan, card)
    assert check(store, code) is Standing.GENUINE
    with tarakan.writing() as session:
        note_lost(session, [card])
    trusted.take_file(list_file())
    settled(lambda: check(store, code) is Standing.REVOKED)
    settled(lambda: "1 card, list of " in names(trusted.others)[0])


def test_an_older_list_is_refused_in_place(trusted, list_file, settled, monkeypatch):
    old = list_file("lama")
    later = utc_now() + timedelta(hours=1)
    monkeypatch.setattr(revocations, "utc_now", lambda: later)
    trusted.take_file(list_file("baru"))
    settled(lambda: "list of" in names(trusted.others)[0])
    trusted.take_file(old)
    settled(lambda: trusted.notice.isVisible())
    assert "a newer list of Kantor Cabang Tarakan was taken in already" in trusted.notice.text()


def test_a_list_of_an_office_not_known_is_refused_in_place(panel, list_file, settled):
    panel.take_file(list_file())
    settled(lambda: panel.notice.isVisible())
    assert "Take in its office's first." in panel.notice.text()


def change(file, **fields):
    file.write_text(json.dumps(json.loads(file.read_text()) | fields))


@pytest.mark.parametrize("office", ["Kantor Palsu", "<b>Kantor</b>"])
def test_an_altered_key_file_is_refused_in_place(panel, key_file, settled, office):
    change(key_file, office=office)
    panel.take_file(key_file)
    settled(lambda: panel.notice.isVisible())
    assert "was altered after it was signed" in panel.notice.text()
    assert panel.listed.isVisible()


@pytest.mark.parametrize(
    "content", [b"", b"\0" * 100, b"{}", b"[" * 5000, b'{"jangkau": 1}', b"PK\x03\x04"]
)
@pytest.mark.parametrize("suffix", ["jangkau-keys", "jangkau-revoked", "txt"])
def test_a_file_of_another_kind_is_refused_in_place(panel, tmp_path, settled, content, suffix):
    file = tmp_path / f"berkas.{suffix}"
    file.write_bytes(content)
    panel.take_file(file)
    settled(lambda: panel.notice.isVisible())
    assert "berkas" in panel.notice.text()
    assert panel.others.lines() == []


def test_a_file_that_is_gone_is_told_in_place(panel, tmp_path, settled):
    panel.take_file(tmp_path / "hilang.jangkau-keys")
    settled(lambda: panel.notice.isVisible())
    assert "could not be read" in panel.notice.text()


def test_our_own_key_is_not_taken_in(panel, store, tmp_path, settled):
    file = tmp_path / "kita.jangkau-keys"
    with store.writing() as session:
        write_keys(session, file)
    settled()
    panel.take_file(file)
    settled(lambda: panel.detail.isVisible())
    panel.detail.agree.click()
    settled(lambda: panel.notice.isVisible())
    assert "keys of this office itself" in panel.notice.text()


def test_where_nothing_can_be_written_that_is_told_in_place(panel, messages, tmp_path, settled):
    messages.files = [tmp_path / "tidak ada" / "kunci.jangkau-keys"]
    panel.give_keys.click()
    settled(lambda: panel.notice.isVisible())
    assert "could not be written" in panel.notice.text()
    assert panel.own.lines() == [], "and no key was made"


def test_an_office_with_a_hostile_name_is_shown_as_plain_text(panel, open_other, tmp_path, settled):
    name = "<img src=x> '; DROP TABLE office_key; --"
    file = tmp_path / "aneh.jangkau-keys"
    with open_other(name).writing() as session:
        write_keys(session, file)
    panel.take_file(file)
    settled(lambda: panel.detail.isVisible())
    assert panel.detail.facts.shown()["Office"] == name
    panel.detail.agree.click()
    settled(lambda: panel.listed.isVisible())
    assert names(panel.others)[0].startswith(name)


def test_leaving_the_settings_gives_up_what_was_offered(panel, key_file, settled):
    panel.take_file(key_file)
    settled(lambda: panel.detail.isVisible())
    assert panel.may_leave()
    assert panel.listed.isVisible()


def test_every_control_has_a_name(trusted, store, stage, settled):
    signed(store)
    settled()
    assert unnamed(stage) == []
    trusted.others.lines()[0].chosen.emit(1)
    assert unnamed(stage) == []
