"""Checking cards: typed, scanned and through the camera, with real keys and real signatures."""

import shutil
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from models import opening
from models.cards.ending import note_lost
from models.cards.office_keys import read_keys, take_in_keys, write_keys
from models.office.queries import today
from tests.fixtures import OFFICE
from tests.printed_cards import NIK, NUMBER, OWNER, altered, print_card, queue_card, set_up, signed
from tests.ui.cameras import multimedia  # noqa: F401 - a fixture, found by name
from tests.ui.panes.test_desk_scans import scan
from tests.ui.reach import unnamed
from ui.panes.card_check import REMEMBERED, CardCheck

HOSTILE = "<b>JK2:</b> '; DROP TABLE card; -- \u202e\U0001f600 =1+1"


@pytest.fixture
def pane(bench, stage, settings, qtbot, settled):
    settings.scanner = True
    made = CardCheck(bench)
    stage.resize(1100, 700)
    stage.layout().addWidget(made)
    made.show()
    made.begin()
    qtbot.waitUntil(made.field.hasFocus)
    settled()
    QTest.keyClick(QApplication.focusWindow(), Qt.Key.Key_Home)  # the first key takes Qt a while
    return made


@pytest.fixture
def owner(keep, event):
    """The card of somebody, queued, and who it is."""
    return queue_card(keep, event)


@pytest.fixture
def code(store, owner):
    return print_card(store, owner[0])


@pytest.fixture
def other(tmp_path, empty_file):
    """The store of another office."""
    path = tmp_path / "tarakan.jangkau"
    shutil.copy(empty_file, path)
    store = set_up(opening.open_store(path), replace(OFFICE, name="Kantor Cabang Tarakan"))
    yield store
    store.close()


@pytest.fixture
def type_in(pane, settled):
    """Paste a code into the line, and press Enter."""

    def _type_in(text):
        pane.field.setText(text)
        QTest.keyClick(pane.field, Qt.Key.Key_Return)
        settled()
        return standing(pane)

    return _type_in


def standing(pane):
    """Return the large word; nothing while none is shown."""
    return "" if pane.verdict.isHidden() else pane.verdict.banner.view.words.text()


def trust(store, of, file):
    """Take the key of one office into the store of another."""
    with of.writing() as session:
        write_keys(session, file)
    with store.writing() as session:
        take_in_keys(session, read_keys(file))


def test_a_card_of_ours_is_genuine_and_says_all_it_says(pane, type_in, code):
    assert type_in(code) == "Genuine"
    assert pane.verdict.facts.shown() == {
        "Number": NUMBER,
        "Kind": "Proof of registration",
        "Programmes": "JKK + JKM",
        "Covered until": "31 December 2022",
        "Issued on": "28 June 2022",
        "Serial": "K00-000001",
        "Office": "Kantor Cabang Bulungan",
        "Key": code_mark(pane),
    }


def code_mark(pane):
    return pane._shown.checked.verdict.mark


def test_whose_it_is_is_shown_with_the_nik_masked(pane, type_in, code):
    type_in(code)
    known = pane.verdict.known.shown()
    assert (known["Name"], known["NIK"]) == (OWNER, "650103••••••0002")
    assert known["This copy"].startswith("printed, not handed over, ")
    pane._eye.setChecked(True)
    assert pane.verdict.known.shown()["NIK"] == NIK


def test_the_key_that_shows_niks_does_so_as_long_as_it_is_held(pane, bench, type_in, code):
    type_in(code)
    bench.privacy.hold(on=True)
    assert pane.verdict.known.shown()["NIK"] == NIK
    bench.privacy.hold(on=False)
    assert NIK not in pane.verdict.known.shown().values()


def test_one_goes_to_the_person(pane, type_in, code, owner, went):
    type_in(code)
    pane.verdict.person.click()
    assert went == [("people", {"person_id": owner[1]})]


