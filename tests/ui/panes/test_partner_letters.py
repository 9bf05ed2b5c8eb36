import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from models.letters.making import mark_sent
from models.letters.queries import partner_letters
from models.office.queries import time_zone
from models.partners.queries import find_partners
from tests.ui.panes.letters_at_hand import *  # noqa: F403 - fixtures are found by name
from tests.ui.panes.letters_at_hand import letters, make
from tests.ui.reach import said, unnamed
from ui.pages.partners_page import PartnersPage
from ui.panes.partner_letters import PartnerLetters


@pytest.fixture
def partner(bench, event):
    with bench.store.reading() as session:
        return find_partners(session, "Dinas Pertanian")[0].id


@pytest.fixture
def shown(bench, stage, partner):
    made = PartnerLetters()
    stage.layout().addWidget(made)

    def _shown():
        with bench.store.reading() as session:
            made.show_letters(partner_letters(session, partner), time_zone(session))
        return made

    return _shown


def test_without_letters_there_is_nothing_to_see(shown):
    assert not shown().isVisible()


def test_a_letter_is_told_with_its_event_and_how_it_stands(shown, bench, event):
    make(bench, event)
    [line] = shown().list.lines()
    assert "Invitation · Temu Tani · " in said(line)
    assert said(line).endswith(", Not sent yet")
    assert said(line).startswith(letters(bench, event)[0].number)
    with bench.store.writing() as session:
        mark_sent(session, letters(bench, event)[0].id, "hand")
    [line] = shown().list.lines()
    assert "by hand" in said(line)
    assert said(line).endswith(", Sent")


def test_a_letter_leads_to_its_event(bench, stage, event, partner, went, settled):
    make(bench, event)
    page = PartnersPage(bench)
    stage.layout().addWidget(page)
    page.show()
    page.show_record(partner)
    page._partner.show_part("rest")
    [line] = page._partner._letters.list.lines()
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert went == [("event", {"event_id": event, "part": "plan"})]


def test_a_letter_made_elsewhere_is_seen(bench, stage, event, partner, settled):
    page = PartnersPage(bench)
    stage.layout().addWidget(page)
    page.show()
    page.show_record(partner)
    make(bench, event)
    settled()
    assert len(page._partner._letters.list.lines()) == 1
    page._partner.show_part("rest")
    assert unnamed(page) == []
