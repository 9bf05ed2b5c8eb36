"""Signed cards scanned at the desk: whose they are, and beside it how the code stands."""

import shutil
from dataclasses import replace

import pytest
from PySide6.QtTest import QTest

from models import opening
from models.cards.ending import note_lost
from tests import factories as a
from tests.fixtures import OFFICE
from tests.printed_cards import NUMBER, OWNER, altered, print_card, queue_card, set_up, signed
from tests.ui.panes.test_desk_scans import present
from tests.ui.reach import unnamed
from ui.look import Role
from ui.panes.desk_pane import DeskPane


@pytest.fixture
def owner(keep, event):
    """The card of somebody on the list, and who it is."""
    card, person = queue_card(keep, event)
    keep(a.attendance(event_id=event, person_id=person))
    return card, person


@pytest.fixture
def code(store, owner):
    return print_card(store, owner[0])


@pytest.fixture
def pane(bench, stage, event):
    made = DeskPane(bench)
    stage.resize(1100, 700)
    stage.layout().addWidget(made)
    made.show()
    made.show_event(event)
    return made


@pytest.fixture
def tones(pane):
    heard = []
    pane.told.connect(heard.append)
    return heard


@pytest.fixture
def take(pane, tones, settled):
    """Scan a code, and return what was heard."""

    def _take(code):
        pane.take_scan(code)
        settled(lambda: bool(tones))
        return tones[-1]

    return _take


def test_a_genuine_card_marks_its_owner_and_says_so(pane, take, code, store, owner):
    assert take(code) == "ok"
    assert present(store, owner[1])
    assert pane.verdict.isVisible()
    assert pane.verdict.words.text() == "Card: Genuine"
    assert "Kantor Cabang Bulungan" in pane.verdict.detail.text()


def test_a_revoked_card_shows_its_owner_and_marks_nobody(pane, take, code, store, owner):
    with store.writing() as session:
        note_lost(session, [owner[0]])
    assert take(code) == "error"
    assert not present(store, owner[1])
    assert pane.finder.view.chosen_id() == owner[1]
    assert pane.outcome.text() == "Look at this card: Revoked"
    assert pane.outcome.view.detail.text() == OWNER


def test_an_altered_card_marks_nobody(pane, take, code, store, owner):
    assert take(altered(code)) == "error"
    assert not present(store, owner[1])
    assert pane.verdict.words.text() == "Card: Altered or damaged"


def test_enter_marks_who_is_here_whatever_their_card(pane, take, code, store, owner, settled):
    with store.writing() as session:
        note_lost(session, [owner[0]])
    take(code)
    pane.mark_present()
    settled(lambda: present(store, owner[1]))


@pytest.mark.usefixtures("code")
def test_a_card_of_an_unknown_office_marks_nobody(pane, take, store, owner, tmp_path, empty_file):
    path = tmp_path / "tarakan.jangkau"
    shutil.copy(empty_file, path)
    other = set_up(opening.open_store(path), replace(OFFICE, name="Kantor Cabang Tarakan"))
    foreign = signed(other)
    other.close()
    assert take(foreign) == "warn"
    assert not present(store, owner[1])
    assert pane.outcome.text() == "Look at this card: Unknown office"


def test_half_a_code_is_told_by_both(pane, take, code):
    assert take(code[:50]) == "error"
    assert pane.outcome.text() == "Half a code was read: scan again."
    assert "Scan it again" in pane.verdict.detail.text()


@pytest.mark.usefixtures("owner")
def test_of_a_card_that_nobody_signed_nothing_is_said(pane, take):
    assert take(f"JK1:P:{NUMBER}") == "ok"
    assert not pane.verdict.isVisible()


def test_the_next_scan_of_something_else_puts_the_verdict_away(pane, take, tones, code, settled):
    take(code)
    pane.take_scan("JK1:P:BP-220628-0-0999")
    settled(lambda: len(tones) > 1)
    assert not pane.verdict.isVisible()


def test_typing_puts_the_verdict_away(pane, take, code):
    take(code)
    QTest.keyClicks(pane.finder.search, "s")
    assert not pane.verdict.isVisible()


def test_its_colour_is_not_its_only_sign(pane, take, code):
    take(altered(code))
    assert pane.verdict.accessibleName().startswith("Card: Altered or damaged, ")
    assert pane.outcome.view.words.text()
    assert pane.outcome._role is Role.DANGER


def test_every_control_beside_a_verdict_has_a_name(take, code, stage):
    take(code)
    assert unnamed(stage) == []