def test_a_cover_that_ended_is_told_with_a_genuine_card(pane, type_in, code):
    type_in(code)
    assert pane.verdict.cover.isVisible()
    assert "31 December 2022" in pane.verdict.cover.words.text()


def test_a_cover_that_runs_is_not_told(pane, type_in, store):
    with store.reading() as session:
        day = today(session)
    assert type_in(signed(store, valid_until=day)) == "Genuine"
    assert not pane.verdict.cover.isVisible()


def test_an_altered_code_tells_nothing_but_that(pane, type_in, code):
    assert type_in(altered(code)) == "Altered or damaged"
    assert set(pane.verdict.facts.shown()) <= {"Key"}
    assert not pane.verdict.known.isVisible()
    assert not pane.verdict.compare.isVisible()


def test_half_a_code_is_altered(type_in, code):
    assert type_in(code[:60]) == "Altered or damaged"


def test_a_lost_card_is_revoked_and_says_why(pane, type_in, code, store, owner):
    with store.writing() as session:
        note_lost(session, [owner[0]], "Jatuh di pasar")
    assert type_in(code) == "Revoked"
    assert pane.verdict.known.shown()["Reason"] == "Jatuh di pasar"
    assert pane.verdict.compare.isVisible()


def test_a_card_of_an_office_whose_key_is_not_here_is_of_an_unknown_office(type_in, other):
    assert type_in(signed(other)) == "Unknown office"


def test_a_key_that_is_taken_in_is_counted_at_once(pane, type_in, other, store, tmp_path, settled):
    assert type_in(signed(other)) == "Unknown office"
    trust(store, other, tmp_path / "tarakan.jangkau-keys")
    settled(lambda: standing(pane) == "Genuine")
    assert pane.verdict.facts.shown()["Office"] == "Kantor Cabang Tarakan"
    assert not pane.verdict.known.isVisible()


@pytest.mark.usefixtures("owner")
def test_a_code_nobody_signed_is_looked_up_and_believed_in_nothing(pane, type_in):
    assert type_in(f"JK1:P:{NUMBER}") == "Not signed"
    assert pane.verdict.known.shown()["Name"] == OWNER
    assert not pane.verdict.compare.isVisible()


@pytest.mark.parametrize("text", [HOSTILE, "6501034507880002", "x" * 5000, "JK3:1"])
def test_what_is_no_code_of_a_card_is_told(pane, type_in, text):
    assert type_in(text) == "Not a card's code"
    assert pane.verdict.banner.view.words.textFormat() is Qt.TextFormat.PlainText


def test_a_blank_line_checks_nothing(pane, type_in):
    assert type_in("   ") == ""
    assert pane.recent.lines() == []


def test_a_name_from_elsewhere_is_shown_as_plain_text(pane, type_in, keep, store, event):
    card, _owner = queue_card(keep, event, name="<b>Siti</b> \u202eitiS")
    assert type_in(print_card(store, card)) == "Genuine"
    assert pane.verdict.known.shown()["Name"] == "<b>Siti</b> \u202eitiS"


# The name


def compare(pane, name, *, enter=True):
    field = pane.verdict.compare.field
    field.setText(name)
    field.textEdited.emit(name)
    if enter:
        QTest.keyClick(field, Qt.Key.Key_Return)
    return pane.verdict.compare.row.said()


def test_a_name_that_fits_is_told_as_soon_as_it_does(pane, type_in, code):
    type_in(code)
    assert compare(pane, "siti rahmawati", enter=False).startswith("The name fits")


def test_a_name_half_typed_is_not_blamed(pane, type_in, code):
    type_in(code)
    hint = pane.verdict.compare.row.said()
    assert compare(pane, "Siti Rah", enter=False) == hint


def test_a_name_that_does_not_fit_is_told_once_it_is_whole(pane, type_in, code):
    type_in(code)
    assert compare(pane, "Budi Santoso").startswith("The name does not fit")


def test_the_next_card_begins_with_no_name(pane, type_in, code, store):
    type_in(code)
    said = pane.verdict.compare.row.said()
    compare(pane, "Budi Santoso")
    type_in(signed(store, serial=2))
    assert (pane.verdict.compare.field.text(), pane.verdict.compare.row.said()) == ("", said)


def test_a_name_stays_while_its_card_is_judged_anew(pane, type_in, code, store, owner, settled):
    type_in(code)
    compare(pane, OWNER, enter=False)
    with store.writing() as session:
        note_lost(session, [owner[0]])
    settled(lambda: standing(pane) == "Revoked")
    assert pane.verdict.compare.field.text() == OWNER
    assert pane.verdict.compare.row.said().startswith("The name fits")


# How it is read


def test_a_scan_is_checked_wherever_the_keyboard_is(pane, code, qtbot):
    pane._back.setFocus()
    scan(code)
    qtbot.waitUntil(lambda: standing(pane) == "Genuine")
    assert pane.field.text() == code
    assert pane.field.hasFocus()


@pytest.mark.usefixtures("multimedia")
def test_the_camera_reads_codes_and_f5_ends_it(pane, code, qtbot):
    QTest.keyClick(pane.field, Qt.Key.Key_F5)
    assert pane.camera.isVisible()
    pane.camera.scanned.emit(code)
    pane.camera.scanned.emit(code)
    qtbot.waitUntil(lambda: standing(pane) == "Genuine")
    QTest.keyClick(pane.field, Qt.Key.Key_F5)
    assert not pane.camera.isVisible()
    assert len(pane.recent.lines()) == 1, "the same code is one scan"


def test_esc_empties_the_line_and_then_leaves(pane, qtbot):
    pane.field.setText("JK2:")
    QTest.keyClick(pane.field, Qt.Key.Key_Escape)
    assert pane.field.text() == ""
    with qtbot.waitSignal(pane.left):
        QTest.keyClick(pane.field, Qt.Key.Key_Escape)


def test_what_is_typed_next_replaces_the_code_that_was_checked(pane, type_in, code):
    type_in(code)
    QTest.keyClick(pane.field, Qt.Key.Key_7, delay=60)
    QTest.qWait(100)
    assert pane.field.text() == "7"


# This sitting


def test_the_last_checks_are_listed_the_latest_first(pane, type_in, code):
    type_in("x")
    type_in(code)
    names = [line.accessibleName() for line in pane.recent.lines()]
    assert [name.split(", ", 1)[1] for name in names] == [
        f"{NUMBER}, Kantor Cabang Bulungan, Genuine",
        "No number, Not a card's code",
    ]


def test_one_of_the_last_checks_is_judged_anew(pane, type_in, code, store, owner, settled):
    type_in(code)
    type_in("x")
    with store.writing() as session:
        note_lost(session, [owner[0]])
    pane.recent.lines()[1].chosen.emit(1)
    settled()
    assert standing(pane) == "Revoked"
    assert len(pane.recent.lines()) == 2


def test_no_more_than_the_last_few_are_listed(pane, type_in):
    for n in range(REMEMBERED + 2):
        type_in(f"x{n}")
    assert len(pane.recent.lines()) == REMEMBERED


def test_they_can_be_cleared(pane, type_in, code):
    type_in(code)
    pane.forget.click()
    assert (pane.field.text(), standing(pane), pane.recent.lines()) == ("", "", [])


# The keys


def test_without_any_key_it_says_what_to_take_in_and_leads_there(pane, went):
    assert "Take in the key file" in pane.no_key.text()
    pane.no_key._action.click()
    assert went == [("settings", {"section": "cards"})]


def test_with_a_key_nothing_is_said_of_that(pane, code, settled):
    pane.begin()
    settled()
    assert code
    assert pane.no_key.text() == ""


def test_every_control_has_a_name(pane, type_in, code, stage):
    type_in(code)
    assert unnamed(stage) == []
